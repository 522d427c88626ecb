//! Making decisions: what a person chose, as the API takes it. The rules are in [`decision`]; here they meet JavaScript.

use wasm_bindgen::prelude::*;

use super::decision::{Asked, Choices, Undecidable, decide};
use super::numbers::{ACTIONS, Numbers, STATES, TERMS, unreadable};
use super::words::{Action, State, Word};
use crate::error::field::FieldError;
use crate::error::{Code, Fault};
use crate::host;
use crate::host::reading::{Reading, decision, read_choices, texts_of};

fn decided(banner: &JsValue, choices: &JsValue) -> Result<JsValue, Fault> {
    let read = TERMS.with(|terms| read_choices(banner, choices, terms)).map_err(unreadable)?;
    let numbers = read.numbers();
    let mut numbers = Numbers::new(&numbers);
    let asked = numbers.asked(|word| word.state);
    let was_approved = numbers.action() == Some(Action::Approved);
    let choices = numbers.choices(choices).ok_or_else(|| Fault::input("choices", CHOICES))?;
    let decided = decide(&asked, was_approved, &choices).map_err(|reason| undecidable(&read, reason))?;
    let states = decided.states.unwrap_or_default();
    let mut outcomes = vec![ACTIONS + decided.action as u32, states.len() as u32];
    outcomes.extend(states.iter().map(|state| STATES + *state as u32));
    outcomes.extend(decided.changed.iter().map(|id| *id as u32));
    decision(&read, &host::uuid(), &outcomes).map_err(unreadable)
}

const CHOICES: &str =
    "must be approve_all, necessary_only, decline_all, dismiss, or approved or declined for each purpose";

impl Numbers<'_> {
    /// The purposes of a banner or a decision.
    pub fn asked(&mut self, state: fn(Word) -> State) -> Vec<Asked> {
        let mut asked = Vec::new();
        for _ in 0..self.take() {
            asked.push(Asked { id: self.take(), state: state(self.word()), is_mandatory: self.take() == 1 });
        }
        asked
    }

    pub fn action(&mut self) -> Option<Action> {
        let action = self.take();
        self.text(action)?.action
    }

    /// None where they are not what they must be.
    fn choices(&mut self, given: &JsValue) -> Option<Choices> {
        if let Some(word) = host::text(given) {
            return Choices::read(&word);
        }
        let is_object = self.take() == 1;
        let mut each = Vec::new();
        while !self.is_done() {
            let (id, word) = (self.take(), self.word());
            if word.raw.is_some() || !word.state.is_record() {
                return None;
            }
            each.push((id, word.state));
        }
        is_object.then_some(Choices::Each(each))
    }
}

/// Why there is no decision, with the purposes that are the reason.
pub fn undecidable(read: &Reading, reason: Undecidable) -> Fault {
    let (code, problem, predicate, ids) = match reason {
        Undecidable::Unknown(ids) => (Code::UnknownPurpose, "unknown", "is not a purpose of this banner", ids),
        Undecidable::Mandatory(ids) => (Code::MandatoryPurpose, "mandatory", "is mandatory", ids),
    };
    let ids: Vec<_> = ids.into_iter().map(|id| id as u32).collect();
    let error = |id: JsValue| FieldError::new(&id.as_string().unwrap_or_default(), problem, predicate);
    Fault::fields(code, texts_of(read, &ids).iter().map(error).collect())
}

/// What a person's choices at a collection point mean: each purpose's state, and the action that says so. Pure and
/// synchronous, but for a new `request_id`.
///
/// `"dismiss"` records `no_action`, which has no purposes. Do not record it over an earlier decision: the latest entry
/// counts, so that decision would read as pending.
///
/// @param banner - As {@link mergeConsents} or {@link ConsentClient.currentConsents} gave it.
/// @param choices - See {@link Choices}.
/// @throws {ConsentError} `invalid_input`; `unknown_purpose` for ids that the banner does not have, and
/// `mandatory_purpose` for mandatory purposes that are declined while another is approved, whose `fields` name them.
///
/// @example
/// ```js
/// const decision = decideConsent(banner, { [banner.purposes[0].id]: "declined" });
/// ```
#[wasm_bindgen(js_name = decideConsent, unchecked_return_type = "ConsentDecision")]
pub fn decide_consent(
    #[wasm_bindgen(unchecked_param_type = "MergedBanner")] banner: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Choices")] choices: JsValue,
) -> Result<JsValue, JsValue> {
    decided(&banner, &choices).map_err(|fault| fault.into_js("decideConsent"))
}
