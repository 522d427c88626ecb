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
use crate::call::{self, Call, send};
use crate::drift::{Kind, Shape, read_record};
use crate::error::{Code, Fault, FieldError, item};
use crate::js;
use crate::options::{CallOptions, Options};

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

/// `decideConsent`
pub fn decide_consent(banner: &JsValue, choices: &JsValue) -> Result<JsValue, Fault> {
    let given = purposes(banner, "banner")?;
    let mut asked = Vec::with_capacity(given.len());
    for (position, purpose) in given.iter().enumerate() {
        let path = || item("banner.purposes", position);
        asked.push(Asked {
            id: text(purpose, "id", &path())?,
            state: read(purpose, "consented")?.word().state,
            is_mandatory: flag(purpose, "is_mandatory", &path())?,
        });
    }
    let was_approved = read(banner, "latest_action")?.as_string().and_then(|word| Action::read(&word));
    let choices = read_choices(choices)?;
    let decided = decision::decide(&asked, was_approved == Some(Action::Approved), &choices).map_err(undecidable)?;
    let decision = js::record(&[
        ("collection_point_id", &text(banner, "collection_point", "banner")?.into()),
        ("action", &decided.action.word().into()),
    ]);
    if let Some(states) = decided.states {
        let chosen = Array::new();
        for ((purpose, asked), state) in given.iter().zip(&asked).zip(states) {
            chosen.push(&decided_purpose(purpose, &asked.id, state, asked.is_mandatory)?);
        }
        js::set(&decision, "purposes", &chosen);
    }
    js::set(&decision, "request_id", &uuid().into());
    let changed: Array = decided.changed.iter().map(|id| JsValue::from_str(id)).collect();
    js::set(&decision, "changed", &changed);
    Ok(decision)
}

/// Reads a decision before anything is awaited: what the caller changes afterwards is not meant.
pub fn prepare(user_id: &JsValue, decision: &JsValue) -> Result<(Call, Sent), Fault> {
    call::id(user_id, "userId")?;
    let sent = Sent::read(decision)?;
    let body = js::record(&[
        ("userId", user_id),
        ("action", &sent.action.word().into()),
        ("purposes", &sent.purposes),
        ("requestId", &JsValue::from_str(&sent.request_id)),
    ]);
    let id = sent.collection_point_id.clone();
    Ok((Call::write("POST", Route::RecordConsent, id, body, |answer| read_record(answer, RECORD)), sent))
}

/// `recordConsent`
pub async fn record(client: Rc<Options>, (call, sent): (Call, Sent), options: CallOptions) -> Result<JsValue, Fault> {
    let record = send(client, call, options).await?;
    sent.check(&record)?;
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
    states: Vec<(String, State)>,
    request_id: String,
}

