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
    /// A file was edited, cut or replaced while it was being packed.
    #[error("{} changed while it was being packed: {expected} bytes became {found}; build again", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
        /// Its size when the course was checked.
        expected: u64,
        /// Its size now.
        found: u64,
    },
    /// A mistake of this program.
    #[error("{0}; this is a mistake in coursepack, please report it")]
    Internal(String),
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

    /// Whether there was no room for what was written.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, Self::File { source, .. } | Self::Output(source) if is_full(source.kind()))
    }

    /// Whether the reader of our output has gone, as in `coursepack explain | head -1`.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// A quota or a limit on the size of files leaves the user where a full disk does.
fn is_full(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(kind, StorageFull | QuotaExceeded | FileTooLarge)
}

/// The usual reasons in plain words, without the system's error numbers.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::AlreadyExists => "it exists already".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk is full: your quota is used up".to_owned(),
        io::ErrorKind::FileTooLarge => {
            "the disk is full: no larger file is allowed there".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is not a folder".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_apart_and_named() {
        let full = Error::file("write", Path::new("dist/a.zip"))(io::ErrorKind::StorageFull.into());
        assert!(full.is_disk_full());
        assert_eq!(
            full.to_string(),
            "cannot write dist/a.zip: the disk is full"
        );
        let gone = Error::file("read", Path::new("media/a.mp4"))(io::ErrorKind::NotFound.into());
        assert!(!gone.is_disk_full());
    }
}
