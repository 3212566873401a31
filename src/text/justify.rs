//! Rows that end where the measure does: which gaps between words grow, and by how much.
//!
//! Responsible for how wide each gap is, and for walking over a row so widened; which words stand on it is decided
//! before (see [`super::fit`]). The one thing to know: nothing but blanks grows, so every byte stays on its row, and
//! whoever asks a glyph for its columns is right about them.
//!
//! A row stays ragged where a gap would have to grow by more than [`MOST_GROWTH`]: wide gaps over one another run
//! down the page as rivers.

use super::{
    glyph::{Glyph, Glyphs},
    span::Span,
};

/// The river limit: columns by which a gap may grow, so that none between two words is wider than three.
pub const MOST_GROWTH: u16 = 2;

/// Blanks to show in a gap: those of a tab, and its growth.
const BLANKS: &str = "          ";

/// The columns that the gaps of a row grow by, shared out evenly: two gaps differ by at most one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Growth {
    /// All of them; 0 in a ragged row.
    columns: u16,
    gaps: u16,
    /// Whether the first gap is the last to grow. Rows take turns, so that no side of the text looks thinner.
    is_mirrored: bool,
}

impl Growth {
    /// What makes a row `columns` wide that shows `glyphs` of `text`, and a hyphen where it ends with one; nothing
    /// where the gaps would grow too wide, or where a tab says in which column a word stands.
    pub(super) fn of(text: &str, glyphs: Glyphs<'_>, hyphen: bool, columns: u16) -> Self {
        let mut end = u16::from(hyphen);
        let mut gaps = Gaps::default();
        for glyph in glyphs {
            if &text[glyph.span.range()] == "\t" {
                return Self::default();
            }
            end = end.saturating_add(glyph.shown.columns);
            gaps.begins(&glyph);
        }
        let missing = columns.saturating_sub(end);
        if missing > gaps.count.saturating_mul(MOST_GROWTH) {
            return Self::default();
        }
        Self {
            columns: missing,
            gaps: gaps.count,
            is_mirrored: false,
        }
    }

    /// The same, shared out from the other end.
    #[must_use]
    pub(super) const fn mirrored(self) -> Self {
        Self {
            is_mirrored: !self.is_mirrored,
            ..self
        }
    }

    /// The columns by which gap number `gap` grows, counted from 0.
    fn of_gap(self, gap: u16) -> u16 {
        let gap = if self.is_mirrored {
            self.gaps - 1 - gap
        } else {
            gap
        };
        let before = |gap: u16| u32::from(gap) * u32::from(self.columns) / u32::from(self.gaps);
        (before(gap + 1) - before(gap)) as u16
    }
}

/// Finds where gaps begin: at the first blank of a run that takes a column.
#[derive(Debug, Clone, Default)]
struct Gaps {
    count: u16,
    is_inside: bool,
}

impl Gaps {
    /// Whether `glyph`, the next one of the row, begins one.
    fn begins(&mut self, glyph: &Glyph<'_>) -> bool {
        let was_inside = std::mem::replace(&mut self.is_inside, glyph.is_blank);
        // The space of Ogham is a stroke.
        let shows_nothing = glyph.shown.columns > 0 && glyph.shown.symbol != "\u{1680}";
        let begins = glyph.is_blank && shows_nothing && !was_inside;
        self.count += u16::from(begins);
        // A blank that takes no column leaves the gap to one that does.
        self.is_inside &= was_inside || begins;
        begins
    }
}

/// Walks over a row as it stands on the screen: set in, its gaps grown.
#[derive(Debug, Clone)]
pub(super) struct Grown<'a> {
    glyphs: Glyphs<'a>,
    growth: Growth,
    gaps: Gaps,
    /// Columns by which what follows stands farther to the right.
    shift: u16,
}

impl<'a> Grown<'a> {
    /// `glyphs` set in by `indent` columns, with gaps that grow.
    pub fn new(glyphs: Glyphs<'a>, indent: u16, growth: Growth) -> Self {
        Self {
            glyphs,
            growth,
            gaps: Gaps::default(),
            shift: indent,
        }
    }
}

