//! `listNominees`, `registerNominee`, `updateNominee` and `deleteNominee`, and their documented errors. For creates that
//! end unclear see `create.rs`.

use truconsent_wasm::validate_nominee;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::drift::assert_read_as_stored;
use crate::support::trials::{Call, Trial, nominee};
use crate::support::{
    FakeFetch, JsValue, Json, NONE, admin_client, changed, client_with, eval, failure, fresh_id, js, json, plain,
    problems, success, text_of, user_client, with,
};

/// What the module finds in an input.
fn found(input: &JsValue, mode: &str) -> String {
    problems(&plain(&validate_nominee(input.clone(), mode.into()).unwrap()))
}

#[wasm_bindgen_test]
async fn a_nominee_from_registration_to_removal() {
    let (client, person) = (user_client(&json!({})), fresh_id());
    let input = changed(&nominee(&person), "input.nominee_mobile = '+91 (98765) 432-10'");
    let made = success(client.register_nominee(input, NONE)).await;
    assert_eq!((&made["client_user_id"], &made["status"]), (&json!(person), &json!("pending")));
    assert_eq!(made["nominee_name"], nominee(&person)["nominee_name"]);
    assert_eq!(made["nominee_mobile"], json!("+919876543210"));
    assert_eq!((&made["purpose_of_appointment"], &made["verified_at"]), (&Json::Null, &Json::Null));
    let id = JsValue::from_str(made["id"].as_str().unwrap());
    let changes = json!({ "status": "verified", "nominee_mobile": "+49 151 1234-5678" });
    let changed = success(client.update_nominee(id.clone(), js(&changes), NONE)).await;
    assert_eq!((&changed["status"], &changed["nominee_mobile"]), (&json!("verified"), &json!("+4915112345678")));
    assert_eq!(success(client.list_nominees(person.as_str().into(), NONE)).await, json!([changed]));
    let gone = success(client.delete_nominee(id.clone(), NONE)).await;
    assert_eq!(gone, json!({ "message": "Nominee deleted successfully" }));
    assert_eq!(success(client.list_nominees(person.as_str().into(), NONE)).await, json!([]));
    let error = failure(client.delete_nominee(id, NONE)).await;
    assert_eq!((&error["code"], &error["operation"]), (&json!("not_found"), &json!("deleteNominee")));
}

#[wasm_bindgen_test]
async fn every_refusal_has_its_code() {
    for (fault, code) in [
        ("status:400", "bad_request"),
        ("status:401", "unauthenticated"),
        ("status:403", "forbidden"),
        ("status:404", "not_found"),
        ("status:409", "conflict"),
        ("status:422", "http_error"),
    ] {
        let client = user_client(&json!({ "headers": { "X-Fault": fault } }));
        let calls = [
            ("listNominees", client.list_nominees("u".into(), NONE)),
            ("registerNominee", client.register_nominee(js(&nominee("u")), NONE)),
            ("updateNominee", client.update_nominee("n".into(), js(&json!({ "status": "verified" })), NONE)),
            ("deleteNominee", client.delete_nominee("n".into(), NONE)),
        ];
        for (operation, call) in calls {
            let error = failure(call).await;
            let found = (&error["code"], &error["operation"], &error["retryable"], &error["attempts"]);
            assert_eq!(found, (&json!(code), &json!(operation), &json!(false), &json!(1)), "{fault}");
        }
    }
}

