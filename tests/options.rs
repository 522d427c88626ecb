//! What a client may be made with. Every bad option is refused at once, by its name.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use js_sys::{Array, Function, Reflect};
use support::{JsValue, Json, client_with, eval, get, json, plain, thrown};
use truconsent_wasm::ConsentClient;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The first field that the refusal names. `options` is an expression of JavaScript.
fn refused(options: &str) -> String {
    let error = plain(&thrown(ConsentClient::new(eval(options))));
    assert_eq!((&error["code"], &error["attempts"]), (&json!("invalid_options"), &json!(0)), "{options}");
    assert_eq!((&error["status"], &error["retryable"]), (&Json::Null, &json!(false)), "{options}");
    let field = error["fields"][0]["field"].as_str().unwrap();
    assert!(error["message"].as_str().unwrap().contains(field), "{error}");
    assert!(!error["fields"][0]["message"].as_str().unwrap().is_empty());
    field.into()
}

/// The field that is named where one option, beside a good `baseUrl`, is this.
fn refused_option(name: &str, value: &str) -> String {
    refused(&format!("{{ baseUrl: 'https://api.example', {name}: {value} }}"))
}

fn assert_accepted(options: &str) {
    if let Err(error) = ConsentClient::new(eval(options)) {
        panic!("{options}: {}", plain(&error));
    }
}

#[wasm_bindgen_test]
fn options_that_are_no_object() {
    assert_eq!(refused("undefined"), "options");
    assert_eq!(refused("'https://api.example'"), "options");
}

#[wasm_bindgen_test]
fn addresses() {
    for url in [
        "'api.example'",
        "''",
        "'api'",
        "'//api.example'",
        "'http://api.example'",
        "'http://127.0.0.1.api.example'",
        "'http://localhost.api.example'",
        "'http://128.0.0.1'",
        "'http://0.0.0.0'",
        "'ftp://api.example'",
        "'javascript:alert(1)'",
        "'data:application/json,[]'",
        "'blob:https://api.example/x'",
        "'https://'",
        "'https:///banners'",
        "'https:api.example'",
        "'https://user:pass@api.example'",
        "'https://user@api.example'",
        "'https://@api.example'",
        "'https://api.example?x=1'",
        "'https://api.example/#x'",
        "'https://api.example/a b'",
        "' https://api.example'",
        r"'https://api.example\\evil'",
        r"'/\\evil.example'",
        r"'https://api.example\n'",
        r"'https://api.example/\u0000'",
        "'https://api.example:port'",
        "'https://api.example:65536'",
        "'https://[::1'",
        "'/api/../..'",
        "'/api//x'",
        "'/%2e%2E/x'",
        r"'/\uD800'",
        "7",
        "null",
        "{}",
        "['https://api.example']",
        "new URL('https://api.example')",
    ] {
        assert_eq!(refused(&format!("{{ baseUrl: {url} }}")), "baseUrl", "{url}");
        assert_eq!(refused_option("consentsBaseUrl", url), "consentsBaseUrl", "{url}");
    }
    assert_eq!(refused("{}"), "baseUrl");
    assert_eq!(refused("{ baseUrl: undefined }"), "baseUrl");
    for url in [
        "https://api.truConsent.io",
        "https://api.example/v1/",
        "https://api.example:8443/a/b",
        "/api",
        "/api/",
        "/",
        "http://localhost:8787",
        "http://LOCALHOST/api",
        "http://127.0.0.1:1",
        "http://127.255.1.2",
        "http://[::1]:8787/api",
    ] {
        assert_accepted(&format!("{{ baseUrl: '{url}' }}"));
        assert_accepted(&format!("{{ baseUrl: '/api', consentsBaseUrl: '{url}' }}"));
    }
}

