//! How often a call is sent, and how long it waits before. No duration is measured: the stand-in for `fetch` notes the
//! times that are asked for, and lets nobody wait.

use js_sys::Date;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{FakeFetch, Json, NONE, client_with, failure, json, success};

/// The error of a read whose every request is answered like this, and how many requests there were.
async fn failing(answer: &Json, options: &Json) -> (Json, usize) {
    let mut always = answer.clone();
    always["times"] = Json::Null;
    let fake = FakeFetch::hurried(&json!([always]));
    let error = failure(client_with(options).list_banners(NONE)).await;
    assert_eq!(error["attempts"], json!(fake.count()), "{answer}");
    (error, fake.count())
}

#[wasm_bindgen_test]
async fn passing_failures_are_repeated_twice() {
    for (answer, code) in [
        (json!({ "reject": { "error": "Failed to fetch" } }), "network"),
        (json!({ "throw": { "error": "Failed to fetch" } }), "network"),
        (json!({ "body": "breaks", "text": "[]" }), "network"),
        // Some engines take a body that broke off for a whole one.
        (json!({ "text": "[" }), "network"),
        (json!({ "text": " [{ \"banner_id\": \"b\" }" }), "network"),
        (json!({ "text": "[{ \"title\": \"]} \\\"" }), "network"),
        (json!({ "status": 408, "json": {} }), "http_error"),
        (json!({ "status": 429, "json": {} }), "rate_limited"),
        (json!({ "status": 500, "text": "<h1>" }), "server_error"),
        (json!({ "status": 502, "json": {} }), "server_error"),
        (json!({ "status": 503, "json": {} }), "server_error"),
        (json!({ "status": 504, "json": {} }), "server_error"),
    ] {
        let (error, count) = failing(&answer, &json!({})).await;
        assert_eq!((&error["code"], &error["retryable"], count), (&json!(code), &json!(true), 3), "{answer}");
        for (retries, requests) in [(0, 1), (1, 2), (4, 5)] {
            assert_eq!(failing(&answer, &json!({ "maxRetries": retries })).await.1, requests, "{answer}");
        }
    }
}

#[wasm_bindgen_test]
async fn other_failures_are_not() {
    for answer in [
        json!({ "status": 300 }),
        json!({ "status": 400 }),
        json!({ "status": 401 }),
        json!({ "status": 403 }),
        json!({ "status": 404, "json": { "error": "No" } }),
        json!({ "status": 404, "text": "<h1>" }),
        json!({ "status": 409 }),
        json!({ "status": 410, "headers": { "Retry-After": "0" } }),
        json!({ "status": 425 }),
        json!({ "status": 501, "headers": { "Retry-After": "0" } }),
        json!({ "status": 505 }),
        json!({ "json": {} }),
        json!({ "text": "<h1>Sign in</h1>" }),
        json!({ "text": "[{ title: \"[\" }]" }),
        json!({ "text": "Not ready [" }),
        json!({ "redirect": true }),
    ] {
        let (error, count) = failing(&answer, &json!({})).await;
        assert_eq!((count, &error["retryable"]), (1, &json!(false)), "{answer}");
    }
}

#[wasm_bindgen_test]
async fn a_repeated_call_may_succeed() {
    for first in [
        json!({ "reject": { "error": "Failed to fetch" } }),
        json!({ "status": 500 }),
        json!({ "status": 429, "headers": { "Retry-After": "0" } }),
        json!({ "body": "breaks", "text": "[]" }),
    ] {
        let fake = FakeFetch::hurried(&json!([first, { "json": [] }]));
        assert_eq!(success(client_with(&json!({})).list_banners(NONE)).await, json!([]), "{first}");
        let requests = fake.requests();
        assert_eq!(requests.len(), 2);
        assert_eq!((&requests[0]["url"], &requests[0]["headers"]), (&requests[1]["url"], &requests[1]["headers"]));
    }
}

#[wasm_bindgen_test]
async fn the_wait_doubles_and_is_spread() {
    let fake = FakeFetch::hurried(&json!([{ "status": 500, "times": null }]));
    failure(client_with(&json!({ "maxRetries": 6 })).list_banners(NONE)).await;
    // Besides the waits there are the attempts' own limits, of 15 s.
    let waits: Vec<_> = fake.waits().into_iter().filter(|ms| *ms <= 8_000.0).collect();
    assert_eq!(waits.len(), 6, "{waits:?}");
    for (wait, full) in waits.iter().zip([500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 8_000.0]) {
        assert!(*wait <= full && *wait >= full * 0.75, "{wait} of {full}");
    }
}

