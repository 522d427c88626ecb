//! Recording decisions, and what a banner is after one: `POST /consent/{collection_point_id}/consent`.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::current::times;
use super::decide::undecidable;
use super::decision::{Asked, Undecidable, agrees, declined_mandatory};
use super::merge::numbers::outcomes;
use super::merge::{Consent, replace};
use super::numbers::{Numbers, TERMS, unreadable};
use super::status::PURPOSE_CONSENT;
use super::words::{Action, State};
use crate::error::Fault;
use crate::error::field::item;
use crate::host;
use crate::host::reading::{Reading, merged, read_applied, read_decision, read_record};
use crate::request::client::{Client, ConsentClient, promise};
use crate::request::endpoint::{Call, Endpoint, checked_id, endpoints};
use crate::request::options::CallOptions;
use crate::schema::shape::{Answer, Kind, Shape};

const RECORD: &Shape = &[
    ("id", Kind::TextOrNull),
    ("action", Kind::Text),
    ("collection_point_id", Kind::Text),
    ("purpose_consents", Kind::Log(PURPOSE_CONSENT)),
    ("timestamp", Kind::TextOrNumber),
    ("status", Kind::TextOrNull),
    ("request_id", Kind::TextOrNull),
    ("collection_point_version", Kind::Optional(&Kind::TextOrNumber)),
    ("metadata", Kind::Optional(&Kind::RecordOrNull(&[]))),
];

endpoints! {
    RECORD_CONSENT = Endpoint::new("recordConsent", "POST", "/consent/{collection_point_id}/consent", Answer::Record(RECORD));
}

/// Reads a decision before anything is awaited: what the caller changes afterwards is not meant.
fn prepare(user_id: &JsValue, decision: &JsValue) -> Result<(Rc<Call>, Sent), Fault> {
    checked_id(user_id, "userId")?;
    let sent = Sent::read(decision)?;
    let body = host::record(&[
        ("userId", user_id),
        ("action", &sent.action.word().into()),
        ("purposes", &if sent.asked.is_empty() { JsValue::UNDEFINED } else { of(&sent.read, "purposes") }),
        ("requestId", &of(&sent.read, "request_id")),
        ("metadata", &of(&sent.read, "metadata")),
    ]);
    let id = checked_id(&of(&sent.read, "collection_point_id"), "decision.collection_point_id")?;
    Ok((Call::write(&RECORD_CONSENT, id, &body), sent))
}

/// What was read of the decision, as JavaScript has it.
fn of(read: &Reading, name: &str) -> JsValue {
    host::field(read, name).unwrap_or_default()
}

async fn record(client: Rc<Client>, (call, sent): (Rc<Call>, Sent), options: CallOptions) -> Result<JsValue, Fault> {
    let record = client.send(&call, &options).await?;
    sent.check(&record).map_err(|fault| fault.with_status(201).after(call.attempts.get(), false))?;
    Ok(record)
}

fn applied(banner: &JsValue, record: &JsValue) -> Result<JsValue, Fault> {
    let read = TERMS.with(|terms| read_applied(banner, record, terms)).map_err(unreadable)?;
    let numbers = read.numbers();
    let mut numbers = Numbers::new(&numbers);
    let (entries, banners) = (numbers.entries().unwrap_or_default(), numbers.banners());
    let mut replaced = Vec::new();
    for (banner, entry) in banners.iter().zip(&entries) {
        if entry.id != banner.point && entry.id != banner.id {
            return Err(Fault::input("record", "is of another collection point"));
        }
        replaced.push(replace(banner, entry, numbers.ids));
    }
    let merged = merged(&read, &outcomes(&replaced, true, &[]), &times(&read, &replaced));
    let banners = host::field(&merged, "banners").unwrap_or_default();
    Ok(banners.unchecked_ref::<Array>().get(0))
}

/// A decision on its way to the API.
struct Sent {
    read: Reading,
    action: Action,
    asked: Vec<Asked>,
    /// The numbers of its texts.
    collection_point_id: usize,
    request_id: usize,
}

