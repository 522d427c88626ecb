//! The program: what it needs, what it tells, what it never tells, and that nothing of that stops an answer.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use axum::{Router, http::StatusCode};
use serde_json::{Value, json};

use crate::{
    harness::{COOKIE_SECRET, SECRET, client, cookie, read, token},
    upstream::{serve_router, ticket},
};

const ENVIRONMENT: [(&str, &str); 4] = [
    ("TRUCONSENT_CONSENT_KEY", "canary-consent-key"),
    ("TRUCONSENT_ADMIN_KEY", "canary-admin-key"),
    ("TRUCONSENT_COOKIE_SECRETS", COOKIE_SECRET),
    ("TRUCONSENT_JWT_SECRET", SECRET),
];
const ORIGIN: &str = "https://shop.example";

pub struct Program {
    child: Child,
    pub url: String,
}

/// The program with these flags and this environment only.
fn command(flags: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truconsent-proxy"));
    command.args(flags).env_clear().envs(environment.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn usual(upstream: &str) -> Vec<&str> {
    vec![
        "--upstream",
        upstream,
        "--origin",
        ORIGIN,
        "--org-id",
        "canary-org",
        "--jwt-audience",
        "consent",
        "--listen",
        "127.0.0.1:0",
    ]
}

pub fn start(upstream: &str, more: &[&str]) -> Program {
    start_as(command(&[usual(upstream), more.to_vec()].concat(), &ENVIRONMENT))
}

fn start_as(mut command: Command) -> Program {
    let mut child = command.spawn().unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    Program { child, url: url.trim().to_owned() }
}

impl Program {
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Waits for its end, and answers its code and its log.
    pub fn end(mut self) -> (Option<i32>, String) {
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().code(), log)
    }

    pub async fn session(&self, user_id: &str) -> String {
        let signing = client().post(format!("{}/session", self.url)).header("Origin", ORIGIN);
        let answer = read(signing.json(&json!({ "token": token(user_id) })).send().await.unwrap()).await;
        assert_eq!(answer.status, 200);
        cookie(&answer)
    }
}

/// The last line of a program that cannot start.
fn sentence(flags: &[&str], environment: &[(&str, &str)]) -> String {
    let output = command(flags, environment).output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_is_missing_or_wrong_is_named_and_not_repeated() {
    let url = "https://api.example.com";
    for (left_out, (name, _)) in ENVIRONMENT.iter().enumerate() {
        let mut environment = ENVIRONMENT.to_vec();
        environment.remove(left_out);
        assert!(sentence(&usual(url), &environment).contains(name), "{name}");
        environment.push((name, " "));
        assert!(sentence(&usual(url), &environment).contains(name), "{name}");
        environment.push((name, if left_out < 2 { "canary\nx" } else { "canary too short" }));
        let said = sentence(&usual(url), &environment);
        assert!(said.contains(name) && !said.contains("canary"), "{said}");
        let file = format!("{name}_FILE");
        environment.retain(|(other, _)| other != name);
        environment.push((&file, "/nowhere/canary"));
        let said = sentence(&usual(url), &environment);
        assert!(said.contains(&file) && !said.contains("canary"), "{said}");
        environment.push((name, "x"));
        assert!(sentence(&usual(url), &environment).contains("both set"));
    }
    let with = |flag: &'static str, value: &'static str| [usual(url), vec![flag, value]].concat();
    for (flag, value) in [
        ("--status-upstream", "http://api.example.com"),
        ("--base-path", "api/"),
        ("--redis", "canary"),
        ("--jwks", "http://keys.example.com/canary"),
        ("--jwt-algorithm", "none"),
        ("--listen", "canary"),
        ("--rate-limit", "0"),
        ("--session-minutes", "0"),
    ] {
        let said = sentence(&with(flag, value), &ENVIRONMENT);
        assert!(said.contains(flag), "{flag}: {said}");
    }
    for bad in ["http://api.example.com", "https://canary:p@x.example", "https://x.example/?canary", ""] {
        let said = sentence(&usual(bad), &ENVIRONMENT);
        assert!(said.contains("--upstream") && !said.contains("canary"), "{said}");
    }
    let mut flags = usual(url);
    flags[3] = "https://canary.example/path";
    let said = sentence(&flags, &ENVIRONMENT);
    assert!(said.contains("--origin") && !said.contains("canary"), "{said}");
    assert!(sentence(&[&usual(url)[..], &["--jwt-algorithm", "RS256"]].concat(), &ENVIRONMENT).contains("--jwks"));
}

#[tokio::test]
async fn everything_can_come_from_the_environment_and_secrets_from_files() {
    let upstream = serve_router(Router::new().fallback(async || "{}")).await;
    let folder = tempfile::tempdir().unwrap();
    let mut environment = vec![
        ("TRUCONSENT_UPSTREAM".to_owned(), upstream),
        ("TRUCONSENT_ORIGIN".to_owned(), format!("{ORIGIN},https://other.example")),
        ("TRUCONSENT_ORG_ID".to_owned(), "acme".to_owned()),
        ("TRUCONSENT_JWT_AUDIENCE".to_owned(), "consent".to_owned()),
        ("TRUCONSENT_LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
        ("TRUCONSENT_BASE_PATH".to_owned(), "/consent".to_owned()),
    ];
    for (name, value) in ENVIRONMENT {
        let file = folder.path().join(name);
        std::fs::write(&file, format!("{value}\n")).unwrap();
        environment.push((format!("{name}_FILE"), file.to_str().unwrap().to_owned()));
    }
    let mut command = command(&[], &[]);
    let program = start_as({
        command.envs(environment);
        command
    });
    let session = program.session("usr_asha").await;
    let asked = client().get(format!("{}/consent/dpo", program.url)).header("Cookie", session);
    assert_eq!(asked.send().await.unwrap().status(), 200);
    program.signal("-INT");
    assert_eq!(program.end().0, Some(0));
}

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

#[tokio::test]
async fn a_port_that_is_taken_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut flags = usual("https://api.example.com");
    *flags.last_mut().unwrap() = &address;
    assert!(sentence(&flags, &ENVIRONMENT).contains(&format!("{address} cannot be used")));
}
