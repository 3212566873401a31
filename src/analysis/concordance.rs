//! Concordance: every hit with the words around it, in the order that is asked for.
//!
//! Responsible for the rows, for what they are sorted by, and for which repeat another. Not for how much
//! of the text beside a hit is shown (see `context`). The invariant: whatever rows are sorted by, no two
//! are equal, so the same hits always stand in the same order.

use super::{passage::Passage, tokens::Token};
use crate::{
    collection::{document::Document, metadata::Date},
    keyword::{Hit, KeywordSet},
    text::fold::{Folding, fold},
};
use std::{cmp::Ordering, collections::HashSet, fmt, str::FromStr};

/// Words on each side of a hit that a row knows.
pub const SIDE: usize = 5;

/// What the fields of a row are called where it leaves the program.
pub const FIELDS: [&str; 10] = [
    "document", "date", "start", "end", "category", "term", "alias", "left", "node", "right",
];

/// A hit and what it is sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The document's number in the collection.
    pub document: usize,
    /// Its date.
    pub date: Option<Date>,
    /// The hit.
    pub hit: Hit,
    /// Index of its category in the set.
    pub category: usize,
    /// Whether it stands in furniture.
    pub furniture: bool,
    /// The hit's text, folded.
    pub node: Box<str>,
    /// The words to its left in the same block, the one next to the node first; at most [`SIDE`].
    pub left: Words,
    /// The same to its right.
    pub right: Words,
}

/// Words, as [`super::tokens::normal_form`] has them, in one piece of memory: there may be a hundred
/// thousand rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Words(Box<str>);

/// What parts the words; no word has one in it.
const BETWEEN: char = '\n';

impl Words {
    /// The words in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let words = self.0.split(BETWEEN);
        words.filter(|word| !word.is_empty())
    }
}

impl<'a> FromIterator<&'a str> for Words {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut all = String::new();
        for word in words {
            if !all.is_empty() {
                all.push(BETWEEN);
            }
            all.push_str(word);
        }
        Self(all.into_boxed_str())
    }
}

/// The rows of the `hits` in `document`, which has number `index`, in the order of the hits.
pub fn rows(index: usize, document: &Document, hits: &[Hit], keywords: &KeywordSet) -> Vec<Row> {
    let mut rows = Vec::with_capacity(hits.len());
    let mut known = None;
    for hit in hits {
        // Many hits of one block are read with one look at its words.
        let is_around = |(passage, _): &(Passage<'_>, _)| passage.is_around(hit.span);
        if !known.as_ref().is_some_and(is_around) {
            known = Passage::from(document, hit.span).map(|passage| {
                let tokens: Vec<_> = passage.tokens().collect();
                (passage, tokens)
            });
        }
        let Some((passage, tokens)) = &known else {
            continue;
        };
        let before = tokens.partition_point(|token| token.span.end <= hit.span.start);
        let after = tokens.partition_point(|token| token.span.start < hit.span.end);
        let place = hit.span.start - passage.span.start..hit.span.end - passage.span.start;
        let before = tokens[..before].iter().rev();
        let after = tokens[after..].iter();
        let words = |tokens: &mut dyn Iterator<Item = &Token>| {
            let words = tokens.take(SIDE).map(|token| &*token.word);
            words.collect()
        };
        rows.push(Row {
            document: index,
            date: document.metadata.date,
            hit: *hit,
            category: keywords.terms[hit.term.index()].category,
            furniture: passage.furniture,
            node: fold(&passage.text[place], Folding::DEFAULT).into_boxed_str(),
            left: words(&mut { before }),
            right: words(&mut { after }),
        });
    }
    rows
}

/// What rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    /// The collection's order.
    Document,
    /// The hit's first byte, whatever the document.
    Position,
    /// The hit's text, folded.
    Node,
    /// The word so many to the left, counted from 1, the one next to the node.
    Left(usize),
    /// The same to the right.
    Right(usize),
    /// The order of the keyword set's categories.
    Category,
    /// The document's date.
    Date,
}

impl SortKey {
    /// Every key that rows can be sorted by.
    pub const ALL: [Self; 11] = [
        Self::Document,
        Self::Position,
        Self::Node,
        Self::Left(1),
        Self::Left(2),
        Self::Left(3),
        Self::Right(1),
        Self::Right(2),
        Self::Right(3),
        Self::Category,
        Self::Date,
    ];
}

