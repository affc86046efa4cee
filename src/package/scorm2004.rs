//! A rendered course as a SCORM 2004 package of one edition: `imsmanifest.xml`, the control documents, and the files.

use super::sequencing::{self, Plan as Order};
use super::{
    Cluster, Content, File, Localised, Node, Sco, identifier, metadata, resources, title::Titles,
};
use crate::archive::{Content as Bytes, Entry, Plan};
use crate::finding::{Finding, Findings, code};
use crate::lms::{self, Profile};
use crate::manifest::Text;
use crate::manifest::scorm2004::{
    CompletionThreshold, DataMap, Dependency, File as Listed, Item, Manifest, Metadata,
    NavigationInterface, Organization, Organizations, Presentation, Resource, Resources,
    SharedData,
};
use crate::standard::scorm2004::{self, Edition, limit};

/// What a package holds and what was noticed on the way; when something would not work, only that. With an LMS, the
/// package is one that it can import.
pub fn plan<'c>(
    content: Content<'c>,
    edition: Edition,
    lms: Option<&Profile>,
) -> Result<(Plan<'c>, Findings), Findings> {
    let (manifest, findings) = manifest(&content, edition, lms);
    if findings.has_errors() {
        return Err(findings);
    }
    let descriptor = Entry::new(scorm2004::MANIFEST, Bytes::Text(manifest.write()));
    let documents = edition
        .control_documents()
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

/// The manifest of a package in one edition, and what was noticed on the way.
pub fn manifest(
    content: &Content<'_>,
    edition: Edition,
    lms: Option<&Profile>,
) -> (Manifest, Findings) {
    let facts = &content.course;
    let order = lms.and_then(|lms| lms.order.as_ref());
    let organization = Text::from(identifier::organization(&facts.id));
    let mut tree = Tree {
        content,
        edition,
        order: Order::new(content, edition, order.is_none()),
        scos: content.scos().into_iter().map(|(_, sco)| sco).collect(),
        next: 0,
        titles: Titles::default(),
        findings: Findings::default(),
    };
    if let (Some(lms), Some(order)) = (lms, order) {
        tree.lose(lms, order);
    } else {
        tree.warn(lms.is_none());
    }
    let title = tree
        .titles
        .text(&facts.title, &facts.slug, facts.place.as_ref());
    let items = tree.items(&content.tree);
    let sequencing = tree.order.organization();
    let version = facts.version.as_str();
    let fits = (1..=limit::VERSION).contains(&version.chars().count());
    let shares = tree.shared().is_some();
    let manifest = Manifest {
        identifier: Some(identifier::manifest(&facts.id, &facts.slug).into()),
        version: fits.then(|| version.into()),
        metadata: Some(Metadata {
            schema: Some(scorm2004::SCHEMA.into()),
            schemaversion: Some(edition.schema_version().into()),
            loms: vec![metadata::course(content)],
            ..Metadata::default()
        }),
        organizations: Some(Organizations {
            default: Some(organization.clone()),
            organizations: vec![Organization {
                identifier: Some(organization),
                structure: Some(scorm2004::STRUCTURE.into()),
                objectives_global: Some("false".into()),
                data_global: shares.then(|| "false".into()),
                title: Some(title),
                items,
                sequencing: Some(sequencing),
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

/// Whether one SCO's state decides about another, which is an order that the LMS has to keep.
pub fn depends(content: &Content<'_>) -> bool {
    Order::new(content, Edition::Third, true).is_shared()
}

/// The tree of items while it is made.
struct Tree<'c> {
    content: &'c Content<'c>,
    edition: Edition,
    order: Order<'c>,
    /// Every SCO, in the order of the tree.
    scos: Vec<&'c Sco>,
    /// How many of them have become items.
    next: usize,
    titles: Titles,
    findings: Findings,
}

impl<'c> Tree<'c> {
    fn items(&mut self, nodes: &'c [Node]) -> Vec<Item> {
        nodes
            .iter()
            .map(|node| match node {
                Node::Cluster(cluster) => self.cluster(cluster, nodes),
                Node::Sco(sco) => self.sco(sco, nodes),
            })
            .collect()
    }

    fn cluster(&mut self, cluster: &'c Cluster, siblings: &'c [Node]) -> Item {
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
            sequencing: Some(self.order.cluster(cluster, siblings)),
            ..Item::default()
        }
    }

    fn sco(&mut self, sco: &'c Sco, siblings: &'c [Node]) -> Item {
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
            data_from_lms: self.data(sco),
            threshold: Some(self.threshold(sco, siblings)),
            sequencing: Some(self.order.sco(at, siblings)),
            presentation: Some(self.presentation(alone)),
            data: self.shared(),
            ..Item::default()
        }
    }

    /// From which progress on a SCO is completed. The player's progress reaches it in the moment in which everything
    /// else that the course asks for is done too.
    fn threshold(&self, sco: &Sco, siblings: &[Node]) -> CompletionThreshold {
        let share = sequencing::number(if sco.lessons > 1 {
            self.content.course.completion
        } else {
            1.0
        });
        if !self.edition.threshold_has_attributes() {
            return CompletionThreshold {
                number: share.into(),
                ..CompletionThreshold::default()
            };
        }
        #[expect(clippy::cast_precision_loss, reason = "a count of lessons")]
        let count = |lessons: usize| lessons as f64;
        let all = siblings.iter().map(|node| count(sequencing::lessons(node)));
        let weight = sequencing::weight(count(sco.lessons), all);
        CompletionThreshold {
            by_measure: Some("true".into()),
            minimum: Some(share.into()),
            weight: Some(sequencing::number(weight).into()),
            ..CompletionThreshold::default()
        }
    }

    /// What all SCOs of a package know of one another: which of them are done.
    fn shared(&self) -> Option<SharedData> {
        let several = self.edition == Edition::Fourth && self.scos.len() > 1;
        several.then(|| SharedData {
            maps: vec![DataMap {
                target: Some(self.order.target(scorm2004::PARTS).into()),
                read: Some("true".into()),
                write: Some("true".into()),
                ..DataMap::default()
            }],
            ..SharedData::default()
        })
    }

    /// The LMS's buttons that would do nothing, or harm: abandoning a SCO throws away what was done in it.
    fn presentation(&self, alone: bool) -> Presentation {
        let hidden = self.edition.hide_lms_ui().iter().filter(|button| {
            button.starts_with("abandon") || alone && ["previous", "continue"].contains(*button)
        });
        Presentation {
            interface: Some(NavigationInterface {
                hidden: hidden.map(|button| (*button).into()).collect(),
                ..NavigationInterface::default()
            }),
            ..Presentation::default()
        }
    }

    fn data(&mut self, sco: &Sco) -> Option<Text> {
        let data = sco.data.as_deref().filter(|data| !data.is_empty())?;
        let length = data.chars().count();
        if length > limit::DATA_FROM_LMS {
            self.report(
                sco,
                Finding::new(
                    &code::S2004_LAUNCH_DATA_TOO_LONG,
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

    /// What an LMS that keeps no order will not do.
    fn lose(&mut self, lms: &Profile, order: &lms::Order) {
        if !depends(self.content) {
            return;
        }
        let finding = Finding::new(
            &code::LMS_ORDER_LOST,
            format!(
                "{} {}: learners can open every SCO at once",
                lms.title, order.why
            ),
        )
        .help("use the granularity `course`: the player keeps the order then");
        self.findings.push(match &self.content.course.place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        });
    }

    /// What learners or LMSs will stumble over; `any` is whether the package is for any LMS.
    fn warn(&mut self, any: bool) {
        let crowded: Vec<(&Sco, usize)> = self.order.crowded().collect();
        for (sco, count) in crowded {
            self.report(
                sco,
                Finding::new(
                    &code::S2004_TOO_MANY_PREREQUISITES,
                    format!(
                        "`{}` has {count} objectives with those of what it requires, and an LMS need not keep more than {}",
                        sco.id,
                        limit::OBJECTIVES
                    ),
                )
                .help("require fewer lessons (such as the last of a module), or use the granularity `module`"),
            );
        }
        if any && self.order.is_shared() {
            let finding = Finding::new(
                &code::S2004_GLOBAL_OBJECTIVES,
                "SCOs of this course depend on one another, which Moodle 4 on PHP 8 cannot import",
            )
            .help("for Moodle, build with `--lms moodle`; other LMSs take the package as it is");
            self.findings.push(match &self.content.course.place {
                Some(place) => finding.at(place.clone()),
                None => finding,
            });
        }
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
        loms: vec![lom],
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
        kind: Some(scorm2004::RESOURCE_TYPE.into()),
        scormtype: Some(kind.into()),
        href: from.launch.map(Into::into),
        files: from.files.iter().map(file).collect(),
        dependencies: from.needs.map(dependency).into_iter().collect(),
        ..Resource::default()
    }
}
