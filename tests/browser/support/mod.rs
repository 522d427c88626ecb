//! What the browser tests share: values on their way to JavaScript and back, clients, and a stand-in for `fetch`.

pub mod documents;
pub mod drift;
mod fake;
mod package;
mod scripts;
pub mod trials;

use js_sys::{Error, Function, JSON, Object, Promise, Reflect};
pub use serde_json::{Value as Json, json};
use truconsent_wasm::ConsentClient;
pub use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

pub use fake::FakeFetch;
pub use package::{is_consent_error, is_shape, package};

/// Prints a line that `npm test` shows.
pub fn show(line: &str) {
    wasm_bindgen_test::console_log!("| {line}");
}

/// The options of a call that has none.
pub const NONE: JsValue = JsValue::UNDEFINED;

/// The embedded server's keys.
pub const CONSENT_KEY: &str = "YOUR_API_KEY";
pub const ADMIN_KEY: &str = "tck_live_xxxxxxxxxxxx";

/// The embedded server's collection point with one purpose.
pub const WEBSITE: &str = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

/// The value that JSON text stands for, as `JSON.parse` makes it.
pub fn js(value: &Json) -> JsValue {
    JSON::parse(&value.to_string()).unwrap()
}

/// What `JSON.stringify` makes of a value; null where it makes nothing.
pub fn plain(value: &JsValue) -> Json {
    text_of(value).map_or(Json::Null, |text| serde_json::from_str(&text).unwrap())
}

/// The same as text, which also tells the order of the keys.
pub fn text_of(value: &JsValue) -> Option<String> {
    JSON::stringify(value).expect("JSON.stringify throws").as_string()
}

/// An object, and the entries of another one besides or instead.
pub fn with(mut base: Json, more: &Json) -> Json {
    base.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    base
}

/// What an expression of JavaScript gives.
pub fn eval(expression: &str) -> JsValue {
    js_sys::eval(&format!("\"use strict\"; ({expression})")).unwrap_or_else(|_| panic!("{expression} throws"))
}

/// What a function, written in JavaScript, gives for a value.
pub fn apply(function: &str, value: &JsValue) -> JsValue {
    let function: Function = eval(function).unchecked_into();
    function.call1(&JsValue::UNDEFINED, value).unwrap_or_else(|_| panic!("{function:?} throws"))
}

/// An input, changed by statements of JavaScript that call it `input`.
pub fn changed(input: &Json, change: &str) -> JsValue {
    apply(&format!("(input) => {{ {change}; return input; }}"), &js(input))
}

