//! The rules of the forms, one by one, and for whatever anybody types.

use proptest::prelude::*;

use super::form::*;
use super::{grievances, nominees};

const GRIEVANCE: [(&str, &str); 4] = [
    ("client_user_id", "usr_abc123"),
    ("subject", "Request to delete my account data"),
    ("description", "I would like all personal data associated with my account to be permanently deleted."),
    ("category", "erasure"),
];

const NOMINEE: [(&str, &str); 6] = [
    ("user_id", "usr_abc123"),
    ("nominee_name", "Jane Doe"),
    ("nominee_email", "jane.doe@example.com"),
    ("nominee_mobile", "+919876543210"),
    ("relationship", "spouse"),
    ("purpose_of_appointment", "Acting on behalf during medical treatment"),
];

fn given(fields: &[(&str, &str)]) -> Vec<(String, Entered)> {
    fields.iter().map(|(name, text)| (String::from(*name), Entered::Text(String::from(*text)))).collect()
}

fn found(fields: &[&FormField], mode: Mode, input: &[(String, Entered)]) -> Vec<(String, &'static str)> {
    find_problems(fields, mode, input).into_iter().map(|problem| (problem.field, problem.code)).collect()
}

/// The problems of a documented input with one field in place of another.
fn with(name: &str, value: Entered) -> Vec<(String, &'static str)> {
    let (fields, example) = match GRIEVANCE.iter().any(|(known, _)| *known == name) || name == "attachment_url" {
        true => (grievances::FORM.create, given(&GRIEVANCE)),
        false => (nominees::FORM.create, given(&NOMINEE)),
    };
    let mut input: Vec<_> = example.into_iter().filter(|(known, _)| known != name).collect();
    input.push((name.into(), value));
    found(fields, Mode::Create, &input)
}

fn is_fine(name: &str, text: &str) -> bool {
    with(name, Entered::Text(text.into())).is_empty()
}

#[test]
fn the_documents_own_examples_are_fine() {
    assert_eq!(found(grievances::FORM.create, Mode::Create, &given(&GRIEVANCE)), []);
    assert_eq!(found(nominees::FORM.create, Mode::Create, &given(&NOMINEE)), []);
    assert_eq!(found(grievances::FORM.update, Mode::Update, &given(&[("status", "in_progress")])), []);
    let both = given(&[("status", "resolved"), ("attachment_url", "https://cdn.example.com/response-letter.pdf")]);
    assert_eq!(found(grievances::FORM.update, Mode::Update, &both), []);
    let both = given(&[("nominee_email", "jane.newemail@example.com"), ("status", "active")]);
    assert_eq!(found(nominees::FORM.update, Mode::Update, &both), []);
    assert_eq!(with("attachment_url", Entered::Null), []);
    assert_eq!(with("purpose_of_appointment", Entered::Null), []);
}

#[test]
fn names_all_problems_at_once() {
    let missing: Vec<_> = GRIEVANCE.iter().map(|(name, _)| (String::from(*name), "required")).collect();
    assert_eq!(found(grievances::FORM.create, Mode::Create, &[]), missing);
    let input = given(&[("client_user_id", ".."), ("category", "x"), ("attachment_url", "ftp://x"), ("to", "y")]);
    let input = [input, vec![("subject".into(), Entered::Blank)]].concat();
    let expected = [
        ("client_user_id", "format"),
        ("subject", "required"),
        ("description", "required"),
        ("attachment_url", "format"),
        ("to", "unknown"),
    ];
    assert_eq!(found(grievances::FORM.create, Mode::Create, &input), expected.map(|(name, code)| (name.into(), code)));
}

#[test]
fn blank_is_missing() {
    for name in ["subject", "description", "category", "nominee_name", "nominee_email", "relationship"] {
        assert_eq!(with(name, Entered::Blank), [(name.into(), "required")], "{name}");
    }
}

#[test]
fn text_of_another_kind_is_named() {
    for name in ["nominee_email", "nominee_mobile", "attachment_url"] {
        assert_eq!(with(name, Entered::Odd), [(name.into(), "format")], "{name}");
    }
}

