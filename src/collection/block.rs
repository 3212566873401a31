//! The structure of a document's text: blocks and inline runs, all byte ranges.

use crate::text::span::Span;
use std::borrow::Cow;

/// A stretch of text that stands on lines of its own: a paragraph, a heading, a list item.
///
/// Blocks are in order and do not overlap; no hit crosses one. Where a parser makes the text, two
/// neighbours are parted by `\n\n`, also when one of them is empty (a rule).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its bytes in the document's text, without the blank lines around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// How many quotations it stands in.
    pub quotes: u8,
    /// How many lists it stands in, its own included when it is an item.
    pub lists: u8,
    /// The mark of the list item that begins with this block.
    pub marker: Option<Marker>,
    /// Whether no blank line parts it from the block before it (items of a tight list).
    pub tight: bool,
    /// Whether it belongs to the page, not to the text (navigation, footer): dimmed, left out of figures.
    pub furniture: bool,
}

impl Block {
    /// A block of `kind` in no list or quotation.
    pub const fn new(span: Span, kind: BlockKind) -> Self {
        Self {
            span,
            kind,
            quotes: 0,
            lists: 0,
            marker: None,
            tight: false,
            furniture: false,
        }
    }
}

/// What a block is, and so how its lines are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Running text; a line feed in it is a space, U+2028 a line break that is kept.
    Paragraph,
    /// Running text as a hard-wrapped file holds it: a line break is a space where the line was full,
    /// and is kept where it was short (verse, lists); see [`crate::collection::plain`].
    Wrapped,
    /// Text whose line breaks and blanks are kept: code, verse, a table set in columns.
    Preformatted,
    /// A rule across the measure; its span is empty.
    Rule,
}

/// The mark before the first line of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// An item of an unordered list.
    Bullet,
    /// An item of an ordered list, with its number.
    Number(u64),
    /// An item of a task list: done or not.
    Task(bool),
}

/// Bytes inside a block that are set apart. Runs are ordered by start and may nest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its bytes in the document's text.
    pub span: Span,
    /// What sets it apart.
    pub kind: RunKind,
}

/// What sets a run apart from the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunKind {
    /// Stressed text, shown in italics.
    Emphasis,
    /// Strongly stressed text, shown bold.
    Strong,
    /// Struck-out text.
    Struck,
    /// Program text.
    Code,
    /// A link to this target, which may be anything a text says; never trusted.
    Link(Cow<'static, str>),
}

/// Cuts the runs from number `from` on to a text that ends at byte `end`, and takes those out that nothing is left of.
///
/// Those before are not looked at: a text has as many blocks as it likes.
pub(super) fn clip(runs: &mut Vec<Run>, from: usize, end: usize) {
    let mut last = runs.split_off(from);
    last.retain_mut(|run| {
        run.span = Span::new(run.span.start.min(end), run.span.end.min(end));
        !run.span.is_empty()
    });
    runs.append(&mut last);
}
