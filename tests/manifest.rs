//! Manifests: what we write is what the standard and Moodle want, and what is written is read back equal.

use std::collections::BTreeSet;
use std::path::Path;

use coursepack::archive;
use coursepack::manifest::{
    self, CatalogEntry, Classification, Contribute, Date, Educational, Element, Entity, General,
    Item, LangString, LifeCycle, Lom, Manifest, Metadata, Name, Organization, Organizations,
    Prerequisites, Rights, Taxon, TaxonPath, TechLocation, Technical, Text, Vocabulary, Words,
};
use coursepack::package::{
    Cluster, Content, Contributor, Facts, File, License, Localised, Node, Sco, scorm12,
};
use coursepack::standard::scorm12 as standard;
use proptest::prelude::*;

use crate::snapshot;

fn english(text: &str) -> Localised {
    Localised::new("en-GB", text)
}

fn facts() -> Facts {
    Facts {
        id: "https://courses.example.org/leadership".into(),
        slug: "leadership".into(),
        title: Localised(vec![
            ("en-GB".into(), "Leading & learning".into()),
            ("cy".into(), "Arwain a dysgu".into()),
        ]),
        languages: vec!["en-GB".into(), "cy".into()],
        version: "1.2.0".into(),
        description: english("How \"care\" is led, measured & improved: 5 > 3."),
        keywords: vec![english("leadership"), english("care")],
        contributors: vec![
            Contributor {
                name: "Example School; of Business".into(),
                role: "publisher".into(),
            },
            Contributor {
                name: "Ann Author".into(),
                role: "author".into(),
            },
            Contributor {
                name: "Ben Author".into(),
                role: "author".into(),
            },
            Contributor {
                name: "Cai Typist".into(),
                role: "typist".into(),
            },
        ],
        license: Some(License {
            name: "CC-BY-4.0".into(),
            url: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        }),
        duration: Some("PT18H".into()),
        audience: vec![english("health professionals"), english("managers")],
        outcomes: vec![english("Explain why patients take part")],
        completion: 1.0,
        mastery: Some(70.0),
        generator: "coursepack".into(),
        place: None,
    }
}

fn file(name: &str) -> File<'static> {
    File {
        name: name.into(),
        content: archive::Content::Text(name.into()),
        bytes: 1000,
    }
}

fn sco(id: &str, files: &[usize]) -> Sco {
    Sco {
        id: id.into(),
        title: english(&format!("The SCO {id}")),
        launch: format!("sco_{id}.html"),
        files: files.to_vec(),
        ..Sco::default()
    }
}

/// A course that is one SCO.
pub(crate) fn one_sco() -> Content<'static> {
    Content {
        course: facts(),
        files: ["player/player.js", "index.html", "course.js", "media/a.jpg"]
            .map(file)
            .into(),
        tree: vec![Node::Sco(Sco {
            id: "course".into(),
            title: facts().title,
            description: facts().description,
            launch: "index.html".into(),
            files: vec![0, 1, 2, 3],
            scored: true,
            ..Sco::default()
        })],
    }
}

/// Two modules with two SCOs and one, and files of one SCO, of several, and of none.
pub(crate) fn clusters() -> Content<'static> {
    let names = [
        "player/player.js",
        "sco_why.html",
        "sco_why.js",
        "sco_test.html",
        "sco_test.js",
        "sco_end.html",
        "sco_end.js",
        "media/both.jpg",
        "media/why.jpg",
        "media/nobody.jpg",
    ];
    let why = Sco {
        description: english("Reasons"),
        duration: Some("PT10M".into()),
        ..sco("why", &[0, 1, 2, 7, 8])
    };
    let test = Sco {
        scored: true,
        data: Some("mode=short&x=1".into()),
        ..sco("test", &[0, 3, 4, 7])
    };
    Content {
        course: facts(),
        files: names.map(file).into(),
        tree: vec![
            Node::Cluster(Cluster {
                id: "week-1".into(),
                title: english("Week 1"),
                description: english("The first week"),
                children: vec![Node::Sco(why), Node::Sco(test)],
                ..Cluster::default()
            }),
            Node::Cluster(Cluster {
                id: "week-2".into(),
                title: english("Week 2"),
                children: vec![Node::Sco(sco("end", &[0, 5, 6]))],
                ..Cluster::default()
            }),
        ],
    }
}

