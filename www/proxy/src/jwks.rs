//! The public keys of the application's login, as its JSON Web Key Set has them. They change: a key that is not known is looked
//! for at once, but not more often than every few seconds, and known ones are read anew every few minutes.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use jsonwebtoken::{
    DecodingKey,
    jwk::{Jwk, JwkSet, PublicKeyUse},
};
use tokio::sync::Mutex;

use crate::upstream::{reason, safe_address};

/// Keys that are older are read anew.
const FRESH: Duration = Duration::from_secs(5 * 60);
/// Keys that are older, and cannot be read anew, are none: one of them may have been withdrawn.
const OLDEST: Duration = Duration::from_secs(60 * 60);
/// They are not asked for more often, whatever comes.
const PAUSE: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(5);
/// A larger set is none, in bytes.
const LARGEST: usize = 256 * 1024;

/// There are no keys for now.
#[derive(Debug)]
pub struct Away;

#[derive(Clone)]
pub struct Jwks(Arc<Inner>);

struct Inner {
    url: String,
    http: reqwest::Client,
    known: RwLock<Option<Known>>,
    /// When they were last asked for; whoever asks holds it.
    asked: Mutex<Option<Instant>>,
}

#[derive(Clone)]
struct Known {
    set: Arc<JwkSet>,
    at: Instant,
}

impl Jwks {
    pub fn new(url: &str) -> Result<Self, String> {
        if !safe_address(url) {
            return Err("--jwks must be an https address (http only on this machine).".to_owned());
        }
        let http = reqwest::Client::builder().timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none());
        let http = http.build().map_err(|cause| format!("--jwks cannot be asked: {}.", reason(&cause)))?;
        let inner = Inner { url: url.to_owned(), http, known: RwLock::default(), asked: Mutex::default() };
        Ok(Self(Arc::new(inner)))
    }

    /// The key of this name, or the only one there is; None where there is none.
    pub async fn key(&self, kid: Option<&str>) -> Result<Option<DecodingKey>, Away> {
        let known = self.known();
        if let Some(key) = known.as_ref().and_then(|known| find(&known.set, kid)) {
            // Unless somebody is at it.
            if known.is_some_and(|known| known.at.elapsed() > FRESH) && self.0.asked.try_lock().is_ok() {
                let own = self.clone();
                tokio::spawn(async move { own.ask_anew().await });
            }
            return Ok(Some(key));
        }
        self.ask_anew().await;
        self.known().map(|known| find(&known.set, kid)).ok_or(Away)
    }

    pub async fn are_there(&self) -> bool {
        if self.known().is_none() {
            self.ask_anew().await;
        }
        self.known().is_some()
    }

    fn known(&self) -> Option<Known> {
        let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner).clone();
        known.filter(|known| known.at.elapsed() < OLDEST)
    }

    async fn ask_anew(&self) {
        let mut asked = self.0.asked.lock().await;
        if asked.is_some_and(|at| at.elapsed() < PAUSE) {
            return;
        }
        match self.fetched().await {
            Ok(set) => {
                let known = Known { set: Arc::new(set), at: Instant::now() };
                *self.0.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
            }
            Err(cause) => tracing::warn!(cause, "jwks"),
        }
        *asked = Some(Instant::now());
    }

    async fn fetched(&self) -> Result<JwkSet, String> {
        let mut answer = self.0.http.get(&self.0.url).send().await.map_err(|cause| reason(&cause))?;
        if !answer.status().is_success() {
            return Err(format!("status {}", answer.status().as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|cause| reason(&cause))? {
            if body.len() + chunk.len() > LARGEST {
                return Err("too large".to_owned());
            }
            body.extend_from_slice(&chunk);
        }
        // A key of a kind that is not known must not hide the others.
        let text: serde_json::Value = serde_json::from_slice(&body).map_err(|_| "not JSON".to_owned())?;
        let all = text.get("keys").and_then(|keys| keys.as_array()).ok_or("no list of keys")?;
        let keys: Vec<Jwk> = all.iter().filter_map(|key| serde_json::from_value(key.clone()).ok()).collect();
        if keys.is_empty() { Err("no key".to_owned()) } else { Ok(JwkSet { keys }) }
    }
}

fn find(set: &JwkSet, kid: Option<&str>) -> Option<DecodingKey> {
    let is_for_signing = |key: &&Jwk| !matches!(key.common.public_key_use, Some(PublicKeyUse::Encryption));
    let mut keys = set.keys.iter().filter(is_for_signing);
    let key = match kid {
        Some(kid) => keys.find(|key| key.common.key_id.as_deref() == Some(kid))?,
        None => {
            let only = keys.next()?;
            keys.next().is_none().then_some(only)?
        }
    };
    DecodingKey::from_jwk(key).ok()
}
