//! Grievance tickets: a data principal's formal requests.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post, put},
};
use rusqlite::{Connection, Row, named_params};
use serde::{Deserialize, Serialize};
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
        .route("/grievance/user/{user_id}", get(records::list::<Ticket>))
        .route("/grievance", post(create))
        .route("/grievance/{ticket_id}", put(update))
}

#[derive(Serialize, Deserialize)]
pub struct Ticket {
    pub id: String,
    pub ticket_id: String,
    pub client_user_id: String,
    pub user_id: Option<String>,
    pub subject: String,
    pub description: String,
    pub category: String,
    pub status: String,
    pub attachment_url: Option<String>,
    pub created_at: String,
    pub updated_at: String,
}

impl Record for Ticket {
    const TABLE: &'static str = "grievances";
    const ID: &'static str = "ticket_id";
    const NAME: &'static str = "Grievance ticket";

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            ticket_id: row.get("ticket_id")?,
            client_user_id: row.get("client_user_id")?,
            user_id: row.get("user_id")?,
            subject: row.get("subject")?,
            description: row.get("description")?,
            category: row.get("category")?,
            status: row.get("status")?,
            attachment_url: row.get("attachment_url")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }

    fn save(&self, tx: &Connection) -> rusqlite::Result<usize> {
        tx.execute(
            "INSERT INTO grievances (id, ticket_id, client_user_id, user_id, subject, description, category,
                                     status, attachment_url, created_at, updated_at)
             VALUES (:id, :ticket_id, :client_user_id, :user_id, :subject, :description, :category,
                     :status, :attachment_url, :created_at, :updated_at)
             ON CONFLICT (id) DO UPDATE SET status = :status, attachment_url = :attachment_url,
                     updated_at = :updated_at",
            named_params! {
                ":id": self.id, ":ticket_id": self.ticket_id, ":client_user_id": self.client_user_id,
                ":user_id": self.user_id, ":subject": self.subject, ":description": self.description,
                ":category": self.category, ":status": self.status, ":attachment_url": self.attachment_url,
                ":created_at": self.created_at, ":updated_at": self.updated_at,
            },
        )
    }

    fn person(&self) -> &str {
        &self.client_user_id
    }
}

/// `POST /grievance`
async fn create(State(db): State<Db>, caller: Caller, fields: Fields) -> ApiResult<(StatusCode, Json<Ticket>)> {
    let now = clock::seconds();
    let id = Uuid::new_v4();
    let ticket = Ticket {
        id: id.to_string(),
        ticket_id: ticket_id(),
        client_user_id: fields.required("client_user_id")?,
        user_id: None,
        subject: fields.required("subject")?,
        description: fields.required("description")?,
        category: fields.required("category")?,
        status: "open".to_owned(),
        attachment_url: fields.nullable("attachment_url")?.flatten(),
        created_at: now.clone(),
        updated_at: now,
    };
    records::created(&db, &caller, ticket).await
}

fn ticket_id() -> String {
    let digits: String = Uuid::new_v4().simple().to_string().chars().take(8).collect();
    format!("GRV-{}", digits.to_uppercase())
}

/// `PUT /grievance/{ticket_id}`
async fn update(State(db): State<Db>, caller: Caller, Id(ticket_id): Id, fields: Fields) -> ApiResult<Json<Ticket>> {
    let ticket = db.run(move |tx| {
        let mut ticket: Ticket = records::find(tx, &caller, &ticket_id)?;
        let status = fields.changed("status")?;
        let attachment_url = fields.nullable("attachment_url")?;
        if status.is_none() && attachment_url.is_none() {
            return Err(ApiError::bad_request("At least one of status and attachment_url must be provided"));
        }
        staff::may_update_ticket(&caller, &fields)?;
        ticket.status = status.unwrap_or(ticket.status);
        ticket.attachment_url = attachment_url.unwrap_or(ticket.attachment_url);
        ticket.updated_at = clock::seconds();
        ticket.save(tx)?;
        Ok(ticket)
    });
    ticket.await.map(Json)
}
