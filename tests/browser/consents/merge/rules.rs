//! The merge rules: every row of the table.

use truconsent_wasm::merge_consents;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::documents::documented;
use crate::support::{Json, NONE, js, json, plain, with};

fn merge(banners: &Json, status: &Json) -> Json {
    match merge_consents(js(banners), js(status), NONE) {
        Ok(merged) => plain(&merged),
        Err(error) => panic!("{}", plain(&error)),
    }
}

/// The purpose `p` at the point `c`, as every banner has it.
fn default_banner(word: Json) -> Json {
    json!({ "banner_id": "b", "collection_point": "c", "title": "T", "purposes": [{ "id": "p", "consented": word }] })
}

/// The same as a person's own banner.
fn own_banner(word: Json) -> Json {
    let mut banner = default_banner(word);
    banner["shown_to_principal"] = json!(false);
    banner
}

/// A status with one entry, for the point `c`.
fn status(latest: Json) -> Json {
    json!({ "user_id": "u", "collection_points": [
        { "collection_point": { "id": "c", "display_id": "d" }, "latest_consent": latest }
    ] })
}

fn naming(word: Json) -> Json {
    status(json!({ "action": "partial_consent", "purpose_consents": [{ "purpose_id": "p", "status": word }] }))
}

/// consented, source, conflict and raw_consented (null where it is not there) of the one purpose.
fn state(banner: Json, status: &Json) -> Json {
    let merged = merge(&json!([banner]), status);
    let purpose = &merged["banners"][0]["purposes"][0];
    json!([purpose["consented"], purpose["source"], purpose["conflict"], purpose["raw_consented"]])
}

#[wasm_bindgen_test]
fn the_documents_own_examples() {
    let banners = documented("/banners/user/usr_abc123")["expected"].clone();
    let status = documented("/api/v1/external/consents/user-status?userId=usr_7f3a9b21")["expected"].clone();

    let alone = merge(&banners, &Json::Null);
    let mut expected = banners.clone();
    let more = json!({ "display_id": null, "latest_action": null, "record_id": null, "recorded_at": null,
        "recorded_version": null, "recorded_campaign_id": null });
    expected[0] = with(expected[0].take(), &more);
    let more = json!({ "source": "banner", "conflict": false, "legal_basis": "consent", "expires_at": null, "expired": false,
        "recorded_version": null });
    expected[0]["purposes"][0] = with(expected[0]["purposes"][0].take(), &more);
    assert_eq!(
        alone,
        json!({ "user_id": null, "banners": expected, "unmatched": [], "status": "no_records", "status_error": null })
    );

    let elsewhere = merge(&banners, &status);
    assert_eq!(elsewhere["banners"], expected, "an entry of another point changes nothing");
    assert_eq!(elsewhere["unmatched"], status["collection_points"]);
    assert_eq!((&elsewhere["user_id"], &elsewhere["status"]), (&json!("usr_7f3a9b21"), &json!("merged")));

    let point = "a0b1c2d3-1111-2222-3333-444455556666";
    let purpose = json!({ "id": "3d6e2f1a-bc74-4e9a-a801-123456789abc", "consented": "declined" });
    let banner = json!({ "banner_id": point, "collection_point": point, "purposes": [purpose] });
    let merged = merge(&json!([banner]), &status);
    assert_eq!(
        merged["banners"][0],
        json!({
            "banner_id": point,
            "collection_point": point,
            "purposes": [{ "id": "3d6e2f1a-bc74-4e9a-a801-123456789abc", "consented": "approved",
                "source": "status", "conflict": false, "legal_basis": "consent", "expires_at": null, "expired": false,
                "recorded_version": "1" }],
            "display_id": "cp_signup_form",
            "latest_action": "partial_consent",
            "record_id": status["collection_points"][0]["latest_consent"]["id"],
            "recorded_at": "2026-04-21T10:34:52.123456Z",
            "recorded_version": null,
            "recorded_campaign_id": null,
            "shown_to_principal": false
        }),
        "the listed purpose is approved, whatever partial_consent says"
    );
    assert_eq!(merged["unmatched"], json!([]));
}

#[wasm_bindgen_test]
fn an_entry_that_names_the_purpose() {
    for (word, expected) in [
        (json!("approved"), json!(["approved", "status", true, null])),
        (json!("declined"), json!(["declined", "status", false, null])),
        (json!("pending"), json!(["pending", "status", false, null])),
        (json!("Accepted"), json!(["approved", "status", true, "Accepted"])),
        (json!(false), json!(["declined", "status", false, false])),
        (Json::Null, json!(["pending", "status", false, null])),
    ] {
        assert_eq!(state(own_banner(json!("declined")), &naming(word.clone())), expected, "{word}");
    }
    for words in [["approved", "declined"], ["declined", "approved"], ["pending", "declined"]] {
        let list = words.map(|word| json!({ "purpose_id": "p", "status": word }));
        let twice = status(json!({ "action": "approved", "purpose_consents": list }));
        let expected = json!(["declined", "status", false, null]);
        assert_eq!(state(default_banner(json!("declined")), &twice), expected, "{words:?}: the more restrictive");
    }
    let list = ["approved", "pending"].map(|word| json!({ "purpose_id": "p", "status": word }));
    let twice = status(json!({ "action": "approved", "purpose_consents": list }));
    assert_eq!(state(own_banner(json!("approved")), &twice)[0], json!("pending"));
}

