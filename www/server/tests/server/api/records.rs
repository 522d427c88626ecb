//! Tickets and nominees: orderings, updates, ids of every kind.

use serde_json::{Value, json};

use crate::harness::{Server, send, start};

async fn file(server: &Server, user: &str, subject: &str) -> Value {
    let body = json!({ "client_user_id": user, "subject": subject, "description": "d", "category": "access" });
    server.post("/grievance", body).await.json
}

#[tokio::test]
async fn lists_begin_with_the_newest_even_within_one_second() {
    let server = start().await;
    for subject in ["one", "two", "three"] {
        file(&server, "usr_abc123", subject).await;
    }
    let list = server.get("/grievance/user/usr_abc123").await.json;
    let subjects: Vec<_> = list.as_array().unwrap().iter().map(|ticket| ticket["subject"].as_str().unwrap()).collect();
    assert_eq!(subjects, ["three", "two", "one", "Request to delete my account data"]);

    for name in ["one", "two"] {
        let body = json!({ "user_id": "usr_abc123", "nominee_name": name, "nominee_email": "a@b.example",
                           "nominee_mobile": "1", "relationship": "friend" });
        assert_eq!(server.post("/nominee", body).await.status, 201);
    }
    let list = server.get("/nominee/user/usr_abc123").await.json;
    let names: Vec<_> = list.as_array().unwrap().iter().map(|n| n["nominee_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["two", "one", "Jane Doe"]);
}

#[tokio::test]
async fn ids_are_opaque() {
    let server = start().await;
    let ids = [
        ("a/b?c#d", "a%2Fb%3Fc%23d"),
        ("ஆஷா वर्मा", "%E0%AE%86%E0%AE%B7%E0%AE%BE%20%E0%A4%B5%E0%A4%B0%E0%A5%8D%E0%A4%AE%E0%A4%BE"),
        ("100%", "100%25"),
        ("x'; DROP TABLE grievances;--", "x'%3B%20DROP%20TABLE%20grievances%3B--"),
        ("a+b", "a+b"),
    ];
    for (id, encoded) in ids {
        let ticket = file(&server, id, "s").await;
        assert_eq!(ticket["client_user_id"], id);
        let list = server.get(&format!("/grievance/user/{encoded}")).await.json;
        assert_eq!(list, json!([ticket]), "{id}");
    }
    let answer = server.raw("GET /api/grievance/user/%FF HTTP/1.1\r\nHost: localhost\r\nX-API-Key: YOUR_API_KEY\r\nConnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains(r#"{"error":""#), "{answer}");
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    let server = start().await;
    let path = "/grievance/GRV-ABC12345";
    let before = server.get("/grievance/user/user_123").await.json[0].clone();
    let with_url = server.put(path, json!({ "attachment_url": "https://cdn.example.com/a.pdf" })).await.json;
    assert_eq!(with_url["attachment_url"], "https://cdn.example.com/a.pdf");
    assert_eq!(with_url["status"], "open");
    assert_eq!(with_url["created_at"], before["created_at"]);
    assert_ne!(with_url["updated_at"], before["updated_at"]);
    let cleared = server.put(path, json!({ "attachment_url": null, "status": "resolved" })).await.json;
    assert_eq!(cleared["attachment_url"], Value::Null);
    assert_eq!(cleared["status"], "resolved");
    assert_eq!(server.get("/grievance/user/user_123").await.json, json!([cleared]));
}

#[tokio::test]
async fn a_nominee_is_updated_and_deleted() {
    let server = start().await;
    let path = "/nominee/2c624232-cdd9-4b86-8e4b-ceecc17d69a4";
    let changes = json!({ "nominee_name": "Jo Doe", "purpose_of_appointment": null, "id": "ignored" });
    let nominee = server.put(path, changes).await.json;
    assert_eq!(nominee["nominee_name"], "Jo Doe");
    assert_eq!(nominee["purpose_of_appointment"], Value::Null);
    assert_eq!(nominee["id"], "2c624232-cdd9-4b86-8e4b-ceecc17d69a4");
    assert_eq!(nominee["nominee_email"], "jane.doe@example.com");
    assert_eq!(server.get("/nominee/user/user_123").await.json, json!([nominee]));

    assert_eq!(send(server.with_key("DELETE", path)).await.status, 200);
    assert_eq!(send(server.with_key("DELETE", path)).await.status, 404);
    assert_eq!(server.get("/nominee/user/user_123").await.json, json!([]));
}

#[tokio::test]
async fn fields_that_a_create_does_not_know_are_ignored() {
    let server = start().await;
    let body = json!({ "client_user_id": "u", "subject": "s", "description": "d", "category": "c",
                       "status": "resolved", "ticket_id": "GRV-MINE0000" });
    let ticket = server.post("/grievance", body).await.json;
    assert_eq!(ticket["status"], "open");
    assert_ne!(ticket["ticket_id"], "GRV-MINE0000");
}
