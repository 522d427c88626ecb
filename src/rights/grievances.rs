//! Grievances: `GET /grievance/user/{user_id}`, `POST /grievance`, `PUT /grievance/{ticket_id}`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::create::Filing;
use super::form::{Form, FormField, Rule};
use crate::request::client::ConsentClient;
use crate::request::endpoint::{Endpoint, endpoints};
use crate::request::retry::Repeat;
use crate::schema::shape::{Answer, Kind, Shape, documented};

const TICKET: &Shape = &[
    ("id", Kind::Id),
    ("ticket_id", Kind::Id),
    ("client_user_id", Kind::Text),
    ("user_id", Kind::TextOrNull),
    ("subject", Kind::Text),
    ("description", Kind::Text),
    ("category", Kind::Text),
    ("status", Kind::Text),
    ("attachment_url", Kind::TextOrNull),
    ("created_at", Kind::TextOrNumber),
    ("updated_at", Kind::TextOrNumber),
];

const PERSON: FormField = FormField::required("client_user_id", Rule::Id);
const SUBJECT: FormField = FormField::required("subject", Rule::AtMost(200));
const DESCRIPTION: FormField = FormField::required("description", Rule::AtMost(5_000));
const CATEGORY: FormField = FormField::required("category", Rule::Open);
const STATUS: FormField = FormField::required("status", Rule::Open);
const ATTACHMENT: FormField = FormField { name: "attachment_url", rule: Rule::Link, required: false, nullable: true };

pub(crate) static FORM: Form =
    Form { create: &[&PERSON, &SUBJECT, &DESCRIPTION, &CATEGORY, &ATTACHMENT], update: &[&STATUS, &ATTACHMENT] };

/// How a ticket is filed, and found again.
static FILING: Filing = Filing {
    create: &CREATE,
    list: &LIST,
    form: &FORM,
    person: "client_user_id",
    content: &[&SUBJECT, &DESCRIPTION, &CATEGORY, &ATTACHMENT],
    status: "open",
};

endpoints! {
    LIST = Endpoint {
        id: "userId",
        lists_records: true,
        ..Endpoint::new("listGrievances", "GET", "/grievance/user/{user_id}", Answer::List(documented!(TICKET)))
    };
    CREATE = Endpoint {
        repeat: Repeat::Create,
        ..Endpoint::new("createGrievance", "POST", "/grievance", Answer::Created(documented!(TICKET)))
    };
    UPDATE = Endpoint {
        id: "ticketId",
        ..Endpoint::new("updateGrievance", "PUT", "/grievance/{ticket_id}", Answer::Record(documented!(TICKET)))
    };
}

#[wasm_bindgen]
impl ConsentClient {
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
        self.call(&LIST, &user_id, &options)
    }

    /// Files a grievance, never twice: `POST /grievance`. After an unclear end (no answer, a server error) the person's
    /// tickets are looked through, and the one that was made is returned where it is known to be new: by
    /// the `Date` of the API's answers (other origins see it only where the API exposes it), or because this client listed
    /// them within the last ten minutes and it was not among them. A record that names another person is never taken for it.
    ///
    /// Equal calls at the same moment, as a double click makes them, are one, and each gets the record. The `timeoutMs` of
    /// the first counts for all of them; each ends by its own `signal`.
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
        self.create(&FILING, &input, &options)
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
        self.update(&UPDATE, &FORM, &ticket_id, &changes, &options)
    }
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
    FORM.problems_for_js(&input, &mode).map_err(|fault| fault.into_js("validateGrievance"))
}
