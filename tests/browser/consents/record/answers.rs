//! What `recordConsent` makes of an answer: a record counts only if it is of what was sent.

use js_sys::Promise;
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{answered, decision, handmade, record};
use crate::support::{
    FakeFetch, Json, NONE, abort, abortable, aborted, changed, client_with, failure, js, json, plain, success,
};

fn changed_record(change: &str) -> Json {
    plain(&changed(&record(), change))
}

fn record_handmade(client: &ConsentClient) -> Promise {
    client.record_consent("usr_1".into(), js(&handmade("approved", Json::Null)), NONE)
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

#[wasm_bindgen_test]
async fn a_definite_answer_is_the_end() {
    for (answers, code, requests) in [
        (json!([{ "status": 400, "json": { "error": "No" } }]), "bad_request", 1),
        (json!([{ "status": 409, "json": { "error": "No" } }]), "conflict", 1),
        (json!([{ "status": 404, "json": { "error": "No" } }]), "not_found", 1),
        (json!([{ "status": 429, "json": {}, "times": 3 }]), "rate_limited", 3),
        (json!([{ "status": 503, "headers": { "Retry-After": "0" }, "times": 3 }]), "server_error", 3),
        (json!([{ "status": 500, "json": {} }, { "status": 409, "json": { "error": "No" } }]), "conflict", 2),
        (json!([{ "status": 500, "json": {}, "times": 3 }]), "outcome_unknown", 3),
        (json!([{ "status": 408, "json": {}, "times": 3 }]), "outcome_unknown", 3),
        (json!([{ "reject": { "error": "x" }, "times": 3 }]), "outcome_unknown", 3),
        (json!([{ "reject": { "error": "x" } }, { "status": 429, "json": {}, "times": 2 }]), "outcome_unknown", 3),
        (json!([{ "status": 201, "text": "<h1>" }]), "outcome_unknown", 1),
        (json!([{ "status": 404, "text": "<h1>" }]), "unexpected_response", 1),
        (json!([{ "redirect": true }]), "unexpected_response", 1),
    ] {
        let fake = FakeFetch::hurried(&answers);
        let error = failure(record_handmade(&client_with(&json!({})))).await;
        assert_eq!((&error["code"], fake.count()), (&json!(code), requests), "{answers}");
        assert_eq!(error["operation"], json!("recordConsent"));
    }
}

#[wasm_bindgen_test]
async fn an_abort_says_that_the_outcome_is_unknown() {
    let fake = FakeFetch::new(&json!([{ "hang": true }]));
    let (options, controller) = abortable();
    let call = client_with(&json!({})).record_consent("u".into(), js(&handmade("approved", Json::Null)), options);
    fake.sent(1).await;
    abort(&controller, "enough");
    let error = aborted(call, "enough").await;
    assert!(plain(&error)["hint"].as_str().unwrap().contains("not known"));
}

#[wasm_bindgen_test]
async fn the_persons_id_is_blanked_out_of_the_servers_words() {
    let _fake = FakeFetch::new(&json!([{ "status": 400, "json": { "error": "It says usr_1 is unknown" } }]));
    let error = failure(record_handmade(&client_with(&json!({})))).await;
    assert!(!error.to_string().contains("usr_1"), "{error}");
}
