//! Clients that begin a request and never end it.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time,
};

use crate::harness::{Server, start_with};

const LIMIT: Duration = Duration::from_millis(300);
/// Far longer than the limit.
const FOREVER: Duration = Duration::from_secs(20);

fn head(server: &Server, path: &str, session: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nOrigin: {}\r\nCookie: {session}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{{",
        server.address, server.url
    )
}

fn check(answer: &str, path: &str) {
    assert!(answer.starts_with("HTTP/1.1 408 "), "{path}: {answer}");
    assert!(answer.ends_with(r#"{"error":"The request body did not arrive in time"}"#), "{path}: {answer}");
}

#[tokio::test]
async fn a_body_that_stays_away_is_408() {
    let demo = start_with(|all| all.request_timeout = LIMIT).await;
    let session = demo.sign_in("usr_asha").await;
    for (path, session) in [("/session", ""), ("/api/grievance", &session)] {
        let answer = time::timeout(FOREVER, demo.raw(&head(&demo, path, session, 100))).await;
        check(&answer.unwrap(), path);
    }
}

#[tokio::test]
async fn a_body_that_comes_drop_by_drop_is_408() {
    let server = start_with(|all| all.request_timeout = LIMIT).await;
    let (mut reader, mut writer) = TcpStream::connect(&server.address).await.unwrap().into_split();
    writer.write_all(head(&server, "/session", "", 60_000).as_bytes()).await.unwrap();
    let drops = tokio::spawn(async move {
        while writer.write_all(b" ").await.is_ok() {
            time::sleep(Duration::from_millis(10)).await;
        }
    });
    let mut answer = Vec::new();
    // It may end with an error: the last drops find a closed connection.
    time::timeout(FOREVER, reader.read_to_end(&mut answer)).await.unwrap().ok();
    check(&String::from_utf8_lossy(&answer), "/session");
    drops.await.unwrap();
}

#[tokio::test]
async fn a_head_without_end_is_hung_up_on() {
    let server = start_with(|all| all.request_timeout = LIMIT).await;
    for begun in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-More: "] {
        let answer = time::timeout(FOREVER, server.raw(begun)).await;
        assert_eq!(answer.unwrap(), "", "{begun}");
    }
}
