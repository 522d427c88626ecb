//! Consent banners: every collection point, one in detail, and those of one data principal.

use std::collections::{HashMap, HashSet};

use axum::{Json, Router, extract::State, routing::get};
use rusqlite::Connection;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    action::Action,
    consent_log,
    points::{self, Point, Relationships},
};
use crate::{
    auth::Caller,
    body::Id,
    db::Db,
    error::{ApiError, ApiResult},
};

pub fn router() -> Router<Db> {
    Router::new()
        .route("/banners", get(list))
        .route("/banners/{display_id}", get(detail))
        .route("/banners/user/{user_id}", get(of_user))
}

#[derive(Clone, Serialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct Banner {
    banner_id: String,
    collection_point: String,
    title: String,
    asset: Option<Value>,
    purposes: Vec<BannerPurpose>,
    data_elements: Vec<Named>,
    legal_entities: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shown_to_principal: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Serialize)]
struct BannerPurpose {
    id: String,
    name: String,
    is_mandatory: bool,
    expiry_period: Option<String>,
    consented: String,
    relationships: Relationships,
    #[serde(flatten)]
    extra: Map<String, Value>,
    #[serde(flatten)]
    detail: Option<PurposeDetail>,
}

/// What only the detail of a banner tells about a purpose.
#[derive(Serialize)]
struct PurposeDetail {
    description: Option<String>,
    data_elements: Vec<Named>,
    legal_entities: Vec<Named>,
}

#[derive(Serialize)]
struct Detail {
    #[serde(flatten)]
    banner: Banner,
    version: String,
    consent_type: Option<String>,
    organization: Organization,
    organization_name: String,
    /// `cookie_config`, `banner_settings`, `show_processors`, `cookie_data_elements`, `processing_activities`
    #[serde(flatten)]
    settings: Value,
}

#[derive(Serialize)]
struct Organization {
    name: String,
    logo_url: Option<String>,
}

/// The names of what purposes refer to.
struct Names {
    data_elements: HashMap<String, String>,
    legal_entities: HashMap<String, String>,
}

impl Names {
    fn load(tx: &Connection) -> ApiResult<Self> {
        let table = |sql| -> rusqlite::Result<_> {
            tx.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        Ok(Self {
            data_elements: table("SELECT id, name FROM data_elements")?,
            legal_entities: table("SELECT id, name FROM legal_entities")?,
        })
    }
}

fn resolve<'a>(ids: impl Iterator<Item = &'a String>, names: &HashMap<String, String>) -> Vec<Named> {
    let mut met = HashSet::new();
    let named = ids.filter(|id| met.insert(id.as_str()));
    named.filter_map(|id| Some(Named { id: id.clone(), name: names.get(id)?.clone() })).collect()
}

/// One banner; `state` says what is known of a purpose, and `detailed` adds what only the detail shows.
fn banner(point: &Point, names: &Names, detailed: bool, state: impl Fn(&str) -> String) -> Banner {
    let elements = |r: &Relationships| resolve(r.data_elements.iter(), &names.data_elements);
    let entities = |r: &Relationships| resolve(r.legal_entities.iter(), &names.legal_entities);
    let purposes = point.purposes.iter().map(|purpose| BannerPurpose {
        id: purpose.id.clone(),
        name: purpose.name.clone(),
        is_mandatory: purpose.is_mandatory,
        expiry_period: purpose.expiry_period.clone(),
        consented: state(&purpose.id),
        relationships: purpose.relationships.clone(),
        extra: purpose.extra.clone(),
        detail: detailed.then(|| PurposeDetail {
            description: purpose.description.clone(),
            data_elements: elements(&purpose.relationships),
            legal_entities: entities(&purpose.relationships),
        }),
    });
    let relationships = || point.purposes.iter().map(|purpose| &purpose.relationships);
    Banner {
        banner_id: point.id.clone(),
        collection_point: point.id.clone(),
        title: point.title.clone(),
        asset: point.asset.clone(),
        purposes: purposes.collect(),
        data_elements: resolve(relationships().flat_map(|r| &r.data_elements), &names.data_elements),
        legal_entities: resolve(relationships().flat_map(|r| &r.legal_entities), &names.legal_entities),
        shown_to_principal: None,
        version: point.version.clone(),
        extra: point.extra.clone(),
    }
}

/// What the two general views say of every purpose, as nobody was asked.
fn no_record(_: &str) -> String {
    "declined".to_owned()
}

/// `GET /banners`
async fn list(State(db): State<Db>, _: Caller) -> ApiResult<Json<Vec<Banner>>> {
    let banners = db.read(|tx| {
        let names = Names::load(tx)?;
        Ok(points::all(tx)?.iter().map(|point| banner(point, &names, false, no_record)).collect())
    });
    banners.await.map(Json)
}

/// `GET /banners/{display_id}`
async fn detail(State(db): State<Db>, _: Caller, Id(display_id): Id) -> ApiResult<Json<Detail>> {
    let detail = db.read(move |tx| {
        let point = points::all(tx)?.into_iter().find(|point| point.display_id == display_id);
        let point = point.ok_or_else(|| ApiError::not_found("Banner not found"))?;
        let organization = tx.query_row("SELECT name, logo_url FROM organizations", [], |row| {
            Ok(Organization { name: row.get(0)?, logo_url: row.get(1)? })
        })?;
        let mut banner = banner(&point, &Names::load(tx)?, true, no_record);
        Ok(Detail {
            version: banner.version.take().unwrap_or_else(|| "1".to_owned()),
            banner,
            consent_type: point.consent_type,
            organization_name: organization.name.clone(),
            organization,
            settings: point.settings,
        })
    });
    detail.await.map(Json)
}

/// `GET /banners/user/{user_id}`: the banners with an entry in the log, in the order of `GET /banners`.
async fn of_user(State(db): State<Db>, caller: Caller, Id(user_id): Id) -> ApiResult<Json<Vec<Banner>>> {
    caller.may_act_for(&user_id)?;
    let banners = db.read(move |tx| {
        let names = Names::load(tx)?;
        let entries = consent_log::latest(tx, &user_id)?;
        let stale = stale_words(tx, &user_id)?;
        let points = points::all(tx)?;
        let banners = points.iter().filter_map(|point| {
            let entry = entries.get(&point.id)?;
            let state = |purpose: &str| {
                let stale = stale.get(&(point.id.clone(), purpose.to_owned()));
                stale.map_or_else(|| entry.state(purpose).to_owned(), String::clone)
            };
            let mut banner = banner(point, &names, false, state);
            banner.shown_to_principal = Some(entry.action() == Some(Action::Approved));
            let (members, mut fields) = point.renewal.asked(&entry.record());
            banner.extra.extend(members);
            for purpose in &mut banner.purposes {
                let changed = fields.remove(&purpose.id).map(|fields| ("field_diff".to_owned(), fields));
                purpose.extra.extend(changed);
            }
            Some(banner)
        });
        Ok(banners.collect())
    });
    banners.await.map(Json)
}

/// Words of this view that the log has overtaken, by collection point and purpose.
fn stale_words(tx: &Connection, user_id: &str) -> ApiResult<HashMap<(String, String), String>> {
    let sql = "SELECT collection_point_id, purpose_id, consented FROM stale_banner_consents WHERE user_id = ?";
    let mut statement = tx.prepare(sql)?;
    let words = statement.query_map([user_id], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(words.collect::<Result<_, _>>()?)
}
