//! A rendered course becomes the plan of a package: the descriptor of one format, and every file that goes with it.
//!
//! What goes in is [`Content`], the same for every format; one file a format says what comes out.

pub mod html;
mod identifier;
mod lom12;
mod metadata;
mod prerequisites;
mod resources;
pub mod scorm12;
pub mod scorm2004;
mod sequencing;
mod title;

use crate::finding::Place;

/// A course after rendering, ready for any format: its files and its tree of SCOs.
#[derive(Debug)]
pub struct Content<'a> {
    /// What is known of the course as a whole.
    pub course: Facts,
    /// Every file of the package but descriptors and control documents.
    pub files: Vec<File<'a>>,
    /// What learners go through, in order.
    pub tree: Vec<Node>,
}

/// A text in one or several languages, the course's own first: (BCP 47 tag, text).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localised(pub Vec<(String, String)>);

impl Localised {
    /// A text in one language.
    pub fn new(language: impl Into<String>, text: impl Into<String>) -> Self {
        Self(vec![(language.into(), text.into())])
    }

    /// The text in its first language; empty if there is none.
    pub fn first(&self) -> &str {
        self.0.first().map_or("", |(_, text)| text)
    }

    /// Every language and its text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(language, text)| (language.as_str(), text.as_str()))
    }
}

/// What is known of a course as a whole. Texts are plain, without markup.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The permanent identity, an absolute IRI.
    pub id: String,
    /// The short name for files and identifiers.
    pub slug: String,
    /// The title.
    pub title: Localised,
    /// Every language of the course, its own first.
    pub languages: Vec<String>,
    /// The author's version.
    pub version: String,
    /// What the course is about.
    pub description: Localised,
    /// Words to find it by.
    pub keywords: Vec<Localised>,
    /// Who did what.
    pub contributors: Vec<Contributor>,
    /// Under which terms it may be used.
    pub license: Option<License>,
    /// The typical learning time, ISO 8601.
    pub duration: Option<String>,
    /// For whom it is.
    pub audience: Vec<Localised>,
    /// What learners can do afterwards.
    pub outcomes: Vec<Localised>,
    /// The score in percent from which on the course counts as passed; absent when it is not scored.
    pub mastery: Option<f64>,
    /// The share of a SCO's lessons, from 0 to 1, that must be done for it to be completed.
    pub completion: f64,
    /// The program and version that made the package.
    pub generator: String,
    /// Where the title stands, for findings.
    pub place: Option<Place>,
}

/// Somebody who took part in making a course.
#[derive(Debug, Clone)]
pub struct Contributor {
    /// Of a person or organisation.
    pub name: String,
    /// A contribute role of LOM, in any case.
    pub role: String,
}

/// Terms of use.
#[derive(Debug, Clone)]
pub struct License {
    /// Its name or SPDX id.
    pub name: String,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A file of the package.
#[derive(Debug)]
pub struct File<'a> {
    /// The path in the package, with `/`.
    pub name: String,
    /// Where its bytes come from.
    pub content: crate::archive::Content<'a>,
    /// Its size, as far as it is known before it is made.
    pub bytes: u64,
}

/// A branch or leaf of the tree.
#[derive(Debug, Clone)]
pub enum Node {
    /// Several under one heading.
    Cluster(Cluster),
    /// Something to launch.
    Sco(Sco),
}

/// Several SCOs under one heading.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    /// The author's id of the module.
    pub id: String,
    /// The heading.
    pub title: Localised,
    /// What it is about.
    pub description: Localised,
    /// The typical learning time, ISO 8601.
    pub duration: Option<String>,
    /// What must be completed before anything in it: ids of the tree.
    pub requires: Vec<String>,
    /// Whether who passes a test in it need not do the rest.
    pub skip_if_passed: bool,
    /// How often a learner may do it from its beginning.
    pub attempts: Option<u32>,
    /// What is in it.
    pub children: Vec<Node>,
    /// Where it stands in the definition, for findings.
    pub place: Option<Place>,
}

/// Something that an LMS launches and tracks.
#[derive(Debug, Clone, Default)]
pub struct Sco {
    /// The author's id of the module or lesson, or `course`.
    pub id: String,
    /// The author's ids of what is inside it: requiring one of them is requiring the SCO.
    pub inside: Vec<String>,
    /// What learners see.
    pub title: Localised,
    /// What it is about.
    pub description: Localised,
    /// The typical learning time, ISO 8601.
    pub duration: Option<String>,
    /// The name of the file that is launched.
    pub launch: String,
    /// Every file that it uses, the launched one included: indices into the files of the content.
    pub files: Vec<usize>,
    /// What must be completed before: ids of the tree.
    pub requires: Vec<String>,
    /// Whether something in it counts toward the score.
    pub scored: bool,
    /// How many points can be had in it; of tests that draw their questions, on average.
    pub points: f64,
    /// How many lessons in it count toward completion: all but the thank-you page.
    pub lessons: usize,
    /// Whether there is a test in it.
    pub tests: bool,
    /// How often a learner may do it from its beginning.
    pub attempts: Option<u32>,
    /// What the LMS gives it at launch.
    pub data: Option<String>,
    /// Where it stands in the definition, for findings.
    pub place: Option<Place>,
}

impl Content<'_> {
    /// Every SCO with the clusters around it, outermost first, in the order of the tree.
    fn scos(&self) -> Vec<(Vec<&Cluster>, &Sco)> {
        fn walk<'n>(
            nodes: &'n [Node],
            around: &mut Vec<&'n Cluster>,
            found: &mut Vec<(Vec<&'n Cluster>, &'n Sco)>,
        ) {
            for node in nodes {
                match node {
                    Node::Sco(sco) => found.push((around.clone(), sco)),
                    Node::Cluster(cluster) => {
                        around.push(cluster);
                        walk(&cluster.children, around, found);
                        around.pop();
                    }
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.tree, &mut Vec::new(), &mut found);
        found
    }

    /// For each SCO, in the order of the tree, those that it needs before it, as positions in that order.
    pub(crate) fn needs(&self) -> Vec<Vec<usize>> {
        prerequisites::direct(self)
    }

    /// For each SCO, in the order of the tree, the points that count, if any do, and whether it counts toward completion.
    pub(crate) fn weights(&self) -> Vec<(Option<f64>, bool)> {
        let scos = self.scos().into_iter();
        scos.map(|(_, sco)| (sco.scored.then_some(sco.points), sco.lessons > 0))
            .collect()
    }

    /// The title of each SCO, in the order of the tree.
    pub(crate) fn titles(&self) -> Vec<String> {
        let scos = self.scos().into_iter();
        scos.map(|(_, sco)| sco.title.first().to_owned()).collect()
    }
}