/// Its name, as it is asked for.
impl fmt::Display for SortKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => formatter.write_str("document"),
            Self::Position => formatter.write_str("position"),
            Self::Node => formatter.write_str("node"),
            Self::Left(n) => write!(formatter, "L{n}"),
            Self::Right(n) => write!(formatter, "R{n}"),
            Self::Category => formatter.write_str("category"),
            Self::Date => formatter.write_str("date"),
        }
    }
}

/// A key, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortLevel {
    /// What is compared.
    pub key: SortKey,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Levels that rows can be sorted by.
pub const LEVELS: usize = 3;

/// A name that is no sort key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no sort key `{0}`; there are document, position, node, L1 to L3, R1 to R3, category, date"
)]
pub struct NoSortKey(String);

impl FromStr for SortLevel {
    type Err = NoSortKey;

    /// From a key's name in any case, after a `-` for one that descends.
    fn from_str(text: &str) -> Result<Self, NoSortKey> {
        let descending = text.strip_prefix('-');
        let name = descending.unwrap_or(text);
        let is_named = |key: &SortKey| key.to_string().eq_ignore_ascii_case(name);
        let key = SortKey::ALL.into_iter().find(is_named);
        Ok(Self {
            key: key.ok_or_else(|| NoSortKey(text.to_owned()))?,
            descending: descending.is_some(),
        })
    }
}

/// As it is asked for: a `-` before a key that descends.
impl fmt::Display for SortLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.descending { "-" } else { "" };
        write!(formatter, "{sign}{}", self.key)
    }
}

impl SortLevel {
    /// What decides most comparisons without a look at the memory of two words.
    fn rank(self, row: &Row) -> Rank {
        let word = |word: Option<&str>| {
            let mut bytes = [0; 8];
            let word = word.unwrap_or_default().as_bytes();
            let length = word.len().min(bytes.len());
            bytes[..length].copy_from_slice(&word[..length]);
            Rank {
                beginning: u64::from_be_bytes(bytes),
                is_whole: length < bytes.len(),
            }
        };
        let number = |number: usize| Rank {
            beginning: number as u64,
            is_whole: true,
        };
        match self.key {
            SortKey::Document => number(row.document),
            SortKey::Category => number(row.category),
            SortKey::Node => word(Some(&row.node)),
            SortKey::Left(n) => word(row.left.iter().nth(n - 1)),
            SortKey::Right(n) => word(row.right.iter().nth(n - 1)),
            SortKey::Position | SortKey::Date => Rank {
                beginning: 0,
                is_whole: false,
            },
        }
    }

    const fn directed(self, order: Ordering) -> Ordering {
        if self.descending {
            order.reverse()
        } else {
            order
        }
    }

    fn compare(self, one: &Row, other: &Row) -> Ordering {
        let order = match self.key {
            SortKey::Document => one.document.cmp(&other.document),
            SortKey::Position => one.hit.order().cmp(&other.hit.order()),
            SortKey::Node => one.node.cmp(&other.node),
            // A word that is missing is less than any.
            SortKey::Left(n) => one
                .left
                .iter()
                .nth(n - 1)
                .cmp(&other.left.iter().nth(n - 1)),
            SortKey::Right(n) => one
                .right
                .iter()
                .nth(n - 1)
                .cmp(&other.right.iter().nth(n - 1)),
            SortKey::Category => one.category.cmp(&other.category),
            SortKey::Date => one.date.cmp(&other.date),
        };
        self.directed(order)
    }
}

/// The beginning of what a row is sorted by.
#[derive(Debug, Clone, Copy)]
struct Rank {
    /// In the order of the whole, as far as it goes; 0 where there is nothing.
    beginning: u64,
    /// Whether rows are equal in the key where this is the same.
    is_whole: bool,
}

fn by_levels(one: &Row, other: &Row, levels: &[SortLevel]) -> Ordering {
    let mut orders = levels.iter().map(|level| level.compare(one, other));
    let first = orders.find(|order| order.is_ne());
    first.unwrap_or(Ordering::Equal)
}

