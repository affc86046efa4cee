//! Definition files in, a [`Course`] out: files are read and rendered in parallel, findings come in order.

mod labels;
mod lesson;
mod prose;
mod question;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::conform::conform;
use super::form;

use super::shape::{COURSE, Form, Shape};
use super::{
    Author, Completion, Course, Font, FontFile, Granularity, License, Module, Outcome, Picture,
    Term, TestsRule, Theme,
};
use crate::definition::{Folder, Node, Notation, Value, parse};
use crate::error::Error;
use crate::finding::{Finding, Findings, Place, Source, code};

use lesson::LessonFile;
use values::Reading;

/// Reads the course whose definition is the file `name` in `folder`; `None` when nothing of it could be read.
pub(crate) fn read(
    folder: &Folder,
    name: &str,
    findings: &mut Findings,
) -> Result<Option<Course>, Error> {
    let source = match folder.read(name, None) {
        Ok(source) => source,
        Err(finding) => {
            findings.push(finding);
            return Ok(None);
        }
    };
    let Some(notation) = Notation::of(name) else {
        return Err(Error::Usage(format!(
            "{name} is no course definition: it must end in .yaml, .json or .toml"
        )));
    };
    let Some(node) = parse(&source, notation, findings) else {
        return Ok(None);
    };
    if node.as_map().is_none() {
        findings.push(
            Finding::new(&code::WRONG_TYPE, format!("the definition is {}, not a map of fields", node.kind()))
                .at(source.place(0..1))
                .help("begin with `id:`, `title:`, `language:` and `modules:`; `coursepack new` shows how"),
        );
        return Ok(None);
    }
    conform(
        &source,
        &node,
        &Shape::Object(&COURSE),
        "the course",
        findings,
    );
    let language = node
        .get("language")
        .and_then(Node::as_str)
        .unwrap_or("en")
        .to_owned();
    Ok(Some(course(
        folder, name, source, &node, language, findings,
    )))
}

fn course(
    folder: &Folder,
    name: &str,
    source: Arc<Source>,
    node: &Node,
    language: String,
    findings: &mut Findings,
) -> Course {
    // Lesson files first, all at once: a link in one lesson may point at the file of another.
    let mut named = Vec::new();
    lesson_nodes(node.get("modules"), &mut named);
    let files: Vec<(LessonFile, Findings)> = named
        .par_iter()
        .map(|node| lesson::open(folder, name, &source, node))
        .collect();
    let mut lesson_files = BTreeMap::new();
    for (file, _) in &files {
        if let (Some(path), id) = (&file.path, file.id()) {
            lesson_files.entry(path.clone()).or_insert(id);
        }
    }
    let lessons: Vec<(super::Lesson, Reading<'_>)> = files
        .into_par_iter()
        .map(|(file, findings)| {
            let mut reading = Reading {
                folder,
                source: file.source.clone(),
                file: file.path.clone().unwrap_or_else(|| name.to_owned()),
                language: &language,
                lesson_files: &lesson_files,
                findings,
                languages: BTreeSet::new(),
                maps: Vec::new(),
            };
            let lesson = lesson::lesson(&mut reading, file);
            (lesson, reading)
        })
        .collect();
    let mut languages = BTreeSet::new();
    let mut read = Vec::with_capacity(lessons.len());
    let mut maps = Vec::new();
    for (lesson, reading) in lessons {
        findings.0.extend(reading.findings.0);
        languages.extend(reading.languages);
        maps.extend(reading.maps);
        read.push(lesson);
    }
    let mut lessons = read.into_iter();

    let mut reading = Reading {
        folder,
        source: source.clone(),
        file: name.to_owned(),
        language: &language,
        lesson_files: &lesson_files,
        findings: Findings::default(),
        languages: BTreeSet::new(),
        maps,
    };
    let r = &mut reading;
    let modules = modules(r, node.get("modules"), &mut lessons);
    let glossary = node
        .get("glossary")
        .map_or_else(Vec::new, |node| glossary(r, node));
    // The player has words of its own for a language that an author leaves out, and words in a language make no course
    // in it.
    let texts = r.maps.len();
    let spoken = r.languages.clone();
    let strings = node
        .get("strings")
        .map_or_else(Vec::new, |node| strings(r, node));
    r.maps.truncate(texts);
    r.languages = spoken;
    let whole = source.place(0..0);
    let success = node.get("success").and_then(|node| node.get("score"));
    let success = success.and_then(|node| Some(r.spanned(node, values::share(node)?)));
    let title = r.titled(node, whole.clone());
    let description = r.optional_text(node, "description");
    let keywords = r.texts(node, "keywords");
    let audience = r.texts(node, "audience");
    let authors = r.list(node, "authors").iter().filter_map(author).collect();
    let outcomes = r
        .list(node, "outcomes")
        .iter()
        .filter_map(|node| outcome(r, node))
        .collect();
    let cover = node.get("cover").and_then(|node| picture(r, node));
    let theme = theme(r, node.get("theme"));
    let id = r.id(node, "id", whole.clone());
    languages.extend(std::mem::take(&mut r.languages));
    let all: Vec<String> = std::iter::once(language.clone())
        .chain(
            languages
                .into_iter()
                .filter(|tag| !tag.eq_ignore_ascii_case(&language)),
        )
        .collect();
    findings.0.append(&mut reading.findings.0);
    for (place, spoken) in reading.maps {
        // What is no language tag is a finding already.
        let missing = |tag: &&String| {
            !spoken.contains(&tag.to_ascii_lowercase()) && Form::Language.test(tag).is_ok()
        };
        let tags: Vec<&str> = all.iter().filter(missing).map(String::as_str).collect();
        if let Some(first) = tags.first() {
            findings.push(
                Finding::new(
                    &code::MISSING_TRANSLATION,
                    format!("this text is not in `{}`", tags.join("`, `")),
                )
                .at(place)
                .help(format!("add `{first}: …`")),
            );
        }
    }
    Course {
        id,
        title,
        version: plain(node, "version").unwrap_or_else(|| "1.0.0".to_owned()),
        description,
        keywords,
        authors,
        license: node.get("license").and_then(license),
        duration: values::duration(node),
        audience,
        outcomes,
        cover,
        theme,
        granularity: match plain(node, "granularity").as_deref() {
            Some("module") => Granularity::Module,
            Some("lesson") => Granularity::Lesson,
            _ => Granularity::Course,
        },
        linear: plain(node, "sequence").as_deref() == Some("linear"),
        completion: completion(node.get("completion"), &source),
        success,
        record_reflections: plain(node, "reflections").as_deref() == Some("record"),
        glossary,
        strings,
        modules,
        languages: all,
        language,
    }
}

/// The lessons of all modules, each before those of the modules in it: the order of [`Course::all_lessons`].
fn lesson_nodes<'n>(modules: Option<&'n Node>, found: &mut Vec<&'n Node>) {
    for module in modules.and_then(Node::as_list).unwrap_or(&[]) {
        found.extend(module.get("lessons").and_then(Node::as_list).unwrap_or(&[]));
        lesson_nodes(module.get("modules"), found);
    }
}

