//! A person's current consents: banners and status, fetched at once and merged.

use std::rc::Rc;

use js_sys::{Date, Promise};
use wasm_bindgen::prelude::*;

use super::merge::numbers::outcomes;
use super::merge::{MergedBanner, merge};
use super::numbers::{Numbers, TERMS, unreadable};
use super::{banners, status};
use crate::error::{Code, Fault};
use crate::host;
use crate::host::reading::{self, Reading};
use crate::request::attempts::all;
use crate::request::client::{Client, ConsentClient, promise};
use crate::request::endpoint::{Call, checked_id};
use crate::request::options::CallOptions;
use crate::schema::api_time::micros_of;

/// What the API said of a person.
pub(crate) struct Answers {
    /// The person's own banners.
    pub own: JsValue,
    every: Option<JsValue>,
    pub status: Result<JsValue, Fault>,
}

/// Asks for a person's banners and status at once.
pub(crate) async fn ask(client: &Rc<Client>, user_id: &JsValue, options: &CallOptions) -> Result<Answers, Fault> {
    let id = checked_id(user_id, "userId")?;
    let mut calls = vec![Call::new(&banners::OF_USER, user_id)?, Call::new(&status::OF_USER, user_id)?];
    if options.include_all {
        calls.push(Call::new(&banners::LIST, user_id)?);
    }
    let sent = calls.iter().map(|call| client.send(call, options));
    let mut answers = all(sent, |position, fault| position == STATUS && !is_ours(fault)).await?.into_iter();
    let (own, status, every) = (answers.next(), answers.next(), answers.next());
    let status = status.unwrap_or(Ok(JsValue::NULL)).and_then(|status| of_person(status, &id));
    let attempts = calls.get(STATUS).map_or(0, |call| call.attempts.get());
    let status = status.map_err(|fault| fault.after(attempts, false));
    Ok(Answers { own: own.transpose()?.unwrap_or_default(), every: every.transpose()?, status })
}

async fn current(client: Rc<Client>, user_id: JsValue, options: CallOptions) -> Result<JsValue, Fault> {
    let Answers { own, every, status } = ask(&client, &user_id, &options).await?;
    let banners = match every {
        Some(all) => reading::with_own(&all, &own),
        None => own,
    };
    let (word, status, error) = match status {
        Ok(status) => ("merged", status, JsValue::NULL),
        Err(fault) if fault.code == Code::NotFound => ("no_records", JsValue::NULL, JsValue::NULL),
        Err(fault) => ("unavailable", JsValue::NULL, fault.into_js("consentStatus")),
    };
    let merged = merged(&banners, &status, Date::now())?;
    host::set(&merged, "user_id", &user_id);
    host::set(&merged, "status", &word.into());
    host::set(&merged, "status_error", &error);
    Ok(merged)
}

/// Where the status call stands among the others.
const STATUS: usize = 1;

/// Failures that are not taken for a missing status: the caller's own, and a 404 that is not the API's.
fn is_ours(fault: &Fault) -> bool {
    let is_wrong_address = fault.code == Code::UnexpectedResponse && fault.status == Some(404);
    is_wrong_address || matches!(fault.code, Code::InvalidOptions | Code::InvalidInput | Code::Aborted)
}

/// A status of somebody else is no status of this person.
fn of_person(status: JsValue, id: &str) -> Result<JsValue, Fault> {
    match host::field(&status, "user_id") {
        Ok(user_id) if user_id == id => Ok(status),
        _ => Err(Fault::unexpected("user_id is another person's").with_status(200)),
    }
}

pub(crate) fn merged(banners: &JsValue, status: &JsValue, now: f64) -> Result<JsValue, Fault> {
    let read = TERMS.with(|terms| reading::read_consents(banners, status, terms)).map_err(unreadable)?;
    let numbers = read.numbers();
    let mut numbers = Numbers::new(&numbers);
    let entries = numbers.entries();
    let has_status = entries.is_some();
    let entries = entries.unwrap_or_default();
    let (banners, unmatched) = merge(&numbers.banners(), &entries, numbers.ids, |entry| recorded(&read, entry));
    Ok(made(&read, &banners, has_status, &unmatched, now))
}

