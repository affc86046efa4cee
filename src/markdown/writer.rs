//! The events of the Markdown parser in, HTML and what was learned on the way out, in one pass.

use super::blocks::{Code, Table};
use super::callouts::{Callout, Line};
use super::footnotes::Footnote;
use super::headings::{Level, OpenHeading};
use super::pointers::{Figure, OpenImage, OpenLink};
use super::raw::{Fragment, Open};
use super::slug::Ids;
use super::{
    Fault, FaultKind, Heading, Options, QuestionBlock, Ref, RefKind, Rendered, escape, sanitise,
};
use pulldown_cmark::{Alignment, Event, Options as Extensions, Parser, Tag, TagEnd};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

/// How deep lists, quotes and emphasis may nest before their tags are left out: no reader sees more, and browsers
/// and parsers of HTML slow down or flatten them.
pub(super) const DEEPEST: usize = 60;

/// Renders `hidden`, which is `text` with the lines of callouts hidden.
pub(super) fn write(text: &str, hidden: &str, lines: &[Line], options: &Options<'_>) -> Rendered {
    let extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS;
    let mut writer = Writer::new(text, lines, options);
    writer.controls();
    let mut events = Parser::new_ext(hidden, extensions).into_offset_iter();
    // What was read ahead to see whether an image is alone in its paragraph.
    let mut ahead = None;
    while let Some((event, span)) = ahead.take().or_else(|| events.next()) {
        let image_ends = matches!(event, Event::End(TagEnd::Image));
        writer.event(event, span);
        if image_ends {
            ahead = events.next();
            writer.image_done(matches!(ahead, Some((Event::End(TagEnd::Paragraph), _))));
        }
    }
    writer.finish()
}

pub(super) struct Writer<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a [Line],
    pub(super) options: &'a Options<'a>,
    pub(super) html: String,
    pub(super) refs: Vec<Ref>,
    pub(super) questions: Vec<QuestionBlock>,
    pub(super) faults: Vec<Fault>,
    pub(super) headings: Vec<Heading>,
    pub(super) words: usize,
    /// Whether the text so far ends within a word.
    pub(super) in_word: bool,
    pub(super) ids: Ids,

    /// Blocks so far, nested ones too.
    pub(super) blocks: usize,
    /// How many quotes, lists, items and footnotes are open.
    pub(super) depth: usize,
    pub(super) quotes: usize,
    pub(super) lists: usize,
    pub(super) inlines: usize,
    pub(super) callouts: Vec<Callout>,
    /// Behind the `<p>` of the paragraph that is open.
    pub(super) paragraph: usize,
    /// Behind the `<li` of the last item.
    pub(super) item: usize,
    /// Whether the label of a task is open.
    pub(super) task: bool,
    pub(super) heading: Option<OpenHeading>,
    /// Where the digits of the headings stand in `html`.
    pub(super) levels: Vec<Level>,
    pub(super) image: Option<OpenImage>,
    pub(super) figure: Option<Figure>,
    pub(super) links: Vec<OpenLink>,
    /// What readers see so far: text that is not blank, code, images with a text alternative.
    pub(super) ink: usize,
    pub(super) code: Code,
    pub(super) table: Table,
    pub(super) footnotes: Vec<Footnote>,
    pub(super) footnote_names: HashMap<String, usize>,
    pub(super) footnote_order: Vec<usize>,
    /// The HTML around each footnote that is being written, and the footnote.
    pub(super) footnote_stack: Vec<(String, usize)>,

    pub(super) raw_open: Vec<Open>,
    pub(super) raw_seen: bool,
    pub(super) block: Option<Fragment>,
    /// The raw element that goes with its content.
    pub(super) dropping: Option<&'static str>,
}

