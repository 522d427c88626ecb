//! Cutting text at ASCII characters, and reading digits. `split_once`, `rsplit_once` and `split` of the standard library
//! find any character, for 540 bytes more of the module in brotli; with a closure as the pattern for 250. Its `parse` weighs
//! 240 more than [`number`].

/// What stands before and after the first such character.
pub(crate) fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    around(text, text.bytes().position(|byte| byte == at)?)
}

/// The same for the last one.
pub(crate) fn cut_last(text: &str, at: u8) -> Option<(&str, &str)> {
    around(text, text.bytes().rposition(|byte| byte == at)?)
}

fn around(text: &str, position: usize) -> Option<(&str, &str)> {
    Some((text.get(..position)?, text.get(position + 1..)?))
}

/// What stands between such characters: at least one part.
pub(crate) fn parts(text: &str, at: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (part, after) = cut(text, at).map_or((text, None), |(part, after)| (part, Some(after)));
        rest = after;
        Some(part)
    })
}

/// Whether it has one of these ASCII characters.
pub(crate) fn has(text: &str, any: &str) -> bool {
    text.bytes().any(|byte| any.bytes().any(|other| other == byte))
}

/// Whether it has a control character or white space, in any script.
pub(crate) fn has_gaps(text: &str) -> bool {
    text.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// Whether it begins so, in whatever letter case.
pub(crate) fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// The number that ASCII digits, at most fifteen, write.
pub(crate) fn number(digits: &str) -> Option<i64> {
    if !(1..=15).contains(&digits.len()) {
        return None;
    }
    digits.bytes().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i64::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_the_first_and_at_the_last() {
        assert_eq!(cut("a=b=ü", b'='), Some(("a", "b=ü")));
        assert_eq!(cut_last("a=b=ü", b'='), Some(("a=b", "ü")));
        assert_eq!(cut("=", b'='), Some(("", "")));
        assert_eq!((cut("", b'='), cut_last("ü", b'=')), (None, None));
    }

    #[test]
    fn has_at_least_one_part() {
        let all = |text| parts(text, b'/').collect::<Vec<_>>();
        assert_eq!(all(""), [""]);
        assert_eq!(all("/"), ["", ""]);
        assert_eq!(all("a//ü"), ["a", "", "ü"]);
    }

    #[test]
    fn begins_in_whatever_case() {
        assert!(begins("HTTPS://x", "https://") && begins("a", "") && !begins("htt", "http") && !begins("üx", "u"));
    }

    #[test]
    fn reads_plain_numbers() {
        assert_eq!(
            (number("0"), number("007"), number("999999999999999")),
            (Some(0), Some(7), Some(999_999_999_999_999))
        );
        for text in ["", "+1", "-1", "1.0", " 1", "१", "1000000000000000"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
