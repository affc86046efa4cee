//! One lesson: in place, in a Markdown file, or in a definition file of its own.

use std::ops::Range;
use std::sync::Arc;

use super::prose::Prose;
use super::values::{Reading, duration, share, whole};
use super::{question, stem};
use crate::course::conform::conform_tagged;
use crate::course::shape::{Form, LESSON};
use crate::course::{
    Captions, CompleteBy, Described, Download, Lesson, LessonKind, Markdown, Media, Perspective,
    PollOption, Prompt, SeeAlso, SeeAlsoTarget, Spanned, TestRules,
};
use crate::definition::{Folder, Node, Notation, Value, join, outside, parse, parse_yaml, split};
use crate::finding::{Finding, Findings, Place, Source, code};

/// A lesson that was found, with its fields and the place of its body.
pub(super) struct LessonFile {
    pub(super) source: Arc<Source>,
    /// Its path in the course's folder; `None` when it is written in place.
    pub(super) path: Option<String>,
    /// Its fields; `None` when they could not be read.
    node: Option<Node>,
    /// The body of a Markdown file.
    body: Option<Range<usize>>,
    /// What stands for the lesson as a whole.
    place: Place,
}

impl LessonFile {
    /// A lesson in the place of one that could not be read.
    fn unread(self, r: &Reading<'_>) -> Lesson {
        Lesson {
            id: Spanned {
                value: self.id(),
                place: self.place.clone(),
            },
            title: r.no_text(self.place.clone()),
            description: None,
            duration: None,
            complete_by: CompleteBy::Manual,
            outcomes: Vec::new(),
            requires: Vec::new(),
            body: None,
            see_also: Vec::new(),
            kind: LessonKind::Article,
            place: self.place,
            unread: true,
        }
    }

    /// Its own id, or else the stem of its file.
    pub(super) fn id(&self) -> String {
        let own = self
            .node
            .as_ref()
            .and_then(|node| node.get("id"))
            .and_then(Node::as_str);
        own.or_else(|| self.path.as_deref().map(stem))
            .unwrap_or("")
            .to_owned()
    }
}

/// Stands for the lessons of a module when what should be their list is none.
pub(super) fn absent(r: &Reading<'_>, node: &Node) -> Lesson {
    let file = LessonFile {
        source: r.source.clone(),
        path: None,
        node: None,
        body: None,
        place: r.place(node),
    };
    file.unread(r)
}

/// Finds a lesson that a module names or holds, and holds its fields against the format.
pub(super) fn open(
    folder: &Folder,
    definition: &str,
    source: &Arc<Source>,
    node: &Node,
) -> (LessonFile, Findings) {
    let mut findings = Findings::default();
    let place = source.place(node.span.clone());
    let nothing = |place: Place| LessonFile {
        source: source.clone(),
        path: None,
        node: None,
        body: None,
        place,
    };
    let Some(written) = node.as_str() else {
        let place = node
            .get("type")
            .map_or(place, |node| source.place(node.span.clone()));
        let file = LessonFile {
            node: node.as_map().map(|_| node.clone()),
            ..nothing(place)
        };
        return (file, findings);
    };
    let path = match join(definition, written) {
        Ok(path) => path,
        Err(why) => {
            findings.push(outside(written, why).at(place.clone()));
            return (nothing(place), findings);
        }
    };
    let text = match folder.read(&path, Some(&place)) {
        Ok(text) => text,
        Err(finding) => {
            findings.push(finding);
            let file = LessonFile {
                path: Some(path),
                ..nothing(place)
            };
            return (file, findings);
        }
    };
    let start = text.place(0..text.text.find('\n').unwrap_or(text.text.len()));
    let mut file = LessonFile {
        source: text.clone(),
        path: Some(path.clone()),
        node: None,
        body: None,
        place: start,
    };
    match Notation::of(&path) {
        Some(notation) => {
            file.node = parse(&text, notation, &mut findings);
            if let Some(node) = &file.node {
                conform_tagged(&text, node, &LESSON, None, &mut findings);
            }
        }
        None if path.to_ascii_lowercase().ends_with(".md")
            || path.to_ascii_lowercase().ends_with(".markdown") =>
        {
            front_matter(&mut file, &mut findings);
        }
        None => findings.push(
            Finding::new(&code::NOT_A_LESSON, format!("`{path}` is no lesson"))
                .at(place)
                .help("a lesson is a Markdown file, or a .yaml, .json or .toml file"),
        ),
    }
    (file, findings)
}

