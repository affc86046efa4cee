//! `imsmanifest.xml` of SCORM 2004: IMS content packaging 1.1.4 with ADL's extensions, sequencing and navigation.
//!
//! One value for all editions: each writes its own form of `completionThreshold`, and the 2nd and 3rd know nothing of
//! shared data and shared objectives.

use super::ieee::Lom;
use super::sequencing::{Sequencing, SequencingCollection};
use super::value::{Node, Text, node};
use super::xml::{self, Fault, Name, Writer};
use crate::standard::scorm2004;

node! {
    /// The whole document.
    Manifest {
        attributes {
            /// Unique; from it LMSs tell packages apart.
            identifier = Name::plain("identifier"),
            /// The version of the manifest.
            version = Name::plain("version"),
            /// The base of every href in it.
            base = Name::xml("base"),
        }
        elements {
            /// About the package.
            metadata: Option<Metadata> = Name::imscp114("metadata"),
            /// The trees of items.
            organizations: Option<Organizations> = Name::imscp114("organizations"),
            /// The files.
            resources: Option<Resources> = Name::imscp114("resources"),
            /// Manifests inside this one.
            manifests: Vec<Manifest> = Name::imscp114("manifest"),
            /// Sequencings that items refer to.
            collection: Option<SequencingCollection> = Name::imsss("sequencingCollection"),
        }
    }
}

node! {
    /// What is said about a manifest, organization, item, resource or file.
    Metadata {
        elements {
            /// `ADL SCORM`.
            schema: Option<Text> = Name::imscp114("schema"),
            /// The edition.
            schemaversion: Option<Text> = Name::imscp114("schemaversion"),
            /// Files of the package that hold metadata.
            locations: Vec<Text> = Name::adlcp13("location"),
            /// Metadata written in place.
            loms: Vec<Lom> = Name::lom("lom"),
        }
    }
}

node! {
    /// Every way through the content.
    Organizations {
        attributes {
            /// The identifier of the organization to use.
            default = Name::plain("default"),
        }
        elements {
            /// The ways.
            organizations: Vec<Organization> = Name::imscp114("organization"),
        }
    }
}

node! {
    /// One way through the content.
    Organization {
        attributes {
            /// Unique in the manifest.
            identifier = Name::plain("identifier"),
            /// `hierarchical` when absent.
            structure = Name::plain("structure"),
            /// Whether its global objectives outlive the course for a learner; `true` when absent.
            objectives_global = Name::adlseq("objectivesGlobalToSystem"),
            /// 4th edition: whether its shared data outlive the course; `true` when absent.
            data_global = Name::adlcp13("sharedDataGlobalToSystem"),
        }
        elements {
            /// What learners see.
            title: Option<Text> = Name::imscp114("title"),
            /// The top of the tree.
            items: Vec<Item> = Name::imscp114("item"),
            /// About the organization.
            metadata: Option<Metadata> = Name::imscp114("metadata"),
            /// 4th edition: when the whole counts as complete.
            threshold: Option<CompletionThreshold> = Name::adlcp13("completionThreshold"),
            /// How it is gone through.
            sequencing: Option<Sequencing> = Name::imsss("sequencing"),
        }
    }
}

node! {
    /// A node of the tree: a cluster of items, or something to launch.
    Item {
        attributes {
            /// Unique in the manifest; an LMS keeps what a learner did under this.
            identifier = Name::plain("identifier"),
            /// The resource to launch; only of a leaf.
            identifierref = Name::plain("identifierref"),
            /// `true` unless it is hidden.
            isvisible = Name::plain("isvisible"),
            /// What is added to the resource's address.
            parameters = Name::plain("parameters"),
        }
        elements {
            /// What learners see.
            title: Option<Text> = Name::imscp114("title"),
            /// What is inside a cluster.
            items: Vec<Item> = Name::imscp114("item"),
            /// About the item.
            metadata: Option<Metadata> = Name::imscp114("metadata"),
            /// What happens when the time is up.
            timelimitaction: Option<Text> = Name::adlcp13("timeLimitAction"),
            /// What the SCO gets as `cmi.launch_data`.
            data_from_lms: Option<Text> = Name::adlcp13("dataFromLMS"),
            /// When it counts as complete.
            threshold: Option<CompletionThreshold> = Name::adlcp13("completionThreshold"),
            /// How it is gone through.
            sequencing: Option<Sequencing> = Name::imsss("sequencing"),
            /// Which of the LMS's buttons are hidden.
            presentation: Option<Presentation> = Name::adlnav("presentation"),
            /// 4th edition: data that it shares with other items.
            data: Option<SharedData> = Name::adlcp13("data"),
        }
    }
}