fn modules(
    r: &mut Reading<'_>,
    node: Option<&Node>,
    lessons: &mut impl Iterator<Item = super::Lesson>,
) -> Vec<Module> {
    let mut read = Vec::new();
    for node in node.and_then(Node::as_list).unwrap_or(&[]) {
        let place = r.place(node);
        let count = node
            .get("lessons")
            .and_then(Node::as_list)
            .map_or(0, <[Node]>::len);
        let mut own: Vec<_> = lessons.by_ref().take(count).collect();
        let list = |name: &str| node.get(name).is_none_or(|node| node.as_list().is_some());
        if node.as_map().is_none() || !list("lessons") || !list("modules") {
            own.push(lesson::absent(r, node));
        }
        let title = r.titled(node, place.clone());
        let skip = node
            .get("skip-if-passed")
            .filter(|node| node.as_bool() == Some(true))
            .map(|node| r.place(node));
        let attempts = node
            .get("attempts")
            .and_then(|node| Some(r.spanned(node, values::whole(node)?)));
        let module = Module {
            id: r.id(node, "id", place),
            title,
            description: r.optional_text(node, "description"),
            duration: values::duration(node),
            requires: r.ids(node, "requires"),
            skip_if_passed: skip,
            attempts,
            lessons: own,
            modules: modules(r, node.get("modules"), lessons),
        };
        read.push(module);
    }
    read
}

fn plain(node: &Node, name: &str) -> Option<String> {
    node.get(name).and_then(Node::as_str).map(str::to_owned)
}

fn author(node: &Node) -> Option<Author> {
    Some(Author {
        name: plain(node, "name")?,
        role: plain(node, "role").unwrap_or_else(|| "author".to_owned()),
    })
}

fn license(node: &Node) -> Option<License> {
    match &node.value {
        Value::String(name) => Some(License {
            name: name.clone(),
            url: form::deed(name),
        }),
        _ => Some(License {
            name: plain(node, "name")?,
            url: plain(node, "url"),
        }),
    }
}

fn outcome(r: &mut Reading<'_>, node: &Node) -> Option<Outcome> {
    let place = r.place(node);
    Some(Outcome {
        id: r.id(node, "id", place),
        text: r.text(node.get("text")?),
    })
}

fn picture(r: &mut Reading<'_>, node: &Node) -> Option<Picture> {
    Some(Picture {
        src: r.file(node.get("src")?)?,
        alt: r.text(node.get("alt")?),
    })
}

