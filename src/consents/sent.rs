//! A decision on its way to the API: whether it may be sent, and whether an answer is the record of it.

use wasm_bindgen::prelude::*;

use super::decide::undecidable;
use super::decision::{Asked, Undecidable, agrees, declined_mandatory};
use super::merge::{Consent, Listed};
use super::numbers::read;
use super::terms::TERMS;
use super::words::{Action, State};
use crate::error::Fault;
use crate::host;
use crate::host::reading::{Reading, path_of, read_decision, read_record};

/// A decision on its way to the API.
pub struct Sent {
    pub read: Reading,
    pub action: Action,
    asked: Vec<Asked>,
    /// The numbers of its texts.
    collection_point_id: usize,
    request_id: usize,
    /// What the caller saw of the banner, where that must not have changed.
    pub seen: Option<JsValue>,
}

impl Sent {
    pub fn read(decision: &JsValue) -> Result<Self, Fault> {
        let (read, mut numbers) = read(read_decision(decision, TERMS))?;
        let asked = numbers.asked(|word| if word.raw.is_none() { word.state } else { State::Pending });
        let action = numbers.action();
        let (collection_point_id, request_id) = (numbers.take(), numbers.take());
        let known = action.unwrap_or(Action::NoAction);
        let sent = Self { read, action: known, asked, collection_point_id, request_id, seen: None };
        sent.must_be_right(action)?;
        Ok(sent)
    }

    /// Whether it is a decision, and its action says what its purposes say.
    fn must_be_right(&self, action: Option<Action>) -> Result<(), Fault> {
        let mut states = Vec::new();
        for (position, Asked { state, .. }) in self.asked.iter().enumerate() {
            if !state.is_record() {
                return Err(Fault::input(&path_of(&self.read, position), "must be approved or declined"));
            }
            states.push(*state);
        }
        let Some(action) = action else {
            return Err(Fault::input("decision.action", "must be a documented action"));
        };
        if !agrees(action, &states) || (action == Action::PartialConsent && states.is_empty()) {
            return Err(Fault::input("decision.action", "contradicts the decision's purposes"));
        }
        let mandatory = declined_mandatory(&self.asked, &states);
        if !mandatory.is_empty() {
            return Err(undecidable(&self.read, Undecidable::Mandatory(mandatory)));
        }
        let request_id = host::field(&self.read, "request_id").unwrap_or_default();
        if request_id.as_string().unwrap_or_default().chars().all(char::is_whitespace) {
            return Err(Fault::input("decision.request_id", "must not be empty"));
        }
        Ok(())
    }

    /// Whether it is on record, after so many requests.
    pub fn check(&self, record: &JsValue, attempts: u32) -> Result<(), Fault> {
        let (_, mut numbers) = read(read_record(&self.read, record))?;
        let (collection_point_id, request_id) = (numbers.take(), numbers.take());
        let count = numbers.take().saturating_sub(1);
        let consent = numbers.consent(count);
        // Whatever else is odd about a record of this request: the request is on record.
        let what = if request_id == self.request_id {
            if !self.contradicts(&consent) {
                return Ok(());
            }
            let fault = Fault::conflict("its request_id already stands for another decision");
            return Err(fault.with_status(201).after(attempts, false));
        } else if request_id > 0 {
            "request_id"
        } else if collection_point_id != self.collection_point_id {
            "collection_point_id"
        } else if consent.action != Some(self.action) {
            "action"
        } else if !self.has_purposes_of(&consent) {
            "purpose_consents"
        } else {
            return Ok(());
        };
        let fault = Fault::unexpected(&["its ", what, " is not what was sent"].concat());
        Err(fault.with_status(201).after(attempts, true).of_write("recordConsent"))
    }

    /// What was sent for a purpose of the record.
    fn sent(&self, listed: &Listed) -> Option<State> {
        let is_same = |asked: &&Asked| listed.purpose.is_some_and(|id| id + 1 == asked.id);
        // Without purposes the action spoke for all of them.
        let by_action = Some(self.action.state()).filter(|_| self.asked.is_empty());
        self.asked.iter().find(is_same).map(|asked| asked.state).or(by_action)
    }

    /// Whether the record decides otherwise than what was sent. What it leaves out or has no word for does not.
    fn contradicts(&self, record: &Consent) -> bool {
        let is_decision = |action| action != Action::NoAction;
        if record.action.is_some_and(|action| is_decision(action) != is_decision(self.action)) {
            return true;
        }
        let mut decided = record.list.iter().filter(|listed| !listed.is_notice && listed.word.state.is_record());
        if !is_decision(self.action) {
            return record.action.is_none() && decided.next().is_some();
        }
        let (mut is_named, mut differs) = (false, false);
        for listed in decided {
            let sent = self.sent(listed);
            is_named |= sent.is_some();
            differs |= sent.unwrap_or(State::Declined) != listed.word.state;
        }
        differs || !is_named && record.action.is_some_and(|action| action.state() != self.action.state())
    }

    fn has_purposes_of(&self, consent: &Consent) -> bool {
        let is_sent = |listed: &Listed| self.sent(listed) == Some(listed.word.state);
        let is_listed =
            |sent: &Asked| consent.list.iter().any(|listed| listed.purpose.is_some_and(|id| id + 1 == sent.id));
        let has_all = self.asked.is_empty() || consent.list.len() == self.asked.len();
        has_all && consent.list.iter().all(is_sent) && self.asked.iter().all(is_listed)
    }
}
