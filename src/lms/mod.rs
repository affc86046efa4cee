//! What is known of learning management systems: one file of facts an LMS, each with its source, date and confidence.
//!
//! The facts are data, so that whoever knows an LMS better can mend them. `build --lms NAME` adapts a package to them.

use std::sync::LazyLock;

use serde::Deserialize;

/// Every profile and the name that it has on the command line.
const FILES: &[(&str, &str)] = &[
    ("chamilo", include_str!("chamilo.toml")),
    ("cornerstone", include_str!("cornerstone.toml")),
    ("docebo", include_str!("docebo.toml")),
    ("moodle", include_str!("moodle.toml")),
    ("open-edx", include_str!("open-edx.toml")),
    ("talentlms", include_str!("talentlms.toml")),
    ("tovuti", include_str!("tovuti.toml")),
];

/// What is known of one LMS.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What it is called on the command line.
    #[serde(skip)]
    pub name: &'static str,
    /// What people call it.
    pub title: String,
    /// Which formats it imports.
    pub formats: Formats,
    /// What it makes of an order between the SCOs of SCORM 2004, if not what the standard says.
    pub order: Option<Order>,
    /// How many SCOs it plays, if not any number.
    pub scos: Option<Scos>,
    /// How large a package may be.
    pub size: Option<Size>,
}

/// Where a fact comes from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// A page, a file of its source or an issue.
    pub source: String,
    /// When that was read, as year and month.
    pub date: String,
    /// `A`: its maker's word or its source; `B`: one credible report; `C`: hearsay.
    pub confidence: String,
}

/// Which formats an LMS imports.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formats {
    /// Their names on the command line.
    pub names: Vec<String>,
    /// Where that comes from.
    pub known: Known,
}

/// What an LMS makes of rules between the SCOs of SCORM 2004.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// In a sentence, after the LMS's name.
    pub why: String,
    /// Where that comes from.
    pub known: Known,
}

/// How many SCOs of a package an LMS plays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scos {
    /// At most.
    pub most: usize,
    /// Where that comes from.
    pub known: Known,
}

/// How large a package may be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// In bytes.
    pub bytes: u64,
    /// Where that comes from.
    pub known: Known,
}

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    FILES
        .iter()
        .filter_map(|(name, text)| {
            let profile: Profile = toml::from_str(text).ok()?;
            Some(Profile { name, ..profile })
        })
        .collect()
});

/// Every profile, sorted by name.
pub fn all() -> &'static [Profile] {
    &PROFILES
}

/// The profile of this name.
pub fn named(name: &str) -> Option<&'static Profile> {
    all().iter().find(|profile| profile.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Format;

    #[test]
    fn every_profile_is_read_and_says_where_it_knows_from() {
        for (name, text) in FILES {
            let profile: Profile =
                toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let known = [
                Some(&profile.formats.known),
                profile.order.as_ref().map(|fact| &fact.known),
                profile.scos.as_ref().map(|fact| &fact.known),
                profile.size.as_ref().map(|fact| &fact.known),
            ];
            for known in known.into_iter().flatten() {
                assert!(!known.source.is_empty(), "{name}");
                assert_eq!(known.date.len(), "2026-11".len(), "{name}");
                assert!(
                    ["A", "B", "C"].contains(&known.confidence.as_str()),
                    "{name}"
                );
            }
            for format in &profile.formats.names {
                let known = Format::ALL.iter().any(|known| known.name() == format);
                assert!(known, "{name}: {format}");
            }
        }
        assert_eq!(all().len(), FILES.len());
        assert!(FILES.is_sorted());
    }
}
