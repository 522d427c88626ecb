//! Who calls the embedded API: a key in `X-API-Key`, or a browser's session.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use rusqlite::OptionalExtension;

use crate::{
    auth::{Caller, Identified, admit, no_key},
    db::Db,
    error::{ApiError, ApiResult},
    limit::Limiter,
    secret::hash,
    sessions::{Sessions, Visitor},
    site::own_origin,
};

#[derive(Clone)]
pub struct Access {
    db: Db,
    sessions: Sessions,
    limiter: Limiter,
}

impl Access {
    pub fn new(db: Db, sessions: Sessions, limiter: Limiter) -> Self {
        Self { db, sessions, limiter }
    }

    async fn find(&self, method: &Method, headers: &HeaderMap) -> ApiResult<Identified> {
        if let Some(key) = headers.get("x-api-key") {
            return self.find_key(key).await;
        }
        let from_own_page = || if method.is_safe() { Ok(()) } else { own_origin(headers) };
        match self.sessions.visitor(headers).await? {
            Visitor::SignedIn(session) => {
                from_own_page()?;
                Ok(session.into())
            }
            Visitor::New | Visitor::SignedOut => {
                // A page of another origin has no cookie to send. A program sends no origin: it left out its key.
                if headers.contains_key(header::ORIGIN) {
                    from_own_page()?;
                }
                Err(no_key())
            }
        }
    }

    async fn find_key(&self, key: &HeaderValue) -> ApiResult<Identified> {
        if key.is_empty() {
            return Err(no_key());
        }
        let name = hash(&String::from_utf8_lossy(key.as_bytes()));
        let wanted = name.clone();
        let known = self.db.read(move |tx| {
            let sql = "SELECT scope, organization FROM api_keys WHERE hash = ?";
            let row = |r: &rusqlite::Row<'_>| Ok((r.get::<_, String>(0)?, r.get::<_, Option<String>>(1)?));
            Ok(tx.query_row(sql, [wanted], row).optional()?)
        });
        let (scope, organization) = known.await?.ok_or_else(|| ApiError::unauthorized("Invalid API key"))?;
        let caller = organization
            .map(|organization| Caller { admin: scope == "admin", organization, person: None })
            .ok_or_else(|| ApiError::bad_request("Tenant context could not be resolved from the provided API key"));
        Ok(Identified { name, caller })
    }
}

/// Wraps every call of the API.
pub async fn identify(State(access): State<Access>, request: Request, next: Next) -> Response {
    let found = access.find(request.method(), request.headers()).await;
    admit(&access.limiter, found, request, next).await
}
