//! The secrets that no page may read, even when the API repeats one in an answer.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use memchr::{memchr, memmem};
use percent_encoding::percent_decode;

use crate::json::Json;

/// How often something encoded is decoded again.
const ROUNDS: usize = 2;
/// Shorter secrets are looked for as they are: their letters come together by accident.
const SHORTEST: usize = 8;
/// What is shorter is not decoded: a word that means something else by accident is no secret.
const SHORTEST_CODE: usize = 12;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Secrets as letters and digits, forwards and backwards; and short ones as they are.
pub(crate) struct Secrets {
    bare: Vec<memmem::Finder<'static>>,
    whole: Vec<memmem::Finder<'static>>,
    /// What is shorter can hold none of them in base64, or in hexadecimal digits.
    shortest_code: usize,
}

impl Secrets {
    /// White space around a key is lost on the way, so it would not come back either.
    pub(crate) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let mut known = Self { bare: Vec::new(), whole: Vec::new(), shortest_code: usize::MAX };
        let finder = |bytes: &[u8]| memmem::Finder::new(bytes).into_owned();
        for secret in secrets.map(str::trim).filter(|secret| !secret.is_empty()) {
            let mut letters = bare(secret.as_bytes());
            let length = if letters.len() >= SHORTEST {
                known.bare.push(finder(&letters));
                letters.reverse();
                known.bare.push(finder(&letters));
                letters.len()
            } else {
                known.whole.push(finder(secret.as_bytes()));
                secret.len()
            };
            known.shortest_code = known.shortest_code.min((length * 4 / 3).max(SHORTEST_CODE));
        }
        known
    }

    /// Whether there is one in a text, however it is encoded.
    pub(crate) fn are_in(&self, text: &[u8]) -> bool {
        self.found(text, ROUNDS)
    }

    /// Whether there is one in the texts of a document: JSON has escapes of its own.
    pub(crate) fn are_in_any(&self, json: &Json) -> bool {
        match json {
            Json::Word(_) => false, // a part of the text as it came
            Json::Text(text) => self.are_in(text.as_bytes()),
            Json::List(items) => items.iter().any(|item| self.are_in_any(item)),
            Json::Object(members) => {
                members.iter().any(|(name, value)| self.are_in(name.as_bytes()) || self.are_in_any(value))
            }
        }
    }

    fn found(&self, text: &[u8], rounds: usize) -> bool {
        let letters = bare(text);
        let is_in = |text: &[u8], secret: &memmem::Finder<'_>| secret.find(text).is_some();
        if self.bare.iter().any(|secret| is_in(&letters, secret)) || self.whole.iter().any(|secret| is_in(text, secret))
        {
            return true;
        }
        let Some(left) = rounds.checked_sub(1) else { return false };
        if memchr(b'%', text).is_some() && self.found(&percent_decode(text).collect::<Vec<_>>(), left) {
            return true;
        }
        // What may be base64 has letters of its alphabet, hexadecimal digits among them, one after the other.
        let is_code = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
        text.split(|byte| !is_code(byte)).filter(|run| run.len() >= self.shortest_code).any(|run| {
            (0..4).any(|skip| decoded(run, skip).is_some_and(|bytes| self.found(&bytes, left)))
                || (0..2).any(|skip| {
                    from_hex(run.get(skip..).unwrap_or_default()).is_some_and(|bytes| self.found(&bytes, left))
                })
        })
    }
}

/// Letters and digits only, as small letters: white space, zeros of wide characters and dashes hide nothing.
fn bare(text: &[u8]) -> Vec<u8> {
    let mut letters = Vec::with_capacity(text.len());
    letters.extend(text.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase));
    letters
}

/// Base64 of either alphabet, from a place on that may be inside of it.
fn decoded(run: &[u8], skip: usize) -> Option<Vec<u8>> {
    let standard = |byte: &u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => *other,
    };
    let mut run: Vec<u8> = run.get(skip..)?.iter().map(standard).collect();
    if run.len() % 4 == 1 {
        run.pop();
    }
    LENIENT.decode(run).ok()
}

fn from_hex(run: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes: Vec<u8> =
        run.chunks_exact(2).map_while(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.last()?)?)).collect();
    (!bytes.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    const SECRET: &str = "tck_live/7f3a+9b21=canary";

    #[test]
    fn a_secret_is_found_however_it_is_written() {
        let secrets = Secrets::new([SECRET].into_iter());
        let hex: String = SECRET.bytes().map(|byte| format!("{byte:02X}")).collect();
        let wide: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let spaced: String = SECRET.chars().flat_map(|c| [c, ' ']).collect();
        let percent: String = SECRET.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let mut all = vec![
            SECRET.as_bytes().to_vec(),
            SECRET.to_uppercase().into_bytes(),
            SECRET.chars().rev().collect::<String>().into_bytes(),
            spaced.into_bytes(),
            percent.clone().into_bytes(),
            percent.replace('%', "%25").into_bytes(),
            wide.clone(),
            STANDARD.encode(&wide).into_bytes(),
            STANDARD.encode(STANDARD.encode(SECRET)).into_bytes(),
            format!("x{hex}").into_bytes(),
            hex.into_bytes(),
        ];
        for before in ["", "a", "ab", "abc"] {
            all.push(format!("id:{}", STANDARD.encode(format!("{before}{SECRET}!"))).into_bytes());
            all.push(URL_SAFE_NO_PAD.encode(format!("{before}{SECRET}")).into_bytes());
            all.push(format!("{before}{}", STANDARD.encode(SECRET)).into_bytes());
        }
        for text in all {
            assert!(secrets.are_in(&text), "{}", String::from_utf8_lossy(&text));
        }
        for text in ["", "tck_live", "7f3a9b21", "2e7c9f14-58b3-4a06-9c7d-4b1f8e2d7a01", &"a".repeat(5_000)] {
            assert!(!secrets.are_in(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_short_one_is_looked_for_as_it_is() {
        let secrets = Secrets::new(["k-1", " ", ""].into_iter());
        assert!(secrets.are_in(b"it is k-1."));
        assert!(!secrets.are_in(b"k 1 k_1"));
    }
}
