//! Answers that have nothing documented in them are refused.

use wasm_bindgen_test::wasm_bindgen_test;

use super::drift::{READS, banner, status};
use crate::support::{FakeFetch, Json, NONE, client_with, failure, json};

#[wasm_bindgen_test]
async fn what_has_nothing_documented_in_it_is_refused() {
    let secret = "private words";
    let with = |name: &str, value: Json| {
        let mut given = banner();
        given[name] = value;
        given
    };
    for (call, answer, found) in [
        (READS[2], json!({ "records": [secret] }), "it is not a list"),
        (READS[2], json!({ "data": secret }), "it is not a list"),
        (READS[2], json!({ "data": null }), "it is not a list"),
        (READS[0], json!(secret), "it is not a list"),
        (READS[0], json!(null), "it is not a list"),
        (READS[0], banner(), "it is not a list"),
        (READS[0], json!([secret]), "it has no item with an id"),
        (READS[0], json!([null, [banner()], 7]), "it has no item with an id"),
        (
            READS[0],
            json!([{ "title": secret }, { "banner_id": 7, "collection_point": "" }]),
            "it has no item with an id",
        ),
        (READS[0], json!([with("purposes", json!([{ "name": secret }]))]), "it has no item with an id"),
        (READS[1], with("purposes", json!([{ "name": secret }, null])), "it has no item with an id"),
        (READS[1], json!([banner()]), "it is not an object"),
        (READS[1], json!({ "data": [banner()] }), "it is not an object"),
        (READS[1], json!({ "data": { "words": secret } }), "it has no documented member"),
        (READS[3], json!({}), "it has no documented member"),
        (READS[3], json!({ "words": secret }), "it has no documented member"),
        (
            READS[3],
            json!({ "error": secret, "status": 500, "timestamp": "2026-06-01T00:00:00" }),
            "it has no documented member",
        ),
        (READS[3], json!([status()]), "it is not an object"),
        (READS[4], json!({ "name": secret, "e-mail": secret }), "it has no documented member"),
    ] {
        let fake = FakeFetch::new(&json!([{ "json": answer }]));
        let error = failure(call.1(&client_with(&json!({})))).await;
        let code = (&error["code"], &error["status"], &error["operation"], &error["retryable"]);
        assert_eq!(code, (&json!("unexpected_response"), &json!(200), &json!(call.0), &json!(false)), "{answer}");
        assert!(error["message"].as_str().unwrap().ends_with(found), "{found}: {error}");
        assert!(!error.to_string().contains(secret), "{error}");
        assert_eq!(fake.count(), 1, "never asked again");
    }
}

#[wasm_bindgen_test]
async fn a_good_status_with_a_bad_body() {
    for (status, text) in [
        (200, ""),
        (200, "<!doctype html><h1>Sign in</h1>"),
        (200, "{]"),
        (200, "undefined"),
        (200, "null"),
        (200, "[]"),
        (200, "7"),
        (201, "{}"),
        (204, ""),
        (206, "\u{feff}"),
    ] {
        let fake = FakeFetch::hurried(&json!([{ "status": status, "text": text }]));
        let error = failure(client_with(&json!({})).dpo(NONE)).await;
        assert_eq!(
            (&error["code"], &error["status"]),
            (&json!("unexpected_response"), &json!(status)),
            "{status} {text}"
        );
        assert_eq!(fake.count(), 1);
    }
}
