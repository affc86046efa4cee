//! What ADL's tools and LMSs demand of a SCORM 2004 package beyond the schemas, read from the text of the manifest and
//! the names in the package alone: none of our typed values are used.

use std::collections::{BTreeMap, BTreeSet};

use coursepack::manifest::{Element, read_xml};
use coursepack::standard::scorm2004::{self as standard, Edition};

/// What is wrong with a package; `names` are all that is in it.
pub(crate) fn faults(edition: Edition, text: &str, names: &[String]) -> Vec<String> {
    let root = match read_xml(text) {
        Ok(root) => root,
        Err(fault) => return vec![format!("not well-formed: {fault:?}")],
    };
    let mut rules = Rules {
        edition,
        faults: Vec::new(),
    };
    rules.namespaces(&root, names);
    rules.head(&root);
    rules.identifiers(&root);
    let resources = rules.resources(&root, names);
    rules.organizations(&root, &resources);
    rules.faults
}

struct Rules {
    edition: Edition,
    faults: Vec<String>,
}

/// What a manifest says of a resource.
struct Resource {
    sco: bool,
    href: Option<String>,
}

fn children<'e>(element: &'e Element, local: &'e str) -> impl Iterator<Item = &'e Element> {
    element
        .children
        .iter()
        .filter(move |child| child.local == local)
}

fn child<'e>(element: &'e Element, local: &'e str) -> Option<&'e Element> {
    children(element, local).next()
}

fn value<'e>(element: &'e Element, local: &str) -> Option<&'e str> {
    element
        .attributes
        .iter()
        .find(|attribute| attribute.local == local)
        .map(|attribute| attribute.value.as_str())
}

fn everything<'e>(element: &'e Element, into: &mut Vec<&'e Element>) {
    into.push(element);
    for child in &element.children {
        everything(child, into);
    }
}

fn all(element: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    everything(element, &mut found);
    found
}

