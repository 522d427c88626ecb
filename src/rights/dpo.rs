//! Who is responsible: `GET /dpo`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::request::client::ConsentClient;
use crate::request::endpoint::{Endpoint, endpoints};
use crate::schema::shape::{Answer, Kind, Shape, documented};

const DPO: &Shape = &[
    ("id", Kind::TextOrNull),
    ("full_name", Kind::Text),
    ("email", Kind::Text),
    ("appointment_date", Kind::TextOrNumber),
    ("qualifications", Kind::TextOrNull),
    ("responsibilities", Kind::TextOrNull),
    ("created_at", Kind::TextOrNumber),
    ("updated_at", Kind::TextOrNumber),
    ("working_hours", Kind::Optional(&Kind::TextOrNull)),
    ("response_time", Kind::Optional(&Kind::TextOrNull)),
];

endpoints! {
    GET = Endpoint::new("dpo", "GET", "/dpo", Answer::Record(documented!(DPO)));
}

#[wasm_bindgen]
impl ConsentClient {
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
        self.call(&GET, &JsValue::UNDEFINED, &options)
    }
}
