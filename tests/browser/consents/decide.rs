//! `decideConsent`, by the published table of decisions.

use truconsent_wasm::decide_consent;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Json, NONE, eval, holds, js, json, plain, thrown};

/// A merged banner with these purposes: id, merged state, whether it is mandatory.
pub fn banner(latest_action: Json, purposes: &[(&str, &str, bool)]) -> Json {
    let purpose = |(id, state, is_mandatory): &(&str, &str, bool)| {
        json!({ "id": id, "name": id.to_uppercase(), "is_mandatory": is_mandatory, "expiry_period": null,
            "consented": state, "relationships": {}, "source": "status", "conflict": false })
    };
    json!({ "banner_id": "b", "collection_point": "c", "title": "T", "asset": null, "data_elements": [],
        "legal_entities": [], "purposes": purposes.iter().map(purpose).collect::<Vec<_>>(), "display_id": "d",
        "latest_action": latest_action, "recorded_at": null, "shown_to_principal": false, "more": [1] })
}

fn decide(banner: &Json, choices: &Json) -> Json {
    match decide_consent(js(banner), js(choices), NONE) {
        Ok(decision) => plain(&decision),
        Err(error) => panic!("{}", plain(&error)),
    }
}

#[wasm_bindgen_test]
fn every_row_of_the_conformance_table() {
    let rows: Vec<Json> = serde_json::from_str(include_str!("../../decisions.json")).unwrap();
    assert!(rows.len() >= 100);
    for row in rows {
        let mut banner = banner(Json::Null, &[]);
        banner.as_object_mut().unwrap().extend(row["before"].as_object().unwrap().clone());
        let options = if row["options"].is_null() { NONE } else { js(&row["options"]) };
        let outcome = decide_consent(js(&banner), js(&row["choices"]), options);
        if row["error"].is_null() {
            let decision = plain(&outcome.unwrap());
            let chosen = |list: &Vec<Json>| {
                let pair = |item: &Json| (item["id"].as_str().unwrap().to_owned(), item["consented"].clone());
                Json::Object(list.iter().map(pair).collect())
            };
            let purposes = decision["purposes"].as_array().map_or(Json::Null, chosen);
            let mut found =
                json!({ "action": decision["action"], "purposes": purposes, "changed": decision["changed"] });
            for beside in ["language", "metadata"] {
                let expected = row["expected"].get(beside);
                assert_eq!(decision.get(beside), expected.filter(|expected| !expected.is_null()), "{}", row["name"]);
                if let Some(expected) = expected {
                    found[beside] = expected.clone();
                }
            }
            assert_eq!(found, row["expected"], "{}", row["name"]);
        } else {
            let error = plain(&thrown(outcome));
            let ids: Vec<_> = error["fields"].as_array().unwrap().iter().map(|field| field["field"].clone()).collect();
            assert_eq!(json!({ "code": error["code"], "fields": ids }), row["error"], "{}", row["name"]);
            assert_eq!((&error["operation"], &error["attempts"]), (&json!("decideConsent"), &json!(0)));
        }
    }
}

#[wasm_bindgen_test]
fn a_decision_is_what_the_api_takes() {
    let mut given = banner(Json::Null, &[("p", "pending", true), ("q", "approved", false)]);
    given["purposes"][1]["purpose_type"] = json!("marketing");
    let mut decision = decide(&given, &json!("necessary_only"));
    let id = decision["request_id"].take();
    assert_eq!(
        decision,
        json!({
            "collection_point_id": "c",
            "action": "partial_consent",
            "purposes": [
                { "id": "p", "name": "P", "consented": "approved", "is_mandatory": true },
                { "id": "q", "name": "Q", "consented": "declined", "is_mandatory": false, "purpose_type": "marketing" }
            ],
            "request_id": null,
            "changed": ["p", "q"]
        })
    );
    let uuid = "(id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)";
    assert!(holds(uuid, &js(&id)), "{id}");
    assert_ne!(decide(&given, &json!("necessary_only"))["request_id"], id, "a new one for each decision");
    let dismissed = js(&decide(&given, &json!("dismiss")));
    assert!(holds("(d) => !('purposes' in d) && d.action === 'no_action' && d.changed.length === 0", &dismissed));
}

