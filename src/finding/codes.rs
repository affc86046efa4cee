//! Every rule once: its code, severity, what is wrong, why it matters, the fix, a wrong and a right example.
//!
//! The table feeds the reports, SARIF's rules and `coursepack explain CODE`.

use super::Severity;

/// One thing that can be wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable code, such as `COURSE-unknown-field`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// A short sentence for lists.
    pub title: &'static str,
    /// Why it matters, for somebody who does not know the standards.
    pub why: &'static str,
    /// How to mend it.
    pub fix: &'static str,
    /// An example that breaks the rule.
    pub wrong: &'static str,
    /// The example mended.
    pub right: &'static str,
    /// The clause or page that demands it; empty for our own format.
    pub source: &'static str,
}

/// The rule with this code, whatever its case; `None` if there is none.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .find(|rule| rule.code.eq_ignore_ascii_case(code))
}

macro_rules! rules {
    ($($name:ident = $code:literal, $severity:ident, $title:literal;
        why $why:literal; fix $fix:literal; wrong $wrong:literal; right $right:literal $(, source $source:literal)?;)*) => {
        pub(super) mod names {
            use super::{Rule, Severity};
            $(
                #[doc = $title]
                pub static $name: Rule = Rule {
                    code: $code,
                    severity: Severity::$severity,
                    title: $title,
                    why: $why,
                    fix: $fix,
                    wrong: $wrong,
                    right: $right,
                    source: concat!($($source)?),
                };
            )*
        }
        /// Every rule, in the order of this file.
        pub static RULES: &[&Rule] = &[$(&names::$name),*];
    };
}

