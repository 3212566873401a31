//! Plain text: where its blocks are, whether it is hard-wrapped, and at which column.
//!
//! Responsible for texts that are in memory; `scan` finds the same blocks around one place of
//! a text that is not. Not for titles and dates (see [`super::opening`]). The text itself is never
//! changed, so every offset is the file's.
//!
//! Two blocks are parted by a *gap*: a run of blanks that holds a blank line, a form feed, or more
//! than [`LONGEST_BLANK`] bytes; in a text of long lines also one that holds a single line end. A
//! block begins on its first line, with the blanks that indent it, and ends before the blanks that
//! follow it.

use super::block::{Block, BlockKind};
use crate::text::span::Span;
use unicode_width::UnicodeWidthStr;

/// Largest text in bytes that is held as a whole and given a table of its blocks.
pub const WHOLE_BYTES: usize = 1 << 20;

/// Bytes at the beginning of a text from which its [`Shape`] is taken.
pub const SAMPLE_BYTES: usize = 64 << 10;

/// Longest run of blanks in bytes that a block can hold; a longer one parts two blocks.
///
/// It bounds how far the end of a block can be from its last word, and so the work of finding it.
pub const LONGEST_BLANK: usize = 4 << 10;

/// Columns over which a line is long: no wrapped text is so wide, so the line is a paragraph.
const LONG_LINE_COLUMNS: usize = 100;

/// The least column at which a text is taken to be wrapped.
const LEAST_WRAP_COLUMNS: u16 = 60;

/// How the lines of a plain text stand for its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Each line is a paragraph.
    LongLines,
    /// Blank lines part paragraphs; the lines were broken at this column.
    Wrapped {
        /// The column, at least 60.
        columns: u16,
    },
}

impl Shape {
    /// The shape of a text that begins with `sample`; what follows [`SAMPLE_BYTES`] is not looked at.
    ///
    /// Lines are long where those over 100 columns hold more than half of the text: headings, bylines
    /// and labels between them do not count against them. Otherwise the column of wrapping is the
    /// width that at most one line in fifty exceeds (a web address does), and at least 60.
    pub fn of(sample: &str) -> Self {
        let sample = &sample[..sample.floor_char_boundary(SAMPLE_BYTES)];
        let mut start = 0;
        let mut widths: Vec<_> = (0..=sample.len())
            .filter(|&at| {
                matches!(
                    sample.as_bytes().get(at),
                    None | Some(b'\n' | b'\r' | b'\x0c')
                )
            })
            .map(|end| {
                let line = &sample[start..end];
                start = end + 1;
                columns(line.trim_end())
            })
            .filter(|&columns| columns > 0)
            .collect();
        let all: usize = widths.iter().sum();
        let long: usize = widths
            .iter()
            .filter(|&&columns| columns > LONG_LINE_COLUMNS)
            .sum();
        if long * 2 > all {
            return Self::LongLines;
        }
        widths.sort_unstable();
        // Of the lines, the last ones of paragraphs are short and do not raise the estimate.
        let widest = widths
            .len()
            .checked_sub(1 + widths.len() / 50)
            .map_or(0, |index| widths[index]);
        Self::Wrapped {
            columns: u16::try_from(widest)
                .unwrap_or(u16::MAX)
                .max(LEAST_WRAP_COLUMNS),
        }
    }

    /// The kind of the text's blocks.
    pub const fn kind(self) -> BlockKind {
        match self {
            Self::LongLines => BlockKind::Paragraph,
            Self::Wrapped { .. } => BlockKind::Wrapped,
        }
    }

    /// The column at which the text was wrapped; the least one where it was not.
    pub const fn wrap_columns(self) -> u16 {
        match self {
            Self::LongLines => LEAST_WRAP_COLUMNS,
            Self::Wrapped { columns } => columns,
        }
    }

    /// Line ends that part two blocks.
    const fn parting_line_ends(self) -> usize {
        match self {
            Self::LongLines => 1,
            Self::Wrapped { .. } => 2,
        }
    }
}

fn columns(line: &str) -> usize {
    if line.is_ascii() {
        line.len()
    } else {
        line.width()
    }
}

