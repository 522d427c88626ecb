//! What is sent: the address, the `RequestInit`, the headers, and the `headers` function.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use support::{
    FakeFetch, JsValue, Json, NONE, abort, abortable, aborted, client_with, eval, failure, get, json, plain, rejection,
    success,
};
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn fine() -> Json {
    json!([{ "json": [], "times": null }])
}

/// A client with options that JSON cannot hold.
fn client_of(options: &str) -> ConsentClient {
    let options = format!("{{ baseUrl: 'https://api.example', maxRetries: 0, {options} }}");
    ConsentClient::new(eval(&options)).unwrap_or_else(|error| panic!("{}", plain(&error)))
}

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
async fn addresses_are_put_together_with_one_slash() {
    for (base, url) in [
        ("https://api.example", "https://api.example/banners"),
        ("https://api.example/", "https://api.example/banners"),
        ("https://api.example/v1/", "https://api.example/v1/banners"),
        ("/api", "/api/banners"),
        ("/", "/banners"),
    ] {
        let fake = FakeFetch::new(&fine());
        success(client_with(&json!({ "baseUrl": base })).list_banners(NONE)).await;
        assert_eq!(fake.requests()[0]["url"], json!(url));
    }
}

#[wasm_bindgen_test]
async fn the_status_call_may_go_to_another_host() {
    let options = json!({ "consentsBaseUrl": "https://consents.example/x", "maxRetries": 0 });
    let fake = FakeFetch::new(&json!([{ "status": 400, "times": null }]));
    failure(client_with(&options).consent_status("a b".into(), NONE)).await;
    failure(client_with(&options).user_banners("a b".into(), NONE)).await;
    let status = "https://consents.example/x/api/v1/external/consents/user-status?userId=a%20b";
    assert_eq!(fake.requests()[0]["url"], json!(status));
    assert_eq!(fake.requests()[1]["url"], json!("https://api.example/banners/user/a%20b"));
}

#[wasm_bindgen_test]
async fn routes_can_be_replaced() {
    let routes = json!({
        "userBanners": "/api/v1/banners/user/{user_id}",
        "consentStatus": "/consent/user-consent-status?userId={user_id}&again={user_id}",
        "getBanner": "/v2/{display_id}/detail",
        "dpo": "/v2/dpo?full=1"
    });
    let client = client_with(&json!({ "routes": routes, "maxRetries": 0 }));
    let fake = FakeFetch::new(&json!([{ "status": 400, "times": null }]));
    failure(client.user_banners("u/1".into(), NONE)).await;
    failure(client.consent_status("u/1".into(), NONE)).await;
    failure(client.get_banner("{user_id}".into(), NONE)).await;
    failure(client.dpo(NONE)).await;
    failure(client.list_banners(NONE)).await;
    let urls: Vec<_> = fake.requests().iter().map(|request| request["url"].clone()).collect();
    assert_eq!(
        json!(urls),
        json!([
            "https://api.example/api/v1/banners/user/u%2F1",
            "https://api.example/consent/user-consent-status?userId=u%2F1&again=u%2F1",
            "https://api.example/v2/%7Buser_id%7D/detail",
            "https://api.example/v2/dpo?full=1",
            "https://api.example/banners"
        ])
    );
}

#[wasm_bindgen_test]
async fn every_character_of_an_id_is_encoded() {
    for (id, encoded) in [
        ("usr_7f3a9b21", "usr_7f3a9b21"),
        ("a/b\\c", "a%2Fb%5Cc"),
        ("../../dpo", "..%2F..%2Fdpo"),
        ("a?b=c&d#e;f+g h", "a%3Fb%3Dc%26d%23e%3Bf%2Bg%20h"),
        ("100%", "100%25"),
        ("%2e%2e", "%252e%252e"),
        ("O'Neil \"x\" (y)*!", "O%27Neil%20%22x%22%20%28y%29%2A%21"),
        ("மீரா", "%E0%AE%AE%E0%AF%80%E0%AE%B0%E0%AE%BE"),
        ("🙂", "%F0%9F%99%82"),
        ("\u{fffd}", "%EF%BF%BD"),
        ("...", "..."),
    ] {
        let fake = FakeFetch::new(&fine());
        success(client_with(&json!({})).user_banners(id.into(), NONE)).await;
        let url = fake.requests()[0]["url"].clone();
        assert_eq!(url, json!(["https://api.example/banners/user/", encoded].concat()));
    }
}

