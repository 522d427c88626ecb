//! What comes back from an upstream, and what happens when nothing does.

use std::time::{Duration, Instant};

use axum::{
    Json, Router,
    body::Body,
    http::{HeaderMap, Method, Response, StatusCode},
    routing::get,
};
use serde_json::json;

use crate::{
    harness::{SECRET, Server, before, before_with, ready, signed_in},
    upstream::{ASHAS_TICKET, CONSENT_KEY, Recorder, embedded, serve_router, ticket},
};

/// A server before an upstream with this answer to `GET /dpo`, and a session.
async fn answering(answer: impl Fn() -> Response<Body> + Clone + Send + Sync + 'static) -> (Server, Recorder, String) {
    let recorder = Recorder::default();
    let upstream = Router::new().route("/dpo", get(async move || answer())).fallback(async || "[]");
    let url = serve_router(recorder.before(upstream)).await;
    let server = before(&url).await;
    let session = signed_in(&server, "usr_lukas").await;
    (server, recorder, session)
}

#[tokio::test]
async fn only_a_few_headers_come_back() {
    let (server, _, session) = answering(|| {
        let mut response = Response::new(Body::from("{\"error\":\"canary\"}"));
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        for (name, value) in [
            ("content-type", "application/problem+json"),
            ("retry-after", "7"),
            ("x-ratelimit-limit", "500"),
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-window", "60"),
            ("set-cookie", "session=canary"),
            ("set-cookie", "__Host-session=canary"),
            ("x-api-key", "canary"),
            ("server", "canary"),
            ("access-control-allow-origin", "*"),
            ("access-control-allow-credentials", "true"),
            ("cache-control", "public, max-age=99"),
            ("clear-site-data", "*"),
            ("content-security-policy", "default-src *"),
            ("location", "https://evil.example/"),
            ("link", "<https://evil.example/>; rel=preload"),
            ("keep-alive", "timeout=99"),
            ("proxy-authenticate", "canary"),
            ("x-powered-by", "canary"),
        ] {
            response.headers_mut().append(name, value.parse().unwrap());
        }
        response
    })
    .await;
    let answer = server.in_session(&session, "GET", "/api/dpo", None).await;
    assert_eq!((answer.status, answer.error()), (429, "canary"));
    let mut headers: Vec<_> = answer.headers.iter().map(|(n, v)| format!("{n}: {}", v.to_str().unwrap())).collect();
    headers.retain(|header| !header.starts_with("date: "));
    headers.sort();
    assert_eq!(
        headers,
        [
            "cache-control: no-store",
            "content-length: 18",
            "content-security-policy: default-src 'none'; sandbox",
            "content-type: application/json",
            "retry-after: 7",
            "x-content-type-options: nosniff",
            "x-ratelimit-limit: 500",
            "x-ratelimit-remaining: 0",
            "x-ratelimit-window: 60",
        ]
    );
}