fn front_matter(file: &mut LessonFile, findings: &mut Findings) {
    let source = file.source.clone();
    match split(&source.text) {
        Err(span) => findings.push(
            Finding::new(&code::SYNTAX, "the front matter is never closed")
                .at(source.place(span))
                .help("end it with a line `---`"),
        ),
        Ok((None, body)) => {
            findings.push(
                Finding::new(&code::MISSING_FIELD, "a lesson needs a field `title`")
                    .at(file.place.clone())
                    .help("begin the file with front matter: `---`, `title: …`, `---`"),
            );
            file.node = Some(Node {
                span: 0..0,
                value: Value::Map(Vec::new()),
            });
            file.body = Some(body);
        }
        Ok((Some(front), body)) => {
            let text = &source.text[front.clone()];
            let node = parse_yaml(&source, text, front.start, findings);
            let node = node.map(|node| match node.value {
                Value::Null => Node {
                    span: front.clone(),
                    value: Value::Map(Vec::new()),
                },
                _ => node,
            });
            if let Some(node) = &node {
                let why = "the body of a Markdown lesson is the text under its front matter";
                // `body` is a field of lessons in place; here it would be read twice.
                conform_tagged(&source, node, &LESSON, Some(("body", why)), findings);
            }
            file.node = node;
            file.body = Some(body);
        }
    }
}

/// Reads a lesson; where it has no fields at all, which is a finding already, something stands in its place.
pub(super) fn lesson(r: &mut Reading<'_>, mut file: LessonFile) -> Lesson {
    let id_text = file.id();
    let Some(node) = file.node.take().filter(|node| node.as_map().is_some()) else {
        return file.unread(r);
    };
    let place = file.place;
    let id = match node.get("id") {
        Some(node) if node.as_str().is_some() => r.spanned(node, id_text),
        _ => Spanned {
            value: id_text,
            place: place.clone(),
        },
    };
    if file.path.is_some() && node.get("id").is_none() && Form::Id.test(&id.value).is_err() {
        r.findings.push(
            Finding::new(
                &code::BAD_FORM,
                format!("the file's name makes no id: `{}`", id.value),
            )
            .at(place.clone())
            .help("give the lesson an `id:` of lower-case letters, digits and `-`"),
        );
    }
    let prefix = format!("{}-", id.value);
    let mut fronts = Vec::new();
    let body = body(r, &node, file.body, &prefix, &place, &mut fronts);
    let kind = kind(r, &node, &id, &prefix);
    let mut title = r.titled(&node, place.clone());
    let mut description = r.optional_text(&node, "description");
    // A file of a translation may have a title and a description of its own.
    for (language, front) in &fronts {
        let texts = [
            ("title", Some(&mut title)),
            ("description", description.as_mut()),
        ];
        for (name, text) in texts {
            let word = front.get(name).and_then(Node::as_str).map(str::trim);
            if let (Some(text), Some(word)) = (text, word.filter(|word| !word.is_empty())) {
                let known = |tag: &Option<String>| {
                    tag.as_ref()
                        .is_some_and(|tag| tag.eq_ignore_ascii_case(language))
                };
                if !text.parts.iter().any(|(tag, _)| known(tag)) {
                    text.parts.push((Some(language.clone()), word.to_owned()));
                }
            }
        }
    }
    let mut see_also = Vec::new();
    for node in r.list(&node, "see-also") {
        see_also.extend(link(r, node));
    }
    let default = if matches!(kind, Some(LessonKind::End)) {
        CompleteBy::View
    } else {
        CompleteBy::Manual
    };
    Lesson {
        unread: kind.is_none(),
        kind: kind.unwrap_or(LessonKind::Article),
        description,
        duration: duration(&node),
        complete_by: match node.get("completion").and_then(Node::as_str) {
            Some("view") => CompleteBy::View,
            Some("auto") => CompleteBy::Auto,
            Some(_) => CompleteBy::Manual,
            None => default,
        },
        outcomes: r.ids(&node, "outcomes"),
        requires: r.ids(&node, "requires"),
        title,
        body,
        see_also,
        place,
        id,
    }
}

