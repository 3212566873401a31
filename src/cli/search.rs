//! `catchword search`

use super::{Opened, Outcome, arguments::Lines, output::Output, parallel, place::Places};
use crate::{
    analysis::context::{Context, Extent},
    keyword::{self, Query},
    text::{span::Span, words::one_line},
    view::printed::{Look, Painter, Part},
};
use anyhow::Context as _;
use serde::Serialize;

/// Columns of text that are printed on each side of a match.
const BESIDE: usize = 30;

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    document: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    furniture: bool,
}

/// Prints where the words stand, document by document, in order.
pub fn run(
    opened: &Opened,
    query: &Query,
    lines: Lines,
    json: bool,
    painter: Option<Painter>,
) -> anyhow::Result<Outcome> {
    let matcher = query
        .matcher(opened.collection.bytes())
        .with_context(|| format!("cannot search for “{}”", query.text))?;
    let found = parallel::each_part(&opened.collection, |document, part| {
        keyword::scan(document, &matcher, part)
    });
    let mut output = Output::painted_with(painter);
    let mut outcome = Outcome::Nothing;
    let documents = opened.collection.documents.iter();
    for (index, (document, hits)) in documents.zip(found).enumerate() {
        let for_editor = lines == Lines::Vimgrep && !hits.iter().all(Vec::is_empty);
        let places = for_editor.then(|| Places::of(opened, index));
        let mut places = places.transpose()?;
        for hit in hits.iter().flatten() {
            outcome = Outcome::Found;
            if let Some(places) = &mut places {
                places.print(hit.span, &mut output)?;
                continue;
            }
            let text = document.body.slice(hit.span);
            let record = Record {
                r#type: "match",
                document: &document.metadata.id,
                start: hit.span.start,
                end: hit.span.end,
                text: &text,
                furniture: document.is_furniture(hit.span.start),
            };
            if json {
                output.record(&record)?;
            } else {
                let around = Context::of(document, hit.span, Extent::Paragraph);
                let Context { left, right } = around.cut(BESIDE, BESIDE);
                let text = one_line(&text);
                let mut line = format!(
                    "{}:{}-{}  {left}",
                    record.document, record.start, record.end
                );
                let start = line.len();
                line.push_str(&text);
                let part = Part {
                    span: Span::new(start, line.len()),
                    look: Look::Found,
                };
                line.push_str(&right);
                output.painted(&line, &[part])?;
            }
        }
    }
    output.finish()?;
    Ok(outcome)
}
