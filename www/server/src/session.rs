//! Sessions for browsers: a cookie names the data principal, and no key ever reaches the page.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    App, auth,
    body::Fields,
    db::hash,
    error::{ApiError, ApiResult},
};

/// Sessions kept; the oldest go first.
const SESSIONS: i64 = 1000;
/// The cookie of somebody who signed out, and does not want a new session.
const SIGNED_OUT: &str = "none";

/// The one who signed in, as told to the page.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    pub user_id: String,
    pub name: String,
}

pub struct Session {
    pub hash: String,
    pub user_id: String,
    pub name: String,
}

/// What the cookie says.
pub enum Visitor {
    /// No cookie, or one that is not known here.
    New,
    SignedOut,
    Person(Session),
}

/// Reads the session cookie.
pub async fn visitor(app: &App, headers: &HeaderMap) -> ApiResult<Visitor> {
    let token = match token(headers) {
        None => return Ok(Visitor::New),
        Some(SIGNED_OUT) => return Ok(Visitor::SignedOut),
        Some(token) => hash(token),
    };
    app.db
        .run(move |tx| {
            let sql = "SELECT user_id, name FROM sessions JOIN people USING (user_id) WHERE hash = ?";
            let found = tx.query_row(sql, [&token], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
            Ok(match found {
                Some((user_id, name)) => Visitor::Person(Session { hash: token, user_id, name }),
                None => Visitor::New,
            })
        })
        .await
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|value| value.split(';')).find_map(|pair| pair.trim().strip_prefix("session="))
}

/// Starts a session for somebody on the sign-in list, and makes its cookie.
pub fn start(tx: &Connection, user_id: &str) -> ApiResult<HeaderValue> {
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    tx.execute("INSERT INTO sessions (hash, user_id) VALUES (?, ?)", [&hash(&token), user_id])?;
    tx.execute("DELETE FROM sessions WHERE seq <= (SELECT max(seq) FROM sessions) - ?", [SESSIONS])?;
    cookie(&token)
}

/// The first on the sign-in list: a stranger sees the demo at once.
pub fn first_person(tx: &Connection) -> ApiResult<Option<Person>> {
    let sql = "SELECT user_id, name FROM people ORDER BY seq LIMIT 1";
    Ok(tx.query_row(sql, [], |r| Ok(Person { user_id: r.get(0)?, name: r.get(1)? })).optional()?)
}

fn cookie(token: &str) -> ApiResult<HeaderValue> {
    HeaderValue::try_from(format!("session={token}; HttpOnly; SameSite=Strict; Path=/"))
        .map_err(|_| ApiError::bad_request("The session cannot be named"))
}

fn end(tx: &Connection, headers: &HeaderMap) -> ApiResult<()> {
    if let Some(token) = token(headers) {
        tx.execute("DELETE FROM sessions WHERE hash = ?", [hash(token)])?;
    }
    Ok(())
}

/// `GET /session/people`
pub async fn people(State(app): State<Arc<App>>) -> ApiResult<Response> {
    #[derive(Serialize)]
    struct Listed {
        #[serde(flatten)]
        person: Person,
        note: String,
    }
    let people = app.db.run(|tx| {
        let mut statement = tx.prepare("SELECT user_id, name, note FROM people ORDER BY seq")?;
        let rows = statement.query_map([], |r| {
            Ok(Listed { person: Person { user_id: r.get(0)?, name: r.get(1)? }, note: r.get(2)? })
        })?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    });
    Ok(Json(people.await?).into_response())
}

/// `GET /session`
pub async fn current(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult<Json<Person>> {
    match visitor(&app, &headers).await? {
        Visitor::Person(Session { user_id, name, .. }) => Ok(Json(Person { user_id, name })),
        Visitor::New | Visitor::SignedOut => Err(ApiError::not_found("Nobody is signed in")),
    }
}

/// `POST /session`: signs in as somebody on the list, always under a new token.
pub async fn sign_in(State(app): State<Arc<App>>, headers: HeaderMap, fields: Fields) -> ApiResult<Response> {
    auth::own_origin(&headers)?;
    let user_id = fields.required("user_id")?;
    let signed_in = app.db.run(move |tx| {
        let sql = "SELECT name FROM people WHERE user_id = ?";
        let name = tx.query_row(sql, [&user_id], |r| r.get(0)).optional()?;
        let name = name.ok_or_else(|| ApiError::not_found("Nobody on the sign-in list has this user_id"))?;
        end(tx, &headers)?;
        Ok((start(tx, &user_id)?, Person { user_id, name }))
    });
    let (cookie, person) = signed_in.await?;
    Ok(([(header::SET_COOKIE, cookie)], Json(person)).into_response())
}

/// `DELETE /session`
pub async fn sign_out(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult<Response> {
    auth::own_origin(&headers)?;
    app.db.run(move |tx| end(tx, &headers)).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie(SIGNED_OUT)?)]).into_response())
}
