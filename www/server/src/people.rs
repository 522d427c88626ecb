//! The demo's sign-in list: its people are seeded, and nobody has to prove anything.

use axum::{
    Json, Router,
    extract::State,
    http::HeaderMap,
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use rusqlite::OptionalExtension;
use serde::Serialize;

use crate::{
    body::Fields,
    db::Db,
    error::{ApiError, ApiResult},
    sessions::{Person, Sessions},
    site::OwnOrigin,
};

#[derive(Clone)]
pub struct People {
    db: Db,
    sessions: Sessions,
}

impl People {
    pub fn new(db: Db, sessions: Sessions) -> Self {
        Self { db, sessions }
    }

    /// Signs a new visitor in as the first person on the list: a stranger sees the demo at once.
    pub async fn welcome(&self, headers: &HeaderMap) -> ApiResult<Option<(Person, CookieJar)>> {
        let first = self.db.read(|tx| {
            let sql = "SELECT user_id, name FROM people ORDER BY seq LIMIT 1";
            let person = tx.query_row(sql, [], |row| Ok(Person { user_id: row.get(0)?, name: row.get(1)? }));
            Ok(person.optional()?)
        });
        let Some(person) = first.await? else { return Ok(None) };
        let cookie = self.sessions.start(headers, person.clone()).await?;
        Ok(Some((person, cookie)))
    }
}

pub fn router(people: People) -> Router {
    Router::new().route("/", post(sign_in)).route("/people", get(list)).with_state(people)
}

#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    person: Person,
    note: String,
}

/// `GET /session/people`
async fn list(State(people): State<People>) -> ApiResult<Json<Vec<Listed>>> {
    let listed = people.db.read(|tx| {
        let mut statement = tx.prepare("SELECT user_id, name, note FROM people ORDER BY seq")?;
        let rows = statement.query_map([], |row| {
            Ok(Listed { person: Person { user_id: row.get(0)?, name: row.get(1)? }, note: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    });
    listed.await.map(Json)
}

/// `POST /session`: signs in as a person on the list.
async fn sign_in(
    State(people): State<People>,
    _: OwnOrigin,
    headers: HeaderMap,
    fields: Fields,
) -> ApiResult<(CookieJar, Json<Person>)> {
    let user_id = fields.required("user_id")?;
    let person = people.db.read(move |tx| {
        let name = tx.query_row("SELECT name FROM people WHERE user_id = ?", [&user_id], |row| row.get(0));
        let name = name.optional()?;
        let name = name.ok_or_else(|| ApiError::not_found("Nobody on the sign-in list has this user_id"))?;
        Ok(Person { user_id, name })
    });
    let person = person.await?;
    Ok((people.sessions.start(&headers, person.clone()).await?, Json(person)))
}
