//! Calling the deployment: which keys it gets, and how one call to it is made.

use std::{error::Error, time::Duration};

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Response, redirect::Policy};
use serde_json::{Map, Value};
use url::Url;

use super::{calls::Key, options::UpstreamOptions, secrets::Secrets};
use crate::{
    error::{ApiError, ApiResult},
    site::safe_address,
};

const CONNECT: Duration = Duration::from_secs(5);
/// The largest answer read.
const LARGEST: usize = 16 * 1024 * 1024;
/// What stays as it is in a path.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The deployment, ready to be called.
pub struct Client {
    http: reqwest::Client,
    url: String,
    consents_url: String,
    consent_key: HeaderValue,
    admin_key: HeaderValue,
    org_id: HeaderValue,
    pub secrets: Secrets,
    /// How long a request may take, with what has to be asked before it.
    pub timeout: Duration,
}

impl Client {
    pub fn new(options: &UpstreamOptions) -> Result<Self, String> {
        let base = |text: &str| match safe_address(text) {
            Some(url) => Ok(url.as_str().trim_end_matches('/').to_owned()),
            None => Err("The upstream's address must be https (http only on loopback), without user and query."),
        };
        let secret = |name: &str, text: &str| {
            let mut value = HeaderValue::try_from(text).map_err(|_| format!("{name} does not fit into a header."))?;
            value.set_sensitive(true);
            Ok::<_, String>(value)
        };
        // Fails when there is one already, which is just as good.
        rustls::crypto::ring::default_provider().install_default().ok();
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .redirect(Policy::none())
            // The keys go to the upstream, and to nobody on the way.
            .no_proxy()
            // A size is counted as it travels.
            .no_brotli()
            .no_deflate()
            .no_gzip()
            .no_zstd()
            .build()
            .map_err(|cause| format!("The upstream cannot be called: {}.", reason(&cause)))?;
        Ok(Self {
            http,
            url: base(&options.url)?,
            consents_url: base(options.consents_url.as_ref().unwrap_or(&options.url))?,
            consent_key: secret("TRUCONSENT_CONSENT_KEY", &options.consent_key)?,
            admin_key: secret("TRUCONSENT_ADMIN_KEY", &options.admin_key)?,
            org_id: secret("TRUCONSENT_ORG_ID", &options.org_id)?,
            secrets: Secrets::new([&options.consent_key, &options.admin_key, &options.session_secret]),
            timeout: options.timeout,
        })
    }

    /// Makes one call; `id` is for the place in the path that has a name.
    pub async fn call(
        &self,
        key: Key,
        method: &Method,
        path: &str,
        id: &str,
        payload: Payload<'_>,
    ) -> ApiResult<Answer> {
        let base = if key == Key::Admin { &self.consents_url } else { &self.url };
        let id = utf8_percent_encode(id, PLAIN).to_string();
        let parts: Vec<_> = path.split('/').map(|part| if part.starts_with('{') { &id } else { part }).collect();
        let mut url = Url::parse(&format!("{base}{}", parts.join("/"))).map_err(|_| bad_gateway("cannot be named"))?;
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        match key {
            Key::Consent => headers.insert("x-api-key", self.consent_key.clone()),
            Key::Admin => {
                headers.insert("x-org-id", self.org_id.clone());
                headers.insert("x-api-key", self.admin_key.clone())
            }
        };
        let mut body = Vec::new();
        match payload {
            Payload::Nothing => {}
            Payload::Query(name, value) => drop(url.query_pairs_mut().append_pair(name, value)),
            Payload::Json(fields) => {
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                body = serde_json::to_vec(fields)?;
            }
        }
        let request = self.http.request(method.clone(), url).headers(headers).body(body);
        let response = request.send().await.map_err(|cause| failed(&cause))?;
        if response.status().is_redirection() {
            return Err(bad_gateway("answered with a redirect"));
        }
        Answer::read(response).await
    }
}

/// What a call carries beside its path.
pub enum Payload<'a> {
    Nothing,
    Query(&'a str, &'a str),
    Json(&'a Map<String, Value>),
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    async fn read(mut response: Response) -> ApiResult<Self> {
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|cause| failed(&cause))? {
            if body.len() + chunk.len() > LARGEST {
                return Err(bad_gateway("sent too large an answer"));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Self { status, headers, body })
    }
}

pub fn bad_gateway(what: &str) -> ApiError {
    ApiError::new(StatusCode::BAD_GATEWAY, format!("The upstream {what}"))
}

pub fn too_slow() -> ApiError {
    ApiError::new(StatusCode::GATEWAY_TIMEOUT, "The upstream did not answer in time")
}

fn failed(cause: &reqwest::Error) -> ApiError {
    tracing::warn!(cause = reason(cause), "upstream");
    if cause.is_timeout() { too_slow() } else { bad_gateway("cannot be reached, or broke off") }
}

/// Why, from the inside: the outermost error names the address, and so the person.
fn reason(error: &reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    if std::ptr::addr_eq(cause, error) { "unknown".to_owned() } else { cause.to_string() }
}
