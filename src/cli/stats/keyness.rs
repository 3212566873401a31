//! The words that each text uses more, or less, than the others.

use crate::{
    analysis::{
        frequency::Frequencies,
        keyness::{self, Keyness},
        tokens::Tokens,
    },
    cli::{
        Opened,
        arguments::Figures,
        output::{Format, Output},
        parallel,
        table::{Cell, Table},
    },
};
use serde::Serialize;

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    document: &'a str,
    word: &'a str,
    a: usize,
    n1: usize,
    b: usize,
    n2: usize,
    g2: f64,
    log_ratio: f64,
}

/// Prints the words of each text that occur often enough in it; returns whether there are any.
pub fn print(
    opened: &Opened,
    options: &Figures,
    format: Format,
    output: &mut Output,
) -> anyhow::Result<bool> {
    let texts = parallel::each_part(&opened.collection, |document, part| {
        Tokens::within(document, part, options.all_text).collect::<Frequencies>()
    });
    let texts: Vec<Frequencies> = texts.into_iter().map(Frequencies::joined).collect();
    let all = Frequencies::joined(texts.iter().cloned());
    let mut table = Table::new(&["document", "word", "a", "n1", "b", "n2", "g2", "log_ratio"]);
    let mut found = false;
    for (document, text) in opened.collection.documents.iter().zip(&texts) {
        let words = keyness::keyness(text, &all);
        for it in words.into_iter().filter(|it| options.shows_word(&it.word)) {
            found = true;
            if format == Format::Json {
                output.record(&record(&document.metadata.id, &it))?;
            } else {
                table.push(row(&document.metadata.id, it));
            }
        }
    }
    if found && format != Format::Json {
        table.print(format, output)?;
    }
    Ok(found)
}

fn record<'a>(document: &'a str, keyness: &'a Keyness) -> Record<'a> {
    Record {
        r#type: "keyness",
        document,
        word: &keyness.word,
        a: keyness.in_text,
        n1: keyness.text_words,
        b: keyness.in_rest,
        n2: keyness.rest_words,
        g2: keyness.g2,
        log_ratio: keyness.log_ratio,
    }
}

fn row(document: &str, keyness: Keyness) -> Vec<Cell> {
    vec![
        Cell::Text(document.to_owned()),
        Cell::Text(keyness.word),
        Cell::Count(keyness.in_text),
        Cell::Count(keyness.text_words),
        Cell::Count(keyness.in_rest),
        Cell::Count(keyness.rest_words),
        Cell::Figure(Some(keyness.g2)),
        Cell::Figure(Some(keyness.log_ratio)),
    ]
}