#[wasm_bindgen_test]
async fn retry_after_is_obeyed() {
    for (header, wait) in [("0", 0.0), ("7", 7_000.0), (" 3 ", 3_000.0)] {
        for status in [429, 503, 500] {
            let first = json!({ "status": status, "headers": { "Retry-After": header } });
            let fake = FakeFetch::hurried(&json!([first, { "json": [] }]));
            success(client_with(&json!({})).list_banners(NONE)).await;
            assert!(fake.waits().contains(&wait), "{header}: {:?}", fake.waits());
            assert_eq!(fake.count(), 2);
        }
    }
    let past = String::from(Date::new(&(Date::now() - 60_000.0).into()).to_utc_string());
    let fake = FakeFetch::hurried(&json!([{ "status": 503, "headers": { "Retry-After": past } }, { "json": [] }]));
    success(client_with(&json!({})).list_banners(NONE)).await;
    assert!(fake.waits().contains(&0.0), "a date that has passed: {:?}", fake.waits());
    drop(fake);
    let soon = String::from(Date::new(&(Date::now() + 9_000.0).into()).to_utc_string());
    let fake = FakeFetch::hurried(&json!([{ "status": 503, "headers": { "Retry-After": soon } }, { "json": [] }]));
    success(client_with(&json!({})).list_banners(NONE)).await;
    assert!(fake.waits().iter().any(|ms| (5_000.0..=9_000.0).contains(ms)), "a date: {:?}", fake.waits());
}

#[wasm_bindgen_test]
async fn a_retry_after_that_says_nothing_is_none() {
    for header in ["", "soon", "-1", "1.5e9999", "Yesterday at noon"] {
        let first = json!({ "status": 503, "headers": { "Retry-After": header } });
        let fake = FakeFetch::hurried(&json!([first, { "json": [] }]));
        success(client_with(&json!({})).list_banners(NONE)).await;
        let backoff = fake.waits().into_iter().any(|ms| (375.0..=500.0).contains(&ms));
        assert!(backoff, "{header:?}: {:?}", fake.waits());
    }
}

#[wasm_bindgen_test]
async fn a_longer_retry_after_is_the_callers_to_decide() {
    let later = String::from(Date::new(&(Date::now() + 3_600_000.0).into()).to_utc_string());
    for (header, at_least, at_most) in [
        ("61", 61_000.0, 61_000.0),
        ("86400", 86_400_000.0, 86_400_000.0),
        (&later, 3_500_000.0, 3_600_000.0),
        ("999999999999999999999", 1e17, f64::MAX),
        ("120, 120", 120_000.0, 120_000.0),
    ] {
        let (error, count) = failing(&json!({ "status": 429, "headers": { "Retry-After": header } }), &json!({})).await;
        let after = error["retryAfterMs"].as_f64().unwrap();
        assert!((at_least..=at_most).contains(&after), "{header}: {after}");
        assert_eq!((&error["code"], &error["retryable"], count), (&json!("rate_limited"), &json!(true), 1));
    }
    let fake = FakeFetch::new(&json!([{ "status": 503, "headers": { "Retry-After": "60" } }]));
    let error = failure(client_with(&json!({ "deadlineMs": 40 })).list_banners(NONE)).await;
    assert_eq!((&error["code"], fake.count()), (&json!("timeout"), 1), "60 s are waited for, here until the deadline");
}

#[wasm_bindgen_test]
async fn a_refusal_is_one_however_its_body_ends() {
    let options = json!({ "timeoutMs": 20 });
    for body in ["hangs", "breaks"] {
        let (error, count) = failing(&json!({ "status": 400, "body": body }), &options).await;
        assert_eq!((&error["code"], count), (&json!("bad_request"), 1), "{body}");
        let later = json!({ "status": 429, "body": body, "headers": { "Retry-After": "61" } });
        let (error, count) = failing(&later, &options).await;
        let found = (&error["code"], &error["retryAfterMs"], count);
        assert_eq!(found, (&json!("rate_limited"), &json!(61_000), 1), "{body}");
        let (error, count) = failing(&json!({ "status": 503, "body": body }), &options).await;
        assert_eq!((&error["code"], count), (&json!("server_error"), 3), "{body}");
    }
}

/// A date is one of the API's clock, which may be hours from the page's.
#[wasm_bindgen_test]
async fn a_date_counts_from_the_answers_own() {
    for ahead in [3_600_000.0, -3_600_000.0] {
        let at = |ms: f64| {
            String::from(Date::new(&((Date::now() / 1_000.0).floor() * 1_000.0 + ahead + ms).into()).to_utc_string())
        };
        let headers = json!({ "Date": at(0.0), "Retry-After": at(2_000.0) });
        let fake = FakeFetch::hurried(&json!([{ "status": 503, "headers": headers }, { "json": [] }]));
        success(client_with(&json!({})).list_banners(NONE)).await;
        assert!(fake.waits().contains(&2_000.0), "{:?}", fake.waits());
        drop(fake);
        let headers = json!({ "Date": at(0.0), "Retry-After": at(90_000.0) });
        let (error, count) = failing(&json!({ "status": 429, "headers": headers }), &json!({})).await;
        assert_eq!((&error["retryAfterMs"], count), (&json!(90_000), 1));
    }
}