#[wasm_bindgen_test]
async fn what_is_not_valid_is_not_sent() {
    let trial = Trial::new(Call::RegisterNominee, "wrong-type", 0, &json!({})).await;
    let person = trial.person.as_str();
    for (change, expected) in [
        ("input.nominee_name = '\\u3000\\u2060'", "nominee_name required"),
        ("input.nominee_name = 'é'.repeat(201)", "nominee_name too_long"),
        ("input.nominee_email = 'Meera <meera@example.in>'", "nominee_email format"),
        ("input.nominee_email = 'meera@example'", "nominee_email format"),
        ("input.nominee_mobile = '9876543210'", "nominee_mobile format"),
        ("input.nominee_mobile = '+91 98765 43210 ext. 7'", "nominee_mobile format"),
        ("input.nominee_mobile = 919876543210", "nominee_mobile type"),
        ("input.relationship = undefined", "relationship required"),
        ("input.purpose_of_appointment = {}", "purpose_of_appointment type"),
        ("input.user_id = 'a\\nb'", "user_id format"),
        ("input.client_user_id = 'x'", "client_user_id unknown"),
    ] {
        let input = changed(&nominee(person), change);
        assert_eq!(found(&input, "create"), expected, "{change}");
        let error = failure(trial.client.register_nominee(input, NONE)).await;
        assert_eq!((&error["code"], &error["attempts"]), (&json!("invalid_input"), &json!(0)), "{change}");
    }
    for (changes, expected) in [
        ("{}", "changes required"),
        ("{ nominee_name: undefined }", "changes required"),
        ("{ user_id: 'x' }", "user_id unknown"),
        ("{ nominee_name: null }", "nominee_name required"),
        ("{ nominee_email: '', nominee_mobile: '+0' }", "nominee_email required, nominee_mobile format"),
    ] {
        assert_eq!(found(&eval(changes), "update"), expected, "{changes}");
        let error = failure(trial.client.update_nominee("n".into(), eval(changes), NONE)).await;
        assert_eq!((&error["code"], &error["attempts"]), (&json!("invalid_input"), &json!(0)), "{changes}");
    }
    for id in ["undefined", "'.'", "'..'", r"'a\u0000'", r"'\uD800'"] {
        let error = failure(trial.client.delete_nominee(eval(id), NONE)).await;
        assert_eq!(
            (&error["code"], &error["fields"][0]["field"]),
            (&json!("invalid_input"), &json!("nomineeId")),
            "{id}"
        );
    }
    assert_eq!((trial.arrived().await.as_str(), trial.call.effects(person).await), ("0", 0));
}

