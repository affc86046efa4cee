//! The whole way of a course in one function: from a folder to packages and findings.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use rayon::prelude::*;

use crate::archive::{self, Stamp};
use crate::check::{self, Checked, Colours, DEVICE, Mode, Room, ScoPart, Token};
use crate::course::{self, Granularity};
use crate::definition::Folder;
use crate::error::Error;
use crate::finding::{Finding, Findings, code};
use crate::lms::Profile;
use crate::outcome::{self, Foretold, Learner};
use crate::package::{Content, Node, html, scorm12, scorm2004};
use crate::player::Player;
use crate::render::{World, render};
use crate::standard;
use crate::standard::scorm2004::Edition;

/// What to build.
#[derive(Debug, Clone)]
pub struct Job {
    /// A folder with a definition, or the definition itself.
    pub course: PathBuf,
    /// What to make of it, without repetitions.
    pub formats: Vec<Format>,
    /// Instead of what the definition says, for formats that are for an LMS.
    pub granularity: Option<Granularity>,
    /// For which LMS, if not for any.
    pub lms: Option<&'static Profile>,
    /// In which languages.
    pub languages: Languages,
    /// Where to put the packages.
    pub out: Out,
    /// Whether to compute the SHA-256 of every package.
    pub digest: bool,
    /// `SOURCE_DATE_EPOCH`: the time in the package, in seconds since 1970.
    pub epoch: Option<u64>,
}

/// In which languages a course is built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Languages {
    /// All of them in one package.
    Together,
    /// One package for each of the course's.
    Each,
    /// One package for each of these.
    These(Vec<String>),
}

/// Where packages go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    /// `dist` in the current folder, named after the course.
    Default,
    /// This folder, named after the course.
    Dir(PathBuf),
    /// This very file; only for one course in one format.
    File(PathBuf),
}

impl Out {
    /// The file of a package: `<slug>-<version>-<format>.zip` unless it was named; with the language before the end when
    /// it is the only one in the package.
    pub fn path(
        &self,
        slug: &str,
        version: &str,
        format: Format,
        language: Option<&str>,
    ) -> PathBuf {
        let name = || match language {
            Some(language) => format!("{slug}-{version}-{format}-{language}.zip"),
            None => format!("{slug}-{version}-{format}.zip"),
        };
        match self {
            Self::Default => Path::new("dist").join(name()),
            Self::Dir(dir) => dir.join(name()),
            Self::File(file) => file.clone(),
        }
    }
}

/// A kind of package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// SCORM 1.2.
    Scorm12,
    /// SCORM 2004 in one of its editions.
    Scorm2004(Edition),
    /// A site for any web server or disk, without an LMS.
    Html,
}

impl Format {
    /// Every format, in the order of the help; those without an LMS last.
    pub const ALL: &[Self] = &[
        Self::Scorm12,
        Self::Scorm2004(Edition::Second),
        Self::Scorm2004(Edition::Third),
        Self::Scorm2004(Edition::Fourth),
        Self::Html,
    ];
    /// Other names on the command line; of SCORM 2004, most LMSs take the 3rd edition.
    pub const ALIASES: &[(&str, Self)] = &[("scorm2004", Self::Scorm2004(Edition::Third))];

