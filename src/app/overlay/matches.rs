//! The matches of the search in all documents, a line of context each.

use super::{OverlayLine, OverlayRow, Target};
use crate::{
    app::{Model, format, search::Match},
    collection::document::Document,
    text::{gate, span::Span, words::one_line},
};

/// Matches that are listed; who wants more types more.
const MOST_LISTED: usize = 1_000;

/// Bytes on each side of a match that are looked at for its line.
const CONTEXT: usize = 200;

/// A match and what stands around it in its paragraph, each on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Around {
    found: Match,
    before: String,
    matched: String,
    after: String,
}

/// The matches by document, in the order of the list.
pub(super) fn lines(model: &Model) -> Vec<OverlayLine> {
    let search = &model.search;
    let mut lines = Vec::new();
    let mut room = MOST_LISTED;
    for &index in &model.list.order {
        let spans = search.matches(index);
        if spans.is_empty() {
            continue;
        }
        let document = &model.collection.documents[index];
        let title = &document.metadata.title;
        let count = search.counted(spans.len());
        lines.push(OverlayLine::Heading(format!("{title} · {count}")));
        let listed = &spans[..spans.len().min(room)];
        room -= listed.len();
        lines.extend(listed.iter().map(|&span| {
            let found = Match {
                document: index,
                span,
            };
            OverlayLine::Match(Box::new(Around::of(document, found)))
        }));
        if listed.len() < spans.len() {
            let more = format::counted(spans.len() - listed.len(), "more match");
            lines.push(OverlayLine::Pair(String::new(), format!("{more} here")));
        }
    }
    lines
}

impl Around {
    fn of(document: &Document, found: Match) -> Self {
        let span = found.span;
        let block = document
            .stretch_at(span.start)
            .map_or(span, |stretch| stretch.block.span);
        let start = span.start.saturating_sub(CONTEXT).max(block.start);
        let end = (span.end + CONTEXT).min(block.end.max(span.end));
        let before = document.body.slice(Span::new(start, span.start));
        let after = document.body.slice(Span::new(span.end, end));
        // A word that the context begins or ends in the middle of is left out.
        let whole = |text: &str, cut: bool| match text.find(char::is_whitespace) {
            Some(at) if cut => text[at..].to_owned(),
            _ => text.to_owned(),
        };
        let blank = |there: bool| if there { " " } else { "" };
        let ends_blank = before.ends_with(char::is_whitespace);
        let begins_blank = after.starts_with(char::is_whitespace);
        Self {
            found,
            before: one_line(&whole(&before, start > block.start)) + blank(ends_blank),
            matched: one_line(&document.body.slice(span)),
            after: blank(begins_blank).to_owned() + &one_line(&after),
        }
    }

    /// All of it.
    pub(super) fn text(&self) -> String {
        format!("{}{}{}", self.before, self.matched, self.after)
    }

    /// One row of `columns`; the match begins after a third.
    pub(super) fn row(&self, columns: u16) -> OverlayRow {
        let third = usize::from(columns) / 3;
        let mut start = 0;
        for (at, cluster) in gate::clusters(&self.before) {
            if gate::columns(&self.before[start..]) < third {
                break;
            }
            start = at + cluster.len();
        }
        let lead = if start > 0 { "…" } else { "" };
        let before = format!("{lead}{}", &self.before[start..]);
        // The matches stand below each other.
        let blanks = third.saturating_sub(gate::columns(&before));
        let before = " ".repeat(blanks) + &before;
        let end = before.len() + self.matched.len();
        let text = format!("{before}{}{}", self.matched, self.after);
        let name = gate::ellipsis(&text, usize::from(columns)).into_owned();
        OverlayRow {
            found: Some(Span::new(before.len().min(name.len()), end.min(name.len()))),
            name,
            target: Some(Target::Match(self.found)),
            ..OverlayRow::default()
        }
    }
}
