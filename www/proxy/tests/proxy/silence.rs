//! What the program tells, what it never tells, and that nothing of that stops an answer.

use std::time::{Duration, Instant};

use axum::{Router, http::StatusCode};
use serde_json::{Value, json};

use crate::{
    harness::{COOKIE_SECRET, SECRET, client, read},
    program::{ENVIRONMENT, ORIGIN, command, start, start_as, usual},
    upstream::{serve_router, ticket},
};

#[tokio::test]
async fn log_and_metrics_have_no_key_no_cookie_and_nobody() {
    let answer = json!([{ "ticket_id": "GRV-canary", "subject": "canary" }]).to_string();
    let echo = Router::new().fallback(async move || (StatusCode::OK, [("set-cookie", "canary=1")], answer));
    let running = serve_router(echo).await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    for (url, status, json) in
        [(running.as_str(), 200, false), (running.as_str(), 200, true), ("http://127.0.0.1:1", 502, false)]
    {
        let more = if json { vec!["--metrics", &free, "--json-log"] } else { vec!["--metrics", &free] };
        let program = start(url, &more);
        let request = |method: &str, path: &str| {
            client().request(method.parse().unwrap(), format!("{}{path}", program.url)).header("Origin", ORIGIN)
        };
        let session = program.session("usr_canary@canary.example").await;
        let mut body = ticket("usr_canary@canary.example");
        body["description"] = json!("canary");
        for (method, path, body) in [
            ("GET", "/api/banners/user/usr_canary@canary.example", None),
            ("GET", "/api/api/v1/external/consents/user-status?userId=usr_canary@canary.example", None),
            ("PUT", "/api/grievance/GRV-canary", Some(json!({ "status": "withdrawn" }))),
            ("POST", "/api/grievance", Some(body)),
        ] {
            let request = request(method, path).header("Cookie", &session).header("Referer", "http://x/canary");
            let request = if let Some(body) = body { request.json(&body) } else { request };
            assert_eq!(read(request.send().await.unwrap()).await.status, status, "{method} {path}");
        }
        for (method, path) in [("GET", "/api/canary?canary=1"), ("canary_live", "/api/dpo"), ("GET", "/healthz")] {
            let answer = request(method, path).header("X-API-Key", "canary").header("Authorization", "Bearer canary");
            answer.send().await.unwrap();
        }
        let metrics = client().get(format!("http://{free}/metrics")).send().await.unwrap().text().await.unwrap();
        for part in [
            r#"truconsent_proxy_requests_total{method="GET",path="/banners/user/{user_id}",status="#,
            r#"truconsent_proxy_sign_ins_total{outcome="taken"} 1"#,
            "truconsent_proxy_connections ",
            "truconsent_proxy_request_duration_seconds_bucket",
            if status == 502 { r#"upstream_reports_total{report="unreachable"} 4"# } else { "# EOF" },
        ] {
            assert!(metrics.contains(part), "{part}\n{metrics}");
        }
        program.signal("-TERM");
        let (_, log) = program.end();
        let lines: Vec<&str> = log.lines().filter(|line| line.contains("request")).collect();
        assert_eq!(lines.len(), 7, "{log}");
        let template = lines.iter().filter(|line| line.contains("/banners/user/{user_id}")).count();
        assert_eq!(template, 1, "{log}");
        if json {
            let entry: Value = serde_json::from_str(lines[1]).unwrap();
            assert_eq!((&entry["method"], &entry["status"]), (&json!("GET"), &json!(200)), "{entry}");
        }
        let value = session.split_once('=').unwrap().1;
        for canary in ["canary", value, SECRET, COOKIE_SECRET] {
            assert!(!log.contains(canary), "{log}");
            assert!(!metrics.contains(canary), "{metrics}");
        }
    }
}

/// Does to each path what an upstream must not do, with canaries in it.
fn hostile() -> Router {
    use axum::{
        body::Body,
        http::HeaderMap,
        response::{IntoResponse, Redirect, Response},
        routing::get,
    };
    const CANARY: &str = r#"{"client_user_id":"usr_canary2","full_name":"Canary Name"}"#;
    let large = async || Body::from("\"canary\" ".repeat(20 * 1024 * 1024 / 9));
    let hang = async || tokio::time::sleep(Duration::from_secs(60)).await;
    let encoded = async || Response::builder().header("content-encoding", "gzip").body(Body::from(CANARY)).unwrap();
    let repeat = async |headers: HeaderMap| {
        let key = headers["x-api-key"].as_bytes().iter().rev().map(|byte| char::from(*byte)).collect::<String>();
        (StatusCode::FORBIDDEN, [("www-authenticate", "Basic realm=canary")], format!("{{\"error\":\"{key}\"}}"))
    };
    Router::new()
        .route("/banners", get(async || Redirect::temporary("http://127.0.0.1:1/canary").into_response()))
        .route("/banners/{id}", get(encoded))
        .route("/banners/user/{id}", get(async || CANARY))
        .route("/grievance/user/{id}", get(large))
        .route("/nominee/user/{id}", get(hang))
        .route("/dpo", get(repeat))
        .fallback(async || (StatusCode::OK, "<h1>canary</h1>"))
}

#[tokio::test]
async fn whatever_an_upstream_does_no_canary_is_told() {
    let upstream = serve_router(hostile()).await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let program = start(&upstream, &["--metrics", &free, "--upstream-seconds", "2"]);
    let session = program.session("usr_canary").await;
    let mut told = String::new();
    for (path, status) in [
        ("/banners", 502),
        ("/banners/canary-point", 502),
        ("/banners/user/usr_canary", 502),
        ("/grievance/user/usr_canary", 502),
        ("/nominee/user/usr_canary", 504),
        ("/dpo", 502),
        ("/api/v1/external/consents/user-status?userId=usr_canary", 502),
    ] {
        let asked = client().get(format!("{}/api{path}", program.url)).header("Cookie", &session).send().await.unwrap();
        assert_eq!(asked.status(), status, "{path}");
        told += &format!("{:?}{}", asked.headers().clone(), asked.text().await.unwrap());
    }
    told += &client().get(format!("http://{free}/metrics")).send().await.unwrap().text().await.unwrap();
    for report in ["not_http", "foreign_record", "too_large", "too_slow", "repeated_secret", "not_json"] {
        assert!(told.contains(&format!("report=\"{report}\"")), "{report}: {told}");
    }
    program.signal("-TERM");
    let (_, log) = program.end();
    assert!(log.contains("repeated_secret"), "{log}");
    for text in [told, log] {
        let text = text.to_lowercase();
        assert!(!text.contains("canary") && !text.contains("yranac"), "{text}");
    }
}

#[tokio::test]
async fn a_log_that_nobody_takes_stops_no_answer() {
    let upstream = serve_router(Router::new().fallback(async || "{}")).await;
    // A reader that goes, one that does not read, and a full disk.
    for way in ["closed", "unread", "full"] {
        let mut command = command(&[usual(&upstream), vec!["--rate-limit", "100000"]].concat(), &ENVIRONMENT);
        if way == "full" {
            command.stderr(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
        }
        let mut program = start_as(command);
        if way == "closed" {
            drop(program.child.stderr.take());
        }
        let session = program.session("usr_asha").await;
        let client = client();
        // Far more lines than a pipe takes: 64 KB.
        for _ in 0..2_000 {
            let asked = client.get(format!("{}/api/dpo", program.url)).header("Cookie", &session).send();
            assert_eq!(
                tokio::time::timeout(Duration::from_secs(20), asked).await.unwrap().unwrap().status(),
                200,
                "{way}"
            );
        }
        program.signal("-TERM");
        let started = Instant::now();
        let code = if way == "unread" { program.end().0 } else { program.child.wait().unwrap().code() };
        assert_eq!(code, Some(0), "{way}");
        assert!(started.elapsed() < Duration::from_secs(20));
    }
}
