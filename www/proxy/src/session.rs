//! Signing in with a token of the application's login, and out.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Extension, Json, Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::{Deserialize, Serialize};
use tokio::time;

use crate::{
    address::of_client,
    limits::Kind,
    person::KEYS_AWAY,
    proxy::Proxy,
    refusal::{LATE_BODY, NOBODY, Refusal},
    serve::Peer,
    tokens::{Unread, now},
};

/// A token that signs in is meant to be used at once, in seconds.
const LONGEST: u64 = 5 * 60;
/// What clocks may differ by, in seconds.
const LEEWAY: u64 = 30;
/// The largest body, in bytes.
const BODY: usize = 16 * 1024;

const FOREIGN: Refusal =
    Refusal::new(StatusCode::FORBIDDEN, "A session's requests must come from this server's own origin");
const UNSIGNED: Refusal =
    Refusal::new(StatusCode::FORBIDDEN, "This sign-in is not signed by the application, or not for now");
const USED: Refusal = Refusal::new(StatusCode::FORBIDDEN, "This sign-in was used before, or has no jti");
const NO_JSON: Refusal = Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Content-Type must be application/json");
const NO_TOKEN: Refusal = Refusal::new(StatusCode::BAD_REQUEST, "The body must be a JSON object with a token");
const TOO_LARGE: Refusal = Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "The request body is too large");

#[derive(Deserialize)]
struct SignIn {
    token: String,
}

#[derive(Serialize)]
struct SignedIn {
    user_id: String,
    /// In seconds since 1970.
    expires: u64,
}

pub fn router() -> Router<Arc<Proxy>> {
    Router::new().route("/session", get(current).post(sign_in).delete(sign_out))
}

/// `GET /session`: who is signed in.
async fn current(State(proxy): State<Arc<Proxy>>, headers: HeaderMap) -> Result<Response, Refusal> {
    let session = proxy.cookies.read(&headers).ok_or(NOBODY)?;
    proxy.store.check(&session).await?;
    Ok(answer(SignedIn { user_id: session.person, expires: session.until }))
}

/// `POST /session` with `{ "token": "…" }`.
async fn sign_in(
    State(proxy): State<Arc<Proxy>>,
    Extension(Peer(peer)): Extension<Peer>,
    request: Request,
) -> Result<Response, Refusal> {
    let outcome = signed_in(&proxy, peer, request).await;
    proxy.metrics.signed_in(outcome.is_ok());
    outcome
}

async fn signed_in(proxy: &Proxy, peer: SocketAddr, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    from_own_page(proxy, &parts.headers)?;
    let client = of_client(peer, &parts.headers, proxy.trusted_hops);
    proxy.store.count(Kind::SignIns, &format!("address {client}")).await?;
    let SignIn { token } = read(&parts.headers, body, proxy.client_time).await?;
    let claims = proxy.tokens.read(&token).await.map_err(|why| match why {
        Unread::Invalid => UNSIGNED,
        Unread::NoKeys => KEYS_AWAY,
    })?;
    if claims.exp > now() + LONGEST + LEEWAY {
        return Err(UNSIGNED);
    }
    proxy.store.count(Kind::SignIns, &format!("person {}", claims.sub)).await?;
    if !proxy.store.is_first(&claims).await? {
        return Err(USED);
    }
    // The session that was there is over, here and everywhere.
    if let Some(old) = proxy.cookies.read(&parts.headers) {
        proxy.store.end(&old).await?;
    }
    let session = proxy.cookies.session(claims.sub, proxy.store.epoch().await?);
    let cookie = proxy.cookies.header(Some(&session));
    let mut response = answer(SignedIn { user_id: session.person, expires: session.until });
    response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}

/// `DELETE /session`
async fn sign_out(State(proxy): State<Arc<Proxy>>, headers: HeaderMap) -> Result<Response, Refusal> {
    from_own_page(&proxy, &headers)?;
    // The cookie stays until the session is really over: then it can be tried again.
    if let Some(session) = proxy.cookies.read(&headers) {
        proxy.store.end(&session).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().extend(proxy.cookies.header(None).map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}

/// Browsers send the cookie whichever page makes the request.
fn from_own_page(proxy: &Proxy, headers: &HeaderMap) -> Result<(), Refusal> {
    let mut origins = headers.get_all(header::ORIGIN).iter();
    let own = origins
        .next()
        .and_then(|origin| origin.to_str().ok())
        .is_some_and(|origin| proxy.gateway.is_own_origin(origin));
    let is_foreign = headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    if own && origins.next().is_none() && !is_foreign { Ok(()) } else { Err(FOREIGN) }
}

async fn read(headers: &HeaderMap, body: Body, limit: Duration) -> Result<SignIn, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return Err(NO_JSON);
    }
    let bytes = time::timeout(limit, to_bytes(body, BODY)).await.map_err(|_| LATE_BODY)?.map_err(|_| TOO_LARGE)?;
    serde_json::from_slice(&bytes).map_err(|_| NO_TOKEN)
}

fn answer(said: SignedIn) -> Response {
    let mut response = Json(said).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}