/// What is wrong with which field: `[field] [code], …`.
pub fn problems(fields: &Json) -> String {
    let one = |problem: &Json| [problem["field"].as_str().unwrap(), " ", problem["code"].as_str().unwrap()].concat();
    fields.as_array().unwrap().iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Whether a predicate, written in JavaScript, holds for a value.
pub fn holds(predicate: &str, value: &JsValue) -> bool {
    apply(predicate, value) == JsValue::TRUE
}

/// A property.
pub fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

/// What a promise resolves to.
pub async fn value(promise: Promise) -> JsValue {
    match JsFuture::from(promise).await {
        Ok(value) => value,
        Err(error) => panic!("rejects with {}", text_of(&error).unwrap_or_else(|| format!("{error:?}"))),
    }
}

/// The same as plain data.
pub async fn success(promise: Promise) -> Json {
    plain(&value(promise).await)
}

/// The `ConsentError` that a promise rejects with.
pub async fn rejection(promise: Promise) -> JsValue {
    match JsFuture::from(promise).await {
        Ok(value) => panic!("resolves to {}", text_of(&value).unwrap_or_default()),
        Err(error) => checked(error),
    }
}

/// The same as plain data.
pub async fn failure(promise: Promise) -> Json {
    plain(&rejection(promise).await)
}

/// The `ConsentError` of what throws.
pub fn thrown<T>(result: Result<T, JsValue>) -> JsValue {
    match result {
        Ok(_) => panic!("does not throw"),
        Err(error) => checked(error),
    }
}

fn checked(error: JsValue) -> JsValue {
    assert!(error.is_instance_of::<Error>(), "{error:?} is not an Error");
    assert!(is_consent_error(&error), "{error:?} is not a ConsentError");
    error
}

/// A call's options with a signal, and the controller that aborts it.
pub fn abortable() -> (JsValue, JsValue) {
    let controller = eval("new AbortController()");
    (apply("({ signal }) => ({ signal })", &controller), controller)
}

/// Aborts with a reason, or with the browser's own where it is undefined.
pub fn abort(controller: &JsValue, reason: impl Into<JsValue>) {
    let abort: Function = get(controller, "abort").unchecked_into();
    abort.call1(controller, &reason.into()).unwrap();
}

/// The error of a call that rejects with `aborted`, and whose cause is that very reason.
pub async fn aborted(call: Promise, reason: impl Into<JsValue>) -> JsValue {
    let (error, reason) = (rejection(call).await, reason.into());
    let (data, cause) = (plain(&error), get(&error, "cause"));
    assert_eq!((&data["code"], &data["retryable"]), (&json!("aborted"), &json!(false)));
    assert!(Object::is(&cause, &reason), "{reason:?}, not {cause:?}");
    error
}

/// A client with these options.
pub fn client(options: &Json) -> ConsentClient {
    match ConsentClient::new(js(options)) {
        Ok(client) => client,
        Err(error) => panic!("the options are refused: {error:?}"),
    }
}

/// A client of an API that is not there: for tests with a fake `fetch`.
pub fn client_with(more: &Json) -> ConsentClient {
    client(&with(json!({ "baseUrl": "https://api.example" }), more))
}

/// The embedded server's address.
pub fn server() -> &'static str {
    match option_env!("TRUCONSENT_TEST_SERVER") {
        Some(address) => address,
        None => panic!(
            "The embedded server's address is missing: compile with TRUCONSENT_TEST_SERVER=http://127.0.0.1:…, where \
             `truconsent-server --faults --rate-limit 0` runs. `npm test -- browser` does both."
        ),
    }
}

/// A client of the embedded server with a consent-scoped key, and these options besides.
pub fn user_client(more: &Json) -> ConsentClient {
    server_client(json!({ "apiKey": CONSENT_KEY }), more)
}

/// A client of the embedded server that may read the consent status too.
pub fn admin_client(more: &Json) -> ConsentClient {
    server_client(json!({ "apiKey": ADMIN_KEY, "orgId": "acme" }), more)
}

fn server_client(mut options: Json, more: &Json) -> ConsentClient {
    options["baseUrl"] = [server(), "/api"].concat().into();
    client(&with(options, more))
}

/// A person, or anything else with an id, that nobody has heard of.
pub fn fresh_id() -> String {
    let uuid = eval("crypto.randomUUID()").as_string().unwrap();
    ["test_", &uuid].concat()
}

/// Sends a request to the embedded server past the client. Returns its status and its body.
pub async fn request(method: &str, path: &str, body: Option<&Json>) -> (u16, Json) {
    let url = [server(), path].concat();
    let init = json!({
        "method": method,
        "headers": { "X-API-Key": ADMIN_KEY, "X-Org-Id": "acme", "Content-Type": "application/json" },
        "body": body.map(Json::to_string),
    });
    let send = "async ({ url, init }) => { const r = await fetch(url, init); return [r.status, await r.json()]; }";
    let answer = success(apply(send, &js(&json!({ "url": url, "init": init }))).unchecked_into()).await;
    (u16::try_from(answer[0].as_u64().unwrap()).unwrap(), answer[1].clone())
}

/// How many consents, grievances and nominees the embedded server's database has of a person.
pub async fn rows(person: &str) -> Json {
    request("GET", &format!("/faults/rows?user_id={person}"), None).await.1
}
