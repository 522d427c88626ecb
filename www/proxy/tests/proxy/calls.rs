//! Every documented call through the proxy, and what each passes on.

use serde_json::{Value, json};

use crate::{
    harness::{before_with, ready, send, signed_in},
    upstream::{ADMIN_KEY, ASHAS_NOMINEE, ASHAS_TICKET, CONSENT_KEY, embedded, nominee, ticket},
};

const STATUS: &str = "/api/api/v1/external/consents/user-status?userId=usr_asha";

fn writes() -> [(&'static str, String, Option<Value>, u16); 6] {
    let decision = json!({ "userId": "usr_asha", "action": "declined", "requestId": "r-1", "metadata": { "a": 1.5 } });
    [
        ("POST", "/api/consent/cp_website_signup/consent".to_owned(), Some(decision), 201),
        ("POST", "/api/grievance".to_owned(), Some(ticket("usr_asha")), 201),
        ("PUT", ASHAS_TICKET.to_owned(), Some(json!({ "status": "withdrawn" })), 200),
        ("POST", "/api/nominee".to_owned(), Some(nominee("usr_asha")), 201),
        ("PUT", ASHAS_NOMINEE.to_owned(), Some(json!({ "nominee_name": "R. Verma" })), 200),
        ("DELETE", ASHAS_NOMINEE.to_owned(), None, 200),
    ]
}

#[tokio::test]
async fn reads_answer_what_the_upstream_answers() {
    let (server, recorder, session) = ready("usr_asha").await;
    for path in [
        "/api/banners",
        "/api/banners/mobile-app",
        "/api/banners/user/usr_asha",
        "/api/grievance/user/usr_asha",
        "/api/nominee/user/usr_asha",
        "/api/dpo",
        STATUS,
    ] {
        let answer = server.in_session(&session, "GET", path, None).await;
        let seen = recorder.take();
        assert_eq!((answer.status, seen.len()), (200, 1), "{path}");
        assert_eq!(seen[0].line, format!("GET {path}"));
        assert_eq!(answer.header("content-type"), "application/json");
        let name = if path == STATUS { "collection_points" } else { "" };
        assert!(answer.json.get(name).unwrap_or(&answer.json).to_string().len() > 100, "{path}");
    }
    let missing = server.in_session(&session, "GET", "/api/banners/unknown", None).await;
    assert_eq!((missing.status, missing.error()), (404, "Banner not found"));
}

#[tokio::test]
async fn writes_are_made_once() {
    let (server, recorder, session) = ready("usr_asha").await;
    for (method, path, body, status) in writes() {
        let answer = server.in_session(&session, method, &path, body).await;
        assert_eq!(answer.status, status, "{method} {path} {}", answer.json);
        let lines = recorder.lines();
        assert_eq!(lines.iter().filter(|line| !line.starts_with("GET")).count(), 1);
        assert_eq!(lines.last(), Some(&format!("{method} {path}")));
    }
    let tickets = server.in_session(&session, "GET", "/api/grievance/user/usr_asha", None).await.json;
    assert_eq!(tickets.as_array().unwrap().len(), 3);
    let nominees = server.in_session(&session, "GET", "/api/nominee/user/usr_asha", None).await.json;
    assert_eq!(nominees.as_array().unwrap().len(), 2);
    let status = server.in_session(&session, "GET", STATUS, None).await.json;
    assert!(status.to_string().contains("\"r-1\""));
}

#[tokio::test]
async fn each_key_goes_only_where_it_belongs_and_nothing_of_the_browser_does() {
    let (server, recorder, session) = ready("usr_asha").await;
    let reads = [("GET", STATUS.to_owned(), None, 200), ("GET", "/api/dpo?x=1".to_owned(), None, 200)];
    for (method, path, body, _) in writes().into_iter().chain(reads) {
        let mut request = server.bare(method, &path).header("Cookie", &session).header("Origin", &server.url);
        for (name, value) in [
            ("Referer", "http://127.0.0.1/canary"),
            ("X-Org-Id", "canary"),
            ("X-Fault", "status:500"),
            ("X-Forwarded-For", "canary"),
            ("Authorization", "Basic canary"),
            ("User-Agent", "canary"),
            ("Accept", "text/canary"),
            ("TE", "trailers"),
            ("Connection", "close, x-hop"),
            ("X-Hop", "canary"),
        ] {
            request = request.header(name, value);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        assert!(send(request).await.status < 300, "{method} {path}");
        for seen in recorder.take() {
            let status = seen.line.contains("/user-status?");
            let key = if status { ADMIN_KEY } else { CONSENT_KEY };
            assert_eq!(seen.headers["x-api-key"], key, "{}", seen.line);
            assert_eq!(seen.headers.get_all("x-api-key").iter().count(), 1);
            assert_eq!(seen.headers.get("x-org-id").map(|org| org == "acme"), status.then_some(true), "{}", seen.line);
            let known =
                ["accept", "accept-encoding", "content-length", "content-type", "host", "x-api-key", "x-org-id"];
            let mut names = seen.headers.keys().map(|name| name.as_str());
            assert!(names.all(|name| known.contains(&name)), "{:?}", seen.headers);
            assert!(!seen.line.contains('?') || status, "{}", seen.line);
            assert!(!format!("{seen:?}").contains("canary"), "{seen:?}");
        }
    }
}

#[tokio::test]
async fn the_status_may_live_on_another_host() {
    let ((main, seen), (other, others_seen)) = (embedded().await, embedded().await);
    let server = before_with(&main, |flags, _| flags.status_upstream = Some(format!("{other}/"))).await;
    let session = signed_in(&server, "usr_asha").await;
    assert_eq!(server.in_session(&session, "GET", STATUS, None).await.status, 200);
    assert_eq!((seen.lines().len(), others_seen.lines()), (0, vec![format!("GET {STATUS}")]));
    assert_eq!(server.in_session(&session, "GET", "/api/dpo", None).await.status, 200);
    assert_eq!((seen.lines().len(), others_seen.lines().len()), (1, 0));
}

#[tokio::test]
async fn a_deletion_whose_answer_was_lost_can_be_repeated() {
    let (server, recorder, session) = ready("usr_asha").await;
    recorder.fail("DELETE", "drop-after");
    assert_eq!(server.in_session(&session, "DELETE", ASHAS_NOMINEE, None).await.status, 502);
    recorder.fail_no_more();
    let again = server.in_session(&session, "DELETE", ASHAS_NOMINEE, None).await;
    assert_eq!((again.status, again.error()), (404, "Nominee not found"));
    // For somebody else it is as if there had been none.
    let other = signed_in(&server, "usr_lukas").await;
    assert_eq!(server.in_session(&other, "DELETE", ASHAS_NOMINEE, None).await.error(), "Nominee not found");
    let change = Some(json!({ "nominee_name": "x" }));
    assert_eq!(server.in_session(&session, "PUT", ASHAS_NOMINEE, change).await.status, 404);
}