/// Whether `character` at byte `at` of a text is blank; a byte order mark is, where it opens the text.
pub(super) fn is_blank(at: usize, character: char) -> bool {
    character.is_whitespace() || (at == 0 && character == '\u{feff}')
}

/// A run of blanks between two words, as far as it has been read in one direction.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Blanks {
    /// Bytes read.
    bytes: usize,
    /// Line ends among them; CR LF is one.
    line_ends: usize,
    /// Whether a form feed is among them.
    feeds: bool,
    /// The character read last.
    last: Option<char>,
    /// Where the last line of the run begins: after its last line end, form feed or byte order mark,
    /// or at the beginning of the text.
    line_start: Option<usize>,
}

impl Blanks {
    /// Reads the blank at byte `at`, which follows those read.
    pub(super) fn read_on(&mut self, at: usize, blank: char) {
        if at == 0 {
            self.line_start = Some(0);
        }
        self.count(blank, self.last == Some('\r') && blank == '\n');
        if ends_line(blank) {
            self.line_start = Some(at + blank.len_utf8());
        }
    }

    /// Reads the blank at byte `at`, which precedes those read.
    pub(super) fn read_back(&mut self, at: usize, blank: char) {
        self.count(blank, self.last == Some('\n') && blank == '\r');
        if self.line_start.is_none() {
            if ends_line(blank) {
                self.line_start = Some(at + blank.len_utf8());
            } else if at == 0 {
                self.line_start = Some(0);
            }
        }
    }

    fn count(&mut self, blank: char, completes_pair: bool) {
        self.bytes += blank.len_utf8();
        if matches!(blank, '\n' | '\r') && !completes_pair {
            self.line_ends += 1;
        }
        self.feeds |= blank == '\u{c}';
        self.last = Some(blank);
    }

    /// Whether the run parts two blocks of a text of this `shape`, by what has been read of it.
    pub(super) const fn part(self, shape: Shape) -> bool {
        self.feeds || self.line_ends >= shape.parting_line_ends() || self.bytes > LONGEST_BLANK
    }

    /// Whether no blank line stands in the run, now that it is known in full.
    pub(super) const fn is_tight(self) -> bool {
        self.line_ends == 1 && !self.feeds && self.bytes <= LONGEST_BLANK
    }

    /// Whether reading on could still show that the run is tight.
    pub(super) const fn may_be_tight(self) -> bool {
        self.line_ends <= 1 && !self.feeds && self.bytes <= LONGEST_BLANK
    }

    /// Where the block whose first word begins at `first`, after this run, begins.
    pub(super) const fn block_start(self, first: usize) -> usize {
        match self.line_start {
            Some(start) if first - start <= LONGEST_BLANK => start,
            _ => first,
        }
    }
}

/// Whether the line ends with this blank. A byte order mark stands before the first line.
const fn ends_line(blank: char) -> bool {
    matches!(blank, '\n' | '\r' | '\u{c}' | '\u{feff}')
}

