//! Starting a server inside the test, and talking to it.

use std::path::PathBuf;

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use truconsent_server::{Options, router, serve};

pub const CONSENT_KEY: &str = "YOUR_API_KEY";
pub const ADMIN_KEY: &str = "tck_live_xxxxxxxxxxxx";
pub const PAGE: &str = "<!doctype html><meta charset=utf-8><meta name=\"data-principal\" content=\"\"><title>t</title>";

pub struct Server {
    pub url: String,
    pub address: String,
    pub client: Client,
    /// `root`, `pkg` and the database live here.
    pub folder: TempDir,
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

pub async fn start() -> Server {
    start_with(|_| {}).await
}

/// Starts a server whose options the test may change.
pub async fn start_with(change: impl FnOnce(&mut Options)) -> Server {
    let folder = TempDir::new().unwrap();
    let (root, pkg) = (folder.path().join("root"), folder.path().join("pkg"));
    for made in [&root, &pkg, &root.join("locales"), &root.join("server")] {
        std::fs::create_dir_all(made).unwrap();
    }
    std::fs::write(root.join("index.html"), PAGE).unwrap();
    let mut options = Options { root, pkg, rate_limit: 0, ..Options::default() };
    change(&mut options);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let router = router(&options).unwrap();
    tokio::spawn(serve(listener, router, options, std::future::pending()));
    Server { url: format!("http://{address}"), address, client: client(), folder }
}

/// A client that follows no redirect and decompresses nothing.
pub fn client() -> Client {
    rustls::crypto::ring::default_provider().install_default().ok();
    Client::builder().redirect(reqwest::redirect::Policy::none()).no_brotli().build().unwrap()
}

impl Server {
    /// A request with no key and no session.
    pub fn bare(&self, method: &str, path: &str) -> RequestBuilder {
        self.client.request(Method::from_bytes(method.as_bytes()).unwrap(), format!("{}{path}", self.url))
    }

    pub fn with_key(&self, method: &str, path: &str) -> RequestBuilder {
        self.bare(method, &format!("/api{path}")).header("X-API-Key", CONSENT_KEY)
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.with_key("GET", path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        send(self.with_key("POST", path).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        send(self.with_key("PUT", path).json(&body)).await
    }

    pub async fn status(&self, user_id: &str) -> Answer {
        let path = format!("/api/api/v1/external/consents/user-status?userId={user_id}");
        send(self.bare("GET", &path).header("X-API-Key", ADMIN_KEY).header("X-Org-Id", "acme")).await
    }

    /// Signs in, and answers the cookie to send.
    pub async fn sign_in(&self, user_id: &str) -> String {
        let request = self.bare("POST", "/session").header("Origin", &self.url).json(&json!({ "user_id": user_id }));
        let answer = send(request).await;
        assert_eq!(answer.status, 200);
        cookie(&answer)
    }

    /// A session's request, as the server's own page would send it.
    pub async fn in_session(&self, cookie: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
        let request = self.bare(method, path).header("Cookie", cookie).header("Origin", &self.url);
        send(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    pub fn pkg(&self) -> PathBuf {
        self.folder.path().join("pkg")
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
