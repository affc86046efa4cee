//! Whole packages before the judges of manifests: those of the fixtures in every granularity, damaged ones as a proof
//! that the judges notice, and those of courses that nobody would write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use coursepack::manifest::{Manifest as Manifest12, scorm2004::Manifest as Manifest2004};
use coursepack::pipeline::Format;
use coursepack::standard::scorm2004::Edition;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRng, TestRunner};
use serde_json::{Map, Value, json};

use crate::control_documents::{self, Case, Random, say, skip};
use crate::control_documents_2004::{self, Judge};
use crate::rules_2004::faults;

/// The formats that have an imsmanifest.xml.
fn formats() -> Vec<Format> {
    Format::ALL
        .iter()
        .copied()
        .filter(|format| format.has_lms())
        .collect()
}

/// The edition of a format, if it is SCORM 2004.
fn edition(format: Format) -> Option<Edition> {
    match format.name() {
        "scorm2004-2e" => Some(Edition::Second),
        "scorm2004-3e" => Some(Edition::Third),
        "scorm2004-4e" => Some(Edition::Fourth),
        _ => None,
    }
}

/// A package as the judges see it.
#[derive(Debug, Clone)]
struct Package {
    label: String,
    format: Format,
    manifest: String,
    /// All that is in it.
    names: Vec<String>,
}

