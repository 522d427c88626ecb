//! Calling the deployment.

use std::{error::Error, time::Duration};

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use reqwest::redirect::Policy;
use truconsent_gateway::{Failure, Upstream};

const CONNECT: Duration = Duration::from_secs(5);
/// Larger answers are refused.
const LARGEST: usize = 16 * 1024 * 1024;

/// The deployment, ready to be called.
pub struct Client {
    http: reqwest::Client,
    /// How long a request may take, with what has to be asked before it.
    pub timeout: Duration,
}

impl Client {
    pub fn new(timeout: Duration) -> Result<Self, String> {
        // Fails when one is installed already, which will do.
        rustls::crypto::ring::default_provider().install_default().ok();
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .redirect(Policy::none())
            // The keys must not reach a proxy on the way.
            .no_proxy()
            // Nothing encoded is asked for, and what comes all the same is refused.
            .no_brotli()
            .no_deflate()
            .no_gzip()
            .no_zstd()
            .build()
            .map_err(|cause| format!("The upstream cannot be called: {}.", reason(&cause)))?;
        Ok(Self { http, timeout })
    }

    /// Makes one request, and reads its answer to the end.
    pub async fn send(&self, request: &Upstream) -> Result<(StatusCode, HeaderMap, Vec<u8>), Failure> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        for (name, value) in &request.headers {
            let mut value = HeaderValue::from_str(value).map_err(|_| Failure::Unreachable)?;
            value.set_sensitive(true);
            headers.insert(HeaderName::from_static(name), value);
        }
        let method = Method::from_bytes(request.method.as_bytes()).map_err(|_| Failure::Unreachable)?;
        let asked =
            self.http.request(method, &request.url).headers(headers).body(request.body.clone().unwrap_or_default());
        let mut answer = asked.send().await.map_err(|cause| failed(&cause))?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|cause| failed(&cause))? {
            if body.len() + chunk.len() > LARGEST {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok((answer.status(), std::mem::take(answer.headers_mut()), body))
    }
}

fn failed(cause: &reqwest::Error) -> Failure {
    tracing::warn!(cause = reason(cause), "upstream");
    if cause.is_timeout() { Failure::TooSlow } else { Failure::Unreachable }
}

/// The innermost cause. The outermost error names the address, and with it the person.
fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    if std::ptr::addr_eq(cause, error) { "unknown".to_owned() } else { cause.to_string() }
}