/// SCOs that need each other: `week-2` needs `week-1`, `d` needs `a` and everything before it.
pub(crate) fn prerequisites() -> Content<'static> {
    let names = ["a", "b", "c", "d"];
    let mut files: Vec<File<'_>> = names
        .iter()
        .map(|name| file(&format!("sco_{name}.html")))
        .collect();
    files.push(file("player/player.js"));
    let needing = |at: usize, requires: &[&str]| {
        Node::Sco(Sco {
            requires: requires.iter().map(ToString::to_string).collect(),
            inside: vec![format!("lesson-in-{}", names[at])],
            ..sco(names[at], &[at, 4])
        })
    };
    Content {
        course: facts(),
        files,
        tree: vec![
            Node::Cluster(Cluster {
                id: "week-1".into(),
                title: english("Week 1"),
                children: vec![needing(0, &[]), needing(1, &[])],
                ..Cluster::default()
            }),
            Node::Cluster(Cluster {
                id: "week-2".into(),
                title: english("Week 2"),
                requires: vec!["week-1".into()],
                children: vec![needing(2, &[]), needing(3, &["lesson-in-c", "a"])],
                ..Cluster::default()
            }),
        ],
    }
}

/// Every shape, by the name of its golden file.
pub(crate) fn shapes() -> Vec<(&'static str, Content<'static>)> {
    vec![
        ("one-sco", one_sco()),
        ("clusters", clusters()),
        ("prerequisites", prerequisites()),
    ]
}

fn written(content: &Content<'_>) -> String {
    scorm12::manifest(content).0.write()
}

#[test]
fn the_manifests_are_as_expected() {
    for (name, content) in shapes() {
        snapshot::assert_matches(
            &format!("tests/golden/manifest/{name}.xml"),
            &written(&content),
        );
    }
}

#[test]
fn the_descriptor_comes_first_and_every_file_is_listed_once() {
    for (name, content) in shapes() {
        let names: Vec<String> = content.files.iter().map(|file| file.name.clone()).collect();
        let manifest = scorm12::manifest(&content).0;
        let mut listed: Vec<&str> = manifest
            .resources
            .iter()
            .flat_map(|all| &all.resources)
            .flat_map(|resource| &resource.files)
            .filter_map(|file| file.href.as_ref())
            .map(Text::as_str)
            .collect();
        listed.sort_unstable();
        let mut expected: Vec<&str> = names.iter().map(String::as_str).collect();
        expected.sort_unstable();
        assert_eq!(listed, expected, "{name}");

        let (plan, findings) = scorm12::plan(content).expect("it can be packed");
        assert!(findings.0.is_empty(), "{name}");
        let entries: Vec<&str> = plan.entries.iter().map(|entry| &*entry.name).collect();
        assert_eq!(entries[0], "imsmanifest.xml");
        for (document, _) in standard::CONTROL_DOCUMENTS {
            assert!(entries.contains(&document), "{name}: {document}");
        }
        assert_eq!(entries.len(), names.len() + 5);
    }
}

#[test]
fn what_the_schema_location_names_is_in_the_package() {
    let named: Vec<&str> = standard::SCHEMA_LOCATION.split(' ').collect();
    for pair in named.chunks(2) {
        let (_, text) = standard::CONTROL_DOCUMENTS
            .iter()
            .find(|(name, _)| *name == pair[1])
            .expect("a control document");
        assert!(text.contains(&format!("targetNamespace=\"{}\"", pair[0])));
    }
}

