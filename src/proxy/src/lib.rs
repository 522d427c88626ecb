//! The gateway's rules for `index.js`, which reads requests, asks the API, and writes replies.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use truconsent_gateway::{Answer, Exchange, Failure, Gateway, Head, Reply, Route, Settings, Step};
use wasm_bindgen::prelude::*;

/// The options of `createProxy` that the rules know.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    upstream: String,
    status_upstream: Option<String>,
    consent_key: String,
    admin_key: String,
    org_id: String,
    #[serde(default)]
    base_path: String,
    origin: Vec<String>,
}

/// Names and values, each name as often as it stands there.
type Headers = Vec<(String, String)>;

/// What to ask the API for.
#[derive(Serialize)]
struct Asked {
    method: &'static str,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
}

/// What goes back.
#[derive(Serialize)]
struct Replied {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    report: Option<&'static str>,
}

fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, JsError> {
    Ok(serde_wasm_bindgen::from_value(value)?)
}

fn written(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(serde_wasm_bindgen::to_value(value)?)
}

fn pairs(headers: &Headers) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}

/// JSON that the gateway has written itself.
fn text(json: Vec<u8>) -> String {
    String::from_utf8(json).unwrap_or_default()
}

/// The rules of one deployment.
#[wasm_bindgen]
pub struct Rules(Gateway);

/// A request on its way through them. Each step takes the one before.
#[wasm_bindgen]
pub struct Turn(State);

enum State {
    Known(Route),
    Asking(Exchange),
    Done(Reply),
}

impl From<Step> for Turn {
    fn from(step: Step) -> Self {
        Self(match step {
            Step::Send(exchange) => State::Asking(exchange),
            Step::Reply(reply) => State::Done(reply),
        })
    }
}

#[wasm_bindgen]
impl Rules {
    /// Throws a sentence that names the option, and never its value.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Rules, JsError> {
        let Options { upstream, status_upstream, consent_key, admin_key, org_id, base_path, origin } = read(options)?;
        let settings = Settings {
            upstream,
            status_upstream,
            consent_key,
            admin_key,
            org_id,
            base_path,
            origins: origin,
            other_secrets: Vec::new(),
        };
        Gateway::new(settings).map(Self).map_err(|sentence| JsError::new(&sentence))
    }

    /// Which call it is. `target` is the path and the query, `headers` are pairs with names in small letters.
    pub fn route(&self, method: &str, target: &str, headers: JsValue) -> Result<Turn, JsError> {
        let headers: Headers = read(headers)?;
        let head = Head { method, target, headers: &pairs(&headers), bearer: false };
        Ok(Turn(self.0.route(&head).map_or_else(State::Done, State::Known)))
    }

    /// Begins the call for the person who is signed in, with the request's body.
    pub fn begin(&self, turn: Turn, person: Option<String>, body: &[u8]) -> Turn {
        match turn.0 {
            State::Known(route) => self.0.begin(route, person.as_deref(), body).into(),
            _ => turn,
        }
    }

    /// Goes on with what the API answered.
    pub fn answered(&self, turn: Turn, status: u16, headers: JsValue, body: &[u8]) -> Result<Turn, JsError> {
        let headers: Headers = read(headers)?;
        Ok(match turn.0 {
            State::Asking(exchange) => {
                self.0.answered(exchange, &Answer { status, headers: &pairs(&headers), body }).into()
            }
            _ => turn,
        })
    }
}

#[wasm_bindgen]
impl Turn {
    /// The call's path without ids, and the largest body to read; undefined where there is a reply already.
    pub fn call(&self) -> Option<String> {
        match &self.0 {
            State::Known(route) => Some(route.template().to_owned()),
            _ => None,
        }
    }

    /// The largest body to read, in bytes.
    #[wasm_bindgen(js_name = bodyLimit)]
    pub fn body_limit(&self) -> usize {
        match &self.0 {
            State::Known(route) => route.body_limit(),
            _ => 0,
        }
    }

    /// What to ask the API for; undefined where there is nothing to ask.
    pub fn request(&self) -> Result<JsValue, JsError> {
        let State::Asking(exchange) = &self.0 else { return Ok(JsValue::UNDEFINED) };
        let request = exchange.request().clone();
        written(&Asked {
            method: request.method,
            url: request.url,
            headers: request.headers,
            body: request.body.map(text),
        })
    }

    /// The reply; undefined where the API has to be asked first.
    pub fn reply(&self) -> Result<JsValue, JsError> {
        let State::Done(reply) = &self.0 else { return Ok(JsValue::UNDEFINED) };
        let Reply { status, headers, body, report } = reply.clone();
        written(&Replied { status, headers, body: text(body), report: report.map(|report| report.name()) })
    }

    /// There is no answer, or no body that may be read: why, as logs name it.
    pub fn failed(self, how: &str) -> Turn {
        Turn(State::Done(match how {
            "body_too_large" => Reply::too_large(),
            "too_slow" => Failure::TooSlow.reply(),
            "too_large" => Failure::TooLarge.reply(),
            "not_http" => Failure::NotHttp.reply(),
            _ => Failure::Unreachable.reply(),
        }))
    }
}
