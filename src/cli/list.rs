//! `catchword list`

use super::{Opened, Outcome, output::Output};
use crate::{app::findings::count_words, collection::document::Document, text::gate};
use serde::Serialize;
use std::{panic::resume_unwind, thread};

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
    // Counting the words of a long text takes as long as looking for hits in it.
    let (words, hits) = thread::scope(|scope| {
        let known = |document: &Document| document.words.unwrap_or_else(|| count_words(document));
        let words = scope.spawn(move || documents.iter().map(known).collect::<Vec<_>>());
        let hits = opened.hits();
        (
            words.join().unwrap_or_else(|panic| resume_unwind(panic)),
            hits,
        )
    });
    let records: Vec<Record<'_>> = documents
        .iter()
        .zip(words.into_iter().zip(hits))
        .map(|(document, (words, hits))| Record {
            r#type: "document",
            id: &document.metadata.id,
            title: &document.metadata.title,
            date: document.metadata.date.map(|date| date.to_string()),
            words,
            hits: hits.len(),
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
