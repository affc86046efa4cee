//! `--format html`: the course as a site, without anything of an LMS.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

const COURSES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/courses");

/// Builds a course and gives back the package.
fn build(course: &Path, options: &[&str], out: &Path) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_coursepack"))
        .args(["build", "--quiet", "--out"])
        .arg(out)
        .args(options)
        .arg(course)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    fs::read(out).expect("it wrote the package")
}

/// The names in a package in their order, and every file.
fn entries(package: Vec<u8>) -> (Vec<String>, BTreeMap<String, Vec<u8>>) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a zip");
    let (mut names, mut files) = (Vec::new(), BTreeMap::new());
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("an entry");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        let name = file.name().expect("a name").into_owned();
        names.push(name.clone());
        files.insert(name, bytes);
    }
    (names, files)
}

#[test]
fn it_is_the_same_course_without_what_an_lms_reads() {
    let work = tempfile::tempdir().expect("a folder");
    let out = work.path().join("package.zip");
    let course = Path::new(COURSES).join("leadership-for-healthcare");
    let (names, site) = entries(build(&course, &["--format", "html"], &out));
    assert_eq!(names[0], "index.html");
    let (_, scorm) = entries(build(&course, &[], &out));
    let mut differ: Vec<&str> = Vec::new();
    for name in scorm.keys().chain(site.keys()) {
        if scorm.get(name) != site.get(name) && !differ.contains(&name.as_str()) {
            differ.push(name);
        }
    }
    // The player without what speaks to an LMS has its own short names inside.
    let player = ["player/player.js", "player/more.js"];
    differ.retain(|name| !name.ends_with(".xsd") && !player.contains(name));
    assert_eq!(differ, ["course.js", "imsmanifest.xml"]);
    assert!(
        !names
            .iter()
            .any(|name| name.ends_with(".xsd") || name.ends_with(".xml"))
    );
}

#[test]
fn it_is_one_whole_however_the_course_is_split_for_an_lms() {
    let work = tempfile::tempdir().expect("a folder");
    let course = work.path().join("course");
    fs::create_dir(&course).expect("a folder");
    for name in ["course.yaml", "hello.md"] {
        let from = Path::new(COURSES).join("minimal").join(name);
        fs::copy(from, course.join(name)).expect("a copy");
    }
    let out = work.path().join("package.zip");
    let whole = build(&course, &["--format", "html"], &out);
    let definition = course.join("course.yaml");
    let text = fs::read_to_string(&definition).expect("the definition");
    fs::write(&definition, format!("granularity: lesson\n{text}")).expect("the definition");
    let both = work.path().join("both");
    fs::create_dir(&both).expect("a folder");
    let split = build(&course, &["--format", "html"], &out);
    let output = Command::new(env!("CARGO_BIN_EXE_coursepack"))
        .args([
            "build", "--quiet", "--format", "html", "--format", "scorm12", "--out",
        ])
        .arg(&both)
        .arg(&course)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("it runs");
    assert!(output.status.success());
    let packages: Vec<_> = fs::read_dir(&both)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!(packages.len(), 2);
    let beside = packages
        .iter()
        .find(|path| path.to_string_lossy().ends_with("-html.zip"))
        .expect("the site");
    assert!(whole == split);
    assert!(whole == fs::read(beside).expect("the site"));
}

#[test]
fn it_is_the_same_for_any_number_of_threads() {
    let work = tempfile::tempdir().expect("a folder");
    let out = work.path().join("package.zip");
    let course = Path::new(COURSES).join("multilingual");
    let one = build(&course, &["--format", "html", "--jobs", "1"], &out);
    let many = build(&course, &["--format", "html", "--jobs", "8"], &out);
    assert!(one == many);
}
