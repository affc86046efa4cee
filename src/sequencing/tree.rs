//! The activity tree (SN 2.1): every item of an organization with what the manifest says about it.

use std::collections::BTreeMap;

use super::facts::{
    Control, Delivery, Limits, Objective, Reader, Remark, Rollup, Rules, Threshold,
};
use crate::manifest::At;
use crate::manifest::scorm2004::{CompletionThreshold, Item, Manifest};
use crate::manifest::sequencing::Sequencing;
use crate::standard::scorm2004::Edition;

/// An activity: the organization itself, a cluster, or something to deliver.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// The identifier of its item; a second one of the same name gets a number.
    pub id: String,
    /// What learners see.
    pub title: String,
    /// `isvisible`; only for tables of contents, no rule looks at it.
    pub visible: bool,
    /// The identifier of the resource that is launched.
    pub resource: Option<String>,
    /// The cluster that it is in; none of the root.
    pub parent: Option<usize>,
    /// What is in it, all of them and in the order of the manifest: nothing is drawn or shuffled.
    pub children: Vec<usize>,
    /// How many clusters it is in.
    pub depth: usize,
    /// The last activity in it, or itself.
    pub last: usize,
    /// Its place among its siblings.
    pub place: usize,
    /// Which ways are open among its children.
    pub control: Control,
    /// What happens under which conditions.
    pub rules: Rules,
    /// How often it may be begun.
    pub limits: Limits,
    /// What it gives to its parent and takes from its children.
    pub rollup: Rollup,
    /// What is to be reached; the first is the primary one.
    pub objectives: Vec<Objective>,
    /// When its progress makes it complete.
    pub threshold: Threshold,
    /// Who sets its results.
    pub delivery: Delivery,
}

impl Activity {
    /// Whether it can be delivered: a leaf of the tree.
    pub fn is_leaf(&self) -> bool {
        self.children.is_empty() && self.parent.is_some()
    }

    /// The title, or the identifier when it has none.
    pub fn name(&self) -> &str {
        if self.title.is_empty() {
            &self.id
        } else {
            &self.title
        }
    }
}

/// The activity tree of an organization. Activities are numbered in the order of the manifest, the root is 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    edition: Edition,
    globals_outlive: bool,
    activities: Vec<Activity>,
    ids: BTreeMap<String, usize>,
    /// Who reads each global objective.
    readers: BTreeMap<String, Vec<usize>>,
}

impl Course {
    /// The tree of the manifest's default organization (the first, when the manifest names none), and what of it could
    /// not be taken as it stands. Any manifest gives a tree; one without items has nothing to deliver.
    pub fn new(manifest: &Manifest, edition: Edition) -> (Self, Vec<Remark>) {
        let mut remarks = Vec::new();
        let all = manifest.organizations.as_ref();
        let wanted = all.and_then(|all| all.default.as_ref());
        let organizations = all.map_or(&[][..], |all| &all.organizations[..]);
        let organization = organizations
            .iter()
            .find(|one| wanted.is_some() && one.identifier.as_ref().map(text) == wanted.map(text))
            .or(organizations.first());
        let collection: BTreeMap<&str, &Sequencing> = manifest
            .collection
            .iter()
            .flat_map(|collection| &collection.sequencings)
            .filter_map(|one| Some((one.id.as_ref()?.as_str(), one)))
            .collect();
        let mut builder = Builder {
            course: Self {
                edition,
                globals_outlive: true,
                activities: Vec::new(),
                ids: BTreeMap::new(),
                readers: BTreeMap::new(),
            },
            collection,
            remarks: &mut remarks,
        };
        match organization {
            Some(organization) => {
                builder.course.globals_outlive = organization
                    .objectives_global
                    .as_ref()
                    .is_none_or(|text| !matches!(text.value.trim(), "false" | "0"));
                builder.add(
                    &Source {
                        id: organization.identifier.as_ref().map_or("", text),
                        title: organization.title.as_ref().map_or("", text),
                        visible: true,
                        resource: None,
                        threshold: organization.threshold.as_ref(),
                        sequencing: organization.sequencing.as_ref(),
                        at: &organization.at,
                    },
                    None,
                );
                builder.items(&organization.items);
            }
            None => {
                builder.add(&Source::nothing(&manifest.at), None);
                builder.remarks.push(Remark {
                    activity: String::new(),
                    at: manifest.at.clone(),
                    message: "there is no organization; there is nothing to deliver".to_owned(),
                });
            }
        }
        let course = builder.finish();
        (course, remarks)
    }

