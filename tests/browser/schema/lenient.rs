//! One odd record never hides the others: what is left out, and what stands for what is missing or of another type.

use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use super::drift::{READS, banner, status};
use crate::support::{FakeFetch, Json, NONE, client_with, json, success};

async fn read(call: usize, answer: &Json) -> Json {
    let _fake = FakeFetch::new(&json!([{ "json": answer }]));
    success(READS[call].1(&client_with(&json!({})))).await
}

/// An answer with something else at a place; undefined takes it away.
fn with(mut answer: Json, place: &str, value: Option<Json>) -> Json {
    let (parent, name) = place.rsplit_once('/').unwrap();
    match (answer.pointer_mut(parent).unwrap(), value) {
        (Json::Object(members), None) => drop(members.remove(name)),
        (parent, Some(value)) if parent.is_object() => parent[name] = value,
        (parent, value) => parent[name.parse::<usize>().unwrap()] = value.unwrap(),
    }
    answer
}

fn others() -> [Json; 5] {
    [json!({ "a": "secret" }), json!([["secret"]]), json!(7), json!(true), json!("words")]
}

#[wasm_bindgen_test]
async fn what_is_missing_null_or_of_another_type_is_the_empty_value() {
    let named = json!({ "id": "", "name": "" });
    for (call, answer, place, empty) in [
        (2, json!([banner()]), "/0/title", json!("")),
        (2, json!([banner()]), "/0/collection_point", json!("")),
        (2, json!([banner()]), "/0/banner_id", json!("")),
        (2, json!([banner()]), "/0/asset", Json::Null),
        (2, json!([banner()]), "/0/shown_to_principal", json!(false)),
        (2, json!([banner()]), "/0/purposes", json!([])),
        (2, json!([banner()]), "/0/data_elements", json!([])),
        (2, json!([banner()]), "/0/legal_entities", json!([])),
        (2, json!([banner()]), "/0/purposes/0/name", json!("")),
        (2, json!([banner()]), "/0/purposes/0/is_mandatory", json!(false)),
        (2, json!([banner()]), "/0/purposes/0/expiry_period", Json::Null),
        (2, json!([banner()]), "/0/purposes/0/consented", Json::Null),
        (2, json!([banner()]), "/0/purposes/0/relationships", json!({})),
        (3, status(), "/total_consents", json!(0)),
        (3, status(), "/collection_points", json!([])),
        (3, status(), "/timestamp", Json::Null),
        (3, status(), "/collection_points/0/collection_point/id", json!("")),
        (3, status(), "/collection_points/0/collection_point/display_id", Json::Null),
        (3, status(), "/collection_points/0/latest_consent", Json::Null),
        (3, status(), "/collection_points/0/latest_consent/action", Json::Null),
        (3, status(), "/collection_points/0/latest_consent/timestamp", Json::Null),
        (3, status(), "/collection_points/0/latest_consent/purpose_consents/0/purpose_id", json!("")),
        (3, status(), "/collection_points/0/latest_consent/purpose_consents/0/status", Json::Null),
        (3, status(), "/collection_points/0/latest_consent/purpose_consents/0/is_mandatory", Json::Null),
    ] {
        let expected = with(answer.clone(), place, Some(empty.clone()));
        assert_eq!(read(call, &with(answer.clone(), place, None)).await, expected, "{place} is missing");
        assert_eq!(read(call, &with(answer.clone(), place, Some(Json::Null))).await, expected, "{place} is null");
        for other in others() {
            let name = place.rsplit('/').next().unwrap();
            let fits = match &empty {
                Json::Null if matches!(name, "asset" | "latest_consent") => other.is_object(),
                Json::Null if name == "timestamp" => other.is_number() || other.is_string(),
                Json::Null if matches!(name, "consented" | "status") => other.is_boolean() || other.is_string(),
                Json::Null if name == "is_mandatory" => other.is_boolean(),
                Json::Null => other.is_string(),
                Json::Object(_) => other.is_object(),
                Json::Array(_) => other.is_array(),
                Json::String(_) => other.is_string(),
                Json::Bool(_) => other.is_boolean(),
                Json::Number(_) => other.is_number(),
            };
            if !fits {
                assert_eq!(
                    read(call, &with(answer.clone(), place, Some(other.clone()))).await,
                    expected,
                    "{place}: {other}"
                );
            }
        }
    }
    let point = with(status(), "/collection_points/0/collection_point", Some(json!("b")));
    let nobodys = json!({ "id": "", "display_id": null, "name": null, "description": null, "consent_type": null });
    assert_eq!(
        read(3, &point).await["collection_points"][0]["collection_point"],
        nobodys,
        "an entry without an id stays"
    );
    let asset = with(json!([banner()]), "/0/asset", Some(json!({ "id": "a" })));
    let read_asset = json!({ "id": "a", "name": "", "description": null, "asset_type": null });
    assert_eq!(read(0, &asset).await[0]["asset"], read_asset);
    let elements = with(json!([banner()]), "/0/data_elements", Some(json!([{ "name": "Email" }, "Phone"])));
    assert_eq!(read(0, &elements).await[0]["data_elements"], json!([{ "id": "", "name": "Email" }, named]));
}

