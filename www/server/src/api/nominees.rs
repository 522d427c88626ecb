//! Nominees: those who may act for a data principal.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post, put},
};
use rusqlite::{Connection, Row, named_params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::records::{self, Record};
use crate::{
    auth::Caller,
    body::{Fields, Id},
    clock,
    db::Db,
    error::{ApiError, ApiResult},
    staff,
};

pub fn router() -> Router<Db> {
    Router::new()
        .route("/nominee/user/{user_id}", get(records::list::<Nominee>))
        .route("/nominee", post(create))
        .route("/nominee/{nominee_id}", put(update).delete(delete))
}

#[derive(Serialize, Deserialize)]
pub struct Nominee {
    pub id: String,
    pub client_user_id: String,
    pub nominee_name: String,
    pub nominee_email: String,
    pub nominee_mobile: String,
    pub relationship: String,
    pub purpose_of_appointment: Option<String>,
    pub status: String,
    pub verified_at: Option<String>,
    pub created_at: String,
    pub updated_at: String,
}

impl Record for Nominee {
    const TABLE: &'static str = "nominees";
    const ID: &'static str = "id";
    const NAME: &'static str = "Nominee";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            client_user_id: row.get("client_user_id")?,
            nominee_name: row.get("nominee_name")?,
            nominee_email: row.get("nominee_email")?,
            nominee_mobile: row.get("nominee_mobile")?,
            relationship: row.get("relationship")?,
            purpose_of_appointment: row.get("purpose_of_appointment")?,
            status: row.get("status")?,
            verified_at: row.get("verified_at")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }

    fn save(&self, tx: &Connection) -> rusqlite::Result<usize> {
        tx.execute(
            "INSERT INTO nominees (id, client_user_id, nominee_name, nominee_email, nominee_mobile, relationship,
                                   purpose_of_appointment, status, verified_at, created_at, updated_at)
             VALUES (:id, :user, :name, :email, :mobile, :relationship, :purpose, :status, :verified, :created,
                     :updated)
             ON CONFLICT (id) DO UPDATE SET nominee_name = :name, nominee_email = :email, nominee_mobile = :mobile,
                     relationship = :relationship, purpose_of_appointment = :purpose, status = :status,
                     updated_at = :updated",
            named_params! {
                ":id": self.id, ":user": self.client_user_id, ":name": self.nominee_name,
                ":email": self.nominee_email, ":mobile": self.nominee_mobile, ":relationship": self.relationship,
                ":purpose": self.purpose_of_appointment, ":status": self.status, ":verified": self.verified_at,
                ":created": self.created_at, ":updated": self.updated_at,
            },
        )
    }

    fn person(&self) -> &str {
        &self.client_user_id
    }
}

fn email(address: String) -> ApiResult<String> {
    match address.split_once('@') {
        Some((name, host)) if !name.is_empty() && !host.is_empty() && !address.contains(char::is_whitespace) => {
            Ok(address)
        }
        _ => Err(ApiError::bad_request("nominee_email must be an email address")),
    }
}

/// `POST /nominee`
async fn create(State(db): State<Db>, caller: Caller, fields: Fields) -> ApiResult<(StatusCode, Json<Nominee>)> {
    let now = clock::seconds();
    let nominee = Nominee {
        id: Uuid::new_v4().to_string(),
        client_user_id: fields.required("user_id")?,
        nominee_name: fields.required("nominee_name")?,
        nominee_email: email(fields.required("nominee_email")?)?,
        nominee_mobile: fields.required("nominee_mobile")?,
        relationship: fields.required("relationship")?,
        purpose_of_appointment: fields.nullable("purpose_of_appointment")?.flatten(),
        status: "pending".to_owned(),
        verified_at: None,
        created_at: now.clone(),
        updated_at: now,
    };
    records::created(&db, &caller, nominee).await
}

/// `PUT /nominee/{nominee_id}`
async fn update(State(db): State<Db>, caller: Caller, Id(id): Id, fields: Fields) -> ApiResult<Json<Nominee>> {
    let nominee = db.run(move |tx| {
        let mut nominee: Nominee = records::find(tx, &caller, &id)?;
        let mut any = false;
        let mut change = |name: &str, place: &mut String| -> ApiResult<()> {
            if let Some(text) = fields.changed(name)? {
                *place = text;
                any = true;
            }
            Ok(())
        };
        change("nominee_name", &mut nominee.nominee_name)?;
        change("nominee_email", &mut nominee.nominee_email)?;
        change("nominee_mobile", &mut nominee.nominee_mobile)?;
        change("relationship", &mut nominee.relationship)?;
        change("status", &mut nominee.status)?;
        if let Some(text) = fields.nullable("purpose_of_appointment")? {
            nominee.purpose_of_appointment = text;
            any = true;
        }
        if !any {
            return Err(ApiError::bad_request(
                "At least one of nominee_name, nominee_email, nominee_mobile, relationship, \
                 purpose_of_appointment and status must be provided",
            ));
        }
        staff::may_update_nominee(&caller, &fields)?;
        nominee.nominee_email = email(nominee.nominee_email)?;
        nominee.updated_at = clock::seconds();
        nominee.save(tx)?;
        Ok(nominee)
    });
    nominee.await.map(Json)
}

/// `DELETE /nominee/{nominee_id}`
async fn delete(State(db): State<Db>, caller: Caller, Id(id): Id) -> ApiResult<Json<Value>> {
    let deleted = db.run(move |tx| {
        records::find::<Nominee>(tx, &caller, &id)?;
        tx.execute("DELETE FROM nominees WHERE id = ?", [id])?;
        Ok(())
    });
    deleted.await?;
    Ok(Json(json!({ "message": "Nominee deleted successfully" })))
}
