//! The tree of SCOs: what an LMS lists, what opens when, which files each uses.

use std::collections::BTreeSet;

use super::facts::{duration, localised, maybe};
use super::search::Index;
use super::site::Site;
use crate::check::ScoPart;
use crate::course::{
    FileRef, Granularity, Lesson, LessonKind, Markdown, Question, QuestionKind, SeeAlsoTarget,
    Target,
};
use crate::package::{Cluster, Node, Sco};

/// Makes the tree; `files` are the files of the package, by name.
pub(super) struct Tree<'t, 'a> {
    pub(super) site: &'t Site<'a>,
    /// Where each file stands among the files of the content.
    pub(super) files: &'t dyn Fn(&str) -> Option<usize>,
}

impl Tree<'_, '_> {
    pub(super) fn nodes(&self) -> Vec<Node> {
        if self.site.checked.granularity == Granularity::Course {
            return (0..self.site.checked.scos.len())
                .map(|at| Node::Sco(self.sco(at)))
                .collect();
        }
        self.below(None)
    }

    fn below(&self, parent: Option<usize>) -> Vec<Node> {
        let inside = self
            .site
            .sections
            .iter()
            .enumerate()
            .filter(|(_, section)| section.parent == parent);
        inside.filter_map(|(at, _)| self.section(at)).collect()
    }

    /// A module: a SCO, or a cluster of its lessons and of the modules in it.
    fn section(&self, at: usize) -> Option<Node> {
        let section = &self.site.sections[at];
        let mut scos: Vec<usize> = section
            .lessons
            .clone()
            .map(|lesson| self.site.seats[lesson].sco)
            .collect();
        scos.dedup();
        let by_module = self.site.checked.granularity == Granularity::Module;
        if by_module && section.module.modules.is_empty() {
            return scos.first().map(|sco| Node::Sco(self.sco(*sco)));
        }
        let mut children: Vec<Node> = scos.iter().map(|sco| Node::Sco(self.sco(*sco))).collect();
        children.extend(self.below(Some(at)));
        if children.is_empty() {
            return None;
        }
        let module = section.module;
        let course = self.site.course;
        Some(Node::Cluster(Cluster {
            id: self.name(at),
            title: localised(course, &module.title),
            description: maybe(course, module.description.as_ref()),
            duration: module.duration.map(duration),
            requires: self.requires(at, module.requires.iter().map(|id| id.value.as_str())),
            skip_if_passed: module.skip_if_passed.is_some(),
            attempts: module.attempts.as_ref().map(|attempts| attempts.value),
            children,
            place: Some(module.title.place.clone()),
        }))
    }

    /// The id of a module in the tree. With modules in it, its own lessons are a SCO of its id, so that the whole
    /// needs another; no id of an author has an underscore.
    fn name(&self, section: usize) -> String {
        let section = &self.site.sections[section];
        let both = !section.lessons.is_empty() && !section.module.modules.is_empty();
        let suffix = if both && self.site.checked.granularity == Granularity::Module {
            "_all"
        } else {
            ""
        };
        format!("{}{suffix}", section.module.id.value)
    }

