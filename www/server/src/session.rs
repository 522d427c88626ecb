//! Sessions for browsers: a cookie names the data principal, and no key ever reaches the page.

use std::sync::Arc;

use axum::{
    Json,
    extract::{FromRequest, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    App,
    body::Fields,
    db::hash,
    error::{ApiError, ApiResult},
};

/// Sessions kept; the oldest go first.
const SESSIONS: i64 = 100_000;
/// How long a session lasts, in seconds.
const LIFETIME: i64 = 12 * 60 * 60;
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
    let token = match app.site.token(headers) {
        None => return Ok(Visitor::New),
        Some(SIGNED_OUT) => return Ok(Visitor::SignedOut),
        Some(token) => hash(token),
    };
    app.db
        .run(move |tx| {
            let sql = "SELECT user_id, name FROM sessions WHERE hash = ? AND expires > unixepoch()";
            let found = tx.query_row(sql, [&token], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
            Ok(match found {
                Some((user_id, name)) => Visitor::Person(Session { hash: token, user_id, name }),
                None => Visitor::New,
            })
        })
        .await
}

/// Starts a session, and answers its token.
pub fn start(tx: &Connection, person: &Person) -> ApiResult<String> {
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let sql = "INSERT INTO sessions (hash, user_id, name, expires) VALUES (?, ?, ?, unixepoch() + ?)";
    tx.execute(sql, (hash(&token), &person.user_id, &person.name, LIFETIME))?;
    let sql = "DELETE FROM sessions WHERE expires <= unixepoch() OR seq <= (SELECT max(seq) FROM sessions) - ?";
    tx.execute(sql, [SESSIONS])?;
    Ok(token)
}

/// The first on the sign-in list: a stranger sees the demo at once.
pub fn first_person(tx: &Connection) -> ApiResult<Option<Person>> {
    let sql = "SELECT user_id, name FROM people ORDER BY seq LIMIT 1";
    Ok(tx.query_row(sql, [], |r| Ok(Person { user_id: r.get(0)?, name: r.get(1)? })).optional()?)
}

fn end(tx: &Connection, token: Option<String>) -> ApiResult<()> {
    if let Some(token) = token {
        tx.execute("DELETE FROM sessions WHERE hash = ?", [token])?;
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
    if app.upstream.is_some() {
        return Ok(Json([(); 0]).into_response());
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

/// `POST /session`: signs in, always under a new token. In the demo as somebody on the list; before an upstream as the
/// person whom the application's own login has signed for.
pub async fn sign_in(State(app): State<Arc<App>>, headers: HeaderMap, request: Request) -> ApiResult<Response> {
    app.site.own_origin(&headers)?;
    let fields = Fields::from_request(request, &app).await?;
    let user_id = fields.required("user_id")?;
    let signed = app.upstream.as_ref().map(|upstream| upstream.signed_for(&user_id, &fields)).transpose()?;
    let old = app.site.token(&headers).map(hash);
    let signed_in = app.db.run(move |tx| {
        let person = match signed {
            Some(person) => person,
            None => listed(tx, user_id)?,
        };
        end(tx, old)?;
        Ok((start(tx, &person)?, person))
    });
    let (token, person) = signed_in.await?;
    Ok(([(header::SET_COOKIE, app.site.cookie(&token)?)], Json(person)).into_response())
}

fn listed(tx: &Connection, user_id: String) -> ApiResult<Person> {
    let name = tx.query_row("SELECT name FROM people WHERE user_id = ?", [&user_id], |r| r.get(0)).optional()?;
    let name = name.ok_or_else(|| ApiError::not_found("Nobody on the sign-in list has this user_id"))?;
    Ok(Person { user_id, name })
}

/// `DELETE /session`
pub async fn sign_out(State(app): State<Arc<App>>, headers: HeaderMap) -> ApiResult<Response> {
    app.site.own_origin(&headers)?;
    let old = app.site.token(&headers).map(hash);
    app.db.run(move |tx| end(tx, old)).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, app.site.cookie(SIGNED_OUT)?)]).into_response())
}
