//! Filing a grievance or registering a nominee, which has no id to be repeated under: never twice, never lost without a
//! word, and each call that succeeds returns a record of its own.

mod equal;
mod listed;
mod look;
mod server;
mod unclear;

use js_sys::{Date, Promise};
use wasm_bindgen_futures::JsFuture;

use crate::support::{FakeFetch, Json, NONE, client_with, js, json, plain, with};

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

/// The id of what was made, or the code of the error.
async fn ended(promise: Promise) -> String {
    match JsFuture::from(promise).await {
        Ok(record) => plain(&record)["id"].as_str().unwrap().into(),
        Err(error) => plain(&error)["code"].as_str().unwrap().into(),
    }
}
