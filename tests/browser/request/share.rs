//! Identical reads under way at the same moment share one request, each with its own answer and its own abort.

use js_sys::Promise;
use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeFetch, JsValue, Json, NONE, abort, abortable, aborted, apply, client_with, eval, failure, get, js, json, plain,
    success, value, with,
};

fn slow(answer: Json) -> Json {
    with(json!({ "delay": 20 }), &answer)
}

fn ticket(id: &str) -> Json {
    json!({
        "id": id, "ticket_id": "T-1", "client_user_id": "usr_asha", "user_id": null, "subject": "s",
        "description": "d", "category": "erasure", "status": "open", "attachment_url": null,
        "created_at": null, "updated_at": null,
    })
}

#[wasm_bindgen_test]
async fn one_request_and_an_answer_for_each() {
    let fake = FakeFetch::new(&json!([slow(json!({ "json": [ticket("1")] }))]));
    let client = client_with(&json!({}));
    let calls = [(); 5].map(|()| client.list_grievances("usr_asha".into(), NONE));
    let mut answers = Vec::new();
    for call in calls {
        answers.push(value(call).await);
    }
    assert_eq!(fake.count(), 1);
    for answer in &answers {
        assert_eq!(plain(answer), json!([ticket("1")]));
        // What one caller does to its answer is no other's business.
        apply("(answer) => { answer[0].subject = 'changed'; answer.pop(); }", answer);
    }
}

#[wasm_bindgen_test]
async fn one_after_the_other_asks_anew() {
    let fake = FakeFetch::new(&json!([{ "json": [] }, { "json": [ticket("1")] }]));
    let client = client_with(&json!({}));
    assert_eq!(success(client.list_grievances("usr_asha".into(), NONE)).await, json!([]));
    assert_eq!(success(client.list_grievances("usr_asha".into(), NONE)).await, json!([ticket("1")]));
    assert_eq!(fake.count(), 2);
}

#[wasm_bindgen_test]
async fn what_differs_is_not_shared() {
    let fake = FakeFetch::new(&json!([slow(json!({ "json": [], "times": null }))]));
    let (client, other) = (client_with(&json!({})), client_with(&json!({})));
    let calls = [
        client.list_grievances("usr_asha".into(), NONE),
        client.list_grievances("usr_meera".into(), NONE),
        client.list_grievances("usr_asha".into(), eval("{ timeoutMs: 7000 }")),
        client.list_nominees("usr_asha".into(), NONE),
        other.list_grievances("usr_asha".into(), NONE),
    ];
    for call in calls {
        assert_eq!(success(call).await, json!([]));
    }
    assert_eq!(fake.count(), 5);
}

#[wasm_bindgen_test]
async fn current_consents_share_both_their_reads() {
    let status = json!({ "user_id": "usr_asha", "total_consents": 0, "collection_points": [], "timestamp": null });
    let fake = FakeFetch::new(&json!([
        slow(json!({ "path": "user-status", "json": status })),
        slow(json!({ "path": "/banners/user/", "json": [] })),
    ]));
    let client = client_with(&json!({}));
    let current = || client.current_consents("usr_asha".into(), NONE);
    let calls = [current(), current(), client.user_banners("usr_asha".into(), NONE)];
    let [first, second, banners] = calls;
    assert_eq!(success(first).await["status"], json!("merged"));
    assert_eq!(success(second).await["status"], json!("merged"));
    assert_eq!(success(banners).await, json!([]));
    assert_eq!(fake.count(), 2);
}

/// Whichever of the callers leaves, the others get their answer.
#[wasm_bindgen_test]
async fn each_leaves_by_itself() {
    for leaver in 0..3 {
        let fake = FakeFetch::new(&json!([slow(json!({ "json": [] }))]));
        let client = client_with(&json!({}));
        let made = [(); 3].map(|()| abortable());
        let calls = made.each_ref().map(|(options, _)| client.list_grievances("usr_asha".into(), options.clone()));
        fake.sent(1).await;
        abort(&made[leaver].1, "left");
        for (number, call) in calls.into_iter().enumerate() {
            if number == leaver {
                aborted(call, "left").await;
            } else {
                assert_eq!(success(call).await, json!([]), "{number} of which {leaver} left");
            }
        }
        assert_eq!((fake.count(), &fake.requests()[0]["aborted"]), (1, &json!(true)), "ended after its answer");
    }
}

#[wasm_bindgen_test]
async fn the_request_ends_with_the_last_of_them() {
    let fake = FakeFetch::new(&json!([{ "hang": true }, { "json": [] }]));
    let client = client_with(&json!({}));
    let made = [(); 3].map(|()| abortable());
    let calls = made.each_ref().map(|(options, _)| client.list_grievances("usr_asha".into(), options.clone()));
    fake.sent(1).await;
    for ((_, controller), call) in made.iter().zip(calls) {
        assert_eq!(fake.requests()[0]["aborted"], json!(false));
        abort(controller, "left");
        aborted(call, "left").await;
    }
    assert_eq!((fake.count(), &fake.requests()[0]["aborted"]), (1, &json!(true)));
    assert_eq!(success(client.list_grievances("usr_asha".into(), NONE)).await, json!([]), "nobody joins what ended");
}

