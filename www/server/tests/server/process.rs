//! The program itself: its address, its file, and how it stops.

use std::{
    io::{BufRead, BufReader, Read},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::json;

use crate::harness::{ADMIN_KEY, client, read};

pub struct Program {
    child: Child,
    pub url: String,
}

pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truconsent-server"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Program {
    start(command(arguments))
}

pub fn start(mut command: Command) -> Program {
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

    pub fn end(mut self) -> (Option<i32>, String) {
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (self.child.wait().unwrap().code(), log)
    }
}

fn fails(arguments: &[&str]) -> String {
    sentence(command(arguments))
}

/// The sentence of a program that cannot start.
pub fn sentence(mut command: Command) -> String {
    let mut child = command.spawn().unwrap();
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("it runs");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let sentence = String::from_utf8(output.stderr).unwrap();
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    sentence
}

#[tokio::test]
async fn a_file_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.db");
    let arguments = ["--port", "0", "--db", file.to_str().unwrap()];
    let client = client();

    let program = run(&arguments);
    let body = json!({ "client_user_id": "u", "subject": "s", "description": "d", "category": "c" });
    let request = client.post(format!("{}/api/grievance", program.url)).header("X-API-Key", ADMIN_KEY).json(&body);
    let ticket = read(request.send().await.unwrap()).await.json;
    let request = client.post(format!("{}/session", program.url)).header("Origin", &program.url);
    let session = request.json(&json!({ "user_id": "usr_kenji" })).send().await.unwrap();
    let cookie = session.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    for made in std::fs::read_dir(folder.path()).unwrap() {
        let made = made.unwrap();
        let mode = made.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?} is for nobody else", made.file_name());
    }
    program.signal("-TERM");
    assert_eq!(program.end().0, Some(0));

    let program = run(&arguments);
    let list = |user: &str| {
        client.get(format!("{}/api/grievance/user/{user}", program.url)).header("X-API-Key", ADMIN_KEY).send()
    };
    assert_eq!(read(list("u").await.unwrap()).await.json, json!([ticket]));
    // Seeded once, not twice.
    assert_eq!(read(list("usr_asha").await.unwrap()).await.json.as_array().unwrap().len(), 2);
    let session = client.get(format!("{}/session", program.url)).header("Cookie", &cookie).send().await.unwrap();
    assert_eq!(read(session).await.json["user_id"], "usr_kenji");
    program.signal("-INT");
    assert_eq!(program.end().0, Some(0));

    let token = cookie.strip_prefix("session=").unwrap();
    for kept in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(kept.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(ADMIN_KEY) && !text.contains(token), "a secret is in the file");
    }
}

#[tokio::test]
async fn a_running_request_ends_before_the_server_does() {
    let program = run(&["--port", "0", "--faults"]);
    let request = client().get(format!("{}/api/dpo", program.url)).header("X-API-Key", ADMIN_KEY);
    let running = tokio::spawn(request.header("X-Fault", "delay:800").send());
    tokio::time::sleep(Duration::from_millis(300)).await;
    program.signal("-TERM");
    assert_eq!(running.await.unwrap().unwrap().status(), 200);
    assert_eq!(program.end().0, Some(0));
}

#[tokio::test]
async fn a_request_without_end_does_not_keep_the_server_alive() {
    let program = run(&["--port", "0", "--faults"]);
    let request = client().get(format!("{}/api/dpo", program.url)).header("X-API-Key", ADMIN_KEY);
    let running = tokio::spawn(request.header("X-Fault", "delay:60000").send());
    tokio::time::sleep(Duration::from_millis(300)).await;
    let stopped = Instant::now();
    program.signal("-TERM");
    assert_eq!(program.end().0, Some(0));
    assert!(stopped.elapsed() < Duration::from_secs(5));
    assert!(running.await.unwrap().is_err());
}

#[tokio::test]
async fn the_log_names_no_person_and_no_key() {
    let program = run(&["--port", "0"]);
    let get = |path: &str| client().get(format!("{}{path}", program.url)).header("X-API-Key", ADMIN_KEY).send();
    get("/api/grievance/user/usr_asha?name=Asha").await.unwrap();
    get("/api/nothing/usr_asha").await.unwrap();
    program.signal("-TERM");
    let (_, log) = program.end();
    assert!(log.contains("GET /api/grievance/user/{user_id} 200"), "{log}");
    assert_eq!(log.lines().count(), 2, "{log}");
    assert!(!log.contains("usr_asha") && !log.contains("Asha") && !log.contains(ADMIN_KEY), "{log}");
}

#[test]
fn what_cannot_start_says_why() {
    let program = run(&["--port", "0"]);
    let port = program.url.rsplit(':').next().unwrap().to_owned();
    assert!(fails(&["--port", &port]).contains(&port));
    program.signal("-TERM");
    program.end();

    let folder = tempfile::tempdir().unwrap();
    let garbage = folder.path().join("garbage.db");
    std::fs::write(
        &garbage,
        "this is no database, and it is long enough to have a header of one hundred bytes".repeat(9),
    )
    .unwrap();
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute("CREATE TABLE mine (x)", []).unwrap();
    let newer = folder.path().join("newer.db");
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for file in [garbage.as_path(), &other, &newer, folder.path(), Path::new("/nowhere/x.db")] {
        let sentence = fails(&["--port", "0", "--db", file.to_str().unwrap()]);
        assert!(sentence.contains("cannot be used"), "{sentence}");
    }
}
