//! The demo's page, with the session's data principal in it.

use std::{path::Path, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use axum_extra::extract::CookieJar;
use tower_http::{compression::CompressionLayer, set_header::SetResponseHeaderLayer};

use crate::{
    error::ApiResult,
    people::People,
    policy,
    sessions::{Person, Sessions, Visitor},
};

/// The tag in the page that the server fills in.
const SLOT: &str = r#"<meta name="data-principal" content="">"#;

#[derive(Clone)]
struct Page {
    file: Arc<Path>,
    sessions: Sessions,
    people: People,
}

pub fn router(root: &Path, sessions: Sessions, people: People) -> Router {
    let no_store = SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Router::new()
        .route("/", get(show))
        .route("/index.html", get(show))
        .with_state(Page { file: root.join("index.html").into(), sessions, people })
        // The page differs from person to person, so the build cannot compress it.
        .layer(CompressionLayer::new())
        .layer(no_store)
        .layer(policy::layer())
}

/// `GET /`
async fn show(State(page): State<Page>, headers: HeaderMap) -> ApiResult<Response> {
    let (person, cookie) = match page.sessions.visitor(&headers).await? {
        Visitor::SignedIn(session) => (Some(session.person), None),
        Visitor::SignedOut => (None, None),
        Visitor::New if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") => return Ok(arrival()),
        Visitor::New => match page.people.welcome(&headers).await {
            // Nobody can be signed in while the database is busy; the page itself is there, and offers it.
            Err(error) if error.status == StatusCode::SERVICE_UNAVAILABLE => (None, None),
            welcomed => welcomed?.unzip(),
        },
    };
    let Ok(html) = tokio::fs::read_to_string(&page.file).await else {
        return Ok((StatusCode::NOT_FOUND, "There is no such page.\n").into_response());
    };
    Ok((cookie.unwrap_or_else(CookieJar::new), Html(filled(&html, person.as_ref())?)).into_response())
}

fn filled(html: &str, person: Option<&Person>) -> ApiResult<String> {
    let content = person.map(serde_json::to_string).transpose()?.unwrap_or_default();
    Ok(html.replacen(SLOT, &SLOT.replace(r#"content="""#, &format!(r#"content="{}""#, escape(&content))), 1))
}

/// A link on a foreign page leads here without the cookie, although there may be one. A page that loads itself again
/// brings it along; starting a session at once would replace it.
fn arrival() -> Response {
    Html(r#"<!doctype html><meta http-equiv="refresh" content="0"><title>truConsent</title>"#).into_response()
}

fn escape(text: &str) -> String {
    let escapes = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    escapes.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
