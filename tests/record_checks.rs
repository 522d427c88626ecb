//! `recordConsent` and `applyDecision`: a record counts only if it is of what was sent, and the banner shown after it is
//! the one that the next read gives.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;
mod trials;

use support::{
    FakeFetch, JsValue, Json, NONE, admin_client, apply, changed, client_with, eval, failure, fresh_id, js, json,
    plain, rows, success, value,
};
use trials::{Call, Trial};
use truconsent_wasm::{ConsentClient, apply_decision, decide_consent};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A decision with an approved and a declined purpose.
fn decision() -> Json {
    let purpose =
        |id: &str, consented: &str| json!({ "id": id, "name": id, "consented": consented, "is_mandatory": false });
    json!({ "collection_point_id": "c", "action": "partial_consent", "request_id": "r-1", "changed": [],
        "purposes": [purpose("p", "approved"), purpose("q", "declined")] })
}

/// Its record.
fn record() -> Json {
    json!({ "id": "x", "action": "partial_consent", "collection_point_id": "c", "status": "pending",
        "timestamp": "2026-01-01T00:00:00", "request_id": "r-1", "purpose_consents": [
            { "purpose_id": "p", "purpose_name": "p", "status": "approved", "is_mandatory": false, "purpose_type": null },
            { "purpose_id": "q", "purpose_name": "q", "status": "declined", "is_mandatory": false, "purpose_type": null }] })
}

fn changed_record(change: &str) -> Json {
    plain(&changed(&record(), change))
}

/// A client that is answered with this.
fn answered(answer: &Json) -> (FakeFetch, ConsentClient) {
    (FakeFetch::hurried(&json!([{ "status": 201, "json": answer }])), client_with(&json!({})))
}

#[wasm_bindgen_test]
async fn a_record_of_something_else_is_no_success() {
    for change in [
        "input.collection_point_id = 'd'",
        "input.action = 'approved'",
        "input.action = 'declined'",
        "input.action = 'agreed'",
        "input.request_id = 'r-2'",
        "input.purpose_consents = []",
        "delete input.purpose_consents",
        "input.purpose_consents.pop()",
        "input.purpose_consents[1].status = 'approved'",
        "input.purpose_consents[0].status = 'declined'",
        "input.purpose_consents[0].status = 'pending'",
        "input.purpose_consents[0].status = null",
        "input.purpose_consents[1].purpose_id = 'z'",
        "input.purpose_consents[1] = input.purpose_consents[0]",
        "input.purpose_consents.push({ purpose_id: 'z', status: 'approved' })",
    ] {
        let (fake, client) = answered(&changed_record(change));
        let error = failure(client.record_consent("u".into(), js(&decision()), NONE)).await;
        let found = (&error["code"], &error["status"], &error["attempts"], &error["retryable"], fake.count());
        assert_eq!(found, (&json!("unexpected_response"), &json!(201), &json!(1), &json!(false), 1), "{change}");
    }
}

#[wasm_bindgen_test]
async fn the_same_in_other_words_is_a_success() {
    for change in [
        "",
        "input.action = 'Partial_Consent'",
        "input.purpose_consents.reverse()",
        "input.purpose_consents[0].status = 'Accepted'; input.purpose_consents[1].status = false",
        "input.request_id = null",
        "delete input.request_id; delete input.id; delete input.timestamp",
        "input.more = { metadata: [1] }",
        "input = { data: input }",
        "input = { id: 'x', action: input.action, collectionPointId: 'c', requestId: 'r-1', purposeConsents: \
         input.purpose_consents.map(({ purpose_id, status }) => ({ purposeId: purpose_id, status })) }",
    ] {
        let (_fake, client) = answered(&changed_record(change));
        let found = success(client.record_consent("u".into(), js(&decision()), NONE)).await;
        assert_eq!(found["collection_point_id"], json!("c"), "{change}");
        assert_eq!(found["purpose_consents"].as_array().unwrap().len(), 2);
    }
    let mut without = decision();
    without["action"] = json!("no_action");
    without["purposes"] = Json::Null;
    let (_fake, client) = answered(&changed_record("input.action = 'no_action'; input.purpose_consents = null"));
    assert_eq!(success(client.record_consent("u".into(), js(&without), NONE)).await["purpose_consents"], json!([]));
}

/// The merged banners of a person, at every collection point.
async fn banners(client: &ConsentClient, person: &str) -> Vec<JsValue> {
    let merged = value(client.current_consents(person.into(), eval("{ include: 'all' }"))).await;
    js_sys::Array::from(&support::get(&merged, "banners")).iter().collect()
}

