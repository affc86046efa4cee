//! `new`: a small course that builds, whose comments teach the format.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::args::{Args, New};
use super::{Exit, show};
use crate::error::Error;

/// Where each file of the course goes, and what it says.
const FILES: &[(&str, &str)] = &[
    ("course.yaml", include_str!("new/course.yaml")),
    ("glossary.yaml", include_str!("new/glossary.yaml")),
    ("start/welcome.md", include_str!("new/start/welcome.md")),
    (
        "start/practice.yaml",
        include_str!("new/start/practice.yaml"),
    ),
    ("finish/test.yaml", include_str!("new/finish/test.yaml")),
    ("media/way.svg", include_str!("new/media/way.svg")),
];

pub(super) fn run(new: &New, args: &Args) -> Result<Exit, Error> {
    let dir = &new.dir;
    refuse_what_is_there(dir)?;
    fs::create_dir_all(dir).map_err(Error::file("create", dir))?;
    let slug = slug(dir);
    for (name, text) in FILES {
        let text = text
            .replace("{{slug}}", &slug)
            .replace("{{title}}", &title(&slug));
        write(&dir.join(name), &text)?;
    }
    if !args.quiet {
        show(|out| {
            writeln!(out, "A course is in {}:\n", dir.display())?;
            for (name, _) in FILES {
                writeln!(out, "  {name}")?;
            }
            let dir = quoted(&dir.display().to_string());
            writeln!(
                out,
                "\nRead course.yaml first: its comments teach the format. Then:\n\n  \
                 coursepack check {dir}    Say what is wrong with it\n  \
                 coursepack build {dir}    Write a package for an LMS"
            )
        })?;
    }
    Ok(Exit::Done)
}

/// Somebody's files are never mixed with ours.
fn refuse_what_is_there(dir: &Path) -> Result<(), Error> {
    if !dir.exists() {
        return Ok(());
    }
    if !dir.is_dir() {
        return Err(Error::Usage(format!(
            "{} is a file; name a new folder",
            dir.display()
        )));
    }
    let mut entries = fs::read_dir(dir).map_err(Error::file("read", dir))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(Error::Usage(format!(
            "{} is not empty; name a new folder",
            dir.display()
        ))),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(Error::file("create", parent))?;
    }
    let mut file = fs::File::create_new(path).map_err(Error::file("create", path))?;
    file.write_all(text.as_bytes())
        .map_err(Error::file("write", path))
}

/// The folder's name as a part of the course's identity.
fn slug(dir: &Path) -> String {
    let path = fs::canonicalize(dir).unwrap_or_else(|_| dir.to_path_buf());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let words: Vec<String> = name
        .split(|char: char| !char.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() {
        return "my-course".to_owned();
    }
    words.join("-")
}

/// `ward-safety` as `Ward safety`.
fn title(slug: &str) -> String {
    let (first, rest) = slug.split_at(1);
    first.to_ascii_uppercase() + &rest.replace('-', " ")
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let plain = |char: char| char.is_alphanumeric() || "/._-+,:@%".contains(char);
    if path.chars().all(plain) {
        return path.to_owned();
    }
    format!("'{}'", path.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_names_the_course() {
        assert_eq!(slug(Path::new("somewhere/Ward Safety_2")), "ward-safety-2");
        assert_eq!(slug(Path::new("Здоровье")), "my-course");
        assert_eq!(quoted("a/b-1"), "a/b-1");
        assert_eq!(quoted("it's new"), r"'it'\''s new'");
        assert_eq!(title("ward-safety"), "Ward safety");
    }
}
