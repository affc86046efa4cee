//! The events of the Markdown parser in, HTML and what was learned on the way out, in one pass.

use super::callouts::{self, Line};
use super::links::{self, Target};
use super::raw::{Fragment, Open};
use super::slug::Ids;
use super::{
    Fault, FaultKind, Heading, Options, QuestionBlock, Ref, RefKind, Rendered, escape, sanitise,
};
use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, LinkType, Options as Extensions, Parser, Tag, TagEnd,
};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

/// How deep lists, quotes and emphasis may nest before their tags are left out: no reader sees more, and browsers
/// and parsers of HTML slow down or flatten them.
const DEEPEST: usize = 60;

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
    text: &'a str,
    lines: &'a [Line],
    pub(super) options: &'a Options<'a>,
    pub(super) html: String,
    refs: Vec<Ref>,
    questions: Vec<QuestionBlock>,
    faults: Vec<Fault>,
    headings: Vec<Heading>,
    words: usize,
    /// Whether the text so far ends within a word.
    in_word: bool,
    pub(super) ids: Ids,

    /// Blocks so far, nested ones too.
    blocks: usize,
    /// How many quotes, lists, items and footnotes are open.
    depth: usize,
    quotes: usize,
    lists: usize,
    inlines: usize,
    callouts: Vec<Callout>,
    /// Behind the `<p>` of the paragraph that is open.
    paragraph: usize,
    /// Behind the `<li` of the last item.
    item: usize,
    /// Whether the label of a task is open.
    task: bool,
    heading: Option<OpenHeading>,
    /// Where the digits of the headings stand in `html`.
    levels: Vec<Level>,
    image: Option<OpenImage>,
    figure: Option<Figure>,
    links: Vec<OpenLink>,
    /// What readers see so far: text that is not blank, code, images with a text alternative.
    ink: usize,
    code: Code,
    table: Table,
    footnotes: Vec<Footnote>,
    footnote_names: HashMap<String, usize>,
    footnote_order: Vec<usize>,
    /// The HTML around each footnote that is being written, and the footnote.
    footnote_stack: Vec<(String, usize)>,

    pub(super) raw_open: Vec<Open>,
    pub(super) raw_seen: bool,
    block: Option<Fragment>,
    /// The raw element that goes with its content.
    dropping: Option<&'static str>,
}

struct Callout {
    span: Range<usize>,
    depth: usize,
}

struct OpenHeading {
    start: usize,
    level: u8,
    text: String,
}

/// Where the two digits of a heading stand, and which heading it is.
struct Level {
    open: usize,
    close: usize,
    heading: usize,
}

struct OpenImage {
    index: Option<usize>,
    title: String,
    alt: String,
    src: String,
    /// Images within its text alternative.
    nested: usize,
    span: Range<usize>,
    /// Whether it is the first in its paragraph.
    first: bool,
}

/// An image that stays open until it is known whether it stands alone.
struct Figure {
    caption: String,
    first: bool,
}

struct OpenLink {
    written: bool,
    ink: usize,
    span: Range<usize>,
}

/// The code block that is open.
enum Code {
    None,
    Plain,
    Question { content: Option<Range<usize>> },
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    body: bool,
    head_start: usize,
    head_ink: usize,
    /// Tables since the last heading.
    since_heading: usize,
}

struct Footnote {
    name: String,
    /// Its number, from 1; 0 before the first reference.
    number: usize,
    references: usize,
    body: Option<String>,
    span: Range<usize>,
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

