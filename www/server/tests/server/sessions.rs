//! Sessions: one cookie, one data principal, and only from the server's own pages.

use serde_json::json;

use crate::harness::{ADMIN_KEY, cookie, send, start};

#[tokio::test]
async fn a_first_visit_is_signed_in_as_the_first_person() {
    let server = start().await;
    let response = server.bare("GET", "/").send().await.unwrap();
    let set = response.headers()["set-cookie"].to_str().unwrap().to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(set.contains(part), "{set}");
    }
    let session = set.split(';').next().unwrap().to_owned();
    assert!(session.len() >= "session=".len() + 32);
    let page = response.text().await.unwrap();
    assert!(page.contains(
        r#"<meta name="data-principal" content="{&quot;user_id&quot;:&quot;usr_asha&quot;,&quot;name&quot;:&quot;Asha Verma&quot;}">"#
    ));
    let answer = server.in_session(&session, "GET", "/session", None).await;
    assert_eq!(answer.json, json!({ "user_id": "usr_asha", "name": "Asha Verma" }));

    // The second visit keeps the session.
    let response = server.bare("GET", "/").header("Cookie", &session).send().await.unwrap();
    assert!(response.headers().get("set-cookie").is_none());
    // A cookie that is not known here is a first visit.
    let response = server.bare("GET", "/").header("Cookie", "session=feed").send().await.unwrap();
    assert!(response.headers().get("set-cookie").is_some());
}

#[tokio::test]
async fn a_link_from_elsewhere_does_not_replace_the_session() {
    let server = start().await;
    let arrive = server.bare("GET", "/").header("Sec-Fetch-Site", "cross-site");
    let response = arrive.send().await.unwrap();
    assert!(response.headers().get("set-cookie").is_none());
    assert!(response.headers().get("content-security-policy").is_some());
    assert!(response.text().await.unwrap().contains("http-equiv=\"refresh\""));
}

