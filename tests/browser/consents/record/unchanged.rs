//! `ifUnchanged`: a decision is recorded only over the record that the person saw.

use js_sys::Promise;
use truconsent_wasm::{ConsentClient, apply_decision, decide_consent};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeFetch, JsValue, Json, NONE, admin_client, apply, client_with, eval, failure, fresh_id, js, json, plain, rows,
    success, value,
};

const POINT: &str = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01";

async fn banner(client: &ConsentClient, person: &str) -> JsValue {
    let merged = value(client.current_consents(person.into(), eval("{ include: 'all' }"))).await;
    apply(&format!("({{ banners }}) => banners.find((b) => b.banner_id === '{POINT}')"), &merged)
}

fn record(client: &ConsentClient, person: &str, banner: &JsValue, choices: &str) -> (JsValue, Promise) {
    let decision = decide_consent(banner.clone(), choices.into(), NONE).unwrap();
    (decision.clone(), client.record_consent(person.into(), decision, unchanged(banner)))
}

fn unchanged(banner: &JsValue) -> JsValue {
    apply("(ifUnchanged) => ({ ifUnchanged })", banner)
}

#[wasm_bindgen_test]
async fn a_decision_over_another_record_is_not_sent() {
    let (client, person) = (admin_client(&json!({})), fresh_id());
    let first = banner(&client, &person).await;
    let recorded = value(record(&client, &person, &first, "approve_all").1).await;
    let error = failure(record(&client, &person, &first, "decline_all").1).await;
    assert_eq!(
        (&error["code"], &error["status"], &error["retryable"]),
        (&json!("conflict"), &Json::Null, &json!(false))
    );
    assert_eq!(rows(&person).await["consents"], json!(1));
    let second = apply_decision(first.clone(), recorded).unwrap();
    value(record(&client, &person, &second, "decline_all").1).await;
    assert_eq!(failure(record(&client, &person, &second, "approve_all").1).await["code"], json!("conflict"));
    let third = banner(&admin_client(&json!({})), &person).await;
    value(record(&client, &person, &third, "decline_all").1).await;
    // The same states and action, in another record.
    assert_eq!(failure(record(&client, &person, &third, "approve_all").1).await["code"], json!("conflict"));
    assert_eq!(rows(&person).await["consents"], json!(3));
}

#[wasm_bindgen_test]
async fn its_own_record_is_no_change() {
    let (client, person) = (admin_client(&json!({})), fresh_id());
    let seen = banner(&client, &person).await;
    let (decision, sent) = record(&client, &person, &seen, "necessary_only");
    let recorded = success(sent).await;
    let again = success(client.record_consent(person.as_str().into(), decision, unchanged(&seen))).await;
    assert_eq!((again, &rows(&person).await["consents"]), (recorded, &json!(1)));
}

/// What is answered to the two reads and the write.
fn answers(own: &Json, status: (u16, Json), request_id: &Json) -> FakeFetch {
    let record = json!({ "id": "x", "action": "declined", "collection_point_id": "c", "status": "pending",
        "purpose_consents": [], "timestamp": null, "request_id": request_id });
    FakeFetch::hurried(&json!([{ "status": 200, "json": own }, { "status": status.0, "json": status.1 },
        { "status": 201, "json": record }]))
}

fn own(consented: &str) -> Json {
    json!([{ "banner_id": "c", "collection_point": "c", "title": "T", "shown_to_principal": true, "purposes": [
        { "id": "p", "name": "P", "is_mandatory": false, "consented": consented, "relationships": {} }] }])
}

/// A banner as it was merged without a status.
fn seen(consented: &str, source: &str) -> JsValue {
    js(&json!({ "banner_id": "c", "collection_point": "c", "display_id": "d", "latest_action": null, "record_id": null,
        "recorded_at": null, "shown_to_principal": true, "purposes": [{ "id": "p", "name": "P", "is_mandatory": false,
        "consented": consented, "source": source, "conflict": false, "legal_basis": "consent" }] }))
}

fn status(consented: &str) -> Json {
    json!({ "user_id": "u", "total_consents": 1, "timestamp": null, "collection_points": [{
        "collection_point": { "id": "c", "display_id": "d" }, "latest_consent": { "id": "x", "action": "approved",
        "timestamp": "2026-01-01T00:00:00", "purpose_consents": [{ "purpose_id": "p", "status": consented }] } }] })
}

#[wasm_bindgen_test]
async fn without_the_status_the_banners_states_are_compared() {
    let forbidden = || (403, json!({ "error": "scope" }));
    let unknown = || (404, json!({ "error": "No consent records found for this user" }));
    for (before, now, status, is_sent) in [
        (seen("approved", "banner"), own("approved"), forbidden(), true),
        (seen("approved", "banner"), own("declined"), forbidden(), false),
        (seen("approved", "banner"), json!([]), forbidden(), false),
        (seen("pending", "none"), json!([]), forbidden(), true),
        (seen("pending", "none"), own("declined"), forbidden(), false),
        (seen("pending", "none"), json!([]), unknown(), true),
        (seen("approved", "banner"), own("approved"), unknown(), true),
        (seen("approved", "banner"), own("approved"), (200, status("approved")), false),
        (seen("approved", "status"), own("approved"), (200, status("approved")), false),
        (seen("pending", "none"), json!([]), (200, status("pending")), false),
    ] {
        let decision = decide_consent(before.clone(), "decline_all".into(), NONE).unwrap();
        let fake = answers(&now, status.clone(), &plain(&decision)["request_id"]);
        let sent = client_with(&json!({})).record_consent("u".into(), decision, unchanged(&before));
        let about = format!("{} {now} {status:?}", plain(&before));
        if is_sent {
            success(sent).await;
        } else {
            let error = failure(sent).await;
            assert_eq!((&error["code"], &error["status"]), (&json!("conflict"), &Json::Null), "{about}");
        }
        let writes = fake.requests().iter().filter(|request| request["method"] == "POST").count();
        assert_eq!(writes, usize::from(is_sent), "{about}");
    }
}

#[wasm_bindgen_test]
async fn what_cannot_be_compared_is_not_sent() {
    let banner = seen("pending", "none");
    let decision = decide_consent(banner.clone(), "decline_all".into(), NONE).unwrap();
    for option in [
        "7",
        "[]",
        "{}",
        "{ collection_point: 'another' }",
        "{ collection_point: 'c', purposes: 7 }",
        "{ get collection_point() { throw 1; } }",
    ] {
        let fake = FakeFetch::new(&json!([]));
        let options = eval(&format!("{{ ifUnchanged: {option} }}"));
        let error = failure(client_with(&json!({})).record_consent("u".into(), decision.clone(), options)).await;
        assert_eq!((&error["code"], fake.count()), (&json!("invalid_options"), 0), "{option}");
    }
    let fake = FakeFetch::hurried(&json!([{ "status": 401, "json": { "error": "No" }, "times": 2 }]));
    let sent = client_with(&json!({})).record_consent("u".into(), decision, unchanged(&banner));
    assert_eq!(failure(sent).await["code"], json!("unauthenticated"));
    assert!(fake.requests().iter().all(|request| request["method"] == "GET"), "nothing was recorded");
}
