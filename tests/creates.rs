//! Filing a grievance or a nominee, which has no id to be repeated under: never twice, and never lost without a word.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use js_sys::Date;
use support::{FakeFetch, Json, NONE, abort, abortable, aborted, client_with, failure, js, json, plain, success, with};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn input(person: &str) -> Json {
    json!({ "client_user_id": person, "subject": "S", "description": "D", "category": "erasure" })
}

/// The same as a record of the API, made so many seconds ago.
fn ticket(id: &str, seconds_ago: f64) -> Json {
    let made = Date::new(&(Date::now() - seconds_ago * 1_000.0).into());
    let made = String::from(made.to_iso_string()).replace('Z', "");
    let more = json!({ "id": id, "ticket_id": id, "user_id": null, "status": "open", "attachment_url": null,
        "created_at": made, "updated_at": made });
    with(input("u"), &more)
}

/// The methods of the requests, in their order.
fn methods(fake: &FakeFetch) -> String {
    let methods = fake.requests();
    methods.iter().map(|request| request["method"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn what_was_refused_for_now_is_sent_once_more() {
    let again = json!({ "status": 503, "headers": { "Retry-After": "0" } });
    let limited = json!({ "status": 429, "headers": { "Retry-After": "0" } });
    let filed = json!({ "status": 201, "json": ticket("t", 0.0) });
    for (answers, options, code, requests) in [
        (json!([again, again]), json!({}), "server_error", "POST POST"),
        (json!([limited, limited]), json!({}), "rate_limited", "POST POST"),
        (json!([limited]), json!({ "maxRetries": 0 }), "rate_limited", "POST"),
        (json!([{ "status": 429 }]), json!({}), "rate_limited", "POST"),
        (json!([{ "status": 429, "headers": { "Retry-After": "61" } }]), json!({}), "rate_limited", "POST"),
        (json!([{ "status": 400 }]), json!({}), "bad_request", "POST"),
        (json!([{ "status": 404, "text": "<h1>" }]), json!({}), "unexpected_response", "POST"),
        (json!([{ "redirect": true }]), json!({}), "unexpected_response", "POST"),
        (json!([{ "status": 500 }, { "json": [] }]), json!({}), "outcome_unknown", "POST GET"),
        (json!([{ "status": 503 }, { "json": [] }]), json!({}), "outcome_unknown", "POST GET"),
        (json!([{ "reject": {} }, { "json": [] }]), json!({}), "outcome_unknown", "POST GET"),
        (json!([limited, { "status": 500 }, { "json": [] }]), json!({}), "outcome_unknown", "POST POST GET"),
        (
            json!([{ "status": 500 }, { "status": 500 }, { "status": 403 }]),
            json!({}),
            "outcome_unknown",
            "POST GET GET",
        ),
    ] {
        let fake = FakeFetch::hurried(&answers);
        let error = failure(client_with(&options).create_grievance(js(&input("u")), NONE)).await;
        assert_eq!((&error["code"], methods(&fake).as_str()), (&json!(code), requests), "{answers}");
    }
    let fake = FakeFetch::hurried(&json!([limited, filed]));
    success(client_with(&json!({})).create_grievance(js(&input("u")), NONE)).await;
    assert_eq!(methods(&fake), "POST POST");
}

#[wasm_bindgen_test]
async fn only_a_record_of_this_very_call_is_taken_for_it() {
    let mut other = ticket("other", 0.0);
    other["description"] = json!("Another");
    let mut timeless = ticket("timeless", 0.0);
    timeless["created_at"] = Json::Null;
    for (listed, found) in [
        (json!([ticket("now", 0.0)]), Some("now")),
        (json!([ticket("clocks", 100.0)]), Some("clocks")),
        (json!([ticket("old", 130.0)]), None),
        (json!([other]), None),
        (json!([timeless]), None),
        (json!([other, ticket("old", 3_600.0), ticket("now", 1.0)]), Some("now")),
        (json!({ "data": [ticket("now", 0.0)] }), Some("now")),
        (json!([{ "clientUserId": "u" }]), None),
        (json!([]), None),
    ] {
        let _fake = FakeFetch::hurried(&json!([{ "reject": { "error": "x" } }, { "json": listed }]));
        let call = client_with(&json!({})).create_grievance(js(&input("u")), NONE);
        match found {
            Some(id) => assert_eq!(success(call).await["id"], json!(id)),
            None => assert_eq!(failure(call).await["code"], json!("outcome_unknown"), "{listed}"),
        }
    }
}

#[wasm_bindgen_test]
async fn a_record_is_never_returned_for_two_calls() {
    let first = ticket("first", 0.0);
    let lost = json!({ "reject": { "error": "x" } });
    let listed = json!({ "json": [first] });
    let client = client_with(&json!({}));
    let fake = FakeFetch::hurried(
        &json!([{ "status": 201, "json": first }, lost, listed, lost, { "json": [ticket("second", 0.0), first] }, lost, listed]),
    );
    assert_eq!(success(client.create_grievance(js(&input("u")), NONE)).await["id"], json!("first"));
    assert_eq!(failure(client.create_grievance(js(&input("u")), NONE)).await["code"], json!("outcome_unknown"));
    assert_eq!(success(client.create_grievance(js(&input("u")), NONE)).await["id"], json!("second"));
    assert_eq!(failure(client.create_grievance(js(&input("u")), NONE)).await["code"], json!("outcome_unknown"));
    assert_eq!(methods(&fake), "POST POST GET POST GET POST GET");
    drop(fake);
    let client = client_with(&json!({}));
    let _fake = FakeFetch::hurried(&json!([listed, lost, listed]));
    success(client.list_grievances("u".into(), NONE)).await;
    assert_eq!(
        failure(client.create_grievance(js(&input("u")), NONE)).await["code"],
        json!("outcome_unknown"),
        "listed before"
    );
}

#[wasm_bindgen_test]
async fn changes_and_removals_that_end_unclear() {
    let made = json!({ "id": "n", "client_user_id": "u", "nominee_name": "N", "nominee_email": "e@x.in", "nominee_mobile": "+919876543210",
        "relationship": "spouse", "status": "active" });
    let gone = json!({ "status": 404, "json": { "error": "No" } });
    for (answers, outcome) in [
        (json!([{ "status": 500 }, { "json": made }]), "ok"),
        (json!([{ "reject": {}, "times": 3 }]), "outcome_unknown"),
        (json!([{ "status": 500 }, gone]), "not_found"),
        (json!([{ "status": 429, "times": 3 }]), "rate_limited"),
    ] {
        let _fake = FakeFetch::hurried(&answers);
        let call = client_with(&json!({})).update_nominee("n".into(), js(&json!({ "status": "active" })), NONE);
        match outcome {
            "ok" => assert_eq!(success(call).await["status"], json!("active")),
            code => assert_eq!(failure(call).await["code"], json!(code), "{answers}"),
        }
    }
    for (answers, outcome) in [
        (json!([{ "status": 500 }, gone]), "ok"),
        (json!([{ "reject": {} }, { "status": 204 }]), "ok"),
        (json!([gone]), "not_found"),
        (json!([{ "status": 429 }, gone]), "not_found"),
        (json!([{ "status": 500 }, { "status": 404, "text": "<h1>" }]), "outcome_unknown"),
        (json!([{ "status": 502, "times": 3 }]), "outcome_unknown"),
    ] {
        let _fake = FakeFetch::hurried(&answers);
        let call = client_with(&json!({})).delete_nominee("n".into(), NONE);
        match outcome {
            "ok" => assert!(success(call).await["message"].is_string()),
            code => assert_eq!(failure(call).await["code"], json!(code), "{answers}"),
        }
    }
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_call_and_its_looking() {
    for answers in [json!([{ "hang": true }]), json!([{ "reject": {} }, { "hang": true }])] {
        let fake = FakeFetch::hurried(&answers);
        let (options, controller) = abortable();
        let call = client_with(&json!({})).create_grievance(js(&input("u")), options);
        fake.sent(answers.as_array().unwrap().len()).await;
        abort(&controller, "enough");
        let error = aborted(call, "enough").await;
        assert!(plain(&error)["hint"].as_str().unwrap().contains("not known"));
    }
}

#[wasm_bindgen_test]
async fn the_persons_id_is_blanked_out_of_the_servers_words() {
    let _fake = FakeFetch::new(&json!([{ "status": 400, "json": { "error": "It says usr_1 is unknown" } }]));
    let error = failure(client_with(&json!({})).create_grievance(js(&input("usr_1")), NONE)).await;
    assert!(!error.to_string().contains("usr_1"), "{error}");
}
