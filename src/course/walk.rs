//! Every Markdown text and every file of a course, so that nothing is checked or packed in one place and forgotten in another.

use super::{Course, FileRef, Lesson, LessonKind, Markdown, Question, QuestionKind, SeeAlsoTarget};

impl Question {
    /// Every text of the question, its prompt first.
    pub(crate) fn markdowns(&self) -> Vec<&Markdown> {
        let mut found = vec![&self.prompt];
        found.extend(&self.hint);
        found.extend(&self.correct_feedback);
        found.extend(&self.incorrect_feedback);
        match &self.kind {
            QuestionKind::Choice { options, .. } => {
                for option in options {
                    found.push(&option.text);
                    found.extend(&option.feedback);
                }
            }
            QuestionKind::Matching { pairs } => found.extend(pairs.iter().map(|pair| &pair.source)),
            QuestionKind::Sequencing { items } => found.extend(items),
            _ => {}
        }
        found
    }
}

impl Lesson {
    /// Every text of the lesson, in every language and with those of its questions.
    pub(crate) fn markdowns(&self) -> Vec<&Markdown> {
        let mut found: Vec<&Markdown> = Vec::new();
        if let Some(body) = &self.body {
            found.push(body);
            for question in body.parts.iter().flat_map(|part| &part.questions) {
                found.extend(question.markdowns());
            }
        }
        match &self.kind {
            LessonKind::Video(media) | LessonKind::Audio(media) => found.extend(&media.transcript),
            LessonKind::Discussion {
                prompt,
                perspectives,
                ..
            } => {
                found.push(prompt);
                found.extend(perspectives.iter().map(|view| &view.text));
            }
            LessonKind::Poll {
                prompt, options, ..
            } => {
                found.push(prompt);
                found.extend(options.iter().map(|option| &option.text));
            }
            LessonKind::Reflection { prompts } => {
                found.extend(prompts.iter().map(|prompt| &prompt.prompt))
            }
            LessonKind::Exercise {
                prompt,
                checklist,
                example,
            } => {
                found.push(prompt);
                found.extend(checklist);
                found.extend(example);
            }
            _ => {}
        }
        for question in self.listed_questions() {
            found.extend(question.markdowns());
        }
        found
    }

    /// Every file that its fields name; those of its texts are in [`Lesson::markdowns`].
    pub(crate) fn files(&self) -> Vec<&FileRef> {
        let mut found = Vec::new();
        match &self.kind {
            LessonKind::Video(media) | LessonKind::Audio(media) => {
                found.push(&media.src);
                found.extend(&media.poster);
                found.extend(media.captions.iter().map(|track| &track.src));
                found.extend(media.described_file());
            }
            LessonKind::Download { files } => found.extend(files.iter().map(|file| &file.src)),
            _ => {}
        }
        found.extend(self.see_also.iter().filter_map(|link| match &link.target {
            SeeAlsoTarget::File(file) => Some(file),
            SeeAlsoTarget::Url(_) => None,
        }));
        found
    }
}

impl Course {
    /// The files of the course as a whole: cover, logo, style sheet, fonts.
    pub(crate) fn files(&self) -> Vec<&FileRef> {
        let mut found = Vec::new();
        found.extend(self.cover.as_ref().map(|picture| &picture.src));
        found.extend(self.theme.logo.as_ref().map(|picture| &picture.src));
        found.extend(&self.theme.css);
        found.extend(
            self.theme
                .fonts()
                .flat_map(|font| &font.files)
                .map(|file| &file.src),
        );
        found
    }
}
