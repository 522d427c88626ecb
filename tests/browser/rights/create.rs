//! Filing a grievance or registering a nominee, which has no id to be repeated under: never twice, never lost without a
//! word, and each call that succeeds returns a record of its own.

use js_sys::{Date, Promise};
use truconsent_wasm::ConsentClient;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::trials::{Call, grievance, nominee};
use crate::support::{
    CONSENT_KEY, FakeFetch, Json, NONE, abort, abortable, aborted, apply, client_with, eval, failure, fresh_id, holds,
    js, json, plain, rows, server, success, value, with,
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
        (json!([{ "redirect": true }, { "json": [] }]), json!({}), "outcome_unknown", "POST GET"),
        (json!([{ "status": 303 }, { "json": [] }]), json!({}), "outcome_unknown", "POST GET"),
        (json!([{ "status": 304 }]), json!({}), "http_error", "POST"),
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

/// An answer as an API gives it whose clock is so many seconds ahead of this page's.
fn dated(list: &Json, ahead: f64) -> Json {
    let now = Date::new(&(Date::now() + ahead * 1_000.0).into());
    json!({ "json": list, "headers": { "Date": String::from(now.to_utc_string()) } })
}

/// What becomes of a creation whose answer is lost, where the person's records are listed so.
async fn looked_up(list: Json) -> String {
    let _fake = FakeFetch::hurried(&json!([{ "reject": { "error": "x" } }, list]));
    ended(client_with(&json!({})).create_grievance(js(&input("u")), NONE)).await
}

#[wasm_bindgen_test]
async fn only_a_record_of_this_very_call_is_taken_for_it() {
    let mut other = ticket("other", 0.0);
    other["description"] = json!("Another");
    let mut timeless = ticket("timeless", 0.0);
    timeless["created_at"] = Json::Null;
    let mut nameless = ticket("", 0.0);
    nameless["ticket_id"] = json!("");
    let mut number = ticket("number", 0.0);
    number["created_at"] = json!((Date::now() / 1_000.0).floor());
    let mut postgres = ticket("postgres", 0.0);
    postgres["created_at"] = json!(postgres["created_at"].as_str().unwrap().replace('T', " ") + "+00");
    for (listed, found) in [
        (json!([ticket("now", 0.0)]), Some("now")),
        (json!([ticket("clocks", 8.0)]), Some("clocks")),
        (json!([ticket("before", 12.0)]), None),
        (json!([ticket("other clock", -8.0)]), Some("other clock")),
        (json!([ticket("of another zone", -19_800.0)]), None),
        (json!([ticket("old", 130.0)]), None),
        (json!([other]), None),
        (json!([timeless]), None),
        (json!([nameless]), None),
        (json!([postgres]), Some("postgres")),
        (json!([other, ticket("old", 3_600.0), ticket("now", 1.0)]), Some("now")),
        (json!({ "data": [ticket("now", 0.0)] }), Some("now")),
        (json!([{ "clientUserId": "u" }]), None),
        (json!([]), None),
    ] {
        assert_eq!(looked_up(dated(&listed, 0.0)).await, found.unwrap_or("outcome_unknown"), "{listed}");
    }
    assert!(number["created_at"].is_number());
}

/// The API's clock decides, whatever the page's says: a record of half an hour ago is not what this call made.
#[wasm_bindgen_test]
async fn a_wrong_clock_is_not_believed() {
    for ahead in [3_600.0, 300.0, -300.0, -3_600.0, -200_000.0] {
        let at = |seconds_ago| json!([ticket("found", seconds_ago - ahead)]);
        assert_eq!(looked_up(dated(&at(0.0), ahead)).await, "found", "{ahead}");
        for seconds_ago in [1_800.0, 240.0, 15.0, -15.0] {
            assert_eq!(looked_up(dated(&at(seconds_ago), ahead)).await, "outcome_unknown", "{ahead} {seconds_ago}");
        }
    }
    // Without the API's clock nothing tells, however new the record looks.
    for headers in [json!({}), json!({ "Date": "soon" })] {
        let list = json!({ "json": [ticket("new", 0.0)], "headers": headers });
        assert_eq!(looked_up(list).await, "outcome_unknown", "{headers}");
    }
}

/// It may be any answer of the client that tells the time.
#[wasm_bindgen_test]
async fn an_earlier_answer_tells_the_time_too() {
    let list = json!({ "json": [ticket("old", 60.0), ticket("new", 0.0)] });
    let _fake = FakeFetch::hurried(&json!([dated(&json!([]), 0.0), { "status": 500 }, list]));
    let client = client_with(&json!({}));
    success(client.list_banners(NONE)).await;
    assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "new");
}

