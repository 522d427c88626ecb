//! Making decisions: what a person chose, as the API takes it. The rules are in [`decision`]; here they meet JavaScript.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::decision::{self, Asked, Choices, Undecidable};
use super::words::{Action, State};
use crate::error::field::{FieldError, item};
use crate::error::{Code, Fault};
use crate::host;
use crate::host::merge::Misshapen;

fn decided(banner: &JsValue, choices: &JsValue) -> Result<JsValue, Fault> {
    let purposes = purposes(banner, "banner")?;
    let asked = asked(&purposes, "banner", |purpose, _| Ok(state(&read(purpose, "consented")?)))?;
    let was_approved = read(banner, "latest_action")?.as_string().and_then(|word| Action::read(&word));
    let choices = read_choices(choices)?;
    let decided = decision::decide(&asked, was_approved == Some(Action::Approved), &choices).map_err(undecidable)?;
    let decision = host::record(&[
        ("collection_point_id", &text(banner, "collection_point", "banner")?.into()),
        ("action", &decided.action.word().into()),
    ]);
    if let Some(states) = decided.states {
        host::set(&decision, "purposes", &decided_purposes(&purposes, &asked, &states)?);
    }
    host::set(&decision, "request_id", &host::uuid().into());
    let changed: Array = decided.changed.iter().map(|id| JsValue::from_str(id)).collect();
    host::set(&decision, "changed", &changed);
    Ok(decision)
}

fn read_choices(choices: &JsValue) -> Result<Choices, Fault> {
    let predicate =
        "must be approve_all, necessary_only, decline_all, dismiss, or approved or declined for each purpose";
    let wrong = || Fault::input("choices", predicate);
    if let Some(word) = host::text(choices) {
        return Choices::read(&word).ok_or_else(wrong);
    }
    if !host::is_dictionary(choices) {
        return Err(wrong());
    }
    let mut each = Vec::new();
    for entry in host::entries(choices).map_err(|thrown| unreadable("choices", thrown))?.iter() {
        let pair: Array = entry.unchecked_into();
        let state = match pair.get(1).as_string().as_deref() {
            Some("approved") => State::Approved,
            Some("declined") => State::Declined,
            _ => return Err(wrong()),
        };
        each.push((pair.get(0).as_string().unwrap_or_default(), state));
    }
    Ok(Choices::Each(each))
}

/// Why there is no decision, with the purposes that are the reason.
pub fn undecidable(reason: Undecidable) -> Fault {
    let (code, problem, predicate, ids) = match reason {
        Undecidable::Unknown(ids) => (Code::UnknownPurpose, "unknown", "is no purpose of this banner", ids),
        Undecidable::Mandatory(ids) => (Code::MandatoryPurpose, "mandatory", "is mandatory", ids),
    };
    Fault::fields(code, ids.iter().map(|id| FieldError::new(id, problem, predicate)).collect())
}

/// The purposes as a decision has them.
pub fn decided_purposes(purposes: &[JsValue], asked: &[Asked], states: &[State]) -> Result<JsValue, Fault> {
    let list = Array::new();
    for ((purpose, asked), state) in purposes.iter().zip(asked).zip(states) {
        let decided = host::record(&[("id", &asked.id.as_str().into())]);
        for name in ["name", "purpose_type"] {
            let text = read(purpose, name)?;
            if text.is_string() {
                host::set(&decided, name, &text);
            }
        }
        host::set(&decided, "consented", &state.word().into());
        host::set(&decided, "is_mandatory", &asked.is_mandatory.into());
        list.push(&decided);
    }
    Ok(list.into())
}

/// What is asked of each purpose. `state` reads one at a path.
pub fn asked(
    purposes: &[JsValue],
    name: &str,
    state: fn(&JsValue, &str) -> Result<State, Fault>,
) -> Result<Vec<Asked>, Fault> {
    let mut asked = Vec::new();
    for (position, purpose) in purposes.iter().enumerate() {
        let path = item(&[name, ".purposes"].concat(), position);
        let Some(is_mandatory) = read(purpose, "is_mandatory")?.as_bool() else {
            return Err(Fault::input(&[&path, ".is_mandatory"].concat(), "must be true or false"));
        };
        asked.push(Asked { id: text(purpose, "id", &path)?, state: state(purpose, &path)?, is_mandatory });
    }
    Ok(asked)
}

/// The purposes of a banner or a decision, each an object; none where there is no list.
pub fn purposes(of: &JsValue, name: &str) -> Result<Vec<JsValue>, Fault> {
    if !host::is_record(of) {
        return Err(Fault::input(name, "must be an object"));
    }
    let field = [name, ".purposes"].concat();
    let given = read(of, "purposes")?;
    if given.is_null() || given.is_undefined() {
        return Ok(Vec::new());
    }
    match host::list(&given).map_err(|thrown| unreadable(&field, thrown))? {
        Some(list) if list.iter().all(|purpose| host::is_record(&purpose)) => Ok(list.iter().collect()),
        _ => Err(Fault::input(&field, "must be a list of objects")),
    }
}

/// A field of an input.
pub fn read(of: &JsValue, name: &str) -> Result<JsValue, Fault> {
    host::field(of, name).map_err(|thrown| unreadable(name, thrown))
}

/// Why an input was not read: where it is not what it must be, or, with what was thrown, that it cannot be.
pub fn unreadable(name: &str, thrown: JsValue) -> Fault {
    match thrown.dyn_ref::<Misshapen>() {
        Some(misshapen) => Fault::input(&misshapen.field(), &misshapen.predicate()),
        None => Fault::input(name, "cannot be read").caused_by(thrown),
    }
}

/// What a consent word means.
pub fn state(word: &JsValue) -> State {
    let text = word.as_string().or_else(|| word.as_bool().map(|flag| if flag { "true" } else { "false" }.into()));
    text.map_or(State::Pending, |text| State::read(&text))
}

/// A text of an input at a path.
pub fn text(of: &JsValue, name: &str, path: &str) -> Result<String, Fault> {
    host::text(&read(of, name)?).ok_or_else(|| Fault::input(&[path, ".", name].concat(), "must be text"))
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
