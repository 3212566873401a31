//! The keywords: categories, and the terms of those that are opened.

use super::{Overlay, Target, line::OverlayLine};
use crate::{
    app::{Model, format},
    keyword::TermId,
};
use std::collections::HashMap;

/// A line for each category; where one is opened, or something is sought, one for each of its terms.
pub(super) fn lines(model: &Model, overlay: &Overlay) -> Vec<OverlayLine> {
    let set = &model.findings.keywords;
    let here = counts(model, std::iter::once(model.open));
    let all = counts(model, 0..model.collection.documents.len());
    let figure = |term: TermId| {
        let (here, all) = (here.get(&term), all.get(&term));
        format!(
            "{} / {}",
            format::number(here.copied().unwrap_or(0)),
            format::number(all.copied().unwrap_or(0))
        )
    };
    let mut lines = Vec::new();
    for (index, category) in set.categories.iter().enumerate() {
        let opened = overlay.expanded.contains(&index) || !overlay.filter.is_empty();
        let found = model.findings.of(model.open).by_category.get(index);
        let muted = if model.activity.shows_category(index) {
            ""
        } else {
            " · muted"
        };
        let arrow = if opened { "▾" } else { "▸" };
        lines.push(OverlayLine::Keyword {
            name: format!("{arrow} {} {}{muted}", category.mark, category.name),
            figure: format!(
                "{} / {}",
                format::number(found.copied().unwrap_or(0)),
                format::number(model.findings.total(index))
            ),
            target: Target::Category(index),
        });
        if !opened {
            continue;
        }
        for (term, id) in set.terms.iter().zip((0..).map(TermId)) {
            if term.category != index {
                continue;
            }
            let muted = if model.activity.shows(id, set) {
                ""
            } else {
                " · muted"
            };
            lines.push(OverlayLine::Keyword {
                name: format!("    {}{muted}", term.label),
                figure: figure(id),
                target: Target::Term(id),
            });
        }
    }
    lines
}

/// Hits of each term in some documents.
fn counts(model: &Model, documents: impl Iterator<Item = usize>) -> HashMap<TermId, usize> {
    let mut counts = HashMap::new();
    for index in documents {
        for hit in &model.findings.of(index).hits {
            *counts.entry(hit.term).or_default() += 1;
        }
    }
    counts
}
