//! What holds of every merge.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::consents::words::State;

fn word() -> impl Strategy<Value = Json> {
    let words = ["approved", "Approved", "accepted", "yes", "declined", "revoked", "pending", "shown", ""];
    prop_oneof![
        proptest::sample::select(words.to_vec()).prop_map(Json::from),
        any::<bool>().prop_map(Json::from),
        Just(Json::Null),
        Just(json!(7))
    ]
}

/// Ids of a small set, so that they meet, and sometimes repeat.
fn id() -> impl Strategy<Value = Json> {
    proptest::sample::select(&["a", "b", "c", "d"][..]).prop_map(Json::from)
}

fn banner() -> impl Strategy<Value = Json> {
    let purpose = (id(), word()).prop_map(|(id, word)| json!({ "id": id, "consented": word, "extra": [id] }));
    let purposes = proptest::collection::vec(purpose, 0..4);
    (id(), id(), purposes, proptest::option::of(any::<bool>())).prop_map(|(point, banner, purposes, shown)| {
        let mut banner = json!({ "banner_id": banner, "collection_point": point, "purposes": purposes, "more": {} });
        if let Some(shown) = shown {
            banner["shown_to_principal"] = json!(shown);
        }
        banner
    })
}

fn status() -> impl Strategy<Value = Json> {
    let actions = ["approved", "declined", "partial_consent", "revoked", "no_action", "other"];
    let times = ["2026-01-01T00:00:00", "2026-01-01T00:00:01Z", "later", ""];
    let consent = (id(), word()).prop_map(|(id, word)| json!({ "purpose_id": id, "status": word }));
    let latest = (
        proptest::sample::select(actions.to_vec()),
        proptest::sample::select(times.to_vec()),
        proptest::collection::vec(consent, 0..4),
    );
    let latest =
        latest.prop_map(|(action, at, list)| json!({ "action": action, "timestamp": at, "purpose_consents": list }));
    let entry = (id(), id(), proptest::option::of(latest)).prop_map(|(id, display_id, latest)| {
        json!({ "collection_point": { "id": id, "display_id": display_id }, "latest_consent": latest })
    });
    let entries = proptest::collection::vec(entry, 0..4);
    prop_oneof![Just(Json::Null), entries.prop_map(|entries| json!({ "collection_points": entries }))]
}

/// Whether anything in the inputs approves this purpose of this banner.
fn approval_exists(banner: &Json, purpose: &Json, status: &Json) -> bool {
    let reads_approved = |word: &Json| Some(word.clone()).word().state == State::Approved;
    let list = |value: &Json| value.as_array().cloned().unwrap_or_default();
    let serves = |entry: &Json| {
        let point = &entry["collection_point"];
        [&banner["collection_point"], &banner["banner_id"]].contains(&&point["id"])
            || point["display_id"] == banner["banner_id"]
    };
    let entries: Vec<_> = list(&status["collection_points"]).into_iter().filter(serves).collect();
    let named = entries.iter().flat_map(|entry| list(&entry["latest_consent"]["purpose_consents"]));
    let by_name = named.into_iter().any(|item| item["purpose_id"] == purpose["id"] && reads_approved(&item["status"]));
    let by_action = entries.iter().any(|entry| entry["latest_consent"]["action"] == "approved");
    let by_banner =
        banner["shown_to_principal"].is_boolean() && entries.is_empty() && reads_approved(&purpose["consented"]);
    by_name || by_action || by_banner
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn never_more_approved_than_the_inputs_say(banners in proptest::collection::vec(banner(), 0..4), status in status()) {
        let (result, _) = merged(&json!(banners), &status).unwrap_or_default();
        for (given, merged) in banners.iter().zip(result.as_array().into_iter().flatten()) {
            let purposes = given["purposes"].as_array().into_iter().flatten();
            for (given_purpose, purpose) in purposes.zip(merged["purposes"].as_array().into_iter().flatten()) {
                if purpose["consented"] == "approved" {
                    prop_assert!(approval_exists(given, given_purpose, &status), "{given_purpose} in {status}");
                }
            }
        }
    }

    #[test]
    fn length_order_ids_and_unknown_fields_are_kept(banners in proptest::collection::vec(banner(), 0..4), status in status()) {
        let (result, unmatched) = merged(&json!(banners), &status).unwrap_or_default();
        prop_assert_eq!(result.as_array().map(Vec::len), Some(banners.len()));
        for (position, given) in banners.iter().enumerate() {
            for field in ["banner_id", "collection_point", "more"] {
                prop_assert_eq!(&result[position][field], &given[field]);
            }
            let kept = |banner: &Json| -> Vec<Json> {
                let purposes = banner["purposes"].as_array().into_iter().flatten();
                purposes.map(|purpose| json!([purpose["id"], purpose["extra"]])).collect()
            };
            prop_assert_eq!(kept(&result[position]), kept(given));
        }
        for entry in unmatched.as_array().into_iter().flatten() {
            prop_assert!(status["collection_points"].as_array().is_some_and(|all| all.contains(entry)));
        }
    }

    #[test]
    fn merging_twice_changes_nothing(banners in proptest::collection::vec(banner(), 0..4), status in status()) {
        let once = merged(&json!(banners), &status).unwrap_or_default();
        let twice = merged(&once.0, &status).unwrap_or_default();
        prop_assert_eq!(once, twice);
    }
}
