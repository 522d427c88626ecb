//! Filing a grievance or registering a nominee, which has no id to be repeated under: never twice, never lost without a
//! word, and each call that succeeds returns a record of its own.

use js_sys::{Date, Promise};
use truconsent_wasm::ConsentClient;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::trials::{Call, grievance, nominee};
use crate::support::{
    CONSENT_KEY, FakeFetch, Json, NONE, abort, abortable, aborted, client_with, eval, failure, fresh_id, js, json,
    plain, rows, server, success, with,
};

fn input(person: &str) -> Json {
    json!({ "client_user_id": person, "subject": "S", "description": "D", "category": "erasure" })
}

/// The same as a record of the API, made so many seconds ago.
fn ticket(id: &str, seconds_ago: f64) -> Json {
    let made = Date::new(&(Date::now() - seconds_ago * 1_000.0).into());
    let made = String::from(made.to_iso_string()).replace('Z', "");
    let more = json!({ "id": id, "ticket_id": id, "user_id": null, "status": "open", "attachment_url": null,
        "created_at": made, "updated_at": made });
    with(input("u"), &more)
}

/// The methods of the requests, in their order.
fn methods(fake: &FakeFetch) -> String {
    let methods = fake.requests();
    methods.iter().map(|request| request["method"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn what_was_refused_for_now_is_sent_once_more() {
    let again = json!({ "status": 503, "headers": { "Retry-After": "0" } });
    let limited = json!({ "status": 429, "headers": { "Retry-After": "0" } });
    let filed = json!({ "status": 201, "json": ticket("t", 0.0) });
    for (answers, options, code, requests) in [
        (json!([again, again]), json!({}), "server_error", "POST POST"),
        (json!([limited, limited]), json!({}), "rate_limited", "POST POST"),
        (json!([limited]), json!({ "maxRetries": 0 }), "rate_limited", "POST"),
        (json!([{ "status": 429 }]), json!({}), "rate_limited", "POST"),
        (json!([{ "status": 429, "headers": { "Retry-After": "61" } }]), json!({}), "rate_limited", "POST"),
        (json!([{ "status": 400 }]), json!({}), "bad_request", "POST"),
        (json!([{ "status": 404, "text": "<h1>" }]), json!({}), "unexpected_response", "POST"),
        (json!([{ "redirect": true }]), json!({}), "unexpected_response", "POST"),
        (json!([{ "status": 500 }, { "json": [] }]), json!({}), "outcome_unknown", "POST GET"),
        (json!([{ "status": 503 }, { "json": [] }]), json!({}), "outcome_unknown", "POST GET"),
        (json!([{ "reject": {} }, { "json": [] }]), json!({}), "outcome_unknown", "POST GET"),
        (json!([limited, { "status": 500 }, { "json": [] }]), json!({}), "outcome_unknown", "POST POST GET"),
        (
            json!([{ "status": 500 }, { "status": 500 }, { "status": 403 }]),
            json!({}),
            "outcome_unknown",
            "POST GET GET",
        ),
    ] {
        let fake = FakeFetch::hurried(&answers);
        let error = failure(client_with(&options).create_grievance(js(&input("u")), NONE)).await;
        assert_eq!((&error["code"], methods(&fake).as_str()), (&json!(code), requests), "{answers}");
    }
    let fake = FakeFetch::hurried(&json!([limited, filed]));
    success(client_with(&json!({})).create_grievance(js(&input("u")), NONE)).await;
    assert_eq!(methods(&fake), "POST POST");
}

#[wasm_bindgen_test]
async fn only_a_record_of_this_very_call_is_taken_for_it() {
    let mut other = ticket("other", 0.0);
    other["description"] = json!("Another");
    let mut timeless = ticket("timeless", 0.0);
    timeless["created_at"] = Json::Null;
    for (listed, found) in [
        (json!([ticket("now", 0.0)]), Some("now")),
        (json!([ticket("clocks", 100.0)]), Some("clocks")),
        (json!([ticket("old", 130.0)]), None),
        (json!([other]), None),
        (json!([timeless]), None),
        (json!([other, ticket("old", 3_600.0), ticket("now", 1.0)]), Some("now")),
        (json!({ "data": [ticket("now", 0.0)] }), Some("now")),
        (json!([{ "clientUserId": "u" }]), None),
        (json!([]), None),
    ] {
        let _fake = FakeFetch::hurried(&json!([{ "reject": { "error": "x" } }, { "json": listed }]));
        let call = client_with(&json!({})).create_grievance(js(&input("u")), NONE);
        match found {
            Some(id) => assert_eq!(success(call).await["id"], json!(id)),
            None => assert_eq!(failure(call).await["code"], json!("outcome_unknown"), "{listed}"),
        }
    }
}

#[wasm_bindgen_test]
async fn a_record_is_never_returned_for_two_calls() {
    let first = ticket("first", 0.0);
    let lost = json!({ "reject": { "error": "x" } });
    let listed = json!({ "json": [first] });
    let client = client_with(&json!({}));
    let fake = FakeFetch::hurried(
        &json!([{ "status": 201, "json": first }, lost, listed, lost, { "json": [ticket("second", 0.0), first] }, lost, listed]),
    );
    assert_eq!(success(client.create_grievance(js(&input("u")), NONE)).await["id"], json!("first"));
    assert_eq!(failure(client.create_grievance(js(&input("u")), NONE)).await["code"], json!("outcome_unknown"));
    assert_eq!(success(client.create_grievance(js(&input("u")), NONE)).await["id"], json!("second"));
    assert_eq!(failure(client.create_grievance(js(&input("u")), NONE)).await["code"], json!("outcome_unknown"));
    assert_eq!(methods(&fake), "POST POST GET POST GET POST GET");
    drop(fake);
    let client = client_with(&json!({}));
    let _fake = FakeFetch::hurried(&json!([listed, lost, listed]));
    success(client.list_grievances("u".into(), NONE)).await;
    assert_eq!(
        failure(client.create_grievance(js(&input("u")), NONE)).await["code"],
        json!("outcome_unknown"),
        "listed before"
    );
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_call_and_its_looking() {
    for answers in [json!([{ "hang": true }]), json!([{ "reject": {} }, { "hang": true }])] {
        let fake = FakeFetch::hurried(&answers);
        let (options, controller) = abortable();
        let call = client_with(&json!({})).create_grievance(js(&input("u")), options);
        fake.sent(answers.as_array().unwrap().len()).await;
        abort(&controller, "enough");
        let error = aborted(call, "enough").await;
        assert!(plain(&error)["hint"].as_str().unwrap().contains("not known"));
    }
}

#[wasm_bindgen_test]
async fn the_persons_id_is_blanked_out_of_the_servers_words() {
    let _fake = FakeFetch::new(&json!([{ "status": 400, "json": { "error": "It says usr_1 is unknown" } }]));
    let error = failure(client_with(&json!({})).create_grievance(js(&input("usr_1")), NONE)).await;
    assert!(!error.to_string().contains("usr_1"), "{error}");
}

const CREATIONS: [Call; 2] = [Call::CreateGrievance, Call::RegisterNominee];

/// A client whose requests meet these faults, one after the other, and then none.
fn client(faults: &[&str]) -> ConsentClient {
    let options = format!(
        "(() => {{
            const faults = {};
            const next = () => {{ const fault = faults.shift(); return fault ? {{ 'X-Fault': fault }} : {{}}; }};
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

async fn records(person: &str) -> u64 {
    let rows = rows(person).await;
    rows["grievances"].as_u64().unwrap() + rows["nominees"].as_u64().unwrap()
}

/// The id of what was made, or the code of the error.
async fn ended(promise: Promise) -> String {
    match JsFuture::from(promise).await {
        Ok(record) => plain(&record)["id"].as_str().unwrap().into(),
        Err(error) => plain(&error)["code"].as_str().unwrap().into(),
    }
}

#[wasm_bindgen_test]
async fn the_record_of_an_earlier_call_is_not_taken_for_this_ones() {
    for write in CREATIONS {
        let (client, person) = (client(&["wrong-type", "drop", "", "drop-after", "", "drop", ""]), fresh_id());
        let first = ended(start(write, &client, &person)).await;
        assert_eq!(ended(start(write, &client, &person)).await, "outcome_unknown", "nothing was made");
        let second = ended(start(write, &client, &person)).await;
        assert_ne!(first, second);
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
        let listed = match write {
            Call::CreateGrievance => success(client.list_grievances(person.as_str().into(), NONE)).await,
            _ => success(client.list_nominees(person.as_str().into(), NONE)).await,
        };
        assert_eq!(listed[0]["id"], json!(made));
        assert_eq!(ended(start(write, &client, &person)).await, "outcome_unknown", "{write:?}");
        assert_eq!(records(&person).await, 1);
    }
}

#[wasm_bindgen_test]
async fn two_at_once_whose_answers_are_lost_have_a_record_each() {
    for write in CREATIONS {
        for faults in [["drop-after", "drop-after"], ["status-after:500", "drop-after"], ["truncate", "empty"]] {
            let (client, person) = (client(&faults), fresh_id());
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
        for (faults, made) in [(["drop", "delay-after:900"], 1), (["drop-after", "delay-after:900"], 2)] {
            let (client, person) = (client(&faults), fresh_id());
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
    let clients = [client(&["drop-after"]), client(&["drop-after"])];
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
    let client = client(&["drop-after", ""]);
    let made = success(client.register_nominee(js(&without), NONE)).await;
    assert_eq!(made["purpose_of_appointment"], Json::Null, "null and absent are the same content");
    assert_eq!(records(&person).await, 3);
}
