//! What a call is: its endpoint as the API's documents have it, and what one caller asks of it.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::error::Fault;
use crate::host;
use crate::request::address;
use crate::request::retry::Repeat;
use crate::schema::shape::Answer;

/// Declares the endpoints of a feature, and with them `ENDPOINTS`, by which the constructor's `routes` option knows them.
macro_rules! endpoints {
    ($($(#[$doc:meta])* $visible:vis $name:ident = $endpoint:expr;)+) => {
        $($(#[$doc])* $visible static $name: $crate::request::endpoint::Endpoint = $endpoint;)+
        pub(crate) static ENDPOINTS: &[&$crate::request::endpoint::Endpoint] = &[$(&$name),+];
    };
}
pub(crate) use endpoints;

/// A call as the API's documents have it.
pub(crate) struct Endpoint {
    /// The client's method: its name in the `routes` option and in errors.
    pub operation: &'static str,
    pub method: &'static str,
    /// The documented path, with the id that it takes in braces.
    pub path: &'static str,
    /// The argument that has this id; empty where the path takes none.
    pub id: &'static str,
    /// Whether it goes to the host of the `consentsBaseUrl` option, where that is given.
    pub is_external: bool,
    pub answer: Answer,
    pub repeat: Repeat,
    /// What a success without a body says, where that is one.
    pub empty: Option<&'static str>,
    /// Whether it lists records that a person makes: none that was there before is what a later creation made.
    pub lists_records: bool,
}

impl Endpoint {
    /// A call without an id, which may be sent twice.
    pub(crate) const fn new(operation: &'static str, method: &'static str, path: &'static str, answer: Answer) -> Self {
        let (repeat, empty) = (Repeat::Safe, None);
        Self { operation, method, path, id: "", is_external: false, answer, repeat, empty, lists_records: false }
    }

    /// The answer that stands for a success without a body, where that is one.
    pub(crate) fn empty_answer(&self) -> Option<JsValue> {
        self.empty.map(|text| host::record(&[("message", &text.into())]))
    }
}

/// What a feature asks of the API.
pub(crate) struct Call {
    pub endpoint: &'static Endpoint,
    /// The id in its address; empty where there is none.
    pub id: String,
    /// JSON text.
    pub body: Option<String>,
    /// How many requests were sent.
    pub attempts: Rc<Cell<u32>>,
    /// Whether one of them may have been carried out, of which no answer tells.
    pub unclear: Cell<bool>,
}

impl Call {
    /// A call whose id is checked here, where it has one.
    pub(crate) fn new(endpoint: &'static Endpoint, given: &JsValue) -> Result<Rc<Self>, Fault> {
        let id = if endpoint.id.is_empty() { String::new() } else { checked_id(given, endpoint.id)? };
        Ok(Self::with(endpoint, id, None))
    }

    /// A call with its JSON body; the id is checked before.
    pub(crate) fn write(endpoint: &'static Endpoint, id: String, body: &JsValue) -> Rc<Self> {
        Self::with(endpoint, id, host::stringify(body))
    }

    /// A read on behalf of another call, which counts its requests.
    pub(crate) fn looking(endpoint: &'static Endpoint, given: &JsValue, of: &Self) -> Result<Self, Fault> {
        let (id, attempts) = (checked_id(given, endpoint.id)?, of.attempts.clone());
        Ok(Self { endpoint, id, body: None, attempts, unclear: Cell::default() })
    }

    fn with(endpoint: &'static Endpoint, id: String, body: Option<String>) -> Rc<Self> {
        Rc::new(Self { endpoint, id, body, attempts: Rc::default(), unclear: Cell::default() })
    }

    pub(crate) fn is_read(&self) -> bool {
        self.endpoint.method == "GET"
    }
}

/// Checks an id that goes into an address.
pub(crate) fn checked_id(value: &JsValue, name: &'static str) -> Result<String, Fault> {
    let Some(id) = host::text(value) else {
        return Err(Fault::input(name, "must be text"));
    };
    match address::id_fault(&id) {
        Some(predicate) => Err(Fault::input(name, predicate)),
        None => Ok(id),
    }
}
