//! The program with `--upstream`: what it needs, and what it never logs.

use std::process::Command;

use axum::{Router, http::StatusCode};
use serde_json::json;

use super::{SECRET, serve_router, statement, ticket};
use crate::{
    harness::{client, read},
    process::{command, sentence, start},
};

const ENVIRONMENT: [(&str, &str); 4] = [
    ("TRUCONSENT_CONSENT_KEY", "canary-consent-key"),
    ("TRUCONSENT_ADMIN_KEY", "canary-admin-key"),
    ("TRUCONSENT_ORG_ID", "canary-org"),
    ("TRUCONSENT_SESSION_SECRET", SECRET),
];

/// The program with this environment only.
fn upstream(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = command(&[&["--port", "0"], arguments].concat());
    command.env_clear().envs(environment.iter().copied());
    command
}

#[test]
fn what_is_missing_is_named() {
    let fails = |arguments: &[&str], environment: &[(&str, &str)]| sentence(upstream(arguments, environment));
    let url = "https://api.example.com";
    for left_out in 0..ENVIRONMENT.len() {
        let mut environment = ENVIRONMENT.to_vec();
        let (name, _) = environment.remove(left_out);
        assert_eq!(
            fails(&["--upstream", url], &environment),
            format!("--upstream needs in its environment: {name}.\n")
        );
        environment.push((name, " "));
        assert!(fails(&["--upstream", url], &environment).contains(name));
    }
    let all = fails(&["--upstream", url], &[]);
    assert!(ENVIRONMENT.iter().all(|(name, _)| all.contains(name)), "{all}");

    let with = |name: &'static str, value: &'static str| {
        let mut environment = ENVIRONMENT.to_vec();
        environment.push((name, value));
        environment
    };
    assert!(fails(&["--upstream", url], &with("TRUCONSENT_SESSION_SECRET", "too short")).contains("32"));
    let newline = fails(&["--upstream", url], &with("TRUCONSENT_ADMIN_KEY", "canary\nx"));
    assert!(newline.contains("TRUCONSENT_ADMIN_KEY") && !newline.contains("canary"), "{newline}");
    assert!(fails(&["--upstream", url], &with("TRUCONSENT_STATUS_URL", "ftp://x.example")).contains("https"));
    for bad in [
        "http://api.example.com",
        "api.example.com",
        "https://u:p@x.example",
        "https://x.example/?a",
        "file:///x",
        "http://127.0.0.1.evil.example",
        "",
    ] {
        assert!(fails(&["--upstream", bad], &ENVIRONMENT).contains("https"), "{bad}");
        assert!(fails(&["--upstream", url, "--upstream-consents", bad], &ENVIRONMENT).contains("https"), "{bad}");
        assert!(fails(&["--upstream", url, "--origin", bad], &ENVIRONMENT).contains("--origin"), "{bad}");
    }
    assert!(fails(&["--upstream", url, "--origin", "https://x.example/path"], &ENVIRONMENT).contains("--origin"));
}

#[tokio::test]
async fn the_log_holds_no_key_no_cookie_and_nobody() {
    let answer = json!([{ "ticket_id": "GRV-canary", "subject": "canary" }]).to_string();
    let echo = Router::new().fallback(async move || (StatusCode::OK, [("set-cookie", "canary=1")], answer));
    let running = serve_router(echo).await;
    for (url, status) in [(running.as_str(), 200), ("http://127.0.0.1:1", 502)] {
        let program = start(upstream(&["--upstream", url], &ENVIRONMENT));
        let request = |method: &str, path: &str| {
            let method = method.parse().unwrap();
            client().request(method, format!("{}{path}", program.url)).header("Origin", &program.url)
        };
        let signing = request("POST", "/session").json(&statement("usr_canary@canary.example", 60));
        let signed_in = signing.send().await.unwrap();
        let cookie = signed_in.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        assert_eq!(signed_in.status(), 200);
        let mut body = ticket("usr_canary@canary.example");
        body["description"] = json!("canary");
        for (method, path, body) in [
            ("GET", "/api/banners/user/usr_canary@canary.example", None),
            ("GET", "/api/api/v1/external/consents/user-status?userId=usr_canary@canary.example", None),
            ("PUT", "/api/grievance/GRV-canary", Some(json!({ "status": "withdrawn" }))),
            ("POST", "/api/grievance", Some(body)),
        ] {
            let request = request(method, path).header("Cookie", &cookie).header("Referer", "http://x/canary");
            let request = if let Some(body) = body { request.json(&body) } else { request };
            assert_eq!(read(request.send().await.unwrap()).await.status, status, "{method} {path}");
        }
        let refused = request("GET", "/api/canary?canary=1").header("X-API-Key", "canary").send().await.unwrap();
        assert_eq!(refused.status(), 404);
        let invented = request("canary_live", "/api/dpo").header("Cookie", &cookie).send().await.unwrap();
        assert_eq!(invented.status(), 404);

        program.signal("-TERM");
        let (_, log) = program.end();
        let lines = |part: &str| log.lines().filter(|line| line.contains(part)).count();
        assert_eq!(lines(" ms"), 7, "{log}");
        assert_eq!(lines(" OTHER /api/dpo 404"), 1, "{log}");
        assert_eq!(lines(&format!("GET /api/banners/user/{{user_id}} {status}")), 1, "{log}");
        assert_eq!(log.lines().count(), 7 + if status == 200 { 0 } else { 4 }, "{log}");
        let token = cookie.split_once('=').unwrap().1;
        assert!(!log.contains("canary") && !log.contains(token) && !log.contains(SECRET), "{log}");
    }
}
