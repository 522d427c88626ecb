//! What stands behind: an embedded API that notes what reaches it and can be told to fail, or any router.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue},
    middleware::{Next, from_fn},
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use truconsent_server::{Options, router, serve};

pub const CONSENT_KEY: &str = "YOUR_API_KEY";
pub const ADMIN_KEY: &str = "tck_live_xxxxxxxxxxxx";
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

/// An embedded API, with its seeded people.
pub async fn embedded() -> (String, Recorder) {
    let recorder = Recorder::default();
    let router = router(&Options { rate_limit: 0, faults: true, ..Options::default() }).unwrap();
    let url = serve_router(recorder.before(router)).await;
    (format!("{url}/api"), recorder)
}

pub fn ticket(user_id: &str) -> Value {
    json!({ "client_user_id": user_id, "subject": "s", "description": "d", "category": "c" })
}

pub fn nominee(user_id: &str) -> Value {
    json!({ "user_id": user_id, "nominee_name": "n", "nominee_email": "a@b.example", "nominee_mobile": "1",
            "relationship": "r" })
}
