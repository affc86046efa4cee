//! Text in, one node tree out: YAML, JSON, TOML and the front matter of Markdown, each with byte spans.
//!
//! Every reader goes on after a fault where it can, and puts the same limits on depth and size, so that no
//! definition, however hostile, costs more than a moment.

mod folder;
mod front_matter;
mod json;
mod node;
mod toml;
mod yaml;

pub(crate) use folder::{Folder, join, outside};
pub(crate) use front_matter::split;
pub(crate) use node::{Key, Node, Value};

use std::sync::Arc;

use crate::finding::{Finding, Findings, Source, code};

/// How deep values may nest; real courses need fewer than 20.
const DEPTH: usize = 64;
/// How many values one file may hold, aliases expanded; a course of 2,000 lessons in one file has about 100,000.
const NODES: usize = 1_000_000;

/// A notation that definitions are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    Yaml,
    Json,
    Toml,
}

impl Notation {
    /// The notation of a file by its name's ending; `None` for any other file.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            "toml" => Some(Self::Toml),
            _ => None,
        }
    }
}

/// Reads a whole source; faults of syntax go to `findings`, and `None` means that nothing could be read.
pub(crate) fn parse(
    source: &Arc<Source>,
    notation: Notation,
    findings: &mut Findings,
) -> Option<Node> {
    match notation {
        Notation::Yaml => yaml::parse(source, &source.text, 0, findings),
        Notation::Json => json::parse(source, findings),
        Notation::Toml => toml::parse(source, findings),
    }
}

/// Reads YAML that is a part of a source, such as front matter: `text` stands at byte `offset` of it.
pub(crate) fn parse_yaml(
    source: &Arc<Source>,
    text: &str,
    offset: usize,
    findings: &mut Findings,
) -> Option<Node> {
    yaml::parse(source, text, offset, findings)
}

fn too_deep(source: &Arc<Source>, at: usize) -> Finding {
    Finding::new(
        &code::TOO_DEEP,
        format!("values nest more than {DEPTH} levels deep"),
    )
    .at(source.place(at..at + 1))
    .help("nest lists and modules less deep; real courses need fewer than 20 levels")
}

/// Whether a parser gave up at a limit of its own on depth.
fn gave_up(message: &str) -> bool {
    message.contains("recurs") || message.contains("nesting depth")
}

fn too_many(source: &Arc<Source>, at: usize) -> Finding {
    Finding::new(
        &code::TOO_LARGE,
        format!("more than {NODES} values, aliases expanded"),
    )
    .at(source.place(at..at + 1))
    .help("write the values out, or split the course into files")
}
