//! The published table of when to ask again, and properties of every answer.

#![allow(clippy::indexing_slicing, reason = "an index into serde_json's values gives null where there is nothing")]

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;
use crate::schema::time::micros;

const TABLE: &str = include_str!("../../tests/needs.json");

fn label(value: &Json) -> String {
    value.as_str().map_or_else(|| value.as_i64().map(|number| number.to_string()).unwrap_or_default(), String::from)
}

/// In short, what src/host/needs.js makes of a version.
fn version(value: &Json) -> String {
    let text = label(value);
    let text = text.trim().trim_start_matches('v');
    text.strip_suffix(".0").unwrap_or(text).into()
}

fn is_changed(of: &Json) -> bool {
    let [version, recorded] = ["version", "recorded_version"].map(|name| version(&of[name]));
    !version.is_empty() && !recorded.is_empty() && version != recorded
}

fn has(list: &Json, id: &Json) -> bool {
    list.as_array().is_some_and(|list| list.iter().any(|item| item == id || item["id"] == *id))
}

fn bits(ended: bool, in_campaign: bool, in_changes: bool) -> usize {
    [(ended, HAD_ENDED), (in_campaign, IN_CAMPAIGN), (in_changes, IN_CHANGES)]
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, bit)| bit)
        .sum()
}

/// A row's banner as the rule sees it; ids are positions.
fn standing(banner: &Json, now: i64) -> Standing {
    let given = banner["purposes"].as_array().into_iter().flatten().enumerate();
    let (notices, asked): (Vec<_>, Vec<_>) = given.partition(|(_, purpose)| purpose["legal_basis"] == "notice");
    let diff = &banner["version_diff"];
    let one = |(number, purpose): (usize, &Json)| {
        let state = match purpose["source"].as_str() {
            Some("status" | "banner") => State::read(purpose["consented"].as_str().unwrap_or_default()),
            _ => State::Pending,
        };
        let said = bits(
            purpose["expired"] == true,
            has(&banner["reconsent_purposes"], &purpose["id"]),
            ["added_purpose_ids", "changed_purpose_ids"].iter().any(|list| has(&diff[list], &purpose["id"])),
        );
        let ends = purpose["expires_at"].as_str().and_then(micros);
        Purpose::new(number, state, ends, now, said, is_changed(purpose))
    };
    let mode = banner["reconsent_mode"].as_bool().map_or_else(|| label(&banner["reconsent_mode"]), |on| on.to_string());
    let ids = ["reconsent_campaign_id", "expiry_reconsent_request_id"].map(|name| &banner[name]);
    let campaign = ids.into_iter().find(|id| !label(id).is_empty());
    let action = banner["latest_action"].as_str().and_then(Action::read);
    Standing {
        asked: asked.into_iter().map(one).collect(),
        has_notices: !notices.is_empty(),
        is_decided: banner["shown_to_principal"] == true || action.is_some_and(|action| action != Action::NoAction),
        in_campaign: !mode.is_empty()
            && is_on(&Text::read(0, &mode))
            && campaign.is_none_or(|campaign| *campaign != banner["recorded_campaign_id"]),
        is_changed: is_changed(banner),
    }
}

#[test]
fn every_row_of_the_table() {
    let rows: Vec<Json> = serde_json::from_str(TABLE).unwrap_or_default();
    assert!(rows.len() >= 60, "the table has {} rows", rows.len());
    for row in rows {
        let now = row["now"].as_str().and_then(micros).unwrap_or_default();
        let found = needs(&standing(&row["banner"], now));
        let reason = found.as_ref().map(|(reason, _)| *reason);
        let ids = found.iter().flat_map(|(_, ids)| ids).map(|id| &row["banner"]["purposes"][*id as usize]["id"]);
        let found = json!({ "reason": reason, "purposes": ids.collect::<Vec<_>>() });
        let expected = json!({ "reason": row["expected"]["reason"], "purposes": row["expected"]["purposes"] });
        assert_eq!(found, expected, "{}", row["name"]);
    }
}

#[test]
fn a_mode_is_a_word_that_does_not_deny_it() {
    for on in ["true", "TRUE", "1", "yes", "full_cp", "expiry"] {
        assert!(is_on(&Text::read(0, on)), "{on}");
    }
    for off in ["false", "False", "no", "none"] {
        assert!(!is_on(&Text::read(0, off)), "{off}");
    }
}

/// A purpose before it is looked at.
#[derive(Clone, Copy, Debug)]
struct Given {
    state: State,
    ends: Option<i64>,
    had_ended: bool,
    is_changed: bool,
    in_campaign: bool,
    in_changes: bool,
}

