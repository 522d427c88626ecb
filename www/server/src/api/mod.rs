//! The documented calls, one family in each file.

pub mod banners;
pub mod consent;
pub mod consent_log;
pub mod dpo;
pub mod grievances;
pub mod nominees;
pub mod points;
pub mod records;
pub mod status;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post, put},
};

use crate::App;

/// Every path of the API, without its prefix.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/banners", get(banners::list))
        .route("/banners/{display_id}", get(banners::detail))
        .route("/banners/user/{user_id}", get(banners::of_user))
        .route("/api/v1/external/consents/user-status", get(status::of_user))
        .route("/consent/{collection_point_id}/consent", post(consent::record))
        .route("/grievance/user/{user_id}", get(records::list::<grievances::Ticket>))
        .route("/grievance", post(grievances::create))
        .route("/grievance/{ticket_id}", put(grievances::update))
        .route("/nominee/user/{user_id}", get(records::list::<nominees::Nominee>))
        .route("/nominee", post(nominees::create))
        .route("/nominee/{nominee_id}", put(nominees::update).delete(nominees::delete))
        .route("/dpo", get(dpo::show))
}
