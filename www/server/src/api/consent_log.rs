//! The consent log: append-only, and the last entry for a collection point is the one that counts.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{action::Action, points::Purpose, renewal::Record};
use crate::error::ApiResult;

/// What was decided about one purpose, with its name and version at that time.
#[derive(Serialize, Deserialize)]
pub struct PurposeConsent {
    pub purpose_id: String,
    pub purpose_name: String,
    pub status: String,
    pub is_mandatory: bool,
    pub purpose_type: String,
    pub purpose_version: i64,
}

impl PurposeConsent {
    /// `purpose_type` is what the caller says it is.
    pub fn of(purpose: &Purpose, status: &str, purpose_type: Option<&str>) -> Self {
        Self {
            purpose_id: purpose.id.clone(),
            purpose_name: purpose.name.clone(),
            status: status.to_owned(),
            is_mandatory: purpose.is_mandatory,
            purpose_type: purpose_type.unwrap_or(&purpose.purpose_type).to_owned(),
            purpose_version: purpose.version,
        }
    }
}

pub struct Entry {
    pub id: String,
    pub user_id: String,
    pub collection_point_id: String,
    pub action: String,
    pub purpose_consents: Vec<PurposeConsent>,
    pub timestamp: String,
    pub status: String,
    pub request_id: String,
    /// What else was sent of the notice, under the names that are answered.
    pub context: Map<String, Value>,
    pub metadata: Option<Value>,
}

impl Entry {
    pub fn action(&self) -> Option<Action> {
        Action::read(&self.action)
    }

    /// What of it tells whether its collection point asks again.
    pub fn record(&self) -> Record<'_> {
        let metadata = |name: &str| self.metadata.as_ref().and_then(|metadata| metadata.get(name)?.as_str());
        let version = self.context.get("collection_point_version").and_then(Value::as_str);
        Record {
            recorded_at: &self.timestamp,
            version: version.or_else(|| metadata("collection_point_version")),
            campaign: metadata("reconsent_campaign_id"),
        }
    }

    /// The state of one purpose after this entry: never "approved" unless the entry says so. A closed notice decides
    /// nothing, although clients then write "declined" for every purpose.
    pub fn state(&self, purpose_id: &str) -> &str {
        let undecided = matches!(self.action(), None | Some(Action::Dismissed | Action::NoticeShown));
        match self.purpose_consents.iter().find(|consent| consent.purpose_id == purpose_id) {
            Some(consent) if !undecided || consent.status == "shown" => &consent.status,
            None if self.purpose_consents.is_empty() => match self.action() {
                Some(Action::Approved) => "approved",
                Some(Action::Declined | Action::Revoked) => "declined",
                _ => "pending",
            },
            _ => "pending",
        }
    }
}

/// The entries that count, by collection point.
pub fn latest(tx: &Connection, user_id: &str) -> ApiResult<HashMap<String, Entry>> {
    let mut statement = tx.prepare(
        "SELECT * FROM consent_log WHERE seq IN
             (SELECT max(seq) FROM consent_log WHERE user_id = ? GROUP BY collection_point_id)",
    )?;
    let mut rows = statement.query([user_id])?;
    let mut entries = HashMap::new();
    while let Some(row) = rows.next()? {
        let entry = read(row)?;
        entries.insert(entry.collection_point_id.clone(), entry);
    }
    Ok(entries)
}

/// The entry made by a request, whoever sent it.
pub fn by_request(tx: &Connection, request_id: &str) -> ApiResult<Option<Entry>> {
    let sql = "SELECT * FROM consent_log WHERE request_id = ?";
    tx.query_row(sql, [request_id], |row| Ok(read(row))).optional()?.transpose()
}

/// Appends one entry. The banner view catches up with it at once.
pub fn append(tx: &Connection, entry: &Entry) -> ApiResult<()> {
    tx.execute(
        "INSERT INTO consent_log (id, user_id, collection_point_id, action, purpose_consents, recorded_at, status,
                                  request_id, context, metadata)
         VALUES (:id, :user, :point, :action, :consents, :at, :status, :request, :context, :metadata)",
        named_params! {
            ":id": entry.id, ":user": entry.user_id, ":point": entry.collection_point_id, ":action": entry.action,
            ":consents": serde_json::to_string(&entry.purpose_consents)?, ":at": entry.timestamp,
            ":status": entry.status, ":request": entry.request_id,
            ":context": serde_json::to_string(&entry.context)?,
            ":metadata": entry.metadata.as_ref().map(Value::to_string),
        },
    )?;
    tx.execute(
        "DELETE FROM stale_banner_consents WHERE user_id = ? AND collection_point_id = ?",
        [&entry.user_id, &entry.collection_point_id],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> ApiResult<Entry> {
    let metadata: Option<String> = row.get("metadata")?;
    Ok(Entry {
        id: row.get("id")?,
        user_id: row.get("user_id")?,
        collection_point_id: row.get("collection_point_id")?,
        action: row.get("action")?,
        purpose_consents: serde_json::from_str(&row.get::<_, String>("purpose_consents")?)?,
        timestamp: row.get("recorded_at")?,
        status: row.get("status")?,
        request_id: row.get("request_id")?,
        context: serde_json::from_str(&row.get::<_, String>("context")?)?,
        metadata: metadata.map(|json| serde_json::from_str(&json)).transpose()?,
    })
}
