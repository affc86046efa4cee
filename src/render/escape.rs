//! Text in, characters that are safe in HTML, URLs and scripts out.

use std::fmt::Write as _;

/// Between tags.
pub(super) fn text(out: &mut String, text: &str) {
    write(out, text, false);
}

/// Within double quotes of a tag.
pub(super) fn attribute(out: &mut String, text: &str) {
    write(out, text, true);
}

fn write(out: &mut String, text: &str, quotes: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            b'\t' | b'\n' => continue,
            // No page may have control characters.
            0..=0x1f | 0x7f => "",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// The path of a file as a relative URL, safe within quotes of a tag or of CSS.
pub(super) fn path(out: &mut String, path: &str) {
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// JSON that neither closes the element around it nor breaks a line of an old script engine.
pub(super) fn json<T: serde::Serialize + ?Sized>(value: &T) -> String {
    // The structures hold texts, numbers and lists only, which always have a JSON form.
    let json = serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned());
    if !json.contains(['<', '\u{2028}', '\u{2029}']) {
        return json;
    }
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_author_leaves_its_place() {
        let mut out = String::new();
        attribute(&mut out, "a\"b<c>&\u{1}d");
        assert_eq!(out, "a&quot;b&lt;c&gt;&amp;d");
        out.clear();
        path(&mut out, "media/a b\"é.jpg");
        assert_eq!(out, "media/a%20b%22%C3%A9.jpg");
        assert_eq!(json("</script>\u{2028}"), "\"\\u003c/script>\\u2028\"");
    }
}
