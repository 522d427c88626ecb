//! The paths of the calls: routes that can be replaced, and the ids in them.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{assert_accepted, fine, refused_option};
use crate::support::{
    FakeFetch, NONE, WEBSITE, admin_client, client_with, eval, failure, fresh_id, json, request, success,
};

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
async fn any_text_can_be_an_id() {
    let client = admin_client(&json!({}));
    for odd in [
        "a/b",
        "../..",
        "मीरा",
        "O'Neil \"x\"",
        "100%",
        "%2e%2e",
        "a?b=c&d#e",
        " ",
        "+",
        "🙂",
        "\\",
        "...",
        "{user_id}",
    ] {
        let id = [odd, &fresh_id()].concat();
        let body = json!({ "userId": id, "action": "approved" });
        let path = format!("/api/consent/{WEBSITE}/consent");
        assert_eq!(request("POST", &path, Some(&body)).await.0, 201, "{id}");
        let banners = success(client.user_banners(id.as_str().into(), NONE)).await;
        assert_eq!(banners.as_array().unwrap().len(), 1, "{id}");
        let status = success(client.consent_status(id.as_str().into(), NONE)).await;
        assert_eq!(status["user_id"], json!(id));
        let merged = success(client.current_consents(id.as_str().into(), NONE)).await;
        assert_eq!((&merged["user_id"], &merged["status"]), (&json!(id), &json!("merged")));
    }
}

#[wasm_bindgen_test]
async fn what_is_no_id_is_refused_before_sending() {
    let fake = FakeFetch::new(&json!([]));
    let client = client_with(&json!({}));
    for id in [
        "undefined",
        "null",
        "7",
        "NaN",
        "true",
        "{}",
        "['usr_asha']",
        "new String('usr_asha')",
        "Symbol('usr_asha')",
        "10n",
        "''",
        "'.'",
        "'..'",
        r"'a\nb'",
        r"'\u0000'",
        r"'a\u007f'",
        r"'\u0085'",
        r"'\uD800'",
        r"'a\uDFFFb'",
        "{ toString() { return 'usr_asha'; } }",
        "(() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy; })()",
    ] {
        let id = eval(id);
        let calls = [
            ("getBanner", "displayId", client.get_banner(id.clone(), NONE)),
            ("userBanners", "userId", client.user_banners(id.clone(), NONE)),
            ("consentStatus", "userId", client.consent_status(id.clone(), NONE)),
            ("currentConsents", "userId", client.current_consents(id.clone(), NONE)),
        ];
        for (operation, field, call) in calls {
            let error = failure(call).await;
            let found = (&error["code"], &error["operation"], &error["fields"][0]["field"]);
            assert_eq!(found, (&json!("invalid_input"), &json!(operation), &json!(field)), "{id:?}");
            assert_eq!(error["attempts"], json!(0));
        }
    }
    assert_eq!(fake.count(), 0, "nothing was sent");
}