#[wasm_bindgen_test]
fn a_purpose_that_the_banner_names_twice_is_decided_once() {
    let given = banner(Json::Null, &[("p", "approved", false), ("q", "pending", false), ("p", "declined", true)]);
    let decision = decide(&given, &json!("necessary_only"));
    let item = |id: &str, consented: &str, is_mandatory: bool| json!({ "id": id, "name": id.to_uppercase(), "consented": consented, "is_mandatory": is_mandatory });
    assert_eq!(decision["purposes"], json!([item("p", "approved", true), item("q", "declined", false)]));
    assert_eq!(decision["changed"], json!(["p", "q"]));
}

#[wasm_bindgen_test]
fn a_point_without_purposes() {
    for (latest, choices, action) in [
        (json!("approved"), json!("decline_all"), "revoked"),
        (json!("Approved"), json!("decline_all"), "revoked"),
        (json!("declined"), json!("decline_all"), "declined"),
        (Json::Null, json!("decline_all"), "declined"),
        (Json::Null, json!("approve_all"), "approved"),
        (Json::Null, json!("necessary_only"), "approved"),
        (Json::Null, json!({}), "approved"),
        (json!("approved"), json!("dismiss"), "no_action"),
    ] {
        assert_eq!(decide(&banner(latest.clone(), &[]), &choices)["action"], json!(action), "{latest}, {choices}");
    }
}

#[wasm_bindgen_test]
fn what_cannot_be_decided() {
    let fine = "{ collection_point: 'c', latest_action: null, purposes: [{ id: 'p', name: 'P', is_mandatory: false, consented: 'pending' }] }";
    for choices in ["''", "'approve'", "{ p: 'yes' }", "{ p: true }", "{ p: 'pending' }", "{ get p() { throw 1; } }"] {
        let error = plain(&thrown(decide_consent(eval(fine), eval(choices), NONE)));
        assert_eq!(error["code"], json!("invalid_input"), "{choices}");
    }
    for banner in [
        "{}",
        "{ collection_point: 7 }",
        "{ collection_point: 'c', purposes: 'p' }",
        "{ collection_point: 'c', purposes: [null] }",
        "{ collection_point: 'c', purposes: [{ id: 7, is_mandatory: true }] }",
        "{ collection_point: 'c', purposes: [{ id: '', is_mandatory: true }] }",
        "{ collection_point: 'c', purposes: [{ id: 'p' }] }",
        "{ collection_point: 'c', purposes: [{ id: 'p', is_mandatory: 'no' }] }",
        "{ collection_point: 'c', get purposes() { throw 1; } }",
    ] {
        let error = plain(&thrown(decide_consent(eval(banner), eval("'approve_all'"), NONE)));
        assert_eq!(
            (&error["code"], &error["operation"]),
            (&json!("invalid_input"), &json!("decideConsent")),
            "{banner}"
        );
        assert!(!error["fields"][0]["field"].as_str().unwrap().is_empty());
    }
    let error = plain(&thrown(decide_consent(eval(fine), eval("{ p: 'approved', '': 'approved' }"), NONE)));
    assert_eq!((&error["code"], &error["fields"][0]["field"]), (&json!("unknown_purpose"), &json!("")));
    let odd = js_sys::JSON::parse(r#"{"__proto__": "approved", "constructor": "declined"}"#).unwrap();
    let error = plain(&thrown(decide_consent(eval(fine), odd, NONE)));
    assert_eq!((&error["code"], &error["fields"][1]["field"]), (&json!("unknown_purpose"), &json!("constructor")));
}
