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
            let dir = dir.display();
            writeln!(out, "Made a course in {dir}:\n")?;
            for (name, _) in FILES {
                writeln!(out, "  {dir}/{name}")?;
            }
            writeln!(out, "\nNext:\n")?;
            writeln!(out, "  coursepack check {dir}    Say what is wrong with it")?;
            writeln!(
                out,
                "  coursepack build {dir}    Write a package for an LMS"
            )?;
            writeln!(
                out,
                "\nThen open {dir}/course.yaml: its comments teach the format."
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_names_the_course() {
        assert_eq!(slug(Path::new("somewhere/Ward Safety_2")), "ward-safety-2");
        assert_eq!(slug(Path::new("Здоровье")), "my-course");
        assert_eq!(title("ward-safety"), "Ward safety");
    }
}
