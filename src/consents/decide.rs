//! Making decisions: what a person chose, as the API takes it. The rules are in [`decision`]; here they meet JavaScript.

use wasm_bindgen::prelude::*;

use super::decision::{Asked, Choices, Question, Undecidable, Undecided, decide};
use super::numbers::{Numbers, TERMS, unreadable};
use super::terms::{ACTIONS, STATES};
use super::words::{Action, State, Word};
use crate::error::field::FieldError;
use crate::error::{Code, Fault};
use crate::host;
use crate::host::reading::{Reading, decision, read_choices, texts_of};

fn decided(banner: &JsValue, choices: &JsValue, options: &JsValue) -> Result<JsValue, Fault> {
    let read = TERMS.with(|terms| read_choices(banner, choices, options, terms)).map_err(unreadable)?;
    let numbers = read.numbers();
    let mut numbers = Numbers::new(&numbers);
    let (asked, _) = numbers.asked(|word| word.state);
    let has_notices = numbers.take() > 0;
    let was_approved = numbers.action() == Some(Action::Approved);
    let question = Question { asked, has_notices, was_approved };
    let choices = numbers.choices(choices).ok_or_else(|| Fault::input("choices", CHOICES))?;
    let undecided = match read.undecided() {
        None => None,
        Some(word) => Some(Undecided::read(&word).ok_or_else(|| Fault::input("options.undecided", UNDECIDED))?),
    };
    let decided = decide(&question, &choices, undecided).map_err(|reason| undecidable(&read, reason))?;
    let states = decided.states.unwrap_or_default();
    let acknowledges = u32::from(choices == Choices::Acknowledge);
    let mut outcomes = vec![ACTIONS + decided.action as u32, acknowledges, states.len() as u32];
    outcomes.extend(states.iter().map(|state| STATES + *state as u32));
    outcomes.extend(decided.changed.iter().map(|id| *id as u32));
    decision(&read, &outcomes).map_err(unreadable)
}

const CHOICES: &str =
    "must be approve_all, necessary_only, decline_all, dismiss, or approved or declined for each purpose";
const UNDECIDED: &str = "must be necessary_only or decline";
const NOTICES: &str = "must be acknowledge where nothing is asked, and only there";

impl Numbers<'_> {
    /// The purposes of a banner or a decision, each once, and where one stands that differs from what was said of it before.
    pub fn asked(&mut self, state: fn(Word) -> State) -> (Vec<Asked>, Option<usize>) {
        let (mut asked, mut differing) = (Vec::new(), None);
        for _ in 0..self.take() {
            let (position, place, id) = (self.take(), self.take(), self.take());
            let purpose = Asked { position, id, state: state(self.word()), is_mandatory: self.take() == 1 };
            if !purpose.add_to(&mut asked, place) {
                differing = Some(position);
            }
        }
        (asked, differing)
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
        Undecidable::Undecided(ids) => (Code::InvalidInput, "undecided", "is undecided: choose for it, too", ids),
        Undecidable::Mandatory(ids) => (Code::MandatoryPurpose, "mandatory", "is mandatory", ids),
        Undecidable::Choices => return Fault::input("choices", NOTICES),
    };
    let ids: Vec<_> = ids.into_iter().map(|id| id as u32).collect();
    let error = |id: JsValue| FieldError::new(&id.as_string().unwrap_or_default(), problem, predicate);
    Fault::fields(code, texts_of(read, &ids).iter().map(error).collect())
}

/// What a person's choices at a collection point mean: each purpose's state, and the action that says so. Pure and
/// synchronous, but for a new `request_id`.
///
/// Only purposes that need consent are decided. Those with `legal_basis: "notice"` are shown, never asked, and not sent. A
/// purpose that the banner names twice is decided, and sent, once.
///
/// A map decides what it names; what it leaves out keeps its recorded state. Where a purpose would stay undecided,
/// `invalid_input` names it in `fields`, unless `undecided` says what the person was told becomes of it.
///
/// `"dismiss"` records `no_action`, which has no purposes. Do not record it over an earlier decision: the latest entry
/// counts, so that decision would read as pending.
///
/// @param banner - As {@link mergeConsents} or {@link ConsentClient.currentConsents} gave it.
/// @param choices - See {@link Choices}.
/// @param options - See {@link DecideOptions}.
/// @throws {ConsentError} `invalid_input`; `unknown_purpose` for ids that are not asked at this banner, and
/// `mandatory_purpose` for mandatory purposes that are declined while another is approved, whose `fields` name them.
///
/// @example
/// ```js
/// const [first] = banner.purposes;
/// const decision = decideConsent(banner, { [first.id]: "declined" }, { undecided: "decline", language: "hi" });
/// ```
#[wasm_bindgen(js_name = decideConsent, unchecked_return_type = "ConsentDecision")]
pub fn decide_consent(
    #[wasm_bindgen(unchecked_param_type = "MergedBanner")] banner: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Choices")] choices: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "DecideOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    decided(&banner, &choices, &options).map_err(|fault| fault.into_js("decideConsent"))
}
