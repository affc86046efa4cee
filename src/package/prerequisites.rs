//! What must be completed before each SCO, as the shortest expression that says it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Content, Node, identifier};

/// For each SCO, in the order of the tree, those that it needs directly, as positions in that order.
pub(super) fn direct(content: &Content<'_>) -> Vec<Vec<usize>> {
    let named = names(content);
    let wanted: Vec<BTreeSet<usize>> = content
        .scos()
        .iter()
        .enumerate()
        .map(|(at, (around, sco))| {
            around
                .iter()
                .flat_map(|cluster| &cluster.requires)
                .chain(&sco.requires)
                .filter_map(|id| named.get(id.as_str()))
                .flatten()
                .copied()
                .filter(|other| *other != at)
                .collect()
        })
        .collect();
    wanted.iter().map(|needs| nearest(&wanted, needs)).collect()
}

/// Those of `needs` that none of the others needs before it.
fn nearest(wanted: &[BTreeSet<usize>], needs: &BTreeSet<usize>) -> Vec<usize> {
    if needs.len() < 2 {
        return needs.iter().copied().collect();
    }
    let mut implied = vec![false; wanted.len()];
    let mut waiting: Vec<usize> = needs.iter().flat_map(|at| &wanted[*at]).copied().collect();
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut implied[at], true) {
            waiting.extend(&wanted[at]);
        }
    }
    let mut nearest: Vec<usize> = needs.iter().copied().collect();
    nearest.retain(|at| !implied[*at]);
    if nearest.is_empty() {
        // In a loop, which the checks refuse, everything implies everything.
        return needs.iter().copied().collect();
    }
    nearest
}

/// An expression over items that can be launched; a cluster has no status of its own in an LMS.
pub(super) fn script(ids: &[&str]) -> String {
    ids.iter()
        .map(|id| identifier::item(id))
        .collect::<Vec<_>>()
        .join("&")
}

/// The SCOs that each id stands for.
fn names<'c>(content: &'c Content<'_>) -> BTreeMap<&'c str, Vec<usize>> {
    fn walk<'n>(nodes: &'n [Node], next: &mut usize, named: &mut BTreeMap<&'n str, Vec<usize>>) {
        for node in nodes {
            match node {
                Node::Sco(sco) => {
                    for id in std::iter::once(&sco.id).chain(&sco.inside) {
                        named.entry(id).or_insert_with(|| vec![*next]);
                    }
                    *next += 1;
                }
                Node::Cluster(cluster) => {
                    let first = *next;
                    walk(&cluster.children, next, named);
                    named.insert(&cluster.id, (first..*next).collect());
                }
            }
        }
    }
    let mut named = BTreeMap::new();
    walk(&content.tree, &mut 0, &mut named);
    named
}
