//! The zip writer before other people's readers, and what it leaves behind when it is stopped.

#![expect(clippy::print_stderr, reason = "what a test skips it says aloud")]

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use coursepack::archive::{Content, Entry, Options, Plan, Stamp, Written, write};
use coursepack::error::Error;

/// Tells a child of this test program which package to write, and where.
const CHILD: &str = "COURSEPACK_TEST_ARCHIVE_CHILD";

/// The same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes: Vec<u8> = (0..count.div_ceil(8))
            .flat_map(|_| self.next().to_le_bytes())
            .collect();
        bytes.truncate(count);
        bytes
    }

    fn text(&mut self, words: usize) -> String {
        const WORDS: [&str; 12] = [
            "ward", "patient", "measure", "change", "week", "team", "listen", "improve", "the",
            "and", "together", "care",
        ];
        let mut text = String::new();
        for _ in 0..words {
            text.push_str(WORDS[(self.next() % 12) as usize]);
            text.push(' ');
        }
        text
    }
}

/// Files of every kind: `media` is where those on disk are made.
fn plan(media: &Path, seed: u64) -> Plan<'static> {
    static PLAYER: &[u8] = include_bytes!("archive.rs");
    let mut random = Random(seed);
    let mut file = |name: &str, make: &dyn Fn(&mut Random) -> Vec<u8>| {
        let path = media.join(format!("{seed}-{name}"));
        // A child that writes the same package again finds its sources.
        let bytes = fs::metadata(&path).map_or_else(
            |_| {
                let bytes = make(&mut random);
                fs::write(&path, &bytes).expect("a source file");
                bytes.len() as u64
            },
            |metadata| metadata.len(),
        );
        Content::File(path, bytes)
    };
    let mut entries = vec![
        Entry::new("imsmanifest.xml", Content::Text("descriptor ".repeat(500))),
        Entry::new("theme.css", Content::Text(String::new())),
        Entry::new("player/player.js", Content::Static(PLAYER)),
        Entry::new("player/logo.png", Content::Static(PLAYER)),
        Entry::new(
            "media/small.mp4",
            file("small.mp4", &|random| random.bytes(1_000)),
        ),
        Entry::new(
            "media/large.mp4",
            file("large.mp4", &|random| random.bytes(9_000_001)),
        ),
        Entry::new("media/empty.mp3", file("empty.mp3", &|_| Vec::new())),
        Entry::new(
            "media/noise.bin",
            file("noise.bin", &|random| random.bytes(5_000_000)),
        ),
        Entry::new(
            "media/small-noise.bin",
            file("small.bin", &|random| random.bytes(50_000)),
        ),
        Entry::new(
            "media/data.csv",
            file("data.csv", &|random| random.text(1_000).into_bytes()),
        ),
        Entry::new(
            "media/large.csv",
            file("large.csv", &|random| {
                (random.text(400_000) + "end").repeat(3).into_bytes()
            }),
        ),
        Entry::new("course.js", Content::Bytes(Random(seed).bytes(300))),
    ];
    let mut random = Random(seed);
    for number in 0..600 {
        let text = random.text(800);
        entries.push(Entry::new(
            format!("lessons/lesson-{number}.html"),
            Content::lazy(move || text.clone()),
        ));
    }
    Plan { entries }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn build(plan: &Plan<'_>, target: &Path) -> Written {
    write(plan, target, &Options::default()).expect("a package")
}

fn on_threads<R: Send>(count: usize, work: impl FnOnce() -> R + Send) -> R {
    rayon::ThreadPoolBuilder::new()
        .num_threads(count)
        .build()
        .expect("threads")
        .install(work)
}

fn open(path: &Path) -> zip::ZipArchive<File> {
    zip::ZipArchive::new(File::open(path).expect("the package")).expect("a zip")
}

