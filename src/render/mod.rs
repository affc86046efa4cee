//! A checked course becomes a site: pages, data, the player, and the tree of what an LMS launches.
//!
//! Pure and the same every time: nothing is read or written here, and long pages are made when their turn comes.

mod answer;
mod blocks;
mod captions;
mod data;
mod escape;
mod facts;
mod glossary;
mod home;
mod lesson;
mod page;
mod question;
mod search;
mod site;
mod theme;
mod tree;
mod view;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::archive::Content as Bytes;
use crate::check::Checked;
use crate::package::{Content, File};
use crate::player::{self, Player};
use site::Site;

/// What made the package.
const GENERATOR: &str = concat!("coursepack ", env!("CARGO_PKG_VERSION"));

/// The files of the player, which every SCO uses; its words come beside them.
const PLAYER: [&str; 4] = [
    "player/more.js",
    "player/page.js",
    "player/player.css",
    "player/player.js",
];

const THEME: &str = "theme.css";

/// What is around a package once it is there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct World {
    /// What plays it.
    pub(crate) player: Player,
    /// How many characters of a SCO's state are kept.
    pub(crate) room: usize,
    /// Whether its SCOs can share data.
    pub(crate) shares: bool,
}

/// Renders a course to be played.
pub(crate) fn render(checked: &Checked, world: World) -> Content<'_> {
    let player = world.player;
    let mut site = Site::new(checked, world);
    let (indices, scripts) = search::build(&site);
    site.search = indices;
    let site = Arc::new(site);
    let mut files: Vec<File<'_>> = scripts
        .into_iter()
        .map(|(name, script)| text(name, script))
        .collect();
    for part in &checked.scos {
        files.push(text(site.launch(part), home::launch(&site, part)));
        files.push(text(site.data(part), data::script(&site, part)));
        for language in site.languages().iter().skip(1) {
            files.push(text(
                site.home(part, language),
                home::translated(&site, part, language),
            ));
        }
    }
    for at in 0..site.seats.len() {
        let bytes = page::estimate(&site, at) as u64;
        for language in site.languages() {
            let pages = Arc::clone(&site);
            files.push(File {
                name: format!("lessons/{}", site.page(at, language)),
                content: Bytes::lazy(move || page::lesson(&pages, at, language)),
                bytes,
            });
        }
    }
    if !site.course.glossary.is_empty() {
        for language in site.languages() {
            files.push(text(
                site.glossary(language),
                home::glossary(&site, language),
            ));
        }
    }
    files.push(fixed(PLAYER[0], player.more()));
    files.push(fixed(PLAYER[1], player::PAGE_SCRIPT));
    files.push(fixed(PLAYER[2], player::STYLE));
    files.push(fixed(PLAYER[3], player.script()));
    for (name, script) in site.words.scripts() {
        files.push(text(name, script));
    }
    files.push(text(THEME.to_owned(), theme::css(&site)));
    let own = theme::own(&site);
    for (path, asset) in &checked.assets {
        files.push(match &own {
            Some((css, sheet)) if css == path => text(asset.name.clone(), sheet.clone()),
            _ => File {
                name: asset.name.clone(),
                content: Bytes::File(checked.folder.path(path), asset.bytes),
                bytes: asset.bytes,
            },
        });
    }
    let names: BTreeMap<&str, usize> = files
        .iter()
        .enumerate()
        .map(|(at, file)| (file.name.as_str(), at))
        .collect();
    let tree = tree::Tree {
        site: &site,
        files: &|name| names.get(name).copied(),
    }
    .nodes();
    Content {
        course: facts::facts(&site),
        files,
        tree,
    }
}

/// A file that is the same in every package.
fn fixed(name: &str, content: &'static str) -> File<'static> {
    File {
        name: name.to_owned(),
        content: Bytes::Static(content.as_bytes()),
        bytes: content.len() as u64,
    }
}

/// A file that is made at once.
fn text(name: String, content: String) -> File<'static> {
    File {
        name,
        bytes: content.len() as u64,
        content: Bytes::Text(content),
    }
}
