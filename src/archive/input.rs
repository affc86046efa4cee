//! Reading a file whose size is known from the check of its course, and saying so when it is not that any more.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::position::read_exact_at;
use crate::error::Error;

/// A file of exactly that size.
pub(super) fn whole(path: &Path, bytes: u64) -> Result<Vec<u8>, Error> {
    range_of(path, bytes, 0..bytes)
}

/// A piece of a file of exactly that size.
pub(super) fn range_of(path: &Path, bytes: u64, range: Range<u64>) -> Result<Vec<u8>, Error> {
    let from = open(path, bytes)?;
    let length = usize::try_from(range.end - range.start).unwrap_or(usize::MAX);
    let mut raw = vec![0; length];
    read(&from, path, bytes, &mut raw, range.start)?;
    Ok(raw)
}

/// Opens a file that must have that size.
pub(super) fn open(path: &Path, bytes: u64) -> Result<File, Error> {
    let file = File::open(path).map_err(Error::file("read", path))?;
    let metadata = file.metadata().map_err(Error::file("read", path))?;
    if metadata.len() == bytes {
        Ok(file)
    } else {
        Err(changed(path, bytes, metadata.len()))
    }
}

/// Fills the buffer from a file that was opened by `open`.
pub(super) fn read(
    file: &File,
    path: &Path,
    bytes: u64,
    buffer: &mut [u8],
    at: u64,
) -> Result<(), Error> {
    read_exact_at(file, buffer, at).map_err(|cause| match cause.kind() {
        io::ErrorKind::UnexpectedEof => {
            let found = file.metadata().map_or(at, |metadata| metadata.len());
            changed(path, bytes, found)
        }
        _ => Error::file("read", path)(cause),
    })
}

fn changed(path: &Path, expected: u64, found: u64) -> Error {
    Error::Changed {
        path: PathBuf::from(path),
        expected,
        found,
    }
}
