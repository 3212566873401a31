//! The list of documents: which are shown, in which order, on which rows.
//!
//! The selected document is the open one: moving in the list shows each document beside it.

use super::{findings::Findings, format};
use crate::{
    collection::{Collection, document::Document},
    text::{
        fill::{Fit, Options, Rows},
        gate,
    },
};
use nucleo_matcher::{
    Config, Matcher, Utf32String,
    pattern::{CaseMatching, Normalization, Pattern},
};
use std::cmp::Reverse;

/// The list's state.
#[derive(Debug, Default)]
pub struct List {
    /// Numbers of the documents shown, in the order shown.
    pub order: Vec<usize>,
    /// What their titles have to match; all do when it is empty.
    pub filter: String,
    /// All documents as they are sorted, and how; made by [`List::arrange`].
    sorted: Vec<usize>,
    sort: Sort,
    /// The titles as the filter sees them; made when it is first used.
    titles: Vec<Utf32String>,
    /// Position in `order` of the first document on the screen.
    pub top: usize,
    /// The first row on the screen where the wheel has left the selected document: a position in `order`, and which of
    /// that document's rows. `None` where the list follows the selection, as it does again with the next key.
    rolled: Option<(usize, usize)>,
    /// The rows on the screen; made by [`List::settle`].
    pub rows: Vec<ListRow>,
}

/// How the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As the collection has it.
    #[default]
    Collection,
    /// The newest first, undated ones last.
    Date,
    /// By title.
    Title,
    /// The most hits first.
    Hits,
}

impl Sort {
    /// All of them, with what files call them.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("collection", Self::Collection),
        ("date", Self::Date),
        ("title", Self::Title),
        ("hits", Self::Hits),
    ];

    /// The order after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Collection => Self::Date,
            Self::Date => Self::Title,
            Self::Title => Self::Hits,
            Self::Hits => Self::Collection,
        }
    }

    /// In words, after "sorted by".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Collection => "the collection's order",
            Self::Date => "date, newest first",
            Self::Title => "title",
            Self::Hits => "hits, most first",
        }
    }
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The document that it belongs to.
    pub document: usize,
    /// What it shows.
    pub kind: ListRowKind,
    /// Its words.
    pub text: String,
}

/// What a row of the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListRowKind {
    /// The first row of a title.
    Title,
    /// A further row of a title.
    TitleContinued,
    /// Date and publisher, or reading time and hits.
    Detail,
    /// Where the hits stand; see [`super::map`].
    Strip,
    /// Nothing, between two documents.
    Blank,
}

/// Rows that a title may take where there is room.
const TITLE_ROWS: usize = 3;
/// From this many rows on, a document of the list takes up to five of them, a strip and a blank one.
const ROOMY_ROWS: u16 = 14;
/// Columns at the left of a row, for the mark of the selected one.
pub const MARK_COLUMNS: u16 = 2;

/// The columns of a row's words in a list of so many columns: a blank one is left at the right.
pub const fn text_columns(columns: u16) -> u16 {
    columns.saturating_sub(MARK_COLUMNS + 1)
}

impl List {
    /// Sorts the documents anew, and filters them.
    pub fn arrange(&mut self, sort: Sort, collection: &Collection, findings: &Findings) {
        let documents = &collection.documents;
        let mut order: Vec<usize> = (0..documents.len()).collect();
        self.sort = sort;
        match sort {
            Sort::Collection => {}
            Sort::Date => order.sort_by_key(|&i| Reverse(documents[i].metadata.date)),
            Sort::Title => {
                order.sort_by_cached_key(|&i| documents[i].metadata.title.to_lowercase());
            }
            Sort::Hits => order.sort_by_key(|&i| Reverse(findings.of(i).hits.len())),
        }
        self.sorted = order;
        self.narrow(collection);
    }

