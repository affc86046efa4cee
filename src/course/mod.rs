//! The model of a course: what a definition says, read and typed, with its Markdown rendered.
//!
//! In: the folder of a course. Out: a `Course` and every finding about how it is written. Whether what it says
//! makes sense as a whole is for `check`.

mod conform;
mod form;
mod only;
mod read;
mod schema;
mod shape;
mod text;
mod walk;

pub use schema::schema;

pub(crate) use conform::nearest;
pub(crate) use read::{head, read};
pub(crate) use text::{Markdown, Part, Reference, Target, Text, ascii};

use crate::finding::Place;

/// How much of a course becomes one SCO or AU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Granularity {
    /// The whole course.
    Course,
    /// Each module at the top.
    Module,
    /// Each lesson.
    Lesson,
}

impl Granularity {
    /// The name in a definition and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Module => "module",
            Self::Lesson => "lesson",
        }
    }
}

/// A value and where it was written.
#[derive(Debug, Clone)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// A file of the course, named by the author.
#[derive(Debug, Clone)]
pub(crate) struct FileRef {
    /// Relative to the course's folder, without `.` and `..`.
    pub(crate) path: String,
    pub(crate) place: Place,
}

/// A whole course.
#[derive(Debug)]
pub(crate) struct Course {
    pub(crate) id: Spanned<String>,
    pub(crate) title: Text,
    /// The course's own language, BCP 47.
    pub(crate) language: String,
    pub(crate) version: String,
    pub(crate) description: Option<Text>,
    pub(crate) keywords: Vec<Text>,
    pub(crate) authors: Vec<Author>,
    pub(crate) license: Option<License>,
    /// Seconds.
    pub(crate) duration: Option<u64>,
    pub(crate) audience: Vec<Text>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) cover: Option<Picture>,
    pub(crate) theme: Theme,
    pub(crate) granularity: Granularity,
    /// Whether lessons open one after the other.
    pub(crate) linear: bool,
    pub(crate) completion: Completion,
    /// The share of the score from which the course is passed.
    pub(crate) success: Option<Spanned<f64>>,
    /// Whether what learners write is sent to the LMS.
    pub(crate) record_reflections: bool,
    pub(crate) glossary: Vec<Term>,
    /// The author's own words for the player's strings.
    pub(crate) strings: Vec<(Spanned<String>, Text)>,
    pub(crate) modules: Vec<Module>,
    /// Every language that some text of the course has, its own first, the others sorted.
    pub(crate) languages: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Author {
    pub(crate) name: String,
    pub(crate) role: String,
}

#[derive(Debug)]
pub(crate) struct License {
    pub(crate) name: String,
    pub(crate) url: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) id: Spanned<String>,
    pub(crate) text: Text,
}

#[derive(Debug)]
pub(crate) struct Picture {
    pub(crate) src: FileRef,
    pub(crate) alt: Text,
}

#[derive(Debug, Default)]
pub(crate) struct Theme {
    pub(crate) accent: Option<Spanned<String>>,
    pub(crate) logo: Option<Picture>,
    pub(crate) css: Option<FileRef>,
    pub(crate) body: Option<Font>,
    pub(crate) headings: Option<Font>,
}

#[derive(Debug)]
pub(crate) struct Font {
    pub(crate) family: String,
    pub(crate) license: License,
    pub(crate) files: Vec<FontFile>,
}

#[derive(Debug)]
pub(crate) struct FontFile {
    pub(crate) src: FileRef,
    /// As style sheets write it.
    pub(crate) weight: Option<String>,
    pub(crate) italic: bool,
}

impl Theme {
    /// Its fonts, that of texts first.
    pub(crate) fn fonts(&self) -> impl Iterator<Item = &Font> {
        self.body.iter().chain(&self.headings)
    }
}

#[derive(Debug)]
pub(crate) struct Completion {
    /// The share of lessons that must be complete.
    pub(crate) lessons: f64,
    pub(crate) tests: TestsRule,
    /// Where the rule about tests was written, if it was.
    pub(crate) tests_place: Option<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TestsRule {
    Attempted,
    Passed,
    None,
}

#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) term: String,
    pub(crate) definition: Markdown,
}

#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) id: Spanned<String>,
    pub(crate) title: Text,
    pub(crate) description: Option<Text>,
    pub(crate) duration: Option<u64>,
    pub(crate) requires: Vec<Spanned<String>>,
    pub(crate) skip_if_passed: Option<Place>,
    /// How often a learner may do it from its beginning.
    pub(crate) attempts: Option<Spanned<u32>>,
    pub(crate) lessons: Vec<Lesson>,
    /// After its own lessons.
    pub(crate) modules: Vec<Module>,
}

