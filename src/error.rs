//! What stops us and is no fault of a course: a missing folder, a full disk, a wrong command line.

use std::io;
use std::path::{Path, PathBuf};

/// Why nothing could be done; always exit code 2.
///
/// What is wrong with a course itself is a [`Finding`](crate::finding::Finding).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command cannot mean what it says.
    #[error("{0}")]
    Usage(String),
    /// A file or folder cannot be read or written.
    #[error("cannot {action} {}: {}", path.display(), reason(source))]
    File {
        /// What was tried: `read`, `write`, `create`.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Our own output cannot be written.
    #[error("cannot write the output: {}", reason(.0))]
    Output(#[from] io::Error),
}

impl Error {
    /// For `map_err` at a file operation: `.map_err(Error::file("read", path))`.
    pub fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File {
            action,
            path,
            source,
        }
    }

    /// Whether the reader of our output has gone, as in `coursepack explain | head -1`.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// The usual reasons in plain words, without the system's error numbers.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::AlreadyExists => "it exists already".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is not a folder".to_owned(),
        _ => error.to_string(),
    }
}
