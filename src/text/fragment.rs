//! The smallest pieces that filling puts on lines: a word, a syllable, a slice of a word too long.
//!
//! Responsible for where the pieces of a stretch begin and end and how wide they are; which go on one
//! line is decided in [`super::fit`]. A piece is never wider than the line, unless it is one cluster.

use super::blank::blank_prefix;
use super::gate;
use super::glyph::{Glyph, glyphs};
use super::hyphenation::{self, Hyphenation, SOFT_HYPHEN, Token};
use super::line_break::opportunities;
use super::span::Span;
use hypher::Lang;
use textwrap::core::Fragment;

/// A part of a stretch between two places where a line may break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its bytes in the text, without the blanks after it.
    pub span: Span,
    /// Its column if the stretch were one line.
    pub column: u32,
    /// Its columns.
    pub columns: u32,
    /// The columns of the blanks after it.
    pub blanks: u32,
    /// Whether a line that ends with it needs a hyphen.
    pub hyphen: bool,
}

impl Piece {
    /// The columns of a line that it ends, beyond its own.
    fn hyphen_columns(&self) -> u32 {
        u32::from(self.hyphen)
    }

    fn extend(&mut self, glyph: &Glyph<'_>) {
        self.span.end = glyph.span.end;
        self.columns += u32::from(glyph.shown.columns);
    }
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        f64::from(self.columns)
    }

    fn whitespace_width(&self) -> f64 {
        f64::from(self.blanks)
    }

    fn penalty_width(&self) -> f64 {
        f64::from(self.hyphen_columns())
    }
}

/// How a stretch is to be taken apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cutter<'a> {
    pub text: &'a str,
    /// The columns of a line, at least 1.
    pub columns: u32,
    /// Those of them that the first line does not have.
    pub indent: u32,
    pub hyphenation: Hyphenation,
    /// Whether line ends inside are blanks and leading blanks are dropped.
    pub is_prose: bool,
}