#[test]
fn prerequisites_name_the_nearest_that_can_be_launched() {
    let manifest = scorm12::manifest(&prerequisites()).0;
    let scripts: Vec<Option<&str>> = manifest
        .items()
        .iter()
        .filter(|item| item.identifierref.is_some())
        .map(|item| item.prerequisites.as_ref().map(|all| all.script.as_str()))
        .collect();
    // `c` needs the whole of week 1; what `d` needs beside `c` comes with it.
    assert_eq!(scripts, [None, None, Some("I_a&I_b"), Some("I_c")]);
}

#[test]
fn a_gate_that_is_too_long_is_left_out_with_a_warning() {
    let count = 40;
    let mut tree: Vec<Node> = (0..count)
        .map(|at| Node::Sco(sco(&format!("lesson-{at}"), &[])))
        .collect();
    tree.push(Node::Sco(Sco {
        requires: (0..count).map(|at| format!("lesson-{at}")).collect(),
        ..sco("last", &[])
    }));
    let content = Content {
        course: facts(),
        files: Vec::new(),
        tree,
    };
    let (manifest, findings) = scorm12::manifest(&content);
    assert!(
        manifest
            .items()
            .iter()
            .all(|item| item.prerequisites.is_none())
    );
    let codes: Vec<&str> = findings.0.iter().map(|found| found.rule.code).collect();
    assert_eq!(codes, ["SCORM12-prerequisites-too-long"]);
}

#[test]
fn a_loop_of_prerequisites_ends() {
    let needing = |id: &str, other: &str| {
        Node::Sco(Sco {
            requires: vec![other.into(), id.into(), "nowhere".into()],
            ..sco(id, &[])
        })
    };
    let content = Content {
        course: facts(),
        files: Vec::new(),
        tree: vec![needing("a", "b"), needing("b", "a")],
    };
    let text = written(&content);
    assert!(text.contains(">I_b</adlcp:prerequisites>"));
}

#[test]
fn mastery_stands_only_where_something_is_scored() {
    let scores = |mastery: Option<f64>| -> Vec<String> {
        let mut content = clusters();
        content.course.mastery = mastery;
        let manifest = scorm12::manifest(&content).0;
        manifest
            .items()
            .iter()
            .filter_map(|item| item.masteryscore.as_ref())
            .map(|score| score.value.clone())
            .collect()
    };
    assert_eq!(scores(Some(70.0)), ["70"]);
    assert_eq!(scores(Some(200.0 / 3.0)), ["66.67"]);
    assert_eq!(scores(Some(0.0)), Vec::<String>::new());
    assert_eq!(scores(None), Vec::<String>::new());
}

#[test]
fn launch_data_that_no_lms_holds_are_refused() {
    let mut content = one_sco();
    if let Node::Sco(sco) = &mut content.tree[0] {
        sco.data = Some("x".repeat(256));
    }
    let findings = scorm12::plan(content).expect_err("too long");
    assert_eq!(findings.0[0].rule.code, "SCORM12-launch-data-too-long");
}

#[test]
fn a_title_is_reported_once_however_often_it_stands() {
    let mut content = clusters();
    content.course.title = english(&"long ".repeat(50));
    let (manifest, findings) = scorm12::manifest(&content);
    assert_eq!(findings.0.len(), 1);
    let organization = &manifest.organizations.expect("one").organizations[0];
    assert_eq!(organization.title, organization.items[0].title);
}

// What Moodle 4.5 does with a manifest, rule by rule.

fn descend<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    found.push(element);
    for child in &element.children {
        descend(child, found);
    }
}

fn each_shape(check: impl Fn(&str, &str, &[&Element])) {
    for (name, content) in shapes() {
        let text = written(&content);
        let root = manifest::read_xml(&text).expect("well-formed");
        let mut all = Vec::new();
        descend(&root, &mut all);
        check(name, &text, &all);
    }
}

