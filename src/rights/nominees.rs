//! Nominees: `GET /nominee/user/{user_id}`, `POST /nominee`, `PUT` and `DELETE /nominee/{nominee_id}`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::create::Filing;
use super::form::{Form, FormField, Rule};
use crate::request::client::ConsentClient;
use crate::request::endpoint::{Endpoint, endpoints};
use crate::request::retry::Repeat;
use crate::schema::shape::{Answer, Kind, Shape, documented};

const NOMINEE: &Shape = &[
    ("id", Kind::Id),
    ("client_user_id", Kind::Text),
    ("nominee_name", Kind::Text),
    ("nominee_email", Kind::Text),
    ("nominee_mobile", Kind::Text),
    ("relationship", Kind::Text),
    ("purpose_of_appointment", Kind::TextOrNull),
    ("status", Kind::Text),
    ("verified_at", Kind::TextOrNumber),
    ("created_at", Kind::TextOrNumber),
    ("updated_at", Kind::TextOrNumber),
];

const PERSON: FormField = FormField::required("user_id", Rule::Id);
const NAME: FormField = FormField::required("nominee_name", Rule::AtMost(200));
const EMAIL: FormField = FormField::required("nominee_email", Rule::Email);
const MOBILE: FormField = FormField::required("nominee_mobile", Rule::Mobile);
const RELATIONSHIP: FormField = FormField::required("relationship", Rule::Open);
const STATUS: FormField = FormField::required("status", Rule::Open);
const PURPOSE: FormField =
    FormField { name: "purpose_of_appointment", rule: Rule::Open, required: false, nullable: true };

pub(crate) static FORM: Form = Form {
    create: &[&PERSON, &NAME, &EMAIL, &MOBILE, &RELATIONSHIP, &PURPOSE],
    update: &[&NAME, &EMAIL, &MOBILE, &RELATIONSHIP, &PURPOSE, &STATUS],
};

/// How a nominee is registered, and found again.
static FILING: Filing = Filing {
    create: &CREATE,
    list: &LIST,
    form: &FORM,
    person: "user_id",
    content: &[&NAME, &EMAIL, &MOBILE, &RELATIONSHIP, &PURPOSE],
    status: "pending",
};

endpoints! {
    LIST = Endpoint {
        id: "userId",
        lists_records: true,
        ..Endpoint::new("listNominees", "GET", "/nominee/user/{user_id}", Answer::List(documented!(NOMINEE)))
    };
    CREATE = Endpoint {
        repeat: Repeat::Create,
        ..Endpoint::new("registerNominee", "POST", "/nominee", Answer::Created(documented!(NOMINEE)))
    };
    UPDATE = Endpoint {
        id: "nomineeId",
        ..Endpoint::new("updateNominee", "PUT", "/nominee/{nominee_id}", Answer::Record(documented!(NOMINEE)))
    };
    DELETE = Endpoint {
        id: "nomineeId",
        empty: Some("Nominee deleted successfully"),
        ..Endpoint::new("deleteNominee", "DELETE", "/nominee/{nominee_id}", Answer::Record(documented!(&[("message", Kind::Text)])))
    };
}

#[wasm_bindgen]
impl ConsentClient {
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
        self.call(&LIST, &user_id, &options)
    }

    /// Registers a nominee, never twice: `POST /nominee`. After an unclear end (no answer, a server error) the person's
    /// nominees are looked through, and the one that was made is returned where it is known to be new: by
    /// the `Date` of the API's answers (other origins see it only where the API exposes it), or because this client listed
    /// them within the last ten minutes and it was not among them. A record that names another person is never taken for it.
    ///
    /// Equal calls at the same moment, as a double click makes them, are one, and each gets the record. The `timeoutMs` of
    /// the first counts for all of them; each ends by its own `signal`.
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
        self.create(&FILING, &input, &options)
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
        self.update(&UPDATE, &FORM, &nominee_id, &changes, &options)
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
        self.call(&DELETE, &nominee_id, &options)
    }
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
    FORM.problems_for_js(&input, &mode).map_err(|fault| fault.into_js("validateNominee"))
}
