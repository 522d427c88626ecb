//! Sessions for browsers: a cookie names the data principal, and no key ever reaches the page.

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    routing::get,
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    db::Db,
    error::{ApiError, ApiResult},
    secret::hash,
    site::OwnOrigin,
};

const COOKIE: &str = "session";
/// How many sessions are kept; the oldest are dropped first.
const KEPT: i64 = 100_000;
/// How long a session lasts, in seconds.
const LIFETIME: i64 = 12 * 60 * 60;
/// The token of a visitor who signed out, and must not be signed in again unasked.
const SIGNED_OUT: &str = "none";

/// The data principal who is signed in, as the page gets to know them.
#[derive(Clone, Serialize)]
pub struct Person {
    pub user_id: String,
    pub name: String,
}

pub struct Session {
    /// The token's hash.
    pub id: String,
    pub person: Person,
}

/// What the cookie says.
pub enum Visitor {
    /// No cookie, or one that is not known here.
    New,
    SignedOut,
    SignedIn(Session),
}

/// The sessions in the database, and the cookie that names them.
#[derive(Clone)]
pub struct Sessions {
    db: Db,
}

impl Sessions {
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// Reads the session cookie.
    pub async fn visitor(&self, headers: &HeaderMap) -> ApiResult<Visitor> {
        let id = match self.token(headers) {
            None => return Ok(Visitor::New),
            Some(token) if token == SIGNED_OUT => return Ok(Visitor::SignedOut),
            Some(token) => hash(&token),
        };
        self.db
            .read(move |tx| {
                let sql = "SELECT user_id, name FROM sessions WHERE hash = ? AND expires > unixepoch()";
                let person = |row: &rusqlite::Row<'_>| Ok(Person { user_id: row.get(0)?, name: row.get(1)? });
                let found = tx.query_row(sql, [&id], person).optional()?;
                Ok(found.map_or(Visitor::New, |person| Visitor::SignedIn(Session { id, person })))
            })
            .await
    }

    /// Starts a session under a new token, in place of the one that the cookie names.
    pub async fn start(&self, headers: &HeaderMap, person: Person) -> ApiResult<CookieJar> {
        let old = self.token(headers);
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let new = hash(&token);
        let started = self.db.run(move |tx| {
            end(tx, old)?;
            let sql = "INSERT INTO sessions (hash, user_id, name, expires) VALUES (?, ?, ?, unixepoch() + ?)";
            tx.execute(sql, (new, person.user_id, person.name, LIFETIME))?;
            let sql = "DELETE FROM sessions WHERE expires <= unixepoch() OR seq <= (SELECT max(seq) FROM sessions) - ?";
            tx.execute(sql, [KEPT])?;
            Ok(())
        });
        started.await?;
        Ok(cookie(token))
    }

    /// What the session's cookie holds. Names are not percent-decoded.
    fn token(&self, headers: &HeaderMap) -> Option<String> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut cookies = cookies.flat_map(Cookie::split_parse).flatten();
        cookies.find(|cookie| cookie.name() == COOKIE).map(|cookie| cookie.value().to_owned())
    }
}

fn cookie(token: String) -> CookieJar {
    let cookie = Cookie::build((COOKIE, token)).http_only(true).same_site(SameSite::Strict).path("/");
    CookieJar::new().add(cookie)
}

fn end(tx: &Connection, token: Option<String>) -> ApiResult<()> {
    if let Some(token) = token {
        tx.execute("DELETE FROM sessions WHERE hash = ?", [hash(&token)])?;
    }
    Ok(())
}

/// Signing in is added by the list of people.
pub fn router() -> Router<Sessions> {
    Router::new().route("/", get(current).delete(sign_out))
}

/// `GET /session`
async fn current(State(sessions): State<Sessions>, headers: HeaderMap) -> ApiResult<Json<Person>> {
    match sessions.visitor(&headers).await? {
        Visitor::SignedIn(session) => Ok(Json(session.person)),
        Visitor::New | Visitor::SignedOut => Err(ApiError::not_found("Nobody is signed in")),
    }
}

/// `DELETE /session`
async fn sign_out(
    State(sessions): State<Sessions>,
    _: OwnOrigin,
    headers: HeaderMap,
) -> ApiResult<(StatusCode, CookieJar)> {
    let token = sessions.token(&headers);
    sessions.db.run(move |tx| end(tx, token)).await?;
    Ok((StatusCode::NO_CONTENT, cookie(SIGNED_OUT.to_owned())))
}