#[test]
fn characters_are_never_references() {
    each_shape(|name, text, _| {
        for (at, _) in text.match_indices('&') {
            let known = ["&amp;", "&lt;", "&gt;", "&quot;"];
            assert!(
                known.iter().any(|entity| text[at..].starts_with(entity)),
                "{name}: {}",
                &text[at..at + 8]
            );
        }
        assert!(!text.contains("<![CDATA["));
    });
}

#[test]
fn prefixes_are_those_that_moodle_compares_as_text() {
    each_shape(|name, text, all| {
        assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest "));
        for element in all {
            let prefix = match element.namespace.as_str() {
                standard::ADLCP => "adlcp",
                standard::IMSCP | standard::IMSMD => "",
                other => panic!("{name}: namespace {other}"),
            };
            assert_eq!(element.prefix, prefix, "{name}: {}", element.local);
            for attribute in &element.attributes {
                let prefix = match attribute.namespace.as_str() {
                    standard::ADLCP => "adlcp",
                    standard::XSI => "xsi",
                    standard::XML => "xml",
                    "" => "",
                    other => panic!("{name}: namespace {other}"),
                };
                assert_eq!(attribute.prefix, prefix);
            }
        }
    });
}

#[test]
fn the_version_is_written_exactly_so_and_first() {
    each_shape(|name, text, _| {
        let at = text.find("<metadata>").expect("metadata");
        let expected =
            "<metadata>\n    <schema>ADL SCORM</schema>\n    <schemaversion>1.2</schemaversion>";
        assert!(text[at..].starts_with(expected), "{name}");
        assert_eq!(text.matches("<schemaversion>").count(), 1);
    });
}

#[test]
fn there_is_one_organization_that_is_the_default_with_one_item_at_its_top() {
    each_shape(|name, _, all| {
        let organizations: Vec<_> = all
            .iter()
            .filter(|one| one.local == "organization")
            .collect();
        assert_eq!(organizations.len(), 1, "{name}");
        let default = all
            .iter()
            .find(|one| one.local == "organizations")
            .and_then(|one| one.attribute(Name::plain("default")))
            .map(|one| one.value.clone());
        let identifier = organizations[0]
            .attribute(Name::plain("identifier"))
            .map(|one| one.value.clone());
        assert!(identifier.is_some() && default == identifier, "{name}");
        assert!(identifier.is_some_and(|identifier| identifier.len() < 10));
        assert_eq!(organizations[0].all(Name::imscp("item")).count(), 1);
    });
}

#[test]
fn identifiers_are_short_names_that_occur_once() {
    each_shape(|name, _, all| {
        let identifiers: Vec<&str> = all
            .iter()
            .filter_map(|one| one.attribute(Name::plain("identifier")))
            .map(|one| one.value.as_str())
            .collect();
        let different: BTreeSet<&str> = identifiers.iter().copied().collect();
        assert_eq!(different.len(), identifiers.len(), "{name}");
        for identifier in identifiers {
            assert!(identifier.len() <= 255);
            assert!(identifier.starts_with(|first: char| first.is_ascii_alphabetic()));
            // An expression over identifiers may not hold the characters of its own operators.
            let plain = |char: char| char.is_ascii_alphanumeric() || "-_.".contains(char);
            assert!(identifier.chars().all(plain), "{name}: {identifier}");
        }
    });
}

#[test]
fn titles_are_short_single_lines_without_tags() {
    each_shape(|name, text, all| {
        let titles = all
            .iter()
            .filter(|one| one.local == "title" && one.namespace == standard::IMSCP);
        for title in titles {
            let words = &title.text;
            assert!(
                (1..=200).contains(&words.chars().count()),
                "{name}: {words}"
            );
            assert_eq!(words.trim(), words);
            assert!(!words.contains(['<', '\n', '\t']));
            // Between two entities something else than a space or a zero stands.
            let raw = &text[title.inner.0.clone()];
            for run in raw.split(['&', ';']) {
                assert!(run.is_empty() || !["", "0"].contains(&run.trim_matches(' ')));
            }
        }
    });
}

