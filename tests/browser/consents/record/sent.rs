//! What `recordConsent` sends, and which decisions it does not send.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{answered, decision, handmade, record};
use crate::support::{FakeFetch, Json, NONE, apply, client_with, failure, get, js, json, plain, success};

fn answer() -> Json {
    json!({ "status": 201, "json": { "id": "x", "action": "approved", "collection_point_id": "c", "status": "pending",
        "purpose_consents": [], "timestamp": "2026-01-01T00:00:00", "request_id": "r-1" } })
}

#[wasm_bindgen_test]
async fn what_is_sent() {
    let fake = FakeFetch::new(&json!([answer()]));
    let sent =
        js(&json!({ "collection_point_id": "a/b", "action": "partial_consent", "request_id": "r-1", "changed": ["p"],
        "purposes": [{ "id": "p", "name": "P", "consented": "approved", "is_mandatory": true },
            { "id": "q", "name": "Q", "consented": "declined", "is_mandatory": false, "purpose_type": "t" }] }));
    let _ = wasm_bindgen_futures::JsFuture::from(client_with(&json!({})).record_consent(
        "usr_1".into(),
        sent.clone(),
        NONE,
    ))
    .await;
    let sent_request = fake.requests()[0].clone();
    assert_eq!(sent_request["url"], json!("https://api.example/consent/a%2Fb/consent"));
    assert_eq!(
        (&sent_request["method"], &sent_request["headers"]["content-type"]),
        (&json!("POST"), &json!("application/json"))
    );
    let body: Json = serde_json::from_str(sent_request["body"].as_str().unwrap()).unwrap();
    let purposes = plain(&get(&sent, "purposes"));
    assert_eq!(
        body,
        json!({ "userId": "usr_1", "action": "partial_consent", "purposes": purposes, "requestId": "r-1" })
    );
}

#[wasm_bindgen_test]
async fn a_decision_that_contradicts_itself_is_not_sent() {
    let fake = FakeFetch::new(&json!([]));
    let item =
        |id: &str, consented: &str| json!({ "id": id, "name": "N", "consented": consented, "is_mandatory": false });
    let (yes, no) = (item("p", "approved"), item("q", "declined"));
    for decision in [
        handmade("approved", json!([yes, no])),
        handmade("declined", json!([yes])),
        handmade("revoked", json!([yes, no])),
        handmade("partial_consent", json!([yes])),
        handmade("partial_consent", json!([no])),
        handmade("no_action", json!([no])),
        handmade("accepted", json!([yes])),
        handmade("approved", json!([item("p", "pending")])),
        handmade("approved", json!("all")),
        handmade("approved", json!([item("", "approved")])),
        handmade("partial_consent", json!([yes, item("p", "declined")])),
        handmade("declined", json!([no, item("p", "declined"), item("p", "approved")])),
        json!({ "collection_point_id": "c", "action": "approved" }),
        json!({ "collection_point_id": "..", "action": "approved", "request_id": "r" }),
        json!(null),
        json!([]),
        json!("approve_all"),
    ] {
        let error = failure(client_with(&json!({})).record_consent("u".into(), js(&decision), NONE)).await;
        assert_eq!((&error["code"], &error["attempts"]), (&json!("invalid_input"), &json!(0)), "{decision}");
    }
    let error =
        failure(client_with(&json!({})).record_consent("".into(), js(&handmade("approved", Json::Null)), NONE)).await;
    assert_eq!(error["fields"][0]["field"], json!("userId"));
    assert_eq!(fake.count(), 0);
}

#[wasm_bindgen_test]
async fn a_purpose_that_is_named_twice_is_sent_once_or_told() {
    let purpose = |id: &str, consented: &str, is_mandatory: bool| json!({ "id": id, "name": "N", "consented": consented, "is_mandatory": is_mandatory });
    let (uuid, notice) = ("5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01", "legitimate_interest");
    for (first, second) in [("p", "p"), (uuid, &uuid.to_uppercase())] {
        let (fake, client) = answered(&json!({ "action": "partial_consent", "request_id": "r-1" }));
        let list = json!([
            purpose(first, "approved", false),
            purpose("q", "declined", false),
            purpose(second, "approved", true)
        ]);
        success(client.record_consent("u".into(), js(&handmade("partial_consent", list)), NONE)).await;
        let sent: Json = serde_json::from_str(fake.requests()[0]["body"].as_str().unwrap()).unwrap();
        assert_eq!(sent["purposes"], json!([purpose(first, "approved", true), purpose("q", "declined", false)]));
    }
    let mut told = purpose("n", "pending", false);
    told["purpose_type"] = json!(notice);
    let list = json!([told, purpose("p", "approved", false), purpose("p", "declined", false)]);
    let error =
        failure(client_with(&json!({})).record_consent("u".into(), js(&handmade("declined", list)), NONE)).await;
    assert_eq!(
        (&error["code"], &error["fields"][0]["field"]),
        (&json!("invalid_input"), &json!("decision.purposes[2].consented"))
    );
}

#[wasm_bindgen_test]
async fn what_was_checked_is_what_is_sent() {
    for change in [
        "decision.action = 'approved'; decision.purposes[1].consented = 'approved'; decision.purposes.pop()",
        "decision.request_id = 'other'; decision.collection_point_id = 'other'",
    ] {
        let (fake, client) = answered(&record());
        let given = js(&decision());
        let call = client.record_consent("u".into(), given.clone(), NONE);
        apply(&format!("(decision) => {{ {change}; }}"), &given);
        success(call).await;
        let sent: Json = serde_json::from_str(fake.requests()[0]["body"].as_str().unwrap()).unwrap();
        assert_eq!((&sent["purposes"], &sent["requestId"]), (&decision()["purposes"], &json!("r-1")), "{change}");
    }
    for extra in ["1n", "(() => { const o = {}; o.o = o; return o; })()"] {
        let (fake, client) = answered(&record());
        let odd = format!("(d) => {{ d.purposes[0].more = {extra}; d.purposes[1].toJSON = () => ({{}}); return d; }}");
        success(client.record_consent("u".into(), apply(&odd, &js(&decision())), NONE)).await;
        let sent: Json = serde_json::from_str(fake.requests()[0]["body"].as_str().unwrap()).unwrap();
        assert_eq!(sent["purposes"], decision()["purposes"], "documented fields only");
    }
}
