//! Which pieces of a stretch share a row.
//!
//! Responsible for the choice between two ways to fill, and for rows that are never too wide; the
//! algorithms are those of `textwrap`.

use super::fragment::Piece;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

/// How words are shared out over rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// So that the rows of a stretch are as even as they can be (Knuth and Plass 1981).
    Optimal,
    /// Each row takes what it can.
    First,
}

impl Fit {
    /// The pieces of each row, the first of which is set in by `indent`; one empty row if there are none.
    pub(super) fn share_out(self, pieces: &[Piece], columns: u32, indent: u32) -> Vec<&[Piece]> {
        let widths = [columns - indent, columns].map(f64::from);
        if self == Self::Optimal
            && pieces.len() > 1
            && let Ok(rows) = wrap_optimal_fit(pieces, &widths, &penalties(columns as usize))
            && rows
                .iter()
                .zip(std::iter::once(columns - indent).chain(std::iter::repeat(columns)))
                .all(|(row, columns)| fits(row, columns))
        {
            return rows;
        }
        wrap_first_fit(pieces, &widths)
    }
}

/// Penalties under which a row that is too wide always costs more than the rows it could be cut into.
///
/// textwrap's own suit rows of up to 50 columns: beyond, an overflow costs less than a wide gap. A
/// row that is too wide by `n` can be cut into at most `3 + 2n` that fit, hence the factor.
fn penalties(columns: usize) -> Penalties {
    let row = 1000;
    // A hyphen is worth a gap of ten columns, not of five as in textwrap: readers stop at it.
    let hyphen = 100;
    Penalties {
        nline_penalty: row,
        overflow_penalty: 8 * (row + hyphen + (columns + 1).pow(2)),
        hyphen_penalty: hyphen,
        ..Penalties::new()
    }
}

/// Whether the pieces fit on a row, or are one that no row can hold.
fn fits(pieces: &[Piece], columns: u32) -> bool {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return true;
    };
    let end = last.column + last.columns + u32::from(last.hyphen);
    pieces.len() == 1 || end - first.column <= columns
}
