//! Grievances and nominees against the embedded server: what is filed, changed and removed, and what is refused.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use js_sys::Promise;
use support::{
    FakeFetch, JsValue, Json, NONE, admin_client, client_with, eval, failure, fresh_id, js, json, plain, success,
    thrown, user_client,
};
use truconsent_wasm::{ConsentClient, validate_grievance, validate_nominee};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn grievance(person: &str) -> Json {
    json!({ "client_user_id": person, "subject": "Löschung", "description": "மீரா 🙂\nsecond line", "category": "erasure" })
}

fn nominee(person: &str) -> Json {
    json!({ "user_id": person, "nominee_name": "மீரா ஐயர்", "nominee_email": "meera@example.in",
        "nominee_mobile": "+91 (98765) 432-10", "relationship": "spouse" })
}

#[wasm_bindgen_test]
async fn a_grievance_from_filing_to_its_end() {
    let (client, person) = (user_client(&json!({})), fresh_id());
    assert_eq!(success(client.list_grievances(person.as_str().into(), NONE)).await, json!([]));
    let ticket = success(client.create_grievance(js(&grievance(&person)), NONE)).await;
    for (name, value) in grievance(&person).as_object().unwrap() {
        assert_eq!(&ticket[name], value, "{name}");
    }
    assert_eq!((&ticket["status"], &ticket["attachment_url"]), (&json!("open"), &Json::Null));
    let id = JsValue::from_str(ticket["ticket_id"].as_str().unwrap());
    let link = json!({ "status": "in_progress", "attachment_url": "https://files.example/a" });
    let changed = success(client.update_grievance(id.clone(), js(&link), NONE)).await;
    assert_eq!((&changed["status"], &changed["attachment_url"]), (&link["status"], &link["attachment_url"]));
    let cleared = success(client.update_grievance(id, js(&json!({ "attachment_url": null })), NONE)).await;
    assert_eq!((&cleared["status"], &cleared["attachment_url"]), (&json!("in_progress"), &Json::Null));
    assert_eq!(success(client.list_grievances(person.as_str().into(), NONE)).await, json!([cleared]));
}

