//! The list of marks, highlights and notes.

use super::{Target, line::OverlayLine};
use crate::{
    app::{
        Model,
        anchor::{Anchor, Change, Found},
        format::quoted,
    },
    collection::{document::Document, unit::Unit},
    text::{gate::padded, span::Span, words::one_line},
};
use std::path::Path;

/// Columns of the title of a text.
const TITLE: usize = 24;

/// Bytes of text that are shown at most.
const SHOWN: usize = 400;

/// The parts of the list, in order.
#[derive(Clone, Copy)]
enum Part {
    Marks,
    Highlights,
    NotFound,
    NotOpen,
}

impl Part {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Marks, "Marks"),
        (Self::Highlights, "Highlights and notes"),
        (Self::NotFound, "Not found in the texts as they are now"),
        (Self::NotOpen, "In texts that are not open"),
    ];

    /// The part that something belongs to, `found` where it is.
    const fn of(place: Option<&(usize, Option<Found>)>, found: Self) -> Self {
        match place {
            Some((_, Some(_))) => found,
            Some((_, None)) => Self::NotFound,
            None => Self::NotOpen,
        }
    }
}

/// A line for each: first those that have a place, then those that have none now. Where the text has changed, what
/// stood there is below.
pub(super) fn lines(model: &Model) -> Vec<OverlayLine> {
    let placed = model.placed_notes();
    let documents = &model.collection.documents;
    let words = |place: Option<&(usize, Option<Found>)>, anchor: &Anchor| match place {
        Some((index, Some(found))) => shown(&documents[*index], found.span),
        _ => one_line(&anchor.words()),
    };
    // What is to be said of it beside its words.
    let below = |place: Option<&(usize, Option<Found>)>, anchor: &Anchor, key: &str| match place {
        Some((_, Some(found))) => {
            let was = match found.change {
                Change::Words => format!("; it was {}", quoted(&one_line(&anchor.words()))),
                Change::None | Change::Around => String::new(),
            };
            found.change.in_words().map(|said| format!("≠ {said}{was}"))
        }
        Some((_, None)) => None,
        None => Some(key.to_owned()),
    };
    let mut parts = Part::ALL.map(|_| Vec::new());
    for (number, ((name, mark), place)) in model.notes.marks.iter().zip(&placed.marks).enumerate() {
        let place = place.as_ref();
        let letter = name.rsplit(' ').next().unwrap_or_default();
        let title = title(model, place, &mark.title, &mark.document);
        let mut words = words(place, &mark.anchor);
        // A mark is a place; its block goes on.
        if !mark.anchor.beside.after.is_empty() && !words.ends_with('…') {
            words.push_str(" …");
        }
        let row = format!("{letter}  {}  {words}", padded(&title, TITLE));
        let list = &mut parts[Part::of(place, Part::Marks) as usize];
        list.push(OverlayLine::Row(row, Some(Target::Mark(number)), None));
        let below = below(place, &mark.anchor, &mark.document);
        list.extend(below.map(OverlayLine::Paragraph));
    }
    let highlights = model.notes.highlights.iter().zip(&placed.highlights);
    for (number, (highlight, place)) in highlights.enumerate() {
        let place = place.as_ref();
        let color = highlight.number();
        let words = quoted(&words(place, &highlight.anchor));
        let row = format!("{color}  {}  {words}", padded(&highlight.title, TITLE));
        let list = &mut parts[Part::of(place, Part::Highlights) as usize];
        list.push(OverlayLine::Row(row, Some(Target::Highlight(number)), None));
        let said = below(place, &highlight.anchor, &highlight.document).into_iter();
        let note = highlight.note.lines().map(str::to_owned);
        let below: Vec<String> = said.chain(note).collect();
        if !below.is_empty() {
            list.push(OverlayLine::Paragraph(below.join("\n")));
        }
    }
    let mut lines = Vec::new();
    for ((_, name), list) in Part::ALL.iter().zip(parts) {
        if !list.is_empty() {
            lines.push(OverlayLine::Heading((*name).to_owned()));
            lines.extend(list);
        }
    }
    lines
}

/// The words of a part of a text on one line; where the last of them is cut or the block goes on, that is seen.
pub(super) fn shown(document: &Document, span: Span) -> String {
    let end = span.end.min(span.start + SHOWN);
    let text = document.body.slice(Span::new(span.start, end));
    let last = document.unit_at(span.start + text.len().saturating_sub(1), Unit::Word);
    let is_cut = last.is_some_and(|word| word.start < end && word.end > end);
    let kept = match last {
        // A word that is longer than all that is shown is shown as far as it goes.
        Some(word) if is_cut && word.start > span.start => word.start - span.start,
        _ => text.len(),
    };
    let words = one_line(&text[..kept]);
    if is_cut || end < span.end {
        format!("{words} …")
    } else {
        words
    }
}

/// The title of the text that something is in; where nobody knows it, the name of its file.
pub(super) fn title(
    model: &Model,
    place: Option<&(usize, Option<Found>)>,
    noted: &str,
    key: &str,
) -> String {
    let name = || {
        let name = Path::new(key).file_name().and_then(|name| name.to_str());
        name.unwrap_or(key).to_owned()
    };
    match place {
        Some((index, _)) => model.collection.documents[*index]
            .metadata
            .title
            .to_string(),
        None if noted.is_empty() => name(),
        None => noted.to_owned(),
    }
}
