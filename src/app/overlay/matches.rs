//! The matches of the search in all documents, a line of context each.

use super::{OverlayRow, Target, line::OverlayLine};
use crate::{
    analysis::context::{Context, Extent},
    app::{Model, format, search::Match},
    text::{bidi, gate, span::Span, words::one_line},
};

/// Matches that are listed; who wants more types more.
const MOST_LISTED: usize = 10_000;

/// A hit of which a row shows what stands around it. That is read from the text only when the row is
/// shown: a long text has more matches than anyone looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    document: usize,
    span: Span,
    extent: Extent,
    /// Whether it says of which document it is.
    has_label: bool,
}

/// Columns of the document that a row is of, and of its date where there is room; a blank is left for its
/// mark.
const LABEL: usize = 14;
const DATE: usize = 11;

/// From this width on there is room for the date.
const WIDE: usize = 100;

/// Words to each side of a hit that is told: of a cut word nobody hears which it was.
const TOLD: usize = 8;

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
        // The count first: titles are cut.
        lines.push(OverlayLine::Heading(match model.linear {
            Some(_) => format!("{count} in {title}"),
            None => format!("{count} · {title}"),
        }));
        let listed = &spans[..spans.len().min(room)];
        room -= listed.len();
        lines.extend(listed.iter().map(|&span| {
            let target = Target::Match(Match {
                document: index,
                span,
            });
            OverlayLine::Hit(Around::new(index, span), target)
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
    /// What stands around `span` in document number `document`.
    const fn new(document: usize, span: Span) -> Self {
        Self {
            document,
            span,
            extent: Extent::Paragraph,
            has_label: false,
        }
    }

    /// The same, as far as `extent` says, after the document's date or id.
    pub(super) const fn labelled(document: usize, span: Span, extent: Extent) -> Self {
        Self {
            document,
            span,
            extent,
            has_label: true,
        }
    }

    fn label(self, model: &Model, columns: usize) -> String {
        if !self.has_label {
            return String::new();
        }
        let metadata = &model.collection.documents[self.document].metadata;
        let id = gate::ellipsis(&metadata.id, LABEL - 1);
        let id = gate::padded(&id, LABEL);
        if columns < WIDE {
            return format!(" {id}");
        }
        let date = metadata.date.map(|date| date.to_string());
        let date = gate::padded(&date.unwrap_or_default(), DATE);
        format!(" {date}{id}")
    }

    /// What stands before the hit, and after it, and the hit, on one line.
    fn read(self, model: &Model) -> (Context, String) {
        let document = &model.collection.documents[self.document];
        let context = Context::of(document, self.span, self.extent);
        (context, one_line(&document.body.slice(self.span)))
    }

    /// All of it.
    pub(super) fn text(self, model: &Model) -> String {
        let (Context { left, right }, node) = self.read(model);
        format!("{left}{node}{right}")
    }

    /// The row where it is told and not shown: the hit between brackets, and of which text it is at the end. The title
    /// is said of the selected row.
    fn told(self, model: &Model) -> String {
        let extent = match self.extent {
            Extent::Paragraph => Extent::Words(TOLD),
            extent => extent,
        };
        let (Context { left, right }, node) = Self { extent, ..self }.read(model);
        let id = &model.collection.documents[self.document].metadata.id;
        let label = if self.has_label {
            format!(", in {id}")
        } else {
            String::new()
        };
        format!("{left}[{node}]{}{label}", right.trim_end())
    }

    /// Completes a row of `columns`; the hits of all rows stand below each other, after
    /// two fifths. Around one that is read from right to left the sides are changed, as it is read.
    pub(super) fn complete(self, row: &mut OverlayRow, model: &Model, columns: u16) {
        if model.linear.is_some() {
            row.name = self.told(model);
            return;
        }
        let (context, node) = self.read(model);
        let columns = usize::from(columns);
        let label = self.label(model, columns);
        let room = columns.saturating_sub(gate::columns(&label));
        let side = room * 2 / 5;
        let rest = room.saturating_sub(side + gate::columns(&node));
        // Who reads from right to left finds what comes before the hit at its right.
        let is_mirrored = model.settings.order().reorders() && bidi::begins_at_the_right(&node);
        let (left, right) = if is_mirrored {
            let Context { left, right } = context.cut(rest, side);
            (right, left)
        } else {
            let Context { left, right } = context.cut(side, rest);
            (left, right)
        };
        let blanks = " ".repeat(side.saturating_sub(gate::columns(&left)));
        let before = format!("{label}{blanks}{left}");
        let text = format!("{before}{node}{right}");
        let end = before.len() + node.len();
        let name = gate::ellipsis(&text, columns).into_owned();
        // Where the hit itself is cut, the sign for that stands out with it.
        let place = |at: usize| name.ceil_char_boundary(at.min(name.len()));
        row.found = Some(Span::new(place(before.len()), place(end)));
        row.name = name;
    }
}