#[test]
fn items_are_visible_and_either_launch_something_or_hold_items() {
    each_shape(|name, _, all| {
        let resources: Vec<&str> = all
            .iter()
            .filter(|one| one.local == "resource")
            .filter_map(|one| one.attribute(Name::plain("identifier")))
            .map(|one| one.value.as_str())
            .collect();
        for item in all.iter().filter(|one| one.local == "item") {
            let visible = item.attribute(Name::plain("isvisible"));
            assert_eq!(visible.map(|one| one.value.as_str()), Some("true"));
            assert_eq!(item.all(Name::imscp("title")).count(), 1);
            let children = item.all(Name::imscp("item")).count();
            match item.attribute(Name::plain("identifierref")) {
                Some(reference) => {
                    assert_eq!(children, 0, "{name}");
                    assert!(resources.contains(&reference.value.as_str()), "{name}");
                }
                None => assert!(children > 0, "{name}"),
            }
        }
    });
}

#[test]
fn prerequisites_parse_and_name_items_that_launch() {
    each_shape(|name, _, all| {
        let launchable: Vec<&str> = all
            .iter()
            .filter(|one| one.local == "item")
            .filter(|one| one.attribute(Name::plain("identifierref")).is_some())
            .filter_map(|one| one.attribute(Name::plain("identifier")))
            .map(|one| one.value.as_str())
            .collect();
        for gate in all.iter().filter(|one| one.local == "prerequisites") {
            let kind = gate.attribute(Name::plain("type"));
            assert_eq!(kind.map(|one| one.value.as_str()), Some("aicc_script"));
            assert!(gate.text.chars().count() <= 200);
            for operand in gate.text.split('&') {
                assert!(launchable.contains(&operand), "{name}: {operand}");
            }
        }
    });
}

#[test]
fn numbers_and_flags_survive() {
    each_shape(|name, _, all| {
        for score in all.iter().filter(|one| one.local == "masteryscore") {
            let number: f64 = score.text.parse().expect("a number");
            assert!(number > 0.0 && number <= 100.0, "{name}");
        }
        for resource in all.iter().filter(|one| one.local == "resource") {
            let kind = resource.attribute(Name::adlcp("scormtype"));
            assert!(matches!(
                kind.map(|one| one.value.as_str()),
                Some("sco" | "asset")
            ));
            assert!(resource.attribute(Name::xml("base")).is_none());
        }
    });
}

#[test]
fn hrefs_are_plain_and_the_first_is_the_first_sco() {
    each_shape(|name, text, all| {
        for href in all
            .iter()
            .filter_map(|one| one.attribute(Name::plain("href")))
        {
            let plain = |char: char| char.is_ascii_alphanumeric() || "-_./".contains(char);
            assert!(href.value.chars().all(plain), "{name}: {}", href.value);
            assert!(!href.value.starts_with("www.") && !href.value.starts_with('/'));
        }
        let manifest = Manifest::read(text).expect("well-formed");
        let first_item = manifest
            .items()
            .into_iter()
            .find_map(|item| item.identifierref.clone());
        let resources = manifest.resources.expect("resources").resources;
        let first_launch = resources
            .iter()
            .find(|resource| resource.href.is_some())
            .and_then(|resource| resource.identifier.clone());
        assert_eq!(first_launch, first_item, "{name}");
        for resource in &resources {
            if let Some(href) = &resource.href {
                assert!(
                    resource
                        .files
                        .iter()
                        .any(|file| file.href.as_ref() == Some(href))
                );
            }
            for dependency in &resource.dependencies {
                let other = resources
                    .iter()
                    .find(|other| other.identifier == dependency.identifierref)
                    .expect("the other resource");
                assert!(other.href.is_none(), "{name}");
            }
        }
    });
}

