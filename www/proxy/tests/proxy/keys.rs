//! Sign-in by public keys: they rotate, are slow, are gone, and are not what they seem.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Json, Router, http::StatusCode, response::IntoResponse, routing::get};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use p256::{
    ecdsa::SigningKey,
    pkcs8::{EncodePrivateKey, LineEnding},
};
use serde_json::{Value, json};
use truconsent_proxy::{Flags, Secrets};

use crate::{
    harness::{Server, before_with, claims, send, sign_in},
    upstream::{embedded, serve_router},
};

/// A key pair of the application's login.
struct Pair {
    kid: &'static str,
    private: EncodingKey,
    public: Value,
}

impl Pair {
    fn new(kid: &'static str) -> Self {
        let key = SigningKey::from_slice(&[kid.len() as u8; 32]).unwrap();
        let point = key.verifying_key().to_encoded_point(false);
        let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let public = json!({ "kty": "EC", "crv": "P-256", "kid": kid, "alg": "ES256", "use": "sig",
                             "x": part(point.x().unwrap()), "y": part(point.y().unwrap()) });
        let pem = key.to_pkcs8_pem(LineEnding::LF).unwrap();
        Self { kid, private: EncodingKey::from_ec_pem(pem.as_bytes()).unwrap(), public }
    }

    fn token(&self, user_id: &str) -> String {
        let header = Header { kid: Some(self.kid.to_owned()), ..Header::new(Algorithm::ES256) };
        encode(&header, &claims(user_id), &self.private).unwrap()
    }
}

/// Where the keys are, what is said there, and how often it was asked.
#[derive(Clone, Default)]
struct Endpoint {
    says: Arc<Mutex<Option<Value>>>,
    asked: Arc<AtomicUsize>,
    delay: Arc<Mutex<Duration>>,
}

impl Endpoint {
    async fn start(&self) -> String {
        let own = self.clone();
        let answer = async move || {
            own.asked.fetch_add(1, Ordering::SeqCst);
            let delay = *own.delay.lock().unwrap();
            tokio::time::sleep(delay).await;
            let says = own.says.lock().unwrap().clone();
            says.map_or(StatusCode::SERVICE_UNAVAILABLE.into_response(), |keys| Json(keys).into_response())
        };
        serve_router(Router::new().route("/keys", get(answer))).await
    }

    fn say(&self, keys: &[&Value]) {
        *self.says.lock().unwrap() = Some(json!({ "keys": keys }));
    }
}

async fn signing_by(jwks: &str) -> Server {
    let (url, _) = embedded().await;
    let change = |flags: &mut Flags, secrets: &mut Secrets| {
        flags.jwks = Some(format!("{jwks}/keys"));
        flags.jwt_algorithm = clap::ValueEnum::from_str("ES256", false).unwrap();
        secrets.jwt = None;
    };
    before_with(&url, change).await
}

#[tokio::test]
async fn keys_rotate_without_anybody_being_told() {
    let endpoint = Endpoint::default();
    let (one, two) = (Pair::new("one"), Pair::new("second"));
    // Kinds that are not known must not hide the others.
    endpoint.say(&[&json!({ "kty": "made-up" }), &one.public]);
    let server = signing_by(&endpoint.start().await).await;
    assert_eq!(sign_in(&server, &one.token("usr_asha")).await.status, 200);
    assert_eq!(sign_in(&server, &one.token("usr_lukas")).await.status, 200);
    assert_eq!(endpoint.asked.load(Ordering::SeqCst), 1);

    endpoint.say(&[&two.public]);
    assert_eq!(sign_in(&server, &two.token("usr_asha")).await.status, 403, "not asked again within seconds");
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(sign_in(&server, &two.token("usr_asha")).await.status, 200);
    assert_eq!(sign_in(&server, &one.token("usr_asha")).await.status, 403, "the old key is withdrawn");
    assert_eq!(endpoint.asked.load(Ordering::SeqCst), 2);

    // Gone: those that are known count on.
    *endpoint.says.lock().unwrap() = None;
    let bearer = format!("Bearer {}", two.token("usr_asha"));
    assert_eq!(send(server.bare("GET", "/api/dpo").header("Authorization", &bearer)).await.status, 200);
}

