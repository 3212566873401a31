//! The words that stand around a keyword, or around anything else that can be looked for.

use crate::{
    analysis::{
        collocates::{Collocate, Windows},
        furniture::Furniture,
        tokens::Tokens,
    },
    cli::{
        Opened,
        arguments::Figures,
        output::{Format, Output},
        parallel,
        table::{Cell, Table},
    },
    collection::document::Document,
    keyword,
    text::span::Span,
};
use serde::Serialize;

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    node: &'a str,
    collocate: &'a str,
    observed: usize,
    node_hits: usize,
    frequency: usize,
    window: usize,
    words: usize,
    mi: f64,
    t: f64,
    log_dice: f64,
    g2: f64,
}

/// Prints the collocates of all keywords that are asked for, called `node`; returns whether there are any.
pub fn print(
    opened: &Opened,
    node: &str,
    options: &Figures,
    format: Format,
    output: &mut Output,
) -> anyhow::Result<bool> {
    let matcher = opened.matcher();
    let around = |document: &Document, part: Span| {
        let mut hits = keyword::scan(document, &matcher, part);
        Furniture::left_out(document, options.all_text).take_from(&mut hits);
        let tokens = Tokens::within(document, part, options.all_text);
        Windows::around(tokens, &hits, usize::from(options.window))
    };
    let mut windows = Windows::default();
    for part in parallel::each_part(&opened.collection, around)
        .into_iter()
        .flatten()
    {
        windows.extend(part);
    }
    let mut found = windows.collocates();
    found.retain(|it| options.shows_word(&it.word));
    if format == Format::Json {
        for collocate in &found {
            output.record(&record(node, collocate))?;
        }
    } else if !found.is_empty() {
        table(node, &found).print(format, output)?;
    }
    Ok(!found.is_empty())
}

fn record<'a>(node: &'a str, collocate: &'a Collocate) -> Record<'a> {
    let counts = &collocate.counts;
    Record {
        r#type: "collocate",
        node,
        collocate: &collocate.word,
        observed: counts.observed,
        node_hits: counts.node_hits,
        frequency: counts.frequency,
        window: counts.window,
        words: counts.words,
        mi: counts.mi(),
        t: counts.t(),
        log_dice: counts.log_dice(),
        g2: counts.g2(),
    }
}

fn table(node: &str, found: &[Collocate]) -> Table {
    let mut table = Table::new(&[
        "node",
        "collocate",
        "observed",
        "node_hits",
        "frequency",
        "window",
        "words",
        "log_dice",
        "mi",
        "t",
        "g2",
    ]);
    for Collocate { word, counts } in found {
        table.push(vec![
            Cell::Text(node.to_owned()),
            Cell::Text(word.clone()),
            Cell::Count(counts.observed),
            Cell::Count(counts.node_hits),
            Cell::Count(counts.frequency),
            Cell::Count(counts.window),
            Cell::Count(counts.words),
            Cell::Figure(Some(counts.log_dice())),
            Cell::Figure(Some(counts.mi())),
            Cell::Figure(Some(counts.t())),
            Cell::Figure(Some(counts.g2())),
        ]);
    }
    table
}
