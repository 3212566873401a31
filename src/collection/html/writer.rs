//! Blocks and runs of a page, as its words are written.
//!
//! Responsible for blanks and line breaks, for where a block begins and ends, and for runs over the words. Not for what
//! the tags mean (see [`super::walk`]). A block begins with its first word, so there are none without.

use crate::{
    collection::{
        block::{Block, BlockKind, Marker, Run, RunKind, clip},
        markdown::{HARD_BREAK, Markup},
        table::Inline,
    },
    text::span::Span,
};

/// Formats that are open at once and taken as such.
const MOST_FORMATS: usize = 64;

/// A list that is open.
#[derive(Debug)]
pub(super) struct List {
    /// The number of its next item, where it is ordered.
    pub number: Option<u64>,
    /// Whether a block of it has been written.
    pub begun: bool,
}

/// Where small signs stand beside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Above,
    Below,
}

impl Script {
    /// The character that shows a digit or a sign there.
    fn of(self, character: char) -> Option<char> {
        let signs = match self {
            Self::Above => "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻",
            Self::Below => "₀₁₂₃₄₅₆₇₈₉₊₋",
        };
        let at = match character {
            '+' => 10,
            '-' | '–' | '−' => 11,
            _ => usize::try_from(character.to_digit(10)?).ok()?,
        };
        signs.chars().nth(at)
    }

    /// The sign before what is not set in such characters.
    fn sign(self) -> char {
        match self {
            Self::Above => '^',
            Self::Below => '_',
        }
    }
}

/// What ends an ordinal number or a title, which is read as one word with what stands before it.
const ENDINGS: [&str; 10] = ["st", "nd", "rd", "th", "e", "er", "re", "ère", "ème", "me"];

/// A format that is open.
#[derive(Debug)]
struct Format {
    /// The name of its element.
    name: String,
    kind: Option<RunKind>,
    /// What tells it from every other one of the page.
    serial: u64,
}

/// A block that is being written.
#[derive(Debug)]
struct Open {
    block: Block,
    /// The text's length before the block and the blank line before it.
    before: usize,
    /// The number of runs before its own.
    runs: usize,
    region: usize,
}

/// How far the text has come, to take out what is written after.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub text: usize,
    pub blocks: usize,
    pub runs: usize,
}

/// Writes the words of a page.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a statement of its own"
)]
pub(super) struct Writer {
    pub markup: Markup,
    /// For each block the region in which it stands.
    pub places: Vec<usize>,
    /// The region that is open.
    pub region: usize,
    /// The lists that are open.
    pub lists: Vec<List>,
    /// How many quotations are open.
    pub quotes: usize,
    /// How many elements are open that keep blanks.
    pub preformatted: usize,
    /// The level of the heading that is open.
    pub heading: Option<u8>,
    /// Whether what is written is a paragraph by its tag, not only the text of an item.
    pub in_paragraph: bool,
    /// The mark of the item whose first block is yet to come.
    pub marker: Option<Marker>,
    open: Option<Open>,
    formats: Vec<Format>,
    /// Runs that have begun and not ended: the serial of their format, and their index.
    open_runs: Vec<(u64, usize)>,
    /// Whether formats have changed since the last word.
    stale: bool,
    serial: u64,
    /// Whether blanks stand before the next word.
    blank: bool,
    /// How many line breaks stand before the next word.
    breaks: usize,
    /// Whether an item's text that is written last was no paragraph.
    after_item: bool,
}