// Reading.

#[test]
fn spans_point_at_what_was_read() {
    let text = "\u{feff}<?xml version='1.0'?>\n<manifest identifier='Mé' xmlns='http://www.imsproject.org/xsd/imscp_rootv1p1p2'>\
        <organizations><organization identifier='O'><title>A &amp; B</title></organization></organizations></manifest>";
    let manifest = Manifest::read(text).expect("well-formed");
    let identifier = manifest.identifier.expect("an identifier");
    assert_eq!(identifier.value, "Mé");
    assert_eq!(&text[identifier.at.0], "Mé");
    let organizations = manifest.organizations.expect("organizations");
    let title = organizations.organizations[0]
        .title
        .clone()
        .expect("a title");
    assert_eq!(title.value, "A & B");
    assert_eq!(&text[title.at.0], "A &amp; B");
    assert!(text[organizations.at.0].ends_with("</organizations>"));
}

#[test]
fn faults_of_xml_say_where() {
    for (text, at, message) in [
        ("<a><b></a>", "</a>", "expected"),
        ("<a>&nbsp;</a>", "&nbsp;", "unknown entity `&nbsp;`"),
        ("<a x='1' x='2'/>", "x='2'", "duplicate attribute `x`"),
        ("<a/><b/>", "<b/>", "two root elements"),
        ("text<a/>", "text", "outside"),
        ("<a>", "<a>", "never closed"),
        ("", "", "no element"),
    ] {
        let fault = Manifest::read(text).expect_err(text);
        assert!(fault.message.contains(message), "{text}: {}", fault.message);
        let found = text.get(fault.at.0.start..).unwrap_or("nothing");
        assert!(found.starts_with(at), "{text}: {:?}", fault.at);
    }
}

#[test]
fn hostile_nesting_ends_in_a_fault() {
    let text = "<item>".repeat(100_000);
    let fault = Manifest::read(&text).expect_err("too deep");
    assert!(fault.message.contains("deep"), "{}", fault.message);
}

#[test]
fn entities_of_a_document_type_are_not_expanded() {
    let text = "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;'>]><manifest identifier='&d;'/>";
    assert!(Manifest::read(text).is_err());
}

/// Real manifests, read as an index of them says. The folder belongs to its authors and is not always there.
#[test]
fn real_manifests_are_read_as_they_are_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/manifests");
    let Ok(index) = std::fs::read_to_string(folder.join("index.tsv")) else {
        crate::control_documents::corpus_is_absent();
        return;
    };
    let mut lines = index
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().expect("a head");
    let mut read = 0;
    for line in lines.clone() {
        // Manifests of every standard, well-formed or not: no answer is wrong, no panic is right.
        let bytes = std::fs::read(folder.join(line[0])).unwrap_or_default();
        let _ = Manifest::read(&String::from_utf8_lossy(&bytes));
    }
    for line in lines.filter(|line| line[0].starts_with("scorm12/")) {
        let of = |name: &str| {
            let at = head.iter().position(|one| *one == name).expect(name);
            line.get(at).copied().unwrap_or("")
        };
        let bytes = std::fs::read(folder.join(line[0])).expect("the manifest");
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        // Prefixes that nobody declared make it no XML with namespaces, but we understand it.
        let manifest =
            Manifest::read(&text).unwrap_or_else(|fault| panic!("{}: {fault:?}", line[0]));
        read += 1;
        if of("well_formed") != "yes" {
            continue;
        }
        let resources = manifest.resources.iter().flat_map(|all| &all.resources);
        let scos = resources.clone().filter(|one| {
            one.scormtype
                .as_ref()
                .is_some_and(|kind| kind.value == "sco")
        });
        let files: BTreeSet<&str> = resources
            .clone()
            .flat_map(|one| &one.files)
            .filter_map(|file| file.href.as_ref())
            .map(Text::as_str)
            .collect();
        for (column, count) in [
            ("items", manifest.items().len()),
            ("resources", resources.count()),
            ("scos", scos.count()),
            ("files_listed", files.len()),
        ] {
            assert_eq!(of(column), count.to_string(), "{}: {column}", line[0]);
        }
        let again = Manifest::read(&manifest.write()).expect("what we write is XML");
        assert_eq!(again, manifest, "{}", line[0]);
    }
    assert!(read >= 89, "{read} manifests were read");
}

