//! Forwarding a session's request. What goes on, and what comes back, is decided by the gateway's rules.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{OriginalUri, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    routing::any,
};
use tokio::time;
use truconsent_gateway::{Answer, Failure, Gateway, Head, Reply, Report, Route, Step, templates};

use super::client::Client;
use crate::{
    body::{self, Deadline},
    error::{ApiError, ApiResult},
    limit::Limiter,
    sessions::{Sessions, Visitor},
    site::Site,
};

/// What forwarding needs.
pub struct Forwarding {
    pub gateway: Gateway,
    pub client: Client,
    pub sessions: Sessions,
    pub site: Site,
    pub limiter: Limiter,
}

/// Everything below the API's path.
pub fn router(forwarding: Forwarding) -> Router {
    // The paths are known to the router for the log only, which names them without ids.
    let paths: BTreeSet<_> = templates().map(|(_, path)| path).collect();
    let router = paths.into_iter().fold(Router::new(), |router, path| router.route(path, any(forward)));
    router.fallback(forward).with_state(Arc::new(forwarding))
}

async fn forward(
    State(all): State<Arc<Forwarding>>,
    OriginalUri(uri): OriginalUri,
    request: Request,
) -> ApiResult<Response> {
    let (parts, body) = request.into_parts();
    if !parts.method.is_safe() {
        all.site.own_origin(&parts.headers)?;
    }
    let head = Head {
        method: parts.method.as_str(),
        target: uri.path_and_query().map_or("", |target| target.as_str()),
        headers: &pairs(&parts.headers),
        // Without a public origin this server has every name of this machine, so it looks at the origin itself.
        bearer: true,
    };
    let route = match all.gateway.route(&head) {
        Ok(route) => route,
        Err(reply) => return Ok(response(reply)),
    };
    let Visitor::SignedIn(session) = all.sessions.visitor(&parts.headers).await? else {
        return Err(ApiError::unauthorized("Nobody is signed in"));
    };
    let allowance = all.limiter.count(&session.id);
    if let Some(refusal) = allowance.and_then(|allowance| allowance.refusal()) {
        return Ok(refusal);
    }
    let deadline = parts.extensions.get().copied().unwrap_or_default();
    let response = match read(&route, body, deadline).await {
        Ok(body) => response(all.exchange(route, &session.person.user_id, &body).await),
        Err(refusal) => refusal,
    };
    Ok(match allowance {
        Some(allowance) => allowance.tell(response),
        None => response,
    })
}

async fn read(route: &Route, body: Body, Deadline(limit): Deadline) -> Result<Vec<u8>, Response> {
    if route.body_limit() == 0 {
        return Ok(Vec::new());
    }
    // For the whole body: one that comes drop by drop is late too.
    let read = time::timeout(limit, to_bytes(body, route.body_limit())).await;
    let late = |_| body::late().into_response();
    // It is longer, or it broke off and nobody waits for an answer.
    let longer = |_| response(Reply::too_large());
    Ok(read.map_err(late)?.map_err(longer)?.into())
}

impl Forwarding {
    /// Asks the upstream, once or twice, for as long as the whole may take.
    async fn exchange(&self, route: Route, person: &str, body: &[u8]) -> Reply {
        let call = route.template();
        let mut step = self.gateway.begin(route, Some(person), body);
        let whole = async {
            loop {
                step = match step {
                    Step::Reply(reply) => break reply,
                    Step::Send(exchange) => match self.client.send(exchange.request()).await {
                        Ok((status, headers, body)) => {
                            let answer = Answer { status: status.as_u16(), headers: &pairs(&headers), body: &body };
                            self.gateway.answered(exchange, &answer)
                        }
                        Err(failure) => break failure.reply(),
                    },
                }
            }
        };
        let reply = time::timeout(self.client.timeout, whole).await.unwrap_or_else(|_| Failure::TooSlow.reply());
        // Why it could not be reached is told where it was found out.
        if let Some(report) = reply.report.filter(|report| *report != Report::Unreachable) {
            tracing::warn!(call, report = report.name(), "upstream");
        }
        reply
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}

fn response(reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::BAD_GATEWAY);
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}
