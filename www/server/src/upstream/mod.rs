//! A real deployment behind this server: which keys it gets, and how one call to it is made.

mod calls;
mod forward;
mod names;
mod secrets;
mod statement;

use std::{error::Error, time::Duration};

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Client, Response, Url, redirect::Policy};
use serde_json::{Map, Value};

pub use self::forward::routes;
use self::{calls::Key, secrets::Secrets, statement::Signer};
use crate::{
    body::Fields,
    error::{ApiError, ApiResult},
    session::Person,
    site::address,
};

const CONNECT: Duration = Duration::from_secs(5);
/// The largest answer read.
const LARGEST: usize = 16 * 1024 * 1024;
/// What stays as it is in a path.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where to forward to, and the secrets for it.
#[derive(Clone)]
pub struct UpstreamOptions {
    /// The deployment's address.
    pub url: String,
    /// The address of `/api/v1/external`, when that is elsewhere.
    pub consents_url: Option<String>,
    /// For every call but the user status.
    pub consent_key: String,
    /// For the user status, and nothing else.
    pub admin_key: String,
    /// The organization's slug.
    pub org_id: String,
    /// What the application's own login signs with.
    pub session_secret: String,
    /// How long a request may take at most.
    pub timeout: Duration,
}

impl UpstreamOptions {
    /// Takes everything that the command line does not say from the environment.
    ///
    /// # Errors
    /// A sentence that names what is missing.
    pub fn from_env(url: String, consents_url: Option<String>) -> Result<Self, String> {
        let read = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let mut missing = Vec::new();
        let mut need = |name| read(name).unwrap_or_else(|| (missing.push(name), String::new()).1);
        let options = Self {
            url,
            consents_url: consents_url.or_else(|| read("TRUCONSENT_STATUS_URL")),
            consent_key: need("TRUCONSENT_CONSENT_KEY"),
            admin_key: need("TRUCONSENT_ADMIN_KEY"),
            org_id: need("TRUCONSENT_ORG_ID"),
            session_secret: need("TRUCONSENT_SESSION_SECRET"),
            timeout: Duration::from_secs(30),
        };
        if missing.is_empty() {
            return Ok(options);
        }
        Err(format!("--upstream needs in its environment: {}.", missing.join(", ")))
    }
}

/// The deployment, ready to be called.
pub struct Upstream {
    client: Client,
    url: String,
    consents_url: String,
    consent_key: HeaderValue,
    admin_key: HeaderValue,
    org_id: HeaderValue,
    signer: Signer,
    secrets: Secrets,
    timeout: Duration,
}

impl Upstream {
    pub fn new(options: &UpstreamOptions) -> Result<Self, String> {
        let base = |text: &str| match address(text) {
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
        let client = Client::builder()
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
            client,
            url: base(&options.url)?,
            consents_url: base(options.consents_url.as_ref().unwrap_or(&options.url))?,
            consent_key: secret("TRUCONSENT_CONSENT_KEY", &options.consent_key)?,
            admin_key: secret("TRUCONSENT_ADMIN_KEY", &options.admin_key)?,
            org_id: secret("TRUCONSENT_ORG_ID", &options.org_id)?,
            signer: Signer::new(&options.session_secret)?,
            secrets: Secrets::new([&options.consent_key, &options.admin_key, &options.session_secret]),
            timeout: options.timeout,
        })
    }

    /// The person for whom the application's own login has signed.
    pub fn signed_for(&self, user_id: &str, fields: &Fields) -> ApiResult<Person> {
        check_id(user_id)?;
        self.signer.verify(user_id, fields)?;
        Ok(Person { user_id: user_id.to_owned(), name: user_id.to_owned() })
    }

    /// Makes one call; `id` is for the place in the path that has a name.
    async fn call(&self, key: Key, method: &Method, path: &str, id: &str, payload: Payload<'_>) -> ApiResult<Answer> {
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
        let request = self.client.request(method.clone(), url).headers(headers).body(body);
        let response = request.send().await.map_err(|cause| failed(&cause))?;
        if response.status().is_redirection() {
            return Err(bad_gateway("answered with a redirect"));
        }
        Answer::read(response).await
    }
}

/// What a call carries beside its path.
enum Payload<'a> {
    Nothing,
    Query(&'a str, &'a str),
    Json(&'a Map<String, Value>),
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
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

/// Refuses ids that some server on the way might take for a part of the path, encoded or not.
fn check_id(id: &str) -> ApiResult<()> {
    let path = |c: char| c.is_control() || matches!(c, '/' | '\\' | '%');
    if matches!(id, "" | "." | "..") || id.contains(path) {
        return Err(ApiError::bad_request("The id is not valid"));
    }
    Ok(())
}

fn bad_gateway(what: &str) -> ApiError {
    ApiError::new(StatusCode::BAD_GATEWAY, format!("The upstream {what}"))
}

fn too_slow() -> ApiError {
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