#[wasm_bindgen_test]
async fn after_a_record_the_banner_is_the_one_that_is_read_next() {
    let (client, person) = (admin_client(&json!({})), fresh_id());
    let count = banners(&client, &person).await.len();
    let choices = ["approve_all", "necessary_only", "decline_all", "dismiss", "approve_all", "decline_all"];
    for (round, choices) in choices.into_iter().enumerate() {
        for position in 0..count {
            let before = banners(&client, &person).await[position].clone();
            let decision = decide_consent(before.clone(), choices.into()).unwrap();
            let recorded = value(client.record_consent(person.as_str().into(), decision, NONE)).await;
            let mut applied = plain(&apply_decision(before.clone(), recorded).unwrap());
            let read = plain(&banners(&client, &person).await[position]);
            if plain(&before)["display_id"].is_null() {
                assert_eq!((round, &applied["display_id"]), (0, &Json::Null), "only the first record brings it");
                applied["display_id"] = read["display_id"].clone();
            }
            assert_eq!(applied, read, "{choices} at {}", read["title"]);
        }
    }
    assert_eq!(rows(&person).await["consents"], json!(count * choices.len()));
}

#[wasm_bindgen_test]
async fn one_decision_sent_twice_at_once_is_one_record() {
    let (one, two, person) = (admin_client(&json!({})), admin_client(&json!({})), fresh_id());
    let prepared = Call::RecordConsent.prepare(&person).await;
    let send = |client: &ConsentClient| Call::RecordConsent.start(client, &person, &prepared, NONE);
    let calls = [send(&one), send(&one), send(&two), send(&two)];
    let mut records = Vec::new();
    for call in calls {
        records.push(success(call).await);
    }
    assert!(records.iter().all(|record| *record == records[0]), "{records:?}");
    assert_eq!(rows(&person).await["consents"], json!(1));
    let other = fresh_id();
    let error = failure(Call::RecordConsent.start(&one, &other, &prepared, NONE)).await;
    assert_eq!((&error["code"], &error["status"]), (&json!("conflict"), &json!(409)), "another person's");
    let mut declined = prepared.clone();
    (declined["action"], declined["purposes"][0]["consented"]) = (json!("declined"), json!("declined"));
    let error = failure(Call::RecordConsent.start(&two, &person, &declined, NONE)).await;
    assert_eq!((&error["code"], &error["retryable"]), (&json!("conflict"), &json!(false)), "another decision");
    assert_eq!((&rows(&person).await["consents"], &rows(&other).await["consents"]), (&json!(1), &json!(0)));
}

#[wasm_bindgen_test]
async fn what_the_api_refuses_is_not_recorded() {
    let trial = Trial::new(Call::RecordConsent, "wrong-type", 0, &json!({})).await;
    let send = |change: &str| {
        trial.client.record_consent(trial.person.as_str().into(), changed(&trial.prepared, change), NONE)
    };
    for (change, code) in [
        ("input.collection_point_id = 'nowhere'", "not_found"),
        ("input.collection_point_id = '../a/%2e%2e'", "not_found"),
        ("input.purposes[0].id = 'nowhere'", "bad_request"),
    ] {
        assert_eq!(failure(send(change)).await["code"], json!(code), "{change}");
    }
    assert_eq!((trial.arrived().await.as_str(), &rows(&trial.person).await["consents"]), ("3", &json!(0)));
    let two = "input.purposes.push({ id: 'q', name: 'Q', is_mandatory: false, consented: 'approved' })";
    for (change, code) in [
        (
            format!(
                "{two}; input.purposes[0].is_mandatory = true; input.purposes[0].consented = 'declined'; \
            input.action = 'partial_consent'"
            ),
            "mandatory_purpose",
        ),
        (format!("{two}; input.action = 'partial_consent'"), "invalid_input"),
        ("input.action = 'declined'".into(), "invalid_input"),
        ("input.purposes = [new Proxy({}, { get() { throw new Error('no'); } })]".into(), "invalid_input"),
        ("Object.defineProperty(input, 'action', { get() { throw 1; } })".into(), "invalid_input"),
        ("input.request_id = ' '".into(), "invalid_input"),
        ("delete input.request_id".into(), "invalid_input"),
        ("input.collection_point_id = '..'".into(), "invalid_input"),
        (r"input.collection_point_id = '\uD800'".into(), "invalid_input"),
        ("input = () => {}".into(), "invalid_input"),
    ] {
        let error = failure(send(&change)).await;
        assert_eq!((&error["code"], &error["attempts"]), (&json!(code), &json!(0)), "{change}");
        let expected =
            if code == "mandatory_purpose" { trial.prepared["purposes"][0]["id"].clone() } else { Json::Null };
        assert!(expected.is_null() || error["fields"][0]["field"] == expected, "{error}");
    }
    assert_eq!(trial.arrived().await, "3", "nothing more was sent");
    assert_eq!(success(send("")).await["action"], json!("approved"), "the module works on");
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
