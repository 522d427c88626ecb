//! The demo's files and the package's, as they are in their folders. Beside a file may lie its compressed copy, made by
//! the build: `app.js.br`.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use tokio::fs;
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

use crate::{error::ApiError, policy};

/// Everything but the page itself.
pub fn router(root: &Path, pkg: &Path) -> Router {
    Router::new().nest_service("/pkg", folder(pkg)).fallback_service(folder(root))
}

fn folder(path: &Path) -> Router {
    let files = ServeDir::new(path).append_index_html_on_directories(false).precompressed_br();
    let header = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    Router::new()
        .fallback_service(files)
        .layer(from_fn_with_state(Arc::<Path>::from(path), only_public_files))
        .layer(header(header::CACHE_CONTROL, "no-cache"))
        .layer(header(header::VARY, "Accept-Encoding"))
        .layer(policy::layer())
}

async fn only_public_files(State(folder): State<Arc<Path>>, mut request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed").into_response();
    }
    let Some((path, kind)) = find(&folder, request.uri().path()).await else { return missing() };
    if !has_current_copy(&path).await {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(header::CONTENT_TYPE) {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    response
}

/// The file at an address, and its type; `None` for what is never served.
async fn find(folder: &Path, address: &str) -> Option<(PathBuf, &'static str)> {
    let address = percent_decode_str(address.strip_prefix('/')?).decode_utf8().ok()?;
    let parts: Vec<&str> = address.split('/').collect();
    let plain = |part: &&str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ':']);
    // `www/server` is this program's source.
    if !parts.iter().all(plain) || parts.first()?.eq_ignore_ascii_case("server") {
        return None;
    }
    let kind = kind(parts.last()?)?;
    // A link that leads out of the folder is not followed.
    let path = fs::canonicalize(folder.join(&*address)).await.ok()?;
    let inside = path.starts_with(fs::canonicalize(folder).await.ok()?);
    (inside && fs::metadata(&path).await.ok()?.is_file()).then_some((path, kind))
}

/// Whether the compressed copy is of the file as it is now: somebody may be working on it.
async fn has_current_copy(file: &Path) -> bool {
    let changed = async |path: &Path| {
        let metadata = fs::symlink_metadata(path).await.ok()?;
        if metadata.is_file() { metadata.modified().ok() } else { None }
    };
    let mut copy = file.as_os_str().to_owned();
    copy.push(".br");
    matches!((changed(file).await, changed(Path::new(&copy)).await), (Some(file), Some(copy)) if file <= copy)
}

/// What is served, by its name's ending; nothing else is, the compressed copies under their own names neither.
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

fn missing() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (StatusCode::NOT_FOUND, kind, "There is no such page.\n").into_response()
}
