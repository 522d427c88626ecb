//! Starting a proxy inside the test, signing in, and talking to it.

use std::sync::Arc;

use clap::Parser;
use jsonwebtoken::{EncodingKey, Header, encode};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use truconsent_proxy::{Flags, Limits, Proxy, Secrets, accept, router};

use crate::upstream::{ADMIN_KEY, CONSENT_KEY, Recorder, embedded};

pub const SECRET: &str = "a secret of the application's login, 32 characters or more";
pub const COOKIE_SECRET: &str = "a secret for the cookies of the tests, 32 characters or more";
pub const AUDIENCE: &str = "consent";

pub struct Server {
    pub url: String,
    pub address: String,
    pub client: Client,
    pub proxy: Arc<Proxy>,
}

pub struct Answer {
    pub status: u16,
    pub json: Value,
    pub headers: reqwest::header::HeaderMap,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn error(&self) -> &str {
        self.json["error"].as_str().unwrap_or_default()
    }
}

pub fn secrets() -> Secrets {
    Secrets {
        consent_key: CONSENT_KEY.to_owned(),
        admin_key: ADMIN_KEY.to_owned(),
        cookies: vec![COOKIE_SECRET.to_owned()],
        jwt: Some(SECRET.to_owned()),
    }
}

/// As a command line without more than has to be.
pub fn flags(upstream: &str, origin: &str) -> Flags {
    let line = ["proxy", "--upstream", upstream, "--origin", origin, "--org-id", "acme", "--jwt-audience", AUDIENCE];
    let mut flags = Flags::parse_from(line);
    // Tests come from one address, and often.
    flags.sign_in_limit = 10_000.try_into().unwrap();
    flags.rate_limit = 10_000.try_into().unwrap();
    flags
}

pub async fn before(url: &str) -> Server {
    before_with(url, |_, _| {}).await
}

/// Starts one whose settings the test may change.
pub async fn before_with(url: &str, change: impl FnOnce(&mut Flags, &mut Secrets)) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let own = format!("http://{address}");
    let (mut flags, mut secrets) = (flags(url, &own), secrets());
    change(&mut flags, &mut secrets);
    let limits = Limits::new(&flags);
    let proxy = Arc::new(Proxy::new(flags, secrets).unwrap());
    let connections = proxy.metrics.connections.clone();
    tokio::spawn(accept(listener, router(&proxy), limits, connections, std::future::pending()));
    Server { url: own, address, client: client(), proxy }
}

/// One before an embedded API, and a session.
pub async fn ready(user_id: &str) -> (Server, Recorder, String) {
    let (url, recorder) = embedded().await;
    let server = before(&url).await;
    let session = signed_in(&server, user_id).await;
    (server, recorder, session)
}

/// A client that follows no redirect and decompresses nothing.
pub fn client() -> Client {
    rustls::crypto::ring::default_provider().install_default().ok();
    Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

pub fn now() -> u64 {
    std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs()
}

/// What the application's login says of a person.
pub fn claims(user_id: &str) -> Value {
    json!({ "sub": user_id, "aud": AUDIENCE, "exp": now() + 60, "jti": uuid::Uuid::new_v4().to_string() })
}

pub fn token_of(claims: &Value) -> String {
    encode(&Header::default(), claims, &EncodingKey::from_secret(SECRET.as_bytes())).unwrap()
}

pub fn token(user_id: &str) -> String {
    token_of(&claims(user_id))
}

pub async fn sign_in(server: &Server, token: &str) -> Answer {
    send(server.bare("POST", "/session").header("Origin", &server.url).json(&json!({ "token": token }))).await
}

/// Signs in, and answers the cookie to send.
pub async fn signed_in(server: &Server, user_id: &str) -> String {
    let answer = sign_in(server, &token(user_id)).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    cookie(&answer)
}

impl Server {
    /// A request with no session.
    pub fn bare(&self, method: &str, path: &str) -> RequestBuilder {
        self.client.request(Method::from_bytes(method.as_bytes()).unwrap(), format!("{}{path}", self.url))
    }

    pub async fn get(&self, session: &str, path: &str) -> Answer {
        self.in_session(session, "GET", path, None).await
    }

    /// A session's request, as a page of the origin would send it.
    pub async fn in_session(&self, cookie: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = self.bare(method, path).header("Cookie", cookie).header("Origin", &self.url);
        send(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    /// Sends exactly these bytes, and returns everything that comes back.
    pub async fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

pub async fn send(request: RequestBuilder) -> Answer {
    read(request.send().await.unwrap()).await
}

pub async fn read(response: Response) -> Answer {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    Answer { status, headers, json: serde_json::from_str(&text).unwrap_or(Value::Null) }
}

/// The name and value of the cookie that an answer sets.
pub fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}
