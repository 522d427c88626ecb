//! Banners: all of them, one in detail, and those of a person.

use serde_json::{Value, json};

use crate::harness::{Server, start};

pub const ORDERS: &str = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01";
const SIGNUP: &str = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

pub async fn banner(server: &Server, user: &str, id: &str) -> Value {
    let list = server.get(&format!("/banners/user/{user}")).await.json;
    list.as_array().unwrap().iter().find(|banner| banner["banner_id"] == id).cloned().unwrap_or(Value::Null)
}

pub fn states(banner: &Value) -> Vec<&str> {
    banner["purposes"].as_array().unwrap().iter().map(|purpose| purpose["consented"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn general_banners_know_nothing_of_the_person() {
    let server = start().await;
    let list = server.get("/banners").await.json;
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 13);
    for banner in list {
        assert!(banner.get("shown_to_principal").is_none());
        assert!(states(banner).iter().all(|state| *state == "declined"));
        assert_eq!(banner["banner_id"], banner["collection_point"]);
    }
    assert!(list.iter().any(|banner| banner["asset"].is_null()));
    assert!(list.iter().any(|banner| banner["purposes"] == json!([])));

    let detail = server.get("/banners/mobile-app").await.json;
    assert_eq!(detail["banner_id"], list[3]["banner_id"]);
    for field in [
        "cookie_config",
        "banner_settings",
        "show_processors",
        "cookie_data_elements",
        "processing_activities",
        "organization",
        "organization_name",
        "version",
        "consent_type",
    ] {
        assert!(detail.get(field).is_some(), "{field}");
    }
    for field in ["description", "data_elements", "legal_entities"] {
        assert!(detail["purposes"][0].get(field).is_some(), "{field}");
    }
}

#[tokio::test]
async fn the_persons_banners_keep_the_order_of_all_banners() {
    let server = start().await;
    let ids = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|banner| banner["banner_id"].to_string()).collect()
    };
    let all = ids(&server.get("/banners").await.json);
    // All that there were when she decided.
    assert_eq!(ids(&server.get("/banners/user/usr_meera").await.json), all[..7]);
    let asha = ids(&server.get("/banners/user/usr_asha").await.json);
    assert!(asha.len() < all.len() && asha.iter().is_sorted_by_key(|id| all.iter().position(|other| other == id)));
}

#[tokio::test]
async fn a_banner_can_lag_behind_until_the_next_decision() {
    let server = start().await;
    let person = "usr_fatima";
    assert_eq!(states(&banner(&server, person, SIGNUP).await), ["approved"]);
    let status = server.status(person).await.json;
    let point = |id: &str| {
        let points = status["collection_points"].as_array().unwrap();
        points.iter().find(|point| point["collection_point"]["id"] == id).cloned().unwrap()
    };
    assert_eq!(point(SIGNUP)["latest_consent"]["purpose_consents"][0]["status"], "declined");
    // Seen and never decided: in the status, not among the banners.
    let app = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a02";
    assert_eq!(point(app)["latest_consent"], Value::Null);
    assert_eq!(banner(&server, person, app).await, Value::Null);

    let body = json!({ "userId": person, "action": "declined" });
    assert_eq!(server.post(&format!("/consent/{SIGNUP}/consent"), body).await.status, 201);
    assert_eq!(states(&banner(&server, person, SIGNUP).await), ["declined"]);
    assert_eq!(states(&banner(&server, person, ORDERS).await)[2], "approved");
}