/// The text in every language; `fronts` gets what the files of translations have above theirs.
fn body(
    r: &mut Reading<'_>,
    node: &Node,
    file: Option<Range<usize>>,
    prefix: &str,
    place: &Place,
    fronts: &mut Vec<(String, Node)>,
) -> Option<Markdown> {
    let mut body = match (file, node.get("body")) {
        (Some(span), _) => {
            let source = r.source.clone();
            let part = r.render(&Prose::direct(&source, span.clone()), None, false, prefix);
            Some(Markdown {
                parts: vec![part],
                place: place.clone(),
            })
        }
        (None, Some(node)) => Some(r.markdown(node, false, prefix)),
        (None, None) => None,
    };
    for (key, path) in node
        .get("translations")
        .and_then(Node::as_map)
        .unwrap_or(&[])
    {
        if Form::Language.test(&key.name).is_err() {
            r.findings.push(
                Finding::new(
                    &code::BAD_FORM,
                    format!("`{}` is not a language tag", key.name),
                )
                .at(r.source.place(key.span.clone()))
                .help("write a language tag (BCP 47), such as `cy: welcome.cy.md`"),
            );
            continue;
        }
        let Some(file) = r.file(path) else { continue };
        let source = match r.folder.read(&file.path, Some(&file.place)) {
            Ok(source) => source,
            Err(finding) => {
                r.findings.push(finding);
                continue;
            }
        };
        let span = match split(&source.text) {
            Ok((front, span)) => {
                let node = front.and_then(|front| {
                    let text = &source.text[front.clone()];
                    parse_yaml(&source, text, front.start, &mut r.findings)
                });
                fronts.extend(node.map(|node| (key.name.clone(), node)));
                span
            }
            Err(span) => {
                let finding = Finding::new(&code::SYNTAX, "the front matter is never closed")
                    .at(source.place(span));
                r.findings.push(finding.help("end it with a line `---`"));
                continue;
            }
        };
        let before = (
            std::mem::replace(&mut r.source, source.clone()),
            std::mem::replace(&mut r.file, file.path),
        );
        let part = r.render(
            &Prose::direct(&source, span),
            Some(key.name.clone()),
            false,
            prefix,
        );
        (r.source, r.file) = before;
        r.languages.insert(key.name.clone());
        match &mut body {
            Some(body) => body.parts.push(part),
            None => {
                body = Some(Markdown {
                    parts: vec![part],
                    place: place.clone(),
                })
            }
        }
    }
    body
}

fn link(r: &mut Reading<'_>, node: &Node) -> Option<SeeAlso> {
    let title = r.text(node.get("title")?);
    let target = match (node.get("url").and_then(Node::as_str), node.get("src")) {
        (Some(url), None) => SeeAlsoTarget::Url(url.to_owned()),
        (None, Some(src)) => SeeAlsoTarget::File(r.file(src)?),
        _ => {
            r.findings.push(
                Finding::new(
                    &code::MISSING_FIELD,
                    "a link under a lesson needs either `url` or `src`",
                )
                .at(r.place(node))
                .help("add `url:` for an address, or `src:` for a file of the course"),
            );
            return None;
        }
    };
    Some(SeeAlso { title, target })
}