/// Builds a course in every format that an LMS takes; what is wrong with the course, if it is refused.
fn build(
    course: &Path,
    granularity: &str,
    label: &str,
    more: &[&str],
) -> Result<Vec<Package>, String> {
    let out = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_coursepack"));
    command.args(["build", "--quiet", "--granularity", granularity]);
    command.args(more);
    for format in formats() {
        command.args(["--format", format.name()]);
    }
    let output = command
        .arg(course)
        .arg("--out")
        .arg(out.path())
        .output()
        .expect("coursepack runs");
    if output.status.code() == Some(1) {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    assert!(
        output.status.success(),
        "{label}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let files: Vec<PathBuf> = fs::read_dir(out.path())
        .expect("packages")
        .map(|entry| entry.expect("a package").path())
        .collect();
    let packages: Vec<Package> = formats()
        .into_iter()
        .map(|format| {
            let end = format!("-{}.zip", format.name());
            let file = files
                .iter()
                .find(|file| file.to_string_lossy().ends_with(&end))
                .expect("the package was written");
            let (manifest, names) = open(file);
            Package {
                label: format!("{label}, {granularity}"),
                format,
                manifest,
                names,
            }
        })
        .collect();
    Ok(packages)
}

/// The manifest of a package, and the names in it.
fn open(file: &Path) -> (String, Vec<String>) {
    let reader = fs::File::open(file).expect("a package");
    let mut archive = zip::ZipArchive::new(reader).expect("a zip");
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .collect();
    let mut manifest = archive.by_name("imsmanifest.xml").expect("a manifest");
    let text = std::io::read_to_string(&mut manifest).expect("text");
    (text, names)
}

/// A manifest without the metadata of LOM in it.
fn without_lom(text: &str) -> String {
    let mut parts = text.split("<lom ");
    let mut left = parts.next().unwrap_or("").to_owned();
    for part in parts {
        left.push_str(part.split_once("</lom>").map_or("", |(_, after)| after));
    }
    left
}

/// Everything that judges a manifest, made once.
struct Judges {
    scorm12: control_documents::Judge,
    scorm2004: Vec<Judge>,
}

impl Judges {
    fn new() -> Result<Self, String> {
        Ok(Self {
            scorm12: control_documents::judge()?,
            scorm2004: Judge::all()?,
        })
    }

    /// What is wrong with each package, by its format's schemas (ours and the official ones), ADL's rules, and our reader.
    fn faults(&self, packages: &[Package]) -> Vec<Vec<String>> {
        let mut found = vec![Vec::new(); packages.len()];
        for format in formats() {
            let some: Vec<usize> = (0..packages.len())
                .filter(|at| packages[*at].format == format)
                .collect();
            let texts: Vec<String> = some
                .iter()
                .map(|at| packages[*at].manifest.clone())
                .collect();
            let mut refused = |by: &str, valid: Vec<Option<bool>>| {
                for (at, valid) in some.iter().zip(valid) {
                    if valid == Some(false) {
                        found[*at].push(format!("refused by {by}"));
                    }
                }
            };
            match edition(format) {
                None => {
                    for (by, valid) in self.scorm12.verdicts(&texts) {
                        refused(by, valid.into_iter().map(Some).collect());
                    }
                }
                Some(edition) => {
                    let judge = self
                        .scorm2004
                        .iter()
                        .find(|judge| judge.edition() == edition)
                        .expect("every edition has one");
                    refused(
                        "our schemas",
                        judge.ours(&texts).into_iter().map(Some).collect(),
                    );
                    refused("the official schemas", judge.official(&texts));
                    // Where LOM's official schema is not at hand, the rest of the manifest is judged by the others.
                    let bare: Vec<String> = texts.iter().map(|text| without_lom(text)).collect();
                    refused("the official schemas, without LOM", judge.official(&bare));
                    refused("our schemas in Xerces", judge.xerces(&texts));
                }
            }
            for at in some {
                let package = &packages[at];
                let again = match edition(format) {
                    None => Manifest12::read(&package.manifest).map(|read| read.write()),
                    Some(_) => Manifest2004::read(&package.manifest).map(|read| read.write()),
                };
                if again.as_ref() != Ok(&package.manifest) {
                    found[at].push("not the same after it was read and written".into());
                }
                if let Some(edition) = edition(format) {
                    found[at].extend(faults(edition, &package.manifest, &package.names));
                }
            }
        }
        found
    }

    /// Fails with everything that is wrong with any of them.
    fn accept(&self, packages: &[Package]) {
        let mut wrong = String::new();
        for (package, faults) in packages.iter().zip(self.faults(packages)) {
            for fault in faults {
                wrong += &format!("{} as {}: {fault}\n", package.label, package.format);
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }
}

const GRANULARITIES: [&str; 3] = ["course", "module", "lesson"];

/// The fixtures in every granularity and format.
fn fixtures(more: &[&str]) -> Vec<Package> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/courses");
    let mut packages = Vec::new();
    for course in ["leadership-for-healthcare", "minimal", "multilingual"] {
        for granularity in GRANULARITIES {
            let built = build(&root.join(course), granularity, course, more);
            packages.extend(built.unwrap_or_else(|refused| panic!("{course}: {refused}")));
        }
    }
    packages
}

#[test]
fn packages_of_the_fixtures_are_valid() {
    let judges = match Judges::new() {
        Ok(judges) => judges,
        Err(reason) => return skip(&reason),
    };
    let packages = fixtures(&[]);
    assert_eq!(packages.len(), 3 * GRANULARITIES.len() * formats().len());
    judges.accept(&packages);
}

/// Moodle 4 on PHP 8 imports no manifest with a map of objectives, and no rule without conditions.
#[test]
fn packages_for_moodle_are_valid_and_can_be_imported() {
    let judges = match Judges::new() {
        Ok(judges) => judges,
        Err(reason) => return skip(&reason),
    };
    let packages = fixtures(&["--lms", "moodle"]);
    judges.accept(&packages);
    for package in &packages {
        let text = &package.manifest;
        assert!(!text.contains("mapInfo"), "{}: {text}", package.label);
        let conditions = text.matches("<imsss:ruleConditions").count();
        let rules = text.matches("ConditionRule>").count() / 2;
        assert_eq!(conditions, rules, "{}", package.label);
    }
}

/// A change of a manifest and what must be said about it, for every edition in which it fits.
const DAMAGE: &[(&str, &str, &str)] = &[
    (
        "<schema>ADL SCORM</schema>",
        "<schema>ADL Scorm</schema>",
        "metadata begins with",
    ),
    (
        "<schemaversion>",
        "<schemaversion> ",
        "metadata begins with",
    ),
    (
        "isvisible=\"true\"",
        "isvisible=\"false\"",
        "is not visible",
    ),
    (
        "identifierref=\"R_",
        "identifierref=\"N_",
        "launches nothing",
    ),
    (
        "<dependency identifierref=\"R_",
        "<dependency identifierref=\"N_",
        "which is not there",
    ),
    (
        "<file href=\"",
        "<file href=\"no-",
        "is listed and not there",
    ),
    ("<file href=\"", "<file href=\"/", "the address"),
    (
        "adlcp:scormType=\"sco\"",
        "adlcp:scormType=\"asset\"",
        "which is no SCO",
    ),
    ("type=\"webcontent\"", "type=\"html\"", "is not webcontent"),
    (
        "<organizations default=\"O_",
        "<organizations default=\"I_",
        "names no organization",
    ),
    ("tracked=\"true\"", "tracked=\"false\"", "tracked of"),
    (" lom.xsd", "", "not in pairs"),
    (
        "imsss_v1p0.xsd http://ltsc",
        "imsss.xsd http://ltsc",
        "named in schemaLocation and not at the root",
    ),
    (
        "adlseq:objectivesGlobalToSystem=\"false\"",
        "",
        "outlive the course",
    ),
    (
        "condition=\"objectiveStatusKnown\"",
        "condition=\"attempted\"",
        "lets an unknown status pass",
    ),
    (
        "referencedObjective=\"needs-",
        "referencedObjective=\"need-",
        "which it does not have",
    ),
    (
        "writeSatisfiedStatus=\"true\"",
        "writeSatisfiedStatus=\"false\"",
        "nobody writes it",
    ),
    (
        "<imsss:minNormalizedMeasure>",
        "<imsss:minNormalizedMeasure>2",
        "the measure of",
    ),
    (
        ">abandon</adlnav:hideLMSUI>",
        ">hide</adlnav:hideLMSUI>",
        "hides `hide`",
    ),
    (
        "minProgressMeasure=\"",
        "minProgressMeasure=\"2",
        "completionThreshold of",
    ),
    (
        "<adlcp:completionThreshold>",
        "<adlcp:completionThreshold>2",
        "completionThreshold of",
    ),
];

#[test]
fn damage_is_noticed() {
    let packages = fixtures(&[]);
    for (from, to, said) in DAMAGE {
        let mut noticed = 0;
        for package in &packages {
            let Some(edition) = edition(package.format) else {
                continue;
            };
            if !package.manifest.contains(from) {
                continue;
            }
            let text = package.manifest.replacen(from, to, 1);
            let found = faults(edition, &text, &package.names);
            assert!(
                found.iter().any(|fault| fault.contains(said)),
                "{} as {}, {from} -> {to}: {found:?}",
                package.label,
                package.format
            );
            noticed += 1;
        }
        let asked = formats()
            .into_iter()
            .any(|format| edition(format).is_some());
        assert!(!asked || noticed > 0, "no package has {from}");
    }
}

/// Our schemas and the official ones on damaged manifests of real packages.
#[test]
fn damaged_packages_are_judged_alike() {
    let judges = match Judges::new() {
        Ok(judges) => judges,
        Err(reason) => return skip(&reason),
    };
    let packages = fixtures(&[]);
    for judge in &judges.scorm2004 {
        let mut random = Random(4);
        let mut cases = Vec::new();
        for package in &packages {
            // A list of hundreds of files would be damaged in the list only.
            if edition(package.format) == Some(judge.edition()) && package.manifest.len() < 100_000
            {
                let text = &package.manifest;
                let case = Case {
                    label: package.label.clone(),
                    text: if judge.has_lom() {
                        text.clone()
                    } else {
                        without_lom(text)
                    },
                };
                control_documents_2004::damage(&case, 60, &mut random, &mut cases);
            }
        }
        let (valid, invalid) = control_documents_2004::compared(judge, cases);
        assert!(
            valid >= 50 && invalid >= 100,
            "{valid} valid, {invalid} not"
        );
    }
}

// ----- Courses that nobody would write -----

/// Pieces of titles: markup, entities, ends of sections, scripts in both directions with their marks, emoji of several
/// characters, white space of every kind, quotes, and what is special to a shell, a path or a template.
const PIECES: [&str; 44] = [
    "Ward",
    "A",
    "7",
    " ",
    "  ",
    "\u{a0}",
    "\u{2003}",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "<",
    ">",
    "&",
    "\"",
    "'",
    "]]>",
    "<!--",
    "-->",
    "&amp;",
    "&#0;",
    "&nosuch;",
    "<?xml?>",
    "</title>",
    "${x}",
    "{{x}}",
    "%00",
    "%3C",
    "../",
    "C:\\",
    "*",
    "=1+1",
    "موعد",
    "שלום",
    "\u{202e}",
    "\u{2067}",
    "你好",
    "हिन्दी",
    "Ünïcödé",
    "e\u{301}",
    "👩\u{200d}⚕\u{fe0f}",
    "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
    "\u{10ffff}",
    "\u{e000}",
];

const IRIS: [&str; 9] = [
    "https://courses.example.org/ward",
    "https://courses.example.org/a/b/?c=d&e=f#g",
    "https://müller.example/kurs/ärzte",
    "urn:uuid:6e2c3c1e-8f0b-4f5e-9a94-0a3bb5b8cbd0",
    "tag:example.org,2026:course",
    "https://example.org/(x)~'!*;,$",
    "https://example.org/%20%3C%26",
    "http://[2001:db8::1]/course",
    "https://example.org/شفاء",
];

const TAGS: [&str; 8] = [
    "en-GB",
    "ar",
    "he",
    "cy",
    "zh-Hant-TW",
    "sr-Latn-RS",
    "de-CH-1996",
    "x-private",
];

/// A text as an author would never write it.
fn ugly() -> impl Strategy<Value = String> + Clone {
    let pieces = proptest::collection::vec(proptest::sample::select(&PIECES[..]), 1..7);
    prop_oneof![
        6 => pieces.clone().prop_map(|pieces| pieces.concat()),
        1 => (pieces, 10_usize..80).prop_map(|(pieces, times)| pieces.concat().repeat(times)),
        1 => "\\PC{1,30}",
    ]
    .prop_map(|text| {
        // A text of nothing but white space is no title, which `check` says.
        if text.chars().any(char::is_alphanumeric) {
            text
        } else {
            format!("T{text}")
        }
    })
}

/// The same in each language.
type Texts = Vec<String>;

fn texts() -> impl Strategy<Value = Texts> + Clone {
    proptest::collection::vec(ugly(), TAGS.len())
}

#[derive(Debug, Clone)]
struct Module {
    id: String,
    title: Texts,
    description: Option<Texts>,
    minutes: u16,
    /// Of what came before it, by numbers that are cut down to those.
    requires: Vec<u16>,
    skip: bool,
    /// How often it may be done; as often as wished when 0.
    attempts: u8,
    lessons: Vec<Lesson>,
    modules: Vec<Module>,
}

#[derive(Debug, Clone)]
struct Lesson {
    id: String,
    title: Texts,
    kind: u8,
    points: u8,
    minutes: u16,
}

#[derive(Debug, Clone)]
struct Course {
    iri: &'static str,
    title: Texts,
    description: Option<Texts>,
    words: Vec<Texts>,
    authors: Vec<(String, &'static str)>,
    license: Option<String>,
    version: String,
    /// How many languages, and where in the list they begin.
    languages: (usize, usize),
    granularity: &'static str,
    linear: bool,
    share: u8,
    score: u8,
    modules: Vec<Module>,
}

fn id() -> impl Strategy<Value = String> + Clone {
    prop_oneof![
        8 => "[a-z0-9][a-z0-9-]{0,12}",
        1 => "[a-z0-9][a-z0-9-]{80,120}",
        1 => proptest::sample::select(vec!["course", "index", "con", "0", "manifest", "shared-files", "whole-course", "done", "primary"])
            .prop_map(str::to_owned),
    ]
}

fn lesson() -> impl Strategy<Value = Lesson> + Clone {
    (id(), texts(), 0_u8..8, 0_u8..4, 0_u16..200).prop_map(|(id, title, kind, points, minutes)| {
        Lesson {
            id,
            title,
            kind,
            points,
            minutes,
        }
    })
}

fn module() -> impl Strategy<Value = Module> {
    let one = (
        id(),
        texts(),
        proptest::option::of(texts()),
        0_u16..500,
        proptest::collection::vec(any::<u16>(), 0..3),
        (proptest::bool::weighted(0.2), 0_u8..6),
        proptest::collection::vec(lesson(), 1..6),
    )
        .prop_map(
            |(id, title, description, minutes, requires, (skip, attempts), lessons)| Module {
                id,
                title,
                description,
                minutes,
                requires,
                skip,
                attempts: attempts.saturating_sub(3),
                lessons,
                modules: Vec::new(),
            },
        );
    let leaf = one.clone();
    leaf.prop_recursive(4, 32, 3, move |inner| {
        (one.clone(), proptest::collection::vec(inner, 1..3)).prop_map(|(mut module, modules)| {
            module.modules = modules;
            // Some modules hold modules only.
            if module.minutes % 3 == 0 {
                module.lessons.clear();
            }
            module
        })
    })
}

fn course() -> impl Strategy<Value = Course> {
    let facts = (
        proptest::sample::select(&IRIS[..]),
        texts(),
        proptest::option::of(texts()),
        proptest::collection::vec(texts(), 0..4),
        proptest::collection::vec(
            (
                ugly(),
                proptest::sample::select(vec![
                    "author",
                    "publisher",
                    "editor",
                    "instructional designer",
                ]),
            ),
            0..3,
        ),
        proptest::option::of(ugly()),
        "[0-9]{1,3}([.][0-9]{1,2}){0,3}(-[a-z]{1,8})?",
    );
    let rules = (
        (1_usize..4, 0..TAGS.len()),
        proptest::sample::select(&GRANULARITIES[..]),
        any::<bool>(),
        1_u8..=100,
        1_u8..=100,
        proptest::collection::vec(module(), 1..4),
        proptest::collection::vec((id(), texts()), 0..9),
    );
    (facts, rules).prop_map(
        |(
            (iri, title, description, words, authors, license, version),
            (languages, granularity, linear, share, score, mut modules, around),
        )| {
            // Some of them deep down.
            for (id, title) in around {
                let inner = modules.pop().into_iter().collect();
                modules.push(Module {
                    id,
                    title,
                    description: None,
                    minutes: 0,
                    requires: Vec::new(),
                    skip: false,
                    attempts: 0,
                    lessons: Vec::new(),
                    modules: inner,
                });
            }
            Course {
                iri,
                title,
                description,
                words,
                authors,
                license,
                version,
                languages,
                granularity,
                linear,
                share,
                score,
                modules,
            }
        },
    )
}

/// Writes the definition of a course.
struct Definition<'c> {
    course: &'c Course,
    /// Ids that were given away.
    taken: Vec<String>,
    /// Ids of modules that are over and of lessons, in order.
    before: Vec<String>,
    tests: bool,
}

impl Definition<'_> {
    fn tags(&self) -> Vec<&'static str> {
        let (count, from) = self.course.languages;
        (0..count)
            .map(|at| TAGS[(from + at) % TAGS.len()])
            .collect()
    }

    fn text(&self, texts: &Texts) -> Value {
        let tags = self.tags();
        if tags.len() == 1 {
            return texts[0].clone().into();
        }
        tags.iter()
            .zip(texts)
            .map(|(tag, text)| ((*tag).to_owned(), text.clone().into()))
            .collect::<Map<String, Value>>()
            .into()
    }

    fn id(&mut self, wish: &str) -> String {
        let mut id = wish.to_owned();
        while self.taken.contains(&id) {
            id = format!("{wish}-{}", self.taken.len());
        }
        self.taken.push(id.clone());
        id
    }

    fn lesson(&mut self, lesson: &Lesson) -> Value {
        let id = self.id(&lesson.id);
        let question = format!("q{}", self.taken.len());
        self.before.push(id.clone());
        let mut made = json!({"id": id, "title": self.text(&lesson.title)});
        if lesson.minutes > 0 {
            made["duration"] = format!("PT{}M", lesson.minutes).into();
        }
        if lesson.kind < 2 {
            self.tests = true;
            let question = self.id(&question);
            made["type"] = "test".into();
            made["questions"] = json!([{"id": question, "type": "true-false", "prompt": "Is it?", "answer": true, "points": lesson.points + 1}]);
        } else if lesson.kind == 2 {
            made["type"] = "reflection".into();
            made["prompt"] = "What do you think?".into();
        } else {
            made["type"] = "article".into();
            made["body"] = "Words.\n".into();
        }
        made
    }

    fn module(&mut self, module: &Module) -> Value {
        let id = self.id(&module.id);
        let mut made = json!({"id": id, "title": self.text(&module.title)});
        if let Some(description) = &module.description {
            made["description"] = self.text(description);
        }
        if module.minutes > 0 {
            made["duration"] = format!("PT{}M", module.minutes).into();
        }
        let mut requires: Vec<&String> = Vec::new();
        for wish in &module.requires {
            if let Some(at) = usize::from(*wish).checked_rem(self.before.len())
                && !requires.contains(&&self.before[at])
            {
                requires.push(&self.before[at]);
            }
        }
        if !requires.is_empty() {
            made["requires"] = json!(requires);
        }
        let mut tested = self.tests;
        self.tests = false;
        let lessons: Vec<Value> = module
            .lessons
            .iter()
            .map(|lesson| self.lesson(lesson))
            .collect();
        let modules: Vec<Value> = module
            .modules
            .iter()
            .map(|module| self.module(module))
            .collect();
        // A test of its own, not one in a module inside.
        let own = module.lessons.iter().any(|lesson| lesson.kind < 2);
        if module.attempts > 0 {
            made["attempts"] = module.attempts.into();
        }
        if module.skip && own {
            made["skip-if-passed"] = true.into();
        }
        tested |= self.tests;
        self.tests = tested;
        if !lessons.is_empty() {
            made["lessons"] = lessons.into();
        }
        if !modules.is_empty() {
            made["modules"] = modules.into();
        }
        self.before.push(id);
        made
    }

    fn write(mut self) -> Value {
        let course = self.course;
        let modules: Vec<Value> = course
            .modules
            .iter()
            .map(|module| self.module(module))
            .collect();
        let tags = self.tags();
        let mut made = json!({
            "id": course.iri,
            "title": self.text(&course.title),
            "language": tags[0],
            "version": course.version,
            "sequence": if course.linear { "linear" } else { "free" },
            "completion": {"lessons": format!("{}%", course.share)},
            "modules": modules,
        });
        if let Some(description) = &course.description {
            made["description"] = self.text(description);
        }
        if !course.words.is_empty() {
            let words: Vec<Value> = course.words.iter().map(|words| self.text(words)).collect();
            made["keywords"] = words.clone().into();
            made["audience"] = words.into();
        }
        if !course.authors.is_empty() {
            made["authors"] = course
                .authors
                .iter()
                .map(|(name, role)| json!({"name": name, "role": role}))
                .collect();
        }
        if let Some(name) = &course.license {
            made["license"] = json!({"name": name});
        }
        if self.tests {
            made["success"] = json!({"score": format!("{}%", course.score)});
        }
        made
    }
}

/// The packages of a course, or why it is refused.
fn made(course: &Course, label: &str) -> Result<Vec<Package>, String> {
    let definition = Definition {
        course,
        taken: Vec::new(),
        before: Vec::new(),
        tests: false,
    }
    .write();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("course.json");
    fs::write(
        &file,
        serde_json::to_string_pretty(&definition).expect("JSON"),
    )
    .expect("a definition");
    build(folder.path(), course.granularity, label, &[])
}

fn depth(module: &Module) -> usize {
    1 + module.modules.iter().map(depth).max().unwrap_or(0)
}

/// How many courses are made.
const COURSES: usize = 64;

/// Any course that `check` accepts gives packages that every judge accepts. Many are judged at once; the first that fails
/// is made smaller alone.
#[test]
fn any_course_gives_valid_packages() {
    let judges = match Judges::new() {
        Ok(judges) => judges,
        Err(reason) => return skip(&reason),
    };
    let config = Config {
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    // The same courses in every run: a failure is somebody's who changed something, and can be looked into.
    let random = TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, random);
    let strategy = course();
    let mut trees = Vec::new();
    let mut packages = Vec::new();
    let mut refused = Vec::new();
    for at in 0..COURSES {
        let tree = strategy.new_tree(&mut runner).expect("a course");
        match made(&tree.current(), &at.to_string()) {
            Ok(some) => {
                packages.extend(some.into_iter().map(|package| (trees.len(), package)));
                trees.push(tree);
            }
            Err(reason) => refused.push(reason),
        }
    }
    let all: Vec<Package> = packages
        .iter()
        .map(|(_, package)| package.clone())
        .collect();
    let scos = |text: &str| {
        text.matches("identifierref=\"R_").count() - text.matches("<dependency ").count()
    };
    let most = all
        .iter()
        .map(|package| scos(&package.manifest))
        .max()
        .unwrap_or(0);
    let deepest = trees
        .iter()
        .map(|tree| tree.current().modules.iter().map(depth).max().unwrap_or(0))
        .max();
    say(&format!(
        "{} courses made {} packages, {} were refused; at most {most} SCOs and {} levels",
        trees.len(),
        all.len(),
        refused.len(),
        deepest.unwrap_or(0)
    ));
    assert!(
        deepest >= Some(10) && most >= 20,
        "{deepest:?} levels, {most} SCOs"
    );
    // Too many refusals would leave little to judge.
    assert!(refused.len() * 4 < COURSES, "{}", refused.join("\n"));
    let failing = judges
        .faults(&all)
        .iter()
        .position(|faults| !faults.is_empty())
        .map(|at| packages[at].0);
    if let Some(at) = failing {
        let result = runner.run_one(trees.swap_remove(at), |course| {
            let packages = made(&course, "made smaller").map_err(TestCaseError::reject)?;
            let faults: Vec<String> = judges.faults(&packages).concat();
            prop_assert!(faults.is_empty(), "{faults:#?}");
            Ok(())
        });
        panic!("{result:?}");
    }
}

/// A thousand SCOs that follow one another, and lessons under twelve levels of modules.
#[test]
fn large_and_deep_courses_give_valid_packages() {
    let judges = match Judges::new() {
        Ok(judges) => judges,
        Err(reason) => return skip(&reason),
    };
    let lesson = |at: usize| json!({"id": format!("l{at}"), "type": "article", "title": format!("Lesson {at}"), "body": "Words.\n"});
    let lessons: Vec<Value> = (0..1000).map(lesson).collect();
    let mut deep =
        json!({"id": "level-12", "title": "Level 12", "lessons": [lesson(0), lesson(1)]});
    for level in (1..12).rev() {
        deep = json!({"id": format!("level-{level}"), "title": format!("Level {level}"), "modules": [deep]});
    }
    let mut packages = Vec::new();
    for (label, modules) in [
        (
            "large",
            json!([{"id": "all", "title": "All", "lessons": lessons}]),
        ),
        ("deep", json!([deep])),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let definition = json!({
            "id": format!("https://courses.example.org/{label}"),
            "title": label,
            "language": "en-GB",
            "sequence": "linear",
            "modules": modules,
        });
        fs::write(folder.path().join("course.json"), definition.to_string()).expect("a definition");
        let built = build(folder.path(), "lesson", label, &[]);
        packages.extend(built.unwrap_or_else(|refused| panic!("{label}: {refused}")));
    }
    judges.accept(&packages);
}
