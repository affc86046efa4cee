//! `imsmanifest.xml`: IMS content packaging 1.1.2 with ADL's extensions of SCORM 1.2.

use super::lom::Lom;
use super::value::{Node, Text, node};
use super::xml::{self, Fault, Name, Writer};
use crate::standard::scorm12;

node! {
    /// The whole document, or a manifest inside it.
    Manifest {
        attributes {
            /// Unique; from it LMSs tell packages apart.
            identifier = Name::plain("identifier"),
            /// The version of the manifest.
            version = Name::plain("version"),
            /// The base of every href in it; Moodle does not follow it here.
            base = Name::xml("base"),
        }
        elements {
            /// About the package.
            metadata: Option<Metadata> = Name::imscp("metadata"),
            /// The trees of items.
            organizations: Option<Organizations> = Name::imscp("organizations"),
            /// The files.
            resources: Option<Resources> = Name::imscp("resources"),
            /// Manifests inside this one.
            manifests: Vec<Manifest> = Name::imscp("manifest"),
        }
    }
}

node! {
    /// What is said about a manifest, organization, item, resource or file.
    Metadata {
        elements {
            /// `ADL SCORM`.
            schema: Option<Text> = Name::imscp("schema"),
            /// `1.2`.
            schemaversion: Option<Text> = Name::imscp("schemaversion"),
            /// Files of the package that hold metadata.
            locations: Vec<Text> = Name::adlcp("location"),
            /// Metadata written in place.
            loms: Vec<Lom> = Name::imsmd("lom"),
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
            organizations: Vec<Organization> = Name::imscp("organization"),
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
        }
        elements {
            /// What learners see.
            title: Option<Text> = Name::imscp("title"),
            /// The top of the tree.
            items: Vec<Item> = Name::imscp("item"),
            /// About the organization.
            metadata: Option<Metadata> = Name::imscp("metadata"),
        }
    }
}

node! {
    /// A node of the tree: a cluster of items, or something to launch.
    Item {
        attributes {
            /// Unique in the manifest; an LMS keeps what a learner did under this.
            identifier = Name::plain("identifier"),
            /// The resource to launch.
            identifierref = Name::plain("identifierref"),
            /// `true` unless it is hidden.
            isvisible = Name::plain("isvisible"),
            /// What is added to the resource's address.
            parameters = Name::plain("parameters"),
        }
        elements {
            /// What learners see.
            title: Option<Text> = Name::imscp("title"),
            /// What is inside a cluster.
            items: Vec<Item> = Name::imscp("item"),
            /// About the item.
            metadata: Option<Metadata> = Name::imscp("metadata"),
            /// What must be completed before.
            prerequisites: Option<Prerequisites> = Name::adlcp("prerequisites"),
            /// The longest attempt, a CMITimespan.
            maxtimeallowed: Option<Text> = Name::adlcp("maxtimeallowed"),
            /// What happens then.
            timelimitaction: Option<Text> = Name::adlcp("timelimitaction"),
            /// What the SCO gets as `cmi.launch_data`.
            datafromlms: Option<Text> = Name::adlcp("datafromlms"),
            /// The score from which on it counts as passed.
            masteryscore: Option<Text> = Name::adlcp("masteryscore"),
        }
    }
}

node! {
    /// An expression over identifiers of items.
    Prerequisites {
        attributes {
            /// `aicc_script`.
            kind = Name::plain("type"),
        }
        text {
            /// The expression.
            script
        }
    }
}

node! {
    /// All resources.
    Resources {
        attributes {
            /// The base of every href; Moodle does not follow it here.
            base = Name::xml("base"),
        }
        elements {
            /// In order; some LMSs launch the first one that has an href.
            resources: Vec<Resource> = Name::imscp("resource"),
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
            scormtype = Name::adlcp("scormtype"),
            /// What is launched.
            href = Name::plain("href"),
            /// The base of its hrefs, ending in `/`.
            base = Name::xml("base"),
        }
        elements {
            /// About the resource.
            metadata: Option<Metadata> = Name::imscp("metadata"),
            /// Every file that is its own.
            files: Vec<File> = Name::imscp("file"),
            /// Resources whose files it needs too.
            dependencies: Vec<Dependency> = Name::imscp("dependency"),
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
            metadata: Option<Metadata> = Name::imscp("metadata"),
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

const ROOT: Name = Name::imscp("manifest");

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
        out.attribute(declare("adlcp"), scorm12::ADLCP);
        out.attribute(declare("xsi"), scorm12::XSI);
        let location = Name {
            namespace: scorm12::XSI,
            prefix: "xsi",
            local: "schemaLocation",
        };
        out.attribute(location, scorm12::SCHEMA_LOCATION);
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
