//! What each type of lesson adds to its text.

use super::escape;
use super::page::external;
use super::question::letter;
use super::view::View;
use crate::course::{
    Download, Lesson, LessonKind, Markdown, Media, Perspective, PollOption, Question,
};

pub(super) fn write(view: &View<'_>, out: &mut String, at: usize) {
    let seat = &view.site.seats[at];
    let id = seat.lesson.id.value.as_str();
    match &seat.lesson.kind {
        LessonKind::Article => {}
        LessonKind::Video(media) => self::media(view, out, seat.lesson, media, true),
        LessonKind::Audio(media) => self::media(view, out, seat.lesson, media, false),
        LessonKind::Discussion {
            prompt,
            perspectives,
            forum,
        } => {
            writing(view, out, "cp-discussion", id, None, prompt, "yourResponse");
            self::perspectives(view, out, perspectives);
            if let Some(forum) = forum {
                let week = &view.site.sections[seat.section].number;
                let url = forum
                    .replace("{week}", week)
                    .replace("{step}", &seat.step.to_string());
                out.push_str("<p class=\"cp-forum\">");
                external(out, &url, view.word("openForum"), "");
                out.push_str("</p>\n");
            }
            out.push_str("</section>\n");
        }
        LessonKind::Poll {
            prompt,
            options,
            multiple,
        } => poll(view, out, id, prompt, options, *multiple),
        LessonKind::Reflection { prompts } => {
            for prompt in prompts {
                writing(
                    view,
                    out,
                    "cp-reflection",
                    &prompt.id.value,
                    prompt.words,
                    &prompt.prompt,
                    "yourReflection",
                );
                out.push_str("</section>\n");
            }
        }
        LessonKind::Quiz { questions } => self::questions(view, out, questions, true),
        LessonKind::Test { questions, .. } => self::questions(view, out, questions, false),
        LessonKind::Exercise {
            prompt,
            checklist,
            example,
        } => {
            writing(view, out, "cp-exercise", id, None, prompt, "yourResponse");
            self::checklist(view, out, checklist);
            if let Some(example) = example {
                details(view, out, "cp-example", "oneAnswer", example);
            }
            out.push_str("</section>\n");
        }
        LessonKind::Download { files } => downloads(view, out, files),
        LessonKind::External { url } => {
            out.push_str("<p class=\"cp-external-link\">");
            external(out, url, seat.lesson.title.get(view.language), "");
            out.push_str("</p>\n<p class=\"cp-note\">");
            view.push_word(out, "externalSite");
            out.push_str("</p>\n");
        }
        LessonKind::End => out.push_str("<div class=\"cp-end\" data-end></div>\n"),
    }
}

fn details(view: &View<'_>, out: &mut String, class: &str, summary: &'static str, text: &Markdown) {
    out.push_str("<details class=\"");
    out.push_str(class);
    out.push_str("\"><summary>");
    escape::text(out, view.site.words.get(view.language, summary));
    out.push_str("</summary>\n<div>");
    view.markdown(out, text);
    out.push_str("</div>\n</details>\n");
}

/// A prompt with a field to write in; the section stays open.
fn writing(
    view: &View<'_>,
    out: &mut String,
    class: &str,
    slot: &str,
    words: Option<u32>,
    prompt: &Markdown,
    label: &'static str,
) {
    out.push_str("<section class=\"");
    out.push_str(class);
    out.push_str("\" data-text=\"");
    escape::attribute(out, slot);
    out.push('"');
    if let Some(words) = words {
        out.push_str(&format!(" data-words=\"{words}\""));
    }
    out.push_str(">\n<div class=\"cp-prompt\">");
    view.markdown(out, prompt);
    out.push_str("</div>\n<label><span>");
    escape::text(out, view.site.words.get(view.language, label));
    out.push_str("</span><textarea rows=\"8\"></textarea></label>\n");
}

fn media(view: &View<'_>, out: &mut String, lesson: &Lesson, media: &Media, video: bool) {
    let name = if video { "video" } else { "audio" };
    let src = view.file(&media.src.path);
    out.push_str("<figure class=\"cp-media\" data-media>\n<");
    out.push_str(name);
    out.push_str(" controls preload=\"metadata\" aria-label=\"");
    escape::attribute(out, lesson.title.get(view.language));
    out.push('"');
    if video {
        out.push_str(" playsinline");
        if let Some(poster) = &media.poster {
            out.push_str(" poster=\"");
            view.push_file(out, &poster.path);
            out.push('"');
        }
    }
    out.push_str(" src=\"");
    out.push_str(&src);
    out.push_str("\">\n");
    for track in &media.captions {
        out.push_str("<track kind=\"");
        escape::attribute(out, &track.kind);
        out.push_str("\" srclang=\"");
        escape::attribute(out, &track.language);
        out.push_str("\" label=\"");
        escape::attribute(
            out,
            &track
                .label
                .clone()
                .unwrap_or_else(|| super::words::name(&track.language)),
        );
        out.push_str("\" src=\"");
        view.push_file(out, &track.src.path);
        out.push_str("\">\n");
    }
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
    if let Some(description) = &media.description {
        out.push_str("<figcaption>");
        view.push(out, description);
        out.push_str("</figcaption>\n");
    }
    out.push_str("</figure>\n");
    if let Some(transcript) = &media.transcript {
        details(view, out, "cp-transcript", "transcript", transcript);
    }
    out.push_str("<p class=\"cp-media-download\"><a download href=\"");
    out.push_str(&src);
    out.push_str("\">");
    view.push_word(out, "download");
    out.push_str("</a>");
    size(view, out, &media.src.path);
    if let Some(file) = media.described_file() {
        out.push_str("<br><a download data-described href=\"");
        view.push_file(out, &file.path);
        out.push_str("\">");
        view.push_word(out, "audioDescription");
        out.push_str("</a>");
        size(view, out, &file.path);
    }
    out.push_str("</p>\n");
    if let Some(url) = &media.external {
        let site = url
            .split("//")
            .nth(1)
            .and_then(|rest| rest.split(['/', '?', '#']).next())
            .unwrap_or(url);
        out.push_str("<p class=\"cp-media-external\">");
        let text = view.word("mediaExternal").replace("{site}", site);
        external(out, url, &text, "");
        out.push_str(" <span class=\"cp-note\">");
        view.push_word(out, "externalPrivacy");
        out.push_str("</span></p>\n");
    }
}

