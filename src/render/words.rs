//! The player's words: those of the languages that it speaks, with the author's own laid over them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use super::escape;
use crate::course::Course;
use crate::player;

type Table = BTreeMap<String, String>;

/// Every language that the player speaks, by tag.
static SHIPPED: LazyLock<Vec<(&str, Table)>> = LazyLock::new(|| {
    player::LANGUAGES
        .into_iter()
        // Our own files, which the tests read too.
        .map(|(tag, words)| (tag, serde_json::from_str(words).unwrap_or_default()))
        .collect()
});

/// The words of one language, complete.
#[derive(Debug)]
struct Language {
    tag: String,
    words: Table,
}

/// Every word, by language and key.
#[derive(Debug)]
pub(super) struct Words {
    /// Those of the player first, then those that an author added.
    languages: Vec<Language>,
    /// Which of them pages in a language of the course have; by tag in lower case.
    pages: BTreeMap<String, usize>,
    english: usize,
}

impl Words {
    pub(super) fn new(course: &Course) -> Self {
        let own = own(course);
        let mut tables: Vec<(&str, Table)> = SHIPPED
            .iter()
            .map(|(tag, _)| (*tag, table(course, &own, tag)))
            .collect();
        // An author's language of which the player knows nothing, or a variety with words that differ.
        for tag in own.values().map(|(tag, _)| tag.as_str()) {
            let words = table(course, &own, tag);
            let known = lookup(tag, tables.iter().map(|(tag, _)| *tag));
            if known.is_none_or(|at| tables[at].1 != words) {
                tables.push((tag, words));
            }
        }
        let tags: Vec<&str> = tables.iter().map(|(tag, _)| *tag).collect();
        let english = lookup("en", tags.iter().copied()).unwrap_or_default();
        let pages = course
            .languages
            .iter()
            .map(|tag| {
                let at = lookup(tag, tags.iter().copied()).unwrap_or(english);
                (tag.to_ascii_lowercase(), at)
            })
            .collect();
        let languages = tables
            .into_iter()
            .map(|(tag, words)| Language {
                tag: tag.to_owned(),
                words,
            })
            .collect();
        Self {
            languages,
            pages,
            english,
        }
    }

    /// The words for a page in a language.
    fn page(&self, language: &str) -> &Language {
        let at = self.pages.get(&language.to_ascii_lowercase());
        &self.languages[*at.unwrap_or(&self.english)]
    }

    /// The word of a key; the key itself when nobody has it.
    pub(super) fn get<'w>(&'w self, language: &str, key: &'w str) -> &'w str {
        self.page(language)
            .words
            .get(key)
            .map_or(key, String::as_str)
    }

    /// A word with a number in it, such as `2 minutes`.
    pub(super) fn count(&self, language: &str, key: &str, count: u64) -> String {
        let page = self.page(language);
        let word = [plural(&page.tag, count), "other"]
            .into_iter()
            .find_map(|form| page.words.get(&format!("{key}.{form}")));
        word.map_or("{n}", String::as_str)
            .replace("{n}", &count.to_string())
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

    /// The languages that the player speaks in this package: tag, and what each calls itself.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, String)> + '_ {
        self.languages
            .iter()
            .map(|language| (language.tag.as_str(), name(&language.tag)))
    }

    /// The script of words that a page in a language loads.
    pub(super) fn file(&self, language: &str) -> String {
        file(&self.page(language).tag)
    }

    /// The names of all scripts of words.
    pub(super) fn files(&self) -> impl Iterator<Item = String> + '_ {
        self.languages.iter().map(|language| file(&language.tag))
    }

    /// All scripts of words: name and text.
    pub(super) fn scripts(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.languages.iter().map(|language| {
            let words = serde_json::json!({ &language.tag: language.words });
            let script = format!(
                "(window.coursepack = window.coursepack || {{}}).strings = Object.assign(window.coursepack.strings || {{}}, {});\n",
                escape::json(&words)
            );
            (file(&language.tag), script)
        })
    }
}

fn file(tag: &str) -> String {
    format!("player/lang/{}.js", tag.to_ascii_lowercase())
}

/// The plural form that a language has for a number.
fn plural(tag: &str, count: u64) -> &'static str {
    let rules = tag
        .parse::<Locale>()
        .ok()
        .and_then(|locale| PluralRules::try_new_cardinal((&locale).into()).ok());
    match rules.map_or(PluralCategory::Other, |rules| rules.category_for(count)) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// The author's words, by tag in lower case: the tag as written, and the words. A plain text is in the course's own language.
