//! Terms while they are collected: a table of our own, because this is done for every word of a course.

/// The lessons of a term in their order, each doubled, plus 1 where the term matters.
pub(super) type Places = Vec<u32>;

/// From how many times on a term matters to a lesson.
const OFTEN: u32 = 3;
const NOBODY: u32 = u32::MAX;

/// The terms of some lessons.
#[derive(Debug)]
pub(super) struct Bag {
    /// The terms one after the other.
    text: Vec<u8>,
    entries: Vec<Entry>,
    /// Where a hash may stand among the entries; always more than half empty.
    table: Vec<u32>,
    /// Every lesson of every term, as they came: the entry, and the place.
    found: Vec<(u32, u32)>,
}

#[derive(Debug)]
struct Entry {
    hash: u64,
    start: usize,
    end: usize,
    /// Its last place, how often the term is there, and how many there are.
    last: usize,
    times: u32,
    places: usize,
}

impl Default for Bag {
    fn default() -> Self {
        Self {
            text: Vec::new(),
            entries: Vec::new(),
            table: vec![NOBODY; 1 << 12],
            found: Vec::new(),
        }
    }
}

impl Bag {
    /// Notes that a lesson has a term; lessons come in their order.
    pub(super) fn note(&mut self, term: &[u8], lesson: u32, matters: bool) {
        let hash = term.iter().fold(0_u64, |hash, byte| {
            (hash.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x517c_c1b7_2722_0a95)
        });
        let mask = self.table.len() - 1;
        let mut slot = (hash >> 32) as usize & mask;
        while let Some(entry) = self.entries.get_mut(self.table[slot] as usize) {
            if entry.hash == hash && self.text[entry.start..entry.end] == *term {
                let (_, place) = &mut self.found[entry.last];
                if *place >> 1 == lesson {
                    entry.times += 1;
                    *place |= u32::from(matters || entry.times >= OFTEN);
                } else {
                    entry.last = self.found.len();
                    entry.times = 1;
                    entry.places += 1;
                    self.found
                        .push((self.table[slot], lesson << 1 | u32::from(matters)));
                }
                return;
            }
            slot = (slot + 1) & mask;
        }
        let at = self.entries.len() as u32;
        self.table[slot] = at;
        let start = self.text.len();
        self.text.extend_from_slice(term);
        self.entries.push(Entry {
            hash,
            start,
            end: self.text.len(),
            last: self.found.len(),
            times: 1,
            places: 1,
        });
        self.found.push((at, lesson << 1 | u32::from(matters)));
        if self.entries.len() * 2 > self.table.len() {
            self.grow();
        }
    }

    fn grow(&mut self) {
        let mask = self.table.len() * 4 - 1;
        self.table = vec![NOBODY; mask + 1];
        for (at, entry) in self.entries.iter().enumerate() {
            let mut slot = (entry.hash >> 32) as usize & mask;
            while self.table[slot] != NOBODY {
                slot = (slot + 1) & mask;
            }
            self.table[slot] = at as u32;
        }
    }

    /// Every term with its places, in no order.
    pub(super) fn terms(self) -> Vec<(Box<str>, Places)> {
        let mut terms: Vec<(Box<str>, Places)> = self
            .entries
            .iter()
            .map(|entry| {
                let term = String::from_utf8_lossy(&self.text[entry.start..entry.end]);
                (term.into(), Vec::with_capacity(entry.places))
            })
            .collect();
        for (entry, place) in self.found {
            terms[entry as usize].1.push(place);
        }
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_has_its_lessons_and_where_it_matters() {
        let mut bag = Bag::default();
        for lesson in 0..3 {
            for number in 0..9_000 {
                if number % (lesson + 1) == 0 {
                    bag.note(format!("t{number}").as_bytes(), lesson, number == 0);
                }
            }
            bag.note(b"t7", lesson, false);
            bag.note(b"t7", lesson, false);
        }
        let terms: std::collections::BTreeMap<_, _> = bag.terms().into_iter().collect();
        assert_eq!(terms.len(), 9_000);
        assert_eq!(terms["t0"], [1, 3, 5]);
        assert_eq!(terms["t7"], [1, 2, 4]);
        assert_eq!(terms["t6"], [0, 2, 4]);
        assert_eq!(terms["t8999"], [0]);
    }
}