/// The kind and size of a file, such as `PDF, 1.2 MB`.
fn size(view: &View<'_>, out: &mut String, path: &str) {
    let Some(asset) = view.site.checked.assets.get(path) else {
        return;
    };
    out.push_str(" <span class=\"cp-size\">");
    if let Some((_, kind)) = asset.name.rsplit_once('.') {
        escape::text(out, &kind.to_ascii_uppercase());
        out.push_str(", ");
    }
    let tenths = |unit: u64| (asset.bytes * 10 + unit / 2) / unit;
    let written = match asset.bytes {
        0..1_000 => format!("{} B", asset.bytes),
        1_000..1_000_000 => format!("{} kB", (asset.bytes + 500) / 1_000),
        _ => format!("{}.{} MB", tenths(1_000_000) / 10, tenths(1_000_000) % 10),
    };
    out.push_str(&written);
    out.push_str("</span>");
}

fn perspectives(view: &View<'_>, out: &mut String, perspectives: &[Perspective]) {
    if perspectives.is_empty() {
        return;
    }
    out.push_str("<details class=\"cp-perspectives\"><summary>");
    view.push_word(out, "showOthers");
    out.push_str("</summary>\n<p class=\"cp-note\">");
    view.push_word(out, "othersNote");
    out.push_str("</p>\n");
    for perspective in perspectives {
        out.push_str("<blockquote class=\"cp-perspective\">");
        if let Some(name) = &perspective.name {
            out.push_str("<p class=\"cp-perspective-name\">");
            view.push(out, name);
            out.push_str("</p>\n");
        }
        out.push_str("<div>");
        view.markdown(out, &perspective.text);
        out.push_str("</div></blockquote>\n");
    }
    out.push_str("</details>\n");
}

fn poll(
    view: &View<'_>,
    out: &mut String,
    id: &str,
    prompt: &Markdown,
    options: &[PollOption],
    multiple: bool,
) {
    out.push_str("<section class=\"cp-poll\" data-poll=\"");
    escape::attribute(out, id);
    out.push_str(if multiple {
        "\" data-multiple>\n"
    } else {
        "\">\n"
    });
    out.push_str("<form autocomplete=\"off\">\n");
    view.fieldset(out, id, prompt);
    view.options(
        out,
        id,
        multiple,
        options
            .iter()
            .enumerate()
            .map(|(at, option)| (letter(at), view.html(&option.text))),
    );
    out.push_str("</fieldset>\n</form>\n");
    if options.iter().any(|option| option.share.is_some()) {
        out.push_str("<details class=\"cp-distribution\"><summary>");
        view.push_word(out, "pollResultsNote");
        out.push_str("</summary>\n<table>\n");
        for option in options {
            out.push_str("<tr><th scope=\"row\">");
            view.markdown(out, &option.text);
            out.push_str("</th><td>");
            let percent = option.share.unwrap_or_default() * 100.0;
            out.push_str(&((percent * 10.0).round() / 10.0).to_string());
            out.push_str("%</td></tr>\n");
        }
        out.push_str("</table>\n</details>\n");
    }
    out.push_str("</section>\n");
}

fn questions(view: &View<'_>, out: &mut String, questions: &[Question], answers: bool) {
    out.push_str("<div class=\"cp-questions\">\n");
    for question in questions {
        view.question(out, question, answers);
    }
    out.push_str("</div>\n");
}

fn checklist(view: &View<'_>, out: &mut String, checklist: &[Markdown]) {
    if checklist.is_empty() {
        return;
    }
    out.push_str("<fieldset class=\"cp-checklist\"><legend>");
    view.push_word(out, "selfCheck");
    out.push_str("</legend>\n");
    for (at, text) in checklist.iter().enumerate() {
        out.push_str("<label><input type=\"checkbox\" name=\"check\" value=\"");
        out.push_str(letter(at));
        out.push_str("\"> <span>");
        view.markdown(out, text);
        out.push_str("</span></label>\n");
    }
    out.push_str("</fieldset>\n");
}

fn downloads(view: &View<'_>, out: &mut String, files: &[Download]) {
    out.push_str("<ul class=\"cp-files\">\n");
    for file in files {
        out.push_str("<li><a download href=\"");
        view.push_file(out, &file.src.path);
        out.push_str("\"><span>");
        view.push(out, &file.title);
        out.push_str("</span></a>");
        size(view, out, &file.src.path);
        if let Some(description) = &file.description {
            out.push_str("<p>");
            view.push(out, description);
            out.push_str("</p>");
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}