fn own(course: &Course) -> BTreeMap<String, (String, Table)> {
    let mut own: BTreeMap<String, (String, Table)> = BTreeMap::new();
    for (key, text) in &course.strings {
        for (language, word) in &text.parts {
            let tag = language.as_ref().unwrap_or(&course.language);
            own.entry(tag.to_ascii_lowercase())
                .or_insert_with(|| (tag.clone(), Table::new()))
                .1
                .insert(key.value.clone(), word.clone());
        }
    }
    own
}

/// All words for a tag: English, what the player has, what the author has for the language, the tag's own last.
fn table(course: &Course, own: &BTreeMap<String, (String, Table)>, tag: &str) -> Table {
    let shipped =
        |tag: &str| lookup(tag, SHIPPED.iter().map(|(tag, _)| *tag)).map(|at| &SHIPPED[at].1);
    let mut layers: Vec<&Table> = shipped(tag).into_iter().collect();
    let lower = tag.to_ascii_lowercase();
    // In a course in `en-GB`, who asks for `en` gets the words for `en-GB`; and the other way about.
    let narrower = own.keys().filter(|other| within(&lower, other));
    let mut narrower: Vec<&String> = narrower.collect();
    narrower.sort_by_key(|other| other.eq_ignore_ascii_case(&course.language));
    let wider = own.keys().filter(|other| within(other, &lower));
    layers.extend(
        narrower
            .into_iter()
            .chain(wider)
            .chain(own.contains_key(&lower).then_some(&lower))
            .map(|tag| &own[tag].1),
    );
    let mut words = Table::new();
    for layer in layers {
        words.extend(layer.clone());
    }
    let english = shipped("en").into_iter().flatten();
    let missing: Vec<(&String, &String)> = english
        .filter(|(key, _)| {
            // Not every language has the forms of English.
            let plural = key
                .strip_suffix(".one")
                .is_some_and(|key| words.contains_key(&format!("{key}.other")));
            !plural && !words.contains_key(*key)
        })
        .collect();
    for (key, word) in missing {
        words.insert(key.clone(), word.clone());
    }
    words
}

/// Whether a tag is another with fewer subtags; both in lower case.
fn within(tag: &str, other: &str) -> bool {
    other
        .strip_prefix(tag)
        .is_some_and(|rest| rest.starts_with('-'))
}

