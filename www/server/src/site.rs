//! Where the server's own pages stand: the host names it answers to, and the origin that may write.

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::error::{ApiError, ApiResult};

fn serves(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => &host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// Browsers send the cookie whichever page makes the request, so a write must come from this server's own pages.
pub fn own_origin(headers: &HeaderMap) -> ApiResult<()> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let own = text(header::HOST).map(|host| format!("http://{host}"));
    let cross_site = headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    if own.is_some() && text(header::ORIGIN) == own.as_deref() && !cross_site {
        return Ok(());
    }
    Err(ApiError::forbidden("A session's requests must come from this server's own origin"))
}

/// Refuses a request that does not come from the server's own pages, before its body is read.
pub struct OwnOrigin;

impl<S: Send + Sync> FromRequestParts<S> for OwnOrigin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> ApiResult<Self> {
        own_origin(&parts.headers).map(|()| Self)
    }
}

/// Refuses every other host name: a foreign name that resolves to this machine is an attack.
pub async fn known_host(request: Request, next: Next) -> Response {
    if request.headers().get_all(header::HOST).iter().count() > 1 {
        return ApiError::bad_request("A request names one host").into_response();
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if serves(host) {
        return next.run(request).await;
    }
    ApiError::new(StatusCode::MISDIRECTED_REQUEST, "This host name is not served here").into_response()
}
