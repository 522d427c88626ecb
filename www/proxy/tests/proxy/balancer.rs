//! Two instances of the program behind a small balancer: one is killed in the middle of a request, one is told to stop.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{Router, routing::get};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    time,
};

use crate::{harness::client, program::start, redis::Redis, upstream::serve_router};

/// Passes each connection on to the next of these addresses that takes one, and answers where it listens.
async fn balance(addresses: Arc<Mutex<Vec<String>>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let next = AtomicUsize::new(0);
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let (all, first) = (addresses.lock().unwrap().clone(), next.fetch_add(1, Ordering::Relaxed));
            tokio::spawn(async move {
                for at in 0..all.len() {
                    let Ok(mut server) = TcpStream::connect(&all[(first + at) % all.len()]).await else { continue };
                    copy_bidirectional(&mut client, &mut server).await.ok();
                    break;
                }
            });
        }
    });
    url
}

#[tokio::test]
async fn one_goes_and_the_other_goes_on() {
    let redis = Redis::start();
    let slow = async || {
        time::sleep(Duration::from_secs(2)).await;
        "{}"
    };
    let upstream = serve_router(Router::new().route("/dpo", get(slow)).fallback(async || "[]")).await;
    let redis_url = redis.url();
    let more = ["--redis", redis_url.as_str(), "--drain-seconds", "1"];
    let (one, two, three) = (start(&upstream, &more), start(&upstream, &more), start(&upstream, &more));
    let place = |url: &str| url.strip_prefix("http://").unwrap().to_owned();
    let addresses = Arc::new(Mutex::new(vec![place(&one.url), place(&two.url)]));
    let balancer = balance(addresses.clone()).await;
    let session = one.session("usr_asha").await;
    // A connection for each request, so that each may come to another instance.
    let ask = |path: &str| {
        let own = client().get(format!("{balancer}{path}")).header("Cookie", &session).header("Connection", "close");
        async move { own.send().await.map(|answer| answer.status().as_u16()) }
    };
    for _ in 0..4 {
        assert_eq!(ask("/api/banners").await.unwrap(), 200);
    }

    // Killed while both have a request: one of them is lost, and nothing after it.
    let both = async { tokio::join!(ask("/api/dpo"), ask("/api/dpo")) };
    let killed = async {
        time::sleep(Duration::from_millis(700)).await;
        one.signal("-KILL");
    };
    let ((first, second), ()) = tokio::join!(both, killed);
    let answered = [&first, &second].into_iter().filter(|answer| matches!(answer, Ok(200))).count();
    assert_eq!(answered, 1, "{first:?} {second:?}");
    for _ in 0..4 {
        assert_eq!(ask("/api/banners").await.unwrap(), 200);
    }

    // Told to stop: it says so first, ends what it has begun, and loses nothing.
    *addresses.lock().unwrap() = vec![place(&two.url), place(&three.url)];
    let (ready, begun) = (client().get(format!("{}/readyz", two.url)), ask("/api/dpo"));
    let directly = client().get(format!("{}/api/dpo", two.url)).header("Cookie", &session).send();
    let stopping = async {
        time::sleep(Duration::from_millis(300)).await;
        two.signal("-TERM");
        time::sleep(Duration::from_millis(300)).await;
        let answer = ready.send().await.unwrap();
        assert_eq!(answer.status(), 503);
        assert!(answer.text().await.unwrap().contains("ending"));
    };
    let (begun, directly, ()) = tokio::join!(begun, directly, stopping);
    assert_eq!((begun.unwrap(), directly.unwrap().status().as_u16()), (200, 200));
    assert_eq!(two.end().0, Some(0));
    for _ in 0..4 {
        assert_eq!(ask("/api/banners").await.unwrap(), 200);
    }
    three.signal("-TERM");
    assert_eq!(three.end().0, Some(0));
}
