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

/// What is sent of a nominee in whom one field is this; the code of what is wrong with it where it is not sent.
async fn sent(field: &str, typed: &str) -> String {
    let fake = FakeFetch::new(&json!([{ "status": 400, "times": null }]));
    let (create, field_of_grievance) = (client_with(&json!({})), field == "subject" || field == "attachment_url");
    let mut input = if field_of_grievance { grievance("u") } else { nominee("u") };
    input[field] = json!(typed);
    let (input, validate) = (js(&input), if field_of_grievance { validate_grievance } else { validate_nominee });
    let problems = plain(&validate(input.clone(), NONE).unwrap());
    let call =
        if field_of_grievance { create.create_grievance(input, NONE) } else { create.register_nominee(input, NONE) };
    let error = failure(call).await;
    assert_eq!(error["fields"], problems, "the form and the call agree: {typed:?}");
    let request = fake.requests().first().cloned();
    request.map_or_else(
        || problems[0]["code"].as_str().unwrap().into(),
        |request| {
            let body: Json = serde_json::from_str(request["body"].as_str().unwrap()).unwrap();
            body[field].as_str().unwrap().into()
        },
    )
}

#[wasm_bindgen_test]
async fn an_e_mail_address_is_sent_without_what_does_not_show_around_it() {
    for typed in [
        "jane@example.com",
        "jane@example.com\u{200b}",
        "\u{feff}jane@example.com",
        " \u{a0}jane@example.com\r\n",
        "\u{202a}jane@example.com\u{202c}",
        "\u{2060}\u{ad}jane@example.com\u{fe0f}\u{2800}\u{3164}",
        "\u{e000} jane@example.com\u{f0000}",
    ] {
        assert_eq!(sent("nominee_email", typed).await, "jane@example.com", "{typed:?}");
    }
    for typed in [
        "jane@exam\u{2060}ple.com",
        "ja\u{200d}ne@example.com",
        "jane\u{ad}doe@example.com",
        "jane@example\u{200b}.com",
        "ja\u{3164}ne@example.com",
        "ja\u{e000}ne@example.com",
        "a@-b.com",
        "mailto:jane@example.com",
        "\u{200b}MAILTO:jane@example.com",
        ".a@b.com",
        "a.@b.com",
        "a..b@c.com",
        "a@b.com.",
        "jane＠example.com",
    ] {
        assert_eq!(sent("nominee_email", typed).await, "format", "{typed:?}");
    }
    let hidden = ["a".into(), "\u{200b}".repeat(1_000_000), "@b.com".into()].concat();
    assert_eq!(sent("nominee_email", &hidden).await, "format", "and at once");
    assert_eq!(sent("nominee_email", "\u{200b}\u{fe0f}").await, "required");
}

