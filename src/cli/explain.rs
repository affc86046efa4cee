//! `explain`: what a code means, why it matters, how to mend it.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::{Exit, columns, show};
use crate::cli::args::Explain;
use crate::error::Error;
use crate::finding::{RULES, Rule, Severity, rule};
use crate::report::fenced;

pub(super) fn run(explain: &Explain) -> Result<Exit, Error> {
    if explain.codes.is_empty() && !explain.all {
        show(|out| list(explain.markdown, out))?;
        return Ok(Exit::Done);
    }
    let rules = if explain.all {
        RULES.to_vec()
    } else {
        let known = explain.codes.iter().map(|code| known(code));
        known.collect::<Result<_, _>>()?
    };
    // Explanations are read as prose: wider lines are harder to read.
    let width = columns(terminal_size::terminal_size_of(io::stdout())).min(80);
    show(|out| {
        for (index, rule) in rules.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            if explain.markdown {
                markdown(rule, out)?;
            } else {
                text(rule, width, out)?;
            }
        }
        Ok(())
    })?;
    Ok(Exit::Done)
}

/// The rule of a code, or the code that was meant.
fn known(code: &str) -> Result<&'static Rule, Error> {
    rule(code).ok_or_else(|| {
        let hint = match nearest(code) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`coursepack explain` lists all codes".to_owned(),
        };
        Error::Usage(format!("there is no code `{code}`; {hint}"))
    })
}

/// The code that is most like what was typed, with or without its first word.
fn nearest(typed: &str) -> Option<&'static str> {
    let typed = typed.to_ascii_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for rule in RULES {
        let code = rule.code.to_ascii_lowercase();
        let name = code.split_once('-').map_or(code.as_str(), |(_, name)| name);
        let alike = strsim::jaro_winkler(&typed, &code).max(strsim::jaro_winkler(&typed, name));
        if alike > 0.8 && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, rule.code));
        }
    }
    best.map(|(_, code)| code)
}

fn list(markdown: bool, out: &mut dyn Write) -> io::Result<()> {
    if markdown {
        writeln!(
            out,
            "| Code | Severity | What is wrong |\n| --- | --- | --- |"
        )?;
        for rule in RULES {
            writeln!(
                out,
                "| `{}` | {} | {} |",
                rule.code, rule.severity, rule.title
            )?;
        }
        return Ok(());
    }
    let longest = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    for rule in RULES {
        let style = style(rule.severity);
        writeln!(
            out,
            "{style}{:7}{style:#}  {:longest$}  {}",
            rule.severity.word(),
            rule.code,
            rule.title
        )?;
    }
    Ok(())
}

fn text(rule: &Rule, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let (style, bold) = (style(rule.severity), Style::new().bold());
    writeln!(
        out,
        "{style}{}[{}]{style:#}{bold}: {}{bold:#}\n",
        rule.severity, rule.code, rule.title
    )?;
    write!(out, "{}", wrapped(rule.why, "", width))?;
    write!(out, "\n{}", wrapped(rule.fix, "Fix: ", width))?;
    for (word, example) in examples(rule) {
        writeln!(out, "\n{bold}{word}:{bold:#}\n")?;
        for line in example.lines() {
            writeln!(out, "{}", format!("    {line}").trim_end())?;
        }
    }
    if !rule.source.is_empty() {
        write!(out, "\n{}", wrapped(rule.source, "Source: ", width))?;
    }
    Ok(())
}

fn markdown(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## `{}`\n", rule.code)?;
    writeln!(
        out,
        "**{}:** {}\n",
        capital(rule.severity.word()),
        rule.title
    )?;
    writeln!(out, "{}\n\n**Fix:** {}", rule.why, rule.fix)?;
    for (word, example) in examples(rule) {
        writeln!(out, "\n{word}:\n\n{}", fenced(example))?;
    }
    if !rule.source.is_empty() {
        writeln!(out, "\nSource: {}", rule.source)?;
    }
    Ok(())
}

fn examples(rule: &Rule) -> impl Iterator<Item = (&'static str, &'static str)> {
    [("Wrong", rule.wrong), ("Right", rule.right)]
        .into_iter()
        .filter(|(_, example)| !example.is_empty())
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::BrightGreen,
    };
    color.on_default().bold()
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_ascii_uppercase() + rest
}

/// Words in lines of at most this many characters; the first begins with a heading.
fn wrapped(words: &str, heading: &str, width: usize) -> String {
    let mut text = String::new();
    let mut line = heading.trim_end().to_owned();
    for word in words.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            text.push_str(&line);
            text.push('\n');
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    text + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_what_is_like_it() {
        assert_eq!(nearest("unknown-feild"), Some("COURSE-unknown-field"));
        assert_eq!(nearest("course-unknwn-field"), Some("COURSE-unknown-field"));
        assert_eq!(nearest("zzz"), None);
    }

    #[test]
    fn words_are_wrapped() {
        assert_eq!(
            wrapped("one two three", "Fix: ", 12),
            "Fix: one two\nthree\n"
        );
    }
}
