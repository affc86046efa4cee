//! The index that the player searches, without a server: for each language, which lesson has which term.
//!
//! It is cut by the first character of the terms into scripts that are loaded when they are asked for, so that what begins
//! like the last word of a query is in one of them. What is indexed is what everybody sees: titles, descriptions, prose,
//! transcripts, what is asked; never answers or what is said about them.
//!
//! A script calls `coursepack.found(name, text)`. The text is, for each term in its order: how many characters it begins
//! with like the one before (one base-36 digit), the rest of it, and the lessons by their places in the course, each as
//! the distance from the one before, less 1, doubled, plus 1 where the term matters: in a title or heading, or often.
//! Numbers below 26 are the capitals; larger ones begin with one of [`MORE`], the lowest digit first. Terms have
//! neither capitals nor signs, so nothing stands between them.

mod bag;
mod terms;

use rayon::prelude::*;

use super::site::Site;
use crate::course::{Lesson, LessonKind, Markdown};
pub(super) use terms::is_dense;

use bag::{Bag, Places};
use terms::Terms;

/// The digits that are followed by others.
const MORE: &[u8; 16] = b"!#$%&()*+,-./:;=";
/// About how long a script is at least, unless it is the last.
const SHARD: usize = 48_000;
/// The index of one language.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) language: String,
    /// The first character of the first term of each script.
    pub(super) starts: String,
}

impl Index {
    /// The paths of its scripts.
    pub(super) fn names(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.starts.chars().count()).map(|at| format!("search/{}.js", self.key(at)))
    }

    fn key(&self, at: usize) -> String {
        format!("{}-{at}", self.tag())
    }

    /// The language as it is in file names, which are in lower case.
    pub(super) fn tag(&self) -> String {
        self.language.to_ascii_lowercase()
    }
}

/// The indices of a course, and their scripts with their paths.
pub(super) fn build(site: &Site<'_>) -> (Vec<Index>, Vec<(String, String)>) {
    let mut indices = Vec::new();
    let mut scripts = Vec::new();
    // What holds one lesson is not searched.
    if site.checked.scos.iter().all(|part| part.lessons.len() < 2) {
        return (indices, scripts);
    }
    for language in site.languages() {
        let shards = shards(&collected(site, language));
        let index = Index {
            language: language.clone(),
            starts: shards.iter().map(|(start, _)| *start).collect(),
        };
        let texts = index.names().zip(&shards).enumerate();
        scripts.extend(texts.map(|(at, (name, (_, text)))| {
            let key = index.key(at);
            (name, format!("coursepack.found('{key}','{text}');\n"))
        }));
        indices.push(index);
    }
    (indices, scripts)
}

/// Every term with its lessons, in order.
fn collected(site: &Site<'_>, language: &str) -> Vec<(Box<str>, Places)> {
    let size = (site.seats.len() / (4 * rayon::current_num_threads())).max(8);
    let parts: Vec<Vec<(Box<str>, Places)>> = site
        .seats
        .par_chunks(size)
        .enumerate()
        .map(|(at, seats)| {
            let mut reader = Reader::default();
            for (step, seat) in seats.iter().enumerate() {
                reader.lesson = u32::try_from(at * size + step).unwrap_or(u32::MAX / 2);
                reader.take(seat.lesson, language);
            }
            reader.bag.terms()
        })
        .collect();
    // The sort is stable, so that the lessons of a term stay in their order.
    let mut all: Vec<(Box<str>, Places)> = parts.into_iter().flatten().collect();
    all.par_sort_by(|one, other| one.0.cmp(&other.0));
    all.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1.append(&mut later.1);
        }
        same
    });
    all
}

/// Goes through the texts of lessons.
#[derive(Debug, Default)]
struct Reader {
    bag: Bag,
    terms: Terms,
    lesson: u32,
}

