//! `catchword list`

use super::{Opened, Outcome, output::Output};
use crate::text::gate;
use serde::Serialize;

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    id: &'a str,
    title: &'a str,
    date: Option<String>,
    words: usize,
    hits: usize,
    bytes: usize,
    authors: &'a [crate::collection::metadata::Str],
    publisher: Option<&'a str>,
}

/// Prints the documents.
pub fn run(opened: &Opened, json: bool) -> anyhow::Result<Outcome> {
    let documents = &opened.collection.documents;
    let records: Vec<Record<'_>> = documents
        .iter()
        .zip(opened.look())
        .map(|(document, found)| Record {
            r#type: "document",
            id: &document.metadata.id,
            title: &document.metadata.title,
            date: document.metadata.date.map(|date| date.to_string()),
            words: document.words.unwrap_or(found.words),
            hits: found.hits.len(),
            bytes: document.body.len(),
            authors: &document.metadata.authors,
            publisher: document.metadata.publisher.as_deref(),
        })
        .collect();
    let mut output = Output::new();
    let widest = records
        .iter()
        .map(|record| gate::columns(record.id))
        .max()
        .unwrap_or(0);
    for record in &records {
        if json {
            output.record(record)?;
            continue;
        }
        let blank = " ".repeat(widest - gate::columns(record.id));
        let date = record.date.as_deref().unwrap_or("-");
        output.line(&format!(
            "{}{blank}  {date:<10}  {:>7} words  {:>5} hits  {}",
            record.id, record.words, record.hits, record.title
        ))?;
    }
    output.finish()?;
    Ok(if records.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Found
    })
}