/// The best of some tags for one: the tag itself, then shorter and shorter prefixes of it (RFC 4647, section 3.4). The
/// Chinese of the player is the simplified one, whose tags often leave out the script.
fn lookup<'t>(tag: &str, offered: impl Iterator<Item = &'t str> + Clone) -> Option<usize> {
    let mut range = tag.to_ascii_lowercase();
    if range == "zh" || ["zh-cn", "zh-sg", "zh-my"].contains(&range.as_str()) {
        range.replace_range(2.., "-hans");
    }
    loop {
        let found = offered
            .clone()
            .position(|tag| tag.eq_ignore_ascii_case(&range));
        let cut = range.rfind('-');
        match (found, cut) {
            (Some(_), _) | (_, None) => return found,
            (None, Some(cut)) => range.truncate(cut),
        }
        // A single letter belongs to what followed it.
        if range.len() > 2 && range.as_bytes()[range.len() - 2] == b'-' {
            range.truncate(range.len() - 2);
        }
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
pub(super) fn name(language: &str) -> String {
    const NAMES: [(&str, &str); 25] = [
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
        ("zh-Hans", "简体中文"),
    ];
    let known = |tag: &str| {
        let found = NAMES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(tag));
        found.map(|(_, name)| *name)
    };
    let varied = || {
        let (tag, rest) = language.split_once('-')?;
        Some(format!("{} ({rest})", known(tag)?))
    };
    known(language)
        .map(str::to_owned)
        .or_else(varied)
        .unwrap_or_else(|| language.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

    /// A key without its plural form, and the form.
    fn parts(key: &str) -> (&str, Option<&str>) {
        match key.rsplit_once('.') {
            Some((name, form)) if FORMS.contains(&form) => (name, Some(form)),
            _ => (key, None),
        }
    }

    fn placeholders(text: &str) -> BTreeSet<&str> {
        let ends = text.split('{').skip(1);
        ends.filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    fn english() -> &'static Table {
        let at = lookup("en", SHIPPED.iter().map(|(tag, _)| *tag));
        &SHIPPED[at.expect("English is there")].1
    }

    #[test]
    fn every_language_has_every_word_in_its_own_plural_forms() {
        for (tag, words) in SHIPPED.iter() {
            // Every form that the language has for some number; a million has one of its own in French.
            let forms: BTreeSet<&str> = (0..200)
                .chain([1_000_000])
                .map(|n| plural(tag, n))
                .chain(["other"])
                .collect();
            let expected: BTreeSet<String> = english()
                .keys()
                .flat_map(|key| match parts(key) {
                    (name, Some(_)) => forms.iter().map(|form| format!("{name}.{form}")).collect(),
                    (name, None) => vec![name.to_owned()],
                })
                .collect();
            let found: BTreeSet<String> = words.keys().cloned().collect();
            let missing: Vec<&String> = expected.difference(&found).collect();
            let unknown: Vec<&String> = found.difference(&expected).collect();
            assert!(missing.is_empty(), "{tag} lacks {missing:?}");
            assert!(unknown.is_empty(), "{tag} has {unknown:?}");
        }
    }

    #[test]
    fn every_language_keeps_the_placeholders() {
        for (tag, words) in SHIPPED.iter() {
            // Where a form is for one number alone, the number may be said in words.
            let exact = |form: &str| (0..200).filter(|n| plural(tag, *n) == form).count() == 1;
            for (key, word) in words {
                let (name, form) = parts(key);
                let same = form.map_or_else(|| name.to_owned(), |_| format!("{name}.other"));
                let mut expected = placeholders(&english()[&same]);
                let found = placeholders(word);
                if form.is_some_and(exact) && !found.contains("n") {
                    expected.remove("n");
                }
                assert_eq!(found, expected, "{key} in {tag}: {word}");
                assert_eq!(word.trim(), word, "{key} in {tag}");
            }
        }
    }

    #[test]
    fn nothing_is_left_in_english() {
        // Words that these languages share with English.
        const SHARED: [(&str, &[&str]); 3] = [
            (
                "de",
                &[
                    "type.video",
                    "type.audio",
                    "type.quiz",
                    "type.test",
                    "type.download",
                    "type.external",
                ],
            ),
            ("es", &["type.audio"]),
            (
                "fr",
                &[
                    "modules.one",
                    "modules.other",
                    "minutes.one",
                    "minutes.other",
                    "type.article",
                    "type.audio",
                    "type.discussion",
                    "type.quiz",
                    "type.test",
                    "correct",
                    "testQuestions.one",
                    "testQuestions.other",
                    "calloutDescription",
                ],
            ),
        ];
        for (tag, words) in SHIPPED.iter().filter(|(tag, _)| *tag != "en") {
            let shared = SHARED.iter().find(|(other, _)| other == tag);
            let shared = shared.map_or(&[][..], |(_, keys)| keys);
            let left: Vec<&String> = words
                .iter()
                .filter(|(key, word)| english().get(*key) == Some(word))
                .map(|(key, _)| key)
                .filter(|key| !shared.contains(&key.as_str()))
                .collect();
            assert!(left.is_empty(), "{tag}: {left:?}");
        }
    }

    #[test]
    fn plural_forms_are_those_of_the_language() {
        for (tag, count, form) in [
            ("en", 1, "one"),
            ("en", 0, "other"),
            ("cy", 0, "zero"),
            ("cy", 2, "two"),
            ("cy", 3, "few"),
            ("cy", 6, "many"),
            ("cy", 11, "other"),
            ("ar", 3, "few"),
            ("ar", 11, "many"),
            ("ar", 100, "other"),
            ("fr", 0, "one"),
            ("pl", 22, "few"),
            ("zh-Hans", 1, "other"),
            ("not a tag", 1, "other"),
        ] {
            assert_eq!(plural(tag, count), form, "{count} in {tag}");
        }
    }

    #[test]
    fn a_tag_finds_the_words_nearest_to_it() {
        let offered = ["ar", "en", "pt-BR", "pt", "zh-Hans"];
        for (tag, expected) in [
            ("EN", Some("en")),
            ("en-GB", Some("en")),
            ("pt-br", Some("pt-BR")),
            ("pt-PT", Some("pt")),
            ("en-a-bbb-x-private", Some("en")),
            ("zh", Some("zh-Hans")),
            ("zh-CN", Some("zh-Hans")),
            ("zh-Hans-SG", Some("zh-Hans")),
            ("zh-TW", None),
            ("ga", None),
        ] {
            let found = lookup(tag, offered.iter().copied()).map(|at| offered[at]);
            assert_eq!(found, expected, "{tag}");
        }
    }

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
