//! A rendered course as a SCORM 1.2 package: `imsmanifest.xml`, the control documents, and the files.

use super::{
    Cluster, Content, File, Localised, Node, Sco, identifier, lom12, metadata, prerequisites,
    resources, title::Titles,
};
use crate::archive::{Content as Bytes, Entry, Plan};
use crate::finding::{Finding, Findings, code};
use crate::manifest::{
    Dependency, File as Listed, Item, Manifest, Metadata, Organization, Organizations,
    Prerequisites, Resource, Resources, Text,
};
use crate::standard::scorm12::{self, limit};

/// What a package holds and what was noticed on the way; when something would not work, only that.
pub fn plan(content: Content<'_>) -> Result<(Plan<'_>, Findings), Findings> {
    let (manifest, findings) = manifest(&content);
    if findings.has_errors() {
        return Err(findings);
    }
    let descriptor = Entry::new(scorm12::MANIFEST, Bytes::Text(manifest.write()));
    let documents = scorm12::CONTROL_DOCUMENTS
        .into_iter()
        .map(|(name, text)| Entry::new(name, Bytes::Static(text.as_bytes())));
    let files = content
        .files
        .into_iter()
        .map(|File { name, content, .. }| Entry::new(name, content));
    let entries = std::iter::once(descriptor)
        .chain(documents)
        .chain(files)
        .collect();
    Ok((Plan { entries }, findings))
}

/// The manifest of a package, and what was noticed on the way.
pub fn manifest(content: &Content<'_>) -> (Manifest, Findings) {
    let facts = &content.course;
    let organization = Text::from(identifier::organization(&facts.id));
    let mut tree = Tree {
        content,
        scos: content.scos().into_iter().map(|(_, sco)| sco).collect(),
        needs: prerequisites::direct(content),
        next: 0,
        titles: Titles::default(),
        findings: Findings::default(),
    };
    let title = tree
        .titles
        .text(&facts.title, &facts.slug, facts.place.as_ref());
    let items = tree.root(&title);
    let version = facts.version.as_str();
    let fits = (1..=limit::VERSION).contains(&version.chars().count());
    let manifest = Manifest {
        identifier: Some(identifier::manifest(&facts.id, &facts.slug).into()),
        version: fits.then(|| version.into()),
        metadata: Some(Metadata {
            schema: Some(scorm12::SCHEMA.into()),
            schemaversion: Some(scorm12::SCHEMA_VERSION.into()),
            loms: vec![lom12::lom(&metadata::course(content))],
            ..Metadata::default()
        }),
        organizations: Some(Organizations {
            default: Some(organization.clone()),
            organizations: vec![Organization {
                identifier: Some(organization),
                title: Some(title),
                items,
                ..Organization::default()
            }],
            ..Organizations::default()
        }),
        resources: Some(Resources {
            resources: resources::divide(content, &tree.scos)
                .into_iter()
                .map(resource)
                .collect(),
            ..Resources::default()
        }),
        ..Manifest::default()
    };
    tree.findings.0.extend(tree.titles.findings.0);
    (manifest, tree.findings)
}

/// The tree of items while it is made.
struct Tree<'c> {
    content: &'c Content<'c>,
    /// Every SCO, in the order of the tree.
    scos: Vec<&'c Sco>,
    /// What each of them needs before it, as positions in that order.
    needs: Vec<Vec<usize>>,
    /// How many of them have become items.
    next: usize,
    titles: Titles,
    findings: Findings,
}

impl<'c> Tree<'c> {
    /// The top of the tree. Moodle's buttons for the next and previous sibling are dead at the top of an
    /// organization, so there is only ever one item there: around several stands a cluster for the whole course.
    fn root(&mut self, title: &Text) -> Vec<Item> {
        let content = self.content;
        let items = self.items(&content.tree);
        if items.len() < 2 {
            return items;
        }
        vec![Item {
            identifier: Some(identifier::ROOT_ITEM.into()),
            isvisible: Some("true".into()),
            title: Some(title.clone()),
            items,
            ..Item::default()
        }]
    }

    fn items(&mut self, nodes: &'c [Node]) -> Vec<Item> {
        nodes
            .iter()
            .map(|node| match node {
                Node::Cluster(cluster) => self.cluster(cluster),
                Node::Sco(sco) => self.sco(sco),
            })
            .collect()
    }

