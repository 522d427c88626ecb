//! How secrets are kept.

use sha2::{Digest, Sha256};

/// What the database keeps of a key or a session's token: its SHA-256.
pub fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}
