//! The headers: keys, a record of headers, and the `headers` function.

use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{assert_accepted, client_of, fine, refused_option};
use crate::support::{
    FakeFetch, JsValue, NONE, abort, abortable, aborted, apply, client, client_with, eval, failure, get, json, plain,
    rejection, server, success,
};

#[wasm_bindgen_test]
fn headers() {
    for value in [
        "null",
        "7",
        "'X-A: 1'",
        "[]",
        "[['X-A', '1']]",
        "{ 'X-A': 1 }",
        "{ 'X-A': null }",
        "{ 'X-A': undefined }",
        "{ 'X A': '1' }",
        "{ '': '1' }",
        "{ 'X-A:': '1' }",
        r"{ 'X-A\n': '1' }",
        r"{ 'X-A': '1\r\nX-B: 2' }",
        r"{ 'X-A': '\u0000' }",
        "{ 'X-A': '🙂' }",
        "{ 'कुंजी': '1' }",
        "{ Cookie: 'session=1' }",
        "{ host: 'evil.example' }",
        "{ 'Sec-Fetch-Site': 'same-origin' }",
        "{ 'proxy-x': '1' }",
        "{ 'X-HTTP-Method-Override': 'TRACE' }",
        "{ é: '1' }",
        "{ 'X,A': '1' }",
        "{ get 'X-A'() { throw 'got'; } }",
    ] {
        assert_eq!(refused_option("headers", value), "headers", "{value}");
    }
    for value in
        ["undefined", "{}", "{ Authorization: 'Bearer abc', 'x-tenant': '' }", "() => ({})", "async () => ({})"]
    {
        assert_accepted(&format!("{{ baseUrl: '/api', headers: {value} }}"));
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

#[wasm_bindgen_test]
async fn a_missing_and_a_wrong_key() {
    for (key, words) in [(None, "API key required (X-API-Key header)"), (Some("wrong"), "Invalid API key")] {
        let mut options = json!({ "baseUrl": format!("{}/api", server()), "credentials": "omit" });
        if let Some(key) = key {
            options["apiKey"] = json!(key);
        }
        let client = client(&options);
        let calls = [
            client.list_banners(NONE),
            client.get_banner("cp_signup_form".into(), NONE),
            client.user_banners("usr_asha".into(), NONE),
            client.consent_status("usr_asha".into(), NONE),
            client.current_consents("usr_asha".into(), NONE),
            client.dpo(NONE),
        ];
        for call in calls {
            let error = failure(call).await;
            assert_eq!((&error["code"], &error["status"]), (&json!("unauthenticated"), &json!(401)));
            assert_eq!((&error["serverMessage"], &error["attempts"]), (&json!(words), &json!(1)));
            assert!(error["hint"].is_string());
        }
    }
}

/// What a page cannot send, a server can: the platform says what it drops.
#[wasm_bindgen_test]
async fn a_name_is_forbidden_where_the_platform_forbids_it() {
    let page = apply(
        "(now) => { const { Request } = globalThis; globalThis.Request = class { constructor(_, { headers }) { this.headers = new Headers(headers); } }; return Request; }",
        &NONE,
    );
    let elsewhere = ConsentClient::new(eval("{ baseUrl: 'https://api.example', headers: { Cookie: 'session=1' } }"));
    let refused = ConsentClient::new(eval("{ baseUrl: 'https://api.example', headers: { 'a b': '1' } }"));
    apply("(page) => { globalThis.Request = page; }", &page);
    assert!(elsewhere.is_ok() && refused.is_err());
}