    /// The edition whose rules apply.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Whether global objectives are kept for a learner across courses (`adlseq:objectivesGlobalToSystem`).
    pub fn globals_outlive(&self) -> bool {
        self.globals_outlive
    }

    /// Every activity in the order of the manifest, the root first.
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// The number of the activity with this identifier.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// Those who read a global objective.
    pub(super) fn readers(&self, target: &str) -> &[usize] {
        self.readers.get(target).map_or(&[], |readers| readers)
    }

    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        self.activities[at].parent
    }

    /// From an activity up to the root, both included.
    pub(super) fn up(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |at| self.parent(*at))
    }

    /// From the root down to an activity, both included.
    pub(super) fn down(&self, at: usize) -> Vec<usize> {
        let mut path: Vec<usize> = self.up(at).collect();
        path.reverse();
        path
    }

    /// Whether `at` is `around` or inside it.
    pub(super) fn inside(&self, at: usize, around: usize) -> bool {
        (around..=self.activities[around].last).contains(&at)
    }

    /// The innermost activity around both.
    pub(super) fn common(&self, one: usize, other: usize) -> usize {
        self.up(one)
            .find(|around| self.inside(other, *around))
            .unwrap_or(0)
    }

    pub(super) fn sibling(&self, at: usize, forward: bool) -> Option<usize> {
        let place = self.activities[at].place;
        let place = if forward {
            place + 1
        } else {
            place.checked_sub(1)?
        };
        let parent = self.parent(at)?;
        self.activities[parent].children.get(place).copied()
    }
}

fn text(text: &crate::manifest::Text) -> &str {
    text.value.trim()
}

/// What an activity is made from.
struct Source<'m> {
    id: &'m str,
    title: &'m str,
    visible: bool,
    resource: Option<&'m str>,
    threshold: Option<&'m CompletionThreshold>,
    sequencing: Option<&'m Sequencing>,
    at: &'m At,
}

impl<'m> Source<'m> {
    fn nothing(at: &'m At) -> Self {
        Self {
            id: "",
            title: "",
            visible: true,
            resource: None,
            threshold: None,
            sequencing: None,
            at,
        }
    }
}

struct Builder<'m, 'r> {
    course: Course,
    collection: BTreeMap<&'m str, &'m Sequencing>,
    remarks: &'r mut Vec<Remark>,
}

