//! The screen lines of one stretch of a document, with all that stands around its text.
//!
//! Responsible for indents, spacing, list marks and the heading over the document. Not for colours
//! and hits, which are laid over when a frame is drawn (see `view`). A layout is immutable; what it
//! depends on is its key in [`Layouts`].

use super::header::{Header, HeaderRow};
use crate::{
    app::settings::Settings,
    collection::{
        block::{BlockKind, Marker},
        body::Body,
        document::{Document, Stretch},
    },
    text::{
        bidi::Order,
        fill::{Fit, Hyphenation, LineEnds, Options, Row, Rows},
        gate,
        glyph::Glyph,
        span::Span,
    },
};
use std::{collections::HashMap, sync::Arc};

/// How text is set: all that a layout depends on beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Typography {
    /// Longest line, in columns; at least 1.
    pub columns: u16,
    /// Blank rows between paragraphs.
    pub spacing: u8,
    /// Columns by which a paragraph after another one is set in, where no blank row parts them.
    pub indent: u8,
    /// How the words of a paragraph are shared out over its rows.
    pub fit: Fit,
    /// Whether words may be broken at hyphens that are not in the text.
    pub hyphens: bool,
    /// Whether the rows of paragraphs are made even at the right.
    pub justifies: bool,
    /// In which order words that are written from right to left stand.
    pub order: Order,
}

impl Typography {
    /// What the settings say, for rows of `columns`.
    pub fn of(settings: &Settings, columns: u16) -> Self {
        Self {
            columns: columns.max(1),
            spacing: settings.spacing as u8,
            indent: settings.indent as u8,
            fit: settings.fit,
            hyphens: settings.hyphens,
            justifies: settings.justify,
            order: settings.order(),
        }
    }
}

/// The screen lines of one stretch: first rows that stand above its text, then its text.
#[derive(Debug)]
pub struct Layout {
    /// The stretch.
    pub stretch: Stretch,
    /// Heading over the document; on its first stretch only.
    pub header: Option<Header>,
    /// Blank rows between the header, or the stretch before, and the text.
    pub spacing: u16,
    /// Whether paragraphs before it are left out, which a mark above it says.
    pub left_out: bool,
    /// Columns from the left edge of the measure to those that the text may have.
    pub indent: u16,
    /// Columns by which the text is set in, at the left or, where it begins there, at the right.
    set_in: u16,
    typography: Typography,
    body: Body,
    base: usize,
    rows: Rows,
}

/// Something that stands beside the text of a screen line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoration {
    /// Columns from the left edge of the measure.
    pub column: u16,
    /// What it shows.
    pub text: String,
    /// Whether it is a bar or a rule, and not a mark that is read.
    pub is_line: bool,
}

/// What of the text before a stretch is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Before {
    /// What stands before it in the text.
    AsInText,
    /// Something else: what stands before it in the text is left out.
    LeftOut,
    /// Nothing, though something stands there in the text: it is the first that is shown.
    AllLeftOut,
}

/// Columns that a quotation's bar takes.
const QUOTE_COLUMNS: u16 = 2;
/// Columns that a list's mark takes.
const LIST_COLUMNS: u16 = 3;
/// Columns by which preformatted text is set in.
const CODE_COLUMNS: u16 = 2;

impl Layout {
    /// Sets `stretch` of `document`.
    fn new(document: &Document, stretch: Stretch, typography: Typography, before: Before) -> Self {
        let block = stretch.block;
        let (body, base) = match &document.body {
            Body::Elsewhere(_) => {
                let text = document.body.slice(block.span);
                (Body::Heap(Arc::from(&*text)), block.span.start)
            }
            body => (body.clone(), 0),
        };
        let left_out = before != Before::AsInText;
        let first = before == Before::AllLeftOut || document.stretch_before(&stretch).is_none();
        let header = first
            .then(|| Header::new(&document.metadata, typography))
            .flatten();
        let set_in = set_in(&stretch).min(typography.columns / 2);
        let options = Options {
            columns: (typography.columns - set_in).max(1),
            first_indent: first_indent(document, &stretch, typography, left_out),
            ..options(document, block.kind, typography)
        };
        let order = match typography.order {
            // The terminal would put what stands at the right of such a text elsewhere, as the mark of a list.
            Order::Logical if set_in > 0 => Order::Text,
            order => order,
        };
        let mut layout = Self {
            stretch,
            spacing: if left_out {
                1
            } else {
                spacing(&stretch, first, header.is_some(), typography)
            },
            left_out,
            header,
            indent: set_in,
            set_in,
            typography,
            body,
            base,
            rows: Rows::fill("", &options),
        };
        layout.rows = Rows::fill_in_order(layout.text(), &options, order);
        if layout.begins_at_the_right() {
            layout.indent = 0;
        }
        layout
    }

