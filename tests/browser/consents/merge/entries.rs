//! Which status entry serves which banner, and that nothing of either is lost.

use truconsent_wasm::merge_consents;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{JsValue, Json, NONE, apply, holds, js, json, plain, text_of};

pub fn merged(banners: &JsValue, status: &JsValue) -> JsValue {
    merge_consents(banners.clone(), status.clone(), NONE).unwrap_or_else(|error| panic!("{}", plain(&error)))
}

pub fn merge(banners: &Json, status: &Json) -> Json {
    plain(&merged(&js(banners), &js(status)))
}

pub fn banner(id: &str, point: &str) -> Json {
    json!({ "banner_id": id, "collection_point": point, "purposes": [{ "id": "p", "consented": "declined" }] })
}

pub fn entry(id: &str, display_id: &str, action: &str, timestamp: &str) -> Json {
    json!({
        "collection_point": { "id": id, "display_id": display_id },
        "latest_consent": { "action": action, "timestamp": timestamp }
    })
}

pub fn status(entries: &[Json]) -> Json {
    json!({ "user_id": "u", "collection_points": entries })
}

#[wasm_bindgen_test]
fn found_by_collection_point_then_banner_id_then_display_id() {
    let point = entry("c", "x", "approved", "");
    let id = entry("b", "y", "declined", "");
    let display = entry("z", "b", "revoked", "");
    let found = |entries: &[Json]| {
        let merged = merge(&json!([banner("b", "c")]), &status(entries));
        (merged["banners"][0]["latest_action"].clone(), merged["unmatched"].as_array().unwrap().len())
    };
    assert_eq!(found(&[display.clone(), id.clone(), point]), (json!("approved"), 2));
    assert_eq!(found(&[display.clone(), id]), (json!("declined"), 1));
    assert_eq!(found(&[display]), (json!("revoked"), 0));
    assert_eq!(found(&[entry("z", "c", "approved", "")]), (Json::Null, 1), "a display_id is the banner_id's only");
    assert_eq!(found(&[entry("C", "B", "approved", "")]), (Json::Null, 1), "letter case matters in ids");
}

#[wasm_bindgen_test]
fn an_entry_may_serve_several_banners() {
    let merged = merge(&json!([banner("b", "c"), banner("c", "x")]), &status(&[entry("c", "d", "approved", "")]));
    for banner in merged["banners"].as_array().unwrap() {
        assert_eq!(
            (&banner["latest_action"], &banner["purposes"][0]["consented"]),
            (&json!("approved"), &json!("approved"))
        );
    }
    assert_eq!(merged["unmatched"], json!([]));
}

#[wasm_bindgen_test]
fn of_several_entries_the_latest_serves_and_the_others_are_not_lost() {
    let early = entry("c", "d", "revoked", "2026-01-01T00:00:00.9");
    let late = entry("c", "d", "approved", "2026-01-01T00:00:01Z");
    let between = entry("c", "d", "declined", "2026-01-01 05:30:00.95+0530");
    for order in [[&early, &late, &between], [&late, &between, &early], [&between, &early, &late]] {
        let merged = merge(&json!([banner("b", "c")]), &status(&order.map(Json::clone)));
        let found = &merged["banners"][0];
        assert_eq!((&found["latest_action"], &found["shown_to_principal"]), (&json!("approved"), &json!(true)));
        assert_eq!(found["recorded_at"], json!("2026-01-01T00:00:01Z"));
        let rest: Vec<_> = order.iter().filter(|entry| **entry != &late).collect();
        assert_eq!(merged["unmatched"], json!(rest));
    }
}

#[wasm_bindgen_test]
fn where_a_time_cannot_be_read_the_most_restrictive_serves() {
    let early = entry("c", "d", "revoked", "2026-01-01T00:00:00.9");
    let late = entry("c", "d", "approved", "2026-01-01T00:00:01Z");
    let unreadable = entry("c", "d", "approved", "yesterday");
    for order in [[&early, &late, &unreadable], [&late, &unreadable, &early], [&unreadable, &early, &late]] {
        let merged = merge(&json!([banner("b", "c")]), &status(&order.map(Json::clone)));
        let found = &merged["banners"][0];
        assert_eq!(
            (&found["latest_action"], &found["recorded_at"]),
            (&json!("revoked"), &json!("2026-01-01T00:00:00.9Z"))
        );
        let rest: Vec<_> = order.iter().filter(|entry| **entry != &early).collect();
        assert_eq!(merged["unmatched"], json!(rest));
    }
}