#[tokio::test]
async fn keys_that_are_gone_or_slow_let_nobody_in_and_come_back() {
    let endpoint = Endpoint::default();
    let one = Pair::new("one");
    let server = signing_by(&endpoint.start().await).await;
    let answer = sign_in(&server, &one.token("usr_asha")).await;
    assert_eq!((answer.status, answer.header("retry-after")), (503, "5"));
    let ready = server.get("", "/readyz").await;
    assert_eq!((ready.status, &ready.json["missing"]), (503, &json!(["jwks"])));

    endpoint.say(&[&one.public]);
    *endpoint.delay.lock().unwrap() = Duration::from_secs(60);
    tokio::time::sleep(Duration::from_secs(6)).await;
    let started = Instant::now();
    // All who wait are answered after one attempt.
    let tokens = ["usr_asha", "usr_lukas", "usr_tomas"].map(|user| one.token(user));
    let all = tokio::join!(sign_in(&server, &tokens[0]), sign_in(&server, &tokens[1]), sign_in(&server, &tokens[2]));
    assert_eq!([all.0.status, all.1.status, all.2.status], [503; 3]);
    assert!(started.elapsed() < Duration::from_secs(9), "{:?}", started.elapsed());

    *endpoint.delay.lock().unwrap() = Duration::ZERO;
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(sign_in(&server, &one.token("usr_asha")).await.status, 200);
    assert_eq!(server.get("", "/readyz").await.status, 200);
}

#[tokio::test]
async fn a_token_has_no_say_in_how_it_is_read() {
    let endpoint = Endpoint::default();
    let (one, other) = (Pair::new("one"), Pair::new("second"));
    let oct = json!({ "kty": "oct", "kid": "oct", "k": URL_SAFE_NO_PAD.encode("x".repeat(40)), "use": "sig" });
    let mut for_encryption = other.public.clone();
    for_encryption["use"] = json!("enc");
    endpoint.say(&[&one.public, &oct, &for_encryption]);
    let server = signing_by(&endpoint.start().await).await;
    let signed = |algorithm, kid: Option<&str>, key: &EncodingKey| {
        let header = Header { kid: kid.map(str::to_owned), ..Header::new(algorithm) };
        encode(&header, &claims("usr_asha"), key).unwrap()
    };
    let secret = |text: &str| EncodingKey::from_secret(text.as_bytes());
    for bad in [
        // The public key, used as a secret.
        signed(Algorithm::HS256, Some("one"), &secret(&one.public.to_string())),
        signed(Algorithm::HS256, Some("one"), &secret(one.public["x"].as_str().unwrap())),
        signed(Algorithm::HS256, Some("oct"), &secret(&"x".repeat(40))),
        signed(Algorithm::ES256, Some("oct"), &one.private),
        signed(Algorithm::ES256, Some("one"), &other.private),
        signed(Algorithm::ES256, Some("second"), &other.private),
        // Without a name, any of several keys could be meant.
        signed(Algorithm::ES256, None, &one.private),
        signed(Algorithm::ES256, Some("unknown"), &one.private),
    ] {
        assert_eq!(sign_in(&server, &bad).await.status, 403);
    }
    assert_eq!(sign_in(&server, &one.token("usr_asha")).await.status, 200);
}

#[tokio::test]
async fn of_one_key_no_name_is_needed_and_rsa_works_as_well() {
    let rsa = include_str!("keys/rsa.json");
    let rsa: Value = serde_json::from_str(rsa).unwrap();
    let endpoint = Endpoint::default();
    endpoint.say(&[&rsa["public"]]);
    let jwks = endpoint.start().await;
    let (url, _) = embedded().await;
    let server = before_with(&url, |flags, secrets| {
        flags.jwks = Some(format!("{jwks}/keys"));
        flags.jwt_algorithm = clap::ValueEnum::from_str("RS256", false).unwrap();
        secrets.jwt = None;
    })
    .await;
    let key = EncodingKey::from_rsa_pem(rsa["private"].as_str().unwrap().as_bytes()).unwrap();
    let token = encode(&Header::new(Algorithm::RS256), &claims("usr_asha"), &key).unwrap();
    assert_eq!(sign_in(&server, &token).await.status, 200);
    let other = encode(&Header::new(Algorithm::RS384), &claims("usr_asha"), &key).unwrap();
    assert_eq!(sign_in(&server, &other).await.status, 403);
}
