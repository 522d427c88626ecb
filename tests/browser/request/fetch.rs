//! How a request is made, and what the browser makes of it. For faults see `attempts.rs`.

use js_sys::Promise;
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{client_of, fine, refused_option};
use crate::support::{
    FakeFetch, JsValue, Json, NONE, abort, abortable, aborted, apply, client, client_with, eval, failure, get, holds,
    js, json, plain, rejection, success, user_client,
};

#[wasm_bindgen_test]
async fn every_request_is_private() {
    let fake = FakeFetch::new(&fine());
    success(client_with(&json!({ "apiKey": "k1", "orgId": "acme" })).list_banners(NONE)).await;
    let requests = fake.requests();
    let mut request = requests[0].clone();
    request["headers"].take();
    assert_eq!(
        request,
        json!({
            "url": "https://api.example/banners",
            "method": "GET",
            "credentials": "same-origin",
            "cache": "no-store",
            "redirect": "manual",
            "referrerPolicy": "no-referrer",
            "headers": null,
            "aborted": request["aborted"]
        })
    );
    assert_eq!(requests[0]["headers"], json!({ "accept": "application/json", "x-api-key": "k1", "x-org-id": "acme" }));
    assert_ne!(request["aborted"], Json::Null, "it has a signal");
}

#[wasm_bindgen_test]
async fn what_is_not_given_is_not_sent() {
    let fake = FakeFetch::new(&fine());
    success(client_with(&json!({})).list_banners(NONE)).await;
    assert_eq!(fake.requests()[0]["headers"], json!({ "accept": "application/json" }));
}

