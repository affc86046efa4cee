//! What ids point at: prerequisites exist and form no loop, outcomes and linked lessons exist.

use std::collections::BTreeMap;

use crate::course::{Course, Module, Spanned, Target, nearest};
use crate::finding::{Finding, Findings, Place, Rule, code};

pub(super) fn check(course: &Course, findings: &mut Findings) {
    let modules = course.all_modules();
    let lessons: BTreeMap<&str, &crate::course::Lesson> = course
        .all_lessons()
        .map(|lesson| (lesson.id.value.as_str(), lesson))
        .collect();
    let places: Vec<&str> = modules
        .iter()
        .map(|module| module.id.value.as_str())
        .chain(lessons.keys().copied())
        .collect();
    let outcomes: Vec<&str> = course
        .outcomes
        .iter()
        .map(|outcome| outcome.id.value.as_str())
        .collect();
    let exists = |id: &Spanned<String>,
                  known: &[&str],
                  rule: &'static Rule,
                  what: &str,
                  findings: &mut Findings| {
        if !known.contains(&id.value.as_str()) {
            findings.push(missing(id, &id.value, known, rule, what));
        }
    };
    // Looked up by name, since a long list of lessons is asked for often.
    let known: std::collections::BTreeSet<&str> = places.iter().copied().collect();
    // A lesson that could not be read may have any id.
    let complete = !course.all_lessons().any(|lesson| lesson.unread);
    let requirement = |id: &Spanned<String>, findings: &mut Findings| {
        if complete && !known.contains(id.value.as_str()) {
            findings.push(missing(
                id,
                &id.value,
                &places,
                &code::UNKNOWN_ID,
                "module or lesson",
            ));
        }
    };
    for module in &modules {
        module
            .requires
            .iter()
            .for_each(|id| requirement(id, findings));
        for lesson in &module.lessons {
            lesson
                .requires
                .iter()
                .for_each(|id| requirement(id, findings));
            for id in lesson
                .outcomes
                .iter()
                .chain(lesson.questions().flat_map(|question| &question.outcomes))
            {
                exists(
                    id,
                    &outcomes,
                    &code::UNKNOWN_ID,
                    "learning outcome",
                    findings,
                );
            }
            for reference in lesson
                .markdowns()
                .into_iter()
                .flat_map(|text| &text.parts)
                .flat_map(|part| &part.refs)
            {
                link(reference, &lessons, complete, findings);
            }
        }
    }
    for reference in course
        .glossary
        .iter()
        .flat_map(|term| &term.definition.parts)
        .flat_map(|part| &part.refs)
    {
        link(reference, &lessons, complete, findings);
    }
    loops(course, findings);
}

fn link(
    reference: &crate::course::Reference,
    lessons: &BTreeMap<&str, &crate::course::Lesson>,
    complete: bool,
    findings: &mut Findings,
) {
    let Target::Lesson { id, fragment } = &reference.target else {
        return;
    };
    let Some(lesson) = lessons.get(id.as_str()) else {
        if !complete {
            return;
        }
        let names: Vec<&str> = lessons.keys().copied().collect();
        let spanned = Spanned {
            value: id.clone(),
            place: reference.place.clone(),
        };
        findings.push(missing(&spanned, id, &names, &code::UNKNOWN_ID, "lesson"));
        return;
    };
    if let Some(fragment) = fragment.as_ref().filter(|_| !lesson.unread) {
        let wanted = format!("{id}-{fragment}");
        let found = lesson
            .body
            .iter()
            .flat_map(|body| &body.parts)
            .any(|part| part.headings.contains(&wanted));
        if !found {
            findings.push(
                Finding::new(
                    &code::BROKEN_ANCHOR,
                    format!("the lesson `{id}` has no heading `#{fragment}`"),
                )
                .at(reference.place.clone())
                .help("a heading's anchor is its words in lower case, joined by `-`"),
            );
        }
    }
}

fn missing(
    at: &Spanned<String>,
    id: &str,
    known: &[&str],
    rule: &'static Rule,
    what: &str,
) -> Finding {
    let finding = Finding::new(rule, format!("there is no {what} `{id}`")).at(at.place.clone());
    match nearest(id, known.iter().copied()) {
        Some(name) => finding.help(format!("did you mean `{name}`?")),
        None => finding.help(format!("write the id of a {what} of this course")),
    }
}

/// What must come before what. A module is done when all in it is done, and open when what it requires is done.
struct Graph<'g> {
    names: Vec<(&'g str, Option<&'g Place>)>,
    before: Vec<Vec<(usize, Option<&'g Place>)>>,
}

