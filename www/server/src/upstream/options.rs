//! Where to forward to, and the secrets for it.

use std::time::Duration;

/// Where to forward to, and the secrets for it.
#[derive(Clone)]
pub struct UpstreamOptions {
    /// The deployment's address.
    pub url: String,
    /// The address of `/api/v1/external`, when that is elsewhere.
    pub consents_url: Option<String>,
    /// For every call but the user status.
    pub consent_key: String,
    /// For the user status, and nothing else.
    pub admin_key: String,
    /// The organization's slug.
    pub org_id: String,
    /// What the application's own login signs with.
    pub session_secret: String,
    /// How long a request may take at most.
    pub timeout: Duration,
}

impl UpstreamOptions {
    /// Takes everything that the command line does not say from the environment.
    ///
    /// # Errors
    /// A sentence that names what is missing.
    pub fn from_env(url: String, consents_url: Option<String>) -> Result<Self, String> {
        let read = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let mut missing = Vec::new();
        let mut need = |name| read(name).unwrap_or_else(|| (missing.push(name), String::new()).1);
        let options = Self {
            url,
            consents_url: consents_url.or_else(|| read("TRUCONSENT_STATUS_URL")),
            consent_key: need("TRUCONSENT_CONSENT_KEY"),
            admin_key: need("TRUCONSENT_ADMIN_KEY"),
            org_id: need("TRUCONSENT_ORG_ID"),
            session_secret: need("TRUCONSENT_SESSION_SECRET"),
            timeout: Duration::from_secs(30),
        };
        if missing.is_empty() {
            return Ok(options);
        }
        Err(format!("--upstream needs in its environment: {}.", missing.join(", ")))
    }
}