node! {
    /// From which progress on an item counts as complete: a number in the 2nd and 3rd edition, attributes in the 4th.
    CompletionThreshold {
        attributes {
            /// 4th: the progress decides; `false` when absent.
            by_measure = Name::plain("completedByMeasure"),
            /// 4th: from 0 to 1 (when absent).
            minimum = Name::plain("minProgressMeasure"),
            /// 4th: how much it weighs for its parent, from 0 to 1 (when absent).
            weight = Name::plain("progressWeight"),
        }
        text {
            /// 2nd and 3rd: from 0 to 1.
            number
        }
    }
}

node! {
    /// What of the LMS is shown around an item.
    Presentation {
        elements {
            /// Its buttons.
            interface: Option<NavigationInterface> = Name::adlnav("navigationInterface"),
        }
    }
}

node! {
    /// Which of the LMS's buttons are hidden.
    NavigationInterface {
        elements {
            /// Words of the edition's vocabulary.
            hidden: Vec<Text> = Name::adlnav("hideLMSUI"),
        }
    }
}

node! {
    /// 4th edition: data that an item shares with others.
    SharedData {
        elements {
            /// Each.
            maps: Vec<DataMap> = Name::adlcp13("map"),
        }
    }
}

node! {
    /// 4th edition: one shared datum.
    DataMap {
        attributes {
            /// Its name.
            target = Name::plain("targetID"),
            /// `true` when absent.
            read = Name::plain("readSharedData"),
            /// `false` when absent.
            write = Name::plain("writeSharedData"),
        }
    }
}

node! {
    /// All resources.
    Resources {
        attributes {
            /// The base of every href.
            base = Name::xml("base"),
        }
        elements {
            /// In order; some LMSs launch the first one that has an href.
            resources: Vec<Resource> = Name::imscp114("resource"),
        }
    }
}

node! {
    /// Something to launch, or files that others need.
    Resource {
        attributes {
            /// Unique in the manifest.
            identifier = Name::plain("identifier"),
            /// `webcontent`.
            kind = Name::plain("type"),
            /// `sco` or `asset`.
            scormtype = Name::adlcp13("scormType"),
            /// What is launched.
            href = Name::plain("href"),
            /// The base of its hrefs, ending in `/`.
            base = Name::xml("base"),
        }
        elements {
            /// About the resource.
            metadata: Option<Metadata> = Name::imscp114("metadata"),
            /// Every file that is its own.
            files: Vec<File> = Name::imscp114("file"),
            /// Resources whose files it needs too.
            dependencies: Vec<Dependency> = Name::imscp114("dependency"),
        }
    }
}

node! {
    /// A file of a resource.
    File {
        attributes {
            /// Its name in the package.
            href = Name::plain("href"),
        }
        elements {
            /// About the file.
            metadata: Option<Metadata> = Name::imscp114("metadata"),
        }
    }
}

node! {
    /// A resource that another needs.
    Dependency {
        attributes {
            /// The other's identifier.
            identifierref = Name::plain("identifierref"),
        }
    }
}

const ROOT: Name = Name::imscp114("manifest");

impl Manifest {
    /// Reads a manifest; fails only where the text is no XML.
    pub fn read(text: &str) -> Result<Self, Fault> {
        Ok(Node::read(&xml::read(text)?))
    }

    /// Writes the manifest with all its namespaces and the names of their control documents at the root.
    pub fn write(&self) -> String {
        let declare = |prefix| Name {
            namespace: "",
            prefix: "xmlns",
            local: prefix,
        };
        let mut out = Writer::new();
        out.start(ROOT);
        for (prefix, namespace) in [
            ("adlcp", scorm2004::ADLCP),
            ("adlseq", scorm2004::ADLSEQ),
            ("adlnav", scorm2004::ADLNAV),
            ("imsss", scorm2004::IMSSS),
            ("xsi", scorm2004::XSI),
        ] {
            out.attribute(declare(prefix), namespace);
        }
        let location = Name {
            namespace: scorm2004::XSI,
            prefix: "xsi",
            local: "schemaLocation",
        };
        out.attribute(location, scorm2004::SCHEMA_LOCATION);
        Node::write(self, &mut out);
        out.end();
        out.finish()
    }

    /// Every item of every organization, parents before children.
    pub fn items(&self) -> Vec<&Item> {
        fn walk<'i>(items: &'i [Item], found: &mut Vec<&'i Item>) {
            for item in items {
                found.push(item);
                walk(&item.items, found);
            }
        }
        let mut found = Vec::new();
        for organization in self.organizations.iter().flat_map(|all| &all.organizations) {
            walk(&organization.items, &mut found);
        }
        found
    }
}