    /// The name on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scorm12 => "scorm12",
            Self::Scorm2004(Edition::Second) => "scorm2004-2e",
            Self::Scorm2004(Edition::Third) => "scorm2004-3e",
            Self::Scorm2004(Edition::Fourth) => "scorm2004-4e",
            Self::Html => "html",
        }
    }

    /// The name that people use.
    pub fn title(self) -> &'static str {
        match self {
            Self::Scorm12 => "SCORM 1.2",
            Self::Scorm2004(Edition::Second) => "SCORM 2004 2nd Edition",
            Self::Scorm2004(Edition::Third) => "SCORM 2004 3rd Edition",
            Self::Scorm2004(Edition::Fourth) => "SCORM 2004 4th Edition",
            Self::Html => "HTML",
        }
    }

    /// What plays the course.
    fn player(self) -> Player {
        match self {
            Self::Scorm12 => Player::Scorm12,
            Self::Scorm2004(_) => Player::Scorm2004,
            Self::Html => Player::Html,
        }
    }

    /// How many characters of a SCO's state are kept.
    fn room(self) -> usize {
        match self {
            Self::Scorm12 => standard::scorm12::limit::SUSPEND_DATA,
            Self::Scorm2004(edition) => edition.suspend_data(),
            Self::Html => DEVICE,
        }
    }

    /// What is around a package of it.
    fn world(self) -> World {
        World {
            player: self.player(),
            room: self.room(),
            shares: self == Self::Scorm2004(Edition::Fourth),
        }
    }

    /// Whether an LMS launches it and keeps the progress; else it is one whole, and the browser does.
    pub fn has_lms(self) -> bool {
        self.player().has_lms()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name() == name)
            .or_else(|| {
                let mut aliases = Self::ALIASES.iter();
                aliases
                    .find(|(alias, _)| *alias == name)
                    .map(|(_, format)| *format)
            })
            .ok_or_else(|| format!("there is no format `{name}`"))
    }
}

/// What became of one course.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// As it was named.
    pub course: PathBuf,
    /// Its title in its first language, when it could be read.
    pub title: Option<String>,
    /// What was written; nothing when a finding is an error.
    pub packages: Vec<Package>,
    /// Its colours, when nothing is wrong with it.
    pub theme: Option<Theme>,
    /// What is wrong with it.
    pub findings: Findings,
}

/// The colours that were computed for a course.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The accent: the author's, or the player's own.
    pub accent: String,
    /// Every pair of colours that the player puts on each other, in every mode.
    pub contrast: Vec<Contrast>,
}

/// How well one colour can be read on another.
#[derive(Debug, Clone)]
pub struct Contrast {
    /// `light`, `dark`, `light-more` or `dark-more`; `more` is for people who asked for more contrast.
    pub mode: &'static str,
    /// What for, such as `links on the page`.
    pub usage: &'static str,
    /// The custom property of the upper colour, such as `--c-link`.
    pub foreground: &'static str,
    /// That of the lower one.
    pub background: &'static str,
    /// The contrast ratio of WCAG 2.2, from 1 to 21, rounded down to hundredths.
    pub ratio: f64,
    /// What it has to be at least.
    pub need: f64,
}

/// A package that was written.
#[derive(Debug, Clone)]
pub struct Package {
    /// What kind.
    pub format: Format,
    /// The only language in it, when that was asked for.
    pub language: Option<String>,
    /// Where.
    pub path: PathBuf,
    /// The size of the file.
    pub bytes: u64,
    /// Of the file, in lower-case hexadecimal, when it was asked for.
    pub sha256: Option<String>,
    /// How many files are in it.
    pub entries: usize,
    /// What an LMS can launch, in order.
    pub scos: Vec<ScoSummary>,
    /// The longest state that a learner can reach, in characters.
    pub state_worst: usize,
}

/// One launchable part of a package.
#[derive(Debug, Clone)]
pub struct ScoSummary {
    /// Its id: `course`, or that of the module or lesson.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The file that the LMS opens.
    pub launch: String,
}

/// Is told how the work goes, from any thread.
pub trait Progress: Sync {
    /// Work on a course begins.
    fn begin(&self, course: &Path);
    /// Work on a course is over.
    fn end(&self, course: &Path);
}

/// The names of a definition in a folder.
pub const DEFINITIONS: &[&str] = &["course.yaml", "course.yml", "course.json", "course.toml"];

/// The LMS format with the least room for the state of a SCO.
fn tightest(formats: &[Format]) -> Option<Room> {
    let formats = formats.iter().filter(|format| format.has_lms());
    let least = formats.min_by_key(|format| format.room())?;
    Some(Room {
        standard: least.title(),
        characters: least.room(),
    })
}