fn name(zip: &zip::ZipArchive<File>, index: usize) -> String {
    let name = zip.name_for_index(index).expect("an entry");
    name.expect("a name that can be read").into_owned()
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

/// What is to come out of an entry.
fn expected(content: &Content<'_>) -> Vec<u8> {
    match content {
        Content::Text(text) => text.clone().into_bytes(),
        Content::Bytes(bytes) => bytes.clone(),
        Content::Static(bytes) => bytes.to_vec(),
        Content::File(path, _) => fs::read(path).expect("the source"),
        Content::Lazy(make) => make().into_bytes(),
    }
}

#[test]
fn the_descriptor_is_first_and_the_rest_is_sorted_and_comes_out_whole() {
    let folder = folder();
    let target = folder.path().join("new/dist/a.zip");
    let plan = plan(folder.path(), 1);
    let written = build(&plan, &target);
    assert_eq!(written.path, target);
    assert_eq!(written.entries, plan.entries.len());
    assert_eq!(
        written.bytes,
        fs::metadata(&target).expect("the package").len()
    );
    assert_eq!(written.sha256, None);

    let mut zip = open(&target);
    let names: Vec<String> = (0..zip.len()).map(|index| name(&zip, index)).collect();
    assert_eq!(names[0], "imsmanifest.xml");
    assert!(names[1..].is_sorted());
    assert_eq!(names.len(), plan.entries.len());
    let mut last = None;
    for entry in &plan.entries {
        let mut found = zip.by_name(&entry.name).expect("the entry");
        let mut bytes = Vec::new();
        found.read_to_end(&mut bytes).expect("its bytes");
        assert!(bytes == expected(&entry.content), "{}", entry.name);
        assert_eq!(found.unix_mode(), Some(0o100_644));
        let time = found.last_modified().expect("a time");
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
        assert_eq!((time.hour(), time.minute(), time.second()), (0, 0, 0));
        last = last.max(Some(found.header_start()));
    }
    // The bytes lie in the order of the list.
    let starts: Vec<u64> = (0..zip.len())
        .map(|index| zip.by_index(index).expect("an entry").header_start())
        .collect();
    assert!(starts.is_sorted() && starts[0] == 0);
    assert_eq!(starts.last().copied(), last);
}

#[test]
fn media_are_stored_and_so_is_what_does_not_shrink() {
    let folder = folder();
    let target = folder.path().join("a.zip");
    build(&plan(folder.path(), 1), &target);
    let mut zip = open(&target);
    let mut method = |name: &str| zip.by_name(name).expect("the entry").compression();
    for name in [
        "media/small.mp4",
        "media/large.mp4",
        "media/empty.mp3",
        "player/logo.png",
        "theme.css",
        "media/noise.bin",
        "media/small-noise.bin",
        "course.js",
    ] {
        assert_eq!(method(name), zip::CompressionMethod::Stored, "{name}");
    }
    for name in [
        "imsmanifest.xml",
        "player/player.js",
        "media/data.csv",
        "media/large.csv",
        "lessons/lesson-0.html",
    ] {
        assert_eq!(method(name), zip::CompressionMethod::Deflated, "{name}");
    }
}

#[test]
fn the_bytes_are_the_same_for_any_number_of_threads_order_and_run() {
    let folder = folder();
    let target = folder.path().join("a.zip");
    let mut plan = plan(folder.path(), 1);
    let bytes = |plan: &Plan<'_>, threads| {
        on_threads(threads, || build(plan, &target));
        fs::read(&target).expect("the package")
    };
    let first = bytes(&plan, 1);
    for threads in [1, 2, 8] {
        assert!(bytes(&plan, threads) == first, "{threads} threads");
    }
    plan.entries[1..].reverse();
    assert!(bytes(&plan, 2) == first, "another order");
}

#[test]
fn the_digest_is_that_of_the_file() {
    let folder = folder();
    let target = folder.path().join("a.zip");
    let options = Options {
        digest: true,
        ..Options::default()
    };
    let written = write(&plan(folder.path(), 1), &target, &options).expect("a package");
    use sha2::Digest;
    let digest = sha2::Sha256::digest(fs::read(&target).expect("the package"));
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(written.sha256, Some(hex));
}

#[test]
fn the_stamp_is_on_every_entry() {
    let folder = folder();
    let target = folder.path().join("a.zip");
    let options = Options {
        stamp: Stamp::from_epoch(1_709_210_096),
        digest: false,
    };
    write(&plan(folder.path(), 1), &target, &options).expect("a package");
    let mut zip = open(&target);
    for index in 0..zip.len() {
        let entry = zip.by_index(index).expect("an entry");
        let time = entry.last_modified().expect("a time");
        assert_eq!(time.to_string(), "2024-02-29 12:34:56");
    }
}

