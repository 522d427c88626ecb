//! The truConsent API in the browser: a person's banners, consent status, decisions, grievances and nominees.
//!
//! What a call does is in its feature's file, with its export, under [`consents`] and [`rights`]; how it is sent,
//! repeated and ended is in [`request`]. Documentation of exports is written for the reader of the generated TypeScript
//! declarations.

mod consents;
mod error;
mod host;
mod request;
mod rights;
mod schema;

use wasm_bindgen::prelude::*;

pub use consents::current::merge_consents;
pub use consents::decide::decide_consent;
pub use consents::needs::needs_decision;
pub use consents::record::apply_decision;
pub use request::client::ConsentClient;
use request::endpoint::Endpoint;
use request::options::Options;
pub use rights::grievances::validate_grievance;
pub use rights::nominees::validate_nominee;
pub use schema::api_time::api_time;

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
const NEEDS_TYPES: &str = include_str!("package/needs.d.ts");
#[wasm_bindgen(typescript_custom_section)]
const RIGHTS_TYPES: &str = include_str!("package/rights.d.ts");

/// The calls whose routes can be replaced: a line for each feature that calls the API. Where one is missing the compiler
/// warns that its list is never used, and the checks take no warnings.
static ENDPOINTS: &[&[&Endpoint]] = &[
    consents::banners::ENDPOINTS,
    consents::record::ENDPOINTS,
    consents::status::ENDPOINTS,
    rights::dpo::ENDPOINTS,
    rights::grievances::ENDPOINTS,
    rights::nominees::ENDPOINTS,
];

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
        let options = Options::from_js(&options, ENDPOINTS).map_err(|fault| fault.into_js("ConsentClient"))?;
        Ok(Self::with(options))
    }

    /// Where the API is, as it was given: an address without a slash at its end, or a path on the page's own origin.
    #[wasm_bindgen(getter, js_name = baseUrl, unchecked_return_type = "string")]
    pub fn base_url(&self) -> JsValue {
        self.0.options.base_url.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request::address;

    #[test]
    fn every_route_is_listed_once() {
        let endpoints: Vec<_> = ENDPOINTS.iter().copied().flatten().collect();
        for endpoint in &endpoints {
            let of_its_name = endpoints.iter().filter(|other| other.operation == endpoint.operation);
            assert_eq!(of_its_name.count(), 1, "{}", endpoint.operation);
            assert!(address::template(endpoint.path, endpoint.path).is_ok(), "{}", endpoint.path);
        }
    }
}