    fn cluster(&mut self, cluster: &'c Cluster) -> Item {
        Item {
            identifier: Some(identifier::item(&cluster.id).into()),
            isvisible: Some("true".into()),
            title: Some(
                self.titles
                    .text(&cluster.title, &cluster.id, cluster.place.as_ref()),
            ),
            items: self.items(&cluster.children),
            metadata: part(
                &cluster.title,
                &cluster.description,
                cluster.duration.as_deref(),
            ),
            ..Item::default()
        }
    }

    fn sco(&mut self, sco: &'c Sco) -> Item {
        let at = self.next;
        self.next += 1;
        // The only SCO is the course, about which the manifest's own metadata says everything.
        let alone = self.scos.len() == 1;
        Item {
            identifier: Some(identifier::item(&sco.id).into()),
            identifierref: Some(identifier::resource(&sco.id).into()),
            isvisible: Some("true".into()),
            title: Some(self.titles.text(&sco.title, &sco.id, sco.place.as_ref())),
            metadata: part(&sco.title, &sco.description, sco.duration.as_deref())
                .filter(|_| !alone),
            prerequisites: self.prerequisites(sco, at),
            datafromlms: self.data(sco),
            masteryscore: self.mastery(sco),
            ..Item::default()
        }
    }

    /// The gate before a SCO. One that is too long for the standard is left out: a part of it would open the SCO
    /// too early just as well, and nobody would see why.
    fn prerequisites(&mut self, sco: &Sco, at: usize) -> Option<Prerequisites> {
        let ids: Vec<&str> = self.needs[at]
            .iter()
            .map(|other| self.scos[*other].id.as_str())
            .collect();
        if ids.is_empty() {
            return None;
        }
        let script = prerequisites::script(&ids);
        let length = script.chars().count();
        if length > limit::PREREQUISITES {
            self.report(
                sco,
                Finding::new(
                    &code::SCORM12_PREREQUISITES_TOO_LONG,
                    format!(
                        "`{}` needs {} others before it, which takes {length} characters where SCORM 1.2 has {}",
                        sco.id,
                        ids.len(),
                        limit::PREREQUISITES
                    ),
                )
                .help("the LMS will not lock it; require fewer lessons (such as the last of a module), or use the granularity `module`"),
            );
            return None;
        }
        Some(Prerequisites {
            kind: Some(scorm12::PREREQUISITES_TYPE.into()),
            script: script.into(),
            ..Prerequisites::default()
        })
    }

    fn data(&mut self, sco: &Sco) -> Option<Text> {
        let data = sco.data.as_deref().filter(|data| !data.is_empty())?;
        let length = data.chars().count();
        if length > limit::DATA_FROM_LMS {
            self.report(
                sco,
                Finding::new(
                    &code::SCORM12_LAUNCH_DATA_TOO_LONG,
                    format!(
                        "the launch data of `{}` has {length} characters, {} are allowed",
                        sco.id,
                        limit::DATA_FROM_LMS
                    ),
                ),
            );
        }
        Some(data.into())
    }

    /// Only where something is scored: an LMS that knows a mastery score says passed or failed instead of
    /// completed. A mark of 0 is no gate, and Moodle loses it.
    fn mastery(&self, sco: &Sco) -> Option<Text> {
        let mastery = self.content.course.mastery.filter(|_| sco.scored)?;
        let rounded = (mastery.clamp(0.0, limit::SCORE) * 100.0).round() / 100.0;
        (rounded > 0.0).then(|| rounded.to_string().into())
    }

    fn report(&mut self, sco: &Sco, finding: Finding) {
        self.findings.push(match &sco.place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        });
    }
}

fn part(title: &Localised, description: &Localised, duration: Option<&str>) -> Option<Metadata> {
    metadata::part(title, description, duration).map(|lom| Metadata {
        loms: vec![lom12::lom(&lom)],
        ..Metadata::default()
    })
}

fn resource(from: resources::Resource<'_>) -> Resource {
    let kind = if from.launch.is_some() {
        "sco"
    } else {
        "asset"
    };
    let file = |name: &&str| Listed {
        href: Some((*name).into()),
        ..Listed::default()
    };
    let dependency = |needed: &str| Dependency {
        identifierref: Some(needed.into()),
        ..Dependency::default()
    };
    Resource {
        identifier: Some(from.identifier.into()),
        kind: Some(scorm12::RESOURCE_TYPE.into()),
        scormtype: Some(kind.into()),
        href: from.launch.map(Into::into),
        files: from.files.iter().map(file).collect(),
        dependencies: from.needs.map(dependency).into_iter().collect(),
        ..Resource::default()
    }
}