#[test]
fn a_name_beyond_ascii_is_utf8_and_says_so() {
    let folder = folder();
    let target = folder.path().join("a.zip");
    let text = |name: &str| Entry::new(name, Content::Text("text".into()));
    build(
        &Plan {
            entries: vec![text("tincan.xml"), text("höhe.txt")],
        },
        &target,
    );
    let bytes = fs::read(&target).expect("the package");
    assert_eq!(bytes[6..8], [0, 0], "the flags of the first entry");
    let place = bytes[4..]
        .windows(4)
        .position(|window| window == b"PK\x03\x04")
        .expect("a second entry")
        + 4;
    assert_eq!(
        bytes[place + 6..place + 8],
        [0, 8],
        "the flags of the second"
    );
    assert_eq!(name(&open(&target), 1), "höhe.txt");
}

#[test]
fn names_that_clash_or_leave_the_package_are_refused() {
    let folder = folder();
    let target = folder.path().join("a.zip");
    for names in [
        ["a.txt", "a.txt"],
        ["media/a.txt", "media/A.txt"],
        ["a", "../b"],
        ["a", "/b"],
        ["a", "b//c"],
        ["a", "b\\c"],
        ["a", "b/"],
        ["a", ""],
    ] {
        let entries = names.map(|name| Entry::new(name, Content::Text(String::new())));
        let plan = Plan {
            entries: entries.into(),
        };
        let error = write(&plan, &target, &Options::default()).expect_err("a refusal");
        assert!(matches!(error, Error::Internal(_)), "{error}");
    }
    assert_eq!(names_in(folder.path()), [""; 0]);
}

#[test]
fn other_readers_accept_it() {
    let folder = folder();
    let target = folder.path().join("a.zip");
    let plan = plan(folder.path(), 1);
    build(&plan, &target);
    judge(&target, plan.entries.len());
}

/// Info-ZIP's and Python's verdict, where they are installed.
fn judge(target: &Path, entries: usize) {
    match Command::new("unzip").arg("-tqq").arg(target).output() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(error) => eprintln!("skipped: unzip: {error}"),
    }
    let script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))";
    match Command::new("python3")
        .args(["-c", script])
        .arg(target)
        .output()
    {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout);
            assert_eq!(said, format!("None {entries}\n"), "{output:?}");
        }
        Err(error) => eprintln!("skipped: python3: {error}"),
    }
}

/// Around the sizes at which a file is copied in segments or deflated in parts.
#[test]
fn files_of_every_size_come_out_whole() {
    let folder = folder();
    let target = folder.path().join("a.zip");
    let mut random = Random(3);
    let text = random.text(900_000).into_bytes();
    let noise = random.bytes(text.len());
    let mut plan = Plan::default();
    for size in [0, 1, 256 << 10, 1 << 20, 4 << 20] {
        for size in [size.max(1) - 1, size, size + 1] {
            let half = size.min(noise.len()) / 2;
            // Text, noise, and noise behind text that promised better.
            for (name, bytes) in [
                (format!("{size}.mp4"), &text[..size]),
                (format!("{size}.csv"), &text[..size]),
                (format!("{size}.bin"), &noise[..size.min(noise.len())]),
                (
                    format!("{size}.dat"),
                    &[&text[..half], &noise[..half]].concat()[..],
                ),
            ] {
                let path = folder.path().join(&name);
                fs::write(&path, bytes).expect("a source");
                let content = Content::File(path, bytes.len() as u64);
                plan.entries.retain(|entry| entry.name != name);
                plan.entries.push(Entry::new(name, content));
            }
        }
    }
    build(&plan, &target);
    let mut zip = open(&target);
    for entry in &plan.entries {
        let mut bytes = Vec::new();
        zip.by_name(&entry.name)
            .and_then(|mut found| Ok(found.read_to_end(&mut bytes)?))
            .expect("the entry");
        assert!(bytes == expected(&entry.content), "{}", entry.name);
    }
    judge(&target, plan.entries.len());
}