    /// The stretch's text.
    pub fn text(&self) -> &str {
        let span = self.stretch.block.span;
        let whole = self.body.whole().unwrap_or_default();
        &whole[span.start - self.base..(span.end - self.base).min(whole.len())]
    }

    /// Whether its text begins at the right, as its first row does: what stands beside it stands there too.
    fn begins_at_the_right(&self) -> bool {
        self.rows.row(0).is_rtl
    }

    /// Rows above the text: the document's heading and blank ones.
    pub fn above(&self) -> usize {
        self.header.as_ref().map_or(0, |header| header.rows.len()) + usize::from(self.spacing)
    }

    /// All its screen lines.
    pub fn lines(&self) -> usize {
        self.above() + self.rows.len()
    }

    /// The row of text on screen line `line`, counted from 0; `None` for a line above the text.
    pub fn row(&self, line: usize) -> Option<Row> {
        let row = line.checked_sub(self.above())?;
        (row < self.rows.len()).then(|| self.rows.row(row))
    }

    /// What a screen line of text shows, cluster by cluster in the order of the text; nothing of a line above the text.
    /// Spans count from the beginning of the stretch, columns from [`Layout::indent`].
    pub fn glyphs(&self, line: usize) -> impl Iterator<Item = Glyph<'_>> {
        let row = line
            .checked_sub(self.above())
            .filter(|&row| row < self.rows.len());
        row.into_iter()
            .flat_map(|row| self.rows.glyphs(self.text(), row))
    }

    /// What the heading over the document has on a screen line, and the column where that begins.
    pub fn heading(&self, line: usize) -> Option<(u16, &HeaderRow)> {
        let header = self.header.as_ref()?;
        let row = header.rows.get(line)?;
        let column = match row {
            HeaderRow::Title(text) | HeaderRow::Detail(text) if header.is_rtl => {
                let columns = gate::columns(text) as u16;
                self.typography.columns.saturating_sub(columns)
            }
            _ => 0,
        };
        Some((column, row))
    }

    /// What stands beside the text on a screen line.
    pub fn decorations(&self, line: usize) -> Vec<Decoration> {
        let block = &self.stretch.block;
        let mut out = Vec::new();
        if line + 1 == self.above() && self.left_out {
            out.push(Decoration {
                column: 0,
                text: "⋯".to_owned(),
                is_line: true,
            });
        }
        if line < self.above() {
            return out;
        }
        let is_rtl = self.begins_at_the_right();
        let mut add = |column: u16, columns: u16, text: String, is_line| {
            let column = if is_rtl {
                self.typography.columns - column - columns
            } else {
                column
            };
            out.push(Decoration {
                column,
                text,
                is_line,
            });
        };
        for quote in 0..u16::from(block.quotes) {
            let column = quote * QUOTE_COLUMNS;
            if column < self.set_in {
                add(column, 1, "│".to_owned(), true);
            }
        }
        if let Some(marker) = block.marker.filter(|_| line == self.above()) {
            let text = marker_text(marker);
            let width = gate::columns(&text) as u16;
            let columns = width.max(LIST_COLUMNS - 2);
            if columns < self.set_in {
                let text = match marker {
                    // The point stands on the side where the text is.
                    Marker::Number(number) if is_rtl => format!(".{number}"),
                    _ => text,
                };
                add(self.set_in - columns - 1, width, text, false);
            }
        }
        if block.kind == BlockKind::Rule {
            let columns = self.typography.columns - self.indent;
            out.push(Decoration {
                column: self.indent,
                text: "─".repeat(usize::from(columns)),
                is_line: true,
            });
        }
        out
    }

    /// The bytes of the document that a row of text shows.
    pub fn span(&self, row: &Row) -> Span {
        row.span.shifted(self.stretch.block.span.start)
    }

    /// The screen line that shows byte `offset` of the document, or the nearest one.
    pub fn line_at(&self, offset: usize) -> usize {
        let start = self.stretch.block.span.start;
        self.above() + self.rows.row_at(offset.saturating_sub(start))
    }
}

