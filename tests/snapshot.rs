//! Expected texts in files; `SNAPSHOTS=overwrite cargo test` writes them anew.

use std::fs;
use std::path::Path;

/// Compares a text with what a file of the repository says, or writes it there.
pub(crate) fn assert_matches(file: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        fs::write(&path, actual).expect("the expected text can be written");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "{file} differs; SNAPSHOTS=overwrite accepts what is new (+):\n{}",
        difference(&expected, actual)
    );
}

/// The lines from the first that differs to the last, old ones before new ones.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let start = old.iter().zip(&new).take_while(same).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev());
    let end = end.take(rest).take_while(same).count();
    let lines = |sign: char, lines: &[&str]| -> String {
        let lines = lines.iter().take(60);
        lines.map(|line| format!("{sign} {line}\n")).collect()
    };
    format!(
        "line {}\n{}{}",
        start + 1,
        lines('-', &old[start..old.len() - end]),
        lines('+', &new[start..new.len() - end])
    )
}
