//! A decision on its way to the API, and what a record says of it.

use wasm_bindgen::prelude::*;

use super::decide::undecidable;
use super::decision::{Asked, Undecidable, agrees, declined_mandatory};
use super::merge::{Consent, Listed};
use super::numbers::{Numbers, TERMS, unreadable};
use super::words::{Action, State};
use crate::error::Fault;
use crate::error::field::item;
use crate::host;
use crate::host::reading::{Reading, read_decision, read_record};

/// What a record says of the decision that was sent.
pub enum Verdict {
    /// It is on record.
    Recorded,
    /// The request that was sent stands for another decision, which was recorded before.
    Another,
    /// The record may be of anything: this part of it is not what was sent.
    Unknown(&'static str),
}

/// A decision on its way to the API.
pub struct Sent {
    read: Reading,
    pub action: Action,
    pub asked: Vec<Asked>,
    /// The numbers of its texts.
    collection_point_id: usize,
    request_id: usize,
    /// What the caller saw of the banner, where that must not have changed.
    pub seen: Option<JsValue>,
}

impl Sent {
    pub fn read(decision: &JsValue) -> Result<Self, Fault> {
        let read = TERMS.with(|terms| read_decision(decision, terms)).map_err(unreadable)?;
        let numbers = read.numbers();
        let mut numbers = Numbers::new(&numbers);
        let (asked, differing) = numbers.asked(|word| if word.raw.is_none() { word.state } else { State::Pending });
        let unread = asked.iter().find(|purpose| !purpose.state.is_record()).map(|purpose| purpose.position);
        if let Some(position) = unread.or(differing) {
            let field = [&item("decision.purposes", position), ".consented"].concat();
            return Err(Fault::input(&field, "must be approved or declined, and the same for the same purpose"));
        }
        let states: Vec<_> = asked.iter().map(|purpose| purpose.state).collect();
        let Some(action) = numbers.action() else {
            return Err(Fault::input("decision.action", "must be a documented action"));
        };
        if !agrees(action, &states) || (action == Action::PartialConsent && states.is_empty()) {
            return Err(Fault::input("decision.action", "contradicts the decision's purposes"));
        }
        if let Some(ids) = declined_mandatory(&asked, &states) {
            return Err(undecidable(&read, Undecidable::Mandatory(ids)));
        }
        if of(&read, "request_id").as_string().unwrap_or_default().chars().all(char::is_whitespace) {
            return Err(Fault::input("decision.request_id", "must not be empty"));
        }
        Ok(Self { collection_point_id: numbers.take(), request_id: numbers.take(), read, action, asked, seen: None })
    }

    /// What was read of the decision, as JavaScript has it.
    pub fn of(&self, name: &str) -> JsValue {
        of(&self.read, name)
    }

    pub fn verdict(&self, record: &JsValue) -> Result<Verdict, Fault> {
        let read = read_record(&self.read, record).map_err(unreadable)?;
        let numbers = read.numbers();
        let mut numbers = Numbers::new(&numbers);
        let (collection_point_id, request_id) = (numbers.take(), numbers.take());
        let count = numbers.take().saturating_sub(1);
        let consent = numbers.consent(count);
        if request_id == self.request_id {
            // Whatever else is odd about it: this request is on record.
            return Ok(if self.contradicts(&consent) { Verdict::Another } else { Verdict::Recorded });
        }
        Ok(if request_id > 0 {
            Verdict::Unknown("request_id")
        } else if collection_point_id != self.collection_point_id {
            Verdict::Unknown("collection_point_id")
        } else if consent.action != Some(self.action) {
            Verdict::Unknown("action")
        } else if !self.has_purposes_of(&consent) {
            Verdict::Unknown("purpose_consents")
        } else {
            Verdict::Recorded
        })
    }

    /// What was sent for a purpose of the record: nothing, where it cannot be read which it is.
    fn sent(&self, listed: &Listed) -> Option<State> {
        let purpose = listed.purpose?;
        let is_same = |asked: &&Asked| purpose + 1 == asked.id;
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
        let is_decided =
            |listed: &&Listed| listed.purpose.is_some() && !listed.is_notice && listed.word.state.is_record();
        let mut decided = record.list.iter().filter(is_decided);
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

fn of(read: &Reading, name: &str) -> JsValue {
    host::field(read, name).unwrap_or_default()
}
