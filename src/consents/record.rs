//! Recording decisions, and what a banner is after one: `POST /consent/{collection_point_id}/consent`.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::current::refused;
use super::decide::{asked, decided_purposes, purposes, read, text, undecidable};
use super::decision::{self, Asked, Undecidable, agrees};
use super::merge::entries::Entry;
use super::merge::value::Value;
use super::merge::{self, Own};
use super::status::PURPOSE_CONSENT;
use super::words::{Action, State};
use crate::error::Fault;
use crate::host;
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
        ("purposes", &sent.purposes),
        ("requestId", &JsValue::from_str(&sent.request_id)),
    ]);
    let id = sent.collection_point_id.clone();
    Ok((Call::write(&RECORD_CONSENT, id, &body), sent))
}

async fn record(client: Rc<Client>, (call, sent): (Rc<Call>, Sent), options: CallOptions) -> Result<JsValue, Fault> {
    let record = client.send(&call, &options).await?;
    sent.check(&record).map_err(|fault| fault.with_status(201).after(call.attempts.get(), false))?;
    Ok(record)
}

fn applied(banner: &JsValue, record: &JsValue) -> Result<JsValue, Fault> {
    let of = text(record, "collection_point_id", "record")?;
    purposes(banner, "banner")?;
    if of != text(banner, "collection_point", "banner")? && of != text(banner, "banner_id", "banner")? {
        return Err(Fault::input("record", "is of another collection point"));
    }
    let display_id = read(banner, "display_id")?;
    let merged = Entry::latest(record, display_id)
        .and_then(|entry| merge::merge_banner(banner, Some(&entry), Own::Outdated, &|| "banner".into()));
    merged.map_err(|cause| refused(cause, "banner or record"))
}

/// A decision on its way to the API.
struct Sent {
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
            collection_point_id: checked_id(&read(decision, "collection_point_id")?, "decision.collection_point_id")?,
            action,
            purposes: if asked.is_empty() { JsValue::UNDEFINED } else { list },
            asked,
            request_id,
        })
    }

    /// Whether the record is of what was sent.
    fn check(&self, record: &JsValue) -> Result<(), Fault> {
        let differs = |name| host::field(record, name).unwrap_or_default().as_string();
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
        let list = host::field(record, "purpose_consents").unwrap_or_default();
        let list = host::list(&list).ok().flatten().unwrap_or_default();
        let state = |item: &JsValue| host::field(item, "status").unwrap_or_default().word().state;
        if self.asked.is_empty() {
            // The action spoke for all of them.
            return list.iter().all(|item| state(&item) == self.action.state());
        }
        let has = |sent: &Asked| {
            let is_it = |item: &JsValue| host::field(item, "purpose_id").is_ok_and(|of| of == sent.id.as_str());
            list.iter().find(is_it).is_some_and(|item| state(&item) == sent.state)
        };
        list.length() as usize == self.asked.len() && self.asked.iter().all(has)
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
