//! What each answer of the API becomes: every status, whatever its body.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::trials::Call;
use crate::support::{FakeFetch, Json, NONE, client_with, failure, get, json, plain, rejection};

/// The error of one request with this answer, and how many requests there were.
async fn error(answer: &Json) -> Json {
    let fake = FakeFetch::new(&json!([answer]));
    let error = failure(client_with(&json!({ "maxRetries": 0 })).get_banner("cp_x".into(), NONE)).await;
    assert_eq!((fake.count(), &error["attempts"]), (1, &json!(1)), "{answer}");
    assert_eq!(error["operation"], json!("getBanner"));
    error
}

const EVERY_STATUS: [(u16, &str, bool); 25] = [
    (300, "http_error", false),
    (304, "http_error", false),
    (400, "bad_request", false),
    (401, "unauthenticated", false),
    (402, "http_error", false),
    (403, "forbidden", false),
    (405, "http_error", false),
    (406, "http_error", false),
    (408, "http_error", true),
    (409, "conflict", false),
    (410, "http_error", false),
    (413, "http_error", false),
    (415, "http_error", false),
    (418, "http_error", false),
    (422, "http_error", false),
    (425, "http_error", false),
    (429, "rate_limited", true),
    (451, "http_error", false),
    (500, "server_error", true),
    (501, "server_error", false),
    (502, "server_error", true),
    (503, "server_error", true),
    (504, "server_error", true),
    (511, "server_error", false),
    (599, "server_error", false),
];

#[wasm_bindgen_test]
async fn every_status_has_its_code() {
    for (status, code, retryable) in EVERY_STATUS {
        let said = error(&json!({ "status": status, "json": { "error": "Said so" } })).await;
        let found = (&said["code"], &said["status"], &said["retryable"]);
        assert_eq!(found, (&json!(code), &json!(status), &json!(retryable)));
        let words = if status == 304 { Json::Null } else { json!("Said so") };
        assert_eq!(said["serverMessage"], words, "{status}");
    }
    let said = error(&json!({ "status": 404, "json": { "error": "No such banner" } })).await;
    let found = (&said["code"], &said["status"], &said["serverMessage"]);
    assert_eq!(found, (&json!("not_found"), &json!(404), &json!("No such banner")));
}

