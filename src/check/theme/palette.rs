//! The colours of a course: every token of `theme.css`, computed from the author's accent, and every pair of them that
//! the player puts on each other, with the contrast that it needs.

use std::ops::{Index, IndexMut};

use super::colour::{Colour, Lch};

/// The accent of a course that names none.
pub(super) const ACCENT: Colour = Colour::hex(0x1d_4f7c);

/// A colour that the style sheets use by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// Fills buttons.
    Accent,
    /// What stands on it.
    AccentText,
    /// A button under the pointer.
    Hover,
    Link,
    /// The page.
    Bg,
    /// Cards and bars on it.
    Surface,
    Text,
    Muted,
    Border,
    Ok,
    Warn,
    Error,
    Focus,
    /// What is chosen or set off.
    Tint,
    OkTint,
    WarnTint,
    /// The part of a progress bar that is still to do.
    Line,
}

impl Token {
    /// In the order of `theme.css`.
    pub(crate) const ALL: [Self; 17] = [
        Self::Accent,
        Self::AccentText,
        Self::Hover,
        Self::Link,
        Self::Bg,
        Self::Surface,
        Self::Text,
        Self::Muted,
        Self::Border,
        Self::Ok,
        Self::Warn,
        Self::Error,
        Self::Focus,
        Self::Tint,
        Self::OkTint,
        Self::WarnTint,
        Self::Line,
    ];

    /// The custom property.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Accent => "--c-accent",
            Self::AccentText => "--c-accent-text",
            Self::Hover => "--c-hover",
            Self::Link => "--c-link",
            Self::Bg => "--c-bg",
            Self::Surface => "--c-surface",
            Self::Text => "--c-text",
            Self::Muted => "--c-muted",
            Self::Border => "--c-border",
            Self::Ok => "--c-ok",
            Self::Warn => "--c-warn",
            Self::Error => "--c-error",
            Self::Focus => "--c-focus",
            Self::Tint => "--c-tint",
            Self::OkTint => "--c-ok-tint",
            Self::WarnTint => "--c-warn-tint",
            Self::Line => "--c-line",
        }
    }
}

/// How a learner wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mode {
    pub(crate) dark: bool,
    /// `prefers-contrast: more`.
    pub(crate) more: bool,
}

impl Mode {
    pub(crate) const LIGHT: Self = Self {
        dark: false,
        more: false,
    };
    pub(crate) const DARK: Self = Self {
        dark: true,
        more: false,
    };
    pub(crate) const LIGHT_MORE: Self = Self {
        dark: false,
        more: true,
    };
    pub(crate) const DARK_MORE: Self = Self {
        dark: true,
        more: true,
    };
    pub(crate) const ALL: [Self; 4] = [Self::LIGHT, Self::DARK, Self::LIGHT_MORE, Self::DARK_MORE];

    pub(crate) fn name(self) -> &'static str {
        match (self.dark, self.more) {
            (false, false) => "light",
            (true, false) => "dark",
            (false, true) => "light-more",
            (true, true) => "dark-more",
        }
    }
}

/// What a pair is for, and with it the contrast that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// WCAG 2.2, 1.4.3; with more contrast 1.4.6.
    Text,
    /// The parts of controls and graphics: 1.4.11.
    Part,
    /// Lines that only decorate, but for those who asked for more contrast.
    Line,
}

impl Need {
    fn ratio(self, more: bool) -> f64 {
        match (self, more) {
            (Self::Text, false) => 4.5,
            (Self::Text, true) => 7.0,
            (Self::Part, false) => 3.0,
            (Self::Part | Self::Line, true) => 4.5,
            (Self::Line, false) => 1.0,
        }
    }
}

/// One colour on another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) over: Token,
    pub(crate) ground: Token,
    need: Need,
    /// What an author would call it.
    pub(crate) what: &'static str,
}

const fn text(over: Token, ground: Token, what: &'static str) -> Pair {
    Pair {
        over,
        ground,
        need: Need::Text,
        what,
    }
}

const fn part(over: Token, ground: Token, what: &'static str) -> Pair {
    Pair {
        over,
        ground,
        need: Need::Part,
        what,
    }
}

const fn line(over: Token, ground: Token, what: &'static str) -> Pair {
    Pair {
        over,
        ground,
        need: Need::Line,
        what,
    }
}

