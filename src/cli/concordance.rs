//! `catchword concordance`

use super::{
    Opened, Outcome,
    arguments::Rows,
    output::{Format, Output},
    subject,
};
use crate::{
    analysis::{
        concordance::{self, FIELDS, LEVELS, Row},
        context::{Context, Extent},
    },
    collection::document::Document,
    keyword::KeywordSet,
    text::{gate, words},
    tui,
};
use serde::Serialize;

/// Words on each side where neither a number of them is asked for nor columns are.
const WORDS: usize = 10;

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    document: &'a str,
    date: Option<String>,
    start: usize,
    end: usize,
    category: &'a str,
    term: &'a str,
    alias: Option<&'a str>,
    left: &'a str,
    node: &'a str,
    right: &'a str,
    furniture: bool,
}

/// A row as it is printed.
struct Printed<'a> {
    row: &'a Row,
    document: &'a Document,
    /// The hit's text on one line, cut like its context.
    node: String,
    context: Context,
}

/// Prints the rows of what `asked` means, in the order asked for.
pub fn run(opened: &Opened, asked: &str, options: &Rows, json: bool) -> anyhow::Result<Outcome> {
    if options.sort.len() > LEVELS {
        anyhow::bail!("rows are sorted by at most {LEVELS} keys");
    }
    let terms = subject::terms(asked, &options.toggles, &opened.keywords)?;
    let opened = opened.asked_for(terms);
    let documents = &opened.collection.documents;
    let mut rows = Vec::new();
    for (index, (document, hits)) in documents.iter().zip(opened.hits()).enumerate() {
        rows.extend(concordance::rows(index, document, &hits, &opened.keywords));
    }
    concordance::sort(&mut rows, &options.sort);
    let format = Format::of(json, options.tsv);
    let width = match options.width {
        None if format == Format::Text && !options.sentence => Some(tui::columns()),
        width => width,
    };
    let columns = width.map(|width| Columns::of(usize::from(width), &rows, documents));
    let printed = printed(&rows, documents, options, columns.as_ref());
    let mut output = Output::new();
    match format {
        Format::Text => print_lines(&printed, columns.map_or(0, |it| it.left), &mut output)?,
        Format::Json => print_records(&printed, &opened.keywords, &mut output)?,
        Format::Tsv => print_fields(&printed, &opened.keywords, &mut output)?,
    }
    output.finish()?;
    Ok(if rows.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Found
    })
}

/// The rows with as much of the text around them as is asked for, cut to `columns`.
fn printed<'a>(
    rows: &'a [Row],
    documents: &'a [Document],
    options: &Rows,
    columns: Option<&Columns>,
) -> Vec<Printed<'a>> {
    let extent = match options.words {
        Some(words) => Extent::Words(usize::from(words)),
        None if options.sentence => Extent::Sentence,
        None if columns.is_some() => Extent::Paragraph,
        None => Extent::Words(WORDS),
    };
    let print = |row: &'a Row| {
        let document = &documents[row.document];
        let node = words::one_line(&document.body.slice(row.hit.span));
        let context = Context::of(document, row.hit.span, extent);
        let (node, context) = match columns {
            Some(columns) => columns.cut(&node, &context),
            None => (node, context),
        };
        Printed {
            row,
            document,
            node,
            context,
        }
    };
    rows.iter().map(print).collect()
}

/// How the columns of a row are shared out.
struct Columns {
    left: usize,
    /// What node and right context have together.
    rest: usize,
}

/// What stands between document and left context.
const GAP: &str = "  ";

/// What stands on both sides of the node.
const BAR: &str = "│";

impl Columns {
    /// For rows of `width` columns: both sides get the same, beside a node of usual length.
    fn of(width: usize, rows: &[Row], documents: &[Document]) -> Self {
        let id = |row: &Row| gate::columns(&documents[row.document].metadata.id);
        let node = |row: &Row| gate::columns(&row.node);
        let id = rows.iter().map(id).max().unwrap_or(0);
        let around = GAP.len() + 2 * gate::columns(BAR);
        let room = width.saturating_sub(id + around);
        let node = rows.iter().map(node).max().unwrap_or(0).min(room / 3);
        let left = (room - node) / 2;
        Self {
            left,
            rest: room - left,
        }
    }

    fn cut(&self, node: &str, context: &Context) -> (String, Context) {
        // A long one takes from what stands after it.
        let node = gate::ellipsis(node, self.rest).into_owned();
        let right = self.rest.saturating_sub(gate::columns(&node));
        (node, context.cut(self.left, right))
    }
}

/// Prints the rows with their left contexts at least `left` columns wide.
fn print_lines(rows: &[Printed], left: usize, output: &mut Output) -> anyhow::Result<()> {
    let id = |row: &Printed| gate::columns(&row.document.metadata.id);
    let widest = rows.iter().map(id).max().unwrap_or(0);
    for row in rows {
        let Context {
            left: before,
            right: after,
        } = &row.context;
        let blank = widest - id(row) + left.saturating_sub(gate::columns(before));
        let blank = " ".repeat(blank);
        let (document, node) = (&row.document.metadata.id, &row.node);
        output.line(&format!(
            "{document}{GAP}{blank}{before}{BAR}{node}{BAR}{after}"
        ))?;
    }
    Ok(())
}

fn print_records(
    rows: &[Printed],
    keywords: &KeywordSet,
    output: &mut Output,
) -> anyhow::Result<()> {
    for printed in rows {
        let text = printed.document.body.slice(printed.row.hit.span);
        output.record(&Record {
            node: &text,
            ..record(printed, keywords)
        })?;
    }
    Ok(())
}

fn print_fields(
    rows: &[Printed],
    keywords: &KeywordSet,
    output: &mut Output,
) -> anyhow::Result<()> {
    output.fields(FIELDS)?;
    for printed in rows {
        let record = record(printed, keywords);
        output.fields([
            record.document,
            record.date.as_deref().unwrap_or_default(),
            &record.start.to_string(),
            &record.end.to_string(),
            record.category,
            record.term,
            record.alias.unwrap_or_default(),
            record.left,
            record.node,
            record.right,
        ])?;
    }
    Ok(())
}

fn record<'a>(printed: &'a Printed, keywords: &'a KeywordSet) -> Record<'a> {
    let row = printed.row;
    let term = &keywords.terms[row.hit.term.index()];
    Record {
        r#type: "row",
        document: &printed.document.metadata.id,
        date: row.date.map(|date| date.to_string()),
        start: row.hit.span.start,
        end: row.hit.span.end,
        category: &keywords.categories[row.category].id,
        term: &term.id,
        alias: term.pattern.alias(row.hit.alias),
        left: &printed.context.left,
        node: &printed.node,
        right: &printed.context.right,
        furniture: row.furniture,
    }
}
