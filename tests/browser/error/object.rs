//! The error itself: a real `Error`, and plain data on request.

use wasm_bindgen_test::wasm_bindgen_test;

use super::error;
use crate::support::{FakeFetch, Json, NONE, client_with, get, holds, json, plain, rejection};

#[wasm_bindgen_test]
async fn is_a_real_error() {
    let error = error().await;
    assert!(holds("(e) => e instanceof Error && Object.prototype.toString.call(e) === '[object Error]'", &error));
    assert!(holds("(e) => e.name === 'ConsentError' && String(e) === `ConsentError: ${e.message}`", &error));
    assert!(holds("(e) => typeof e.stack === 'string' && typeof e.message === 'string' && e.message !== ''", &error));
    assert!(holds("(e) => e.message.startsWith('userBanners: ')", &error), "{}", plain(&error)["message"]);
}

#[wasm_bindgen_test]
async fn says_all_it_knows_and_null_for_the_rest() {
    let error = error().await;
    let mut data = plain(&error);
    let message = data["message"].take();
    assert!(message.as_str().is_some_and(|message| !message.contains("Down")), "{message}");
    let expected = json!({
        "name": "ConsentError",
        "message": null,
        "code": "server_error",
        "operation": "userBanners",
        "status": 503,
        "serverMessage": "Down for now",
        "retryable": true,
        "retryAfterMs": 61_000,
        "attempts": 1,
        "fields": [],
        "hint": null
    });
    assert_eq!(data, expected);
    for name in expected.as_object().unwrap().keys().filter(|name| *name != "message") {
        assert_eq!(plain(&get(&error, name)), expected[name], "{name}");
    }
    let refused = rejection(client_with(&json!({})).user_banners("".into(), NONE)).await;
    let nothing = "(e) => [e.status, e.serverMessage, e.retryAfterMs, e.hint].every((value) => value === null)
        && e.retryable === false && e.attempts === 0 && !('cause' in e)";
    assert!(holds(nothing, &refused), "{}", plain(&refused));
}

#[wasm_bindgen_test]
async fn to_json_gives_fresh_plain_data() {
    let refused = rejection(client_with(&json!({})).user_banners("".into(), NONE)).await;
    for error in [error().await, refused] {
        let plain_data = "(e) => { const d = e.toJSON(); return Object.getPrototypeOf(d) === Object.prototype
            && !(d instanceof Error) && JSON.stringify(structuredClone(d)) === JSON.stringify(d); }";
        assert!(holds(plain_data, &error));
        let fresh = "(e) => {
            const before = JSON.stringify(e), first = e.toJSON();
            first.code = 'changed'; first.fields.forEach((field) => { field.message = 'changed'; }); first.fields.push('changed');
            return JSON.stringify(e) === before && JSON.stringify(e.toJSON()) === before && !JSON.stringify(e.fields).includes('changed');
        }";
        assert!(holds(fresh, &error), "{}", plain(&error));
        assert!(holds("(e) => { const { toJSON } = e; return toJSON().code === e.code; }", &error));
        assert!(holds("(e) => !Object.keys(e).some((key) => ['toJSON', 'cause', 'stack'].includes(key))", &error));
    }
}

#[wasm_bindgen_test]
async fn carries_its_cause_beside_its_data() {
    let _fake = FakeFetch::new(&json!([{ "reject": { "error": "Failed to fetch" } }]));
    let error = rejection(client_with(&json!({ "maxRetries": 0 })).dpo(NONE)).await;
    assert!(holds("(e) => e.cause instanceof TypeError && e.cause.message === 'Failed to fetch'", &error));
    assert!(holds("(e) => !Object.keys(e).includes('cause') && !('cause' in e.toJSON())", &error));
    assert!(!plain(&error).to_string().contains("Failed to fetch"), "other people's words stay in the cause");
}

#[wasm_bindgen_test]
async fn every_field_has_a_code_and_a_sentence() {
    let refused = plain(&rejection(client_with(&json!({})).user_banners(7.into(), NONE)).await);
    let field = &refused["fields"][0];
    assert_eq!(field["field"], json!("userId"));
    assert!(field["code"].as_str().is_some_and(|code| !code.is_empty()));
    assert!(field["message"].as_str().is_some_and(|message| message.contains("userId")));
    assert_eq!(refused["fields"].as_array().map(Vec::len), Some(1));
    assert_eq!(refused["hint"], Json::Null);
}
