//! A session before an upstream belongs to one person too, and reaches nothing but the documented calls.

use serde_json::json;

use super::{ASHAS_NOMINEE, ASHAS_TICKET, Recorder, before, nominee, ready, serve_router, signed_in, ticket};
use crate::harness::{ADMIN_KEY, CONSENT_KEY, Server, send};

const STATUS: &str = "/api/api/v1/external/consents/user-status";

#[tokio::test]
async fn another_persons_id_is_refused_and_nothing_is_asked() {
    let (server, recorder, session) = ready("usr_lukas").await;
    let with = |mut body: serde_json::Value, name: &str| {
        body[name] = json!("usr_asha");
        Some(body)
    };
    let decision = json!({ "userId": "usr_lukas", "action": "approved" });
    let consent = "/api/consent/cp_orders_delivery/consent";
    let mut refused = vec![
        ("GET", "/api/banners/user/usr_asha".to_owned(), None),
        ("GET", "/api/grievance/user/usr_asha".to_owned(), None),
        ("GET", "/api/nominee/user/usr_asha".to_owned(), None),
        ("GET", "/api/nominee/user/usr_luka%73x".to_owned(), None),
        ("GET", "/api/nominee/user/USR_LUKAS".to_owned(), None),
        ("GET", format!("{STATUS}?userId=usr_asha"), None),
        ("GET", format!("{STATUS}?userId="), None),
        ("GET", format!("{STATUS}?userId=usr_lukas&userId=usr_asha"), None),
        ("GET", format!("{STATUS}?userId=usr_lukas&user%49d=usr_asha"), None),
        ("GET", format!("{STATUS}?userId=usr_lukas%26userId=usr_asha"), None),
        ("POST", consent.to_owned(), Some(json!({ "userId": "usr_asha", "action": "approved" }))),
        ("POST", "/api/grievance".to_owned(), Some(ticket("usr_asha"))),
        ("POST", "/api/nominee".to_owned(), Some(nominee("usr_asha"))),
    ];
    for name in ["user_id", "userId", "client_user_id"] {
        refused.push(("GET", format!("/api/dpo?{name}=usr_asha"), None));
        refused.push(("POST", consent.to_owned(), with(decision.clone(), name)));
        refused.push(("POST", "/api/grievance".to_owned(), with(ticket("usr_lukas"), name)));
        refused.push(("POST", "/api/nominee".to_owned(), with(nominee("usr_lukas"), name)));
        refused.push(("PUT", ASHAS_TICKET.to_owned(), with(json!({ "status": "withdrawn" }), name)));
        refused.push(("POST", format!("/api/grievance?{name}=usr_asha"), Some(ticket("usr_lukas"))));
    }
    for (method, path, body) in refused {
        let answer = server.in_session(&session, method, &path, body.clone()).await;
        let wanted = (403, "This session belongs to another person");
        assert_eq!((answer.status, answer.error()), wanted, "{method} {path} {body:?}");
    }
    // The person must be named where the call documents it, and by a string.
    for (method, path, body) in [
        ("GET", STATUS.to_owned(), None),
        ("POST", consent.to_owned(), Some(json!({ "action": "approved" }))),
        ("POST", "/api/grievance".to_owned(), Some(json!({ "client_user_id": null }))),
        ("POST", "/api/grievance".to_owned(), Some(json!({ "client_user_id": ["usr_lukas"] }))),
        ("POST", "/api/nominee".to_owned(), Some(json!({ "user_id": null }))),
    ] {
        assert_eq!(server.in_session(&session, method, &path, body).await.status, 400, "{method} {path}");
    }
    assert!(recorder.take().is_empty());
}

