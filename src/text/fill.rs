//! Fills lines: which bytes of a text stand on which row, at a given width.
//!
//! Responsible for [`Rows`]; the places where a line may break come from [`super::line_break`] and
//! [`super::hyphenation`], the line ends that are kept from [`super::line_end`], what goes on one row
//! from [`super::fit`]. Rows are byte ranges: the text is neither copied nor changed, and only
//! [`Rows::glyphs`] says what a row shows.

use super::bidi::{self, Levels, Order, has_right_to_left};
pub use super::fit::Fit;
use super::fragment::{Cutter, Piece};
use super::gate;
use super::glyph::{Glyph, glyphs};
pub use super::hyphenation::Hyphenation;
use super::justify::{self, Grown, Growth};
pub use super::line_end::LineEnds;
use super::line_end::stretches;
use super::span::Span;

/// How a text is filled; part of the key of every cache of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Options {
    /// The columns of a row; 0 counts as 1.
    pub columns: u16,
    /// What a line end inside the text means.
    pub line_ends: LineEnds,
    /// How words are shared out; where line ends are kept, always [`Fit::First`].
    pub fit: Fit,
    /// Where words may be hyphenated.
    pub hyphenation: Hyphenation,
    /// Columns by which the first row is set in, unless its first word needs them.
    pub first_indent: u16,
    /// Whether the rows of prose, but for the last one, are made as wide as they may be, by gaps that grow.
    pub justifies: bool,
}

/// One line on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The bytes that it shows, without blanks that the wrap dropped.
    pub span: Span,
    /// Where the bytes of the following row begin, the blanks dropped before it included.
    pub next: usize,
    /// Whether a hyphen is to be drawn after it.
    pub hyphen: bool,
    /// Where the row begins between two tab stops: to be added to a column in the row before
    /// [`gate::shown`] is asked, so that tabs stand as in the unwrapped line.
    pub tab_origin: u16,
    /// Blank columns before it, on the side where it begins.
    pub indent: u16,
    /// Whether it begins at the right.
    pub is_rtl: bool,
    growth: Growth,
}

/// The rows of a text, at least one; the bytes of the text belong to one row each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    filled: Vec<Row>,
    /// Whether line ends inside a row are blanks.
    joins: bool,
    /// Where letters are written from right to left.
    bidi: Option<Box<Bidi>>,
}

/// What it takes to put the glyphs of a row where they belong.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bidi {
    levels: Levels,
    order: Order,
    columns: u16,
    /// Whether all letters are: then verse, or a table, begins at the right as prose does.
    is_whole: bool,
}

impl Options {
    /// For a line of the program's own, such as a title, in a place of `columns`.
    pub const fn of_line(columns: u16, fit: Fit) -> Self {
        Self {
            columns,
            line_ends: LineEnds::Space,
            fit,
            hyphenation: Hyphenation::Soft,
            first_indent: 0,
            justifies: false,
        }
    }
}

impl Rows {
    /// Fills `text`.
    ///
    /// No row is wider than asked, its hyphen included, unless it shows a single cluster. Blanks at
    /// the end of a row are dropped, and so are those at its start, except the indent of a line that
    /// is kept: that goes only as far as the first word needs the columns.
    ///
    /// ```
    /// use catchword::text::fill::{Fit, Options, Rows};
    /// let options = Options::of_line(9, Fit::First);
    /// let text = "free, fair\nelections";
    /// let rows = Rows::fill(text, &options);
    /// let shown: Vec<_> = rows.iter().map(|row| &text[row.span.range()]).collect();
    /// assert_eq!(shown, ["free,", "fair", "elections"]);
    /// ```
    pub fn fill(text: &str, options: &Options) -> Self {
        Self::fill_in_order(text, options, Order::Text)
    }

    /// The same with words that are written from right to left in `order`, and what begins there at the right.
    ///
    /// ```
    /// use catchword::text::{bidi::Order, fill::{Fit, Options, Rows}};
    /// let text = "שלום";
    /// let rows = Rows::fill_in_order(text, &Options::of_line(9, Fit::First), Order::Visual);
    /// let columns: Vec<usize> = rows.glyphs(text, 0).map(|glyph| glyph.column).collect();
    /// assert_eq!(columns, [8, 7, 6, 5]);
    /// ```
    pub fn fill_in_order(text: &str, options: &Options, order: Order) -> Self {
        let joins = options.line_ends != LineEnds::Keep;
        let columns = options.columns.max(1);
        let mut cutter = Cutter {
            text,
            columns: u32::from(columns),
            indent: u32::from(options.first_indent.min(columns / 2)),
            hyphenation: options.hyphenation,
            is_prose: joins,
        };
        let fit = if joins { options.fit } else { Fit::First };
        let mut rows = Vec::new();
        let stretches = stretches(text, options.line_ends);
        let is_alone = stretches.len() == 1;
        let mut bidi = Bidi::of(text, order, columns);
        for stretch in stretches {
            let pieces = cutter.pieces(stretch.span);
            let first = rows.len();
            let indent = cutter.indent_before(&pieces);
            let shared = fit.share_out(&pieces, cutter.columns, indent);
            rows.extend(shared.into_iter().filter_map(row_of));
            match rows.get_mut(first) {
                Some(row) => {
                    row.indent = indent as u16;
                    cutter.indent = 0;
                }
                None => rows.push(Row::blank_at(stretch.span.start)),
            }
            for index in first..rows.len() {
                rows[index].next = rows
                    .get(index + 1)
                    .map_or(stretch.next, |row| row.span.start);
            }
            if let Some(bidi) = &mut bidi {
                let is_rtl = bidi.add(text, stretch.span, joins);
                for row in &mut rows[first..] {
                    row.is_rtl = is_rtl;
                }
            }
            if options.justifies && joins && justify::is_prose(text, stretch.span, is_alone) {
                let last = rows.len() - 1;
                justify(text, &mut rows[first..last], columns);
            }
        }
        if rows.is_empty() {
            rows.push(Row::blank_at(0));
        }
        Self {
            filled: rows,
            joins,
            bidi,
        }
    }

