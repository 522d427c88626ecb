//! Signing in before an upstream: only with what the application's own login has signed.

use serde_json::{Value, json};

use super::{before, before_with, embedded, ready, sign_in, signed_in, statement};
use crate::harness::{PAGE, cookie, send, start, start_with};

#[tokio::test]
async fn a_signed_statement_starts_a_session() {
    let (url, _) = embedded().await;
    let server = before(&url).await;
    let answer = sign_in(&server, &statement("usr_asha", 60)).await;
    assert_eq!((answer.status, &answer.json), (200, &json!({ "user_id": "usr_asha", "name": "usr_asha" })));
    let set = answer.header("set-cookie");
    assert!(set.starts_with("session=") && set.ends_with("; HttpOnly; SameSite=Strict; Path=/"), "{set}");
    let first = cookie(&answer);
    assert_eq!(server.in_session(&first, "GET", "/session", None).await.json["user_id"], "usr_asha");

    // Another sign-in takes its place; signing out ends it.
    let answer = server.in_session(&first, "POST", "/session", Some(statement("usr_lukas", 60))).await;
    let second = cookie(&answer);
    assert_eq!(server.in_session(&first, "GET", "/session", None).await.status, 404);
    assert_eq!(server.in_session(&second, "GET", "/session", None).await.json["user_id"], "usr_lukas");
    assert_eq!(server.in_session(&second, "DELETE", "/session", None).await.status, 204);
    assert_eq!(server.in_session(&second, "GET", "/api/dpo", None).await.status, 401);
}

#[tokio::test]
async fn every_other_statement_is_refused() {
    let (url, recorder) = embedded().await;
    let server = before(&url).await;
    let good = statement("usr_asha", 60);
    let with = |name: &str, value: Value| {
        let mut changed = good.clone();
        changed[name] = value;
        changed
    };
    let signature = good["signature"].as_str().unwrap();
    let expires = good["expires"].as_i64().unwrap();
    for (bad, status) in [
        (json!({ "user_id": "usr_asha" }), 400),
        (with("expires", json!(expires.to_string())), 400),
        (with("expires", json!(expires as f64 + 0.5)), 400),
        (with("signature", Value::Null), 400),
        (with("user_id", json!("")), 400),
        (statement("..", 60), 400),
        (statement("a/b", 60), 400),
        (with("user_id", json!("usr_lukas")), 403),
        (with("expires", json!(expires + 1)), 403),
        (with("expires", json!(-expires)), 403),
        (with("signature", json!(&signature[..62])), 403),
        (with("signature", json!(&signature[..63])), 403),
        (with("signature", json!(format!("{signature}00"))), 403),
        (with("signature", json!("0".repeat(64))), 403),
        (with("signature", json!("zz")), 403),
        (with("signature", json!("é".repeat(32))), 403),
        (statement("usr_asha", -1), 403),
        (statement("usr_asha", 0), 403),
        (statement("usr_asha", 302), 403),
    ] {
        let answer = sign_in(&server, &bad).await;
        assert_eq!(answer.status, status, "{bad}");
        assert_eq!(answer.header("set-cookie"), "");
    }
    for origin in [None, Some("null"), Some("http://evil.example")] {
        let request = server.bare("POST", "/session").json(&good);
        let request = origin.iter().fold(request, |request, origin| request.header("Origin", *origin));
        assert_eq!(send(request).await.status, 403, "{origin:?}");
    }
    assert_eq!(sign_in(&server, &with("signature", json!(signature.to_uppercase()))).await.status, 200);
    assert!(recorder.take().is_empty());
}

#[tokio::test]
async fn there_is_no_list_and_nobody_is_signed_in_unasked() {
    let (url, _) = embedded().await;
    let server = before(&url).await;
    assert_eq!(send(server.bare("GET", "/session/people")).await.json, json!([]));
    let page = server.bare("GET", "/").send().await.unwrap();
    assert!(page.headers().get("set-cookie").is_none());
    assert_eq!(page.text().await.unwrap(), PAGE);
    let session = signed_in(&server, "usr_asha").await;
    let page = server.bare("GET", "/").header("Cookie", &session).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("&quot;user_id&quot;:&quot;usr_asha&quot;"));
}

#[tokio::test]
async fn a_session_ends_by_itself_and_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sessions.db");
    let (url, _) = embedded().await;
    let server = before_with(&url, |all| all.db = Some(file.clone())).await;
    let session = signed_in(&server, "usr_asha").await;
    let server = before_with(&url, |all| all.db = Some(file.clone())).await;
    assert_eq!(server.in_session(&session, "GET", "/api/dpo", None).await.status, 200);

    let other = rusqlite::Connection::open(&file).unwrap();
    let left: i64 = other.query_row("SELECT expires - unixepoch() FROM sessions", [], |row| row.get(0)).unwrap();
    assert!((12 * 3600 - 60..=12 * 3600).contains(&left), "{left}");
    other.execute("UPDATE sessions SET expires = unixepoch()", []).unwrap();
    assert_eq!(server.in_session(&session, "GET", "/api/dpo", None).await.status, 401);
    signed_in(&server, "usr_lukas").await;
    let kept: i64 = other.query_row("SELECT count(*) FROM sessions", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1, "what is over is forgotten");
    let tables: i64 =
        other.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'people'", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 0, "nobody of the demo is in it");
}

#[tokio::test]
async fn a_session_of_the_demo_is_worth_nothing_here() {
    let demo = start().await;
    let session = demo.sign_in("usr_asha").await;
    let (server, _, _) = ready("usr_lukas").await;
    assert_eq!(server.in_session(&session, "GET", "/api/dpo", None).await.status, 401);

    // Nor can the two share a database.
    let folder = tempfile::tempdir().unwrap();
    for first_upstream in [false, true] {
        let file = folder.path().join(format!("{first_upstream}.db"));
        let open = |upstream: bool| {
            let upstream = upstream.then(|| super::options("http://127.0.0.1:1"));
            let all = truconsent_server::Options { db: Some(file.clone()), upstream, ..Default::default() };
            truconsent_server::router(&all).err()
        };
        assert_eq!(open(first_upstream), None);
        assert!(open(!first_upstream).unwrap().contains("belongs to something else"));
        assert_eq!(open(first_upstream), None);
    }
}

#[tokio::test]
async fn each_session_has_its_own_rate_limit() {
    let (url, _) = embedded().await;
    let server = start_with(|all| {
        all.upstream = Some(super::options(&url));
        all.rate_limit = 1;
    })
    .await;
    let (asha, lukas) = (signed_in(&server, "usr_asha").await, signed_in(&server, "usr_lukas").await);
    assert_eq!(server.in_session(&asha, "GET", "/api/dpo", None).await.header("x-ratelimit-remaining"), "0");
    assert_eq!(server.in_session(&asha, "GET", "/api/dpo", None).await.status, 429);
    assert_eq!(server.in_session(&lukas, "GET", "/api/dpo", None).await.status, 200);
}
