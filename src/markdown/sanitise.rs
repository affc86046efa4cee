//! HTML that holds raw HTML of the author in, balanced and safe HTML with our own markup and markers out.
//!
//! The raw part was already rewritten tag by tag (`raw`), with a fault for all that went; this is the second
//! lock, an HTML parser that sees the page as a browser will.

use super::allowed::KEPT;
use ammonia::Builder;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How a ref looks while it is in the hands of the HTML parser: `cp-ref-`, its number, and this value.
/// One element can have two of them, and two attributes of one name would become one.
const NAME: &str = "cp-ref-";
const VALUE: &str = "=\"\u{1}\"";

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut attributes: HashMap<&str, HashSet<&str>> = KEPT
        .iter()
        .map(|(tag, own)| (*tag, own.iter().copied().collect()))
        .collect();
    for (tag, ours) in [
        ("a", ["rel", "target"].as_slice()),
        ("img", &["loading"]),
        ("input", &["type", "disabled", "checked"]),
    ] {
        attributes.entry(tag).or_default().extend(ours);
    }
    let mut tags: HashSet<&str> = KEPT.iter().map(|(tag, _)| *tag).collect();
    tags.extend(["input", "label"]);
    let mut builder = Builder::empty();
    builder
        .tags(tags)
        .clean_content_tags(["script", "style"].into())
        .tag_attributes(attributes)
        .generic_attributes(
            [
                "id",
                "class",
                "lang",
                "dir",
                "title",
                "role",
                "tabindex",
                "translate",
            ]
            .into(),
        )
        .generic_attribute_prefixes(["aria-", NAME].into())
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(|tag, attribute, value| match (tag, attribute) {
            ("input", "type") => (value == "checkbox").then(|| value.into()),
            _ => Some(value.into()),
        });
    builder
});

/// Sends a whole body through an HTML parser and keeps what a page may have.
pub(super) fn sanitise(html: &str) -> String {
    let mut marked = String::with_capacity(html.len() + 256);
    let mut rest = html;
    // The markers of questions stand in text and come through as they are.
    while let Some((before, after)) = rest.split_once('\u{1}') {
        marked.push_str(before);
        match after.split_once('\u{2}') {
            Some((index, after)) if !index.starts_with('q') => {
                marked.push_str(NAME);
                marked.push_str(index);
                marked.push_str(VALUE);
                rest = after;
            }
            _ => {
                marked.push('\u{1}');
                rest = after;
            }
        }
    }
    marked.push_str(rest);

    let clean = BUILDER.clean(&marked).to_string();
    let mut out = String::with_capacity(clean.len());
    let mut rest = clean.as_str();
    while let Some((before, after)) = rest.split_once(VALUE) {
        if let Some((before, index)) = before.rsplit_once(NAME) {
            push_without_nbsp(&mut out, before);
            out.push('\u{1}');
            out.push_str(index);
            out.push('\u{2}');
        }
        rest = after;
    }
    push_without_nbsp(&mut out, rest);
    out
}

/// Writes the one named reference that XML does not know as the character that it is.
fn push_without_nbsp(out: &mut String, html: &str) {
    for (at, part) in html.split("&nbsp;").enumerate() {
        if at > 0 {
            out.push('\u{a0}');
        }
        out.push_str(part);
    }
}
