//! The consent log: append-only, and the last entry for a collection point is the one that counts.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::points::Purpose;
use crate::error::ApiResult;

/// What was decided about one purpose, with its name and version at that time.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PurposeConsent {
    pub purpose_id: String,
    pub purpose_name: String,
    pub status: String,
    pub is_mandatory: bool,
    pub purpose_type: String,
    pub purpose_version: i64,
}

impl PurposeConsent {
    pub fn of(purpose: &Purpose, status: &str) -> Self {
        Self {
            purpose_id: purpose.id.clone(),
            purpose_name: purpose.name.clone(),
            status: status.to_owned(),
            is_mandatory: purpose.is_mandatory,
            purpose_type: purpose.purpose_type.clone(),
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
    pub metadata: Option<Value>,
}

impl Entry {
    /// The state of one purpose after this entry: never "approved" unless the entry says so.
    pub fn state(&self, purpose_id: &str) -> &str {
        match self.purpose_consents.iter().find(|consent| consent.purpose_id == purpose_id) {
            Some(consent) => &consent.status,
            None if !self.purpose_consents.is_empty() => "pending",
            None => match self.action.as_str() {
                "approved" => "approved",
                "declined" | "revoked" => "declined",
                _ => "pending",
            },
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
                                  request_id, metadata)
         VALUES (:id, :user, :point, :action, :consents, :at, :status, :request, :metadata)",
        named_params! {
            ":id": entry.id, ":user": entry.user_id, ":point": entry.collection_point_id, ":action": entry.action,
            ":consents": serde_json::to_string(&entry.purpose_consents)?, ":at": entry.timestamp,
            ":status": entry.status, ":request": entry.request_id,
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
        metadata: metadata.map(|json| serde_json::from_str(&json)).transpose()?,
    })
}
