//! Texts in one or several languages, plain and rendered from Markdown.

use super::Question;
use crate::finding::Place;
use crate::markdown;

/// A plain text: (language, text), the course's own language first where it has one. Never empty.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    /// `None` is the language of the course.
    pub(crate) parts: Vec<(Option<String>, String)>,
    pub(crate) place: Place,
}

impl Text {
    /// The text in `language`, else the first.
    pub(crate) fn get(&self, language: &str) -> &str {
        find(
            self.parts.iter().map(|(tag, text)| (tag.as_deref(), text)),
            language,
        )
        .map_or("", String::as_str)
    }
}

/// A Markdown text, rendered. Never empty.
#[derive(Debug)]
pub(crate) struct Markdown {
    pub(crate) parts: Vec<Part>,
    /// Where it was written; for the body of a file, what stands for the lesson.
    pub(crate) place: Place,
}

/// A Markdown text in one language.
#[derive(Debug)]
pub(crate) struct Part {
    /// `None` is the language of the course.
    pub(crate) language: Option<String>,
    /// With the markers of [`markdown::resolve`].
    pub(crate) html: String,
    /// What the markers point at, each with its place and the folder-relative path if it is a path.
    pub(crate) refs: Vec<Reference>,
    /// The questions asked in it, in the order of their markers.
    pub(crate) questions: Vec<Question>,
    /// The ids of its headings.
    pub(crate) headings: Vec<String>,
    /// Its visible words without markup; only for short texts such as prompts and options, else empty.
    pub(crate) plain: String,
}

/// What a link, image or media element of a Markdown text points at.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) kind: markdown::RefKind,
    /// `href`, `src` or `poster`.
    pub(crate) attribute: &'static str,
    pub(crate) target: Target,
    pub(crate) place: Place,
}

#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// A heading of the same text: the whole id.
    Anchor(String),
    /// `lesson:id`, or the path of a lesson's file once the course is read; and the heading in it.
    Lesson {
        id: String,
        fragment: Option<String>,
    },
    /// A file of the course, relative to its folder.
    File {
        path: String,
        fragment: Option<String>,
    },
    /// Something that must not be there; already a finding.
    Broken,
}

impl Markdown {
    /// The part in `language`, else the first.
    pub(crate) fn get(&self, language: &str) -> &Part {
        find(
            self.parts
                .iter()
                .map(|part| (part.language.as_deref(), part)),
            language,
        )
        .unwrap_or(&self.parts[0])
    }

    pub(crate) fn first(&self) -> &Part {
        &self.parts[0]
    }
}

/// The one in `language`; else the one in the course's own language, which comes first.
fn find<'t, T>(
    mut parts: impl Iterator<Item = (Option<&'t str>, T)> + Clone,
    language: &str,
) -> Option<T> {
    parts
        .clone()
        .find(|(tag, _)| tag.is_some_and(|tag| tag.eq_ignore_ascii_case(language)))
        .or_else(|| parts.next())
        .map(|(_, part)| part)
}

/// Letters and digits in lower case, everything else one `-`; the letters of European languages without their marks.
pub(crate) fn ascii(text: &str) -> String {
    const MARKED: [(&str, &str); 20] = [
        ("àáâãåāăąǎ", "a"),
        ("ä", "ae"),
        ("æ", "ae"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęěẽ", "e"),
        ("ĝğġģ", "g"),
        ("ìíîïĩīĭįı", "i"),
        ("ķ", "k"),
        ("ĺļľłŀ", "l"),
        ("ñńņňŋ", "n"),
        ("òóôõøōŏő", "o"),
        ("ö", "oe"),
        ("œ", "oe"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ß", "ss"),
        ("ţťŧțþ", "t"),
        ("ùúûũūŭůűų", "u"),
        ("ü", "ue"),
    ];
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'ý' | 'ÿ' | 'ŷ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            // Combining marks: a letter that was written in two characters.
            '\u{300}'..='\u{36f}' => {}
            _ => match MARKED.iter().find(|(letters, _)| letters.contains(c)) {
                Some((_, plain)) => out.push_str(plain),
                None if !out.is_empty() && !out.ends_with('-') => out.push('-'),
                None => {}
            },
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn names_are_plain_letters() {
        for (text, expected) in [
            ("Ward round, Übersicht (2)", "ward-round-uebersicht-2"),
            (
                "  A spectrum, of — involvement! ",
                "a-spectrum-of-involvement",
            ),
            ("CAFE\u{301} naïve", "cafe-naive"),
            ("مرحبا", ""),
        ] {
            assert_eq!(ascii(text), expected);
        }
    }
}