#[wasm_bindgen_test]
async fn credentials_are_the_callers_choice() {
    for credentials in ["omit", "same-origin", "include"] {
        let fake = FakeFetch::new(&fine());
        success(client_with(&json!({ "credentials": credentials })).list_banners(NONE)).await;
        assert_eq!(fake.requests()[0]["credentials"], json!(credentials));
    }
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

#[wasm_bindgen_test]
async fn whatever_fetch_rejects_with_is_the_cause() {
    for (reject, cause) in [
        (json!({ "value": "a string" }), "a string"),
        (json!({ "value": null }), "null"),
        (json!({}), "undefined"),
        (json!({ "value": { "code": 7 } }), "[object Object]"),
        (json!({ "value": 7 }), "7"),
        (json!({ "value": false }), "false"),
        (json!({ "error": "Failed to fetch" }), "TypeError: Failed to fetch"),
    ] {
        for how in ["reject", "throw"] {
            let fake = FakeFetch::hurried(&json!([{ how: reject, "times": null }]));
            let error = rejection(client_with(&json!({})).dpo(NONE)).await;
            let data = plain(&error);
            assert_eq!((&data["code"], fake.count()), (&json!("network"), 3), "{how} {reject}");
            assert_eq!(apply("(e) => String(e.cause)", &error), JsValue::from_str(cause), "{how}");
            drop(fake);
            let _fine = FakeFetch::new(&json!([{ "json": [] }]));
            assert_eq!(success(client_with(&json!({})).list_banners(NONE)).await, json!([]), "the module goes on");
        }
    }
}

#[wasm_bindgen_test]
async fn calls_do_not_disturb_each_other() {
    let fake = FakeFetch::new(&json!([
        { "path": "/banners/user/slow", "json": [], "delay": 40 },
        { "path": "/banners/user/gone", "status": 404, "json": { "error": "No" } },
        { "path": "/banners/user/held", "hang": true },
        { "path": "/banners/user/fast", "json": [], "times": 20 }
    ]));
    let client: ConsentClient = client_with(&json!({}));
    let (options, controller) = abortable();
    let slow = client.user_banners("slow".into(), NONE);
    let held = client.user_banners("held".into(), options);
    let gone = client.user_banners("gone".into(), NONE);
    let fast: Vec<Promise> = (0..20).map(|turn| client.user_banners(format!("fast{turn}").into(), NONE)).collect();
    drop(client);
    assert_eq!(failure(gone).await["code"], json!("not_found"));
    for call in fast {
        assert_eq!(success(call).await, json!([]));
    }
    abort(&controller, "enough");
    aborted(held, "enough").await;
    assert_eq!(success(slow).await, json!([]), "also after its client is gone");
    assert_eq!(fake.count(), 23);
}

/// A decision whose body has about so many bytes.
fn decision(bytes: usize) -> JsValue {
    js(&json!({ "collection_point_id": "c", "action": "approved", "request_id": "r-1", "changed": [],
        "purposes": [{ "id": "p", "name": "N".repeat(bytes), "consented": "approved", "is_mandatory": false }] }))
}

fn recorded() -> Json {
    let consents = json!([{ "purpose_id": "p", "purpose_name": "N", "status": "approved" }]);
    json!({ "status": 201, "json": { "id": "1", "action": "approved", "collection_point_id": "c", "purpose_consents": consents,
        "timestamp": null, "status": "pending", "request_id": "r-1" } })
}

/// Whether each request was to outlive the page.
fn kept(fake: &FakeFetch) -> Vec<bool> {
    fake.requests().iter().map(|request| request["keepalive"] == json!(true)).collect()
}

#[wasm_bindgen_test]
async fn a_write_outlives_its_page() {
    for (headers, bytes, outlives) in [
        ("undefined", 10, true),
        ("undefined", 59_000, true),
        ("undefined", 60_001, false),
        ("{ 'X-A': 'b' }", 10, true),
        ("() => ({ 'X-A': 'b' })", 10, true),
        ("async () => ({ 'X-A': 'b' })", 10, false),
    ] {
        let fake = FakeFetch::new(&json!([recorded(), { "json": [] }]));
        let client = client_of(&format!("headers: {headers}"));
        let call = client.record_consent("u".into(), decision(bytes), NONE);
        assert_eq!(fake.count(), usize::from(!headers.contains("async")), "it is sent in its caller's turn: {headers}");
        success(call).await;
        success(client.list_banners(NONE)).await;
        assert_eq!(kept(&fake), [outlives, false], "{headers} {bytes}");
    }
}

/// Browsers refuse more than 64 KiB at a time, of the whole page, as if there was no network.
#[wasm_bindgen_test]
async fn what_the_page_has_no_allowance_for_is_sent_all_the_same() {
    let slow = json!({ "hang": true, "times": 2 });
    let fake = FakeFetch::new(&json!([slow, recorded()]));
    let (options, controller) = abortable();
    let client = client_of("");
    let calls = [30_000, 31_000].map(|bytes| client.record_consent("u".into(), decision(bytes), options.clone()));
    assert_eq!(kept(&fake), [true, false], "its own are counted");
    abort(&controller, "enough");
    for call in calls {
        aborted(call, "enough").await;
    }
    success(client.record_consent("u".into(), decision(31_000), NONE)).await;
    assert_eq!(kept(&fake)[2..], [true], "and what is over does not count");
    drop(fake);
    // Others' are not known of: what may be sent twice is sent again without, what may not is looked up.
    let fake = FakeFetch::hurried(&json!([{ "reject": { "error": "Failed to fetch" } }, recorded()]));
    success(client_of("maxRetries: 2").record_consent("u".into(), decision(10), NONE)).await;
    assert_eq!(kept(&fake), [true, false]);
}

#[wasm_bindgen_test]
async fn a_fetch_of_the_callers_is_used_in_place_of_the_global_one() {
    let global = FakeFetch::new(&json!([{ "json": [] }]));
    let options = eval(
        "(() => {
            const seen = [];
            return { seen, baseUrl: '/api', async fetch(...given) {
                seen.push([this === undefined, given.length, given[0], given[1].method]); return Response.json([]);
            } };
        })()",
    );
    let client = ConsentClient::new(options.clone()).unwrap();
    assert_eq!(success(client.list_banners(NONE)).await, json!([]));
    assert_eq!(plain(&get(&options, "seen")), json!([[true, 2, "/api/banners", "GET"]]));
    assert_eq!(global.count(), 0);
    // Without it, the global one is whatever it is at the time of the call.
    let client = client_of("fetch: undefined");
    success(client.list_banners(NONE)).await;
    assert_eq!(global.count(), 1);
    for value in ["null", "7", "'fetch'", "{}"] {
        assert_eq!(refused_option("fetch", value), "fetch", "{value}");
    }
}

#[wasm_bindgen_test]
async fn a_fetch_that_follows_redirects_is_not_believed() {
    let follows = "fetch: async () => Object.defineProperty(Response.json([]), 'redirected', { value: true })";
    let error = failure(client_of(follows).list_banners(NONE)).await;
    assert_eq!((&error["code"], &error["attempts"]), (&json!("unexpected_response"), &json!(1)));
}
