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

/// The failure that an answer leads to: its code, status, attempts, and whether it is worth another try.
async fn refused(change: &str) -> Json {
    let (fake, client) = answered(&changed_record(change));
    let error = failure(client.record_consent("u".into(), js(&decision()), NONE)).await;
    assert_eq!((fake.count(), &error["attempts"]), (1, &json!(1)), "{change}");
    json!([error["code"], error["status"], error["retryable"]])
}

#[wasm_bindgen_test]
async fn the_request_is_on_record_whatever_is_odd_about_the_rest() {
    for change in [
        "",
        "input.collection_point_id = 'd'",
        "input.collection_point_id = 7",
        "input.action = 'approved'",
        "input.action = 'declined'",
        "input.action = 'agreed'",
        "delete input.action",
        "input.purpose_consents = []",
        "delete input.purpose_consents",
        "input.purpose_consents.pop()",
        "input.purpose_consents[0].status = 'pending'",
        "input.purpose_consents[0].status = null",
        "input.purpose_consents[1].purpose_id = 'z'",
        "input.purpose_consents[1] = input.purpose_consents[0]",
        "input.purpose_consents.push({ purpose_id: 'z', status: 'shown' })",
        "input.purpose_consents = [{ status: 'approved' }]",
        "input.purpose_consents = [{ purpose_id: null, status: 'approved' }, { purpose_id: '', status: 'approved' }]",
        "input.purpose_consents.push({ purpose_id: 7, status: 'approved' }, 'approved', null)",
        "input.purpose_consents[1].purpose_id = ''; input.purpose_consents[1].status = 'approved'",
        "input.collection_point_id = ''",
        "input.purpose_consents.push({ purpose_id: 'z', status: 'accepted', purpose_type: 'legitimate_interest' })",
        "input.action = 'Partially Consented'",
        "input.more = { metadata: [1] }",
    ] {
        let (_fake, client) = answered(&changed_record(change));
        let found = success(client.record_consent("u".into(), js(&decision()), NONE)).await;
        assert_eq!(found["request_id"], json!("r-1"), "{change}");
    }
}

#[wasm_bindgen_test]
async fn a_record_of_a_point_without_purposes_may_list_what_names_nothing() {
    for (action, list) in [
        ("approved", json!([{ "status": "declined" }])),
        ("declined", json!([{ "purpose_id": "", "status": "approved" }])),
        ("no_action", json!([{ "purpose_id": null, "status": "declined" }])),
    ] {
        let mut answer = record();
        (answer["action"], answer["purpose_consents"]) =
            (if action == "no_action" { Json::Null } else { json!(action) }, list);
        let (_fake, client) = answered(&answer);
        let found = client.record_consent("u".into(), js(&handmade(action, Json::Null)), NONE);
        assert_eq!(success(found).await["request_id"], json!("r-1"), "{answer}");
    }
}

#[wasm_bindgen_test]
async fn another_decision_under_the_same_request_is_told_as_one() {
    for change in [
        "input.purpose_consents[1].status = 'approved'",
        "input.purpose_consents[0].status = 'Rejected'",
        "input.purpose_consents.push({ purpose_id: 'z', status: 'approved' })",
        "input.action = 'no_action'; input.purpose_consents = []",
        "input.action = 'Notice Shown'",
        "input.action = 'approved'; input.purpose_consents = []",
        "input.action = 'revoked'; delete input.purpose_consents",
    ] {
        assert_eq!(refused(change).await, json!(["conflict", 201, false]), "{change}");
    }
    let mut closed = decision();
    (closed["action"], closed["purposes"]) = (json!("no_action"), Json::Null);
    let (_fake, client) = answered(&record());
    assert_eq!(failure(client.record_consent("u".into(), js(&closed), NONE)).await["code"], json!("conflict"));
}

#[wasm_bindgen_test]
async fn a_record_that_may_be_of_anything_leaves_the_outcome_unknown() {
    for change in [
        "input.request_id = 'r-2'",
        "delete input.request_id; input.collection_point_id = 'd'",
        "input.request_id = null; input.action = 'approved'",
        "input.request_id = null; input.action = 'agreed'",
        "input.request_id = null; input.purpose_consents = []",
        "input.request_id = null; input.purpose_consents.pop()",
        "input.request_id = null; input.purpose_consents[1].status = 'approved'",
        "input.request_id = null; input.purpose_consents[0].status = 'pending'",
        "input.request_id = null; input.purpose_consents[1].purpose_id = 'z'",
        "input.request_id = null; input.purpose_consents[1] = input.purpose_consents[0]",
        "input.request_id = null; input.purpose_consents.push({ purpose_id: 'z', status: 'approved' })",
        "input.request_id = null; input.purpose_consents[1].purpose_id = ''",
        "input.request_id = ''; input.collection_point_id = ''",
    ] {
        assert_eq!(refused(change).await, json!(["outcome_unknown", 201, false]), "{change}");
    }
}

#[wasm_bindgen_test]
async fn ids_that_are_uuids_are_the_same_in_capitals() {
    let (point, request) = ("5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01", "0b8c1c8e-2f7a-4f4e-9a51-6a2f3f0c9d10");
    for (sent, answer, has_request) in [
        (point, point.to_uppercase(), true),
        (point, point.to_uppercase(), false),
        ("cp_signup_form", point.to_uppercase(), true),
        ("cp_signup_form", point.into(), false),
    ] {
        let (mut given, mut found) = (decision(), record());
        (given["collection_point_id"], given["request_id"]) = (json!(sent), json!(request));
        found["collection_point_id"] = json!(answer);
        found["request_id"] = if has_request { json!(request.to_uppercase()) } else { Json::Null };
        let (_fake, client) = answered(&found);
        let recorded = success(client.record_consent("u".into(), js(&given), NONE)).await;
        assert_eq!(recorded, found, "as it was answered: {sent}");
    }
}

#[wasm_bindgen_test]
async fn the_same_in_other_words_is_a_success() {
    for change in [
        "input.action = 'Partial_Consent'",
        "input.purpose_consents.reverse()",
        "input.purpose_consents[0].status = 'Accepted'; input.purpose_consents[1].status = false",
        "delete input.id; delete input.timestamp",
        "input = { data: input }",
        "input = { id: 'x', action: input.action, collectionPointId: 'c', requestId: input.request_id, purposeConsents: \
         input.purpose_consents.map(({ purpose_id, status }) => ({ purposeId: purpose_id, status })) }",
    ] {
        for request in ["", "input.request_id = null; ", "delete input.request_id; "] {
            let (_fake, client) = answered(&changed_record(&[request, change].concat()));
            let found = success(client.record_consent("u".into(), js(&decision()), NONE)).await;
            assert_eq!(found["collection_point_id"], json!("c"), "{change}");
            assert_eq!(found["purpose_consents"].as_array().unwrap().len(), 2);
        }
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
