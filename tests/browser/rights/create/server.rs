//! Creations at the embedded server, which loses some of its answers.

use js_sys::Promise;
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use super::ended;
use crate::support::trials::{Call, grievance, nominee};
use crate::support::{CONSENT_KEY, Json, NONE, eval, fresh_id, js, json, rows, server, success};

const CREATIONS: [Call; 2] = [Call::CreateGrievance, Call::RegisterNominee];

/// A client whose requests meet these faults, one after the other, and then none. Their headers differ, so that equal
/// calls at once stay several.
fn client(faults: &[&str]) -> ConsentClient {
    let options = format!(
        "(() => {{
            const faults = {};
            const next = () => {{
                const fault = faults.shift();
                return {{ 'X-Fault-Key': crypto.randomUUID(), ...(fault && {{ 'X-Fault': fault }}) }};
            }};
            return {{ baseUrl: '{}/api', apiKey: '{CONSENT_KEY}', headers: next }};
        }})()",
        json!(faults),
        server()
    );
    ConsentClient::new(eval(&options)).unwrap_or_else(|error| panic!("the options are refused: {error:?}"))
}

fn start(write: Call, client: &ConsentClient, person: &str) -> Promise {
    write.start(client, person, &Json::Null, NONE)
}

/// Lists the records of the kind, by which one that is made later is known to be new: the server's `Date` does not reach
/// pages of another origin.
async fn list(write: Call, client: &ConsentClient, person: &str) -> Json {
    success(match write {
        Call::CreateGrievance => client.list_grievances(person.into(), NONE),
        _ => client.list_nominees(person.into(), NONE),
    })
    .await
}

#[wasm_bindgen_test]
async fn where_nothing_tells_that_it_is_new_it_is_not_returned() {
    for write in CREATIONS {
        let (client, person) = (client(&["drop-after"]), fresh_id());
        assert_eq!(ended(start(write, &client, &person)).await, "outcome_unknown", "{write:?}");
        assert_eq!(records(&person).await, 1);
    }
}

async fn records(person: &str) -> u64 {
    let rows = rows(person).await;
    rows["grievances"].as_u64().unwrap() + rows["nominees"].as_u64().unwrap()
}

#[wasm_bindgen_test]
async fn the_record_of_an_earlier_call_is_not_taken_for_this_ones() {
    for write in CREATIONS {
        let (client, person) = (client(&["", "wrong-type", "drop", "", "drop-after", "", "drop", ""]), fresh_id());
        list(write, &client, &person).await;
        let first = ended(start(write, &client, &person)).await;
        assert_eq!(ended(start(write, &client, &person)).await, "outcome_unknown", "nothing was made");
        let second = ended(start(write, &client, &person)).await;
        assert!(first != second && first.len() == 36 && second.len() == 36, "{write:?}: {first}, {second}");
        assert_eq!(ended(start(write, &client, &person)).await, "outcome_unknown", "both are known already");
        assert_eq!(records(&person).await, 2, "{write:?}");
    }
}

#[wasm_bindgen_test]
async fn nor_one_that_was_listed_before() {
    for write in CREATIONS {
        let (other, person) = (client(&[]), fresh_id());
        let made = ended(start(write, &other, &person)).await;
        let client = client(&["wrap:data", "drop", ""]);
        let listed = list(write, &client, &person).await;
        assert_eq!(listed[0]["id"], json!(made));
        assert_eq!(ended(start(write, &client, &person)).await, "outcome_unknown", "{write:?}");
        assert_eq!(records(&person).await, 1);
    }
}

#[wasm_bindgen_test]
async fn two_at_once_whose_answers_are_lost_have_a_record_each() {
    for write in CREATIONS {
        for faults in
            [["", "drop-after", "drop-after"], ["", "status-after:500", "drop-after"], ["", "truncate", "empty"]]
        {
            let (client, person) = (client(&faults), fresh_id());
            list(write, &client, &person).await;
            let (one, two) = (start(write, &client, &person), start(write, &client, &person));
            let (one, two) = (ended(one).await, ended(two).await);
            assert_ne!(one, two, "{write:?} {faults:?}");
            assert!(one.len() == 36 && two.len() == 36, "{write:?} {faults:?}: {one}, {two}");
            assert_eq!(records(&person).await, 2);
        }
    }
}

/// The second is still on its way when the first looks for its record.
#[wasm_bindgen_test]
async fn two_at_once_of_which_one_is_slow() {
    for write in CREATIONS {
        for (faults, made) in [(["", "drop", "delay-after:900"], 1), (["", "drop-after", "delay-after:900"], 2)] {
            let (client, person) = (client(&faults), fresh_id());
            list(write, &client, &person).await;
            let (one, two) = (start(write, &client, &person), start(write, &client, &person));
            let (one, two) = (ended(one).await, ended(two).await);
            assert_eq!(records(&person).await, made);
            assert_ne!(one, two, "{write:?} {faults:?}: one record for two calls");
            assert_eq!(two.len(), 36, "what was answered is returned");
            assert_eq!(one == "outcome_unknown", made == 1, "{write:?} {faults:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn two_clients_do_not_mix_up_different_contents() {
    let person = fresh_id();
    let clients = [client(&["", "drop-after"]), client(&["", "drop-after"])];
    for client in &clients {
        list(Call::CreateGrievance, client, &person).await;
    }
    let [mut one, mut two] = [grievance(&person), grievance(&person)];
    one["subject"] = json!("One");
    two["attachment_url"] = json!("https://files.example/two");
    let calls = [clients[0].create_grievance(js(&one), NONE), clients[1].create_grievance(js(&two), NONE)];
    let [first, second] = calls;
    let (first, second) = (success(first).await, success(second).await);
    assert_eq!((&first["subject"], &first["attachment_url"]), (&json!("One"), &Json::Null));
    assert_eq!((&second["subject"], &second["attachment_url"]), (&two["subject"], &two["attachment_url"]));
    let mut without = nominee(&person);
    without["purpose_of_appointment"] = Json::Null;
    let client = client(&["", "drop-after", ""]);
    list(Call::RegisterNominee, &client, &person).await;
    let made = success(client.register_nominee(js(&without), NONE)).await;
    assert_eq!(made["purpose_of_appointment"], Json::Null, "null and absent are the same content");
    assert_eq!(records(&person).await, 3);
}