/// What a course asks for and a format cannot give it.
fn losses(checked: &Checked, format: Format) -> Vec<Finding> {
    let counts = format.player() == Player::Scorm2004 && checked.granularity != Granularity::Course;
    let modules = checked.course.all_modules();
    modules
        .into_iter()
        .filter_map(|module| module.attempts.as_ref())
        .filter(|_| !counts)
        .map(|attempts| {
            Finding::new(
                &code::ATTEMPTS_NOT_COUNTED,
                format!(
                    "nobody counts the attempts at this module in {}",
                    format.title()
                ),
            )
            .at(attempts.place.clone())
            .help("use `--format scorm2004` with the granularity `module` or `lesson`")
        })
        .collect()
}

/// What becomes of rendered content in a format.
fn plan<'c>(
    format: Format,
    content: Content<'c>,
    lms: Option<&Profile>,
) -> Result<(archive::Plan<'c>, Findings), Findings> {
    match format {
        Format::Scorm12 => scorm12::plan(content),
        Format::Scorm2004(edition) => scorm2004::plan(content, edition, lms),
        Format::Html => Ok((html::plan(content), Findings::default())),
    }
}

/// Reads a course, checks it for some formats, and writes nothing.
pub fn check(course: &Path, formats: &[Format]) -> Result<Outcome, Error> {
    let mut outcome = Outcome {
        course: course.to_path_buf(),
        ..Outcome::default()
    };
    let room = tightest(formats);
    let granularity = room.is_none().then_some(Granularity::Course);
    if let Some(checked) = load(course, None, granularity, room, &mut outcome)? {
        // What only the package can know, such as titles that are too long for its manifest.
        for format in formats.iter().filter(|format| format.has_lms()) {
            outcome.findings.add(losses(&checked, *format));
            let content = render(&checked, format.world());
            let found = plan(*format, content, None);
            let found = found.map_or_else(|findings| findings.0, |(_, findings)| findings.0);
            outcome.findings.add(found);
        }
        // Without an LMS a course is one whole, however it was split; the rest was said above.
        if room.is_some() && checked.granularity != Granularity::Course {
            checked.whole(&mut outcome.findings);
        }
    }
    outcome.findings.sort();
    Ok(outcome)
}

/// What to foretell.
#[derive(Debug, Clone)]
pub struct Question {
    /// A folder with a definition, or the definition itself.
    pub course: PathBuf,
    /// In which formats, without repetitions.
    pub formats: Vec<Format>,
    /// Instead of what the definition says, for formats that are for an LMS.
    pub granularity: Option<Granularity>,
    /// Of whom, without repetitions.
    pub learners: Vec<Learner>,
}

/// What the LMS will have recorded of a course in one format.
#[derive(Debug, Clone)]
pub struct Forecast {
    /// The format.
    pub format: Format,
    /// What becomes one SCO.
    pub granularity: Granularity,
    /// Of each kind of learner; of nobody where there is no LMS.
    pub learners: Vec<Foretold>,
}

/// Reads and checks a course and foretells what LMSs will record of its learners; writes nothing. Of a course that has
/// an error nothing is foretold.
pub fn outcomes(question: &Question) -> Result<(Outcome, Vec<Forecast>), Error> {
    let mut outcome = Outcome {
        course: question.course.clone(),
        ..Outcome::default()
    };
    let room = tightest(&question.formats);
    let whole = room.is_none().then_some(Granularity::Course);
    let granularity = whole.or(question.granularity);
    let checked = load(&question.course, None, granularity, room, &mut outcome)?;
    outcome.findings.sort();
    let Some(checked) = checked.filter(|_| !outcome.findings.has_errors()) else {
        return Ok((outcome, Vec::new()));
    };
    let forecast = |format: &Format| {
        if !format.has_lms() {
            return Forecast {
                format: *format,
                granularity: Granularity::Course,
                learners: Vec::new(),
            };
        }
        let player = format.player();
        let content = render(&checked, format.world());
        Forecast {
            format: *format,
            granularity: checked.granularity,
            learners: outcome::foretell(&checked, &content, player, &question.learners),
        }
    };
    let formats = question.formats.iter().map(forecast).collect();
    Ok((outcome, formats))
}

