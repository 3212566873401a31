//! The rows of the figures: tables and plots.

use super::{Target, line::OverlayLine};
use crate::{
    analysis::{
        collocates::{WINDOW, Windows},
        cooccurrence::{Meetings, Pair, Within},
        dispersion::{Share, Spread, cells, sign},
        frequency::Frequencies,
        furniture::Furniture,
        keyness::keyness,
        stop_words::is_stop_word,
        tokens::Tokens,
    },
    app::{
        Model,
        figures::{Figure, MOST_BYTES},
        format,
        hits::Which,
        search::Match,
    },
    keyword::TermId,
    text::gate::padded,
};
use std::collections::BTreeMap;

/// Rows of a table; the command line prints all.
const MOST_ROWS: usize = 200;

/// Columns of a text's title.
const TITLE: usize = 30;

/// Columns of a word or a pair of terms, where there is room.
const WORD: usize = 44;

/// Columns of names beside so many columns of figures.
fn beside(figures: usize, columns: u16, most: usize) -> usize {
    usize::from(columns).saturating_sub(figures).clamp(8, most)
}

/// The view, as wide as `columns`: what is counted, then how.
pub(super) fn lines(model: &Model, columns: u16) -> Vec<OverlayLine> {
    let mut lines = match model.figures.figure {
        Figure::Dispersion => dispersion(model, columns),
        Figure::Keyness | Figure::Collocates if model.collection.bytes() > MOST_BYTES => {
            vec![note(
                "These texts are too long to count while the screen waits; `catchword stats --keyness` and `--collocates` count them.",
            )]
        }
        Figure::Keyness => key_words(model, beside(41, columns, WORD)),
        Figure::Collocates => collocates(model, beside(54, columns, WORD - 14)),
        Figure::Cooccurrence => meetings(model, beside(22, columns, WORD + 16)),
        Figure::Dates => dates(model),
    };
    if lines.is_empty() {
        lines.push(note(&model.no_figures()));
    }
    lines.push(note(""));
    lines.push(note(&model.how_counted()));
    lines
}

fn note(text: &str) -> OverlayLine {
    OverlayLine::Pair(String::new(), text.to_owned())
}

fn row(text: String, target: Option<Target>) -> OverlayLine {
    OverlayLine::Row(text, target)
}

fn title(model: &Model, index: usize) -> String {
    padded(&model.collection.documents[index].metadata.title, TITLE)
}

/// A plot and its figures for each text; of the term in focus, or of each category.
fn dispersion(model: &Model, columns: u16) -> Vec<OverlayLine> {
    let set = &model.findings.keywords;
    let subjects: Vec<(String, Which)> = match model.figures.of {
        Which::Term(term) => {
            let label = &set.terms[term.index()].label;
            vec![(label.clone(), Which::Term(term))]
        }
        _ => (0..set.categories.len())
            .filter(|&order| model.activity.shows_category(order))
            .map(|order| (set.categories[order].name.clone(), Which::Category(order)))
            .collect(),
    };
    let furniture: Vec<Furniture> = model
        .collection
        .documents
        .iter()
        .map(Furniture::of)
        .collect();
    let lengths: Vec<usize> = model
        .collection
        .documents
        .iter()
        .enumerate()
        .map(|(index, document)| {
            let words = model.findings.words(index, document).unwrap_or(0);
            words.saturating_sub(furniture[index].words())
        })
        .collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let room = usize::from(columns).saturating_sub(TITLE + 32).max(10);
    let mut lines = Vec::new();
    for (name, which) in subjects {
        let mut shares = Vec::new();
        let mut rows = Vec::new();
        for (index, document) in model.collection.documents.iter().enumerate() {
            let hits = model.counted_hits(index, document, which);
            let share = Share {
                hits: hits.len(),
                words: lengths[index],
            };
            shares.push(share);
            let width = if model.figures.in_proportion {
                (room * lengths[index] / longest.max(1)).max(1)
            } else {
                room
            };
            let found = model.findings.of(index);
            let indexes = hits.iter().map(|hit| {
                let at = found
                    .hits
                    .partition_point(|other| other.order() < hit.order());
                let before = found.word_indexes.get(at).copied().unwrap_or(0) as usize;
                before - furniture[index].words_before(hit.span.start).min(before)
            });
            let plot: String = cells(indexes, lengths[index], width)
                .into_iter()
                .map(sign)
                .collect();
            let text = format!(
                "{}  {}  {:>8}  {:>6}  {:>8.2}",
                title(model, index),
                padded(&plot, room),
                format::number(share.words),
                format::number(share.hits),
                share.per_1000()
            );
            let first = hits.first().map(|&hit| Target::Hit(index, hit));
            rows.push(row(text, first));
        }
        let spread = Spread::over(&shares);
        if spread.total.hits == 0 {
            continue;
        }
        let known = |figure: Option<f64>| figure.map_or("—".to_owned(), |it| format!("{it:.3}"));
        lines.push(OverlayLine::Heading(format!(
            "{name} · {} in {} of {} · {:.2} per 1,000 words · DPnorm {}",
            format::counted(spread.total.hits, "hit"),
            spread.range,
            format::counted(shares.len(), "text"),
            spread.total.per_1000(),
            known(spread.dp_norm)
        )));
        let head = format!(
            "{}  {}  {:>8}  {:>6}  {:>8}",
            padded("text", TITLE),
            padded("from its beginning to its end", room),
            "words",
            "hits",
            "per 1,000"
        );
        lines.push(row(head, None));
        lines.append(&mut rows);
    }
    lines
}

