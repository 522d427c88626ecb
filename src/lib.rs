//! The truConsent API in the browser: a person's banners, consent status, decisions, grievances and nominees.
//!
//! This file is the map: it has every export, each of them thin. What a call does is in its feature's file, under
//! [`consents`] and [`rights`]; how it is sent, repeated and ended is in [`request`]. Documentation here is
//! written for the reader of the generated TypeScript declarations.

pub mod consents;
pub mod error;
mod host;
pub mod request;
pub mod rights;
pub mod schema;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use consents::{banners, current, decide, record, status};
use error::Fault;
use request::attempts::{self, Call, Endpoint};
use request::options::{CallOptions, Options};
use rights::create::{self, Kind, Seen};
use rights::form::Mode;
use rights::input::Fields;
use rights::{dpo, grievances, nominees};

/// Little is allocated here, for data stays in JavaScript: the small allocator is a fifteenth of the usual one's weight.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    // Safety: this module has one thread; workers that load it have an instance and a memory of their own.
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

#[wasm_bindgen(typescript_custom_section)]
const CLIENT_TYPES: &str = include_str!("package/client.d.ts");
#[wasm_bindgen(typescript_custom_section)]
const CONSENT_TYPES: &str = include_str!("package/consents.d.ts");
#[wasm_bindgen(typescript_custom_section)]
const RIGHTS_TYPES: &str = include_str!("package/rights.d.ts");

/// Calls the truConsent API, for whichever person each call names.
///
/// Every method of a client takes {@link RequestOptions} last and never throws: it returns a promise, which rejects with
/// a {@link ConsentError} only. Besides the codes that a method lists, any may reject with `invalid_options`,
/// `unauthenticated`, `forbidden`, `origin_not_allowed`, `rate_limited`, `server_error`, `http_error`, `network`,
/// `timeout`, `aborted` and `unexpected_response`. Reads are repeated on passing failures; identical ones under way at the
/// same moment share one request and the deadline of the first, each with its own answer and its own abort. A client that
/// nothing refers to any more goes by itself.
///
/// @example
/// ```js
/// import init, { ConsentClient } from "truconsent-wasm";
/// await init();
/// const client = new ConsentClient({ baseUrl: "/api" });
/// const consents = await client.currentConsents("usr_asha");
/// ```
#[wasm_bindgen]
pub struct ConsentClient {
    options: Rc<Options>,
    seen: Rc<Seen>,
}

