//! Decisions: what a person's choices mean for each purpose, and the action that says so.

use super::words::{Action, State};

/// A purpose as the person sees it before deciding.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Where it stands among the purposes.
    pub position: usize,
    /// The number of its id: equal ids have equal ones.
    pub id: usize,
    pub state: State,
    /// Whether it must be accepted for any other to be.
    pub is_mandatory: bool,
}

impl Asked {
    /// Adds a purpose that is asked at this place, or is named again there: it has the more restrictive state, and is
    /// mandatory where it is so once. Whether nothing else was said of it.
    pub fn add_to(self, asked: &mut Vec<Asked>, place: usize) -> bool {
        let Some(known) = asked.get_mut(place) else {
            asked.push(self);
            return true;
        };
        known.is_mandatory |= self.is_mandatory;
        let before = known.state;
        if before.restriction() < self.state.restriction() {
            known.state = self.state;
        }
        before == self.state
    }
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
    /// A notice that asks nothing was read.
    Acknowledge,
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
            "acknowledge" => Choices::Acknowledge,
            _ => return None,
        })
    }
}

/// What the person was told becomes of purposes that are undecided and left out of a map of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    NecessaryOnly,
    Decline,
}

impl Undecided {
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "necessary_only" => Some(Undecided::NecessaryOnly),
            "decline" => Some(Undecided::Decline),
            _ => None,
        }
    }

    fn state(self, is_mandatory: bool) -> State {
        if is_mandatory && self == Undecided::NecessaryOnly { State::Approved } else { State::Declined }
    }
}

/// What is asked at a collection point.
#[derive(Debug, Default)]
pub struct Question {
    /// The purposes that need consent.
    pub asked: Vec<Asked>,
    /// Whether there are others, of which the person is only told.
    pub has_notices: bool,
    /// Whether the latest action here was "approved": it speaks for a point without purposes.
    pub was_approved: bool,
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
    /// Nothing was chosen for these, which are undecided.
    Undecided(Vec<usize>),
    /// These are mandatory and declined while another is approved.
    Mandatory(Vec<usize>),
    /// Nothing is asked where something was chosen, or the other way about.
    Choices,
}

/// Decides. A map decides what it names; `undecided` is for what would stay without a decision.
pub fn decide(question: &Question, choices: &Choices, undecided: Option<Undecided>) -> Result<Decided, Undecidable> {
    let Question { asked, has_notices, was_approved } = question;
    let only_notices = *has_notices && asked.is_empty();
    if *choices == Choices::Dismiss || only_notices && *choices == Choices::Acknowledge {
        return Ok(Decided { action: Action::NoAction, states: None, changed: Vec::new() });
    }
    if let Choices::Each(each) = choices {
        let is_unknown = |id: &usize| !asked.iter().any(|purpose| purpose.id == *id);
        let unknown: Vec<_> = each.iter().map(|(id, _)| *id).filter(is_unknown).collect();
        if !unknown.is_empty() {
            return Err(Undecidable::Unknown(unknown));
        }
    }
    if only_notices || *choices == Choices::Acknowledge {
        return Err(Undecidable::Choices);
    }
    let states: Vec<_> = asked.iter().map(|purpose| chosen(purpose, choices, undecided)).collect();
    let open = ids_of(asked, &states, |_, state| !state.is_record());
    if !open.is_empty() {
        return Err(Undecidable::Undecided(open));
    }
    if let Some(ids) = declined_mandatory(asked, &states) {
        return Err(Undecidable::Mandatory(ids));
    }
    let before = *was_approved && asked.is_empty() || asked.iter().any(|purpose| purpose.state == State::Approved);
    let action = match states.iter().filter(|state| **state == State::Approved).count() {
        _ if asked.is_empty() && *choices != Choices::DeclineAll => Action::Approved,
        0 if before => Action::Revoked,
        0 => Action::Declined,
        approved if approved == states.len() => Action::Approved,
        _ => Action::PartialConsent,
    };
    let changed = ids_of(asked, &states, |purpose, state| purpose.state != state);
    Ok(Decided { action, states: Some(states).filter(|states| !states.is_empty()), changed })
}

/// Its state after the decision; pending where there is none.
fn chosen(purpose: &Asked, choices: &Choices, undecided: Option<Undecided>) -> State {
    match choices {
        Choices::ApproveAll => State::Approved,
        Choices::DeclineAll | Choices::Dismiss | Choices::Acknowledge => State::Declined,
        Choices::NecessaryOnly => Undecided::NecessaryOnly.state(purpose.is_mandatory),
        Choices::Each(each) => match each.iter().find(|(id, _)| *id == purpose.id) {
            Some((_, state)) => *state,
            None if purpose.state.is_record() => purpose.state,
            None => undecided.map_or(State::Pending, |undecided| undecided.state(purpose.is_mandatory)),
        },
    }
}

/// The ids of those that are mandatory and declined, where another is approved; None where there is none.
pub fn declined_mandatory(asked: &[Asked], states: &[State]) -> Option<Vec<usize>> {
    let approves = states.contains(&State::Approved);
    let ids = ids_of(asked, states, |asked, state| approves && asked.is_mandatory && state == State::Declined);
    (!ids.is_empty()).then_some(ids)
}

fn ids_of(asked: &[Asked], states: &[State], is_meant: impl Fn(&Asked, State) -> bool) -> Vec<usize> {
    let mut ids = Vec::new();
    for (asked, state) in asked.iter().zip(states) {
        if is_meant(asked, *state) {
            ids.push(asked.id);
        }
    }
    ids
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