    /// Keeps those whose title matches the filter: the best first, unless another order was asked for.
    pub fn narrow(&mut self, collection: &Collection) {
        if self.filter.trim().is_empty() {
            self.order.clone_from(&self.sorted);
            return;
        }
        if self.titles.is_empty() {
            let title = |document: &Document| Utf32String::from(&*document.metadata.title);
            self.titles = collection.documents.iter().map(title).collect();
        }
        let pattern = Pattern::parse(&self.filter, CaseMatching::Smart, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut scored: Vec<(u32, usize)> = self
            .sorted
            .iter()
            .filter_map(|&index| {
                let score = pattern.score(self.titles[index].slice(..), &mut matcher)?;
                Some((score, index))
            })
            .collect();
        if self.sort == Sort::Collection {
            scored.sort_by_key(|&(score, _)| Reverse(score));
        }
        self.order = scored.into_iter().map(|(_, index)| index).collect();
    }

    /// Where document number `index` stands in the order shown.
    pub fn position(&self, index: usize) -> Option<usize> {
        self.order.iter().position(|&shown| shown == index)
    }

    /// The document `by` positions after document number `index` (negative: before), as far as there is one.
    pub fn neighbour(&self, index: usize, by: isize) -> Option<usize> {
        let last = self.order.len().checked_sub(1)?;
        let to = match self.position(index) {
            Some(at) => at.saturating_add_signed(by).min(last),
            None => 0,
        };
        Some(self.order[to])
    }

    /// The documents after number `index`, in order, or those before it, the nearest first.
    pub fn others(&self, index: usize, after: bool) -> Vec<usize> {
        let here = self.position(index).unwrap_or(0);
        if after {
            self.order.iter().skip(here + 1).copied().collect()
        } else {
            let before = &self.order[..here.min(self.order.len())];
            before.iter().rev().copied().collect()
        }
    }

    /// Makes the rows for a pane of `columns` × `rows` in which document `open` can be seen.
    pub fn settle(
        &mut self,
        (columns, rows): (u16, u16),
        open: usize,
        collection: &Collection,
        findings: &Findings,
    ) {
        self.rows.clear();
        let height = usize::from(rows);
        if let Some((first, above)) = self.rolled {
            let first = first.min(self.order.len().saturating_sub(1));
            let mut made = Vec::with_capacity(above + height);
            for position in first..self.order.len() {
                made.append(&mut self.item(position, (columns, rows), collection, findings));
                if made.len() >= above + height {
                    break;
                }
            }
            made.truncate(above + height);
            self.rows = made.split_off(above.min(made.len()));
            self.top = first;
            return;
        }
        let selected = self.position(open).unwrap_or(0);
        let top = self.top.min(selected);
        let item = |position: usize| self.item(position, (columns, rows), collection, findings);
        let mut first = selected;
        let mut used = self.order.get(selected).map_or(0, |_| item(selected).len());
        while first > top {
            used += item(first - 1).len();
            if used > height {
                break;
            }
            first -= 1;
        }
        // Towards the end the last document stands on the last row, not at the top of an empty pane.
        let mut below: usize = (selected + 1..self.order.len().min(selected + 1 + height))
            .map(|position| item(position).len())
            .sum();
        while first > 0 && first <= top {
            below += item(first - 1).len();
            if used + below > height {
                break;
            }
            first -= 1;
        }
        let mut made = Vec::with_capacity(height);
        for position in first..self.order.len() {
            made.append(&mut item(position));
            if made.len() >= height {
                break;
            }
        }
        made.truncate(height);
        self.rows = made;
        self.top = first;
    }

    /// The rows of the document at a position in the order shown.
    fn item(
        &self,
        position: usize,
        (columns, rows): (u16, u16),
        collection: &Collection,
        findings: &Findings,
    ) -> Vec<ListRow> {
        let index = self.order[position];
        let document = &collection.documents[index];
        item(index, document, findings, columns, rows >= ROOMY_ROWS)
    }

    /// Moves the rows of a pane of `size` so many further down the list (negative: up), as far as there are any, and
    /// leaves the selected document where it is. Call [`List::settle`] after it.
    pub fn roll(
        &mut self,
        by: isize,
        size: (u16, u16),
        collection: &Collection,
        findings: &Findings,
    ) {
        let rows_of = |position: usize| self.item(position, size, collection, findings).len();
        let (mut first, mut above) = self.rolled.unwrap_or((self.top, 0));
        let Some(last) = self.order.len().checked_sub(1) else {
            return;
        };
        first = first.min(last);
        for _ in 0..by.unsigned_abs() {
            if by > 0 {
                above += 1;
                if above >= rows_of(first) {
                    (first, above) = (first + 1, 0);
                }
            } else if above > 0 {
                above -= 1;
            } else if first > 0 {
                first -= 1;
                above = rows_of(first).saturating_sub(1);
            }
        }
        // The last document stands on the last rows, unless all of them fit.
        let height = usize::from(size.1);
        let (mut end, mut left) = (self.order.len(), height);
        while end > 0 && left > 0 {
            end -= 1;
            let rows = rows_of(end);
            if rows >= left {
                let lowest = (end, rows - left);
                (first, above) = (first, above).min(lowest);
                left = 0;
            } else {
                left -= rows;
            }
        }
        if left > 0 {
            (first, above) = (0, 0);
        }
        self.rolled = Some((first, above));
    }

    /// Lets the list follow the selected document again.
    pub const fn follow(&mut self) {
        self.rolled = None;
    }
}

fn item(
    index: usize,
    document: &Document,
    findings: &Findings,
    columns: u16,
    roomy: bool,
) -> Vec<ListRow> {
    let columns = text_columns(columns).max(1);
    let row = |kind, text| ListRow {
        document: index,
        kind,
        text,
    };
    let title = &document.metadata.title;
    let mut rows = Vec::with_capacity(5);
    if roomy {
        let filled = Rows::fill(title, &Options::of_line(columns, Fit::First));
        rows.push(row(
            ListRowKind::Title,
            title[filled.row(0).span.range()].to_owned(),
        ));
        for i in 1..filled.len().min(TITLE_ROWS) {
            let span = filled.row(i).span;
            // The last row takes what is left and is cut where that is too long.
            let end = if i + 1 == TITLE_ROWS {
                title.len()
            } else {
                span.end
            };
            rows.push(row(
                ListRowKind::TitleContinued,
                title[span.start..end].to_owned(),
            ));
        }
        let origin = joined([
            document.metadata.date.map(format::short_date),
            document.metadata.publisher.as_deref().map(str::to_owned),
        ]);
        if !origin.is_empty() {
            rows.push(row(ListRowKind::Detail, origin));
        }
        rows.push(row(ListRowKind::Detail, extent(index, document, findings)));
        let has_hits = !findings.of(index).hits.is_empty();
        if has_hits && findings.words(index, document).is_some() {
            rows.push(row(ListRowKind::Strip, String::new()));
        }
        rows.push(row(ListRowKind::Blank, String::new()));
    } else {
        rows.push(row(ListRowKind::Title, title.to_string()));
        let details = joined([
            document.metadata.date.map(format::short_date),
            Some(extent(index, document, findings)),
        ]);
        rows.push(row(ListRowKind::Detail, details));
    }
    for row in &mut rows {
        row.text = gate::ellipsis(&row.text, usize::from(columns)).into_owned();
    }
    rows
}

/// Reading time and hits, as far as they are known.
fn extent(index: usize, document: &Document, findings: &Findings) -> String {
    let found = findings.of(index);
    joined([
        findings
            .words(index, document)
            .map(|words| format!("{} min", format::number(format::minutes(words)))),
        (findings.has_keywords() && found.complete)
            .then(|| format::counted(found.hits.len(), "hit")),
    ])
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
