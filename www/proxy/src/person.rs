//! Who makes a request: as a token says that comes with it, or as the session's cookie.

use axum::http::{HeaderMap, header};

use crate::{
    proxy::Proxy,
    refusal::{NOBODY, Refusal},
    tokens::Unread,
};

pub const KEYS_AWAY: Refusal = Refusal::away("The keys of the sign-in cannot be had for now");

/// The token that comes with a request. No browser sends one by itself.
pub fn bearer(headers: &HeaderMap) -> Option<Result<&str, Refusal>> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let said = all.next()?.as_bytes();
    let (scheme, token) = said.split_at(said.iter().position(|byte| *byte == b' ').unwrap_or(said.len()));
    let is_one = all.next().is_none();
    let read = || std::str::from_utf8(token).ok().map(str::trim).filter(|_| is_one).ok_or(NOBODY);
    scheme.eq_ignore_ascii_case(b"bearer").then(read)
}

impl Proxy {
    /// The person's id. A token counts before a cookie, also where it is no good.
    pub async fn person(&self, headers: &HeaderMap) -> Result<String, Refusal> {
        if let Some(token) = bearer(headers) {
            let claims = self.tokens.read(token?).await.map_err(|why| match why {
                Unread::Invalid => NOBODY,
                Unread::NoKeys => KEYS_AWAY,
            })?;
            return Ok(claims.sub);
        }
        let session = self.cookies.read(headers).ok_or(NOBODY)?;
        self.store.check(&session).await?;
        Ok(session.person)
    }
}
