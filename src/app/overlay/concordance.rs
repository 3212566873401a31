//! The rows of the concordance: what stands to the left, the hit, what stands to the right.

use super::{Target, line::OverlayLine, matches::Around};
use crate::{
    analysis::context::{Context, Extent},
    app::{Model, concordance::Rows},
    text::gate,
};

/// Columns of the document that a row is of.
const LABEL: usize = 12;

/// A line for each row; below the one that is opened, its paragraph.
pub(super) fn lines(model: &Model, rows: &Rows) -> Vec<OverlayLine> {
    let mut lines = Vec::with_capacity(rows.rows.len());
    for row in &rows.rows {
        let document = &model.collection.documents[row.document];
        let label = match document.metadata.date {
            Some(date) => date.to_string(),
            None => gate::ellipsis(&document.metadata.id, LABEL - 1).into_owned(),
        };
        let target = Target::Hit(row.document, row.hit);
        let span = row.hit.span;
        let is_marked = model.concordance.marked.contains(&(row.document, row.hit));
        let mark = if is_marked { '●' } else { ' ' };
        let around = Around::new(row.document, span, model.concordance.extent);
        let label = format!("{mark}{}", gate::padded(&label, LABEL));
        lines.push(OverlayLine::Hit(label, around, target));
        if model.concordance.opened == Some((row.document, row.hit)) {
            let Context { left, right } = Context::of(document, span, Extent::Paragraph);
            let text = format!("{left}{}{right}", document.body.slice(span));
            lines.push(OverlayLine::Paragraph(text));
        }
    }
    lines
}
