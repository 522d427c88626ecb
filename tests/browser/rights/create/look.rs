//! The look for what a creation made whose answer is lost: only a record of this very call is taken.

use js_sys::Date;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{dated, ended, input, looked_up, methods, ticket};
use crate::support::trials::nominee;
use crate::support::{FakeFetch, Json, NONE, client_with, failure, get, js, json, plain, rejection, success, with};

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

/// The same content is no proof: it may be a record of somebody else that stands in the wrong list, or the wrong answer.
#[wasm_bindgen_test]
async fn a_record_that_names_another_person_is_none_of_this_calls() {
    let named = |id: &str, who: Json| with(ticket(id, 0.0), &json!({ "client_user_id": who }));
    for (who, found) in [(json!("u"), "x"), (json!("v"), "outcome_unknown"), (json!(""), "x"), (Json::Null, "x")] {
        let list = json!([named("x", who.clone())]);
        assert_eq!(looked_up(dated(&list, 0.0)).await, found, "listed: {who}");
        let _fake = FakeFetch::new(&json!([{ "status": 201, "json": list[0] }, { "json": [], "times": null }]));
        let call = client_with(&json!({})).create_grievance(js(&input("u")), NONE);
        assert_eq!(ended(call).await, found, "answered: {who}");
    }
    assert_eq!(looked_up(dated(&json!([named("x", json!("v")), ticket("own", 0.0)]), 0.0)).await, "own");
    let answers = json!([{ "status": 201, "json": named("x", json!("v")) }, dated(&json!([ticket("own", 0.0)]), 0.0)]);
    let _fake = FakeFetch::new(&answers);
    assert_eq!(ended(client_with(&json!({})).create_grievance(js(&input("u")), NONE)).await, "own");
}

/// What documents call `client_user_id` counts, and where it is not there `user_id`, by which a nominee is registered.
#[wasm_bindgen_test]
async fn whose_nominee_it_is() {
    for (names, found) in [
        (json!({ "client_user_id": "v" }), "outcome_unknown"),
        (json!({ "client_user_id": "v", "user_id": "u" }), "outcome_unknown"),
        (json!({ "client_user_id": "", "user_id": "v" }), "outcome_unknown"),
        (json!({ "user_id": "v" }), "outcome_unknown"),
        (json!({ "user_id": "u" }), "x"),
        (json!({ "client_user_id": "u", "user_id": "the API's own id" }), "x"),
        (json!({}), "x"),
    ] {
        let mut made = with(nominee("u"), &json!({ "id": "x", "created_at": ticket("", 0.0)["created_at"] }));
        made.as_object_mut().unwrap().remove("user_id");
        let made = with(made, &names);
        for answer in [json!({ "status": 201, "json": made }), json!({ "reject": { "error": "x" } })] {
            let listed = dated(&json!([made]), 0.0);
            let _fake = FakeFetch::hurried(&json!([answer, with(listed, &json!({ "times": null }))]));
            let call = client_with(&json!({})).register_nominee(js(&nominee("u")), NONE);
            assert_eq!(ended(call).await, found, "{names} {answer}");
        }
    }
    let of_another = json!({ "status": 201, "json": { "id": "x", "user_id": "v" } });
    let _fake = FakeFetch::new(&json!([of_another, { "json": [] }]));
    let error = rejection(client_with(&json!({})).register_nominee(js(&nominee("u")), NONE)).await;
    let cause = plain(&get(&error, "cause"));
    assert_eq!((&cause["code"], &cause["status"]), (&json!("unexpected_response"), &json!(201)));
}

/// An answer may have but one of the ids that a ticket is known by.
#[wasm_bindgen_test]
async fn a_record_is_known_by_each_of_its_ids() {
    let whole = with(ticket("uuid", 0.0), &json!({ "ticket_id": "GRV-1" }));
    for partial in [json!({ "ticket_id": "GRV-1" }), json!({ "id": "uuid" })] {
        let client = client_with(&json!({}));
        let lost = json!({ "reject": { "error": "x" } });
        let _fake = FakeFetch::hurried(&json!([{ "status": 201, "json": partial }, lost, dated(&json!([whole]), 0.0)]));
        success(client.create_grievance(js(&input("u")), NONE)).await;
        assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "outcome_unknown", "{partial}");
    }
}
