//! `consentStatus`.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::documents::assert_documented;
use crate::support::{Json, NONE, admin_client, failure, json, success, user_client};

#[wasm_bindgen_test]
async fn the_documents_own_example() {
    let found = success(admin_client(&json!({})).consent_status("usr_7f3a9b21".into(), NONE)).await;
    assert_documented("/api/v1/external/consents/user-status?userId=usr_7f3a9b21", found);
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
