//! A card of one term: what it is, how it is spelt, where it stands.

use super::line::OverlayLine;
use crate::{
    analysis::context::{Context, Extent},
    app::{Model, format},
    keyword::{Hit, TermId, set::Pattern},
    text::gate,
};
use std::collections::BTreeMap;

/// Columns of text shown on either side of a mention.
const BESIDE: usize = 50;

/// What is known of a term; nothing where there is none.
pub(super) fn lines(model: &Model, term: Option<TermId>) -> Vec<OverlayLine> {
    let Some(id) = term else { return Vec::new() };
    let set = &model.findings.keywords;
    let Some(term) = set.terms.get(id.index()) else {
        return Vec::new();
    };
    let category = &set.categories[term.category];
    let of_term = |index: usize| {
        let hits = &model.findings.of(index).hits;
        hits.iter().filter(move |hit| hit.term == id)
    };
    let documents = model.collection.documents.len();
    let texts: Vec<(usize, usize)> = (0..documents)
        .map(|index| (index, of_term(index).count()))
        .filter(|&(_, hits)| hits > 0)
        .collect();
    let here = of_term(model.open).count();
    let all: usize = texts.iter().map(|&(_, hits)| hits).sum();
    let pair = |name: &str, text: String| OverlayLine::Pair(name.to_owned(), text);
    let seen = model.seen.get(model.open);
    let seen = seen.map_or(0, |seen| {
        of_term(model.open)
            .filter(|hit| seen.holds(hit.span.start))
            .count()
    });
    let mut lines = vec![
        OverlayLine::Heading(term.label.clone()),
        pair("Category", format!("{} {}", category.mark, category.name)),
    ];
    lines.extend(term.note.clone().map(|note| pair("Note", note)));
    lines.push(pair(
        "Hits",
        format!(
            "{} here, {} in all, in {} of {} · {} seen here",
            format::number(here),
            format::number(all),
            texts.len(),
            format::counted(documents, "text"),
            format::number(seen)
        ),
    ));
    lines.push(pair("Found as", spellings(model, id, &term.pattern)));
    if let Some(&(index, _)) = texts.first()
        && let Some(hit) = of_term(index).next()
    {
        let title = &model.collection.documents[index].metadata.title;
        lines.push(pair(
            "First",
            format!("{} — {title}", mention(model, index, hit)),
        ));
    }
    let at = model
        .current_shown()
        .map_or(model.shown().0, |current| current.hit.span.start);
    if let Some(hit) = of_term(model.open).rfind(|hit| hit.span.start < at) {
        lines.push(pair("Before", mention(model, model.open, hit)));
    }
    if let Some(hit) = of_term(model.open).find(|hit| hit.span.start > at) {
        lines.push(pair("After", mention(model, model.open, hit)));
    }
    for (row, (index, hits)) in texts.iter().enumerate() {
        let name = if row == 0 { "Texts" } else { "" };
        let title = &model.collection.documents[*index].metadata.title;
        lines.push(pair(
            name,
            format!("{} — {title}", format::counted(*hits, "hit")),
        ));
    }
    lines
}

/// The spellings that were found, the most frequent first, with their counts.
fn spellings(model: &Model, id: TermId, pattern: &Pattern) -> String {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for index in 0..model.collection.documents.len() {
        for hit in model
            .findings
            .of(index)
            .hits
            .iter()
            .filter(|hit| hit.term == id)
        {
            *counts.entry(hit.alias).or_default() += 1;
        }
    }
    let mut counts: Vec<(u16, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(alias, hits)| (std::cmp::Reverse(hits), alias));
    let spelling = |&(alias, hits): &(u16, usize)| {
        let text = match pattern {
            Pattern::Aliases(aliases) => aliases.get(usize::from(alias))?,
            Pattern::Regex(regex) => regex,
        };
        Some(format!("{text} {}", format::number(hits)))
    };
    let found: Vec<String> = counts.iter().filter_map(spelling).collect();
    if found.is_empty() {
        "nothing yet".to_owned()
    } else {
        found.join(" · ")
    }
}

/// A hit with what stands beside it in its block.
fn mention(model: &Model, index: usize, hit: &Hit) -> String {
    let document = &model.collection.documents[index];
    let around = Context::of(document, hit.span, Extent::Paragraph);
    let Context { left, right } = around.cut(BESIDE, BESIDE);
    let found = document.body.slice(hit.span);
    gate::line(&format!("{left}‹{found}›{right}")).into_owned()
}