// What is written is read back equal, whatever it says.

fn text() -> impl Strategy<Value = Text> {
    "[ -~äß語€\u{1F600}\u{a0}\n\t]{0,12}".prop_map(Text::from)
}

/// A parser turns line ends and tabs of attributes into spaces.
fn attribute() -> impl Strategy<Value = Option<Text>> {
    proptest::option::of("[ -~äß語€\u{1F600}]{0,12}".prop_map(Text::from))
}

fn words() -> impl Strategy<Value = Words> {
    let string = (attribute(), text()).prop_map(|(language, text)| LangString {
        language,
        text,
        ..LangString::default()
    });
    proptest::collection::vec(string, 0..3).prop_map(|strings| Words {
        strings,
        ..Words::default()
    })
}

fn vocabulary() -> impl Strategy<Value = Option<Vocabulary>> {
    let word = (proptest::option::of(words()), proptest::option::of(words()));
    proptest::option::of(word.prop_map(|(source, value)| Vocabulary {
        source,
        value,
        ..Vocabulary::default()
    }))
}

fn date() -> impl Strategy<Value = Option<Date>> {
    let date = (proptest::option::of(text()), proptest::option::of(words()));
    proptest::option::of(date.prop_map(|(datetime, description)| Date {
        datetime,
        description,
        ..Date::default()
    }))
}

fn lom() -> impl Strategy<Value = Lom> {
    let general = (
        proptest::option::of(words()),
        proptest::collection::vec((text(), words()), 0..2),
        proptest::collection::vec(words(), 0..3),
        vocabulary(),
    )
        .prop_map(|(title, entries, keywords, structure)| General {
            title,
            catalogentries: entries
                .into_iter()
                .map(|(catalog, entry)| CatalogEntry {
                    catalog: Some(catalog),
                    entry: Some(entry),
                    ..CatalogEntry::default()
                })
                .collect(),
            keywords,
            structure,
            ..General::default()
        });
    let lifecycle = (proptest::option::of(words()), vocabulary(), text(), date()).prop_map(
        |(version, role, name, date)| LifeCycle {
            version,
            contributes: vec![Contribute {
                role,
                entities: vec![Entity {
                    vcard: Some(name),
                    ..Entity::default()
                }],
                date,
                ..Contribute::default()
            }],
            ..LifeCycle::default()
        },
    );
    let technical = (text(), attribute(), text()).prop_map(|(format, kind, place)| Technical {
        formats: vec![format],
        locations: vec![TechLocation {
            kind,
            place,
            ..TechLocation::default()
        }],
        ..Technical::default()
    });
    let educational = (date(), vocabulary()).prop_map(|(time, role)| Educational {
        intendedenduserroles: role.into_iter().collect(),
        typicallearningtime: time,
        ..Educational::default()
    });
    let taxon = (text(), proptest::option::of(words())).prop_map(|(id, entry)| Classification {
        taxonpaths: vec![TaxonPath {
            taxon: Some(Taxon {
                id: Some(id),
                next: Some(Box::new(Taxon {
                    entry,
                    ..Taxon::default()
                })),
                ..Taxon::default()
            }),
            ..TaxonPath::default()
        }],
        ..Classification::default()
    });
    (
        proptest::option::of(general),
        proptest::option::of(lifecycle),
        proptest::option::of(technical),
        proptest::option::of(educational),
        proptest::option::of(words()),
        proptest::collection::vec(taxon, 0..2),
    )
        .prop_map(
            |(general, lifecycle, technical, educational, rights, classifications)| Lom {
                general,
                lifecycle,
                technical,
                educational,
                rights: rights.map(|description| Rights {
                    description: Some(description),
                    ..Rights::default()
                }),
                classifications,
                ..Lom::default()
            },
        )
}

