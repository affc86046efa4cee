//! Titles that survive an LMS: one line, not too long, nothing that is taken for markup.

use crate::finding::{Finding, Findings, Place, code};
use crate::standard::scorm12::limit;

/// The title as it stands in the manifest; what had to be changed for good is a finding.
pub(super) fn title(
    text: &str,
    id: &str,
    place: Option<&Place>,
    findings: &mut Findings,
) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return id.to_owned();
    }
    let mut report = |finding: Finding| {
        findings.push(match place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        });
    };
    let mut title = line.clone();
    if looks_like_tag(&line) {
        title = line.replace('<', "‹").replace('>', "›");
        report(
            Finding::new(
                &code::SCORM12_TITLE_WITH_TAG,
                format!("the title `{line}` looks like markup, which Moodle removes"),
            )
            .help(format!(
                "the package says `{title}`; write the title without `<`"
            )),
        );
    }
    let length = title.chars().count();
    if length > limit::TITLE {
        title = shortened(&title, limit::TITLE);
        report(
            Finding::new(
                &code::SCORM12_TITLE_TOO_LONG,
                format!(
                    "the title has {length} characters, {} are allowed",
                    limit::TITLE
                ),
            )
            .help(format!("the package says `{title}`; shorten the title")),
        );
    }
    visible_runs(&title)
}

/// Whether stripping tags would take something away: a `<` with anything but a space after it.
fn looks_like_tag(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| !text[at + 1..].starts_with(' '))
}

/// Cuts before a word and adds an ellipsis.
fn shortened(text: &str, limit: usize) -> String {
    let end = text
        .char_indices()
        .nth(limit - 1)
        .map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    // A word that fills half of the title is cut rather than left out.
    let cut = match cut.rfind(' ') {
        Some(space) if !text[end..].starts_with(' ') && space > end / 2 => &cut[..space],
        _ => cut,
    };
    format!("{}…", cut.trim_end_matches([' ', ',', ';', ':', '-', '–']))
}

/// Moodle drops a run of characters between two escapes when it is only spaces, or only `0`: a no-break space keeps it.
fn visible_runs(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for piece in title.split_inclusive(['&', '<', '>']) {
        let (run, escape) = match piece.char_indices().next_back() {
            Some((at, '&' | '<' | '>')) => piece.split_at(at),
            _ => (piece, ""),
        };
        match run.trim_matches(' ') {
            "" => out.push_str(&run.replace(' ', "\u{a0}")),
            "0" if run.len() == 1 => out.push_str("0\u{a0}"),
            "0" => out.push_str(&run.replace(' ', "\u{a0}")),
            _ => out.push_str(run),
        }
        out.push_str(escape);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> (String, Vec<&'static str>) {
        let mut findings = Findings::default();
        let title = title(text, "the-id", None, &mut findings);
        (
            title,
            findings.0.iter().map(|found| found.rule.code).collect(),
        )
    }

    #[test]
    fn harmless_titles_stay() {
        for text in [
            "R&D: what \"next\"?",
            "a < b",
            "a > b",
            "it's",
            "Ελληνικά",
            "10 & 20",
        ] {
            assert_eq!(made(text), (text.to_owned(), vec![]));
        }
    }

    #[test]
    fn titles_are_one_line() {
        assert_eq!(made("  one\n two\t three ").0, "one two three");
        assert_eq!(made(" \n").0, "the-id");
    }

    #[test]
    fn tags_are_shown() {
        let expected = ("Quiz ‹1›".to_owned(), vec!["SCORM12-title-with-tag"]);
        assert_eq!(made("Quiz <1>"), expected);
        assert_eq!(made("a <b").0, "a ‹b");
    }

    #[test]
    fn long_titles_are_cut_at_a_word() {
        let (title, codes) = made(&"word ".repeat(60));
        assert_eq!(codes, ["SCORM12-title-too-long"]);
        assert!(
            title.ends_with(" word…") && title.chars().count() <= 200,
            "{title}"
        );
        let (title, _) = made(&"語".repeat(300));
        assert_eq!(title.chars().count(), 200);
        assert_eq!(made(&"語".repeat(200)).1, Vec::<&str>::new());
    }

    #[test]
    fn runs_that_moodle_drops_are_kept() {
        assert_eq!(made("A & & B").0, "A &\u{a0}& B");
        assert_eq!(made("0").0, "0\u{a0}");
        assert_eq!(made("0 & 1").0, "0\u{a0}& 1");
        assert_eq!(made("1 & 0").0, "1 &\u{a0}0");
    }
}