    fn heading_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading
                .text
                .extend(text.chars().filter(|c| !c.is_control()));
        }
    }

    fn inline_html(&mut self, html: &str, at: usize) {
        let mut fragment = Fragment::default();
        fragment.push(html, at);
        self.dropping = self.raw(&fragment);
    }

    /// Begins a block on a line of its own.
    fn start_block(&mut self) {
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
                self.html.push_str(if self.table.in_head {
                    "<th scope=\"col\""
                } else {
                    "<td"
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
                    self.html.truncate(self.table.head_start);
                    self.fault(FaultKind::HeaderlessTable, span);
                }
            }
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.html
                    .push_str(if self.table.in_head { "</th>" } else { "</td>" })
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

    fn rule(&mut self, span: Range<usize>) {
        self.start_block();
        let lines = self.lines;
        let next = lines.partition_point(|line| line.span.start < span.start);
        match lines.get(next) {
            Some(line) if line.span.start < span.end => self.callout(line),
            _ => self.html.push_str("<hr>\n"),
        }
    }

    fn callout(&mut self, line: &Line) {
        let Some(name) = &line.name else {
            if self
                .callouts
                .last()
                .is_some_and(|callout| callout.depth == self.depth)
            {
                self.callouts.pop();
                self.html.push_str("</aside>\n");
            } else {
                self.fault(FaultKind::UnopenedCallout, line.span.clone());
            }
            return;
        };
        let text = self.text;
        let word = &text[name.clone()];
        let labels = &self.options.labels;
        let known = callouts::NAMES.iter().zip([
            labels.note,
            labels.tip,
            labels.warning,
            labels.example,
            labels.quote,
        ]);
        let found = known
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word));
        let (class, label) = found.map_or(("note", word), |(known, label)| (*known, label));
        if found.is_none() {
            self.fault(
                FaultKind::UnknownCallout {
                    name: word.to_owned(),
                },
                name.clone(),
            );
        }
        let title = &text[line.title.clone()];
        put(
            &mut self.html,
            format_args!("<aside class=\"cp-callout cp-callout-{class}\" role=\"note\">\n"),
        );
        self.html.push_str("<p class=\"cp-callout-title\">");
        self.count(title);
        escape::text(&mut self.html, if title.is_empty() { label } else { title });
        self.html.push_str("</p>\n");
        self.callouts.push(Callout {
            span: line.span.clone(),
            depth: self.depth,
        });
    }

    fn end_unclosed_callout(&mut self) {
        if let Some(callout) = self.callouts.pop() {
            self.html.push_str("</aside>\n");
            self.fault(FaultKind::UnclosedCallout, callout.span);
        }
    }

    fn start_task(&mut self, done: bool) {
        if self.lists > DEEPEST {
            return;
        }
        self.html
            .push_str("<label><input type=\"checkbox\" disabled");
        self.html.push_str(if done { " checked> " } else { "> " });
        const CLASS: &str = " class=\"cp-task\"";
        self.html.insert_str(self.item, CLASS);
        self.paragraph += CLASS.len();
        self.task = true;
    }

    fn end_task(&mut self) {
        if self.task {
            self.task = false;
            self.html.push_str("</label>");
        }
    }

    fn end_heading(&mut self, span: Range<usize>) {
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

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.start_block();
        let language = match kind {
            CodeBlockKind::Indented => "",
            CodeBlockKind::Fenced(info) => info
                .split([' ', '\t', ',', '{'])
                .find(|word| !word.is_empty())
                .unwrap_or(""),
        };
        if language == "question" {
            self.code = Code::Question { content: None };
            return;
        }
        self.code = Code::Plain;
        self.html.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.html.push_str(" class=\"language-");
            escape::attribute(&mut self.html, language);
            self.html.push('"');
        }
        self.html.push('>');
    }

    fn end_code(&mut self, span: Range<usize>) {
        match std::mem::replace(&mut self.code, Code::None) {
            Code::None => {}
            Code::Plain => self.html.push_str("</code></pre>\n"),
            Code::Question { content } => {
                let start = content.as_ref().map_or(span.start, |content| content.start);
                let content = match content {
                    // From the start of the line, so that all lines are indented alike.
                    Some(content) => {
                        let line = self.text[..start]
                            .rfind(['\n', '\r'])
                            .map_or(0, |at| at + 1);
                        line.max(span.start)..content.end
                    }
                    None => {
                        let behind = self.text[span.clone()]
                            .find('\n')
                            .map_or(span.end, |at| span.start + at + 1);
                        behind..behind
                    }
                };
                put(
                    &mut self.html,
                    format_args!("\u{1}q{}\u{2}\n", self.questions.len()),
                );
                self.questions.push(QuestionBlock {
                    fence: span,
                    content,
                });
            }
        }
    }

    fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.start_block();
        self.table.alignments = alignments;
        self.table.body = false;
        self.table.since_heading += 1;
        self.html
            .push_str("<div class=\"cp-table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        let label = match self.headings.last() {
            Some(heading) if !heading.text.is_empty() => heading.text.as_str(),
            _ => self.options.labels.table,
        };
        escape::attribute(&mut self.html, label);
        if self.table.since_heading > 1 {
            put(
                &mut self.html,
                format_args!(" ({})", self.table.since_heading),
            );
        }
        self.html.push_str("\">\n<table>\n");
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

    fn start_link(&mut self, kind: LinkType, url: &str, title: &str, span: Range<usize>) {
        let url = match kind {
            LinkType::Email => Cow::Owned(format!("mailto:{url}")),
            _ => Cow::Borrowed(url),
        };
        let mut link = OpenLink {
            written: false,
            ink: self.ink,
            span: span.clone(),
        };
        if !self.links.is_empty() {
            self.links.push(link);
            return;
        }
        let before = self.html.len();
        self.html.push_str("<a ");
        match links::classify(&url) {
            Target::Empty => self.fault(FaultKind::EmptyTarget, span),
            Target::Forbidden => self.fault(
                FaultKind::ForbiddenScheme {
                    url: url.into_owned(),
                },
                span,
            ),
            Target::Site(url) => {
                link.written = true;
                self.html.push_str("href=\"");
                escape::url(&mut self.html, &url);
                self.html.push_str(
                    "\" rel=\"noopener noreferrer\" target=\"_blank\" class=\"cp-external\"",
                );
            }
            Target::Contact(url) => {
                link.written = true;
                self.html.push_str("href=\"");
                escape::url(&mut self.html, &url);
                self.html.push('"');
            }
            Target::Anchor(anchor) => {
                link.written = true;
                self.mark(
                    RefKind::Anchor { found: false },
                    String::new(),
                    Some(anchor),
                    span,
                );
            }
            Target::Local(path, fragment) => {
                link.written = true;
                self.mark(RefKind::Link, path, fragment, span);
            }
        }
        if link.written {
            self.title(title);
            self.html.push('>');
        } else {
            self.html.truncate(before);
        }
        self.links.push(link);
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            return;
        };
        if link.written {
            self.html.push_str("</a>");
            if self.ink == link.ink {
                self.fault(FaultKind::EmptyLink, link.span);
            }
        }
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.html.push_str(" title=\"");
            escape::attribute(&mut self.html, title);
            self.html.push('"');
        }
    }

    fn start_image(&mut self, url: &str, title: &str, span: Range<usize>) {
        let first = self.html.len() == self.paragraph && self.html.ends_with("<p>");
        let image = RefKind::Image {
            alt: String::new(),
            decorative: false,
            sized: false,
        };
        let target = match links::classify(url) {
            Target::Empty => {
                self.fault(FaultKind::EmptyTarget, span.clone());
                None
            }
            Target::Forbidden | Target::Contact(_) => {
                self.fault(
                    FaultKind::ForbiddenScheme {
                        url: url.to_owned(),
                    },
                    span.clone(),
                );
                None
            }
            Target::Site(url) => Some((url.into_owned(), None)),
            Target::Anchor(anchor) => Some((String::new(), Some(anchor))),
            Target::Local(path, fragment) => Some((path, fragment)),
        };
        let index = target.map(|(target, fragment)| {
            self.html.push_str("<img ");
            self.mark(image, target, fragment, span.clone())
        });
        self.image = Some(OpenImage {
            index,
            title: title.to_owned(),
            alt: String::new(),
            src: url.to_owned(),
            nested: 0,
            span,
            first,
        });
    }

    fn end_image(&mut self) {
        let Some(image) = self.image.take() else {
            return;
        };
        let alt = image.alt.trim();
        let Some(index) = image.index else {
            // What the image would have said stays.
            self.count(alt);
            escape::text(&mut self.html, alt);
            return;
        };
        let decorative = alt.is_empty() && image.title.eq_ignore_ascii_case("decorative");
        if alt.is_empty() && !decorative {
            self.fault(FaultKind::MissingAlt { src: image.src }, image.span);
        }
        self.ink += usize::from(!alt.is_empty());
        self.heading_text(alt);
        self.html.push_str(" alt=\"");
        escape::attribute(&mut self.html, alt);
        self.html.push_str("\" loading=\"lazy\"");
        self.refs[index].kind = RefKind::Image {
            alt: alt.to_owned(),
            decorative,
            sized: false,
        };
        let caption = if decorative {
            String::new()
        } else {
            image.title
        };
        self.figure = Some(Figure {
            caption,
            first: image.first,
        });
    }

    /// Closes the tag of an image, once it is known whether its paragraph ends behind it.
    fn image_done(&mut self, last: bool) {
        let Some(figure) = self.figure.take() else {
            return;
        };
        if figure.first && last && !self.task {
            self.html.push('>');
            self.figure = Some(figure);
        } else {
            self.title(&figure.caption);
            self.html.push('>');
        }
    }

    fn end_figure(&mut self, caption: &str) {
        let start = self.paragraph - "<p>".len();
        self.html
            .replace_range(start..self.paragraph, "<figure class=\"cp-figure\">");
        if !caption.is_empty() {
            self.html.push_str("<figcaption>");
            self.count(caption);
            escape::text(&mut self.html, caption);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("</figure>\n");
    }

    fn footnote(&mut self, name: &str) -> usize {
        let key = name.to_lowercase();
        let next = self.footnotes.len();
        let index = *self.footnote_names.entry(key).or_insert(next);
        if index == next {
            self.footnotes.push(Footnote {
                name: name.to_owned(),
                number: 0,
                references: 0,
                body: None,
                span: 0..0,
            });
        }
        index
    }

    fn footnote_reference(&mut self, name: &CowStr<'_>) {
        let index = self.footnote(name);
        let footnote = &mut self.footnotes[index];
        if footnote.number == 0 {
            self.footnote_order.push(index);
            footnote.number = self.footnote_order.len();
        }
        footnote.references += 1;
        let (number, references) = (footnote.number, footnote.references);
        let label = self
            .options
            .labels
            .footnote
            .replace("{n}", &number.to_string());
        let out = &mut self.html;
        out.push_str("<sup class=\"cp-footnote-ref\"><a href=\"#");
        escape::attribute(out, self.options.id_prefix);
        put(out, format_args!("fn--{number}\" id=\""));
        escape::attribute(out, self.options.id_prefix);
        put(out, format_args!("fnref--{number}"));
        if references > 1 {
            put(out, format_args!("-{references}"));
        }
        out.push_str("\" role=\"doc-noteref\" aria-label=\"");
        escape::attribute(out, &label);
        put(out, format_args!("\">{number}</a></sup>"));
    }

    fn start_footnote(&mut self, name: &CowStr<'_>, span: Range<usize>) {
        self.end_task();
        self.blocks += 1;
        self.depth += 1;
        let index = self.footnote(name);
        let footnote = &mut self.footnotes[index];
        if footnote.body.is_none() && footnote.span.is_empty() {
            footnote.span = span;
        }
        self.footnote_stack
            .push((std::mem::take(&mut self.html), index));
        self.in_word = false;
    }

    /// Writes the section of footnotes, in the order of their first references.
    fn footnote_section(&mut self) {
        for footnote in &mut self.footnotes {
            if footnote.number == 0 {
                let name = std::mem::take(&mut footnote.name);
                self.faults.push(Fault {
                    kind: FaultKind::UnusedFootnote { name },
                    span: footnote.span.clone(),
                });
            }
        }
        if self.footnote_order.is_empty() {
            return;
        }
        let prefix = self.options.id_prefix;
        let out = &mut self.html;
        out.push_str("<section class=\"cp-footnotes\" role=\"doc-endnotes\" aria-label=\"");
        escape::attribute(out, self.options.labels.footnotes);
        out.push_str("\">\n<ol>\n");
        for &index in &self.footnote_order {
            let footnote = &self.footnotes[index];
            let number = footnote.number;
            out.push_str("<li id=\"");
            escape::attribute(out, prefix);
            put(out, format_args!("fn--{number}\">"));
            let body = footnote.body.as_deref().unwrap_or("").trim_end();
            // The links back stand at the end of the last paragraph.
            let (body, end) = match body.strip_suffix("</p>") {
                Some(body) => (body, "</p>"),
                None => (body, ""),
            };
            out.push_str(body);
            let label = self.options.labels.back.replace("{n}", &number.to_string());
            for reference in 1..=footnote.references {
                out.push_str(" <a href=\"#");
                escape::attribute(out, prefix);
                put(out, format_args!("fnref--{number}"));
                if reference > 1 {
                    put(out, format_args!("-{reference}"));
                }
                out.push_str("\" class=\"cp-footnote-back\" role=\"doc-backlink\" aria-label=\"");
                escape::attribute(out, &label);
                if reference > 1 {
                    put(
                        out,
                        format_args!("-{reference}\">\u{21a9}\u{fe0e}<sup>{reference}</sup></a>"),
                    );
                } else {
                    out.push_str("\">\u{21a9}\u{fe0e}</a>");
                }
            }
            out.push_str(end);
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
    }

    /// Moves all headings down when one stands above the highest level, and finds the levels that are skipped.
    fn settle_headings(&mut self) {
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

    fn settle_anchors(&mut self) {
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
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).unwrap_or_default();
}