#[wasm_bindgen]
impl ConsentClient {
    /// Checks the options and keeps them. Sends nothing.
    ///
    /// @throws {ConsentError} `invalid_options`, whose `fields` name the option.
    ///
    /// @example
    /// ```js
    /// const client = new ConsentClient({ baseUrl: "/api", timeoutMs: 10_000 });
    /// ```
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ConsentClientOptions")] options: JsValue,
    ) -> Result<ConsentClient, JsValue> {
        let options = Options::read(&options).map_err(|fault| fault.into_js("ConsentClient"))?;
        Ok(Self { options: Rc::new(options), seen: Rc::default() })
    }

    /// Every collection point of the organisation: `GET /banners`.
    ///
    /// Each purpose says `"declined"`, which here means that nothing is recorded, not that anybody refused.
    ///
    /// @example
    /// ```js
    /// const banners = await client.listBanners();
    /// ```
    #[wasm_bindgen(js_name = listBanners, unchecked_return_type = "Promise<Banner[]>")]
    pub fn list_banners(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&banners::LIST, &JsValue::UNDEFINED, &options)
    }

    /// One collection point with all that is needed to show it: `GET /banners/{banner_id}`.
    ///
    /// @param displayId - The collection point's display id, such as `"cp_signup_form"`; not its UUID.
    ///
    /// Rejects with `invalid_input` (the id cannot stand in an address) and `not_found`.
    ///
    /// @example
    /// ```js
    /// const { banner_settings } = await client.getBanner("cp_signup_form");
    /// ```
    #[wasm_bindgen(js_name = getBanner, unchecked_return_type = "Promise<BannerDetail>")]
    pub fn get_banner(
        &self,
        #[wasm_bindgen(js_name = displayId, unchecked_param_type = "string")] display_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&banners::GET, &display_id, &options)
    }

    /// The collection points that a person has a record at, with the person's own states:
    /// `GET /banners/user/{user_id}`. Empty for a person without records. Consent words come as the API sends them.
    ///
    /// @param userId - The person's id in your application.
    ///
    /// Rejects with `invalid_input` and `bad_request`.
    ///
    /// @example
    /// ```js
    /// const banners = await client.userBanners("usr_asha");
    /// ```
    #[wasm_bindgen(js_name = userBanners, unchecked_return_type = "Promise<UserBanner[]>")]
    pub fn user_banners(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&banners::OF_USER, &user_id, &options)
    }

    /// A person's latest record at each collection point: `GET /api/v1/external/consents/user-status`.
    /// The API wants an organisation and an admin key here, which belong on a server, never in a page.
    ///
    /// @param userId - The person's id in your application.
    ///
    /// Rejects with `invalid_input`, `bad_request`, and `not_found` for a person without records.
    ///
    /// @example
    /// ```js
    /// const { total_consents } = await client.consentStatus("usr_asha");
    /// ```
    #[wasm_bindgen(js_name = consentStatus, unchecked_return_type = "Promise<UserConsentStatus>")]
    pub fn consent_status(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&status::OF_USER, &user_id, &options)
    }

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
        let client = self.options.clone();
        let options = CallOptions::read(&options);
        promise("currentConsents", async move { current::current(client, user_id, options?).await })
    }

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
        let client = self.options.clone();
        let given =
            CallOptions::read(&options).and_then(|options| Ok((record::prepare(&user_id, &decision)?, options)));
        promise("recordConsent", async move {
            let (prepared, options) = given?;
            record::record(client, prepared, options).await
        })
    }

    /// A person's grievance tickets, newest first: `GET /grievance/user/{user_id}`.
    ///
    /// @param userId - The person's id in your application.
    ///
    /// Rejects with `invalid_input`.
    ///
    /// @example
    /// ```js
    /// const tickets = await client.listGrievances("usr_asha");
    /// ```
    #[wasm_bindgen(js_name = listGrievances, unchecked_return_type = "Promise<GrievanceTicket[]>")]
    pub fn list_grievances(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&grievances::LIST, &user_id, &options)
    }

    /// Files a grievance, never twice: `POST /grievance`. After an unclear end (no answer, a server error) the person's
    /// tickets are looked through, and the one that was made is returned.
    ///
    /// @param input - Checked as by {@link validateGrievance}; with a problem nothing is sent.
    ///
    /// Rejects with `invalid_input`, whose `fields` are all problems, `bad_request`, and `outcome_unknown` where it is
    /// not known whether the ticket was filed.
    ///
    /// @example
    /// ```js
    /// const ticket = await client.createGrievance({
    ///   client_user_id: "usr_asha",
    ///   subject: "Request to delete my account data",
    ///   description: "I would like all personal data associated with my account to be permanently deleted.",
    ///   category: "erasure",
    /// });
    /// console.log(ticket.ticket_id);
    /// ```
    #[wasm_bindgen(js_name = createGrievance, unchecked_return_type = "Promise<GrievanceTicket>")]
    pub fn create_grievance(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NewGrievance")] input: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.create(&grievances::CREATE, &grievances::FIELDS, &input, &options)
    }

    /// Changes a ticket's status or attachment: `PUT /grievance/{ticket_id}`.
    ///
    /// @param ticketId - The ticket's `ticket_id`, such as `"GRV-A1B2C3D4"`; not its `id`.
    /// @param changes - At least one; `attachment_url: null` takes the attachment off.
    ///
    /// Rejects with `invalid_input`, `bad_request`, `not_found` and `outcome_unknown`.
    ///
    /// @example
    /// ```js
    /// await client.updateGrievance("GRV-A1B2C3D4", { status: "withdrawn" });
    /// ```
    #[wasm_bindgen(js_name = updateGrievance, unchecked_return_type = "Promise<GrievanceTicket>")]
    pub fn update_grievance(
        &self,
        #[wasm_bindgen(js_name = ticketId, unchecked_param_type = "string")] ticket_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "GrievanceChanges")] changes: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.update(&grievances::UPDATE, &grievances::FIELDS, &ticket_id, &changes, &options)
    }

    /// A person's nominees, newest first: `GET /nominee/user/{user_id}`.
    ///
    /// @param userId - The person's id in your application.
    ///
    /// Rejects with `invalid_input`.
    ///
    /// @example
    /// ```js
    /// const nominees = await client.listNominees("usr_asha");
    /// ```
    #[wasm_bindgen(js_name = listNominees, unchecked_return_type = "Promise<UserNominee[]>")]
    pub fn list_nominees(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&nominees::LIST, &user_id, &options)
    }

    /// Registers a nominee, never twice: `POST /nominee`. After an unclear end (no answer, a server error) the person's
    /// nominees are looked through, and the one that was made is returned.
    ///
    /// @param input - Checked as by {@link validateNominee}; with a problem nothing is sent.
    ///
    /// Rejects with `invalid_input`, whose `fields` are all problems, `bad_request`, and `outcome_unknown` where it is
    /// not known whether the nominee was registered.
    ///
    /// @example
    /// ```js
    /// const nominee = await client.registerNominee({
    ///   user_id: "usr_abc123",
    ///   nominee_name: "Jane Doe",
    ///   nominee_email: "jane.doe@example.com",
    ///   nominee_mobile: "+91 98765 43210",
    ///   relationship: "spouse",
    /// });
    /// ```
    #[wasm_bindgen(js_name = registerNominee, unchecked_return_type = "Promise<UserNominee>")]
    pub fn register_nominee(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NewNominee")] input: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.create(&nominees::CREATE, &nominees::FIELDS, &input, &options)
    }

    /// Changes a nominee: `PUT /nominee/{nominee_id}`.
    ///
    /// @param nomineeId - The nominee's `id`.
    /// @param changes - At least one.
    ///
    /// Rejects with `invalid_input`, `bad_request`, `not_found` and `outcome_unknown`.
    ///
    /// @example
    /// ```js
    /// await client.updateNominee(nominee.id, { relationship: "legal_guardian" });
    /// ```
    #[wasm_bindgen(js_name = updateNominee, unchecked_return_type = "Promise<UserNominee>")]
    pub fn update_nominee(
        &self,
        #[wasm_bindgen(js_name = nomineeId, unchecked_param_type = "string")] nominee_id: JsValue,
        #[wasm_bindgen(unchecked_param_type = "NomineeChanges")] changes: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.update(&nominees::UPDATE, &nominees::FIELDS, &nominee_id, &changes, &options)
    }

    /// Removes a nominee, which cannot be undone: `DELETE /nominee/{nominee_id}`.
    ///
    /// @param nomineeId - The nominee's `id`.
    ///
    /// Rejects with `invalid_input`, `not_found` and `outcome_unknown`.
    ///
    /// @example
    /// ```js
    /// await client.deleteNominee(nominee.id);
    /// ```
    #[wasm_bindgen(js_name = deleteNominee, unchecked_return_type = "Promise<{ message: string }>")]
    pub fn delete_nominee(
        &self,
        #[wasm_bindgen(js_name = nomineeId, unchecked_param_type = "string")] nominee_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&nominees::DELETE, &nominee_id, &options)
    }

    /// The data protection officer: `GET /dpo`. Show this to whoever asks who is responsible.
    ///
    /// Rejects with `not_found` where none is configured.
    ///
    /// @example
    /// ```js
    /// const { full_name, email } = await client.dpo();
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<DpoInfo>")]
    pub fn dpo(&self, #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue) -> Promise {
        self.call(&dpo::GET, &JsValue::UNDEFINED, &options)
    }

    fn call(&self, endpoint: &'static Endpoint, id: &JsValue, options: &JsValue) -> Promise {
        self.send(endpoint, Call::new(endpoint, id), options)
    }

    fn update(
        &self,
        endpoint: &'static Endpoint,
        fields: &'static Fields,
        id: &JsValue,
        changes: &JsValue,
        options: &JsValue,
    ) -> Promise {
        let call = attempts::id(id, endpoint.id)
            .and_then(|id| Ok(Call::write(endpoint, id, &fields.body(changes, Mode::Update)?)));
        self.send(endpoint, call, options)
    }

    fn send(&self, endpoint: &'static Endpoint, call: Result<Rc<Call>, Fault>, options: &JsValue) -> Promise {
        let (client, seen) = (self.options.clone(), self.seen.clone());
        let call = CallOptions::read(options).and_then(|options| Ok((call?, options)));
        promise(endpoint.route.name(), async move {
            let (call, options) = call?;
            let answer = attempts::send(&client, &call, &options).await?;
            if create::LISTS.contains(&endpoint.route) {
                seen.add(&answer, &client);
            }
            Ok(answer)
        })
    }

    fn create(&self, kind: &'static Kind, fields: &'static Fields, input: &JsValue, options: &JsValue) -> Promise {
        let (client, seen) = (self.options.clone(), self.seen.clone());
        // Read before anything is awaited: what the caller changes afterwards is not meant.
        let body = CallOptions::read(options).and_then(|options| Ok((fields.body(input, Mode::Create)?, options)));
        promise(kind.create.route.name(), async move {
            let (body, options) = body?;
            create::create(kind, client, seen, body, options).await
        })
    }
}

