//! Every row of the merge table.

use serde_json::{Value as Json, json};

use super::merged;

fn merge_one(banner: Json, status: Json) -> Json {
    let (banners, _) = merged(&json!([banner]), &status).unwrap_or_default();
    banners.get(0).cloned().unwrap_or_default()
}

/// consented, source, conflict and raw word of the first purpose.
fn first(banner: &Json) -> Json {
    let purpose = &banner["purposes"][0];
    json!([purpose["consented"], purpose["source"], purpose["conflict"], purpose["raw_consented"]])
}

fn plain(word: Json) -> Json {
    json!({ "banner_id": "b", "collection_point": "c", "purposes": [{ "id": "p", "consented": word }] })
}

fn own(word: Json) -> Json {
    let mut banner = plain(word);
    banner["shown_to_principal"] = json!(false);
    banner
}

fn entry(latest: Json) -> Json {
    json!({ "user_id": "u", "collection_points": [
        { "collection_point": { "id": "c", "display_id": "d" }, "latest_consent": latest }
    ] })
}

fn naming(word: Json) -> Json {
    entry(json!({ "action": "partial_consent", "timestamp": "2026-04-21T10:34:52.123456",
        "purpose_consents": [{ "purpose_id": "p", "status": word }] }))
}

fn acting(action: Json) -> Json {
    entry(json!({ "action": action, "purpose_consents": [] }))
}

#[test]
fn the_documents_own_examples() {
    let example = json!({
        "banner_id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
        "collection_point": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
        "title": "Website Sign-up Consent",
        "purposes": [{ "id": "b2c3d4e5-f6a7-8901-bcde-f12345678901", "name": "Marketing Communications",
            "is_mandatory": false, "expiry_period": "1 Year", "consented": "approved",
            "relationships": { "data_elements": ["de-uuid-1"], "legal_entities": ["le-uuid-1"] } }],
        "shown_to_principal": true
    });
    let alone = merge_one(example.clone(), Json::Null);
    assert_eq!(first(&alone), json!(["approved", "banner", false, null]));
    assert_eq!(alone["shown_to_principal"], json!(true));
    let status = json!({ "user_id": "usr_7f3a9b21", "total_consents": 3, "collection_points": [{
        "collection_point": { "id": "a0b1c2d3-1111-2222-3333-444455556666", "display_id": "cp_signup_form" },
        "latest_consent": { "action": "partial_consent", "timestamp": "2026-04-21T10:34:52.123456",
            "purpose_consents": [{ "purpose_id": "3d6e2f1a-bc74-4e9a-a801-123456789abc", "status": "approved" }] }
    }] });
    let (_, unmatched) = merged(&json!([example]), &status).unwrap_or_default();
    assert_eq!(unmatched, status["collection_points"], "an entry of another point stays unmatched");
    let point = "a0b1c2d3-1111-2222-3333-444455556666";
    let banner = json!({ "banner_id": point, "collection_point": point, "purposes": [
        { "id": "3d6e2f1a-bc74-4e9a-a801-123456789abc", "consented": "declined" }] });
    let banner = merge_one(banner, status);
    assert_eq!(first(&banner), json!(["approved", "status", false, null]), "never derived from partial_consent");
    assert_eq!(banner["display_id"], json!("cp_signup_form"));
    assert_eq!(banner["latest_action"], json!("partial_consent"));
    assert_eq!(banner["recorded_at"], json!("2026-04-21T10:34:52.123456"));
    assert_eq!(banner["shown_to_principal"], json!(false));
}

#[test]
fn row_named_in_the_list() {
    for (word, expected) in [
        (json!("approved"), json!(["approved", "status", true, null])),
        (json!("declined"), json!(["declined", "status", false, null])),
        (json!("pending"), json!(["pending", "status", false, null])),
        (json!("Accepted"), json!(["approved", "status", true, "Accepted"])),
        (json!(true), json!(["approved", "status", true, true])),
        (json!("revoked"), json!(["declined", "status", false, "revoked"])),
        (json!("shown"), json!(["pending", "status", false, "shown"])),
        (json!(null), json!(["pending", "status", false, null])),
        (json!(1), json!(["pending", "status", false, null])),
    ] {
        assert_eq!(first(&merge_one(own(json!("declined")), naming(word.clone()))), expected, "{word}");
    }
    let twice = entry(json!({ "action": "approved", "purpose_consents": [
        { "purpose_id": "p", "status": "approved" }, { "purpose_id": "p", "status": "rejected" },
        { "purpose_id": "p", "status": "pending" }] }));
    assert_eq!(first(&merge_one(plain(json!("declined")), twice)), json!(["declined", "status", false, "rejected"]));
}

#[test]
fn row_a_list_that_does_not_name_it() {
    let status =
        entry(json!({ "action": "approved", "purpose_consents": [{ "purpose_id": "q", "status": "approved" }] }));
    assert_eq!(first(&merge_one(own(json!("approved")), status)), json!(["pending", "status", false, null]));
    let nameless = entry(json!({ "action": "approved", "purpose_consents": [{ "status": "approved" }] }));
    assert_eq!(first(&merge_one(own(json!("approved")), nameless)), json!(["pending", "status", false, null]));
}

#[test]
fn row_an_empty_or_no_list() {
    for (action, state) in [
        ("approved", "approved"),
        ("APPROVED", "approved"),
        ("declined", "declined"),
        ("revoked", "declined"),
        ("partial_consent", "pending"),
        ("no_action", "pending"),
        ("accepted", "pending"),
    ] {
        let banner = merge_one(plain(json!("declined")), acting(json!(action)));
        assert_eq!(first(&banner), json!([state, "status", false, null]), "{action}");
        assert_eq!(banner["shown_to_principal"], json!(state == "approved"));
    }
    for latest in [json!({ "action": "approved" }), json!({ "action": "approved", "purpose_consents": null })] {
        assert_eq!(first(&merge_one(own(json!("declined")), entry(latest))), json!(["approved", "status", true, null]));
    }
    assert_eq!(
        first(&merge_one(own(json!("approved")), acting(json!(null)))),
        json!(["pending", "status", false, null])
    );
}

