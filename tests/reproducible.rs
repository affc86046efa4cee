//! The same course gives the same bytes, whatever the machine is like; and a build that is killed leaves no piece.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

const COURSE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fixtures/courses/leadership-for-healthcare"
);

fn coursepack() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coursepack"));
    command
        .args(["build", "--quiet"])
        .env_remove("SOURCE_DATE_EPOCH")
        .stdin(Stdio::null());
    command
}

fn build(command: &mut Command, course: &Path, out: &Path) -> Vec<u8> {
    let output = command
        .arg(course)
        .arg("--out")
        .arg(out)
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    fs::read(out).expect("it wrote the package")
}

/// Copies a folder with its entries in reverse order and other file times.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    let mut entries: Vec<PathBuf> = fs::read_dir(from)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries.into_iter().rev() {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
            fs::File::options()
                .append(true)
                .open(&target)
                .and_then(|file| file.set_modified(time))
                .expect("a time");
        }
    }
}

#[test]
fn bytes_do_not_depend_on_the_machine() {
    let work = tempfile::tempdir().expect("a folder");
    let other = work.path().join("elsewhere/over there");
    copy(Path::new(COURSE), &other);
    for granularity in ["course", "module", "lesson"] {
        let one = build(
            coursepack()
                .args(["--granularity", granularity, "--jobs", "1"])
                .env("TZ", "UTC")
                .env("LANG", "C"),
            Path::new(COURSE),
            &work.path().join("one.zip"),
        );
        let two = build(
            coursepack()
                .args(["--granularity", granularity, "--jobs", "8"])
                .env("TZ", "Pacific/Kiritimati")
                .env("LANG", "tr_TR.UTF-8")
                .env("LC_ALL", "cy_GB.UTF-8")
                .current_dir(&other),
            Path::new("."),
            &work.path().join("two.zip"),
        );
        assert!(one == two, "{granularity}: the bytes differ");
    }
}

#[test]
fn the_time_is_the_one_that_was_asked_for() {
    let work = tempfile::tempdir().expect("a folder");
    let out = work.path().join("dated.zip");
    let plain = build(&mut coursepack(), Path::new(COURSE), &out);
    let dated = build(
        coursepack().env("SOURCE_DATE_EPOCH", "1700000000"),
        Path::new(COURSE),
        &out,
    );
    assert!(plain != dated);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(dated)).expect("a zip");
    for index in 0..archive.len() {
        let time = archive
            .by_index(index)
            .expect("an entry")
            .last_modified()
            .expect("a time");
        assert_eq!(
            (
                time.year(),
                time.month(),
                time.day(),
                time.hour(),
                time.minute()
            ),
            (2023, 11, 14, 22, 13)
        );
    }
}

#[test]
fn the_manifest_comes_first_and_the_rest_is_sorted() {
    let work = tempfile::tempdir().expect("a folder");
    let bytes = build(
        &mut coursepack(),
        Path::new(COURSE),
        &work.path().join("one.zip"),
    );
    let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let names: Vec<String> = (0..archive.len())
        .filter_map(|index| Some(archive.name_for_index(index)?.expect("a name").into_owned()))
        .collect();
    assert_eq!(names[0], "imsmanifest.xml");
    assert!(names[1..].is_sorted(), "{names:?}");
    for name in &names {
        let plain = |c: char| {
            c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '/')
        };
        assert!(name.chars().all(plain), "{name}");
    }
    let mut bases: Vec<&str> = names
        .iter()
        .filter_map(|name| name.rsplit('/').next())
        .collect();
    bases.sort_unstable();
    bases.dedup();
    assert_eq!(
        bases.len(),
        names.len(),
        "Open edX finds files by their base names"
    );
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_leaves_the_old_package_or_the_new_one() {
    let work = tempfile::tempdir().expect("a folder");
    let out = work.path().join("package.zip");
    let new = build(
        &mut coursepack(),
        Path::new(COURSE),
        &work.path().join("new.zip"),
    );
    let old = build(
        coursepack().env("SOURCE_DATE_EPOCH", "1700000000"),
        Path::new(COURSE),
        &out,
    );
    // How long a build takes here decides when it is killed: from at once to a little after its end.
    let started = std::time::Instant::now();
    build(
        &mut coursepack(),
        Path::new(COURSE),
        &work.path().join("timed.zip"),
    );
    let whole = started.elapsed();
    let (mut kept, mut replaced) = (0, 0);
    // At least sixty rounds; more on a machine that has become slower since, until a build gets to its end.
    for round in 0..400_u32 {
        if round >= 60 && replaced > 0 {
            break;
        }
        fs::write(&out, &old).expect("the old package");
        let mut child = coursepack()
            .args([COURSE, "--out"])
            .arg(&out)
            .spawn()
            .expect("it runs");
        std::thread::sleep(whole * round / 45);
        let _ = child.kill();
        child.wait().expect("it ends");
        let found = fs::read(&out).expect("there is a package");
        match (found == old, found == new) {
            (true, _) => kept += 1,
            (_, true) => replaced += 1,
            _ => panic!("round {round}: a piece of a package"),
        }
    }
    assert!(
        kept > 0 && replaced > 0,
        "{kept} kept, {replaced} replaced: the kills came at no telling moment"
    );
    build(&mut coursepack(), Path::new(COURSE), &out);
    let left: Vec<_> = fs::read_dir(work.path())
        .expect("the folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.contains(".tmp"))
        .collect();
    assert_eq!(
        left,
        Vec::<String>::new(),
        "what killed builds left is cleaned up by the next one"
    );
}
