//! What is refused here, before the rules or instead of them.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// An answer in the API's own style, without a word of anybody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    status: StatusCode,
    words: &'static str,
    /// In seconds.
    retry_after: Option<u64>,
}

/// How long to stay away while something that is shared is not there, in seconds.
const AWAY: u64 = 5;

impl Refusal {
    pub const fn new(status: StatusCode, words: &'static str) -> Self {
        Self { status, words, retry_after: None }
    }

    /// Nobody can be let in, or nobody can be told apart, for now.
    pub const fn away(words: &'static str) -> Self {
        Self { retry_after: Some(AWAY), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, words) }
    }

    pub const fn too_often(seconds: u64) -> Self {
        let refusal = Self::new(StatusCode::TOO_MANY_REQUESTS, "Too many requests, try again later");
        Self { retry_after: Some(seconds), ..refusal }
    }
}

pub const NOBODY: Refusal = Refusal::new(StatusCode::UNAUTHORIZED, "Nobody is signed in");
pub const STORE_AWAY: Refusal = Refusal::away("Sessions cannot be looked up for now");
pub const BUSY: Refusal = Refusal::away("Too many answers are under way");
pub const LATE_BODY: Refusal = Refusal::new(StatusCode::REQUEST_TIMEOUT, "The request body did not arrive in time");

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(format!("{{\"error\":\"{}\"}}", self.words)));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
