//! The player's words on static pages: English, and the author's own where there are some.

use std::collections::BTreeMap;

use super::escape;
use crate::course::Course;
use crate::player;

/// Every word, by language and key.
#[derive(Debug)]
pub(super) struct Words {
    english: BTreeMap<String, String>,
    /// By tag in lower case: the tag as written, and its words by key.
    own: BTreeMap<String, (String, BTreeMap<String, String>)>,
}

impl Words {
    pub(super) fn new(course: &Course) -> Self {
        let mut own: BTreeMap<String, (String, BTreeMap<String, String>)> = BTreeMap::new();
        for (key, text) in &course.strings {
            for (language, word) in &text.parts {
                let tag = language.as_ref().unwrap_or(&course.language);
                own.entry(tag.to_ascii_lowercase())
                    .or_insert_with(|| (tag.clone(), BTreeMap::new()))
                    .1
                    .insert(key.value.clone(), word.clone());
            }
        }
        // Our own file, which the tests read too.
        let english = serde_json::from_str(player::ENGLISH).unwrap_or_default();
        Self { english, own }
    }

    /// The word of a key; the key itself when nobody has it.
    pub(super) fn get<'w>(&'w self, language: &str, key: &'w str) -> &'w str {
        self.find(language, key).unwrap_or(key)
    }

    fn find(&self, language: &str, key: &str) -> Option<&str> {
        let own = self
            .own
            .get(&language.to_ascii_lowercase())
            .and_then(|(_, words)| words.get(key));
        own.or_else(|| self.english.get(key)).map(String::as_str)
    }

    /// A word with a number in it, such as `2 minutes`.
    pub(super) fn count(&self, language: &str, key: &str, count: u64) -> String {
        let form = if count == 1 { ".one" } else { ".other" };
        let word = self
            .find(language, &format!("{key}{form}"))
            .unwrap_or("{n}");
        word.replace("{n}", &count.to_string())
    }

    /// A length of time, such as `1 hour 30 minutes`.
    pub(super) fn minutes(&self, language: &str, minutes: u64) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        let mut parts = Vec::new();
        if hours > 0 {
            parts.push(self.count(language, "hours", hours));
        }
        if rest > 0 || hours == 0 {
            parts.push(self.count(language, "minutes", rest));
        }
        parts.join(" ")
    }

    /// The script of the player's words.
    pub(super) fn script(&self) -> String {
        let mut all = serde_json::Map::new();
        let mut english = self.english.clone();
        if let Some((_, own)) = self.own.get("en") {
            english.extend(own.clone());
        }
        all.insert("en".to_owned(), serde_json::json!(english));
        for (tag, words) in self
            .own
            .iter()
            .filter(|(tag, _)| *tag != "en")
            .map(|(_, own)| own)
        {
            all.insert(tag.clone(), serde_json::json!(words));
        }
        format!(
            "(window.coursepack = window.coursepack || {{}}).strings = {};\n",
            escape::json(&all)
        )
    }
}

/// `rtl` for languages that are written from right to left.
pub(super) fn direction(language: &str) -> &'static str {
    const PRIMARY: [&str; 12] = [
        "ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi",
    ];
    const SCRIPTS: [&str; 7] = ["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"];
    let tag = language.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let script = parts
        .next()
        .filter(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let rtl = script.map_or_else(
        || PRIMARY.contains(&primary),
        |script| SCRIPTS.contains(&script),
    );
    if rtl { "rtl" } else { "ltr" }
}

/// What a language calls itself, for the links to its pages; the tag where we do not know.
pub(super) fn name(language: &str) -> &str {
    const NAMES: [(&str, &str); 24] = [
        ("ar", "العربية"),
        ("bn", "বাংলা"),
        ("cy", "Cymraeg"),
        ("de", "Deutsch"),
        ("el", "Ελληνικά"),
        ("en", "English"),
        ("es", "Español"),
        ("fa", "فارسی"),
        ("fr", "Français"),
        ("ga", "Gaeilge"),
        ("gd", "Gàidhlig"),
        ("he", "עברית"),
        ("hi", "हिन्दी"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("ru", "Русский"),
        ("sv", "Svenska"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("ur", "اردو"),
        ("zh", "中文"),
    ];
    let found = NAMES
        .iter()
        .find(|(tag, _)| tag.eq_ignore_ascii_case(language));
    found.map_or(language, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_script_before_language() {
        for (tag, expected) in [
            ("ar", "rtl"),
            ("ku-Arab", "rtl"),
            ("ku", "ltr"),
            ("pa-Arab-PK", "rtl"),
            ("az-Latn", "ltr"),
            ("en-GB", "ltr"),
            ("uz-Latn", "ltr"),
            ("he-IL", "rtl"),
            ("ks-Deva", "ltr"),
        ] {
            assert_eq!(direction(tag), expected, "{tag}");
        }
    }
}
