//! Every documented error, and everything else that is wrong with a request.

use serde_json::{Value, json};

use crate::harness::{ADMIN_KEY, CONSENT_KEY, send, start, start_with};

const STATUS: &str = "/api/api/v1/external/consents/user-status";

#[tokio::test]
async fn without_a_key_or_with_a_wrong_one_the_answer_is_401() {
    let server = start().await;
    for path in ["/banners", "/banners/user/u", "/grievance/user/u", "/nominee/user/u", "/dpo"] {
        let answer = send(server.bare("GET", &format!("/api{path}"))).await;
        assert_eq!((answer.status, answer.error()), (401, "API key required (X-API-Key header)"));
        let answer = send(server.bare("GET", &format!("/api{path}")).header("X-API-Key", "wrong")).await;
        assert_eq!((answer.status, answer.error()), (401, "Invalid API key"));
    }
    let answer = send(server.bare("GET", "/api/dpo").header("X-API-Key", "")).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn the_status_call_needs_organization_scope_and_user() {
    let server = start().await;
    let ask = async |key: &str, org: Option<&str>, query: &str| {
        let mut request = server.bare("GET", &format!("{STATUS}{query}")).header("X-API-Key", key);
        if let Some(org) = org {
            request = request.header("X-Org-Id", org);
        }
        let answer = send(request).await;
        (answer.status, answer.error().to_owned())
    };
    let no_org = (400, "X-Org-Id could not be resolved".to_owned());
    let no_user = (400, "userId query parameter is missing".to_owned());
    assert_eq!(ask(ADMIN_KEY, None, "?userId=usr_asha").await, no_org);
    assert_eq!(ask(ADMIN_KEY, Some("other"), "?userId=usr_asha").await, no_org);
    assert_eq!(ask(CONSENT_KEY, Some("acme"), "?userId=usr_asha").await.0, 403);
    assert_eq!(ask(CONSENT_KEY, Some("acme"), "?userId=usr_asha").await.1, "API key lacks the admin scope");
    assert_eq!(ask(ADMIN_KEY, Some("acme"), "").await, no_user);
    assert_eq!(ask(ADMIN_KEY, Some("acme"), "?userId=").await, no_user);
    assert_eq!(ask(ADMIN_KEY, Some("acme"), "?userId=nobody").await.0, 404);
    assert_eq!(ask(ADMIN_KEY, Some("acme"), "?userId=usr_asha").await.0, 200);
}

#[tokio::test]
async fn unknown_records_are_404() {
    let server = start().await;
    assert_eq!(server.get("/banners/unknown").await.status, 404);
    // The path takes the display_id, not the UUID.
    assert_eq!(server.get("/banners/a1b2c3d4-e5f6-7890-abcd-ef1234567890").await.status, 404);
    let decision = json!({ "userId": "u", "action": "approved" });
    assert_eq!(server.post("/consent/unknown/consent", decision).await.status, 404);
    assert_eq!(server.put("/grievance/GRV-00000000", json!({ "status": "open" })).await.status, 404);
    assert_eq!(server.put("/nominee/unknown", json!({ "status": "open" })).await.status, 404);
    assert_eq!(send(server.with_key("DELETE", "/nominee/unknown")).await.status, 404);
    let answer = server.get("/no/such/call").await;
    assert_eq!((answer.status, answer.error()), (404, "Not found"));
}

#[tokio::test]
async fn wrong_methods_types_sizes_and_bodies_answer_in_json() {
    let server = start().await;
    let answer = send(server.with_key("PATCH", "/dpo")).await;
    assert_eq!((answer.status, answer.error()), (405, "Method not allowed"));

    let text = server.with_key("POST", "/grievance").header("Content-Type", "text/plain").body("{}");
    assert_eq!(send(text).await.status, 415);

    let json =
        |body: String| server.with_key("POST", "/grievance").header("Content-Type", "application/json").body(body);
    for body in ["", "{", "[]", "null", "{\"client_user_id\":\"\\ud800\"}", "{} {}"] {
        let answer = send(json(body.to_owned())).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(!answer.error().is_empty(), "{body}");
    }
    let answer = send(json(format!("{{\"subject\":\"{}\"}}", "x".repeat(64 * 1024)))).await;
    assert_eq!(answer.status, 413);
    assert!(answer.error().contains("64 KB"));
}

#[tokio::test]
async fn every_refused_field_is_named() {
    let server = start().await;
    let ticket = json!({ "client_user_id": "u", "subject": "s", "description": "d", "category": "c" });
    let nominee = json!({ "user_id": "u", "nominee_name": "n", "nominee_email": "a@b.example",
                          "nominee_mobile": "1", "relationship": "r" });
    for (path, good) in [("/grievance", ticket), ("/nominee", nominee)] {
        assert_eq!(server.post(path, good.clone()).await.status, 201);
        for field in good.as_object().unwrap().keys() {
            for bad in [Value::Null, json!(""), json!("  "), json!(5), json!(["x"])] {
                let mut body = good.clone();
                body[field] = bad.clone();
                let answer = server.post(path, body).await;
                assert_eq!(answer.status, 400, "{field} {bad}");
                assert!(answer.error().contains(field.as_str()), "{field}: {}", answer.error());
            }
            let mut body = good.clone();
            body.as_object_mut().unwrap().shift_remove(field);
            assert_eq!(server.post(path, body).await.status, 400, "{field}");
        }
    }
    let answer = server.put("/nominee/2c624232-cdd9-4b86-8e4b-ceecc17d69a4", json!({ "nominee_email": "x" })).await;
    assert_eq!((answer.status, answer.error()), (400, "nominee_email must be an email address"));
}

#[tokio::test]
async fn an_update_needs_a_field_that_can_be_updated() {
    let server = start().await;
    for (path, bodies) in [
        ("/grievance/GRV-A1B2C3D4", [json!({}), json!({ "subject": "x" }), json!({ "status": null })]),
        ("/nominee/2c624232-cdd9-4b86-8e4b-ceecc17d69a4", [json!({}), json!({ "id": "x" }), json!({ "status": 1 })]),
    ] {
        for body in bodies {
            let answer = server.put(path, body.clone()).await;
            assert_eq!(answer.status, 400, "{path} {body}");
            assert!(answer.error().contains("status"));
        }
    }
}

#[tokio::test]
async fn a_key_without_organization_no_officer_and_a_broken_database() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.db");
    let server = start_with(|options| options.db = Some(file.clone())).await;
    let other = rusqlite::Connection::open(&file).unwrap();

    other.execute("DELETE FROM dpo", []).unwrap();
    let answer = server.get("/dpo").await;
    assert_eq!((answer.status, answer.error()), (404, "No data protection officer is configured"));

    other.execute("UPDATE api_keys SET organization = NULL", []).unwrap();
    let answer = server.get("/banners/user/usr_abc123").await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.error(), "Tenant context could not be resolved from the provided API key");

    other.execute("UPDATE api_keys SET organization = 'acme'", []).unwrap();
    other.execute("ALTER TABLE grievances RENAME TO gone", []).unwrap();
    let answer = server.get("/grievance/user/usr_abc123").await;
    assert_eq!((answer.status, answer.error()), (500, "Unexpected server error"));
}
