//! Identifiers of manifests from the author's ids: the same for the same id, never from a position.
//!
//! Each kind has its prefix, closed by an underscore. An underscore of the author's is escaped, so that what we add
//! with one can never meet an id. All are NCNames of at most 255 characters without `& | ( ) ~ = < > * { } ,`,
//! which mean something in prerequisites.

use std::fmt::Write as _;

use uuid::Uuid;

/// The longest that Moodle stores.
const MAX: usize = 255;

/// The identifier of the manifest: `c`, eight digits from the course's IRI, and its slug.
///
/// `SuccessFactors` looks at the first 15 characters only, so they differ between courses.
pub(super) fn manifest(iri: &str, slug: &str) -> String {
    cut(format!("c{}_{}", digits(iri, 8), escaped(slug)))
}

/// The identifier of the organization; one LMS wants less than ten characters.
pub(super) fn organization(iri: &str) -> String {
    format!("O_{}", digits(iri, 7))
}

/// The identifier of the item for a node of the tree.
pub(super) fn item(id: &str) -> String {
    cut(format!("I_{}", escaped(id)))
}

/// The identifier of the resource for a SCO.
pub(super) fn resource(id: &str) -> String {
    cut(format!("R_{}", escaped(id)))
}

/// The item around all others.
pub(super) const ROOT_ITEM: &str = "I_whole_course";
/// The resource of files that several SCOs use.
pub(super) const SHARED_RESOURCE: &str = "R_shared_files";

fn digits(text: &str, count: usize) -> String {
    let mut digits = Uuid::new_v5(&Uuid::NAMESPACE_URL, text.as_bytes())
        .simple()
        .to_string();
    digits.truncate(count);
    digits
}

/// Letters, digits, `-` and `.` stay; every other byte becomes `_` and two hexadecimal digits.
fn escaped(id: &str) -> String {
    id.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.' {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "_{byte:02x}");
        }
        out
    })
}

/// A very long identifier ends in a digest of itself.
fn cut(identifier: String) -> String {
    if identifier.len() <= MAX {
        return identifier;
    }
    let digest = digits(&identifier, 32);
    format!("{}_x{digest}", &identifier[..MAX - 34])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_never_meet() {
        let long = "a".repeat(300);
        let longer = "a".repeat(301);
        let ids = [
            "a",
            "a-b",
            "a.b",
            "a_b",
            "a_5fb",
            "whole_course",
            "shared_files",
            "shared-files",
            "é",
            long.as_str(),
            longer.as_str(),
        ];
        let mut all: Vec<String> = ids
            .iter()
            .flat_map(|id| [item(id), resource(id)])
            .chain([ROOT_ITEM.to_owned(), SHARED_RESOURCE.to_owned()])
            .chain([
                manifest("https://x.example/a", "a"),
                organization("https://x.example/a"),
            ])
            .collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
        for identifier in all {
            assert!(identifier.len() <= 255, "{identifier}");
            assert!(identifier.starts_with(|first: char| first.is_ascii_alphabetic()));
            assert!(
                identifier
                    .chars()
                    .all(|char| char.is_ascii_alphanumeric() || "-._".contains(char)),
                "{identifier}"
            );
        }
    }

    #[test]
    fn courses_differ_in_the_first_characters() {
        let first = manifest("https://courses.example.org/leadership", "leadership");
        let second = manifest("https://courses.example.org/leadership-2", "leadership");
        assert_ne!(first[..15], second[..15]);
        assert!(organization("https://courses.example.org/leadership").len() < 10);
    }
}
