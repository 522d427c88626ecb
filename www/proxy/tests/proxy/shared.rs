//! Several instances with Redis between them.

use std::time::{Duration, Instant};

use serde_json::json;
use truconsent_proxy::Flags;

use crate::{
    harness::{Server, before_with, claims, now, send, sign_in, signed_in, token, token_of},
    redis::Redis,
    upstream::{Recorder, embedded},
};

async fn instances(redis: &Redis) -> (Server, Server, Recorder) {
    instances_with(redis, |_| {}).await
}

async fn instances_with(redis: &Redis, change: impl Fn(&mut Flags)) -> (Server, Server, Recorder) {
    let (url, recorder) = embedded().await;
    let start = async || {
        before_with(&url, |flags, _| {
            flags.redis = Some(redis.url());
            // One origin for both, as behind a balancer.
            flags.origin.push("https://consent.example.com".to_owned());
            change(flags);
        })
        .await
    };
    (start().await, start().await, recorder)
}

#[tokio::test]
async fn two_people_and_two_instances() {
    let redis = Redis::start();
    let (one, two, recorder) = instances(&redis).await;
    let (asha, lukas) = (signed_in(&one, "usr_asha").await, signed_in(&two, "usr_lukas").await);
    for server in [&one, &two] {
        for (session, own, other) in [(&asha, "usr_asha", "usr_lukas"), (&lukas, "usr_lukas", "usr_asha")] {
            assert_eq!(server.get(session, &format!("/api/banners/user/{own}")).await.status, 200);
            assert_eq!(server.get(session, &format!("/api/banners/user/{other}")).await.status, 403);
            assert_eq!(server.get(session, "/session").await.json["user_id"], own);
        }
    }
    recorder.take();
    assert_eq!(one.in_session(&asha, "DELETE", "/session", None).await.status, 204);
    for server in [&one, &two] {
        for path in ["/session", "/api/banners/user/usr_asha"] {
            assert_eq!(server.get(&asha, path).await.status, 401, "signed out on the first, refused on each");
        }
        assert_eq!(server.get(&lukas, "/api/dpo").await.status, 200);
    }
    assert_eq!(recorder.lines(), ["GET /api/dpo"; 2]);

    // Signing in anew ends the session that was there.
    let answer = two.in_session(&lukas, "POST", "/session", Some(json!({ "token": token("usr_asha") }))).await;
    assert_eq!(answer.status, 200);
    assert_eq!(one.get(&lukas, "/session").await.status, 401);

    let held = redis.everything().await;
    assert!(held.lines().count() >= 4 && !held.contains("usr_") && !held.contains("asha"), "{held}");
    for line in held.lines().filter(|line| !line.starts_with("truconsent:epoch ")) {
        let left: i64 = line.rsplit(' ').next().unwrap().parse().unwrap();
        assert!((1..=3_720).contains(&left), "it goes by itself: {line}");
    }
}

#[tokio::test]
async fn a_token_signs_in_once_wherever() {
    let redis = Redis::start();
    let (one, two, _) = instances(&redis).await;
    let token = token("usr_asha");
    let all = tokio::join!(sign_in(&one, &token), sign_in(&two, &token), sign_in(&one, &token), sign_in(&two, &token));
    let mut statuses = [all.0.status, all.1.status, all.2.status, all.3.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403, 403, 403]);
    let mut nameless = claims("usr_asha");
    nameless.as_object_mut().unwrap().remove("jti");
    assert_eq!(sign_in(&one, &token_of(&nameless)).await.error(), "This sign-in was used before, or has no jti");
}

#[tokio::test]
async fn limits_are_one_for_all_instances() {
    let redis = Redis::start();
    let (one, two, recorder) = instances_with(&redis, |flags| flags.rate_limit = 4.try_into().unwrap()).await;
    let session = signed_in(&one, "usr_asha").await;
    // Not across the minute's end, where counting begins anew.
    if now() % 60 > 50 {
        tokio::time::sleep(Duration::from_secs(61 - now() % 60)).await;
    }
    let mut statuses = Vec::new();
    for server in [&one, &two, &one, &two, &one, &two] {
        let answer = server.get(&session, "/api/dpo").await;
        if answer.status == 429 {
            assert!((1..=60).contains(&answer.header("retry-after").parse::<u64>().unwrap()));
        }
        statuses.push(answer.status);
    }
    assert_eq!(statuses, [200, 200, 200, 200, 429, 429]);
    assert_eq!(recorder.lines().len(), 4);
    let bearer = two.bare("GET", "/api/dpo").header("Authorization", format!("Bearer {}", token("usr_asha")));
    assert_eq!(send(bearer).await.status, 429);
    let other = signed_in(&two, "usr_lukas").await;
    assert_eq!(two.get(&other, "/api/dpo").await.status, 200);
}

#[tokio::test]
async fn without_redis_nobody_is_let_in_and_one_that_forgot_knows_nobody() {
    let mut redis = Redis::start();
    let (one, two, recorder) = instances(&redis).await;
    let (asha, lukas) = (signed_in(&one, "usr_asha").await, signed_in(&two, "usr_lukas").await);
    assert_eq!(one.in_session(&lukas, "DELETE", "/session", None).await.status, 204);
    assert_eq!(one.get(&asha, "/api/dpo").await.status, 200);
    recorder.take();

    redis.stop();
    for (session, path) in [(&asha, "/api/dpo"), (&lukas, "/api/dpo"), (&asha, "/session")] {
        let answer = one.get(session, path).await;
        assert_eq!((answer.status, answer.header("retry-after")), (503, "5"), "{path}");
    }
    assert_eq!(one.in_session(&asha, "DELETE", "/session", None).await.status, 503, "it is not over everywhere");
    assert_eq!(sign_in(&two, &token("usr_tomas")).await.status, 503);
    let bearer = two.bare("GET", "/api/dpo").header("Authorization", format!("Bearer {}", token("usr_asha")));
    assert_eq!(send(bearer).await.status, 503);
    let ready = two.get("", "/readyz").await;
    assert_eq!((ready.status, &ready.json["missing"]), (503, &json!(["redis"])));
    assert_eq!(two.get("", "/healthz").await.status, 200);

    // One that hangs is no better.
    redis.again();
    until_ready(&one).await;
    redis.pause(Duration::from_secs(15)).await;
    let started = Instant::now();
    assert_eq!(one.get(&asha, "/api/dpo").await.status, 503);
    assert!(started.elapsed() < Duration::from_secs(12), "{:?}", started.elapsed());
    until_ready(&one).await;
    until_ready(&two).await;
    assert!(recorder.lines().is_empty());

    // It came back empty: whoever was signed in, and whoever was signed out, has to sign in.
    for session in [&asha, &lukas] {
        assert_eq!(two.get(session, "/api/dpo").await.status, 401);
    }
    let asha = signed_in(&two, "usr_asha").await;
    assert_eq!(one.get(&asha, "/api/dpo").await.status, 200);
}

async fn until_ready(server: &Server) {
    let started = Instant::now();
    while server.get("", "/readyz").await.status != 200 {
        assert!(started.elapsed() < Duration::from_secs(60), "it does not come back");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
