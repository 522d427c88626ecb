//! What holds for whatever is sent and answered.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use truconsent_gateway::{Answer, Exchange, Gateway, Head, Reply, Settings, Step, templates};

const ME: &str = "usr_asha";
const OTHER: &str = "usr_bob";
const KEYS: [&str; 2] = ["consent-key-canary-1", "admin-key-canary-2"];

fn gateway() -> Gateway {
    Gateway::new(Settings {
        upstream: "https://api.test".into(),
        consent_key: KEYS[0].into(),
        admin_key: KEYS[1].into(),
        org_id: "acme".into(),
        origins: vec!["https://shop.test".into()],
        ..Settings::default()
    })
    .unwrap()
}

const HEADERS: [(&str, &[u8]); 2] = [("origin", b"https://shop.test"), ("content-type", b"application/json")];

fn begun(gateway: &Gateway, method: &str, target: &str, body: &[u8]) -> Step {
    match gateway.route(&Head { method, target, headers: &HEADERS, bearer: false }) {
        Ok(route) => gateway.begin(route, Some(ME), body),
        Err(reply) => Step::Reply(reply),
    }
}

/// Names for a person in spellings that some server may read as one.
fn name() -> impl Strategy<Value = String> {
    let spelled = (
        select(vec!["user_id", "userId", "client_user_id", "clientUserId"]),
        vec(any::<bool>(), 16),
        select(vec!["", "-", " ", "_", "\u{200b}", "."]),
    );
    let spelled = spelled.prop_map(|(name, upper, gap)| {
        let letters = name.chars().zip(upper.into_iter().cycle());
        letters.map(|(c, upper)| if upper { c.to_ascii_uppercase() } else { c }).collect::<String>().replace('_', gap)
    });
    let wide = spelled.clone().prop_map(|name| {
        name.chars()
            .map(|c| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xfee0).unwrap() } else { c })
            .collect()
    });
    prop_oneof![3 => spelled, 1 => wide]
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![Just(ME.to_owned()), Just(OTHER.to_owned()), "[a-z_ %/\\\\.;&=+]{0,12}"]
}

/// JSON in which persons are named here and there.
fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        id().prop_map(Value::from)
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((prop_oneof![name(), "[a-z]{1,8}"], inner), 0..5)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

/// Reads names as the most lenient server would, written apart from the rules.
fn names_other(value: &Value, named: bool) -> bool {
    match value {
        Value::String(id) => named && id != ME,
        Value::Number(id) => named && id.to_string() != ME,
        Value::Bool(_) => named,
        Value::Null => false,
        Value::Array(items) => items.iter().any(|item| names_other(item, named)),
        Value::Object(members) => members.iter().any(|(name, value)| {
            let plain: String = name
                .chars()
                .map(|c| {
                    if ('\u{ff01}'..='\u{ff5e}').contains(&c) { char::from_u32(c as u32 - 0xfee0).unwrap() } else { c }
                })
                .filter(char::is_ascii_alphanumeric)
                .collect();
            names_other(value, plain.eq_ignore_ascii_case("userid") || plain.eq_ignore_ascii_case("clientuserid"))
        }),
    }
}

/// Without what a record of the person's own may have besides: the API's own id of them.
fn without_internal(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_internal).collect(),
        Value::Object(mut members) => {
            if ["client_user_id", "clientUserId"].iter().any(|name| members.get(*name) == Some(&json!(ME))) {
                members.remove("user_id");
                members.remove("userId");
            }
            members.into_iter().map(|(name, value)| (name, without_internal(value))).collect::<Map<_, _>>().into()
        }
        other => other,
    }
}

fn is_only_about_me(exchange: &Exchange) {
    let request = exchange.request();
    let path = request.url.strip_prefix("https://api.test/").unwrap();
    // A record, or a notice, may be called like anybody.
    for before in ["/user/", "userId="] {
        assert!(path.split_once(before).is_none_or(|(_, id)| id == ME), "{path}");
    }
    for part in path.split(['/', '?']).filter(|part| !part.is_empty()) {
        assert!(!part.contains(['\\', ' ', ';', '&']) && !matches!(part, "." | ".."), "{path}");
    }
    let body = request.body.as_deref().map(|body| serde_json::from_slice::<Value>(body).unwrap());
    assert!(!body.is_some_and(|body| names_other(&body, false)), "{request:?}");
}

fn has_a_key(reply: &Reply) -> bool {
    let text = format!("{:?}{}", reply.headers, String::from_utf8_lossy(&reply.body));
    KEYS.iter().any(|key| text.contains(key))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_request_ever_names_anybody_else(
        (method, path) in select(templates().collect::<Vec<_>>()),
        id in id(),
        query in vec((name(), id()), 0..3),
        more in vec((prop_oneof![name(), select(vec!["metadata".to_owned(), "purposes".to_owned(), "subject".to_owned(), "status".to_owned()])], document()), 0..4),
    ) {
        let encode = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let target: Vec<_> = path.split('/').map(|part| if part.starts_with('{') { encode(&id) } else { part.to_owned() }).collect();
        let query: Vec<_> = query.iter().map(|(name, id)| format!("{}={}", encode(name), encode(id))).collect();
        let target = format!("{}?{}", target.join("/"), query.join("&"));
        let mut body = json!({ "userId": ME, "user_id": ME, "client_user_id": ME, "action": "declined" });
        for (name, value) in more {
            body[name] = value;
        }
        let gateway = gateway();
        if let Step::Send(exchange) = begun(&gateway, method, &target, body.to_string().as_bytes()) {
            is_only_about_me(&exchange);
            // Where the list has the record, the request itself is next.
            let list = json!([{ "id": id, "ticket_id": id, "client_user_id": ME }]).to_string();
            if let Step::Send(next) = gateway.answered(exchange, &Answer { status: 200, headers: &[], body: list.as_bytes() }) {
                is_only_about_me(&next);
            }
        }
    }

    #[test]
    fn no_reply_has_a_record_of_somebody_else_or_a_key(document in document(), status in 100_u16..700, key in select(vec!["", KEYS[0], KEYS[1]])) {
        let gateway = gateway();
        let Step::Send(exchange) = begun(&gateway, "GET", "/banners/user/usr_asha", b"") else { panic!("refused") };
        let body = json!({ "data": document, "error": key }).to_string();
        let Step::Reply(reply) = gateway.answered(exchange, &Answer { status, headers: &[("retry-after", key.as_bytes())], body: body.as_bytes() }) else { panic!("one more") };
        prop_assert!((200..600).contains(&reply.status) && !has_a_key(&reply));
        let said: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
        prop_assert!(!names_other(&without_internal(said.clone()), false), "{}", said);
    }

    #[test]
    fn whatever_arrives_is_answered(method in "[A-Za-z]{0,7}", target in "\\PC{0,60}", body in vec(any::<u8>(), 0..200), status: u16, answer in vec(any::<u8>(), 0..200)) {
        let gateway = gateway();
        for (method, target) in [(method.as_str(), target.as_str()), ("POST", "/grievance"), ("GET", target.as_str()), ("DELETE", "/nominee/n")] {
            let mut step = begun(&gateway, method, target, &body);
            for _ in 0..2 {
                step = match step {
                    Step::Send(exchange) => gateway.answered(exchange, &Answer { status, headers: &[("retry-after", &answer)], body: &answer }),
                    done => done,
                };
            }
            let Step::Reply(reply) = step else { panic!("never ends") };
            prop_assert!((200..600).contains(&reply.status));
        }
    }
}
