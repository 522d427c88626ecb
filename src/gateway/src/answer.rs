//! What of the API's answer comes back.

use crate::json::Json;
use crate::person::is_about;
use crate::reply::{Reply, Report};
use crate::secrets::Secrets;

/// What the API answered.
pub struct Answer<'a> {
    /// The status as it came.
    pub status: u16,
    /// The headers, names in small letters; without `content-encoding` where the body was decoded.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// The body, decoded. More than 16 MB need not be read: that is `Failure::TooLarge`.
    pub body: &'a [u8],
}

/// The reply to an answer, which is about the person or about nobody.
pub(crate) fn reply(secrets: &Secrets, person: &str, method: &str, answer: &Answer<'_>) -> Reply {
    match read(secrets, person, method, answer) {
        Ok(reply) => reply,
        Err(report) => Reply::of_upstream(report),
    }
}

fn read(secrets: &Secrets, person: &str, method: &str, answer: &Answer<'_>) -> Result<Reply, Report> {
    let Answer { status, headers, body } = *answer;
    let is_encoded = |(name, value): &(&str, &[u8])| {
        *name == "content-encoding" && !value.trim_ascii().eq_ignore_ascii_case(b"identity")
    };
    if !(200..600).contains(&status) || (300..400).contains(&status) || headers.iter().any(is_encoded) {
        return Err(Report::NotHttp);
    }
    if secrets.are_in(body) {
        return Err(Report::RepeatedSecret);
    }
    if matches!(status, 401 | 403) {
        return Err(Report::WrongKey);
    }
    let is_success = status < 300;
    let mut reply = match Json::read(body) {
        _ if matches!(status, 204 | 205) => Reply::new(204, String::new()),
        // Deletions are answered without a body, too.
        _ if is_success && body.trim_ascii().is_empty() && method == "DELETE" => Reply::new(204, String::new()),
        None if is_success => return Err(Report::NotJson),
        // The client has to know the status of a failure, and nothing of a page that came with it.
        None if status == 404 => Reply::refusal(404, "Not found"),
        None => Reply::refusal(status, "The API answered with a failure that it did not explain"),
        Some(json) => {
            if !is_about(&json, person) {
                return Err(Report::ForeignRecord);
            }
            // Only escapes can hide one in a text that was not found in the body as it came.
            if body.contains(&b'\\') && secrets.are_in_any(&json) {
                return Err(Report::RepeatedSecret);
            }
            Reply::new(status, json.write())
        }
    };
    for name in ["retry-after", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-window"] {
        let value = headers.iter().find(|(own, _)| *own == name).and_then(|(_, value)| std::str::from_utf8(value).ok());
        let Some(value) = value.map(str::trim) else { continue };
        if is_number(value) || (name == "retry-after" && is_date(value)) {
            reply.headers.push((name, value.to_owned()));
        }
    }
    Ok(reply)
}

fn is_number(text: &str) -> bool {
    (1..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// As HTTP writes one: `Wed, 21 Oct 2026 07:28:00 GMT`.
fn is_date(text: &str) -> bool {
    let shape = "Aaa, 00 Aaa 0000 00:00:00 GMT";
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, place)| match place {
            b'0' => byte.is_ascii_digit(),
            b'A' | b'a' => byte.is_ascii_alphabetic(),
            fixed => byte == fixed,
        })
}
