//! The folder of a course: what may be read from it, and what may not.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::error::Error;
use crate::finding::{Finding, Place, Source, code};

/// How long a definition, a Markdown lesson or a transcript may be: a 2,000-page course in one file has about 12 MB.
const TEXT_LIMIT: u64 = 32 * 1024 * 1024;

/// A course's folder; nothing outside it is ever read.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    /// Without symbolic links, to see whether a file is really inside.
    real: PathBuf,
    /// What findings put before a path, so that a user finds the file from where they are.
    shown: String,
}

impl Folder {
    pub(crate) fn open(root: &Path) -> Result<Self, Error> {
        let real = fs::canonicalize(root).map_err(Error::file("open", root))?;
        let mut shown = root.to_string_lossy().replace('\\', "/");
        while let Some(rest) = shown.strip_prefix("./") {
            shown = rest.to_owned();
        }
        if shown == "." {
            shown.clear();
        }
        if !shown.is_empty() && !shown.ends_with('/') {
            shown.push('/');
        }
        Ok(Self {
            root: root.to_path_buf(),
            real,
            shown,
        })
    }

    /// The file system's path of a file of the course.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// How findings name a file of the course.
    pub(crate) fn shown(&self, path: &str) -> String {
        format!("{}{path}", self.shown)
    }

    /// Makes sure that `path` (relative to the folder, see [`join`]) is a regular file in it; its size in bytes.
    #[expect(clippy::result_large_err, reason = "a fault is rare, and moved once")]
    pub(crate) fn stat(&self, path: &str, place: Option<&Place>) -> Result<u64, Finding> {
        let at = |finding: Finding| match place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        };
        let full = self.root.join(path);
        let real = match fs::canonicalize(&full) {
            Ok(real) => real,
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                let finding = at(Finding::new(
                    &code::MISSING_FILE,
                    format!("there is no file `{path}`"),
                ));
                return Err(match self.alike(path) {
                    Some(other) => finding.help(format!("there is `{other}`: names must agree in every letter")),
                    None => finding.help("paths are relative to the file that names them; add the file or mend the path"),
                });
            }
            Err(error) => {
                return Err(at(Finding::new(
                    &code::UNREADABLE_FILE,
                    format!("`{path}` cannot be read: {error}"),
                )));
            }
        };
        if !real.starts_with(&self.real) {
            return Err(at(Finding::new(
                &code::OUTSIDE,
                format!("`{path}` is a link that leaves the course's folder"),
            ))
            .help("copy the file into the folder"));
        }
        let data = fs::metadata(&real).map_err(|error| {
            at(Finding::new(
                &code::UNREADABLE_FILE,
                format!("`{path}` cannot be read: {error}"),
            ))
        })?;
        if data.is_dir() {
            return Err(at(Finding::new(
                &code::MISSING_FILE,
                format!("`{path}` is a folder, not a file"),
            ))
            .help("name the files in it, each by its own path"));
        }
        if !data.is_file() {
            return Err(at(Finding::new(
                &code::UNREADABLE_FILE,
                format!("`{path}` is not a regular file"),
            ))
            .help("replace it by a regular file"));
        }
        Ok(data.len())
    }

    /// Reads a text file of the course as UTF-8, without its byte order mark.
    #[expect(clippy::result_large_err, reason = "a fault is rare, and moved once")]
    pub(crate) fn read(&self, path: &str, place: Option<&Place>) -> Result<Arc<Source>, Finding> {
        let at = |finding: Finding| match place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        };
        let size = self.stat(path, place)?;
        let large = || {
            at(Finding::new(
                &code::TOO_LARGE,
                format!("`{path}` is longer than {} MB", TEXT_LIMIT / 1024 / 1024),
            ))
            .help("split it into lessons, each in a file of its own")
        };
        if size > TEXT_LIMIT {
            return Err(large());
        }
        let unreadable = |error: io::Error| {
            at(Finding::new(
                &code::UNREADABLE_FILE,
                format!("`{path}` cannot be read: {error}"),
            ))
        };
        let mut bytes = Vec::with_capacity(size as usize + 1);
        let file = fs::File::open(self.root.join(path)).map_err(unreadable)?;
        file.take(TEXT_LIMIT + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        if bytes.len() as u64 > TEXT_LIMIT {
            return Err(large());
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(self.shown(path), text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let source =
                    Source::new(self.shown(path), String::from_utf8_lossy(error.as_bytes()));
                Err(
                    Finding::new(&code::NOT_UTF8, "the text is not UTF-8 from here on")
                        .at(source.place(valid..valid + 3))
                        .help("save the file as UTF-8"),
                )
            }
        }
    }

    /// A file whose path is the same but for upper and lower case.
    fn alike(&self, path: &str) -> Option<String> {
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut names: Vec<String> = fs::read_dir(self.root.join(parent))
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|other| other.to_lowercase() == name.to_lowercase())
            .collect();
        names.sort();
        let name = names.into_iter().next()?;
        Some(if parent.is_empty() {
            name
        } else {
            format!("{parent}/{name}")
        })
    }
}

/// What is wrong with a path that [`join`] refuses.
pub(crate) fn outside(path: &str, why: &str) -> Finding {
    let shown: String = path.chars().take(100).collect();
    let finding = Finding::new(&code::OUTSIDE, format!("`{shown}` is {why}"));
    if path.contains('\\') {
        return finding.help(format!("write `{}`", shown.replace('\\', "/")));
    }
    finding.help("copy the file into the course's folder, and write its path relative to this file")
}

/// The path in the course's folder of what `file` (itself such a path) calls `path`; `Err` says why it cannot be.
pub(crate) fn join(file: &str, path: &str) -> Result<String, &'static str> {
    if path.is_empty() {
        return Err("a path must not be empty");
    }
    if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') {
        return Err("an absolute path");
    }
    if path.contains('\\') {
        return Err("a path with `\\`");
    }
    if path.chars().any(char::is_control) {
        return Err("a path with control characters");
    }
    let mut parts: Vec<&str> = file
        .rsplit_once('/')
        .map_or_else(Vec::new, |(folder, _)| folder.split('/').collect());
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Err("a path that leaves the course's folder");
                }
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() {
        return Err("a folder, not a file");
    }
    Ok(parts.join("/"))
}