#[test]
fn row_no_latest_consent() {
    let banner = merge_one(own(json!("approved")), entry(Json::Null));
    assert_eq!(first(&banner), json!(["pending", "none", false, null]));
    assert_eq!(banner["shown_to_principal"], json!(false));
    assert_eq!(banner["display_id"], json!("d"));
}

#[test]
fn row_no_entry_and_a_user_banner() {
    let other = json!({ "collection_points": [] });
    assert_eq!(first(&merge_one(own(json!("approved")), other)), json!(["approved", "banner", false, null]));
    assert_eq!(first(&merge_one(own(json!("NO")), Json::Null)), json!(["declined", "banner", false, "NO"]));
    assert_eq!(first(&merge_one(own(json!({})), Json::Null)), json!(["pending", "banner", false, null]));
}

#[test]
fn row_no_entry_and_a_plain_banner() {
    for word in [json!("declined"), json!("approved"), json!("pending"), Json::Null] {
        let banner = merge_one(plain(word), Json::Null);
        assert_eq!(first(&banner), json!(["pending", "none", false, null]));
        assert_eq!(banner["shown_to_principal"], json!(false));
    }
}

#[test]
fn finds_the_entry_by_point_then_banner_then_display_id() {
    let status = |entries: &[(&str, &str, &str)]| {
        let entry = |(id, display_id, action): &(&str, &str, &str)| {
            json!({
            "collection_point": { "id": id, "display_id": display_id }, "latest_consent": { "action": action } })
        };
        json!({ "collection_points": entries.iter().map(entry).collect::<Vec<_>>() })
    };
    let action = |entries: &[_]| merge_one(plain(Json::Null), status(entries))["latest_action"].clone();
    let (point, banner, display) = (("c", "x", "approved"), ("b", "y", "declined"), ("z", "b", "revoked"));
    assert_eq!(action(&[display, banner, point]), json!("approved"));
    assert_eq!(action(&[display, banner]), json!("declined"));
    assert_eq!(action(&[display]), json!("revoked"));
    assert_eq!(action(&[("z", "c", "approved")]), Json::Null, "a display id is compared with banner_id only");
}

#[test]
fn of_several_entries_the_latest_then_the_more_restrictive_serves() {
    let entry = |at: Json, action: &str| {
        json!({ "collection_point": { "id": "c" },
        "latest_consent": { "action": action, "timestamp": at } })
    };
    let outcome = |entries: [Json; 2]| {
        let (banners, unmatched) =
            merged(&json!([plain(Json::Null)]), &json!({ "collection_points": entries })).unwrap_or_default();
        (banners[0]["latest_action"].clone(), unmatched[0]["latest_consent"]["action"].clone())
    };
    let (early, late) = (json!("2026-01-01T00:00:00.9"), json!("2026-01-01T00:00:01Z"));
    assert_eq!(
        outcome([entry(late.clone(), "approved"), entry(early, "revoked")]),
        (json!("approved"), json!("revoked"))
    );
    let tie = outcome([entry(late.clone(), "approved"), entry(json!("2026-01-01T00:00:01"), "declined")]);
    assert_eq!(tie, (json!("declined"), json!("approved")));
    assert_eq!(
        outcome([entry(json!("?"), "declined"), entry(late, "approved")]),
        (json!("approved"), json!("declined"))
    );
}

#[test]
fn the_same_purpose_elsewhere_is_another_record() {
    let banners = json!([own(json!("declined")), { "banner_id": "o", "collection_point": "o",
        "shown_to_principal": true, "purposes": [{ "id": "p", "consented": "declined" }] }]);
    let (banners, _) = merged(&banners, &naming(json!("approved"))).unwrap_or_default();
    assert_eq!(first(&banners[0]), json!(["approved", "status", true, null]));
    assert_eq!(first(&banners[1]), json!(["declined", "banner", false, null]));
}

#[test]
fn says_what_is_no_list_or_no_object() {
    for (banners, status, expected) in [
        (json!({}), Json::Null, "banners must be a list"),
        (json!([1]), Json::Null, "banners[0] must be an object"),
        (json!([{ "purposes": "x" }]), Json::Null, "banners[0].purposes must be a list"),
        (json!([{ "purposes": [{}, []] }]), Json::Null, "banners[0].purposes[1] must be an object"),
        (json!([]), json!([]), "status must be an object or null"),
        (json!([]), json!({}), "status.collection_points must be a list"),
        (json!([]), json!({ "collection_points": [3] }), "status.collection_points[0] must be an object"),
        (
            json!([]),
            json!({ "collection_points": [{}] }),
            "status.collection_points[0].collection_point must be an object",
        ),
        (json!([]), entry(json!(5)), "status.collection_points[0].latest_consent must be an object or null"),
        (
            json!([]),
            entry(json!({ "purpose_consents": 5 })),
            "status.collection_points[0].latest_consent.purpose_consents must be a list",
        ),
        (
            json!([]),
            entry(json!({ "purpose_consents": [5] })),
            "status.collection_points[0].latest_consent.purpose_consents[0] must be an object",
        ),
    ] {
        assert_eq!(merged(&banners, &status), Err(expected.into()));
    }
    assert_eq!(merge_one(json!({ "purposes": null }), Json::Null)["purposes"], json!([]));
}