/// What a lesson is; `None` when its type is none or it lacks what makes it one.
fn kind(
    r: &mut Reading<'_>,
    node: &Node,
    id: &Spanned<String>,
    prefix: &str,
) -> Option<LessonKind> {
    let flag = |name: &str| node.get(name).and_then(Node::as_bool).unwrap_or(false);
    let prompt = |r: &mut Reading<'_>, inline| match node.get("prompt") {
        Some(prompt) => r.markdown(prompt, inline, &format!("{prefix}prompt-")),
        None => r.markdown(
            &Node {
                span: node.span.start..node.span.start,
                value: Value::Null,
            },
            inline,
            prefix,
        ),
    };
    let name = node.get("type").map_or(Some("article"), Node::as_str)?;
    Some(match name {
        "article" => LessonKind::Article,
        "video" => LessonKind::Video(media(r, node, prefix)?),
        "audio" => LessonKind::Audio(media(r, node, prefix)?),
        "discussion" => {
            let mut perspectives = Vec::new();
            for (index, node) in r.list(node, "perspectives").iter().enumerate() {
                let Some(text) = node.get("text") else {
                    continue;
                };
                perspectives.push(Perspective {
                    name: r.optional_text(node, "name"),
                    text: r.markdown(text, false, &format!("{prefix}view-{index}-")),
                });
            }
            let forum = node.get("forum").and_then(Node::as_str).map(str::to_owned);
            LessonKind::Discussion {
                prompt: prompt(r, false),
                perspectives,
                forum,
            }
        }
        "poll" => {
            let mut options = Vec::new();
            for node in r.list(node, "options") {
                let Some(text) = node.get("text") else {
                    continue;
                };
                options.push(PollOption {
                    text: r.markdown(text, true, prefix),
                    share: node.get("share").and_then(share),
                });
            }
            LessonKind::Poll {
                // The caption of its options.
                prompt: prompt(r, true),
                options,
                multiple: flag("multiple"),
            }
        }
        "reflection" => {
            let mut prompts = Vec::new();
            if node.get("prompt").is_some() {
                let words = node.get("words").and_then(whole);
                prompts.push(Prompt {
                    id: id.clone(),
                    prompt: prompt(r, false),
                    words,
                });
            }
            for node in r.list(node, "prompts") {
                let Some(text) = node.get("prompt") else {
                    continue;
                };
                let own = r.id(node, "id", r.place(node));
                let prompt = r.markdown(text, false, &format!("{}-", own.value));
                prompts.push(Prompt {
                    id: own,
                    prompt,
                    words: node.get("words").and_then(whole),
                });
            }
            LessonKind::Reflection { prompts }
        }
        "quiz" => LessonKind::Quiz {
            questions: question::questions(r, node, &id.value),
        },
        "test" => LessonKind::Test {
            questions: question::questions(r, node, &id.value),
            rules: TestRules {
                attempts: node.get("attempts").and_then(whole).unwrap_or(1),
                penalty: question::penalty(node),
                pass: node.get("pass").and_then(share),
                shuffle: flag("shuffle"),
                draw: node
                    .get("draw")
                    .and_then(|node| Some(r.spanned(node, whole(node)?))),
            },
        },
        "exercise" => {
            let checklist = r.list(node, "checklist");
            LessonKind::Exercise {
                prompt: prompt(r, false),
                checklist: checklist
                    .iter()
                    .map(|node| r.markdown(node, true, prefix))
                    .collect(),
                example: r.optional_markdown(node, "example", false, &format!("{prefix}example-")),
            }
        }
        "download" => {
            let mut files = Vec::new();
            for node in r.list(node, "files") {
                let (Some(src), Some(title)) = (
                    node.get("src").and_then(|node| r.file(node)),
                    node.get("title"),
                ) else {
                    continue;
                };
                files.push(Download {
                    src,
                    title: r.text(title),
                    description: r.optional_text(node, "description"),
                });
            }
            LessonKind::Download { files }
        }
        "external" => LessonKind::External {
            url: node
                .get("url")
                .and_then(Node::as_str)
                .unwrap_or("")
                .to_owned(),
        },
        "end" => LessonKind::End,
        _ => return None,
    })
}

fn media(r: &mut Reading<'_>, lesson: &Node, prefix: &str) -> Option<Media> {
    let transcript = lesson
        .get("transcript")
        .and_then(|node| transcript(r, node, &format!("{prefix}transcript-")));
    let node = lesson.get("media")?;
    let mut captions = Vec::new();
    for node in r.list(node, "captions") {
        let (Some(src), Some(language)) =
            (node.get("src"), node.get("language").and_then(Node::as_str))
        else {
            continue;
        };
        let plain = |name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
        captions.extend(r.file(src).map(|src| Captions {
            src,
            language: language.to_owned(),
            label: plain("label"),
            kind: plain("kind").unwrap_or_else(|| "captions".to_owned()),
        }));
    }
    Some(Media {
        src: node.get("src").and_then(|node| r.file(node))?,
        captions,
        poster: node.get("poster").and_then(|node| r.file(node)),
        description: r.optional_text(node, "description"),
        transcript,
        described: node.get("described").and_then(|node| match node.as_bool() {
            Some(told) => told.then_some(Described::Anyway),
            None => r.file(node).map(Described::File),
        }),
        external: node
            .get("external")
            .and_then(Node::as_str)
            .map(str::to_owned),
    })
}

/// The transcript's files, one for each language, as Markdown; front matter in them is passed over.
fn transcript(r: &mut Reading<'_>, node: &Node, prefix: &str) -> Option<Markdown> {
    let mut parts = Vec::new();
    for (language, node) in r.by_language(node) {
        let Some(file) = r.file(node) else { continue };
        let source = match r.folder.read(&file.path, Some(&file.place)) {
            Ok(source) => source,
            Err(finding) => {
                r.findings.push(finding);
                continue;
            }
        };
        let span = split(&source.text).map_or(0..source.text.len(), |(_, body)| body);
        let before = (
            std::mem::replace(&mut r.source, source.clone()),
            std::mem::replace(&mut r.file, file.path),
        );
        parts.push(r.render(&Prose::direct(&source, span), language, false, prefix));
        (r.source, r.file) = before;
    }
    (!parts.is_empty()).then(|| Markdown {
        parts,
        place: r.place(node),
    })
}