#[tokio::test]
async fn no_key_comes_back_that_the_upstream_repeats() {
    let echo = Router::new().fallback(async |method: Method, headers: HeaderMap| {
        let key = headers["x-api-key"].to_str().unwrap().to_owned();
        // A list is asked for before a write.
        let status = if method == Method::GET { StatusCode::UNAUTHORIZED } else { StatusCode::CREATED };
        (status, Json(json!({ "error": format!("Invalid API key {key}") })))
    });
    let server = before(&serve_router(echo).await).await;
    let session = signed_in(&server, "usr_asha").await;
    for (method, path, body) in [
        ("GET", "/api/dpo", None),
        ("GET", "/api/api/v1/external/consents/user-status?userId=usr_asha", None),
        ("POST", "/api/grievance", Some(ticket("usr_asha"))),
        ("PUT", ASHAS_TICKET, Some(json!({ "status": "withdrawn" }))),
    ] {
        let answer = server.in_session(&session, method, path, body).await;
        let wanted = json!({ "error": "The API repeated a secret of this server" });
        assert_eq!((answer.status, answer.json), (502, wanted), "{method} {path}");
    }

    // However it is written, and in a header too.
    const KEY: &str = "live/key+1";
    for (header, body, status) in [
        ("7", "live/key+1".to_owned(), 502),
        ("7", r#"{"error":"live\/key+1"}"#.to_owned(), 502),
        ("7", r#"{"error":"\u006Cive/key\u002b1"}"#.to_owned(), 502),
        ("7", "\u{0}live/key+1".to_owned(), 502),
        ("7", CONSENT_KEY.to_owned(), 502),
        ("7", format!("\\\"{SECRET}"), 502),
        (KEY, "{}".to_owned(), 200),
        ("7", r#"{"error":"live key"}"#.to_owned(), 200),
    ] {
        let said = body.clone();
        let upstream = Router::new().fallback(async move || ([("retry-after", header)], said));
        let url = serve_router(upstream).await;
        let server = before_with(&url, |_, secrets| secrets.admin_key = format!(" {KEY} ")).await;
        let session = signed_in(&server, "usr_asha").await;
        let answer = server.in_session(&session, "GET", "/api/dpo", None).await;
        assert_eq!(answer.status, status, "{header} {body}");
        assert_eq!(answer.header("retry-after"), if status == 200 && header == "7" { "7" } else { "" });
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (server, _, session) = answering(|| Response::builder().status(304).body(Body::empty()).unwrap()).await;
    assert_eq!(server.in_session(&session, "GET", "/api/dpo", None).await.status, 502);

    let (server, recorder, session) = ready("usr_lukas").await;
    for fault in ["redirect:/api/banners", "redirect-self", "redirect:https://evil.example/"] {
        for (method, path, body) in [("GET", "/api/dpo", None), ("POST", "/api/grievance", Some(ticket("usr_lukas")))] {
            recorder.fail(method, fault);
            let answer = server.in_session(&session, method, path, body).await;
            assert_eq!((answer.status, answer.error()), (502, "The API answered in a way that is not passed on"));
            assert_eq!(answer.header("location"), "");
            assert_eq!(recorder.lines(), [format!("{method} {path}")]);
        }
    }
}

#[tokio::test]
async fn an_upstream_that_is_not_there_or_breaks_off_is_502() {
    let server = before("http://127.0.0.1:1").await;
    let session = signed_in(&server, "usr_lukas").await;
    let answer = server.in_session(&session, "GET", "/api/dpo", None).await;
    assert_eq!((answer.status, answer.error()), (502, "The API cannot be reached, or broke off"));

    let (server, recorder, session) = ready("usr_lukas").await;
    for fault in ["drop", "drop-after", "truncate"] {
        recorder.fail("POST", fault);
        let answer = server.in_session(&session, "POST", "/api/grievance", Some(ticket("usr_lukas"))).await;
        assert_eq!((answer.status, answer.error()), (502, "The API cannot be reached, or broke off"), "{fault}");
        assert_eq!(recorder.lines().len(), 1, "{fault}: sent once");
    }
    // Any other answer is passed on, as far as it is JSON.
    for (fault, status) in [("status:503", 503), ("html:500", 500), ("not-json", 502), ("no-content", 204)] {
        recorder.fail("POST", fault);
        let answer = server.in_session(&session, "POST", "/api/grievance", Some(ticket("usr_lukas"))).await;
        assert_eq!(answer.status, status, "{fault}");
    }
}

#[tokio::test]
async fn an_upstream_that_is_too_slow_is_504() {
    let (url, recorder) = embedded().await;
    let patience = Duration::from_secs(1);
    let server = before_with(&url, |flags, _| flags.upstream_seconds = 1.try_into().unwrap()).await;
    let session = signed_in(&server, "usr_asha").await;
    for (slow, method, path, body) in [
        ("GET", "GET", "/api/dpo", None),
        ("POST", "POST", "/api/grievance", Some(ticket("usr_asha"))),
        // The list that is asked for first.
        ("GET", "PUT", ASHAS_TICKET, Some(json!({ "status": "withdrawn" }))),
    ] {
        recorder.fail(slow, "delay:5000");
        let started = Instant::now();
        let answer = server.in_session(&session, method, path, body).await;
        assert_eq!((answer.status, answer.error()), (504, "The API did not answer in time"), "{method} {path}");
        assert!(started.elapsed() >= patience && started.elapsed() < Duration::from_secs(4));
    }
    assert!(!recorder.lines().iter().any(|line| line.starts_with("PUT")));
}

#[tokio::test]
async fn answers_up_to_16_megabytes_are_passed() {
    const LIMIT: usize = 16 * 1024 * 1024;
    let text = |bytes: usize| Response::new(Body::from(format!("\"{}\"", " ".repeat(bytes - 2))));
    let (server, _, session) = answering(move || text(LIMIT)).await;
    assert_eq!(server.in_session(&session, "GET", "/api/dpo", None).await.header("content-length"), LIMIT.to_string());
    let (server, _, session) = answering(move || text(LIMIT + 1)).await;
    let answer = server.in_session(&session, "GET", "/api/dpo", None).await;
    assert_eq!((answer.status, answer.error()), (502, "The API sent too large an answer"));
    // An answer that never ends.
    let (server, _, session) = answering(|| {
        let chunks = futures_util::stream::repeat(Ok::<_, std::convert::Infallible>(vec![b' '; 1024 * 1024]));
        Response::new(Body::from_stream(chunks))
    })
    .await;
    assert_eq!(server.in_session(&session, "GET", "/api/dpo", None).await.status, 502);
}

#[tokio::test]
async fn requests_up_to_64_kilobytes_are_passed() {
    let (server, recorder, session) = ready("usr_lukas").await;
    let mut large = ticket("usr_lukas");
    large["description"] = json!("x".repeat(64 * 1024));
    let answer = server.in_session(&session, "POST", "/api/grievance", Some(large.clone())).await;
    assert_eq!((answer.status, answer.error()), (413, "The request body is too large"));
    // In chunks, so that no header tells how much will come.
    let (address, url) = (&server.address, &server.url);
    let chunked = |body: &str| {
        format!(
            "POST /api/grievance HTTP/1.1\r\nHost: {address}\r\nCookie: {session}\r\nOrigin: {url}\r\n\
             Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n\
             {:x}\r\n{body}\r\n0\r\n\r\n",
            body.len()
        )
    };
    let answer = server.raw(&chunked(&large.to_string())).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(recorder.take().is_empty());
    large["description"] = json!("x".repeat(63 * 1024));
    assert!(server.raw(&chunked(&large.to_string())).await.starts_with("HTTP/1.1 201"));
    let seen = recorder.take();
    assert!(seen[0].headers.get("transfer-encoding").is_none() && seen[0].body.len() > 63 * 1024);
}
