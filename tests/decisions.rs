//! Decisions in the browser: the conformance table through `decideConsent`, and what `applyDecision` makes of a record.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use support::{JsValue, Json, apply, eval, get, holds, js, json, plain, text_of, thrown};
use truconsent_wasm::{apply_decision, decide_consent, merge_consents};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const FREEZE: &str =
    "function freeze(v) { if (v && typeof v === 'object') Object.values(Object.freeze(v)).forEach(freeze); return v; }";

/// A merged banner with these purposes: id, merged state, whether it is mandatory.
fn banner(latest_action: Json, purposes: &[(&str, &str, bool)]) -> Json {
    let purpose = |(id, state, is_mandatory): &(&str, &str, bool)| {
        json!({ "id": id, "name": id.to_uppercase(), "is_mandatory": is_mandatory, "expiry_period": null,
            "consented": state, "relationships": {}, "source": "status", "conflict": false })
    };
    json!({ "banner_id": "b", "collection_point": "c", "title": "T", "asset": null, "data_elements": [],
        "legal_entities": [], "purposes": purposes.iter().map(purpose).collect::<Vec<_>>(), "display_id": "d",
        "latest_action": latest_action, "recorded_at": null, "shown_to_principal": false, "more": [1] })
}

fn decide(banner: &Json, choices: &Json) -> Json {
    match decide_consent(js(banner), js(choices)) {
        Ok(decision) => plain(&decision),
        Err(error) => panic!("{}", plain(&error)),
    }
}

fn record(action: &str, consents: &[(&str, &str)]) -> Json {
    let item = |(id, status): &(&str, &str)| json!({ "purpose_id": id, "status": status });
    json!({ "id": "r", "action": action, "collection_point_id": "c", "timestamp": "2026-05-01T10:00:00.5",
        "status": "pending", "request_id": "q", "purpose_consents": consents.iter().map(item).collect::<Vec<_>>() })
}

