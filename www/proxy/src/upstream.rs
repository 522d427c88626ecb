//! Calling the deployment.

use std::{error::Error, time::Duration};

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use reqwest::redirect::Policy;
use tokio::sync::OwnedSemaphorePermit;
use truconsent_gateway::{Failure, Upstream};

use crate::answers::Answers;

const CONNECT: Duration = Duration::from_secs(5);
/// Larger answers are refused, in bytes.
const LARGEST: usize = 16 * 1024 * 1024;

/// The deployment, ready to be called.
pub struct Client {
    http: reqwest::Client,
    answers: Answers,
}

/// What it answered.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// Its place among all answers under way.
    pub place: OwnedSemaphorePermit,
}

/// Why there is no answer.
pub enum Missing {
    Failed(Failure),
    /// There are too many under way.
    Busy,
}

impl Client {
    pub fn new(answers: Answers) -> Result<Self, String> {
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
        Ok(Self { http, answers })
    }

    /// Makes one request, and reads its answer to the end.
    pub async fn send(&self, request: &Upstream) -> Result<Answered, Missing> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        let unreachable = Missing::Failed(Failure::Unreachable);
        for (name, value) in &request.headers {
            let Ok(mut value) = HeaderValue::from_str(value) else { return Err(unreachable) };
            value.set_sensitive(true);
            headers.insert(HeaderName::from_static(name), value);
        }
        let Ok(method) = Method::from_bytes(request.method.as_bytes()) else { return Err(unreachable) };
        let body = request.body.clone().unwrap_or_default();
        let asked = self.http.request(method, &request.url).headers(headers).body(body);
        let mut answer = asked.send().await.map_err(|cause| failed(&cause))?;
        let mut place = self.answers.place(0).ok_or(Missing::Busy)?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|cause| failed(&cause))? {
            if body.len() + chunk.len() > LARGEST {
                return Err(Missing::Failed(Failure::TooLarge));
            }
            place.merge(self.answers.place(chunk.len()).ok_or(Missing::Busy)?);
            body.extend_from_slice(&chunk);
        }
        Ok(Answered { status: answer.status(), headers: std::mem::take(answer.headers_mut()), body, place })
    }
}

fn failed(cause: &reqwest::Error) -> Missing {
    tracing::warn!(cause = reason(cause), "upstream");
    Missing::Failed(if cause.is_timeout() { Failure::TooSlow } else { Failure::Unreachable })
}

/// The innermost cause. The outermost error names the address, and with it the person.
pub fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    if std::ptr::addr_eq(cause, error) { "unknown".to_owned() } else { cause.to_string() }
}

/// An address to which a question may go whose answer is believed: https, or http that does not leave this machine.
pub fn safe_address(text: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(text) else { return false };
    let host = url.host_str().unwrap_or_default();
    let is_here =
        matches!(host, "localhost" | "[::1]") || host.parse().is_ok_and(|ip: std::net::Ipv4Addr| ip.is_loopback());
    url.username().is_empty()
        && url.password().is_none()
        && (url.scheme() == "https" || url.scheme() == "http" && is_here)
}