/// The objects that the merge says; `now` in milliseconds.
pub(crate) fn made(
    read: &Reading,
    banners: &[MergedBanner],
    has_status: bool,
    unmatched: &[usize],
    now: f64,
) -> JsValue {
    let now = (now * 1_000.0) as i64;
    let (outcomes, times) = outcomes(banners, has_status, unmatched, |entry| recorded(read, entry), now);
    reading::merged(read, &outcomes, &times)
}

/// When an entry's latest consent was.
fn recorded(read: &Reading, entry: usize) -> Option<i64> {
    micros_of(&reading::timestamp_of(read, entry + 1))
}

/// The `now` option, by default the clock's.
pub(crate) fn read_now(options: &JsValue) -> Result<f64, Fault> {
    let field = |name: &str| {
        host::field(options, name).map_err(|thrown| Fault::input("now", "cannot be read").caused_by(thrown))
    };
    if !options.is_undefined() && !options.is_null() && !host::is_record(options) {
        return Err(Fault::input("options", "must be an object"));
    }
    let given = field("now")?;
    if given.is_undefined() || given.is_null() {
        return Ok(Date::now());
    }
    let ms = given.as_f64().or_else(|| host::time_of(&given).ok()).filter(|ms| ms.is_finite());
    ms.ok_or_else(|| Fault::input("now", "must be a date, or a number of milliseconds"))
}

#[wasm_bindgen]
impl ConsentClient {
    /// A person's banners and status, fetched at once and merged as by {@link mergeConsents}.
    ///
    /// A person without status records has `status: "no_records"`. Where the status cannot be read (a consent-scoped
    /// key may not), the banners' own states stand, with `status: "unavailable"` and the error in `status_error`.
    ///
    /// @param userId - The person's id in your application.
    ///
    /// Rejects with `invalid_input` and `bad_request`, and whenever the banners cannot be read.
    ///
    /// @example
    /// ```js
    /// const { banners, status } = await client.currentConsents("usr_asha", { include: "all" });
    /// for (const { title, purposes } of banners) {
    ///   console.log(title, purposes.map((purpose) => purpose.consented));
    /// }
    /// ```
    #[wasm_bindgen(js_name = currentConsents, unchecked_return_type = "Promise<MergedConsents>")]
    pub fn current_consents(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CurrentConsentsOptions")] options: JsValue,
    ) -> Promise {
        let client = self.0.clone();
        let options = CallOptions::from_js(&options);
        promise("currentConsents", async move { current(client, user_id, options?).await })
    }
}

/// Merges banners with a status: what both together say of each purpose. Pure and synchronous; the inputs stay as they
/// are, unknown fields and the order are kept.
///
/// A status entry outranks the banner, and `conflict` tells where they differ. What is unknown or missing is
/// `"pending"`, never `"approved"`. A plain banner's `"declined"` is only a default, and counts as no record. An entry
/// whose action is `no_action` decides nothing: clients record it, with every purpose declined, when a notice is closed.
/// Of several entries for one point the latest counts, and where one of their times cannot be read, the most restrictive.
///
/// @param banners - As {@link ConsentClient.userBanners} or {@link ConsentClient.listBanners} gave them.
/// @param status - As {@link ConsentClient.consentStatus} gave it; null for a person without records.
/// @param options - `now`: the moment by which `expired` is told, by default the clock's.
/// @throws {ConsentError} `invalid_input`, whose `fields` name what is no list or no object.
///
/// @example
/// ```js
/// const [banners, status] = await Promise.all([client.userBanners("usr_asha"), client.consentStatus("usr_asha")]);
/// const merged = mergeConsents(banners, status);
/// ```
#[wasm_bindgen(js_name = mergeConsents, unchecked_return_type = "MergedConsents")]
pub fn merge_consents(
    #[wasm_bindgen(unchecked_param_type = "Banner[]")] banners: JsValue,
    #[wasm_bindgen(unchecked_param_type = "UserConsentStatus | null")] status: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "MergeOptions")] options: JsValue,
) -> Result<JsValue, JsValue> {
    read_now(&options).and_then(|now| merged(&banners, &status, now)).map_err(|fault| fault.into_js("mergeConsents"))
}
