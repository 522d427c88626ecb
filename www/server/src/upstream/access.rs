//! Who calls before an upstream: only sessions of the server's own pages.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::Response,
};

use crate::{
    auth::{Identified, admit},
    error::{ApiError, ApiResult},
    limit::Limiter,
    sessions::{Sessions, Visitor},
    site::Site,
};

#[derive(Clone)]
pub struct Access {
    sessions: Sessions,
    site: Site,
    limiter: Limiter,
}

impl Access {
    pub fn new(sessions: Sessions, site: Site, limiter: Limiter) -> Self {
        Self { sessions, site, limiter }
    }

    async fn find(&self, method: &Method, headers: &HeaderMap) -> ApiResult<Identified> {
        if !method.is_safe() {
            self.site.own_origin(headers)?;
        }
        if headers.contains_key("x-api-key") {
            return Err(ApiError::unauthorized("No keys are accepted here, only sessions"));
        }
        match self.sessions.visitor(headers).await? {
            Visitor::SignedIn(session) => Ok(session.into()),
            Visitor::New | Visitor::SignedOut => Err(ApiError::unauthorized("Nobody is signed in")),
        }
    }
}

/// Wraps every call of the API.
pub async fn identify(State(access): State<Access>, request: Request, next: Next) -> Response {
    let found = access.find(request.method(), request.headers()).await;
    admit(&access.limiter, found, request, next).await
}
