//! `currentConsents`: banners and status fetched at once, and what becomes of it where one of them fails.

use truconsent_wasm::ConsentClient;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{
    FakeFetch, Json, NONE, abort, abortable, aborted, admin_client, client_with, eval, failure, get, is_consent_error,
    json, plain, success, user_client, value,
};

const STATUS: &str = "/user-status";

fn banner(point: &str, own: bool) -> Json {
    let mut banner = json!({ "banner_id": point, "collection_point": point, "title": "T", "asset": null,
        "purposes": [{ "id": "p", "name": "P", "is_mandatory": false, "expiry_period": null,
            "consented": if own { "approved" } else { "declined" }, "relationships": {} }],
        "data_elements": [], "legal_entities": [] });
    if own {
        banner["shown_to_principal"] = json!(true);
    }
    banner
}

fn status(user_id: &str, points: &[&str]) -> Json {
    let entry = |point: &&str| {
        json!({ "collection_point": { "id": point, "display_id": format!("cp_{point}") },
            "latest_consent": { "action": "declined", "purpose_consents": [], "timestamp": "2026-01-01T00:00:00" } })
    };
    json!({ "user_id": user_id, "total_consents": 1, "collection_points": points.iter().map(entry).collect::<Vec<_>>(),
        "timestamp": "2026-01-01T00:00:00Z" })
}

/// Whom the server answers this for, and what is merged of it: each purpose's consented, source and conflict by point.
async fn seeded(person: &str) -> (Json, impl Fn(&str) -> Vec<String>) {
    let merged = success(admin_client(&json!({})).current_consents(person.into(), NONE)).await;
    assert_eq!(merged["user_id"], json!(person));
    let banners = merged["banners"].clone();
    let states = move |display_id: &str| {
        let mut found = banners.as_array().unwrap().iter().filter(|banner| banner["display_id"] == display_id);
        let purposes = found.next().unwrap()["purposes"].as_array().unwrap();
        let word = |purpose: &Json| {
            let conflict = if purpose["conflict"] == true { "!" } else { "" };
            format!("{} by {}{conflict}", purpose["consented"].as_str().unwrap(), purpose["source"].as_str().unwrap())
        };
        purposes.iter().map(word).collect()
    };
    (merged, states)
}

#[wasm_bindgen_test]
async fn a_person_with_some_of_everything() {
    let (merged, states) = seeded("usr_asha").await;
    assert_eq!((&merged["status"], &merged["status_error"]), (&json!("merged"), &Json::Null));
    assert_eq!(merged["unmatched"], json!([]));
    assert_eq!(states("cp_website_signup"), ["approved by status"]);
    let orders = ["approved by status", "approved by status", "declined by status", "pending by status"];
    assert_eq!(states("cp_orders_delivery"), orders);
    assert!(states("cp_support_calls").iter().all(|state| state == "pending by status"));
    let website =
        merged["banners"].as_array().unwrap().iter().find(|b| b["display_id"] == "cp_website_signup").unwrap();
    assert_eq!((&website["latest_action"], &website["shown_to_principal"]), (&json!("approved"), &json!(true)));
    assert_eq!(website["recorded_at"], json!("2026-01-12T06:44:51.700125Z"));
}

#[wasm_bindgen_test]
async fn a_person_who_withdrew_and_one_who_contradicts_herself() {
    let (_, states) = seeded("usr_tomas").await;
    assert_eq!(states("cp_website_signup"), ["declined by status"]);
    let (merged, states) = seeded("usr_fatima").await;
    assert_eq!(states("cp_website_signup"), ["declined by status!"]);
    assert_eq!(states("cp_orders_delivery").iter().filter(|state| state.ends_with('!')).count(), 2);
    assert_eq!(merged["unmatched"][0]["collection_point"]["display_id"], json!("mobile-app"), "nothing is dropped");
    let (_, states) = seeded("usr_kenji").await;
    assert!(states("cp_orders_delivery").iter().all(|state| state == "approved by status"), "an empty list, approved");
    assert!(states("cp_support_calls").iter().all(|state| state == "declined by status"), "an empty list, declined");
}

#[wasm_bindgen_test]
async fn a_person_without_records() {
    let (merged, _) = seeded("usr_lukas").await;
    let nothing =
        json!({ "user_id": "usr_lukas", "banners": [], "unmatched": [], "status": "no_records", "status_error": null });
    assert_eq!(merged, nothing);
    let options = || eval("{ include: 'all' }");
    let all = success(admin_client(&json!({})).current_consents("usr_lukas".into(), options())).await;
    assert_eq!((all["banners"].as_array().unwrap().len(), &all["status"]), (13, &json!("no_records")));
    for purpose in all["banners"].as_array().unwrap().iter().flat_map(|b| b["purposes"].as_array().unwrap()) {
        let found = (&purpose["consented"], &purpose["source"]);
        assert_eq!(found, (&json!("pending"), &json!("none")), "a default is not a refusal");
    }
}

