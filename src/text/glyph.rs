//! What each cluster of a filled line shows, and in which column.
//!
//! Responsible for the one way to walk over a line, by which it is measured before it is filled and
//! drawn after: so the two agree on tab stops and on line ends that were joined. Not for what a
//! cluster may show (see [`super::gate`]).
//!
//! Where line ends are joined, a run of blanks that holds one shows as a single blank, so a
//! continuation line's indentation leaves no hole; between two Chinese or Japanese characters, which
//! no blank parts, it shows as nothing.

use super::blank::{blank_prefix, is_blank, is_ideographic, is_line_end};
use super::cluster::{Clusters, clusters};
use super::gate::{self, Shown};
use super::span::Span;

/// One cluster of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Its bytes in the text.
    pub span: Span,
    /// The column of its first cell, from the start of the line.
    pub column: usize,
    /// What it shows, and in how many columns.
    pub shown: Shown<'a>,
    /// Whether it is a blank that a line may end at, a line end included.
    pub is_blank: bool,
}

/// Walks over the bytes `span` of `text`.
///
/// `tab_origin` is added to the column where tab stops are counted; `joins` says that line ends
/// inside are blanks.
pub fn glyphs(text: &str, span: Span, tab_origin: u16, joins: bool) -> Glyphs<'_> {
    Glyphs {
        text,
        clusters: clusters(&text[span.range()]),
        span,
        tab_origin: usize::from(tab_origin),
        column: 0,
        joins,
        run: span.start,
        run_is_joined: false,
    }
}

/// The iterator that [`glyphs`] makes.
#[derive(Debug, Clone)]
pub struct Glyphs<'a> {
    text: &'a str,
    clusters: Clusters<'a>,
    span: Span,
    tab_origin: usize,
    column: usize,
    joins: bool,
    /// The end of the last run of blanks that was looked at.
    run: usize,
    /// Whether that run shows as one blank.
    run_is_joined: bool,
}

impl<'a> Iterator for Glyphs<'a> {
    type Item = Glyph<'a>;

    #[inline]
    fn next(&mut self) -> Option<Glyph<'a>> {
        if let Some((offset, cluster)) = self.clusters.next_if_ascii(b'!') {
            let start = self.span.start + offset;
            let column = self.column;
            self.column += 1;
            return Some(Glyph {
                span: Span::new(start, start + 1),
                column,
                shown: Shown::new(cluster, 1),
                is_blank: false,
            });
        }
        self.next_of_any_kind()
    }
}

const NOTHING: Shown<'static> = Shown::new("", 0);

impl<'a> Glyphs<'a> {
    fn next_of_any_kind(&mut self) -> Option<Glyph<'a>> {
        let (offset, cluster) = self.clusters.next()?;
        let start = self.span.start + offset;
        let is_blank = is_blank(cluster);
        let shown = match self.joins && is_blank {
            true if start >= self.run => self.run(start),
            true if self.run_is_joined => Some(NOTHING),
            _ => None,
        };
        let shown = shown.unwrap_or_else(|| {
            gate::shown(cluster, gate::tab_column(self.tab_origin + self.column))
        });
        let column = self.column;
        self.column += usize::from(shown.columns);
        Some(Glyph {
            span: Span::new(start, start + cluster.len()),
            column,
            shown,
            is_blank,
        })
    }

    /// Looks at the run of blanks from `start`: what its first shows, if a line end in it is joined.
    fn run(&mut self, start: usize) -> Option<Shown<'static>> {
        let end = start + blank_prefix(&self.text[start..self.span.end]);
        self.run = end;
        self.run_is_joined = self.text[start..end].contains(is_line_end);
        if !self.run_is_joined {
            return None;
        }
        let before = self.text[..start].chars().next_back();
        let after = self.text[end..].chars().next();
        let solid = before.is_some_and(is_ideographic) && after.is_some_and(is_ideographic);
        Some(if solid { NOTHING } else { Shown::new(" ", 1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, joins: bool) -> String {
        glyphs(text, Span::new(0, text.len()), 0, joins)
            .map(|glyph| glyph.shown.symbol.into_owned())
            .collect()
    }

    #[test]
    fn a_joined_line_end_shows_one_blank_whatever_indents_the_next_line() {
        assert_eq!(drawn("one \r\n    two  three", true), "one two  three");
    }

    #[test]
    fn a_joined_line_end_between_ideographs_shows_nothing() {
        assert_eq!(drawn("日本\n語\na", true), "日本語 a");
    }

    #[test]
    fn tab_stops_count_from_the_origin() {
        let text = "a\tb";
        let tab = glyphs(text, Span::new(0, 3), 5, false).nth(1);
        assert_eq!(tab.map(|it| it.shown.columns), Some(2));
    }

    #[test]
    fn a_space_that_does_not_break_is_no_blank() {
        for space in ["\u{a0}", "\u{2007}", "\u{202f}", "\u{b}", " \u{301}"] {
            assert!(!is_blank(space), "{space:?}");
        }
    }
}
