//! `catchword show`
//!
//! Lines break where the reading pane would break them with the settings of the configuration file: what decides that
//! is followed. They are not made even at the right: what is printed is searched and compared, blank by blank. On a
//! terminal, what is written from right to left stands as it does on the screen; elsewhere as it does in the text.

use super::{Opened, Outcome, output::Output};
use crate::{
    app::{
        reader::{
            Line, Place, Sheet,
            header::HeaderRow,
            layout::{Layouts, Typography},
        },
        settings::Settings,
    },
    keyword::{self, Hit, painted},
    text::{
        bidi::{self, Order},
        gate,
        span::Span,
    },
    view::printed::{Look, Painter, Part},
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
    opened: &Opened,
    id: &str,
    columns: u16,
    settings: Settings,
    json: bool,
    painter: Option<Painter>,
) -> anyhow::Result<Outcome> {
    let documents = &opened.collection.documents;
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
    let mut output = Output::painted_with(painter);
    let set = &*opened.keywords;
    let hits = if output.paints() && !json {
        let whole = Span::new(0, usize::MAX);
        let found = keyword::scan(&documents[index], &opened.matcher(), whole);
        painted(&found, set)
    } else {
        Vec::new()
    };
    let mut is_explicit = false;
    // Above the heading the screen has a blank row, a file has none.
    let mut next = sheet.line(Place::TOP);
    if let Some(blank) = next.take_if(|line| line.layout.header.is_some()) {
        next = sheet.below(&blank);
    }
    while let Some(line) = next {
        if !json {
            let (text, hits) = text_of(&line, order, &hits);
            if order == Order::Visual && !is_explicit && bidi::has_right_to_left(&text) {
                output.made(EXPLICIT)?;
                is_explicit = true;
            }
            let part = |(span, hit): (Span, Hit)| {
                let order = set.terms[hit.term.index()].category;
                let look = Look::Hit(&set.categories[order], order);
                Part { span, look }
            };
            let parts: Vec<Part<'_>> = hits.into_iter().map(part).collect();
            output.painted(text.trim_end(), &parts)?;
        } else if let Some(row) = line.layout.row(line.line) {
            let span = line.layout.span(&row);
            output.record(&Record {
                r#type: "line",
                document: id,
                start: span.start,
                end: span.end,
                text: text_of(&line, order, &[]).0.trim_end().to_owned(),
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

/// A line as text, with what stands around it, and where in it which of `hits` stand.
fn text_of(line: &Line, order: Order, hits: &[Hit]) -> (String, Vec<(Span, Hit)>) {
    let layout = &*line.layout;
    let mut cells = Cells::default();
    let Some(row) = layout.row(line.line) else {
        if let Some((column, HeaderRow::Title(text) | HeaderRow::Detail(text))) =
            layout.heading(line.line)
        {
            cells.put(column.into(), &bidi::printed(text, order), None);
        }
        return cells.into_text();
    };
    for decoration in layout.decorations(line.line) {
        cells.put(decoration.column.into(), &decoration.text, None);
    }
    let start = usize::from(layout.indent);
    let base = layout.stretch.block.span.start;
    let (mut first, mut end) = (
        start + usize::from(row.indent),
        start + usize::from(row.indent),
    );
    let mut last = None;
    for (number, glyph) in layout.glyphs(line.line).enumerate() {
        let (at, column) = (glyph.span.start + base, start + glyph.column);
        let next = hits.partition_point(|hit| hit.span.end <= at);
        last = hits.get(next).filter(|hit| hit.span.contains(at)).copied();
        cells.put(column, &glyph.shown.symbol, last);
        first = if number == 0 {
            column
        } else {
            first.min(column)
        };
        end = end.max(column + usize::from(glyph.shown.columns));
    }
    if row.hyphen {
        let column = if row.is_rtl {
            first.saturating_sub(1)
        } else {
            end
        };
        cells.put(column, "-", last);
    }
    cells.into_text()
}

/// What stands in the columns of a line, and which hit there is.
#[derive(Default)]
struct Cells(Vec<(usize, String, Option<Hit>)>);

impl Cells {
    fn put(&mut self, column: usize, symbol: &str, hit: Option<Hit>) {
        self.0.push((column, symbol.to_owned(), hit));
    }

    fn into_text(mut self) -> (String, Vec<(Span, Hit)>) {
        self.0.sort_by_key(|(column, ..)| *column);
        let mut text = String::new();
        let mut parts: Vec<(Span, Hit)> = Vec::new();
        let mut width = 0;
        for (column, symbol, hit) in self.0 {
            let gap = column.saturating_sub(width);
            text.extend(std::iter::repeat_n(' ', gap));
            let start = text.len();
            text.push_str(&symbol);
            width += gap + gate::columns(&symbol);
            let Some(hit) = hit else { continue };
            match parts.last_mut() {
                Some((span, last)) if *last == hit && span.end == start => span.end = text.len(),
                _ => parts.push((Span::new(start, text.len()), hit)),
            }
        }
        (text, parts)
    }
}