#[test]
fn more_entries_than_sixteen_bits_count() {
    for count in [65_535, 65_536] {
        let folder = folder();
        let target = folder.path().join("many.zip");
        let entries = (0..count)
            .map(|number| Entry::new(format!("{number}"), Content::Bytes(Vec::new())))
            .collect();
        build(&Plan { entries }, &target);
        let bytes = fs::read(&target).expect("the package");
        let has_zip64 = bytes[bytes.len() - 98..].starts_with(b"PK\x06\x06");
        assert_eq!(has_zip64, count > 65_535);
        assert_eq!(open(&target).len(), count);
        judge(&target, count);
    }
}

/// Writes 4.1 GiB: `cargo test --release -- --ignored four_gib`.
#[test]
#[ignore = "takes 4.1 GiB of disk and some seconds"]
fn a_file_over_four_gib_and_what_follows_it() {
    let folder = folder();
    let target = folder.path().join("large.zip");
    let size = 4_402_341_478;
    let hole = |name: &str| {
        let path = folder.path().join(name);
        File::create(&path)
            .and_then(|file| file.set_len(size))
            .expect("a hole");
        Entry::new(name, Content::File(path, size))
    };
    let after = || Entry::new("z.txt", Content::Text("after".into()));
    for name in ["a.mp4", "a.csv"] {
        build(
            &Plan {
                entries: vec![hole(name), after()],
            },
            &target,
        );
        assert_eq!(open(&target).by_name(name).expect("the entry").size(), size);
        judge(&target, 2);
    }
}

#[test]
fn a_source_that_vanished_or_changed_is_named_and_nothing_is_left() {
    let folder = folder();
    let media = folder.path().join("media");
    let dist = folder.path().join("dist");
    fs::create_dir(&media).expect("a folder");
    let target = dist.join("a.zip");
    build(&plan(&media, 1), &target);
    let old = fs::read(&target).expect("the package");
    let plan = plan(&media, 2);
    for name in [
        "small.mp4",
        "large.mp4",
        "large.csv",
        "data.csv",
        "noise.bin",
    ] {
        let path = media.join(format!("2-{name}"));
        let bytes = fs::read(&path).expect("a source");
        for length in [None, Some(7), Some(40_000_000)] {
            match length {
                None => fs::remove_file(&path).expect("a source"),
                Some(length) => File::options()
                    .write(true)
                    .open(&path)
                    .and_then(|file| file.set_len(length))
                    .expect("a source"),
            }
            let error = write(&plan, &target, &Options::default()).expect_err(name);
            match (&error, length) {
                (
                    Error::File {
                        action: "read",
                        path: named,
                        ..
                    },
                    None,
                ) => assert_eq!(named, &path),
                (
                    Error::Changed {
                        path: named, found, ..
                    },
                    Some(length),
                ) => {
                    assert_eq!((named, *found), (&path, length));
                }
                _ => panic!("{error}"),
            }
            assert!(error.to_string().contains(name), "{error}");
            assert_eq!(names_in(&dist), ["a.zip"]);
            assert!(fs::read(&target).expect("the package") == old);
            fs::write(&path, &bytes).expect("the source again");
        }
    }
    build(&plan, &target);
}

/// Not a test of its own: other tests start this program again to have a process that they can stop.
#[test]
#[ignore = "started by other tests"]
#[expect(
    clippy::print_stdout,
    clippy::exit,
    reason = "the other test reads both"
)]
fn child() {
    let Some(order) = std::env::var_os(CHILD) else {
        return;
    };
    let [media, target, seed] = std::env::split_paths(&order).collect::<Vec<_>>()[..]
        .to_vec()
        .try_into()
        .map(|paths: [PathBuf; 3]| paths)
        .expect("an order");
    let seed = seed.to_string_lossy().parse().expect("a seed");
    if let Err(error) = write(&plan(&media, seed), &target, &Options::default()) {
        println!("full={} {error}", error.is_disk_full());
        std::process::exit(3);
    }
}

