//! What counts as a term, the same as in `player/web/search.js`; `tests/terms.json` holds both to it.
//!
//! Compatibility decomposition (NFKD), no marks, lower case; letters and digits make a term, everything else is between
//! two. In scripts that are written without spaces every character makes one with the next, and the last alone.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

/// Finds terms; what it needs on the way is kept for the next text.
#[derive(Debug)]
pub(super) struct Terms {
    normalizer: DecomposingNormalizerBorrowed<'static>,
    category: CodePointMapDataBorrowed<'static, GeneralCategory>,
    word: String,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            normalizer: DecomposingNormalizerBorrowed::new_nfkd(),
            category: CodePointMapData::<GeneralCategory>::new(),
            word: String::new(),
        }
    }
}

impl Terms {
    /// Calls `found` with every term of a plain text.
    pub(super) fn each(&mut self, text: &str, mut found: impl FnMut(&str)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            let mut plain = true;
            while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || !bytes[at].is_ascii()) {
                plain &= bytes[at].is_ascii();
                at += 1;
            }
            if start == at {
                at += 1;
                continue;
            }
            let run = &text[start..at];
            if plain {
                self.word.clear();
                self.word.push_str(run);
                self.word.make_ascii_lowercase();
                found(&self.word);
            } else {
                self.others(run, &mut found);
            }
        }
    }

    /// The terms of a run with letters of any script.
    fn others(&mut self, run: &str, found: &mut impl FnMut(&str)) {
        let marks = |c: &char| !GeneralCategoryGroup::Mark.contains(self.category.get(*c));
        let letters: String = self
            .normalizer
            .normalize_iter(run.chars())
            .filter(marks)
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
                    let word = &rest[..end];
                    let mut starts = word.char_indices().map(|(at, _)| at).chain([end]);
                    let mut from = starts.next().unwrap_or(end);
                    let mut middle = starts.next().unwrap_or(end);
                    while from < end {
                        let to = starts.next().unwrap_or(end);
                        found(&word[from..to]);
                        (from, middle) = (middle, to);
                    }
                } else {
                    found(&rest[..end]);
                }
                rest = &rest[end..];
            }
        }
    }
}

/// Whether a character is of a script that is written without spaces: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_those_of_the_player() {
        let cases: Vec<(String, Vec<String>)> =
            serde_json::from_str(include_str!("../../../tests/terms.json")).expect("the cases");
        let mut terms = Terms::default();
        for (text, expected) in cases {
            let mut found = Vec::new();
            terms.each(&text, |term| found.push(term.to_owned()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
