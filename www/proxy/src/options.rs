//! What an operator says: flags, each of them also an environment variable, and secrets, which are in the environment or in
//! files only, for flags can be read by every user of the machine.

use std::{env, fs, net::SocketAddr, num::NonZeroU32};

use clap::{Parser, ValueEnum};

/// The shortest secret of our own, in bytes.
pub const SECRET: usize = 32;

/// How tokens are signed. The token itself has no say in it.
#[derive(Clone, Copy, ValueEnum, Debug, PartialEq, Eq)]
#[value(rename_all = "verbatim")]
pub enum Algorithm {
    /// HMAC with SHA-256, by the secret `TRUCONSENT_JWT_SECRET`.
    HS256,
    /// RSA with SHA-256, by the keys at `--jwks`.
    RS256,
    /// ECDSA on P-256 with SHA-256, by the keys at `--jwks`.
    ES256,
}

/// Stands between pages and a truConsent deployment, holds its keys, and binds each request to whoever is signed in
///
/// Secrets come from the environment, or from the file that the variable of the same name with _FILE names:
/// TRUCONSENT_CONSENT_KEY and TRUCONSENT_ADMIN_KEY (the deployment's keys), TRUCONSENT_COOKIE_SECRETS (one to a line, the
/// newest first, 32 characters or more), and TRUCONSENT_JWT_SECRET (for HS256).
#[derive(Parser, Clone, Debug)]
#[command(version, name = "truconsent-proxy")]
pub struct Flags {
    /// The deployment's address
    #[arg(long, env = "TRUCONSENT_UPSTREAM", value_name = "URL", hide_env_values = true)]
    pub upstream: String,
    /// Where the deployment's /api/v1/external is, when elsewhere
    #[arg(long, env = "TRUCONSENT_STATUS_UPSTREAM", value_name = "URL", hide_env_values = true)]
    pub status_upstream: Option<String>,
    /// The organization's slug
    #[arg(long, env = "TRUCONSENT_ORG_ID", value_name = "SLUG", hide_env_values = true)]
    pub org_id: String,
    /// The origin whose pages may write; several with commas between them
    #[arg(long, env = "TRUCONSENT_ORIGIN", value_name = "ORIGIN", value_delimiter = ',', required = true)]
    pub origin: Vec<String>,
    /// The path below which pages find the calls
    #[arg(long, env = "TRUCONSENT_BASE_PATH", value_name = "PATH", default_value = "/api")]
    pub base_path: String,
    /// Where to listen
    #[arg(long, env = "TRUCONSENT_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8787")]
    pub listen: SocketAddr,
    /// Where to tell metrics, for Prometheus [default: nowhere]
    #[arg(long, env = "TRUCONSENT_METRICS", value_name = "ADDRESS:PORT")]
    pub metrics: Option<SocketAddr>,
    /// Log in JSON instead of lines
    #[arg(long, env = "TRUCONSENT_JSON_LOG")]
    pub json_log: bool,
    /// How the application's own login signs its tokens
    #[arg(long, env = "TRUCONSENT_JWT_ALGORITHM", value_name = "NAME", default_value = "HS256")]
    pub jwt_algorithm: Algorithm,
    /// Whom its tokens are for: their `aud`
    #[arg(long, env = "TRUCONSENT_JWT_AUDIENCE", value_name = "TEXT")]
    pub jwt_audience: String,
    /// Who makes them: their `iss` [default: not asked]
    #[arg(long, env = "TRUCONSENT_JWT_ISSUER", value_name = "TEXT")]
    pub jwt_issuer: Option<String>,
    /// Where the public keys are, for RS256 and ES256
    #[arg(long, env = "TRUCONSENT_JWKS", value_name = "URL")]
    pub jwks: Option<String>,
    /// How long a session lasts
    #[arg(long, env = "TRUCONSENT_SESSION_MINUTES", value_name = "N", default_value = "60")]
    pub session_minutes: NonZeroU32,
    /// Redis or Valkey, which all instances share [default: each for itself]
    #[arg(long, env = "TRUCONSENT_REDIS", value_name = "URL", hide_env_values = true)]
    pub redis: Option<String>,
    /// Requests per minute for each person
    #[arg(long, env = "TRUCONSENT_RATE_LIMIT", value_name = "N", default_value = "300")]
    pub rate_limit: NonZeroU32,
    /// Sign-ins per minute for each person, and for each address
    #[arg(long, env = "TRUCONSENT_SIGN_IN_LIMIT", value_name = "N", default_value = "20")]
    pub sign_in_limit: NonZeroU32,
    /// How many balancers before this add to X-Forwarded-For; what others wrote into it is not believed
    #[arg(long, env = "TRUCONSENT_TRUSTED_HOPS", value_name = "N", default_value_t = 0)]
    pub trusted_hops: usize,
    /// Connections at once
    #[arg(long, env = "TRUCONSENT_MAX_CONNECTIONS", value_name = "N", default_value = "1024")]
    pub max_connections: NonZeroU32,
    /// Megabytes that all answers under way may have together
    #[arg(long, env = "TRUCONSENT_ANSWER_MEGABYTES", value_name = "N", default_value = "256")]
    pub answer_megabytes: NonZeroU32,
    /// Seconds that a request's head may take to arrive, and its body, and each step of taking the answer
    #[arg(long, env = "TRUCONSENT_CLIENT_SECONDS", value_name = "N", default_value = "10")]
    pub client_seconds: NonZeroU32,
    /// Seconds that the deployment may take for one request of a page
    #[arg(long, env = "TRUCONSENT_UPSTREAM_SECONDS", value_name = "N", default_value = "30")]
    pub upstream_seconds: NonZeroU32,
    /// Seconds between the signal to stop, from which on /readyz says so, and the end of listening
    #[arg(long, env = "TRUCONSENT_DRAIN_SECONDS", value_name = "N", default_value_t = 0)]
    pub drain_seconds: u64,
}