fn metadata() -> impl Strategy<Value = Option<Metadata>> {
    let metadata = (
        proptest::option::of(text()),
        proptest::collection::vec(text(), 0..2),
        proptest::collection::vec(lom(), 0..2),
    );
    proptest::option::of(metadata.prop_map(|(schema, locations, loms)| Metadata {
        schema,
        locations,
        loms,
        ..Metadata::default()
    }))
}

fn item() -> impl Strategy<Value = Item> {
    let leaf = (
        attribute(),
        attribute(),
        proptest::option::of(text()),
        metadata(),
        proptest::option::of((attribute(), text())),
        proptest::option::of(text()),
    )
        .prop_map(
            |(identifier, parameters, title, metadata, gate, masteryscore)| Item {
                identifier,
                parameters,
                title,
                metadata,
                prerequisites: gate.map(|(kind, script)| Prerequisites {
                    kind,
                    script,
                    ..Prerequisites::default()
                }),
                masteryscore,
                ..Item::default()
            },
        );
    leaf.prop_recursive(4, 12, 3, |inner| {
        (
            attribute(),
            proptest::option::of(text()),
            proptest::collection::vec(inner, 0..3),
        )
            .prop_map(|(identifier, title, items)| Item {
                identifier,
                title,
                items,
                ..Item::default()
            })
    })
}

fn any_manifest() -> impl Strategy<Value = Manifest> {
    let file = (attribute(), metadata()).prop_map(|(href, metadata)| manifest::File {
        href,
        metadata,
        ..manifest::File::default()
    });
    let resource = (
        attribute(),
        attribute(),
        attribute(),
        attribute(),
        proptest::collection::vec(file, 0..3),
        proptest::collection::vec(attribute(), 0..2),
    )
        .prop_map(|(identifier, kind, scormtype, base, files, dependencies)| {
            manifest::Resource {
                identifier,
                kind,
                scormtype,
                base,
                files,
                dependencies: dependencies
                    .into_iter()
                    .map(|identifierref| manifest::Dependency {
                        identifierref,
                        ..manifest::Dependency::default()
                    })
                    .collect(),
                ..manifest::Resource::default()
            }
        });
    let plain = (
        attribute(),
        attribute(),
        metadata(),
        attribute(),
        proptest::option::of(text()),
        proptest::collection::vec(item(), 0..3),
        proptest::collection::vec(resource, 0..3),
    )
        .prop_map(
            |(identifier, base, metadata, default, title, items, resources)| Manifest {
                identifier,
                base,
                metadata,
                organizations: Some(Organizations {
                    default,
                    organizations: vec![Organization {
                        title,
                        items,
                        ..Organization::default()
                    }],
                    ..Organizations::default()
                }),
                resources: Some(manifest::Resources {
                    resources,
                    ..manifest::Resources::default()
                }),
                ..Manifest::default()
            },
        )
        .boxed();
    (plain.clone(), proptest::option::of(plain)).prop_map(|(outer, inner)| Manifest {
        manifests: inner.into_iter().collect(),
        ..outer
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(manifest in any_manifest()) {
        let text = manifest.write();
        let read = Manifest::read(&text);
        prop_assert_eq!(read, Ok(manifest), "{}", text);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "(<|>|/|&amp;|&|'|\"|=|<manifest|</manifest>|<!\\[CDATA\\[|\\]\\]>|<!--|-->|xmlns:a=|é| ){0,30}") {
        let _ = Manifest::read(&text);
    }
}