/// The rows, which are in the order of the texts, by the first level, then by the next; what is equal
/// stays in that order.
pub fn sorted<'a>(rows: &'a [Row], levels: &[SortLevel]) -> Vec<&'a Row> {
    let Some((first, others)) = levels.split_first() else {
        return rows.iter().collect();
    };
    let rank = |row| (first.rank(row), row);
    let mut ranked: Vec<(Rank, &Row)> = rows.iter().map(rank).collect();
    ranked.sort_by(|(rank, one), (other_rank, other)| {
        let by_rank = first.directed(rank.beginning.cmp(&other_rank.beginning));
        by_rank
            .then_with(|| {
                if rank.is_whole {
                    Ordering::Equal
                } else {
                    first.compare(one, other)
                }
            })
            .then_with(|| by_levels(one, other, others))
    });
    ranked.into_iter().map(|(_, row)| row).collect()
}

/// The rows without those that repeat an earlier one: the same node with the same [`SIDE`] words on each
/// side.
pub fn without_duplicates<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Vec<&'a Row> {
    let mut seen = HashSet::new();
    rows.into_iter()
        .filter(|row: &&'a Row| seen.insert((&row.node, &row.left, &row.right)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::samples::{document, hits},
        keyword::{Query, TermId},
        text::span::Span,
    };
    use proptest::prelude::*;

    fn rows_of(text: &str, node: &str) -> Vec<Row> {
        let document = document(text);
        let keywords = Query::of(node).set().unwrap();
        rows(0, &document, &hits(&document, node), &keywords)
    }

    fn words(words: &[&str]) -> Words {
        words.iter().copied().collect()
    }

    fn levels(names: &str) -> Vec<SortLevel> {
        names.split(',').map(|name| name.parse().unwrap()).collect()
    }

    #[test]
    fn sort_words_are_next_to_the_node_folded_and_without_punctuation() {
        let rows = rows_of(
            "“The Senate’s”, he said — Tehran’s REGIME, Ms. Röw's own!",
            "tehran",
        );
        assert_eq!(&*rows[0].node, "tehran");
        assert_eq!(rows[0].left, words(&["said", "he", "senate", "the"]));
        assert_eq!(rows[0].right, words(&["regime", "ms", "row", "own"]));
    }

    #[test]
    fn sort_words_never_cross_a_paragraph() {
        let rows = rows_of("one two\n\nnode\n\nthree four", "node");
        let none = words(&[]);
        assert_eq!((&rows[0].left, &rows[0].right), (&none, &none));
        assert_eq!(none.iter().next(), None);
    }

    #[test]
    fn a_word_that_the_node_is_a_part_of_is_no_context() {
        let document = document("the Iranian people");
        let matcher = Query::of("ran").matcher(20).unwrap();
        let hits = crate::keyword::scan(&document, &matcher, Span::new(0, 20));
        let keywords = Query::of("ran").set().unwrap();
        let rows = rows(0, &document, &hits, &keywords);
        assert_eq!(
            (&rows[0].left, &rows[0].right),
            (&words(&["the"]), &words(&["people"]))
        );
    }

    #[test]
    fn hits_of_a_long_paragraph_have_the_same_words_each_alone() {
        let words = (0..20_000).map(|n| match n % 7 {
            0 => "x".to_owned(),
            _ => format!("w{n}"),
        });
        let document = document(&words.collect::<Vec<_>>().join(" "));
        let keywords = Query::of("x").set().unwrap();
        let hits = hits(&document, "x");
        let together = rows(0, &document, &hits, &keywords);
        assert_eq!(together.len(), 2_858);
        for (hit, row) in hits.iter().zip(&together) {
            let alone = rows(0, &document, std::slice::from_ref(hit), &keywords);
            assert_eq!(alone, std::slice::from_ref(row));
        }
    }

    #[test]
    fn a_missing_word_sorts_first_and_descending_last() {
        let text = "x b\n\nx\n\nx a";
        let order = |names: &str| {
            let rows = rows_of(text, "x");
            let rows = sorted(&rows, &levels(names));
            let starts: Vec<usize> = rows.iter().map(|row| row.hit.span.start).collect();
            starts
        };
        assert_eq!(order("R1"), [5, 8, 0]);
        assert_eq!(order("-R1"), [0, 8, 5]);
        assert_eq!(order("L1,-position"), [8, 5, 0]);
    }

    #[test]
    fn later_levels_part_what_earlier_ones_leave_equal() {
        let rows = rows_of("b x a\n\na x b\n\na x a", "x");
        let sides: Vec<(&str, &str)> = sorted(&rows, &levels("R1,-L1"))
            .iter()
            .map(|row| {
                (
                    row.left.iter().next().unwrap(),
                    row.right.iter().next().unwrap(),
                )
            })
            .collect();
        assert_eq!(sides, [("b", "a"), ("a", "a"), ("a", "b")]);
    }

    #[test]
    fn a_name_that_is_no_sort_key_is_told() {
        let error = "R4".parse::<SortLevel>().unwrap_err();
        assert!(error.to_string().contains("no sort key `R4`"));
        let level: SortLevel = "-Date".parse().unwrap();
        assert_eq!((level.key, level.descending), (SortKey::Date, true));
    }

    #[test]
    fn a_sort_key_is_read_as_it_is_written() {
        for key in SortKey::ALL {
            for descending in [false, true] {
                let level = SortLevel { key, descending };
                assert_eq!(level.to_string().parse(), Ok(level));
            }
        }
        assert_eq!(levels("-L2,Category"), levels("-l2,category"));
        let level = SortLevel {
            key: SortKey::Right(3),
            descending: true,
        };
        assert_eq!(level.to_string(), "-R3");
    }

    #[test]
    fn rows_repeat_where_node_and_five_words_each_side_are_the_same() {
        let text =
            "1 a b c d e X f g h i j 2\n\n3 a b c d e x, f g h i j 4\n\na b c d e x f g h i k";
        let rows = rows_of(text, "x");
        let starts: Vec<usize> = without_duplicates(&rows)
            .iter()
            .map(|row| row.hit.span.start)
            .collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(starts, [12, 65]);
    }

    /// What [`sorted`] is compared with: by the first level, then by the next; ties by document, then by
    /// position.
    fn sort(rows: &mut [Row], levels: &[SortLevel]) {
        rows.sort_unstable_by(|one, other| compare(one, other, levels));
    }

    fn compare(one: &Row, other: &Row, levels: &[SortLevel]) -> Ordering {
        let last = [SortKey::Document, SortKey::Position].map(|key| SortLevel {
            key,
            descending: false,
        });
        by_levels(one, other, levels).then_with(|| by_levels(one, other, &last))
    }

    fn any_row() -> impl Strategy<Value = Row> {
        let words = || {
            let words = prop::collection::vec("[ab]|aaaaaaa[ab]?[ab]?", 0..3);
            words.prop_map(|words| words.iter().map(String::as_str).collect())
        };
        let hit = (0_usize..3, 1_usize..3, 0_u32..2);
        (0_usize..2, hit, words(), words()).prop_map(
            |(document, (start, len, term), left, right)| Row {
                document,
                date: None,
                hit: Hit {
                    span: Span::new(start, start + len),
                    term: TermId(term),
                    alias: 0,
                },
                category: term as usize,
                furniture: false,
                node: "x".repeat(len).into_boxed_str(),
                left,
                right,
            },
        )
    }

    fn any_levels() -> impl Strategy<Value = Vec<SortLevel>> {
        let keys = [
            "document", "position", "node", "L1", "-L2", "L3", "-R1", "R2", "R3", "category",
            "-date",
        ];
        let level = prop::sample::select(keys.to_vec()).prop_map(|name| name.parse().unwrap());
        prop::collection::vec(level, 0..=LEVELS)
    }

    proptest! {
        #[test]
        fn a_view_is_sorted_as_the_rows_would_be(
            mut rows in prop::collection::vec(any_row(), 0..12),
            levels in any_levels()
        ) {
            sort(&mut rows, &[]);
            rows.dedup_by_key(|row| (row.document, row.hit));
            let seen: Vec<Row> = sorted(&rows, &levels).into_iter().cloned().collect();
            sort(&mut rows, &levels);
            prop_assert_eq!(seen, rows);
        }

        #[test]
        fn the_order_is_total(a in any_row(), b in any_row(), c in any_row(), levels in any_levels()) {
            let order = |one, other| compare(one, other, &levels);
            prop_assert_eq!(order(&a, &b), order(&b, &a).reverse());
            let same = a.document == b.document && a.hit.span == b.hit.span && a.hit.term == b.hit.term;
            if order(&a, &b).is_eq() {
                prop_assert!(same);
            }
            if order(&a, &b).is_le() && order(&b, &c).is_le() {
                prop_assert!(order(&a, &c).is_le());
            }
        }
    }
}
