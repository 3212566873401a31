//! The rows of the concordance: what stands to the left, the hit, what stands to the right.

use super::{Target, line::OverlayLine, matches::Around};
use crate::{
    analysis::{
        concordance::Row,
        context::{Context, Extent},
    },
    app::Model,
    keyword::Hit,
};

/// A line for each row; below the one that is opened, its paragraph.
pub(super) fn lines(
    model: &Model,
    rows: &[&Row],
    opened: Option<(usize, Hit)>,
) -> Vec<OverlayLine> {
    let mut lines = Vec::with_capacity(rows.len() + 1);
    for row in rows {
        let target = Target::Hit(row.document, row.hit);
        let around = Around::labelled(row.document, row.hit.span, model.concordance.extent);
        lines.push(OverlayLine::Hit(around, target));
        if opened == Some((row.document, row.hit)) {
            let document = &model.collection.documents[row.document];
            let Context { left, right } = Context::of(document, row.hit.span, Extent::Paragraph);
            let text = format!("{left}{}{right}", document.body.slice(row.hit.span));
            lines.push(OverlayLine::Paragraph(text));
        }
    }
    lines
}
