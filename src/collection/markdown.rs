//! Markdown as visible text with blocks and runs.
//!
//! Responsible for what a reader sees of a Markdown text. Not for its front matter (see
//! [`super::front_matter`]). What the text says in markup stands in the tables: the mark of a list item
//! in its block, the target of a link in its run. Blocks are parted by `\n\n`; in a paragraph `\n` is a
//! blank and U+2028 is a line break that is kept.
//!
//! An image stands as its description in brackets, a footnote as its label in brackets, where it is
//! referred to and where it stands. Of raw HTML the words are kept, and `<br>`.

use super::{
    block::{Block, BlockKind, Marker, Run, RunKind, clip},
    nesting::shallow,
    table::{Alignment, Form, Inline, Table},
};
use crate::text::{span::Span, words::one_line};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::{borrow::Cow, fmt::Write as _, ops::Range};

/// A line break that is kept in a paragraph: U+2028 LINE SEPARATOR.
pub const HARD_BREAK: char = '\u{2028}';

/// A text with the structure over it, as its markup said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup {
    /// The visible text.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its runs, ordered by start, an outer one before those inside it.
    pub runs: Vec<Run>,
}

/// What an event of the parser made of the visible text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    /// The text's length before the event.
    pub before: usize,
    /// The text's length after it, which is less where something was taken out.
    pub after: usize,
    /// How many bytes the event's own words have. Where the text has grown they are its end.
    pub words: usize,
}

impl Markup {
    /// Reads `source`, which has no front matter.
    pub fn of(source: &str) -> Self {
        Self::traced(source, |_, _| {})
    }

    /// As [`Markup::of`], and tells of each event of the parser the bytes of `source` that it comes from, and
    /// what became of the visible text.
    pub(super) fn traced(source: &str, mut trace: impl FnMut(Range<usize>, Written)) -> Self {
        let source = shallow(source);
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES;
        let mut builder = Builder::default();
        for (event, from) in Parser::new_ext(&source, options).into_offset_iter() {
            let words = match &event {
                Event::Text(text) | Event::Code(text) => text.len(),
                _ => 0,
            };
            let before = builder.markup.text.len();
            builder.take(event);
            let after = builder.markup.text.len();
            trace(
                from,
                Written {
                    before,
                    after,
                    words,
                },
            );
        }
        builder.close();
        builder.markup
    }
}

/// A list that is open.
#[derive(Debug)]
struct List {
    /// The number of its next item, where it is ordered.
    number: Option<u64>,
    /// Whether a block of it has been written.
    begun: bool,
}

/// A block that is being written.
#[derive(Debug)]
struct Open {
    block: Block,
    /// The text's length before the block and the blank line before it.
    before: usize,
    /// Whether no tag opened it: the text of an item of a tight list.
    implicit: bool,
    /// The number of runs before its own.
    runs: usize,
}

