//! What descriptors say about the course as a whole.

use super::site::Site;
use crate::course::{Course, Text};
use crate::package::{Contributor, Facts, License, Localised};

pub(super) fn facts(site: &Site<'_>) -> Facts {
    let course = site.course;
    let all = |texts: &[Text]| texts.iter().map(|text| localised(course, text)).collect();
    Facts {
        id: course.id.value.clone(),
        slug: crate::course::slug(&course.id.value),
        title: localised(course, &course.title),
        languages: course.languages.clone(),
        version: course.version.clone(),
        description: maybe(course, course.description.as_ref()),
        keywords: all(&course.keywords),
        contributors: course
            .authors
            .iter()
            .map(|author| Contributor {
                name: author.name.clone(),
                role: author.role.clone(),
            })
            .collect(),
        license: course.license.as_ref().map(|license| License {
            name: license.name.clone(),
            url: license.url.clone(),
        }),
        duration: course.duration.map(duration),
        audience: all(&course.audience),
        outcomes: course
            .outcomes
            .iter()
            .map(|outcome| localised(course, &outcome.text))
            .collect(),
        mastery: course
            .success
            .as_ref()
            .map(|success| (success.value * 10_000.0).round() / 100.0),
        completion: course.completion.lessons,
        generator: super::GENERATOR.to_owned(),
        place: Some(course.title.place.clone()),
    }
}

/// A text with the tags of its languages.
pub(super) fn localised(course: &Course, text: &Text) -> Localised {
    let tag =
        |language: &Option<String>| language.clone().unwrap_or_else(|| course.language.clone());
    Localised(
        text.parts
            .iter()
            .map(|(language, text)| (tag(language), text.clone()))
            .collect(),
    )
}

pub(super) fn maybe(course: &Course, text: Option<&Text>) -> Localised {
    text.map(|text| localised(course, text)).unwrap_or_default()
}

/// Seconds in ISO 8601.
pub(super) fn duration(seconds: u64) -> String {
    let mut out = "PT".to_owned();
    for (count, unit) in [
        (seconds / 3600, 'H'),
        (seconds / 60 % 60, 'M'),
        (seconds % 60, 'S'),
    ] {
        if count > 0 {
            out.push_str(&format!("{count}{unit}"));
        }
    }
    if out.len() == 2 {
        out.push_str("0S");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_iso_8601() {
        assert_eq!(
            [0, 59, 3600, 64_800, 3_661].map(duration),
            ["PT0S", "PT59S", "PT1H", "PT18H", "PT1H1M1S"]
        );
    }
}
