//! A file that is written beside its target and takes its place when it is whole.
//!
//! Whoever writes holds a lock on the file, which the system lets go when the process ends, however it ends.
//! So a temporary file whose lock is free was left by a process that was killed, and the next one removes it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::Error;

/// File names end at 255 bytes; this leaves room for the process and the counter.
const NAME_LIMIT: usize = 200;

/// The file on its way to its target; removed when it is dropped before that.
#[derive(Debug)]
pub(super) struct Temporary {
    file: File,
    path: PathBuf,
    target: PathBuf,
    is_done: bool,
}

impl Temporary {
    /// Makes the folder of the target if it is missing, removes what killed processes left there for the same
    /// target, and opens a new file.
    pub(super) fn create(target: &Path) -> Result<Self, Error> {
        let Some(name) = target.file_name().filter(|_| !target.is_dir()) else {
            return Err(Error::Usage(format!(
                "{} is a folder, not the name of a package",
                target.display()
            )));
        };
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        fs::create_dir_all(folder).map_err(Error::file("create", folder))?;
        let prefix = prefix(name.as_encoded_bytes());
        remove_leftovers(folder, &prefix);
        loop {
            static COUNT: AtomicU32 = AtomicU32::new(0);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{prefix}{}-{number}.tmp", process::id()));
            let opened = OpenOptions::new()
                .read(true)
                .write(true)
                .create_new(true)
                .open(&path);
            let file = match opened {
                Ok(file) => file,
                // A process of the same number in another container.
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(cause) => return Err(Error::file("write", target)(cause)),
            };
            match file.try_lock() {
                // Where there are no locks, leftovers stay.
                Ok(()) | Err(TryLockError::Error(_)) if path.exists() => {
                    return Ok(Self {
                        file,
                        path,
                        target: target.to_path_buf(),
                        is_done: false,
                    });
                }
                // Another process took it for a leftover before it was locked.
                _ => {}
            }
        }
    }

    /// The open file.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Puts the file in the place of the target: whoever looks there finds the old one or the new one.
    pub(super) fn finish(mut self) -> Result<PathBuf, Error> {
        fs::rename(&self.path, &self.target).map_err(Error::file("write", &self.target))?;
        self.is_done = true;
        Ok(std::mem::take(&mut self.target))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_done {
            // Nothing can be done about it here, and the next write tries again.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// What the names of all temporary files of a target begin with.
fn prefix(name: &[u8]) -> String {
    let name = String::from_utf8_lossy(name);
    let name = &name[..name.floor_char_boundary(NAME_LIMIT)];
    format!(".coursepack-{name}-")
}

/// Removes the temporary files of this prefix that no living process holds. What cannot be removed stays.
fn remove_leftovers(folder: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if !is_temporary(&entry.file_name(), prefix) {
            continue;
        }
        let path = entry.path();
        let is_left = OpenOptions::new()
            .write(true)
            .open(&path)
            .is_ok_and(|file| file.try_lock().is_ok());
        if is_left {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Whether the name is the prefix, a process, a counter and `.tmp`.
fn is_temporary(name: &OsString, prefix: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    name.to_str()
        .and_then(|name| {
            name.strip_prefix(prefix)?
                .strip_suffix(".tmp")?
                .split_once('-')
        })
        .is_some_and(|(process, counter)| is_number(process) && is_number(counter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_files_of_the_same_target_are_temporary() {
        let prefix = prefix(b"a.zip");
        assert!(is_temporary(&".coursepack-a.zip-12-0.tmp".into(), &prefix));
        for name in [
            "a.zip",
            ".coursepack-a.zip-12.tmp",
            ".coursepack-a.zip-1-12-0.tmp",
            ".coursepack-a.zip-x-0.tmp",
            ".coursepack-b.zip-12-0.tmp",
            ".coursepack-a.zip-12-0.tmp.old",
        ] {
            assert!(!is_temporary(&name.into(), &prefix), "{name}");
        }
    }

    #[test]
    fn a_leftover_goes_and_a_held_one_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("a.zip");
        let left = folder.path().join(".coursepack-a.zip-1-0.tmp");
        fs::write(&left, "left").expect("a leftover");
        let held = Temporary::create(&target).expect("a first writer");
        assert!(!left.exists());
        let other = Temporary::create(&target).expect("a second writer");
        assert!(held.path.exists() && other.path.exists());
        drop(held);
        assert_eq!(other.finish().expect("the target"), target);
        let names: Vec<_> = fs::read_dir(folder.path())
            .expect("the folder")
            .map(|entry| entry.expect("a file").file_name())
            .collect();
        assert_eq!(names, ["a.zip"]);
    }

    #[test]
    fn the_longest_name_has_room_for_its_temporary_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join(format!("{}.zip", "ü".repeat(125)));
        let held = Temporary::create(&target).expect("a writer");
        held.finish().expect("the target");
    }

    #[test]
    fn a_folder_is_no_target() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = Temporary::create(folder.path()).expect_err("a folder");
        assert!(matches!(error, Error::Usage(_)), "{error}");
    }
}
