//! Where the requests go: `baseUrl` and `consentsBaseUrl`.

use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{assert_accepted, fine, refused, refused_option};
use crate::support::{FakeFetch, NONE, apply, client, client_with, eval, failure, json, plain, success};

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
async fn a_path_is_on_the_pages_own_origin() {
    let error = failure(client(&json!({ "baseUrl": "/no/such/path", "maxRetries": 0 })).dpo(NONE)).await;
    let found = (&error["code"], &error["status"]);
    assert_eq!(found, (&json!("unexpected_response"), &json!(404)), "the page's server has no API");
}

#[wasm_bindgen_test]
fn a_path_needs_a_page() {
    // As it is in a file, in a document without an address, and where there is no document.
    for base in ["'file:///index.html'", "'about:blank'", "'blob:https://a.example/1'", "undefined"] {
        let hide = format!(
            "() => {{
                Object.defineProperty(document, 'baseURI', {{ value: {base}, configurable: true }});
                return 1;
            }}"
        );
        apply(&hide, &NONE);
        // Without a document's address it is the location's that counts, which this page has.
        let results = [
            "{ baseUrl: '/api' }",
            "{ baseUrl: '/' }",
            "{ baseUrl: 'https://api.example', consentsBaseUrl: '/api' }",
            "{ baseUrl: '/api', fetch() {} }",
            "{ baseUrl: 'https://api.example' }",
        ]
        .map(|options| ConsentClient::new(eval(options)).map_err(|error| plain(&error)));
        apply("() => { delete document.baseURI; }", &NONE);
        let [path, root, other, with_fetch, whole] = results;
        assert!(with_fetch.is_ok() && whole.is_ok(), "{base}");
        for (refused, field) in [(path, "baseUrl"), (root, "baseUrl"), (other, "consentsBaseUrl")] {
            if base == "undefined" {
                assert!(refused.is_ok());
                continue;
            }
            let error = refused.err().unwrap();
            assert_eq!((&error["code"], &error["fields"][0]["field"]), (&json!("invalid_options"), &json!(field)));
            assert!(error["hint"].as_str().unwrap().contains("fetch"), "{error}");
        }
    }
}
