//! The saved state of a learner fits, whatever they do: the worst case of the player's codec, before anything is built.
//!
//! The codec is `player/web/state.js`; a test holds its longest states against the bound computed here.

use std::collections::BTreeSet;

use super::ScoPart;
use crate::course::{Course, Lesson, LessonKind, QuestionKind};
use crate::finding::{Finding, Findings, code};
use crate::standard::scorm2004::Edition;

/// How the state of a SCO is coded.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct State {
    /// Bits of a key: 24, 22 or 20.
    pub(crate) width: u8,
    /// What makes all keys differ.
    pub(crate) salt: u8,
    /// The longest state that a learner can reach, in characters.
    pub(crate) worst: usize,
}

/// The keys' widths, the safest first.
const WIDTHS: [u8; 3] = [24, 22, 20];
/// Salts are six bits of the state.
const SALTS: u8 = 64;
/// How many entries a set can count: twelve bits of the state.
const ENTRIES: usize = 4_095;

/// How many characters a browser keeps of a course: a good part of the 5 MB that it has for a site.
pub(crate) const DEVICE: usize = 1_000_000;

/// The room that an LMS has for the state of a SCO.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// The standard that says so.
    pub(crate) standard: &'static str,
    /// How many characters.
    pub(crate) characters: usize,
}

/// Finds how the state of every part is coded; a part whose state may not fit is a finding. Without an LMS, only a
/// browser keeps it.
///
/// The code is the same for every LMS, made for the one with the least room: what a learner did can then be read by
/// the package of another standard, and the other packages of a build change nothing in one.
pub(super) fn check(
    course: &Course,
    mut scos: Vec<ScoPart>,
    lms: Option<Room>,
    findings: &mut Findings,
) -> Vec<ScoPart> {
    let lessons: Vec<&Lesson> = course.all_lessons().collect();
    let least = if lms.is_some() {
        Edition::Second.suspend_data()
    } else {
        DEVICE
    };
    let limit = lms.map_or(DEVICE, |room| room.characters);
    for sco in &mut scos {
        let own: Vec<&Lesson> = sco.lessons.iter().map(|index| lessons[*index]).collect();
        sco.state = state(&own, least);
        if sco.state.worst > limit {
            let records = own
                .iter()
                .map(|lesson| records(lesson).len())
                .sum::<usize>();
            let holds = format!("{} lessons, {records} questions", own.len());
            let id = &sco.id;
            let (message, help) = if let Some(room) = lms {
                (
                    format!(
                        "the state of `{id}` may need {} characters ({holds}), and {} keeps {limit}",
                        sco.state.worst, room.standard
                    ),
                    "build with `granularity: module` (or `lesson`), so that every module has a state of its own",
                )
            } else {
                (
                    format!("the state of `{id}` ({holds}) holds at most {ENTRIES} of each"),
                    "make several courses of it",
                )
            };
            findings.push(
                Finding::new(&code::STATE_TOO_LARGE, message)
                    .at(course.id.place.clone())
                    .help(help),
            );
        }
    }
    scos
}

fn state(lessons: &[&Lesson], limit: usize) -> State {
    // Ids that are there twice, which is a finding of its own, count once: no salt could tell them apart.
    let ids: BTreeSet<&str> = lessons
        .iter()
        .map(|lesson| lesson.id.value.as_str())
        .collect();
    let records: Vec<(&str, u32)> = lessons.iter().flat_map(|lesson| records(lesson)).collect();
    let questions: BTreeSet<&str> = records.iter().map(|(id, _)| *id).collect();
    let bits: u32 = records.iter().map(|(_, bits)| bits.min(&255)).sum();
    let mut last = State::default();
    for width in WIDTHS {
        let worst = worst(width, ids.len(), records.len(), bits);
        let Some(salt) =
            (0..SALTS).find(|salt| differ(&ids, width, *salt) && differ(&questions, width, *salt))
        else {
            // No salt tells them all apart at this width, and none would at a smaller one.
            return State {
                worst: worst.max(DEVICE + 1),
                ..last
            };
        };
        last = State { width, salt, worst };
        if worst <= limit {
            break;
        }
    }
    last
}

