//! `theme.css`: every colour of the course, for light and dark, for more contrast and for paper; and the links to all
//! style sheets.

use super::escape;
use super::site::Site;
use crate::check::{Colours, Mode, Palette, Token};

/// The style sheets of a page: the player's, the theme, and the author's own last.
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

/// Black on white, and no tint that would only cost ink; the accent is that of the light colours.
const PAPER: &str = "--c-link:#000;--c-bg:#fff;--c-surface:#fff;--c-text:#000;--c-muted:#444;--c-border:#bbb;\
                     --c-tint:#fff;--c-ok-tint:#fff;--c-warn-tint:#fff;";

/// The whole sheet.
pub(super) fn css(site: &Site<'_>) -> String {
    sheet(&site.checked.colours)
}

/// Colours in the layer `theme`, over the player's `base` and under the author's `course`. Dark is what the device says
/// unless the learner chose (`data-theme`), and never on paper.
fn sheet(colours: &Colours) -> String {
    const CHOSEN: &str = ":root[data-theme=dark]";
    const DEVICE: &str = ":root:not([data-theme=light])";
    let [light, dark] = [Mode::LIGHT, Mode::DARK].map(|mode| colours.of(mode));
    let all = |palette| tokens(palette, None);
    let more = |mode, less| tokens(colours.of(mode), Some(less));
    let (light_more, dark_more) = (more(Mode::LIGHT_MORE, light), more(Mode::DARK_MORE, dark));
    let (light, dark) = (all(light), all(dark));
    format!(
        "@layer theme {{\n\
         :root {{color-scheme:light;{light}}}\n\
         @media (prefers-contrast:more) {{:root {{{light_more}}}}}\n\
         @media screen {{{CHOSEN} {{color-scheme:dark;{dark}}}}}\n\
         @media screen and (prefers-color-scheme:dark) {{{DEVICE} {{color-scheme:dark;{dark}}}}}\n\
         @media screen and (prefers-contrast:more) {{{CHOSEN} {{{dark_more}}}}}\n\
         @media screen and (prefers-contrast:more) and (prefers-color-scheme:dark) {{{DEVICE} {{{dark_more}}}}}\n\
         @media print {{:root {{{PAPER}}}}}\n\
         }}\n"
    )
}

/// The colours, or only those that differ from `others`.
fn tokens(palette: &Palette, others: Option<&Palette>) -> String {
    Token::ALL
        .iter()
        .filter(|token| others.is_none_or(|others| others[**token] != palette[**token]))
        .map(|token| format!("{}:{};", token.name(), palette[*token]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_is_small_and_complete() {
        let sheet = sheet(&Colours::default());
        assert!(sheet.len() < 2200, "{} bytes", sheet.len());
        for token in Token::ALL {
            assert!(
                sheet.matches(&format!("{}:", token.name())).count() >= 3,
                "{token:?}"
            );
        }
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
    }
}
