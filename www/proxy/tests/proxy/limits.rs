//! How often each may come, and whom that concerns.

use std::num::NonZeroU32;

use serde_json::json;
use truconsent_proxy::Flags;

use crate::{
    harness::{before_with, send, sign_in, signed_in, token},
    upstream::embedded,
};

fn few(n: u32) -> NonZeroU32 {
    n.try_into().unwrap()
}

#[tokio::test]
async fn a_person_has_one_limit_however_often_they_sign_in() {
    let (url, recorder) = embedded().await;
    let server = before_with(&url, |flags: &mut Flags, _| flags.rate_limit = few(3)).await;
    let sessions = [signed_in(&server, "usr_asha").await, signed_in(&server, "usr_asha").await];
    let mut statuses = Vec::new();
    for at in 0..5 {
        let answer = server.get(&sessions[at % 2], "/api/dpo").await;
        if answer.status == 429 {
            assert!((1..=60).contains(&answer.header("retry-after").parse::<u64>().unwrap()));
        }
        statuses.push(answer.status);
    }
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    assert_eq!(recorder.lines().len(), 3);
    let bearer = server.bare("GET", "/api/dpo").header("Authorization", format!("Bearer {}", token("usr_asha")));
    assert_eq!(send(bearer).await.status, 429, "nor with a token");
    let other = signed_in(&server, "usr_lukas").await;
    assert_eq!(server.get(&other, "/api/dpo").await.status, 200, "nobody else is touched");
}

#[tokio::test]
async fn sign_ins_are_limited_by_person_and_by_address() {
    let (url, _) = embedded().await;
    let change = |flags: &mut Flags, hops: usize| {
        flags.sign_in_limit = few(2);
        flags.trusted_hops = hops;
    };
    let server = before_with(&url, |flags, _| change(flags, 1)).await;
    let from = async |address: &str, token: &str| {
        let request = server.bare("POST", "/session").header("Origin", &server.url);
        let request = request.header("X-Forwarded-For", format!("203.0.113.7, {address}"));
        send(request.json(&json!({ "token": token }))).await.status
    };
    // One token over and over, from wherever.
    let same = token("usr_asha");
    let mut statuses = Vec::new();
    for at in 0..4 {
        statuses.push(from(&format!("198.51.100.{at}"), &same).await);
    }
    assert_eq!(statuses, [200, 200, 429, 429]);
    // Guessing, from one place.
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(from("198.51.100.77", "guessed").await);
    }
    assert_eq!(statuses, [403, 403, 429, 429]);
    assert_eq!(from("198.51.100.78", &token("usr_lukas")).await, 200);

    // Without a trusted hop the header says nothing.
    let server = before_with(&url, |flags, _| change(flags, 0)).await;
    let mut statuses = Vec::new();
    for user in ["a", "b", "c"] {
        statuses.push(sign_in(&server, &token(user)).await.status);
    }
    assert_eq!(statuses, [200, 200, 429]);
}
