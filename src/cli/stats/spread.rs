//! How the hits of each keyword are spread over the texts, and in each.

use crate::{
    analysis::{
        dispersion::{self, Share, Spread},
        furniture::Furniture,
    },
    app::{findings::Part, format::counted},
    cli::{
        Opened,
        arguments::{By, Figures},
        environment,
        output::{Format, Output},
        table::{Cell, Table},
    },
    collection::document::Document,
};
use serde::Serialize;
use std::borrow::Cow;

#[derive(Serialize)]
struct SpreadRecord<'a> {
    r#type: &'static str,
    term: &'a str,
    category: &'a str,
    hits: usize,
    words: usize,
    per_1000: f64,
    range: usize,
    dp: Option<f64>,
    dp_norm: Option<f64>,
}

#[derive(Serialize)]
struct DispersionRecord<'a> {
    r#type: &'static str,
    term: &'a str,
    document: &'a str,
    words: usize,
    hits: usize,
    per_1000: f64,
    cells: &'a [usize],
}

/// What counts in one text.
struct Counted<'a> {
    id: &'a str,
    words: usize,
    /// For each term or category, how many words stand before each of its hits.
    word_indexes: Vec<Vec<usize>>,
}

/// A keyword or a category with hits.
struct Found<'a> {
    /// Its index in the keyword set.
    index: usize,
    id: Cow<'a, str>,
    category: &'a str,
    shares: Vec<Share>,
    spread: Spread,
}

/// Prints the figures of each keyword with a hit, the most frequent first; returns whether there is one.
pub fn print(
    opened: &Opened,
    options: &Figures,
    format: Format,
    output: &mut Output,
) -> anyhow::Result<bool> {
    let documents = opened.collection.documents.iter().zip(opened.look());
    let terms = &opened.keywords.terms;
    let groups: Vec<usize> = match options.by {
        By::Term => (0..terms.len()).collect(),
        By::Category => terms.iter().map(|term| term.category).collect(),
    };
    let texts: Vec<Counted> = documents
        .map(|(document, part)| counted_in(document, &part, &groups, options.all_text))
        .collect();
    let found = found(opened, &texts, options.by);
    let plot = Plot::of(&texts, options);
    match (options.plot, format) {
        (false, Format::Json) => print_spreads(&found, output)?,
        (false, _) => spreads(&found).print(format, output)?,
        (true, Format::Json) => print_dispersions(&found, &plot, output)?,
        (true, Format::Tsv) => dispersions(&found, &plot).print(format, output)?,
        (true, Format::Text) => {
            let is_plain = options.ascii || !environment::has_unicode();
            let sign = if is_plain {
                dispersion::ascii_sign
            } else {
                dispersion::sign
            };
            print_plots(&found, &plot, sign, output)?;
        }
    }
    Ok(!found.is_empty())
}

/// What was found in `document`, without its furniture unless all text counts; `groups` says for each term
/// what its hits are counted for.
fn counted_in<'a>(
    document: &'a Document,
    part: &Part,
    groups: &[usize],
    all_text: bool,
) -> Counted<'a> {
    let furniture = Furniture::left_out(document, all_text);
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let mut word_indexes = vec![Vec::new(); count];
    for (hit, index) in furniture.counted(&part.hits, &part.word_indexes) {
        word_indexes[groups[hit.term.index()]].push(index);
    }
    Counted {
        id: &document.metadata.id,
        words: part.words - furniture.words(),
        word_indexes,
    }
}

fn found<'a>(opened: &'a Opened, texts: &[Counted], by: By) -> Vec<Found<'a>> {
    let set = &opened.keywords;
    let found = |index: usize, id: Cow<'a, str>, category: &'a str| {
        let share = |text: &Counted| Share {
            hits: text.word_indexes.get(index).map_or(0, Vec::len),
            words: text.words,
        };
        let shares: Vec<Share> = texts.iter().map(share).collect();
        Found {
            index,
            id,
            category,
            spread: Spread::over(&shares),
            shares,
        }
    };
    let mut found: Vec<Found> = match by {
        By::Term => {
            let terms = set.terms.iter().enumerate();
            let category = |category: usize| &*set.categories[category].id;
            terms
                .map(|(index, term)| found(index, (&*term.id).into(), category(term.category)))
                .collect()
        }
        // Written as a category is asked for.
        By::Category => {
            let categories = set.categories.iter().enumerate();
            categories
                .map(|(index, it)| found(index, format!("@{}", it.id).into(), &it.id))
                .collect()
        }
    };
    found.retain(|it| it.spread.range > 0);
    found.sort_by(|one, other| {
        let by_hits = other.spread.total.hits.cmp(&one.spread.total.hits);
        by_hits.then_with(|| one.id.cmp(&other.id))
    });
    found
}

