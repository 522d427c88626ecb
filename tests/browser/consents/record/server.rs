//! `recordConsent` against the embedded server: recorded once, whatever happens on the way, and read back.

use truconsent_wasm::{ConsentClient, apply_decision, decide_consent};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::trials::{Call, Trial};
use crate::support::{
    JsValue, Json, NONE, admin_client, apply, changed, eval, failure, fresh_id, get, js, json, plain, request, rows,
    success, value,
};

const POINT: &str = "5f0c2a77-9d14-4b8e-a6c3-1e27d4b90a01";

/// A decision on the embedded server's collection point with four purposes, one of them mandatory.
async fn decided(client: &ConsentClient, person: &str, choices: &Json) -> (JsValue, JsValue) {
    let merged = value(client.current_consents(person.into(), eval("{ include: 'all' }"))).await;
    let banner = apply(&format!("({{ banners }}) => banners.find((b) => b.banner_id === '{POINT}')"), &merged);
    let decision = decide_consent(banner.clone(), js(choices), NONE).unwrap();
    (banner, decision)
}

/// The request ids of what was posted under a key of faults.
async fn arrived(key: &str) -> Vec<Json> {
    let seen = request("GET", &format!("/faults/{key}"), None).await.1;
    let requests = seen["requests"].as_array().unwrap().clone();
    requests.into_iter().filter(|request| request["method"] == "POST").map(|r| r["request_id"].clone()).collect()
}

#[wasm_bindgen_test]
async fn every_choice_is_recorded_and_read_back() {
    let client = admin_client(&json!({}));
    let person = fresh_id();
    let first = json!({ "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c101": "approved", "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c102": "approved",
        "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c103": "declined", "9c1e6f30-4a52-4d7b-8b11-60d2f7a3c104": "declined" });
    for (choices, action, states) in [
        (first, "partial_consent", ["approved", "approved", "declined", "declined"]),
        (json!("approve_all"), "approved", ["approved"; 4]),
        (json!("necessary_only"), "partial_consent", ["approved", "declined", "declined", "declined"]),
        (json!("decline_all"), "revoked", ["declined"; 4]),
        (json!("decline_all"), "declined", ["declined"; 4]),
        (json!("dismiss"), "no_action", ["pending"; 4]),
    ] {
        let (banner, decision) = decided(&client, &person, &choices).await;
        let record = value(client.record_consent(person.as_str().into(), decision.clone(), NONE)).await;
        assert_eq!(plain(&record)["action"], json!(action));
        assert_eq!(plain(&record)["request_id"], plain(&decision)["request_id"]);
        let applied = plain(&apply_decision(banner, record).unwrap());
        let read = success(client.current_consents(person.as_str().into(), NONE)).await["banners"][0].clone();
        for banner in [&applied, &read] {
            let found: Vec<_> = banner["purposes"].as_array().unwrap().iter().map(|p| p["consented"].clone()).collect();
            assert_eq!((json!(found), &banner["latest_action"]), (json!(states), &json!(action)), "{choices}");
        }
        assert_eq!(applied["recorded_at"], read["recorded_at"]);
    }
    assert_eq!(rows(&person).await["consents"], json!(6));
}

#[wasm_bindgen_test]
async fn every_attempt_bears_the_same_request_id() {
    let (person, key) = (fresh_id(), fresh_id());
    let (_, decision) = decided(&admin_client(&json!({})), &person, &json!("approve_all")).await;
    let headers = json!({ "X-Fault": "drop-after", "X-Fault-Key": key, "X-Fault-Times": "2" });
    let client = admin_client(&json!({ "headers": headers }));
    let sent = client.record_consent(person.as_str().into(), decision.clone(), NONE);
    assert_eq!(success(sent).await["action"], json!("approved"));
    let id = &plain(&decision)["request_id"];
    assert_eq!(arrived(&key).await, [id.clone(), id.clone(), id.clone()]);
    assert_eq!(rows(&person).await["consents"], json!(1));
}

#[wasm_bindgen_test]
async fn the_same_decision_again_is_the_same_record() {
    let client = admin_client(&json!({}));
    let person = fresh_id();
    let (_, decision) = decided(&client, &person, &json!("necessary_only")).await;
    let first = success(client.record_consent(person.as_str().into(), decision.clone(), NONE)).await;
    let again = success(admin_client(&json!({})).record_consent(person.as_str().into(), decision, NONE)).await;
    assert_eq!((first, &rows(&person).await["consents"]), (again, &json!(1)));
}

/// The merged banners of a person, at every collection point.
async fn banners(client: &ConsentClient, person: &str) -> Vec<JsValue> {
    let merged = value(client.current_consents(person.into(), eval("{ include: 'all' }"))).await;
    js_sys::Array::from(&get(&merged, "banners")).iter().collect()
}

