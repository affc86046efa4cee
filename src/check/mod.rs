//! Course in, checked course out: what it says makes sense as a whole, its files exist, its state fits.

mod assets;
mod budget;
mod identity;
mod questions;
mod references;
mod rules;
mod scos;
mod style;
mod theme;

pub(crate) use assets::Asset;
pub(crate) use budget::{DEVICE, Room, State, choice_bits, fnv, response_bits};
pub(crate) use scos::ScoPart;
pub(crate) use style::Sheet;
pub(crate) use theme::{Colours, Mode, Palette, Token};

use std::collections::BTreeMap;

use crate::course::{Course, Granularity};
use crate::definition::Folder;
use crate::finding::Findings;

/// A course that was found to make sense; later phases cannot be handed any other.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) course: Course,
    pub(crate) folder: Folder,
    /// Every file that the package takes over, by its path in the course's folder.
    pub(crate) assets: BTreeMap<String, Asset>,
    pub(crate) granularity: Granularity,
    /// What becomes a SCO, in order.
    pub(crate) scos: Vec<ScoPart>,
    /// The author's style sheet.
    pub(crate) sheet: Option<Sheet>,
    /// Every colour of its pages.
    pub(crate) colours: Colours,
}

impl Checked {
    /// The only part of the same course as one whole, whose state no LMS limits.
    pub(crate) fn whole(&self, findings: &mut Findings) -> Vec<ScoPart> {
        self.one(None, findings)
    }

    /// The only part of the same course as one SCO.
    pub(crate) fn one(&self, lms: Option<Room>, findings: &mut Findings) -> Vec<ScoPart> {
        let scos = scos::split(&self.course, Granularity::Course);
        budget::check(&self.course, scos, lms, findings)
    }
}

/// Checks a course; `None` when a finding is an error. `lms` is what room an LMS has for its state, if one keeps it.
pub(crate) fn check(
    course: Course,
    folder: Folder,
    granularity: Option<Granularity>,
    lms: Option<Room>,
    findings: &mut Findings,
) -> Option<Checked> {
    let granularity = granularity.unwrap_or(course.granularity);
    identity::check(&course, findings);
    references::check(&course, findings);
    questions::check(&course, findings);
    rules::check(&course, findings);
    let colours = theme::check(&course, findings);
    let css = course.theme.css.as_ref();
    let css = css.filter(|css| css.path.to_ascii_lowercase().ends_with(".css"));
    let sheet = css.and_then(|css| {
        // A sheet that is not there is reported with the other files.
        let source = folder.read(&css.path, None).ok()?;
        Some(style::read(&source, &css.path, findings))
    });
    let assets = assets::check(&course, sheet.as_ref(), &folder, findings);
    let scos = scos::split(&course, granularity);
    let scos = budget::check(&course, scos, lms, findings);
    (!findings.has_errors()).then_some(Checked {
        course,
        folder,
        assets,
        granularity,
        scos,
        sheet,
        colours,
    })
}
