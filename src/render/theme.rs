//! `theme.css`: the author's colour, readable on light and dark; and the links to all style sheets.

use super::escape;
use super::site::Site;

type Colour = [f64; 3];

/// The player's light background and its dark surface; text in the author's colour stands on them.
const LIGHT: Colour = [246.0, 245.0, 241.0];
const DARK: Colour = [29.0, 33.0, 37.0];
const WHITE: Colour = [255.0; 3];
const BLACK: Colour = [0.0; 3];
/// What WCAG asks of text.
const CONTRAST: f64 = 4.5;

/// The style sheets of a page: the player's, the colour, and the author's own last, whose rules win.
pub(super) fn links(site: &Site<'_>, up: &str) -> String {
    let own = site.course.theme.css.as_ref();
    let own = own.and_then(|css| site.checked.assets.get(&css.path));
    let names = ["player/player.css", super::THEME].into_iter();
    let mut out = String::new();
    for name in names.chain(own.map(|asset| asset.name.as_str())) {
        out.push_str("<link rel=\"stylesheet\" href=\"");
        out.push_str(up);
        escape::path(&mut out, name);
        out.push_str("\">\n");
    }
    out
}

/// The colour as custom properties of the player's style sheet.
pub(super) fn css(site: &Site<'_>) -> String {
    let theme = &site.course.theme;
    let mut out = String::new();
    if let Some(accent) = theme
        .accent
        .as_ref()
        .and_then(|accent| parse(&accent.value))
    {
        let readable = toward(accent, BLACK, LIGHT);
        let lightened = toward(accent, WHITE, DARK);
        out.push_str(&format!(
            ":root {{ --c-accent: {}; --c-accent-text: {}; }}\n",
            hex(accent),
            on(accent)
        ));
        if readable != accent {
            out.push_str(&format!(
                "@media screen and (prefers-color-scheme: light) {{ :root {{ --c-link: {}; }} }}\n",
                hex(readable)
            ));
        }
        out.push_str(&format!(
            "@media screen and (prefers-color-scheme: dark) {{ :root {{ --c-accent: {}; --c-accent-text: {}; --c-link: {0}; }} }}\n",
            hex(lightened),
            on(lightened)
        ));
    }
    if out.is_empty() {
        out.push_str(":root {}\n");
    }
    out
}

/// `#rgb` and `#rrggbb`.
fn parse(text: &str) -> Option<Colour> {
    let digits = text.trim().strip_prefix('#')?;
    let value = |at: usize| {
        digits
            .get(at..=at)
            .and_then(|digit| u8::from_str_radix(digit, 16).ok())
    };
    let mut colour = BLACK;
    for (at, part) in colour.iter_mut().enumerate() {
        let (high, low) = match digits.len() {
            3 => (value(at)?, value(at)?),
            6 => (value(2 * at)?, value(2 * at + 1)?),
            _ => return None,
        };
        *part = f64::from(high * 16 + low);
    }
    Some(colour)
}

fn hex(colour: Colour) -> String {
    let [red, green, blue] = colour.map(|part| format!("{:02x}", part.round() as u8));
    format!("#{red}{green}{blue}")
}

/// Relative luminance, as WCAG defines it.
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = part.round() / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Text on the colour.
fn on(colour: Colour) -> &'static str {
    if contrast(colour, WHITE) >= contrast(colour, BLACK) {
        "#fff"
    } else {
        "#000"
    }
}

/// The colour, moved only as far as it must to be readable on `ground`.
fn toward(colour: Colour, end: Colour, ground: Colour) -> Colour {
    (0..=50)
        .map(|step| f64::from(step) / 50.0)
        .map(|share| {
            std::array::from_fn(|at| (colour[at] + (end[at] - colour[at]) * share).round())
        })
        .find(|mixed| contrast(*mixed, ground) >= CONTRAST)
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_accent_becomes_readable() {
        for text in ["#000", "#fff", "#1d4f7c", "#ffd700", "#808080", "#00ff00"] {
            let accent = parse(text).expect("a colour");
            assert!(
                contrast(toward(accent, WHITE, DARK), DARK) >= CONTRAST,
                "{text}"
            );
            assert!(
                contrast(toward(accent, BLACK, LIGHT), LIGHT) >= CONTRAST,
                "{text}"
            );
        }
        assert_eq!(hex(parse("#1D4f7c").expect("a colour")), "#1d4f7c");
        assert_eq!(on(WHITE), "#000");
        assert!(parse("red").is_none());
    }
}
