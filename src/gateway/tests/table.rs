//! Every case of `tests/gateway.json`, the table that all hosts of these rules pass.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use truconsent_gateway::{Answer, Gateway, Head, Reply, Settings, Step};

#[derive(Deserialize)]
struct Table {
    settings: Said,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Said {
    upstream: String,
    status_upstream: String,
    consent_key: String,
    admin_key: String,
    org_id: String,
    base_path: String,
    origin: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    person: Option<String>,
    #[serde(default)]
    bearer: bool,
    request: Request,
    #[serde(default)]
    upstream: Vec<Turn>,
    reply: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    method: String,
    target: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turn {
    expect: Asked,
    answer: Answered,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Asked {
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
    body: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    base64: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    status: u16,
    body: String,
    /// All that are named where there are four or more; else those that stand beside the usual ones.
    #[serde(default)]
    headers: BTreeMap<String, String>,
    report: Option<String>,
}

fn table() -> Table {
    serde_json::from_str(include_str!("../../../tests/gateway.json")).unwrap()
}

fn gateway(said: Said) -> Gateway {
    Gateway::new(Settings {
        upstream: said.upstream,
        status_upstream: Some(said.status_upstream),
        consent_key: said.consent_key,
        admin_key: said.admin_key,
        org_id: said.org_id,
        base_path: said.base_path,
        origins: said.origin,
        other_secrets: Vec::new(),
    })
    .unwrap()
}

fn pairs(headers: &BTreeMap<String, String>) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}

/// What becomes of a case; every request to the API is held against the table.
fn run(gateway: &Gateway, case: &Case) -> Reply {
    let Request { method, target, headers, body } = &case.request;
    let headers = pairs(headers);
    let head = Head { method, target, headers: &headers, bearer: case.bearer };
    let mut step = match gateway.route(&head) {
        Ok(route) => gateway.begin(route, case.person.as_deref(), body.as_bytes()),
        Err(reply) => Step::Reply(reply),
    };
    for Turn { expect, answer } in &case.upstream {
        let Step::Send(exchange) = step else { panic!("{}: asks the API too seldom: {step:?}", case.name) };
        let asked = exchange.request().clone();
        let asked = Asked {
            method: asked.method.to_owned(),
            url: asked.url,
            headers: asked.headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            body: asked.body.map(|body| String::from_utf8(body).unwrap()),
        };
        assert_eq!(&asked, expect, "{}", case.name);
        let bytes = answer
            .base64
            .as_ref()
            .map_or_else(|| answer.body.clone().into_bytes(), |text| STANDARD.decode(text).unwrap());
        let headers = pairs(&answer.headers);
        step = gateway.answered(exchange, &Answer { status: answer.status, headers: &headers, body: &bytes });
    }
    match step {
        Step::Reply(reply) => reply,
        Step::Send(more) => panic!("{}: asks the API once more: {:?}", case.name, more.request()),
    }
}

#[test]
fn every_case_ends_as_the_table_says() {
    let Table { settings, cases } = table();
    let gateway = gateway(settings);
    assert!(cases.len() >= 150, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let reply = run(&gateway, case);
        let said = String::from_utf8(reply.body).unwrap();
        let report = reply.report.map(|report| report.name().to_owned());
        let headers: BTreeMap<String, String> =
            reply.headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let Expected { status, body, headers: wanted, report: told } = &case.reply;
        let as_wanted =
            if wanted.len() >= 4 { &headers == wanted } else { wanted.iter().all(|(n, v)| headers.get(n) == Some(v)) };
        if (&reply.status, &said, &report) != (status, body, told) || !as_wanted {
            wrong.push(format!("{}: {} {said} {headers:?} {report:?}", case.name, reply.status));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_reply_is_json_that_no_browser_keeps_or_shows() {
    let Table { settings, cases } = table();
    let gateway = gateway(settings);
    for case in &cases {
        let reply = run(&gateway, case);
        let header = |name: &str| reply.headers.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str());
        assert_eq!(header("cache-control"), Some("no-store"));
        assert_eq!(header("x-content-type-options"), Some("nosniff"));
        assert_eq!(header("content-security-policy"), Some("default-src 'none'; sandbox"));
        assert_eq!(header("content-type"), (reply.status != 204).then_some("application/json"), "{}", case.name);
        let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(&reply.body).is_ok();
        assert!(is_json || (reply.status == 204 && reply.body.is_empty()), "{}", case.name);
    }
}
