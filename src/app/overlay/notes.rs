//! The list of marks, highlights and notes.

use super::{Target, line::OverlayLine};
use crate::{
    app::Model,
    text::{gate::padded, span::Span, words::one_line},
};

/// Columns of the title of a text.
const TITLE: usize = 24;

/// Bytes of text that are shown at most.
const SHOWN: usize = 400;

/// A line for each: first those that have a place, then those that have none now.
pub(super) fn lines(model: &Model) -> Vec<OverlayLine> {
    let placed = model.placed_notes();
    let documents = &model.collection.documents;
    let text = |index: usize, span: Span| {
        let end = span.end.min(span.start + SHOWN);
        one_line(&documents[index].body.slice(Span::new(span.start, end)))
    };
    let mut marks = Vec::new();
    let mut highlights = Vec::new();
    let mut others = Vec::new();
    let mut elsewhere = Vec::new();
    for (number, ((name, mark), place)) in model.notes.marks.iter().zip(&placed.marks).enumerate() {
        let letter = name.rsplit(' ').next().unwrap_or_default();
        let (list, title, words) = match place {
            Some((index, Some(span))) => {
                let title = documents[*index].metadata.title.to_string();
                (&mut marks, title, text(*index, *span))
            }
            Some((index, None)) => {
                let title = documents[*index].metadata.title.to_string();
                (
                    &mut others,
                    format!("changed: {title}"),
                    mark.anchor.exact.clone(),
                )
            }
            // A small letter belongs to its text.
            None if !letter.starts_with(char::is_uppercase) => continue,
            None => (
                &mut elsewhere,
                "not open".to_owned(),
                mark.anchor.exact.clone(),
            ),
        };
        let row = format!("{letter}  {}  {words}", padded(&title, TITLE));
        list.push(OverlayLine::Row(row, Some(Target::Mark(number)), None));
    }
    for (number, (highlight, place)) in model
        .notes
        .highlights
        .iter()
        .zip(&placed.highlights)
        .enumerate()
    {
        let (list, words) = match place {
            Some((index, Some(span))) => (&mut highlights, text(*index, *span)),
            Some((_, None)) => (&mut others, highlight.anchor.exact.clone()),
            None => (&mut elsewhere, highlight.anchor.exact.clone()),
        };
        let color = highlight.number();
        let row = format!("{color}  {}  “{words}”", padded(&highlight.title, TITLE));
        list.push(OverlayLine::Row(row, Some(Target::Highlight(number)), None));
        if !highlight.note.is_empty() {
            list.push(OverlayLine::Paragraph(highlight.note.clone()));
        }
    }
    let mut lines = Vec::new();
    for (name, list) in [
        ("Marks", marks),
        ("Highlights and notes", highlights),
        ("Not found in the texts as they are now", others),
        ("In texts that are not open", elsewhere),
    ] {
        if !list.is_empty() {
            lines.push(OverlayLine::Heading(name.to_owned()));
            lines.extend(list);
        }
    }
    lines
}
