//! The table of cases that all hosts of the gateway's rules pass, over HTTP.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::Response,
};
use serde_json::Value;

use crate::{
    harness::{Server, before_with, signed_in, token},
    upstream::serve_router,
};

#[derive(Default)]
struct Script {
    answers: VecDeque<Value>,
    asked: Vec<Value>,
}

type Shared = Arc<Mutex<Script>>;

/// Answers with what the case says, and notes what it was asked.
async fn upstream(State(script): State<Shared>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    // What every HTTP client adds.
    let own = ["host", "accept-encoding", "content-length"];
    let headers = parts.headers.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    let headers: BTreeMap<_, _> = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    let path = parts.uri.to_string();
    let url = match (path.strip_prefix("/v1"), path.strip_prefix("/status")) {
        (Some(rest), _) => format!("https://api.test/v1{rest}"),
        (None, rest) => format!("https://status.test{}", rest.unwrap_or(&path)),
    };
    let mut asked = serde_json::json!({ "method": parts.method.as_str(), "url": url, "headers": headers });
    if !body.is_empty() {
        asked["body"] = body.into();
    }
    let mut script = script.lock().unwrap();
    script.asked.push(asked);
    let answer = script.answers.pop_front().unwrap_or_default();
    let mut response = Response::builder().status(u16::try_from(answer["status"].as_u64().unwrap_or(599)).unwrap());
    for (name, value) in answer["headers"].as_object().into_iter().flatten() {
        response = response.header(name, value.as_str().unwrap());
    }
    let body = match answer["base64"].as_str() {
        // The only bytes of the table that are no text.
        Some(_) => b"\"\xff\xfe\"".to_vec(),
        None => answer["body"].as_str().unwrap_or_default().as_bytes().to_vec(),
    };
    response.body(Body::from(body)).unwrap()
}

/// Whether a case says what can be said over HTTP.
fn can_be_sent(case: &Value) -> bool {
    let (request, text) = (&case["request"], |value: &Value| value.as_str().unwrap_or_default().to_owned());
    // Below 200 nothing ends, and above 999 there is no status.
    let final_status = |turn: &Value| (200..1000).contains(&turn["answer"]["status"].as_u64().unwrap_or(200));
    text(&request["target"]).len() > "/api/".len()
        && text(&request["target"]).starts_with("/api/")
        && text(&request["method"]) != "CONNECT"
        && case["upstream"].as_array().is_none_or(|turns| turns.iter().all(final_status))
}

async fn ask(server: &Server, case: &Value, session: &str) -> (u16, BTreeMap<String, String>, String) {
    let request = &case["request"];
    let body = request["body"].as_str().unwrap_or_default();
    let mut head = format!(
        "{} {} HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\nContent-Length: {}\r\n",
        request["method"].as_str().unwrap(),
        request["target"].as_str().unwrap(),
        body.len()
    );
    let cookies = [session, request["headers"]["cookie"].as_str().unwrap_or_default()];
    if case["bearer"] == true {
        head += &format!("Authorization: Bearer {}\r\n", token(case["person"].as_str().unwrap()));
    } else {
        head += &format!("Cookie: {}\r\n", cookies.join("; "));
    }
    for (name, value) in request["headers"].as_object().into_iter().flatten().filter(|(name, _)| *name != "cookie") {
        head += &format!("{name}: {}\r\n", value.as_str().unwrap());
    }
    let answer = server.raw(&format!("{head}\r\n{body}")).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers =
        lines.map(|line| line.split_once(": ").unwrap()).map(|(name, value)| (name.to_owned(), value.to_owned()));
    (status, headers.collect(), body.to_owned())
}

#[tokio::test]
async fn every_case_ends_as_the_table_says() {
    let table: Value = serde_json::from_str(include_str!("../../../../tests/gateway.json")).unwrap();
    let script = Shared::default();
    let url = serve_router(Router::new().fallback(upstream).with_state(script.clone())).await;
    let settings = &table["settings"];
    let text = |name: &str| settings[name].as_str().unwrap().to_owned();
    let server = before_with(&url, |flags, secrets| {
        let table = settings["origin"].as_array().unwrap().iter().map(|origin| origin.as_str().unwrap().to_owned());
        flags.origin.extend(table);
        flags.upstream = format!("{url}/v1");
        flags.status_upstream = Some(format!("{url}/status"));
        (secrets.consent_key, secrets.admin_key) = (text("consentKey"), text("adminKey"));
    })
    .await;
    let mut sessions = BTreeMap::new();
    let cases = table["cases"].as_array().unwrap();
    let (mut sent, mut foreign, mut wrong) = (0, 0, Vec::new());
    for case in cases.iter().filter(|case| can_be_sent(case)) {
        sent += 1;
        let person = case["person"].as_str().unwrap_or_default();
        if !person.is_empty() && !sessions.contains_key(person) {
            sessions.insert(person.to_owned(), signed_in(&server, person).await);
        }
        let session = sessions.get(person).map_or("", String::as_str);
        let turns = case["upstream"].as_array().cloned().unwrap_or_default();
        *script.lock().unwrap() =
            Script { answers: turns.iter().map(|turn| turn["answer"].clone()).collect(), asked: Vec::new() };
        let (status, headers, body) = ask(&server, case, session).await;
        let asked = std::mem::take(&mut script.lock().unwrap().asked);
        let expected: Vec<_> = turns.iter().map(|turn| turn["expect"].clone()).collect();
        let reply = &case["reply"];
        let said = if case["request"]["method"] == "HEAD" { "" } else { reply["body"].as_str().unwrap() };
        let has = |(name, value): (&String, &Value)| headers.get(name).map(String::as_str) == value.as_str();
        let fits = reply["headers"].as_object().into_iter().flatten().all(has);
        // The many ways to ask for what is somebody else's.
        let name = case["name"].as_str().unwrap();
        if ["another person", "somebody else", "a ticket that is not"].iter().any(|way| name.starts_with(way)) {
            foreign += 1;
            assert!([403, 404].contains(&status) && !body.contains("usr_bob"), "{name}: {status}");
        }
        if (Some(u64::from(status)), body.as_str()) != (reply["status"].as_u64(), said) || !fits || asked != expected {
            wrong.push(format!("{}: {status} {body} {headers:?} {asked:?}", case["name"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(foreign >= 16, "{foreign}");
    assert!(sent >= 290, "only {sent} of {} cases can be sent", cases.len());
}