/// The words of each document that figures count.
fn frequencies(model: &Model) -> Vec<Frequencies> {
    let documents = model.collection.documents.iter();
    documents
        .map(|document| Tokens::new(document, false).collect())
        .collect()
}

fn key_words(model: &Model, names: usize) -> Vec<OverlayLine> {
    let texts = frequencies(model);
    let Some(here) = texts.get(model.open) else {
        return Vec::new();
    };
    let mut all = Frequencies::default();
    for text in &texts {
        all.extend(text.clone());
    }
    let mut lines: Vec<OverlayLine> = keyness(here, &all)
        .into_iter()
        .filter(|it| is_shown(model, &it.word))
        .take(MOST_ROWS)
        .map(|it| {
            let text = format!(
                "{}  {:>6}  {:>9}  {:>9.2}  {:>9.2}",
                padded(&it.word, names),
                format::number(it.in_text),
                format::number(it.in_rest),
                it.g2,
                it.log_ratio
            );
            row(text, None)
        })
        .collect();
    if !lines.is_empty() {
        let head = format!(
            "{}  {:>6}  {:>9}  {:>9}  {:>9}",
            padded("word of this text", names),
            "here",
            "elsewhere",
            "G²",
            "log ratio"
        );
        lines.insert(0, row(head, None));
    }
    lines
}

fn is_shown(model: &Model, word: &str) -> bool {
    !model.figures.content_only || !is_stop_word(word)
}

fn collocates(model: &Model, names: usize) -> Vec<OverlayLine> {
    let which = model.figures.of;
    let mut windows = Windows::default();
    for (index, document) in model.collection.documents.iter().enumerate() {
        let hits = model.counted_hits(index, document, which);
        windows.extend(Windows::around(Tokens::new(document, false), &hits, WINDOW));
    }
    let found = windows.collocates();
    let Some(first) = found.first() else {
        return Vec::new();
    };
    let set = &model.findings.keywords;
    let name = match which {
        Which::Term(term) => set.terms[term.index()].label.clone(),
        _ => "all shown keywords".to_owned(),
    };
    let mut lines = vec![
        OverlayLine::Heading(format!(
            "{name} · {} · {} in the windows",
            format::counted(first.counts.node_hits, "hit"),
            format::counted(first.counts.window, "word")
        )),
        row(
            format!(
                "{}  {:>6}  {:>9}  {:>7}  {:>6}  {:>6}  {:>8}",
                padded("word", names),
                "near",
                "frequency",
                "logDice",
                "MI",
                "t",
                "G²"
            ),
            None,
        ),
    ];
    let found = found.iter().filter(|it| is_shown(model, &it.word));
    lines.extend(found.take(MOST_ROWS).map(|it| {
        let counts = &it.counts;
        let text = format!(
            "{}  {:>6}  {:>9}  {:>7.2}  {:>6.2}  {:>6.2}  {:>8.2}",
            padded(&it.word, names),
            format::number(counts.observed),
            format::number(counts.frequency),
            counts.log_dice(),
            counts.mi(),
            counts.t(),
            counts.g2()
        );
        row(text, None)
    }));
    lines
}

