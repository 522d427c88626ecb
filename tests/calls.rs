//! Every read, against the embedded server on another origin: what it answers, and how it refuses.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use js_sys::Promise;
use support::{
    CONSENT_KEY, FakeFetch, Json, NONE, admin_client, client, eval, failure, fresh_id, json, request, server, success,
    user_client,
};
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const WEBSITE: &str = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

/// The calls of the documents' own examples that only read: person, call, and the path in the documents.
type Read = (&'static str, fn(&ConsentClient) -> Promise);
const READS: [Read; 4] = [
    ("/banners/user/usr_abc123", |client| client.user_banners("usr_abc123".into(), NONE)),
    ("/banners/user/usr_nobody", |client| client.user_banners("usr_nobody".into(), NONE)),
    ("/api/v1/external/consents/user-status?userId=usr_7f3a9b21", |client| {
        client.consent_status("usr_7f3a9b21".into(), NONE)
    }),
    ("/dpo", |client| client.dpo(NONE)),
];

#[wasm_bindgen_test]
async fn the_documents_own_examples() {
    let examples: Json = serde_json::from_str(include_str!("examples/examples.json")).unwrap();
    for (path, read) in READS {
        let example = examples.as_array().unwrap().iter().find(|example| example["path"] == path).unwrap();
        let mut expected = example["expected"].clone();
        let mut answer = success(read(&admin_client(&json!({})))).await;
        for pointer in example["made"].as_object().unwrap().keys() {
            let (made, documented) = (answer.pointer_mut(pointer).unwrap(), expected.pointer_mut(pointer).unwrap());
            assert_eq!(made.is_string(), documented.is_string());
            (*made, *documented) = (Json::Null, Json::Null);
        }
        assert_eq!(answer, expected, "{path}");
    }
}

#[wasm_bindgen_test]
async fn list_banners() {
    let banners = success(user_client(&json!({})).list_banners(NONE)).await;
    let banners = banners.as_array().unwrap();
    assert_eq!(banners.len(), 9);
    for banner in banners {
        assert_eq!(banner["banner_id"], banner["collection_point"]);
        assert_eq!(banner.get("shown_to_principal"), None, "nobody's own");
        for purpose in banner["purposes"].as_array().unwrap() {
            assert_eq!(purpose["consented"], json!("declined"));
            assert!(purpose["is_mandatory"].is_boolean() && purpose["relationships"].is_object());
        }
    }
}

#[wasm_bindgen_test]
async fn get_banner() {
    let client = user_client(&json!({}));
    let banner = success(client.get_banner("cp_orders_delivery".into(), NONE)).await;
    assert_eq!((&banner["version"], &banner["consent_type"]), (&json!("1"), &json!("explicit")));
    assert_eq!(banner["organization"]["name"], banner["organization_name"]);
    assert!(banner["banner_settings"]["reject_all_text"].is_string());
    assert!(banner["purposes"][0]["description"].is_string());
    assert!(!banner["purposes"][0]["data_elements"].as_array().unwrap().is_empty());
    let bare = success(client.get_banner("privacy-notice-2026".into(), NONE)).await;
    assert_eq!((&bare["purposes"], &bare["consent_type"]), (&json!([]), &Json::Null));
    for unknown in ["cp_unknown", WEBSITE] {
        let error = failure(client.get_banner(unknown.into(), NONE)).await;
        let found = (&error["code"], &error["status"], &error["attempts"]);
        assert_eq!(found, (&json!("not_found"), &json!(404), &json!(1)), "{unknown}");
        assert!(error["serverMessage"].is_string());
    }
}

#[wasm_bindgen_test]
async fn user_banners() {
    let client = user_client(&json!({}));
    let banners = success(client.user_banners("usr_asha".into(), NONE)).await;
    let website = banners.as_array().unwrap().iter().find(|banner| banner["banner_id"] == WEBSITE).unwrap();
    assert_eq!(website["purposes"][0]["consented"], json!("approved"));
    assert_eq!(website["shown_to_principal"], json!(true));
    assert_eq!(success(client.user_banners("usr_lukas".into(), NONE)).await, json!([]));
}

#[wasm_bindgen_test]
async fn consent_status() {
    let status = success(admin_client(&json!({})).consent_status("usr_fatima".into(), NONE)).await;
    assert_eq!(status["user_id"], json!("usr_fatima"));
    let entries = status["collection_points"].as_array().unwrap();
    let app = entries.iter().find(|entry| entry["collection_point"]["display_id"] == "mobile-app").unwrap();
    assert_eq!(app["latest_consent"], Json::Null);
    for entry in entries.iter().filter(|entry| entry["latest_consent"].is_object()) {
        assert!(entry["latest_consent"]["purpose_consents"].is_array());
    }
}

#[wasm_bindgen_test]
async fn consent_status_is_refused_as_documented() {
    let error = failure(admin_client(&json!({})).consent_status("usr_lukas".into(), NONE)).await;
    assert_eq!((&error["code"], &error["operation"]), (&json!("not_found"), &json!("consentStatus")));
    assert_eq!(error["serverMessage"], json!("The user has no consent records in the system"));
    let error = failure(user_client(&json!({ "orgId": "acme" })).consent_status("usr_asha".into(), NONE)).await;
    assert_eq!((&error["code"], &error["status"]), (&json!("forbidden"), &json!(403)));
    assert!(error["hint"].as_str().unwrap().contains("admin key"));
    let error = failure(admin_client(&json!({ "orgId": "someone" })).consent_status("usr_asha".into(), NONE)).await;
    assert_eq!((&error["code"], &error["status"]), (&json!("bad_request"), &json!(400)));
}

#[wasm_bindgen_test]
async fn dpo() {
    let officer = success(user_client(&json!({})).dpo(NONE)).await;
    assert_eq!((&officer["full_name"], &officer["qualifications"]), (&json!("Alex Singh"), &Json::Null));
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
    let client = support::client_with(&json!({}));
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

#[wasm_bindgen_test]
async fn options_that_are_no_good_are_named() {
    let fake = FakeFetch::new(&json!([]));
    let client = support::client_with(&json!({ "apiKey": CONSENT_KEY }));
    for (options, field) in [("null", "options"), ("{ timeoutMs: -1 }", "timeoutMs"), ("{ signal: 7 }", "signal")] {
        for call in [client.dpo(eval(options)), client.current_consents("u".into(), eval(options))] {
            let error = failure(call).await;
            assert_eq!((&error["code"], &error["attempts"]), (&json!("invalid_options"), &json!(0)), "{options}");
            assert_eq!((error["fields"].as_array().unwrap().len(), &error["fields"][0]["field"]), (1, &json!(field)));
        }
    }
    for include in ["''", "'everything'", "true", "null"] {
        let options = eval(&format!("{{ include: {include} }}"));
        let error = failure(client.current_consents("u".into(), options)).await;
        assert_eq!(error["fields"][0]["field"], json!("include"));
    }
    assert_eq!(fake.count(), 0);
}
