//! A URL as an author wrote it in, what kind of target it is out.

use std::borrow::Cow;

/// Where a URL leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// Nowhere: nothing was written.
    Empty,
    /// Another site, over http or https.
    Site(Cow<'a, str>),
    /// `mailto:` or `tel:`.
    Contact(Cow<'a, str>),
    /// A place in the same text.
    Anchor(String),
    /// A file of the course or `lesson:<id>`, percent-decoded, with its fragment.
    Local(String, Option<String>),
    /// A scheme that no course needs and that may run code.
    Forbidden,
}

/// Sorts a URL the way a browser would read it: control characters do not hide a scheme.
pub(super) fn classify(url: &str) -> Target<'_> {
    let clean = if url.bytes().any(|byte| byte < 0x20 || byte == 0x7f) {
        let kept: String = url.chars().filter(|c| !c.is_control()).collect();
        Cow::Owned(kept.trim().to_owned())
    } else {
        Cow::Borrowed(url.trim())
    };
    if clean.is_empty() {
        return Target::Empty;
    }
    match scheme(&clean).as_deref() {
        Some("http" | "https") => Target::Site(clean),
        Some("mailto" | "tel") => Target::Contact(clean),
        Some("lesson") | None => {
            if clean.starts_with("//") {
                return Target::Site(Cow::Owned(format!("https:{clean}")));
            }
            if let Some(anchor) = clean.strip_prefix('#') {
                return Target::Anchor(decode(anchor));
            }
            match clean.split_once('#') {
                Some((path, fragment)) => Target::Local(decode(path), Some(decode(fragment))),
                None => Target::Local(decode(&clean), None),
            }
        }
        Some(_) => Target::Forbidden,
    }
}

/// The scheme of a URL in lower case.
pub(super) fn scheme(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    let mut bytes = scheme.bytes();
    let valid = bytes.next()?.is_ascii_alphabetic()
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'));
    valid.then(|| scheme.to_ascii_lowercase())
}

/// Undoes percent-encoding, unless that would make other than plain text or a scheme appear.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = match bytes.get(at..at + 3) {
            Some([b'%', high, low]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = pair {
            decoded.push(high << 4 | low);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    match String::from_utf8(decoded) {
        Ok(decoded)
            if !decoded.chars().any(char::is_control) && scheme(&decoded) == scheme(text) =>
        {
            decoded
        }
        _ => text.to_owned(),
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}
