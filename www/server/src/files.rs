//! The demo's files: the page with its data principal, and everything it loads.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use crate::{
    App,
    error::{ApiError, ApiResult},
    session::{self, Person, Visitor},
};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";
/// The place in the page that the server fills.
const SLOT: &str = r#"<meta name="data-principal" content="">"#;
/// Below this, compressing gains nothing.
const SMALL: usize = 256;
/// Compressed files kept; files change while somebody works on them.
const KEPT: usize = 200;

pub struct Files {
    root: PathBuf,
    pkg: PathBuf,
    /// Brotli by the content's hash: each content is compressed once, and slowly.
    compressed: Arc<Mutex<HashMap<String, Bytes>>>,
}

struct File {
    kind: &'static str,
    hash: String,
    bytes: Bytes,
    brotli: Option<Bytes>,
}

impl Files {
    pub fn new(root: &Path, pkg: &Path) -> Self {
        Self { root: root.to_owned(), pkg: pkg.to_owned(), compressed: Arc::default() }
    }

    /// Reads a file by the path of its address, changed by `fill`.
    async fn read<F>(&self, address: &str, brotli: bool, fill: F) -> ApiResult<Option<File>>
    where
        F: FnOnce(Vec<u8>) -> Vec<u8> + Send + 'static,
    {
        let Some((folder, path, kind)) = self.locate(address) else { return Ok(None) };
        let compressed = self.compressed.clone();
        let reading = tokio::task::spawn_blocking(move || {
            // A link that leads out of the folder is not followed.
            let path = path.canonicalize().ok()?;
            if !path.starts_with(folder.canonicalize().ok()?) {
                return None;
            }
            let bytes = Bytes::from(fill(std::fs::read(path).ok()?));
            let hash: String = Sha256::digest(&bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
            let brotli = (brotli && bytes.len() >= SMALL).then(|| compress(&compressed, &hash, &bytes)).flatten();
            Some(File { kind, hash, bytes, brotli })
        });
        Ok(reading.await?)
    }

    /// The folder, the file and its type; `None` for what is never served.
    fn locate(&self, address: &str) -> Option<(PathBuf, PathBuf, &'static str)> {
        let address = percent_decode_str(address.strip_prefix('/')?).decode_utf8().ok()?;
        let mut parts: Vec<&str> = address.split('/').collect();
        let plain = |part: &&str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ':']);
        if !parts.iter().all(plain) {
            return None;
        }
        let folder = match *parts.first()? {
            name if name.eq_ignore_ascii_case("server") => return None,
            "pkg" => {
                parts.remove(0);
                &self.pkg
            }
            _ => &self.root,
        };
        let kind = kind(parts.last()?)?;
        Some((folder.clone(), parts.iter().fold(folder.clone(), |path, part| path.join(part)), kind))
    }
}

fn kind(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "ts" | "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

fn compress(kept: &Mutex<HashMap<String, Bytes>>, hash: &str, bytes: &Bytes) -> Option<Bytes> {
    // Locked while compressing: a second request for the same file waits instead of doing the same work.
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = kept.get(hash) {
        return Some(found.clone());
    }
    let mut out = Vec::new();
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_ref(), &mut out, &best).ok()?;
    let out = Bytes::from(out);
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(hash.to_owned(), out.clone());
    Some(out)
}

/// `GET /`: the page, with the data principal of the session in it.
pub async fn index(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult<Response> {
    let (person, token) = match session::visitor(&app, &headers).await? {
        Visitor::New if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") => return Ok(arrival()),
        Visitor::Person(found) => (Some(Person { user_id: found.user_id, name: found.name }), None),
        Visitor::SignedOut => (None, None),
        Visitor::New if app.upstream.is_some() => (None, None),
        Visitor::New => {
            let begin = app.db.run(|tx| {
                let Some(person) = session::first_person(tx)? else { return Ok((None, None)) };
                let token = session::start(tx, &person)?;
                Ok((Some(person), Some(token)))
            });
            begin.await?
        }
    };
    let content = person.map(|person| serde_json::to_string(&person)).transpose()?.unwrap_or_default();
    let filled = SLOT.replace(r#"content="""#, &format!(r#"content="{}""#, escape(&content)));
    let fill = move |page: Vec<u8>| String::from_utf8_lossy(&page).replacen(SLOT, &filled, 1).into_bytes();
    let Some(file) = app.files.read("/index.html", accepts_brotli(&headers), fill).await? else {
        return Ok(missing());
    };
    let mut response = answer(file);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::ETAG);
    if let Some(token) = token {
        headers.insert(header::SET_COOKIE, app.site.cookie(&token)?);
    }
    Ok(response)
}

/// A link on a foreign page leads here without the cookie, although there may be one. A page that loads itself again
/// brings it along; starting a session at once would replace it.
fn arrival() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    let page = r#"<!doctype html><meta http-equiv="refresh" content="0"><title>truConsent</title>"#;
    let mut response = (headers, page).into_response();
    guard(&mut response);
    response
}

fn escape(text: &str) -> String {
    let escapes = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    escapes.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Every other file.
pub async fn file(State(app): State<Arc<App>>, method: Method, uri: Uri, headers: HeaderMap) -> ApiResult<Response> {
    if method != Method::GET && method != Method::HEAD {
        return Err(ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed"));
    }
    let Some(file) = app.files.read(uri.path(), accepts_brotli(&headers), |bytes| bytes).await? else {
        return Ok(missing());
    };
    let mut response = answer(file);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    if tag.is_some_and(|tag| known.split(',').any(|k| k.trim().trim_start_matches("W/") == tag || k.trim() == "*")) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
            response.headers_mut().remove(name);
        }
    }
    Ok(response)
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case("br") && !refused
    })
}

fn answer(file: File) -> Response {
    let File { kind, hash, bytes, brotli } = file;
    let tag = if brotli.is_some() { format!("\"{hash}-br\"") } else { format!("\"{hash}\"") };
    let encoding = brotli.is_some().then_some((header::CONTENT_ENCODING, "br"));
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ETAG, tag),
        (header::VARY, "Accept-Encoding".to_owned()),
    ];
    let mut response = (headers, AppendHeaders(encoding), brotli.unwrap_or(bytes)).into_response();
    guard(&mut response);
    response
}

fn missing() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    let mut response = (StatusCode::NOT_FOUND, headers, "There is no such page.\n").into_response();
    guard(&mut response);
    response
}

/// What the browser must hold the page to.
fn guard(response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
}