/// In how many paragraphs each two of the shown categories meet, then each two of their keywords.
fn meetings(model: &Model, names: usize) -> Vec<OverlayLine> {
    let set = &model.findings.keywords;
    let mut of_terms = Meetings::new(Within::Paragraph);
    let mut of_categories = Meetings::new(Within::Paragraph);
    for (index, document) in model.collection.documents.iter().enumerate() {
        let mut hits = model.counted_hits(index, document, Which::Active);
        of_terms.add(document, &hits);
        for hit in &mut hits {
            hit.term = TermId(set.terms[hit.term.index()].category as u32);
        }
        of_categories.add(document, &hits);
    }
    let mut pairs = of_terms.pairs();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.count), pair.first, pair.second));
    if pairs.is_empty() {
        return Vec::new();
    }
    let label = |term: TermId| &set.terms[term.index()].label;
    let mut lines = matrix(model, &of_categories.pairs());
    lines.push(OverlayLine::Heading("Keywords".to_owned()));
    let head = format!(
        "{}  {:>10}  {:>8}",
        padded("keywords", names),
        "paragraphs",
        "Jaccard"
    );
    lines.push(row(head, None));
    lines.extend(pairs.iter().take(MOST_ROWS).map(|pair| {
        let pair_name = format!("{} × {}", label(pair.first), label(pair.second));
        let text = format!(
            "{}  {:>10}  {:>8.3}",
            padded(&pair_name, names),
            format::number(pair.count),
            pair.jaccard
        );
        row(text, None)
    }));
    lines
}

/// A square of the shown categories, of which `pairs` meet in a paragraph.
fn matrix(model: &Model, pairs: &[Pair]) -> Vec<OverlayLine> {
    let set = &model.findings.keywords;
    let orders = (0..set.categories.len()).filter(|&order| model.activity.shows_category(order));
    let orders: Vec<usize> = orders.collect();
    let marks = orders
        .iter()
        .map(|&order| format!("{:>5}", set.categories[order].mark));
    let mut lines = vec![
        OverlayLine::Heading("Categories".to_owned()),
        row(
            format!("{}{}", padded("", WORD - 12), marks.collect::<String>()),
            None,
        ),
    ];
    for &one in &orders {
        let cells = orders.iter().map(|&other| {
            let (first, second) = (one.min(other), one.max(other));
            let met = pairs
                .iter()
                .find(|pair| (pair.first.index(), pair.second.index()) == (first, second));
            match met {
                _ if one == other => format!("{:>5}", "\\"),
                Some(pair) => format!("{:>5}", format::number(pair.count)),
                None => format!("{:>5}", "·"),
            }
        });
        let category = &set.categories[one];
        let name = padded(&format!("{} {}", category.mark, category.name), WORD - 12);
        lines.push(row(name + &cells.collect::<String>(), None));
    }
    lines
}

/// When the texts were published, the oldest first, and of which years they speak.
fn dates(model: &Model) -> Vec<OverlayLine> {
    let documents = &model.collection.documents;
    let mut dated: Vec<usize> = (0..documents.len()).collect();
    dated.retain(|&index| documents[index].metadata.date.is_some());
    dated.sort_by_key(|&index| documents[index].metadata.date);
    let mut lines = Vec::new();
    if !dated.is_empty() {
        lines.push(OverlayLine::Heading("Published".to_owned()));
    }
    for index in dated {
        let metadata = &documents[index].metadata;
        let date = metadata
            .date
            .map(|date| format::date_with_basis(date, metadata.date_basis));
        let text = format!(
            "{}  {}",
            padded(&date.unwrap_or_default(), 24),
            metadata.title
        );
        lines.push(row(text, None));
    }
    if model.collection.bytes() > MOST_BYTES {
        return lines;
    }
    // By year: how often in each text.
    let mut years: BTreeMap<String, Vec<Match>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        for token in Tokens::new(document, false) {
            let is_year = matches!(token.word.as_bytes(), [b'1', b'8' | b'9', rest @ ..] | [b'2', b'0', rest @ ..]
                if rest.len() == 2 && rest.iter().all(u8::is_ascii_digit));
            if is_year {
                let found = Match {
                    document: index,
                    span: token.span,
                };
                years.entry(token.word).or_default().push(found);
            }
        }
    }
    if !years.is_empty() {
        lines.push(OverlayLine::Heading("Years spoken of".to_owned()));
    }
    for (year, mentions) in years {
        let mut texts: Vec<usize> = mentions.iter().map(|it| it.document).collect();
        texts.dedup();
        let text = format!(
            "{year}  {:>4}  in {:<9}  {}",
            format::number(mentions.len()),
            format::counted(texts.len(), "text"),
            "▪".repeat(mentions.len().min(60))
        );
        lines.push(row(
            text,
            mentions.first().map(|&found| Target::Match(found)),
        ));
    }
    lines
}
