//! People named in undocumented places of a request.

use serde_json::{Value, json};

use super::{ASHAS_NOMINEE, ASHAS_TICKET, nominee, ready, ticket};

const CONSENT: &str = "/api/consent/cp_website_signup/consent";
const NAMES: [&str; 9] = [
    "user_id",
    "userId",
    "client_user_id",
    "clientUserId",
    "userid",
    "USER_ID",
    "UserId",
    "Client_User_Id",
    "CLIENTUSERID",
];

fn decision(name: &str, value: Value) -> Value {
    let mut decision = json!({ "userId": "usr_asha", "action": "declined", "requestId": "r-1" });
    decision[name] = value;
    decision
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

/// The value inside this many lists and objects.
fn deep(value: Value, levels: usize) -> Value {
    (0..levels).fold(value, |inner, level| if level % 2 == 0 { json!([inner]) } else { json!({ "a": inner }) })
}

#[tokio::test]
async fn another_person_is_refused_under_every_name_and_however_deep() {
    let (server, recorder, session) = ready("usr_asha").await;
    let mut refused = Vec::new();
    for name in NAMES {
        let bob = json!({ name: "bob" });
        refused.extend([
            ("GET", format!("/api/dpo?{name}=bob"), None),
            ("POST", "/api/grievance".to_owned(), Some(with(ticket("usr_asha"), "subject", bob.clone()))),
            ("POST", CONSENT.to_owned(), Some(decision("metadata", bob.clone()))),
            ("POST", CONSENT.to_owned(), Some(decision("purposes", json!([{ "id": "p" }, bob])))),
            ("POST", CONSENT.to_owned(), Some(decision("unknown", bob.clone()))),
            ("POST", CONSENT.to_owned(), Some(decision("metadata", deep(bob, 120)))),
        ]);
        if !["userId", "client_user_id", "user_id"].contains(&name) {
            for (method, path, body) in [
                ("POST", CONSENT, decision("action", json!("declined"))),
                ("POST", "/api/grievance", ticket("usr_asha")),
                ("PUT", ASHAS_TICKET, json!({ "status": "withdrawn" })),
                ("POST", "/api/nominee", nominee("usr_asha")),
                ("PUT", ASHAS_NOMINEE, json!({ "nominee_name": "n" })),
            ] {
                refused.push((method, path.to_owned(), Some(with(body, name, json!("bob")))));
            }
        }
    }
    for value in [json!(5), json!(["bob"]), json!(["usr_asha", ["bob"]]), json!({ "userId": "bob" }), json!("")] {
        refused.push(("POST", CONSENT.to_owned(), Some(decision("metadata", json!({ "userId": value })))));
    }
    for (method, path, body) in refused {
        let answer = server.in_session(&session, method, &path, body.clone()).await;
        let wanted = (403, "This session belongs to another person");
        assert_eq!((answer.status, answer.error()), wanted, "{method} {path} {body:?}");
    }
    let too_deep = Some(decision("metadata", deep(json!({ "userId": "bob" }), 200)));
    assert_eq!(server.in_session(&session, "POST", CONSENT, too_deep).await.status, 400);
    assert!(recorder.take().is_empty());
}

#[tokio::test]
async fn other_data_may_name_whom_it_likes() {
    let (server, recorder, session) = ready("usr_asha").await;
    let metadata = json!({
        "userId": "usr_asha", "CLIENT_USER_ID": ["usr_asha"], "user_id": null,
        "user": "bob", "user_name": "bob", "relationships": [{ "id": "bob", "of": { "userIds": ["bob"] } }],
    });
    let sent = decision("metadata", metadata);
    assert_eq!(server.in_session(&session, "POST", CONSENT, Some(sent.clone())).await.status, 201);
    assert_eq!(serde_json::from_str::<Value>(&recorder.take()[0].body).unwrap(), sent);
    assert_eq!(server.in_session(&session, "GET", "/api/dpo?USERID=usr_asha&user=bob", None).await.status, 200);
}
