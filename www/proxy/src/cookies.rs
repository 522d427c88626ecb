//! The session's cookie: it holds the session itself, encrypted and authenticated, so that every instance can read it.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, CookieJar, Key, SameSite};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::tokens::now;

/// Somebody who is signed in.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The person's id in the API.
    pub person: String,
    /// What the session is known by when it has been ended.
    pub id: String,
    /// Until when it counts, in seconds since 1970.
    pub until: u64,
    /// What the shared store was when it began; empty without one.
    pub epoch: String,
}

/// Writes and reads them.
pub struct Cookies {
    keys: Vec<Key>,
    is_https: bool,
    lifetime: Duration,
}

impl Cookies {
    /// With secrets of 32 bytes and more, the newest first.
    pub fn new(secrets: &[String], is_https: bool, lifetime: Duration) -> Self {
        let keys = secrets.iter().map(|secret| Key::derive_from(secret.as_bytes())).collect();
        Self { keys, is_https, lifetime }
    }

    /// The prefix makes browsers refuse such a cookie from a neighbouring subdomain.
    fn name(&self) -> &'static str {
        if self.is_https { "__Host-truconsent" } else { "truconsent" }
    }

    /// A new session of a person.
    pub fn session(&self, person: String, epoch: String) -> Session {
        Session { person, id: Uuid::new_v4().simple().to_string(), until: now() + self.lifetime.as_secs(), epoch }
    }

    /// The header that gives it to the browser; None is no session, in place of the one that is there.
    pub fn header(&self, session: Option<&Session>) -> Option<HeaderValue> {
        let mut cookie = Cookie::build((self.name(), ""));
        cookie = cookie.http_only(true).same_site(SameSite::Strict).path("/").secure(self.is_https);
        let age = session.map_or(0, |session| session.until.saturating_sub(now()));
        let mut cookie = cookie.max_age(cookie::time::Duration::seconds(age.try_into().ok()?)).build();
        if let Some(session) = session {
            cookie.set_value(serde_json::to_string(session).ok()?);
            let mut jar = CookieJar::new();
            jar.private_mut(self.keys.first()?).add(cookie);
            cookie = jar.get(self.name())?.clone();
        }
        HeaderValue::from_str(&cookie.to_string()).ok()
    }

    /// The session that the browser has; of several cookies the first that can be read. One that has ended is none.
    pub fn read(&self, headers: &HeaderMap) -> Option<Session> {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        // Names are not percent-decoded: `%5F%5FHost-` would get past the browser's check of the prefix.
        let all = lines.flat_map(Cookie::split_parse).flatten().filter(|cookie| cookie.name() == self.name());
        let mut sessions = all.filter_map(|cookie| {
            let open = |key| CookieJar::new().private(key).decrypt(cookie.clone().into_owned());
            let text = self.keys.iter().find_map(open)?;
            let session: Session = serde_json::from_str(text.value()).ok()?;
            // One whose time was longer is not believed longer.
            (session.until > now() && session.until <= now() + self.lifetime.as_secs()).then_some(session)
        });
        sessions.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn cookies(secrets: &[&str], is_https: bool) -> Cookies {
        let secrets: Vec<String> = secrets.iter().map(|secret| secret.repeat(32)).collect();
        Cookies::new(&secrets, is_https, HOUR)
    }

    /// What a browser sends back.
    fn sent(header: &HeaderValue) -> HeaderMap {
        let text = header.to_str().unwrap_or_default();
        let pair = text.split(';').next().unwrap_or_default();
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(pair).unwrap_or(HeaderValue::from_static("")))])
    }

    #[test]
    fn what_was_written_is_read_and_by_every_instance() {
        let one = cookies(&["a"], true);
        let session = one.session("usr_asha @ \u{e9}\u{1f600};,\"".into(), "e".into());
        let header = one.header(Some(&session)).unwrap_or(HeaderValue::from_static(""));
        let text = header.to_str().unwrap_or_default();
        for part in ["__Host-truconsent=", "HttpOnly", "SameSite=Strict", "Path=/", "Secure", "Max-Age="] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!text.contains("asha"));
        assert_eq!(cookies(&["a"], true).read(&sent(&header)), Some(session));
    }

    #[test]
    fn a_secret_is_replaced_without_signing_anybody_out() {
        let old = cookies(&["a"], false);
        let session = old.session("usr_asha".into(), String::new());
        let header = old.header(Some(&session)).unwrap_or(HeaderValue::from_static(""));
        assert_eq!(cookies(&["b", "a"], false).read(&sent(&header)), Some(session));
        assert_eq!(cookies(&["b"], false).read(&sent(&header)), None);
    }

    #[test]
    fn a_changed_one_and_one_that_is_over_are_none() {
        let all = cookies(&["a"], false);
        let session = all.session("usr_asha".into(), String::new());
        let header = all.header(Some(&session)).unwrap_or(HeaderValue::from_static(""));
        let text = header.to_str().unwrap_or_default().split(';').next().unwrap_or_default().to_owned();
        let (name, value) = text.split_once('=').unwrap_or_default();
        for at in 0..value.len() {
            let mut bytes = value.as_bytes().to_vec();
            if let Some(byte) = bytes.get_mut(at) {
                *byte = if *byte == b'A' { b'B' } else { b'A' };
            }
            let changed = String::from_utf8(bytes).unwrap_or_default();
            // The last letter of base64 has bits that say nothing.
            let same = all.read(&sent(&header)).is_some() && changed.trim_end_matches('=').len() - 1 <= at;
            let line = HeaderValue::from_str(&format!("{name}={changed}")).unwrap_or(HeaderValue::from_static(""));
            let read = all.read(&HeaderMap::from_iter([(header::COOKIE, line)]));
            assert!(read.is_none() || same, "{at}");
        }
        for until in [now() - 1, now() + 7200] {
            let other = Session { until, ..session.clone() };
            let header = all.header(Some(&other)).unwrap_or(HeaderValue::from_static(""));
            assert_eq!(all.read(&sent(&header)), None);
        }
    }
}
