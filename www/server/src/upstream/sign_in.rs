//! Signing in before an upstream: as the person for whom the application's own login has signed.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{FromRef, State},
    http::HeaderMap,
    routing::{get, post},
};
use axum_extra::extract::CookieJar;

use super::statement::Signer;
use crate::{
    body::Fields,
    error::{ApiError, ApiResult},
    sessions::{Person, Sessions},
    site::{OwnOrigin, Site},
};

#[derive(Clone)]
struct SignIn {
    sessions: Sessions,
    signer: Arc<Signer>,
}

impl FromRef<SignIn> for Site {
    fn from_ref(state: &SignIn) -> Self {
        Self::from_ref(&state.sessions)
    }
}

pub fn sign_in(sessions: Sessions, signer: Signer) -> Router {
    let state = SignIn { sessions, signer: Arc::new(signer) };
    // There is no list of people to choose from.
    Router::new().route("/", post(start)).route("/people", get(async || Json([(); 0]))).with_state(state)
}

/// `POST /session`
async fn start(
    State(SignIn { sessions, signer }): State<SignIn>,
    _: OwnOrigin,
    headers: HeaderMap,
    fields: Fields,
) -> ApiResult<(CookieJar, Json<Person>)> {
    let user_id = fields.required("user_id")?;
    if !truconsent_gateway::is_id(&user_id) {
        return Err(ApiError::bad_request("The id is not valid"));
    }
    signer.verify(&user_id, &fields)?;
    let person = Person { name: user_id.clone(), user_id };
    Ok((sessions.start(&headers, person.clone()).await?, Json(person)))
}
