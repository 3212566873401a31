//! `catchword show`
//!
//! Lines break where the reading pane would break them with the settings of the configuration file: what decides that
//! is followed. They are not made even at the right: what is printed is searched and compared, blank by blank.

use super::{Outcome, output::Output};
use crate::{
    app::{
        reader::{
            Line, Place, Sheet,
            header::HeaderRow,
            layout::{Layouts, Typography},
        },
        settings::Settings,
    },
    collection::Collection,
    text::gate,
};
use serde::Serialize;

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    document: &'a str,
    start: usize,
    end: usize,
    text: String,
}

/// Prints the document called `id`, broken into lines as the reading pane breaks it, `columns` wide.
pub fn run(
    collection: &Collection,
    id: &str,
    columns: u16,
    settings: Settings,
    json: bool,
) -> anyhow::Result<Outcome> {
    let documents = &collection.documents;
    let Some(index) = documents
        .iter()
        .position(|document| document.metadata.id == id)
    else {
        anyhow::bail!("no document `{id}`; `catchword list` prints the ids");
    };
    let mut layouts = Layouts::default();
    let mut sheet = Sheet {
        document: &documents[index],
        index,
        typography: Typography {
            justifies: false,
            ..Typography::of(&settings, columns)
        },
        only: None,
        hides_furniture: false,
        gone_to: [None; 2],
        layouts: &mut layouts,
    };
    let mut output = Output::new();
    // Above the heading the screen has a blank row, a file has none.
    let mut next = sheet.line(Place::TOP);
    if let Some(blank) = next.take_if(|line| line.layout.header.is_some()) {
        next = sheet.below(&blank);
    }
    while let Some(line) = next {
        if !json {
            output.line(text_of(&line).trim_end())?;
        } else if let Some(row) = line.layout.row(line.line) {
            let span = line.layout.span(&row);
            output.record(&Record {
                r#type: "line",
                document: id,
                start: span.start,
                end: span.end,
                text: text_of(&line).trim_end().to_owned(),
            })?;
        }
        next = sheet.below(&line);
    }
    output.finish()?;
    Ok(Outcome::Found)
}

/// A line as text, with what stands around it.
fn text_of(line: &Line) -> String {
    let layout = &*line.layout;
    let Some(row) = layout.row(line.line) else {
        let header = layout.header.as_ref();
        return match header.and_then(|header| header.rows.get(line.line)) {
            Some(HeaderRow::Title(text) | HeaderRow::Detail(text)) => text.clone(),
            Some(HeaderRow::Blank) | None => String::new(),
        };
    };
    let mut text = String::new();
    let mut width = 0;
    for decoration in layout.decorations(line.line) {
        text.extend(std::iter::repeat_n(
            ' ',
            usize::from(decoration.column).saturating_sub(width),
        ));
        text.push_str(&decoration.text);
        width = gate::columns(&text);
    }
    text.extend(std::iter::repeat_n(
        ' ',
        usize::from(layout.indent + row.indent).saturating_sub(width),
    ));
    for glyph in layout.glyphs(line.line) {
        text.push_str(&glyph.shown.symbol);
    }
    if row.hyphen {
        text.push('-');
    }
    text
}
