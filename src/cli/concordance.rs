//! `catchword concordance`

mod columns;

use super::{
    Opened, Outcome,
    arguments::Rows,
    output::{Output, tell},
    subject,
};
use crate::{
    analysis::{
        concordance::{self, LEVELS, Row},
        context::{Context, Extent},
        export::{Format, Record},
    },
    app::format::counted,
    tui,
    view::printed::{Look, Painter, Part},
};
use columns::Columns;
use std::borrow::Cow;

/// Words on each side where neither a number of them is asked for nor columns are.
const WORDS: usize = 10;

/// Prints the rows of what `asked` means, in the order asked for.
pub fn run(
    opened: &Opened,
    asked: &str,
    options: &Rows,
    json: bool,
    painter: Option<Painter>,
) -> anyhow::Result<Outcome> {
    if options.sort.len() > LEVELS {
        anyhow::bail!("rows are sorted by at most {LEVELS} keys");
    }
    let terms = subject::terms(asked, &options.toggles, &opened.keywords)?;
    let is_search = terms.categories != opened.keywords.categories;
    let opened = opened.asked_for(terms);
    let documents = &opened.collection.documents;
    let mut rows = Vec::new();
    for (index, (document, hits)) in documents.iter().zip(opened.hits()).enumerate() {
        rows.extend(concordance::rows(index, document, &hits, &opened.keywords));
    }
    let mut shown = concordance::sorted(&rows, &options.sort);
    if options.unique {
        shown = concordance::without_duplicates(shown);
    }
    let looks = Looks { painter, is_search };
    print(&opened, &shown, options, json, looks)?;
    let repeated = rows.len() - shown.len();
    if repeated > 0 {
        tell(format!(
            "left out as repeated: {}",
            counted(repeated, "row")
        ));
    }
    Ok(if rows.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Found
    })
}

/// How what was asked about looks.
struct Looks {
    painter: Option<Painter>,
    /// Whether it is what a search has found, and no keyword.
    is_search: bool,
}

/// Prints the rows with as much of the text around them as is asked for, in columns or as fields.
fn print(
    opened: &Opened,
    rows: &[&Row],
    options: &Rows,
    json: bool,
    looks: Looks,
) -> anyhow::Result<()> {
    let documents = &opened.collection.documents;
    let format = options.format(json);
    let width = match options.width {
        None if format.is_none() && !options.sentence => Some(tui::columns()),
        width => width,
    };
    let columns = width.map_or_else(
        || Columns::uncut(rows, documents),
        |width| Columns::of(usize::from(width), rows, documents),
    );
    let extent = match options.words {
        Some(words) => Extent::Words(usize::from(words)),
        None if options.sentence => Extent::Sentence,
        None if width.is_some() => Extent::Paragraph,
        None => Extent::Words(WORDS),
    };
    let mut output = Output::painted_with(looks.painter);
    if let Some(format) = format {
        output.made(&format.header())?;
    }
    for row in rows {
        let document = &documents[row.document];
        let context = Context::of(document, row.hit.span, extent);
        let mut record = Record::of(row, document, &opened.keywords, context);
        let (node, context) = columns.cut(&record.on_one_line(), record.context);
        record.context = context;
        match format {
            None => {
                let (line, span) = columns.line(record.document, &node, &record.context);
                let set = &opened.keywords;
                let order = set.terms[row.hit.term.index()].category;
                let look = if looks.is_search {
                    Look::Found
                } else {
                    Look::Hit(&set.categories[order], order)
                };
                output.painted(&line, &[Part { span, look }])?;
            }
            Some(format) => {
                // An object has the hit's text as it is.
                if format != Format::JsonLines {
                    record.node = Cow::Owned(node);
                }
                output.made(&format.row(&record))?;
            }
        }
    }
    output.finish()?;
    Ok(())
}
