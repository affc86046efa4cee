//! `theme.css`: every colour of the course, for light and dark, for more contrast and for paper; and the links to all
//! style sheets.

use super::escape;
use super::site::Site;
use crate::check::{Colours, Mode, Palette, Token};
use crate::course::{Font, FontFile, License, Theme};

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

/// The author's style sheet in its layer, with the path that it was read from.
pub(super) fn own<'s>(site: &'s Site<'_>) -> Option<(&'s str, String)> {
    let css = site.course.theme.css.as_ref()?;
    // All files that authors name are packaged into one folder.
    let beside = |path: &str| {
        let name = site
            .checked
            .assets
            .get(path)
            .map(|asset| asset.name.as_str());
        name.and_then(|name| name.rsplit('/').next())
            .unwrap_or("")
            .to_owned()
    };
    Some((
        css.path.as_str(),
        site.checked.sheet.as_ref()?.layered(beside),
    ))
}

/// Black on white, and no tint that would only cost ink; the accent is that of the light colours.
const PAPER: &str = "--c-link:#000;--c-bg:#fff;--c-surface:#fff;--c-text:#000;--c-muted:#444;--c-border:#bbb;\
                     --c-tint:#fff;--c-ok-tint:#fff;--c-warn-tint:#fff;";

/// The whole sheet.
pub(super) fn css(site: &Site<'_>) -> String {
    let theme = &site.course.theme;
    let address = |file: &FontFile| {
        let asset = site.checked.assets.get(&file.src.path);
        asset.map_or_else(String::new, |asset| asset.name.clone())
    };
    let mut out: String = theme.fonts().map(|font| faces(font, address)).collect();
    out.push_str(&sheet(&site.checked.colours, &families(theme)));
    out
}

/// The files of a font, under its name and its license.
fn faces(font: &Font, address: impl Fn(&FontFile) -> String) -> String {
    let License { name, url } = &font.license;
    let notice = format!(
        "{}: {name} {}",
        font.family,
        url.as_deref().unwrap_or_default()
    );
    let mut out = format!("/* {} */\n", notice.trim_end().replace("*/", "* /"));
    for file in &font.files {
        let weight = file
            .weight
            .as_ref()
            .map(|weight| format!("font-weight:{};", weight));
        out.push_str(&format!(
            "@font-face {{font-family:{};src:url({}) format(\"woff2\");{}{}font-display:swap}}\n",
            quoted(&font.family),
            quoted(&address(file)),
            weight.unwrap_or_default(),
            if file.italic {
                "font-style:italic;"
            } else {
                ""
            },
        ));
    }
    out
}

/// The stacks of fonts, where the course has its own.
fn families(theme: &Theme) -> String {
    const SYSTEM: &str = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif";
    let heads = theme.headings.as_ref().or(theme.body.as_ref());
    [("--font-body", theme.body.as_ref()), ("--font-head", heads)]
        .into_iter()
        .filter_map(|(name, font)| Some(format!("{name}:{},{SYSTEM};", quoted(&font?.family))))
        .collect()
}

/// A text of a style sheet.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // A line's end would end the text.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Colours in the layer `theme`, over the player's `base` and under the author's `course`. Dark is what the device says
/// unless the learner chose (`data-theme`), and never on paper.
fn sheet(colours: &Colours, fonts: &str) -> String {
    const CHOSEN: &str = ":root[data-theme=dark]";
    const DEVICE: &str = ":root:not([data-theme=light])";
    let [light, dark] = [Mode::LIGHT, Mode::DARK].map(|mode| colours.of(mode));
    let all = |palette| tokens(palette, None);
    let more = |mode, less| tokens(colours.of(mode), Some(less));
    let (light_more, dark_more) = (more(Mode::LIGHT_MORE, light), more(Mode::DARK_MORE, dark));
    let (light, dark) = (all(light), all(dark));
    format!(
        "@layer theme{{\n\
         :root{{color-scheme:light;{light}{fonts}}}\n\
         @media (prefers-contrast:more){{:root{{{light_more}}}}}\n\
         @media screen{{{CHOSEN}{{color-scheme:dark;{dark}}}}}\n\
         @media screen and (prefers-color-scheme:dark){{{DEVICE}{{color-scheme:dark;{dark}}}}}\n\
         @media screen and (prefers-contrast:more){{{CHOSEN}{{{dark_more}}}}}\n\
         @media screen and (prefers-contrast:more) and (prefers-color-scheme:dark){{{DEVICE}{{{dark_more}}}}}\n\
         @media print{{:root{{{PAPER}}}}}\n\
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
        let sheet = sheet(&Colours::default(), "");
        assert!(sheet.len() < 2200, "{} bytes", sheet.len());
        for token in Token::ALL {
            assert!(
                sheet.matches(&format!("{}:", token.name())).count() >= 3,
                "{token:?}"
            );
        }
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
    }

    #[test]
    fn the_player_uses_no_colour_that_no_theme_has() {
        let names: Vec<&str> = Token::ALL.map(Token::name).to_vec();
        let used = crate::player::STYLE.split("var(").skip(1);
        for name in used.filter_map(|rest| rest.split([')', ',']).next()) {
            assert!(!name.starts_with("--c-") || names.contains(&name), "{name}");
        }
    }
}
