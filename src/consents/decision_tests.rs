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

/// Each purpose once, and where the last stands that differs from what was said of it before.
fn once(all: Vec<Asked>) -> (Vec<Asked>, Option<usize>) {
    let (mut asked, mut differing) = (Vec::<Asked>::new(), None);
    for purpose in all {
        let (place, position) = (asked.iter().position(|known| known.id == purpose.id), purpose.position);
        let place = place.unwrap_or(asked.len());
        if !purpose.add_to(&mut asked, place) {
            differing = Some(position);
        }
    }
    (asked, differing)
}

fn question(row: &Json, ids: &mut Ids) -> Question {
    let purposes = row["before"]["purposes"].as_array().into_iter().flatten();
    let (notices, purposes): (Vec<_>, Vec<_>) = purposes.partition(|purpose| purpose["legal_basis"] == "notice");
    let one = |purpose: &Json| Asked {
        position: 0,
        id: ids.number(&text(&purpose["id"])),
        state: State::read(&text(&purpose["consented"])),
        is_mandatory: purpose["is_mandatory"] == true,
    };
    Question {
        asked: once(purposes.into_iter().map(one).collect()).0,
        has_notices: !notices.is_empty(),
        was_approved: row["before"]["latest_action"] == "approved",
    }
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
    assert!(rows.len() >= 100, "the table has {} rows", rows.len());
    for row in rows {
        let mut ids = Ids::default();
        let (question, choices) = (question(&row, &mut ids), choices(&row, &mut ids));
        let undecided = row["options"]["undecided"].as_str().and_then(Undecided::read);
        let outcome = match decide(&question, &choices, undecided) {
            Ok(decided) => {
                let of: Vec<_> = question.asked.iter().map(|purpose| purpose.id).collect();
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
            Err(Undecidable::Undecided(undecided)) => {
                serde_json::json!({ "error": { "code": "invalid_input", "fields": ids.texts(&undecided) } })
            }
            Err(Undecidable::Choices) => {
                serde_json::json!({ "error": { "code": "invalid_input", "fields": ["choices"] } })
            }
            Err(Undecidable::Mandatory(declined)) => {
                serde_json::json!({ "error": { "code": "mandatory_purpose", "fields": ids.texts(&declined) } })
            }
        };
        let key = if row["error"].is_null() { "expected" } else { "error" };
        let mut expected = row[key].clone();
        // These are put together where the objects are.
        for beside in ["language", "metadata"] {
            expected.as_object_mut().map(|expected| expected.remove(beside));
        }
        assert_eq!(outcome[key], expected, "{}", row["name"]);
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

#[test]
fn what_differs_from_what_was_said_before_is_told() {
    let asked = |purposes: &[(usize, State)]| {
        let one = |(position, (id, state)): (usize, &(usize, State))| Asked {
            position,
            id: *id,
            state: *state,
            is_mandatory: position == 2,
        };
        let (asked, differing) = once(purposes.iter().enumerate().map(one).collect());
        (asked.iter().map(|asked| (asked.id, asked.state, asked.is_mandatory)).collect::<Vec<_>>(), differing)
    };
    use State::{Approved as Yes, Declined as No, Pending};
    assert_eq!(asked(&[(3, Yes), (1, No)]), (vec![(3, Yes, false), (1, No, false)], None));
    assert_eq!(asked(&[(3, Yes), (1, No), (3, Yes)]), (vec![(3, Yes, true), (1, No, false)], None));
    assert_eq!(asked(&[(3, Yes), (1, No), (3, No)]), (vec![(3, No, true), (1, No, false)], Some(2)));
    assert_eq!(asked(&[(3, No), (3, Yes), (3, Pending)]), (vec![(3, No, true)], Some(2)));
}

fn any_question() -> impl Strategy<Value = Question> {
    let state = prop_oneof![Just(State::Approved), Just(State::Declined), Just(State::Pending)];
    let purposes = proptest::collection::vec((state, any::<bool>()), 0..5);
    (purposes, any::<bool>(), any::<bool>()).prop_map(|(list, has_notices, was_approved)| {
        let one = |(number, (state, is_mandatory))| Asked { position: number, id: number, state, is_mandatory };
        Question { asked: list.into_iter().enumerate().map(one).collect(), has_notices, was_approved }
    })
}

fn any_undecided() -> impl Strategy<Value = Option<Undecided>> {
    proptest::option::of(prop_oneof![Just(Undecided::NecessaryOnly), Just(Undecided::Decline)])
}

fn any_choices() -> impl Strategy<Value = Choices> {
    let state = prop_oneof![Just(State::Approved), Just(State::Declined)];
    let each = proptest::collection::vec((0..5_usize, state), 0..4).prop_map(Choices::Each);
    prop_oneof![
        Just(Choices::ApproveAll),
        Just(Choices::NecessaryOnly),
        Just(Choices::DeclineAll),
        Just(Choices::Dismiss),
        Just(Choices::Acknowledge),
        each
    ]
}

proptest! {
    #[test]
    fn a_decision_agrees_with_itself(
        question in any_question(), choices in any_choices(), undecided in any_undecided(),
    ) {
        let Ok(decided) = decide(&question, &choices, undecided) else { return Ok(()) };
        let states = decided.states.unwrap_or_default();
        prop_assert!(agrees(decided.action, &states));
        prop_assert!(states.iter().all(|state| state.is_record()), "nothing stays pending");
        prop_assert!(declined_mandatory(&question.asked, &states).is_none());
    }

    #[test]
    fn nothing_is_decided_that_was_not_chosen_recorded_or_told(
        question in any_question(), choices in any_choices(), undecided in any_undecided(),
    ) {
        let Ok(decided) = decide(&question, &choices, undecided) else { return Ok(()) };
        for (purpose, state) in question.asked.iter().zip(decided.states.unwrap_or_default()) {
            let necessary = if purpose.is_mandatory { State::Approved } else { State::Declined };
            let expected = match &choices {
                Choices::ApproveAll => State::Approved,
                Choices::NecessaryOnly => necessary,
                Choices::Each(each) => match each.iter().find(|(id, _)| *id == purpose.id) {
                    Some((_, chosen)) => *chosen,
                    None if purpose.state.is_record() => purpose.state,
                    None if undecided == Some(Undecided::NecessaryOnly) => necessary,
                    None => State::Declined,
                },
                _ => State::Declined,
            };
            prop_assert_eq!(state, expected);
            let is_named = matches!(&choices, Choices::Each(each) if each.iter().any(|(id, _)| *id == purpose.id));
            let is_map = matches!(choices, Choices::Each(_));
            prop_assert!(!is_map || is_named || purpose.state.is_record() || undecided.is_some());
        }
    }
}
