//! The published conformance table, and properties of every decision.

#![allow(clippy::indexing_slicing, reason = "an index into serde_json's values gives null where there is nothing")]

use proptest::prelude::*;
use serde_json::Value as Json;

use super::*;

const TABLE: &str = include_str!("../../tests/decisions.json");

fn text(value: &Json) -> String {
    value.as_str().unwrap_or_default().into()
}

/// The numbers of ids: equal ids have equal ones.
#[derive(Default)]
struct Ids(Vec<String>);

impl Ids {
    fn number(&mut self, id: &str) -> usize {
        let known = self.0.iter().position(|known| known == id);
        known.unwrap_or_else(|| {
            self.0.push(id.into());
            self.0.len() - 1
        })
    }

    fn texts(&self, numbers: &[usize]) -> Vec<&str> {
        numbers.iter().filter_map(|number| self.0.get(*number)).map(String::as_str).collect()
    }
}

fn asked(row: &Json, ids: &mut Ids) -> Vec<Asked> {
    let purposes = row["before"]["purposes"].as_array().into_iter().flatten();
    let one = |purpose: &Json| Asked {
        id: ids.number(&text(&purpose["id"])),
        state: State::read(&text(&purpose["consented"])),
        is_mandatory: purpose["is_mandatory"] == true,
    };
    purposes.map(one).collect()
}

fn choices(row: &Json, ids: &mut Ids) -> Choices {
    let each = |map: &serde_json::Map<String, Json>| {
        Choices::Each(map.iter().map(|(id, state)| (ids.number(id), State::read(&text(state)))).collect())
    };
    let choices = &row["choices"];
    choices.as_object().map(each).or_else(|| Choices::read(&text(choices))).unwrap_or(Choices::Each(Vec::new()))
}

#[test]
fn every_row_of_the_table() {
    let rows: Vec<Json> = serde_json::from_str(TABLE).unwrap_or_default();
    assert!(rows.len() >= 60, "the table has {} rows", rows.len());
    for row in rows {
        let mut ids = Ids::default();
        let (asked, choices) = (asked(&row, &mut ids), choices(&row, &mut ids));
        let was_approved = row["before"]["latest_action"] == "approved";
        let outcome = match decide(&asked, was_approved, &choices) {
            Ok(decided) => {
                let of: Vec<_> = asked.iter().map(|purpose| purpose.id).collect();
                let states = |states: Vec<State>| {
                    let texts = ids.texts(&of).into_iter().map(String::from);
                    texts.zip(states).map(|(id, state)| (id, state.word().into())).collect::<serde_json::Map<_, _>>()
                };
                let purposes = decided.states.map(states);
                let (action, changed) = (decided.action.word(), ids.texts(&decided.changed));
                serde_json::json!({ "expected": { "action": action, "purposes": purposes, "changed": changed } })
            }
            Err(Undecidable::Unknown(unknown)) => {
                serde_json::json!({ "error": { "code": "unknown_purpose", "fields": ids.texts(&unknown) } })
            }
            Err(Undecidable::Mandatory(declined)) => {
                serde_json::json!({ "error": { "code": "mandatory_purpose", "fields": ids.texts(&declined) } })
            }
        };
        let key = if row["error"].is_null() { "expected" } else { "error" };
        assert_eq!(outcome[key], row[key], "{}", row["name"]);
    }
}

#[test]
fn an_action_agrees_with_its_purposes() {
    use State::{Approved as Yes, Declined as No};
    for (action, fitting, contradicting) in [
        (Action::Approved, &[&[Yes, Yes][..], &[]][..], &[&[Yes, No][..], &[No]][..]),
        (Action::PartialConsent, &[&[Yes, No]], &[&[], &[Yes], &[No]]),
        (Action::Declined, &[&[No, No], &[]], &[&[Yes, No], &[Yes]]),
        (Action::Revoked, &[&[No], &[]], &[&[Yes]]),
        (Action::NoAction, &[&[]], &[&[No], &[Yes]]),
    ] {
        assert!(fitting.iter().all(|states| agrees(action, states)), "{action:?}");
        assert!(!contradicting.iter().any(|states| agrees(action, states)), "{action:?}");
    }
}

fn any_asked() -> impl Strategy<Value = Vec<Asked>> {
    let state = prop_oneof![Just(State::Approved), Just(State::Declined), Just(State::Pending)];
    proptest::collection::vec((state, any::<bool>()), 0..5).prop_map(|list| {
        let one = |(number, (state, is_mandatory))| Asked { id: number, state, is_mandatory };
        list.into_iter().enumerate().map(one).collect()
    })
}

fn any_choices() -> impl Strategy<Value = Choices> {
    let state = prop_oneof![Just(State::Approved), Just(State::Declined)];
    let each = proptest::collection::vec((0..5_usize, state), 0..4).prop_map(|list| Choices::Each(list));
    prop_oneof![
        Just(Choices::ApproveAll),
        Just(Choices::NecessaryOnly),
        Just(Choices::DeclineAll),
        Just(Choices::Dismiss),
        each
    ]
}

proptest! {
    #[test]
    fn a_decision_agrees_with_itself(asked in any_asked(), was_approved: bool, choices in any_choices()) {
        let Ok(decided) = decide(&asked, was_approved, &choices) else { return Ok(()) };
        let states = decided.states.unwrap_or_default();
        prop_assert!(agrees(decided.action, &states));
        prop_assert!(states.iter().all(|state| state.is_record()), "nothing stays pending");
        prop_assert!(declined_mandatory(&asked, &states).is_none());
    }

    #[test]
    fn nothing_is_approved_that_was_not_chosen_mandatory_or_approved(
        asked in any_asked(), was_approved: bool, choices in any_choices(),
    ) {
        let Ok(decided) = decide(&asked, was_approved, &choices) else { return Ok(()) };
        for (purpose, state) in asked.iter().zip(decided.states.unwrap_or_default()) {
            let chosen = match &choices {
                Choices::ApproveAll => true,
                Choices::Each(each) => each.contains(&(purpose.id, State::Approved)),
                _ => false,
            };
            let kept = matches!(choices, Choices::Each(_)) && purpose.state == State::Approved;
            prop_assert!(state != State::Approved || chosen || kept || purpose.is_mandatory);
        }
    }
}