/// The command of that child; what `around` begins with runs it as `"$0" "$@"`.
fn child_of(around: &[&str], media: &Path, target: &Path, seed: u64) -> Command {
    let program = std::env::current_exe().expect("this program");
    let mut command = match around {
        [] => Command::new(program),
        [shell, arguments @ ..] => {
            let mut command = Command::new(shell);
            command.args(arguments).arg(program);
            command
        }
    };
    let order = std::env::join_paths([media, target, Path::new(&seed.to_string())]);
    command
        .args(["archive::child", "--exact", "--ignored", "--nocapture"])
        .env(CHILD, order.expect("paths"))
        .stdin(Stdio::null());
    command
}

#[test]
#[cfg(unix)]
fn killed_at_any_moment_the_old_or_the_new_package_is_there() {
    use std::os::unix::process::ExitStatusExt;
    let folder = folder();
    let dist = folder.path().join("dist");
    let target = dist.join("a.zip");
    let child = || {
        let mut command = child_of(&[], folder.path(), &target, 2);
        command.stdout(Stdio::null());
        command.spawn().expect("a child")
    };
    // The new one, and how long it takes once its sources are there.
    assert!(child().wait().expect("a child").success());
    let start = Instant::now();
    assert!(child().wait().expect("a child").success());
    let time = start.elapsed();
    let new = fs::read(&target).expect("the new package");
    build(&plan(folder.path(), 1), &target);
    let old = fs::read(&target).expect("the old package");
    assert!(old != new);

    let mut random = Random(7);
    let (mut killed, mut left) = (0, 0);
    for round in 0.. {
        if killed >= 60 && left > 0 {
            break;
        }
        assert!(
            round < 500,
            "{killed} children were killed, {left} left a piece"
        );
        let mut child = child();
        let share = (random.next() % 1_000) as f64 / 1_000.0;
        thread::sleep(Duration::from_secs_f64(time.as_secs_f64() * share));
        child.kill().expect("a kill");
        let status = child.wait().expect("a child");
        killed += usize::from(status.signal() == Some(9));
        let found = fs::read(&target).expect("a package");
        assert!(
            found == old || found == new,
            "round {round}: a piece of a package"
        );
        left = left.max(names_in(&dist).len() - 1);
        if found == new {
            fs::write(&target, &old).expect("the old package");
        }
    }
    build(&plan(folder.path(), 2), &target);
    assert!(fs::read(&target).expect("the new package") == new);
    assert_eq!(names_in(&dist), ["a.zip"]);
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_a_clear_error_and_leaves_the_old_package() {
    let folder = folder();
    let dist = folder.path().join("dist");
    fs::create_dir(&dist).expect("a folder");
    let target = dist.join("a.zip");
    let run = |around: &[&str]| {
        let output = child_of(around, folder.path(), &target, 1)
            .env("DIST", &dist)
            .output()
            .expect("a child");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), said)
    };
    let told = format!(
        "full=true cannot write {}: the disk is full",
        target.display()
    );
    let after = r#"; code=$?; ls -A "$DIST"; cat "$DIST/a.zip"; exit $code"#;

    // A limit on the size of files stands in everywhere.
    fs::write(&target, "old\n").expect("an old package");
    let limited = format!(r#"trap '' XFSZ; (ulimit -f 24000; exec "$0" "$@"){after}"#);
    let (code, said) = run(&["sh", "-c", &limited]);
    assert_eq!(code, Some(3), "{said}");
    assert!(
        said.contains(&told) && said.ends_with("a.zip\nold\n"),
        "{said}"
    );

    // A small disk of the child's own, where that is allowed.
    let mounted = format!(
        r#"mount -t tmpfs -o size=4m tmpfs "$DIST" || exit 9; echo old >"$DIST/a.zip"; "$0" "$@"{after}"#
    );
    match Command::new("unshare").arg("--version").output() {
        Ok(_) => match run(&[
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            &mounted,
        ]) {
            (Some(3), said) => {
                assert!(
                    said.contains(&told) && said.ends_with("a.zip\nold\n"),
                    "{said}"
                );
            }
            (Some(0), said) => panic!("no error on a full disk: {said}"),
            (code, said) => eprintln!("skipped: a small disk cannot be mounted: {code:?} {said}"),
        },
        Err(error) => eprintln!("skipped: a small disk needs unshare: {error}"),
    }
}