#[wasm_bindgen_test]
async fn each_field_can_be_changed_by_itself() {
    let (client, person) = (user_client(&json!({})), fresh_id());
    let input = changed(
        &nominee(&person),
        "input.purpose_of_appointment = 'Für den Fall'; input.nominee_mobile = '+91 (98765) 432-10'",
    );
    let before = text_of(&input);
    let mut expected = success(client.register_nominee(input.clone(), NONE)).await;
    assert_eq!(text_of(&input), before, "the input stays as it is");
    let id = JsValue::from_str(expected["id"].as_str().unwrap());
    for (name, given, stored) in [
        ("nominee_name", json!("森 健二"), json!("森 健二")),
        ("nominee_email", json!("மீரா@உதாரணம்.இந்தியா"), json!("மீரா@உதாரணம்.இந்தியா")),
        ("nominee_mobile", json!("+81 (3) 1234.5678"), json!("+81312345678")),
        ("relationship", json!("Vormund"), json!("Vormund")),
        ("purpose_of_appointment", json!("x"), json!("x")),
        ("purpose_of_appointment", Json::Null, Json::Null),
        ("status", json!("active"), json!("active")),
    ] {
        let found = success(client.update_nominee(id.clone(), js(&json!({ name: given })), NONE)).await;
        expected[name] = stored;
        expected["updated_at"] = found["updated_at"].clone();
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(success(client.list_nominees(person.as_str().into(), NONE)).await, json!([expected]));
}

#[wasm_bindgen_test]
async fn a_removal_removes_one_and_says_so_whatever_the_answer_looks_like() {
    for fault in ["wrong-type", "no-content", "empty", "camel", "partial"] {
        let (client, person) = (user_client(&json!({ "headers": { "X-Fault": fault } })), fresh_id());
        let undisturbed = user_client(&json!({}));
        let kept = success(undisturbed.register_nominee(js(&nominee(&person)), NONE)).await;
        let gone = success(undisturbed.register_nominee(js(&nominee(&person)), NONE)).await;
        let id = JsValue::from_str(gone["id"].as_str().unwrap());
        assert_eq!(success(undisturbed.list_nominees(person.as_str().into(), NONE)).await, json!([gone, kept]));
        let answer = success(client.delete_nominee(id.clone(), NONE)).await;
        assert!(answer["message"].as_str().is_some_and(|message| !message.is_empty()), "{fault}");
        assert_eq!(success(undisturbed.list_nominees(person.as_str().into(), NONE)).await, json!([kept]));
        let error = failure(client.delete_nominee(id, NONE)).await;
        assert_eq!((&error["code"], &error["status"]), (&json!("not_found"), &json!(404)), "the second time, {fault}");
    }
}

#[wasm_bindgen_test]
async fn ids_are_opaque() {
    let client = user_client(&json!({}));
    for suffix in ["/a/../b", "?x=1&y#z", " மீரா 🙂", "%2e%2e", "\\", "'\"<b>"] {
        let person = fresh_id() + suffix;
        let made = success(client.register_nominee(js(&nominee(&person)), NONE)).await;
        assert_eq!(made["client_user_id"], json!(person));
        assert_eq!(success(client.list_nominees(person.as_str().into(), NONE)).await, json!([made]));
        let error = failure(client.delete_nominee(suffix.into(), NONE)).await;
        assert_eq!((&error["code"], &error["serverMessage"]), (&json!("not_found"), &json!("Nominee not found")));
    }
}

#[wasm_bindgen_test]
async fn what_is_unknown_in_an_answer_is_kept() {
    let more =
        json!({ "id": "n", "client_user_id": "u", "status": "pending", "trust": { "fooBar": [1] }, "score": 0.5 });
    let made = with(nominee("u"), &more);
    let removed = json!({ "message": "Gone", "at": "2026-01-01", "nominee": { "id": "n" } });
    let answers =
        [json!({ "status": 201, "json": made }), json!({ "json": { "data": [made] } }), json!({ "json": removed })];
    let _fake = FakeFetch::new(&json!(answers));
    let client = client_with(&json!({}));
    let registered = success(client.register_nominee(js(&nominee("u")), NONE)).await;
    let listed = success(client.list_nominees("u".into(), NONE)).await;
    for (name, value) in more.as_object().unwrap() {
        assert_eq!([&registered[name], &listed[0][name]], [value; 2], "{name}");
    }
    assert_eq!(success(client.delete_nominee("n".into(), NONE)).await, removed);
}

#[wasm_bindgen_test]
async fn what_is_not_there_cannot_be_changed() {
    let client = user_client(&json!({}));
    for call in [
        client.update_nominee("not-there".into(), js(&json!({ "status": "active" })), NONE),
        client.delete_nominee("not-there".into(), NONE),
    ] {
        let error = failure(call).await;
        let found = (&error["code"], &error["status"], &error["attempts"]);
        assert_eq!(found, (&json!("not_found"), &json!(404), &json!(1)));
    }
}

#[wasm_bindgen_test]
async fn drifted_deployments() {
    assert_read_as_stored(Call::RegisterNominee, Call::ListNominees).await;
}

#[wasm_bindgen_test]
async fn a_removal_answered_without_a_body() {
    for (status, text) in [(204, ""), (200, "")] {
        let _fake = FakeFetch::new(&json!([{ "status": status, "text": text }]));
        let gone = success(client_with(&json!({})).delete_nominee("n".into(), NONE)).await;
        assert!(gone["message"].is_string(), "{status}");
    }
    let (client, person) = (admin_client(&json!({ "headers": { "X-Fault": "no-content" } })), fresh_id());
    let made = success(user_client(&json!({})).register_nominee(js(&nominee(&person)), NONE)).await;
    let gone = success(client.delete_nominee(made["id"].as_str().unwrap().into(), NONE)).await;
    assert!(gone["message"].is_string());
    assert_eq!(success(user_client(&json!({})).list_nominees(person.as_str().into(), NONE)).await, json!([]));
}