rules! {
    UNKNOWN_FIELD = "COURSE-unknown-field", Error, "A field is not part of the format.";
    why "A misspelt field would be ignored silently, and the course would lack what it says.";
    fix "Use the suggested name, or remove the field.";
    wrong "titel: Leadership";
    right "title: Leadership";

    SYNTAX = "COURSE-syntax", Error, "A file is not well-formed.";
    why "Nothing after the fault can be understood for certain.";
    fix "Mend the place that is shown; in YAML it is most often the indentation or a missing quote.";
    wrong "title: Leading: change";
    right "title: \"Leading: change\"";

    NOT_UTF8 = "COURSE-not-utf8", Error, "A file is not UTF-8.";
    why "Every text of a package is UTF-8; other encodings would show wrong letters.";
    fix "Save the file as UTF-8.";
    wrong "a file saved as Latin-1";
    right "the same file saved as UTF-8";

    TOO_LARGE = "COURSE-too-large", Error, "A file is too large to be a definition or a text.";
    why "No course needs it, and reading it would take the machine's memory.";
    fix "Split the text into lessons, each in a file of its own; write aliases out.";
    wrong "a course.yaml of 100 MB";
    right "modules: [{lessons: [week-1/01-welcome.md, ...]}]";

    TOO_DEEP = "COURSE-too-deep", Error, "Values nest too deep.";
    why "No course needs it; it is a slip or an attack.";
    fix "Nest modules and lists less deep.";
    wrong "[[[[[[[[ ... ]]]]]]]]";
    right "[one, two]";

    FIELD_TWICE = "COURSE-field-twice", Error, "A field is written twice.";
    why "Only one of the two could count, and nobody would know which.";
    fix "Remove one of them.";
    wrong "title: One\ntitle: Two";
    right "title: One";

    MISSING_FIELD = "COURSE-missing-field", Error, "A field that must be there is not.";
    why "The package cannot be made without it.";
    fix "Add the field.";
    wrong "id: https://courses.example.org/x";
    right "id: https://courses.example.org/x\ntitle: Leadership";

    WRONG_TYPE = "COURSE-wrong-type", Error, "A value is of the wrong kind.";
    why "A list where a text is meant, or a number where a text is meant, would be read as something else.";
    fix "Write the kind of value that is expected; put numbers that are texts in quotes.";
    wrong "version: 1.2";
    right "version: \"1.2\"";

    BAD_FORM = "COURSE-bad-form", Error, "A text does not have the form it needs.";
    why "Ids, languages, durations and addresses are read by LMSs, which refuse other forms.";
    fix "Write it in the form that is shown.";
    wrong "duration: 10 minutes";
    right "duration: PT10M";

    UNKNOWN_WORD = "COURSE-unknown-word", Error, "A value is not one of the words it can be.";
    why "The tool would have to guess what is meant.";
    fix "Write one of the words.";
    wrong "granularity: week";
    right "granularity: module";

    TOO_FEW = "COURSE-too-few", Error, "A list has too few items.";
    why "A course needs a module, a choice needs two options.";
    fix "Add items, or remove the field.";
    wrong "options: [{text: Only one}]";
    right "options: [{text: One}, {text: Two, correct: true}]";

    MISSING_FILE = "COURSE-missing-file", Error, "A file that is named is not there.";
    why "The learner would meet a gap, or the LMS would refuse the package.";
    fix "Add the file, or mend its path; upper and lower case matter.";
    wrong "- week-1/welcom.md";
    right "- week-1/welcome.md";

    UNREADABLE_FILE = "COURSE-unreadable-file", Error, "A file cannot be read.";
    why "What is in it would be missing from the package.";
    fix "Change its permissions, or replace it by a regular file.";
    wrong "a file that only another user may read";
    right "chmod a+r media/cover.jpg";

    OUTSIDE = "COURSE-outside", Error, "A path leaves the course's folder.";
    why "A course is what is in its folder: anything else would not travel with it, and could be somebody's secret.";
    fix "Copy the file into the folder and name it by a relative path with `/`.";
    wrong "src: ../../shared/logo.svg";
    right "src: media/logo.svg";

    NOT_A_LESSON = "COURSE-not-a-lesson", Error, "A file in a list of lessons is no lesson.";
    why "Lessons are Markdown files or definitions; other files are used by lessons.";
    fix "Name a .md, .yaml, .json or .toml file; offer other files in a lesson of type `download`.";
    wrong "lessons: [worksheet.pdf]";
    right "lessons: [{id: worksheet, type: download, title: Worksheet, files: [{src: worksheet.pdf, title: Worksheet}]}]";

    DUPLICATE_ID = "COURSE-duplicate-id", Error, "Two things have the same id.";
    why "What learners did is kept under ids; two with one id would overwrite each other.";
    fix "Give one of them another id. The one that learners already used should keep it.";
    wrong "lessons: [{id: welcome, ...}, {id: welcome, ...}]";
    right "lessons: [{id: welcome, ...}, {id: welcome-back, ...}]";

    UNKNOWN_ID = "COURSE-unknown-id", Error, "An id points at nothing.";
    why "A prerequisite that does not exist could never be met.";
    fix "Write an id of this course, or remove it.";
    wrong "requires: [week-7]";
    right "requires: [week-5]";

    PREREQUISITE_LOOP = "COURSE-prerequisite-loop", Error, "Prerequisites run in a circle.";
    why "Each waits for the other, so that no learner could ever begin.";
    fix "Remove one of the prerequisites.";
    wrong "week-1 requires week-2, week-2 requires week-1";
    right "week-2 requires week-1";

    NO_RIGHT_ANSWER = "COURSE-no-right-answer", Error, "A choice has no right answer.";
    why "Every learner would be told that they are wrong.";
    fix "Write `correct: true` at the right option; for a question without a right answer use `likert` or a poll.";
    wrong "options: [{text: One}, {text: Two}]";
    right "options: [{text: One}, {text: Two, correct: true}]";

    SEVERAL_RIGHT_ANSWERS = "COURSE-several-right-answers", Error, "A single choice has several right answers.";
    why "A learner can choose only one, and could never be right.";
    fix "Write `multiple: true`, or leave one option right.";
    wrong "options: [{text: One, correct: true}, {text: Two, correct: true}]";
    right "multiple: true\noptions: [{text: One, correct: true}, {text: Two, correct: true}]";

    SAME_TWICE = "COURSE-same-twice", Error, "Two options read the same.";
    why "A learner cannot tell them apart.";
    fix "Reword one of them.";
    wrong "options: [{text: Yes}, {text: Yes, correct: true}]";
    right "options: [{text: Yes, always}, {text: Yes, sometimes, correct: true}]";

    TOO_MANY_OPTIONS = "COURSE-too-many-options", Error, "A question has more options than SCORM 1.2 can record.";
    why "Each option is recorded as one of the 36 characters a-z and 0-9.";
    fix "Write fewer options, or several questions.";
    wrong "37 options";
    right "at most 36 options",
    source "SCORM 1.2 RTE 3.4.4, cmi.interactions.n.student_response";

    ANSWER_TOO_LONG = "COURSE-answer-too-long", Error, "An answer is longer than SCORM 1.2 can record.";
    why "A response has at most 255 characters.";
    fix "Shorten it, or ask for a free text.";
    wrong "answers: [more than 255 characters]";
    right "answers: [co-production]",
    source "SCORM 1.2 RTE 3.4.4, CMIString255";

    EMPTY_RANGE = "COURSE-empty-range", Error, "No number is in the range of the right answer.";
    why "Nobody could be right.";
    fix "Let `min` be smaller than `max`.";
    wrong "answer: {min: 5, max: 3}";
    right "answer: {min: 3, max: 5}";

    NOTHING_TO_SCORE = "COURSE-nothing-to-score", Error, "A test has no question that can be scored.";
    why "Its score would be nothing out of nothing.";
    fix "Add a question with a right answer and points, or make it a quiz.";
    wrong "type: test\nquestions: [{id: q1, type: likert, ...}]";
    right "type: test\nquestions: [{id: q1, type: choice, ...}]";

    DRAW_TOO_MANY = "COURSE-draw-too-many", Error, "A test draws more questions than it has.";
    why "The rest of the questions do not exist.";
    fix "Draw fewer, or add questions to the pool.";
    wrong "draw: 10";
    right "draw: 5";

    POLL_SHARES = "COURSE-poll-shares", Error, "The shares of a poll do not add up.";
    why "Learners compare their answer with this distribution.";
    fix "Give every option a share so that they add up to 100%, or none.";
    wrong "options: [{text: A, share: 70%}, {text: B, share: 70%}]";
    right "options: [{text: A, share: 70%}, {text: B, share: 30%}]";

    SCORE_WITHOUT_TEST = "COURSE-score-without-test", Error, "A rule asks for a score, but there is no test.";
    why "Nobody could ever pass.";
    fix "Add a lesson of type `test`, or remove the rule.";
    wrong "success: {score: 70%}    # and no test";
    right "success: {score: 70%}    # and a lesson of type test";

    SKIP_WITHOUT_TEST = "COURSE-skip-without-test", Error, "A module is to be skipped by a test that it does not have.";
    why "The rule could never come true.";
    fix "Add a test to the module, or remove `skip-if-passed`.";
    wrong "skip-if-passed: true    # and no test in the module";
    right "skip-if-passed: true    # and a lesson of type test in the module";

    ATTEMPTS_NOT_COUNTED = "COURSE-attempts-not-counted", Warning, "Nobody counts the attempts at a module.";
    why "How often a module may be done from its beginning is counted by the LMS, and only SCORM 2004 can tell it so, of a module that is an activity of its own. Here the package is of another format, or the whole course is one SCO.";
    fix "Build with `--format scorm2004` and the granularity `module` or `lesson`, or remove `attempts`.";
    wrong "coursepack build --format scorm12     # and `attempts: 2` at a module";
    right "coursepack build --format scorm2004 --granularity module",
    source "SCORM 2004 SN 3.6.1, attemptLimit";

    EMPTY_MODULE = "COURSE-empty-module", Error, "A module has no lessons.";
    why "LMSs refuse or hide an item with nothing in it.";
    fix "Add lessons, or remove the module.";
    wrong "modules: [{id: week-1, title: Week 1}]";
    right "modules: [{id: week-1, title: Week 1, lessons: [welcome.md]}]";

    EMPTY_LESSON = "COURSE-empty-lesson", Error, "An article has no text.";
    why "The learner would see an empty page.";
    fix "Write its text, or remove it.";
    wrong "{id: why, type: article, title: Why}";
    right "{id: why, type: article, title: Why, body: Because ...}";

    NO_CAPTIONS = "COURSE-no-captions", Error, "A video or audio piece has neither captions nor a transcript.";
    why "People who do not hear it, or cannot play it, would learn nothing from it.";
    fix "Add captions (WebVTT) or a transcript (Markdown).";
    wrong "media: {src: media/talk.mp4}";
    right "media: {src: media/talk.mp4, captions: [{src: media/talk.vtt, language: en}]}",
    source "WCAG 2.2, 1.2.1 and 1.2.2";

    NO_DESCRIPTION = "COURSE-no-description", Warning, "Nothing says whether a video can be followed without seeing it.";
    why "People who do not see the picture need what it shows in words: in the sound, in the transcript, or in an audio description.";
    fix "Look away and listen. If nothing is lost, or the transcript tells it, write `described: true`; else make a version with audio description.";
    wrong "media: {src: media/talk.mp4, captions: [...]}";
    right "media: {src: media/talk.mp4, captions: [...], described: media/talk-described.mp4}",
    source "WCAG 2.2, 1.2.3 and 1.2.5";

    MISSING_ALT = "COURSE-missing-alt", Error, "An image has no text alternative.";
    why "People who do not see it are told nothing, and the page fails every accessibility check.";
    fix "Say what it shows; mark a picture that says nothing as decorative.";
    wrong "![](ward.jpg)";
    right "![A ward round at a bedside](ward.jpg)",
    source "WCAG 2.2, 1.1.1";

    ALT_FILE_NAME = "COURSE-alt-file-name", Warning, "The text alternative of an image is the name of a file.";
    why "People who do not see the picture hear the name of a file, which tells them nothing.";
    fix "Say what it shows and what it is there for.";
    wrong "![IMG_0042.jpg](IMG_0042.jpg)";
    right "![A ward round at a bedside](IMG_0042.jpg)",
    source "WCAG 2.2, 1.1.1, failure F30";

    ALT_TOO_LONG = "COURSE-alt-too-long", Warning, "The text alternative of an image is too long to be heard.";
    why "A screen reader reads it in one go: nobody can pause, go back or skip to the number that matters.";
    fix "Say in a sentence what the picture shows. Put the rest, such as the numbers of a chart, below it between `:::description` and `:::`: everybody can unfold it.";
    wrong "![three hundred characters about a chart](chart.svg)";
    right "![Waiting times fell from March on](chart.svg)\n\n:::description\n| Month | Weeks |\n|---|---|\n| March | 9 |\n:::",
    source "WCAG 2.2, 1.1.1; technique G92";

    WRONG_FILE = "COURSE-wrong-file", Error, "A file is not of the kind it is used as.";
    why "Browsers would show nothing.";
    fix "Name a file of the right kind, or convert it.";
    wrong "captions: [{src: talk.srt, language: en}]";
    right "captions: [{src: talk.vtt, language: en}]";

    FORBIDDEN_FILE = "COURSE-forbidden-file", Error, "A file is of a kind that LMSs refuse.";
    why "LMSs refuse whole packages that hold programs or server scripts.";
    fix "Offer it as a document, or link to it on the web.";
    wrong "files: [{src: setup.exe, title: Program}]";
    right "files: [{src: worksheet.pdf, title: Worksheet}]",
    source "Docebo, CrossKnowledge and Tovuti, lists of forbidden extensions, 2026-11";

    REMOTE_MEDIA = "COURSE-remote-media", Error, "A picture or media file is on the web.";
    why "A package must work without the web, and must not tell others who is learning.";
    fix "Copy the file into the course's folder.";
    wrong "![A ward](https://example.org/ward.jpg)";
    right "![A ward](media/ward.jpg)";

    STYLE_REFERENCE = "COURSE-style-reference", Error, "A style sheet imports another, or brings a font.";
    why "Only the one style sheet is packaged, with the pictures that it names; and a font needs a license, which a style sheet cannot name.";
    fix "Write everything into the one style sheet, and name fonts in the course.";
    wrong "@import 'fonts.css';";
    right "theme: {fonts: {body: {family: Atkinson Hyperlegible, license: OFL-1.1, files: [{src: media/atkinson.woff2}]}}}";

    STYLE_SYNTAX = "COURSE-style-syntax", Error, "A style sheet is not well-formed.";
    why "The style sheet is packaged in a cascade layer of its own, over the player's look and under what the learner chose. With a bracket too few or too many, it would not end where it should.";
    fix "Close what is open, and remove what closes nothing.";
    wrong ".cp-lesson { color: rgb(0, 0, 0 }";
    right ".cp-lesson { color: rgb(0, 0, 0) }",
    source "CSS Syntax 3, 5.4; CSS Cascading 5, 6.4";

    STYLE_IMPORTANT = "COURSE-style-important", Warning, "A style sheet insists with `!important`.";
    why "It would win over what learners chose, such as larger text or dark colours, so it is left out. The rules of the course win over the player's without it.";
    fix "Remove `!important`.";
    wrong ".cp-lesson { font-size: 12px !important }";
    right ".cp-lesson { font-size: 1rem }",
    source "CSS Cascading 5, 6.4.1";

    ACCENT_CONTRAST = "COURSE-accent-contrast", Error, "The accent cannot be read.";
    why "Links and buttons have the colour of the accent, as it is written. People who do not see well, and everybody in sunlight, would miss them.";
    fix "Write the colour that is suggested: it is the nearest that passes for every pair of colours that the player uses. Dark mode needs no thought: its colours are computed.";
    wrong "theme: {accent: \"#ffd700\"}";
    right "theme: {accent: \"#7f6b09\"}",
    source "WCAG 2.2, 1.4.3 and 1.4.11";

    STATE_TOO_LARGE = "COURSE-state-too-large", Error, "The state of a learner may not fit into what the LMS keeps.";
    why "SCORM 1.2 keeps 4,096 characters; more would be cut or refused, and the learner's progress would be lost.";
    fix "Build with the granularity `module` or `lesson`.";
    wrong "granularity: course    # with 3,000 lessons";
    right "granularity: module",
    source "SCORM 1.2 RTE 3.4.4, cmi.suspend_data, CMIString4096";

    QUESTION_MISPLACED = "COURSE-question-misplaced", Error, "A question block stands in a short text.";
    why "Only the body of a lesson can ask questions.";
    fix "Move the block into the body of a lesson.";
    wrong "prompt: a question block";
    right "body: a question block";

    UNKNOWN_CALLOUT = "COURSE-unknown-callout", Error, "There is no callout of this name.";
    why "It would look like any note.";
    fix "Write `note`, `tip`, `warning`, `example`, `quote` or `description`.";
    wrong ":::notice";
    right ":::note";

    UNCLOSED_CALLOUT = "COURSE-unclosed-callout", Error, "A callout is not closed, or a closing line has no callout.";
    why "The rest of the page would be in it.";
    fix "Open it with `:::note` and close it with `:::`, each on a line of its own.";
    wrong ":::note\nText";
    right ":::note\nText\n:::";

    EMPTY_LINK = "COURSE-empty-link", Error, "A link has no words or leads nowhere.";
    why "People who hear the page are told nothing.";
    fix "Write where the link leads.";
    wrong "[](worksheet.pdf)";
    right "[The worksheet](worksheet.pdf)",
    source "WCAG 2.2, 2.4.4";

    LINK_TEXT = "COURSE-link-text", Warning, "The words of a link do not say where it leads.";
    why "People who go from link to link hear its words alone: five times 'here' is no choice, and a long address is read out letter by letter.";
    fix "Make a link of the words that name what is there.";
    wrong "The toolkit is [here](https://example.org/toolkit).";
    right "Read the [toolkit for involving patients](https://example.org/toolkit).",
    source "WCAG 2.2, 2.4.4, failures F63 and F84";

    UNKNOWN_STRING = "COURSE-unknown-string", Error, "The player has no such words.";
    why "What is written would never be shown.";
    fix "Use a key of the player's own words.";
    wrong "nxt: Onwards";
    right "next: Onwards";

    LOST_PLACEHOLDER = "COURSE-lost-placeholder", Error, "Words of the player lack a placeholder.";
    why "The number or title that belongs there would not be shown.";
    fix "Write the placeholder, such as `{n}`, somewhere in the words.";
    wrong "minutes.other: minutes";
    right "minutes.other: \"{n} minutes\"";

    HTML_REMOVED = "COURSE-html-removed", Warning, "Something unsafe was removed from a text.";
    why "Scripts and handlers of authors could read what learners write and send it away; pages carry none.";
    fix "Write Markdown instead, or only harmless HTML.";
    wrong "<p onclick=\"go()\">Text</p>";
    right "Text";

    HTML_UNCLOSED = "COURSE-html-unclosed", Warning, "A raw HTML element is never closed.";
    why "It holds the rest of the page.";
    fix "Close it.";
    wrong "<div>Text";
    right "<div>Text</div>";

    BROKEN_ANCHOR = "COURSE-broken-anchor", Warning, "A link points at a heading that does not exist.";
    why "The learner stays where they are.";
    fix "Write the heading's words in lower case, joined by `-`.";
    wrong "[see below](#reasons)";
    right "[see below](#two-reasons)";

    TABLE_HEADER = "COURSE-table-header", Warning, "A table has no header.";
    why "People who hear the page do not know what its columns are.";
    fix "Say in the first row what the columns hold.";
    wrong "|  |  |";
    right "| Method | Used for |",
    source "WCAG 2.2, 1.3.1";

    HEADING_SKIP = "COURSE-heading-skip", Warning, "A heading skips a level.";
    why "People who move by headings think that something is missing.";
    fix "Go down one level at a time.";
    wrong "## Reasons\n#### The first";
    right "## Reasons\n### The first",
    source "WCAG 2.2, 1.3.1";

    CONTROL_CHARACTER = "COURSE-control-character", Warning, "A text holds control characters.";
    why "XML and HTML forbid them; they were left out.";
    fix "Remove them; they came from another program.";
    wrong "a text pasted from a slide, with a vertical tab";
    right "the same text typed";

    MISSING_TRANSLATION = "COURSE-missing-translation", Warning, "A text is not in every language of the course.";
    why "Learners of the missing language see it in the course's own, or in whatever language it has.";
    fix "Write the text in every language of the course, or as one text where all languages share it.";
    wrong "title: {cy: Croeso}";
    right "title: {en: Welcome, cy: Croeso}";

    UNUSED_FOOTNOTE = "COURSE-unused-footnote", Warning, "Nothing refers to a footnote.";
    why "It is left out of the page.";
    fix "Refer to it, or remove it.";
    wrong "[^1]: Source";
    right "Text[^1]\n\n[^1]: Source";

    // The SCORM 1.2 package.

    SCORM_TITLE_TOO_LONG = "SCORM-title-too-long", Warning, "A title is too long for SCORM.";
    why "The schemas of SCORM allow 200 characters, and Moodle refuses a package with more than 255, so the title was cut in the LMS's list of contents. The pages show it whole.";
    fix "Shorten the title.";
    wrong "title: A title that goes on for more than two hundred characters ...";
    right "title: A short title",
    source "IMS Content Packaging 1.1.2 and 1.1.4, title; Moodle 4.5 mod_scorm";

    SCORM_TITLE_WITH_TAG = "SCORM-title-with-tag", Warning, "A title holds something that looks like an HTML tag.";
    why "Moodle strips tags from titles: `Quiz <1>` would be shown as `Quiz`. The LMS's list of contents has ‹ and › instead; the pages show the title as it is.";
    fix "Write the title without `<`, or with a space after it.";
    wrong "title: Quiz <1>";
    right "title: Quiz 1",
    source "Moodle 4.5, format_string";

    SCORM12_PREREQUISITES_TOO_LONG = "SCORM12-prerequisites-too-long", Warning, "A prerequisite is too long for SCORM 1.2.";
    why "An LMS locks an item by naming every item that must be completed before, in at most 200 characters. This one has more, so the LMS does not lock it.";
    fix "Require fewer lessons, such as the last one or the test of a module, or build with the granularity `module` or `course`.";
    wrong "requires: [lesson-1, lesson-2, lesson-3, ..., lesson-40]";
    right "requires: [test-of-the-module]",
    source "SCORM 1.2 CAM 2.3.5.2";

    SCORM12_LAUNCH_DATA_TOO_LONG = "SCORM12-launch-data-too-long", Error, "The launch data of a SCO are too long.";
    why "SCORM 1.2 allows 255 characters in `adlcp:datafromlms`, and the run-time data model has no place for more.";
    fix "Shorten the data, or put them into a file of the package.";
    wrong "<adlcp:datafromlms>more than 255 characters</adlcp:datafromlms>";
    right "<adlcp:datafromlms>mode=short</adlcp:datafromlms>",
    source "SCORM 1.2 CAM 2.3.5.2";

    S2004_LAUNCH_DATA_TOO_LONG = "S2004-launch-data-too-long", Error, "The launch data of a SCO are too long.";
    why "SCORM 2004 allows 4,000 characters in `adlcp:dataFromLMS`, and the run-time data model has no place for more.";
    fix "Shorten the data, or put them into a file of the package.";
    wrong "<adlcp:dataFromLMS>more than 4,000 characters</adlcp:dataFromLMS>";
    right "<adlcp:dataFromLMS>mode=short</adlcp:dataFromLMS>",
    source "SCORM 2004 CAM 3.4.1.12";

    S2004_TOO_MANY_PREREQUISITES = "S2004-too-many-prerequisites", Warning, "A lesson requires more others than SCORM 2004 is sure to keep.";
    why "Each lesson that is required is an objective of the one that requires it, and an LMS need not keep more than 100 of an activity. One that keeps fewer opens the lesson too early, or never.";
    fix "Require fewer lessons, such as the last one or the test of a module, or build with the granularity `module` or `course`.";
    wrong "requires: [lesson-1, lesson-2, lesson-3, ..., lesson-120]";
    right "requires: [test-of-the-module]",
    source "SCORM 2004 RTE 4.2.17";

    S2004_GLOBAL_OBJECTIVES = "S2004-global-objectives", Note, "SCOs depend on one another, which not every LMS can import.";
    why "Where a lesson waits for another in a SCO of its own, SCORM 2004 needs a global objective that both know. The importer of Moodle 4 on PHP 8 breaks off at one (`Attempt to assign property \"mapinfos\" on null`); other LMSs take it.";
    fix "For Moodle, build with `--lms moodle`, or with the granularity `course`, where the player keeps the order.";
    wrong "coursepack build --format scorm2004 --granularity lesson";
    right "coursepack build --format scorm2004 --granularity lesson --lms moodle",
    source "Moodle 4.5, mod/scorm/datamodels/scormlib.php:378; SCORM 2004 SN 3.10";

    LMS_FORMAT = "LMS-format", Error, "The LMS does not import this format.";
    why "The LMS that `--lms` names refuses packages of this format, or takes them for something else.";
    fix "Choose another `--format`; SCORM 1.2 is understood everywhere.";
    wrong "coursepack build --lms talentlms --format scorm2004";
    right "coursepack build --lms talentlms --format scorm12",
    source "the profile of the LMS, which names its source";

    LMS_ONE_SCO = "LMS-one-sco", Note, "For this LMS the course is one SCO.";
    why "The LMS that `--lms` names cannot keep the order of the course's SCOs, or plays only one of a package. As one SCO the course is whole there: the player keeps the order. The LMS then lists one entry with one status and one score, instead of one for each module or lesson.";
    fix "Nothing need be done. To have several SCOs all the same, say so with `--granularity`.";
    wrong "granularity: lesson    # and --lms moodle";
    right "granularity: course",
    source "the profile of the LMS, which names its source";

    LMS_ORDER_LOST = "LMS-order-lost", Warning, "Nobody keeps the order of the course's SCOs in this LMS.";
    why "The command line asks for several SCOs, and the LMS that `--lms` names does not keep an order between them. `requires`, `sequence: linear` and `skip-if-passed` hold only inside each SCO.";
    fix "Build with the granularity `course`, where the player keeps the order.";
    wrong "coursepack build --lms moodle --format scorm2004 --granularity lesson";
    right "coursepack build --lms moodle --format scorm2004",
    source "the profile of the LMS, which names its source";

    LMS_SIZE = "LMS-size", Warning, "The package is larger than the LMS takes.";
    why "The LMS that `--lms` names refuses files above a certain size.";
    fix "Make videos smaller, keep them elsewhere and link to them, or build several courses.";
    wrong "media: {src: media/lecture-4k.mp4}";
    right "media: {src: media/lecture-720p.mp4}",
    source "the profile of the LMS, which names its source";
}
