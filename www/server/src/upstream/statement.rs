//! The signed sign-in: how the application's own login tells this server who sits before the browser.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::{
    body::Fields,
    clock,
    error::{ApiError, ApiResult},
};

/// How far ahead a statement may expire, in seconds: it is for signing in at once.
const LONGEST: i64 = 5 * 60;
/// The shortest secret, in bytes.
const SECRET: usize = 32;

pub struct Signer(Hmac<Sha256>);

impl Signer {
    pub fn new(secret: &str) -> Result<Self, String> {
        let mac = Hmac::new_from_slice(secret.as_bytes()).ok().filter(|_| secret.len() >= SECRET);
        mac.map(Self).ok_or_else(|| format!("TRUCONSENT_SESSION_SECRET must have at least {SECRET} characters."))
    }

    /// Checks `expires` and `signature`: HMAC-SHA256 over `{expires}.{user_id}`, in hexadecimal digits.
    pub fn verify(&self, user_id: &str, fields: &Fields) -> ApiResult<()> {
        let expires = fields.0.get("expires").and_then(Value::as_i64);
        let expires = expires.ok_or_else(|| ApiError::bad_request("expires must be seconds since 1970"))?;
        let signature = fields.required("signature")?;
        let (now, mac) = (clock::unix(), self.0.clone().chain_update(format!("{expires}.{user_id}")));
        let signed = hex::decode(&signature).is_ok_and(|signature| mac.verify_slice(&signature).is_ok());
        if signed && now < expires && expires - now <= LONGEST {
            return Ok(());
        }
        Err(ApiError::forbidden("This sign-in is not signed by the application, or not for now"))
    }
}
