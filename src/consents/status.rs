//! Where a person stands: `GET /api/v1/external/consents/user-status`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::request::client::ConsentClient;
use crate::request::endpoint::{Endpoint, endpoints};
use crate::schema::shape::{Answer, Kind, Shape, documented};

const PATH: &str = "/api/v1/external/consents/user-status?userId={user_id}";

const STATUS: &Shape = &[
    ("user_id", Kind::Text),
    ("total_consents", Kind::Number),
    ("collection_points", Kind::List(ENTRY)),
    ("timestamp", Kind::TextOrNumber),
];

const ENTRY: &Shape = &[
    ("collection_point", Kind::Record(COLLECTION_POINT)),
    ("latest_consent", Kind::RecordOrNull(LATEST)),
    ("collection_point_version", Kind::Optional(&Kind::TextOrNumber)),
];

const COLLECTION_POINT: &Shape = &[
    ("id", Kind::Text),
    ("display_id", Kind::TextOrNull),
    ("name", Kind::TextOrNull),
    ("description", Kind::TextOrNull),
    ("consent_type", Kind::TextOrNull),
];

const LATEST: &Shape = &[
    ("id", Kind::TextOrNull),
    ("action", Kind::TextOrNull),
    ("purpose_consents", Kind::Log(PURPOSE_CONSENT)),
    ("timestamp", Kind::TextOrNumber),
    ("status", Kind::TextOrNull),
    ("request_id", Kind::TextOrNull),
    ("collection_point_version", Kind::Optional(&Kind::TextOrNumber)),
    ("metadata", Kind::Optional(&Kind::RecordOrNull(&[]))),
];

/// A purpose's part of a log entry.
pub(crate) const PURPOSE_CONSENT: &Shape = &[
    ("purpose_id", Kind::Text),
    ("purpose_name", Kind::TextOrNull),
    ("status", Kind::Word),
    ("is_mandatory", Kind::FlagOrNull),
    ("purpose_type", Kind::TextOrNull),
    ("purpose_version", Kind::Optional(&Kind::TextOrNumber)),
    ("is_legitimate", Kind::Optional(&Kind::FlagOrNull)),
];

endpoints! {
    pub(crate) OF_USER = Endpoint {
        id: "userId",
        is_external: true,
        ..Endpoint::new("consentStatus", "GET", PATH, Answer::Record(documented!(STATUS)))
    };
}

#[wasm_bindgen]
impl ConsentClient {
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
        self.call(&OF_USER, &user_id, &options)
    }
}
