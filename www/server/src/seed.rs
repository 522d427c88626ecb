//! What an empty database is filled with: a small company, the documents' examples, and the demo's people.

use std::collections::HashMap;

use rusqlite::Transaction;
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    api::{
        consent_log::{self, Entry, PurposeConsent},
        dpo::Dpo,
        grievances::Ticket,
        nominees::Nominee,
        points::{self, Point},
        records::Record,
    },
    clock,
    db::Contents,
    secret::hash,
};

/// The demo's database: nobody has to prove anything to sign in there, so its sessions must never count elsewhere.
pub const CONTENTS: Contents = Contents { id: 0, version: 3, schema: include_str!("schema.sql"), seed: fill };

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

#[derive(Deserialize)]
struct Organization {
    slug: String,
    name: String,
    logo_url: Option<String>,
    api_keys: Vec<Key>,
    dpo: Dpo,
    data_elements: HashMap<String, String>,
    legal_entities: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Key {
    key: String,
    scope: String,
}

/// One data principal with all their records. Without a name they are not on the sign-in list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Principal {
    user_id: String,
    name: Option<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    consents: Vec<Consent>,
    #[serde(default)]
    seen: Vec<String>,
    #[serde(default)]
    stale: Vec<Stale>,
    #[serde(default)]
    grievances: Vec<Ticket>,
    #[serde(default)]
    nominees: Vec<Nominee>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Consent {
    id: Option<String>,
    /// The collection point's display_id.
    at: String,
    action: String,
    #[serde(default)]
    purposes: HashMap<String, String>,
    /// The versions of purposes that have another one today.
    #[serde(default)]
    versions: HashMap<String, i64>,
    /// With `days_ago` only the time of that day.
    timestamp: String,
    /// Before the database was filled: what ends soon, or ended lately, does so whenever the demo is started.
    days_ago: Option<u64>,
    request_id: Option<String>,
    #[serde(default)]
    context: Map<String, Value>,
    metadata: Option<Value>,
}

#[derive(Deserialize)]
struct Stale {
    at: String,
    purpose: String,
    consented: String,
}

fn fill(tx: &Transaction<'_>) -> Result<()> {
    organization(tx, serde_json::from_str(include_str!("../seed/organization.json"))?)?;
    for point in serde_json::from_str::<Vec<Point>>(include_str!("../seed/collection_points.json"))? {
        collection_point(tx, &point)?;
    }
    let points = points::all(tx).map_err(|error| error.message)?;
    for person in serde_json::from_str::<Vec<Principal>>(include_str!("../seed/people.json"))? {
        principal(tx, &points, &person)?;
    }
    Ok(())
}

fn organization(tx: &Transaction<'_>, seed: Organization) -> Result<()> {
    tx.execute("INSERT INTO organizations VALUES (?, ?, ?)", (&seed.slug, &seed.name, &seed.logo_url))?;
    for Key { key, scope } in &seed.api_keys {
        tx.execute("INSERT INTO api_keys VALUES (?, ?, ?)", [&hash(key), scope, &seed.slug])?;
    }
    let dpo = seed.dpo;
    tx.execute(
        "INSERT INTO dpo VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            dpo.id,
            dpo.full_name,
            dpo.email,
            dpo.appointment_date,
            dpo.qualifications,
            dpo.responsibilities,
            dpo.created_at,
            dpo.updated_at,
        ),
    )?;
    for (id, name) in &seed.data_elements {
        tx.execute("INSERT INTO data_elements VALUES (?, ?)", [id, name])?;
    }
    for (id, name) in &seed.legal_entities {
        tx.execute("INSERT INTO legal_entities VALUES (?, ?)", [id, name])?;
    }
    Ok(())
}

fn collection_point(tx: &Transaction<'_>, p: &Point) -> Result<()> {
    tx.execute(
        "INSERT INTO collection_points (id, display_id, title, description, consent_type, asset, version, settings,
                                        extra, renewal)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            &p.id,
            &p.display_id,
            &p.title,
            &p.description,
            &p.consent_type,
            p.asset.as_ref().map(Value::to_string),
            &p.version,
            p.settings.to_string(),
            serde_json::to_string(&p.extra)?,
            serde_json::to_string(&p.renewal)?,
        ),
    )?;
    for purpose in &p.purposes {
        tx.execute(
            "INSERT INTO purposes (collection_point_id, id, name, description, is_mandatory, purpose_type, version,
                                   expiry_period, relationships, extra)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                &p.id,
                &purpose.id,
                &purpose.name,
                &purpose.description,
                purpose.is_mandatory,
                &purpose.purpose_type,
                purpose.version,
                &purpose.expiry_period,
                serde_json::to_string(&purpose.relationships)?,
                serde_json::to_string(&purpose.extra)?,
            ),
        )?;
    }
    Ok(())
}

fn principal(tx: &Transaction<'_>, points: &[Point], person: &Principal) -> Result<()> {
    let user_id = &person.user_id;
    if let Some(name) = &person.name {
        tx.execute("INSERT INTO people (user_id, name, note) VALUES (?, ?, ?)", [user_id, name, &person.note])?;
    }
    let point = |display_id: &str| {
        let found = points.iter().find(|point| point.display_id == display_id);
        found.ok_or_else(|| format!("the seed names no collection point {display_id}"))
    };
    for consent in &person.consents {
        let entry = entry(user_id, point(&consent.at)?, consent)?;
        consent_log::append(tx, &entry).map_err(|error| error.message)?;
    }
    for seen in &person.seen {
        tx.execute("INSERT INTO interactions VALUES (?, ?)", [user_id, &point(seen)?.id])?;
    }
    for Stale { at, purpose, consented } in &person.stale {
        let row = [user_id, &point(at)?.id, purpose, consented];
        tx.execute("INSERT INTO stale_banner_consents VALUES (?, ?, ?, ?)", row)?;
    }
    for ticket in &person.grievances {
        ticket.save(tx)?;
    }
    for nominee in &person.nominees {
        nominee.save(tx)?;
    }
    Ok(())
}

fn entry(user_id: &str, point: &Point, consent: &Consent) -> Result<Entry> {
    let purposes = point.purposes.iter().filter_map(|purpose| {
        let status = consent.purposes.get(&purpose.id)?;
        let mut decided = PurposeConsent::of(purpose, status, None);
        decided.purpose_version = consent.versions.get(&purpose.id).copied().unwrap_or(purpose.version);
        Some(decided)
    });
    let purpose_consents: Vec<_> = purposes.collect();
    if purpose_consents.len() != consent.purposes.len() {
        return Err(format!("the seed decides a purpose that {} does not have", point.display_id).into());
    }
    Ok(Entry {
        id: consent.id.clone().unwrap_or_else(|| Uuid::new_v4().to_string()),
        user_id: user_id.to_owned(),
        collection_point_id: point.id.clone(),
        action: consent.action.clone(),
        purpose_consents,
        timestamp: match consent.days_ago {
            Some(days) => format!("{}T{}", clock::days_ago(days), consent.timestamp),
            None => consent.timestamp.clone(),
        },
        status: "pending".to_owned(),
        request_id: consent.request_id.clone().unwrap_or_else(|| Uuid::new_v4().to_string()),
        context: consent.context.clone(),
        metadata: consent.metadata.clone(),
    })
}
