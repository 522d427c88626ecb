//! Behind a public origin: the host name that is served, the origin that may write, and the cookie.

use serde_json::json;

use super::{before_with, embedded, ready, statement, ticket};
use crate::harness::{Server, send};

const ORIGIN: &str = "https://consent.example.com";

async fn public() -> (Server, super::Recorder) {
    let (url, recorder) = embedded().await;
    (before_with(&url, |all| all.origin = Some(format!("{ORIGIN}/"))).await, recorder)
}

#[tokio::test]
async fn only_the_public_host_name_is_served() {
    let (server, _) = public().await;
    for (host, status) in [
        ("consent.example.com", 200),
        ("Consent.Example.Com", 200),
        ("consent.example.com:443", 200),
        ("consent.example.com:8443", 421),
        // Two of them: which one counts is nobody's to guess.
        ("consent.example.com\r\nHost: consent.example.com", 400),
        ("consent.example.com.evil.example", 421),
        ("evil.example", 421),
        ("localhost", 421),
        (server.address.as_str(), 421),
        ("", 421),
    ] {
        for path in ["/", "/session/people"] {
            let answer = server.raw(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{host} {path}: {answer}");
        }
    }
}

#[tokio::test]
async fn only_the_public_origin_writes_and_the_cookie_is_for_https_only() {
    let (server, recorder) = public().await;
    let request = |method: &str, path: &str| server.bare(method, path).header("Host", "consent.example.com");
    let answer = send(request("POST", "/session").header("Origin", ORIGIN).json(&statement("usr_lukas", 60))).await;
    let set = answer.header("set-cookie").to_owned();
    let (session, attributes) = set.split_once("; ").unwrap();
    assert!(session.starts_with("__Host-session="), "{set}");
    let mut attributes: Vec<_> = attributes.split("; ").collect();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]);

    let write = |origin: Option<&str>, cookie: &str| {
        let request = request("POST", "/api/grievance").header("Cookie", cookie).json(&ticket("usr_lukas"));
        send(origin.iter().fold(request, |request, origin| request.header("Origin", *origin)))
    };
    for origin in [
        None,
        Some("null"),
        Some("http://consent.example.com"),
        Some("https://consent.example.com:8443"),
        Some("https://consent.example.com.evil.example"),
        Some("https://evil.example"),
        Some(server.url.as_str()),
    ] {
        let answer = write(origin, session).await;
        assert_eq!(answer.status, 403, "{origin:?}");
        assert!(answer.error().contains("origin"));
    }
    // A neighbouring subdomain can set a plain cookie, and one whose name only looks like another's.
    let plain = session.strip_prefix("__Host-").unwrap();
    for cookie in [plain, &format!("%5F%5FHost-{plain}"), &format!("__host-{plain}")] {
        assert_eq!(write(Some(ORIGIN), cookie).await.status, 401, "{cookie}");
    }
    assert!(recorder.take().is_empty());
    assert_eq!(write(Some(ORIGIN), session).await.status, 201);
    assert_eq!(send(request("GET", "/api/dpo").header("Cookie", format!("a=b; {session}"))).await.status, 200);
}

#[tokio::test]
async fn a_form_on_another_site_changes_nothing() {
    let (server, recorder, session) = ready("usr_lukas").await;
    let own = server.url.as_str();
    let forms = ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"];
    for kind in forms {
        for (origin, cookie, status) in [
            (Some("http://evil.example"), session.as_str(), 403),
            (None, &session, 403),
            (Some(own), &session, 415),
            // A foreign page cannot send a strict cookie.
            (Some("http://evil.example"), "", 403),
            (None, "", 403),
            (Some(own), "", 415),
        ] {
            for path in ["/api/grievance", "/api/nominee", "/api/consent/cp_website_signup/consent", "/session"] {
                let request = server.bare("POST", path).header("Cookie", cookie).header("Content-Type", kind);
                let request = origin.iter().fold(request, |request, origin| request.header("Origin", *origin));
                let answer = send(request.body(ticket("usr_lukas").to_string())).await;
                assert_eq!(answer.status, status, "{kind} {origin:?} {cookie} {path}");
            }
        }
    }
    let request = server.bare("POST", "/api/grievance").header("Origin", "http://evil.example");
    let answer = send(request.header("X-API-Key", "guessed").json(&ticket("usr_lukas"))).await;
    assert_eq!(answer.status, 403, "a guessed key changes nothing");
    let request = server.bare("PUT", super::ASHAS_TICKET).header("Cookie", &session).header("Origin", &server.url);
    let request = request.header("Sec-Fetch-Site", "cross-site").json(&json!({ "status": "withdrawn" }));
    assert_eq!(send(request).await.status, 403);
    assert!(recorder.take().is_empty());
}