#[tokio::test]
async fn another_persons_records_are_refused_and_stay_as_they_are() {
    let (server, recorder, session) = ready("usr_tomas").await;
    for (method, path, body) in [
        ("PUT", ASHAS_TICKET, Some(json!({ "status": "withdrawn" }))),
        ("PUT", "/api/grievance/unknown", Some(json!({ "status": "withdrawn" }))),
        ("PUT", ASHAS_NOMINEE, Some(json!({ "nominee_name": "Mallory" }))),
        ("DELETE", ASHAS_NOMINEE, None),
        // Ids of the person's own, but of another member or another kind of record.
        ("PUT", "/api/grievance/usr_tomas", Some(json!({ "status": "withdrawn" }))),
        ("PUT", "/api/grievance/2e7c9f14-58b3-4a06-9c7d-4b1f8e2d7a03", Some(json!({ "status": "withdrawn" }))),
        ("DELETE", "/api/nominee/GRV-E7730C5D", None),
    ] {
        let answer = server.in_session(&session, method, path, body).await;
        let missing = if path.contains("nominee") { "Nominee not found" } else { "Ticket not found" };
        assert_eq!((answer.status, answer.error()), (404, missing), "{method} {path}");
    }
    let lines = recorder.lines();
    assert!(lines.iter().all(|line| line.starts_with("GET ") && line.ends_with("/user/usr_tomas")), "{lines:?}");
    // Their own records can be changed, except for what only staff may change.
    let put = async |path, body| server.in_session(&session, "PUT", path, Some(body)).await.status;
    let (ticket, nominee) = ("/api/grievance/GRV-E7730C5D", "/api/nominee/2e7c9f14-58b3-4a06-9c7d-4b1f8e2d7a03");
    assert_eq!(put(ticket, json!({ "status": "resolved" })).await, 403);
    assert_eq!(put(ticket, json!({ "status": "withdrawn" })).await, 200);
    assert_eq!(put(nominee, json!({ "status": "verified" })).await, 403);
    assert_eq!(put(nominee, json!({ "nominee_mobile": "+4912345" })).await, 200);
}

#[tokio::test]
async fn drifting_lists_are_read_too() {
    for (fault, status) in
        [("wrap:data", 200), ("wrap:items", 200), ("camel", 200), ("wrap:rows", 502), ("not-json", 502)]
    {
        let (server, recorder, session) = ready("usr_asha").await;
        recorder.fail("GET", fault);
        let put = server.in_session(&session, "PUT", ASHAS_TICKET, Some(json!({ "status": "withdrawn" }))).await;
        assert_eq!(put.status, status, "{fault}");
        recorder.fail("GET", "status:429");
        let put = server.in_session(&session, "PUT", ASHAS_TICKET, Some(json!({ "status": "withdrawn" }))).await;
        assert_eq!(put.status, 429, "the upstream's own refusal");
        let writes = recorder.lines().iter().filter(|line| line.starts_with("PUT")).count();
        assert_eq!(writes, usize::from(status == 200), "{fault}");
    }
}

async fn raw(server: &Server, session: &str, method: &str, path: &str) -> u16 {
    let (address, url) = (&server.address, &server.url);
    let body = r#"{"userId":"usr_lukas","action":"no_action","status":"withdrawn"}"#;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {session}\r\nOrigin: {url}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    server.raw(&request).await.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn no_id_leads_to_another_call() {
    let (server, recorder, session) = ready("usr_lukas").await;
    for (method, path) in [
        ("GET", "/api/banners/user%2Fusr_asha"),
        ("GET", "/api/banners/user%2fusr_asha"),
        ("GET", "/api/banners/user%252Fusr_asha"),
        ("GET", "/api/banners/user%5Cusr_asha"),
        ("GET", "/api/banners/.."),
        ("GET", "/api/banners/%2e%2e"),
        ("GET", "/api/banners/%252e%252e"),
        ("GET", "/api/banners/."),
        ("GET", "/api/banners/..%2fgrievance%2fuser%2fusr_asha"),
        ("GET", "/api/banners/%2e%2e/grievance/user/usr_asha"),
        ("GET", "/api/banners/../grievance/user/usr_asha"),
        ("GET", "/api/banners//user/usr_asha"),
        ("GET", "/api//banners"),
        ("GET", "/api/banners/a%0d%0aX-Api-Key:%20b"),
        ("GET", "/api/banners/%00"),
        ("GET", "/api/banners/%FF"),
        ("GET", "/api/banners/user/"),
        ("GET", "/api/banners/user"),
        ("GET", "/api/banners/%75ser"),
        ("GET", "/api/banners/USER"),
        ("PUT", "/api/grievance/user"),
        ("DELETE", "/api/nominee/user"),
        ("GET", "/api/banners/user/usr_lukas%2f..%2fusr_asha"),
        ("GET", "/api/banners/user/usr_lukas/../usr_asha"),
        ("POST", "/api/consent/..%2f..%2fgrievance%3f/consent"),
        ("PUT", "/api/grievance/..%2fnominee%2fx"),
        ("DELETE", "/api/nominee/..%2f..%2fx"),
        ("GET", "//elsewhere.example/api/banners"),
        ("GET", "/api/@elsewhere.example/"),
    ] {
        let status = raw(&server, &session, method, path).await;
        assert!(matches!(status, 400 | 403 | 404), "{method} {path}: {status}");
    }
    assert_eq!(recorder.lines(), [""; 0]);

    // What looks like syntax elsewhere is only an id here.
    for (path, arrived) in [
        ("/api/banners/a%3Fb%23c", "/api/banners/a%3Fb%23c"),
        ("/api/banners/a;b@c:d", "/api/banners/a%3Bb%40c%3Ad"),
        ("/api/banners/a%20%2b+", "/api/banners/a%20%2B%2B"),
        ("/api/banners/%E0%AE%AE...", "/api/banners/%E0%AE%AE..."),
        ("/api/banners/mobile-app?userId=usr_lukas&x=/../y#z", "/api/banners/mobile-app"),
        (
            "/api/api/v1/external/consents/user-status?x=1&userId=usr_lukas&limit=9",
            "/api/api/v1/external/consents/user-status?userId=usr_lukas",
        ),
    ] {
        raw(&server, &session, "GET", path).await;
        assert_eq!(recorder.lines(), [format!("GET {arrived}")]);
    }
}