#[wasm_bindgen_test]
fn a_uuid_in_capitals_is_the_same_id() {
    let id = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
    for (of_banner, of_entry) in [(id.to_uppercase(), id.into()), (id.into(), id.to_uppercase())] {
        let found =
            merge(&json!([banner("b", &of_banner)]), &status(&[entry(&of_entry, "d", "approved", "2026-01-01")]));
        assert_eq!((&found["banners"][0]["latest_action"], &found["unmatched"]), (&json!("approved"), &json!([])));
    }
    let found = merge(&json!([banner("b", "CP-1")]), &status(&[entry("cp-1", "d", "approved", "2026-01-01")]));
    assert_eq!(found["banners"][0]["latest_action"], Json::Null, "other ids are opaque");
}

#[wasm_bindgen_test]
fn of_entries_of_the_same_time_the_more_restrictive_serves() {
    let approved = entry("c", "d", "approved", "2026-01-01T00:00:01");
    for (other, restrictive) in [("declined", "declined"), ("revoked", "revoked"), ("no_action", "no_action")] {
        let other = entry("c", "d", other, "2026-01-01T00:00:01.000Z");
        for order in [[&approved, &other], [&other, &approved]] {
            let merged = merge(&json!([banner("b", "c")]), &status(&order.map(Json::clone)));
            assert_eq!(merged["banners"][0]["latest_action"], json!(restrictive));
            assert_eq!(merged["unmatched"], json!([approved]));
        }
    }
}

#[wasm_bindgen_test]
fn entries_of_the_same_time_and_action_differ_by_their_purposes() {
    let with = |word: &str| {
        json!({ "collection_point": { "id": "c" }, "latest_consent": { "action": "partial_consent",
            "timestamp": "2026-01-01T00:00:01", "purpose_consents": [{ "purpose_id": "p", "status": word }] } })
    };
    for (words, restrictive) in [
        (["approved", "declined"], "declined"),
        (["pending", "approved"], "pending"),
        (["pending", "declined"], "declined"),
    ] {
        for order in [[words[0], words[1]], [words[1], words[0]]] {
            let merged = merge(&json!([banner("b", "c")]), &status(&order.map(with)));
            assert_eq!(merged["banners"][0]["purposes"][0]["consented"], json!(restrictive), "{order:?}");
        }
    }
}

#[wasm_bindgen_test]
fn the_same_purpose_at_another_point_is_another_record() {
    let merged = merge(&json!([banner("b", "c"), banner("o", "o")]), &status(&[entry("c", "d", "approved", "")]));
    assert_eq!(merged["banners"][0]["purposes"][0]["consented"], json!("approved"));
    assert_eq!(merged["banners"][1]["purposes"][0]["consented"], json!("pending"));
    assert_eq!(merged["banners"][1]["purposes"][0]["source"], json!("none"));
}

#[wasm_bindgen_test]
fn shown_to_principal_says_whether_the_latest_action_is_approved() {
    for (action, shown) in [("approved", true), ("Approved", true), ("partial_consent", false), ("revoked", false)] {
        let mut own = banner("b", "c");
        own["shown_to_principal"] = json!(!shown);
        let merged = merge(&json!([own]), &status(&[entry("c", "d", action, "")]));
        assert_eq!(merged["banners"][0]["shown_to_principal"], json!(shown), "{action}");
        let alone = merge(&json!([own]), &Json::Null);
        assert_eq!(alone["banners"][0]["shown_to_principal"], json!(!shown), "without an entry, its own");
    }
}

#[wasm_bindgen_test]
fn banners_and_purposes_keep_their_order() {
    let mut banners: Vec<Json> = ["z", "10", "a", "2"].map(|id| banner(id, id)).into();
    for banner in &mut banners {
        banner["purposes"] = ["9", "b", "1"].map(|id| json!({ "id": id, "consented": "declined" })).into();
    }
    let merged = merge(&json!(banners), &status(&[entry("2", "", "approved", ""), entry("z", "", "declined", "")]));
    let ids: Vec<_> = merged["banners"].as_array().unwrap().iter().map(|banner| banner["banner_id"].clone()).collect();
    assert_eq!(json!(ids), json!(["z", "10", "a", "2"]));
    let ids: Vec<_> = merged["banners"][0]["purposes"].as_array().unwrap().iter().map(|p| p["id"].clone()).collect();
    assert_eq!(json!(ids), json!(["9", "b", "1"]));
}

