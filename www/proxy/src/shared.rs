//! What all instances share, in Redis or Valkey: which sessions have ended, which sign-ins were used, and how often each has
//! come. Whoever reads it there learns no id: names are hashed with a secret.

use std::time::Duration;

use redis::{
    AsyncCommands, Client, RedisResult,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use sha2::{Digest, Sha256};
use tokio::time;
use uuid::Uuid;

use crate::{cookies::Session, limits::Kind, tokens::now};

/// A store that takes longer is away.
const TIMEOUT: Duration = Duration::from_secs(2);
/// Tells a store that has forgotten everything from the one that knew.
const EPOCH: &str = "truconsent:epoch";
const MINUTE: u64 = 60;

/// It does not answer.
#[derive(Debug)]
pub struct Away;

/// What it says of a session.
#[derive(Debug, PartialEq, Eq)]
pub enum Standing {
    Counts,
    /// Signed out, or from before the store forgot everything.
    Ended,
}

#[derive(Clone)]
pub struct Shared {
    redis: ConnectionManager,
    secret: String,
}

impl Shared {
    /// Does not wait for it: it may come later.
    pub fn new(url: &str, secret: &str) -> Result<Self, String> {
        let client = Client::open(url).map_err(|_| "--redis must be an address as redis://host:6379.".to_owned())?;
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_max_delay(Duration::from_millis(100))
            .set_connection_timeout(Some(TIMEOUT))
            .set_response_timeout(Some(TIMEOUT));
        let redis =
            ConnectionManager::new_lazy_with_config(client, config).map_err(|cause| format!("--redis: {cause}."))?;
        Ok(Self { redis, secret: secret.to_owned() })
    }

    fn hashed(&self, kind: &str, name: &str) -> String {
        let digest = Sha256::new().chain_update(&self.secret).chain_update([0]).chain_update(name).finalize();
        format!("truconsent:{kind}:{}", hex::encode(digest))
    }

    async fn within<T>(&self, work: impl Future<Output = RedisResult<T>>) -> Result<T, Away> {
        let failed = |cause: String| {
            tracing::warn!(cause, "redis");
            Away
        };
        let result = time::timeout(TIMEOUT, work).await.map_err(|_| failed("too slow".to_owned()))?;
        // Kinds only: a message may have an address in it.
        result.map_err(|cause| failed(format!("{:?}", cause.kind())))
    }

    /// The one that new sessions are of; begins one where the store has forgotten everything.
    pub async fn epoch(&self) -> Result<String, Away> {
        let mut redis = self.redis.clone();
        let mut pipe = redis::pipe();
        pipe.cmd("SET").arg(EPOCH).arg(Uuid::new_v4().simple().to_string()).arg("NX").ignore().get(EPOCH);
        let (epoch,): (String,) = self.within(pipe.query_async(&mut redis)).await?;
        Ok(epoch)
    }

    /// Whether a session still counts.
    pub async fn standing(&self, session: &Session) -> Result<Standing, Away> {
        let mut redis = self.redis.clone();
        let mut pipe = redis::pipe();
        pipe.get(EPOCH).exists(self.hashed("ended", &session.id));
        let (epoch, ended): (Option<String>, bool) = self.within(pipe.query_async(&mut redis)).await?;
        let counts = !ended && epoch.as_deref() == Some(&session.epoch);
        Ok(if counts { Standing::Counts } else { Standing::Ended })
    }

    /// Ends a session for every instance.
    pub async fn end(&self, session: &Session) -> Result<(), Away> {
        let mut redis = self.redis.clone();
        let left = session.until.saturating_sub(now()) + MINUTE;
        self.within(redis.set_ex(self.hashed("ended", &session.id), 1, left)).await
    }

    /// Whether a sign-in is used for the first time; `until` is when it would have ended anyway.
    pub async fn is_first(&self, jti: &str, until: u64) -> Result<bool, Away> {
        let mut redis = self.redis.clone();
        let mut set = redis::cmd("SET");
        set.arg(self.hashed("used", jti)).arg(1).arg("NX").arg("EX").arg(until.saturating_sub(now()) + MINUTE);
        let set: Option<String> = self.within(set.query_async(&mut redis)).await?;
        Ok(set.is_some())
    }

    /// How many have come in this minute, with this one, and how many seconds of it are left.
    pub async fn count(&self, kind: Kind, who: &str) -> Result<(u32, u64), Away> {
        let mut redis = self.redis.clone();
        let (minute, into) = (now() / MINUTE, now() % MINUTE);
        let name = format!("{}:{minute}", self.hashed(kind.name(), who));
        let mut pipe = redis::pipe();
        pipe.cmd("SET").arg(&name).arg(0).arg("NX").arg("EX").arg(2 * MINUTE).ignore().incr(&name, 1);
        let (count,): (u32,) = self.within(pipe.query_async(&mut redis)).await?;
        Ok((count, MINUTE - into))
    }

    pub async fn is_there(&self) -> bool {
        let mut redis = self.redis.clone();
        let pong: Result<String, Away> = self.within(redis.ping()).await;
        pong.is_ok()
    }
}