#[wasm_bindgen_test]
async fn a_mobile_number_is_sent_as_its_digits() {
    for (typed, number) in [
        ("+91 (98765) 43-2.10", "+919876543210"),
        ("+\u{a0}49 30 1234567", "+49301234567"),
        ("\u{202a}+91 98765 43210\u{202c}", "+919876543210"),
        ("+91\u{2011}98765\u{2013}43210", "+919876543210"),
        ("+91\u{2212}98765\u{30fc}43210", "+919876543210"),
        ("＋91 98765 43210", "+919876543210"),
        ("＋９１（９８７６５）４３２１０", "+919876543210"),
        ("+९१ ९८७६५ ४३२१०", "+919876543210"),
        ("+٩١ ٩٨٧٦٥ ٤٣٢١٠", "+919876543210"),
        ("+௯௧ ௯௮௭௬௫ ௪௩௨௧௦", "+919876543210"),
        ("+𝟗𝟏 𝟵𝟾𝟩𝟔5 43210", "+919876543210"),
        ("+\u{11da9}1 98765 43210", "+919876543210"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+44(0)20 7946 0958", "+442079460958"),
        ("+49-(0)-30 1234567", "+49301234567"),
        ("(+44) (0)20 7946 0958", "+442079460958"),
        (" +४४ (०)20 7946 0958", "+442079460958"),
        ("+44 （0）20 7946 0958", "+442079460958"),
        ("+44 ( 0 )20 7946 0958", "+442079460958"),
        ("(+44 ( \u{a0}0) 20) 7946 0958", "+442079460958"),
        ("+ 44（ ０ ）20 7946 0958", "+442079460958"),
        ("+1 (310) 555 (100) 20", "+131055510020"),
    ] {
        assert_eq!(sent("nominee_mobile", typed).await, number, "{typed:?}");
    }
    for typed in
        ["+91²98765432", "+①9198765432", "0091 98765 43210", "+91,9876543210", "+91/98765/43210", "+०919876543210"]
    {
        assert_eq!(sent("nominee_mobile", typed).await, "format", "{typed:?}");
    }
}

/// A number that could be meant with a 0 or without one is nobody's to guess.
#[wasm_bindgen_test]
async fn a_0_in_parentheses_is_dropped_once_after_the_country_code_and_else_refused() {
    for typed in [
        "+44 (0)(0)20 7946 0958",
        "+44 (00)20 7946 0958",
        "+44 ((0))20 7946 0958",
        "+44 (0)020 7946 0958",
        "+44 (0) (020) 7946 0958",
        "+44 (01)20 7946 095",
        "+44 (0 20) 7946 0958",
        "+44 ( 0.)20 7946 0958",
        "+44 0)20 7946 0958",
        "+44 00)20 7946 0958",
        "+44 (020 7946 0958",
        "+44 20 (0)7946 0958",
        "+4420(0)7946 0958",
        "+1 555 (0)10 9999",
        "+44 （００）20 7946 0958",
        "+४४ (००)20 7946 0958",
        "(0)44 20 7946 0958",
        "+(0)44 20 7946 0958",
    ] {
        assert_eq!(sent("nominee_mobile", typed).await, "format", "{typed:?}");
    }
}

#[wasm_bindgen_test]
async fn a_text_needs_a_character_that_shows() {
    for blank in [
        "",
        " ",
        "\n\t",
        "\u{a0}",
        "\u{200b}\u{200d}",
        "\u{feff}",
        "\u{3164}",
        "\u{115f}",
        "\u{1160}",
        "\u{ffa0}",
        "\u{2800}",
        "\u{202e}",
        "\u{fe0f}",
        "\u{e0020}",
        "\u{301}",
        "\u{301}\u{fe0f} \u{3164}",
        "\u{180e}",
        "\u{34f}",
        "\u{e0100}",
        "\u{20dd}",
        "\u{94d}",
        "\u{e000}",
        "\u{f8ff} \u{301}",
        "\u{f0000}",
        "\u{10fffd}",
        "\u{378}",
        "\u{fdd0}",
        "\u{fffe}",
        "\u{1ffff}",
    ] {
        for field in ["nominee_name", "relationship", "subject", "purpose_of_appointment"] {
            assert_eq!(sent(field, blank).await, "required", "{field} {blank:?}");
        }
    }
    for shown in [
        "ஆ",
        "٣",
        "❤\u{fe0f}",
        "e\u{301}",
        "—",
        "₹",
        "👩\u{200d}👧",
        "\u{202b}عائشة\u{202c}",
        " \u{3164}x",
        "\u{e000}x",
    ] {
        for field in ["nominee_name", "subject"] {
            assert_eq!(sent(field, shown).await, shown, "{field} {shown:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn an_attachment_is_what_a_browser_takes_for_an_address() {
    for odd in
        ["https://%", "https://[::1", "https://a:99999", "https://a b", "https://a<b", "https://\u{ad}", "ftp://a"]
    {
        assert_eq!(sent("attachment_url", odd).await, "format", "{odd}");
    }
    for fine in ["https://cdn.example.com/a.pdf", "http://[::1]:8/a", "https://bücher.example/ü?q#f"] {
        assert_eq!(sent("attachment_url", fine).await, fine);
    }
}