/// Builds the packages of one course.
pub fn build(job: &Job) -> Result<Outcome, Error> {
    let loaded = Loaded::new(job, None)?;
    let Some(checked) = &loaded.checked else {
        return Ok(loaded.outcome);
    };
    let known = &checked.course.languages;
    let languages = match &job.languages {
        Languages::Together => return loaded.write(job),
        Languages::Each => known.clone(),
        Languages::These(tags) => tags
            .iter()
            .map(|tag| {
                let found = known.iter().find(|known| known.eq_ignore_ascii_case(tag));
                found.cloned().ok_or_else(|| {
                    Error::Usage(format!(
                        "{} is not in `{tag}`; its languages are: {}",
                        job.course.display(),
                        known.join(", ")
                    ))
                })
            })
            .collect::<Result<_, _>>()?,
    };
    if let (Out::File(file), [_, _, ..]) = (&job.out, languages.as_slice()) {
        return Err(Error::Usage(format!(
            "{} is one file, but a package for each of {} would be written; name a folder instead",
            file.display(),
            languages.join(", ")
        )));
    }
    let mut outcome = loaded.outcome;
    for language in languages {
        let mut one = Loaded::new(job, Some(language))?.write(job)?;
        outcome.packages.append(&mut one.packages);
        // What is wrong in one language only, such as a title that is too long; the rest was said once.
        outcome.findings.add(std::mem::take(&mut one.findings.0));
    }
    outcome.findings.sort();
    Ok(outcome)
}

/// A course that was read and checked, before anything is written.
struct Loaded {
    outcome: Outcome,
    checked: Option<Checked>,
    /// The only language that was kept.
    language: Option<String>,
    /// As the formats without an LMS have it, when there are others too.
    whole: Vec<ScoPart>,
}

impl Loaded {
    fn new(job: &Job, language: Option<String>) -> Result<Self, Error> {
        let mut outcome = Outcome {
            course: job.course.clone(),
            ..Outcome::default()
        };
        let room = tightest(&job.formats);
        let granularity = if room.is_some() {
            job.granularity
        } else {
            Some(Granularity::Course)
        };
        let only = language.as_deref();
        let checked = load(&job.course, only, granularity, room, &mut outcome)?;
        let both = room.is_some() && job.formats.iter().any(|format| !format.has_lms());
        let whole = match &checked {
            Some(checked) if both => checked.whole(&mut outcome.findings),
            _ => Vec::new(),
        };
        if let (Some(lms), Some(checked)) = (job.lms, &checked) {
            let refused = job.formats.iter().filter(|format| {
                format.has_lms() && !lms.formats.names.iter().any(|name| name == format.name())
            });
            for format in refused {
                outcome.findings.push(
                    Finding::new(
                        &code::LMS_FORMAT,
                        format!("{} does not import {}", lms.title, format.title()),
                    )
                    .at(checked.course.title.place.clone())
                    .help(format!("it imports: {}", lms.formats.names.join(", "))),
                );
            }
        }
        let checked = checked.filter(|_| !outcome.findings.has_errors());
        outcome.findings.sort();
        Ok(Self {
            outcome,
            checked,
            language,
            whole,
        })
    }

    /// The files that would be written.
    fn targets(&self, job: &Job) -> Vec<PathBuf> {
        let Some(checked) = &self.checked else {
            return Vec::new();
        };
        let slug = course::slug(&checked.course.id.value);
        job.formats
            .iter()
            .map(|format| {
                let version = &checked.course.version;
                job.out
                    .path(&slug, version, *format, self.language.as_deref())
            })
            .collect()
    }

