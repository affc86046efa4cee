//! What texts of a certain form look like: the test that the reader makes and the pattern that the schema prints.

use iri_string::types::IriStr;
use oxilangtag::LanguageTag;

use super::shape::Form;

impl Form {
    /// Whether a text has this form; `Err` says what the form is.
    pub(crate) fn test(self, text: &str) -> Result<(), &'static str> {
        let (good, what) = match self {
            Self::Any => (!text.trim().is_empty(), "a text that is not empty"),
            Self::Id => (
                is_id(text),
                "an id: lower-case letters, digits and `-`, such as `week-6`",
            ),
            Self::Iri => (
                is_iri(text),
                "an absolute IRI, such as `https://courses.example.org/my-course`",
            ),
            Self::Url => (is_url(text), "an address that begins with `https://`"),
            Self::Language => (
                LanguageTag::parse(text).is_ok(),
                "a language tag (BCP 47), such as `en-GB`",
            ),
            Self::Duration => (
                seconds(text).is_some(),
                "a duration (ISO 8601), such as `PT10M` or `PT1H30M`",
            ),
            Self::Path => (!text.trim().is_empty(), "the path of a file"),
            Self::Colour => (is_colour(text), "a colour, such as `#0b6e4f`"),
            Self::Weights => (
                is_weights(text),
                "a weight from 1 to 1000, or a range such as `200 900`",
            ),
            Self::Version => (is_version(text), "a version, such as `\"1.2.0\"`"),
        };
        if good { Ok(()) } else { Err(what) }
    }

    /// The same as a regular expression of JSON Schema (ECMA-262).
    pub(crate) fn pattern(self) -> &'static str {
        match self {
            Self::Any | Self::Path => r"\S",
            Self::Id => "^[a-z0-9][a-z0-9-]*$",
            Self::Iri => r#"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$"#,
            Self::Url => r#"^https?://[^\s/<>"\\^`][^\s<>"\\^`]*$"#,
            Self::Language => "^([A-Za-z]{2,8}|[xX])(-[A-Za-z0-9]{1,8})*$",
            Self::Duration => {
                r"^P(?=[0-9]|T[0-9])([0-9]+W)?([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?$"
            }
            Self::Colour => "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$",
            Self::Weights => "^(1000|[1-9][0-9]{0,2})( (1000|[1-9][0-9]{0,2}))?$",
            Self::Version => "^[A-Za-z0-9][A-Za-z0-9._+-]{0,49}$",
        }
    }
}

/// The pattern of a percentage that is written as a text.
pub(crate) const PERCENT: &str = r"^(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?) ?%$";

/// `70%` as 0.7.
pub(crate) fn percent(text: &str) -> Option<f64> {
    let number = text.strip_suffix('%')?;
    let number = number.strip_suffix(' ').unwrap_or(number);
    let (whole, fraction) = number
        .split_once('.')
        .map_or((number, None), |(whole, fraction)| (whole, Some(fraction)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || whole.len() > 3 || fraction.is_some_and(|fraction| !digits(fraction)) {
        return None;
    }
    number
        .parse()
        .ok()
        .filter(|number| (0.0..=100.0).contains(number))
        .map(|number: f64| number / 100.0)
}

pub(crate) fn is_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.bytes().next().is_some_and(plain) && text.bytes().all(|byte| plain(byte) || byte == b'-')
}

fn is_iri(text: &str) -> bool {
    IriStr::new(text).is_ok_and(|iri| iri.scheme_str().len() < text.len() - 1)
}

fn is_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    // A forum's address may hold `{week}` and `{step}`, which no IRI may.
    rest.is_some_and(|rest| {
        rest.starts_with(|first: char| {
            !matches!(first, '/' | '<' | '>' | '"' | '\\' | '^' | '`') && !first.is_whitespace()
        }) && !rest.contains(|c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '^' | '`')
        })
    })
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn is_weights(text: &str) -> bool {
    let weight = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit())
            && !text.starts_with('0')
            && matches!(text.parse(), Ok(1..=1000))
    };
    match text.split_once(' ') {
        Some((least, most)) => weight(least) && weight(most),
        None => weight(text),
    }
}

