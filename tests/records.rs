//! `recordConsent`: recorded once, whatever happens on the way, and never claimed where it is not known.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use js_sys::Promise;
use support::{
    FakeFetch, JsValue, Json, NONE, abort, abortable, aborted, admin_client, apply, client_with, eval, failure,
    fresh_id, get, js, json, plain, request, rows, success, value,
};
use truconsent_wasm::{ConsentClient, apply_decision, decide_consent};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const POINT: &str = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01";

/// A decision on the embedded server's collection point with four purposes, one of them mandatory.
async fn decision(client: &ConsentClient, person: &str, choices: &Json) -> (JsValue, JsValue) {
    let merged = value(client.current_consents(person.into(), eval("{ include: 'all' }"))).await;
    let banner = apply(&format!("({{ banners }}) => banners.find((b) => b.banner_id === '{POINT}')"), &merged);
    let decision = decide_consent(banner.clone(), js(choices)).unwrap();
    (banner, decision)
}

/// The request ids of what was posted under a key of faults.
async fn arrived(key: &str) -> Vec<Json> {
    let seen = request("GET", &format!("/faults/{key}"), None).await.1;
    let requests = seen["requests"].as_array().unwrap().clone();
    requests.into_iter().filter(|request| request["method"] == "POST").map(|r| r["request_id"].clone()).collect()
}

fn handmade(action: &str, purposes: Json) -> Json {
    json!({ "collection_point_id": "c", "action": action, "purposes": purposes, "request_id": "r-1", "changed": [] })
}

fn answer() -> Json {
    json!({ "status": 201, "json": { "id": "x", "action": "approved", "collection_point_id": "c", "status": "pending",
        "purpose_consents": [], "timestamp": "2026-01-01T00:00:00", "request_id": "r-1" } })
}

fn record_handmade(client: &ConsentClient) -> Promise {
    client.record_consent("usr_1".into(), js(&handmade("approved", Json::Null)), NONE)
}

#[wasm_bindgen_test]
async fn every_choice_is_recorded_and_read_back() {
    let client = admin_client(&json!({}));
    let person = fresh_id();
    let first = json!({ "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c102": "approved" });
    for (choices, action, states) in [
        (first, "partial_consent", ["approved", "approved", "declined", "declined"]),
        (json!("approve_all"), "approved", ["approved"; 4]),
        (json!("necessary_only"), "partial_consent", ["approved", "declined", "declined", "declined"]),
        (json!("decline_all"), "revoked", ["declined"; 4]),
        (json!("decline_all"), "declined", ["declined"; 4]),
        (json!("dismiss"), "no_action", ["pending"; 4]),
    ] {
        let (banner, decision) = decision(&client, &person, &choices).await;
        let record = value(client.record_consent(person.as_str().into(), decision.clone(), NONE)).await;
        assert_eq!(plain(&record)["action"], json!(action));
        assert_eq!(plain(&record)["request_id"], plain(&decision)["request_id"]);
        let applied = plain(&apply_decision(banner, record).unwrap());
        let read = success(client.current_consents(person.as_str().into(), NONE)).await["banners"][0].clone();
        for banner in [&applied, &read] {
            let found: Vec<_> = banner["purposes"].as_array().unwrap().iter().map(|p| p["consented"].clone()).collect();
            assert_eq!((json!(found), &banner["latest_action"]), (json!(states), &json!(action)), "{choices}");
        }
        assert_eq!(applied["recorded_at"], read["recorded_at"]);
    }
    assert_eq!(rows(&person).await["consents"], json!(6));
}

#[wasm_bindgen_test]
async fn every_attempt_bears_the_same_request_id() {
    let (person, key) = (fresh_id(), fresh_id());
    let (_, decision) = decision(&admin_client(&json!({})), &person, &json!("approve_all")).await;
    let headers = json!({ "X-Fault": "drop-after", "X-Fault-Key": key, "X-Fault-Times": "2" });
    let client = admin_client(&json!({ "headers": headers }));
    let sent = client.record_consent(person.as_str().into(), decision.clone(), NONE);
    assert_eq!(success(sent).await["action"], json!("approved"));
    let id = &plain(&decision)["request_id"];
    assert_eq!(arrived(&key).await, [id.clone(), id.clone(), id.clone()]);
    assert_eq!(rows(&person).await["consents"], json!(1));
}

#[wasm_bindgen_test]
async fn the_same_decision_again_is_the_same_record() {
    let client = admin_client(&json!({}));
    let person = fresh_id();
    let (_, decision) = decision(&client, &person, &json!("necessary_only")).await;
    let first = success(client.record_consent(person.as_str().into(), decision.clone(), NONE)).await;
    let again = success(admin_client(&json!({})).record_consent(person.as_str().into(), decision, NONE)).await;
    assert_eq!((first, &rows(&person).await["consents"]), (again, &json!(1)));
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
async fn the_persons_id_is_blanked_out_of_the_servers_words() {
    let _fake = FakeFetch::new(&json!([{ "status": 400, "json": { "error": "It says usr_1 is unknown" } }]));
    let error = failure(record_handmade(&client_with(&json!({})))).await;
    assert!(!error.to_string().contains("usr_1"), "{error}");
}