    /// Requirements as ids of the tree; what lies around the one that requires says nothing.
    fn requires<'r>(&self, section: usize, ids: impl Iterator<Item = &'r str>) -> Vec<String> {
        ids.filter_map(|id| match self.site.section(id) {
            Some(other) if self.site.chain(section).any(|around| around == other) => None,
            Some(other) => Some(self.name(other)),
            None => Some(id.to_owned()),
        })
        .collect()
    }

    fn sco(&self, at: usize) -> Sco {
        let site = self.site;
        let part = &site.checked.scos[at];
        let (title, description, seconds) = site.about(part);
        let lessons = || part.lessons.iter().map(|lesson| &site.seats[*lesson]);
        let mut inside: Vec<String> = Vec::new();
        let mut attempts = None;
        let mut requires = Vec::new();
        if part.kind == Granularity::Course {
            inside.extend(
                site.sections
                    .iter()
                    .map(|section| section.module.id.value.clone()),
            );
        } else {
            if site.course.linear {
                requires.extend(
                    at.checked_sub(1)
                        .map(|before| site.checked.scos[before].id.clone()),
                );
            }
            for seat in lessons() {
                requires.extend(self.requires(
                    seat.section,
                    seat.lesson.requires.iter().map(|id| id.value.as_str()),
                ));
            }
            // A cluster has the requirements of its module itself.
            if let Some(section) = site
                .section(&part.id)
                .filter(|_| part.kind == Granularity::Module)
            {
                let module = site.sections[section].module;
                if module.modules.is_empty() {
                    attempts = module.attempts.as_ref().map(|attempts| attempts.value);
                    requires.extend(
                        self.requires(section, module.requires.iter().map(|id| id.value.as_str())),
                    );
                }
            }
        }
        if part.kind != Granularity::Lesson {
            inside.extend(lessons().map(|seat| seat.lesson.id.value.clone()));
        }
        requires.retain(|id| *id != part.id && !inside.contains(id));
        let mut seen = BTreeSet::new();
        requires.retain(|id| seen.insert(id.clone()));
        let scored = site.course.success.is_some() && lessons().any(|seat| is_scored(seat.lesson));
        Sco {
            id: part.id.clone(),
            inside,
            title: localised(site.course, title),
            description: maybe(site.course, description),
            duration: seconds.map(duration),
            launch: site.launch(part),
            files: self.used(part),
            requires,
            scored,
            points: lessons().map(|seat| points(seat.lesson)).sum(),
            lessons: lessons()
                .filter(|seat| !matches!(seat.lesson.kind, LessonKind::End))
                .count(),
            tests: lessons().any(|seat| seat.lesson.is_test()),
            attempts,
            data: None,
            place: Some(title.place.clone()),
        }
    }

    /// Every file that a SCO uses.
    fn used(&self, part: &ScoPart) -> Vec<usize> {
        let site = self.site;
        let course = site.course;
        let mut names: BTreeSet<String> = super::PLAYER
            .iter()
            .map(|name| (*name).to_owned())
            .collect();
        names.extend(site.words.files());
        names.insert(super::THEME.to_owned());
        names.extend(
            site.languages()
                .iter()
                .map(|language| site.home(part, language)),
        );
        names.insert(site.data(part));
        let mut assets: BTreeSet<&str> = BTreeSet::new();
        assets.extend(course.cover.iter().map(|cover| cover.src.path.as_str()));
        assets.extend(course.theme.logo.iter().map(|logo| logo.src.path.as_str()));
        assets.extend(course.theme.css.iter().map(|css| css.path.as_str()));
        assets.extend(
            site.checked
                .sheet
                .iter()
                .flat_map(|sheet| &sheet.files)
                .map(|file| file.path.as_str()),
        );
        let fonts = course.theme.fonts().flat_map(|font| &font.files);
        assets.extend(fonts.map(|file| file.src.path.as_str()));
        if !course.glossary.is_empty() {
            names.extend(
                site.languages()
                    .iter()
                    .map(|language| site.glossary(language)),
            );
            course
                .glossary
                .iter()
                .for_each(|term| of_text(&mut assets, &term.definition));
        }
        if part.lessons.len() > 1 {
            names.extend(site.search.iter().flat_map(Index::names));
        }
        for at in &part.lessons {
            names.extend(
                site.languages()
                    .iter()
                    .map(|language| format!("lessons/{}", site.page(*at, language))),
            );
            of_lesson(&mut assets, site.seats[*at].lesson);
        }
        names.extend(
            assets
                .into_iter()
                .filter_map(|path| site.checked.assets.get(path))
                .map(|asset| asset.name.clone()),
        );
        let files: BTreeSet<usize> = names.iter().filter_map(|name| (self.files)(name)).collect();
        files.into_iter().collect()
    }
}

/// Whether something in a lesson counts toward the score.
fn is_scored(lesson: &Lesson) -> bool {
    lesson.is_test()
        && lesson
            .listed_questions()
            .iter()
            .any(|question| question.kind.is_judged() && question.points > 0.0)
}

/// How many points a lesson counts for; of one that draws some of its questions, as many as they have on average.
fn points(lesson: &Lesson) -> f64 {
    let LessonKind::Test { rules, .. } = &lesson.kind else {
        return 0.0;
    };
    let pool = lesson.listed_questions();
    let judged = pool.iter().filter(|question| question.kind.is_judged());
    let all: f64 = judged.map(|question| question.points).sum();
    match &rules.draw {
        #[expect(clippy::cast_precision_loss, reason = "a count of questions")]
        Some(draw) if (draw.value as usize) < pool.len() => {
            all * f64::from(draw.value) / pool.len() as f64
        }
        _ => all,
    }
}

/// The files of a lesson, by their paths in the course's folder.
fn of_lesson<'l>(assets: &mut BTreeSet<&'l str>, lesson: &'l Lesson) {
    let mut file = |file: &'l FileRef| {
        assets.insert(&file.path);
    };
    for link in &lesson.see_also {
        if let SeeAlsoTarget::File(src) = &link.target {
            file(src);
        }
    }
    match &lesson.kind {
        LessonKind::Video(media) | LessonKind::Audio(media) => {
            file(&media.src);
            media.captions.iter().for_each(|track| file(&track.src));
            media.poster.iter().for_each(&mut file);
            media.described_file().into_iter().for_each(&mut file);
        }
        LessonKind::Download { files } => files.iter().for_each(|download| file(&download.src)),
        _ => {}
    }
    for text in Site::texts(lesson) {
        of_text(assets, text);
    }
    for question in lesson.listed_questions() {
        of_question(assets, question);
    }
}

fn of_question<'l>(assets: &mut BTreeSet<&'l str>, question: &'l Question) {
    of_text(assets, &question.prompt);
    for text in [
        &question.hint,
        &question.correct_feedback,
        &question.incorrect_feedback,
    ]
    .into_iter()
    .flatten()
    {
        of_text(assets, text);
    }
    match &question.kind {
        QuestionKind::Choice { options, .. } => {
            for option in options {
                of_text(assets, &option.text);
                option
                    .feedback
                    .iter()
                    .for_each(|feedback| of_text(assets, feedback));
            }
        }
        QuestionKind::Matching { pairs } => {
            pairs.iter().for_each(|pair| of_text(assets, &pair.source))
        }
        QuestionKind::Sequencing { items } => items.iter().for_each(|item| of_text(assets, item)),
        _ => {}
    }
}

fn of_text<'l>(assets: &mut BTreeSet<&'l str>, text: &'l Markdown) {
    for part in &text.parts {
        for reference in &part.refs {
            if let Target::File { path, .. } = &reference.target {
                assets.insert(path);
            }
        }
        for question in &part.questions {
            of_question(assets, question);
        }
    }
}
