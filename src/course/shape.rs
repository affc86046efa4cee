//! The format as data: which fields there are, of what kind, and what they are for.
//!
//! The reader conforms every file to these tables, and the JSON Schema is printed from them, so the two cannot
//! disagree. The names are the public format's and never change their meaning.

/// A kind of value.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A text, or a map from language to text.
    Text,
    /// As [`Shape::Text`], but read as Markdown.
    Markdown,
    /// A text of a certain form.
    Plain(Form),
    Bool,
    /// A whole number, at least this.
    Integer(u32),
    /// A whole number from one to the other.
    Between(u32, u32),
    /// A number, at least 0.
    Number,
    /// Any number.
    Signed,
    /// `70%` or a number from 0 to 100.
    Percent,
    /// Points, or a percentage of them.
    Penalty,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list with at least this many items.
    List(usize, &'static Shape),
    Object(&'static Object),
    /// Objects told apart by their field `type`.
    Tagged(&'static Tagged),
    /// Any of these, told apart by the kind of value that is written.
    Either(&'static [Shape]),
    /// A map from any name to this.
    Map(&'static Shape),
    /// A path, or a map from language to path.
    Paths,
}

/// What a text must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Anything but nothing.
    Any,
    /// `[a-z0-9][a-z0-9-]*`
    Id,
    /// An absolute IRI (RFC 3987).
    Iri,
    /// An `https:` or `http:` address.
    Url,
    /// A language tag (BCP 47).
    Language,
    /// A duration (ISO 8601) without years and months.
    Duration,
    /// The path of a file of the course.
    Path,
    /// `#rrggbb` or `#rgb`.
    Colour,
    /// The weight of a font, or the range of them in a variable one.
    Weights,
    /// `1.2.0`: letters, digits, `.`, `-`, `+` and `_`.
    Version,
}

/// A map with named fields.
#[derive(Debug)]
pub(crate) struct Object {
    /// With its article, such as `a lesson`.
    pub(crate) what: &'static str,
    /// The name of its definition in the JSON Schema.
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
    pub(crate) doc: &'static str,
}

/// Objects told apart by their field `type`.
#[derive(Debug)]
pub(crate) struct Tagged {
    pub(crate) what: &'static str,
    pub(crate) name: &'static str,
    /// The type where none is written; `None` where it must be.
    pub(crate) default: Option<&'static str>,
    /// The fields that every type has.
    pub(crate) common: &'static [Field],
    pub(crate) variants: &'static [Variant],
}

/// One type of a [`Tagged`] and its own fields.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) tag: &'static str,
    pub(crate) fields: &'static [Field],
}

const fn may(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field {
        name,
        shape,
        required: false,
        doc,
    }
}

const fn must(name: &'static str, shape: Shape, doc: &'static str) -> Field {
    Field {
        name,
        shape,
        required: true,
        doc,
    }
}

const ID: Shape = Shape::Plain(Form::Id);
const PATH: Shape = Shape::Plain(Form::Path);
const TEXT: Shape = Shape::Text;
const MARKDOWN: Shape = Shape::Markdown;
const DURATION: Shape = Shape::Plain(Form::Duration);
const IDS: Shape = Shape::List(0, &ID);

/// LOM 1.0 and imsmd 1.2.1, lifecycle contribute role.
pub(crate) const ROLES: &[&str] = &[
    "author",
    "publisher",
    "unknown",
    "initiator",
    "terminator",
    "validator",
    "editor",
    "graphical designer",
    "technical implementer",
    "content provider",
    "technical validator",
    "educational validator",
    "script writer",
    "instructional designer",
];

static PICTURE: Object = Object {
    what: "a picture",
    name: "picture",
    fields: &[
        must("src", PATH, "The image file."),
        must(
            "alt",
            TEXT,
            "What the picture shows, for people who do not see it.",
        ),
    ],
};

static AUTHOR: Object = Object {
    what: "an author",
    name: "author",
    fields: &[
        must(
            "name",
            Shape::Plain(Form::Any),
            "The person or organisation.",
        ),
        may(
            "role",
            Shape::Word(ROLES),
            "What they did for the course (LOM contribute role); `author` by default.",
        ),
    ],
};

static LICENSE: Object = Object {
    what: "a license",
    name: "license",
    fields: &[
        must("name", Shape::Plain(Form::Any), "Its name."),
        may("url", Shape::Plain(Form::Url), "Where it can be read."),
    ],
};

const LICENSED: Shape = Shape::Either(&[Shape::Plain(Form::Any), Shape::Object(&LICENSE)]);

static OUTCOME: Object = Object {
    what: "a learning outcome",
    name: "outcome",
    fields: &[
        must("id", ID, "What lessons and questions point at."),
        must("text", TEXT, "What a learner will be able to do."),
    ],
};

static FONT_FILE: Object = Object {
    what: "a file of a font",
    name: "fontFile",
    fields: &[
        must("src", PATH, "The font file, WOFF2."),
        may(
            "weight",
            Shape::Either(&[Shape::Between(1, 1000), Shape::Plain(Form::Weights)]),
            "Its weight, such as `700`, or the range of a variable font, such as `200 900`; 400 by default.",
        ),
        may(
            "style",
            Shape::Word(&["normal", "italic"]),
            "Whether it is upright (`normal`, the default) or italic.",
        ),
    ],
};

static FONT: Object = Object {
    what: "a font",
    name: "font",
    fields: &[
        must("family", Shape::Plain(Form::Any), "Its name."),
        must(
            "license",
            LICENSED,
            "What allows it to be packaged: an SPDX identifier such as `OFL-1.1`, or a name and an address.",
        ),
        must(
            "files",
            Shape::List(1, &Shape::Object(&FONT_FILE)),
            "Its files, one for each weight and style; a variable font has one for all weights.",
        ),
    ],
};

static FONTS: Object = Object {
    what: "fonts",
    name: "fonts",
    fields: &[
        may("body", Shape::Object(&FONT), "The font of texts."),
        may(
            "headings",
            Shape::Object(&FONT),
            "The font of headings; that of texts where only that is named.",
        ),
    ],
};

static THEME: Object = Object {
    what: "a theme",
    name: "theme",
    fields: &[
        may(
            "accent",
            Shape::Plain(Form::Colour),
            "The colour of links and buttons, such as `#0b6e4f`; it has to be readable on light grounds.",
        ),
        may("logo", Shape::Object(&PICTURE), "The logo in the header."),
        may(
            "css",
            PATH,
            "A style sheet of the course, whose rules win over the player's and yield to what the learner chose.",
        ),
        may(
            "fonts",
            Shape::Object(&FONTS),
            "Fonts of the course, packaged with it.",
        ),
    ],
};

static COMPLETION: Object = Object {
    what: "a completion rule",
    name: "completion",
    fields: &[
        may(
            "lessons",
            Shape::Percent,
            "The share of lessons that must be complete; 100% by default.",
        ),
        may(
            "tests",
            Shape::Word(&["attempted", "passed", "none"]),
            "What tests must be: `attempted` (every question answered, the default), `passed` or `none`.",
        ),
    ],
};

static SUCCESS: Object = Object {
    what: "a success rule",
    name: "success",
    fields: &[must(
        "score",
        Shape::Percent,
        "The score over all tests from which the course is passed.",
    )],
};

/// The course definition itself.
pub(crate) static COURSE: Object = Object {
    what: "a course",
    name: "course",
    fields: &[
        must(
            "id",
            Shape::Plain(Form::Iri),
            "The permanent identity of the course: an absolute IRI that never changes.",
        ),
        must("title", TEXT, "The title that LMS and learner see."),
        must(
            "language",
            Shape::Plain(Form::Language),
            "The language of the course (BCP 47), such as `en-GB`.",
        ),
        may(
            "version",
            Shape::Plain(Form::Version),
            "The version of the course, in quotes; `1.0.0` by default.",
        ),
        may("description", TEXT, "A few sentences for catalogues."),
        may(
            "keywords",
            Shape::List(0, &TEXT),
            "Words to find the course by.",
        ),
        may(
            "authors",
            Shape::List(0, &Shape::Object(&AUTHOR)),
            "Who made the course.",
        ),
        may(
            "license",
            LICENSED,
            "An SPDX identifier such as `CC-BY-4.0`, or a name and an address.",
        ),
        may(
            "duration",
            DURATION,
            "The typical learning time (ISO 8601), such as `PT18H`.",
        ),
        may("audience", Shape::List(0, &TEXT), "Whom the course is for."),
        may(
            "outcomes",
            Shape::List(0, &Shape::Object(&OUTCOME)),
            "What learners will be able to do.",
        ),
        may(
            "cover",
            Shape::Object(&PICTURE),
            "The picture on the course's first page.",
        ),
        may("theme", Shape::Object(&THEME), "How the player looks."),
        may(
            "granularity",
            Shape::Word(&["course", "module", "lesson"]),
            "What becomes one SCO or AU; `course` by default.",
        ),
        may(
            "sequence",
            Shape::Word(&["free", "linear"]),
            "Whether lessons open in any order (`free`, the default) or one after the other.",
        ),
        may(
            "completion",
            Shape::Object(&COMPLETION),
            "When the course counts as complete.",
        ),
        may(
            "success",
            Shape::Object(&SUCCESS),
            "When the course counts as passed; without it the course is not scored.",
        ),
        may(
            "reflections",
            Shape::Word(&["private", "record"]),
            "Whether what learners write stays with them (`private`, the default) or is sent to the LMS or LRS.",
        ),
        may(
            "glossary",
            PATH,
            "A file that maps terms to their definitions.",
        ),
        may(
            "strings",
            PATH,
            "A file that replaces some of the player's own words.",
        ),
        must(
            "modules",
            Shape::List(1, &Shape::Object(&MODULE)),
            "The parts of the course, in order.",
        ),
    ],
};

static MODULE: Object = Object {
    what: "a module",
    name: "module",
    fields: &[
        must("id", ID, "Its permanent id, unique in the course."),
        must("title", TEXT, "Its title."),
        may("description", TEXT, "What it is about."),
        may("duration", DURATION, "How long it takes (ISO 8601)."),
        may(
            "requires",
            IDS,
            "The modules and lessons that must be complete before.",
        ),
        may(
            "skip-if-passed",
            Shape::Bool,
            "Whether passing a test of the module completes its other lessons.",
        ),
        may(
            "attempts",
            Shape::Integer(1),
            "How often a learner may do the module from its beginning; as often as they like by default. Counted by LMSs in SCORM 2004 packages whose SCOs are modules or lessons.",
        ),
        may(
            "lessons",
            Shape::List(0, &Shape::Either(&[PATH, Shape::Tagged(&LESSON)])),
            "Its lessons, in order: files, or lessons written in place.",
        ),
        may(
            "modules",
            Shape::List(0, &Shape::Object(&MODULE)),
            "The modules in it, after its own lessons.",
        ),
    ],
};

static SEE_ALSO: Object = Object {
    what: "a link under a lesson",
    name: "see-also",
    fields: &[
        must("title", TEXT, "The words of the link."),
        may("url", Shape::Plain(Form::Url), "An address on the web."),
        may("src", PATH, "A file of the course."),
    ],
};

static CAPTIONS: Object = Object {
    what: "a caption track",
    name: "captions",
    fields: &[
        must("src", PATH, "A WebVTT file."),
        must("language", Shape::Plain(Form::Language), "Its language."),
        may(
            "label",
            Shape::Plain(Form::Any),
            "What the learner chooses it by; the language's name by default.",
        ),
        may(
            "kind",
            Shape::Word(&["captions", "subtitles", "descriptions"]),
            "`captions` by default.",
        ),
    ],
};

static MEDIA: Object = Object {
    what: "media",
    name: "media",
    fields: &[
        must("src", PATH, "The video or audio file."),
        may(
            "captions",
            Shape::List(0, &Shape::Object(&CAPTIONS)),
            "What is said, as timed text.",
        ),
        may("poster", PATH, "The picture before a video plays."),
        may(
            "described",
            Shape::Either(&[Shape::Bool, PATH]),
            "`true` when what matters in the picture is told as well, in the sound or the transcript; else the file of a version with audio description.",
        ),
        may(
            "external",
            Shape::Plain(Form::Url),
            "The same on another site, for learners whose browser cannot play the file.",
        ),
        may("description", TEXT, "What the media shows, in a sentence."),
    ],
};

static PERSPECTIVE: Object = Object {
    what: "a perspective",
    name: "perspective",
    fields: &[
        may("name", TEXT, "Whose view it might be."),
        must(
            "text",
            MARKDOWN,
            "The view, written by the author as an example.",
        ),
    ],
};

static POLL_OPTION: Object = Object {
    what: "an option of a poll",
    name: "poll-option",
    fields: &[
        must("text", MARKDOWN, "The option."),
        may(
            "share",
            Shape::Percent,
            "How many chose it in the author's example distribution.",
        ),
    ],
};

static PROMPT: Object = Object {
    what: "a prompt",
    name: "prompt",
    fields: &[
        must("id", ID, "Its permanent id, unique in the course."),
        must("prompt", MARKDOWN, "What to reflect on."),
        may("words", Shape::Integer(1), "About how many words to write."),
    ],
};

static DOWNLOAD: Object = Object {
    what: "a file to download",
    name: "download",
    fields: &[
        must("src", PATH, "The file."),
        must("title", TEXT, "What it is called."),
        may("description", TEXT, "What it is for."),
    ],
};

const QUESTIONS: Shape = Shape::List(1, &Shape::Tagged(&QUESTION));

/// A lesson, in place or in a file of its own; `article` in Markdown files when no type is written.
pub(crate) static LESSON: Tagged = Tagged {
    what: "a lesson",
    name: "lesson",
    default: Some("article"),
    common: &[
        may(
            "id",
            ID,
            "Its permanent id, unique in the course; the file's stem by default.",
        ),
        must("title", TEXT, "Its title."),
        may(
            "description",
            TEXT,
            "What it is about, for catalogues and search.",
        ),
        may(
            "duration",
            DURATION,
            "How long it takes (ISO 8601), such as `PT10M`.",
        ),
        may(
            "completion",
            Shape::Word(&["manual", "view", "auto"]),
            "What completes it: the learner's mark (`manual`, the default), opening it (`view`), or doing what it asks (`auto`).",
        ),
        may("outcomes", IDS, "The learning outcomes that it serves."),
        may(
            "requires",
            IDS,
            "The modules and lessons that must be complete before.",
        ),
        may("keywords", Shape::List(0, &TEXT), "Words to find it by."),
        may(
            "body",
            MARKDOWN,
            "The text of a lesson that is written in place.",
        ),
        may(
            "translations",
            Shape::Map(&PATH),
            "The Markdown files with its body in other languages, by language.",
        ),
        may(
            "see-also",
            Shape::List(0, &Shape::Object(&SEE_ALSO)),
            "Links and files shown under it.",
        ),
    ],
    variants: &[
        Variant {
            tag: "article",
            fields: &[],
        },
        Variant {
            tag: "video",
            fields: &[
                must(
                    "media",
                    Shape::Object(&MEDIA),
                    "The video and its captions.",
                ),
                may(
                    "transcript",
                    Shape::Paths,
                    "A Markdown file with what is said and shown.",
                ),
            ],
        },
        Variant {
            tag: "audio",
            fields: &[
                must("media", Shape::Object(&MEDIA), "The audio file."),
                may(
                    "transcript",
                    Shape::Paths,
                    "A Markdown file with what is said.",
                ),
            ],
        },
        Variant {
            tag: "discussion",
            fields: &[
                must("prompt", MARKDOWN, "What to discuss."),
                may(
                    "perspectives",
                    Shape::List(0, &Shape::Object(&PERSPECTIVE)),
                    "Example views, labelled as such.",
                ),
                may(
                    "forum",
                    Shape::Plain(Form::Url),
                    "Where the discussion really is; `{week}` and `{step}` are filled in.",
                ),
            ],
        },
        Variant {
            tag: "poll",
            fields: &[
                must("prompt", MARKDOWN, "What is asked."),
                must(
                    "options",
                    Shape::List(2, &Shape::Object(&POLL_OPTION)),
                    "What can be chosen.",
                ),
                may("multiple", Shape::Bool, "Whether several may be chosen."),
            ],
        },
        Variant {
            tag: "reflection",
            fields: &[
                may("prompt", MARKDOWN, "What to reflect on."),
                may(
                    "prompts",
                    Shape::List(1, &Shape::Object(&PROMPT)),
                    "Several prompts instead of one.",
                ),
                may("words", Shape::Integer(1), "About how many words to write."),
            ],
        },
        Variant {
            tag: "quiz",
            fields: &[must(
                "questions",
                QUESTIONS,
                "Practice questions: unlimited tries, never scored.",
            )],
        },
        Variant {
            tag: "test",
            fields: &[
                must(
                    "questions",
                    QUESTIONS,
                    "The questions that count toward the score.",
                ),
                may(
                    "attempts",
                    Shape::Integer(1),
                    "How many tries each question gives; 1 by default.",
                ),
                may(
                    "penalty",
                    Shape::Penalty,
                    "What a wrong try costs: points, or a percentage of the question's points.",
                ),
                may(
                    "pass",
                    Shape::Percent,
                    "The score from which this test is passed.",
                ),
                may(
                    "shuffle",
                    Shape::Bool,
                    "Whether questions and options come in another order for each learner.",
                ),
                may(
                    "draw",
                    Shape::Integer(1),
                    "How many questions are drawn from the pool; all by default.",
                ),
            ],
        },
        Variant {
            tag: "exercise",
            fields: &[
                must("prompt", MARKDOWN, "What to do."),
                may(
                    "checklist",
                    Shape::List(1, &MARKDOWN),
                    "What to check in one's own work.",
                ),
                may(
                    "example",
                    MARKDOWN,
                    "One possible answer, shown on request.",
                ),
            ],
        },
        Variant {
            tag: "download",
            fields: &[must(
                "files",
                Shape::List(1, &Shape::Object(&DOWNLOAD)),
                "The files.",
            )],
        },
        Variant {
            tag: "external",
            fields: &[must(
                "url",
                Shape::Plain(Form::Url),
                "Where it is on the web.",
            )],
        },
        Variant {
            tag: "end",
            fields: &[],
        },
    ],
};

static OPTION: Object = Object {
    what: "an option",
    name: "option",
    fields: &[
        must("text", MARKDOWN, "What can be chosen."),
        may("correct", Shape::Bool, "Whether it is right."),
        may(
            "feedback",
            MARKDOWN,
            "What the learner reads after choosing it.",
        ),
    ],
};

static PAIR: Object = Object {
    what: "a pair",
    name: "pair",
    fields: &[
        must("source", MARKDOWN, "What is to be matched."),
        must("target", TEXT, "What it belongs to."),
    ],
};

static RANGE: Object = Object {
    what: "a range",
    name: "range",
    fields: &[
        may("min", Shape::Signed, "The least right answer."),
        may("max", Shape::Signed, "The greatest right answer."),
    ],
};

static FEEDBACK: Object = Object {
    what: "feedback",
    name: "feedback",
    fields: &[
        may("correct", MARKDOWN, "After a right answer."),
        may("incorrect", MARKDOWN, "After a wrong one."),
    ],
};

/// A question; the types are the interaction types of SCORM and xAPI.
pub(crate) static QUESTION: Tagged = Tagged {
    what: "a question",
    name: "question",
    default: None,
    common: &[
        may(
            "id",
            ID,
            "Its permanent id, unique in the course; may be left out for the only question of a lesson.",
        ),
        must("prompt", MARKDOWN, "What is asked."),
        may(
            "points",
            Shape::Number,
            "What a right answer is worth in a test; 1 by default.",
        ),
        may("hint", MARKDOWN, "Help that the learner can ask for."),
        may(
            "feedback",
            Shape::Object(&FEEDBACK),
            "What the learner reads after answering.",
        ),
        may("outcomes", IDS, "The learning outcomes that it tests."),
    ],
    variants: &[
        Variant {
            tag: "choice",
            fields: &[
                must(
                    "options",
                    Shape::List(2, &Shape::Object(&OPTION)),
                    "What can be chosen.",
                ),
                may(
                    "multiple",
                    Shape::Bool,
                    "Whether several options are right.",
                ),
            ],
        },
        Variant {
            tag: "true-false",
            fields: &[must(
                "answer",
                Shape::Bool,
                "Whether the statement is true.",
            )],
        },
        Variant {
            tag: "fill-in",
            fields: &[
                must("answers", Shape::List(1, &TEXT), "Every right answer."),
                may(
                    "case-sensitive",
                    Shape::Bool,
                    "Whether upper and lower case matter; `false` by default.",
                ),
            ],
        },
        Variant {
            tag: "numeric",
            fields: &[
                must(
                    "answer",
                    Shape::Either(&[Shape::Signed, Shape::Object(&RANGE)]),
                    "The right number, or a range.",
                ),
                may(
                    "tolerance",
                    Shape::Number,
                    "How far from the right number an answer may be.",
                ),
            ],
        },
        Variant {
            tag: "matching",
            fields: &[must(
                "pairs",
                Shape::List(2, &Shape::Object(&PAIR)),
                "What belongs to what.",
            )],
        },
        Variant {
            tag: "sequencing",
            fields: &[must(
                "items",
                Shape::List(2, &MARKDOWN),
                "What is to be put in order, written in the right order.",
            )],
        },
        Variant {
            tag: "likert",
            fields: &[must(
                "scale",
                Shape::List(2, &TEXT),
                "The steps of the scale; no step is right.",
            )],
        },
        Variant {
            tag: "long-fill-in",
            fields: &[],
        },
    ],
};

impl Tagged {
    /// The types, in the order of the documentation.
    pub(crate) fn tags(&self) -> Vec<&'static str> {
        self.variants.iter().map(|variant| variant.tag).collect()
    }

    pub(crate) fn variant(&self, tag: &str) -> Option<&'static Variant> {
        self.variants.iter().find(|variant| variant.tag == tag)
    }
}