impl Writer {
    /// How far the text has come, with the number of blocks that are closed.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            text: self.markup.text.len(),
            blocks: self.markup.blocks.len(),
            runs: self.markup.runs.len(),
        }
    }

    /// The number of blocks, the open one included.
    pub(super) fn begun(&self) -> usize {
        self.markup.blocks.len() + usize::from(self.open.is_some())
    }

    /// Writes text; where blanks are not kept, any number of them is one.
    pub(super) fn push(&mut self, text: &str) {
        if self.preformatted > 0 {
            if !text.is_empty() {
                self.before_word();
                self.markup.text.push_str(text);
            }
            return;
        }
        for (index, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            self.blank |= index > 0;
            if !word.is_empty() {
                self.before_word();
                self.markup.text.push_str(word);
            }
        }
    }

    /// Writes a sign that belongs to the word before it.
    pub(super) fn attach(&mut self, sign: &str) {
        if self.open.is_some() {
            self.markup.text.push_str(sign);
        }
    }

    /// Sets off what was written since `start`, which stands above or below the line, from the word before it.
    ///
    /// Digits become those that stand there by themselves, for `10` and a `6` above it is no 106; before other text a
    /// sign is set. What is in brackets, or stands apart, is left as it is.
    pub(super) fn set_off(&mut self, start: usize, script: Script) {
        /// Bytes of the longest text that is a sign and not a line in small letters.
        const LONGEST: usize = 64;
        let Some(open) = &self.open else { return };
        let text = &self.markup.text;
        let first = open.block.span.start;
        let Some(written) = text.get(start.max(first)..) else {
            return;
        };
        let content = written.trim_start();
        if content.is_empty() || content.len() > LONGEST {
            return;
        }
        let start = text.len() - content.len();
        let small: Option<String> = content.chars().map(|sign| script.of(sign)).collect();
        let is_apart = start == first || text[..start].ends_with(char::is_whitespace);
        let is_ending = text[..start].ends_with(char::is_alphanumeric)
            && ENDINGS.contains(&content.to_lowercase().as_str());
        let moved: Vec<usize>;
        if let Some(small) = small {
            // Where each character is now, by where it was.
            let mut at = start;
            let mut places = vec![start; content.len() + 1];
            let new = small.chars().map(char::len_utf8);
            for ((old, character), new) in content.char_indices().zip(new) {
                places[old] = at;
                at += new;
                places[old + character.len_utf8()] = at;
            }
            moved = places;
            self.markup.text.replace_range(start.., &small);
        } else if is_apart || is_ending || content.starts_with(['[', '(']) {
            return;
        } else {
            moved = (0..=content.len()).map(|at| start + at + 1).collect();
            self.markup.text.insert(start, script.sign());
        }
        let place = |at: usize| moved.get(at - start).copied().unwrap_or(at);
        for run in &mut self.markup.runs[open.runs..] {
            if run.span.start >= start {
                run.span.start = place(run.span.start);
            }
            if run.span.end > start {
                run.span.end = place(run.span.end);
            }
        }
    }

    /// Lets the next word stand apart.
    pub(super) fn part(&mut self) {
        self.blank = true;
    }

    /// Breaks the line; two breaks part paragraphs.
    pub(super) fn line_break(&mut self) {
        if self.preformatted > 0 {
            self.push("\n");
        } else {
            self.breaks += 1;
        }
    }

    /// Opens a block where none is open, and writes what stands between the words before and the next.
    fn before_word(&mut self) {
        if self.breaks > 1 && self.heading.is_none() && self.open.is_some() {
            self.close();
            self.begin();
            if let Some(open) = &mut self.open {
                open.block.tight = false;
            }
        } else if self.open.is_none() {
            self.begin();
        }
        if self.stale {
            let formats = &self.formats;
            let ended = self
                .open_runs
                .iter()
                .position(|(serial, _)| formats.iter().all(|it| it.serial != *serial));
            self.end_runs(ended.unwrap_or(self.open_runs.len()));
        }
        if self.breaks > 0 {
            self.markup.text.push(HARD_BREAK);
        } else if self.blank && self.preformatted == 0 {
            self.markup.text.push(' ');
        }
        (self.breaks, self.blank) = (0, false);
        if self.stale {
            self.stale = false;
            self.begin_runs();
        }
    }

    fn begin(&mut self) {
        let before = self.markup.text.len();
        if !self.markup.blocks.is_empty() {
            self.markup.text.push_str("\n\n");
        }
        let kind = match self.heading {
            _ if self.preformatted > 0 => BlockKind::Preformatted,
            Some(level) => BlockKind::Heading(level),
            None => BlockKind::Paragraph,
        };
        let is_item = !self.in_paragraph && kind == BlockKind::Paragraph;
        let begins_list = self.lists.last().is_some_and(|list| !list.begun);
        let continues = !begins_list || (self.lists.len() > 1 && self.after_item);
        for list in &mut self.lists {
            list.begun = true;
        }
        let lists = self.lists.len().max(usize::from(self.marker.is_some()));
        let start = self.markup.text.len();
        self.open = Some(Open {
            block: Block {
                quotes: u8::try_from(self.quotes).unwrap_or(u8::MAX),
                lists: u8::try_from(lists).unwrap_or(u8::MAX),
                marker: self.marker.take(),
                tight: is_item && continues && !self.lists.is_empty(),
                ..Block::new(Span::new(start, start), kind)
            },
            before,
            runs: self.markup.runs.len(),
            region: self.region,
        });
        self.after_item = is_item;
        self.stale = true;
        (self.breaks, self.blank) = (0, false);
    }

    /// Closes the block that is open, if one is; one that shows nothing is not kept.
    pub(super) fn close(&mut self) {
        self.end_runs(0);
        (self.breaks, self.blank) = (0, false);
        let Some(mut open) = self.open.take() else {
            return;
        };
        let text = &mut self.markup.text;
        let start = open.block.span.start;
        let kept = if text[start..].trim().is_empty() {
            0
        } else if open.block.kind == BlockKind::Preformatted {
            text[start..].trim_end_matches(['\n', '\r']).len()
        } else {
            text[start..].trim_end().len()
        };
        if kept == 0 && open.block.kind != BlockKind::Rule {
            text.truncate(open.before);
            self.markup.runs.truncate(open.runs);
            self.marker = self.marker.or(open.block.marker);
            return;
        }
        let end = start + kept;
        text.truncate(end);
        clip(&mut self.markup.runs, open.runs, end);
        open.block.span.end = end;
        self.markup.blocks.push(open.block);
        self.places.push(open.region);
    }

    /// Writes a rule.
    pub(super) fn rule(&mut self) {
        self.close();
        let marker = self.marker.take();
        self.begin();
        if let Some(open) = &mut self.open {
            open.block.kind = BlockKind::Rule;
            open.block.tight = false;
        }
        self.close();
        self.marker = marker;
    }

    /// Writes a block that is known in full.
    pub(super) fn write(&mut self, kind: BlockKind, inline: &Inline) {
        self.close();
        self.begin();
        if let Some(open) = &mut self.open {
            open.block.kind = kind;
        }
        inline.append_to(&mut self.markup.text, &mut self.markup.runs);
        self.close();
    }

    /// Takes out what was written after `mark`, where no block was open.
    pub(super) fn take_back(&mut self, mark: Mark) {
        self.markup.text.truncate(mark.text);
        self.markup.blocks.truncate(mark.blocks);
        self.markup.runs.truncate(mark.runs);
        self.places.truncate(mark.blocks);
    }

    /// Begins a format; `name` is the element that ends it.
    pub(super) fn begin_format(&mut self, name: &str, kind: Option<RunKind>) {
        if self.formats.len() < MOST_FORMATS {
            self.serial += 1;
            self.formats.push(Format {
                name: name.to_owned(),
                kind,
                serial: self.serial,
            });
            self.stale = true;
        }
    }

    /// Ends the format of element `name` that was begun last, but none of the first `kept`.
    pub(super) fn end_format(&mut self, name: &str, kept: usize) {
        let later = self.formats.get(kept..).unwrap_or_default();
        if let Some(at) = later.iter().rposition(|format| format.name == name) {
            self.formats.remove(kept + at);
            self.stale = true;
        }
    }

    /// How many formats are open.
    pub(super) fn formats(&self) -> usize {
        self.formats.len()
    }

    /// Ends all formats but the first `kept`.
    pub(super) fn end_formats(&mut self, kept: usize) {
        self.stale |= kept < self.formats.len();
        self.formats.truncate(kept);
    }

    fn begin_runs(&mut self) {
        let at = self.markup.text.len();
        for format in &self.formats {
            let Some(kind) = &format.kind else { continue };
            let is_open = self
                .open_runs
                .iter()
                .any(|&(_, run)| same_sort(&self.markup.runs[run].kind, kind));
            if !is_open {
                self.open_runs.push((format.serial, self.markup.runs.len()));
                self.markup.runs.push(Run {
                    span: Span::new(at, at),
                    kind: kind.clone(),
                });
            }
        }
    }

    fn end_runs(&mut self, kept: usize) {
        let end = self.markup.text.len();
        for (_, run) in self.open_runs.drain(kept..) {
            self.markup.runs[run].span.end = end;
        }
    }
}

/// Whether both are of one sort: a link in a link is none, strong text in strong text no stronger.
fn same_sort(left: &RunKind, right: &RunKind) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}
