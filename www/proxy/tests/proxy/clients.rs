//! Clients that are slow, many, or never end what they began.

use std::time::{Duration, Instant};

use axum::{Router, body::Body, http::Response, routing::get};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time,
};

use crate::{
    harness::{Server, before_with, signed_in},
    upstream::serve_router,
};

/// Far longer than any limit here.
const FOREVER: Duration = Duration::from_secs(30);
const LARGE: usize = 15 * 1024 * 1024;

/// A proxy whose clients have so many seconds for each step, before an upstream with a large answer.
async fn impatient(seconds: u32, connections: u32, megabytes: u32) -> Server {
    let large = async || Response::new(Body::from(format!("\"{}\"", "a ".repeat(LARGE / 2))));
    let url = serve_router(Router::new().route("/dpo", get(large)).fallback(async || "[]")).await;
    before_with(&url, |flags, _| {
        flags.client_seconds = seconds.try_into().unwrap();
        flags.max_connections = connections.try_into().unwrap();
        flags.answer_megabytes = megabytes.try_into().unwrap();
    })
    .await
}

/// Everything until the connection is closed; an error is its end, too.
async fn rest(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    time::timeout(FOREVER, stream.read_to_end(&mut all)).await.unwrap().ok();
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test]
async fn heads_and_bodies_have_a_time_and_a_size() {
    let server = impatient(1, 100, 100).await;
    let session = signed_in(&server, "usr_asha").await;
    let connect = async || TcpStream::connect(&server.address).await.unwrap();

    // Nothing, and half of a head.
    for begun in ["", "GET /api/dpo HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
        let mut stream = connect().await;
        stream.write_all(begun.as_bytes()).await.unwrap();
        let answer = rest(&mut stream).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    }
    // A body that comes drop by drop.
    for (path, cookie) in [("/api/grievance", session.as_str()), ("/session", "")] {
        let mut stream = connect().await;
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nOrigin: {}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\n\
             Content-Length: 100\r\n\r\n{{",
            server.url
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let (mut reading, mut writing) = stream.into_split();
        let drops = tokio::spawn(async move {
            while writing.write_all(b" ").await.is_ok() {
                time::sleep(Duration::from_millis(300)).await;
            }
        });
        let mut answer = vec![0; 12];
        time::timeout(FOREVER, reading.read_exact(&mut answer)).await.unwrap().unwrap();
        assert_eq!(answer, b"HTTP/1.1 408", "{path}");
        drops.abort();
    }
    // A head that is too large, and one with too many lines.
    let long = format!("GET /api/dpo HTTP/1.1\r\nHost: a\r\nX-Long: {}\r\n\r\n", "x".repeat(100_000));
    let many = format!("GET /api/dpo HTTP/1.1\r\nHost: a\r\n{}\r\n", "X-Many: x\r\n".repeat(200));
    for head in [long, many] {
        let mut stream = connect().await;
        stream.write_all(head.as_bytes()).await.ok();
        let answer = rest(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_given_up_and_its_memory_given_back() {
    // Two of these answers at a time.
    let server = impatient(6, 100, 32).await;
    let session = signed_in(&server, "usr_asha").await;
    let request = format!("GET /api/dpo HTTP/1.1\r\nHost: a\r\nCookie: {session}\r\n\r\n");
    let mut unread = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(&server.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut first = [0; 12];
        time::timeout(FOREVER, stream.read_exact(&mut first)).await.unwrap().unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        unread.push(stream);
    }
    let refused = server.get(&session, "/api/dpo").await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, "5"), "with two under way");
    assert_eq!(server.get(&session, "/api/banners").await.status, 200, "a small one has its place");
    let started = Instant::now();
    while server.get(&session, "/api/dpo").await.status != 200 {
        assert!(started.elapsed() < FOREVER, "the memory is not given back");
        time::sleep(Duration::from_millis(100)).await;
    }
    for mut stream in unread {
        let taken = rest(&mut stream).await.len();
        assert!(taken < LARGE, "{taken} bytes came all the same");
    }
}

#[tokio::test]
async fn an_answer_that_is_taken_drop_by_drop_is_given_up_too() {
    let server = impatient(1, 100, 100).await;
    let session = signed_in(&server, "usr_asha").await;
    let request = format!("GET /api/dpo HTTP/1.1\r\nHost: a\r\nCookie: {session}\r\n\r\n");
    let mut stream = TcpStream::connect(&server.address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let (started, mut taken) = (Instant::now(), 0);
    let mut drop_of_it = vec![0; 256 * 1024];
    loop {
        match stream.read(&mut drop_of_it).await {
            Ok(0) | Err(_) => break,
            Ok(length) => taken += length,
        }
        assert!(started.elapsed() < FOREVER, "it goes on");
        time::sleep(Duration::from_millis(200)).await;
    }
    assert!(taken < LARGE, "{taken}");
}

#[tokio::test]
async fn connections_are_bounded_and_idle_ones_make_room() {
    let server = impatient(1, 4, 100).await;
    let session = signed_in(&server, "usr_asha").await;
    let mut idle = Vec::new();
    for _ in 0..50 {
        idle.push(TcpStream::connect(&server.address).await.unwrap());
    }
    time::sleep(Duration::from_millis(200)).await;
    let open = server.proxy.metrics.connections.get();
    assert!(open <= 4, "{open}");
    // Those before it leave one after the other, four in a second.
    let answer = time::timeout(FOREVER, server.get(&session, "/api/banners")).await.unwrap();
    assert_eq!(answer.status, 200);
}