/// Writes blocks as the parser tells of them.
#[derive(Debug, Default)]
struct Builder {
    markup: Markup,
    open: Option<Open>,
    /// Indexes into the runs: those that have begun and not ended.
    open_runs: Vec<usize>,
    lists: Vec<List>,
    quotes: usize,
    /// The mark of the item whose first block is yet to come.
    marker: Option<Marker>,
    /// Text that the next block begins with: the label of a footnote.
    prefix: String,
    /// Whether the block written last was implicit.
    after_implicit: bool,
    /// Where the descriptions of the images begin that are open, the innermost last.
    images: Vec<usize>,
    /// The table that is open.
    table: Option<Table>,
    /// The block of raw HTML that is open.
    html: Option<String>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.push(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.begin_run(RunKind::Code);
                self.push(&text);
                self.end_run();
            }
            Event::InlineHtml(html) => {
                if is_line_break(&html) {
                    self.push_break(HARD_BREAK);
                }
            }
            Event::Html(html) => {
                if let Some(open) = &mut self.html {
                    open.push_str(&html);
                }
            }
            Event::FootnoteReference(label) => self.push(&format!("[{label}]")),
            Event::SoftBreak => self.push_break('\n'),
            Event::HardBreak => self.push_break(HARD_BREAK),
            Event::Rule => {
                self.begin(BlockKind::Rule, false);
                self.close();
            }
            Event::TaskListMarker(done) => {
                let marker = Some(Marker::Task(done));
                match &mut self.open {
                    Some(open) => open.block.marker = marker,
                    None => self.marker = marker,
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            // A cell is read as a block, which the table then takes out of the text.
            Tag::Paragraph | Tag::TableCell => self.begin(BlockKind::Paragraph, false),
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(level as u8), false),
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                self.begin(BlockKind::Preformatted, false);
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::List(number) => {
                self.close();
                self.lists.push(List {
                    number,
                    begun: false,
                });
            }
            Tag::Item => {
                self.write_waiting();
                self.marker = Some(
                    match self.lists.last_mut().and_then(|list| list.number.as_mut()) {
                        Some(number) => {
                            *number = number.saturating_add(1);
                            Marker::Number(*number - 1)
                        }
                        None => Marker::Bullet,
                    },
                );
            }
            Tag::FootnoteDefinition(label) => {
                self.write_waiting();
                let _ = write!(self.prefix, "[{label}] ");
            }
            Tag::Table(alignments) => {
                self.close();
                self.table = Some(Table {
                    alignments: alignments.into_iter().map(alignment).collect(),
                    ..Table::default()
                });
            }
            Tag::TableHead | Tag::TableRow => self
                .table
                .iter_mut()
                .for_each(|table| table.rows.push(Vec::new())),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::Emphasis => self.begin_run(RunKind::Emphasis),
            Tag::Strong => self.begin_run(RunKind::Strong),
            Tag::Strikethrough => self.begin_run(RunKind::Struck),
            Tag::Link { dest_url, .. } => {
                self.begin_run(RunKind::Link(Cow::Owned(dest_url.into_string())));
            }
            Tag::Image { .. } => {
                self.push("[");
                self.images.push(self.markup.text.len());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.close(),
            TagEnd::BlockQuote(_) => {
                self.write_waiting();
                self.quotes -= 1;
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item | TagEnd::FootnoteDefinition => self.write_waiting(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => self.end_table(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.end_run();
            }
            TagEnd::Image => {
                if self.images.pop() == Some(self.markup.text.len()) {
                    self.push("image");
                }
                self.push("]");
            }
            _ => {}
        }
    }

    /// Opens a block.
    fn begin(&mut self, kind: BlockKind, implicit: bool) {
        self.close();
        let before = self.markup.text.len();
        if !self.markup.blocks.is_empty() {
            self.markup.text.push_str("\n\n");
        }
        let runs = self.markup.runs.len();
        let start = self.markup.text.len();
        self.markup.text.push_str(&std::mem::take(&mut self.prefix));
        let begins_list = self.lists.last().is_some_and(|list| !list.begun);
        let tight = implicit && (!begins_list || (self.lists.len() > 1 && self.after_implicit));
        for list in &mut self.lists {
            list.begun = true;
        }
        self.open = Some(Open {
            block: Block {
                quotes: u8::try_from(self.quotes).unwrap_or(u8::MAX),
                lists: u8::try_from(self.lists.len()).unwrap_or(u8::MAX),
                marker: self.marker.take(),
                tight,
                ..Block::new(Span::new(start, start), kind)
            },
            before,
            implicit,
            runs,
        });
    }

    /// Closes the block that is open, if one is; one that shows nothing is not kept.
    fn close(&mut self) {
        while !self.open_runs.is_empty() {
            self.end_run();
        }
        self.images.clear();
        let Some(mut open) = self.open.take() else {
            return;
        };
        let text = &mut self.markup.text;
        let start = open.block.span.start;
        let kept = if open.block.kind == BlockKind::Preformatted {
            text[start..].trim_end_matches(['\n', '\r']).len()
        } else {
            text[start..].trim_end().len()
        };
        if kept == 0 && open.block.kind != BlockKind::Rule && open.block.marker.is_none() {
            text.truncate(open.before);
            self.markup.runs.truncate(open.runs);
            return;
        }
        text.truncate(start + kept);
        let end = text.len();
        clip(&mut self.markup.runs, open.runs, end);
        open.block.span.end = end;
        self.after_implicit = open.implicit;
        self.markup.blocks.push(open.block);
    }

    /// Closes the block that is open; a mark or label that waits for one is written alone.
    fn write_waiting(&mut self) {
        self.close();
        if self.marker.is_some() || !self.prefix.is_empty() {
            self.begin(BlockKind::Paragraph, true);
            self.close();
        }
    }

    /// Adds text to the block that is open, or to an implicit one.
    fn push(&mut self, text: &str) {
        if self.html.is_some() {
            return;
        }
        if self.open.is_none() {
            self.begin(BlockKind::Paragraph, true);
        }
        self.markup.text.push_str(text);
    }

    /// Writes the words of a block of raw HTML as a paragraph.
    fn end_html(&mut self) {
        let words = words_of_html(&self.html.take().unwrap_or_default());
        if !words.is_empty() {
            self.begin(BlockKind::Paragraph, false);
            self.push(&words);
            self.close();
        }
    }

    fn push_break(&mut self, line_break: char) {
        if self.open.is_some() {
            self.markup.text.push(if self.table.is_some() {
                ' '
            } else {
                line_break
            });
        }
    }

    fn begin_run(&mut self, kind: RunKind) {
        self.push("");
        self.open_runs.push(self.markup.runs.len());
        let at = self.markup.text.len();
        self.markup.runs.push(Run {
            span: Span::new(at, at),
            kind,
        });
    }

    fn end_run(&mut self) {
        if let Some(index) = self.open_runs.pop() {
            self.markup.runs[index].span.end = self.markup.text.len();
        }
    }

    /// Takes the text of the cell that is open out of the text and into the table.
    fn end_cell(&mut self) {
        while !self.open_runs.is_empty() {
            self.end_run();
        }
        let (Some(open), Some(table)) = (self.open.take(), &mut self.table) else {
            return;
        };
        // A mark that waits belongs to the block that the table will be.
        self.marker = open.block.marker;
        let start = open.block.span.start;
        let text = self.markup.text[start..].trim_end().to_owned();
        let runs = self
            .markup
            .runs
            .split_off(open.runs)
            .into_iter()
            .filter_map(|run| {
                let end = (run.span.end - start).min(text.len());
                let span = Span::new((run.span.start - start).min(end), end);
                (!span.is_empty()).then_some(Run { span, ..run })
            });
        let cell = Inline {
            runs: runs.collect(),
            text,
        };
        self.markup.text.truncate(open.before);
        if let Some(row) = table.rows.last_mut() {
            row.push(cell);
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.table.take() else {
            return;
        };
        match table.form() {
            Form::Columns(lines) => self.write(BlockKind::Preformatted, &lines),
            Form::Items(rows) => {
                self.lists.push(List {
                    number: None,
                    begun: false,
                });
                for row in rows {
                    self.write_waiting();
                    self.marker = Some(Marker::Bullet);
                    self.write(BlockKind::Paragraph, &row);
                }
                self.lists.pop();
            }
        }
    }

    /// Writes a block that is known in full.
    fn write(&mut self, kind: BlockKind, inline: &Inline) {
        self.begin(kind, kind == BlockKind::Paragraph);
        inline.append_to(&mut self.markup.text, &mut self.markup.runs);
        self.close();
    }
}

/// Whether a tag of raw HTML is `<br>`, `<br/>` or `<br …>`.
fn is_line_break(html: &str) -> bool {
    let name = html
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches('/');
    name.split_whitespace()
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

const fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
        pulldown_cmark::Alignment::Left | pulldown_cmark::Alignment::None => Alignment::Left,
    }
}

/// What stands outside the tags, comments, scripts and styles of raw HTML, on one line.
fn words_of_html(html: &str) -> String {
    let small = html.to_ascii_lowercase();
    let mut words = String::new();
    let mut at = 0;
    while let Some(tag) = small[at..].find('<').map(|found| at + found) {
        words.push_str(&html[at..tag]);
        words.push(' ');
        let rest = &small[tag..];
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<script") {
            "</script>"
        } else if rest.starts_with("<style") {
            "</style>"
        } else {
            ">"
        };
        at = rest
            .find(end)
            .map_or(html.len(), |found| tag + found + end.len());
    }
    one_line(&(words + &html[at..]))
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