#[wasm_bindgen_test]
async fn a_record_that_was_not_listed_before_is_new() {
    let list = |ids: &[&str]| json!({ "json": ids.iter().map(|id| ticket(id, 9_000.0)).collect::<Vec<_>>() });
    let lost = json!({ "reject": { "error": "x" } });
    let client = client_with(&json!({}));
    let _fake =
        FakeFetch::hurried(&json!([list(&["1"]), lost, list(&["2", "1"]), list(&["2", "1"]), lost, list(&["2", "1"])]));
    success(client.list_grievances("u".into(), NONE)).await;
    assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "2");
    success(client.list_grievances("u".into(), NONE)).await;
    assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "outcome_unknown");
    // Another person's list, and one of too long ago, tell nothing.
    for (listed, minutes) in [("v", 0.0), ("u", 11.0)] {
        let _fake = FakeFetch::hurried(&json!([list(&[]), lost, list(&["3"])]));
        let client = client_with(&json!({}));
        success(client.list_grievances(listed.into(), NONE)).await;
        let now = apply(
            "(ms) => { const { now } = Date; Date.now = () => now() + ms; return now; }",
            &(minutes * 60_000.0).into(),
        );
        let end = ended(client.create_grievance(js(&input("u")), NONE)).await;
        apply("(now) => { Date.now = now; }", &now);
        assert_eq!(end, "outcome_unknown", "{listed} {minutes}");
    }
}

#[wasm_bindgen_test]
async fn equal_ones_at_once_are_one() {
    let made = json!({ "status": 201, "json": ticket("made", 0.0), "delay": 20 });
    let other = json!({ "status": 201, "json": ticket("other", 0.0), "delay": 20 });
    let fake = FakeFetch::new(&json!([made, other]));
    let client = client_with(&json!({}));
    let mut changed = input("u");
    changed["subject"] = json!("Another");
    let start = |input: &Json| client.create_grievance(js(input), NONE);
    let (one, two, three) = (start(&input("u")), start(&input("u")), start(&changed));
    let (one, two) = (value(one).await, value(two).await);
    assert!(holds("([one, two]) => one !== two", &js_sys::Array::of2(&one, &two).into()), "a copy for each");
    assert_eq!((&plain(&one)["id"], plain(&one)), (&json!("made"), plain(&two)));
    assert_eq!((ended(three).await.as_str(), fake.count()), ("other", 2));
    drop(fake);
    // One that begins after the end is another one.
    let fake = FakeFetch::new(&json!([made, made]));
    for _ in 0..2 {
        success(start(&input("u"))).await;
    }
    assert_eq!(fake.count(), 2);
}

#[wasm_bindgen_test]
async fn whoever_leaves_leaves_the_other_its_record() {
    for leaver in 0..2 {
        let fake = FakeFetch::new(&json!([{ "status": 201, "json": ticket("made", 0.0), "delay": 60 }]));
        let client = client_with(&json!({}));
        let made = [(); 2].map(|()| abortable());
        let [one, two] = made.each_ref().map(|(options, _)| client.create_grievance(js(&input("u")), options.clone()));
        fake.sent(1).await;
        abort(&made[leaver].1, "left");
        let (left, stays) = if leaver == 0 { (one, two) } else { (two, one) };
        let error = plain(&aborted(left, "left").await);
        assert!(error["hint"].as_str().unwrap().contains("not known") && error["attempts"] == json!(1), "{error}");
        assert_eq!((ended(stays).await.as_str(), fake.count()), ("made", 1));
    }
    // The last one takes the request along, and nobody waits for it.
    let fake = FakeFetch::new(&json!([{ "hang": true }, { "status": 201, "json": ticket("made", 0.0) }]));
    let client = client_with(&json!({}));
    let (options, controller) = abortable();
    let call = client.create_grievance(js(&input("u")), options);
    abort(&controller, "left");
    aborted(call, "left").await;
    assert_eq!(fake.requests()[0]["aborted"], json!(true));
    assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "made");
}

#[wasm_bindgen_test]
async fn a_record_is_never_returned_for_two_calls() {
    let first = ticket("first", 0.0);
    let lost = json!({ "reject": { "error": "x" } });
    let listed = dated(&json!([first]), 0.0);
    let client = client_with(&json!({}));
    let both = dated(&json!([ticket("second", 0.0), first]), 0.0);
    let fake = FakeFetch::hurried(&json!([{ "status": 201, "json": first }, lost, listed, lost, both, lost, listed]));
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