/// Every pair that `player.css` makes, once, with the most that any of its uses needs: a colour that passes as text
/// needs no line for the icons and borders that it draws on the same ground.
pub(crate) const PAIRS: &[Pair] = {
    use Token::*;
    &[
        text(Text, Bg, "text on the page"),
        text(Text, Surface, "text on cards"),
        text(Text, Tint, "text in boxes of the accent"),
        text(Text, OkTint, "text in tips"),
        text(Text, WarnTint, "text in warnings"),
        text(Bg, Text, "messages that pass"),
        text(Muted, Bg, "small text on the page"),
        text(
            Muted,
            Surface,
            "small text, borders of fields and marks on cards",
        ),
        text(Muted, Tint, "small text in boxes of the accent"),
        text(Muted, OkTint, "small text in tips"),
        text(Muted, WarnTint, "small text in warnings"),
        text(Link, Bg, "links on the page"),
        text(Link, Surface, "links on cards"),
        text(Link, Tint, "links in boxes of the accent"),
        text(Link, OkTint, "links in tips"),
        text(Link, WarnTint, "links in warnings"),
        part(Link, Line, "the done part of a progress bar"),
        text(AccentText, Accent, "words on buttons"),
        text(AccentText, Hover, "words on buttons under the pointer"),
        part(Accent, Bg, "buttons on the page"),
        part(Accent, Surface, "buttons and ticks on cards"),
        part(Accent, Tint, "buttons and ticks in boxes of the accent"),
        text(Ok, Bg, "praise on the page"),
        text(Ok, Surface, "praise and marks on cards"),
        text(Ok, Tint, "praise and marks in boxes of the accent"),
        part(Ok, OkTint, "the edge of tips"),
        text(Warn, Bg, "warnings on the page"),
        text(Warn, Surface, "warnings on cards"),
        text(Warn, Tint, "warnings in boxes of the accent"),
        text(Warn, WarnTint, "warnings in their own boxes"),
        text(Error, Bg, "errors on the page"),
        text(Error, Surface, "errors on cards"),
        text(Error, Tint, "errors in boxes of the accent"),
        part(Focus, Bg, "the focus on the page"),
        part(Focus, Surface, "the focus on cards"),
        part(Focus, Tint, "the focus in boxes of the accent"),
        part(Focus, OkTint, "the focus in tips"),
        part(Focus, WarnTint, "the focus in warnings"),
        line(Border, Bg, "lines on the page"),
        line(Border, Surface, "lines on cards"),
    ]
};

/// A pair with its colours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) pair: &'static Pair,
    pub(crate) ratio: f64,
    pub(crate) need: f64,
}

impl Measured {
    pub(super) fn passes(&self) -> bool {
        self.ratio >= self.need
    }
}

/// The colours of one mode.
#[derive(Debug, Clone)]
pub(crate) struct Palette {
    pub(crate) mode: Mode,
    colours: [Colour; Token::ALL.len()],
}

impl Index<Token> for Palette {
    type Output = Colour;

    fn index(&self, token: Token) -> &Colour {
        &self.colours[token as usize]
    }
}

impl IndexMut<Token> for Palette {
    fn index_mut(&mut self, token: Token) -> &mut Colour {
        &mut self.colours[token as usize]
    }
}

impl Palette {
    /// The light one has the accent as it is, whether it can be read or not; the others change each colour that must
    /// stand out, as little as is needed.
    pub(super) fn new(accent: Colour, mode: Mode) -> Self {
        let fixed: [u32; 9] = if mode.dark {
            [
                0x14_171a, 0x1d_2125, 0xe8_e6e1, 0xa9_b0b7, 0x36_3c42, 0x7c_d0a0, 0xf0_b95c,
                0xff_9a9a, 0x8a_b4ff,
            ]
        } else {
            [
                0xf6_f5f1, 0xff_ffff, 0x1c_2126, 0x59_626b, 0xda_d8d0, 0x1a_6b3c, 0x8a_5300,
                0xae_1f2b, 0x0b_57d0,
            ]
        };
        let [bg, surface, text, muted, border, ok, warn, error, focus] = fixed.map(Colour::hex);
        let share = if mode.dark { 0.22 } else { 0.08 };
        let mut palette = Self {
            mode,
            colours: [
                accent,
                Colour::WHITE,
                accent,
                accent,
                bg,
                surface,
                text,
                muted,
                border,
                ok,
                warn,
                error,
                focus,
                accent.mix(share, surface),
                ok.mix(0.08, surface),
                warn.mix(0.1, surface),
                muted.mix(0.26, surface),
            ],
        };
        palette.put(Token::Accent, accent);
        if mode != Mode::LIGHT {
            use Token::*;
            for token in [Text, Muted, Border, Ok, Warn, Error, Focus, Link, Accent] {
                palette.stand_out(token);
            }
        }
        palette
    }

