//! Findings -> excerpts for people, in the manner of a compiler, and a line that counts them.
//!
//! Why nothing could be done for a course is not here: it is said on standard error whatever the form.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Reported, clean, count, help, visible, whereabouts};
use crate::error::Error;
use crate::finding::{Finding, Place, Severity};

/// How the text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal; longer lines of an excerpt are trimmed.
    pub width: usize,
    /// Whether to say so when nothing is wrong.
    pub praise: bool,
}

/// A line of more bytes than this is shown only around what is marked.
const LONG: usize = 1000;

/// Bytes that are shown of a long line before and after what is marked; the renderer trims them to the terminal.
const AROUND: usize = 200;

/// Lines of a marked text that are shown; of a longer one, the first.
const TALL: usize = 6;

/// Places that are farther apart than this get excerpts of their own.
const NEAR: usize = 30;

pub(super) fn write(courses: &[Reported], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = Renderer::styled().term_width(style.width);
    for reported in courses {
        let findings = reported
            .result
            .iter()
            .flat_map(|outcome| &outcome.findings.0);
        for finding in findings {
            writeln!(out, "{}\n", render(&reported.file, finding, &renderer))?;
        }
    }
    explain(courses, out)?;
    for reported in courses {
        summary(reported, style, out)?;
    }
    total(courses, style, out)
}

pub(super) fn complaint(error: &Error, out: &mut dyn Write) -> io::Result<()> {
    let title = clean(&error.to_string());
    let group = Group::with_title(Level::ERROR.primary_title(title));
    writeln!(out, "{}", Renderer::styled().render(&[group]))
}

/// Where more can be read, once.
fn explain(courses: &[Reported], out: &mut dyn Write) -> io::Result<()> {
    let codes: BTreeSet<&str> = courses
        .iter()
        .filter_map(|reported| reported.result.as_ref().ok())
        .flat_map(|outcome| &outcome.findings.0)
        .map(|finding| finding.rule.code)
        .collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    match codes.as_slice() {
        [] => Ok(()),
        [code] => writeln!(out, "= explain: coursepack explain {code}\n"),
        codes => writeln!(
            out,
            "= explain: coursepack explain CODE, with one of {}\n",
            codes.join(", ")
        ),
    }
}

/// `2 errors, 1 warning in course.yaml`.
fn summary(reported: &Reported, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Ok(outcome) = &reported.result else {
        return Ok(());
    };
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (outcome.findings.count(severity), severity.word()))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count(number, word))
        .collect();
    if !counts.is_empty() {
        return writeln!(out, "{} in {}", counts.join(", "), clean(&reported.file));
    }
    if style.praise {
        return writeln!(out, "no problem in {}", clean(&reported.file));
    }
    Ok(())
}

/// `3 courses: 1 good, 1 with errors, 1 not done`, when there are several.
fn total(courses: &[Reported], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let unread = courses.iter().filter(|course| course.result.is_err());
    let unread = unread.count();
    let faulty = courses
        .iter()
        .filter_map(|course| course.result.as_ref().ok());
    let faulty = faulty.filter(|outcome| outcome.findings.has_errors());
    let faulty = faulty.count();
    if courses.len() < 2 || (faulty + unread == 0 && !style.praise) {
        return Ok(());
    }
    let mut parts = vec![format!("{} good", courses.len() - faulty - unread)];
    if faulty > 0 {
        parts.push(format!("{faulty} with errors"));
    }
    if unread > 0 {
        parts.push(format!("{unread} not done"));
    }
    writeln!(out, "{} courses: {}", courses.len(), parts.join(", "))
}

fn render(file: &str, finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let excerpts = excerpts(finding);
    let title = clean(&finding.message).replace('\n', " ");
    let mut group = level
        .primary_title(title)
        .id(finding.rule.code)
        .elements(excerpts.iter().map(|marks| excerpt(marks)));
    if finding.place.is_none() {
        group = group.element(Origin::path(clean(file)));
    }
    group = group.element(Level::HELP.message(clean(help(finding))));
    let mut rendered = renderer.render(&[group]);
    for mark in excerpts.iter().flatten() {
        if let Some((wrong, right)) = mark.whereabouts_of_window() {
            rendered = rendered.replacen(&wrong, &right, 1);
        }
    }
    rendered
}

/// A place to mark in an excerpt.
struct Mark {
    kind: AnnotationKind,
    label: Option<String>,
    place: Place,
    lines: Range<usize>,
    /// The bytes to show of a long line instead of whole lines.
    window: Option<Range<usize>>,
}

impl Mark {
    fn new(kind: AnnotationKind, place: &Place, label: Option<&str>) -> Self {
        let mut place = place.clone();
        let mut lines = place.start().line..place.end().line + 1;
        let whole = whole_lines(&place.source.text, &place.span);
        let long = place.source.text[whole.clone()]
            .split('\n')
            .any(|line| line.len() > LONG);
        if long || lines.len() > TALL {
            let first = place.text().lines().next().unwrap_or_default().len();
            place.span.end = place.span.start + first;
            lines.end = lines.start + 1;
        }
        let window = long.then(|| {
            let line = whole_lines(&place.source.text, &place.span);
            place.span.end = place.span.end.min(place.span.start + AROUND);
            let from = place.span.start.saturating_sub(AROUND).max(line.start);
            let to = (place.span.end + AROUND).min(line.end);
            place = place.source.place(place.span.clone());
            place.source.place(from..to).span
        });
        Self {
            kind,
            label: label.map(|label| clean(label).replace('\n', " ")),
            place,
            lines,
            window,
        }
    }