/// The length of the words that `text` begins with, or goes on with, of printable ASCII, and single
/// blanks between that part no blocks.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without a branch many bytes are looked at together"
)]
fn plain_words(text: &str, shape: Shape) -> usize {
    const CHUNK: usize = 32;
    let line_end = match shape {
        Shape::LongLines => b' ',
        Shape::Wrapped { .. } => b'\n',
    };
    let goes_on = |byte: u8, next: u8| {
        let is_blank = (byte == b' ') | (byte == line_end);
        byte.is_ascii_graphic() | (is_blank & next.is_ascii_graphic())
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    // Whole chunks without a branch in them, which the compiler turns into vector code.
    while let Some((chunk, nexts)) = bytes
        .get(at..=at + CHUNK)
        .and_then(|bytes| Some((&bytes[..CHUNK], bytes.get(1..)?)))
    {
        let pairs = chunk.iter().zip(nexts);
        if !pairs.fold(true, |all, (&byte, &next)| all & goes_on(byte, next)) {
            break;
        }
        at += CHUNK;
    }
    let rest = |at: usize| Some((*bytes.get(at)?, bytes.get(at + 1).copied().unwrap_or(b' ')));
    while rest(at).is_some_and(|(byte, next)| goes_on(byte, next)) {
        at += 1;
    }
    at
}

/// The blocks of `text`, which is of this `shape`.
pub fn blocks(text: &str, shape: Shape) -> Vec<Block> {
    blocks_from(0, text, shape)
}

/// The blocks of `text`, which goes from byte `base` of a text of this `shape` to its end or for a
/// while, and begins with a block. Their bytes count from the beginning of the whole text.
pub(super) fn blocks_from(base: usize, text: &str, shape: Shape) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut block: Option<Block> = None;
    let mut blanks = Blanks {
        line_start: Some(base),
        ..Blanks::default()
    };
    let mut blanks_start = 0;
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        let end = base + text.len() - rest.as_str().len();
        let at = end - character.len_utf8();
        if is_blank(at, character) {
            if blanks.bytes == 0 {
                blanks_start = at;
            }
            blanks.read_on(at, character);
            continue;
        }
        let more = plain_words(rest.as_str(), shape);
        rest = rest.as_str()[more..].chars();
        let end = end + more;
        match &mut block {
            Some(block) if !blanks.part(shape) => block.span.end = end,
            block => {
                let tight = blanks_start > 0 && blanks.is_tight();
                let done = block.replace(Block {
                    tight,
                    ..Block::new(Span::new(blanks.block_start(at), end), shape.kind())
                });
                blocks.extend(done);
            }
        }
        if blanks.bytes > 0 {
            blanks = Blanks::default();
        }
    }
    blocks.extend(block);
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        blocks(text, Shape::of(text))
            .iter()
            .map(|block| &text[block.span.range()])
            .collect()
    }

    fn long_line() -> String {
        "words of a long line ".repeat(10)
    }

    #[test]
    fn blank_lines_part_paragraphs_whatever_ends_a_line() {
        assert_eq!(
            texts("one\r\ntwo\r\n \t\r\nthree\r\rfour\n\n\n"),
            ["one\r\ntwo", "three", "four"]
        );
    }

    #[test]
    fn a_form_feed_parts_paragraphs_and_belongs_to_none() {
        assert_eq!(texts("one\n\u{c}two\u{c}three"), ["one", "two", "three"]);
    }

    #[test]
    fn a_block_keeps_its_indent_but_not_a_byte_order_mark() {
        assert_eq!(texts("\u{feff}  one  \n\n\n  two"), ["  one", "  two"]);
    }

    #[test]
    fn where_lines_are_long_each_is_a_paragraph_and_tight_where_no_blank_line_precedes() {
        let long = long_line();
        let text = format!("Title\n{long}\n\n{long}");
        let blocks = blocks(&text, Shape::of(&text));
        assert_eq!(Shape::of(&text), Shape::LongLines);
        let tight: Vec<_> = blocks
            .iter()
            .map(|block| (block.kind, block.tight))
            .collect();
        let paragraph = BlockKind::Paragraph;
        assert_eq!(
            tight,
            [(paragraph, false), (paragraph, true), (paragraph, false)]
        );
    }

    #[test]
    fn many_short_labels_do_not_make_long_lines_short() {
        let text = format!("{}{}", "Tags\nMenu\nShare\n".repeat(5), long_line());
        assert_eq!(Shape::of(&text), Shape::LongLines);
    }

    #[test]
    fn the_column_of_wrapping_is_not_raised_by_a_web_address() {
        let line = format!("{}\n", "x".repeat(72));
        let text = format!(
            "{}{}\n{}",
            line.repeat(60),
            "u".repeat(140),
            "short\n\n".repeat(20)
        );
        assert_eq!(Shape::of(&text), Shape::Wrapped { columns: 72 });
    }

    #[test]
    fn verse_is_wrapped_at_the_least_column() {
        assert_eq!(
            Shape::of("A line of verse\nand another one\n"),
            Shape::Wrapped { columns: 60 }
        );
    }

    #[test]
    fn very_many_blanks_part_paragraphs() {
        let text = format!(
            "one{}two{}three",
            " ".repeat(LONGEST_BLANK),
            " ".repeat(LONGEST_BLANK + 1)
        );
        assert_eq!(blocks(&text, Shape::Wrapped { columns: 60 }).len(), 2);
    }
}