#[wasm_bindgen_test]
async fn items_without_an_id_are_left_out_and_the_others_stay() {
    let without = |names: &[&str]| names.iter().fold(banner(), |banner, name| with(banner, &format!("/{name}"), None));
    let purposes = |list: Json| with(banner(), "/purposes", Some(list));
    let purpose = banner()["purposes"][0].clone();
    for odd in [
        json!(null),
        json!("words"),
        json!([banner()]),
        json!({}),
        without(&["banner_id", "collection_point"]),
        with(with(banner(), "/banner_id", Some(json!(""))), "/collection_point", Some(json!(7))),
        purposes(json!([{}])),
        purposes(json!(["words", with(purpose.clone(), "/id", Some(json!(7)))])),
    ] {
        assert_eq!(read(2, &json!([odd, banner(), odd])).await, json!([banner()]), "{odd}");
    }
    let mixed = purposes(json!([{ "name": "N" }, purpose, null, with(purpose.clone(), "/id", Some(json!("")))]));
    assert_eq!(read(0, &json!([mixed])).await, json!([banner()]));
    assert_eq!(read(0, &json!([purposes(json!([]))])).await[0]["purposes"], json!([]), "that one never had any");
    assert_eq!(read(0, &json!([without(&["banner_id"])])).await[0]["collection_point"], json!("b"), "one id is enough");

    let ticket = json!({ "id": "i", "ticket_id": "GRV-1", "client_user_id": "u", "user_id": null, "subject": "s",
        "description": "d", "category": "c", "status": "open", "attachment_url": null, "created_at": null,
        "updated_at": null });
    let listed = json!([with(with(ticket.clone(), "/id", None), "/ticket_id", None), ticket, { "id": "j" }, { "ticketId": "k" }]);
    let _fake = FakeFetch::new(&json!([{ "json": listed }, { "json": [{ "nominee_name": "N" }, { "id": "n" }] }]));
    let client: ConsentClient = client_with(&json!({}));
    let found = success(client.list_grievances("u".into(), NONE)).await;
    let ids =
        |list: &Json, name: &str| list.as_array().unwrap().iter().map(|item| item[name].clone()).collect::<Json>();
    assert_eq!((ids(&found, "id"), ids(&found, "ticket_id")), (json!(["i", "j", ""]), json!(["GRV-1", "", "k"])));
    assert_eq!(ids(&success(client.list_nominees("u".into(), NONE)).await, "id"), json!(["n"]));
}

#[wasm_bindgen_test]
async fn a_list_of_decisions_that_cannot_be_read_is_still_a_list() {
    let nothing =
        json!({ "purpose_id": "", "purpose_name": null, "status": null, "is_mandatory": null, "purpose_type": null });
    let place = "/collection_points/0/latest_consent/purpose_consents";
    for (given, found) in [
        (
            json!([{ "status": "accepted" }]),
            json!([{ "purpose_id": "", "purpose_name": null, "status": "accepted",
            "is_mandatory": null, "purpose_type": null }]),
        ),
        (json!(["p"]), json!([nothing])),
        (json!({ "p": "declined" }), json!([nothing])),
        (json!("[]"), json!([nothing])),
        (json!(0), json!([nothing])),
        (json!({ "data": [] }), json!([])),
        (json!([]), json!([])),
        (json!(null), json!([])),
    ] {
        assert_eq!(read(3, &with(status(), place, Some(given.clone()))).await.pointer(place), Some(&found), "{given}");
    }
}

