//! How a creation may end, and which of the ends are unclear.

use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{dated, ended, input, methods, ticket};
use crate::support::{
    FakeFetch, NONE, abort, abortable, aborted, client_with, eval, failure, get, js, json, plain, rejection, success,
};

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

/// What `fetch` gave tells nothing: the request may have arrived.
#[wasm_bindgen_test]
async fn what_is_no_http_answer_is_an_unclear_end() {
    for odd in [json!(null), json!({}), json!(7), json!({ "status": 0, "type": "error" }), json!({ "status": "201" })] {
        let create = || client_with(&json!({})).create_grievance(js(&input("u")), NONE);
        let _fake = FakeFetch::hurried(&json!([{ "value": odd }, dated(&json!([ticket("made", 0.0)]), 0.0)]));
        assert_eq!(ended(create()).await, "made", "{odd}");
        let fake = FakeFetch::hurried(&json!([{ "value": odd }, { "json": [] }]));
        let error = rejection(create()).await;
        let found = [plain(&error)["code"].clone(), plain(&get(&error, "cause"))["code"].clone()];
        assert_eq!(
            (found, methods(&fake).as_str()),
            ([json!("outcome_unknown"), json!("network")], "POST GET"),
            "{odd}"
        );
    }
    for odd in ["Response.error()", "undefined"] {
        let fetch = format!("fetch: async (url, {{ method }}) => method === 'GET' ? Response.json([]) : {odd}");
        let client = ConsentClient::new(eval(&format!("{{ baseUrl: 'https://api.example', {fetch} }}"))).unwrap();
        assert_eq!(ended(client.create_grievance(js(&input("u")), NONE)).await, "outcome_unknown", "{odd}");
    }
}
