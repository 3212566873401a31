//! Which hits are painted.

use super::{hit::Hit, set::KeywordSet};
use std::cmp::Reverse;

/// The hits that are painted: of those that overlap, the one that starts first, then the longest,
/// then the one whose category comes first, then the one whose term does.
///
/// `hits` are those of one document that may be painted (not those of muted categories), in any
/// order; the painted ones come in order of start. Hits that are covered still count.
pub fn painted(hits: &[Hit], set: &KeywordSet) -> Vec<Hit> {
    let mut painted = hits.to_vec();
    painted.sort_by_key(|hit| {
        let category = set.terms[hit.term.index()].category;
        (hit.span.start, Reverse(hit.span.end), category, hit.term)
    });
    let mut end = 0;
    painted.retain(|hit| {
        let free = hit.span.start >= end;
        if free {
            end = hit.span.end;
        }
        free
    });
    painted
}
