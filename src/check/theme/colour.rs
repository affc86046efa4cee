//! Colours as browsers and eyes count them: sRGB in bytes, OKLab for distance, WCAG's luminance for contrast.

use std::fmt;
use std::sync::LazyLock;

/// An opaque colour of sRGB, as style sheets write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colour(pub(crate) [u8; 3]);

/// Lightness, chroma and hue in OKLCH; the hue in radians.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lch {
    pub(super) lightness: f64,
    pub(super) chroma: f64,
    pub(super) hue: f64,
}

/// The light of each value of a channel.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|value| {
        let part = value as f64 / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
});

impl Colour {
    pub(super) const BLACK: Self = Self([0; 3]);
    pub(super) const WHITE: Self = Self([255; 3]);

    /// `0x1d4f7c`.
    pub(super) const fn hex(value: u32) -> Self {
        let [_, red, green, blue] = value.to_be_bytes();
        Self([red, green, blue])
    }

    /// `#rgb` and `#rrggbb`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            3 => Some(Self([8, 4, 0].map(|at| (value >> at & 0xf) as u8 * 17))),
            6 => Some(Self::hex(value)),
            _ => None,
        }
    }

    fn linear(self) -> [f64; 3] {
        self.0.map(|part| LINEAR[usize::from(part)])
    }

    /// Relative luminance, as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast ratio of WCAG 2.2, from 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// In OKLab, as CSS Color 4 computes it.
    pub(super) fn oklab(self) -> [f64; 3] {
        let [red, green, blue] = self.linear();
        let l = 0.412_221_469_470_763 * red
            + 0.536_332_537_261_734_8 * green
            + 0.051_445_993_267_502_2 * blue;
        let m = 0.211_903_495_817_824_8 * red
            + 0.680_699_550_645_234_2 * green
            + 0.107_396_953_536_940_6 * blue;
        let s = 0.088_302_459_190_056_4 * red
            + 0.281_718_838_736_137_2 * green
            + 0.629_978_702_073_806_4 * blue;
        let [l, m, s] = [l, m, s].map(f64::cbrt);
        [
            0.210_454_268_309_314 * l + 0.793_617_774_702_305_4 * m - 0.004_072_043_011_619_3 * s,
            1.977_998_532_431_168_4 * l - 2.428_592_242_048_58 * m + 0.450_593_709_617_411 * s,
            0.025_904_042_465_547_8 * l + 0.782_771_712_457_529_6 * m - 0.808_675_754_923_077_4 * s,
        ]
    }

    /// The nearest bytes of a colour in OKLab, and whether screens can show it.
    pub(super) fn from_oklab([lightness, a, b]: [f64; 3]) -> (Self, bool) {
        let l = lightness + 0.396_337_792_173_767_9 * a + 0.215_803_758_060_758_8 * b;
        let m = lightness - 0.105_561_342_323_656_3 * a - 0.063_854_174_771_705_9 * b;
        let s = lightness - 0.089_484_182_094_965_8 * a - 1.291_485_537_864_091_7 * b;
        let [l, m, s] = [l, m, s].map(|cube| cube * cube * cube);
        let linear = [
            4.076_741_636_075_958 * l - 3.307_711_539_258_062 * m + 0.230_969_903_182_104_2 * s,
            -1.268_437_973_285_031_7 * l + 2.609_757_349_287_689 * m - 0.341_319_376_002_657_1 * s,
            -0.004_196_076_138_675_6 * l - 0.703_418_617_935_936_3 * m + 1.707_614_694_074_612 * s,
        ];
        let encoded = linear.map(|part| {
            if part <= 0.003_130_8 {
                part * 12.92
            } else {
                1.055 * part.powf(1.0 / 2.4) - 0.055
            }
        });
        let shown = encoded.iter().all(|part| (-0.002..=1.002).contains(part));
        (
            Self(encoded.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8)),
            shown,
        )
    }

    pub(super) fn lch(self) -> Lch {
        let [lightness, a, b] = self.oklab();
        Lch {
            lightness,
            chroma: a.hypot(b),
            hue: b.atan2(a),
        }
    }

    /// `color-mix(in oklab, self share, other)`.
    pub(super) fn mix(self, share: f64, other: Self) -> Self {
        let (one, other) = (self.oklab(), other.oklab());
        Self::from_oklab(std::array::from_fn(|at| {
            one[at] * share + other[at] * (1.0 - share)
        }))
        .0
    }
}

impl Lch {
    /// The colour, or the most colourful one of its lightness and hue where screens cannot show it.
    pub(super) fn colour(self) -> Colour {
        let at = |chroma: f64| {
            Colour::from_oklab([
                self.lightness,
                chroma * self.hue.cos(),
                chroma * self.hue.sin(),
            ])
        };
        let (colour, shown) = at(self.chroma);
        if shown {
            return colour;
        }
        let (mut low, mut high) = (0.0, self.chroma);
        for _ in 0..12 {
            let middle = f64::midpoint(low, high);
            if at(middle).1 {
                low = middle;
            } else {
                high = middle;
            }
        }
        at(low).0
    }
}

/// `#fff` or `#1d4f7c`.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = self.0.iter().all(|part| part % 17 == 0);
        f.write_str("#")?;
        for part in self.0 {
            if short {
                write!(f, "{:x}", part / 17)?;
            } else {
                write!(f, "{part:02x}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(colour("#1D4f7c").to_string(), "#1d4f7c");
        assert_eq!(colour("#fA0").to_string(), "#fa0");
        assert_eq!(colour("#ffaa00"), colour("#fa0"));
        for wrong in ["red", "#12", "#1234", "#gggggg", "#+12", "1d4f7c"] {
            assert!(Colour::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |one: &str, other: &str| colour(one).contrast(colour(other));
        assert!((ratio("#000", "#fff") - 21.0).abs() < 1e-9);
        // The grey that everybody cites as the lightest for text on white.
        assert!((ratio("#767676", "#fff") - 4.542).abs() < 1e-3);
        assert!((ratio("#777", "#fff") - 4.478).abs() < 1e-3);
        assert!((ratio("#f00", "#fff") - 3.998).abs() < 1e-3);
    }

    #[test]
    fn oklab_goes_there_and_back() {
        for text in [
            "#000", "#fff", "#f00", "#0f0", "#00f", "#1d4f7c", "#808080", "#ffd700",
        ] {
            let (back, shown) = Colour::from_oklab(colour(text).oklab());
            assert_eq!((back, shown), (colour(text), true), "{text}");
        }
        // The examples of CSS Color 4.
        let [lightness, a, b] = colour("#f00").oklab();
        assert!((lightness - 0.627_95).abs() < 1e-4 && (a - 0.224_86).abs() < 1e-4);
        assert!((b - 0.125_85).abs() < 1e-4);
        assert_eq!(
            colour("#fff").mix(0.5, colour("#000")).to_string(),
            "#636363"
        );
    }
}