#[wasm_bindgen_test]
async fn the_status_decides_whatever_the_body_is() {
    for body in [
        json!({ "text": "<!doctype html><h1>origin: Gateway</h1>", "headers": { "Content-Type": "text/html" } }),
        json!({ "text": "" }),
        json!({ "text": "not { json" }),
        json!({ "json": null }),
        json!({ "json": [] }),
        json!({ "json": "origin" }),
        json!({ "json": { "error": 7, "message": { "x": 1 } } }),
        json!({ "json": { "error": null } }),
        json!({ "body": "breaks", "text": "{" }),
    ] {
        for (status, code, retryable) in EVERY_STATUS {
            let mut answer = body.clone();
            answer["status"] = json!(status);
            let said = error(&answer).await;
            let found = (&said["code"], &said["status"], &said["retryable"], &said["serverMessage"]);
            assert_eq!(found, (&json!(code), &json!(status), &json!(retryable), &Json::Null), "{answer}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_404_that_is_not_the_apis_is_no_missing_record() {
    for body in [
        json!({ "text": "<h1>Not found</h1>", "headers": { "Content-Type": "text/html" } }),
        json!({ "text": "" }),
        json!({ "json": [] }),
        json!({ "json": {} }),
        json!({ "json": "error" }),
        json!({ "json": { "message": "No static resource" } }),
        json!({ "json": { "detail": "Not Found" } }),
        json!({ "json": { "error": "Not found" } }),
        json!({ "json": { "error": "NOT_FOUND", "message": "not found.", "detail": "" } }),
        json!({ "json": { "error": "Not Found", "message": "Route GET:/banners/cp_x not found", "statusCode": 404 } }),
        json!({ "json": { "message": "no Route matched with those values" } }),
        json!({ "json": { "message": "Missing Authentication Token" } }),
        json!({ "json": { "message": "No message available", "error": "Not Found" } }),
        json!({ "json": { "error": "NotFound", "message": "default backend - 404", "detail": "File not found" } }),
        json!({ "json": { "error": { "message": "No such banner" } } }),
        json!({ "json": { "reason": "No such banner" } }),
        json!({ "body": "breaks", "text": "{" }),
    ] {
        let mut answer = body;
        answer["status"] = json!(404);
        let said = error(&answer).await;
        assert_eq!((&said["code"], &said["status"]), (&json!("unexpected_response"), &json!(404)), "{answer}");
        assert_eq!(said["retryable"], json!(false));
    }
}

#[wasm_bindgen_test]
async fn a_404_that_says_what_is_missing_is_the_apis_own() {
    for (body, words) in [
        (json!({ "error": "No such banner" }), "No such banner"),
        (json!({ "message": "No consent records" }), "No consent records"),
        (json!({ "detail": "Collection point not found." }), "Collection point not found."),
        (json!({ "error": "Not Found", "message": "Banner not found", "status": 404 }), "Banner not found"),
        (json!({ "error": 404, "message": null, "detail": "Banner cp_x is gone" }), "Banner … is gone"),
    ] {
        let said = error(&json!({ "status": 404, "json": body })).await;
        let found = (&said["code"], &said["status"], &said["serverMessage"]);
        assert_eq!(found, (&json!("not_found"), &json!(404), &json!(words)), "{body}");
    }
}

#[wasm_bindgen_test]
async fn the_message_member_is_read_too() {
    let said = error(&json!({ "status": 400, "json": { "detail": "It says cp_x is wrong" } })).await;
    assert_eq!(said["serverMessage"], json!("It says … is wrong"));
    let said = error(&json!({ "status": 400, "json": { "detail": "Third", "message": "Second" } })).await;
    assert_eq!(said["serverMessage"], json!("Second"));
    let said = error(&json!({ "status": 400, "json": { "message": "Malformed" } })).await;
    assert_eq!(said["serverMessage"], json!("Malformed"));
    let said = error(&json!({ "status": 400, "json": { "message": "Second", "error": "First" } })).await;
    assert_eq!(said["serverMessage"], json!("First"));
    let said = error(&json!({ "status": 400, "json": { "error": null, "message": "Only" } })).await;
    assert_eq!(said["serverMessage"], json!("Only"));
}

#[wasm_bindgen_test]
async fn a_403_that_speaks_of_the_origin() {
    for words in ["This origin is not on the allowed list", "Origin not allowed", "DISALLOWED ORIGIN"] {
        for member in ["error", "message", "detail"] {
            let said = error(&json!({ "status": 403, "json": { member: words } })).await;
            assert_eq!(said["code"], json!("origin_not_allowed"), "{words}");
        }
    }
    let said = error(&json!({ "status": 403, "json": { "error": "API key lacks the admin scope" } })).await;
    assert_eq!(said["code"], json!("forbidden"));
    let said = error(&json!({ "status": 401, "json": { "error": "Unknown origin" } })).await;
    assert_eq!(said["code"], json!("unauthenticated"));
}

#[wasm_bindgen_test]
async fn a_hint_where_a_developer_can_do_something() {
    for (answer, has_hint) in [
        (json!({ "status": 401, "json": {} }), true),
        (json!({ "status": 403, "json": {} }), true),
        (json!({ "status": 403, "json": { "error": "origin" } }), true),
        (json!({ "reject": { "error": "Failed to fetch" } }), true),
        (json!({ "status": 400, "json": {} }), false),
        (json!({ "status": 404, "json": { "error": "No" } }), false),
        (json!({ "status": 500, "json": {} }), false),
    ] {
        let said = error(&answer).await;
        assert_eq!(said["hint"].as_str().is_some_and(|hint| hint.len() > 20), has_hint, "{answer}");
    }
    let said = error(&json!({ "reject": { "error": "Failed to fetch" } })).await;
    assert_eq!((&said["code"], &said["status"]), (&json!("network"), &Json::Null));
    assert!(said["hint"].as_str().unwrap().contains("CORS"));
}

#[wasm_bindgen_test]
async fn a_redirect_is_not_followed() {
    for answer in [
        json!({ "redirect": true }),
        json!({ "status": 301 }), // as Node's `fetch` has it
        json!({ "status": 302 }),
        json!({ "status": 303 }),
        json!({ "status": 307 }),
        json!({ "status": 308 }),
    ] {
        let fake = FakeFetch::hurried(&json!([answer]));
        let error = failure(client_with(&json!({})).dpo(NONE)).await;
        assert_eq!(error["code"], json!("unexpected_response"), "{answer}");
        assert_eq!((fake.count(), &error["retryable"]), (1, &json!(false)), "never again: {answer}");
    }
}

/// As where there is none: a read is repeated, and a write may have been carried out.
#[wasm_bindgen_test]
async fn what_is_no_http_answer() {
    for value in [
        json!(null),
        json!(7),
        json!("ok"),
        json!({}),
        json!([]),
        json!({ "status": "200" }),
        json!({ "status": 0, "type": "error" }),
        json!({ "status": 0, "type": "opaque" }),
    ] {
        let fake = FakeFetch::hurried(&json!([{ "value": value, "times": null }]));
        let client = client_with(&json!({}));
        let error = failure(client.dpo(NONE)).await;
        assert_eq!(
            (&error["code"], fake.count(), &error["retryable"]),
            (&json!("network"), 3, &json!(true)),
            "{value}"
        );
        assert!(error["message"].as_str().unwrap().contains("fetch"), "{error}");
        for write in [Call::RecordConsent, Call::UpdateGrievance, Call::UpdateNominee, Call::DeleteNominee] {
            let prepared = if write == Call::RecordConsent { write.prepare("u").await } else { json!("x") };
            let error = rejection(write.start(&client, "u", &prepared, NONE)).await;
            let codes = [plain(&error)["code"].clone(), plain(&get(&error, "cause"))["code"].clone()];
            assert_eq!(codes, [json!("outcome_unknown"), json!("network")], "{write:?} {value}");
        }
    }
}
