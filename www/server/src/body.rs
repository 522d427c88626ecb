//! Reading what the caller sent; whatever is wrong with it is answered in JSON.

use std::time::Duration;

use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Path, Query, Request, rejection::JsonRejection},
    http::{StatusCode, request::Parts},
};
use serde_json::{Map, Value};
use tokio::time;

use crate::error::{ApiError, ApiResult};

/// Larger bodies are refused.
pub const LIMIT: usize = 64 * 1024;

/// How long a request's body may take to arrive; a layer of the router adds it to every request.
#[derive(Clone, Copy)]
pub struct Deadline(pub Duration);

impl Default for Deadline {
    fn default() -> Self {
        Self(Duration::from_secs(30))
    }
}

/// The members of a JSON object body.
pub struct Fields(pub Map<String, Value>);

impl Fields {
    /// A string that must be there, and not blank.
    pub fn required(&self, name: &str) -> ApiResult<String> {
        match self.0.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(text.clone()),
            Some(Value::String(_)) => Err(ApiError::bad_request(format!("{name} must not be empty"))),
            None | Some(Value::Null) => Err(ApiError::bad_request(format!("{name} is required"))),
            Some(_) => Err(ApiError::bad_request(format!("{name} must be a string"))),
        }
    }

    /// `None` when absent, otherwise as `required`.
    pub fn changed(&self, name: &str) -> ApiResult<Option<String>> {
        self.0.contains_key(name).then(|| self.required(name)).transpose()
    }

    /// A string or null: `None` when absent, `Some(None)` when null.
    pub fn nullable(&self, name: &str) -> ApiResult<Option<Option<String>>> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(_) => Ok(Some(Some(self.required(name)?))),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> ApiResult<Self> {
        let Deadline(limit) = request.extensions().get().copied().unwrap_or_default();
        // For the whole body: one that comes drop by drop is late too.
        let read = time::timeout(limit, Json::<Value>::from_request(request, state)).await;
        match read.map_err(|_| late())? {
            Ok(Json(Value::Object(fields))) => Ok(Self(fields)),
            Ok(_) => Err(ApiError::bad_request("The request body must be a JSON object")),
            Err(JsonRejection::MissingJsonContentType(_)) => {
                Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json"))
            }
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "The request body is larger than 64 KB"))
            }
            Err(_) => Err(ApiError::bad_request("The request body is not valid JSON")),
        }
    }
}

/// The answer where a body stays away.
pub fn late() -> ApiError {
    ApiError::new(StatusCode::REQUEST_TIMEOUT, "The request body did not arrive in time")
}

/// The one id in the path, decoded.
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> ApiResult<Self> {
        let Path(id) = Path::from_request_parts(parts, state)
            .await
            .map_err(|_| ApiError::bad_request("The id in the path is not valid"))?;
        Ok(Self(id))
    }
}

/// One parameter of the query.
pub fn query(parts: &Parts, name: &str) -> Option<String> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).ok()?;
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}
