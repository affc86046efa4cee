//! Integration tests, one module a subject.

/// The program as a shell runs it.
mod cli;
/// The reports, each against its own rules.
mod report;
/// Expected texts in files.
mod snapshot;
