//! Recording decisions, and what a banner is after one: `POST /consent/{collection_point_id}/consent`.

use std::rc::Rc;

use js_sys::{Array, Date, Promise};
use wasm_bindgen::prelude::*;

use super::current::{ask, made, merged};
use super::merge::replace;
use super::numbers::{Numbers, TERMS, unreadable};
use super::sent::{Sent, Verdict};
use super::status::PURPOSE_CONSENT;
use crate::error::{Code, Fault};
use crate::host;
use crate::host::reading::{banner_now, is_unchanged, read_applied, read_seen};
use crate::request::client::{Client, ConsentClient, promise};
use crate::request::endpoint::{Call, Endpoint, checked_id, endpoints};
use crate::request::option_values::read_option;
use crate::request::options::CallOptions;
use crate::schema::shape::{Answer, Kind, Shape, documented};

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
    RECORD_CONSENT = Endpoint::new("recordConsent", "POST", "/consent/{collection_point_id}/consent", Answer::Record(documented!(RECORD)));
}

/// Reads a decision before anything is awaited: what the caller changes afterwards is not meant.
fn prepare(user_id: &JsValue, decision: &JsValue, options: &JsValue) -> Result<(Rc<Call>, Sent), Fault> {
    checked_id(user_id, "userId")?;
    let mut sent = Sent::read(decision)?;
    let banner = read_option(options, "ifUnchanged")?;
    if !banner.is_null() && !banner.is_undefined() {
        let seen = read_seen(&banner, &sent.of("collection_point_id"));
        sent.seen = Some(seen.map_err(|thrown| unreadable(thrown).of_option())?);
    }
    let body = host::record(&[
        ("userId", user_id),
        ("action", &sent.action.word().into()),
        ("purposes", &if sent.asked.is_empty() { JsValue::UNDEFINED } else { sent.of("purposes") }),
        ("requestId", &sent.of("request_id")),
        ("metadata", &sent.of("metadata")),
    ]);
    let id = checked_id(&sent.of("collection_point_id"), "decision.collection_point_id")?;
    Ok((Call::write(&RECORD_CONSENT, id, &body), sent))
}

async fn record(
    client: Rc<Client>,
    user_id: JsValue,
    (call, sent): (Rc<Call>, Sent),
    options: CallOptions,
) -> Result<JsValue, Fault> {
    if let Some(seen) = &sent.seen {
        // A read that began earlier may be older than what the banner was made of.
        client.shared.forget_reads();
        let answers = ask(&client, &user_id, &options).await;
        // Nothing was sent that could have been carried out.
        let answers = answers.map_err(|fault| {
            let attempts = fault.attempts;
            fault.after(attempts, false)
        })?;
        let status = match answers.status {
            Ok(status) => status,
            Err(fault) if fault.code == Code::NotFound => JsValue::NULL,
            Err(_) => JsValue::UNDEFINED,
        };
        let merged = merged(&banner_now(seen, &answers.own), &status, Date::now())?;
        if !is_unchanged(seen, &merged, &status, &sent.of("request_id")) {
            return Err(Fault::conflict("another decision was recorded since the banner was read"));
        }
    }
    let record = client.send(&call, &options).await?;
    match sent.verdict(&record)? {
        Verdict::Recorded => Ok(record),
        Verdict::Another => {
            let fault = Fault::conflict("its request_id already stands for another decision");
            Err(fault.with_status(201).after(call.attempts.get(), false))
        }
        Verdict::Unknown(what) => {
            let fault = Fault::unexpected(&["its ", what, " is not what was sent"].concat());
            Err(fault.with_status(201).after(call.attempts.get(), true).of_write("recordConsent"))
        }
    }
}

fn applied(banner: &JsValue, record: &JsValue) -> Result<JsValue, Fault> {
    let read = TERMS.with(|terms| read_applied(banner, record, terms)).map_err(unreadable)?;
    let numbers = read.numbers();
    let mut numbers = Numbers::new(&numbers);
    let (entries, banners) = (numbers.entries().unwrap_or_default(), numbers.banners());
    let mut replaced = Vec::new();
    for (banner, entry) in banners.iter().zip(&entries) {
        if entry.id.is_none() || entry.id != banner.point && entry.id != banner.id {
            return Err(Fault::input("record", "is of another collection point"));
        }
        replaced.push(replace(banner, entry, numbers.ids));
    }
    let merged = made(&read, &replaced, true, &[], Date::now());
    let banners = host::field(&merged, "banners").unwrap_or_default();
    Ok(banners.unchecked_ref::<Array>().get(0))
}

#[wasm_bindgen]
impl ConsentClient {
    /// Records a decision: `POST /consent/{collection_point_id}/consent`.
    ///
    /// Resolves only with the API's record of this decision. Sending the same decision again, after a failure, in
    /// another tab or after a crash, gives the first record and makes no second one.
    ///
    /// A decision is made over what a banner showed, and another window may have recorded one since. With `ifUnchanged`
    /// the person's consents are read again first, and nothing is sent where the latest record at this point has another
    /// id, time or state than that banner (where the status cannot be read: where the banner's states differ). That the
    /// latest record is of this very decision is no change. Reading and recording are two steps: what another window
    /// records between them is not seen.
    ///
    /// @param userId - The person's id in your application.
    /// @param decision - As {@link decideConsent} made it. A purpose that one made by hand names twice, with one state, is
    /// sent once.
    /// @param options - See {@link RecordConsentOptions}.
    ///
    /// Rejects with `invalid_input` (also a decision whose action contradicts its purposes, or that names a purpose twice with
    /// different states), `mandatory_purpose`,
    /// `bad_request`, `not_found`, `outcome_unknown`, and `conflict`: with `status: null` where `ifUnchanged` found another
    /// record, else where the `request_id` stands for another decision, which is not replaced.
    ///
    /// @example
    /// ```js
    /// const decision = decideConsent(banner, "necessary_only");
    /// const record = await client.recordConsent("usr_asha", decision, { ifUnchanged: banner });
    /// banner = applyDecision(banner, record);
    /// ```
    #[wasm_bindgen(js_name = recordConsent, unchecked_return_type = "Promise<ConsentRecord>")]
    pub fn record_consent(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "ConsentDecision")] decision: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RecordConsentOptions")] options: JsValue,
    ) -> Promise {
        let client = self.0.clone();
        let given = CallOptions::from_js(&options);
        let given = given.and_then(|read| Ok((prepare(&user_id, &decision, &options)?, read)));
        promise("recordConsent", async move {
            let (prepared, options) = given?;
            record(client, user_id, prepared, options).await
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