#[wasm_bindgen_test]
async fn times_that_are_numbers_stay_numbers() {
    for time in [json!(1_780_272_000), json!(1_780_272_000_000_i64), json!(0.5)] {
        let mut given = with(status(), "/timestamp", Some(time.clone()));
        given["collection_points"][0]["latest_consent"]["timestamp"] = time.clone();
        assert_eq!(read(3, &given).await, given);
        let officer = json!({ "id": null, "full_name": "N", "email": "e", "appointment_date": time, "qualifications": null,
            "responsibilities": null, "created_at": time, "updated_at": time });
        assert_eq!(read(4, &officer).await, officer);
    }
}

#[wasm_bindgen_test]
async fn every_documented_name_is_read_in_either_casing() {
    let more = json!({ "version": "2", "consent_type": "explicit", "consent_status": "complete", "organization_name": "Acme",
        "show_processors": true, "cookie_config": { "aB": 1 }, "cookie_data_elements": [], "processing_activities": [],
        "organization": { "name": "Acme", "logo_url": null },
        "banner_settings": { "primary_color": "#000", "secondary_color": "#fff", "action_button_text": "a",
            "accept_all_text": "b", "reject_all_text": "c", "only_necessary_text": "d", "notice_acknowledge_text": "e",
            "banner_title": "f", "disclaimer_text": "g", "footer_text": "h", "mandatory_label": "i", "show_processors": true,
            "logo_url": null, "default_selection": "all" },
        "translations_snapshot": { "source_language": "en", "languages": [{ "code": "hi", "label": "हिन्दी" }],
            "text_map": { "someText": { "hi": "पाठ" } } },
        "reconsent_mode": true, "reconsent_campaign_id": "r", "reconsent_ui_mode": "diff_only", "reconsent_source": "expiry",
        "reconsent_purposes": ["p"], "expiry_reconsent_request_id": "x",
        "version_diff": { "added_purpose_ids": ["p"], "changed_purpose_ids": [], "removed_purposes": [], "changed_fields": [] } });
    let purpose = json!({ "description": "D", "is_legitimate": false, "purpose_type": "marketing", "frequency": "recurring",
        "is_dynamic": false, "version": "v1.0", "tools": [], "expiry": "1Year", "expiry_label": "1 Year", "expiry_type": "fixed",
        "relationships": { "data_elements": ["d"], "legal_entities": { "l": 1 }, "someOther": 1 },
        "data_elements": [{ "id": "d", "name": "D" }], "legal_entities": [],
        "field_diff": [{ "field": "name", "old_value": { "aB": 1 }, "new_value": null }] });
    let mut given = crate::support::with(banner(), &more);
    given["purposes"][0] = crate::support::with(given["purposes"][0].clone(), &purpose);
    let closed = ["cookie_config", "text_map", "old_value"];
    let drifted = in_camel_case(&given, &closed);
    assert_ne!(drifted, given);
    for call in [0, 2] {
        assert_eq!(read(call, &json!([drifted])).await, json!([given]));
    }
    assert_eq!(read(1, &drifted).await, given);

    let mut given = status();
    let latest = &mut given["collection_points"][0]["latest_consent"];
    latest["collection_point_version"] = json!("2");
    latest["metadata"] = json!({ "someKey": 1, "other_key": { "aB": 2 } });
    latest["purpose_consents"][0]["purpose_version"] = json!("v1.0");
    latest["purpose_consents"][0]["is_legitimate"] = json!(true);
    given["collection_points"][0]["collection_point_version"] = json!(2);
    assert_eq!(read(3, &in_camel_case(&given, &["metadata"])).await, given);
}

/// The same with its keys in camelCase, but for those within the named ones.
fn in_camel_case(value: &Json, closed: &[&str]) -> Json {
    let camel = |name: &str| {
        let mut words = name.split('_');
        let first = words.next().unwrap().to_owned();
        words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
    };
    match value {
        Json::Array(items) => items.iter().map(|item| in_camel_case(item, closed)).collect(),
        Json::Object(members) => {
            let all = members.iter().map(|(name, value)| {
                let within = if closed.contains(&name.as_str()) { value.clone() } else { in_camel_case(value, closed) };
                (camel(name), within)
            });
            Json::Object(all.collect())
        }
        other => other.clone(),
    }
}
