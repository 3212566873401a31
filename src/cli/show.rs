//! `catchword show`
//!
//! Lines break where the reading pane would break them with the settings of the configuration file: what decides that
//! is followed. They are not made even at the right: what is printed is searched and compared, blank by blank. On a
//! terminal, what is written from right to left stands as it does on the screen; elsewhere as it does in the text.

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
    text::{
        bidi::{self, Order},
        gate,
    },
};
use serde::Serialize;
use std::io::{self, IsTerminal};

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
    let order = if !json && io::stdout().is_terminal() {
        settings.order()
    } else {
        Order::Text
    };
    let mut layouts = Layouts::default();
    let mut sheet = Sheet {
        document: &documents[index],
        index,
        typography: Typography {
            justifies: false,
            order,
            ..Typography::of(&settings, columns)
        },
        only: None,
        hides_furniture: false,
        gone_to: [None; 2],
        layouts: &mut layouts,
    };
    let mut output = Output::new();
    let mut is_explicit = false;
    // Above the heading the screen has a blank row, a file has none.
    let mut next = sheet.line(Place::TOP);
    if let Some(blank) = next.take_if(|line| line.layout.header.is_some()) {
        next = sheet.below(&blank);
    }
    while let Some(line) = next {
        if !json {
            let text = text_of(&line, order);
            if order == Order::Visual && !is_explicit && bidi::has_right_to_left(&text) {
                output.made(EXPLICIT)?;
                is_explicit = true;
            }
            output.line(text.trim_end())?;
        } else if let Some(row) = line.layout.row(line.line) {
            let span = line.layout.span(&row);
            output.record(&Record {
                r#type: "line",
                document: id,
                start: span.start,
                end: span.end,
                text: text_of(&line, order).trim_end().to_owned(),
            })?;
        }
        next = sheet.below(&line);
    }
    if is_explicit {
        output.made(IMPLICIT)?;
    }
    output.finish()?;
    Ok(Outcome::Found)
}

/// Bidirectional support mode (ECMA-48, mode 8) reset: what is printed stands as it is to be seen. Few terminals know
/// it, and the others reorder nothing.
const EXPLICIT: &str = "\x1b[8l";
/// The same mode set, as terminals that know it begin.
const IMPLICIT: &str = "\x1b[8h";

/// A line as text, with what stands around it.
fn text_of(line: &Line, order: Order) -> String {
    let layout = &*line.layout;
    let Some(row) = layout.row(line.line) else {
        let mut cells = Cells::default();
        if let Some((column, HeaderRow::Title(text) | HeaderRow::Detail(text))) =
            layout.heading(line.line)
        {
            cells.put(column.into(), &bidi::printed(text, order));
        }
        return cells.into_text();
    };
    let mut cells = Cells::default();
    for decoration in layout.decorations(line.line) {
        cells.put(decoration.column.into(), &decoration.text);
    }
    let start = usize::from(layout.indent);
    let (mut first, mut end) = (
        start + usize::from(row.indent),
        start + usize::from(row.indent),
    );
    for (number, glyph) in layout.glyphs(line.line).enumerate() {
        let column = start + glyph.column;
        cells.put(column, &glyph.shown.symbol);
        first = if number == 0 {
            column
        } else {
            first.min(column)
        };
        end = end.max(column + usize::from(glyph.shown.columns));
    }
    if row.hyphen {
        cells.put(
            if row.is_rtl {
                first.saturating_sub(1)
            } else {
                end
            },
            "-",
        );
    }
    cells.into_text()
}

/// What stands in the columns of a line.
#[derive(Default)]
struct Cells(Vec<(usize, String)>);

impl Cells {
    fn put(&mut self, column: usize, symbol: &str) {
        self.0.push((column, symbol.to_owned()));
    }

    fn into_text(mut self) -> String {
        self.0.sort_by_key(|(column, _)| *column);
        let mut text = String::new();
        let mut width = 0;
        for (column, symbol) in self.0 {
            let gap = column.saturating_sub(width);
            text.extend(std::iter::repeat_n(' ', gap));
            text.push_str(&symbol);
            width += gap + gate::columns(&symbol);
        }
        text
    }
}
