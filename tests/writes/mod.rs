//! One write of each kind against the embedded server: how it ended, what was sent for it, and what it left behind.

#![allow(dead_code, reason = "each file of tests uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use js_sys::{Array, Promise};
use truconsent_wasm::{ConsentClient, is_consent_error};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::console_log;

use crate::support::{Json, NONE, admin_client, fresh_id, get, js, json, plain, request, success};

/// Every call that writes, in the order of the tables' columns; those that share a column follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    RecordConsent,
    UpdateGrievance,
    UpdateNominee,
    DeleteNominee,
    CreateGrievance,
    RegisterNominee,
}

pub const WRITES: [(Write, usize); 6] = [
    (Write::RecordConsent, 0),
    (Write::UpdateGrievance, 1),
    (Write::UpdateNominee, 1),
    (Write::DeleteNominee, 2),
    (Write::CreateGrievance, 3),
    (Write::RegisterNominee, 3),
];

const POINT: &str = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
const PURPOSE: &str = "b2c3d4e5-f6a7-8901-bcde-f12345678901";

pub fn grievance(person: &str) -> Json {
    json!({ "client_user_id": person, "subject": "Löschung", "description": "மீரா 🙂", "category": "erasure" })
}

pub fn nominee(person: &str) -> Json {
    json!({ "user_id": person, "nominee_name": "மீரா ஐயர்", "nominee_email": "meera@example.in",
        "nominee_mobile": "+919876543210", "relationship": "spouse" })
}

impl Write {
    /// Makes what is going to be changed. Returns its id, or a decision.
    pub async fn prepare(self, person: &str) -> Json {
        let client = admin_client(&json!({}));
        match self {
            Write::RecordConsent => json!({ "collection_point_id": POINT, "action": "approved", "changed": [PURPOSE],
                "request_id": fresh_id(),
                "purposes": [{ "id": PURPOSE, "name": "N", "consented": "approved", "is_mandatory": false }] }),
            Write::UpdateGrievance => {
                success(client.create_grievance(js(&grievance(person)), NONE)).await["ticket_id"].clone()
            }
            Write::UpdateNominee | Write::DeleteNominee => {
                success(client.register_nominee(js(&nominee(person)), NONE)).await["id"].clone()
            }
            Write::CreateGrievance | Write::RegisterNominee => Json::Null,
        }
    }

    pub fn start(self, client: &ConsentClient, person: &str, prepared: &Json, options: JsValue) -> Promise {
        let given = js(prepared);
        match self {
            Write::RecordConsent => client.record_consent(person.into(), given, options),
            Write::UpdateGrievance => client.update_grievance(given, js(&json!({ "status": "resolved" })), options),
            Write::UpdateNominee => client.update_nominee(given, js(&json!({ "status": "verified" })), options),
            Write::DeleteNominee => client.delete_nominee(given, options),
            Write::CreateGrievance => client.create_grievance(js(&grievance(person)), options),
            Write::RegisterNominee => client.register_nominee(js(&nominee(person)), options),
        }
    }

    /// How often the database shows that it was carried out.
    pub async fn effects(self, person: &str) -> u64 {
        let rows = request("GET", &format!("/faults/rows?user_id={person}"), None).await.1;
        let count = |name: &str| rows[name].as_u64().unwrap();
        match self {
            Write::RecordConsent => count("consents"),
            Write::UpdateGrievance | Write::UpdateNominee => {
                assert_eq!(count("grievances") + count("nominees"), 1, "{self:?} makes no record");
                let status = self.stored(person).await["status"].clone();
                u64::from(status == "resolved" || status == "verified")
            }
            Write::DeleteNominee => 1 - count("nominees"),
            Write::CreateGrievance => count("grievances"),
            Write::RegisterNominee => count("nominees"),
        }
    }

    /// The person's record as an undisturbed client reads it.
    async fn stored(self, person: &str) -> Json {
        let client = admin_client(&json!({}));
        match self {
            Write::RecordConsent => {
                let status = success(client.consent_status(person.into(), NONE)).await;
                let mut latest = status["collection_points"][0]["latest_consent"].clone();
                latest["collection_point_id"] = status["collection_points"][0]["collection_point"]["id"].clone();
                latest
            }
            Write::UpdateGrievance | Write::CreateGrievance => {
                success(client.list_grievances(person.into(), NONE)).await[0].clone()
            }
            Write::UpdateNominee | Write::RegisterNominee => {
                success(client.list_nominees(person.into(), NONE)).await[0].clone()
            }
            Write::DeleteNominee => json!({ "message": "Nominee deleted successfully" }),
        }
    }
}

/// A write with a fault, and the person it is for.
pub struct Trial {
    pub write: Write,
    pub person: String,
    pub prepared: Json,
    pub key: String,
    pub client: ConsentClient,
}