#[wasm_bindgen_test]
async fn after_a_record_the_banner_is_the_one_that_is_read_next() {
    let (client, person) = (admin_client(&json!({})), fresh_id());
    let count = banners(&client, &person).await.len();
    let choices = ["approve_all", "necessary_only", "decline_all", "dismiss", "approve_all", "decline_all"];
    for (round, choices) in choices.into_iter().enumerate() {
        for position in 0..count {
            let before = banners(&client, &person).await[position].clone();
            let purposes = plain(&before)["purposes"].as_array().unwrap().clone();
            let only_notices =
                !purposes.is_empty() && purposes.iter().all(|purpose| purpose["legal_basis"] == "notice");
            let choices = if only_notices && choices != "dismiss" { "acknowledge" } else { choices };
            let decision = decide_consent(before.clone(), choices.into(), NONE).unwrap();
            let recorded = value(client.record_consent(person.as_str().into(), decision, NONE)).await;
            let mut applied = plain(&apply_decision(before.clone(), recorded).unwrap());
            let read = plain(&banners(&client, &person).await[position]);
            if plain(&before)["display_id"].is_null() {
                assert_eq!((round, &applied["display_id"]), (0, &Json::Null), "only the first record brings it");
                applied["display_id"] = read["display_id"].clone();
            }
            assert_eq!(applied, read, "{choices} at {}", read["title"]);
        }
    }
    assert_eq!(rows(&person).await["consents"], json!(count * choices.len()));
}

#[wasm_bindgen_test]
async fn one_decision_sent_twice_at_once_is_one_record() {
    let (one, two, person) = (admin_client(&json!({})), admin_client(&json!({})), fresh_id());
    let prepared = Call::RecordConsent.prepare(&person).await;
    let send = |client: &ConsentClient| Call::RecordConsent.start(client, &person, &prepared, NONE);
    let calls = [send(&one), send(&one), send(&two), send(&two)];
    let mut records = Vec::new();
    for call in calls {
        records.push(success(call).await);
    }
    assert!(records.iter().all(|record| *record == records[0]), "{records:?}");
    assert_eq!(rows(&person).await["consents"], json!(1));
    let other = fresh_id();
    let error = failure(Call::RecordConsent.start(&one, &other, &prepared, NONE)).await;
    assert_eq!((&error["code"], &error["status"]), (&json!("conflict"), &json!(409)), "another person's");
    let mut declined = prepared.clone();
    (declined["action"], declined["purposes"][0]["consented"]) = (json!("declined"), json!("declined"));
    let error = failure(Call::RecordConsent.start(&two, &person, &declined, NONE)).await;
    assert_eq!((&error["code"], &error["retryable"]), (&json!("conflict"), &json!(false)), "another decision");
    assert_eq!((&rows(&person).await["consents"], &rows(&other).await["consents"]), (&json!(1), &json!(0)));
}

#[wasm_bindgen_test]
async fn what_the_api_refuses_is_not_recorded() {
    let trial = Trial::new(Call::RecordConsent, "wrong-type", 0, &json!({})).await;
    let send = |change: &str| {
        trial.client.record_consent(trial.person.as_str().into(), changed(&trial.prepared, change), NONE)
    };
    for (change, code) in [
        ("input.collection_point_id = 'nowhere'", "not_found"),
        ("input.collection_point_id = '../a/%2e%2e'", "not_found"),
        ("input.purposes[0].id = 'nowhere'", "bad_request"),
    ] {
        assert_eq!(failure(send(change)).await["code"], json!(code), "{change}");
    }
    assert_eq!((trial.arrived().await.as_str(), &rows(&trial.person).await["consents"]), ("3", &json!(0)));
    let two = "input.purposes.push({ id: 'q', name: 'Q', is_mandatory: false, consented: 'approved' })";
    for (change, code) in [
        (
            format!(
                "{two}; input.purposes[0].is_mandatory = true; input.purposes[0].consented = 'declined'; \
            input.action = 'partial_consent'"
            ),
            "mandatory_purpose",
        ),
        (format!("{two}; input.action = 'partial_consent'"), "invalid_input"),
        ("input.action = 'declined'".into(), "invalid_input"),
        ("input.purposes = [new Proxy({}, { get() { throw new Error('no'); } })]".into(), "invalid_input"),
        ("Object.defineProperty(input, 'action', { get() { throw 1; } })".into(), "invalid_input"),
        ("input.request_id = ' '".into(), "invalid_input"),
        ("delete input.request_id".into(), "invalid_input"),
        ("input.collection_point_id = '..'".into(), "invalid_input"),
        (r"input.collection_point_id = '\uD800'".into(), "invalid_input"),
        ("input = () => {}".into(), "invalid_input"),
    ] {
        let error = failure(send(&change)).await;
        assert_eq!((&error["code"], &error["attempts"]), (&json!(code), &json!(0)), "{change}");
        let expected =
            if code == "mandatory_purpose" { trial.prepared["purposes"][0]["id"].clone() } else { Json::Null };
        assert!(expected.is_null() || error["fields"][0]["field"] == expected, "{error}");
    }
    assert_eq!(trial.arrived().await, "3", "nothing more was sent");
    assert_eq!(success(send("")).await["action"], json!("approved"), "the module works on");
}
