//! Making and recording decisions: `POST /consent/{collection_point_id}/consent`.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::current::refused;
use super::decision::{self, Asked, Choices, Undecidable, agrees};
use super::entries::Entry;
use super::merge::{self, Own};
use super::status::PURPOSE_CONSENT;
use super::value::Value;
use super::words::{Action, State};
use crate::address::Route;
use crate::call::{self, Call, Endpoint, send};
use crate::error::{Code, Fault, FieldError, item};
use crate::js;
use crate::options::{CallOptions, Options};
use crate::shape::{Answer, Kind, Shape};
use crate::text::hex;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_randomly(bytes: &mut [u8]);
}

const RECORD: &Shape = &[
    ("id", Kind::TextOrNull),
    ("action", Kind::Text),
    ("collection_point_id", Kind::Text),
    ("purpose_consents", Kind::ListOrNone(PURPOSE_CONSENT)),
    ("timestamp", Kind::TextOrNull),
    ("status", Kind::TextOrNull),
    ("request_id", Kind::TextOrNull),
];

static ENDPOINT: Endpoint = Endpoint::new("POST", Route::RecordConsent, "", Answer::Record(RECORD));

/// `decideConsent`
pub fn decide_consent(banner: &JsValue, choices: &JsValue) -> Result<JsValue, Fault> {
    let purposes = purposes(banner, "banner")?;
    let asked = asked(&purposes, "banner", |purpose, _| Ok(read(purpose, "consented")?.word().state))?;
    let was_approved = read(banner, "latest_action")?.as_string().and_then(|word| Action::read(&word));
    let choices = read_choices(choices)?;
    let decided = decision::decide(&asked, was_approved == Some(Action::Approved), &choices).map_err(undecidable)?;
    let decision = js::record(&[
        ("collection_point_id", &text(banner, "collection_point", "banner")?.into()),
        ("action", &decided.action.word().into()),
    ]);
    if let Some(states) = decided.states {
        js::set(&decision, "purposes", &decided_purposes(&purposes, &asked, &states)?);
    }
    js::set(&decision, "request_id", &uuid().into());
    let changed: Array = decided.changed.iter().map(|id| JsValue::from_str(id)).collect();
    js::set(&decision, "changed", &changed);
    Ok(decision)
}

/// Reads a decision before anything is awaited: what the caller changes afterwards is not meant.
pub fn prepare(user_id: &JsValue, decision: &JsValue) -> Result<(Rc<Call>, Sent), Fault> {
    call::id(user_id, "userId")?;
    let sent = Sent::read(decision)?;
    let body = js::record(&[
        ("userId", user_id),
        ("action", &sent.action.word().into()),
        ("purposes", &sent.purposes),
        ("requestId", &JsValue::from_str(&sent.request_id)),
    ]);
    let id = sent.collection_point_id.clone();
    Ok((Call::write(&ENDPOINT, id, &body), sent))
}

/// `recordConsent`
pub async fn record(
    client: Rc<Options>,
    (call, sent): (Rc<Call>, Sent),
    options: CallOptions,
) -> Result<JsValue, Fault> {
    let record = send(&client, &call, &options).await?;
    sent.check(&record).map_err(|fault| fault.with_status(201).after(call.attempts.get(), false))?;
    Ok(record)
}

/// `applyDecision`
pub fn apply_decision(banner: &JsValue, record: &JsValue) -> Result<JsValue, Fault> {
    let of = text(record, "collection_point_id", "record")?;
    purposes(banner, "banner")?;
    if of != text(banner, "collection_point", "banner")? && of != text(banner, "banner_id", "banner")? {
        return Err(Fault::input("record", "is of another collection point"));
    }
    let display_id = read(banner, "display_id")?;
    let applied = Entry::latest(record, display_id)
        .and_then(|entry| merge::merge_banner(banner, Some(&entry), Own::Outdated, &|| "banner".into()));
    applied.map_err(|cause| refused(cause, "banner or record"))
}

/// A decision on its way to the API.
pub struct Sent {
    collection_point_id: String,
    action: Action,
    /// Undefined where no purpose is decided.
    purposes: JsValue,
    asked: Vec<Asked>,
    request_id: String,
}

impl Sent {
    fn read(decision: &JsValue) -> Result<Self, Fault> {
        let given = purposes(decision, "decision")?;
        let asked = asked(&given, "decision", |purpose, path| match text(purpose, "consented", path)?.as_str() {
            "approved" => Ok(State::Approved),
            "declined" => Ok(State::Declined),
            _ => Err(Fault::input(&[path, ".consented"].concat(), "must be approved or declined")),
        })?;
        let states: Vec<_> = asked.iter().map(|asked| asked.state).collect();
        let list = decided_purposes(&given, &asked, &states)?;
        let action = text(decision, "action", "decision")?;
        let Some(action) = Action::read(&action) else {
            return Err(Fault::input("decision.action", "must be a documented action"));
        };
        if !agrees(action, &states) || (action == Action::PartialConsent && states.is_empty()) {
            return Err(Fault::input("decision.action", "contradicts the decision's purposes"));
        }
        if let Some(ids) = decision::declined_mandatory(&asked, &states) {
            return Err(undecidable(Undecidable::Mandatory(ids)));
        }
        let request_id = text(decision, "request_id", "decision")?;
        if request_id.chars().all(char::is_whitespace) {
            return Err(Fault::input("decision.request_id", "must not be empty"));
        }
        Ok(Self {
            collection_point_id: call::id(&read(decision, "collection_point_id")?, "decision.collection_point_id")?,
            action,
            purposes: if asked.is_empty() { JsValue::UNDEFINED } else { list },
            asked,
            request_id,
        })
    }