impl Trial {
    /// `times` is how many of the requests the fault happens to.
    pub async fn new(write: Write, fault: &str, times: u32, options: &Json) -> Self {
        let (person, key) = (fresh_id(), fresh_id());
        let headers = json!({ "X-Fault": fault, "X-Fault-Key": key, "X-Fault-Times": times.to_string() });
        let mut all = json!({ "headers": headers, "maxRetries": 1 });
        all.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
        Self { write, prepared: write.prepare(&person).await, person, key, client: admin_client(&all) }
    }

    pub fn start(&self, options: JsValue) -> Promise {
        self.write.start(&self.client, &self.person, &self.prepared, options)
    }

    /// What arrived: `2` for two writes, `1+2` for a write and two looks for its record.
    pub async fn arrived(&self) -> String {
        let seen = request("GET", &format!("/faults/{}", self.key), None).await.1;
        let requests = seen["requests"].as_array().unwrap();
        let looks = requests.iter().filter(|request| request["method"] == "GET").count();
        let writes = requests.len() - looks;
        if looks == 0 { writes.to_string() } else { format!("{writes}+{looks}") }
    }

    /// Waits until so many requests arrived.
    pub async fn until_arrived(&self, count: &str) {
        while self.arrived().await != count {
            sleep(10).await;
        }
    }

    /// How it ended, what arrived, and how often it was carried out: `unknown(network) 2 1`. A promise that did not
    /// tell the truth shows as `LIE`.
    pub async fn outcome(&self, promise: Promise) -> String {
        let ended = JsFuture::from(promise).await;
        let (arrived, effects) = (self.arrived().await, self.write.effects(&self.person).await);
        let (word, is_true) = match ended {
            Ok(answer) => ("ok".into(), effects == 1 && plain(&answer) == self.write.stored(&self.person).await),
            Err(error) => self.error(&error, &arrived, effects),
        };
        format!("{word} {arrived} {effects}{}", if is_true { "" } else { " LIE" })
    }

    fn error(&self, error: &JsValue, arrived: &str, effects: u64) -> (String, bool) {
        assert!(is_consent_error(error.clone()), "{error:?}");
        let data = plain(error);
        let code = data["code"].as_str().unwrap();
        let sent: u64 = arrived.split('+').map(|count| count.parse::<u64>().unwrap()).sum();
        let has_no_ids = !data.to_string().contains(&self.person);
        let has_attempts = arrived.contains('+') || data["attempts"] == json!(sent);
        match code {
            "outcome_unknown" => {
                let cause = plain(&get(error, "cause"));
                let says_so = data["retryable"] == json!(false) && cause["operation"] == data["operation"];
                let word = format!("unknown({})", cause["code"].as_str().unwrap());
                (word, effects <= 1 && says_so && has_no_ids && has_attempts)
            }
            // Only where a request was under way the outcome is unknown.
            "aborted" => {
                let warns = data["hint"].as_str().is_some_and(|hint| hint.contains("not known"));
                (
                    if warns { "aborted!" } else { "aborted" }.into(),
                    (warns || effects == 0) && has_no_ids && has_attempts,
                )
            }
            _ => (code.into(), effects == 0 && has_no_ids && has_attempts),
        }
    }
}

/// One line of a table: a fault, the client's further options, and what is expected of recording, of the two changes, of
/// the removal and of the two creations.
pub type Line = (&'static str, &'static str, [&'static str; 4]);

/// Runs every write of every line, the writes of a line at once, prints the table, and fails where it differs.
pub async fn run(table: &[Line], times: u32) {
    let mut wrong = Vec::new();
    for (fault, options, expected) in table {
        let more: Json = if options.is_empty() { json!({}) } else { serde_json::from_str(options).unwrap() };
        let started: Array =
            WRITES.iter().map(|(write, _)| JsValue::from(trial(*write, fault, times, more.clone()))).collect();
        let found = Array::from(&JsFuture::from(Promise::all(&started)).await.unwrap());
        let cells = WRITES.iter().zip(found.iter()).map(|((write, column), found)| {
            let found = found.as_string().unwrap();
            if found != expected[*column] {
                wrong.push(format!("{fault} {options} {write:?}: {found}, not {}", expected[*column]));
            }
            format!("{found:<34}")
        });
        console_log!("{fault:<20}{}{options}", cells.collect::<String>());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn trial(write: Write, fault: &'static str, times: u32, options: Json) -> Promise {
    future_to_promise(async move {
        let trial = Trial::new(write, fault, times, &options).await;
        Ok(trial.outcome(trial.start(NONE)).await.into())
    })
}

/// Lets so many milliseconds pass.
pub async fn sleep(ms: u32) {
    let wait = crate::support::eval(&format!("new Promise((resolve) => setTimeout(resolve, {ms}))"));
    JsFuture::from(wait.unchecked_into::<Promise>()).await.unwrap();
}

/// A signal's options for a call, and the function that aborts it.
pub fn abortable() -> (JsValue, impl Fn()) {
    let controller = crate::support::eval("new AbortController()");
    let options = crate::support::apply("({ signal }) => ({ signal })", &controller);
    let abort = move || {
        let abort: js_sys::Function = get(&controller, "abort").unchecked_into();
        abort.call0(&controller).unwrap();
    };
    (options, abort)
}