#[wasm_bindgen_test]
fn an_entry_whose_list_does_not_name_the_purpose() {
    for action in ["approved", "declined", "partial_consent"] {
        let list = json!([{ "purpose_id": "another", "status": "approved" }]);
        let latest = status(json!({ "action": action, "purpose_consents": list }));
        assert_eq!(state(own_banner(json!("approved")), &latest), json!(["pending", "status", false, null]));
    }
}

#[wasm_bindgen_test]
fn an_entry_without_a_list_speaks_by_its_action() {
    for (action, expected) in [
        (json!("approved"), "approved"),
        (json!("APPROVED"), "approved"),
        (json!("declined"), "declined"),
        (json!("revoked"), "declined"),
        (json!("Revoked"), "declined"),
        (json!("partial_consent"), "pending"),
        (json!("no_action"), "pending"),
        (json!("accepted"), "pending"),
        (json!("yes"), "pending"),
        (json!(true), "pending"),
        (Json::Null, "pending"),
    ] {
        let latest = json!({ "action": action });
        let (mut empty, mut null) = (latest.clone(), latest.clone());
        empty["purpose_consents"] = json!([]);
        null["purpose_consents"] = Json::Null;
        for latest in [latest, empty, null] {
            let found = state(default_banner(json!("declined")), &status(latest));
            assert_eq!(found, json!([expected, "status", false, null]), "{action}");
        }
    }
}

#[wasm_bindgen_test]
fn an_entry_without_a_consent() {
    for banner in [own_banner(json!("approved")), default_banner(json!("approved"))] {
        let merged = merge(&json!([banner]), &status(Json::Null));
        let banner = &merged["banners"][0];
        assert_eq!(state(banner.clone(), &status(Json::Null)), json!(["pending", "none", false, null]));
        assert_eq!((&banner["display_id"], &banner["latest_action"]), (&json!("d"), &Json::Null));
        assert_eq!(banner["shown_to_principal"], json!(false));
        assert_eq!(merged["unmatched"], json!([]));
    }
}

#[wasm_bindgen_test]
fn no_entry_and_the_persons_own_banner() {
    let nobody = json!({ "user_id": "u", "collection_points": [] });
    for status in [&Json::Null, &nobody] {
        for (word, expected) in [
            (json!("approved"), json!(["approved", "banner", false, null])),
            (json!("declined"), json!(["declined", "banner", false, null])),
            (json!("NO"), json!(["declined", "banner", false, "NO"])),
            (json!(true), json!(["approved", "banner", false, true])),
            (json!("whatever"), json!(["pending", "banner", false, "whatever"])),
            (Json::Null, json!(["pending", "banner", false, null])),
            (json!({ "approved": true }), json!(["pending", "banner", false, null])),
        ] {
            assert_eq!(state(own_banner(word.clone()), status), expected, "{word}");
        }
    }
}

#[wasm_bindgen_test]
fn no_entry_and_a_default_banner() {
    for word in [json!("declined"), json!("approved"), json!(true), Json::Null] {
        assert_eq!(state(default_banner(word), &Json::Null), json!(["pending", "none", false, null]));
    }
    let mut odd = default_banner(json!("approved"));
    odd["shown_to_principal"] = Json::Null;
    let merged = merge(&json!([odd]), &Json::Null);
    assert_eq!(merged["banners"][0]["shown_to_principal"], json!(false), "null carries nothing");
    assert_eq!(merged["banners"][0]["purposes"][0]["consented"], json!("pending"));
}

#[wasm_bindgen_test]
fn every_word() {
    for (words, expected) in [
        (vec![json!("approved"), json!("ACCEPTED"), json!("Yes"), json!("true"), json!(true)], "approved"),
        (
            vec![json!("declined"), json!("Rejected"), json!("revoked"), json!("NO"), json!("False"), json!(false)],
            "declined",
        ),
        (
            vec![
                json!("pending"),
                json!("shown"),
                json!(""),
                json!("approve"),
                json!(" approved"),
                json!(1),
                json!([true]),
            ],
            "pending",
        ),
    ] {
        for word in words {
            let found = state(default_banner(json!("declined")), &naming(word.clone()));
            let documented = word == expected || !(word.is_string() || word.is_boolean());
            let raw = if documented { Json::Null } else { word.clone() };
            assert_eq!(found, json!([expected, "status", false, raw]), "{word}");
        }
    }
}

#[wasm_bindgen_test]
fn only_two_records_that_differ_are_a_conflict() {
    for (own, said, conflict) in [
        ("approved", "declined", true),
        ("declined", "approved", true),
        ("accepted", "no", true),
        ("approved", "yes", false),
        ("approved", "pending", false),
        ("pending", "approved", false),
    ] {
        let found = state(own_banner(json!(own)), &naming(json!(said)));
        assert_eq!((&found[1], &found[2]), (&json!("status"), &json!(conflict)), "{own}, {said}");
    }
    assert_eq!(state(default_banner(json!("declined")), &naming(json!("approved")))[2], json!(false));
}