#[wasm_bindgen_test]
async fn a_nominee_from_registration_to_removal() {
    let (client, person) = (user_client(&json!({})), fresh_id());
    let made = success(client.register_nominee(js(&nominee(&person)), NONE)).await;
    assert_eq!((&made["client_user_id"], &made["status"]), (&json!(person), &json!("pending")));
    assert_eq!((&made["nominee_name"], &made["nominee_mobile"]), (&json!("மீரா ஐயர்"), &json!("+919876543210")));
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
async fn what_is_not_there_cannot_be_changed() {
    let client = user_client(&json!({}));
    for call in [
        client.update_grievance("GRV-NOTTHERE".into(), js(&json!({ "status": "resolved" })), NONE),
        client.update_nominee("not-there".into(), js(&json!({ "status": "active" })), NONE),
        client.delete_nominee("not-there".into(), NONE),
    ] {
        let error = failure(call).await;
        assert_eq!(
            (&error["code"], &error["status"], &error["attempts"]),
            (&json!("not_found"), &json!(404), &json!(1))
        );
    }
}

#[wasm_bindgen_test]
async fn drifted_deployments() {
    for fault in ["camel", "partial"] {
        let (client, person) = (user_client(&json!({ "headers": { "X-Fault": fault } })), fresh_id());
        let mut ticket = success(client.create_grievance(js(&grievance(&person)), NONE)).await;
        let mut made = success(client.register_nominee(js(&nominee(&person)), NONE)).await;
        let plain_client = user_client(&json!({}));
        let mut stored = success(plain_client.list_grievances(person.as_str().into(), NONE)).await[0].clone();
        let mut registered = success(plain_client.list_nominees(person.as_str().into(), NONE)).await[0].clone();
        for record in [&mut ticket, &mut made, &mut stored, &mut registered] {
            for name in ["created_at", "updated_at", "message"] {
                let absent = fault == "camel";
                record.as_object_mut().unwrap().retain(|key, _| absent || key != name);
            }
        }
        assert_eq!((ticket, made), (stored, registered), "{fault}");
    }
    for fault in ["wrap:data", "wrap:items", "camel"] {
        let client = user_client(&json!({ "headers": { "X-Fault": fault } }));
        for list in [
            |client: &ConsentClient| client.list_grievances("usr_asha".into(), NONE),
            |client: &ConsentClient| client.list_nominees("usr_asha".into(), NONE),
        ] {
            let documented = success(list(&user_client(&json!({})))).await;
            assert_eq!(documented.as_array().unwrap().len(), 2);
            assert_eq!(success(list(&client)).await, documented, "{fault}");
        }
    }
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

#[wasm_bindgen_test]
async fn every_problem_of_an_input_is_named_and_nothing_is_sent() {
    let fake = FakeFetch::new(&json!([]));
    let client = client_with(&json!({}));
    let cases: [(Promise, &[&str]); 6] = [
        (client.create_grievance(eval("{}"), NONE), &["client_user_id", "subject", "description", "category"]),
        (
            client.register_nominee(eval("{}"), NONE),
            &["user_id", "nominee_name", "nominee_email", "nominee_mobile", "relationship"],
        ),
        (client.update_grievance("t".into(), eval("{}"), NONE), &["changes"]),
        (client.update_nominee("n".into(), eval("{}"), NONE), &["changes"]),
        (client.update_grievance("t".into(), eval("{ subject: 'x' }"), NONE), &["subject"]),
        (
            client.update_nominee("n".into(), eval("{ nominee_email: 'x', nominee_mobile: '12' }"), NONE),
            &["nominee_email", "nominee_mobile"],
        ),
    ];
    for (call, expected) in cases {
        let error = failure(call).await;
        let named: Vec<_> = error["fields"].as_array().unwrap().iter().map(|f| f["field"].as_str().unwrap()).collect();
        assert_eq!((&error["code"], named), (&json!("invalid_input"), expected.to_vec()));
    }
    assert_eq!(fake.count(), 0);
}

#[wasm_bindgen_test]
fn the_validators_say_the_same() {
    type Validate = fn(JsValue, JsValue) -> Result<JsValue, JsValue>;
    let fields = |validate: Validate, input: JsValue, mode: JsValue| {
        let problems = plain(&validate(input, mode).unwrap());
        let named = |problem: &Json| {
            assert!(!problem["code"].as_str().unwrap().is_empty() && !problem["message"].as_str().unwrap().is_empty());
            problem["field"].as_str().unwrap().to_owned()
        };
        problems.as_array().unwrap().iter().map(named).collect::<Vec<_>>().join(",")
    };
    assert_eq!(fields(validate_grievance, js(&grievance("u")), NONE), "");
    assert_eq!(fields(validate_nominee, js(&nominee("u")), NONE), "");
    assert_eq!(fields(validate_grievance, eval("{}"), "create".into()), "client_user_id,subject,description,category");
    assert_eq!(fields(validate_grievance, eval("{ status: 'resolved' }"), "update".into()), "");
    assert_eq!(fields(validate_nominee, eval("{ nominee_email: 'x' }"), "update".into()), "nominee_email");
    for (change, field) in [
        ("{ subject: ' \\n\\u200b' }", "subject"),
        ("{ subject: 'x'.repeat(201) }", "subject"),
        ("{ description: 7 }", "description"),
        ("{ category: null }", "category"),
        ("{ client_user_id: '..' }", "client_user_id"),
        ("{ attachment_url: 'javascript:alert(1)' }", "attachment_url"),
        ("{ attachment_url: '' }", "attachment_url"),
        (r"{ subject: '\uD800' }", "subject"),
    ] {
        let input = support::apply(&format!("(input) => ({{ ...input, ...{change} }})"), &js(&grievance("u")));
        assert_eq!(fields(validate_grievance, input, NONE), field, "{change}");
    }
    for (mode, input) in [("7", "{}"), ("'delete'", "{}"), ("null", "{}")] {
        let error = plain(&thrown(validate_nominee(eval(input), eval(mode))));
        assert_eq!((&error["code"], &error["fields"][0]["field"]), (&json!("invalid_input"), &json!("mode")));
    }
    assert_eq!(fields(validate_grievance, eval("[]"), NONE), "input");
}