    fn is_near(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.place.source, &other.place.source)
            && self.lines.start.abs_diff(other.lines.start) <= NEAR
            && self.window.is_none()
            && other.window.is_none()
    }

    /// The renderer counts columns in what it is shown: what it writes for a window, and what it should.
    fn whereabouts_of_window(&self) -> Option<(String, String)> {
        let window = self.window.as_ref()?;
        let before = &self.place.source.text[window.start..self.place.span.start];
        let right = whereabouts(&self.place);
        let wrong = format!(
            "{right}:{}:{}",
            self.lines.start,
            before.chars().count() + 1
        );
        Some((wrong, right))
    }
}

/// The bytes of the lines that a span touches, without the last line's end.
fn whole_lines(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |feed| feed + 1);
    let end = text[span.end..]
        .find('\n')
        .map_or(text.len(), |feed| span.end + feed);
    let end = if text[span.end..end].ends_with('\r') {
        end - 1
    } else {
        end
    };
    start..end
}

/// One excerpt for all that is near the place, and one for each place farther away.
fn excerpts(finding: &Finding) -> Vec<Vec<Mark>> {
    let Some(place) = &finding.place else {
        return Vec::new();
    };
    let mut excerpts = vec![vec![Mark::new(
        AnnotationKind::Primary,
        place,
        finding.label.as_deref(),
    )]];
    for (place, label) in &finding.related {
        let mark = Mark::new(AnnotationKind::Context, place, Some(label));
        match excerpts.iter_mut().find(|marks| marks[0].is_near(&mark)) {
            Some(marks) => marks.push(mark),
            None => excerpts.push(vec![mark]),
        }
    }
    excerpts
}

fn excerpt(marks: &[Mark]) -> Snippet<'static, Annotation<'static>> {
    let source = &marks[0].place.source;
    let (window, path) = match &marks[0].window {
        Some(window) => (window.clone(), whereabouts(&marks[0].place)),
        None => {
            let start = marks.iter().map(|mark| mark.place.span.start).min();
            let end = marks.iter().map(|mark| mark.place.span.end).max();
            let span = start.unwrap_or(0)..end.unwrap_or(0);
            (whole_lines(&source.text, &span), clean(&source.path))
        }
    };
    let first = marks.iter().map(|mark| mark.lines.start).min();
    let shown = Shown::new(&source.text, window, marks);
    Snippet::source(shown.text)
        .line_start(first.unwrap_or(1))
        .path(path)
        .annotations(
            marks
                .iter()
                .zip(shown.spans)
                .map(|(mark, span)| mark.kind.span(span).label(mark.label.clone())),
        )
}

/// A piece of a text, made harmless, and where the marks are in it.
struct Shown {
    text: String,
    spans: Vec<Range<usize>>,
}

impl Shown {
    fn new(text: &str, window: Range<usize>, marks: &[Mark]) -> Self {
        let mut shown = String::new();
        let mut spans = vec![0..0; marks.len()];
        let mut mend = |at: usize, now: usize| {
            for (span, mark) in spans.iter_mut().zip(marks) {
                if mark.place.span.start == at {
                    span.start = now;
                }
                if mark.place.span.end == at {
                    span.end = now;
                }
            }
        };
        for (at, char) in text[window.clone()].char_indices() {
            let at = window.start + at;
            mend(at, shown.len());
            let ends_line = char == '\n' || text[at..].starts_with("\r\n");
            shown.push(if ends_line { char } else { visible(char) });
        }
        mend(window.end, shown.len());
        Self { text: shown, spans }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Source, code};

    fn rendered(text: &str, marked: &str) -> String {
        let source = Source::new("course.yaml", text);
        let at = text.find(marked).unwrap_or_default();
        let place = source.place(at..at + marked.len());
        let finding = Finding::new(&code::UNKNOWN_FIELD, "unknown field")
            .at(place)
            .label("here");
        render("course.yaml", &finding, &Renderer::plain().term_width(80))
    }

    #[test]
    fn a_long_line_is_shown_around_the_mark_and_keeps_its_column() {
        let text = format!(
            "{{{}\"titel\": 1{}}}",
            " ".repeat(50_000),
            " ".repeat(50_000)
        );
        let shown = rendered(&text, "titel");
        assert!(shown.contains("--> course.yaml:1:50003\n"), "{shown}");
        assert!(shown.contains("^^^^^ here"), "{shown}");
        assert!(shown.lines().all(|line| line.len() < 100), "{shown}");
    }

    #[test]
    fn marks_stay_where_they_are_when_characters_change() {
        let shown = rendered("a: \u{1b}\u{9b}[0m titel\r\nb: 1\r\n", "titel");
        assert!(shown.contains("--> course.yaml:1:10\n"), "{shown}");
        assert!(
            shown.contains("1 | a: ␛\u{fffd}[0m titel\n  |          ^^^^^ here"),
            "{shown}"
        );
    }

    #[test]
    fn the_end_of_a_file_can_be_marked() {
        let source = Source::new("course.yaml", "a: 1\n");
        let finding = Finding::new(&code::UNKNOWN_FIELD, "nothing here").at(source.place(5..5));
        let shown = render("course.yaml", &finding, &Renderer::plain());
        assert!(shown.contains("course.yaml:2:1"), "{shown}");
    }
}
