use proptest::prelude::*;

use super::colour::Colour;
use super::palette::{self, ACCENT, Mode, PAIRS, Palette, Token};

fn accepted(accent: Colour) -> bool {
    Palette::new(accent, Mode::LIGHT).failing().is_empty()
}

/// Every pair of every mode, with its colours where it fails.
fn failures(accent: Colour) -> Vec<String> {
    Mode::ALL
        .into_iter()
        .map(|mode| Palette::new(accent, mode))
        .flat_map(|palette| {
            let name = palette.mode.name();
            let say = move |ratio: f64, over, ground, need| {
                format!("{name}: {over} on {ground}: {ratio:.2} < {need}")
            };
            palette
                .failing()
                .into_iter()
                .map(|pair| {
                    say(
                        pair.ratio,
                        palette[pair.pair.over],
                        palette[pair.pair.ground],
                        pair.need,
                    )
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn no_pair_is_listed_twice() {
    for (at, pair) in PAIRS.iter().enumerate() {
        let same = |other: &&palette::Pair| other.over == pair.over && other.ground == pair.ground;
        assert_eq!(PAIRS[at..].iter().filter(same).count(), 1, "{pair:?}");
    }
}

#[test]
fn every_pair_passes_with_the_default_accent() {
    assert_eq!(failures(ACCENT), [""; 0]);
}

#[test]
fn every_colour_of_the_light_theme_is_the_one_that_was_designed() {
    for (accent, mode, token, colour) in [
        (0x1d_4f7c, Mode::LIGHT, Token::Accent, "#1d4f7c"),
        (0x1d_4f7c, Mode::LIGHT, Token::Link, "#1d4f7c"),
        (0x1d_4f7c, Mode::LIGHT, Token::AccentText, "#fff"),
        (0x1d_4f7c, Mode::LIGHT, Token::Muted, "#59626b"),
        (0x1d_4f7c, Mode::DARK, Token::Muted, "#a9b0b7"),
        (0x1d_4f7c, Mode::DARK, Token::Ok, "#7cd0a0"),
    ] {
        let palette = Palette::new(Colour::hex(accent), mode);
        assert_eq!(palette[token].to_string(), colour, "{token:?}");
    }
}

#[test]
fn pale_accents_are_refused_and_the_suggestion_is_near() {
    let better = [
        "#ffd700", "#ff0000", "#808080", "#00ff00", "#fff", "#3399ff",
    ]
    .map(|accent| {
        let accent = Colour::parse(accent).expect("a colour");
        assert!(!accepted(accent), "{accent}");
        palette::nearest(accent).to_string()
    });
    assert_eq!(
        better,
        [
            "#7f6b09", "#db0000", "#6c6c6c", "#017e00", "#6c6c6c", "#006dc5"
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is accepted can be read in every mode; whatever is refused has a suggestion of its hue that is accepted.
    #[test]
    fn every_accent_can_be_read_or_is_refused(value in 0u32..=0xff_ffff) {
        let accent = Colour::hex(value);
        if accepted(accent) {
            prop_assert_eq!(failures(accent), [""; 0]);
            prop_assert_eq!(Palette::new(accent, Mode::LIGHT)[Token::Link], accent);
        } else {
            let better = palette::nearest(accent);
            prop_assert_eq!(failures(better), [""; 0], "{} for {}", better, accent);
            let (from, to) = (accent.lch(), better.lch());
            if to.chroma > 0.05 {
                let turn = (from.hue - to.hue).sin().abs();
                prop_assert!(turn < 0.04, "{} for {}: {}", better, accent, turn);
            }
        }
    }
}
