//! How deployments depart from the documents, and what is read all the same.

use js_sys::Promise;
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeFetch, Json, NONE, admin_client, client_with, holds, js, json, success, text_of, value};

pub type Read = (&'static str, fn(&ConsentClient) -> Promise);
pub const READS: [Read; 5] = [
    ("listBanners", |client| client.list_banners(NONE)),
    ("getBanner", |client| client.get_banner("cp_orders_delivery".into(), NONE)),
    ("userBanners", |client| client.user_banners("usr_asha".into(), NONE)),
    ("consentStatus", |client| client.consent_status("usr_asha".into(), NONE)),
    ("dpo", |client| client.dpo(NONE)),
];

pub fn banner() -> Json {
    json!({ "banner_id": "b", "collection_point": "b", "title": "T", "asset": null,
        "purposes": [{ "id": "p", "name": "P", "is_mandatory": true, "expiry_period": null, "consented": "approved",
            "relationships": {} }],
        "data_elements": [], "legal_entities": [], "shown_to_principal": true })
}

pub fn status() -> Json {
    json!({ "user_id": "u", "total_consents": 1, "timestamp": null, "collection_points": [{
        "collection_point": { "id": "b", "display_id": null, "name": null, "description": null, "consent_type": null },
        "latest_consent": { "id": null, "action": "approved", "timestamp": null, "status": null, "request_id": null,
            "purpose_consents": [{ "purpose_id": "p", "purpose_name": null, "status": "approved", "is_mandatory": null,
                "purpose_type": null, "purpose_version": 1 }] } }] })
}

async fn read(call: fn(&ConsentClient) -> Promise, answer: &Json) -> Json {
    let _fake = FakeFetch::new(&json!([{ "json": answer }]));
    success(call(&client_with(&json!({})))).await
}

async fn banners(answer: &Json) -> Json {
    read(READS[2].1, answer).await
}

/// The documented names are the same; what is not renamed is left out of both.
fn without_open_data(value: &Json) -> Json {
    match value {
        Json::Array(items) => items.iter().map(without_open_data).collect(),
        Json::Object(members) => {
            let open = ["cookie_config", "cookie_data_elements", "processing_activities", "timestamp"];
            let kept = members.iter().filter(|(name, _)| !open.contains(&name.as_str()));
            Json::Object(kept.map(|(name, value)| (name.clone(), without_open_data(value))).collect())
        }
        other => other.clone(),
    }
}

#[wasm_bindgen_test]
async fn camel_case_throughout() {
    for (name, call) in READS {
        let documented = success(call(&admin_client(&json!({})))).await;
        let drifted = success(call(&admin_client(&json!({ "headers": { "X-Fault": "camel" } })))).await;
        assert_eq!(without_open_data(&drifted), without_open_data(&documented), "{name}");
    }
}

#[wasm_bindgen_test]
async fn lists_in_a_wrapper() {
    for name in ["data", "items"] {
        for (operation, call) in [READS[0], READS[2]] {
            let documented = success(call(&admin_client(&json!({})))).await;
            let fault = json!({ "headers": { "X-Fault": format!("wrap:{name}") } });
            assert_eq!(success(call(&admin_client(&fault))).await, documented, "{operation} in {name}");
        }
        let wrapped = json!({ name: [banner()], "total": 1 });
        assert_eq!(banners(&wrapped).await, json!([banner()]));
        assert_eq!(banners(&json!({ "data": wrapped, "status": "success" })).await, json!([banner()]));
    }
    assert_eq!(read(READS[3].1, &json!({ "data": status() })).await, status());
    let ticket = json!({ "id": "i", "ticket_id": "GRV-1", "client_user_id": "u", "user_id": null, "subject": "s",
        "description": "d", "category": "c", "status": "open", "attachment_url": null, "created_at": "", "updated_at": "" });
    let update =
        |client: &ConsentClient| client.update_grievance("GRV-1".into(), js(&json!({ "status": "open" })), NONE);
    assert_eq!(read(update, &json!({ "status": "success", "data": ticket })).await, ticket);
}

#[wasm_bindgen_test]
async fn lists_that_are_null_or_missing() {
    for name in ["data_elements", "legal_entities"] {
        let (mut empty, mut missing) = (banner(), banner());
        empty[name] = Json::Null;
        missing.as_object_mut().unwrap().remove(name);
        assert_eq!(banners(&json!([empty, missing])).await, json!([banner(), banner()]), "{name}");
    }
    for gone in [Json::Null, json!([])] {
        let mut given = status();
        given["collection_points"][0]["latest_consent"]["purpose_consents"] = gone;
        let found = read(READS[3].1, &given).await;
        assert_eq!(found["collection_points"][0]["latest_consent"]["purpose_consents"], json!([]));
    }
}

#[wasm_bindgen_test]
async fn nullable_fields_that_are_missing() {
    let mut given = banner();
    given.as_object_mut().unwrap().remove("asset");
    for name in ["expiry_period", "relationships"] {
        given["purposes"][0].as_object_mut().unwrap().remove(name);
    }
    assert_eq!(banners(&json!([given])).await, json!([banner()]));
    let mut given = status();
    given.as_object_mut().unwrap().remove("timestamp");
    let entry = &mut given["collection_points"][0];
    for name in ["display_id", "name", "description", "consent_type"] {
        entry["collection_point"].as_object_mut().unwrap().remove(name);
    }
    for name in ["id", "timestamp", "status", "request_id"] {
        entry["latest_consent"].as_object_mut().unwrap().remove(name);
    }
    let item = entry["latest_consent"]["purpose_consents"][0].as_object_mut().unwrap();
    for name in ["purpose_name", "is_mandatory", "purpose_type"] {
        item.remove(name);
    }
    assert_eq!(read(READS[3].1, &given).await, status());
    given["collection_points"][0].as_object_mut().unwrap().remove("latest_consent");
    let found = read(READS[3].1, &given).await;
    assert_eq!(found["collection_points"][0]["latest_consent"], Json::Null);
    let officer = read(READS[4].1, &json!({ "full_name": "N", "email": "e" })).await;
    let nulls = ["id", "appointment_date", "qualifications", "responsibilities", "created_at", "updated_at"];
    assert!(nulls.iter().all(|name| officer.get(name) == Some(&Json::Null)), "{officer}");
}

#[wasm_bindgen_test]
async fn consent_words_stay_as_they_are_sent() {
    for word in
        [json!("Accepted"), json!("REJECTED"), json!(true), json!(false), json!("whatever"), json!(""), Json::Null]
    {
        let (mut given, mut entry) = (banner(), status());
        given["purposes"][0]["consented"] = word.clone();
        assert_eq!(banners(&json!([given])).await[0]["purposes"][0]["consented"], word);
        entry["collection_points"][0]["latest_consent"]["purpose_consents"][0]["status"] = word.clone();
        assert_eq!(read(READS[3].1, &entry).await, entry);
    }
}

#[wasm_bindgen_test]
async fn further_fields_and_keys_that_are_data_are_kept() {
    let mut given = banner();
    given["furtherData"] = json!({ "titleText": [1, null, { "aB": true }] });
    given["description"] = json!("D");
    given["purposes"][0]["relationships"] = json!({ "thirdParties": ["x"], "is_mandatory": 1, "isMandatory": null });
    given["purposes"][0]["metadata"] = json!({ "isMandatory": "kept" });
    given["purposes"][0]["purpose_type"] = json!("marketing");
    assert_eq!(banners(&json!([given])).await, json!([given]));
    let mut both = banner();
    both["purposes"][0]["isMandatory"] = json!(false);
    assert_eq!(
        banners(&json!([both])).await[0]["purposes"][0]["is_mandatory"],
        json!(true),
        "the documented name counts"
    );
}

#[wasm_bindgen_test]
async fn odd_keys_stay_data() {
    let text = banner().to_string().replacen('{', r#"{"__proto__":{"polluted":1},"constructor":{"x":1},"#, 2);
    let _fake = FakeFetch::new(&json!([{ "text": format!("[{text}]") }]));
    let found = value(client_with(&json!({})).user_banners("u".into(), NONE)).await;
    assert!(holds(
        "([b]) => [b, b.purposes[0]].every((o) => Object.hasOwn(o, '__proto__') && o.constructor.x === 1)",
        &found
    ));
    assert!(holds("([b]) => b.polluted === undefined && ({}).polluted === undefined", &found));
    assert_eq!(text_of(&found).unwrap().matches("__proto__").count(), 2);
}
