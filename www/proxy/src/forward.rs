//! Forwarding a request in the name of whoever is signed in. What goes on, and what comes back, the gateway's rules decide.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, to_bytes},
    extract::{OriginalUri, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::OwnedSemaphorePermit,
    task, time,
};
use truconsent_gateway::{Answer, Failure, Head, Reply, Report, Route, Step};

use crate::{
    answers::with_body,
    limits::Kind,
    log::Logged,
    person::bearer,
    proxy::Proxy,
    refusal::{BUSY, LATE_BODY, Refusal},
    upstream::Missing,
};

/// An answer, and its place among all that are under way.
type Placed = (Reply, Option<OwnedSemaphorePermit>);

pub async fn forward(State(proxy): State<Arc<Proxy>>, OriginalUri(uri): OriginalUri, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let head = Head {
        method: parts.method.as_str(),
        target: uri.path_and_query().map_or("", |target| target.as_str()),
        headers: &pairs(&parts.headers),
        bearer: bearer(&parts.headers).is_some(),
    };
    let route = match proxy.gateway.route(&head) {
        Ok(route) => route,
        Err(reply) => return proxy.response((reply, None)),
    };
    let path = route.template();
    let mut response = match proxy.answered(route, &parts.headers, body).await {
        Ok(placed) => {
            let report = placed.0.report.map(Report::name);
            let mut response = proxy.response(placed);
            response.extensions_mut().insert(Logged { path, report });
            return response;
        }
        Err(refusal) => refusal.into_response(),
    };
    response.extensions_mut().insert(Logged { path, report: None });
    response
}

impl Proxy {
    async fn answered(&self, route: Route, headers: &HeaderMap, body: Body) -> Result<Placed, Refusal> {
        let person = self.person(headers).await?;
        self.store.count(Kind::Requests, &person).await?;
        match read(&route, body, self.client_time).await? {
            Some(body) => self.exchange(route, &person, &body).await,
            None => Ok((Reply::too_large(), None)),
        }
    }

    /// Asks the upstream, once or twice, for as long as the whole may take.
    async fn exchange(&self, route: Route, person: &str, body: &[u8]) -> Result<Placed, Refusal> {
        let call = route.template();
        let mut step = self.gateway.begin(route, Some(person), body);
        let whole = async {
            let mut place = None;
            loop {
                step = match step {
                    Step::Reply(reply) => break Ok((reply, place)),
                    Step::Send(exchange) => match self.upstream.send(exchange.request()).await {
                        Ok(answered) => {
                            let headers = pairs(&answered.headers);
                            let answer =
                                Answer { status: answered.status.as_u16(), headers: &headers, body: &answered.body };
                            place = Some(answered.place);
                            beside_others(answer.body.len(), || self.gateway.answered(exchange, &answer))
                        }
                        Err(Missing::Failed(failure)) => break Ok((failure.reply(), None)),
                        Err(Missing::Busy) => break Err(BUSY),
                    },
                }
            }
        };
        let (reply, place) =
            time::timeout(self.upstream_time, whole).await.unwrap_or_else(|_| Ok((Failure::TooSlow.reply(), None)))?;
        if let Some(report) = reply.report {
            self.metrics.reported(report.name());
            tracing::warn!(call, report = report.name(), "upstream");
        }
        Ok((reply, place))
    }

    fn response(&self, (reply, place): Placed) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::BAD_GATEWAY);
        for (name, value) in reply.headers {
            if let Ok(value) = HeaderValue::try_from(value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
        match place {
            // In all, it may take a few times as long as one step of it.
            Some(place) => with_body(response, reply.body, place, self.client_time * TAKING),
            None => response.map(|_| Body::from(reply.body)),
        }
    }
}

const TAKING: u32 = 3;
/// Reading more takes a while, in bytes.
const LONG: usize = 256 * 1024;

/// Lets other requests go on elsewhere while a long answer is read.
fn beside_others<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    let flavor = Handle::try_current().map(|handle| handle.runtime_flavor());
    match flavor {
        Ok(RuntimeFlavor::MultiThread) if bytes > LONG => task::block_in_place(work),
        _ => work(),
    }
}

/// None where it is longer than it may be, or broke off and nobody waits for an answer.
async fn read(route: &Route, body: Body, limit: Duration) -> Result<Option<Vec<u8>>, Refusal> {
    if route.body_limit() == 0 {
        return Ok(Some(Vec::new()));
    }
    // For the whole body: one that comes drop by drop is late too.
    let read = time::timeout(limit, to_bytes(body, route.body_limit())).await.map_err(|_| LATE_BODY)?;
    Ok(read.ok().map(Into::into))
}

fn pairs(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}