#[wasm_bindgen_test]
async fn a_consent_scoped_key_sees_the_banners_own_states() {
    let client = user_client(&json!({ "orgId": "acme" }));
    let merged = value(client.current_consents("usr_asha".into(), NONE)).await;
    let error = get(&merged, "status_error");
    assert!(is_consent_error(&error), "a real error, not its data");
    let error = plain(&error);
    let found = (&error["code"], &error["status"], &error["operation"]);
    assert_eq!(found, (&json!("forbidden"), &json!(403), &json!("consentStatus")));
    let merged = plain(&merged);
    assert_eq!((&merged["status"], &merged["user_id"]), (&json!("unavailable"), &json!("usr_asha")));
    for purpose in merged["banners"].as_array().unwrap().iter().flat_map(|b| b["purposes"].as_array().unwrap()) {
        assert_eq!(purpose["source"], json!("banner"));
    }
}

#[wasm_bindgen_test]
async fn both_are_asked_at_once() {
    let fake = FakeFetch::new(&json!([
        { "path": "/banners/user/u", "json": [banner("a", true)], "delay": 20 },
        { "path": STATUS, "json": status("u", &["a"]), "delay": 20 },
        { "path": "/banners", "json": [], "delay": 20 }
    ]));
    let call = client_with(&json!({})).current_consents("u".into(), eval("{ include: 'all' }"));
    fake.sent(3).await;
    let merged = success(call).await;
    assert_eq!(merged["banners"][0]["purposes"][0]["consented"], json!("declined"));
    assert_eq!(merged["banners"][0]["purposes"][0]["conflict"], json!(true));
}

#[wasm_bindgen_test]
async fn all_are_in_the_lists_order_with_the_persons_own_in_their_place() {
    let _fake = FakeFetch::new(&json!([
        { "path": "/banners/user/u", "json": [banner("own2", true), banner("c", true), banner("a", true), banner("own1", true)] },
        { "path": STATUS, "json": status("u", &["b", "own1", "nowhere"]) },
        { "path": "/banners", "json": [banner("a", false), banner("b", false), banner("c", false)] }
    ]));
    let merged = success(client_with(&json!({})).current_consents("u".into(), eval("{ include: 'all' }"))).await;
    let told: Vec<_> = merged["banners"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| json!([b["banner_id"], b["purposes"][0]["consented"], b["purposes"][0]["source"]]))
        .collect();
    assert_eq!(
        json!(told),
        json!([
            ["a", "approved", "banner"],
            ["b", "declined", "status"],
            ["c", "approved", "banner"],
            ["own2", "approved", "banner"],
            ["own1", "declined", "status"]
        ])
    );
    assert_eq!(merged["unmatched"].as_array().unwrap().len(), 1);
}

#[wasm_bindgen_test]
async fn of_banners_without_a_collection_point_each_keeps_its_place() {
    let without = |id: &str, is_own| {
        let mut banner = banner(id, is_own);
        banner["collection_point"] = Json::Null;
        banner
    };
    let _fake = FakeFetch::new(&json!([
        { "path": "/banners/user/u", "json": [without("b", true)] },
        { "path": STATUS, "json": status("u", &[]) },
        { "path": "/banners", "json": [without("a", false), without("b", false)] }
    ]));
    let merged = success(client_with(&json!({})).current_consents("u".into(), eval("{ include: 'all' }"))).await;
    let found = |at: usize| {
        (merged["banners"][at]["banner_id"].clone(), merged["banners"][at]["purposes"][0]["source"].clone())
    };
    assert_eq!((found(0), found(1)), ((json!("a"), json!("none")), (json!("b"), json!("banner"))));
    assert_eq!(merged["banners"].as_array().unwrap().len(), 2);
}

#[wasm_bindgen_test]
async fn without_a_choice_only_the_persons_own_are_fetched() {
    for options in ["undefined", "{}", "{ include: undefined }", "{ include: 'user' }"] {
        let fake = FakeFetch::new(&json!([
            { "path": "/banners/user/u", "json": [banner("a", true)] }, { "path": STATUS, "json": status("u", &[]) }
        ]));
        let merged = success(client_with(&json!({})).current_consents("u".into(), eval(options))).await;
        assert_eq!((merged["banners"].as_array().unwrap().len(), fake.count()), (1, 2), "{options}");
    }
}

