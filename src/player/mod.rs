//! What every package carries: the player as text, ready to be written into it.
//!
//! `web/` holds the sources that people edit; `packed/` holds the same code in fewer bytes, made by
//! `npm run pack` in `tests/browser`, which also checks that the two agree.

/// The players: the same views for every kind of package, and what speaks to the world around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Player {
    /// Speaks SCORM 1.2 to an LMS.
    Scorm12,
    /// Speaks SCORM 2004 to an LMS, in any edition.
    Scorm2004,
    /// Speaks to nobody: progress is kept on the device.
    Html,
}

impl Player {
    /// What the course's data calls it; the player looks its adapter up by this name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scorm12 => "scorm12",
            Self::Scorm2004 => "scorm2004",
            Self::Html => "html",
        }
    }

    /// Whether there is an LMS to keep the progress.
    pub fn has_lms(self) -> bool {
        self != Self::Html
    }

    /// `player/player.js`: the player, one classic script.
    pub fn script(self) -> &'static str {
        match self {
            Self::Scorm12 => include_str!("packed/player-scorm12.js"),
            Self::Scorm2004 => include_str!("packed/player-scorm2004.js"),
            Self::Html => include_str!("packed/player-html.js"),
        }
    }

    /// `player/more.js`: what the player loads when a learner first asks for it, such as the search.
    pub fn more(self) -> &'static str {
        match self {
            Self::Scorm12 => include_str!("packed/more-scorm12.js"),
            Self::Scorm2004 => include_str!("packed/more-scorm2004.js"),
            Self::Html => include_str!("packed/more-html.js"),
        }
    }
}

/// `player/page.js`: hands a lesson's page to the player where fetching is refused.
pub const PAGE_SCRIPT: &str = include_str!("packed/page.js");

/// `player/player.css`: the look of the shell and of the lessons' own pages.
pub const STYLE: &str = include_str!("packed/player.css");

/// The launch page. Placeholders: `{{language}}`, `{{direction}}`, `{{title}}`, `{{words}}` and `{{data}}` (the paths of
/// the scripts of words and of data), `{{more}}` (the element of another script, or nothing), `{{description}}`, `{{contents}}` and `{{footer}}` (HTML), and by their keys in
/// [`ENGLISH`]:
/// `{{skipContent}}`, `{{skipContents}}`, `{{noscript}}`, `{{courseContents}}`.
pub const SHELL: &str = include_str!("web/shell.html");

/// The player's own words in English, a flat JSON object; the keys are those of an author's `strings.yaml`.
pub const ENGLISH: &str = include_str!("web/lang/en.json");

/// The player's own words in every language that it speaks, by tag. All have the keys of [`ENGLISH`], with the plural
/// categories of CLDR for the language, and its placeholders.
pub const LANGUAGES: [(&str, &str); 8] = [
    ("ar", include_str!("web/lang/ar.json")),
    ("cy", include_str!("web/lang/cy.json")),
    ("de", include_str!("web/lang/de.json")),
    ("en", ENGLISH),
    ("es", include_str!("web/lang/es.json")),
    ("fr", include_str!("web/lang/fr.json")),
    ("pt", include_str!("web/lang/pt.json")),
    ("zh-Hans", include_str!("web/lang/zh-Hans.json")),
];
