//! The data protection officer.

use axum::{Json, Router, extract::State, routing::get};
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::{
    auth::Caller,
    db::Db,
    error::{ApiError, ApiResult},
};

pub fn router() -> Router<Db> {
    Router::new().route("/dpo", get(show))
}

#[derive(Serialize, Deserialize)]
pub struct Dpo {
    pub id: String,
    pub full_name: String,
    pub email: String,
    pub appointment_date: Option<String>,
    pub qualifications: Option<String>,
    pub responsibilities: Option<String>,
    pub created_at: String,
    pub updated_at: String,
}

/// `GET /dpo`
async fn show(State(db): State<Db>, _: Caller) -> ApiResult<Json<Dpo>> {
    let dpo = db.read(|tx| {
        let sql = "SELECT id, full_name, email, appointment_date, qualifications, responsibilities,
                          created_at, updated_at FROM dpo LIMIT 1";
        let found = tx.query_row(sql, [], |r| {
            Ok(Dpo {
                id: r.get(0)?,
                full_name: r.get(1)?,
                email: r.get(2)?,
                appointment_date: r.get(3)?,
                qualifications: r.get(4)?,
                responsibilities: r.get(5)?,
                created_at: r.get(6)?,
                updated_at: r.get(7)?,
            })
        });
        found.optional()?.ok_or_else(|| ApiError::not_found("No data protection officer is configured"))
    });
    dpo.await.map(Json)
}