impl<'m> Builder<'m, '_> {
    /// Adds items and what is in them, without recursion: nobody says how deep a manifest is.
    fn items(&mut self, items: &'m [Item]) {
        let mut waiting: Vec<(&Item, usize)> = items.iter().rev().map(|item| (item, 0)).collect();
        while let Some((item, parent)) = waiting.pop() {
            let at = self.add(
                &Source {
                    id: item.identifier.as_ref().map_or("", text),
                    title: item.title.as_ref().map_or("", text),
                    visible: item
                        .isvisible
                        .as_ref()
                        .is_none_or(|text| !matches!(text.value.trim(), "false" | "0")),
                    resource: item.identifierref.as_ref().map(text),
                    threshold: item.threshold.as_ref(),
                    sequencing: item.sequencing.as_ref(),
                    at: &item.at,
                },
                Some(parent),
            );
            if item.items.is_empty() == item.identifierref.is_none() {
                let message = if item.items.is_empty() {
                    "the item is a leaf but names no resource; there is nothing to launch"
                } else {
                    "the item has items inside and names a resource; it is a cluster and launches nothing"
                };
                self.remarks.push(Remark {
                    activity: self.course.activities[at].id.clone(),
                    at: item.at.clone(),
                    message: message.to_owned(),
                });
            }
            waiting.extend(item.items.iter().rev().map(|item| (item, at)));
        }
    }

    fn add(&mut self, source: &Source<'m>, parent: Option<usize>) -> usize {
        let at = self.course.activities.len();
        let id = self.unique(source);
        let mut reader = Reader {
            activity: &id,
            remarks: self.remarks,
        };
        let none = Sequencing::default();
        let own = source.sequencing.unwrap_or(&none);
        let shared = own.idref.as_ref().map(|idref| {
            let found = self.collection.get(text(idref)).copied();
            if found.is_none() {
                reader.remark(
                    &idref.at,
                    format!(
                        "`IDRef` names `{}`, which is not in the collection; it is passed over",
                        text(idref)
                    ),
                );
            }
            found
        });
        let shared = shared.flatten().unwrap_or(&none);
        let delivery = own.delivery.as_ref().or(shared.delivery.as_ref());
        let limits = own.limits.as_ref().or(shared.limits.as_ref());
        let rules = own.rules.as_ref().or(shared.rules.as_ref());
        let activity = Activity {
            title: source.title.to_owned(),
            visible: source.visible,
            resource: source.resource.map(str::to_owned),
            parent,
            children: Vec::new(),
            depth: parent.map_or(0, |parent| self.course.activities[parent].depth + 1),
            last: at,
            place: parent.map_or(0, |parent| self.course.activities[parent].children.len()),
            control: Control::read(
                own.control.as_ref().or(shared.control.as_ref()),
                own.choice.as_ref().or(shared.choice.as_ref()),
                &mut reader,
            ),
            rules: Rules::read(rules, &mut reader),
            limits: Limits::read(limits, &mut reader),
            rollup: Rollup::read(
                own.rollup.as_ref().or(shared.rollup.as_ref()),
                own.considerations
                    .as_ref()
                    .or(shared.considerations.as_ref()),
                &mut reader,
            ),
            objectives: Objective::read_all(
                own.objectives.as_ref().or(shared.objectives.as_ref()),
                own.shared
                    .as_ref()
                    .or(shared.shared.as_ref())
                    .filter(|_| self.course.edition == Edition::Fourth),
                &mut reader,
            ),
            threshold: Threshold::read(
                source.threshold,
                self.course.edition.threshold_has_attributes(),
                &mut reader,
            ),
            delivery: Delivery::read(delivery, &mut reader),
            id: id.clone(),
        };
        for condition in activity.rules.conditions() {
            let Some(wanted) = &condition.objective else {
                continue;
            };
            if !activity
                .objectives
                .iter()
                .any(|one| one.id.as_ref() == Some(wanted))
            {
                reader.remark(
                    source.at,
                    format!("a rule looks at the objective `{wanted}`, which is not among those of the activity; its status stays unknown"),
                );
            }
        }
        for map in activity.objectives.iter().flat_map(|one| &one.maps) {
            if !map.reads.is_empty() {
                let readers = self.course.readers.entry(map.target.clone()).or_default();
                if readers.last() != Some(&at) {
                    readers.push(at);
                }
            }
        }
        self.course.activities.push(activity);
        if let Some(parent) = parent {
            self.course.activities[parent].children.push(at);
        }
        self.course.ids.insert(id, at);
        at
    }

    /// The identifier, with a number where it is there already.
    fn unique(&mut self, source: &Source<'_>) -> String {
        if !source.id.is_empty() && !self.course.ids.contains_key(source.id) {
            return source.id.to_owned();
        }
        let taken = self.course.activities.len();
        let base = if source.id.is_empty() {
            "activity"
        } else {
            source.id
        };
        // With the number of the activity it is new, but for an item that bears this very name.
        let mut id = format!("{base}-{taken}");
        while self.course.ids.contains_key(&id) {
            id.push('-');
        }
        self.remarks.push(Remark {
            activity: id.clone(),
            at: source.at.clone(),
            message: if source.id.is_empty() {
                format!("it has no identifier; it is called `{id}`")
            } else {
                format!("a second item `{}`; it is called `{id}`", source.id)
            },
        });
        id
    }

    fn finish(mut self) -> Course {
        // Children come after their parents, so that from the end every `last` is known when it is needed.
        for at in (1..self.course.activities.len()).rev() {
            let last = self.course.activities[at].last;
            if let Some(parent) = self.course.activities[at].parent {
                let around = &mut self.course.activities[parent].last;
                *around = (*around).max(last);
            }
        }
        self.course
    }
}
