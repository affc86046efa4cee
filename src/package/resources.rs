//! Which files go into which resource, for every edition of SCORM.

use super::{Content, Sco};

/// The files of a package by the resource that lists them; every file is in exactly one.
pub(super) struct Resources<'c> {
    /// For each SCO its own files, the launched one first.
    pub(super) scos: Vec<Vec<&'c str>>,
    /// Those of several SCOs, or of none.
    pub(super) shared: Vec<&'c str>,
}

/// Divides the files of a package among its SCOs, which come in the order of the tree.
pub(super) fn divide<'c>(content: &'c Content<'_>, scos: &[&'c Sco]) -> Resources<'c> {
    let owners = owners(content, scos);
    let own = |(at, sco): (usize, &&Sco)| {
        let mut names = listed(content, &owners, Some(at));
        // The launched file first, as readers of the manifest expect; the order means nothing to an LMS.
        names.sort_by_key(|name| *name != sco.launch);
        names
    };
    Resources {
        scos: scos.iter().enumerate().map(own).collect(),
        shared: listed(content, &owners, None),
    }
}

/// The SCO whose own each file is; nobody's when several use it, or none.
fn owners(content: &Content<'_>, scos: &[&Sco]) -> Vec<Option<usize>> {
    if scos.len() == 1 {
        return vec![Some(0); content.files.len()];
    }
    let mut users = vec![Vec::new(); content.files.len()];
    for (at, sco) in scos.iter().enumerate() {
        for file in &sco.files {
            if let Some(users) = users.get_mut(*file) {
                users.push(at);
            }
        }
    }
    content
        .files
        .iter()
        .zip(users)
        .map(|(file, mut users)| {
            users.dedup();
            // A resource lists what it launches, whoever else uses it.
            let launched = scos.iter().position(|sco| sco.launch == file.name);
            launched.or(match users[..] {
                [only] => Some(only),
                _ => None,
            })
        })
        .collect()
}

/// The names of the files of one owner, sorted.
fn listed<'c>(
    content: &'c Content<'_>,
    owners: &[Option<usize>],
    owner: Option<usize>,
) -> Vec<&'c str> {
    let mut names: Vec<&str> = content
        .files
        .iter()
        .zip(owners)
        .filter(|(_, of)| **of == owner)
        .map(|(file, _)| file.name.as_str())
        .collect();
    names.sort_unstable();
    names
}
