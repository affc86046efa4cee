//! The course as a site: every lesson with its number, its SCO and the names of its pages.

use std::collections::BTreeMap;
use std::ops::Range;

use super::World;
use super::glossary::Glossary;
use super::search::Index;
use super::words::Words;
use crate::check::{Checked, ScoPart};
use crate::course::{Course, Granularity, Lesson, LessonKind, Markdown, Module, Text};

/// A module with its place in the course.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) module: &'a Module,
    /// `6`, or `6.1` within another.
    pub(super) number: String,
    /// The module around it.
    pub(super) parent: Option<usize>,
    /// Its own lessons.
    pub(super) lessons: Range<usize>,
}

/// A lesson with its place in the course.
#[derive(Debug)]
pub(super) struct Seat<'a> {
    pub(super) lesson: &'a Lesson,
    /// Its module.
    pub(super) section: usize,
    /// Which one it is in its module, from 1.
    pub(super) step: usize,
    /// `6.2`.
    pub(super) number: String,
    /// The SCO that it is in.
    pub(super) sco: usize,
}

/// What every page may need to know.
#[derive(Debug)]
pub(super) struct Site<'a> {
    pub(super) checked: &'a Checked,
    pub(super) course: &'a Course,
    pub(super) world: World,
    pub(super) words: Words,
    /// Each before those in it.
    pub(super) sections: Vec<Section<'a>>,
    pub(super) seats: Vec<Seat<'a>>,
    lessons: BTreeMap<&'a str, usize>,
    pub(super) terms: Glossary,
    /// What can be searched, by language.
    pub(super) search: Vec<Index>,
}

impl<'a> Site<'a> {
    pub(super) fn new(checked: &'a Checked, world: World) -> Self {
        let course = &checked.course;
        let mut site = Self {
            checked,
            course,
            world,
            words: Words::new(course),
            sections: Vec::new(),
            seats: Vec::new(),
            lessons: BTreeMap::new(),
            terms: Glossary::new(course),
            search: Vec::new(),
        };
        site.walk(&course.modules, None, "");
        for (sco, part) in checked.scos.iter().enumerate() {
            for lesson in &part.lessons {
                if let Some(seat) = site.seats.get_mut(*lesson) {
                    seat.sco = sco;
                }
            }
        }
        site.lessons = site
            .seats
            .iter()
            .enumerate()
            .map(|(at, seat)| (seat.lesson.id.value.as_str(), at))
            .collect();
        site
    }

    fn walk(&mut self, modules: &'a [Module], parent: Option<usize>, prefix: &str) {
        for (at, module) in modules.iter().enumerate() {
            let number = format!("{prefix}{}", at + 1);
            let section = self.sections.len();
            let first = self.seats.len();
            for (at, lesson) in module.lessons.iter().enumerate() {
                self.seats.push(Seat {
                    lesson,
                    section,
                    step: at + 1,
                    number: format!("{number}.{}", at + 1),
                    sco: 0,
                });
            }
            let below = format!("{number}.");
            self.sections.push(Section {
                module,
                number,
                parent,
                lessons: first..self.seats.len(),
            });
            self.walk(&module.modules, Some(section), &below);
        }
    }

    /// The lesson of an id.
    pub(super) fn lesson(&self, id: &str) -> Option<usize> {
        self.lessons.get(id).copied()
    }

    /// The module of an id.
    pub(super) fn section(&self, id: &str) -> Option<usize> {
        self.sections
            .iter()
            .position(|section| section.module.id.value == id)
    }