/// The one that leaves is the one that the wait between two attempts would wake.
#[wasm_bindgen_test]
async fn leaving_between_two_attempts_leaves_the_others_their_repeat() {
    for leaver in 0..2 {
        let busy = json!({ "status": 503, "headers": { "Retry-After": "1" } });
        let fake = FakeFetch::new(&json!([busy, { "json": [] }]));
        let client = client_with(&json!({}));
        let made = [(); 2].map(|()| abortable());
        let [first, second] =
            made.each_ref().map(|(options, _)| client.list_grievances("usr_asha".into(), options.clone()));
        fake.waiting(1_000).await;
        abort(&made[leaver].1, "left");
        let (left, stays) = if leaver == 0 { (first, second) } else { (second, first) };
        aborted(left, "left").await;
        assert_eq!(success(stays).await, json!([]));
        assert_eq!(fake.count(), 2);
    }
}

#[wasm_bindgen_test]
async fn a_failure_is_everybodys_and_its_repeats_are_shared() {
    let fake = FakeFetch::hurried(&json!([slow(json!({ "status": 500, "times": 3 }))]));
    let client = client_with(&json!({}));
    let calls = [(); 20].map(|()| client.list_grievances("usr_asha".into(), NONE));
    for call in calls {
        let error = failure(call).await;
        assert_eq!((&error["code"], &error["attempts"]), (&json!("server_error"), &json!(3)));
    }
    assert_eq!(fake.count(), 3, "no storm");
}

/// An answer on its way when a write ended may not know of it.
#[wasm_bindgen_test]
async fn a_read_after_a_write_asks_anew() {
    async fn read_after(write: fn(&ConsentClient) -> Promise, answer: Json) {
        let fake = FakeFetch::new(&json!([
            { "path": "/user/", "delay": 60, "json": [] },
            answer,
            { "path": "/user/", "json": [ticket("2")] },
        ]));
        let client = client_with(&json!({}));
        let before = client.list_grievances("usr_asha".into(), NONE);
        fake.sent(1).await;
        success(write(&client)).await;
        assert_eq!(success(client.list_grievances("usr_asha".into(), NONE)).await, json!([ticket("2")]));
        assert_eq!(success(before).await, json!([]));
        assert_eq!(fake.count(), 3);
    }
    let create = |client: &ConsentClient| {
        let input = json!({ "client_user_id": "usr_asha", "subject": "s", "description": "d", "category": "erasure" });
        client.create_grievance(js(&input), NONE)
    };
    read_after(create, json!({ "status": 201, "json": ticket("2") })).await;
    let update =
        |client: &ConsentClient| client.update_grievance("2".into(), js(&json!({ "status": "withdrawn" })), NONE);
    read_after(update, json!({ "json": ticket("2") })).await;
}

/// A client on a server: each call's `headers` say who asks. `made` is an expression for what the function returns.
fn of_many(made: &str) -> (ConsentClient, JsValue) {
    let people = eval(&format!(
        "(() => {{
            const people = {{ now: 'a', asked: 0 }};
            const headers = () => {{ people.asked += 1; const Authorization = people.now; return {made}; }};
            return Object.assign(people, {{ options: {{ baseUrl: 'https://api.example', headers }} }});
        }})()"
    ));
    (ConsentClient::new(get(&people, "options")).unwrap(), people)
}

#[wasm_bindgen_test]
async fn one_persons_answer_is_no_others() {
    for made in [
        "({ Authorization })",
        "Promise.resolve({ Authorization })",
        "new Promise((r) => setTimeout(r, 5, { Authorization }))",
    ] {
        let refused = json!({ "status": 403, "json": { "error": "Not yours" }, "delay": 20 });
        let fake = FakeFetch::new(&json!([slow(json!({ "json": [ticket("1")] })), refused]));
        let (client, people) = of_many(made);
        let list = || client.list_grievances("usr_asha".into(), NONE);
        let first = list();
        apply("(people) => { people.now = 'b'; }", &people);
        let second = list();
        apply("(people) => { people.now = 'a'; }", &people);
        let third = list();
        apply("(people) => { people.now = 'nobody'; }", &people);
        assert_eq!(get(&people, "asked"), JsValue::from(3), "each in its caller's turn");
        assert_eq!(success(first).await, json!([ticket("1")]));
        assert_eq!(failure(second).await["code"], json!("forbidden"), "{made}");
        assert_eq!(success(third).await, json!([ticket("1")]), "the same person's calls are one");
        let sent: Vec<_> = fake.requests().iter().map(|request| request["headers"]["authorization"].clone()).collect();
        assert_eq!(json!(sent), json!(["a", "b"]), "{made}");
    }
}

#[wasm_bindgen_test]
async fn the_time_limit_is_equal_however_it_was_given() {
    let fake = FakeFetch::new(&json!([slow(json!({ "json": [] }))]));
    let client = client_with(&json!({ "timeoutMs": 7000 }));
    let calls = [NONE, eval("{ timeoutMs: 7000 }")].map(|options| client.list_banners(options));
    for call in calls {
        success(call).await;
    }
    assert_eq!(fake.count(), 1);
}
