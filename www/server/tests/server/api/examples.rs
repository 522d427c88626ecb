//! Every curl example of the API's documents, as `tests/examples` keeps them.

use regex::Regex;
use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

use crate::harness::{send, start};

const EXAMPLES: &str = include_str!("../../../../../tests/examples/examples.json");

fn shape(name: &str) -> Regex {
    Regex::new(match name {
        "uuid" => r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
        "ticket" => r"^GRV-[0-9A-Z]{8}$",
        "seconds" => r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$",
        "microseconds_utc" => r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
        other => panic!("no shape {other}"),
    })
    .unwrap()
}

#[tokio::test]
async fn every_documented_example_answers_as_printed() {
    let examples: Vec<Value> = serde_json::from_str(EXAMPLES).unwrap();
    assert!(examples.len() >= 18, "only {} examples found", examples.len());
    for example in &examples {
        run(example).await;
    }
}

async fn run(example: &Value) {
    let name = format!("{}: {}", example["document"], example["name"]);
    let headers: HeaderMap = example["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| (key.parse().unwrap(), value.as_str().unwrap().parse().unwrap()))
        .collect();
    let server = start().await;
    let path = format!("/api{}", example["path"].as_str().unwrap());
    let mut request = server.bare(example["method"].as_str().unwrap(), &path).headers(headers);
    if !example["body"].is_null() {
        request = request.body(example["body"].to_string());
    }
    let mut answer = send(request).await;

    assert_eq!(answer.status, example["status"], "{name}");
    for (pointer, kind) in example["made"].as_object().unwrap() {
        let made = answer.json.pointer_mut(pointer).unwrap_or_else(|| panic!("{name}: no {pointer}"));
        let printed = example["expected"].pointer(pointer).unwrap();
        assert!(shape(kind.as_str().unwrap()).is_match(made.as_str().unwrap()), "{name}: {pointer} is {made}");
        *made = printed.clone();
    }
    for (field, value) in example["unprinted"].as_object().unwrap() {
        let sent = answer.json.as_object_mut().and_then(|body: &mut Map<_, _>| body.shift_remove(field));
        assert_eq!(sent.as_ref(), Some(value), "{name}: {field}");
    }
    // As text: the documented order of fields counts too.
    assert_eq!(answer.json.to_string(), example["expected"].to_string(), "{name}");
}