#[wasm_bindgen_test]
async fn a_headers_record_outranks_the_key() {
    let fake = FakeFetch::new(&fine());
    let headers = json!({ "x-api-key": "k2", "Authorization": "Bearer t", "X-Empty": "", "X-City": "Zürich" });
    success(client_with(&json!({ "apiKey": "k1", "headers": headers })).list_banners(NONE)).await;
    assert_eq!(
        fake.requests()[0]["headers"],
        json!({ "accept": "application/json", "authorization": "Bearer t", "x-api-key": "k2", "x-city": "Zürich", "x-empty": "" })
    );
}

#[wasm_bindgen_test]
async fn a_headers_function_is_called_for_each_attempt_and_outranks() {
    let answers = json!([{ "status": 503, "headers": { "Retry-After": "0" }, "times": 2 }, { "json": [] }]);
    let fake = FakeFetch::new(&answers);
    let count = "(() => { let n = 0; return async () => ({ 'X-API-Key': `made ${++n}`, 'x-org-id': 'made' }); })()";
    let client = client_of(&format!("maxRetries: 2, apiKey: 'given', orgId: 'given', headers: {count}"));
    success(client.list_banners(NONE)).await;
    let keys: Vec<_> = fake.requests().iter().map(|request| request["headers"]["x-api-key"].clone()).collect();
    assert_eq!(json!(keys), json!(["made 1", "made 2", "made 3"]));
    assert_eq!(fake.requests()[0]["headers"]["x-org-id"], json!("made"));
}

#[wasm_bindgen_test]
async fn a_headers_function_that_fails() {
    for (function, cause) in [
        ("() => { throw 'why'; }", "why"),
        ("async () => { throw 'why'; }", "why"),
        ("() => Promise.reject('why')", "why"),
        ("() => ({ get x() { throw 'why'; } })", "why"),
        ("() => ({ then() { throw 'why'; } })", "why"),
    ] {
        let fake = FakeFetch::hurried(&json!([]));
        let error = rejection(client_of(&format!("maxRetries: 2, headers: {function}")).list_banners(NONE)).await;
        let data = plain(&error);
        assert_eq!((&data["code"], &data["fields"][0]["field"]), (&json!("invalid_options"), &json!("headers")));
        assert_eq!((&data["operation"], &data["attempts"]), (&json!("listBanners"), &json!(0)));
        assert_eq!(get(&error, "cause"), JsValue::from_str(cause), "{function}");
        assert!(!data.to_string().contains("why"));
        assert_eq!(fake.count(), 0, "nothing was sent");
    }
}

#[wasm_bindgen_test]
async fn a_headers_function_that_returns_no_headers() {
    for function in [
        "() => null",
        "() => 7",
        "() => 'X-A: 1'",
        "() => []",
        "async () => new Map([['X-A', '1']]).get('X-B') ?? null",
        "() => ({ 'X-A': 1 })",
        "() => ({ 'X A': '1' })",
        r"() => ({ 'X-A': '1\r\nX-Evil: 1' })",
        "() => ({ Cookie: 'x' })",
        "() => () => ({})",
    ] {
        let fake = FakeFetch::hurried(&json!([]));
        let error = failure(client_of(&format!("maxRetries: 2, headers: {function}")).list_banners(NONE)).await;
        assert_eq!((&error["code"], &error["fields"][0]["field"]), (&json!("invalid_options"), &json!("headers")));
        assert_eq!((fake.count(), &error["attempts"]), (0, &json!(0)), "{function}");
    }
}

#[wasm_bindgen_test]
async fn a_headers_function_that_never_answers() {
    let fake = FakeFetch::new(&json!([]));
    let error = failure(client_of("deadlineMs: 30, headers: () => new Promise(() => {})").list_banners(NONE)).await;
    assert_eq!((&error["code"], &error["attempts"]), (&json!("timeout"), &json!(0)));
    let client = client_of("headers: () => new Promise(() => {})");
    aborted(client.list_banners(eval("{ signal: AbortSignal.abort('enough') }")), "enough").await;
    let (options, controller) = abortable();
    let call = client.list_banners(options);
    abort(&controller, "enough");
    aborted(call, "enough").await;
    assert_eq!(fake.count(), 0);
}
