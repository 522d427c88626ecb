//! When a collection point asks again: what the seed has for each case, and that a decision ends it.

use serde_json::{Value, json};

use super::banners::{banner, states};
use crate::harness::{Server, start};

const PERSON: &str = "usr_farhan";
const SLOTS: &str = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a08";
const RECIPES: &str = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a09";

fn purpose(n: u16) -> String {
    format!("9c1e6f30-4a52-4d7b-8b11-60d2f7a3c{n}")
}

async fn latest(server: &Server, display_id: &str) -> Value {
    let status = server.status(PERSON).await.json;
    let points = status["collection_points"].as_array().unwrap();
    let point = points.iter().find(|point| point["collection_point"]["display_id"] == display_id);
    point.unwrap()["latest_consent"].clone()
}

async fn decide(server: &Server, point: &str, action: &str, purposes: &[(u16, &str)], metadata: Value) {
    let purposes: Vec<_> = purposes.iter().map(|(n, word)| json!({ "id": purpose(*n), "consented": word })).collect();
    let body = json!({ "userId": PERSON, "action": action, "purposes": purposes, "metadata": metadata });
    assert_eq!(server.post(&format!("/consent/{point}/consent"), body).await.status, 201);
}

#[tokio::test]
async fn what_changed_since_a_version_is_said_to_whoever_decided_on_it() {
    let server = start().await;
    let asked = banner(&server, PERSON, SLOTS).await;
    assert_eq!((&asked["version"], states(&asked)), (&json!("v2.0"), vec!["approved", "approved", "pending"]));
    let diff = &asked["version_diff"];
    assert_eq!(
        (&diff["added_purpose_ids"], &diff["changed_purpose_ids"]),
        (&json!([purpose(703)]), &json!([purpose(702)]))
    );
    assert_eq!(diff["removed_purposes"][0]["name"], "Call you before delivery");
    let detail = server.get("/banners/cp_delivery_slots").await.json;
    assert_eq!(diff["changed_fields"][0]["new_value"], detail["banner_settings"]["footer_text"]);
    let fields = &asked["purposes"][1]["field_diff"];
    assert_eq!(
        (&fields[0]["field"], &fields[0]["new_value"]),
        (&json!("description"), &detail["purposes"][1]["description"])
    );
    assert_eq!(
        (&fields[1]["old_value"], &fields[1]["new_value"]),
        (&json!("6 Months"), &asked["purposes"][1]["expiry_period"])
    );

    let record = latest(&server, "cp_delivery_slots").await;
    assert_eq!((&record["collection_point_version"], &record["consent_language"]), (&json!("v1.0"), &json!("ur")));
    let versions: Vec<_> =
        record["purpose_consents"].as_array().unwrap().iter().map(|one| &one["purpose_version"]).collect();
    assert_eq!(versions, [1, 1]);
    assert_eq!([0, 1, 2].map(|n| asked["purposes"][n]["version"].clone()), ["v1.0", "v2.0", "v1.0"]);

    // Nobody else is told: not in general, and not who decides today.
    for other in [&server.get("/banners").await.json[9], &detail] {
        assert_eq!((other["banner_id"].as_str(), other.get("version_diff")), (Some(SLOTS), None));
        assert_eq!(other["purposes"][1].get("field_diff"), None);
    }
    let all = [(701, "approved"), (702, "approved"), (703, "declined")];
    decide(&server, SLOTS, "partial_consent", &all, json!({ "collection_point_version": "v2.0" })).await;
    let settled = banner(&server, PERSON, SLOTS).await;
    assert_eq!((settled.get("version_diff"), settled["purposes"][1].get("field_diff")), (None, None));
    assert_eq!(latest(&server, "cp_delivery_slots").await["purpose_consents"][1]["purpose_version"], 2);
}

#[tokio::test]
async fn a_campaign_asks_until_a_record_names_it() {
    let server = start().await;
    let asked = banner(&server, PERSON, RECIPES).await;
    assert_eq!((&asked["reconsent_mode"], &asked["reconsent_campaign_id"]), (&json!(true), &json!("rc-2026-autumn")));
    assert_eq!(
        (&asked["reconsent_ui_mode"], &asked["reconsent_purposes"]),
        (&json!("full_cp"), &json!([purpose(801)]))
    );
    assert_eq!(server.get("/banners").await.json[10].get("reconsent_mode"), None);

    let metadata = json!({ "reconsent_campaign_id": "rc-2026-autumn", "button_used": "accept_all" });
    decide(&server, RECIPES, "approved", &[(801, "approved"), (802, "approved")], metadata.clone()).await;
    let settled = banner(&server, PERSON, RECIPES).await;
    for name in ["reconsent_mode", "reconsent_campaign_id", "reconsent_purposes"] {
        assert_eq!(settled.get(name), None, "{name}");
    }
    assert_eq!(latest(&server, "cp_recipe_letters").await["metadata"], metadata);
}

#[tokio::test]
async fn one_consent_has_ended_and_one_ends_soon_whenever_the_server_starts() {
    let server = start().await;
    let day = |text: &Value| {
        text.as_str().and_then(|text| chrono::NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok())
    };
    let today = chrono::Utc::now().date_naive();
    for (point, period, left) in [("cp_website_signup", 365, -40..-30), ("cp_support_calls", 90, 3..6)] {
        let recorded = day(&latest(&server, point).await["timestamp"]).unwrap();
        let days = period - (today - recorded).num_days();
        assert!(left.contains(&days), "{point} ends in {days} days");
    }
}

#[tokio::test]
async fn a_point_has_its_texts_in_six_languages_of_which_one_is_incomplete() {
    let server = start().await;
    let listed = &server.get("/banners").await.json[10];
    let snapshot = &listed["translations_snapshot"];
    let codes: Vec<_> =
        snapshot["languages"].as_array().unwrap().iter().map(|language| language["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["en", "hi", "ta", "ur", "bn", "te"]);
    let texts = snapshot["text_map"].as_object().unwrap();
    let incomplete = |code: &&str| texts.values().any(|text| text.get(*code).is_none());
    assert_eq!(codes.iter().skip(1).copied().filter(incomplete).collect::<Vec<_>>(), ["te"]);
    assert!(texts.values().any(|text| text.get("te").is_some()));

    // Every text that a person reads there is in it.
    let detail = server.get("/banners/cp_recipe_letters").await.json;
    let settings = detail["banner_settings"].as_object().unwrap();
    let shown = settings.iter().filter(|(name, _)| *name != "primary_color").map(|(_, text)| text);
    let of = |list: &str, name: &str| {
        detail[list].as_array().unwrap().iter().map(|one| one[name].clone()).collect::<Vec<_>>()
    };
    let shown = shown
        .cloned()
        .chain([detail["title"].clone()])
        .chain(of("purposes", "name"))
        .chain(of("purposes", "description"));
    for text in shown.chain(of("data_elements", "name")) {
        assert!(texts.contains_key(text.as_str().unwrap()), "{text}");
    }
    assert_eq!(&detail["translations_snapshot"], snapshot);
}
