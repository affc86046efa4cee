//! The YAML between two `---` lines at the top of a Markdown file.

use std::ops::Range;

/// The front matter, if there is one, and the body.
pub(crate) type Parts = (Option<Range<usize>>, Range<usize>);

/// Where the front matter and the body of a Markdown text stand; no front matter when the text does not begin with `---`.
///
/// `Err` holds the place of an opening line that is never closed.
pub(crate) fn split(text: &str) -> Result<Parts, Range<usize>> {
    let Some(first) = text.lines().next().filter(|line| line.trim_end() == "---") else {
        return Ok((None, 0..text.len()));
    };
    let start = text.find('\n').map_or(text.len(), |newline| newline + 1);
    let mut at = start;
    while at < text.len() {
        let end = text[at..]
            .find('\n')
            .map_or(text.len(), |newline| at + newline + 1);
        if matches!(text[at..end].trim_end(), "---" | "...") {
            return Ok((Some(start..at), end..text.len()));
        }
        at = end;
    }
    Err(0..first.len())
}
