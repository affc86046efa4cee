//! What every package carries: the player as text, ready to be written into it.
//!
//! `web/` holds the sources that people edit; `packed/` holds the same code in fewer bytes, made by
//! `npm run pack` in `tests/browser`, which also checks that the two agree.

/// `player/player.js`: the player, one classic script.
pub const SCRIPT: &str = include_str!("packed/player.js");

/// `player/page.js`: hands a lesson's page to the player where fetching is refused.
pub const PAGE_SCRIPT: &str = include_str!("packed/page.js");

/// `player/player.css`: the look of the shell and of the lessons' own pages.
pub const STYLE: &str = include_str!("packed/player.css");

/// The launch page. Placeholders: `{{language}}`, `{{direction}}`, `{{title}}`, `{{data}}` (the data
/// script's path), `{{description}}` and `{{contents}}` (HTML), and by their keys in [`ENGLISH`]:
/// `{{skipContent}}`, `{{skipContents}}`, `{{noscript}}`, `{{courseContents}}`.
pub const SHELL: &str = include_str!("web/shell.html");

/// The player's own words in English, a flat JSON object; the keys are those of an author's `strings.yaml`.
pub const ENGLISH: &str = include_str!("web/lang/en.json");