impl Sent {
    fn read(decision: &JsValue) -> Result<Self, Fault> {
        let given = purposes(decision, "decision")?;
        let mut states = Vec::with_capacity(given.len());
        let mut mandatory = Vec::with_capacity(given.len());
        let list = Array::new();
        for (position, purpose) in given.iter().enumerate() {
            let path = item("decision.purposes", position);
            let state = match text(purpose, "consented", &path)?.as_str() {
                "approved" => State::Approved,
                "declined" => State::Declined,
                _ => return Err(Fault::input(&[&path, ".consented"].concat(), "must be approved or declined")),
            };
            let (id, is_mandatory) = (text(purpose, "id", &path)?, flag(purpose, "is_mandatory", &path)?);
            list.push(&decided_purpose(purpose, &id, state, is_mandatory)?);
            states.push((id, state));
            mandatory.push((is_mandatory, state));
        }
        let action = text(decision, "action", "decision")?;
        let Some(action) = Action::read(&action) else {
            return Err(Fault::input("decision.action", "must be a documented action"));
        };
        if !agrees(action, &states.iter().map(|(_, state)| *state).collect::<Vec<_>>())
            || (action == Action::PartialConsent && states.is_empty())
        {
            return Err(Fault::input("decision.action", "contradicts the decision's purposes"));
        }
        if let Some(declined) = decision::declined_mandatory(mandatory.into_iter()) {
            let declined = states.iter().zip(declined).filter(|(_, declined)| *declined);
            return Err(undecidable(Undecidable::Mandatory(declined.map(|((id, _), _)| id.clone()).collect())));
        }
        let request_id = text(decision, "request_id", "decision")?;
        if request_id.trim().is_empty() {
            return Err(Fault::input("decision.request_id", "must not be empty"));
        }
        Ok(Self {
            collection_point_id: call::id(&read(decision, "collection_point_id")?, "decision.collection_point_id")?,
            action,
            purposes: if states.is_empty() { JsValue::UNDEFINED } else { list.into() },
            states,
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
        Err(Fault::unexpected(&["its ", wrong, " is not what was sent"].concat()).with_status(201).after(1, false))
    }

    fn has_purposes_of(&self, record: &JsValue) -> bool {
        let list = js::field(record, "purpose_consents").ok().and_then(|list| js::list(&list).ok().flatten());
        let list: Vec<_> = list.iter().flat_map(Array::iter).collect();
        let state = |item: &JsValue| js::field(item, "status").unwrap_or_default().word().state;
        if self.states.is_empty() {
            // The action spoke for all of them.
            return list.iter().all(|item| state(item) == self.action.state());
        }
        let has = |(id, sent): &(String, State)| {
            let is_it = |item: &&JsValue| js::field(item, "purpose_id").is_ok_and(|of| of == id.as_str());
            list.iter().find(is_it).is_some_and(|item| state(item) == *sent)
        };
        list.len() == self.states.len() && self.states.iter().all(has)
    }
}

fn read_choices(choices: &JsValue) -> Result<Choices, Fault> {
    let predicate =
        "must be approve_all, necessary_only, decline_all, dismiss, or approved or declined for each purpose";
    let wrong = || Fault::input("choices", predicate);
    if let Some(word) = choices.as_string() {
        return Choices::read(&word).ok_or_else(wrong);
    }
    if !js::is_record(choices) {
        return Err(wrong());
    }
    let mut each = Vec::new();
    for entry in js::entries(choices).map_err(unreadable)?.iter() {
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

/// A purpose as a decision has it.
fn decided_purpose(purpose: &JsValue, id: &str, state: State, is_mandatory: bool) -> Result<JsValue, Fault> {
    let decided = js::record(&[("id", &id.into())]);
    for name in ["name", "purpose_type"] {
        let text = read(purpose, name)?;
        if text.is_string() {
            js::set(&decided, name, &text);
        }
    }
    js::set(&decided, "consented", &state.word().into());
    js::set(&decided, "is_mandatory", &is_mandatory.into());
    Ok(decided)
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
    match given.list().map_err(unreadable)? {
        Some(list) if list.iter().all(js::is_record) => Ok(list),
        _ => Err(Fault::input(&field, "must be a list of objects")),
    }
}

fn read(of: &JsValue, name: &str) -> Result<JsValue, Fault> {
    js::field(of, name).map_err(unreadable)
}

fn unreadable(thrown: JsValue) -> Fault {
    Fault::input("it", "cannot be read").caused_by(thrown)
}

fn text(of: &JsValue, name: &str, path: &str) -> Result<String, Fault> {
    js::text(&read(of, name)?).ok_or_else(|| Fault::input(&[path, ".", name].concat(), "must be text"))
}

fn flag(of: &JsValue, name: &str, path: &str) -> Result<bool, Fault> {
    let flag = read(of, name)?.as_bool();
    flag.ok_or_else(|| Fault::input(&[path, ".", name].concat(), "must be true or false"))
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
        uuid.extend([byte >> 4, byte & 15].into_iter().filter_map(|half| char::from_digit(half.into(), 16)));
    }
    uuid
}
