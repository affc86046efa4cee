//! A SCO as the player knows it: the same facts that `render/data.rs` writes into its data script.

use crate::check::{Checked, ScoPart};
use crate::course::{
    self, CompleteBy, Course, Granularity, LessonKind, Penalty, QuestionKind, TestsRule,
};
use crate::player::Player;

/// A SCO.
#[derive(Debug)]
pub(super) struct Unit<'c> {
    pub(super) id: &'c str,
    /// Those around its lessons, each before those in it.
    pub(super) modules: Vec<Module<'c>>,
    pub(super) lessons: Vec<Lesson<'c>>,
    /// Whether lessons open one after the other.
    pub(super) linear: bool,
    /// The share of the lessons that completes it.
    pub(super) lesson_mark: f64,
    pub(super) tests: TestsRule,
    /// The share of the score that the course asks for.
    pub(super) success: Option<f64>,
    /// The same as the LMS gives it back, which counts.
    pub(super) mastery: Option<f64>,
    /// Whether the LMS may have what learners write.
    pub(super) record: bool,
    /// Whether the LMS counts how often it is done.
    pub(super) ends: bool,
}

/// A module within a SCO.
#[derive(Debug)]
pub(super) struct Module<'c> {
    pub(super) id: &'c str,
    pub(super) parent: Option<usize>,
    pub(super) requires: Vec<Need>,
    pub(super) skip_if_passed: bool,
    /// Whether it has lessons of its own, and so is an objective.
    pub(super) is_objective: bool,
}

/// What must be complete before something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Lesson(usize),
    Module(usize),
}

/// A lesson within a SCO.
#[derive(Debug)]
pub(super) struct Lesson<'c> {
    pub(super) id: &'c str,
    pub(super) module: Option<usize>,
    pub(super) requires: Vec<Need>,
    pub(super) complete_by: CompleteBy,
    /// What an automatic lesson asks for when there is nothing to answer or to write in it.
    pub(super) asks: Asks,
    /// Whether it counts toward completion, as all but the last page do.
    pub(super) counts: bool,
    /// Whether there is something to write besides answers.
    pub(super) texts: bool,
    pub(super) questions: Vec<Question<'c>>,
    pub(super) test: Option<Test>,
}

/// What completes a lesson that looks after itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// Reading to its end.
    Reading,
    /// A film played, a file fetched, a link followed.
    Doing,
    /// Answers or texts.
    Words,
}

/// The rules of a test.
#[derive(Debug, Clone, Copy)]
pub(super) struct Test {
    pub(super) attempts: u32,
    pub(super) penalty: Penalty,
    pub(super) pass: Option<f64>,
    pub(super) draw: Option<usize>,
}

/// A question, or a vote.
#[derive(Debug)]
pub(super) struct Question<'c> {
    pub(super) id: &'c str,
    /// The name in a definition; `poll` is a vote.
    pub(super) kind: &'static str,
    /// Whether several options of a vote may be chosen.
    pub(super) multiple: bool,
    pub(super) judged: bool,
    /// What it counts; nothing outside tests.
    pub(super) points: f64,
    /// Whether there is a wrong answer that can be given.
    pub(super) can_be_wrong: bool,
}

/// Every SCO of a course as one of the players has it, in order.
pub(super) fn units(checked: &Checked, player: Player) -> Vec<Unit<'_>> {
    let sections = sections(&checked.course);
    let parts = checked.scos.iter();
    parts
        .map(|part| unit(&checked.course, &sections, part, player))
        .collect()
}

/// A module of the course with the one around it, and its lessons' first place and last.
struct Section<'c> {
    module: &'c course::Module,
    parent: Option<usize>,
    lessons: std::ops::Range<usize>,
}

fn sections(course: &Course) -> Vec<Section<'_>> {
    fn walk<'c>(
        modules: &'c [course::Module],
        parent: Option<usize>,
        next: &mut usize,
        found: &mut Vec<Section<'c>>,
    ) {
        for module in modules {
            let first = *next;
            *next += module.lessons.len();
            let at = found.len();
            found.push(Section {
                module,
                parent,
                lessons: first..*next,
            });
            walk(&module.modules, Some(at), next, found);
        }
    }
    let mut found = Vec::new();
    walk(&course.modules, None, &mut 0, &mut found);
    found
}