impl Reader {
    fn take(&mut self, lesson: &Lesson, language: &str) {
        self.plain(lesson.title.get(language), true);
        if let Some(description) = &lesson.description {
            self.plain(description.get(language), true);
        }
        if let Some(body) = &lesson.body {
            let part = body.get(language);
            self.html(&part.html);
            for question in &part.questions {
                self.markdown(&question.prompt, language);
            }
        }
        for question in lesson.listed_questions() {
            self.markdown(&question.prompt, language);
        }
        match &lesson.kind {
            LessonKind::Video(media) | LessonKind::Audio(media) => {
                if let Some(description) = &media.description {
                    self.plain(description.get(language), false);
                }
                if let Some(transcript) = &media.transcript {
                    self.markdown(transcript, language);
                }
            }
            LessonKind::Discussion { prompt, .. } => self.markdown(prompt, language),
            LessonKind::Poll {
                prompt, options, ..
            } => {
                self.markdown(prompt, language);
                for option in options {
                    self.markdown(&option.text, language);
                }
            }
            LessonKind::Reflection { prompts } => {
                for prompt in prompts {
                    self.markdown(&prompt.prompt, language);
                }
            }
            LessonKind::Exercise {
                prompt, checklist, ..
            } => {
                self.markdown(prompt, language);
                for line in checklist {
                    self.markdown(line, language);
                }
            }
            LessonKind::Download { files } => {
                for file in files {
                    self.plain(file.title.get(language), false);
                    if let Some(description) = &file.description {
                        self.plain(description.get(language), false);
                    }
                }
            }
            LessonKind::Article
            | LessonKind::Quiz { .. }
            | LessonKind::Test { .. }
            | LessonKind::External { .. }
            | LessonKind::End => {}
        }
        for link in &lesson.see_also {
            self.plain(link.title.get(language), false);
        }
    }

    fn markdown(&mut self, text: &Markdown, language: &str) {
        self.html(&text.get(language).html);
    }

    fn html(&mut self, html: &str) {
        self.read(html, true, false);
    }

    fn plain(&mut self, text: &str, matters: bool) {
        self.read(text, false, matters);
    }

    fn read(&mut self, text: &str, markup: bool, matters: bool) {
        let Self { bag, terms, lesson } = self;
        terms.each(text, markup, |term, heading| {
            bag.note(term, *lesson, matters || heading);
        });
    }
}

/// The texts of the scripts, each with the character that it begins at.
fn shards(terms: &[(Box<str>, Places)]) -> Vec<(char, String)> {
    let mut shards: Vec<(char, String)> = Vec::new();
    let mut before = "";
    let mut first = '\0';
    for (term, places) in terms {
        let start = term.chars().next().unwrap_or_default();
        match shards.last() {
            Some((_, text)) if start == first || text.len() < SHARD => {}
            _ => {
                shards.push((start, String::new()));
                before = "";
            }
        }
        first = start;
        if let Some((_, out)) = shards.last_mut() {
            write(out, before, term, places);
        }
        before = term;
    }
    shards
}

fn write(out: &mut String, before: &str, term: &str, places: &[u32]) {
    let alike = before
        .char_indices()
        .zip(term.chars())
        .take_while(|((_, one), other)| one == other);
    // As JavaScript counts: in units of UTF-16.
    let (mut units, mut bytes) = (0, 0);
    for ((_, c), _) in alike {
        if units + c.len_utf16() > 35 {
            break;
        }
        units += c.len_utf16();
        bytes += c.len_utf8();
    }
    out.push(char::from_digit(units as u32, 36).unwrap_or('0'));
    out.push_str(&term[bytes..]);
    let mut last = 0;
    for place in places {
        let lesson = place >> 1;
        let mut number = (lesson + 1 - last - 1) << 1 | place & 1;
        last = lesson + 1;
        while number >= 26 {
            number -= 26;
            out.push(char::from(MORE[number as usize % MORE.len()]));
            number /= MORE.len() as u32;
        }
        out.push(char::from(b'A' + number as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_any_size_are_written() {
        let mut out = String::new();
        write(&mut out, "run", "running", &[0, 3, 24, 25 + 26 * 2, 4_001]);
        // Lessons 0, 1, 12, 38, 2000, of which the second, fourth and last matter.
        assert_eq!(out, "3ningABU,B,,N");
        let mut text = String::new();
        write(&mut text, "", "a", &[52]);
        assert_eq!(text, "0a-B");
    }
}
