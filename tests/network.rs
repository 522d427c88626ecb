//! What the browser itself makes of a bad connection, a redirect or CORS, with its own `fetch`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use support::{
    Json, NONE, apply, client, eval, failure, fresh_id, get, holds, json, plain, rejection, request, server, success,
    user_client,
};
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A client whose first so many requests meet a fault, and the key to ask for them by.
fn faulty(fault: &str, times: u32, more: Json) -> (ConsentClient, String) {
    let key = fresh_id();
    let headers = json!({ "X-Fault": fault, "X-Fault-Key": key, "X-Fault-Times": times.to_string() });
    let mut options = json!({ "headers": headers });
    options.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    (user_client(&options), key)
}

/// How many requests arrived.
async fn arrived(key: &str) -> Json {
    request("GET", &format!("/faults/{key}"), None).await.1["count"].clone()
}

#[wasm_bindgen_test]
async fn a_read_outlives_a_bad_connection() {
    for fault in ["drop", "drop-after", "truncate", "status:502", "html:503", "retry-after:429:0"] {
        let (client, key) = faulty(fault, 1, json!({}));
        assert_eq!(success(client.dpo(NONE)).await["full_name"], json!("Alex Singh"), "{fault}");
        assert_eq!(arrived(&key).await, json!(2), "{fault}");
    }
}

#[wasm_bindgen_test]
async fn what_stays_bad_is_said() {
    for (fault, code, status) in [
        ("drop", "network", Json::Null),
        ("truncate", "network", json!(200)),
        ("html:500", "server_error", json!(500)),
        ("html:404", "unexpected_response", json!(404)),
        ("html:200", "unexpected_response", json!(200)),
        ("not-json", "unexpected_response", json!(200)),
        ("empty", "unexpected_response", json!(200)),
        ("no-content", "unexpected_response", json!(204)),
    ] {
        let (client, key) = faulty(fault, 9, json!({ "maxRetries": 0 }));
        let error = failure(client.dpo(NONE)).await;
        assert_eq!((&error["code"], &error["status"]), (&json!(code), &status), "{fault}");
        assert_eq!(arrived(&key).await, json!(1), "{fault}");
    }
    let (client, _) = faulty("wrong-type", 9, json!({}));
    assert_eq!(success(client.dpo(NONE)).await["full_name"], json!("Alex Singh"), "the content type does not matter");
}

#[wasm_bindgen_test]
async fn a_redirect_is_not_followed() {
    let elsewhere = fresh_id();
    let target = format!("redirect:{}/api/banners/user/{elsewhere}", server());
    for fault in ["redirect-self", "redirect:https://evil.example/", "redirect:/api/dpo", &target] {
        let (client, key) = faulty(fault, 9, json!({}));
        let error = failure(client.dpo(NONE)).await;
        let found = (&error["code"], &error["retryable"], &error["attempts"]);
        assert_eq!(found, (&json!("unexpected_response"), &json!(false), &json!(1)), "{fault}");
        assert_eq!(arrived(&key).await, json!(1), "neither followed nor repeated: {fault}");
    }
}

#[wasm_bindgen_test]
async fn a_slow_answer_is_a_timeout_and_a_late_abort_an_abort() {
    let (client, _) = faulty("delay-after:5000", 9, json!({ "maxRetries": 0, "timeoutMs": 50 }));
    assert_eq!(failure(client.dpo(NONE)).await["code"], json!("timeout"));
    let (client, key) = faulty("delay:5000", 9, json!({}));
    let controller = eval("new AbortController()");
    let call = client.dpo(apply("({ signal }) => ({ signal })", &controller));
    while arrived(&key).await == json!(0) {}
    apply("(controller) => controller.abort('enough')", &controller);
    let error = rejection(call).await;
    assert_eq!((plain(&error)["code"].as_str(), get(&error, "cause")), (Some("aborted"), "enough".into()));
}

#[wasm_bindgen_test]
async fn nobody_answers() {
    for url in ["http://127.0.0.1:9", "https://no-such-host.invalid"] {
        let error = rejection(client(&json!({ "baseUrl": url, "maxRetries": 0 })).dpo(NONE)).await;
        let data = plain(&error);
        let found = (&data["code"], &data["status"], &data["retryable"]);
        assert_eq!(found, (&json!("network"), &Json::Null, &json!(true)), "{url}");
        assert!(data["hint"].as_str().unwrap().contains("CORS"));
        assert!(holds("(e) => e.cause instanceof TypeError", &error));
    }
}

#[wasm_bindgen_test]
async fn what_cors_forbids_is_a_network_failure() {
    let error = failure(user_client(&json!({ "headers": { "X-Not-Allowed": "1" }, "maxRetries": 0 })).dpo(NONE)).await;
    assert_eq!((&error["code"], &error["status"]), (&json!("network"), &Json::Null));
    let error = failure(user_client(&json!({ "credentials": "include", "maxRetries": 0 })).dpo(NONE)).await;
    assert_eq!(error["code"], json!("network"), "this server lets no other origin send cookies");
    assert!(success(user_client(&json!({ "credentials": "omit" })).dpo(NONE)).await["email"].is_string());
}

#[wasm_bindgen_test]
async fn a_path_is_on_the_pages_own_origin() {
    let error = failure(client(&json!({ "baseUrl": "/no/such/path", "maxRetries": 0 })).dpo(NONE)).await;
    let found = (&error["code"], &error["status"]);
    assert_eq!(found, (&json!("unexpected_response"), &json!(404)), "the page's server has no API");
}

#[wasm_bindgen_test]
async fn many_calls_at_once_with_one_client() {
    let client = user_client(&json!({}));
    let people = ["usr_asha", "usr_lukas", "usr_meera", "usr_tomas", "usr_fatima", "usr_kenji"];
    let calls: Vec<_> = people.iter().cycle().take(30).map(|id| client.user_banners((*id).into(), NONE)).collect();
    let mut counts = Vec::new();
    for call in calls {
        counts.push(success(call).await.as_array().unwrap().len());
    }
    assert_eq!(counts[..6], counts[24..], "each its own answer");
    assert_eq!((counts[1], counts[2]), (0, 7));
}
