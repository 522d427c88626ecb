//! Signing in with what the application's own login has signed, the cookie, and tokens that come with a request.

use serde_json::{Value, json};

use crate::{
    harness::{
        AUDIENCE, COOKIE_SECRET, Server, before, before_with, claims, cookie, now, ready, send, sign_in, signed_in,
        token, token_of,
    },
    upstream::{embedded, ticket},
};

#[tokio::test]
async fn a_token_starts_a_session_and_signing_out_ends_it_in_that_browser() {
    let (url, _) = embedded().await;
    let server = before(&url).await;
    let answer = sign_in(&server, &token("usr_asha")).await;
    assert_eq!((answer.status, &answer.json["user_id"]), (200, &json!("usr_asha")));
    let expires = answer.json["expires"].as_u64().unwrap();
    assert!((now() + 3590..=now() + 3600).contains(&expires), "an hour");
    let set = answer.header("set-cookie");
    assert!(set.starts_with("truconsent=") && !set.contains("Secure") && !set.contains("asha"), "{set}");
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="] {
        assert!(set.contains(attribute), "{set}");
    }
    let session = cookie(&answer);
    let who = server.get(&session, "/session").await;
    assert_eq!((who.json["user_id"].as_str(), who.header("cache-control")), (Some("usr_asha"), "no-store"));
    assert_eq!(server.get(&session, "/api/banners/user/usr_asha").await.status, 200);

    let over = server.in_session(&session, "DELETE", "/session", None).await;
    assert_eq!(over.status, 204);
    assert!(over.header("set-cookie").starts_with("truconsent=;") && over.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(server.get("", "/session").await.status, 401);
    assert_eq!(server.in_session("", "DELETE", "/session", None).await.status, 204, "nobody may sign out, too");
}

#[tokio::test]
async fn every_other_token_is_refused() {
    let (url, recorder) = embedded().await;
    let server = before_with(&url, |flags, _| flags.jwt_issuer = Some("login".to_owned())).await;
    let with = |name: &str, value: Value| {
        let mut changed = claims("usr_asha");
        changed["iss"] = json!("login");
        changed[name] = value;
        token_of(&changed)
    };
    let good = with("iat", json!(now()));
    let (head, rest) = good.split_once('.').unwrap();
    let (body, signature) = rest.split_once('.').unwrap();
    // {"alg":"none","typ":"JWT"}
    let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{body}.");
    for bad in [
        String::new(),
        "a.b.c".to_owned(),
        unsigned,
        format!("{head}.{body}.{}", "A".repeat(signature.len())),
        format!("{head}.{body}"),
        good.replace(body, &format!("{body}A")),
        with("exp", json!(now() - 31)),
        with("exp", json!(now() + 331)),
        with("exp", Value::Null),
        with("exp", json!("soon")),
        with("nbf", json!(now() + 60)),
        with("aud", json!("others")),
        with("aud", Value::Null),
        with("iss", json!("others")),
        with("iss", Value::Null),
        with("sub", Value::Null),
        with("sub", json!(5)),
        with("sub", json!("")),
        with("sub", json!("..")),
        with("sub", json!("a/b")),
        "x".repeat(9_000),
    ] {
        let answer = sign_in(&server, &bad).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (403, ""), "{bad}");
    }
    for (body, status) in [("", 400), ("[]", 400), ("{}", 400), (r#"{"token":5}"#, 400), ("{", 400)] {
        let request = server.bare("POST", "/session").header("Origin", &server.url);
        assert_eq!(send(request.header("Content-Type", "application/json").body(body)).await.status, status, "{body}");
    }
    let large = json!({ "token": "x".repeat(20_000) });
    assert_eq!(server.in_session("", "POST", "/session", Some(large)).await.status, 413);
    assert_eq!(sign_in(&server, &with("aud", json!(["others", AUDIENCE]))).await.status, 200);
    assert_eq!(sign_in(&server, &good).await.status, 200);
    assert!(recorder.take().is_empty());
}

#[tokio::test]
async fn only_own_pages_sign_in_and_out() {
    let (server, recorder, session) = ready("usr_lukas").await;
    let own = server.url.clone();
    let longer = format!("{own}.evil.example");
    for origins in [vec![], vec!["null"], vec!["http://evil.example"], vec![&*longer], vec![&*own, &*own]] {
        for method in ["POST", "DELETE"] {
            let request =
                server.bare(method, "/session").header("Cookie", &session).json(&json!({ "token": token("x") }));
            let request = origins.iter().fold(request, |request, origin| request.header("Origin", *origin));
            assert_eq!(send(request).await.status, 403, "{method} {origins:?}");
        }
    }
    let request = server.bare("DELETE", "/session").header("Origin", &own).header("Sec-Fetch-Site", "cross-site");
    assert_eq!(send(request).await.status, 403);
    let form = server.bare("POST", "/session").header("Origin", &own).header("Content-Type", "text/plain");
    assert_eq!(send(form.body(json!({ "token": token("x") }).to_string())).await.status, 415);
    for method in ["PUT", "PATCH", "OPTIONS"] {
        assert_eq!(server.in_session(&session, method, "/session", None).await.status, 404, "{method}");
    }
    assert!(recorder.take().is_empty());
}