impl<'g> Graph<'g> {
    fn add(&mut self, name: &'g str) -> usize {
        self.names.push((name, None));
        self.before.push(Vec::new());
        self.names.len() - 1
    }
}

fn loops(course: &Course, findings: &mut Findings) {
    let mut graph = Graph {
        names: Vec::new(),
        before: Vec::new(),
    };
    // By id: the node that is done when the module or lesson is complete.
    let mut done = BTreeMap::new();
    let mut wants: Vec<(usize, &Spanned<String>)> = Vec::new();
    fn walk<'g>(
        modules: &'g [Module],
        outer: Option<(usize, usize)>,
        graph: &mut Graph<'g>,
        done: &mut BTreeMap<&'g str, usize>,
        wants: &mut Vec<(usize, &'g Spanned<String>)>,
    ) {
        for module in modules {
            let open = graph.add(&module.id.value);
            let complete = graph.add(&module.id.value);
            done.insert(&module.id.value, complete);
            wants.extend(module.requires.iter().map(|id| (open, id)));
            graph.before[complete].push((open, None));
            if let Some((outer_open, outer_done)) = outer {
                graph.before[open].push((outer_open, None));
                graph.before[outer_done].push((complete, None));
            }
            for lesson in &module.lessons {
                let node = graph.add(&lesson.id.value);
                done.insert(&lesson.id.value, node);
                graph.before[node].push((open, None));
                graph.before[complete].push((node, None));
                wants.extend(lesson.requires.iter().map(|id| (node, id)));
            }
            walk(&module.modules, Some((open, complete)), graph, done, wants);
        }
    }
    walk(&course.modules, None, &mut graph, &mut done, &mut wants);
    for (node, id) in wants {
        if let Some(target) = done.get(id.value.as_str()) {
            graph.before[node].push((*target, Some(&id.place)));
        }
    }
    // A few loops are enough for one run; what makes a loop is taken away so that the next can be seen.
    for _ in 0..10 {
        let Some(cycle) = cycle(&graph) else { break };
        report(&graph, &cycle, findings);
        for (index, node) in cycle.iter().enumerate() {
            let next = cycle[(index + 1) % cycle.len()];
            graph.before[*node].retain(|(other, place)| *other != next || place.is_none());
        }
    }
}

/// A loop, if there is one: nodes that nothing can come before are taken away until none is left.
fn cycle(graph: &Graph<'_>) -> Option<Vec<usize>> {
    let mut waiting: Vec<usize> = graph.before.iter().map(Vec::len).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); waiting.len()];
    for (node, before) in graph.before.iter().enumerate() {
        for (other, _) in before {
            after[*other].push(node);
        }
    }
    let mut free: Vec<usize> = (0..waiting.len())
        .filter(|node| waiting[*node] == 0)
        .collect();
    while let Some(node) = free.pop() {
        for other in &after[node] {
            waiting[*other] -= 1;
            if waiting[*other] == 0 {
                free.push(*other);
            }
        }
    }
    // Every node that is left has one before it that is left too: going back long enough runs in a circle.
    let mut node = waiting.iter().position(|count| *count > 0)?;
    let mut path: Vec<usize> = Vec::new();
    loop {
        if let Some(at) = path.iter().position(|seen| *seen == node) {
            return Some(path.split_off(at));
        }
        path.push(node);
        node = graph.before[node]
            .iter()
            .map(|(other, _)| *other)
            .find(|other| waiting[*other] > 0)?;
    }
}

fn report(graph: &Graph<'_>, cycle: &[usize], findings: &mut Findings) {
    let mut names: Vec<&str> = cycle.iter().map(|node| graph.names[*node].0).collect();
    names.dedup();
    if names.len() > 1 && names.first() == names.last() {
        names.pop();
    }
    names.push(names[0]);
    let places: Vec<&Place> = (0..cycle.len())
        .filter_map(|index| {
            let next = cycle[(index + 1) % cycle.len()];
            graph.before[cycle[index]]
                .iter()
                .find(|(other, place)| *other == next && place.is_some())?
                .1
        })
        .collect();
    let chain = names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let mut finding = Finding::new(
        &code::PREREQUISITE_LOOP,
        format!("prerequisites run in a circle, each waiting for the next: {chain}"),
    )
    .help("remove one of these prerequisites: as it is, nobody could ever begin");
    // The first in the file, so that the report does not depend on where the walk began.
    if let Some(first) = places
        .iter()
        .min_by_key(|place| (place.source.path.clone(), place.span.start))
    {
        finding = finding.at((*first).clone());
        for place in places.iter().filter(|place| place != &first) {
            finding = finding.related((*place).clone(), "and here");
        }
    }
    findings.push(finding);
}
