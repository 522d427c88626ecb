//! `needsDecision`, by its published table, and that a decision settles what was asked.

use truconsent_wasm::{apply_decision, decide_consent, merge_consents, needs_decision};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeFetch, JsValue, Json, NONE, admin_client, client_with, eval, get, holds, js, json, plain, text_of, thrown,
    value, with,
};

fn rows() -> Vec<Json> {
    let rows: Vec<Json> = serde_json::from_str(include_str!("../../needs.json")).unwrap();
    assert!(rows.len() >= 60, "the table has {} rows", rows.len());
    rows
}

fn moment(row: &Json) -> JsValue {
    eval(&format!("{{ now: new Date({}) }}", row["now"]))
}

fn need(banner: &Json) -> Json {
    plain(&needs_decision(js(banner), NONE).unwrap())
}

/// The reason, and the purposes that it concerns.
fn why(banner: &Json) -> Json {
    let need = need(banner);
    json!([need["reason"], need["purposes"]])
}

#[wasm_bindgen_test]
fn every_row_of_the_table() {
    for row in rows() {
        let banner = js(&row["banner"]);
        let before = text_of(&banner);
        let found = plain(&needs_decision(banner.clone(), moment(&row)).unwrap());
        let changes = row["expected"].get("changes").cloned().unwrap_or(json!([]));
        let expected = json!({ "needed": !row["expected"]["reason"].is_null(), "changes": changes });
        assert_eq!(
            found,
            with(expected, &with(row["expected"].clone(), &json!({ "changes": changes }))),
            "{}",
            row["name"]
        );
        assert_eq!(text_of(&banner), before, "{}", row["name"]);
    }
}

#[wasm_bindgen_test]
fn a_decision_settles_whatever_was_asked() {
    for row in rows() {
        let banner = js(&row["banner"]);
        let only_notices =
            row["expected"]["reason"].is_null() && decide_consent(banner.clone(), "approve_all".into(), NONE).is_err();
        for choices in if only_notices { vec!["acknowledge"] } else { vec!["approve_all", "decline_all"] } {
            let decision = plain(&decide_consent(banner.clone(), choices.into(), NONE).unwrap());
            let listed = |purpose: &Json| {
                let of = row["banner"]["purposes"].as_array().unwrap().iter().find(|of| of["id"] == purpose["id"]);
                json!({ "purpose_id": purpose["id"], "status": purpose["consented"], "purpose_version": of.unwrap()["version"] })
            };
            let purposes = decision["purposes"].as_array().into_iter().flatten().map(listed).collect::<Vec<_>>();
            let mut record = json!({ "id": "r", "action": decision["action"], "collection_point_id": "c",
                "timestamp": "2026-06-01T00:00:00", "request_id": decision["request_id"], "purpose_consents": purposes });
            // The documents do not have it; some deployments answer with what was sent.
            for metadata in [Json::Null, decision["metadata"].clone()] {
                record["metadata"] = metadata;
                let applied = apply_decision(banner.clone(), js(&record)).unwrap();
                let found = plain(&needs_decision(applied, moment(&row)).unwrap());
                let settled = json!({ "needed": false, "reason": null, "purposes": [], "changes": [] });
                assert_eq!(found, settled, "{}: {choices}", row["name"]);
            }
        }
        if !only_notices {
            let record = json!({ "action": "no_action", "collection_point_id": "c", "purpose_consents": [] });
            let closed = plain(&apply_decision(banner, js(&record)).unwrap());
            assert_eq!(need(&closed)["reason"], json!("never"), "{}: to close a notice is no decision", row["name"]);
        }
    }
}

/// A banner with one purpose, and a status whose entry has this consent, merged.
fn merged(banner: &Json, entry: &Json, latest: &Json) -> Json {
    let purpose = json!({ "id": "p", "name": "P", "is_mandatory": false, "consented": "declined", "version": 2 });
    let banner = with(json!({ "banner_id": "c", "collection_point": "c", "purposes": [purpose] }), banner);
    let latest = with(
        json!({ "action": "approved", "purpose_consents": [{ "purpose_id": "p", "status": "approved" }] }),
        latest,
    );
    let entry = with(json!({ "collection_point": { "id": "c" }, "latest_consent": latest }), entry);
    let status = json!({ "user_id": "u", "collection_points": [entry] });
    plain(&merge_consents(js(&json!([banner])), js(&status), NONE).unwrap())["banners"][0].clone()
}

