//! The theme: an accent that can be read wherever the player uses it, and all other colours computed from it.

mod colour;
mod palette;
#[cfg(test)]
mod tests;

pub(crate) use palette::{Measured, Mode, Palette, Token};

use crate::course::Course;
use crate::finding::{Finding, Findings, code};
use colour::Colour;

/// The colours of a course in every mode, in the order of [`Mode::ALL`].
#[derive(Debug, Clone)]
pub(crate) struct Colours([Palette; 4]);

impl Colours {
    fn new(accent: Colour) -> Self {
        Self(Mode::ALL.map(|mode| Palette::new(accent, mode)))
    }

    /// Every pair of colours in every mode, with the mode's name.
    pub(crate) fn measured(&self) -> impl Iterator<Item = (&'static str, Measured)> + '_ {
        self.0
            .iter()
            .flat_map(|palette| palette.measured().map(|pair| (palette.mode.name(), pair)))
    }

    /// Those of one mode.
    pub(crate) fn of(&self, mode: Mode) -> &Palette {
        let at = Mode::ALL.iter().position(|known| *known == mode);
        &self.0[at.unwrap_or_default()]
    }
}

impl Default for Colours {
    fn default() -> Self {
        Self::new(palette::ACCENT)
    }
}

pub(super) fn check(course: &Course, findings: &mut Findings) -> Colours {
    let written = course.theme.accent.as_ref();
    let accent = written.and_then(|accent| Some((Colour::parse(&accent.value)?, &accent.place)));
    let Some((accent, place)) = accent else {
        return Colours::default();
    };
    let colours = Colours::new(accent);
    let failing = colours.of(Mode::LIGHT).failing();
    if let Some(worst) = failing.first() {
        let rest = match failing.len() - 1 {
            0 => String::new(),
            1 => ", and one more pair of colours fails".to_owned(),
            more => format!(", and {more} more pairs of colours fail"),
        };
        findings.push(
            Finding::new(
                &code::ACCENT_CONTRAST,
                format!(
                    "the accent cannot be read as {}: the contrast is {}:1 and has to be {}:1",
                    worst.pair.what,
                    shown(worst.ratio),
                    worst.need
                ),
            )
            .at(place.clone())
            .label(format!(
                "{} on {}{rest}",
                colours.of(Mode::LIGHT)[worst.pair.over],
                colours.of(Mode::LIGHT)[worst.pair.ground]
            ))
            .help(format!(
                "write `{}`, the nearest colour of this hue that passes everywhere",
                palette::nearest(accent)
            )),
        );
    }
    colours
}

/// Rounded down, so that nothing that fails looks as if it passed.
fn shown(ratio: f64) -> f64 {
    (ratio * 100.0).floor() / 100.0
}
