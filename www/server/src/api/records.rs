//! What grievances and nominees have in common: a table of records, each of one data principal.

use axum::{Json, extract::State, http::StatusCode};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;

use crate::{
    auth::Caller,
    body::Id,
    db::Db,
    error::{ApiError, ApiResult},
};

pub trait Record: Serialize + Send + Sized + 'static {
    const TABLE: &'static str;
    /// The column of the id in the path.
    const ID: &'static str;
    /// What the API calls it.
    const NAME: &'static str;

    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
    /// Writes the record, new or changed.
    fn save(&self, tx: &Connection) -> rusqlite::Result<usize>;
    /// The data principal whose record it is.
    fn person(&self) -> &str;
}

/// The person's records, the newest first.
pub async fn list<R: Record>(State(db): State<Db>, caller: Caller, Id(user_id): Id) -> ApiResult<Json<Vec<R>>> {
    caller.may_act_for(&user_id)?;
    let records = db.read(move |tx| {
        let sql = format!("SELECT * FROM {} WHERE client_user_id = ? ORDER BY created_at DESC, seq DESC", R::TABLE);
        let mut statement = tx.prepare(&sql)?;
        Ok(statement.query_map([user_id], R::read)?.collect::<Result<_, _>>()?)
    });
    records.await.map(Json)
}

/// The answer to a creation, once the record is written.
pub async fn created<R: Record>(db: &Db, caller: &Caller, record: R) -> ApiResult<(StatusCode, Json<R>)> {
    caller.may_act_for(record.person())?;
    let written = db.run(move |tx| {
        record.save(tx)?;
        Ok(record)
    });
    Ok((StatusCode::CREATED, Json(written.await?)))
}

/// The record, if there is one and the caller may touch it.
pub fn find<R: Record>(tx: &Connection, caller: &Caller, id: &str) -> ApiResult<R> {
    let sql = format!("SELECT * FROM {} WHERE {} = ?", R::TABLE, R::ID);
    let found = tx.query_row(&sql, [id], R::read).optional()?;
    let record = found.ok_or_else(|| ApiError::not_found(&format!("{} not found", R::NAME)))?;
    caller.may_act_for(record.person())?;
    Ok(record)
}
