//! The words that the rendering of Markdown adds, in the language of the text.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::markdown::Labels;
use crate::player;

type Words = BTreeMap<String, String>;

static WORDS: LazyLock<Vec<(&str, Words)>> = LazyLock::new(|| {
    player::LANGUAGES
        .into_iter()
        // Our own files, which the tests read too.
        .map(|(tag, words)| (tag, serde_json::from_str(words).unwrap_or_default()))
        .collect()
});

static LABELS: LazyLock<Vec<(&str, Labels<'static>)>> = LazyLock::new(|| {
    WORDS
        .iter()
        .map(|(tag, words)| {
            let word = |key: &str| words.get(key).map_or("", String::as_str);
            let labels = Labels {
                note: word("calloutNote"),
                tip: word("calloutTip"),
                warning: word("calloutWarning"),
                example: word("calloutExample"),
                quote: word("calloutQuote"),
                description: word("calloutDescription"),
                footnotes: word("footnotes"),
                footnote: word("footnote"),
                back: word("footnoteBack"),
                table: word("table"),
            };
            (*tag, labels)
        })
        .collect()
});

/// The words in a language, or in English where the player does not speak it.
pub(super) fn labels(language: &str) -> Labels<'static> {
    let base = |tag: &str| {
        let end = tag.find('-').unwrap_or(tag.len());
        tag[..end].to_ascii_lowercase()
    };
    // Chinese is written in two ways, and these words in one of them.
    let traditional = ["zh-hant", "zh-tw", "zh-hk", "zh-mo"]
        .iter()
        .any(|tag| language.to_ascii_lowercase().starts_with(tag));
    LABELS
        .iter()
        .find(|(tag, _)| !traditional && base(tag) == base(language))
        .map_or_else(Labels::default, |(_, labels)| *labels)
}

#[cfg(test)]
mod tests {
    use super::{LABELS, labels};

    #[test]
    fn every_language_of_the_player_has_every_word() {
        for (tag, labels) in LABELS.iter() {
            let all = format!("{labels:?}");
            assert!(!all.contains("\"\""), "{tag}: {all}");
            assert!(
                labels.footnote.contains("{n}") && labels.back.contains("{n}"),
                "{tag}"
            );
        }
    }

    #[test]
    fn a_text_has_the_words_of_its_language() {
        let notes: Vec<&str> = ["cy", "de-AT", "zh-CN", "zh-TW", "en-GB", "ga", ""]
            .map(|tag| labels(tag).note)
            .to_vec();
        assert_eq!(
            notes,
            ["Nodyn", "Hinweis", "备注", "Note", "Note", "Note", "Note"]
        );
    }
}