impl Cutter<'_> {
    /// The pieces of the stretch in order; none if it is blank.
    pub fn pieces(&self, stretch: Span) -> Vec<Piece> {
        let blanks = blank_prefix(&self.text[stretch.range()]);
        let content = stretch.start + blanks;
        if content == stretch.end {
            return Vec::new();
        }
        let start = if self.is_prose {
            content
        } else {
            stretch.start
        };
        let span = Span::new(start, stretch.end);
        if let Some(piece) = self.whole(span, content) {
            return vec![piece];
        }
        let mut pieces = Vec::new();
        let mut words = self.words(span, content);
        if let Some(first) = words.first_mut() {
            self.narrow_indent(first, content);
        }
        let mut token = Token {
            len: 0,
            is_words: false,
        };
        let mut token_end = content;
        for word in words {
            if let Hyphenation::Language(language) = self.hyphenation {
                let start = word.span.start.max(content);
                if start >= token_end {
                    token = Token::first_of(&self.text[start..stretch.end]);
                    token_end = start + token.len;
                }
                if token.is_words {
                    self.push_syllables(&mut pieces, word, language);
                    continue;
                }
            }
            self.push_cut(&mut pieces, word);
        }
        if let Some(last) = pieces.last_mut() {
            last.hyphen = false;
        }
        pieces
    }

    /// The columns by which a line that begins with these pieces is set in: none where the first needs them.
    pub fn indent_before(&self, pieces: &[Piece]) -> u32 {
        let fits =
            |first: &Piece| first.columns + first.hyphen_columns() + self.indent <= self.columns;
        pieces
            .first()
            .filter(|first| fits(first))
            .map_or(0, |_| self.indent)
    }

    /// The stretch as one piece if it fits on a line: the common case of headings and code.
    fn whole(&self, span: Span, content: usize) -> Option<Piece> {
        let mut piece = Piece {
            span: Span::new(span.start, span.start),
            column: 0,
            columns: 0,
            blanks: 0,
            hyphen: false,
        };
        let mut blanks = 0;
        for glyph in glyphs(self.text, span, 0, self.is_prose) {
            if glyph.is_blank && glyph.span.start >= content {
                blanks += u32::from(glyph.shown.columns);
                continue;
            }
            piece.columns += std::mem::take(&mut blanks);
            piece.extend(&glyph);
            if piece.columns > self.columns - self.indent {
                return None;
            }
        }
        Some(piece)
    }

    /// The stretch cut where the standard allows it; the indent before `content` belongs to the first.
    fn words(&self, span: Span, content: usize) -> Vec<Piece> {
        let slice = &self.text[content..span.end];
        let mut breaks = opportunities(slice).map(|at| content + at).peekable();
        let mut words: Vec<Piece> = Vec::new();
        let mut blanks = 0;
        for glyph in glyphs(self.text, span, 0, self.is_prose) {
            let start = glyph.span.start;
            if glyph.is_blank && start >= content {
                blanks += u32::from(glyph.shown.columns);
                continue;
            }
            let run = std::mem::take(&mut blanks);
            let Some(word) = words.last_mut() else {
                words.push(first_of(&glyph));
                continue;
            };
            // Past opportunities inside clusters, then any from the last word's end up to here.
            while breaks.next_if(|&at| at < word.span.end).is_some() {}
            let mut may_break = false;
            while breaks.next_if(|&at| at <= start).is_some() {
                may_break = true;
            }
            let is_soft = word.span.end == start && self.text[..start].ends_with(SOFT_HYPHEN);
            if may_break && !(is_soft && self.hyphenation == Hyphenation::Off) {
                word.blanks = run;
                word.hyphen = is_soft;
                words.push(first_of(&glyph));
            } else {
                word.columns += run;
                word.extend(&glyph);
            }
        }
        words
    }

    /// Drops as much of the indent before `content` as the first word needs of the line.
    ///
    /// A word that is longer than the line needs half of it.
    fn narrow_indent(&self, word: &mut Piece, content: usize) {
        if word.columns <= self.columns || word.span.start == content {
            return;
        }
        let indent = Span::new(word.span.start, content);
        let end = self.measure(indent, 0);
        let bare = word.columns - end;
        let needed = if bare <= self.columns {
            bare
        } else {
            self.columns.div_ceil(2)
        };
        let kept = self.columns - needed;
        let first = glyphs(self.text, indent, 0, false).find(|it| end - it.column as u32 <= kept);
        let (start, column) = first.map_or((content, end), |it| (it.span.start, it.column as u32));
        word.span.start = start;
        word.column = column;
        word.columns = bare + end - column;
    }

    /// Adds the word to `pieces`, parted where its language allows.
    fn push_syllables(&self, pieces: &mut Vec<Piece>, word: Piece, language: Lang) {
        let mut rest = word;
        for at in hyphenation::positions(&self.text[word.span.range()], language) {
            let (syllable, tail) = self.split(rest, word.span.start + at);
            self.push_cut(pieces, syllable);
            rest = tail;
        }
        self.push_cut(pieces, rest);
    }

    /// The piece before byte `at`, with a hyphen, and the piece from there.
    fn split(&self, piece: Piece, at: usize) -> (Piece, Piece) {
        let head = Span::new(piece.span.start, at);
        let columns = self.measure(head, piece.column);
        let syllable = Piece {
            span: head,
            columns,
            blanks: 0,
            hyphen: true,
            ..piece
        };
        let tail = Piece {
            span: Span::new(at, piece.span.end),
            column: piece.column + columns,
            columns: piece.columns - columns,
            ..piece
        };
        (syllable, tail)
    }

    /// The columns of a span that begins at `column` of the stretch.
    fn measure(&self, span: Span, column: u32) -> u32 {
        glyphs(
            self.text,
            span,
            gate::tab_column(column as usize),
            self.is_prose,
        )
        .map(|it| u32::from(it.shown.columns))
        .sum()
    }

    /// Adds the piece, cut at its blanks or else between clusters if it is wider than a line.
    fn push_cut(&self, pieces: &mut Vec<Piece>, piece: Piece) {
        if piece.columns + piece.hyphen_columns() <= self.columns {
            pieces.push(piece);
            return;
        }
        let limit = (self.columns - piece.hyphen_columns()).max(1);
        let origin = gate::tab_column(piece.column as usize);
        let mut open: Option<Piece> = None;
        let mut has_content = false;
        let mut blanks = 0;
        for glyph in glyphs(self.text, piece.span, origin, self.is_prose) {
            let columns = u32::from(glyph.shown.columns);
            if glyph.is_blank && has_content {
                blanks += columns;
                continue;
            }
            let run = std::mem::take(&mut blanks);
            if let Some(part) = &mut open {
                let is_after_blanks = part.span.end < glyph.span.start;
                let is_too_wide = columns > 0 && part.columns > 0 && part.columns + columns > limit;
                if !is_after_blanks && !is_too_wide {
                    part.extend(&glyph);
                    has_content |= !glyph.is_blank;
                    continue;
                }
                part.blanks = run;
            }
            let mut first = first_of(&glyph);
            first.column += piece.column;
            // An indent that leaves no room for one cluster is dropped.
            pieces.extend(open.replace(first).filter(|_| has_content));
            has_content = !glyph.is_blank;
        }
        pieces.extend(open.map(|last| Piece {
            blanks: piece.blanks,
            hyphen: piece.hyphen && last.columns < self.columns,
            ..last
        }));
    }
}

/// A piece of one glyph.
fn first_of(glyph: &Glyph<'_>) -> Piece {
    Piece {
        span: glyph.span,
        column: glyph.column as u32,
        columns: u32::from(glyph.shown.columns),
        blanks: 0,
        hyphen: false,
    }
}
