//! Integration tests, one module a subject.

/// The zip: order, times, methods, the same bytes every time, zip64, a kill, a full disk.
mod archive;
/// The program as a shell runs it.
mod cli;
/// The reports, each against its own rules.
mod report;
/// Expected texts in files.
mod snapshot;
