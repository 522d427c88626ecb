//! Nominees: those who may act for a data principal.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use rusqlite::{Connection, Row, named_params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    App,
    api::records::{self, Record},
    auth::Caller,
    body::{Fields, Id},
    clock,
    error::{ApiError, ApiResult},
};

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
pub async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    fields: Fields,
) -> ApiResult<(StatusCode, Json<Nominee>)> {
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
    records::created(&app, &caller, nominee).await
}

/// Verifying a nominee is for staff.
pub fn may_update(caller: &Caller, fields: &Fields) -> ApiResult<()> {
    if caller.is_session() && fields.0.contains_key("status") {
        return Err(ApiError::forbidden("In a session, the status of a nominee cannot be set"));
    }
    Ok(())
}

/// `PUT /nominee/{nominee_id}`
pub async fn update(
    State(app): State<Arc<App>>,
    caller: Caller,
    Id(id): Id,
    fields: Fields,
) -> ApiResult<Json<Nominee>> {
    let nominee = app.db.run(move |tx| {
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
        may_update(&caller, &fields)?;
        nominee.nominee_email = email(nominee.nominee_email)?;
        nominee.updated_at = clock::seconds();
        nominee.save(tx)?;
        Ok(nominee)
    });
    nominee.await.map(Json)
}

/// `DELETE /nominee/{nominee_id}`
pub async fn delete(State(app): State<Arc<App>>, caller: Caller, Id(id): Id) -> ApiResult<Json<Value>> {
    let deleted = app.db.run(move |tx| {
        records::find::<Nominee>(tx, &caller, &id)?;
        tx.execute("DELETE FROM nominees WHERE id = ?", [id])?;
        Ok(())
    });
    deleted.await?;
    Ok(Json(json!({ "message": "Nominee deleted successfully" })))
}
