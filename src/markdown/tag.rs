//! Raw HTML in, its tags out, read the way the HTML standard has browsers read them.

use std::ops::Range;

/// One tag, as an HTML tokenizer reads it.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    pub(super) name: String,
    pub(super) closing: bool,
    pub(super) self_closing: bool,
    pub(super) attributes: Vec<Attribute<'t>>,
    /// Behind its `>`.
    pub(super) end: usize,
}

#[derive(Debug)]
pub(super) struct Attribute<'t> {
    pub(super) name: String,
    pub(super) value: &'t str,
    pub(super) span: Range<usize>,
}

/// Reads the tag whose `<` stands at `start`; nothing when it has no end.
pub(super) fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
    let mut at = start + 1;
    let closing = bytes.get(at) == Some(&b'/');
    at += usize::from(closing);
    let from = at;
    while !space(*bytes.get(at)?) && !matches!(bytes[at], b'/' | b'>') {
        at += 1;
    }
    let mut tag = Tag {
        name: text[from..at].to_ascii_lowercase(),
        closing,
        self_closing: false,
        attributes: Vec::new(),
        end: at,
    };
    loop {
        while space(*bytes.get(at)?) || bytes[at] == b'/' {
            tag.self_closing = bytes[at] == b'/';
            at += 1;
        }
        if bytes[at] == b'>' {
            tag.end = at + 1;
            return Some(tag);
        }
        tag.self_closing = false;
        let from = at;
        at += 1;
        while !space(*bytes.get(at)?) && !matches!(bytes[at], b'/' | b'>' | b'=') {
            at += 1;
        }
        let name = text[from..at].to_ascii_lowercase();
        let mut behind = at;
        while space(*bytes.get(behind)?) {
            behind += 1;
        }
        let mut value = "";
        if bytes[behind] == b'=' {
            at = behind + 1;
            while space(*bytes.get(at)?) {
                at += 1;
            }
            if matches!(bytes[at], b'"' | b'\'') {
                let quote = bytes[at];
                let length = bytes[at + 1..].iter().position(|byte| *byte == quote)?;
                value = &text[at + 1..at + 1 + length];
                at += length + 2;
            } else {
                let from = at;
                while !space(*bytes.get(at)?) && bytes[at] != b'>' {
                    at += 1;
                }
                value = &text[from..at];
            }
        }
        // As in a browser, the first of two attributes of the same name counts.
        if tag.attributes.len() < 100 && tag.attributes.iter().all(|other| other.name != name) {
            tag.attributes.push(Attribute {
                name,
                value,
                span: from..at,
            });
        }
    }
}

/// Undoes the references that can hide a scheme; others stay as they are and are escaped when written.
pub(super) fn decode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = after;
        if let Some(number) = after.strip_prefix('#') {
            let (digits, radix) = match number.strip_prefix(['x', 'X']) {
                Some(digits) => (digits, 16),
                None => (number, 10),
            };
            let length = digits
                .find(|c: char| !c.is_digit(radix))
                .unwrap_or(digits.len());
            if length > 0 {
                let code = u32::from_str_radix(&digits[..length], radix).ok();
                out.push(code.and_then(char::from_u32).unwrap_or('\u{fffd}'));
                let behind = &digits[length..];
                rest = behind.strip_prefix(';').unwrap_or(behind);
                continue;
            }
        }
        const NAMED: [(&str, &str); 14] = [
            ("amp;", "&"),
            ("apos;", "'"),
            ("colon;", ":"),
            ("gt;", ">"),
            ("lowbar;", "_"),
            ("lpar;", "("),
            ("lt;", "<"),
            ("nbsp;", "\u{a0}"),
            ("num;", "#"),
            ("period;", "."),
            ("quot;", "\""),
            ("sol;", "/"),
            ("NewLine;", ""),
            ("Tab;", ""),
        ];
        match NAMED
            .iter()
            .find_map(|(name, c)| Some((after.strip_prefix(name)?, c)))
        {
            Some((behind, c)) => {
                out.push_str(c);
                rest = behind;
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

/// How far the end tag of an element and itself reach; nothing when it has none.
pub(super) fn end_of(name: &str, text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(length) = text[at..].find("</") {
        at += length + 2;
        let behind = at + name.len();
        if bytes
            .get(at..behind)
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && bytes
                .get(behind)
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
        {
            let close = text[behind..]
                .find('>')
                .map_or(text.len(), |length| behind + length + 1);
            return Some(close);
        }
    }
    None
}