    /// The module and those around it, innermost first.
    pub(super) fn chain(&self, section: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(section), |at| self.sections[*at].parent)
    }

    /// Whether its SCOs share which of them are done.
    pub(super) fn shares(&self) -> bool {
        self.world.shares && self.checked.scos.len() > 1
    }

    pub(super) fn languages(&self) -> &'a [String] {
        &self.course.languages
    }

    pub(super) fn is_multilingual(&self) -> bool {
        self.course.languages.len() > 1
    }

    /// What a page's name has before `.html`: nothing in the course's own language.
    fn suffix(&self, language: &str) -> String {
        if language.eq_ignore_ascii_case(&self.course.language) {
            String::new()
        } else {
            format!(".{language}")
        }
    }

    /// The file name of a lesson's page. Base names are unique in a package, and no id has an underscore.
    pub(super) fn page(&self, lesson: usize, language: &str) -> String {
        let id = self.seats[lesson].lesson.id.value.as_str();
        let taken = ["index", "glossary"]
            .iter()
            .any(|name| id.eq_ignore_ascii_case(name));
        format!(
            "{id}{}{}.html",
            if taken { "_lesson" } else { "" },
            self.suffix(language)
        )
    }

    /// The file name of the glossary's page.
    pub(super) fn glossary(&self, language: &str) -> String {
        format!("glossary{}.html", self.suffix(language))
    }

    /// The file that an LMS launches.
    pub(super) fn launch(&self, part: &ScoPart) -> String {
        if part.kind == Granularity::Course {
            "index.html".to_owned()
        } else {
            format!("sco_{}.html", part.id)
        }
    }

    /// The page of its contents in a language: what is launched, or a page to read.
    pub(super) fn home(&self, part: &ScoPart, language: &str) -> String {
        let launch = self.launch(part);
        let name = launch.trim_end_matches(".html");
        format!("{name}{}.html", self.suffix(language))
    }

    /// The script of the data beside it.
    pub(super) fn data(&self, part: &ScoPart) -> String {
        if part.kind == Granularity::Course {
            "course.js".to_owned()
        } else {
            format!("sco_{}.js", part.id)
        }
    }

    /// Title, description and duration of a SCO.
    pub(super) fn about(&self, part: &ScoPart) -> (&'a Text, Option<&'a Text>, Option<u64>) {
        let course = self.course;
        let whole = (&course.title, course.description.as_ref(), course.duration);
        match part.kind {
            Granularity::Course => whole,
            Granularity::Module => self.section(&part.id).map_or(whole, |at| {
                let module = self.sections[at].module;
                (&module.title, module.description.as_ref(), module.duration)
            }),
            Granularity::Lesson => self.lesson(&part.id).map_or(whole, |at| {
                let lesson = self.seats[at].lesson;
                (&lesson.title, lesson.description.as_ref(), lesson.duration)
            }),
        }
    }

    /// The modules that a SCO knows: all, its own, or none.
    pub(super) fn sections_of(&self, part: &ScoPart) -> Vec<usize> {
        match part.kind {
            Granularity::Course => (0..self.sections.len()).collect(),
            Granularity::Module => self.section(&part.id).into_iter().collect(),
            Granularity::Lesson => Vec::new(),
        }
    }

    /// Every Markdown text of a lesson, in every language, without those of its body's questions.
    pub(super) fn texts(lesson: &Lesson) -> Vec<&Markdown> {
        let mut texts: Vec<&Markdown> = lesson.body.iter().collect();
        match &lesson.kind {
            LessonKind::Video(media) | LessonKind::Audio(media) => texts.extend(&media.transcript),
            LessonKind::Discussion {
                prompt,
                perspectives,
                ..
            } => {
                texts.push(prompt);
                texts.extend(perspectives.iter().map(|perspective| &perspective.text));
            }
            LessonKind::Poll {
                prompt, options, ..
            } => {
                texts.push(prompt);
                texts.extend(options.iter().map(|option| &option.text));
            }
            LessonKind::Reflection { prompts } => {
                texts.extend(prompts.iter().map(|prompt| &prompt.prompt))
            }
            LessonKind::Exercise {
                prompt,
                checklist,
                example,
            } => {
                texts.push(prompt);
                texts.extend(checklist);
                texts.extend(example);
            }
            LessonKind::Article
            | LessonKind::Quiz { .. }
            | LessonKind::Test { .. }
            | LessonKind::Download { .. }
            | LessonKind::External { .. }
            | LessonKind::End => {}
        }
        texts
    }
}

/// Whole minutes of some seconds, at least one.
pub(super) fn minutes(seconds: u64) -> u64 {
    ((seconds + 30) / 60).max(1)
}
