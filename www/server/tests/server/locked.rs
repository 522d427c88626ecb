//! A database that another process is writing, and one that has no room any more.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use rusqlite::{Connection, TransactionBehavior};
use serde_json::{Value, json};

use crate::{
    harness::{ADMIN_KEY, Answer, PAGE, client, read},
    process::{Program, start},
};

/// Far more than a refusal takes, and less than SQLite's own patience for each request in turn.
const SOON: Duration = Duration::from_secs(15);

async fn ask(program: &Program, method: &str, path: &str, body: Option<&Value>) -> Answer {
    let url = format!("{}/api{path}", program.url);
    let request =
        client().request(method.parse().unwrap(), url).header("X-API-Key", ADMIN_KEY).header("X-Org-Id", "acme");
    read(body.into_iter().fold(request, |request, body| request.json(body)).send().await.unwrap()).await
}

fn ticket(subject: &str) -> Value {
    json!({ "client_user_id": "u", "subject": subject, "description": "d", "category": "c" })
}

async fn subjects(program: &Program) -> Vec<String> {
    let list = ask(program, "GET", "/grievance/user/u", None).await.json;
    list.as_array().unwrap().iter().map(|ticket| ticket["subject"].as_str().unwrap().to_owned()).collect()
}

fn on(file: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truconsent-server"));
    let root = file.parent().unwrap();
    std::fs::write(root.join("index.html"), PAGE).unwrap();
    command.args(["--port", "0", "--rate-limit", "0", "--db"]).arg(file).arg("--root").arg(root);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[tokio::test]
async fn reads_do_not_wait_for_another_process_that_writes_and_writes_not_for_long() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.db");
    let program = start(on(&file));
    assert_eq!(ask(&program, "POST", "/grievance", Some(&ticket("before"))).await.status, 201);

    let mut other = Connection::open(&file).unwrap();
    let lock = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let begun = Instant::now();
    let asked = (0..4).map(|_| ticket("meanwhile")).collect::<Vec<_>>();
    let writes = asked.iter().map(|body| ask(&program, "POST", "/grievance", Some(body)));
    let (writes, list) = tokio::join!(futures_util::future::join_all(writes), subjects(&program));
    assert_eq!(list, ["before"], "it can be read all the while");
    for answer in &writes {
        assert_eq!((answer.status, answer.header("retry-after")), (503, "1"), "{}", answer.json);
        assert_eq!(answer.error(), "The database is busy, try again");
    }
    for path in ["/banners", "/banners/user/usr_asha", "/dpo", "/api/v1/external/consents/user-status?userId=usr_asha"]
    {
        assert_eq!(ask(&program, "GET", path, None).await.status, 200, "{path}");
    }
    let page = client().get(&program.url).send().await.unwrap();
    assert_eq!((page.status().as_u16(), page.headers().get("set-cookie")), (200, None), "with nobody signed in");
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    lock.rollback().unwrap();

    assert_eq!(ask(&program, "POST", "/grievance", Some(&ticket("after"))).await.status, 201);
    let mut all = subjects(&program).await;
    all.sort();
    assert_eq!(all, ["after", "before"], "what was refused did not happen");
    program.signal("-TERM");
    assert_eq!(program.end().0, Some(0));
}

#[tokio::test]
async fn without_room_nothing_is_claimed_and_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.db");
    let full = start(on(&file));
    full.signal("-TERM");
    assert_eq!(full.end().0, Some(0));
    // From here on no file of the program may grow beyond what the seed needs, and a little: as on a disk that is full.
    let kilobytes = std::fs::metadata(&file).unwrap().len() / 1024 + 64;
    let mut limited = Command::new("sh");
    let program = env!("CARGO_BIN_EXE_truconsent-server");
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kilobytes * 2);
    limited.args(["-c", &script, program, "--port", "0", "--rate-limit", "0", "--db"]).arg(&file);
    let program = start({
        limited.stdout(Stdio::piped()).stderr(Stdio::piped());
        limited
    });
    let long = "x".repeat(60_000);
    let mut made = Vec::new();
    let refused = loop {
        assert!(made.len() < 200, "it never gets full");
        let mut body = ticket(&format!("t{}", made.len()));
        body["description"] = long.as_str().into();
        let answer = ask(&program, "POST", "/grievance", Some(&body)).await;
        if answer.status != 201 {
            break answer;
        }
        made.push(body["subject"].as_str().unwrap().to_owned());
    };
    assert_eq!((refused.status, refused.header("retry-after")), (503, "1"), "{}", refused.json);
    assert_eq!(refused.error(), "The database has no room, try again");
    let mut list = subjects(&program).await;
    list.reverse();
    assert_eq!(list, made, "all that was acknowledged, and nothing else");
    program.signal("-KILL");
    program.end();

    let again = start(on(&file));
    let mut list = subjects(&again).await;
    list.reverse();
    assert_eq!(list, made, "also after the worst of ends");
    again.signal("-TERM");
    assert_eq!(again.end().0, Some(0));
}