    fn write(mut self, job: &Job) -> Result<Outcome, Error> {
        let targets = self.targets(job);
        let Some(mut checked) = self.checked.take() else {
            return Ok(self.outcome);
        };
        // Those with an LMS come first: the others are of the course as a whole.
        for (format, target) in job.formats.iter().zip(targets) {
            if !format.has_lms() && !self.whole.is_empty() {
                checked.granularity = Granularity::Course;
                checked.scos = std::mem::take(&mut self.whole);
            }
            self.adapt(job, *format, &mut checked);
            self.outcome.findings.add(losses(&checked, *format));
            if self.outcome.findings.has_errors() {
                break;
            }
            let content = render(&checked, format.world());
            let scos = summaries(&content.tree);
            match plan(*format, content, job.lms) {
                Ok((plan, findings)) => {
                    self.outcome.findings.add(findings.0);
                    let options = archive::Options {
                        stamp: job.epoch.map_or_else(Default::default, Stamp::from_epoch),
                        digest: job.digest,
                    };
                    let written = archive::write(&plan, &target, &options)?;
                    self.weigh(job, &written);
                    self.outcome.packages.push(Package {
                        format: *format,
                        language: self.language.clone(),
                        path: written.path,
                        bytes: written.bytes,
                        sha256: written.sha256,
                        entries: written.entries,
                        scos,
                        state_worst: checked
                            .scos
                            .iter()
                            .map(|sco| sco.state.worst)
                            .max()
                            .unwrap_or(0),
                    });
                }
                Err(findings) => self.outcome.findings.add(findings.0),
            }
        }
        self.outcome.findings.sort();
        Ok(self.outcome)
    }
}

impl Loaded {
    /// Makes one SCO of a course whose SCOs its LMS cannot order, or has no place for, unless several were asked for.
    fn adapt(&mut self, job: &Job, format: Format, checked: &mut Checked) {
        let Some(lms) = job.lms.filter(|_| format.has_lms()) else {
            return;
        };
        let count = checked.scos.len();
        if count < 2 || job.granularity.is_some() {
            return;
        }
        let why = match (&lms.order, &lms.scos) {
            (_, Some(scos)) if count > scos.most => format!(
                "{} plays at most {} of the {count} SCOs of a package",
                lms.title, scos.most
            ),
            (Some(order), _)
                if format.player() == Player::Scorm2004
                    && scorm2004::depends(&render(checked, format.world())) =>
            {
                format!("{} {}", lms.title, order.why)
            }
            _ => return,
        };
        checked.granularity = Granularity::Course;
        checked.scos = checked.one(tightest(&job.formats), &mut self.outcome.findings);
        self.outcome.findings.add(vec![
            Finding::new(
                &code::LMS_ONE_SCO,
                format!("{why}, so the {count} SCOs are one, in which the player keeps the order"),
            )
            .at(checked.course.title.place.clone())
            .help("it has one status and one score; to have several SCOs all the same, use `--granularity`"),
        ]);
    }

    /// Says when a package is too large for its LMS.
    fn weigh(&mut self, job: &Job, written: &archive::Written) {
        let Some((lms, size)) = job.lms.and_then(|lms| Some((lms, lms.size.as_ref()?))) else {
            return;
        };
        if written.bytes > size.bytes {
            self.outcome.findings.add(vec![Finding::new(
                &code::LMS_SIZE,
                format!(
                    "{} has {} bytes, and {} takes at most {}",
                    written.path.display(),
                    written.bytes,
                    lms.title,
                    size.bytes
                ),
            )]);
        }
    }
}

fn load(
    course: &Path,
    only: Option<&str>,
    granularity: Option<Granularity>,
    lms: Option<Room>,
    outcome: &mut Outcome,
) -> Result<Option<Checked>, Error> {
    let definition = definition(course)?;
    let parent = definition
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let folder = Folder::open(parent)?;
    let name = definition
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let Some(mut course) = course::read(&folder, &name, &mut outcome.findings)? else {
        return Ok(None);
    };
    if let Some(language) = only {
        course.only(language);
    }
    outcome.title =
        Some(course.title.get(&course.language).to_owned()).filter(|title| !title.is_empty());
    let checked = check::check(course, folder, granularity, lms, &mut outcome.findings);
    outcome.theme = checked.as_ref().map(|checked| theme(&checked.colours));
    Ok(checked)
}

