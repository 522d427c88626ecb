//! Whether a session counts, a sign-in is new, and whoever it is may come once more: asked of the shared store where there
//! is one, and decided alone where there is none.

use crate::{
    cookies::Session,
    limits::{Kind, Limits, PerMinute},
    refusal::{NOBODY, Refusal, STORE_AWAY},
    shared::{Shared, Standing},
    tokens::Claims,
};

pub struct Store {
    per_minute: PerMinute,
    own: Limits,
    shared: Option<Shared>,
}

impl Store {
    pub fn new(per_minute: PerMinute, shared: Option<Shared>) -> Self {
        Self { per_minute, own: Limits::new(per_minute), shared }
    }

    /// What new sessions are to hold of the store.
    pub async fn epoch(&self) -> Result<String, Refusal> {
        let Some(shared) = &self.shared else { return Ok(String::new()) };
        shared.epoch().await.map_err(|_| STORE_AWAY)
    }

    /// Refuses a session that was ended, or cannot be looked up.
    pub async fn check(&self, session: &Session) -> Result<(), Refusal> {
        let Some(shared) = &self.shared else { return Ok(()) };
        match shared.standing(session).await.map_err(|_| STORE_AWAY)? {
            Standing::Counts => Ok(()),
            Standing::Ended => Err(NOBODY),
        }
    }

    /// Ends a session for every instance. Alone, it ends with the browser's cookie.
    pub async fn end(&self, session: &Session) -> Result<(), Refusal> {
        let Some(shared) = &self.shared else { return Ok(()) };
        shared.end(session).await.map_err(|_| STORE_AWAY)
    }

    /// Whether a token signs in for the first time. Alone, it can sign in for as long as it counts: as the same person, within
    /// that person's limits.
    pub async fn is_first(&self, claims: &Claims) -> Result<bool, Refusal> {
        match (&self.shared, &claims.jti) {
            (None, _) => Ok(true),
            (Some(_), None) => Ok(false),
            (Some(shared), Some(jti)) => shared.is_first(jti, claims.exp).await.map_err(|_| STORE_AWAY),
        }
    }

    /// Counts one, and refuses what is too much.
    pub async fn count(&self, kind: Kind, who: &str) -> Result<(), Refusal> {
        let Some(shared) = &self.shared else { return self.own.count(kind, who).map_err(Refusal::too_often) };
        let (count, left) = shared.count(kind, who).await.map_err(|_| STORE_AWAY)?;
        if count > self.per_minute.of(kind).get() { Err(Refusal::too_often(left)) } else { Ok(()) }
    }

    pub async fn is_there(&self) -> bool {
        match &self.shared {
            None => true,
            Some(shared) => shared.is_there().await,
        }
    }

    pub fn tidy(&self) {
        self.own.tidy();
    }
}
