//! Text in, characters that are safe in HTML out; control characters are left out, so that no author can write a marker.

/// What becomes of a byte: 0 stays, 1 is left out, 2 is escaped, 3 is escaped in attributes only.
const CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 0x20 {
        class[byte] = 1;
        byte += 1;
    }
    class[b'\t' as usize] = 0;
    class[b'\n' as usize] = 0;
    class[0x7f] = 1;
    class[b'<' as usize] = 2;
    class[b'>' as usize] = 2;
    class[b'&' as usize] = 2;
    class[b'"' as usize] = 3;
    class
};

fn escape<const LEAST: u8>(out: &mut String, text: &str) {
    let mut start = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        let class = CLASS[byte as usize];
        if class == 0 || class == 3 && LEAST == 2 {
            continue;
        }
        out.push_str(&text[start..at]);
        start = at + 1;
        out.push_str(match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            _ => "",
        });
    }
    out.push_str(&text[start..]);
}

/// Writes text between tags.
pub(super) fn text(out: &mut String, text: &str) {
    escape::<2>(out, text);
}

/// Writes text between the double quotes of an attribute.
pub(super) fn attribute(out: &mut String, text: &str) {
    escape::<3>(out, text);
}

/// Writes the text of raw HTML: references such as `&eacute;` stay, everything else is escaped.
pub(super) fn raw_text(out: &mut String, text: &str) {
    let mut start = 0;
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        if CLASS[byte as usize] == 0 || byte == b'&' && !is_control(&text[at + 1..]) {
            continue;
        }
        out.push_str(&text[start..at]);
        start = at + 1;
        out.push_str(match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'&' => "&amp;",
            _ => "",
        });
    }
    out.push_str(&text[start..]);
}

/// Whether what stands behind an `&` makes it a control character.
fn is_control(behind: &str) -> bool {
    let Some(number) = behind.strip_prefix('#') else {
        return false;
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let length = digits
        .find(|c: char| !c.is_digit(radix))
        .unwrap_or(digits.len());
    u8::from_str_radix(&digits[..length], radix).is_ok_and(|code| CLASS[usize::from(code)] == 1)
}

/// Writes a URL between the double quotes of an attribute, percent-encoding what URLs may not hold.
pub(super) fn url(out: &mut String, url: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in url.as_bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            0..0x20 | 0x7f => {}
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ if b"-_.+!*(),%#@?=;:/$~[]".contains(&byte) => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

/// Counts the words of a piece of running text; `inside` says whether the piece before ended in a word.
///
/// Chinese and Japanese have no spaces: two of their characters count as a word.
pub(super) fn words(text: &str, inside: &mut bool) -> usize {
    let mut words = 0;
    let mut ideographs = 0;
    let mut previous = *inside;
    for &byte in text.as_bytes() {
        let now = byte > b' ';
        words += usize::from(now & !previous);
        ideographs += usize::from(matches!(byte, 0xe3..=0xe9));
        previous = now;
    }
    *inside = previous;
    words + ideographs / 2
}
