//! `listGrievances`, `createGrievance` and `updateGrievance`, and their documented errors. For creates that end unclear
//! see `create.rs`.

use truconsent_wasm::validate_grievance;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::drift::assert_read_as_stored;
use crate::support::trials::{Call, Trial, grievance};
use crate::support::{
    FakeFetch, JsValue, Json, NONE, changed, client_with, eval, failure, fresh_id, js, json, plain, problems, success,
    text_of, user_client, with,
};

/// What the module finds in an input.
fn found(input: &JsValue, mode: &str) -> String {
    problems(&plain(&validate_grievance(input.clone(), mode.into()).unwrap()))
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
async fn every_refusal_has_its_code() {
    for (fault, code, retryable) in [
        ("status:400", "bad_request", false),
        ("status:401", "unauthenticated", false),
        ("status:403", "forbidden", false),
        ("status:404", "not_found", false),
        ("status:409", "conflict", false),
        ("status:418", "http_error", false),
        ("retry-after:429:120", "rate_limited", true),
    ] {
        let client = user_client(&json!({ "headers": { "X-Fault": fault } }));
        let calls = [
            ("listGrievances", client.list_grievances("usr_q".into(), NONE)),
            ("createGrievance", client.create_grievance(js(&grievance("usr_q")), NONE)),
            ("updateGrievance", client.update_grievance("GRV-Q".into(), js(&json!({ "status": "resolved" })), NONE)),
        ];
        for (operation, call) in calls {
            let error = failure(call).await;
            let found = (&error["code"], &error["operation"], &error["retryable"], &error["attempts"]);
            assert_eq!(found, (&json!(code), &json!(operation), &json!(retryable), &json!(1)), "{fault}");
            assert_eq!(error["serverMessage"], json!("A fault was asked for"));
            assert_eq!(error["retryAfterMs"], if retryable { json!(120_000) } else { Json::Null });
        }
    }
    let stranger = user_client(&json!({ "apiKey": "nobody" }));
    let error = failure(stranger.create_grievance(js(&grievance("u")), NONE)).await;
    assert_eq!((&error["code"], &error["status"]), (&json!("unauthenticated"), &json!(401)));
    assert!(!error.to_string().contains("nobody"));
}

#[wasm_bindgen_test]
async fn what_is_not_valid_is_not_sent() {
    let trial = Trial::new(Call::CreateGrievance, "wrong-type", 0, &json!({})).await;
    let person = trial.person.as_str();
    for (change, expected) in [
        ("input.subject = ' \\u00a0\\u200b\\t'", "subject required"),
        ("input.subject = 'आ'.repeat(201)", "subject too_long"),
        ("input.description = '🙂'.repeat(5001)", "description too_long"),
        ("input.description = ['x']", "description type"),
        ("delete input.category", "category required"),
        ("input.attachment_url = 'javascript:alert(1)'", "attachment_url format"),
        ("input.attachment_url = 'ftp://files.example/x'", "attachment_url format"),
        ("input.client_user_id = '..'", "client_user_id format"),
        (r"input.client_user_id = '\uDFFF'", "client_user_id type"),
        ("input.status = 'resolved'", "status unknown"),
        ("input.to = 'x'; input.subject = null", "subject required, to unknown"),
    ] {
        let input = changed(&grievance(person), change);
        assert_eq!(found(&input, "create"), expected, "{change}");
        let error = failure(trial.client.create_grievance(input, NONE)).await;
        let named = problems(&error["fields"]);
        assert_eq!((&error["code"], named.as_str()), (&json!("invalid_input"), expected), "{change}");
    }
    for (id, changes) in
        [("..", "{ status: 'x' }"), ("", "{ status: 'x' }"), ("t", "{}"), ("t", "{ status: ' ' }"), ("t", "null")]
    {
        let error = failure(trial.client.update_grievance(id.into(), eval(changes), NONE)).await;
        assert_eq!((&error["code"], &error["attempts"]), (&json!("invalid_input"), &json!(0)), "{id} {changes}");
    }
    assert_eq!((trial.arrived().await.as_str(), trial.call.effects(person).await), ("0", 0));
}

#[wasm_bindgen_test]
async fn the_longest_that_is_allowed_arrives_unharmed() {
    let (client, person) = (user_client(&json!({})), fresh_id());
    let input = changed(
        &grievance(&person),
        "input.subject = '🙂'.repeat(200); input.description = ' \\n' + 'ம'.repeat(4997) + '\\u0000'",
    );
    let before = text_of(&input);
    let ticket = success(client.create_grievance(input.clone(), NONE)).await;
    assert_eq!(text_of(&input), before, "the input stays as it is");
    for name in ["subject", "description", "category"] {
        assert_eq!(ticket[name], plain(&input)[name], "not even its blanks are taken off");
    }
    assert_eq!(success(client.list_grievances(person.as_str().into(), NONE)).await, json!([ticket]));
}

#[wasm_bindgen_test]
async fn ids_are_opaque() {
    let client = user_client(&json!({}));
    for suffix in ["/a/../b", "?x=1&y#z", " மீரா 🙂", "%2e%2e", "\\", "'\"<b>"] {
        let person = fresh_id() + suffix;
        let ticket = success(client.create_grievance(js(&grievance(&person)), NONE)).await;
        assert_eq!(ticket["client_user_id"], json!(person));
        assert_eq!(success(client.list_grievances(person.as_str().into(), NONE)).await, json!([ticket]));
        let error = failure(client.update_grievance(suffix.into(), js(&json!({ "status": "x" })), NONE)).await;
        assert_eq!(
            (&error["code"], &error["serverMessage"]),
            (&json!("not_found"), &json!("Grievance ticket not found"))
        );
    }
}

#[wasm_bindgen_test]
async fn the_newest_comes_first_and_any_category_and_status_passes() {
    let (client, person) = (user_client(&json!({})), fresh_id());
    let mut filed = Vec::new();
    for category in ["data_access", "portability", "Ärger"] {
        let mut input = grievance(&person);
        input["category"] = json!(category);
        input["attachment_url"] = json!("https://files.example/ü?a=b#c");
        filed.insert(0, success(client.create_grievance(js(&input), NONE)).await);
    }
    assert_eq!(success(client.list_grievances(person.as_str().into(), NONE)).await, json!(filed));
    let id = JsValue::from_str(filed[1]["ticket_id"].as_str().unwrap());
    let changes = json!({ "status": "escalated to the board", "attachment_url": null });
    let ticket = success(client.update_grievance(id.clone(), js(&changes), NONE)).await;
    assert_eq!((&ticket["status"], &ticket["attachment_url"]), (&changes["status"], &Json::Null));
    let internal = filed[1]["id"].as_str().unwrap();
    let error = failure(client.update_grievance(internal.into(), js(&changes), NONE)).await;
    assert_eq!(error["code"], json!("not_found"), "the ticket's number is asked for, not its internal id");
}

#[wasm_bindgen_test]
async fn what_is_unknown_in_an_answer_is_kept() {
    let more = json!({ "id": "i", "ticket_id": "GRV-1", "status": "open", "priority": 3, "history": [{ "at": null }],
        "translations_snapshot": { "fooBar": 1 }, "user_id": "internal" });
    let ticket = with(grievance("u"), &more);
    let _fake = FakeFetch::new(
        &json!([{ "status": 201, "json": ticket }, { "json": { "items": [ticket] } }, { "json": ticket }]),
    );
    let client = client_with(&json!({}));
    let made = success(client.create_grievance(js(&grievance("u")), NONE)).await;
    let listed = success(client.list_grievances("u".into(), NONE)).await;
    let updated = success(client.update_grievance("GRV-1".into(), js(&json!({ "status": "open" })), NONE)).await;
    for (name, value) in more.as_object().unwrap() {
        assert_eq!([&made[name], &listed[0][name], &updated[name]], [value; 3], "{name}");
    }
    assert_eq!((&made["attachment_url"], &made["created_at"]), (&Json::Null, &Json::Null), "documented, so there");
}

#[wasm_bindgen_test]
async fn what_is_not_there_cannot_be_changed() {
    let call =
        user_client(&json!({})).update_grievance("GRV-NOTTHERE".into(), js(&json!({ "status": "resolved" })), NONE);
    let error = failure(call).await;
    let found = (&error["code"], &error["status"], &error["attempts"]);
    assert_eq!(found, (&json!("not_found"), &json!(404), &json!(1)));
}

#[wasm_bindgen_test]
async fn drifted_deployments() {
    assert_read_as_stored(Call::CreateGrievance, Call::ListGrievances).await;
}
