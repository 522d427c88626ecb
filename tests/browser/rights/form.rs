//! `validateGrievance` and `validateNominee`, and that the calls refuse what they refuse.

use js_sys::Promise;
use truconsent_wasm::{validate_grievance, validate_nominee};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::trials::{grievance, nominee};
use crate::support::{FakeFetch, JsValue, Json, NONE, apply, client_with, eval, failure, js, json, plain, thrown};

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
        let input = apply(&format!("(input) => ({{ ...input, ...{change} }})"), &js(&grievance("u")));
        assert_eq!(fields(validate_grievance, input, NONE), field, "{change}");
    }
    for (mode, input) in [("7", "{}"), ("'delete'", "{}"), ("null", "{}")] {
        let error = plain(&thrown(validate_nominee(eval(input), eval(mode))));
        assert_eq!((&error["code"], &error["fields"][0]["field"]), (&json!("invalid_input"), &json!("mode")));
    }
    assert_eq!(fields(validate_grievance, eval("[]"), NONE), "input");
}