/// Whether a module around a SCO may be done only so many times.
fn ends(sections: &[Section<'_>], part: &ScoPart) -> bool {
    let first = part.lessons.first();
    let own = |section: &&Section<'_>| first.is_some_and(|at| section.lessons.contains(at));
    let own = sections.iter().find(own);
    let up = |section: &&Section<'_>| section.parent.map(|at| &sections[at]);
    std::iter::successors(own, |at| up(at)).any(|section| section.module.attempts.is_some())
}

fn unit<'c>(
    course: &'c Course,
    sections: &[Section<'c>],
    part: &'c ScoPart,
    player: Player,
) -> Unit<'c> {
    let all: Vec<&course::Lesson> = course.all_lessons().collect();
    let inside: Vec<usize> = match part.kind {
        Granularity::Course => (0..sections.len()).collect(),
        Granularity::Module => {
            let own = |at: &usize| sections[*at].module.id.value == part.id;
            (0..sections.len()).filter(own).collect()
        }
        Granularity::Lesson => Vec::new(),
    };
    let module_of = |id: &str| {
        let is = |at: &usize| sections[*at].module.id.value == id;
        inside.iter().position(is)
    };
    let lesson_of = |id: &str| {
        let is = |at: &usize| all[*at].id.value == id;
        part.lessons.iter().position(is)
    };
    let needs = |ids: &[course::Spanned<String>]| {
        let need = |id: &course::Spanned<String>| {
            let lesson = || lesson_of(&id.value).map(Need::Lesson);
            module_of(&id.value).map(Need::Module).or_else(lesson)
        };
        ids.iter().filter_map(need).collect::<Vec<_>>()
    };
    let modules = inside.iter().map(|at| {
        let Section { module, parent, .. } = &sections[*at];
        Module {
            id: &module.id.value,
            parent: parent.and_then(|parent| inside.iter().position(|other| *other == parent)),
            requires: needs(&module.requires),
            skip_if_passed: module.skip_if_passed.is_some(),
            is_objective: !module.lessons.is_empty(),
        }
    });
    let lessons = part.lessons.iter().map(|at| Lesson {
        module: inside
            .iter()
            .position(|section| sections[*section].lessons.contains(at)),
        requires: needs(&all[*at].requires),
        ..lesson(all[*at])
    });
    let lessons: Vec<Lesson<'_>> = lessons.collect();
    let success = course.success.as_ref().map(|success| success.value);
    let scored = |lesson: &Lesson<'_>| {
        lesson.test.is_some()
            && lesson
                .questions
                .iter()
                .any(|question| question.judged && question.points > 0.0)
    };
    // As manifests say it: percent with two decimals; a mark of nothing is left out.
    let mastery = success
        .map(|share| (share.clamp(0.0, 1.0) * 10_000.0).round() / 100.0 / 100.0)
        .filter(|share| player.has_lms() && *share > 0.0 && lessons.iter().any(scored));
    // The threshold of a manifest, which the LMS gives back: of a single lesson there is no share.
    let counted = lessons.iter().filter(|lesson| lesson.counts).count();
    let lesson_mark = if player == Player::Scorm2004 && counted < 2 {
        1.0
    } else {
        course.completion.lessons
    };
    Unit {
        id: &part.id,
        modules: modules.collect(),
        lessons,
        linear: course.linear,
        lesson_mark,
        tests: course.completion.tests,
        success,
        mastery,
        ends: part.kind != Granularity::Course && ends(sections, part),
        record: course.record_reflections,
    }
}

fn lesson(lesson: &course::Lesson) -> Lesson<'_> {
    let is_test = lesson.is_test();
    let inline = lesson.inline_questions().iter();
    let listed = lesson.listed_questions().iter();
    let mut questions: Vec<Question<'_>> = inline
        .map(|one| question(one, 0.0))
        .chain(listed.map(|one| question(one, if is_test { one.points } else { 0.0 })))
        .collect();
    if let LessonKind::Poll { multiple, .. } = &lesson.kind {
        questions.push(Question {
            id: &lesson.id.value,
            kind: "poll",
            multiple: *multiple,
            judged: false,
            points: 0.0,
            can_be_wrong: false,
        });
    }
    let texts = match &lesson.kind {
        LessonKind::Discussion { .. } | LessonKind::Exercise { .. } => true,
        LessonKind::Reflection { prompts } => !prompts.is_empty(),
        _ => false,
    };
    let test = match &lesson.kind {
        LessonKind::Test { rules, .. } => Some(Test {
            attempts: rules.attempts,
            penalty: rules.penalty,
            pass: rules.pass,
            draw: rules
                .draw
                .as_ref()
                .map(|draw| draw.value as usize)
                .filter(|draw| *draw > 0 && *draw < questions.len()),
        }),
        _ => None,
    };
    Lesson {
        id: &lesson.id.value,
        module: None,
        requires: Vec::new(),
        complete_by: lesson.complete_by,
        asks: match &lesson.kind {
            LessonKind::Video(_)
            | LessonKind::Audio(_)
            | LessonKind::Download { .. }
            | LessonKind::External { .. } => Asks::Doing,
            _ if texts || !questions.is_empty() => Asks::Words,
            _ => Asks::Reading,
        },
        counts: !matches!(lesson.kind, LessonKind::End),
        texts,
        questions,
        test,
    }
}

fn question(question: &course::Question, points: f64) -> Question<'_> {
    Question {
        id: &question.id.value,
        kind: question.kind.name(),
        multiple: false,
        judged: question.kind.is_judged(),
        points,
        can_be_wrong: match &question.kind {
            QuestionKind::Choice { options, multiple } => {
                options.iter().any(|option| !option.correct) || (*multiple && options.len() > 1)
            }
            QuestionKind::TrueFalse { .. }
            | QuestionKind::FillIn { .. }
            | QuestionKind::Numeric { .. } => true,
            QuestionKind::Matching { pairs } => {
                let first =
                    |pair: &course::Pair| pair.target.parts.first().map(|(_, text)| text.clone());
                pairs.iter().any(|pair| first(pair) != first(&pairs[0]))
            }
            QuestionKind::Sequencing { items } => items.len() > 1,
            QuestionKind::Likert { .. } | QuestionKind::LongFillIn => false,
        },
    }
}
