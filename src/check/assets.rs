//! The files of a course: they are there, they are what they are used as, and each gets a name that every LMS takes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;

use super::budget::hash32;
use super::style::Sheet;
use crate::course::{Course, FileRef, LessonKind, Target, ascii};
use crate::definition::Folder;
use crate::finding::{Finding, Findings, Place, code};
use crate::markdown::RefKind;

/// A file of the course that the package takes over.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    /// Its name in the package: `media/ward-round.jpg`.
    pub(crate) name: String,
    /// In bytes.
    pub(crate) bytes: u64,
    /// Width and height of a picture, in pixels.
    pub(crate) size: Option<(u32, u32)>,
    /// What is in a file of captions.
    pub(crate) captions: Option<String>,
}

/// What a file is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Picture,
    Video,
    Audio,
    Captions,
    Style,
    Font,
    Any,
}

const PICTURES: &[&str] = &["jpg", "jpeg", "png", "gif", "webp", "svg", "avif"];
const VIDEOS: &[&str] = &["mp4", "m4v", "webm", "ogv", "mov"];
const AUDIOS: &[&str] = &[
    "mp3", "m4a", "aac", "ogg", "oga", "opus", "wav", "flac", "webm",
];

/// What LMSs refuse to unpack or would run on their server (Docebo, CrossKnowledge, Tovuti; 2026-11).
const FORBIDDEN: &[&str] = &[
    "htaccess", "php", "php3", "php4", "php5", "phps", "phtml", "ph3", "cgi", "sh", "shtml", "asp",
    "aspx", "jsp", "py", "rb", "pl", "exe", "bat", "cmd", "com", "dll", "msi", "jar", "vbs", "ps1",
];

/// The size in bytes of a file that is there, the width and height of a picture, the text of captions.
type Found = Result<(u64, Option<(u32, u32)>, Option<String>), Finding>;

pub(super) fn check(
    course: &Course,
    sheet: Option<&Sheet>,
    folder: &Folder,
    findings: &mut Findings,
) -> BTreeMap<String, Asset> {
    let mut uses: BTreeMap<&str, BTreeMap<Use, &Place>> = BTreeMap::new();
    for (path, kind, place) in all(course, sheet) {
        uses.entry(path).or_default().entry(kind).or_insert(place);
    }
    let checked: Vec<(&str, Found, Findings)> = uses
        .par_iter()
        .map(|(path, uses)| {
            let place = uses.values().next().copied();
            let mut findings = Findings::default();
            let found = folder.stat(path, place).map(|bytes| {
                for (kind, place) in uses {
                    fits(path, *kind, place, folder, &mut findings);
                }
                let picture = uses
                    .contains_key(&Use::Picture)
                    .then(|| imagesize::size(folder.path(path)).ok())
                    .flatten();
                let size = picture
                    .map(|size| (size.width as u32, size.height as u32))
                    .filter(|(w, h)| *w > 0 && *h > 0);
                let captions = uses
                    .contains_key(&Use::Captions)
                    .then(|| folder.read(path, None).ok())
                    .flatten();
                (bytes, size, captions.map(|source| source.text.clone()))
            });
            (*path, found, findings)
        })
        .collect();
    let mut found = BTreeMap::new();
    for (path, result, own) in checked {
        findings.0.extend(own.0);
        match result {
            Ok(data) => {
                found.insert(path.to_owned(), data);
            }
            Err(finding) => findings.push(finding),
        }
    }
    let names = names(found.keys());
    found
        .into_iter()
        .zip(names)
        .map(|((path, (bytes, size, captions)), name)| {
            let asset = Asset {
                name,
                bytes,
                size,
                captions,
            };
            (path, asset)
        })
        .collect()
}

/// Every use of a file, in the order of the course.
fn all<'c>(course: &'c Course, sheet: Option<&'c Sheet>) -> Vec<(&'c str, Use, &'c Place)> {
    let mut found: Vec<(&str, Use, &Place)> = Vec::new();
    fn named<'c>(found: &mut Vec<(&'c str, Use, &'c Place)>, file: &'c FileRef, kind: Use) {
        found.push((&file.path, kind, &file.place));
    }
    for file in course.files() {
        named(&mut found, file, Use::Any);
    }
    for picture in course.cover.iter().chain(&course.theme.logo) {
        named(&mut found, &picture.src, Use::Picture);
    }
    if let Some(file) = &course.theme.css {
        named(&mut found, file, Use::Style);
    }
    for file in course.theme.fonts().flat_map(|font| &font.files) {
        named(&mut found, &file.src, Use::Font);
    }
    for file in sheet.iter().flat_map(|sheet| &sheet.files) {
        named(&mut found, file, Use::Picture);
    }
    let texts = course.all_lessons().flat_map(|lesson| lesson.markdowns());
    let texts = texts.chain(course.glossary.iter().map(|term| &term.definition));
    for reference in texts
        .flat_map(|text| &text.parts)
        .flat_map(|part| &part.refs)
    {
        if let Target::File { path, .. } = &reference.target {
            let kind = match reference.kind {
                RefKind::Image { .. } | RefKind::Media { poster: true } => Use::Picture,
                _ => Use::Any,
            };
            found.push((path, kind, &reference.place));
        }
    }
    for lesson in course.all_lessons() {
        for file in lesson.files() {
            named(&mut found, file, Use::Any);
        }
        if let LessonKind::Video(media) | LessonKind::Audio(media) = &lesson.kind {
            let kind = if matches!(lesson.kind, LessonKind::Video(_)) {
                Use::Video
            } else {
                Use::Audio
            };
            named(&mut found, &media.src, kind);
            media
                .described_file()
                .into_iter()
                .for_each(|file| named(&mut found, file, kind));
            media
                .poster
                .iter()
                .for_each(|file| named(&mut found, file, Use::Picture));
            media
                .captions
                .iter()
                .for_each(|track| named(&mut found, &track.src, Use::Captions));
        }
    }
    found
}

