//! `catchword hits`

use super::{
    Opened, Outcome,
    arguments::{Lines, Only},
    output::Output,
    place::Places,
    subject,
};
use crate::{
    keyword::{Hit, KeywordSet, painted},
    text::span::Span,
    view::printed::{Look, Painter, Part},
};
use serde::Serialize;

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    document: &'a str,
    term: &'a str,
    category: &'a str,
    alias: Option<&'a str>,
    start: usize,
    end: usize,
    text: &'a str,
    furniture: bool,
}

/// Prints the hits, document by document, in order.
pub fn run(
    opened: &Opened,
    only: &Only,
    lines: Lines,
    json: bool,
    painter: Option<Painter>,
) -> anyhow::Result<Outcome> {
    let set = &*opened.keywords;
    check(only, set)?;
    let mut output = Output::painted_with(painter);
    let mut outcome = Outcome::Nothing;
    let documents = opened.collection.documents.iter();
    for (index, (document, found)) in documents.zip(opened.hits()).enumerate() {
        let hits = if only.painted {
            painted(&found, set)
        } else {
            found
        };
        let for_editor = lines == Lines::Vimgrep && !hits.is_empty();
        let places = for_editor.then(|| Places::of(opened, index));
        let mut places = places.transpose()?;
        for hit in hits.iter().filter(|hit| wanted(hit, only, set)) {
            outcome = Outcome::Found;
            if let Some(places) = &mut places {
                places.print(hit.span, &mut output)?;
                continue;
            }
            let term = &set.terms[hit.term.index()];
            let text = document.body.slice(hit.span);
            let record = Record {
                r#type: "hit",
                document: &document.metadata.id,
                term: &term.id,
                category: &set.categories[term.category].id,
                alias: term.pattern.alias(hit.alias),
                start: hit.span.start,
                end: hit.span.end,
                text: &text,
                furniture: document.is_furniture(hit.span.start),
            };
            if json {
                output.record(&record)?;
            } else {
                let mut line = format!(
                    "{}:{}-{}  {} ({})  ",
                    record.document, record.start, record.end, record.term, record.category
                );
                let start = line.len();
                line.push_str(&text);
                let part = Part {
                    span: Span::new(start, line.len()),
                    look: Look::Hit(&set.categories[term.category], term.category),
                };
                output.painted(&line, &[part])?;
            }
        }
    }
    output.finish()?;
    Ok(outcome)
}

fn wanted(hit: &Hit, only: &Only, set: &KeywordSet) -> bool {
    let term = &set.terms[hit.term.index()];
    let category = &set.categories[term.category].id;
    (only.term.is_empty() || only.term.contains(&term.id))
        && (only.category.is_empty() || only.category.contains(category))
}

/// A name that no keyword has is a mistake, not a search without hits.
fn check(only: &Only, set: &KeywordSet) -> anyhow::Result<()> {
    for id in &only.term {
        subject::term(id, set)?;
    }
    for id in &only.category {
        subject::category(id, set)?;
    }
    Ok(())
}