/// The colours of a course, for reports.
fn theme(colours: &Colours) -> Theme {
    let contrast = colours.measured().map(|(mode, measured)| Contrast {
        mode,
        usage: measured.pair.what,
        foreground: measured.pair.over.name(),
        background: measured.pair.ground.name(),
        ratio: (measured.ratio * 100.0).floor() / 100.0,
        need: measured.need,
    });
    Theme {
        accent: colours.of(Mode::LIGHT)[Token::Accent].to_string(),
        contrast: contrast.collect(),
    }
}

/// The SCOs of a package, in order.
fn summaries(nodes: &[Node]) -> Vec<ScoSummary> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Cluster(cluster) => found.extend(summaries(&cluster.children)),
            Node::Sco(sco) => found.push(ScoSummary {
                id: sco.id.clone(),
                title: sco.title.first().to_owned(),
                launch: sco.launch.clone(),
            }),
        }
    }
    found
}

/// Checks several courses at once; the results come in the order of the courses.
pub fn check_all(
    courses: &[PathBuf],
    formats: &[Format],
    threads: usize,
    progress: &dyn Progress,
) -> Vec<Result<Outcome, Error>> {
    in_order(courses, threads, |course| {
        progress.begin(course);
        let outcome = check(course, formats);
        progress.end(course);
        outcome
    })
}

/// Foretells of several courses at once; the results come in the order of the questions.
pub fn outcomes_all(
    questions: &[Question],
    threads: usize,
    progress: &dyn Progress,
) -> Vec<Result<(Outcome, Vec<Forecast>), Error>> {
    in_order(questions, threads, |question| {
        progress.begin(&question.course);
        let foretold = outcomes(question);
        progress.end(&question.course);
        foretold
    })
}

/// Builds several courses at once; the results come in the order of the jobs, and one that fails stops only itself.
pub fn build_all(
    jobs: Vec<Job>,
    threads: usize,
    progress: &dyn Progress,
) -> Vec<Result<Outcome, Error>> {
    // A single course names no file twice unless it is named twice itself: nothing to wait for.
    if jobs.len() == 1 {
        return in_order(&jobs, threads, |job| {
            progress.begin(&job.course);
            let outcome = build(job);
            progress.end(&job.course);
            outcome
        });
    }
    // Which files would be written is known before any is: reading a definition's head is cheap, and the whole course
    // is read again only when it is its turn, so that many courses take no more memory than one.
    let targets: Vec<(&Path, Vec<PathBuf>)> = in_order(&jobs, threads, heads)
        .into_iter()
        .zip(&jobs)
        .map(|(targets, job)| (job.course.as_path(), targets))
        .collect();
    let clashes = clashes(&targets);
    let jobs: Vec<(Job, Option<Error>)> = jobs.iter().cloned().zip(clashes).collect();
    let clashing: Vec<bool> = jobs.iter().map(|(_, clash)| clash.is_some()).collect();
    let (jobs, errors): (Vec<Job>, Vec<Option<Error>>) = jobs.into_iter().unzip();
    let indices: Vec<usize> = (0..jobs.len()).collect();
    let built = in_order(&indices, threads, |index| {
        if clashing[*index] {
            return None;
        }
        let job = &jobs[*index];
        progress.begin(&job.course);
        let outcome = build(job);
        progress.end(&job.course);
        Some(outcome)
    });
    built
        .into_iter()
        .zip(errors)
        .map(|(built, clash)| match (built, clash) {
            (Some(built), _) => built,
            (None, Some(clash)) => Err(clash),
            (None, None) => Ok(Outcome::default()),
        })
        .collect()
}