#[tokio::test]
async fn only_documented_calls_exist_and_keys_are_not_accepted() {
    let (server, recorder, session) = ready("usr_asha").await;
    for (method, path, status) in [
        ("GET", "/api/grievance", 404),
        ("DELETE", "/api/grievance/GRV-91F4D3A8", 404),
        ("PATCH", "/api/dpo", 404),
        ("POST", "/api/banners", 404),
        ("OPTIONS", "/api/dpo", 404),
        ("GET", "/api/admin", 404),
        ("GET", "/api/api/v1/external/consents", 404),
        ("GET", "/api/faults/rows", 404),
        ("GET", "/faults/rows", 404),
    ] {
        let answer = server.in_session(&session, method, path, None).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    for path in ["/api/banners", "/api/banners/user/usr_asha", "/api/grievance", ASHAS_NOMINEE] {
        for method in ["HEAD", "PATCH", "INVENTED"] {
            assert_eq!(server.in_session(&session, method, path, None).await.status, 404, "{method} {path}");
        }
    }
    for key in [CONSENT_KEY, ADMIN_KEY, "wrong", ""] {
        for cookie in [session.as_str(), ""] {
            let request = server.bare("GET", "/api/dpo").header("X-API-Key", key).header("Cookie", cookie);
            let answer = send(request).await;
            assert_eq!((answer.status, answer.error()), (401, "No keys are accepted here, only sessions"));
        }
    }
    for cookie in ["", "session=none", "session=feed", "__Host-session=feed"] {
        let answer = send(server.bare("GET", "/api/dpo").header("Cookie", cookie)).await;
        assert_eq!((answer.status, answer.error()), (401, "Nobody is signed in"));
    }
    assert!(recorder.take().is_empty());
}

#[tokio::test]
async fn an_id_of_any_alphabet_is_a_person() {
    let recorder = Recorder::default();
    let url = serve_router(recorder.before(axum::Router::new().fallback(async || "[]"))).await;
    let server = before(&url).await;
    let session = signed_in(&server, "auth0|மீரா+a b@c.example").await;
    let id = "auth0%7C%E0%AE%AE%E0%AF%80%E0%AE%B0%E0%AE%BE%2Ba%20b%40c.example";
    assert_eq!(raw(&server, &session, "GET", &format!("/api/banners/user/{id}")).await, 200);
    assert_eq!(recorder.lines(), [format!("GET /banners/user/{id}")]);
    assert_eq!(raw(&server, &session, "GET", &format!("{STATUS}?userId={id}")).await, 200);
    assert!(recorder.lines()[0].ends_with("?userId=auth0%7C%E0%AE%AE%E0%AF%80%E0%AE%B0%E0%AE%BE%2Ba%20b%40c.example"));
}