#[test]
fn other_types_are_named() {
    assert_eq!(with("subject", Entered::Other), [("subject".into(), "type")]);
    assert_eq!(with("subject", Entered::Null), [("subject".into(), "required")]);
    assert_eq!(with("attachment_url", Entered::Other), [("attachment_url".into(), "type")]);
    assert_eq!(with("nominee_mobile", Entered::Other), [("nominee_mobile".into(), "type")]);
}

#[test]
fn lengths_count_characters() {
    for (name, most) in [("subject", 200), ("description", 5_000), ("nominee_name", 200)] {
        for letter in ["a", "आ", "🙂"] {
            assert!(is_fine(name, &letter.repeat(most)), "{name} {letter}");
            let long = with(name, Entered::Text(letter.repeat(most + 1)));
            assert_eq!(long, [(name.into(), "too_long")], "{name} {letter}");
        }
    }
}

#[test]
fn any_script_passes() {
    for name in ["आशा वर्मा", "மீரா ஐயர்", "فاطمة الزهراء", "森 健二", "O’Neil-Ångström", "👩‍👩‍👧 Doe", "\u{202b}عائشة\u{202c}"]
    {
        assert!(is_fine("nominee_name", name) && is_fine("subject", name), "{name}");
    }
}

#[test]
fn e_mail_has_its_shape() {
    for text in ["a@b.co", "jane.doe+x@sub.example.com", "आशा@उदाहरण.भारत", "o'neil@example.ie", "-a-@b--c.d-e.com"]
    {
        assert!(is_fine("nominee_email", text), "{text}");
    }
    for text in [
        "jane",
        "jane@",
        "@example.com",
        "a@b",
        "a b@c.de",
        "a@b c.de",
        "a@@b.de",
        "a@b@c.de",
        "a@.de",
        "a@b.",
        "a@b..de",
        "Jane <a@b.de>",
        "a@b.de,c@d.ef",
        "a@b.de\n",
        ".a@b.com",
        "a.@b.com",
        "a..b@c.com",
        "a@.b.com",
        "a@-b.com",
        "a@b-.com",
        "a@b.-com",
        "a@b.com-",
        "a@-",
        "a@-.com",
        "a@b.c.-d.com",
        "mailto:jane@example.com",
        "MailTo:jane@example.com",
        "sip:jane@example.com",
        "jane(work)@example.com",
        "jane@[127.0.0.1]",
        "\"jane\"@example.com",
        "jane\\@example.com",
        ".@example.com",
    ] {
        assert_eq!(with("nominee_email", Entered::Text(text.into())), [("nominee_email".into(), "format")], "{text}");
    }
    assert!(!is_fine("nominee_email", &format!("{}@example.com", "a".repeat(65))));
    assert!(!is_fine("nominee_email", &format!("a@{}.com", "b".repeat(250))));
    for letter in ["b", "आ"] {
        assert!(is_fine("nominee_email", &format!("a@{}.com", letter.repeat(63))), "{letter}");
        assert!(!is_fine("nominee_email", &format!("a@{}.com", letter.repeat(64))), "{letter}");
        assert!(!is_fine("nominee_email", &format!("a@b.{}", letter.repeat(64))), "{letter}");
    }
}

#[test]
fn mobile_is_e_164() {
    for text in ["+919876543210", "+4915212345", "+15550109999", "+123456789012345"] {
        assert!(is_fine("nominee_mobile", text), "{text}");
    }
    for text in [
        "9876543210",
        "+",
        "+0919876543210",
        "+123456",
        "+1234567890123456",
        "+91x9876543210",
        "++919876543210",
        "+९१९८७६५४३२१०",
    ] {
        assert_eq!(with("nominee_mobile", Entered::Text(text.into())), [("nominee_mobile".into(), "format")], "{text}");
    }
}

#[test]
fn an_attachment_is_an_http_address() {
    for text in ["https://cdn.example.com/a.pdf", "http://x", "HTTPS://EXAMPLE.COM/ü?q#f", "https://[::1]:8/a"] {
        assert!(is_fine("attachment_url", text), "{text}");
    }
    for text in [
        "javascript:alert(1)",
        "//x",
        "x.pdf",
        "https://",
        "https:///x",
        "http://a b",
        "data:text/html,x",
        "httpsx://y",
        "http:/x",
    ] {
        assert_eq!(with("attachment_url", Entered::Text(text.into())), [("attachment_url".into(), "format")], "{text}");
    }
}

