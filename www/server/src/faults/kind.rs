//! The kinds of faults, and how each happens.

use std::{str::FromStr, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use serde_json::{Map, Value, json};
use tokio::time::sleep;

use super::hang_up::no_answer;
use crate::error::{ApiError, ApiResult};

/// What goes wrong with a request.
#[derive(Debug, PartialEq)]
pub enum Fault {
    // Nothing is carried out.
    Drop,
    Status(StatusCode),
    RetryAfter(StatusCode, HeaderValue),
    Html(StatusCode),
    Echo(StatusCode),
    Redirect(HeaderValue),
    RedirectSelf,
    // Carried out.
    Delay(Duration),
    DelayAfter(Duration),
    DropAfter,
    StatusAfter(StatusCode),
    // Carried out, and a good answer is changed.
    Changed(Change),
}

#[derive(Debug, PartialEq)]
pub enum Change {
    Truncate,
    Empty,
    WrongType,
    NotJson,
    NoContent,
    Partial,
    Camel,
    Wrap(String),
}

impl Fault {
    /// Reads `kind`, `kind:value` or `kind:value:value`.
    pub fn read(text: &str) -> ApiResult<Self> {
        Self::parse(text).ok_or_else(|| ApiError::bad_request("X-Fault is not a fault that this server knows"))
    }

    fn parse(text: &str) -> Option<Self> {
        let (kind, value) = text.split_once(':').unwrap_or((text, ""));
        let status = || StatusCode::from_str(value).ok().filter(|status| status.as_u16() >= 200);
        let millis = || value.parse().ok().map(Duration::from_millis);
        Some(match kind {
            "drop" => Self::Drop,
            "drop-after" => Self::DropAfter,
            "delay" => Self::Delay(millis()?),
            "delay-after" => Self::DelayAfter(millis()?),
            "status" => Self::Status(status()?),
            "status-after" => Self::StatusAfter(status()?),
            "retry-after" => {
                let (code, wait) = value.split_once(':')?;
                Self::RetryAfter(StatusCode::from_str(code).ok()?, HeaderValue::from_str(wait).ok()?)
            }
            "html" => Self::Html(status()?),
            "echo" => Self::Echo(status()?),
            "redirect" => Self::Redirect(HeaderValue::from_str(value).ok()?),
            "redirect-self" => Self::RedirectSelf,
            "truncate" => Self::Changed(Change::Truncate),
            "empty" => Self::Changed(Change::Empty),
            "wrong-type" => Self::Changed(Change::WrongType),
            "not-json" => Self::Changed(Change::NotJson),
            "no-content" => Self::Changed(Change::NoContent),
            "partial" => Self::Changed(Change::Partial),
            "camel" => Self::Changed(Change::Camel),
            "wrap" if !value.is_empty() => Self::Changed(Change::Wrap(value.to_owned())),
            _ => return None,
        })
    }

    pub async fn happen(self, path: &str, request: Request, next: Next) -> Response {
        match self {
            Self::Drop => no_answer(),
            Self::Status(code) => failure(code),
            Self::RetryAfter(code, wait) => ([(header::RETRY_AFTER, wait)], failure(code)).into_response(),
            Self::Html(code) => html(code),
            Self::Echo(code) => echo(code, path, request).await,
            Self::Redirect(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
            Self::RedirectSelf => {
                (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, path.to_owned())]).into_response()
            }
            Self::Delay(time) => {
                sleep(time).await;
                next.run(request).await
            }
            Self::DelayAfter(time) => {
                let response = next.run(request).await;
                sleep(time).await;
                response
            }
            Self::DropAfter => {
                next.run(request).await;
                no_answer()
            }
            Self::StatusAfter(code) => {
                next.run(request).await;
                failure(code)
            }
            Self::Changed(change) => {
                let response = next.run(request).await;
                if response.status().is_success() { change.make(response).await } else { response }
            }
        }
    }
}

fn failure(code: StatusCode) -> Response {
    ApiError::new(code, "A fault was asked for").into_response()
}

fn html(code: StatusCode) -> Response {
    let page = "<!doctype html><title>Gateway</title><h1>Something is in the way</h1>";
    (code, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

impl Change {
    async fn make(self, response: Response) -> Response {
        let (mut parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, usize::MAX).await else { return no_answer() };
        parts.headers.remove(header::CONTENT_LENGTH);
        let changed = match self {
            Self::Empty => Body::empty(),
            Self::NotJson => Body::from("this is not JSON"),
            Self::NoContent => {
                parts.status = StatusCode::NO_CONTENT;
                parts.headers.remove(header::CONTENT_TYPE);
                Body::empty()
            }
            Self::WrongType => {
                parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
                Body::from(body)
            }
            Self::Truncate => {
                parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
                half(body)
            }
            Self::Partial if parts.status == StatusCode::CREATED => rewrite(&body, partial),
            Self::Partial => Body::from(body),
            Self::Camel => rewrite(&body, camel),
            Self::Wrap(name) => rewrite(&body, |value| if value.is_array() { json!({ name: value }) } else { value }),
        };
        Response::from_parts(parts, changed)
    }
}

/// An error that repeats all of the request, as a careless server does.
async fn echo(code: StatusCode, path: &str, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let (query, headers) = (parts.uri.query().unwrap_or_default(), &parts.headers);
    let words = format!("{} {path}?{query} {} {headers:?}", parts.method, String::from_utf8_lossy(&body));
    ApiError::new(code, words).into_response()
}

/// The first half, which must be on its way before the connection breaks off.
fn half(body: Bytes) -> Body {
    let half = body.slice(..body.len() / 2);
    let broken = stream::once(async {
        sleep(Duration::from_millis(50)).await;
        Err::<Bytes, _>(std::io::Error::other("cut off"))
    });
    Body::from_stream(stream::iter([Ok(half)]).chain(broken))
}

fn rewrite(body: &[u8], change: impl FnOnce(Value) -> Value) -> Body {
    Body::from(change(serde_json::from_slice(body).unwrap_or_default()).to_string())
}

fn partial(value: Value) -> Value {
    let Value::Object(record) = value else { return value };
    let mut rest: Map<_, _> = record.into_iter().filter(|(key, _)| key == "id" || key == "ticket_id").collect();
    rest.insert("message".to_owned(), json!("Created successfully"));
    Value::Object(rest)
}

fn camel(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(camel).collect(),
        Value::Object(members) => members.into_iter().map(|(key, value)| (camel_key(&key), camel(value))).collect(),
        other => other,
    }
}

fn camel_key(key: &str) -> String {
    let mut words = key.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |key, word| {
        let mut letters = word.chars();
        let initial = letters.next().map(|letter| letter.to_ascii_uppercase());
        key.chars().chain(initial).chain(letters).collect()
    })
}
