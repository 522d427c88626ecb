//! `dpo`.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::documents::assert_documented;
use crate::support::{Json, NONE, admin_client, json, success, user_client};

#[wasm_bindgen_test]
async fn the_documents_own_example() {
    assert_documented("/dpo", success(admin_client(&json!({})).dpo(NONE)).await);
}

#[wasm_bindgen_test]
async fn dpo() {
    let officer = success(user_client(&json!({})).dpo(NONE)).await;
    assert_eq!((&officer["full_name"], &officer["qualifications"]), (&json!("Alex Singh"), &Json::Null));
}