fn print_spreads(found: &[Found], output: &mut Output) -> anyhow::Result<()> {
    for Found {
        id,
        category,
        spread,
        ..
    } in found
    {
        output.record(&SpreadRecord {
            r#type: "spread",
            term: id,
            category,
            hits: spread.total.hits,
            words: spread.total.words,
            per_1000: spread.total.per_1000(),
            range: spread.range,
            dp: spread.dp,
            dp_norm: spread.dp_norm,
        })?;
    }
    Ok(())
}

fn spreads(found: &[Found]) -> Table {
    let mut table = Table::new(&[
        "term", "category", "hits", "per_1000", "range", "dp", "dp_norm",
    ]);
    for it in found {
        table.push(vec![
            Cell::Text(it.id.to_string()),
            Cell::Text(it.category.to_owned()),
            Cell::Count(it.spread.total.hits),
            Cell::Figure(Some(it.spread.total.per_1000())),
            Cell::Count(it.spread.range),
            Cell::Figure(it.spread.dp),
            Cell::Figure(it.spread.dp_norm),
        ]);
    }
    table
}

/// How the texts are parted into cells.
struct Plot<'a> {
    texts: &'a [Counted<'a>],
    cells: usize,
    /// Words of the longest text, where the others are drawn in proportion to it.
    longest: Option<usize>,
}

impl<'a> Plot<'a> {
    fn of(texts: &'a [Counted<'a>], options: &Figures) -> Self {
        let longest = || texts.iter().map(|text| text.words).max().unwrap_or(0);
        Self {
            texts,
            cells: usize::from(options.cells),
            longest: options.proportional.then(longest),
        }
    }

    /// How many hits of a term fall into each cell of a text.
    fn cells(&self, text: &Counted, term: usize) -> Vec<usize> {
        let indexes = text.word_indexes[term].iter().copied();
        let count = self.longest.map_or(self.cells, |longest| {
            dispersion::in_proportion(self.cells, text.words, longest)
        });
        dispersion::cells(indexes, text.words, count)
    }
}

fn print_dispersions(found: &[Found], plot: &Plot, output: &mut Output) -> anyhow::Result<()> {
    for it in found {
        for (text, share) in plot.texts.iter().zip(&it.shares) {
            output.record(&DispersionRecord {
                r#type: "dispersion",
                term: &it.id,
                document: text.id,
                words: share.words,
                hits: share.hits,
                per_1000: share.per_1000(),
                cells: &plot.cells(text, it.index),
            })?;
        }
    }
    Ok(())
}

fn dispersions(found: &[Found], plot: &Plot) -> Table {
    let mut table = Table::new(&["term", "document", "words", "hits", "per_1000", "cells"]);
    for it in found {
        for (text, share) in plot.texts.iter().zip(&it.shares) {
            let cells = plot.cells(text, it.index);
            let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
            let cells = Cell::Text(cells.join(","));
            table.push(vec![
                Cell::Text(it.id.to_string()),
                Cell::Text(text.id.to_owned()),
                Cell::Count(share.words),
                Cell::Count(share.hits),
                Cell::Figure(Some(share.per_1000())),
                cells,
            ]);
        }
    }
    table
}

/// Each keyword with a row of signs for each text.
fn print_plots(
    found: &[Found],
    plot: &Plot,
    sign: fn(usize) -> &'static str,
    output: &mut Output,
) -> anyhow::Result<()> {
    for (index, it) in found.iter().enumerate() {
        if index > 0 {
            output.line("")?;
        }
        let hits = counted(it.spread.total.hits, "hit");
        let (range, of) = (it.spread.range, counted(plot.texts.len(), "text"));
        let norm = Cell::Figure(it.spread.dp_norm).written(Format::Text);
        output.line(&format!(
            "{}: {hits} in {range} of {of}, DPnorm {norm}",
            it.id
        ))?;
        let mut table = Table::new(&["document", "words", "hits", "per_1000", "plot"]);
        for (text, share) in plot.texts.iter().zip(&it.shares) {
            let cells = plot.cells(text, it.index);
            table.push(vec![
                Cell::Text(text.id.to_owned()),
                Cell::Count(share.words),
                Cell::Count(share.hits),
                Cell::Figure(Some(share.per_1000())),
                Cell::Text(cells.into_iter().map(sign).collect()),
            ]);
        }
        table.print(Format::Text, output)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::samples::document_with_furniture, app::findings::Look, keyword::Query};

    #[test]
    fn furniture_is_left_out_of_hits_and_words_unless_all_text_counts() {
        let document = document_with_furniture("Whale one.\n\nHome whale\n\nTwo whale.", 1);
        let matcher = Query::of("whale").matcher(40).unwrap();
        let part = Look::new(&document, &matcher).whole();
        let counted = |all_text| {
            let counted = counted_in(&document, &part, &[0], all_text);
            (counted.words, counted.word_indexes[0].clone())
        };
        assert_eq!(counted(false), (4, vec![0, 3]));
        assert_eq!(counted(true), (6, vec![0, 3, 5]));
    }
}
