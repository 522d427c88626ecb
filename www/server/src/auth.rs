//! Who is calling, and how often.

use axum::{
    extract::{FromRequestParts, Request},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    error::{ApiError, ApiResult},
    limit::Limiter,
    sessions::Session,
};

/// Who calls the API.
#[derive(Clone)]
pub struct Caller {
    pub admin: bool,
    /// What a key's `X-Org-Id` must name. A session need not know it.
    pub organization: String,
    /// The data principal of a session; `None` for a key, which may act for everybody.
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

pub fn no_key() -> ApiError {
    ApiError::unauthorized("API key required (X-API-Key header)")
}

/// A caller whose requests can be counted.
pub struct Identified {
    /// The name to count under.
    pub name: String,
    /// A known key may still lack its organization: its requests are counted, and refused.
    pub caller: ApiResult<Caller>,
}

impl From<Session> for Identified {
    /// The server acts with its own keys, the admin key among them; the browser never sees one.
    fn from(session: Session) -> Self {
        let person = Some(session.person.user_id);
        Self { name: session.id, caller: Ok(Caller { admin: true, organization: String::new(), person }) }
    }
}

/// Counts the request, and lets it through or answers it.
pub async fn admit(limiter: &Limiter, found: ApiResult<Identified>, mut request: Request, next: Next) -> Response {
    let Identified { name, caller } = match found {
        Ok(found) => found,
        Err(error) => return error.into_response(),
    };
    let allowance = limiter.count(&name);
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