#[wasm_bindgen_test]
fn the_record_says_what_was_decided_on() {
    let none = json!({});
    for (entry, latest, version) in [
        (none.clone(), none.clone(), Json::Null),
        (none.clone(), json!({ "collection_point_version": 3 }), json!("3")),
        (none.clone(), json!({ "metadata": { "collection_point_version": "v1.0" } }), json!("v1.0")),
        (json!({ "collection_point_version": "2" }), none.clone(), json!("2")),
        (
            json!({ "collection_point_version": "2" }),
            json!({ "metadata": { "collection_point_version": "1" } }),
            json!("1"),
        ),
        (json!({ "collection_point_version": "2", "latest_consent": null }), none.clone(), Json::Null),
        (none.clone(), json!({ "collection_point_version": "", "metadata": null }), Json::Null),
        (none.clone(), json!({ "metadata": { "collection_point_version": { "a": 1 } } }), Json::Null),
    ] {
        assert_eq!(merged(&none, &entry, &latest)["recorded_version"], version, "{entry} {latest}");
    }
    let (campaign, expiry) = (json!({ "reconsent_campaign_id": "k" }), json!({ "expiry_reconsent_request_id": "e" }));
    let both = with(campaign.clone(), &expiry);
    for (banner, metadata, recorded) in [
        (&none, &none, Json::Null),
        (&none, &both, json!("k")),
        (&campaign, &both, json!("k")),
        (&both, &both, json!("k")),
        (&expiry, &both, json!("e")),
        (&expiry, &campaign, Json::Null),
        (&campaign, &expiry, Json::Null),
    ] {
        let found = merged(banner, &none, &json!({ "metadata": metadata }));
        assert_eq!(found["recorded_campaign_id"], recorded, "{banner} {metadata}");
    }
    let listed = json!({ "purpose_consents": [{ "purpose_id": "p", "status": "approved", "purpose_version": 1 }] });
    let found = merged(&none, &none, &listed);
    assert_eq!((&found["purposes"][0]["recorded_version"], why(&found)), (&json!("1"), json!(["version", ["p"]])));
}

#[wasm_bindgen_test]
fn merged_anew_only_the_records_words_stand() {
    let told = json!({ "metadata": { "collection_point_version": "1", "reconsent_campaign_id": "k" },
        "purpose_consents": [{ "purpose_id": "p", "status": "approved", "purpose_version": "1" }] });
    let first = merged(&json!({}), &json!({}), &told);
    let alone = plain(&merge_consents(js(&json!([first])), JsValue::NULL, NONE).unwrap());
    let alone = &alone["banners"][0];
    for of in [&alone["recorded_version"], &alone["recorded_campaign_id"], &alone["purposes"][0]["recorded_version"]] {
        assert_eq!(of, &Json::Null);
    }
}

#[wasm_bindgen_test]
fn a_campaign_without_an_id_is_answered_by_the_record_that_is_applied() {
    let banner = with(rows()[0]["banner"].clone(), &json!({ "reconsent_mode": true }));
    assert_eq!(need(&banner)["reason"], json!("campaign"));
    let record = json!({ "action": "approved", "collection_point_id": "c", "purpose_consents": [] });
    let applied = plain(&apply_decision(js(&banner), js(&record)).unwrap());
    assert_eq!((&applied["reconsent_mode"], need(&applied)["reason"].clone()), (&json!(false), Json::Null));
    let named = with(banner, &json!({ "reconsent_campaign_id": "k" }));
    let other = with(record, &json!({ "metadata": { "reconsent_campaign_id": "j" } }));
    let applied = plain(&apply_decision(js(&named), js(&other)).unwrap());
    let found = (&applied["reconsent_mode"], &applied["recorded_campaign_id"], need(&applied)["reason"].clone());
    assert_eq!(found, (&json!(true), &json!("j"), json!("campaign")), "a record of another campaign");
}

#[wasm_bindgen_test]
async fn both_casings_of_an_answer_are_read() {
    let purpose = json!({ "id": "p", "name": "P", "isMandatory": false, "consented": "approved",
        "fieldDiff": [{ "field": "name", "oldValue": "A", "newValue": "B" }] });
    let banner = json!({ "bannerId": "c", "collectionPoint": "c", "purposes": [purpose], "shownToPrincipal": true,
        "reconsentMode": true, "reconsentCampaignId": "k", "reconsentPurposes": ["p"],
        "versionDiff": { "changedPurposeIds": ["p"] } });
    let _fake = FakeFetch::hurried(&json!([{ "status": 200, "json": [banner] }]));
    let banners = value(client_with(&json!({})).user_banners("u".into(), NONE)).await;
    let merged = plain(&merge_consents(banners, JsValue::NULL, NONE).unwrap());
    let found = need(&merged["banners"][0]);
    assert_eq!(
        (&found["reason"], &found["changes"].as_array().map(Vec::len)),
        (&json!("campaign"), &Some(2)),
        "{found}"
    );
    assert_eq!(found["changes"][1]["new_value"], json!("B"));
}