#[wasm_bindgen_test]
async fn whatever_the_api_says_to_the_status_call_leaves_the_banners() {
    for (answer, code) in [
        (json!({ "status": 400, "json": { "error": "No" } }), "bad_request"),
        (json!({ "status": 401, "json": { "error": "No" } }), "unauthenticated"),
        (json!({ "status": 403, "json": { "error": "No" } }), "forbidden"),
        (json!({ "status": 403, "json": { "error": "origin" } }), "origin_not_allowed"),
        (json!({ "status": 429, "json": {} }), "rate_limited"),
        (json!({ "status": 500, "text": "<h1>" }), "server_error"),
        (json!({ "status": 418 }), "http_error"),
        (json!({ "reject": { "error": "Failed to fetch" } }), "network"),
        (json!({ "hang": true }), "timeout"),
        (json!({ "json": {} }), "unexpected_response"),
        (json!({ "text": "<h1>" }), "unexpected_response"),
        (json!({ "json": status("somebody else", &["a"]) }), "unexpected_response"),
    ] {
        let mut status_answer = answer.clone();
        status_answer["path"] = json!(STATUS);
        let fake = FakeFetch::new(&json!([{ "path": "/banners/user/u", "json": [banner("a", true)] }, status_answer]));
        let client = client_with(&json!({ "maxRetries": 0, "timeoutMs": 100 }));
        let merged = success(client.current_consents("u".into(), NONE)).await;
        let error = &merged["status_error"];
        assert_eq!((&merged["status"], &error["code"]), (&json!("unavailable"), &json!(code)), "{answer}");
        assert_eq!((&error["operation"], &merged["user_id"]), (&json!("consentStatus"), &json!("u")));
        assert_eq!(error["attempts"], json!(1), "{answer}");
        assert_eq!(merged["banners"][0]["purposes"][0]["source"], json!("banner"));
        assert_eq!((merged["unmatched"].clone(), fake.count()), (json!([]), 2));
    }
}

#[wasm_bindgen_test]
async fn a_person_without_records_is_told_in_the_words_of_many_frameworks() {
    for body in [
        json!({ "error": "No consent records found" }),
        json!({ "detail": "No consent records" }),
        json!({ "message": "User has no consents" }),
        json!({ "error": "Not Found", "message": "Consent not found" }),
    ] {
        let _fake = FakeFetch::new(&json!([
            { "path": "/banners/user/u", "json": [banner("a", true)] }, { "path": STATUS, "status": 404, "json": body }
        ]));
        let merged = success(client_with(&json!({})).current_consents("u".into(), NONE)).await;
        assert_eq!((&merged["status"], &merged["status_error"]), (&json!("no_records"), &Json::Null), "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_wrong_address_is_not_taken_for_a_missing_status() {
    for answer in [
        json!({ "text": "<h1>Not found</h1>" }),
        json!({ "json": { "error": "Not found" } }),
        json!({ "json": { "detail": "Not Found" } }),
    ] {
        let _fake = FakeFetch::new(&json!([
            { "path": "/banners/user/u", "json": [banner("a", true)] },
            crate::support::with(json!({ "path": STATUS, "status": 404 }), &answer)
        ]));
        let error = failure(client_with(&json!({})).current_consents("u".into(), NONE)).await;
        assert_eq!((&error["code"], &error["status"]), (&json!("unexpected_response"), &json!(404)), "{answer}");
    }
}

#[wasm_bindgen_test]
async fn banners_that_cannot_be_read_reject_and_end_the_other_requests() {
    for failing in ["/banners/user/u", "/banners"] {
        let mut script =
            vec![json!({ "path": failing, "status": 500, "json": {} }), json!({ "path": STATUS, "hang": true })];
        script.push(json!({ "hang": true }));
        if failing == "/banners" {
            script.insert(0, json!({ "path": "/banners/user/u", "hang": true }));
            script.pop();
        }
        let fake = FakeFetch::new(&json!(script));
        let client = client_with(&json!({ "maxRetries": 0 }));
        let error = failure(client.current_consents("u".into(), eval("{ include: 'all' }"))).await;
        assert_eq!((&error["code"], &error["operation"]), (&json!("server_error"), &json!("currentConsents")));
        assert!(fake.requests().iter().all(|request| request["aborted"] == true), "{:?}", fake.requests());
        assert_eq!(fake.count(), 3);
    }
}

#[wasm_bindgen_test]
async fn an_abort_and_a_bad_option_reject() {
    let fake = FakeFetch::new(&json!([{ "hang": true, "times": 2 }]));
    let (options, controller) = abortable();
    let call = client_with(&json!({})).current_consents("u".into(), options);
    fake.sent(2).await;
    abort(&controller, "enough");
    aborted(call, "enough").await;
    assert!(fake.requests().iter().all(|request| request["aborted"] == true));
    let fails = eval("{ baseUrl: '/api', headers: () => { throw 'why'; } }");
    let client = ConsentClient::new(fails).unwrap();
    let error = failure(client.current_consents("u".into(), NONE)).await;
    assert_eq!((&error["code"], fake.count()), (&json!("invalid_options"), 2));
}

#[wasm_bindgen_test]
async fn a_call_option_is_read_once() {
    let _fake = FakeFetch::new(&json!([{ "json": [] }, { "path": STATUS, "json": status("u", &[]) }]));
    let options =
        eval("(() => { let n = 0; return { get timeoutMs() { if (n++) throw 'again'; return 9_000; } }; })()");
    let merged = success(client_with(&json!({})).current_consents("u".into(), options)).await;
    assert_eq!(merged["status"], json!("merged"));
}