#[wasm_bindgen_test]
fn every_row_of_the_conformance_table() {
    let rows: Vec<Json> = serde_json::from_str(include_str!("decisions.json")).unwrap();
    assert!(rows.len() >= 60);
    for row in rows {
        let mut banner = banner(row["before"]["latest_action"].clone(), &[]);
        banner["purposes"] = row["before"]["purposes"].clone();
        let outcome = decide_consent(js(&banner), js(&row["choices"]));
        if row["error"].is_null() {
            let decision = plain(&outcome.unwrap());
            let chosen = |list: &Vec<Json>| {
                let pair = |item: &Json| (item["id"].as_str().unwrap().to_owned(), item["consented"].clone());
                Json::Object(list.iter().map(pair).collect())
            };
            let purposes = decision["purposes"].as_array().map_or(Json::Null, chosen);
            let found = json!({ "action": decision["action"], "purposes": purposes, "changed": decision["changed"] });
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
        let error = plain(&thrown(decide_consent(eval(fine), eval(choices))));
        assert_eq!(error["code"], json!("invalid_input"), "{choices}");
    }
    for banner in [
        "{}",
        "{ collection_point: 7 }",
        "{ collection_point: 'c', purposes: 'p' }",
        "{ collection_point: 'c', purposes: [null] }",
        "{ collection_point: 'c', purposes: [{ id: 7, is_mandatory: true }] }",
        "{ collection_point: 'c', purposes: [{ id: 'p' }] }",
        "{ collection_point: 'c', purposes: [{ id: 'p', is_mandatory: 'no' }] }",
        "{ collection_point: 'c', get purposes() { throw 1; } }",
    ] {
        let error = plain(&thrown(decide_consent(eval(banner), eval("'approve_all'"))));
        assert_eq!(
            (&error["code"], &error["operation"]),
            (&json!("invalid_input"), &json!("decideConsent")),
            "{banner}"
        );
        assert!(!error["fields"][0]["field"].as_str().unwrap().is_empty());
    }
    let odd = js_sys::JSON::parse(r#"{"__proto__": "approved", "constructor": "declined"}"#).unwrap();
    let error = plain(&thrown(decide_consent(eval(fine), odd)));
    assert_eq!((&error["code"], &error["fields"][1]["field"]), (&json!("unknown_purpose"), &json!("constructor")));
}

#[wasm_bindgen_test]
fn neither_function_changes_what_it_is_given() {
    let banner = js(&banner(json!("approved"), &[("p", "approved", true), ("q", "pending", false)]));
    let record = js(&record("partial_consent", &[("p", "approved"), ("q", "declined")]));
    let before = (text_of(&banner), text_of(&record));
    for _ in 0..2 {
        decide_consent(banner.clone(), eval("{ q: 'approved' }")).unwrap();
        apply_decision(banner.clone(), record.clone()).unwrap();
        assert_eq!((text_of(&banner), text_of(&record)), before);
        apply(FREEZE, &banner);
        apply(FREEZE, &record);
    }
}

#[wasm_bindgen_test]
fn a_record_applied_is_what_the_next_read_would_say() {
    let mut before =
        banner(json!("approved"), &[("p", "declined", true), ("q", "approved", false), ("r", "declined", false)]);
    for purpose in before["purposes"].as_array_mut().unwrap() {
        purpose["source"] = json!("banner");
    }
    let record = record("partial_consent", &[("p", "approved"), ("q", "Rejected")]);
    let after = plain(&apply_decision(js(&before), js(&record)).unwrap());
    let found: Vec<_> = after["purposes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| json!([p["consented"], p["source"], p["conflict"]]))
        .collect();
    let expected = json!([["approved", "status", false], ["declined", "status", false], ["pending", "status", false]]);
    assert_eq!(json!(found), expected, "what was decided stands; the earlier state is no conflict");
    assert_eq!(
        (&after["latest_action"], &after["recorded_at"]),
        (&json!("partial_consent"), &json!("2026-05-01T10:00:00.5"))
    );
    assert_eq!((&after["display_id"], &after["shown_to_principal"]), (&json!("d"), &json!(false)));
    assert_eq!((&after["more"], &after["purposes"][0]["name"]), (&json!([1]), &json!("P")));
    let status = json!({ "user_id": "u", "collection_points": [
        { "collection_point": { "id": "c", "display_id": "d" }, "latest_consent": record }] });
    let read = plain(&merge_consents(js(&json!([after])), js(&status)).unwrap());
    assert_eq!(read["banners"][0], after);
}

#[wasm_bindgen_test]
fn a_record_without_purposes_speaks_by_its_action() {
    for (action, state, shown) in [
        ("approved", "approved", true),
        ("declined", "declined", false),
        ("revoked", "declined", false),
        ("no_action", "pending", false),
    ] {
        let after = apply_decision(js(&banner(Json::Null, &[("p", "pending", false)])), js(&record(action, &[])));
        let after = plain(&after.unwrap());
        let found = (&after["purposes"][0]["consented"], &after["latest_action"], &after["shown_to_principal"]);
        assert_eq!(found, (&json!(state), &json!(action), &json!(shown)));
    }
}

#[wasm_bindgen_test]
fn what_cannot_be_applied() {
    let banner = js(&banner(Json::Null, &[("p", "pending", false)]));
    let mut elsewhere = record("approved", &[]);
    elsewhere["collection_point_id"] = json!("another");
    assert_eq!(plain(&thrown(apply_decision(banner.clone(), js(&elsewhere))))["code"], json!("invalid_input"));
    for record in [
        "undefined",
        "null",
        "7",
        "[]",
        "{}",
        "{ collection_point_id: 'c', purpose_consents: 7 }",
        "{ get collection_point_id() { throw 1; } }",
    ] {
        let error = plain(&thrown(apply_decision(banner.clone(), eval(record))));
        assert_eq!(
            (&error["code"], &error["operation"]),
            (&json!("invalid_input"), &json!("applyDecision")),
            "{record}"
        );
    }
    for banner in
        ["undefined", "[]", "{}", "{ collection_point: 'c', purposes: 7 }", "{ collection_point: 'c', purposes: [7] }"]
    {
        let error = plain(&thrown(apply_decision(eval(banner), js(&record("approved", &[])))));
        assert_eq!(error["code"], json!("invalid_input"), "{banner}");
    }
    let still: JsValue = get(&banner, "latest_action");
    assert!(still.is_null());
}