#[tokio::test]
async fn behind_https_the_cookie_is_for_https_and_for_this_host_only() {
    let (url, recorder) = embedded().await;
    let server = before_with(&url, |flags, _| flags.origin = vec!["https://consent.example.com".to_owned()]).await;
    let request = |method: &str, path: &str| server.bare(method, path).header("Origin", "https://consent.example.com");
    let answer = send(request("POST", "/session").json(&json!({ "token": token("usr_lukas") }))).await;
    let set = answer.header("set-cookie").to_owned();
    assert!(set.starts_with("__Host-truconsent=") && set.contains("Secure") && !set.contains("Domain"), "{set}");
    let session = cookie(&answer);
    // A neighbouring subdomain can set a plain cookie, and one whose name only looks like another's.
    let plain = session.strip_prefix("__Host-").unwrap();
    for other in [plain, &format!("%5F%5FHost-{plain}"), &format!("__host-{plain}")] {
        let answer = send(request("POST", "/api/grievance").header("Cookie", other).json(&ticket("usr_lukas"))).await;
        assert_eq!(answer.status, 401, "{other}");
    }
    assert!(recorder.take().is_empty());
    let both = format!("__Host-truconsent=guessed; {session}");
    assert_eq!(send(request("GET", "/api/dpo").header("Cookie", both)).await.status, 200);
}

#[tokio::test]
async fn a_session_lasts_as_long_as_is_said_and_counts_on_every_instance_with_the_secret() {
    let (url, _) = embedded().await;
    let old = before(&url).await;
    let session = signed_in(&old, "usr_asha").await;
    let renewed = |first: &str, others: &[&str]| {
        let all: Vec<String> = [&[first], others].concat().iter().map(|one| (*one).to_owned()).collect();
        before_with(&url, move |_, secrets| secrets.cookies = all)
    };
    const NEXT: &str = "the next secret for cookies, 32 characters or more";
    assert_eq!(renewed(COOKIE_SECRET, &[]).await.get(&session, "/api/dpo").await.status, 200);
    let both = renewed(NEXT, &[COOKIE_SECRET]).await;
    assert_eq!(both.get(&session, "/api/dpo").await.status, 200);
    assert_eq!(renewed(NEXT, &[]).await.get(&session, "/api/dpo").await.status, 401);
    assert_eq!(old.get(&signed_in(&both, "usr_asha").await, "/api/dpo").await.status, 401, "the newest encrypts");

    let short = before_with(&url, |flags, _| flags.session_minutes = 1.try_into().unwrap()).await;
    let expires = sign_in(&short, &token("usr_asha")).await.json["expires"].as_u64().unwrap();
    assert!((now() + 50..=now() + 60).contains(&expires));
    assert_eq!(short.get(&session, "/api/dpo").await.status, 401, "no session is older than they may get");
}

#[tokio::test]
async fn a_token_that_comes_with_a_request_counts_before_a_cookie_and_needs_no_origin() {
    let (server, _, asha) = ready("usr_asha").await;
    let with = |server: &Server, header: &str, method: &str, path: &str| {
        server.bare(method, path).header("Authorization", header).header("Cookie", &asha)
    };
    let lukas = format!("Bearer {}", token("usr_lukas"));
    assert_eq!(send(with(&server, &lukas, "GET", "/api/nominee/user/usr_lukas")).await.status, 200);
    assert_eq!(send(with(&server, &lukas, "GET", "/api/nominee/user/usr_asha")).await.status, 403);
    let filed = send(with(&server, &lukas, "POST", "/api/grievance").json(&ticket("usr_lukas"))).await;
    assert_eq!(filed.status, 201);
    // It may last longer than one that signs in.
    let mut long = claims("usr_lukas");
    long["exp"] = json!(now() + 3600);
    let long = format!("bearer {}", token_of(&long));
    assert_eq!(send(with(&server, &long, "GET", "/api/dpo")).await.status, 200);
    // One that is no good is not replaced by the cookie.
    for bad in ["Bearer x", "Bearer", "BEARER a.b.c", "Bearer \u{e9}"] {
        assert_eq!(send(with(&server, bad, "GET", "/api/dpo")).await.status, 401, "{bad}");
    }
    let twice = with(&server, &lukas, "GET", "/api/dpo").header("Authorization", &lukas);
    assert_eq!(send(twice).await.status, 401);
    // What browsers may send by themselves is no token, and needs the origin.
    let basic = with(&server, "Basic YTpi", "POST", "/api/grievance").json(&ticket("usr_asha"));
    assert_eq!(send(basic).await.status, 403);
    let basic = with(&server, "Basic YTpi", "GET", "/api/nominee/user/usr_asha");
    assert_eq!(send(basic).await.status, 200);
}

#[tokio::test]
async fn a_request_names_one_host() {
    let (server, _, session) = ready("usr_asha").await;
    for (host, status) in [("Host: a.example", 200), ("Host: a.example\r\nHost: a.example", 400)] {
        let head = format!("GET /api/dpo HTTP/1.1\r\n{host}\r\nCookie: {session}\r\nConnection: close\r\n\r\n");
        assert!(server.raw(&head).await.starts_with(&format!("HTTP/1.1 {status}")), "{host}");
    }
}