/// What nobody else may know.
#[derive(Clone, Default)]
pub struct Secrets {
    /// For every call but the user status.
    pub consent_key: String,
    /// For the user status, and nothing else.
    pub admin_key: String,
    /// What cookies are encrypted with: the first for new ones, the others for those that are out there.
    pub cookies: Vec<String>,
    /// What the application's own login signs with.
    pub jwt: Option<String>,
}

impl Secrets {
    /// Reads them.
    ///
    /// # Errors
    /// A sentence that names the variable, and never its value.
    pub fn from_env() -> Result<Self, String> {
        let cookies = needed("TRUCONSENT_COOKIE_SECRETS")?;
        let secrets = Self {
            consent_key: needed("TRUCONSENT_CONSENT_KEY")?,
            admin_key: needed("TRUCONSENT_ADMIN_KEY")?,
            cookies: cookies.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
            jwt: secret("TRUCONSENT_JWT_SECRET")?,
        };
        let own = secrets.cookies.iter().map(|one| ("TRUCONSENT_COOKIE_SECRETS", one));
        let all = own.chain(secrets.jwt.iter().map(|one| ("TRUCONSENT_JWT_SECRET", one)));
        for (name, value) in all {
            if value.len() < SECRET {
                return Err(format!("{name} must have at least {SECRET} characters."));
            }
        }
        Ok(secrets)
    }
}

fn needed(name: &str) -> Result<String, String> {
    secret(name)?.ok_or_else(|| format!("{name} is missing: set it, or {name}_FILE to the file that has it."))
}

/// A secret that is in the environment, or in the file that the environment names.
fn secret(name: &str) -> Result<Option<String>, String> {
    let file = format!("{name}_FILE");
    let read = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let text = match (read(name), read(&file)) {
        (Some(_), Some(_)) => return Err(format!("{name} and {file} are both set: one of them is enough.")),
        (value, None) => value,
        (None, Some(path)) => {
            Some(fs::read_to_string(path).map_err(|cause| format!("The file that {file} names: {}.", cause.kind()))?)
        }
    };
    Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}
