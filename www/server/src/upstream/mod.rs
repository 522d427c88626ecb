//! A real deployment behind this server: the documented calls of a session, forwarded with the server's own keys.

mod client;
mod forward;
mod options;
mod sign_in;
mod statement;

use truconsent_gateway::{Gateway, Settings};

use crate::db::Contents;

pub use self::{
    client::Client,
    forward::{Forwarding, router},
    options::UpstreamOptions,
    sign_in::sign_in,
    statement::Signer,
};

/// The sessions.
pub const CONTENTS: Contents =
    Contents { id: 0x7463_7570, version: 1, schema: include_str!("../sessions.sql"), seed: |_| Ok(()) };

/// How the operator knows the settings of the rules.
const SETTINGS: [(&str, &str); 5] = [
    ("upstream", "The upstream's address"),
    ("statusUpstream", "TRUCONSENT_STATUS_URL"),
    ("consentKey", "TRUCONSENT_CONSENT_KEY"),
    ("adminKey", "TRUCONSENT_ADMIN_KEY"),
    ("orgId", "TRUCONSENT_ORG_ID"),
];

/// The rules for this deployment.
pub fn gateway(options: &UpstreamOptions) -> Result<Gateway, String> {
    Gateway::new(Settings {
        upstream: options.url.clone(),
        status_upstream: options.consents_url.clone(),
        consent_key: options.consent_key.clone(),
        admin_key: options.admin_key.clone(),
        org_id: options.org_id.clone(),
        base_path: "/api".to_owned(),
        // Not asked: this server looks at the origin itself.
        origins: vec!["http://localhost".to_owned()],
        other_secrets: vec![options.session_secret.clone()],
    })
    .map_err(|sentence| {
        let (name, rest) = sentence.split_once(' ').unwrap_or((&sentence, ""));
        let known = SETTINGS.iter().find(|(setting, _)| *setting == name).map_or(name, |(_, own)| own);
        format!("{known} {rest}")
    })
}
