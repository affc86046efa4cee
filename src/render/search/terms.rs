//! What counts as a term, the same as in `player/web/search.js`; `tests/terms.json` holds both to it.
//!
//! Compatibility decomposition (NFKD), no marks, lower case; letters and digits make a term, everything else is between
//! two. In scripts that are written without spaces every character makes one with the next, and the last alone.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

/// Finds terms.
#[derive(Debug)]
pub(super) struct Terms {
    normalizer: DecomposingNormalizerBorrowed<'static>,
    category: CodePointMapDataBorrowed<'static, GeneralCategory>,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            normalizer: DecomposingNormalizerBorrowed::new_nfkd(),
            category: CodePointMapData::<GeneralCategory>::new(),
        }
    }
}

/// Longer words take the slow way.
const WORD: usize = 32;

/// A letter or digit of ASCII in lower case; 1 for the bytes of other characters; 0 for what is between terms.
const LOWER: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let small = (byte as u8).to_ascii_lowercase();
        table[byte] = if small.is_ascii_alphanumeric() {
            small
        } else {
            (byte >= 0x80) as u8
        };
        byte += 1;
    }
    table
};

impl Terms {
    /// Calls `found` with every term of a text, in UTF-8, and with whether it stands in a heading. With `markup` the text
    /// is HTML of ours, whose tags, entities and markers are between terms.
    pub(super) fn each(&self, text: &str, markup: bool, mut found: impl FnMut(&[u8], bool)) {
        let bytes = text.as_bytes();
        let mut heading = false;
        let mut word = [0; WORD];
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            let mut simple = true;
            while let Some(lower) = bytes.get(at).map(|byte| LOWER[usize::from(*byte)])
                && lower > 0
            {
                simple &= lower > 1 && at - start < WORD;
                if simple {
                    word[at - start] = lower;
                }
                at += 1;
            }
            if !simple {
                self.others(&text[start..at], &mut |term| found(term, heading));
            } else if at > start {
                found(&word[..at - start], heading);
            }
            let end = match bytes.get(at) {
                Some(b'<') if markup => {
                    match bytes[at + 1..] {
                        [b'h', b'1'..=b'6', ..] => heading = true,
                        [b'/', b'h', b'1'..=b'6', ..] => heading = false,
                        _ => {}
                    }
                    b'>'
                }
                Some(b'&') if markup => b';',
                Some(1) if markup => 2,
                _ => {
                    at += 1;
                    continue;
                }
            };
            at += bytes[at..]
                .iter()
                .position(|byte| *byte == end)
                .unwrap_or(0)
                + 1;
        }
    }

    /// The terms of a run with letters of any script.
    fn others(&self, run: &str, found: &mut impl FnMut(&[u8])) {
        let letter = |c: &char| !GeneralCategoryGroup::Mark.contains(self.category.get(*c));
        let letters: String = self
            .normalizer
            .normalize_iter(run.chars())
            .filter(letter)
            .flat_map(char::to_lowercase)
            // The same letter at the end of a word.
            .map(|c| if c == 'ς' { 'σ' } else { c })
            .collect();
        for word in letters.split(|c: char| !c.is_alphanumeric()) {
            let mut rest = word;
            while let Some(c) = rest.chars().next() {
                let dense = is_dense(c);
                let end = rest.find(|c| is_dense(c) != dense).unwrap_or(rest.len());
                if dense {
                    pairs(&rest[..end], found);
                } else {
                    found(&rest.as_bytes()[..end]);
                }
                rest = &rest[end..];
            }
        }
    }
}

/// Every character with the one behind it.
fn pairs(word: &str, found: &mut impl FnMut(&[u8])) {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let behind = ends.skip(1).chain([word.len()]);
    for ((from, _), to) in word.char_indices().zip(behind) {
        found(&word.as_bytes()[from..to]);
    }
}

/// Whether a character is of a script that is written without spaces: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
pub(in crate::render) fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, markup: bool) -> Vec<String> {
        let mut all = Vec::new();
        Terms::default().each(text, markup, |term, heading| {
            let term = String::from_utf8_lossy(term);
            all.push(format!("{term}{}", if heading { "!" } else { "" }));
        });
        all
    }

    #[test]
    fn terms_are_those_of_the_player() {
        let cases: Vec<(String, Vec<String>)> =
            serde_json::from_str(include_str!("../../../tests/terms.json")).expect("the cases");
        for (text, expected) in cases {
            assert_eq!(found(&text, false), expected, "{text}");
        }
        let long = "Long".repeat(20);
        assert_eq!(found(&long, false), [long.to_lowercase()]);
    }

    #[test]
    fn what_is_between_words_is_no_term() {
        let html =
            "<h2 id=\"x\">Run chart</h2><hr><p>a &amp; b<a \u{1}0\u{2}>link</a>\u{1}q0\u{2} é<";
        assert_eq!(found(html, true), ["run!", "chart!", "a", "b", "link", "e"]);
    }
}
