//! What an operator says, checked once.

use crate::secrets::Secrets;

/// What an operator says.
#[derive(Clone, Default)]
pub struct Settings {
    /// The API's address: https, or http on this machine.
    pub upstream: String,
    /// Where `/api/v1/external` is, when that is elsewhere.
    pub status_upstream: Option<String>,
    /// The key for every call but the user status: it needs the consent scope only.
    pub consent_key: String,
    /// The key for the user status, and nothing else.
    pub admin_key: String,
    /// The organization's slug.
    pub org_id: String,
    /// The path below which pages find the calls, `/api` for instance; empty for none.
    pub base_path: String,
    /// The origins whose pages may write, at least one: what a request says of its own address is not believed.
    pub origins: Vec<String>,
    /// What else must never reach a page.
    pub other_secrets: Vec<String>,
}

/// The rules, for one deployment.
pub struct Gateway {
    pub(crate) upstream: String,
    pub(crate) status_upstream: String,
    pub(crate) consent_key: String,
    pub(crate) admin_key: String,
    pub(crate) org_id: String,
    pub(crate) base_path: String,
    pub(crate) origins: Vec<String>,
    pub(crate) secrets: Secrets,
}

impl Gateway {
    /// Takes what the operator said.
    ///
    /// # Errors
    /// A sentence that names the setting, and never its value.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let Settings { upstream, status_upstream, base_path, .. } = settings;
        let text = |name: &str, value: &str| {
            let value = value.trim();
            let fits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
            if fits { Ok(value.to_owned()) } else { Err(format!("{name} must be text of visible ASCII characters.")) }
        };
        let consent_key = text("consentKey", &settings.consent_key)?;
        let admin_key = text("adminKey", &settings.admin_key)?;
        let org_id = text("orgId", &settings.org_id)?;
        let api = |name: &str, value: &str| {
            let wrong =
                || format!("{name} must be an https address (http only on this machine), without user and query.");
            let path = Address::of(value).map(|address| address.path).ok_or_else(wrong)?;
            let is_plain = path.split('/').all(|part| !matches!(part, "." | ".."));
            if is_plain { Ok(value.trim_end_matches('/').to_owned()) } else { Err(wrong()) }
        };
        let upstream = api("upstream", &upstream)?;
        let status_upstream = match status_upstream {
            Some(address) => api("statusUpstream", &address)?,
            None => upstream.clone(),
        };
        let is_path = |part: &str| {
            !matches!(part, "" | "." | "..") && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
        };
        let fits = base_path.is_empty() || base_path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_path));
        if !fits {
            return Err("basePath must be a path as /api, without a slash at its end.".to_owned());
        }
        let origins = settings.origins.iter().map(|origin| origin_of(origin)).collect::<Option<Vec<_>>>();
        let origins = origins.filter(|all| !all.is_empty()).ok_or(
            "origin must name at least one origin: https://, a host and nothing more (http only on this machine).",
        )?;
        let keys = [consent_key.as_str(), admin_key.as_str()];
        let others = settings.other_secrets.iter().map(String::as_str);
        let secrets = Secrets::new(keys.into_iter().chain(others));
        Ok(Self { upstream, status_upstream, consent_key, admin_key, org_id, base_path, origins, secrets })
    }

    /// Whether pages of this origin may write, as the header `Origin` names it.
    #[must_use]
    pub fn is_own_origin(&self, origin: &str) -> bool {
        self.origins.iter().any(|own| own == origin)
    }
}

/// An http address in its parts.
struct Address<'a> {
    scheme: &'a str,
    host: &'a str,
    port: Option<u16>,
    path: &'a str,
}

impl<'a> Address<'a> {
    /// None for what is no address to which a key may travel: https, or http that does not leave this machine.
    fn of(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let is_odd = |c: char| !c.is_ascii_graphic() || matches!(c, '?' | '#' | '\\' | '%' | '"' | '<' | '>');
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().ok()?)),
            _ => (authority, None),
        };
        let is_v6 = host
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .is_some_and(|v6| v6.parse::<std::net::Ipv6Addr>().is_ok());
        let is_name = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
        let v4: Option<std::net::Ipv4Addr> = host.parse().ok();
        let is_here =
            host.eq_ignore_ascii_case("localhost") || host == "[::1]" || v4.is_some_and(|ip| ip.is_loopback());
        let is_safe = scheme == "https" || (scheme == "http" && is_here);
        (is_safe && (is_v6 || is_name) && !path.contains(is_odd)).then_some(Self { scheme, host, port, path })
    }
}

/// An origin as browsers write it: small letters, no default port.
fn origin_of(text: &str) -> Option<String> {
    let Address { scheme, host, port, path } = Address::of(text.strip_suffix('/').unwrap_or(text))?;
    let standard = if scheme == "https" { 443 } else { 80 };
    let port = port.filter(|port| *port != standard).map_or(String::new(), |port| format!(":{port}"));
    path.is_empty().then(|| format!("{scheme}://{}{port}", host.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (given, written) in [
            ("https://Shop.Example.com:443/", "https://shop.example.com"),
            ("http://localhost:80", "http://localhost"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("https://[::1]:8443", "https://[::1]:8443"),
        ] {
            assert_eq!(origin_of(given).as_deref(), Some(written));
        }
        for given in [
            "",
            "null",
            "shop.example.com",
            "http://shop.example.com",
            "https://",
            "https://a/b",
            "https://a?b",
            "https://u@a",
            "https://a:b",
            "https://a b",
            "https://[::g]",
            "ftp://localhost",
        ] {
            assert_eq!(origin_of(given), None, "{given}");
        }
    }

    #[test]
    fn wrong_settings_are_named_and_not_repeated() {
        let right = || Settings {
            upstream: "https://api.example.com/v1/".into(),
            consent_key: "one".into(),
            admin_key: "two".into(),
            org_id: "acme".into(),
            origins: vec!["https://a.example".into()],
            ..Settings::default()
        };
        assert_eq!(Gateway::new(right()).map(|own| own.upstream).ok().as_deref(), Some("https://api.example.com/v1"));
        let canary = "canary\n";
        for (wrong, name) in [
            (Settings { upstream: canary.into(), ..right() }, "upstream"),
            (Settings { upstream: "http://api.example.com".into(), ..right() }, "upstream"),
            (Settings { upstream: "https://user@api.example.com".into(), ..right() }, "upstream"),
            (Settings { upstream: "https://api.example.com/../x".into(), ..right() }, "upstream"),
            (Settings { status_upstream: Some(canary.into()), ..right() }, "statusUpstream"),
            (Settings { consent_key: canary.repeat(2), ..right() }, "consentKey"),
            (Settings { admin_key: " ".into(), ..right() }, "adminKey"),
            (Settings { org_id: "ü".into(), ..right() }, "orgId"),
            (Settings { base_path: "api".into(), ..right() }, "basePath"),
            (Settings { base_path: "/api/".into(), ..right() }, "basePath"),
            (Settings { base_path: "/a/../b".into(), ..right() }, "basePath"),
            (Settings { origins: vec![], ..right() }, "origin"),
            (Settings { origins: vec!["https://a.example".into(), canary.into()], ..right() }, "origin"),
        ] {
            let refusal = Gateway::new(wrong).err().unwrap_or_default();
            assert!(refusal.starts_with(&format!("{name} ")) && !refusal.contains("canary"), "{name}: {refusal}");
        }
    }
}