fn is_version(text: &str) -> bool {
    text.len() <= 50
        && text
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'+' | b'-'))
}

/// An ISO 8601 duration in seconds; weeks, days, hours, minutes and seconds, in this order.
pub(crate) fn seconds(text: &str) -> Option<u64> {
    let (date, time) = text
        .strip_prefix('P')?
        .split_once('T')
        .map_or((&text[1..], None), |(date, time)| (date, Some(time)));
    if (date.is_empty() && time.is_none()) || time == Some("") {
        return None;
    }
    let mut total: f64 = 0.0;
    for (part, units) in [
        (date, [('W', 604_800.0), ('D', 86_400.0), ('D', 86_400.0)]),
        (
            time.unwrap_or(""),
            [('H', 3_600.0), ('M', 60.0), ('S', 1.0)],
        ),
    ] {
        let mut units = units.into_iter();
        let mut rest = part;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
            let unit = rest[end..].chars().next()?;
            let number = &rest[..end];
            let (_, weight) = units.find(|(name, _)| *name == unit)?;
            if number.is_empty()
                || (number.contains('.') && unit != 'S')
                || number.starts_with('.')
                || number.ends_with('.')
            {
                return None;
            }
            total += number.parse::<f64>().ok()? * weight;
            rest = &rest[end + 1..];
        }
    }
    // A learning time of more than a century is a slip of the pen.
    (total < 3.2e9).then_some(total.round() as u64)
}

/// Where the terms of a Creative Commons licence are told, from its SPDX identifier: people should be able to read them.
pub(crate) fn deed(spdx: &str) -> Option<String> {
    const TERMS: [&str; 6] = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"];
    const VERSIONS: [&str; 5] = ["1.0", "2.0", "2.5", "3.0", "4.0"];
    let name = spdx.to_ascii_lowercase();
    let (terms, version) = name.strip_prefix("cc-").unwrap_or(&name).rsplit_once('-')?;
    let path = if terms == "cc0" {
        "publicdomain/zero".to_owned()
    } else if name.starts_with("cc-") && TERMS.contains(&terms) {
        format!("licenses/{terms}")
    } else {
        return None;
    };
    let known = VERSIONS.contains(&version);
    known.then(|| format!("https://creativecommons.org/{path}/{version}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_seconds() {
        for (text, expected) in [
            ("PT10M", Some(600)),
            ("PT1H30M", Some(5_400)),
            ("P1D", Some(86_400)),
            ("P2W", Some(1_209_600)),
            ("P1DT1S", Some(86_401)),
            ("PT0.5S", Some(1)),
            ("P", None),
            ("PT", None),
            ("10M", None),
            ("PT10", None),
            ("PT1M1H", None),
            ("PT1.5H", None),
            ("P1Y", None),
            ("pt10m", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }

    #[test]
    fn percentages_are_shares() {
        for (text, expected) in [
            ("70%", Some(0.7)),
            ("100%", Some(1.0)),
            ("12.5 %", Some(0.125)),
            ("101%", None),
            ("70", None),
            ("-1%", None),
            ("%", None),
        ] {
            assert_eq!(percent(text), expected, "{text}");
        }
    }

    #[test]
    fn creative_commons_licences_have_a_page() {
        let page = |path: &str| Some(format!("https://creativecommons.org/{path}"));
        assert_eq!(deed("CC-BY-4.0"), page("licenses/by/4.0/"));
        assert_eq!(deed("cc-by-nc-sa-3.0"), page("licenses/by-nc-sa/3.0/"));
        assert_eq!(deed("CC0-1.0"), page("publicdomain/zero/1.0/"));
        for other in ["MIT", "CC-BY", "BY-4.0", "CC-BY-9.0", "All rights reserved"] {
            assert_eq!(deed(other), None, "{other}");
        }
    }
}