/// What a lesson records besides its completion: questions, and the ticks of polls and checklists, with the bits of
/// their longest response.
pub(crate) fn records(lesson: &Lesson) -> Vec<(&str, u32)> {
    let mut found: Vec<(&str, u32)> = lesson
        .questions()
        .map(|question| (question.id.value.as_str(), response_bits(&question.kind)))
        .collect();
    let id = lesson.id.value.as_str();
    match &lesson.kind {
        LessonKind::Poll {
            options, multiple, ..
        } => found.push((id, choice_bits(options.len(), *multiple))),
        LessonKind::Exercise { checklist, .. } if !checklist.is_empty() => {
            found.push((id, choice_bits(checklist.len(), true)))
        }
        _ => {}
    }
    found
}

/// How many bits a choice takes: one for each option where several may be chosen, else a number.
pub(crate) fn choice_bits(options: usize, multiple: bool) -> u32 {
    if multiple {
        options as u32
    } else {
        log2(options + 1)
    }
}

/// How many bits the recorded response of a question takes; texts are kept apart.
pub(crate) fn response_bits(kind: &QuestionKind) -> u32 {
    match kind {
        QuestionKind::Choice { options, multiple } => choice_bits(options.len(), *multiple),
        QuestionKind::TrueFalse { .. } => 2,
        QuestionKind::Likert { scale } => log2(scale.len() + 1),
        QuestionKind::Matching { pairs } => {
            let targets: BTreeSet<&str> = pairs
                .iter()
                .filter_map(|pair| pair.target.parts.first())
                .map(|(_, text)| text.as_str())
                .collect();
            pairs.len() as u32 * log2(targets.len() + 1)
        }
        QuestionKind::Sequencing { items } => items.len() as u32 * log2(items.len()),
        QuestionKind::FillIn { .. } | QuestionKind::Numeric { .. } | QuestionKind::LongFillIn => 0,
    }
}

/// The least number of bits that tell `count` values apart.
fn log2(count: usize) -> u32 {
    count.max(1).next_power_of_two().trailing_zeros()
}

/// The longest state in characters: everything complete and answered, no text, nothing that may be dropped.
fn worst(width: u8, lessons: usize, records: usize, response_bits: u32) -> usize {
    if lessons > ENTRIES || records > ENTRIES {
        return usize::MAX;
    }
    // Width and salt, three sets (the third empty), a bookmark, the preferences.
    let header = 2 + 6;
    let record = 4 + 2 + 7 + 1 + 8 + 8;
    let bits = header
        + set(width, lessons)
        + set(width, records)
        + records * record
        + response_bits as usize
        + set(width, 0)
        + usize::from(width)
        + 8;
    // `c1`, four characters of its hash, a dot, six bits a character.
    7 + bits.div_ceil(6)
}

/// The most bits that a set of up to `count` keys takes: a count, the Rice parameter, and for each key a remainder and
/// the zero that ends its quotient; the quotients of all keys together cannot pass the last key.
fn set(width: u8, count: usize) -> usize {
    let width = usize::from(width);
    let coded = |count: usize| {
        let rice = (0..=width)
            .rev()
            .find(|rice| count << rice <= 1 << width)
            .unwrap_or(0);
        count * (rice + 1) + (1 << (width - rice))
    };
    12 + 5 + (1..=count).map(coded).max().unwrap_or(0)
}

fn differ(ids: &BTreeSet<&str>, width: u8, salt: u8) -> bool {
    let mut seen = BTreeSet::new();
    ids.iter()
        .all(|id| seen.insert(hash32(&format!("{salt}:{id}")) >> (32 - width)))
}

/// FNV-1a, 32 bits.
pub(crate) fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// FNV-1a over UTF-8, then murmur3's finaliser, as in the player: FNV alone leaves the top bits of short ids too alike.
pub(crate) fn hash32(text: &str) -> u32 {
    let mut hash = fnv(text);
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thousand_lessons_fit() {
        assert!(worst(20, 2_000, 0, 0) <= 4_096);
        assert_eq!(worst(24, 120, 40, 40 * 6), 781);
    }

    #[test]
    fn bits_tell_values_apart() {
        assert_eq!([1, 2, 3, 4, 5, 8, 9].map(log2), [0, 1, 2, 2, 3, 3, 4]);
    }
}
