//! When consents end.

use truconsent_wasm::{apply_decision, merge_consents};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{JsValue, Json, NONE, eval, js, json, plain, thrown};

fn banners(periods: &[Json]) -> Json {
    let purpose = |(number, period): (usize, &Json)| {
        json!({ "id": number.to_string(), "name": "P", "is_mandatory": false,
        "consented": "declined", "expiry_period": period })
    };
    json!([{ "banner_id": "c", "collection_point": "c",
        "purposes": periods.iter().enumerate().map(purpose).collect::<Vec<_>>() }])
}

fn status(action: &str, timestamp: &Json) -> Json {
    json!({ "user_id": "u", "collection_points": [{ "collection_point": { "id": "c" },
        "latest_consent": { "id": "x", "action": action, "timestamp": timestamp, "purpose_consents": [] } }] })
}

fn ends(banners: &Json, status: &Json, options: JsValue) -> Vec<Json> {
    let merged = plain(&merge_consents(js(banners), js(status), options).unwrap());
    let end = |purpose: &Json| json!([purpose["consented"], purpose["expires_at"], purpose["expired"]]);
    merged["banners"][0]["purposes"].as_array().unwrap().iter().map(end).collect()
}

#[wasm_bindgen_test]
fn a_consent_ends_by_the_calendar() {
    let periods = json!(["1 Month", "90 Days", "never", "1 Month", null, "1Year", "one_time", 7, "1Year", "2 weeks"]);
    let banners = banners(periods.as_array().unwrap());
    let status = status("approved", &json!("2024-01-31 05:30:00.5+05:30"));
    let now = || eval("{ now: Date.UTC(2024, 1, 29, 0, 0, 0, 500) }");
    let none = json!(["approved", null, false]);
    let expected = [
        json!(["approved", "2024-02-29T00:00:00.5Z", true]),
        json!(["approved", "2024-04-30T00:00:00.5Z", false]),
        none.clone(),
        json!(["approved", "2024-02-29T00:00:00.5Z", true]),
        none.clone(),
        json!(["approved", "2025-01-31T00:00:00.5Z", false]),
        none.clone(),
        none,
        json!(["approved", "2025-01-31T00:00:00.5Z", false]),
        json!(["approved", "2024-02-14T00:00:00.5Z", true]),
    ];
    assert_eq!(ends(&banners, &status, now()), expected);
    let before = eval("{ now: new Date(Date.UTC(2024, 1, 29, 0, 0, 0, 499)) }");
    assert_eq!(ends(&banners, &status, before)[0], json!(["approved", "2024-02-29T00:00:00.5Z", false]));
    assert_eq!(ends(&banners, &status, NONE)[5][2], json!(true), "by the clock");
    assert_eq!(ends(&banners, &status, eval("{ now: null }"))[5][2], json!(true));
}

#[wasm_bindgen_test]
fn what_is_not_approved_or_has_no_time_does_not_end() {
    let banners = banners(&[json!("1 Year")]);
    for (action, timestamp, state) in [
        ("declined", json!("2020-01-01"), "declined"),
        ("No Action", json!("2020-01-01"), "pending"),
        ("approved", json!("soon"), "approved"),
        ("approved", Json::Null, "approved"),
        ("approved", json!("9999-06-01"), "approved"),
    ] {
        let found = ends(&banners, &status(action, &timestamp), NONE);
        assert_eq!(found, [json!([state, null, false])], "{action} {timestamp}");
    }
    let mut own = banners.clone();
    (own[0]["shown_to_principal"], own[0]["purposes"][0]["consented"]) = (json!(true), json!("approved"));
    assert_eq!(ends(&own, &Json::Null, NONE), [json!(["approved", null, false])], "a banner tells no time");
    let mut notice = banners;
    notice[0]["purposes"][0]["is_legitimate"] = json!(true);
    let found = ends(&notice, &status("approved", &json!("2020-01-01")), NONE);
    assert_eq!(found, [json!(["approved", null, false])], "nobody consented to a notice");
}

#[wasm_bindgen_test]
fn a_decision_that_is_applied_ends_too() {
    let given = status("approved", &json!("2020-01-01"));
    let merged = plain(&merge_consents(js(&banners(&[json!("1 Year")])), js(&given), NONE).unwrap());
    let record = json!({ "collection_point_id": "c", "action": "approved", "timestamp": "2020-03-01T00:00:00Z" });
    let applied = plain(&apply_decision(js(&merged["banners"][0]), js(&record)).unwrap());
    let purpose = &applied["purposes"][0];
    assert_eq!((&purpose["expires_at"], &purpose["expired"]), (&json!("2021-03-01T00:00:00Z"), &json!(true)));
}

#[wasm_bindgen_test]
fn what_is_no_moment_is_refused() {
    for now in ["'2024-01-01'", "NaN", "Infinity", "new Date(NaN)", "{}", "true"] {
        let error = thrown(merge_consents(eval("[]"), JsValue::NULL, eval(&format!("{{ now: {now} }}"))));
        let error = plain(&error);
        assert_eq!((&error["code"], &error["fields"][0]["field"]), (&json!("invalid_input"), &json!("now")), "{now}");
    }
}