    /// Sets a colour, and those that follow from it.
    fn put(&mut self, token: Token, colour: Colour) {
        self[token] = colour;
        if token == Token::Accent {
            let least = Need::Text.ratio(self.mode.more);
            let white = colour.contrast(Colour::WHITE) >= least;
            let (on, away) = if white {
                (Colour::WHITE, Colour::BLACK)
            } else {
                (Colour::BLACK, Colour::WHITE)
            };
            self[Token::AccentText] = on;
            // Away from the words on it, so that they stay readable.
            self[Token::Hover] = colour.mix(0.86, away);
        }
    }

    /// Moves a colour away from the ground, in steps too small to see, until all its pairs pass.
    fn stand_out(&mut self, token: Token) {
        const STEP: f64 = 1.0 / 256.0;
        let start = self[token];
        let lch = start.lch();
        let end = if self.mode.dark { 1.0 } else { 0.0 };
        let steps = ((end - lch.lightness).abs() / STEP).ceil() as u32;
        for step in 0..=steps {
            let way = f64::from(step) * STEP;
            let lightness = if self.mode.dark {
                (lch.lightness + way).min(end)
            } else {
                (lch.lightness - way).max(end)
            };
            let colour = match step {
                0 => start,
                _ => Lch { lightness, ..lch }.colour(),
            };
            self.put(token, colour);
            let own = |pair: &Pair| {
                pair.over == token || token == Token::Accent && pair.over == Token::AccentText
            };
            if self
                .measured()
                .filter(|pair| own(pair.pair))
                .all(|pair| pair.passes())
            {
                return;
            }
        }
    }

    /// Every pair with its ratio.
    pub(crate) fn measured(&self) -> impl Iterator<Item = Measured> + '_ {
        PAIRS.iter().map(|pair| Measured {
            pair,
            ratio: self[pair.over].contrast(self[pair.ground]),
            need: pair.need.ratio(self.mode.more),
        })
    }

    /// The pairs that fail, the worst first.
    pub(super) fn failing(&self) -> Vec<Measured> {
        let mut failing: Vec<Measured> = self.measured().filter(|pair| !pair.passes()).collect();
        failing.sort_by(|a, b| (a.ratio / a.need).total_cmp(&(b.ratio / b.need)));
        failing
    }
}

/// The nearest colour of the same hue that passes as the accent, by the distance that people see (in OKLab).
pub(super) fn nearest(accent: Colour) -> Colour {
    const STEP: f64 = 0.004;
    let page = Palette::new(accent, Mode::LIGHT)[Token::Bg];
    let least = Need::Text.ratio(false);
    let passes = |colour: Colour| {
        // One pair alone refuses most colours, sooner than a whole palette.
        colour.contrast(page) >= least && Palette::new(colour, Mode::LIGHT).failing().is_empty()
    };
    let from = accent.lch();
    let mut best = (f64::INFINITY, Colour::BLACK);
    // Outwards, so that the first that passes bounds the rest of the search.
    for down in 0..=250 {
        let way = f64::from(down) * STEP;
        if way >= best.0 {
            break;
        }
        for lightness in [from.lightness - way, from.lightness + way] {
            if !(0.0..=1.0).contains(&lightness) {
                continue;
            }
            for less in 0..=100 {
                let chroma = from.chroma - f64::from(less) * STEP;
                let distance = way.hypot(from.chroma - chroma);
                if distance >= best.0 || chroma < 0.0 {
                    break;
                }
                let (colour, shown) = Colour::from_oklab([
                    lightness,
                    chroma * from.hue.cos(),
                    chroma * from.hue.sin(),
                ]);
                if shown && passes(colour) {
                    best = (distance, colour);
                    break;
                }
            }
        }
    }
    best.1
}