impl Given {
    fn has_ended(self, now: i64) -> bool {
        self.state == State::Approved && self.ends.map_or(self.had_ended, |ends| ends <= now)
    }
}

fn any_purpose() -> impl Strategy<Value = Given> {
    let state = prop_oneof![3 => Just(State::Approved), 2 => Just(State::Declined), 1 => Just(State::Pending)];
    let (ends, seldom) = (proptest::option::of(0..4_i64), || proptest::bool::weighted(0.2));
    (state, ends, seldom(), seldom(), any::<bool>(), any::<bool>()).prop_map(
        |(state, ends, had_ended, is_changed, in_campaign, in_changes)| Given {
            state,
            ends,
            had_ended,
            is_changed,
            in_campaign,
            in_changes,
        },
    )
}

fn any_banner() -> impl Strategy<Value = (Vec<Given>, Standing)> {
    let seldom = || proptest::bool::weighted(0.2);
    (proptest::collection::vec(any_purpose(), 0..4), any::<bool>(), any::<bool>(), seldom(), seldom()).prop_map(
        |(given, has_notices, is_decided, in_campaign, is_changed)| {
            (given, Standing { asked: Vec::new(), has_notices, is_decided, in_campaign, is_changed })
        },
    )
}

/// The answer for a banner at a moment; ids are positions.
fn asked(given: &[Given], banner: &Standing, now: i64) -> Option<(&'static str, Vec<u32>)> {
    let one = |(number, given): (usize, &Given)| {
        let said = bits(given.had_ended, given.in_campaign, given.in_changes);
        Purpose::new(number, given.state, given.ends, now, said, given.is_changed)
    };
    needs(&Standing { asked: given.iter().enumerate().map(one).collect(), ..*banner })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_taken_for_settled_that_is_not((given, banner) in any_banner(), now in 0..4_i64) {
        let only_notices = banner.has_notices && given.is_empty();
        let found = asked(&given, &banner, now);
        if found.is_none() && !only_notices {
            prop_assert!(!banner.in_campaign && !banner.is_changed);
            for purpose in &given {
                prop_assert!(purpose.state.is_record() && !purpose.is_changed && !purpose.has_ended(now), "{:?}", purpose);
            }
            prop_assert!(!given.is_empty() || banner.is_decided);
        }
        prop_assert!(!only_notices || found.is_none());
    }

    #[test]
    fn nobody_is_asked_without_a_reason_that_holds((given, banner) in any_banner(), now in 0..4_i64) {
        let Some((reason, ids)) = asked(&given, &banner, now) else { return Ok(()) };
        let meant: Vec<_> = ids.iter().filter_map(|id| given.get(*id as usize)).collect();
        prop_assert_eq!(meant.len(), ids.len(), "each id is a purpose's");
        prop_assert!(ids.is_sorted_by(|id, next| id < next), "once, in the banner's order");
        prop_assert!(given.is_empty() || !ids.is_empty(), "a reason concerns a purpose");
        let is_open = |purpose: &Given| !purpose.state.is_record();
        let open = given.iter().filter(|purpose| is_open(purpose)).count();
        // In this order: what comes later applies only where what comes earlier does not.
        let expected = match () {
            () if banner.in_campaign => "campaign",
            () if given.iter().any(|purpose| purpose.has_ended(now)) => "expired",
            () if banner.is_changed || given.iter().any(|purpose| purpose.is_changed) => "version",
            () if open == given.len() => "never",
            () => "new_purposes",
        };
        prop_assert_eq!(reason, expected);
        match reason {
            "expired" => prop_assert!(meant.iter().all(|purpose| purpose.has_ended(now))),
            "never" | "new_purposes" => prop_assert!(meant.iter().all(|it| is_open(it)) && meant.len() == open),
            "version" => {
                let named = |purpose: &Given| purpose.is_changed || purpose.in_changes;
                let count = given.iter().filter(|purpose| named(purpose)).count();
                prop_assert_eq!(meant.len(), if count > 0 { count } else { given.len() });
                prop_assert!(count == 0 || meant.iter().all(|purpose| named(purpose)));
            }
            _ => {
                let count = given.iter().filter(|purpose| purpose.in_campaign).count();
                prop_assert_eq!(meant.len(), if count > 0 { count } else { given.len() });
            }
        }
    }

    #[test]
    fn time_only_adds_a_reason((given, banner) in any_banner(), now in 0..4_i64) {
        prop_assert!(asked(&given, &banner, now).is_none() || asked(&given, &banner, now + 1).is_some());
    }
}