    /// Whether the record is of what was sent.
    fn check(&self, record: &JsValue) -> Result<(), Fault> {
        let differs = |name| js::field(record, name).unwrap_or_default().as_string();
        let wrong = if differs("collection_point_id").as_deref() != Some(&self.collection_point_id) {
            "collection_point_id"
        } else if differs("action").and_then(|action| Action::read(&action)) != Some(self.action) {
            "action"
        } else if differs("request_id").is_some_and(|id| id != self.request_id) {
            "request_id"
        } else if !self.has_purposes_of(record) {
            "purpose_consents"
        } else {
            return Ok(());
        };
        Err(Fault::unexpected(&["its ", wrong, " is not what was sent"].concat()))
    }

    fn has_purposes_of(&self, record: &JsValue) -> bool {
        let list = js::field(record, "purpose_consents").unwrap_or_default();
        let list = js::list(&list).ok().flatten().unwrap_or_default();
        let state = |item: &JsValue| js::field(item, "status").unwrap_or_default().word().state;
        if self.asked.is_empty() {
            // The action spoke for all of them.
            return list.iter().all(|item| state(&item) == self.action.state());
        }
        let has = |sent: &Asked| {
            let is_it = |item: &JsValue| js::field(item, "purpose_id").is_ok_and(|of| of == sent.id.as_str());
            list.iter().find(is_it).is_some_and(|item| state(&item) == sent.state)
        };
        list.length() as usize == self.asked.len() && self.asked.iter().all(has)
    }
}

fn read_choices(choices: &JsValue) -> Result<Choices, Fault> {
    let predicate =
        "must be approve_all, necessary_only, decline_all, dismiss, or approved or declined for each purpose";
    let wrong = || Fault::input("choices", predicate);
    if let Some(word) = choices.as_string() {
        return Choices::read(&word).ok_or_else(wrong);
    }
    if !js::is_dictionary(choices) {
        return Err(wrong());
    }
    let mut each = Vec::new();
    for entry in js::entries(choices).map_err(|thrown| unreadable("choices", thrown))?.iter() {
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

fn undecidable(reason: Undecidable) -> Fault {
    let (code, problem, predicate, ids) = match reason {
        Undecidable::Unknown(ids) => (Code::UnknownPurpose, "unknown", "is no purpose of this banner", ids),
        Undecidable::Mandatory(ids) => (Code::MandatoryPurpose, "mandatory", "is mandatory", ids),
    };
    Fault::fields(code, ids.iter().map(|id| FieldError::new(id, problem, predicate)).collect())
}

/// The purposes as a decision has them.
fn decided_purposes(purposes: &[JsValue], asked: &[Asked], states: &[State]) -> Result<JsValue, Fault> {
    let list = Array::new();
    for ((purpose, asked), state) in purposes.iter().zip(asked).zip(states) {
        let decided = js::record(&[("id", &asked.id.as_str().into())]);
        for name in ["name", "purpose_type"] {
            let text = read(purpose, name)?;
            if text.is_string() {
                js::set(&decided, name, &text);
            }
        }
        js::set(&decided, "consented", &state.word().into());
        js::set(&decided, "is_mandatory", &asked.is_mandatory.into());
        list.push(&decided);
    }
    Ok(list.into())
}

/// What is asked of each purpose. `state` reads one at a path.
fn asked(
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
fn purposes(of: &JsValue, name: &str) -> Result<Vec<JsValue>, Fault> {
    if !js::is_record(of) {
        return Err(Fault::input(name, "must be an object"));
    }
    let field = [name, ".purposes"].concat();
    let given = read(of, "purposes")?;
    if given.is_none() {
        return Ok(Vec::new());
    }
    match given.list().map_err(|thrown| unreadable(&field, thrown))? {
        Some(list) if list.iter().all(js::is_record) => Ok(list),
        _ => Err(Fault::input(&field, "must be a list of objects")),
    }
}

fn read(of: &JsValue, name: &str) -> Result<JsValue, Fault> {
    js::field(of, name).map_err(|thrown| unreadable(name, thrown))
}

fn unreadable(name: &str, thrown: JsValue) -> Fault {
    Fault::input(name, "cannot be read").caused_by(thrown)
}

fn text(of: &JsValue, name: &str, path: &str) -> Result<String, Fault> {
    js::text(&read(of, name)?).ok_or_else(|| Fault::input(&[path, ".", name].concat(), "must be text"))
}

/// A version 4 UUID.
fn uuid() -> String {
    let mut bytes = [0; 16];
    fill_randomly(&mut bytes);
    let mut uuid = String::with_capacity(36);
    for (position, byte) in bytes.into_iter().enumerate() {
        let byte = match position {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        if matches!(position, 4 | 6 | 8 | 10) {
            uuid.push('-');
        }
        uuid.push(hex(byte >> 4));
        uuid.push(hex(byte & 15));
    }
    uuid
}
