//! Who is calling: a key in `X-API-Key`, or a browser's session.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use rusqlite::OptionalExtension;

use crate::{
    App, db,
    error::{ApiError, ApiResult},
    session::{self, Visitor},
};

/// The one who calls the API.
#[derive(Clone)]
pub struct Caller {
    pub admin: bool,
    /// What a key's `X-Org-Id` must name. A session need not know it.
    pub organization: String,
    /// The data principal of a session; `None` for a key, which speaks for everybody.
    pub person: Option<String>,
}

impl Caller {
    /// A session belongs to one data principal.
    pub fn may_act_for(&self, user_id: &str) -> ApiResult<()> {
        match &self.person {
            Some(person) if person != user_id => Err(ApiError::forbidden("This session belongs to another person")),
            _ => Ok(()),
        }
    }

    pub fn is_session(&self) -> bool {
        self.person.is_some()
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> ApiResult<Self> {
        parts.extensions.get::<Self>().cloned().ok_or_else(no_key)
    }
}

fn no_key() -> ApiError {
    ApiError::unauthorized("API key required (X-API-Key header)")
}

/// Finds the caller, counts the request, and lets it through or answers it.
pub async fn identify(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let (name, caller) = match find(&app, request.method(), request.headers()).await {
        Ok(found) => found,
        Err(error) => return error.into_response(),
    };
    let allowance = app.limit.count(&name);
    if let Some(refusal) = allowance.and_then(|a| a.refusal()) {
        return refusal;
    }
    let response = match caller {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    };
    match allowance {
        Some(allowance) => allowance.tell(response),
        None => response,
    }
}

/// The name to count under, and the caller. A known key may still lack its organization.
async fn find(app: &App, method: &Method, headers: &HeaderMap) -> ApiResult<(String, ApiResult<Caller>)> {
    let own_origin = || if method.is_safe() { Ok(()) } else { app.site.own_origin(headers) };
    if app.upstream.is_some() {
        // There, nobody writes but the server's own pages.
        own_origin()?;
    }
    if let Some(key) = headers.get("x-api-key") {
        if app.upstream.is_some() {
            return Err(ApiError::unauthorized("No keys are accepted here, only sessions"));
        }
        if key.is_empty() {
            return Err(no_key());
        }
        let hash = db::hash(&String::from_utf8_lossy(key.as_bytes()));
        let name = hash.clone();
        let known = app
            .db
            .run(move |tx| {
                let sql = "SELECT scope, organization FROM api_keys WHERE hash = ?";
                let row = |r: &rusqlite::Row<'_>| Ok((r.get::<_, String>(0)?, r.get::<_, Option<String>>(1)?));
                Ok(tx.query_row(sql, [hash], row).optional()?)
            })
            .await?;
        let (scope, organization) = known.ok_or_else(|| ApiError::unauthorized("Invalid API key"))?;
        let caller = organization
            .map(|organization| Caller { admin: scope == "admin", organization, person: None })
            .ok_or_else(|| ApiError::bad_request("Tenant context could not be resolved from the provided API key"));
        return Ok((name, caller));
    }
    match session::visitor(app, headers).await? {
        Visitor::Person(session) => {
            own_origin()?;
            // The server acts with its own keys, the admin key among them; the browser never sees one.
            let caller = Caller { admin: true, organization: String::new(), person: Some(session.user_id) };
            Ok((session.hash, Ok(caller)))
        }
        _ if app.upstream.is_some() => Err(ApiError::unauthorized("Nobody is signed in")),
        Visitor::New | Visitor::SignedOut => {
            // A page elsewhere has no cookie to send; who is no browser tells no origin, and forgot a key.
            if headers.contains_key(header::ORIGIN) {
                own_origin()?;
            }
            Err(no_key())
        }
    }
}
