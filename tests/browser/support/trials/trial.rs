//! One call that meets a fault: how it ended, what was sent for it, what it left behind, and what it told.

use js_sys::Promise;
use truconsent_wasm::ConsentClient;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{Call, sleep, without_status};
use crate::support::{Json, WEBSITE, admin_client, get, is_consent_error, json, plain, request, with};

#[wasm_bindgen(module = "/tests/browser/support/scripts.js")]
extern "C" {
    #[wasm_bindgen(js_name = freshPerson)]
    fn fresh_person() -> String;
    /// The places of an error that tell what it must not, or an id of the call.
    #[wasm_bindgen(js_name = toldBy)]
    fn told_by(error: &JsValue, id: &JsValue) -> String;
}

/// A call with a fault, and the person it is for.
pub struct Trial {
    pub call: Call,
    pub person: String,
    pub prepared: Json,
    pub key: String,
    pub client: ConsentClient,
}

impl Trial {
    /// `times` is how many of the requests the fault happens to.
    pub async fn new(call: Call, fault: &str, times: u32, options: &Json) -> Self {
        let (person, key) = (fresh_person(), crate::support::fresh_id());
        let headers = json!({ "X-Fault": fault, "X-Fault-Key": key, "X-Fault-Times": times.to_string(),
            "X-Fault-Path": call.path() });
        let all = with(json!({ "headers": headers, "maxRetries": 1 }), options);
        Self { call, prepared: call.prepare(&person).await, person, key, client: admin_client(&all) }
    }

    pub fn start(&self, options: JsValue) -> Promise {
        self.call.start(&self.client, &self.person, &self.prepared, options)
    }

    /// What arrived: `2` for two requests, `1+2` for a write and two looks for its record.
    pub async fn arrived(&self) -> String {
        let seen = request("GET", &format!("/faults/{}", self.key), None).await.1;
        let mut requests = seen["requests"].as_array().unwrap().clone();
        requests.retain(|request| request["path"].as_str().unwrap().contains(self.call.path()));
        let looks = requests.iter().filter(|request| request["method"] == "GET" && self.call.is_write()).count();
        let others = requests.len() - looks;
        if looks == 0 { others.to_string() } else { format!("{others}+{looks}") }
    }

    /// Waits until so many requests arrived.
    pub async fn until_arrived(&self, count: &str) {
        while self.arrived().await != count {
            sleep(10).await;
        }
    }

    /// How it ended, what arrived, and how often it was carried out: `unknown(network) 2/1`. A promise that did not
    /// tell the truth shows as `LIE`, and an error that told too much as `LEAK`.
    pub async fn outcome(&self, promise: Promise) -> String {
        let ended = JsFuture::from(promise).await;
        let (arrived, effects) = (self.arrived().await, self.call.effects(&self.person).await);
        let (word, is_true, error) = match ended {
            Ok(answer) => self.answer(&answer, effects).await,
            Err(error) => {
                let (word, is_true) = self.error(&error, &arrived, effects);
                (word, is_true, error)
            }
        };
        let leak = match told_by(&error, &self.prepared.as_str().unwrap_or(WEBSITE).into()) {
            told if told.is_empty() => told,
            told => [" LEAK ", &told].concat(),
        };
        format!("{word} {arrived}/{effects}{}{leak}", if is_true { "" } else { " LIE" })
    }

    async fn answer(&self, answer: &JsValue, effects: u64) -> (String, bool, JsValue) {
        let (error, mut found) = (get(answer, "status_error"), plain(answer));
        let is_carried_out = effects == u64::from(self.call.is_write());
        if self.call == Call::CurrentConsentsStatus && is_consent_error(&error) {
            let word = format!("without({})", found["status_error"]["code"].as_str().unwrap());
            let is_true = found["status"] == "unavailable" && found["banners"] == without_status(&self.person).await;
            return (word, is_true && is_carried_out, error);
        }
        let mut expected = self.call.expected(&self.person).await;
        if self.call == Call::ConsentStatus {
            // When it was asked.
            found["timestamp"] = expected["timestamp"].take();
            expected["timestamp"] = found["timestamp"].clone();
        }
        ("ok".into(), is_carried_out && found == expected, JsValue::UNDEFINED)
    }

    fn error(&self, error: &JsValue, arrived: &str, effects: u64) -> (String, bool) {
        assert!(is_consent_error(error), "{error:?}");
        let data = plain(error);
        let code = data["code"].as_str().unwrap();
        let sent: u64 = arrived.split('+').map(|count| count.parse::<u64>().unwrap()).sum();
        let has_attempts = arrived.contains('+') || data["attempts"] == json!(sent);
        match code {
            "outcome_unknown" => {
                let cause = plain(&get(error, "cause"));
                let says_so = data["retryable"] == json!(false) && cause["operation"] == data["operation"];
                let word = format!("unknown({})", cause["code"].as_str().unwrap());
                (word, effects <= 1 && says_so && has_attempts)
            }
            // Only where a request was under way the outcome is unknown.
            "aborted" => {
                let warns = data["hint"].as_str().is_some_and(|hint| hint.contains("not known"));
                (if warns { "aborted!" } else { "aborted" }.into(), (warns || effects == 0) && has_attempts)
            }
            _ => (code.into(), effects == 0 && has_attempts),
        }
    }
}
