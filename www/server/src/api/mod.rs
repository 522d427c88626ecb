//! The documented calls, one family in each file.

mod action;
mod banners;
mod consent;
pub mod consent_log;
pub mod dpo;
pub mod grievances;
mod keys;
pub mod nominees;
pub mod points;
pub mod records;
mod renewal;
mod status;

use axum::Router;

pub use self::keys::{Access, identify};
use crate::db::Db;

/// Every call, without the API's prefix.
pub fn router() -> Router<Db> {
    Router::new()
        .merge(banners::router())
        .merge(status::router())
        .merge(consent::router())
        .merge(grievances::router())
        .merge(nominees::router())
        .merge(dpo::router())
}
