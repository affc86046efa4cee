//! A question as HTML that reads well alone and that the player brings to life.

use super::answer;
use super::escape;
use super::view::View;
use crate::check::fnv;
use crate::course::{Markdown, Question, QuestionKind};

/// The values of options, items and pairs, in the author's order.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

/// The value of an option; the checks allow no more options than there are letters.
pub(super) fn letter(at: usize) -> &'static str {
    LETTERS.get(at..=at).unwrap_or("9")
}

/// An order that is the same in every build and says nothing about the right one.
fn shuffled(id: &str, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|at| {
        let hash = fnv(&format!("{id}/{at}"));
        // FNV alone keeps neighbours together.
        (hash ^ (hash >> 15)).wrapping_mul(0x85eb_ca6b)
    });
    order
}

/// The same, but never the author's own order.
fn disordered(id: &str, count: usize) -> Vec<usize> {
    let mut order = shuffled(id, count);
    if order.is_sorted() && count > 1 {
        order.rotate_left(1);
    }
    order
}

impl View<'_> {
    /// A question. `answer` shows the answer to those who read without the player; in a test it is only there for the player.
    pub(super) fn question(&self, out: &mut String, question: &Question, answer: bool) {
        let id = question.id.value.as_str();
        out.push_str("<section class=\"cp-question\" data-question=\"");
        escape::attribute(out, id);
        out.push_str("\" data-kind=\"");
        out.push_str(question.kind.name());
        out.push_str("\" id=\"q-");
        escape::attribute(out, id);
        out.push_str("\">\n<form autocomplete=\"off\">\n");
        self.fieldset(out, id, &question.prompt);
        self.fields(out, question);
        out.push_str("</fieldset>\n");
        if let Some(hint) = &question.hint {
            out.push_str("<details class=\"cp-hint\"><summary>");
            self.push_word(out, "hint");
            out.push_str("</summary>\n");
            self.markdown(out, hint);
            out.push_str("</details>\n");
        }
        self.feedback(out, question);
        if question.kind.is_judged() {
            out.push_str(if answer {
                "<details class=\"cp-answer\" data-on=\"answer\"><summary>"
            } else {
                "<div class=\"cp-solution\" data-on=\"answer\" hidden><p>"
            });
            self.push_word(out, if answer { "showAnswer" } else { "rightAnswer" });
            out.push_str(if answer { "</summary>\n" } else { "</p>\n" });
            answer::write(self, out, question, answer);
            out.push_str(if answer { "</details>\n" } else { "</div>\n" });
        }
        out.push_str("</form>\n</section>\n");
    }

    /// What the player says when an option was chosen, or to a right or wrong answer.
    fn feedback(&self, out: &mut String, question: &Question) {
        let mut say = |on: &str, option: Option<&Markdown>, text: &Option<Markdown>| {
            let Some(text) = text else { return };
            out.push_str("<div data-on=\"");
            out.push_str(on);
            out.push_str("\" hidden>");
            if let Some(option) = option {
                out.push_str("<p><strong>");
                escape::text(out, &option.get(self.language).plain);
                out.push_str("</strong></p>");
            }
            self.markdown(out, text);
            out.push_str("</div>\n");
        };
        if let QuestionKind::Choice { options, multiple } = &question.kind {
            for (at, option) in options.iter().enumerate() {
                let named = multiple.then_some(&option.text);
                say(letter(at), named, &option.feedback);
            }
        }
        say("correct", None, &question.correct_feedback);
        say("incorrect", None, &question.incorrect_feedback);
    }

    /// The start of a group of fields that a prompt names. A legend holds nothing but a line of text.
    pub(super) fn fieldset(&self, out: &mut String, id: &str, prompt: &Markdown) {
        let html = self.html(prompt);
        let blocks = [
            "<p",
            "<ul",
            "<ol",
            "<table",
            "<pre",
            "<blockquote",
            "<figure",
            "<aside",
            "<div",
            "<dl",
        ];
        if !blocks.iter().any(|tag| html.contains(tag)) {
            out.push_str("<fieldset><legend class=\"cp-prompt\">");
            out.push_str(&html);
            out.push_str("</legend>\n");
            return;
        }
        let mut name = String::from("p-");
        escape::attribute(&mut name, id);
        out.push_str(&format!(
            "<fieldset aria-labelledby=\"{name}\"><div class=\"cp-prompt\" id=\"{name}\">{html}</div>\n"
        ));
    }

    fn fields(&self, out: &mut String, question: &Question) {
        let id = question.id.value.as_str();
        match &question.kind {
            QuestionKind::Choice { options, multiple } => self.options(
                out,
                id,
                *multiple,
                options
                    .iter()
                    .enumerate()
                    .map(|(at, option)| (letter(at), self.html(&option.text))),
            ),
            QuestionKind::TrueFalse { .. } => {
                let options = [("t", "true"), ("f", "false")];
                self.options(
                    out,
                    id,
                    false,
                    options.into_iter().map(|(value, key)| {
                        (value, self.escaped(self.site.words.get(self.language, key)))
                    }),
                );
            }
            QuestionKind::Likert { scale } => self.options(
                out,
                id,
                false,
                scale
                    .iter()
                    .enumerate()
                    .map(|(at, text)| (letter(at), self.escaped(text.get(self.language)))),
            ),
            QuestionKind::FillIn { .. } => {
                self.field(out, id, "<input type=\"text\" maxlength=\"255\"")
            }
            QuestionKind::Numeric { .. } => self.field(
                out,
                id,
                "<input type=\"text\" inputmode=\"decimal\" maxlength=\"255\"",
            ),
            QuestionKind::LongFillIn => {
                self.field(out, id, "<textarea rows=\"6\"");
                out.push_str("</textarea>\n");
            }
            QuestionKind::Matching { .. } => self.pairs(out, question),
            QuestionKind::Sequencing { items } => {
                out.push_str("<ol class=\"cp-sequence\">\n");
                for at in disordered(id, items.len()) {
                    out.push_str("<li data-item=\"");
                    out.push_str(letter(at));
                    out.push_str("\"><span>");
                    self.markdown(out, &items[at]);
                    out.push_str("</span></li>\n");
                }
                out.push_str("</ol>\n");
            }
        }
    }

    fn escaped(&self, text: &str) -> String {
        let mut out = String::new();
        escape::text(&mut out, text);
        out
    }

    /// Radio buttons or checkboxes.
    pub(super) fn options(
        &self,
        out: &mut String,
        name: &str,
        multiple: bool,
        options: impl Iterator<Item = (&'static str, String)>,
    ) {
        out.push_str("<div class=\"cp-options\">\n");
        for (value, html) in options {
            out.push_str("<label class=\"cp-option\"><input type=\"");
            out.push_str(if multiple { "checkbox" } else { "radio" });
            out.push_str("\" name=\"");
            escape::attribute(out, name);
            out.push_str("\" value=\"");
            out.push_str(value);
            out.push_str("\"><span>");
            out.push_str(&html);
            out.push_str("</span></label>\n");
        }
        out.push_str("</div>\n");
    }

    /// A text field, named by the prompt around it.
    fn field(&self, out: &mut String, id: &str, tag: &str) {
        out.push_str(tag);
        out.push_str(" name=\"");
        escape::attribute(out, id);
        out.push_str("\" aria-label=\"");
        escape::attribute(out, self.word("yourResponse"));
        out.push_str("\">");
    }

    fn pairs(&self, out: &mut String, question: &Question) {
        let QuestionKind::Matching { pairs } = &question.kind else {
            return;
        };
        let id = question.id.value.as_str();
        let targets = answer::targets(pairs);
        let order = shuffled(id, targets.len());
        out.push_str("<ul class=\"cp-pairs\">\n");
        for (at, pair) in pairs.iter().enumerate() {
            let source = letter(at);
            out.push_str("<li><label for=\"q-");
            escape::attribute(out, id);
            out.push('-');
            out.push_str(source);
            out.push_str("\">");
            self.markdown(out, &pair.source);
            out.push_str("</label> <select id=\"q-");
            escape::attribute(out, id);
            out.push('-');
            out.push_str(source);
            out.push_str("\" name=\"");
            escape::attribute(out, id);
            out.push_str("\" data-source=\"");
            out.push_str(source);
            out.push_str("\"><option value=\"\">");
            self.push_word(out, "choose");
            out.push_str("</option>");
            for target in &order {
                out.push_str("<option value=\"");
                out.push_str(letter(*target));
                out.push_str("\">");
                self.push(out, targets[*target]);
                out.push_str("</option>");
            }
            out.push_str("</select></li>\n");
        }
        out.push_str("</ul>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_never_starts_in_the_right_order() {
        for count in 2..12 {
            for id in ["a", "order", "q1", "q2", "steps"] {
                let mut order = disordered(id, count);
                assert!(!order.is_sorted(), "{id} {count}");
                order.sort_unstable();
                assert_eq!(order, (0..count).collect::<Vec<_>>());
            }
        }
    }
}
