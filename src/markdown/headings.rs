//! Headings as HTML: their ids, their levels once all are known, and the links within a text.

use super::writer::{Writer, put};
use super::{FaultKind, Heading, RefKind, escape};
use std::ops::Range;

pub(super) struct OpenHeading {
    pub(super) start: usize,
    pub(super) level: u8,
    pub(super) text: String,
}

/// Where the two digits of a heading stand, and which heading it is.
pub(super) struct Level {
    pub(super) open: usize,
    pub(super) close: usize,
    pub(super) heading: usize,
}

impl Writer<'_> {
    pub(super) fn heading_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading
                .text
                .extend(text.chars().filter(|c| !c.is_control()));
        }
    }

    pub(super) fn end_heading(&mut self, span: Range<usize>) {
        let Some(OpenHeading { start, level, text }) = self.heading.take() else {
            return;
        };
        let text = text.trim().to_owned();
        let level = (level + self.options.shift).min(6);
        let mut id = String::new();
        escape::attribute(&mut id, self.options.id_prefix);
        id.push_str(&self.ids.slug(&text));
        let mut level_at = Level {
            open: start + 2,
            close: 0,
            heading: self.headings.len(),
        };
        // Headings of footnotes end up elsewhere, so that their digits cannot be found again.
        let in_footnote = !self.footnote_stack.is_empty();
        let level = if in_footnote {
            level.max(self.options.first)
        } else {
            level
        };
        self.html
            .insert_str(start, &format!("<h{level} id=\"{id}\">"));
        put(&mut self.html, format_args!("</h{level}>\n"));
        level_at.close = self.html.len() - 3;
        if !in_footnote {
            self.levels.push(level_at);
        }
        self.headings.push(Heading {
            level,
            text,
            id,
            span,
        });
        self.table.since_heading = 0;
    }

    /// Moves all headings down when one stands above the highest level, and finds the levels that are skipped.
    pub(super) fn settle_headings(&mut self) {
        let first = self.options.first.clamp(1, 6);
        let highest = self
            .levels
            .iter()
            .map(|level| self.headings[level.heading].level)
            .min();
        let down = first.saturating_sub(highest.unwrap_or(first));
        if down > 0 {
            for level in &self.levels {
                let heading = &mut self.headings[level.heading];
                heading.level = (heading.level + down).min(6);
                let digit = heading.level.to_string();
                self.html.replace_range(level.open..=level.open, &digit);
                self.html.replace_range(level.close..=level.close, &digit);
            }
        }
        let mut from = (first > 1).then(|| first - 1);
        for at in 0..self.headings.len() {
            let to = self.headings[at].level;
            if let Some(from) = from
                && to > from + 1
            {
                let span = self.headings[at].span.clone();
                self.fault(FaultKind::HeadingSkip { from, to }, span);
            }
            from = Some(to);
        }
    }

    pub(super) fn settle_anchors(&mut self) {
        for at in &mut self.refs {
            if let (RefKind::Anchor { found }, Some(fragment)) = (&mut at.kind, &mut at.fragment) {
                if !self.ids.has(fragment) {
                    let lower = fragment.to_lowercase();
                    if !self.ids.has(&lower) {
                        continue;
                    }
                    *fragment = lower;
                }
                *found = true;
                fragment.insert_str(0, self.options.id_prefix);
            }
        }
    }
}