/// Merges banners with a status: what both together say of each purpose. Pure and synchronous; the inputs stay as they
/// are, unknown fields and the order are kept.
///
/// A status entry outranks the banner, and `conflict` tells where they differ. What is unknown or missing is
/// `"pending"`, never `"approved"`. A plain banner's `"declined"` is only a default, and counts as no record.
///
/// @param banners - As {@link ConsentClient.userBanners} or {@link ConsentClient.listBanners} gave them.
/// @param status - As {@link ConsentClient.consentStatus} gave it; null for a person without records.
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
) -> Result<JsValue, JsValue> {
    current::merge_consents(&banners, &status).map_err(|fault| fault.into_js("mergeConsents"))
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
    decide::decide_consent(&banner, &choices).map_err(|fault| fault.into_js("decideConsent"))
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
    record::apply_decision(&banner, &record).map_err(|fault| fault.into_js("applyDecision"))
}

/// Every problem of a grievance, as {@link ConsentClient.createGrievance} or, with `"update"`,
/// {@link ConsentClient.updateGrievance} would find it; empty where there is none.
///
/// @throws {ConsentError} `invalid_input` for a mode that does not exist.
///
/// @example
/// ```js
/// for (const { field, message } of validateGrievance(input)) showProblem(field, message);
/// ```
#[wasm_bindgen(js_name = validateGrievance, unchecked_return_type = "FieldError[]")]
pub fn validate_grievance(
    #[wasm_bindgen(unchecked_param_type = "unknown")] input: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "\"create\" | \"update\"")] mode: JsValue,
) -> Result<JsValue, JsValue> {
    grievances::FIELDS.problems_for_js(&input, &mode).map_err(|fault| fault.into_js("validateGrievance"))
}

/// Every problem of a nominee, as {@link ConsentClient.registerNominee} or, with `"update"`,
/// {@link ConsentClient.updateNominee} would find it; empty where there is none.
///
/// @throws {ConsentError} `invalid_input` for a mode that does not exist.
///
/// @example
/// ```js
/// for (const { field, message } of validateNominee(input)) showProblem(field, message);
/// ```
#[wasm_bindgen(js_name = validateNominee, unchecked_return_type = "FieldError[]")]
pub fn validate_nominee(
    #[wasm_bindgen(unchecked_param_type = "unknown")] input: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "\"create\" | \"update\"")] mode: JsValue,
) -> Result<JsValue, JsValue> {
    nominees::FIELDS.problems_for_js(&input, &mode).map_err(|fault| fault.into_js("validateNominee"))
}

/// The promise of a call, whose failure is named after its method.
fn promise(operation: &'static str, call: impl Future<Output = Result<JsValue, Fault>> + 'static) -> Promise {
    // Boxed, so that what makes a promise of it is compiled once, not for each call.
    let call: Pin<Box<dyn Future<Output = Result<JsValue, Fault>>>> = Box::pin(call);
    future_to_promise(async move { call.await.map_err(|fault| fault.into_js(operation)) })
}
