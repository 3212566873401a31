//! A part of a text that is found again after the text was changed.
//!
//! Responsible for what is kept of it beside its offsets, and for finding it: the words themselves, and
//! those before and after. Where the text is as it was, the offsets are enough.

use crate::{
    collection::document::Document,
    keyword::{Query, scan},
    text::{span::Span, words::one_line},
};
use serde::{Deserialize, Serialize};

/// A part of a text, as it was when it was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Its words on one line, the first ones where they are many.
    pub exact: String,
    /// The last ones, where not all of them are in `exact`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last: String,
    /// What stands before it on one line.
    pub before: String,
    /// What stands after it.
    pub after: String,
}

/// Bytes of the words of a part that are kept from each end of it.
const EXACT: usize = 600;

/// Bytes of what stands on each side that are kept.
const BESIDE: usize = 64;

/// Bytes of text in which a part is looked for around where it was, before all the rest.
const NEAR: usize = 64 << 10;

impl Anchor {
    /// An anchor for `span` of `document`.
    pub fn of(document: &Document, span: Span) -> Self {
        let whole = one_line(&document.body.slice(span));
        let (exact, last) = if whole.len() <= 2 * EXACT {
            (whole.as_str(), "")
        } else {
            let first = whole.floor_char_boundary(EXACT);
            let last = whole.ceil_char_boundary(whole.len() - EXACT);
            (&whole[..first], &whole[last..])
        };
        let (before, after) = beside(document, span);
        Self {
            start: span.start,
            end: span.end,
            exact: exact.trim().to_owned(),
            last: last.trim().to_owned(),
            before,
            after,
        }
    }

    /// Where it is in `document` now; `None` where it cannot be told.
    ///
    /// Of several places with the same words the one is taken that has most of what stood before and
    /// after, then the one nearest to where it was. Where the words were changed, what stands between
    /// the same neighbours is.
    pub fn place(&self, document: &Document) -> Option<Span> {
        let known = Span::new(self.start, self.end);
        if self.is_at(document, known) {
            return Some(known);
        }
        let near = Span::new(
            self.start.saturating_sub(NEAR),
            self.end.saturating_add(NEAR),
        );
        let all = Span::new(0, usize::MAX);
        [near, all]
            .into_iter()
            .find_map(|within| self.by_words(document, within))
            .or_else(|| self.by_neighbours(document))
    }

    /// Whether its words stand at `span`.
    fn is_at(&self, document: &Document, span: Span) -> bool {
        let length = document.body.len();
        if span.end > length || span.is_empty() || self.exact.is_empty() {
            return false;
        }
        let (start, piece) = document.body.piece(span);
        if start != span.start || start + piece.len() != span.end {
            return false;
        }
        let words = one_line(&piece);
        if self.last.is_empty() {
            words == self.exact
        } else {
            words.starts_with(&self.exact) && words.ends_with(&self.last)
        }
    }

    /// The best of the places within a part of the text where its words stand.
    fn by_words(&self, document: &Document, within: Span) -> Option<Span> {
        let firsts = found(document, &self.exact, within);
        let places = firsts.into_iter().filter_map(|first| {
            if self.last.is_empty() {
                return Some(first);
            }
            // It may have become somewhat longer.
            let longest = (self.end - self.start) * 2;
            let rest = Span::new(first.end, first.end + longest);
            let last = found(document, &self.last, rest).into_iter().next()?;
            Some(Span::new(first.start, last.end))
        });
        places.max_by_key(|place| {
            let (before, after) = beside(document, *place);
            let shared = shared_end(&before, &self.before) + shared_start(&after, &self.after);
            (shared, std::cmp::Reverse(place.start.abs_diff(self.start)))
        })
    }

    /// What stands between its neighbours, where it is about as long as it was.
    fn by_neighbours(&self, document: &Document) -> Option<Span> {
        if self.before.is_empty() || self.after.is_empty() {
            return None;
        }
        let longest = (self.end - self.start) * 2 + BESIDE;
        let all = Span::new(0, usize::MAX);
        let befores = found(document, &self.before, all);
        let places = befores.into_iter().filter_map(|before| {
            let rest = Span::new(before.end, before.end + longest);
            let after = found(document, &self.after, rest).into_iter().next()?;
            let between = document.body.slice(Span::new(before.end, after.start));
            let start = before.end + between.len() - between.trim_start().len();
            let end = after.start - (between.len() - between.trim_end().len());
            (start < end).then(|| Span::new(start, end))
        });
        places.min_by_key(|place| place.start.abs_diff(self.start))
    }
}

