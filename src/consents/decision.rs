//! Decisions: what a person's choices mean for each purpose, and the action that says so.

use super::words::{Action, State};

/// A purpose as the person sees it before deciding.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The number of its id: equal ids have equal ones.
    pub id: usize,
    pub state: State,
    /// Whether it must be accepted for any other to be.
    pub is_mandatory: bool,
}

/// What the person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choices {
    /// Everything.
    ApproveAll,
    /// What is mandatory, nothing else.
    NecessaryOnly,
    /// Nothing.
    DeclineAll,
    /// No decision.
    Dismiss,
    /// Some purposes, each by its id.
    Each(Vec<(usize, State)>),
}

impl Choices {
    /// Reads a choice that is one word for all.
    pub fn read(word: &str) -> Option<Choices> {
        Some(match word {
            "approve_all" => Choices::ApproveAll,
            "necessary_only" => Choices::NecessaryOnly,
            "decline_all" => Choices::DeclineAll,
            "dismiss" => Choices::Dismiss,
            _ => return None,
        })
    }
}

/// What is to be recorded.
#[derive(Debug, PartialEq, Eq)]
pub struct Decided {
    /// Its action.
    pub action: Action,
    /// A state for each purpose, in their order; None where no purpose is decided.
    pub states: Option<Vec<State>>,
    /// The ids whose state differs from before.
    pub changed: Vec<usize>,
}

/// Why there is no decision.
#[derive(Debug, PartialEq, Eq)]
pub enum Undecidable {
    /// These purposes are not the banner's.
    Unknown(Vec<usize>),
    /// These are mandatory and declined while another is approved.
    Mandatory(Vec<usize>),
}

/// Decides. `was_approved` is whether the latest action here was "approved": it speaks for a point without purposes.
pub fn decide(asked: &[Asked], was_approved: bool, choices: &Choices) -> Result<Decided, Undecidable> {
    if *choices == Choices::Dismiss {
        return Ok(Decided { action: Action::NoAction, states: None, changed: Vec::new() });
    }
    if let Choices::Each(each) = choices {
        let is_unknown = |id: &usize| !asked.iter().any(|purpose| purpose.id == *id);
        let unknown: Vec<_> = each.iter().map(|(id, _)| *id).filter(is_unknown).collect();
        if !unknown.is_empty() {
            return Err(Undecidable::Unknown(unknown));
        }
    }
    let states: Vec<_> = asked.iter().map(|purpose| chosen(purpose, choices)).collect();
    if let Some(ids) = declined_mandatory(asked, &states) {
        return Err(Undecidable::Mandatory(ids));
    }
    let before = was_approved && asked.is_empty() || asked.iter().any(|purpose| purpose.state == State::Approved);
    let action = match states.iter().filter(|state| **state == State::Approved).count() {
        _ if asked.is_empty() && *choices != Choices::DeclineAll => Action::Approved,
        0 if before => Action::Revoked,
        0 => Action::Declined,
        approved if approved == states.len() => Action::Approved,
        _ => Action::PartialConsent,
    };
    let differs = asked.iter().zip(&states).filter(|(purpose, state)| purpose.state != **state);
    let changed = differs.map(|(purpose, _)| purpose.id).collect();
    Ok(Decided { action, states: Some(states).filter(|states| !states.is_empty()), changed })
}

fn chosen(purpose: &Asked, choices: &Choices) -> State {
    let necessary = if purpose.is_mandatory { State::Approved } else { State::Declined };
    match choices {
        Choices::ApproveAll => State::Approved,
        Choices::DeclineAll | Choices::Dismiss => State::Declined,
        Choices::NecessaryOnly => necessary,
        Choices::Each(each) => match each.iter().find(|(id, _)| *id == purpose.id) {
            Some((_, state)) => *state,
            None if purpose.state.is_record() => purpose.state,
            None => necessary,
        },
    }
}

/// The ids of those that are mandatory and declined, where another is approved; None where there is none.
pub fn declined_mandatory(asked: &[Asked], states: &[State]) -> Option<Vec<usize>> {
    let is_declined = |(asked, state): &(&Asked, &State)| asked.is_mandatory && **state == State::Declined;
    let declined = asked.iter().zip(states).filter(is_declined).map(|(asked, _)| asked.id);
    let ids: Vec<_> = if states.contains(&State::Approved) { declined.collect() } else { Vec::new() };
    (!ids.is_empty()).then_some(ids)
}

/// Whether an action says what these purposes say.
pub fn agrees(action: Action, states: &[State]) -> bool {
    let approved = states.iter().filter(|state| **state == State::Approved).count();
    match action {
        Action::Approved => approved == states.len(),
        Action::PartialConsent => approved > 0 && approved < states.len(),
        Action::Declined | Action::Revoked => approved == 0,
        Action::NoAction => states.is_empty(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "decision_tests.rs"]
mod tests;
