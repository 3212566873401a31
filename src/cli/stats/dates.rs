//! When the texts were published, and of which years they speak.

use crate::{
    analysis::{tokens::Tokens, years::years},
    cli::{
        Opened,
        output::{Format, Output},
        parallel,
        table::{Cell, Table},
    },
    collection::metadata::{Date, Metadata, Month},
};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Published<'a> {
    r#type: &'static str,
    document: &'a str,
    /// Nothing where no date is stated, nor was inferred.
    date: Option<String>,
    precision: Option<&'static str>,
    basis: Option<&'static str>,
}

#[derive(Serialize)]
struct SpokenOf<'a> {
    r#type: &'static str,
    year: u16,
    document: &'a str,
    mentions: usize,
}

/// Prints the texts with their dates, the oldest first and those without one last, then by year how often each text speaks of it; returns
/// whether there is either.
pub fn print(
    opened: &Opened,
    all_text: bool,
    format: Format,
    output: &mut Output,
) -> anyhow::Result<bool> {
    let published = published(opened);
    let spoken_of = spoken_of(opened, all_text);
    if spoken_of.is_empty() && published.iter().all(|it| it.date.is_none()) {
        return Ok(false);
    }
    match format {
        Format::Json => {
            for it in &published {
                output.record(it)?;
            }
            for it in &spoken_of {
                output.record(it)?;
            }
        }
        Format::Tsv => as_one(&published, &spoken_of).print(format, output)?,
        Format::Text => print_tables(&published, &spoken_of, output)?,
    }
    Ok(true)
}

fn published<'a>(opened: &'a Opened) -> Vec<Published<'a>> {
    let documents = opened.collection.documents.iter();
    let mut texts: Vec<&'a Metadata> = documents.map(|document| &document.metadata).collect();
    texts.sort_by_key(|metadata| (metadata.date.is_none(), metadata.date));
    let precision = |date: Date| match date.month {
        None => "year",
        Some(Month { day: None, .. }) => "month",
        Some(Month { day: Some(_), .. }) => "day",
    };
    let published = |metadata: &'a Metadata| Published {
        r#type: "published",
        document: &metadata.id,
        date: metadata.date.map(|date| date.to_string()),
        precision: metadata.date.map(precision),
        basis: metadata.date.map(|_| metadata.date_basis.name()),
    };
    texts.into_iter().map(published).collect()
}

/// By year and text, in their orders.
fn spoken_of(opened: &Opened, all_text: bool) -> Vec<SpokenOf<'_>> {
    let mentions = parallel::each_part(&opened.collection, |document, part| {
        years(Tokens::within(document, part, all_text))
            .map(|(year, _)| year)
            .collect::<Vec<u16>>()
    });
    let mut counts: BTreeMap<(u16, usize), usize> = BTreeMap::new();
    for (document, parts) in mentions.iter().enumerate() {
        for &year in parts.iter().flatten() {
            *counts.entry((year, document)).or_default() += 1;
        }
    }
    let year = |((year, document), mentions): ((u16, usize), usize)| SpokenOf {
        r#type: "year",
        year,
        document: &opened.collection.documents[document].metadata.id,
        mentions,
    };
    counts.into_iter().map(year).collect()
}

/// Both in one table, as a spreadsheet wants it: what a row lacks is empty.
fn as_one(published: &[Published], spoken_of: &[SpokenOf]) -> Table {
    let mut table = Table::new(&[
        "type",
        "document",
        "date",
        "precision",
        "basis",
        "year",
        "mentions",
    ]);
    let text = |text: &str| Cell::Text(text.to_owned());
    for it in published {
        table.push(vec![
            text(it.r#type),
            text(it.document),
            text(it.date.as_deref().unwrap_or_default()),
            text(it.precision.unwrap_or_default()),
            text(it.basis.unwrap_or_default()),
            text(""),
            text(""),
        ]);
    }
    for it in spoken_of {
        table.push(vec![
            text(it.r#type),
            text(it.document),
            text(""),
            text(""),
            text(""),
            Cell::Count(usize::from(it.year)),
            Cell::Count(it.mentions),
        ]);
    }
    table
}

fn print_tables(
    published: &[Published],
    spoken_of: &[SpokenOf],
    output: &mut Output,
) -> anyhow::Result<()> {
    let text = |text: &str| Cell::Text(text.to_owned());
    if !published.is_empty() {
        let mut table = Table::new(&["date", "precision", "basis", "document"]);
        for it in published {
            table.push(vec![
                text(it.date.as_deref().unwrap_or("unknown")),
                text(it.precision.unwrap_or("—")),
                text(it.basis.unwrap_or("—")),
                text(it.document),
            ]);
        }
        table.print(Format::Text, output)?;
    }
    if !published.is_empty() && !spoken_of.is_empty() {
        output.line("")?;
    }
    if !spoken_of.is_empty() {
        let mut table = Table::new(&["year", "mentions", "document"]);
        for it in spoken_of {
            table.push(vec![
                Cell::Count(usize::from(it.year)),
                Cell::Count(it.mentions),
                text(it.document),
            ]);
        }
        table.print(Format::Text, output)?;
    }
    Ok(())
}