#[test]
fn an_update_needs_a_change_and_takes_no_other_field() {
    let changes = |input: &[(String, Entered)]| found(grievances::FORM.update, Mode::Update, input);
    assert_eq!(changes(&[]), [("changes".into(), "required")]);
    assert_eq!(changes(&[("status".into(), Entered::Absent)]), [("changes".into(), "required")]);
    assert_eq!(changes(&[("attachment_url".into(), Entered::Null)]), []);
    assert_eq!(changes(&[("status".into(), Entered::Null)]), [("status".into(), "required")]);
    assert_eq!(changes(&given(&[("subject", "x")])), [("subject".into(), "unknown")]);
    assert_eq!(changes(&[("status".into(), Entered::Blank)]), [("status".into(), "required")]);
    let nominee = found(nominees::FORM.update, Mode::Update, &given(&[("user_id", "x"), ("nominee_email", "y")]));
    assert_eq!(nominee, [("nominee_email".into(), "format"), ("user_id".into(), "unknown")]);
}

#[test]
fn messages_say_what_is_wrong_without_the_value() {
    let secret = "s3cret value";
    for name in ["nominee_email", "nominee_mobile", "attachment_url"] {
        let fields = [nominees::FORM.create, grievances::FORM.create].concat();
        for problem in find_problems(&fields, Mode::Create, &given(&[(name, secret)])) {
            assert!(problem.message.starts_with(&problem.field) && !problem.message.contains(secret), "{problem:?}");
        }
    }
}

fn any_given() -> impl Strategy<Value = Entered> {
    prop_oneof![
        any::<String>().prop_map(Entered::Text),
        "[ -~]{0,40}@[a-z.]{0,12}".prop_map(Entered::Text),
        r"\+?[0-9 ().-]{0,20}".prop_map(Entered::Text),
        "https?:/{0,3}.{0,20}".prop_map(Entered::Text),
        r"[a-z.:]{0,12}@[a-z.]{0,12}".prop_map(Entered::Text),
        Just(Entered::Blank),
        Just(Entered::Odd),
        Just(Entered::Null),
        Just(Entered::Absent),
        Just(Entered::Other)
    ]
}

fn any_input() -> impl Strategy<Value = Vec<(String, Entered)>> {
    let names: Vec<String> = GRIEVANCE
        .iter()
        .chain(&NOMINEE)
        .map(|(name, _)| String::from(*name))
        .chain(["status".into(), "attachment_url".into()])
        .collect();
    let name = prop_oneof![4 => proptest::sample::select(names), 1 => any::<String>()];
    proptest::collection::hash_map(name, any_given(), 0..10).prop_map(|input| input.into_iter().collect())
}

proptest! {
    #[test]
    fn whatever_comes_in_problems_with_its_fields_come_out(input in any_input(), update: bool) {
        let mode = if update { Mode::Update } else { Mode::Create };
        for fields in [grievances::FORM.create, grievances::FORM.update, nominees::FORM.create, nominees::FORM.update] {
            for problem in find_problems(fields, mode, &input) {
                let is_known = fields.iter().any(|field| field.name == problem.field);
                prop_assert!(is_known || problem.field == "changes" || input.iter().any(|(name, _)| *name == problem.field));
                prop_assert!(["required", "type", "format", "too_long", "unknown"].contains(&problem.code));
            }
        }
    }

    #[test]
    fn an_e_mail_address_that_is_accepted_can_be_written_to(text in r#"[a-z.:@<"]{0,14}@[a-z.@-]{0,12}"#) {
        if is_fine("nominee_email", &text) {
            let (local, domain) = text.split_once('@').unwrap_or_default();
            prop_assert!(local.split('.').chain(domain.split('.')).all(|part| !part.is_empty()), "{text}");
            prop_assert!(!text.contains([':', '<', '"', ' ']) && !domain.contains('@'), "{text}");
            prop_assert!(domain.split('.').all(|label| !label.starts_with('-') && !label.ends_with('-')), "{text}");
        }
    }

    #[test]
    fn a_mobile_number_that_is_accepted_is_digits(text in r"[+0-9 ()٣-]{0,20}") {
        let is_e_164 = text.strip_prefix('+').is_some_and(|digits| {
            (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
        });
        prop_assert_eq!(is_fine("nominee_mobile", &text), is_e_164, "{}", text);
    }
}
