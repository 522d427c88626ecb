//! What the proxy costs beside a bare reverse proxy of the same crates, which passes everything on and looks at nothing: each a
//! program of its own, before the same upstream, asked by the same clients. Prints one JSON object; `npm run bench` runs it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a measurement that fails ends")]

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    time::{Duration, Instant, SystemTime},
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::Response,
};
use jsonwebtoken::{EncodingKey, Header, encode};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinSet};

const SECRET: &str = "a secret of this measurement, 32 characters or more";
const ORIGIN: &str = "https://shop.example";
const CONNECTIONS: [usize; 3] = [1, 64, 512];
const SESSIONS: usize = 10_000;
const WARM: Duration = Duration::from_secs(1);
const MEASURED: Duration = Duration::from_secs(4);
const PATH: &str = "/api/banners/user/usr_1";

fn main() {
    rustls::crypto::ring::default_provider().install_default().ok();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let arguments: Vec<String> = env::args().collect();
    match arguments.get(1).map(String::as_str) {
        Some("upstream") => runtime.block_on(upstream()),
        Some("bare") => runtime.block_on(bare(arguments[2].clone())),
        _ => runtime.block_on(measure()),
    }
}

/// Starts a program, and reads where it listens.
fn start(command: &mut Command) -> (Child, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
    (child, url.trim().to_owned())
}

async fn listen(router: Router) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    std::io::stdout().flush().unwrap();
    axum::serve(listener, router).await.unwrap();
}

/// Twelve collection points of five purposes each: what a person's page asks for.
async fn upstream() {
    let purpose = |n: usize| {
        json!({ "id": format!("p-{n}"), "name": "Deliver your orders", "is_mandatory": n == 0,
                                     "description": "We use your address and phone number to bring what you ordered." })
    };
    let banner = |n: usize| {
        json!({ "id": format!("8b5c2f6e-0d41-4a7e-9d0a-{n:012}"), "user_id": "usr_1",
                                    "title": "Orders and delivery", "purposes": (0..5).map(purpose).collect::<Vec<_>>() })
    };
    let body = json!((0..12).map(banner).collect::<Vec<_>>()).to_string();
    listen(Router::new().fallback(async move || ([("content-type", "application/json")], body))).await;
}

/// Passes everything on.
async fn bare(upstream: String) {
    let forward = async |State((client, upstream)): State<(Client, String)>, request: Request| {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
        let asked = client.request(parts.method, format!("{upstream}{}", parts.uri)).body(body).send().await.unwrap();
        let mut response = Response::builder().status(asked.status());
        response.headers_mut().unwrap().extend(asked.headers().clone());
        response.headers_mut().unwrap().remove("transfer-encoding");
        response.body(Body::from(asked.bytes().await.unwrap())).unwrap()
    };
    let client = Client::builder().build().unwrap();
    listen(Router::new().fallback(forward).with_state((client, upstream))).await;
}

fn proxy(upstream: &str) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truconsent-proxy"));
    let many = "1000000";
    command.args(["--upstream", upstream, "--origin", ORIGIN, "--org-id", "acme", "--jwt-audience", "consent"]);
    command.args(["--listen", "127.0.0.1:0", "--rate-limit", many, "--sign-in-limit", many]);
    for (name, value) in [
        ("CONSENT_KEY", "consent-key-1234"),
        ("ADMIN_KEY", "admin-key-1234"),
        ("COOKIE_SECRETS", SECRET),
        ("JWT_SECRET", SECRET),
    ] {
        command.env(format!("TRUCONSENT_{name}"), value);
    }
    start(&mut command)
}

async fn session(client: &Client, url: &str, user_id: &str) -> String {
    let exp = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs() + 60;
    let claims = json!({ "sub": user_id, "aud": "consent", "exp": exp });
    let token = encode(&Header::default(), &claims, &EncodingKey::from_secret(SECRET.as_bytes())).unwrap();
    let body = json!({ "token": token }).to_string();
    let asked =
        client.post(format!("{url}/session")).header("origin", ORIGIN).header("content-type", "application/json");
    let answer = asked.body(body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// Requests per second, and the 50th and 99th percentile in milliseconds.
async fn ask(url: &str, cookie: &str, connections: usize) -> Value {
    let mut all = JoinSet::new();
    let begin = Instant::now() + WARM;
    for _ in 0..connections {
        let (url, cookie) = (format!("{url}{PATH}"), cookie.to_owned());
        // Its own client: one connection.
        let client = Client::builder().pool_max_idle_per_host(1).build().unwrap();
        all.spawn(async move {
            let mut taken = Vec::new();
            while begin.elapsed() < MEASURED {
                let started = Instant::now();
                let answer = client.get(&url).header("cookie", &cookie).send().await.unwrap();
                assert_eq!(answer.status(), 200);
                answer.bytes().await.unwrap();
                if started >= begin {
                    taken.push(started.elapsed());
                }
            }
            taken
        });
    }
    let mut taken: Vec<Duration> = all.join_all().await.into_iter().flatten().collect();
    taken.sort_unstable();
    let at = |share: f64| taken[((taken.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    json!({ "perSecond": taken.len() as f64 / MEASURED.as_secs_f64(), "p50": at(0.5), "p99": at(0.99) })
}

/// Kilobytes of memory that a program has.
fn memory(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

async fn measure() {
    let own = env::current_exe().unwrap();
    let (mut upstream, address) = start(Command::new(&own).arg("upstream"));
    let (mut bare, bare_url) = start(Command::new(&own).args(["bare", &address]));
    let (mut proxy, proxy_url) = proxy(&address);
    let client = Client::new();
    let cookie = session(&client, &proxy_url, "usr_1").await;
    let mut rows = Vec::new();
    for connections in CONNECTIONS {
        let theirs = ask(&bare_url, &cookie, connections).await;
        let ours = ask(&proxy_url, &cookie, connections).await;
        rows.push(json!({ "connections": connections, "bare": theirs, "proxy": ours }));
    }
    let before = memory(&proxy);
    for n in 0..SESSIONS {
        let user_id = format!("usr_{n}");
        let cookie = session(&client, &proxy_url, &user_id).await;
        let asked = client.get(format!("{proxy_url}/session")).header("cookie", cookie).send().await.unwrap();
        assert_eq!(asked.status(), 200);
    }
    let after = memory(&proxy);
    for child in [&mut proxy, &mut bare, &mut upstream] {
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let memory = json!({ "sessions": SESSIONS, "before": before, "after": after });
    println!("{}", json!({ "rows": rows, "memory": memory }));
}