fn ending(path: &str) -> String {
    path.rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

fn fits(path: &str, kind: Use, place: &Place, folder: &Folder, findings: &mut Findings) {
    let ending = ending(path);
    if FORBIDDEN.contains(&ending.as_str()) {
        findings.push(
            Finding::new(
                &code::FORBIDDEN_FILE,
                format!("LMSs refuse packages with files such as `{path}`"),
            )
            .at(place.clone())
            .help("offer it as a document or a picture, or link to it on the web"),
        );
        return;
    }
    let (good, what, endings): (bool, &str, &[&str]) = match kind {
        Use::Picture => (PICTURES.contains(&ending.as_str()), "a picture", PICTURES),
        Use::Video => (VIDEOS.contains(&ending.as_str()), "a video", VIDEOS),
        Use::Audio => (AUDIOS.contains(&ending.as_str()), "an audio file", AUDIOS),
        Use::Captions => (ending == "vtt", "a WebVTT file", &["vtt"]),
        Use::Style => (ending == "css", "a style sheet", &["css"]),
        Use::Font => (ending == "woff2", "a WOFF2 font", &["woff2"]),
        Use::Any => (true, "", &[]),
    };
    if !good {
        findings.push(
            Finding::new(
                &code::WRONG_FILE,
                format!(
                    "`{path}` is not {what} that browsers {}",
                    if kind == Use::Font { "read" } else { "play" }
                ),
            )
            .at(place.clone())
            .help(match kind {
                Use::Font => {
                    "convert it to WOFF2, which all browsers read and which is the shortest"
                        .to_owned()
                }
                _ => format!("name a file that ends in .{}", endings.join(", .")),
            }),
        );
        return;
    }
    match kind {
        Use::Captions => match folder.read(path, Some(place)) {
            Ok(source) if !source.text.starts_with("WEBVTT") => findings.push(
                Finding::new(&code::WRONG_FILE, format!("`{path}` does not begin with `WEBVTT`"))
                    .at(source.place(0..1))
                    .help("browsers show WebVTT captions only; convert them, and let the first line be `WEBVTT`"),
            ),
            Ok(_) => {}
            Err(finding) => findings.push(finding),
        },
        Use::Font => match signature(&folder.path(path)) {
            Ok(found) if &found != b"wOF2" => findings.push(
                Finding::new(&code::WRONG_FILE, format!("`{path}` is not a WOFF2 font inside, whatever its name"))
                    .at(place.clone())
                    .help("convert the font to WOFF2; renaming it is not enough"),
            ),
            Ok(_) => {}
            Err(error) => findings.push(
                Finding::new(&code::UNREADABLE_FILE, format!("`{path}` cannot be read: {error}"))
                    .at(place.clone())
                    .help("change its permissions, or replace it by a regular file"),
            ),
        },
        // What is in it is read elsewhere; here it is only whether it can be.
        Use::Style => {
            if let Err(finding) = folder.read(path, Some(place)) {
                findings.push(finding);
            }
        }
        _ => {}
    }
}

/// The first four bytes of a file, zeros where it is shorter.
fn signature(path: &Path) -> io::Result<[u8; 4]> {
    let mut start = Vec::new();
    File::open(path)?.take(4).read_to_end(&mut start)?;
    start.resize(4, 0);
    Ok(start.try_into().unwrap_or_default())
}

/// A name for each path: ASCII, lower case, readable, and different in its last segment from every other file's, since
/// Open edX finds files by that.
fn names<'p>(paths: impl Iterator<Item = &'p String> + Clone) -> Vec<String> {
    let plain: Vec<String> = paths.clone().map(|path| plain_name(path)).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &plain {
        *count.entry(name).or_default() += 1;
    }
    paths
        .zip(&plain)
        .map(|(path, name)| {
            // Pages, scripts and style sheets of the package itself have names of these kinds.
            let ours = name.ends_with(".html")
                || name.ends_with(".js")
                || name.ends_with(".css")
                || name.ends_with(".xsd");
            if count[name.as_str()] == 1 && !ours && name != "imsmanifest.xml" {
                return format!("media/{name}");
            }
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            let dot = if ending.is_empty() { "" } else { "." };
            format!("media/{stem}-{:08x}{dot}{ending}", hash32(path))
        })
        .collect()
}

fn plain_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let (mut stem, ending) = (ascii(stem), ascii(ending));
    if stem.is_empty() {
        stem = "file".to_owned();
    }
    stem.truncate(60);
    let stem = stem.trim_end_matches('-');
    if ending.is_empty() {
        stem.to_owned()
    } else {
        format!("{stem}.{ending}")
    }
}