#[wasm_bindgen_test]
fn what_cannot_be_read_is_refused() {
    for banner in [
        "undefined",
        "null",
        "7",
        "[]",
        "{ purposes: 7 }",
        "{ purposes: [null] }",
        "{ purposes: [{ id: 7, is_mandatory: true }] }",
        "{ purposes: [{ id: 'p', is_mandatory: true, get expires_at() { throw 1; } }] }",
        "{ purposes: [], get version_diff() { throw 1; } }",
        "{ purposes: [], version_diff: { added_purpose_ids: new Array(2_000_000) } }",
        "{ purposes: [], reconsent_purposes: new Proxy([], { get() { throw 1; } }) }",
        "new Proxy({}, { get() { throw 1; } })",
    ] {
        let error = plain(&thrown(needs_decision(eval(banner), NONE)));
        let found = (&error["code"], &error["operation"]);
        assert_eq!(found, (&json!("invalid_input"), &json!("needsDecision")), "{banner}");
        assert!(!error["fields"][0]["field"].as_str().unwrap().is_empty(), "{error}");
    }
    for now in ["'2026-01-01'", "NaN", "new Date(NaN)", "{}"] {
        let error = thrown(needs_decision(eval("{ purposes: [] }"), eval(&format!("{{ now: {now} }}"))));
        assert_eq!(plain(&error)["fields"][0]["field"], json!("now"), "{now}");
    }
    let many = "{ latest_action: null, purposes: Array.from({ length: 20_000 }, (_, i) => ({ id: `p${i}`, is_mandatory: false })) }";
    let found = needs_decision(eval(many), NONE).unwrap();
    assert!(holds("({ reason, purposes }) => reason === 'never' && purposes.length === 20_000", &found));
    let twice = "{ purposes: [1, 2].map(() => ({ id: 'p', is_mandatory: false })) }";
    assert_eq!(plain(&needs_decision(eval(twice), NONE).unwrap())["purposes"], json!(["p"]), "each id once");
}

#[wasm_bindgen_test]
fn by_the_clock_where_no_moment_is_given() {
    let of = |end: &str| {
        let purpose =
            json!({ "id": "p", "is_mandatory": false, "consented": "approved", "source": "status", "expires_at": end });
        json!({ "latest_action": "approved", "purposes": [purpose] })
    };
    assert_eq!(why(&of("2020-01-01T00:00:00Z")), json!(["expired", ["p"]]));
    assert_eq!(why(&of("9000-01-01T00:00:00Z")), json!([null, []]));
}

/// Farhan's banners in the embedded server's seed, by the reasons for which each asks.
#[wasm_bindgen_test]
async fn every_reason_against_the_server_and_what_settles_it() {
    let (client, person) = (admin_client(&json!({})), "usr_farhan");
    let read =
        async || js_sys::Array::from(&get(&value(client.current_consents(person.into(), NONE)).await, "banners"));
    let told = |banners: js_sys::Array| {
        let one = |banner: JsValue| {
            let need = plain(&needs_decision(banner.clone(), NONE).unwrap());
            json!([
                plain(&banner)["display_id"],
                need["reason"],
                need["purposes"].as_array().unwrap().len(),
                need["changes"].as_array().unwrap().len()
            ])
        };
        Json::Array(banners.iter().map(one).collect())
    };
    let before = told(read().await);
    let expected = json!([
        ["cp_website_signup", "expired", 1, 0],
        ["cp_support_calls", null, 0, 0],
        ["cp_delivery_slots", "version", 2, 3],
        ["cp_recipe_letters", "campaign", 1, 0]
    ]);
    // The server keeps what this test records: where it ran before, nothing is asked any more.
    let settled = json!([
        ["cp_website_signup", null, 0, 0],
        ["cp_support_calls", null, 0, 0],
        ["cp_delivery_slots", null, 0, 0],
        ["cp_recipe_letters", null, 0, 0]
    ]);
    assert!(before == expected || before == settled, "{before}");
    for banner in read().await.iter() {
        let decision = decide_consent(banner.clone(), "approve_all".into(), NONE).unwrap();
        let record = value(client.record_consent(person.into(), decision, NONE)).await;
        let applied = apply_decision(banner, record).unwrap();
        assert_eq!(plain(&needs_decision(applied, NONE).unwrap())["needed"], json!(false));
    }
    assert_eq!(told(read().await), settled);
}