#[wasm_bindgen_test]
fn keys_and_organisations() {
    for name in ["apiKey", "orgId"] {
        for value in
            ["''", "' '", r"'a\nb'", r"'a\r\nX-Evil: 1'", r"'\u0000'", "'कुंजी'", r"'\uD800'", "7", "null", "{}", "['k']"]
        {
            assert_eq!(refused_option(name, value), name, "{value}");
        }
        for value in ["'k'", "'tck_live_xxxxxxxxxxxx'", "'Zürich'", "undefined"] {
            assert_accepted(&format!("{{ baseUrl: '/api', {name}: {value} }}"));
        }
    }
}

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
fn times_counts_and_credentials() {
    for name in ["timeoutMs", "deadlineMs"] {
        for value in ["NaN", "Infinity", "-Infinity", "-1", "null", "'15000'", "{}", "10n", "true", "new Date()"] {
            assert_eq!(refused_option(name, value), name, "{value}");
        }
        for value in ["0", "0.5", "15_000", "2 ** 31", "Number.MAX_VALUE", "undefined"] {
            assert_accepted(&format!("{{ baseUrl: '/api', {name}: {value} }}"));
        }
    }
    for value in ["NaN", "Infinity", "-1", "1.5", "null", "'2'", "true", "10n"] {
        assert_eq!(refused_option("maxRetries", value), "maxRetries", "{value}");
    }
    for value in ["0", "-0", "2", "1e6", "2 ** 40", "undefined"] {
        assert_accepted(&format!("{{ baseUrl: '/api', maxRetries: {value} }}"));
    }
    for value in ["''", "'Include'", "'same-site'", "true", "null", "7"] {
        assert_eq!(refused_option("credentials", value), "credentials", "{value}");
    }
    for value in ["'omit'", "'same-origin'", "'include'", "undefined"] {
        assert_accepted(&format!("{{ baseUrl: '/api', credentials: {value} }}"));
    }
}

#[wasm_bindgen_test]
fn routes() {
    for value in ["null", "7", "'/dpo'", "[]", "{ nothing: '/x' }", "{ '__proto__x': '/x' }"] {
        assert_eq!(refused_option("routes", value), "routes", "{value}");
    }
    for value in [
        "7",
        "null",
        "''",
        "'dpo'",
        "'//evil.example'",
        "'https://evil.example/dpo'",
        r"'/\\evil.example'",
        "'/../dpo'",
        "'/a/%2e%2e/dpo'",
        "'/dpo#x'",
        "'/d po'",
        r"'/dpo\n'",
        "'/dpo/{user_id}'",
        "'/dpo/{'",
        "'/dpo/}'",
    ] {
        assert!(refused_option("routes", &format!("{{ dpo: {value} }}")).starts_with("routes"), "{value}");
    }
    assert!(refused_option("routes", "{ userBanners: '/banners/{display_id}' }").starts_with("routes"));
    assert!(refused_option("routes", "{ get dpo() { throw 'got'; } }").starts_with("routes"));
    for value in [
        "{}",
        "undefined",
        "{ userBanners: '/api/v1/banners/user/{user_id}' }",
        "{ consentStatus: '/consent/user-consent-status?userId={user_id}', dpo: '/v2/dpo' }",
    ] {
        assert_accepted(&format!("{{ baseUrl: '/api', routes: {value} }}"));
    }
}

#[wasm_bindgen_test]
fn what_throws_when_it_is_read() {
    for name in [
        "baseUrl",
        "consentsBaseUrl",
        "apiKey",
        "orgId",
        "headers",
        "credentials",
        "timeoutMs",
        "deadlineMs",
        "maxRetries",
        "routes",
    ] {
        let getter = format!("Object.defineProperty({{ baseUrl: '/api' }}, '{name}', {{ get() {{ throw 'got'; }} }})");
        assert_eq!(refused(&getter), name);
        assert_eq!(get(&thrown(ConsentClient::new(eval(&getter))), "cause"), JsValue::from_str("got"));
    }
    let revoked = "(() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy; })()";
    assert!(["options", "baseUrl"].contains(&refused(revoked).as_str()));
    for name in ["headers", "routes"] {
        assert_eq!(refused_option(name, revoked), name);
    }
}

#[wasm_bindgen_test]
fn the_constructor_itself_throws() {
    let made = JsValue::from(client_with(&json!({})));
    let class: Function = get(&made, "constructor").unchecked_into();
    let refusal = thrown(Reflect::construct(&class, &Array::of1(&eval("{ baseUrl: 'http://api.example' }"))));
    let error = plain(&refusal);
    assert_eq!((&error["code"], &error["operation"]), (&json!("invalid_options"), &json!("ConsentClient")));
    let fine = Reflect::construct(&class, &Array::of1(&eval("{ baseUrl: '/api', unknown: 1 }")));
    assert!(fine.is_ok(), "options that it does not know are not its business");
}