#[tokio::test]
async fn signing_in_and_out() {
    let server = start().await;
    let people = send(server.bare("GET", "/session/people")).await.json;
    let people = people.as_array().unwrap();
    assert_eq!(people.len(), 9);
    assert!(people.iter().all(|p| p.as_object().unwrap().keys().eq(["user_id", "name", "note"])));
    assert_eq!(send(server.bare("GET", "/session")).await.status, 404);

    let first = server.sign_in("usr_tomas").await;
    let answer = server.in_session(&first, "POST", "/session", Some(json!({ "user_id": "usr_meera" }))).await;
    let second = cookie(&answer);
    assert_ne!(first, second);
    assert_eq!(answer.json["user_id"], "usr_meera");
    assert_eq!(server.in_session(&first, "GET", "/session", None).await.status, 404, "the old token is over");

    let unknown = server.in_session(&second, "POST", "/session", Some(json!({ "user_id": "usr_abc123" }))).await;
    assert_eq!(unknown.status, 404);
    assert_eq!(server.in_session(&second, "POST", "/session", Some(json!({}))).await.status, 400);

    let out = server.in_session(&second, "DELETE", "/session", None).await;
    assert_eq!((out.status, cookie(&out).as_str()), (204, "session=none"));
    assert_eq!(server.in_session(&second, "GET", "/api/dpo", None).await.status, 401);
    assert_eq!(server.in_session("session=none", "GET", "/api/dpo", None).await.status, 401);
    let page = server.bare("GET", "/").header("Cookie", "session=none").send().await.unwrap();
    assert!(page.headers().get("set-cookie").is_none());
    assert!(page.text().await.unwrap().contains(r#"<meta name="data-principal" content="">"#));
}

#[tokio::test]
async fn a_session_reads_everything_of_its_own_person() {
    let server = start().await;
    let session = server.sign_in("usr_asha").await;
    for path in [
        "/banners",
        "/banners/mobile-app",
        "/banners/user/usr_asha",
        "/dpo",
        "/grievance/user/usr_asha",
        "/nominee/user/usr_asha",
        "/api/v1/external/consents/user-status?userId=usr_asha",
    ] {
        assert_eq!(server.in_session(&session, "GET", &format!("/api{path}"), None).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn another_persons_id_is_refused_everywhere() {
    let server = start().await;
    let session = server.sign_in("usr_lukas").await;
    let ticket = json!({ "client_user_id": "usr_asha", "subject": "s", "description": "d", "category": "c" });
    let nominee = json!({ "user_id": "usr_asha", "nominee_name": "n", "nominee_email": "a@b.example",
                          "nominee_mobile": "1", "relationship": "r" });
    let nominee_path = "/nominee/2e7c9f14-58b3-4a06-9c7d-4b1f8e2d7a01";
    for (method, path, body) in [
        ("GET", "/banners/user/usr_asha", None),
        ("GET", "/api/v1/external/consents/user-status?userId=usr_asha", None),
        ("GET", "/grievance/user/usr_asha", None),
        ("GET", "/nominee/user/usr_asha", None),
        ("POST", "/grievance", Some(ticket)),
        ("POST", "/nominee", Some(nominee)),
        ("POST", "/consent/cp_orders_delivery/consent", Some(json!({ "userId": "usr_asha", "action": "approved" }))),
        ("PUT", "/grievance/GRV-91F4D3A8", Some(json!({ "status": "withdrawn" }))),
        ("PUT", nominee_path, Some(json!({ "nominee_name": "Mallory" }))),
        ("DELETE", nominee_path, None),
    ] {
        let answer = server.in_session(&session, method, &format!("/api{path}"), body).await;
        assert_eq!((answer.status, answer.error()), (403, "This session belongs to another person"), "{method} {path}");
    }
    let kept = server.get("/nominee/user/usr_asha").await.json;
    assert_eq!(kept.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_only_staff_may_change_is_refused_in_a_session() {
    let server = start().await;
    let session = server.sign_in("usr_asha").await;
    let put = async |path: &str, body| server.in_session(&session, "PUT", path, Some(body)).await.status;
    let ticket = "/api/grievance/GRV-91F4D3A8";
    assert_eq!(put(ticket, json!({ "status": "resolved" })).await, 403);
    assert_eq!(put(ticket, json!({ "attachment_url": "https://files.example/a.pdf" })).await, 200);
    assert_eq!(put(ticket, json!({ "status": "withdrawn" })).await, 200);
    let nominee = "/api/nominee/2e7c9f14-58b3-4a06-9c7d-4b1f8e2d7a02";
    assert_eq!(put(nominee, json!({ "status": "verified" })).await, 403);
    assert_eq!(put(nominee, json!({ "nominee_mobile": "+4912345" })).await, 200);
}

#[tokio::test]
async fn a_sessions_writes_come_from_the_servers_own_pages() {
    let server = start().await;
    let session = server.sign_in("usr_lukas").await;
    let body = json!({ "userId": "usr_lukas", "action": "declined" });
    let write = |origin: Option<&str>, site: Option<&str>| {
        let mut request = server.bare("POST", "/api/consent/cp_website_signup/consent").header("Cookie", &session);
        for (name, value) in [("Origin", origin), ("Sec-Fetch-Site", site)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        send(request.json(&body))
    };
    let other_port = "http://127.0.0.1:1";
    let own = server.url.as_str();
    for (origin, site) in [
        (None, None),
        (Some("null"), None),
        (Some("http://evil.example"), None),
        (Some(other_port), Some("same-site")),
        (Some(own), Some("cross-site")),
    ] {
        let answer = write(origin, site).await;
        assert_eq!(answer.status, 403, "{origin:?} {site:?}");
        assert!(answer.error().contains("origin"));
    }
    assert_eq!(server.status("usr_lukas").await.status, 404);
    assert_eq!(write(Some(own), Some("same-origin")).await.status, 201);

    let sign_in = server.bare("POST", "/session").json(&json!({ "user_id": "usr_asha" }));
    assert_eq!(send(sign_in).await.status, 403);
    assert_eq!(send(server.bare("DELETE", "/session").header("Cookie", &session)).await.status, 403);
    assert_eq!(server.in_session(&session, "GET", "/session", None).await.status, 200);
}

#[tokio::test]
async fn a_form_on_another_site_is_told_so_before_anything_else() {
    let server = start().await;
    for (path, origin, status) in [
        ("/session", Some("http://evil.example"), 403),
        ("/session", None, 403),
        ("/session", Some(server.url.as_str()), 415),
        ("/api/grievance", Some("http://evil.example"), 403),
        // From the own origin, or none: only the key is missing.
        ("/api/grievance", None, 401),
        ("/api/grievance", Some(server.url.as_str()), 401),
    ] {
        let request = server.bare("POST", path).header("Content-Type", "text/plain").body("{}");
        let request = origin.iter().fold(request, |request, origin| request.header("Origin", *origin));
        assert_eq!(send(request).await.status, status, "{path} {origin:?}");
    }
}

#[tokio::test]
async fn a_key_needs_no_origin_and_ignores_the_cookie() {
    let server = start().await;
    let session = server.sign_in("usr_lukas").await;
    let request = server.bare("GET", "/api/banners/user/usr_asha").header("Cookie", &session);
    assert_eq!(send(request.header("X-API-Key", ADMIN_KEY)).await.status, 200);
    let request = server.bare("GET", "/api/banners/user/usr_lukas").header("Cookie", &session);
    assert_eq!(send(request.header("X-API-Key", "wrong")).await.status, 401);
    let ticket = json!({ "client_user_id": "usr_asha", "subject": "s", "description": "d", "category": "c" });
    for origin in [None, Some("https://shop.example")] {
        let request = server.with_key("POST", "/grievance").header("Cookie", &session).json(&ticket);
        let request = origin.iter().fold(request, |request, origin| request.header("Origin", *origin));
        assert_eq!(send(request).await.status, 201, "{origin:?}");
    }
}
