//! Faults: each kind, what it carries out, and what the server counted.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::harness::{Server, read, send, start, start_with};

async fn faulty() -> Server {
    start_with(|options| options.faults = true).await
}

/// Files a ticket with a fault.
fn file(server: &Server, user: &str, fault: &str) -> RequestBuilder {
    let body = json!({ "client_user_id": user, "subject": "s", "description": "d", "category": "c" });
    server.with_key("POST", "/grievance").header("X-Fault", fault).header("X-Fault-Key", user).json(&body)
}

async fn tickets(server: &Server, user: &str) -> Value {
    send(server.bare("GET", &format!("/faults/rows?user_id={user}"))).await.json["grievances"].clone()
}

#[tokio::test]
async fn without_the_flag_nothing_happens() {
    let server = start().await;
    assert_eq!(send(file(&server, "u", "drop")).await.status, 201);
    assert_eq!(server.bare("GET", "/faults/u").send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn faults_with_an_answer() {
    let server = faulty().await;
    for (fault, status, carried_out) in [
        ("status:503", 503, 0),
        ("status-after:500", 500, 1),
        ("retry-after:429:7", 429, 0),
        ("html:502", 502, 0),
        ("echo:400", 400, 0),
        ("redirect:https://elsewhere.example/", 302, 0),
        ("redirect-self", 307, 0),
        ("no-content", 204, 1),
        ("empty", 201, 1),
        ("not-json", 201, 1),
        ("wrong-type", 201, 1),
        ("delay:20", 201, 1),
        ("delay-after:20", 201, 1),
        ("nonsense", 400, 0),
        ("status:abc", 400, 0),
    ] {
        let user = format!("u-{}", fault.replace([':', '/', '.'], "-"));
        let response = file(&server, &user, fault).send().await.unwrap();
        let header = |name| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let (kind, to, wait) = (header("content-type"), header("location"), header("retry-after"));
        assert_eq!(header("connection"), "close", "{fault}");
        assert_eq!(header("access-control-allow-origin"), "*", "{fault}");
        let answer = read(response).await;
        assert_eq!((answer.status, tickets(&server, &user).await), (status, json!(carried_out)), "{fault}");
        match fault.split(':').next().unwrap() {
            "html" => assert!(kind.starts_with("text/html")),
            "redirect" => assert_eq!(to, "https://elsewhere.example/"),
            "redirect-self" => assert_eq!(to, "/api/grievance"),
            "retry-after" => assert_eq!(wait, "7"),
            "wrong-type" => assert_eq!((kind.as_str(), &answer.json["status"]), ("text/plain", &json!("open"))),
            "no-content" | "empty" | "not-json" => assert_eq!(answer.json, Value::Null),
            "echo" => assert!(answer.error().contains(&user) && answer.error().contains("x-api-key")),
            "status" | "status-after" | "nonsense" => assert!(!answer.error().is_empty()),
            _ => assert_eq!(answer.json["status"], "open"),
        }
    }
}

#[tokio::test]
async fn faults_that_break_the_connection() {
    let server = faulty().await;
    for (fault, carried_out) in [("drop", 0), ("drop-after", 1)] {
        assert!(file(&server, fault, fault).send().await.is_err(), "{fault}");
        assert_eq!(tickets(&server, fault).await, carried_out, "{fault}");
    }
    let response = file(&server, "half", "truncate").send().await.unwrap();
    assert_eq!(response.status(), 201);
    let promised = response.content_length().unwrap();
    assert!(promised > 200);
    assert!(response.bytes().await.is_err());
    assert_eq!(tickets(&server, "half").await, 1);
}

#[tokio::test]
async fn faults_that_change_the_answer() {
    let server = faulty().await;
    let partial = send(file(&server, "p", "partial")).await.json;
    assert!(partial.as_object().unwrap().keys().eq(["id", "ticket_id", "message"]), "{partial}");
    let camel = send(file(&server, "c", "camel")).await.json;
    assert_eq!((camel.get("ticket_id"), &camel["clientUserId"]), (None, &json!("c")));

    let get = |fault: &str| send(server.with_key("GET", "/banners/user/usr_abc123").header("X-Fault", fault));
    let camel = get("camel").await.json;
    assert_eq!(camel[0]["purposes"][0]["isMandatory"], false);
    assert_eq!(camel[0]["purposes"][0]["relationships"]["dataElements"], json!(["de-uuid-1"]));
    for name in ["data", "items"] {
        let wrapped = get(&format!("wrap:{name}")).await.json;
        assert_eq!(wrapped[name].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_fault_happens_as_often_as_asked_and_everything_is_counted() {
    let server = faulty().await;
    let decide = || {
        let body = json!({ "userId": "usr_lukas", "action": "approved", "requestId": "r-9" });
        let request = server.with_key("POST", "/consent/cp_website_signup/consent").header("X-Fault", "drop-after");
        request.header("X-Fault-Key", "k").header("X-Fault-Times", "2").json(&body).send()
    };
    assert!(decide().await.is_err());
    assert!(decide().await.is_err());
    assert_eq!(decide().await.unwrap().status(), 201);
    let preflight = server.bare("OPTIONS", "/api/dpo").header("X-Fault-Key", "k").header("Origin", "http://x.example");
    let answer = send(preflight.header("Access-Control-Request-Method", "GET")).await;
    assert!(answer.header("access-control-allow-headers").contains("x-fault-times"));

    let seen = send(server.bare("GET", "/faults/k").header("Origin", "http://x.example")).await;
    assert_eq!(seen.header("access-control-allow-origin"), "*");
    assert_eq!(seen.json["count"], 3);
    let faulty: Vec<_> = seen.json["requests"].as_array().unwrap().iter().map(|r| r["faulty"].clone()).collect();
    assert_eq!(faulty, [true, true, false]);
    let elsewhere = || server.with_key("GET", "/dpo").header("X-Fault", "drop").header("X-Fault-Path", "/banners");
    assert_eq!(send(elsewhere()).await.status, 200, "only where it is asked for");
    let first = json!({ "method": "POST", "path": "/api/consent/cp_website_signup/consent", "faulty": true,
                        "request_id": "r-9" });
    assert_eq!(seen.json["requests"][0], first);
    let rows = send(server.bare("GET", "/faults/rows?user_id=usr_lukas")).await.json;
    assert_eq!(rows, json!({ "grievances": 0, "nominees": 0, "consents": 1 }));
}