    /// How many rows there are.
    #[expect(clippy::len_without_is_empty, reason = "there is at least one row")]
    pub fn len(&self) -> usize {
        self.filled.len()
    }

    /// Row `index`, from 0.
    ///
    /// # Panics
    ///
    /// If there are not so many.
    pub fn row(&self, index: usize) -> Row {
        self.filled[index]
    }

    /// The rows from the first to the last.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Row> + ExactSizeIterator {
        self.filled.iter().copied()
    }

    /// What each row shows of `text`, which was filled.
    pub fn lines<'a>(&self, text: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().map(|row| &text[row.span.range()])
    }

    /// The row that shows byte `offset`, or that dropped the blanks it lies in.
    ///
    /// Blanks that the wrap dropped belong to the row that they ended, those at the start of a text
    /// to the first; an offset past the text belongs to the last row.
    pub fn row_at(&self, offset: usize) -> usize {
        self.filled
            .partition_point(|row| row.next <= offset)
            .min(self.filled.len() - 1)
    }

    /// What row `index` of the filled `text` shows, cluster by cluster in the order of the text, without its hyphen.
    ///
    /// Where letters are written from right to left, columns do not grow from one to the next.
    ///
    /// # Panics
    ///
    /// If there are not so many rows, or `text` is not the one that was filled.
    pub fn glyphs<'a>(&self, text: &'a str, index: usize) -> impl Iterator<Item = Glyph<'a>> {
        let row = self.filled[index];
        let glyphs = glyphs(text, row.span, row.tab_origin, self.joins);
        let grown = Grown::new(glyphs, row.indent, row.growth);
        match &self.bidi {
            None => Walk::Straight(grown),
            Some(bidi) => Walk::Arranged(bidi.arranged(row, grown).into_iter()),
        }
    }
}

impl Bidi {
    /// What is to be known beside the rows; nothing where all letters are written from left to right.
    fn of(text: &str, order: Order, columns: u16) -> Option<Box<Self>> {
        let is_needed = order != Order::Text && has_right_to_left(text);
        is_needed.then(|| {
            Box::new(Self {
                levels: Levels::nothing(),
                order,
                columns,
                is_whole: bidi::is_only_right_to_left(text),
            })
        })
    }

    /// Takes up a part of the text that is filled alone; returns whether its rows begin at the right.
    fn add(&mut self, text: &str, span: Span, joins: bool) -> bool {
        let inner = &text[span.range()];
        let levels = if joins {
            Levels::of_paragraph(inner, None)
        } else if self.is_whole {
            Levels::of_paragraph(inner, Some(true))
        } else {
            Levels::of_line(inner, Some(false))
        };
        let is_rtl = levels.is_rtl;
        self.levels.append(levels, span.start);
        is_rtl
    }

    /// The glyphs of a row in their places.
    fn arranged<'a>(&self, row: Row, glyphs: Grown<'a>) -> Vec<Glyph<'a>> {
        let mut glyphs: Vec<Glyph<'_>> = glyphs.collect();
        let place = if row.is_rtl {
            let shown = glyphs.iter().map(|it| usize::from(it.shown.columns));
            // A hyphen stands where the row ends: before it, on the screen.
            let all = shown.sum::<usize>() + usize::from(row.indent);
            usize::from(self.columns).saturating_sub(all)
        } else {
            usize::from(row.indent)
        };
        bidi::arrange(&mut glyphs, &self.levels, row.is_rtl, place, self.order);
        glyphs
    }
}

/// The glyphs of a row, in the order of the text.
enum Walk<'a> {
    Straight(Grown<'a>),
    Arranged(std::vec::IntoIter<Glyph<'a>>),
}

impl<'a> Iterator for Walk<'a> {
    type Item = Glyph<'a>;

    #[inline]
    fn next(&mut self) -> Option<Glyph<'a>> {
        match self {
            Self::Straight(glyphs) => glyphs.next(),
            Self::Arranged(glyphs) => glyphs.next(),
        }
    }
}

impl Row {
    /// A row that shows nothing, in front of byte `offset`.
    fn blank_at(offset: usize) -> Self {
        Self {
            span: Span::new(offset, offset),
            next: offset,
            hyphen: false,
            tab_origin: 0,
            indent: 0,
            is_rtl: false,
            growth: Growth::default(),
        }
    }
}

/// Makes rows of prose `columns` wide, where their gaps need not grow too much.
fn justify(text: &str, rows: &mut [Row], columns: u16) {
    for (number, row) in rows.iter_mut().enumerate() {
        let glyphs = glyphs(text, row.span, row.tab_origin, true);
        let growth = Growth::of(text, glyphs, row.hyphen, columns - row.indent);
        row.growth = if number % 2 == 0 {
            growth
        } else {
            growth.mirrored()
        };
    }
}

/// The row that shows these pieces, if there are any; `next` is still to be set.
fn row_of(pieces: &[Piece]) -> Option<Row> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    Some(Row {
        span: Span::new(first.span.start, last.span.end),
        next: last.span.end,
        hyphen: last.hyphen,
        tab_origin: gate::tab_column(first.column as usize),
        indent: 0,
        is_rtl: false,
        growth: Growth::default(),
    })
}

#[cfg(test)]
mod tests;