#[wasm_bindgen_test]
fn unknown_fields_stay_where_they_are() {
    let mut given = banner("b", "c");
    given["translations"] = json!({ "hi": ["एक", null, 2.5] });
    given["purposes"][0]["relationships"] = json!({ "dataElements": ["de-1"], "": {} });
    given["purposes"][0]["purpose_type"] = json!("marketing");
    let mut unmatched = entry("elsewhere", "e", "approved", "");
    unmatched["more"] = json!([1, { "x": null }]);
    let merged = merge(&json!([given]), &status(&[unmatched.clone()]));
    assert_eq!(merged["banners"][0]["translations"], given["translations"]);
    assert_eq!(merged["banners"][0]["purposes"][0]["relationships"], given["purposes"][0]["relationships"]);
    assert_eq!(merged["banners"][0]["purposes"][0]["purpose_type"], json!("marketing"));
    assert_eq!(merged["unmatched"], json!([unmatched]));
}

#[wasm_bindgen_test]
fn odd_keys_stay_data() {
    let odd = r#""__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":"x""#;
    let banners = format!(
        r#"[{{"banner_id":"b","collection_point":"c",{odd},"purposes":[{{"id":"p","consented":"declined",{odd}}}]}},
            {{"banner_id":"__proto__","collection_point":"constructor","purposes":[{{"id":"__proto__"}}]}}]"#
    );
    let status = format!(
        r#"{{"user_id":"u",{odd},"collection_points":[
            {{"collection_point":{{"id":"c",{odd}}},"latest_consent":{{"action":"approved",{odd}}}}},
            {{"collection_point":{{"id":"constructor"}},"latest_consent":{{"action":"partial_consent",
              "purpose_consents":[{{"purpose_id":"__proto__","status":"approved"}}]}}}}]}}"#
    );
    let parse = |text: &str| js_sys::JSON::parse(text).unwrap();
    let merged = merged(&parse(&banners), &parse(&status));
    let kept = "({ banners: [b] }) => [b, b.purposes[0]].every((o) => Object.hasOwn(o, '__proto__') && o.toString === 'x'
        && Object.getPrototypeOf(o) === Object.prototype && o.constructor.prototype.polluted && o.polluted === undefined)";
    assert!(holds(kept, &merged), "{}", text_of(&merged).unwrap());
    assert!(holds("({ banners }) => banners[1].purposes[0].consented === 'approved'", &merged));
    assert!(holds("() => ({}).polluted === undefined && Object.prototype.polluted === undefined", &JsValue::NULL));
}

#[wasm_bindgen_test]
fn inputs_stay_as_they_are_even_frozen() {
    let freeze = "function freeze(v) { if (v && typeof v === 'object') Object.values(Object.freeze(v)).forEach(freeze); return v; }";
    let mut own = banner("b", "c");
    own["shown_to_principal"] = json!(true);
    let banners = js(&json!([own, banner("o", "o")]));
    let status = js(&status(&[entry("c", "d", "Approved", "2026-01-01T00:00:00"), entry("x", "y", "declined", "")]));
    let before = (text_of(&banners), text_of(&status));
    let loose = text_of(&merged(&banners, &status));
    assert_eq!((text_of(&banners), text_of(&status)), before);
    let frozen = text_of(&merged(&apply(freeze, &banners), &apply(freeze, &status)));
    assert_eq!(frozen, loose);
}

#[wasm_bindgen_test]
fn merging_again_changes_nothing() {
    let mut own = banner("b", "c");
    own["shown_to_principal"] = json!(true);
    own["purposes"] = json!([{ "id": "p", "consented": "approved" }, { "id": "q", "consented": "YES" }, { "id": "r" }]);
    let mut only_banner = own.clone();
    only_banner["collection_point"] = json!("n");
    only_banner["banner_id"] = json!("n");
    let named = json!({ "collection_point": { "id": "c", "display_id": "d" }, "latest_consent": { "action": "declined",
        "purpose_consents": [{ "purpose_id": "p", "status": "Rejected" }, { "purpose_id": "q", "status": "accepted" }] } });
    let empty = json!({ "collection_point": { "id": "e", "display_id": "e" }, "latest_consent": null });
    let statuses = [Json::Null, status(&[]), status(&[named, empty, entry("o", "o", "approved", "")])];
    for status in statuses {
        let once = merge(&json!([own, only_banner, banner("e", "e"), banner("o", "o"), banner("z", "z")]), &status);
        assert_eq!(merge(&once["banners"], &status), once);
    }
}