impl Sent {
    fn read(decision: &JsValue) -> Result<Self, Fault> {
        let read = TERMS.with(|terms| read_decision(decision, terms)).map_err(unreadable)?;
        let numbers = read.numbers();
        let mut numbers = Numbers::new(&numbers);
        let asked = numbers.asked(|word| if word.raw.is_none() { word.state } else { State::Pending });
        if let Some(position) = asked.iter().position(|purpose| !purpose.state.is_record()) {
            let field = [&item("decision.purposes", position), ".consented"].concat();
            return Err(Fault::input(&field, "must be approved or declined"));
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
        Ok(Self { collection_point_id: numbers.take(), request_id: numbers.take(), read, action, asked })
    }

    /// Whether the record is of what was sent.
    fn check(&self, record: &JsValue) -> Result<(), Fault> {
        let read = read_record(&self.read, record).map_err(unreadable)?;
        let numbers = read.numbers();
        let mut numbers = Numbers::new(&numbers);
        let (collection_point_id, request_id) = (numbers.take(), numbers.take());
        let count = numbers.take().saturating_sub(1);
        let consent = numbers.consent(count);
        let wrong = if collection_point_id != self.collection_point_id {
            "collection_point_id"
        } else if consent.action != Some(self.action) {
            "action"
        } else if request_id > 0 && request_id != self.request_id {
            "request_id"
        } else if !self.has_purposes_of(&consent) {
            "purpose_consents"
        } else {
            return Ok(());
        };
        Err(Fault::unexpected(&["its ", wrong, " is not what was sent"].concat()))
    }

    fn has_purposes_of(&self, consent: &Consent) -> bool {
        if self.asked.is_empty() {
            // The action spoke for all of them.
            return consent.list.iter().all(|listed| listed.word.state == self.action.state());
        }
        let has = |sent: &Asked| {
            let listed = consent.list.iter().find(|listed| listed.purpose.is_some_and(|id| id + 1 == sent.id));
            listed.is_some_and(|listed| listed.word.state == sent.state)
        };
        consent.list.len() == self.asked.len() && self.asked.iter().all(has)
    }
}

#[wasm_bindgen]
impl ConsentClient {
    /// Records a decision: `POST /consent/{collection_point_id}/consent`.
    ///
    /// Resolves only with the API's record, checked against what was sent. Sending the same decision again, after a
    /// failure, in another tab or after a crash, gives the first record and makes no second one.
    ///
    /// @param userId - The person's id in your application.
    /// @param decision - As {@link decideConsent} made it.
    ///
    /// Rejects with `invalid_input` (also a decision whose action contradicts its purposes), `mandatory_purpose`,
    /// `bad_request`, `not_found`, `conflict`, `outcome_unknown`, and `unexpected_response` where the record is not
    /// of what was sent.
    ///
    /// @example
    /// ```js
    /// const decision = decideConsent(banner, "necessary_only");
    /// const record = await client.recordConsent("usr_asha", decision);
    /// banner = applyDecision(banner, record);
    /// ```
    #[wasm_bindgen(js_name = recordConsent, unchecked_return_type = "Promise<ConsentRecord>")]
    pub fn record_consent(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ConsentDecision")] decision: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        let client = self.0.clone();
        let given = CallOptions::from_js(&options).and_then(|options| Ok((prepare(&user_id, &decision)?, options)));
        promise("recordConsent", async move {
            let (prepared, options) = given?;
            record(client, prepared, options).await
        })
    }
}

/// The banner as it is after a decision was recorded, without another request. Pure and synchronous; the inputs stay as
/// they are. `display_id` stays the banner's, for the record does not have it.
///
/// @param banner - The banner that was decided on.
/// @param record - As {@link ConsentClient.recordConsent} gave it.
/// @throws {ConsentError} `invalid_input`, also for a record of another collection point.
///
/// @example
/// ```js
/// banner = applyDecision(banner, await client.recordConsent("usr_asha", decision));
/// ```
#[wasm_bindgen(js_name = applyDecision, unchecked_return_type = "MergedBanner")]
pub fn apply_decision(
    #[wasm_bindgen(unchecked_param_type = "MergedBanner")] banner: JsValue,
    #[wasm_bindgen(unchecked_param_type = "ConsentRecord")] record: JsValue,
) -> Result<JsValue, JsValue> {
    applied(&banner, &record).map_err(|fault| fault.into_js("applyDecision"))
}
