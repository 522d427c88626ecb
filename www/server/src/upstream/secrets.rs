//! The secrets that no page may read, even when the upstream repeats one in an answer.

pub struct Secrets([String; 3]);

impl Secrets {
    /// White space around a key is lost on the way, so it would not come back either.
    pub fn new(secrets: [&str; 3]) -> Self {
        Self(secrets.map(|secret| plain(secret.trim())))
    }

    pub fn are_in(&self, text: &[u8]) -> bool {
        let text = plain(&String::from_utf8_lossy(text));
        self.0.iter().any(|secret| text.contains(secret))
    }
}

/// The text without JSON's escapes, which would hide a secret. Backslashes in a secret are treated the same way.
fn plain(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.strip_prefix('u').and_then(|rest| rest.split_at_checked(4));
        let code = code.and_then(|(digits, rest)| Some((u32::from_str_radix(digits, 16).ok()?, rest)));
        match code.and_then(|(code, rest)| Some((char::from_u32(code)?, rest))) {
            Some((letter, rest)) => {
                plain.push(letter);
                plain.push_str(rest);
            }
            None => plain.push_str(part),
        }
    }
    plain
}