#[derive(Debug)]
pub(crate) struct Lesson {
    pub(crate) id: Spanned<String>,
    pub(crate) title: Text,
    pub(crate) description: Option<Text>,
    pub(crate) duration: Option<u64>,
    pub(crate) complete_by: CompleteBy,
    pub(crate) outcomes: Vec<Spanned<String>>,
    pub(crate) requires: Vec<Spanned<String>>,
    /// The text; questions asked in it are `body.questions`.
    pub(crate) body: Option<Markdown>,
    pub(crate) see_also: Vec<SeeAlso>,
    pub(crate) kind: LessonKind,
    /// Where its type was written, or else the lesson.
    pub(crate) place: Place,
    /// Whether it stands for a lesson that could not be read, which is a finding already: what else it may lack, and
    /// what others expect of it, is not known.
    pub(crate) unread: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CompleteBy {
    Manual,
    View,
    Auto,
}

#[derive(Debug)]
pub(crate) struct SeeAlso {
    pub(crate) title: Text,
    pub(crate) target: SeeAlsoTarget,
}

#[derive(Debug)]
pub(crate) enum SeeAlsoTarget {
    Url(String),
    File(FileRef),
}

#[derive(Debug)]
pub(crate) enum LessonKind {
    Article,
    Video(Media),
    Audio(Media),
    Discussion {
        prompt: Markdown,
        perspectives: Vec<Perspective>,
        forum: Option<String>,
    },
    Poll {
        prompt: Markdown,
        options: Vec<PollOption>,
        multiple: bool,
    },
    /// Each prompt with the id of its text slot; one without an id of its own has the lesson's.
    Reflection {
        prompts: Vec<Prompt>,
    },
    Quiz {
        questions: Vec<Question>,
    },
    Test {
        questions: Vec<Question>,
        rules: TestRules,
    },
    Exercise {
        prompt: Markdown,
        checklist: Vec<Markdown>,
        example: Option<Markdown>,
    },
    Download {
        files: Vec<Download>,
    },
    External {
        url: String,
    },
    End,
}

#[derive(Debug)]
pub(crate) struct Media {
    pub(crate) src: FileRef,
    pub(crate) captions: Vec<Captions>,
    pub(crate) poster: Option<FileRef>,
    pub(crate) description: Option<Text>,
    pub(crate) transcript: Option<Markdown>,
    /// Whether the author says that nobody needs to see it, or where a version with audio description is.
    pub(crate) described: Option<Described>,
    /// The same on another site.
    pub(crate) external: Option<String>,
}

impl Media {
    /// The file of the version with audio description.
    pub(crate) fn described_file(&self) -> Option<&FileRef> {
        match &self.described {
            Some(Described::File(file)) => Some(file),
            _ => None,
        }
    }
}

#[derive(Debug)]
pub(crate) enum Described {
    Anyway,
    File(FileRef),
}

#[derive(Debug)]
pub(crate) struct Captions {
    pub(crate) src: FileRef,
    pub(crate) language: String,
    pub(crate) label: Option<String>,
    /// `captions`, `subtitles` or `descriptions`.
    pub(crate) kind: String,
}

#[derive(Debug)]
pub(crate) struct Perspective {
    pub(crate) name: Option<Text>,
    pub(crate) text: Markdown,
}

#[derive(Debug)]
pub(crate) struct PollOption {
    pub(crate) text: Markdown,
    pub(crate) share: Option<f64>,
}

#[derive(Debug)]
pub(crate) struct Prompt {
    pub(crate) id: Spanned<String>,
    pub(crate) prompt: Markdown,
    pub(crate) words: Option<u32>,
}

#[derive(Debug)]
pub(crate) struct Download {
    pub(crate) src: FileRef,
    pub(crate) title: Text,
    pub(crate) description: Option<Text>,
}

#[derive(Debug)]
pub(crate) struct TestRules {
    pub(crate) attempts: u32,
    pub(crate) penalty: Penalty,
    pub(crate) pass: Option<f64>,
    pub(crate) shuffle: bool,
    pub(crate) draw: Option<Spanned<u32>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Penalty {
    Points(f64),
    Share(f64),
}

#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) id: Spanned<String>,
    pub(crate) prompt: Markdown,
    pub(crate) points: f64,
    pub(crate) hint: Option<Markdown>,
    pub(crate) correct_feedback: Option<Markdown>,
    pub(crate) incorrect_feedback: Option<Markdown>,
    pub(crate) outcomes: Vec<Spanned<String>>,
    pub(crate) kind: QuestionKind,
    /// Where it was written: its type.
    pub(crate) place: Place,
}

#[derive(Debug)]
pub(crate) enum QuestionKind {
    Choice {
        options: Vec<ChoiceOption>,
        multiple: bool,
    },
    TrueFalse {
        answer: bool,
    },
    FillIn {
        answers: Vec<Text>,
        case_sensitive: bool,
    },
    /// `min` and `max` hold the tolerance already; `answer` is what the author wrote, for "show the answer".
    Numeric {
        min: Option<f64>,
        max: Option<f64>,
        answer: Option<f64>,
    },
    Matching {
        pairs: Vec<Pair>,
    },
    Sequencing {
        items: Vec<Markdown>,
    },
    Likert {
        scale: Vec<Text>,
    },
    LongFillIn,
}

#[derive(Debug)]
pub(crate) struct ChoiceOption {
    pub(crate) text: Markdown,
    pub(crate) correct: bool,
    pub(crate) feedback: Option<Markdown>,
}

#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) source: Markdown,
    pub(crate) target: Text,
}

