//! A rendered course as a site: for any web server, or a folder on a disk.
//!
//! Nothing of an LMS is in it, neither a manifest nor control documents: `index.html` opens the course, which is always
//! one whole, and the learner's browser keeps the progress. The archive is for carrying it; unpack it where it is to be
//! read.

use super::{Content, File};
use crate::archive::{Entry, Plan};

/// What a package holds, the page that opens the course first.
pub fn plan(content: Content<'_>) -> Plan<'_> {
    let mut entries: Vec<Entry<'_>> = content
        .files
        .into_iter()
        .map(|File { name, content, .. }| Entry::new(name, content))
        .collect();
    entries.sort_by_key(|entry| entry.name != INDEX);
    Plan { entries }
}

/// What web servers show for a folder.
const INDEX: &str = "index.html";
