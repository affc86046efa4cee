//! Titles that survive an LMS: one line, not too long, nothing that is taken for markup.

use super::Localised;
use crate::finding::{Finding, Findings, Place, code};
use crate::manifest::Text;
use crate::standard::scorm12::limit;

/// The titles of one manifest, each with a finding the first time that it had to be changed.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// What was changed.
    pub(super) findings: Findings,
}

impl Titles {
    /// A title in its first language; `id` where there is none.
    pub(super) fn text(&mut self, text: &Localised, id: &str, place: Option<&Place>) -> Text {
        let mut findings = Findings::default();
        let title = title(text.first(), id, place, &mut findings);
        for finding in findings.0 {
            let known = |known: &Finding| known.message == finding.message;
            if !self.findings.0.iter().any(known) {
                self.findings.push(finding);
            }
        }
        title.into()
    }
}

/// The title as it stands in the manifest; what had to be changed for good is a finding.
fn title(text: &str, id: &str, place: Option<&Place>, findings: &mut Findings) -> String {
    let line = one_line(text);
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
    if looks_like_tag(&visible(&line)) {
        title = line.replace('<', "‹").replace('>', "›");
        report(
            Finding::new(
                &code::SCORM_TITLE_WITH_TAG,
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
                &code::SCORM_TITLE_TOO_LONG,
                format!(
                    "the title has {length} characters, {} are allowed",
                    limit::TITLE
                ),
            )
            .help(format!("the package says `{title}`; shorten the title")),
        );
    }
    visible(&title)
}

/// White space becomes single spaces, but for those that are not to break; control characters go.
fn one_line(text: &str) -> String {
    let words: Vec<String> = text
        .split(|char: char| char.is_whitespace() && !matches!(char, '\u{a0}' | '\u{202f}'))
        .map(|word| word.chars().filter(|char| !char.is_control()).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    words.join(" ")
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
    format!(
        "{}…",
        cut.trim_end_matches([' ', ',', ';', ':', '-', '–', '<'])
    )
}

/// Keeps the spaces and zeros that Moodle would lose.
///
/// Moodle puts a title together from the runs that its parser, libxml2, hands over, and drops a run that PHP takes
/// for nothing: only spaces, or only a `0`. A no-break space is something, and so is a `0` behind a word joiner.
fn visible(title: &str) -> String {
    let mut title = title.to_owned();
    // What is put in may move the borders of later runs.
    for _ in 0..4 {
        let mut kept = String::with_capacity(title.len());
        for run in runs(&title) {
            match run.trim_matches(' ') {
                "" => kept.push_str(&run.replace(' ', "\u{a0}")),
                "0" => kept.extend(["\u{2060}", run]),
                _ => kept.push_str(run),
            }
        }
        if kept == title {
            break;
        }
        title = kept;
    }
    title
}

/// The runs in which libxml2 hands over text: each escape for itself; between two of them first the ASCII
/// characters up to the first other one, then the rest in pieces of 300 bytes.
fn runs(text: &str) -> Vec<&str> {
    const PIECE: usize = 300;
    let mut runs = Vec::new();
    for segment in text.split_inclusive(['&', '<', '>']) {
        let (segment, escape) = match segment.char_indices().next_back() {
            Some((at, '&' | '<' | '>')) => segment.split_at(at),
            _ => (segment, ""),
        };
        let ascii = segment
            .find(|char: char| !char.is_ascii())
            .unwrap_or(segment.len());
        let (ascii, mut rest) = segment.split_at(ascii);
        runs.push(ascii);
        while !rest.is_empty() {
            let end = rest
                .char_indices()
                .map(|(at, char)| at + char.len_utf8())
                .find(|end| *end >= PIECE)
                .unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            runs.push(piece);
            rest = after;
        }
        runs.push(escape);
    }
    runs
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
        let expected = ("Quiz ‹1›".to_owned(), vec!["SCORM-title-with-tag"]);
        assert_eq!(made("Quiz <1>"), expected);
        assert_eq!(made("a <b").0, "a ‹b");
        assert_eq!(made("a < & b").0, "a ‹ & b");
    }

    #[test]
    fn long_titles_are_cut_at_a_word() {
        let (title, codes) = made(&"word ".repeat(60));
        assert_eq!(codes, ["SCORM-title-too-long"]);
        assert!(
            title.ends_with(" word…") && title.chars().count() <= 200,
            "{title}"
        );
        let (title, _) = made(&"語".repeat(300));
        assert_eq!(title.chars().count(), 200);
        assert_eq!(made(&"語".repeat(200)).1, Vec::<&str>::new());
    }

    // Each of these was lost by PHP 8.2's parser as Moodle calls it, and is kept by it as it is here.
    #[test]
    fn runs_that_moodle_drops_are_kept() {
        assert_eq!(made("A & & B").0, "A &\u{a0}& B");
        assert_eq!(made("Köche & Äpfel").0, "Köche &\u{a0}Äpfel");
        assert_eq!(made("0").0, "\u{2060}0");
        assert_eq!(made("0 & 1").0, "\u{2060}0 & 1");
        assert_eq!(made("1 & 0").0, "1 & 0".replace("& 0", "&\u{2060} 0"));
        assert_eq!(made("0 é").0, "\u{2060}0 é");
    }

    #[test]
    fn what_moodle_keeps_stays_as_it_is() {
        for text in ["é è", "A & B é", "10 & 20", "10\u{a0}%", "é & a"] {
            assert_eq!(made(text).0, text);
        }
    }

    #[test]
    fn long_runs_are_cut_where_the_parser_cuts_them() {
        let text = format!("{}0", "語".repeat(100));
        assert_eq!(made(&text).0, format!("{}\u{2060}0", "語".repeat(100)));
    }
}
