//! Where the server's own pages stand: the host name it answers to, and the origin that may write.

use std::{net::Ipv4Addr, sync::Arc};

use axum::{
    extract::{FromRef, FromRequestParts, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::Url;

use crate::error::{ApiError, ApiResult};

/// The public origin; without one the server answers on loopback only.
#[derive(Clone)]
pub struct Site(Option<Arc<Origin>>);

struct Origin {
    text: String,
    host: String,
    https: bool,
}

impl Site {
    /// Reads the flag `--origin`.
    pub fn new(origin: Option<&str>) -> Result<Self, String> {
        let Some(text) = origin else { return Ok(Self(None)) };
        let url = safe_address(text).filter(|url| url.path() == "/");
        let url = url.ok_or("--origin must be https://, a host and nothing more (http only on loopback).")?;
        let text = url.origin().ascii_serialization();
        let host = text.split_once("://").map(|(_, host)| host.to_owned()).unwrap_or_default();
        Ok(Self(Some(Arc::new(Origin { text, host, https: url.scheme() == "https" }))))
    }

    fn serves(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        if let Some(origin) = &self.0 {
            // Some clients name the port that goes without saying.
            let port = if origin.https { ":443" } else { ":80" };
            return host == origin.host || host.strip_suffix(port) == Some(&origin.host);
        }
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => &host,
        };
        matches!(name, "127.0.0.1" | "localhost" | "[::1]")
    }

    pub fn is_https(&self) -> bool {
        self.0.as_ref().is_some_and(|origin| origin.https)
    }

    /// Browsers send the cookie whichever page makes the request, so a write must come from this server's own pages.
    pub fn own_origin(&self, headers: &HeaderMap) -> ApiResult<()> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let own = match &self.0 {
            Some(origin) => Some(origin.text.clone()),
            None => text(header::HOST).map(|host| format!("http://{host}")),
        };
        let cross_site = headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
        if own.is_some() && text(header::ORIGIN) == own.as_deref() && !cross_site {
            return Ok(());
        }
        Err(ApiError::forbidden("A session's requests must come from this server's own origin"))
    }
}

/// Refuses a request that does not come from the server's own pages, before its body is read.
pub struct OwnOrigin;

impl<S: Send + Sync> FromRequestParts<S> for OwnOrigin
where
    Site: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> ApiResult<Self> {
        Site::from_ref(state).own_origin(&parts.headers).map(|()| Self)
    }
}

/// Refuses every other host name: a foreign name that resolves to this machine is an attack.
pub async fn known_host(State(site): State<Site>, request: Request, next: Next) -> Response {
    if request.headers().get_all(header::HOST).iter().count() > 1 {
        return ApiError::bad_request("A request names one host").into_response();
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if site.serves(host) {
        return next.run(request).await;
    }
    ApiError::new(StatusCode::MISDIRECTED_REQUEST, "This host name is not served here").into_response()
}

/// An address to which secrets may travel: https, or http that does not leave this machine.
pub fn safe_address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let host = url.host_str()?;
    let loopback = matches!(host, "localhost" | "[::1]") || host.parse().is_ok_and(|ip: Ipv4Addr| ip.is_loopback());
    let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    let safe = url.scheme() == "https" || (url.scheme() == "http" && loopback);
    (plain && safe && url.fragment().is_none()).then_some(url)
}