impl<'a> Iterator for Grown<'a> {
    type Item = Glyph<'a>;

    #[inline]
    fn next(&mut self) -> Option<Glyph<'a>> {
        let mut glyph = self.glyphs.next()?;
        glyph.column += usize::from(self.shift);
        if self.growth.columns > 0 && self.gaps.begins(&glyph) {
            let growth = self.growth.of_gap(self.gaps.count - 1);
            glyph.shown.columns += growth;
            glyph.shown.symbol = BLANKS[..usize::from(glyph.shown.columns)].into();
            self.shift += growth;
        }
        Some(glyph)
    }
}

/// Whether a stretch of a text reads as prose, whose rows may be made even: the only one, or one that joins lines.
/// A line that is kept among others is one of a verse or a list.
pub(super) fn is_prose(text: &str, stretch: Span, is_alone: bool) -> bool {
    is_alone || text[stretch.range()].contains(super::blank::is_line_end)
}

#[cfg(test)]
mod tests {
    use super::{
        super::fill::{Fit, Hyphenation, LineEnds, Options, Rows},
        super::glyph::Glyph,
    };

    const JUSTIFIED: Options = Options {
        columns: 20,
        line_ends: LineEnds::Space,
        fit: Fit::First,
        hyphenation: Hyphenation::Soft,
        first_indent: 0,
        justifies: true,
    };

    fn drawn(text: &str, options: Options) -> Vec<String> {
        let rows = Rows::fill(text, &options);
        let symbols = |row| {
            rows.glyphs(text, row)
                .map(|glyph: Glyph<'_>| glyph.shown.symbol.into_owned())
                .collect()
        };
        (0..rows.len()).map(symbols).collect()
    }

    #[test]
    fn gaps_grow_evenly_and_rows_take_turns() {
        assert_eq!(
            drawn("one two three four one two three four five", JUSTIFIED),
            ["one two  three  four", "one  two  three four", "five"]
        );
    }

    #[test]
    fn a_row_with_too_few_gaps_stays_ragged() {
        assert_eq!(
            drawn("one twelve extraordinarily short", JUSTIFIED),
            ["one twelve", "extraordinarily", "short"]
        );
    }

    #[test]
    fn the_last_row_and_lines_of_verse_stay_ragged() {
        let verse = "The first line goes on so far\u{2028}that it is wrapped, as this one is";
        assert_eq!(
            drawn(verse, JUSTIFIED),
            [
                "The first line goes",
                "on so far",
                "that it is wrapped,",
                "as this one is"
            ]
        );
    }

    #[test]
    fn tabs_keep_their_columns() {
        let text = "a\tbb cc dd ee and then more words";
        let ragged = Options {
            justifies: false,
            ..JUSTIFIED
        };
        assert_eq!(drawn(text, JUSTIFIED)[0], drawn(text, ragged)[0]);
    }

    #[test]
    fn columns_say_where_a_glyph_of_a_grown_row_stands() {
        let text = "one two three four five";
        let options = Options {
            first_indent: 1,
            ..JUSTIFIED
        };
        let rows = Rows::fill(text, &options);
        let columns: Vec<usize> = rows.glyphs(text, 0).map(|it| it.column).collect();
        assert_eq!(columns[..5], [1, 2, 3, 4, 5]);
        let last = rows.glyphs(text, 0).last().unwrap();
        assert_eq!(last.column + usize::from(last.shown.columns), 20);
    }

    #[test]
    fn a_first_row_that_is_set_in_takes_fewer_words() {
        let options = Options {
            justifies: false,
            first_indent: 4,
            ..JUSTIFIED
        };
        assert_eq!(
            drawn("one two three four one two three four five", options),
            ["one two three", "four one two three", "four five"]
        );
        // What does not fit beside the indent stands without it.
        let rows = Rows::fill("extraordinarilylong", &options);
        assert_eq!((rows.len(), rows.row(0).indent), (1, 0));
    }
}