fn theme(r: &mut Reading<'_>, node: Option<&Node>) -> Theme {
    let Some(node) = node else {
        return Theme::default();
    };
    Theme {
        accent: node
            .get("accent")
            .and_then(|node| Some(r.spanned(node, node.as_str()?.to_owned()))),
        logo: node.get("logo").and_then(|node| picture(r, node)),
        css: node.get("css").and_then(|node| r.file(node)),
        body: font(r, node, "body"),
        headings: font(r, node, "headings"),
    }
}

fn font(r: &mut Reading<'_>, theme: &Node, name: &str) -> Option<Font> {
    let node = theme.get("fonts")?.get(name)?;
    let files = r.list(node, "files").iter().filter_map(|node| {
        let weight = node.get("weight").and_then(|node| match &node.value {
            Value::String(text) | Value::Number(text) => Some(text.clone()),
            _ => None,
        });
        Some(FontFile {
            src: r.file(node.get("src")?)?,
            weight,
            italic: plain(node, "style").as_deref() == Some("italic"),
        })
    });
    let files = files.collect();
    Some(Font {
        family: plain(node, "family")?,
        license: license(node.get("license")?)?,
        files,
    })
}

fn completion(node: Option<&Node>, source: &Arc<Source>) -> Completion {
    let tests = node.and_then(|node| node.get("tests"));
    Completion {
        lessons: node
            .and_then(|node| node.get("lessons"))
            .and_then(values::share)
            .unwrap_or(1.0),
        tests: match tests.and_then(Node::as_str) {
            Some("passed") => TestsRule::Passed,
            Some("none") => TestsRule::None,
            _ => TestsRule::Attempted,
        },
        tests_place: tests.map(|node| source.place(node.span.clone())),
    }
}

/// Opens a file that is a map, such as a glossary; its own findings go to `r`.
fn map_file(r: &mut Reading<'_>, node: &Node) -> Option<(Arc<Source>, String, Node)> {
    let file = r.file(node)?;
    let source = match r.folder.read(&file.path, Some(&file.place)) {
        Ok(source) => source,
        Err(finding) => {
            r.findings.push(finding);
            return None;
        }
    };
    let notation = Notation::of(&file.path).unwrap_or(Notation::Yaml);
    let map = parse(&source, notation, &mut r.findings)?;
    Some((source, file.path, map))
}

fn glossary(r: &mut Reading<'_>, node: &Node) -> Vec<Term> {
    let Some((source, path, map)) = map_file(r, node) else {
        return Vec::new();
    };
    conform(
        &source,
        &map,
        &Shape::Map(&Shape::Markdown),
        "a glossary",
        &mut r.findings,
    );
    let before = (
        std::mem::replace(&mut r.source, source),
        std::mem::replace(&mut r.file, path),
    );
    let mut terms: Vec<Term> = map
        .as_map()
        .unwrap_or(&[])
        .iter()
        .enumerate()
        .map(|(index, (key, node))| Term {
            term: key.name.clone(),
            definition: r.markdown(node, true, &format!("glossary-{index}-")),
        })
        .collect();
    (r.source, r.file) = before;
    terms.sort_by(|a, b| (a.term.to_lowercase(), &a.term).cmp(&(b.term.to_lowercase(), &b.term)));
    terms
}

fn strings(r: &mut Reading<'_>, node: &Node) -> Vec<(super::Spanned<String>, super::Text)> {
    let Some((source, path, map)) = map_file(r, node) else {
        return Vec::new();
    };
    conform(
        &source,
        &map,
        &Shape::Map(&Shape::Text),
        "the strings",
        &mut r.findings,
    );
    let before = (
        std::mem::replace(&mut r.source, source),
        std::mem::replace(&mut r.file, path),
    );
    let read = map
        .as_map()
        .unwrap_or(&[])
        .iter()
        .map(|(key, node)| {
            let place: Place = r.source.place(key.span.clone());
            (
                super::Spanned {
                    value: key.name.clone(),
                    place,
                },
                r.text(node),
            )
        })
        .collect();
    (r.source, r.file) = before;
    read
}

/// The stem of a path: `week-6/01-welcome.md` is `01-welcome`.
fn stem(path: &str) -> &str {
    Path::new(path)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or(path)
}

/// The slug and version that name the packages of a course, from its definition alone; `None` when it says too little.
pub(crate) fn head(folder: &Folder, name: &str) -> Option<(String, String)> {
    let source = folder.read(name, None).ok()?;
    let node = parse(&source, Notation::of(name)?, &mut Findings::default())?;
    let version = plain(&node, "version").unwrap_or_else(|| "1.0.0".to_owned());
    Some((super::slug(&plain(&node, "id")?), version))
}