impl<'a> Writer<'a> {
    fn new(text: &'a str, lines: &'a [Line], options: &'a Options<'a>) -> Self {
        Self {
            text,
            lines,
            options,
            html: String::with_capacity(text.len() + text.len() / 4 + 64),
            refs: Vec::new(),
            questions: Vec::new(),
            faults: Vec::new(),
            headings: Vec::new(),
            words: 0,
            in_word: false,
            ids: Ids::default(),
            blocks: 0,
            depth: 0,
            quotes: 0,
            lists: 0,
            inlines: 0,
            callouts: Vec::new(),
            paragraph: 0,
            item: 0,
            task: false,
            heading: None,
            levels: Vec::new(),
            image: None,
            figure: None,
            links: Vec::new(),
            ink: 0,
            code: Code::None,
            table: Table::default(),
            footnotes: Vec::new(),
            footnote_names: HashMap::new(),
            footnote_order: Vec::new(),
            footnote_stack: Vec::new(),
            raw_open: Vec::new(),
            raw_seen: false,
            block: None,
            dropping: None,
        }
    }

    pub(super) fn fault(&mut self, kind: FaultKind, span: Range<usize>) {
        self.faults.push(Fault { kind, span });
    }

    /// Reports characters that are left out wherever they stand.
    fn controls(&mut self) {
        let control =
            |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) || byte == 0x7f;
        let bytes = self.text.as_bytes();
        let mut at = 0;
        // A file that is no text has enough of them to fill the report.
        for _ in 0..20 {
            let Some(found) = bytes[at..].iter().position(|byte| control(*byte)) else {
                return;
            };
            let start = at + found;
            let length = bytes[start..]
                .iter()
                .take_while(|byte| control(**byte))
                .count();
            at = start + length;
            self.fault(FaultKind::ControlCharacter, start..at);
        }
    }

    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        if let Some(name) = self.dropping {
            match &event {
                Event::InlineHtml(html) if ends(name, html) => {
                    self.dropping = None;
                    return;
                }
                Event::Text(_)
                | Event::Code(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_) => return,
                Event::End(
                    TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item,
                ) => self.dropping = None,
                _ => {}
            }
        }
        if let Some(image) = &mut self.image {
            match event {
                Event::Text(text) | Event::Code(text) => image.alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
                Event::Start(Tag::Image { .. }) => image.nested += 1,
                Event::End(TagEnd::Image) if image.nested > 0 => image.nested -= 1,
                Event::End(TagEnd::Image) => self.end_image(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Text(text) => self.text(&text, span),
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag, span),
            Event::SoftBreak => {
                self.in_word = false;
                self.html.push('\n');
                self.heading_text(" ");
            }
            Event::HardBreak => {
                self.in_word = false;
                self.html.push_str("<br>\n");
                self.heading_text(" ");
            }
            Event::Code(code) => {
                self.count(&code);
                self.heading_text(&code);
                self.html.push_str("<code>");
                escape::text(&mut self.html, &code);
                self.html.push_str("</code>");
            }
            Event::Html(html) => match &mut self.block {
                Some(block) => block.push(self.text.get(span.clone()).unwrap_or(&html), span.start),
                None => self.inline_html(&html, span.start),
            },
            Event::InlineHtml(html) => self.inline_html(&html, span.start),
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::Rule => self.rule(span),
            Event::TaskListMarker(done) => self.start_task(done),
            // Mathematics is not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, span),
        }
    }

    fn text(&mut self, text: &str, span: Range<usize>) {
        let text = self.shown(text, &span);
        if let Code::Question { content } = &mut self.code {
            let start = content.as_ref().map_or(span.start, |content| content.start);
            *content = Some(start..span.end);
            return;
        }
        self.count(text);
        self.heading_text(text);
        escape::text(&mut self.html, text);
    }

    /// The text as the author wrote it, where a line that looked like that of a callout stands in it.
    fn shown<'t>(&self, text: &'t str, span: &Range<usize>) -> &'t str
    where
        'a: 't,
    {
        if self.lines.is_empty() {
            return text;
        }
        let next = self
            .lines
            .partition_point(|line| line.span.end <= span.start);
        match self.lines.get(next) {
            Some(line) if line.span.start < span.end && span.len() == text.len() => {
                &self.text[span.clone()]
            }
            _ => text,
        }
    }

    /// Counts words and what readers see.
    pub(super) fn count(&mut self, text: &str) {
        let words = escape::words(text, &mut self.in_word);
        self.words += words;
        self.ink += usize::from(words > 0 || self.in_word);
    }

    fn inline_html(&mut self, html: &str, at: usize) {
        let mut fragment = Fragment::default();
        fragment.push(html, at);
        self.dropping = self.raw(&fragment);
    }

    /// Begins a block on a line of its own.
    pub(super) fn start_block(&mut self) {
        self.end_task();
        self.blocks += 1;
        self.in_word = false;
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.start_block();
                self.html.push_str("<p>");
                self.paragraph = self.html.len();
            }
            Tag::Heading { level, .. } => {
                self.start_block();
                self.heading = Some(OpenHeading {
                    start: self.html.len(),
                    level: level as u8,
                    text: String::new(),
                });
            }
            Tag::BlockQuote(_) => {
                self.start_block();
                self.depth += 1;
                self.quotes += 1;
                if self.quotes <= DEEPEST {
                    self.html.push_str("<blockquote>\n");
                }
            }
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => {
                self.start_block();
                self.block = Some(Fragment::default());
            }
            Tag::List(first) => {
                self.start_block();
                self.depth += 1;
                self.lists += 1;
                if self.lists <= DEEPEST {
                    match first {
                        None => self.html.push_str("<ul>\n"),
                        Some(1) => self.html.push_str("<ol>\n"),
                        Some(first) => {
                            put(&mut self.html, format_args!("<ol start=\"{first}\">\n"))
                        }
                    }
                }
            }
            Tag::Item => {
                self.end_task();
                self.in_word = false;
                self.depth += 1;
                if self.lists <= DEEPEST {
                    self.html.push_str("<li");
                    self.item = self.html.len();
                    self.html.push('>');
                }
            }
            Tag::FootnoteDefinition(name) => self.start_footnote(&name, span),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                self.table.in_head = true;
                self.table.cell = 0;
                self.table.head_start = self.html.len();
                self.table.head_ink = self.ink;
                self.html.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.table.cell = 0;
                if !self.table.body {
                    self.table.body = true;
                    self.html.push_str("<tbody>\n");
                }
                self.html.push_str("<tr>");
            }
            Tag::TableCell => {
                self.in_word = false;
                let first = self.table.cell == 0;
                self.html.push_str(match self.table.in_head {
                    true => "<th scope=\"col\"",
                    false if first && self.table.row_headers => "<th scope=\"row\"",
                    false => "<td",
                });
                self.html
                    .push_str(match self.table.alignments.get(self.table.cell) {
                        Some(Alignment::Left) => " class=\"cp-left\">",
                        Some(Alignment::Center) => " class=\"cp-center\">",
                        Some(Alignment::Right) => " class=\"cp-right\">",
                        Some(Alignment::None) | None => ">",
                    });
                self.table.cell += 1;
            }
            Tag::Emphasis => self.start_inline("<em>"),
            Tag::Strong => self.start_inline("<strong>"),
            Tag::Strikethrough => self.start_inline("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_link(link_type, &dest_url, &title, span),
            Tag::Image {
                dest_url, title, ..
            } => self.start_image(&dest_url, &title, span),
            // Extensions that are not switched on.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Range<usize>) {
        match tag {
            TagEnd::Paragraph => {
                if let Some(figure) = self.figure.take() {
                    self.end_figure(&figure.caption);
                    return;
                }
                self.end_task();
                self.html.push_str("</p>\n");
            }
            TagEnd::Heading(_) => self.end_heading(span),
            TagEnd::BlockQuote(_) => {
                self.end_container();
                if self.quotes <= DEEPEST {
                    self.html.push_str("</blockquote>\n");
                }
                self.quotes -= 1;
            }
            TagEnd::CodeBlock => self.end_code(span),
            TagEnd::HtmlBlock => {
                if let Some(fragment) = self.block.take() {
                    let start = self.html.len();
                    self.raw(&fragment);
                    if self.html[start..].trim().is_empty() {
                        self.html.truncate(start);
                    }
                }
            }
            TagEnd::List(ordered) => {
                self.end_container();
                if self.lists <= DEEPEST {
                    self.html
                        .push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
                }
                self.lists -= 1;
            }
            TagEnd::Item => {
                self.end_task();
                self.end_container();
                if self.lists <= DEEPEST {
                    self.html.push_str("</li>\n");
                }
            }
            TagEnd::FootnoteDefinition => {
                self.end_container();
                if let Some((around, index)) = self.footnote_stack.pop() {
                    let body = std::mem::replace(&mut self.html, around);
                    // As in CommonMark's link definitions, the first of two counts.
                    self.footnotes[index].body.get_or_insert(body);
                }
            }
            TagEnd::Table => self.html.push_str(if self.table.body {
                "</tbody>\n</table>\n</div>\n"
            } else {
                "</table>\n</div>\n"
            }),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.html.push_str("</tr>\n</thead>\n");
                if self.ink == self.table.head_ink {
                    self.table.row_headers = false;
                    self.html.truncate(self.table.head_start);
                    self.fault(FaultKind::HeaderlessTable, span);
                } else if self.table.row_headers {
                    self.empty_corner();
                }
            }
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => {
                let first = self.table.cell == 1;
                if first && self.table.in_head {
                    self.table.row_headers = self.ink == self.table.head_ink;
                }
                let header = self.table.in_head || first && self.table.row_headers;
                self.html.push_str(if header { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.end_inline("</em>"),
            TagEnd::Strong => self.end_inline("</strong>"),
            TagEnd::Strikethrough => self.end_inline("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn start_inline(&mut self, tag: &str) {
        self.inlines += 1;
        if self.inlines <= DEEPEST {
            self.html.push_str(tag);
        }
    }

    fn end_inline(&mut self, tag: &str) {
        if self.inlines <= DEEPEST {
            self.html.push_str(tag);
        }
        self.inlines = self.inlines.saturating_sub(1);
    }

    /// Ends a quote, list, item or footnote, and the callouts that its author forgot to close in it.
    fn end_container(&mut self) {
        while self
            .callouts
            .last()
            .is_some_and(|callout| callout.depth >= self.depth)
        {
            self.end_unclosed_callout();
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Writes a marker and notes what it stands for.
    pub(super) fn mark(
        &mut self,
        kind: RefKind,
        target: String,
        fragment: Option<String>,
        span: Range<usize>,
    ) -> usize {
        let index = self.refs.len();
        put(&mut self.html, format_args!("\u{1}{index}\u{2}"));
        self.refs.push(Ref {
            kind,
            target,
            fragment,
            span,
        });
        index
    }

    /// Takes a single paragraph out of its `<p>`, and a single image out of its figure.
    fn unwrap(&mut self) {
        if self.blocks != 1 {
            return;
        }
        let html = self.html.trim_end();
        if let Some(inner) = html
            .strip_prefix("<p>")
            .and_then(|html| html.strip_suffix("</p>"))
        {
            self.html = inner.to_owned();
        } else if let Some(inner) = html
            .strip_prefix("<figure class=\"cp-figure\">")
            .and_then(|html| html.strip_suffix("</figure>"))
        {
            self.html = inner
                .replacen("<figcaption>", " <span class=\"cp-caption\">", 1)
                .replacen("</figcaption>", "</span>", 1);
        }
    }

    fn finish(mut self) -> Rendered {
        while !self.callouts.is_empty() {
            self.end_unclosed_callout();
        }
        self.finish_raw();
        self.settle_headings();
        self.footnote_section();
        self.settle_anchors();
        if self.options.inline {
            self.unwrap();
        }
        if self.raw_seen {
            self.html = sanitise::sanitise(&self.html);
        }
        self.faults.sort_by_key(|fault| fault.span.start);
        Rendered {
            html: self.html,
            refs: self.refs,
            questions: self.questions,
            faults: self.faults,
            headings: self.headings,
            words: self.words,
        }
    }
}

/// Whether inline HTML is the end tag of this element.
fn ends(name: &str, html: &str) -> bool {
    html.strip_prefix("</")
        .and_then(|html| html.get(..name.len()))
        .is_some_and(|found| found.eq_ignore_ascii_case(name))
}

/// Writes formatted text into a string, which cannot fail.
pub(super) fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).unwrap_or_default();
}
