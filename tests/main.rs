//! Integration tests, one module a subject.

/// The zip: order, times, methods, the same bytes every time, zip64, a kill, a full disk.
mod archive;
/// Broken courses and what is said about them.
mod broken;
/// The program as a shell runs it.
mod cli;
/// Our XML schemas and the official ones, on the same manifests.
mod control_documents;
/// The same for SCORM 2004, by two parsers.
mod control_documents_2004;
/// Courses that nobody means well with.
mod hostile;
/// The package without an LMS.
mod html;
/// `--language`, and the player's words.
mod languages;
/// What is written into imsmanifest.xml, and read from it.
mod manifest;
/// One course in YAML, JSON and TOML.
mod notations;
/// What is foretold of a course of several SCOs.
mod outcomes;
/// Whole packages before every judge of manifests, those of any course too.
mod packages;
/// The reports, each against its own rules.
mod report;
/// The same bytes everywhere, and no pieces of packages.
mod reproducible;
/// What ADL's tools and LMSs demand of a SCORM 2004 package.
mod rules_2004;
/// The JSON Schema and the reader agree.
mod schema;
/// What an LMS makes of the sequencing in a manifest.
mod sequencing;
/// Expected texts in files.
mod snapshot;
/// Accent, fonts and style sheet of a course, as they are packaged.
mod theme;
