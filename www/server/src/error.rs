//! Every failure the API answers with: a status and `{"error": "…"}`.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rusqlite::ErrorCode;
use serde_json::json;

/// A status, and a sentence for the caller.
#[derive(Debug)]
pub struct ApiError {
    pub status: StatusCode,
    pub message: String,
    /// Nothing has happened, and the same may work in a moment.
    is_passing: bool,
}

pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), is_passing: false }
    }

    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub fn unauthorized(message: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, message)
    }

    pub fn forbidden(message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }

    pub fn busy() -> Self {
        Self::passing("The database is busy, try again")
    }

    fn passing(message: &str) -> Self {
        Self { is_passing: true, ..Self::new(StatusCode::SERVICE_UNAVAILABLE, message) }
    }

    pub fn not_found(message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(json!({ "error": self.message }))).into_response();
        if self.is_passing {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

/// The answer where there is no such call.
pub async fn unknown_path() -> ApiError {
    ApiError::not_found("Not found")
}

/// The answer where a call has other methods.
pub async fn wrong_method() -> ApiError {
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
}

/// The caller learns that it failed, the terminal learns why.
fn internal(cause: impl std::fmt::Display) -> ApiError {
    tracing::error!(%cause, "unexpected");
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "Unexpected server error")
}

impl From<rusqlite::Error> for ApiError {
    fn from(cause: rusqlite::Error) -> Self {
        match cause.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::busy(),
            Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => {
                tracing::error!(%cause, "the database cannot be written");
                Self::passing("The database has no room, try again")
            }
            _ => internal(cause),
        }
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(cause: serde_json::Error) -> Self {
        internal(cause)
    }
}

impl From<tokio::task::JoinError> for ApiError {
    fn from(cause: tokio::task::JoinError) -> Self {
        internal(cause)
    }
}
