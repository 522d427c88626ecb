//! `listBanners`, `getBanner` and `userBanners`.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::documents::assert_documented;
use crate::support::{Json, NONE, WEBSITE, admin_client, failure, json, success, user_client};

#[wasm_bindgen_test]
async fn the_documents_own_examples() {
    for person in ["usr_abc123", "usr_nobody"] {
        let found = success(admin_client(&json!({})).user_banners(person.into(), NONE)).await;
        assert_documented(&["/banners/user/", person].concat(), found);
    }
}

#[wasm_bindgen_test]
async fn list_banners() {
    let banners = success(user_client(&json!({})).list_banners(NONE)).await;
    let banners = banners.as_array().unwrap();
    assert_eq!(banners.len(), 13);
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