impl LessonKind {
    /// The name in a definition.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Video(_) => "video",
            Self::Audio(_) => "audio",
            Self::Discussion { .. } => "discussion",
            Self::Poll { .. } => "poll",
            Self::Reflection { .. } => "reflection",
            Self::Quiz { .. } => "quiz",
            Self::Test { .. } => "test",
            Self::Exercise { .. } => "exercise",
            Self::Download { .. } => "download",
            Self::External { .. } => "external",
            Self::End => "end",
        }
    }
}

impl QuestionKind {
    /// The name in a definition, which is the interaction type of SCORM and xAPI.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Choice { .. } => "choice",
            Self::TrueFalse { .. } => "true-false",
            Self::FillIn { .. } => "fill-in",
            Self::Numeric { .. } => "numeric",
            Self::Matching { .. } => "matching",
            Self::Sequencing { .. } => "sequencing",
            Self::Likert { .. } => "likert",
            Self::LongFillIn => "long-fill-in",
        }
    }

    /// Whether an answer can be right or wrong.
    pub(crate) fn is_judged(&self) -> bool {
        !matches!(self, Self::Likert { .. } | Self::LongFillIn)
    }
}

impl Lesson {
    /// The questions of a quiz or test.
    pub(crate) fn listed_questions(&self) -> &[Question] {
        match &self.kind {
            LessonKind::Quiz { questions } | LessonKind::Test { questions, .. } => questions,
            _ => &[],
        }
    }

    /// The questions asked in the body, in the course's own language.
    pub(crate) fn inline_questions(&self) -> &[Question] {
        self.body
            .as_ref()
            .map_or(&[], |body| &body.first().questions)
    }

    /// Every question, those of the body first.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &Question> {
        self.inline_questions()
            .iter()
            .chain(self.listed_questions())
    }

    pub(crate) fn is_test(&self) -> bool {
        matches!(self.kind, LessonKind::Test { .. })
    }
}

impl Course {
    /// Every module before those in it, in the order of the course.
    pub(crate) fn all_modules(&self) -> Vec<&Module> {
        fn walk<'m>(modules: &'m [Module], found: &mut Vec<&'m Module>) {
            for module in modules {
                found.push(module);
                walk(&module.modules, found);
            }
        }
        let mut found = Vec::new();
        walk(&self.modules, &mut found);
        found
    }

    /// Every lesson, in the order of the course.
    pub(crate) fn all_lessons(&self) -> impl Iterator<Item = &Lesson> {
        self.all_modules()
            .into_iter()
            .flat_map(|module| &module.lessons)
    }
}

/// The short name of a course, for files: the last segment of its IRI, in lower-case ASCII; `course` where it has none.
pub(crate) fn slug(id: &str) -> String {
    let path = id.split(['?', '#']).next().unwrap_or(id);
    let last = path
        .split(['/', ':'])
        .rfind(|segment| !segment.is_empty())
        .unwrap_or("");
    let mut slug = ascii(last);
    slug.truncate(60);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "course".to_owned()
    } else {
        slug.to_owned()
    }
}