/// An address with its percent-encoding undone.
fn decoded(href: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = href.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let code = (*first == b'%' && others.len() >= 2)
            .then(|| std::str::from_utf8(&others[..2]).ok())
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = code {
            bytes.push(byte);
            rest = &others[2..];
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

impl Rules {
    fn demand(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.faults.push(otherwise());
        }
    }

    /// Every namespace has its usual prefix (Moodle compares text) and is mapped to a file at the root of the package.
    fn namespaces(&mut self, root: &Element, names: &[String]) {
        const PREFIXES: [(&str, &str); 6] = [
            (standard::IMSCP, ""),
            (standard::ADLCP, "adlcp"),
            (standard::ADLSEQ, "adlseq"),
            (standard::ADLNAV, "adlnav"),
            (standard::IMSSS, "imsss"),
            (standard::XSI, "xsi"),
        ];
        let location = value(root, "schemaLocation").unwrap_or("");
        self.demand(!location.contains(['\n', '\r', '\t']), || {
            "a line break in schemaLocation".into()
        });
        let words: Vec<&str> = location
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect();
        self.demand(words.len().is_multiple_of(2), || {
            "schemaLocation is not in pairs".into()
        });
        let mapped: BTreeMap<&str, &str> = words
            .chunks_exact(2)
            .map(|pair| (pair[0], pair[1]))
            .collect();
        for file in mapped.values() {
            self.demand(names.iter().any(|name| name == file), || {
                format!("{file} is named in schemaLocation and not at the root")
            });
        }
        let mut used = BTreeSet::new();
        for element in all(root) {
            used.insert((element.namespace.as_str(), element.prefix.as_str()));
            for attribute in &element.attributes {
                if !attribute.prefix.is_empty() && attribute.prefix != "xml" {
                    used.insert((attribute.namespace.as_str(), attribute.prefix.as_str()));
                }
            }
        }
        for (namespace, prefix) in used {
            if namespace != standard::XSI {
                self.demand(mapped.contains_key(namespace), || {
                    format!("{namespace} is not in schemaLocation")
                });
            }
            let usual = PREFIXES.iter().find(|(known, _)| *known == namespace);
            self.demand(usual.is_none_or(|(_, usual)| *usual == prefix), || {
                format!("{namespace} has the prefix `{prefix}`")
            });
        }
        for name in [
            "imscp_v1p1.xsd",
            "adlcp_v1p3.xsd",
            "adlseq_v1p3.xsd",
            "adlnav_v1p3.xsd",
            "imsss_v1p0.xsd",
            "lom.xsd",
            "xml.xsd",
        ] {
            self.demand(names.iter().any(|other| other == name), || {
                format!("{name} is not at the root")
            });
        }
    }

    /// The manifest begins with what it is.
    fn head(&mut self, root: &Element) {
        self.demand(root.local == "manifest", || {
            "the root is no manifest".into()
        });
        let order: Vec<&str> = root
            .children
            .iter()
            .map(|child| child.local.as_str())
            .collect();
        self.demand(
            order.starts_with(&["metadata", "organizations", "resources"]),
            || format!("the manifest holds {order:?}"),
        );
        let Some(metadata) = child(root, "metadata") else {
            return;
        };
        let first: Vec<(&str, &str)> = metadata
            .children
            .iter()
            .take(2)
            .map(|child| (child.local.as_str(), child.text.as_str()))
            .collect();
        let expected = [
            ("schema", "ADL SCORM"),
            ("schemaversion", self.edition.schema_version()),
        ];
        self.demand(first == expected, || {
            format!("metadata begins with {first:?}")
        });
    }

    /// Identifiers are unique and begin with a letter.
    fn identifiers(&mut self, root: &Element) {
        let mut seen = BTreeSet::new();
        for element in all(root) {
            let named = ["manifest", "organization", "item", "resource"]
                .contains(&element.local.as_str())
                && element.namespace == standard::IMSCP;
            if !named {
                continue;
            }
            let id = value(element, "identifier").unwrap_or("");
            let starts = id.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
            let continues = id
                .chars()
                .all(|other| other.is_ascii_alphanumeric() || "-_.".contains(other));
            self.demand(starts && continues && id.len() <= 255, || {
                format!("the identifier `{id}`")
            });
            self.demand(seen.insert(id.to_owned()), || format!("`{id}` twice"));
        }
    }

    /// Resources by identifier; every file is there, and everything that is there is a file of one.
    fn resources(&mut self, root: &Element, names: &[String]) -> BTreeMap<String, Resource> {
        let known: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let mut listed = BTreeSet::new();
        let mut found = BTreeMap::new();
        let mut dependencies = Vec::new();
        for resource in child(root, "resources").map_or(&[][..], |all| &all.children) {
            let id = value(resource, "identifier").unwrap_or("").to_owned();
            self.demand(value(resource, "type") == Some("webcontent"), || {
                format!("{id} is not webcontent")
            });
            let kind = resource
                .attributes
                .iter()
                .find(|attribute| {
                    attribute.local == "scormType" && attribute.namespace == standard::ADLCP
                })
                .map(|attribute| attribute.value.as_str());
            self.demand(matches!(kind, Some("sco" | "asset")), || {
                format!("{id} is {kind:?}")
            });
            self.demand(
                value(resource, "base").is_none_or(|base| base.ends_with('/')),
                || format!("the base of {id} does not end in /"),
            );
            self.demand(
                self.edition == Edition::Second || value(resource, "persistState").is_none(),
                || format!("{id} has persistState"),
            );
            let base = value(resource, "base").unwrap_or("");
            let mut own = BTreeSet::new();
            for file in children(resource, "file") {
                let href = format!("{base}{}", value(file, "href").unwrap_or(""));
                self.href(&href);
                let name = decoded(&href);
                self.demand(known.contains(name.as_str()), || {
                    format!("{name} is listed and not there")
                });
                own.insert(href);
                listed.insert(name);
            }
            let href = value(resource, "href").map(|href| format!("{base}{href}"));
            if let Some(href) = &href {
                self.href(href);
                self.demand(own.contains(href), || format!("{href} is no file of {id}"));
            }
            dependencies.extend(children(resource, "dependency").map(|one| {
                (
                    id.clone(),
                    value(one, "identifierref").unwrap_or("").to_owned(),
                )
            }));
            let sco = kind == Some("sco");
            found.insert(id, Resource { sco, href });
        }
        for (id, target) in dependencies {
            self.demand(found.contains_key(&target), || {
                format!("{id} depends on {target}, which is not there")
            });
        }
        for name in names {
            let own = name == "imsmanifest.xml" || name.ends_with(".xsd");
            self.demand(own || listed.contains(name), || {
                format!("{name} is in the package and in no resource")
            });
        }
        found
    }

    fn href(&mut self, href: &str) {
        let bad = href.is_empty()
            || href.starts_with('/')
            || href.starts_with("www.")
            || href.contains(['\\', '?', '#', '"', ' ', '\n'])
            || href.contains("://")
            || href.starts_with("file:")
            || href.split('/').any(|part| part == ".." || part == ".");
        self.demand(!bad, || format!("the address `{href}`"));
        let name = href.rsplit('/').next().unwrap_or("");
        self.demand(name.contains('.'), || format!("`{href}` has no extension"));
    }

    fn organizations(&mut self, root: &Element, resources: &BTreeMap<String, Resource>) {
        let Some(organizations) = child(root, "organizations") else {
            return;
        };
        let all: Vec<&Element> = children(organizations, "organization").collect();
        let [organization] = all.as_slice() else {
            self.faults.push(format!("{} organizations", all.len()));
            return;
        };
        self.demand(
            value(organizations, "default") == value(organization, "identifier"),
            || "the default names no organization".into(),
        );
        self.title(organization);
        self.demand(child(organization, "item").is_some(), || "no item".into());
        self.demand(
            value(organization, "objectivesGlobalToSystem") == Some("false"),
            || "global objectives outlive the course".into(),
        );
        let fourth = self.edition == Edition::Fourth;
        self.demand(
            fourth || value(organization, "sharedDataGlobalToSystem").is_none(),
            || "sharedDataGlobalToSystem before the 4th edition".into(),
        );
        let mode = child(organization, "sequencing")
            .and_then(|sequencing| child(sequencing, "controlMode"));
        self.demand(
            mode.is_some_and(|mode| {
                value(mode, "choice").is_some() && value(mode, "flow").is_some()
            }),
            || "the organization says nothing of choice and flow".into(),
        );
        let mut first = None;
        let mut activities = vec![*organization];
        for item in children(organization, "item") {
            self.item(item, resources, &mut first, &mut activities);
        }
        let launched = resources_in_order(root).into_iter().next();
        self.demand(first == launched, || {
            format!(
                "the first resource with an address is {launched:?}, the first to launch {first:?}"
            )
        });
        self.objectives(&activities);
    }

    fn title(&mut self, element: &Element) {
        let titles: Vec<&Element> = children(element, "title").collect();
        let one = titles.len() == 1 && !titles[0].text.trim().is_empty();
        self.demand(one, || {
            format!("the title of {:?}", value(element, "identifier"))
        });
    }

    fn item<'e>(
        &mut self,
        item: &'e Element,
        resources: &BTreeMap<String, Resource>,
        first: &mut Option<String>,
        activities: &mut Vec<&'e Element>,
    ) {
        let id = value(item, "identifier").unwrap_or("").to_owned();
        activities.push(item);
        self.title(item);
        self.demand(value(item, "isvisible") == Some("true"), || {
            format!("{id} is not visible")
        });
        let leaf = child(item, "item").is_none();
        let reference = value(item, "identifierref");
        self.demand(leaf == reference.is_some(), || {
            format!("{id}: a leaf and nothing else refers to a resource")
        });
        let resource = reference.and_then(|reference| resources.get(reference));
        if leaf {
            self.demand(
                resource.is_some_and(|resource| resource.href.is_some()),
                || format!("{id} launches nothing"),
            );
            if first.is_none() {
                *first = reference.map(str::to_owned);
            }
        }
        let sco = resource.is_some_and(|resource| resource.sco);
        if let Some(parameters) = value(item, "parameters") {
            let good = parameters.starts_with(['?', '#']) || parameters.contains('=');
            self.demand(good, || format!("the parameters of {id}"));
        }
        for name in ["timeLimitAction", "dataFromLMS", "presentation", "data"] {
            self.demand(sco || child(item, name).is_none(), || {
                format!("{name} on {id}, which is no SCO")
            });
        }
        let fourth = self.edition == Edition::Fourth;
        self.demand(fourth || child(item, "data").is_none(), || {
            format!("data on {id} before the 4th edition")
        });
        self.demand(
            child(item, "dataFromLMS").is_none_or(|data| data.text.chars().count() <= 4000),
            || format!("the launch data of {id}"),
        );
        if let Some(threshold) = child(item, "completionThreshold") {
            self.demand(sco || fourth, || {
                format!("completionThreshold on {id}, which is no SCO")
            });
            self.threshold(threshold, &id);
        }
        if let Some(presentation) = child(item, "presentation") {
            let hidden: Vec<&str> = all(presentation)
                .into_iter()
                .filter(|element| element.local == "hideLMSUI")
                .map(|element| element.text.as_str())
                .collect();
            let words: &[&str] = if self.edition == Edition::Second {
                &["previous", "continue", "exit", "abandon"]
            } else {
                &[
                    "previous",
                    "continue",
                    "exit",
                    "abandon",
                    "exitAll",
                    "abandonAll",
                    "suspendAll",
                ]
            };
            for word in &hidden {
                self.demand(words.contains(word), || format!("{id} hides `{word}`"));
            }
            let once: BTreeSet<&&str> = hidden.iter().collect();
            self.demand(once.len() == hidden.len(), || {
                format!("{id} hides {hidden:?}")
            });
        }
        let sequencing = child(item, "sequencing");
        let mode = sequencing.and_then(|sequencing| child(sequencing, "controlMode"));
        self.demand(leaf != mode.is_some(), || {
            format!("{id}: a cluster and nothing else has a control mode")
        });
        if sco {
            let delivery = sequencing.and_then(|sequencing| child(sequencing, "deliveryControls"));
            for name in ["tracked", "completionSetByContent", "objectiveSetByContent"] {
                let set = delivery.and_then(|delivery| value(delivery, name));
                self.demand(set == Some("true"), || format!("{name} of {id} is {set:?}"));
            }
        }
        for inner in children(item, "item") {
            self.item(inner, resources, first, activities);
        }
    }

    fn threshold(&mut self, threshold: &Element, id: &str) {
        let share = |text: &str| {
            text.parse::<f64>()
                .is_ok_and(|number| (0.0..=1.0).contains(&number))
                && text.chars().all(|c| c.is_ascii_digit() || c == '.')
        };
        if self.edition == Edition::Fourth {
            let good = threshold.text.trim().is_empty()
                && matches!(
                    value(threshold, "completedByMeasure"),
                    Some("true" | "false")
                )
                && ["minProgressMeasure", "progressWeight"]
                    .iter()
                    .all(|name| value(threshold, name).is_none_or(share));
            self.demand(good, || format!("completionThreshold of {id}"));
        } else {
            self.demand(
                threshold.attributes.is_empty() && share(threshold.text.as_str()),
                || format!("completionThreshold of {id}"),
            );
        }
    }

    /// Objectives: named where they are used, written by one at a time, read where somebody writes them.
    fn objectives(&mut self, activities: &[&Element]) {
        let mut written = BTreeSet::new();
        let mut read = BTreeSet::new();
        let mut maps = 0;
        let leaves = activities
            .iter()
            .filter(|activity| child(activity, "item").is_none())
            .count();
        for activity in activities {
            let Some(sequencing) = child(activity, "sequencing") else {
                continue;
            };
            let id = value(activity, "identifier").unwrap_or("").to_owned();
            let mut names = BTreeSet::new();
            let mut targets = BTreeSet::new();
            let own = sequencing
                .children
                .iter()
                .find(|one| one.local == "objectives" && one.namespace == standard::IMSSS);
            for objective in own.map_or(&[][..], |own| &own.children) {
                let name = value(objective, "objectiveID");
                let mapped = children(objective, "mapInfo").count();
                maps += mapped;
                self.demand(
                    name.is_some() || objective.local == "primaryObjective" && mapped == 0,
                    || format!("an objective of {id} has no name"),
                );
                if let Some(name) = name {
                    self.demand(!name.contains(' '), || {
                        format!("the objective `{name}` of {id}")
                    });
                    self.demand(names.insert(name), || format!("{name} of {id} twice"));
                }
                let measure = child(objective, "minNormalizedMeasure");
                if let Some(measure) = measure {
                    let number = measure.text.parse::<f64>();
                    self.demand(
                        number.is_ok_and(|number| (-1.0..=1.0).contains(&number)),
                        || format!("the measure of {id}"),
                    );
                }
                self.demand(
                    (value(objective, "satisfiedByMeasure") == Some("true")) == measure.is_some(),
                    || format!("an objective of {id} is satisfied by a measure or has none"),
                );
                for map in children(objective, "mapInfo") {
                    let target = value(map, "targetObjectiveID").unwrap_or("").to_owned();
                    let yes = |name: &str| value(map, name) == Some("true");
                    if yes("writeSatisfiedStatus") || yes("writeNormalizedMeasure") {
                        self.demand(targets.insert(target.clone()), || {
                            format!("{id} writes {target} twice")
                        });
                        written.insert(target.clone());
                    }
                    if value(map, "readSatisfiedStatus") != Some("false") {
                        read.insert(target);
                    }
                }
            }
            let more = sequencing
                .children
                .iter()
                .find(|one| one.local == "objectives" && one.namespace == standard::ADLSEQ);
            self.demand(more.is_none() || self.edition == Edition::Fourth, || {
                format!("objectives of ADL in {id} before the 4th edition")
            });
            for objective in more.map_or(&[][..], |more| &more.children) {
                let name = value(objective, "objectiveID").unwrap_or("");
                self.demand(names.contains(name), || {
                    format!("{id} has no objective {name}")
                });
            }
            self.rules(sequencing, &id, &names);
        }
        for target in read.difference(&written) {
            self.faults
                .push(format!("{target} is read, and nobody writes it"));
        }
        self.demand(leaves > 1 || maps == 0, || {
            "a single SCO has global objectives".into()
        });
    }

    /// Rules: conditions in each, about objectives that are there, and none that an unknown status slips through.
    fn rules(&mut self, sequencing: &Element, id: &str, names: &BTreeSet<&str>) {
        for rule in child(sequencing, "sequencingRules").map_or(&[][..], |rules| &rules.children) {
            let conditions: Vec<&Element> = child(rule, "ruleConditions")
                .map_or(&[][..], |conditions| &conditions.children)
                .iter()
                .collect();
            self.demand(!conditions.is_empty(), || {
                format!("a rule of {id} has no conditions")
            });
            let about = |condition: &str, operator: &str| -> BTreeSet<Option<&str>> {
                conditions
                    .iter()
                    .filter(|one| {
                        value(one, "condition") == Some(condition)
                            && value(one, "operator").unwrap_or("noOp") == operator
                    })
                    .map(|one| value(one, "referencedObjective"))
                    .collect()
            };
            for condition in &conditions {
                let name = value(condition, "referencedObjective");
                self.demand(name.is_none_or(|name| names.contains(name)), || {
                    format!("a rule of {id} asks for {name:?}, which it does not have")
                });
            }
            let unknown = about("objectiveStatusKnown", "not");
            let closes = child(rule, "ruleAction").and_then(|action| value(action, "action"))
                == Some("disabled");
            let named: BTreeSet<Option<&str>> = conditions
                .iter()
                .map(|one| value(one, "referencedObjective"))
                .collect();
            self.demand(!closes || named.is_subset(&unknown), || {
                format!("a rule of {id} lets an unknown status pass")
            });
            let unsatisfied = about("satisfied", "not");
            let any = child(rule, "ruleConditions")
                .and_then(|all| value(all, "conditionCombination"))
                == Some("any");
            self.demand(unsatisfied.is_empty() || any, || {
                format!("a rule of {id} asks for an unsatisfied and an unknown status at once")
            });
        }
    }
}

/// The identifiers of resources that have an address, in document order.
fn resources_in_order(root: &Element) -> Vec<String> {
    child(root, "resources")
        .map_or(&[][..], |resources| &resources.children)
        .iter()
        .filter(|resource| value(resource, "href").is_some())
        .filter_map(|resource| value(resource, "identifier").map(str::to_owned))
        .collect()
}
