//! The published table of what clients write and what is read of it, from the answers on.

use truconsent_wasm::{ConsentClient, merge_consents};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeFetch, JsValue, Json, NONE, client_with, js, json, plain, value};

/// The banners and the status of a row, as the client reads them.
async fn answered(client: &ConsentClient, row: &Json) -> (JsValue, JsValue) {
    let is_own = !row["banner"]["shown_to_principal"].is_null() || !row["banner"]["shownToPrincipal"].is_null();
    let status = json!({ "user_id": "u", "total_consents": 1, "timestamp": null, "collection_points": row["entries"] });
    let answers = json!([{ "status": 200, "json": [row["banner"]] }, { "status": 200, "json": status }]);
    let _fake = FakeFetch::hurried(&answers);
    let banners = if is_own { client.user_banners("u".into(), NONE) } else { client.list_banners(NONE) };
    let banners = value(banners).await;
    let status =
        if row["entries"].is_null() { JsValue::NULL } else { value(client.consent_status("u".into(), NONE)).await };
    (banners, status)
}

#[wasm_bindgen_test]
async fn every_row_of_the_table() {
    let rows: Vec<Json> = serde_json::from_str(include_str!("../../../records.json")).unwrap();
    assert!(rows.len() >= 60, "the table has {} rows", rows.len());
    let client = client_with(&json!({}));
    for row in rows {
        let (banners, status) = answered(&client, &row).await;
        let merged = plain(&merge_consents(banners, status.clone(), NONE).unwrap());
        let banner = &merged["banners"][0];
        let mut found = json!({ "unmatched": merged["unmatched"].as_array().unwrap().len(), "purposes": {} });
        for name in ["latest_action", "raw_action", "recorded_at", "shown_to_principal", "display_id"] {
            if name != "raw_action" || !banner[name].is_null() {
                found[name] = banner[name].clone();
            }
        }
        for purpose in banner["purposes"].as_array().unwrap() {
            let of = &mut found["purposes"][purpose["id"].as_str().unwrap()];
            for name in ["consented", "source", "conflict", "legal_basis"] {
                of[name] = purpose[name].clone();
            }
            for name in ["raw_consented", "recorded_version"] {
                if !purpose[name].is_null() {
                    of[name] = purpose[name].clone();
                }
            }
        }
        assert_eq!(found, row["expected"], "{}", row["name"]);
        let again = merge_consents(js(&merged["banners"]), status, NONE).unwrap();
        assert_eq!(plain(&again)["banners"], merged["banners"], "merged again: {}", row["name"]);
    }
}
