//! Which files go into which resource, for every edition of SCORM.

use super::{Content, Sco, identifier};

/// A resource of a manifest, before it is in the words of a standard.
pub(super) struct Resource<'c> {
    pub(super) identifier: String,
    /// What is launched; nothing where files are only shared.
    pub(super) launch: Option<&'c str>,
    /// Its own files, the launched one first. Every file of a package is in exactly one resource.
    pub(super) files: Vec<&'c str>,
    /// The resource whose files it needs too.
    pub(super) needs: Option<&'static str>,
}

/// One resource a SCO, in the order of the tree, with the files that only it uses, and one for those that are of several.
///
/// The shared one launches nothing, so that the first resource with an address is the first SCO: Open edX launches that.
pub(super) fn divide<'c>(content: &'c Content<'_>, scos: &[&'c Sco]) -> Vec<Resource<'c>> {
    let owners = owners(content, scos);
    let shared = listed(content, &owners, None);
    let needs = (!shared.is_empty() && scos.len() > 1).then_some(identifier::SHARED_RESOURCE);
    let own = |(at, sco): (usize, &&'c Sco)| {
        let mut files = listed(content, &owners, Some(at));
        // The launched file first, as readers of the manifest expect; the order means nothing to an LMS.
        files.sort_by_key(|name| *name != sco.launch);
        Resource {
            identifier: identifier::resource(&sco.id),
            launch: Some(&sco.launch),
            files,
            needs,
        }
    };
    let mut resources: Vec<Resource<'c>> = scos.iter().enumerate().map(own).collect();
    if !shared.is_empty() {
        resources.push(Resource {
            identifier: identifier::SHARED_RESOURCE.to_owned(),
            launch: None,
            files: shared,
            needs: None,
        });
    }
    resources
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
