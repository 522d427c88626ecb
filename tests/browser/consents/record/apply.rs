//! `applyDecision`: the banner after a record is the one that the next read gives.

use truconsent_wasm::{apply_decision, decide_consent, merge_consents};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::consents::decide::banner;
use crate::support::{JsValue, Json, NONE, apply, eval, get, js, json, plain, text_of, thrown};

const FREEZE: &str =
    "function freeze(v) { if (v && typeof v === 'object') Object.values(Object.freeze(v)).forEach(freeze); return v; }";

fn record(action: &str, consents: &[(&str, &str)]) -> Json {
    let item = |(id, status): &(&str, &str)| json!({ "purpose_id": id, "status": status });
    json!({ "id": "r", "action": action, "collection_point_id": "c", "timestamp": "2026-05-01T10:00:00.5",
        "status": "pending", "request_id": "q", "purpose_consents": consents.iter().map(item).collect::<Vec<_>>() })
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
        (&json!("partial_consent"), &json!("2026-05-01T10:00:00.5Z"))
    );
    assert_eq!((&after["display_id"], &after["shown_to_principal"]), (&json!("d"), &json!(false)));
    assert_eq!((&after["more"], &after["purposes"][0]["name"]), (&json!([1]), &json!("P")));
    let status = json!({ "user_id": "u", "collection_points": [
        { "collection_point": { "id": "c", "display_id": "d" }, "latest_consent": record }] });
    let read = plain(&merge_consents(js(&json!([after])), js(&status), NONE).unwrap());
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
fn neither_function_changes_what_it_is_given() {
    let banner = js(&banner(json!("approved"), &[("p", "approved", true), ("q", "pending", false)]));
    let record = js(&record("partial_consent", &[("p", "approved"), ("q", "declined")]));
    let before = (text_of(&banner), text_of(&record));
    for _ in 0..2 {
        decide_consent(banner.clone(), eval("{ q: 'approved' }"), NONE).unwrap();
        apply_decision(banner.clone(), record.clone()).unwrap();
        assert_eq!((text_of(&banner), text_of(&record)), before);
        apply(FREEZE, &banner);
        apply(FREEZE, &record);
    }
}

#[wasm_bindgen_test]
fn what_cannot_be_applied() {
    let banner = js(&banner(Json::Null, &[("p", "pending", false)]));
    let mut elsewhere = record("approved", &[]);
    for (point, of_banner) in [("another", "c"), ("", "c"), ("", "")] {
        elsewhere["collection_point_id"] = json!(point);
        let banner = apply(&format!("(banner) => ({{ ...banner, collection_point: '{of_banner}' }})"), &banner);
        let error = plain(&thrown(apply_decision(banner, js(&elsewhere))));
        assert_eq!(error["code"], json!("invalid_input"), "{point}");
    }
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
