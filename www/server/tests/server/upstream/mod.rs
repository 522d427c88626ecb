//! The server before an upstream: an embedded server that notes what reaches it, and can be told to fail.

mod answers;
mod calls;
mod people;
mod places;
mod program;
mod sign_in;
mod table;

use std::{
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue},
    middleware::{Next, from_fn},
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::net::TcpListener;
use truconsent_server::{Options, UpstreamOptions, router, serve};

use crate::harness::{ADMIN_KEY, Answer, CONSENT_KEY, Server, cookie, send, start_with};

pub const SECRET: &str = "a secret of the tests, of 32 or more characters";
pub const ASHAS_TICKET: &str = "/api/grievance/GRV-91F4D3A8";
pub const ASHAS_NOMINEE: &str = "/api/nominee/2e7c9f14-58b3-4a06-9c7d-4b1f8e2d7a01";

/// One request as it reached the upstream.
#[derive(Clone, Debug)]
pub struct Seen {
    pub line: String,
    pub headers: HeaderMap,
    pub body: String,
}

#[derive(Clone, Default)]
pub struct Recorder {
    seen: Arc<Mutex<Vec<Seen>>>,
    fault: Arc<Mutex<Option<(&'static str, &'static str)>>>,
}

impl Recorder {
    /// What arrived since the last look.
    pub fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }

    pub fn lines(&self) -> Vec<String> {
        self.take().into_iter().map(|seen| seen.line).collect()
    }

    /// From now on requests of this method have this fault.
    pub fn fail(&self, method: &'static str, fault: &'static str) {
        *self.fault.lock().unwrap() = Some((method, fault));
    }

    pub fn fail_no_more(&self) {
        *self.fault.lock().unwrap() = None;
    }

    /// Notes every request on its way to the router.
    pub fn before(&self, router: Router) -> Router {
        let recorder = self.clone();
        router.layer(from_fn(move |request, next| recorder.clone().note(request, next)))
    }

    async fn note(self, request: Request, next: Next) -> axum::response::Response {
        let (mut parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let seen = Seen {
            line: format!("{} {}", parts.method, parts.uri),
            headers: parts.headers.clone(),
            body: String::from_utf8(body.to_vec()).unwrap(),
        };
        self.seen.lock().unwrap().push(seen);
        if let Some((_, fault)) = self.fault.lock().unwrap().filter(|(method, _)| parts.method == *method) {
            parts.headers.insert("x-fault", HeaderValue::from_static(fault));
        }
        next.run(Request::from_parts(parts, Body::from(body))).await
    }
}

/// Serves a router on a free port, and answers its address.
pub async fn serve_router(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // With faults, as the router may ask for a connection to be closed.
    let options = Options { faults: true, ..Options::default() };
    tokio::spawn(serve(listener, router, options, std::future::pending()));
    url
}

/// An embedded server as the upstream, with its seeded people.
pub async fn embedded() -> (String, Recorder) {
    let recorder = Recorder::default();
    let router = router(&Options { rate_limit: 0, faults: true, ..Options::default() }).unwrap();
    let url = serve_router(recorder.before(router)).await;
    (format!("{url}/api"), recorder)
}

pub fn options(url: &str) -> UpstreamOptions {
    UpstreamOptions {
        url: url.to_owned(),
        consents_url: None,
        consent_key: CONSENT_KEY.to_owned(),
        admin_key: ADMIN_KEY.to_owned(),
        org_id: "acme".to_owned(),
        session_secret: SECRET.to_owned(),
        timeout: Duration::from_secs(20),
    }
}

/// The server under test.
pub async fn before(url: &str) -> Server {
    before_with(url, |_| {}).await
}

pub async fn before_with(url: &str, change: impl FnOnce(&mut Options)) -> Server {
    start_with(|all| {
        all.upstream = Some(options(url));
        change(all);
    })
    .await
}

/// A server before an embedded one, and a session.
pub async fn ready(user_id: &str) -> (Server, Recorder, String) {
    let (url, recorder) = embedded().await;
    let server = before(&url).await;
    let session = signed_in(&server, user_id).await;
    (server, recorder, session)
}

/// What the application's login hands out; it expires in `seconds`.
pub fn statement(user_id: &str, seconds: i64) -> Value {
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let expires = i64::try_from(now).unwrap() + seconds;
    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let mac = mac.chain_update(format!("{expires}.{user_id}")).finalize().into_bytes();
    json!({ "user_id": user_id, "expires": expires, "signature": hex::encode(mac) })
}

pub async fn sign_in(server: &Server, statement: &Value) -> Answer {
    send(server.bare("POST", "/session").header("Origin", &server.url).json(statement)).await
}

pub async fn signed_in(server: &Server, user_id: &str) -> String {
    let answer = sign_in(server, &statement(user_id, 60)).await;
    assert_eq!(answer.status, 200);
    cookie(&answer)
}

pub fn ticket(user_id: &str) -> Value {
    json!({ "client_user_id": user_id, "subject": "s", "description": "d", "category": "c" })
}

pub fn nominee(user_id: &str) -> Value {
    json!({ "user_id": user_id, "nominee_name": "n", "nominee_email": "a@b.example", "nominee_mobile": "1",
            "relationship": "r" })
}
