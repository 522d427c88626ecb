//! What all requests share, made of what the operator says.

use std::{num::NonZeroU32, sync::atomic::AtomicBool, time::Duration};

use truconsent_gateway::{Gateway, Settings};

use crate::{
    answers::Answers,
    cookies::Cookies,
    limits::PerMinute,
    metrics::Metrics,
    options::{Flags, Secrets},
    shared::Shared,
    store::Store,
    tokens::Tokens,
    upstream::Client,
};

/// What all requests share.
pub struct Proxy {
    pub(crate) gateway: Gateway,
    pub(crate) upstream: Client,
    pub(crate) tokens: Tokens,
    pub(crate) cookies: Cookies,
    pub(crate) store: Store,
    /// What an operator can count.
    pub metrics: Metrics,
    pub(crate) trusted_hops: usize,
    pub(crate) client_time: Duration,
    pub(crate) upstream_time: Duration,
    /// Whether this program was told to stop.
    pub is_ending: AtomicBool,
}

/// How the operator knows the settings of the rules.
const SETTINGS: [(&str, &str); 7] = [
    ("upstream", "--upstream"),
    ("statusUpstream", "--status-upstream"),
    ("consentKey", "TRUCONSENT_CONSENT_KEY"),
    ("adminKey", "TRUCONSENT_ADMIN_KEY"),
    ("orgId", "--org-id"),
    ("basePath", "--base-path"),
    ("origin", "--origin"),
];

impl Proxy {
    /// Everything that a request needs.
    ///
    /// # Errors
    /// A sentence for the operator, which names the flag or the variable and never its value.
    pub fn new(flags: Flags, secrets: Secrets) -> Result<Self, String> {
        // Fails when one is installed already, which will do.
        rustls::crypto::ring::default_provider().install_default().ok();
        let tokens = Tokens::new(&flags, &secrets)?;
        let newest = secrets.cookies.first().ok_or("TRUCONSENT_COOKIE_SECRETS has no secret in it.")?;
        let shared = flags.redis.as_deref().map(|url| Shared::new(url, newest)).transpose()?;
        let is_https = flags.origin.iter().all(|origin| origin.starts_with("https:"));
        let lifetime = Duration::from_secs(60 * u64::from(flags.session_minutes.get()));
        let seconds = |n: NonZeroU32| Duration::from_secs(n.get().into());
        Ok(Self {
            cookies: Cookies::new(&secrets.cookies, is_https, lifetime),
            upstream: Client::new(Answers::new(flags.answer_megabytes.get()))?,
            tokens,
            store: Store::new(PerMinute { requests: flags.rate_limit, sign_ins: flags.sign_in_limit }, shared),
            metrics: Metrics::new(),
            trusted_hops: flags.trusted_hops,
            client_time: seconds(flags.client_seconds),
            upstream_time: seconds(flags.upstream_seconds),
            is_ending: AtomicBool::new(false),
            gateway: gateway(flags, secrets)?,
        })
    }
}

fn gateway(flags: Flags, secrets: Secrets) -> Result<Gateway, String> {
    let Secrets { consent_key, admin_key, mut cookies, jwt } = secrets;
    cookies.extend(jwt);
    Gateway::new(Settings {
        upstream: flags.upstream,
        status_upstream: flags.status_upstream,
        consent_key,
        admin_key,
        org_id: flags.org_id,
        base_path: flags.base_path,
        origins: flags.origin,
        other_secrets: cookies,
    })
    .map_err(|sentence| {
        let (name, rest) = sentence.split_once(' ').unwrap_or((&sentence, ""));
        let known = SETTINGS.iter().find(|(setting, _)| *setting == name).map_or(name, |(_, own)| own);
        format!("{known} {rest}")
    })
}
