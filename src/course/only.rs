//! A course in several languages becomes the same course in one of them.

use super::{Course, Lesson, LessonKind, Markdown, Module, Question, QuestionKind, Text};

impl Course {
    /// Keeps what is in one of the languages of the course, which becomes its own. A text that is not in it stays as it
    /// is, and so do the author's words for the player, which follows the learner in any case.
    pub(crate) fn only(&mut self, language: &str) {
        for (_, text) in &mut self.strings {
            for (tag, _) in &mut text.parts {
                tag.get_or_insert_with(|| self.language.clone());
            }
        }
        let own = std::mem::replace(&mut self.language, language.to_owned());
        self.languages = vec![language.to_owned()];
        let only = Only {
            language,
            own: &own,
        };
        only.text(&mut self.title);
        only.texts(&mut self.description);
        only.texts(&mut self.keywords);
        only.texts(&mut self.audience);
        only.texts(self.outcomes.iter_mut().map(|outcome| &mut outcome.text));
        let pictures = self.cover.iter_mut().chain(&mut self.theme.logo);
        only.texts(pictures.map(|picture| &mut picture.alt));
        only.markdowns(self.glossary.iter_mut().map(|term| &mut term.definition));
        only.modules(&mut self.modules);
    }
}

/// Which language stays, and which one what is not marked is in.
#[derive(Clone, Copy)]
struct Only<'o> {
    language: &'o str,
    own: &'o str,
}

impl Only<'_> {
    /// Of the languages of a text, the place of the one that stays, and its mark from now on.
    fn choose<'t>(
        self,
        mut tags: impl Iterator<Item = Option<&'t str>>,
    ) -> (usize, Option<String>) {
        let is = |tag: Option<&str>| tag.unwrap_or(self.own).eq_ignore_ascii_case(self.language);
        match tags.position(is) {
            Some(at) => (at, None),
            None => (0, Some(self.own.to_owned())),
        }
    }

    fn text(self, text: &mut Text) {
        if !text.parts.is_empty() {
            let (at, mark) = self.choose(text.parts.iter().map(|(tag, _)| tag.as_deref()));
            let (tag, word) = text.parts.swap_remove(at);
            text.parts = vec![(mark.map(|own| tag.unwrap_or(own)), word)];
        }
    }

    fn texts<'t>(self, texts: impl IntoIterator<Item = &'t mut Text>) {
        texts.into_iter().for_each(|text| self.text(text));
    }

    fn markdown(self, text: &mut Markdown) {
        if !text.parts.is_empty() {
            let (at, mark) = self.choose(text.parts.iter().map(|part| part.language.as_deref()));
            let mut part = text.parts.swap_remove(at);
            // What a text asks is in its language, unless it is marked.
            let inside = part.language.take().unwrap_or_else(|| self.own.to_owned());
            part.language = mark.map(|_| inside.clone());
            let only = Only {
                own: &inside,
                ..self
            };
            only.questions(&mut part.questions);
            text.parts = vec![part];
        }
    }

    fn markdowns<'t>(self, texts: impl IntoIterator<Item = &'t mut Markdown>) {
        texts.into_iter().for_each(|text| self.markdown(text));
    }

    fn modules(self, modules: &mut [Module]) {
        for module in modules {
            self.text(&mut module.title);
            self.texts(&mut module.description);
            module
                .lessons
                .iter_mut()
                .for_each(|lesson| self.lesson(lesson));
            self.modules(&mut module.modules);
        }
    }

    fn lesson(self, lesson: &mut Lesson) {
        self.text(&mut lesson.title);
        self.texts(&mut lesson.description);
        self.markdowns(&mut lesson.body);
        self.texts(lesson.see_also.iter_mut().map(|link| &mut link.title));
        match &mut lesson.kind {
            LessonKind::Video(media) | LessonKind::Audio(media) => {
                self.texts(&mut media.description);
                self.markdowns(&mut media.transcript);
            }
            LessonKind::Discussion {
                prompt,
                perspectives,
                ..
            } => {
                self.markdown(prompt);
                for view in perspectives {
                    self.texts(&mut view.name);
                    self.markdown(&mut view.text);
                }
            }
            LessonKind::Poll {
                prompt, options, ..
            } => {
                self.markdown(prompt);
                self.markdowns(options.iter_mut().map(|option| &mut option.text));
            }
            LessonKind::Reflection { prompts } => {
                self.markdowns(prompts.iter_mut().map(|prompt| &mut prompt.prompt))
            }
            LessonKind::Exercise {
                prompt,
                checklist,
                example,
            } => {
                self.markdown(prompt);
                self.markdowns(checklist);
                self.markdowns(example);
            }
            LessonKind::Quiz { questions } | LessonKind::Test { questions, .. } => {
                self.questions(questions)
            }
            LessonKind::Download { files } => {
                for file in files {
                    self.text(&mut file.title);
                    self.texts(&mut file.description);
                }
            }
            LessonKind::Article | LessonKind::External { .. } | LessonKind::End => {}
        }
    }

    fn questions(self, questions: &mut [Question]) {
        for question in questions {
            self.markdown(&mut question.prompt);
            self.markdowns(&mut question.hint);
            self.markdowns(&mut question.correct_feedback);
            self.markdowns(&mut question.incorrect_feedback);
            match &mut question.kind {
                QuestionKind::Choice { options, .. } => {
                    for option in options {
                        self.markdown(&mut option.text);
                        self.markdowns(&mut option.feedback);
                    }
                }
                QuestionKind::FillIn { answers, .. } => self.texts(answers),
                QuestionKind::Matching { pairs } => {
                    for pair in pairs {
                        self.markdown(&mut pair.source);
                        self.text(&mut pair.target);
                    }
                }
                QuestionKind::Sequencing { items } => self.markdowns(items),
                QuestionKind::Likert { scale } => self.texts(scale),
                QuestionKind::TrueFalse { .. }
                | QuestionKind::Numeric { .. }
                | QuestionKind::LongFillIn => {}
            }
        }
    }
}
