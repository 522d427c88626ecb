//! The application's own login, as it comes here: a JSON Web Token.

use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;

use crate::{
    jwks::Jwks,
    options::{self, Flags, Secrets},
};

/// Longer ones are none, in bytes.
const LONGEST: usize = 8 * 1024;
/// How far apart clocks may be, in seconds.
const LEEWAY: u64 = 30;

/// What a token says.
#[derive(Deserialize, Clone, Debug)]
pub struct Claims {
    /// The person's id in the API.
    pub sub: String,
    /// Until when it counts, in seconds since 1970.
    pub exp: u64,
    /// What it is known by, so that it is used once.
    pub jti: Option<String>,
}

/// Why a token says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is not signed by the application, or not for this, or not for now.
    Invalid,
    /// The keys cannot be had for now.
    NoKeys,
}

enum Keys {
    Secret(DecodingKey),
    Public(Jwks),
}

/// Reads tokens.
pub struct Tokens {
    keys: Keys,
    validation: Validation,
}

impl Tokens {
    /// # Errors
    /// A sentence for the operator.
    pub fn new(flags: &Flags, secrets: &Secrets) -> Result<Self, String> {
        let (algorithm, keys) = match (flags.jwt_algorithm, &secrets.jwt, &flags.jwks) {
            (options::Algorithm::HS256, Some(secret), None) => {
                (Algorithm::HS256, Keys::Secret(DecodingKey::from_secret(secret.as_bytes())))
            }
            (options::Algorithm::HS256, _, _) => {
                return Err("HS256 needs TRUCONSENT_JWT_SECRET, and no --jwks.".to_owned());
            }
            (algorithm, None, Some(url)) => {
                let kind = if algorithm == options::Algorithm::RS256 { Algorithm::RS256 } else { Algorithm::ES256 };
                (kind, Keys::Public(Jwks::new(url)?))
            }
            (algorithm, _, _) => return Err(format!("{algorithm:?} needs --jwks, and no TRUCONSENT_JWT_SECRET.")),
        };
        let mut validation = Validation::new(algorithm);
        validation.set_required_spec_claims(&["exp", "aud", "sub"]);
        validation.set_audience(&[&flags.jwt_audience]);
        if let Some(issuer) = &flags.jwt_issuer {
            validation.set_issuer(&[issuer]);
            validation.required_spec_claims.insert("iss".to_owned());
        }
        validation.validate_nbf = true;
        validation.leeway = LEEWAY;
        Ok(Self { keys, validation })
    }

    /// What the token says, if the application has signed it for this and for now.
    pub async fn read(&self, token: &str) -> Result<Claims, Unread> {
        if token.len() > LONGEST {
            return Err(Unread::Invalid);
        }
        let claims = |key: &DecodingKey| decode::<Claims>(token, key, &self.validation).map(|data| data.claims);
        let read = match &self.keys {
            Keys::Secret(key) => claims(key).ok(),
            Keys::Public(jwks) => {
                let header =
                    decode_header(token).ok().filter(|header| self.validation.algorithms.contains(&header.alg));
                let header = header.ok_or(Unread::Invalid)?;
                let key = jwks.key(header.kid.as_deref()).await.map_err(|_| Unread::NoKeys)?;
                key.and_then(|key| claims(&key).ok())
            }
        };
        read.filter(|claims| truconsent_gateway::is_id(&claims.sub)).ok_or(Unread::Invalid)
    }

    /// Whether tokens can be read at all.
    pub async fn are_readable(&self) -> bool {
        match &self.keys {
            Keys::Secret(_) => true,
            Keys::Public(jwks) => jwks.are_there().await,
        }
    }
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