/// Where `words` stand within a part of a document, in this case, across line ends; blocks that begin in
/// the part are looked at whole.
fn found(document: &Document, words: &str, within: Span) -> Vec<Span> {
    let query = Query {
        case: true,
        ..Query::of(words)
    };
    let Ok(matcher) = query.matcher(within.len().min(document.body.len())) else {
        return Vec::new();
    };
    // A scan begins with a block: the one that holds the beginning is looked at from its own.
    let begins = document
        .stretch_at(within.start)
        .map_or(0, |stretch| stretch.block.span.start.min(within.start));
    let hits = scan(document, &matcher, Span::new(begins, within.end));
    let spans = hits.into_iter().map(|hit| hit.span);
    spans
        .filter(|span| span.start >= within.start && span.end <= within.end)
        .collect()
}

/// What stands on each side of `span`, on one line.
fn beside(document: &Document, span: Span) -> (String, String) {
    let low = Span::new(span.start.saturating_sub(BESIDE), span.start);
    let high = Span::new(span.end, (span.end + BESIDE).min(document.body.len()));
    let (_, before) = document.body.piece(low);
    let (_, after) = document.body.piece(high);
    (one_line(&before), one_line(&after))
}

/// The bytes of the longest end that both have.
fn shared_end(one: &str, other: &str) -> usize {
    let pairs = one.bytes().rev().zip(other.bytes().rev());
    pairs.take_while(|(one, other)| one == other).count()
}

/// The bytes of the longest beginning that both have.
fn shared_start(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes());
    pairs.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::parsed::Parsed;
    use proptest::prelude::*;

    fn document(text: &str) -> Document {
        Parsed::plain("a", text.to_owned()).into()
    }

    /// What an anchor for `part` of the first text stands for in the other one.
    fn again(text: &str, part: &str, changed: &str) -> Option<(usize, String)> {
        let start = text.find(part).unwrap();
        let anchor = Anchor::of(&document(text), Span::new(start, start + part.len()));
        let changed = document(changed);
        let place = anchor.place(&changed)?;
        Some((place.start, changed.body.slice(place).into_owned()))
    }

    #[test]
    fn a_part_of_an_unchanged_text_is_where_it_was() {
        let text = "One whale, two whales.\n\nA whale.";
        assert_eq!(again(text, "two", text), Some((11, "two".to_owned())));
    }

    #[test]
    fn a_part_that_was_moved_is_found_by_its_words() {
        let text = "The white whale swam.";
        let changed = "A new beginning.\n\nThe white\nwhale swam.";
        assert_eq!(
            again(text, "white whale", changed),
            Some((22, "white\nwhale".to_owned()))
        );
    }

    #[test]
    fn of_several_places_the_one_with_the_same_neighbours_is_taken() {
        let text = "Old whales sleep. Young whales play. Dead whales float.";
        let changed = "Dead whales float.\n\nYoung whales play.\n\nOld whales sleep.";
        let start = text.rfind("whales").unwrap();
        let anchor = Anchor::of(&document(text), Span::new(start, start + 6));
        assert_eq!(anchor.place(&document(changed)).unwrap().start, 5);
    }

    #[test]
    fn words_that_were_changed_are_found_between_their_neighbours() {
        let text = "In the beginning of it all, he saw a wale near the old harbour of the town.";
        let changed = text.replace("wale", "whale");
        assert_eq!(
            again(text, "a wale", &changed),
            Some((35, "a whale".to_owned()))
        );
    }

    #[test]
    fn a_part_that_is_gone_has_no_place() {
        assert_eq!(again("One whale swam.", "whale", "Nothing at all."), None);
        assert_eq!(again("One whale swam.", "whale", ""), None);
    }

    #[test]
    fn a_long_part_is_found_by_its_two_ends() {
        let long = "word ".repeat(400);
        let text = format!("Before. Begin {long}end. After.");
        let part = format!("Begin {long}end.");
        let changed = format!(
            "More before that. {}",
            text.replace("word word word word ", "word ")
        );
        let (start, found) = again(&text, &part, &changed).unwrap();
        assert_eq!(start, 26);
        assert!(found.starts_with("Begin word") && found.ends_with("word end."));
    }

    proptest! {
        #[test]
        fn any_part_is_where_it_was(text in "[ab é\\n]{1,40}", cut in any::<(usize, usize)>()) {
            let document = document(&text);
            let text = document.body.slice(Span::new(0, usize::MAX)).into_owned();
            let ends: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            let (one, other) = (ends[cut.0 % ends.len()], ends[cut.1 % ends.len()]);
            let span = Span::new(one.min(other), one.max(other));
            let anchor = Anchor::of(&document, span);
            if !text[span.range()].trim().is_empty() {
                prop_assert_eq!(anchor.place(&document), Some(span));
            }
        }
    }
}
