//! Metadata of a course and its parts in the words of IEEE LOM 1.0; [`super::lom12`] turns them into those of SCORM 1.2.

use std::collections::BTreeSet;

use super::{Content, Contributor, Facts, Localised};
use crate::manifest::Text;
use crate::manifest::ieee::{
    Classification, Contribute, Duration, Educational, General, Identifier, LifeCycle, Lom,
    MetaMetadata, Rights, Technical, Vocabulary, Words,
};
use crate::standard::lom;

/// All that is known of the course.
pub(super) fn course(content: &Content<'_>) -> Lom {
    let facts = &content.course;
    Lom {
        general: Some(General {
            identifiers: vec![Identifier {
                catalog: Some(lom::CATALOG_URI.into()),
                entry: Some(facts.id.as_str().into()),
                ..Identifier::default()
            }],
            title: words(&facts.title),
            languages: facts
                .languages
                .iter()
                .map(|tag| tag.as_str().into())
                .collect(),
            descriptions: words(&facts.description).into_iter().collect(),
            keywords: facts.keywords.iter().filter_map(words).collect(),
            ..General::default()
        }),
        lifecycle: Some(LifeCycle {
            version: Some(Words::neutral(&facts.version)).filter(|_| !facts.version.is_empty()),
            status: Some(Vocabulary::of(lom::FINAL)),
            contributes: contributors(&facts.contributors),
            ..LifeCycle::default()
        }),
        metametadata: Some(MetaMetadata {
            contributes: contribute(lom::CREATOR, [facts.generator.as_str()])
                .into_iter()
                .filter(|_| !facts.generator.is_empty())
                .collect(),
            schemas: lom::SCHEMAS.map(Into::into).into(),
            language: facts.languages.first().map(|tag| tag.as_str().into()),
            ..MetaMetadata::default()
        }),
        technical: Some(technical(content)),
        educational: vec![educational(facts)],
        rights: facts.license.as_ref().map(|license| {
            let free = license.name.to_ascii_uppercase().starts_with("CC0");
            let terms = match &license.url {
                Some(url) if *url != license.name => format!("{}, {url}", license.name),
                _ => license.name.clone(),
            };
            Rights {
                copyrightandotherrestrictions: Some(Vocabulary::of(if free {
                    "no"
                } else {
                    "yes"
                })),
                description: Some(Words::neutral(&terms)),
                ..Rights::default()
            }
        }),
        classifications: facts.outcomes.iter().filter_map(outcome).collect(),
        ..Lom::default()
    }
}

/// What is known of a part of the course; nothing when its title says it all.
pub(super) fn part(
    title: &Localised,
    description: &Localised,
    duration: Option<&str>,
) -> Option<Lom> {
    if title.0.len() < 2 && words(description).is_none() && duration.is_none() {
        return None;
    }
    Some(Lom {
        general: Some(General {
            title: words(title),
            descriptions: words(description).into_iter().collect(),
            ..General::default()
        }),
        educational: duration
            .map(|duration| Educational {
                typicallearningtime: Some(time(duration)),
                ..Educational::default()
            })
            .into_iter()
            .collect(),
        ..Lom::default()
    })
}

fn technical(content: &Content<'_>) -> Technical {
    let formats: BTreeSet<&str> = content
        .files
        .iter()
        .map(|file| media_type(&file.name))
        .collect();
    let size: u64 = content.files.iter().map(|file| file.bytes).sum();
    Technical {
        formats: formats.into_iter().map(Into::into).collect(),
        size: Some(size.to_string().into()),
        locations: content
            .scos()
            .first()
            .map(|(_, sco)| sco.launch.as_str().into())
            .into_iter()
            .collect(),
        ..Technical::default()
    }
}

fn educational(facts: &Facts) -> Educational {
    Educational {
        intendedenduserroles: vec![Vocabulary::of(lom::LEARNER)],
        typicallearningtime: facts.duration.as_deref().map(time),
        descriptions: audience(facts).into_iter().collect(),
        languages: facts
            .languages
            .iter()
            .map(|tag| tag.as_str().into())
            .collect(),
        ..Educational::default()
    }
}

/// The audience in each language that all its parts know, in one text.
fn audience(facts: &Facts) -> Option<Words> {
    let texts: Vec<(&str, String)> = facts
        .languages
        .iter()
        .filter_map(|language| {
            let parts: Vec<&str> = facts
                .audience
                .iter()
                .filter_map(|part| part.iter().find(|(tag, _)| *tag == language.as_str()))
                .map(|(_, text)| text)
                .collect();
            let complete = !parts.is_empty() && parts.len() == facts.audience.len();
            complete.then(|| (language.as_str(), parts.join("; ")))
        })
        .collect();
    let words = Words::of(texts.iter().map(|(tag, text)| (*tag, text.as_str())));
    (!words.strings.is_empty()).then_some(words)
}

fn outcome(text: &Localised) -> Option<Classification> {
    Some(Classification {
        purpose: Some(Vocabulary::of(lom::OBJECTIVE)),
        description: Some(words(text)?),
        ..Classification::default()
    })
}

/// One contribution a role, in the order of the roles' first mention.
fn contributors(all: &[Contributor]) -> Vec<Contribute> {
    let mut roles: Vec<&str> = Vec::new();
    for contributor in all {
        let role = role(&contributor.role);
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
        .into_iter()
        .filter_map(|wanted| {
            let names = all
                .iter()
                .filter(|contributor| role(&contributor.role) == wanted)
                .map(|contributor| contributor.name.as_str());
            contribute(wanted, names)
        })
        .collect()
}

fn contribute<'n>(role: &str, names: impl IntoIterator<Item = &'n str>) -> Option<Contribute> {
    let entities: Vec<Text> = names.into_iter().map(|name| vcard(name).into()).collect();
    (!entities.is_empty()).then(|| Contribute {
        role: Some(Vocabulary::of(role)),
        entities,
        ..Contribute::default()
    })
}

/// The role as LOM spells it.
fn role(role: &str) -> &'static str {
    lom::ROLES
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(role.trim()))
        .unwrap_or(lom::UNKNOWN)
}

fn vcard(name: &str) -> String {
    let name = name
        .replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    format!("BEGIN:VCARD\nVERSION:3.0\nN:{name};;;;\nFN:{name}\nEND:VCARD")
}

fn words(text: &Localised) -> Option<Words> {
    let words = Words::of(text.iter().filter(|(_, text)| !text.trim().is_empty()));
    (!words.strings.is_empty()).then_some(words)
}

fn time(duration: &str) -> Duration {
    Duration {
        duration: Some(duration.into()),
        ..Duration::default()
    }
}

/// The media type of a file by its extension.
fn media_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "txt" | "md" => "text/plain",
        "csv" => "text/csv",
        "vtt" => "text/vtt",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odp" => "application/vnd.oasis.opendocument.presentation",
        _ => "application/octet-stream",
    }
}