fn options(document: &Document, kind: BlockKind, typography: Typography) -> Options {
    let language = document.metadata.language.as_deref();
    let hyphenation = match language.filter(|_| typography.hyphens) {
        Some(language) => Hyphenation::of_language(language),
        // The rules of another language would break words where nobody does.
        None => Hyphenation::Soft,
    };
    let prose = Options {
        line_ends: LineEnds::Space,
        fit: typography.fit,
        hyphenation,
        justifies: typography.justifies,
        columns: 1,
        first_indent: 0,
    };
    match kind {
        BlockKind::Heading(_) | BlockKind::Rule => Options::of_line(1, Fit::Optimal),
        BlockKind::Paragraph => prose,
        BlockKind::Wrapped => Options {
            line_ends: LineEnds::Short {
                columns: document.wrap_columns(),
            },
            ..prose
        },
        BlockKind::Preformatted => Options {
            line_ends: LineEnds::Keep,
            fit: Fit::First,
            hyphenation: Hyphenation::Off,
            justifies: false,
            ..prose
        },
    }
}

/// Columns by which the first row of a paragraph is set in, as books do: after another one, and where no blank row
/// parts the two.
fn first_indent(
    document: &Document,
    stretch: &Stretch,
    typography: Typography,
    left_out: bool,
) -> u16 {
    let is_running = |stretch: &Stretch| {
        let block = stretch.block;
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Wrapped) && block.lists == 0
    };
    if typography.spacing > 0
        || typography.indent == 0
        || left_out
        || !stretch.begins_block
        || !is_running(stretch)
    {
        return 0;
    }
    let before = document.stretch_before(stretch);
    let follows = before
        .is_some_and(|before| is_running(&before) && before.block.quotes == stretch.block.quotes);
    if follows {
        u16::from(typography.indent)
    } else {
        0
    }
}

fn set_in(stretch: &Stretch) -> u16 {
    let block = &stretch.block;
    let code = match block.kind {
        BlockKind::Preformatted => CODE_COLUMNS,
        _ => 0,
    };
    let marker = block.marker.map_or(0, |marker| {
        // A number too wide for the list's columns pushes its own item in.
        (gate::columns(&marker_text(marker)) as u16 + 1).saturating_sub(LIST_COLUMNS)
    });
    u16::from(block.quotes) * QUOTE_COLUMNS + u16::from(block.lists) * LIST_COLUMNS + code + marker
}

/// The mark before an item's first line, without the blank after it.
fn marker_text(marker: Marker) -> String {
    match marker {
        Marker::Bullet => "•".to_owned(),
        Marker::Number(number) => format!("{number}."),
        Marker::Task(false) => "☐".to_owned(),
        Marker::Task(true) => "☑".to_owned(),
    }
}

fn spacing(stretch: &Stretch, first: bool, header: bool, typography: Typography) -> u16 {
    let rows = u16::from(typography.spacing);
    match stretch.block.kind {
        _ if first => u16::from(header),
        _ if !stretch.begins_block || stretch.block.tight => 0,
        // A heading belongs to what follows it, so it stands farther from what went before.
        BlockKind::Heading(1 | 2) => rows.max(1) + 1,
        BlockKind::Heading(_) | BlockKind::Rule => rows.max(1),
        _ => rows,
    }
}

/// Document, start of the stretch, typography, and what is left out before it.
type Key = (usize, usize, Typography, Before);

/// Layouts made lately.
#[derive(Debug, Default)]
pub struct Layouts {
    made: HashMap<Key, Arc<Layout>>,
}

/// Layouts kept: several screens' worth. A full cache is emptied; what is on the screen is made again.
const KEPT: usize = 512;

impl Layouts {
    /// The layout of `stretch` of document number `index`.
    pub fn layout(
        &mut self,
        document: &Document,
        index: usize,
        stretch: Stretch,
        typography: Typography,
        before: Before,
    ) -> Arc<Layout> {
        let key = (index, stretch.block.span.start, typography, before);
        if let Some(layout) = self.made.get(&key) {
            return Arc::clone(layout);
        }
        if self.made.len() >= KEPT {
            self.made.clear();
        }
        let layout = Arc::new(Layout::new(document, stretch, typography, before));
        self.made.insert(key, Arc::clone(&layout));
        layout
    }
}
