//! What browsers look at: CORS, rate limits, host names, and caching of answers.

use crate::harness::{Answer, CONSENT_KEY, send, start, start_with};

const EVERYWHERE: &str = "*";

fn list(answer: &Answer, name: &str) -> Vec<String> {
    let mut names: Vec<_> = answer.header(name).split(',').map(|n| n.trim().to_lowercase()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn other_origins_may_ask_with_a_key() {
    let server = start().await;
    let preflight = server
        .bare("OPTIONS", "/api/grievance")
        .header("Origin", "https://shop.example")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "content-type,x-api-key");
    let answer = send(preflight).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), EVERYWHERE);
    assert_eq!(list(&answer, "access-control-allow-methods"), ["delete", "get", "post", "put"]);
    let headers = ["authorization", "content-type", "x-api-key", "x-org-id"];
    assert_eq!(list(&answer, "access-control-allow-headers"), headers);
    assert_eq!(answer.header("access-control-max-age"), "600");
    assert_eq!(answer.header("access-control-allow-credentials"), "");

    let from_elsewhere = |key: &str, path: &str| {
        let request = server.bare("GET", path).header("Origin", "https://shop.example");
        send(request.header("X-API-Key", key))
    };
    for (key, path, status) in [
        (CONSENT_KEY, "/api/dpo", 200),
        ("wrong", "/api/dpo", 401),
        (CONSENT_KEY, "/api/banners/unknown", 404),
        (CONSENT_KEY, "/api/no/such/call", 404),
        (CONSENT_KEY, "/api/grievance", 405),
    ] {
        let answer = from_elsewhere(key, path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), EVERYWHERE, "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
        let exposed = ["retry-after", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-window"];
        assert_eq!(list(&answer, "access-control-expose-headers"), exposed, "{path}");
    }
    for path in ["/", "/session", "/session/people"] {
        let answer = from_elsewhere(CONSENT_KEY, path).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
}

#[tokio::test]
async fn answers_are_json_and_are_not_kept() {
    let server = start().await;
    for path in ["/api/banners", "/api/no/such/call", "/session/people", "/session", "/session/no"] {
        let answer = send(server.bare("GET", path).header("X-API-Key", CONSENT_KEY)).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("content-type"), "application/json", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[tokio::test]
async fn the_rate_limit_is_told_and_kept() {
    let server = start_with(|options| options.rate_limit = 3).await;
    for remaining in ["2", "1", "0"] {
        let answer = server.get("/dpo").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("x-ratelimit-limit"), "3");
        assert_eq!(answer.header("x-ratelimit-remaining"), remaining);
        assert_eq!(answer.header("x-ratelimit-window"), "60");
    }
    let answer = server.get("/dpo").await;
    assert_eq!(answer.status, 429);
    assert!(!answer.error().is_empty());
    assert_eq!(answer.header("x-ratelimit-remaining"), "0");
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait));
    assert_eq!(answer.header("access-control-allow-origin"), EVERYWHERE);

    // Each session counts for itself.
    let (asha, lukas) = (server.sign_in("usr_asha").await, server.sign_in("usr_lukas").await);
    assert_eq!(server.in_session(&asha, "GET", "/api/dpo", None).await.header("x-ratelimit-remaining"), "2");
    assert_eq!(server.in_session(&lukas, "GET", "/api/dpo", None).await.header("x-ratelimit-remaining"), "2");
}

#[tokio::test]
async fn without_a_limit_nothing_is_told() {
    let server = start().await;
    assert_eq!(server.get("/dpo").await.header("x-ratelimit-limit"), "");
}

#[tokio::test]
async fn only_loopback_names_are_served() {
    let server = start().await;
    let port = server.address.rsplit(':').next().unwrap();
    for (host, served) in [
        (format!("127.0.0.1:{port}"), true),
        (format!("localhost:{port}"), true),
        (format!("[::1]:{port}"), true),
        ("localhost".to_owned(), true),
        (format!("LOCALHOST:{port}"), true),
        (format!("evil.example:{port}"), false),
        ("localhost.evil.example".to_owned(), false),
        (format!("127.0.0.1.evil.example:{port}"), false),
        ("127.0.0.1:80@evil.example".to_owned(), false),
        (String::new(), false),
    ] {
        for path in ["/", "/api/dpo", "/session/people"] {
            let request =
                format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nX-API-Key: YOUR_API_KEY\r\nConnection: close\r\n\r\n");
            let answer = server.raw(&request).await;
            assert_eq!(answer.starts_with("HTTP/1.1 200"), served, "{host} {path}: {answer}");
            assert_eq!(answer.starts_with("HTTP/1.1 421"), !served, "{host} {path}: {answer}");
        }
    }
}
