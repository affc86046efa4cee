//! `man`: the manual page, all commands in one.

use std::io;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::args::{Args, examples};
use super::{Exit, show};
use crate::error::Error;

/// What the environment changes.
const ENVIRONMENT: [(&str, &str); 2] = [
    (
        "NO_COLOR",
        "If set and not empty, no colours are used unless --color always is given.",
    ),
    (
        "SOURCE_DATE_EPOCH",
        "The time of every file in a package, in seconds since 1970.",
    ),
];

pub(super) fn run() -> Result<Exit, Error> {
    let page = page()?;
    show(|out| out.write_all(&page))?;
    Ok(Exit::Done)
}

fn page() -> io::Result<Vec<u8>> {
    let mut command = Args::command();
    command.build();
    let man = Man::new(command.clone()).manual("coursepack");

    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;

    heading(&mut page, "SH", "COMMANDS")?;
    for subcommand in command.get_subcommands() {
        of_command(subcommand, &mut page)?;
    }

    page.extend(global_options(&man)?);

    // The help of the whole program has its examples, then its exit codes.
    let (program, exit) = examples::ALL
        .split_once("\n\n")
        .unwrap_or((examples::ALL, ""));
    heading(&mut page, "SH", "EXIT STATUS")?;
    verbatim(&mut page, exit)?;
    heading(&mut page, "SH", "ENVIRONMENT")?;
    let mut roff = Roff::new();
    for (name, meaning) in ENVIRONMENT {
        roff.control("TP", []);
        roff.text([bold(name)]);
        roff.text([roman(meaning)]);
    }
    roff.to_writer(&mut page)?;
    heading(&mut page, "SH", "EXAMPLES")?;
    verbatim(&mut page, program)?;
    Ok(page)
}

/// A command as a part of the page.
fn of_command(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    // Help has its place among the global options.
    let command = command.clone().mut_arg("help", |arg| arg.hide(true));
    let man = Man::new(command.clone());
    let usage = command.clone().render_usage().to_string();
    heading(page, "SS", usage.trim_start_matches("Usage: "))?;
    page.extend(without_heading(|part| {
        man.render_description_section(part)
    })?);
    if command
        .get_arguments()
        .any(|arg| !arg.is_hide_set() && !arg.is_global_set())
    {
        let options = without_heading(|part| man.render_options_section(part))?;
        page.extend(until_heading(&options));
    }
    if let Some(examples) = command.get_after_long_help() {
        let mut roff = Roff::new();
        roff.control("PP", []);
        roff.text([roman("Examples:")]);
        roff.to_writer(page)?;
        verbatim(page, &examples.to_string())?;
    }
    Ok(())
}

/// What every command takes; it has a heading of its own.
fn global_options(man: &Man) -> io::Result<Vec<u8>> {
    let mut part = Vec::new();
    man.render_options_section(&mut part)?;
    let part = String::from_utf8_lossy(&part).into_owned();
    let at = part.find(".SH \"GLOBAL").unwrap_or(0);
    Ok(part.as_bytes()[at..].to_vec())
}

fn heading(page: &mut Vec<u8>, kind: &str, text: &str) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control(kind, [text]);
    roff.to_writer(page)
}

/// Lines as they are, without their own first heading.
fn verbatim(page: &mut Vec<u8>, text: &str) -> io::Result<()> {
    let mut roff = Roff::new();
    roff.control("PP", []);
    roff.control("nf", []);
    for line in text.lines().skip(1) {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
    roff.to_writer(page)
}

/// A section without its first line.
fn without_heading(render: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut part = Vec::new();
    render(&mut part)?;
    let text = String::from_utf8_lossy(&part);
    Ok(text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with(".SH DESCRIPTION") && !line.starts_with(".SH OPTIONS"))
        .collect::<String>()
        .into_bytes())
}

/// What stands before the next heading.
fn until_heading(part: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(part);
    let end = text.find(".SH ").unwrap_or(text.len());
    text.as_bytes()[..end].to_vec()
}
