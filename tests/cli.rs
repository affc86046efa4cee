//! The program as a shell runs it: transcripts of commands, and what no transcript can show.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::snapshot::assert_matches;

/// A transcript is a file of `tests/cli` that holds commands (`$ …`), each followed by its standard output, its
/// standard error (`! …`) and, unless it is 0, its exit code (`? …`). The commands run in a fresh folder, in the order
/// of the file, in bash with `pipefail`; `{root}` is the repository.
fn transcript(name: &str) {
    let file = format!("tests/cli/{name}.txt");
    let root = env!("CARGO_MANIFEST_DIR");
    let path = Path::new(root).join(&file);
    let text = fs::read_to_string(&path).expect("the transcript is there");
    let dir = tempfile::tempdir().expect("a fresh folder");
    let mut actual = String::new();
    for line in text.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            if actual.lines().any(|line| line.starts_with('$')) {
                actual.push('\n');
            }
            actual.push_str(&format!("$ {command}\n"));
            actual.push_str(&ran(&command.replace("{root}", root), dir.path()));
        }
    }
    assert_matches(&file, &actual);
}

/// What a command says and how it ends.
fn ran(command: &str, dir: &Path) -> String {
    let output = bash(command, dir).output().expect("bash runs");
    let mut text = String::from_utf8(output.stdout).expect("the output is UTF-8");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str("(no line feed)\n");
    }
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        text.push_str(format!("! {line}").trim_end());
        text.push('\n');
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => text.push_str(&format!("? {code}\n")),
        None => text.push_str("? ended by a signal\n"),
    }
    text
}

/// A shell that finds the program, without what a developer's environment may hold.
fn bash(command: &str, dir: &Path) -> Command {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_coursepack"));
    let folder = program.parent().expect("the program is in a folder");
    let path = format!(
        "{}:{}",
        folder.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let mut bash = Command::new("bash");
    bash.args(["-o", "pipefail", "-c", command])
        .current_dir(dir)
        .env("PATH", path)
        .stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "SOURCE_DATE_EPOCH"] {
        bash.env_remove(variable);
    }
    bash
}

/// The program itself.
fn coursepack(args: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_coursepack"));
    program.args(args).stdin(Stdio::null());
    program
}

fn stdout(args: &[&str]) -> String {
    let output = coursepack(args).output().expect("it runs");
    assert!(output.status.success(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

macro_rules! transcripts {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            transcript(&stringify!($name).replace('_', "-"));
        })*

        /// A transcript that no test plays would say nothing.
        #[test]
        fn every_transcript_is_played() {
            let played = [$(stringify!($name).replace('_', "-")),*];
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
            for file in fs::read_dir(folder).expect("the transcripts are there") {
                let path = file.expect("a file").path();
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                assert!(played.iter().any(|played| *played == name), "{name}");
            }
        }
    };
}

transcripts! { build check help help_of_commands explain new outcomes usage }

#[test]
fn completions_load() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&["completions", shell]);
        for word in ["build", "check", "explain", "granularity"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        // PowerShell and Elvish are seldom installed.
        loads(shell, &script);
    }
}

/// Has a shell read a script without running it, where there is such a shell.
fn loads(shell: &str, script: &str) {
    if !["bash", "zsh", "fish"].contains(&shell) {
        return;
    }
    let reader = Command::new(shell)
        .arg("-n")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut reader) = reader else {
        return;
    };
    let mut stdin = reader.stdin.take().expect("a pipe");
    stdin.write_all(script.as_bytes()).expect("it reads");
    drop(stdin);
    let output = reader.wait_with_output().expect("it ends");
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{shell}: {output:?}"
    );
}

#[test]
fn bash_completes_commands_and_values() {
    let dir = tempfile::tempdir().expect("a fresh folder");
    let complete = |words: &str| {
        let command = format!(
            "source <(coursepack completions bash); COMP_WORDS=(coursepack {words}); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _coursepack coursepack \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; \
             echo \"${{COMPREPLY[*]}}\""
        );
        ran(&command, dir.path())
    };
    assert_eq!(complete("bu"), "build\n");
    assert_eq!(complete("build --granularity m"), "module\n");
    assert_eq!(complete("check --output s"), "sarif\n");
}

#[test]
fn the_manual_page_has_every_command_and_no_fault() {
    let page = stdout(&["man"]);
    for command in [
        "build",
        "check",
        "new",
        "schema",
        "explain",
        "completions",
        "man",
    ] {
        assert!(
            page.contains(&format!(".SS \"coursepack {command} ")),
            "{command}"
        );
    }
    for heading in [
        "NAME",
        "SYNOPSIS",
        "COMMANDS",
        "GLOBAL OPTIONS",
        "EXIT STATUS",
        "EXAMPLES",
    ] {
        let bare = format!(".SH {heading}\n");
        let quoted = format!(".SH \"{heading}\"\n");
        assert!(page.contains(&bare) || page.contains(&quoted), "{heading}");
    }
    let dir = tempfile::tempdir().expect("a fresh folder");
    let warnings = "coursepack man | LC_ALL=C.UTF-8 groff -man -Tutf8 -ww -z -rLL=78n";
    if Command::new("groff").arg("--version").output().is_ok() {
        assert_eq!(ran(warnings, dir.path()), "");
    }
}

#[test]
fn a_reader_who_has_gone_is_no_failure() {
    for args in [
        ["explain", "--all"],
        ["man", "--quiet"],
        ["schema", "--quiet"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = coursepack(&args).stdout(writer).output().expect("it runs");
        assert!(output.status.success(), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
    }
}

#[test]
fn colours_are_for_terminals_or_for_who_asks() {
    let coloured = |args: &[&str]| stdout(args).contains('\x1b');
    assert!(!coloured(&["explain", "--all"]));
    assert!(coloured(&["explain", "--all", "--color", "always"]));
    assert!(!coloured(&["explain", "--all", "--color=never"]));
    assert!(!coloured(&["--help"]));
    assert!(coloured(&["--help", "--color=always"]));
}
