//! The matches of the search in all documents, a line of context each.

use super::{OverlayLine, OverlayRow, Target};
use crate::{
    analysis::context::{Context, Extent},
    app::{Model, format, search::Match},
    collection::document::Document,
    text::{gate, span::Span, words::one_line},
};

/// Matches that are listed; who wants more types more.
const MOST_LISTED: usize = 1_000;

/// A hit and what stands around it in its paragraph, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Around {
    /// What stands before all that.
    pub(super) label: String,
    context: Context,
    node: String,
    target: Target,
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
            let target = Target::Match(found);
            OverlayLine::Match(Box::new(Around::of(
                document,
                span,
                Extent::Paragraph,
                target,
            )))
        }));
        if listed.len() < spans.len() {
            let more = format::number(spans.len() - listed.len());
            lines.push(OverlayLine::Pair(
                String::new(),
                format!("{more} more here"),
            ));
        }
    }
    lines
}

impl Around {
    /// What stands around `span` in `document`.
    pub(super) fn of(document: &Document, span: Span, extent: Extent, target: Target) -> Self {
        Self {
            label: String::new(),
            context: Context::of(document, span, extent),
            node: one_line(&document.body.slice(span)),
            target,
        }
    }

    /// All of it.
    pub(super) fn text(&self) -> String {
        let Context { left, right } = &self.context;
        format!("{}{left}{}{right}", self.label, self.node)
    }

    /// One row of `columns`; the hits of all rows stand below each other, after two fifths.
    pub(super) fn row(&self, columns: u16) -> OverlayRow {
        let columns = usize::from(columns);
        let room = columns.saturating_sub(gate::columns(&self.label));
        let side = room * 2 / 5;
        let right = room.saturating_sub(side + gate::columns(&self.node));
        let Context { left, right } = self.context.cut(side, right);
        let blanks = " ".repeat(side.saturating_sub(gate::columns(&left)));
        let before = format!("{}{blanks}{left}", self.label);
        let text = format!("{before}{}{right}", self.node);
        let name = gate::ellipsis(&text, columns).into_owned();
        let end = before.len() + self.node.len();
        OverlayRow {
            found: Some(Span::new(before.len().min(name.len()), end.min(name.len()))),
            name,
            target: Some(self.target),
            ..OverlayRow::default()
        }
    }
}