/// The files that a course would be written to, by its definition alone; none when it cannot be read.
fn heads(job: &Job) -> Vec<PathBuf> {
    let head = || {
        let definition = definition(&job.course).ok()?;
        let parent = definition
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let folder = Folder::open(parent).ok()?;
        course::head(&folder, definition.file_name()?.to_str()?)
    };
    head().map_or_else(Vec::new, |(slug, version)| {
        // Which languages a course has is not known from its head; in all of them it clashes like in one.
        let tags: Vec<Option<&str>> = match &job.languages {
            Languages::These(tags) => tags.iter().map(|tag| Some(tag.as_str())).collect(),
            Languages::Together | Languages::Each => vec![None],
        };
        let path = |format: &Format| {
            let (slug, version, format) = (slug.clone(), version.clone(), *format);
            let out = &job.out;
            tags.iter()
                .map(move |tag| out.path(&slug, &version, format, *tag))
        };
        job.formats.iter().flat_map(path).collect()
    })
}

/// For each job, why it must not write: another would write the same file. Known before anything is written, and the
/// same whatever the threads do.
pub fn clashes(jobs: &[(&Path, Vec<PathBuf>)]) -> Vec<Option<Error>> {
    let mut writers: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    for (course, targets) in jobs {
        for target in targets {
            writers.entry(target).or_default().push(course);
        }
    }
    jobs.iter()
        .map(|(course, targets)| {
            let (target, courses) = targets
                .iter()
                .map(|target| (target, &writers[target.as_path()]))
                .find(|(_, courses)| courses.len() > 1)?;
            let other = courses.iter().find(|other| *other != course);
            Some(Error::Usage(match other {
                Some(other) => format!(
                    "{} and {} would both write {}; give them ids or versions that differ, or build them to \
                     different folders",
                    course.display(),
                    other.display(),
                    target.display()
                ),
                None => format!("{} is named twice", course.display()),
            }))
        })
        .collect()
}

/// The definition that a course names: itself, or the one in its folder.
fn definition(course: &Path) -> Result<PathBuf, Error> {
    let metadata = course.metadata().map_err(Error::file("read", course))?;
    if !metadata.is_dir() {
        return Ok(course.to_path_buf());
    }
    let mut found = DEFINITIONS.iter().filter(|name| course.join(name).exists());
    match (found.next(), found.next()) {
        (Some(name), None) => Ok(course.join(name)),
        // Whichever we took, somebody would edit the other one and wonder.
        (Some(name), Some(other)) => Err(Error::Usage(format!(
            "{} holds two definitions, {name} and {other}: name the one that is meant",
            course.display()
        ))),
        (None, _) => Err(Error::Usage(format!(
            "{} holds no course: there is no course.yaml, course.json or course.toml in it",
            course.display()
        ))),
    }
}

/// Does one thing for many on a pool of its own.
fn in_order<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    each: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| items.par_iter().map(&each).collect()),
        // Without threads it is slower and no different.
        Err(_) => items.iter().map(each).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_courses_write_the_same_file() {
        let job = |course: &'static str, target: &str| (Path::new(course), vec![target.into()]);
        let jobs = [
            job("a", "dist/x.zip"),
            job("b", "dist/y.zip"),
            job("c", "dist/x.zip"),
            job("d", "dist/z.zip"),
            job("d", "dist/z.zip"),
        ];
        let said: Vec<String> = clashes(&jobs)
            .iter()
            .map(|error| error.as_ref().map_or(String::new(), Error::to_string))
            .collect();
        let advice = "give them ids or versions that differ, or build them to different folders";
        assert_eq!(
            said,
            [
                format!("a and c would both write dist/x.zip; {advice}"),
                String::new(),
                format!("c and a would both write dist/x.zip; {advice}"),
                "d is named twice".to_owned(),
                "d is named twice".to_owned(),
            ]
        );
    }
}
