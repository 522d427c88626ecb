//! The program: what it needs, and how it is started by tests.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
};

use axum::Router;
use serde_json::json;

use crate::{
    harness::{COOKIE_SECRET, SECRET, client, cookie, read, token},
    upstream::serve_router,
};

pub const ENVIRONMENT: [(&str, &str); 4] = [
    ("TRUCONSENT_CONSENT_KEY", "canary-consent-key"),
    ("TRUCONSENT_ADMIN_KEY", "canary-admin-key"),
    ("TRUCONSENT_COOKIE_SECRETS", COOKIE_SECRET),
    ("TRUCONSENT_JWT_SECRET", SECRET),
];
pub const ORIGIN: &str = "https://shop.example";

pub struct Program {
    pub child: Child,
    pub url: String,
}

/// The program with these flags and this environment only.
pub fn command(flags: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truconsent-proxy"));
    command.args(flags).env_clear().envs(environment.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn usual(upstream: &str) -> Vec<&str> {
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

pub fn start_as(mut command: Command) -> Program {
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
async fn a_port_that_is_taken_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut flags = usual("https://api.example.com");
    *flags.last_mut().unwrap() = &address;
    assert!(sentence(&flags, &ENVIRONMENT).contains(&format!("{address} cannot be used")));
}
