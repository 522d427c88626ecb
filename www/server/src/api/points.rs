//! Collection points and their purposes, as the database keeps them.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::renewal::Renewal;
use crate::error::ApiResult;

/// What a purpose refers to, by id.
#[derive(Clone, Serialize, Deserialize)]
pub struct Relationships {
    pub data_elements: Vec<String>,
    pub legal_entities: Vec<String>,
}

#[derive(Deserialize)]
pub struct Purpose {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub is_mandatory: bool,
    pub purpose_type: String,
    pub version: i64,
    pub expiry_period: Option<String>,
    pub relationships: Relationships,
    /// Members that the documents do not have, as answered.
    #[serde(default)]
    pub extra: Map<String, Value>,
}

impl Purpose {
    /// Whether its legal basis is a legitimate use: it is shown, and nobody is asked for consent.
    pub fn is_notice(&self) -> bool {
        self.purpose_type == "legitimate_interest"
    }
}

/// The place where consent is asked for.
#[derive(Deserialize)]
pub struct Point {
    pub id: String,
    pub display_id: String,
    pub title: String,
    pub description: Option<String>,
    pub consent_type: Option<String>,
    pub asset: Option<Value>,
    pub version: Option<String>,
    pub settings: Value,
    /// Members that the documents do not have, as answered.
    #[serde(default)]
    pub extra: Map<String, Value>,
    #[serde(default)]
    pub renewal: Renewal,
    pub purposes: Vec<Purpose>,
}

/// Every collection point, in their order.
pub fn all(tx: &Connection) -> ApiResult<Vec<Point>> {
    let mut purposes = purposes(tx)?;
    let mut statement = tx.prepare(
        "SELECT id, display_id, title, description, consent_type, asset, version, settings, extra, renewal
         FROM collection_points ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    let mut points = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let asset: Option<String> = row.get(5)?;
        points.push(Point {
            purposes: purposes.remove(&id).unwrap_or_default(),
            id,
            display_id: row.get(1)?,
            title: row.get(2)?,
            description: row.get(3)?,
            consent_type: row.get(4)?,
            asset: asset.map(|json| serde_json::from_str(&json)).transpose()?,
            version: row.get(6)?,
            settings: serde_json::from_str(&row.get::<_, String>(7)?)?,
            extra: serde_json::from_str(&row.get::<_, String>(8)?)?,
            renewal: serde_json::from_str(&row.get::<_, String>(9)?)?,
        });
    }
    Ok(points)
}

fn purposes(tx: &Connection) -> ApiResult<HashMap<String, Vec<Purpose>>> {
    let mut statement = tx.prepare(
        "SELECT collection_point_id, id, name, description, is_mandatory, purpose_type, version, expiry_period,
                relationships, extra FROM purposes ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    let mut purposes: HashMap<String, Vec<Purpose>> = HashMap::new();
    while let Some(row) = rows.next()? {
        purposes.entry(row.get(0)?).or_default().push(Purpose {
            id: row.get(1)?,
            name: row.get(2)?,
            description: row.get(3)?,
            is_mandatory: row.get(4)?,
            purpose_type: row.get(5)?,
            version: row.get(6)?,
            expiry_period: row.get(7)?,
            relationships: serde_json::from_str(&row.get::<_, String>(8)?)?,
            extra: serde_json::from_str(&row.get::<_, String>(9)?)?,
        });
    }
    Ok(purposes)
}
