//! The rows of the figures: tables and plots.

use super::{Overlay, Strip, Target, line::OverlayLine};
use crate::{
    analysis::{
        collocates::Collocate,
        context::{Context, Extent},
        cooccurrence::{Pair, Within},
        dispersion::{cells, sign},
        keyness::Keyness,
        stop_words::is_stop_word,
    },
    app::{
        Model,
        concordance::Meeting,
        counting::{Answer, Wanted, Year},
        figures::Figure,
        format,
        near::Of,
    },
    keyword::TermId,
    text::{gate::padded, words::one_line},
};

use std::fmt::Write as _;

/// Rows of a table; the command line prints all.
const MOST_ROWS: usize = 200;

/// Columns of a text's title, at most.
const TITLE: usize = 30;

/// Columns of the hits, words and hits per 1,000 words of a text, and of all three with those between.
const HITS: usize = 7;
const WORDS: usize = 10;
const RATE: usize = 9;
const FIGURES: usize = HITS + WORDS + RATE + 6;

/// Cells of a plot below which it gives up the other figures.
const SHORTEST_PLOT: usize = 16;

/// Columns of a word or a pair of terms, where there is room.
const WORD: usize = 44;

/// Columns of names beside so many columns of figures.
fn beside(figures: usize, columns: u16, most: usize) -> usize {
    usize::from(columns).saturating_sub(figures).clamp(8, most)
}

/// The view, as wide as `columns`: what is counted, then how.
pub(super) fn lines(model: &Model, wanted: Option<&Wanted>, columns: u16) -> Vec<OverlayLine> {
    let answer = wanted.and_then(|wanted| model.counts.answer(wanted));
    let mut lines = match (model.figures.figure, answer) {
        (Figure::Dispersion, Some(Answer::Plot(_))) => dispersion(model, columns),
        (Figure::Dispersion, _) if wanted.is_none() => dispersion(model, columns),
        (_, Some(Answer::Keyness(words))) => key_words(model, words, beside(41, columns, WORD)),
        (_, Some(Answer::Collocates(words))) => {
            collocates(model, words, beside(54, columns, WORD - 14))
        }
        (_, Some(Answer::Meetings { terms, categories })) => {
            meetings(model, terms, categories, beside(22, columns, WORD + 16))
        }
        (_, Some(Answer::Years(years))) => dates(model, years),
        _ => {
            let percent = wanted.and_then(|wanted| model.counts.percent(wanted));
            let what = percent.map_or_else(
                || "The keywords are still being looked for.".to_owned(),
                |percent| format!("The words are being counted: {percent} %."),
            );
            let mut lines = match model.figures.figure {
                Figure::Dates => dates(model, &[]),
                _ => Vec::new(),
            };
            lines.push(note(&what));
            lines
        }
    };
    if lines.is_empty() {
        lines.push(note(&model.no_figures()));
    }
    lines.push(note(""));
    lines.push(note(&model.how_counted()));
    lines
}

/// What is to be said of the selected row: the hits in the cell that the cursor is on.
pub(super) fn foot(model: &Model, overlay: &Overlay) -> String {
    match (overlay.selected(), overlay.strip()) {
        (Some(Target::Plot(document, _)), Some(strip)) => {
            let place = format!("cell {} of {}", overlay.cell + 1, strip.cells);
            let hits = model.hits_in_cell(overlay);
            let Some(first) = hits.first() else {
                return format!("{place} · no hit");
            };
            let document = &model.collection.documents[document];
            let Context { left, right } =
                Context::of(document, first.span, Extent::Sentence).cut(BESIDE, BESIDE);
            let node = one_line(&document.body.slice(first.span));
            let hits = format::counted(hits.len(), "hit");
            format!("{place} · {hits} · {left}‹{node}›{right}")
        }
        (Some(Target::Matrix(category)), _) => {
            let set = &model.findings.keywords;
            let Some(other) = model.shown_categories().nth(usize::from(overlay.cell)) else {
                return String::new();
            };
            let [one, other] = [category, other].map(|index| &set.categories[index].name);
            format!("{one} × {other} · Enter lists where they meet")
        }
        (Some(Target::Meeting(_) | Target::Word(_)), _) => "Enter lists where that is".to_owned(),
        _ => String::new(),
    }
}

/// Columns of text to each side of the hit that is shown at the foot.
const BESIDE: usize = 40;

fn note(text: &str) -> OverlayLine {
    OverlayLine::Pair(String::new(), text.to_owned())
}

fn row(text: String, target: Option<Target>) -> OverlayLine {
    OverlayLine::Row(text, target, None)
}

/// A plot and its figures for each text; of the term in focus, the search, or each category.
fn dispersion(model: &Model, columns: u16) -> Vec<OverlayLine> {
    let columns = usize::from(columns);
    // The plot is what it is about: the title has a quarter, the hits' figures go first where it is narrow.
    let titles = (columns / 4).clamp(8, TITLE);
    let has_words = columns >= titles + 2 + SHORTEST_PLOT + FIGURES;
    let figures = if has_words { FIGURES } else { 2 + HITS };
    let room = columns.saturating_sub(titles + 2 + figures).max(8);
    let mut lines = Vec::new();
    for plot in model.plots() {
        let spread = &plot.spread;
        let known = |figure: Option<f64>| figure.map_or("—".to_owned(), |it| format!("{it:.3}"));
        lines.push(OverlayLine::Heading(format!(
            "{} · {} in {} of {} · {:.2} per 1,000 words · DPnorm {}",
            model.subject_name(plot.subject),
            format::counted(spread.total.hits, "hit"),
            spread.range,
            format::counted(plot.shares.len(), "text"),
            spread.total.per_1000(),
            known(spread.dp_norm)
        )));
        let mut head = format!(
            "{}  {}  {:>HITS$}",
            padded("text", titles),
            padded("from its beginning to its end", room),
            "hits"
        );
        if has_words {
            let _ = write!(head, "  {:>WORDS$}  {:>RATE$}", "words", "per 1,000");
        }
        lines.push(row(head, None));
        let longest = plot.shares.iter().map(|share| share.words).max();
        let longest = longest.unwrap_or(0).max(1);
        for (index, (text, share)) in plot.texts.iter().zip(&plot.shares).enumerate() {
            let width = if model.figures.in_proportion {
                (room * text.words / longest).max(1)
            } else {
                room
            };
            let places = text.hits.iter().map(|&(_, before)| before);
            let signs: String = cells(places, text.words, width)
                .into_iter()
                .map(sign)
                .collect();
            let mut text = format!(
                "{}  {}  {:>HITS$}",
                padded(&model.collection.documents[index].metadata.title, titles),
                padded(&signs, room),
                format::number(share.hits)
            );
            if has_words {
                let words = format::number(share.words);
                let _ = write!(text, "  {words:>WORDS$}  {:>RATE$.2}", share.per_1000());
            }
            let strip = Strip {
                x: titles as u16 + 2,
                width: 1,
                cells: width as u16,
            };
            let target = Target::Plot(index, plot.subject);
            lines.push(OverlayLine::Row(text, Some(target), Some(strip)));
        }
    }
    lines
}

fn key_words(model: &Model, words: &[Keyness], names: usize) -> Vec<OverlayLine> {
    let shown = words.iter().enumerate();
    let shown = shown.filter(|(_, it)| is_shown(model, &it.word));
    let mut lines: Vec<OverlayLine> = shown
        .take(MOST_ROWS)
        .map(|(number, it)| {
            let text = format!(
                "{}  {:>6}  {:>9}  {:>9.2}  {:>9.2}",
                padded(&it.word, names),
                format::number(it.in_text),
                format::number(it.in_rest),
                it.g2,
                it.log_ratio
            );
            row(text, Some(Target::Word(number)))
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

pub(super) fn is_shown(model: &Model, word: &str) -> bool {
    !model.figures.content_only || !is_stop_word(word)
}

fn collocates(model: &Model, words: &[Collocate], names: usize) -> Vec<OverlayLine> {
    let Some(first) = words.first() else {
        return Vec::new();
    };
    let name = model.subject_name(model.figures.of);
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
    let shown = words.iter().enumerate();
    let shown = shown.filter(|(_, it)| is_shown(model, &it.word));
    lines.extend(shown.take(MOST_ROWS).map(|(number, it)| {
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
        row(text, Some(Target::Word(number)))
    }));
    lines
}

/// How often each two of the shown categories meet, then each two of their keywords.
fn meetings(model: &Model, terms: &[Pair], categories: &[Pair], names: usize) -> Vec<OverlayLine> {
    if terms.is_empty() {
        return Vec::new();
    }
    let set = &model.findings.keywords;
    let within = model.figures.within;
    let label = |term: TermId| &set.terms[term.index()].label;
    let mut lines = matrix(model, categories);
    lines.push(OverlayLine::Heading("Keywords".to_owned()));
    let head = format!(
        "{}  {:>10}  {:>8}",
        padded("keywords", names),
        match within {
            Within::Paragraph => "paragraphs",
            Within::Sentence => "sentences",
            Within::Words(_) => "hits",
        },
        "Jaccard"
    );
    lines.push(row(head, None));
    lines.extend(terms.iter().take(MOST_ROWS).map(|pair| {
        let pair_name = format!("{} × {}", label(pair.first), label(pair.second));
        let text = format!(
            "{}  {:>10}  {:>8.3}",
            padded(&pair_name, names),
            format::number(pair.count),
            pair.jaccard
        );
        let meeting = Meeting {
            of: Of::Terms,
            pair: [pair.first.index(), pair.second.index()],
            within,
        };
        row(text, Some(Target::Meeting(meeting)))
    }));
    lines
}

/// Columns of the name of a category, and of a cell of the matrix.
const CATEGORY: usize = WORD - 12;
const CELL: usize = 5;

/// A square of the shown categories, of which `pairs` meet.
fn matrix(model: &Model, pairs: &[Pair]) -> Vec<OverlayLine> {
    let set = &model.findings.keywords;
    let shown: Vec<usize> = model.shown_categories().collect();
    let marks = shown
        .iter()
        .map(|&index| format!("{:>CELL$}", set.categories[index].mark));
    let mut lines = vec![
        OverlayLine::Heading("Categories".to_owned()),
        row(padded("", CATEGORY) + &marks.collect::<String>(), None),
    ];
    for &one in &shown {
        let cells = shown.iter().map(|&other| {
            let (first, second) = (one.min(other), one.max(other));
            let met = pairs
                .iter()
                .find(|pair| (pair.first.index(), pair.second.index()) == (first, second));
            match met {
                _ if one == other => format!("{:>CELL$}", "\\"),
                Some(pair) => format!("{:>CELL$}", format::number(pair.count)),
                None => format!("{:>CELL$}", "·"),
            }
        });
        let category = &set.categories[one];
        let name = padded(&format!("{} {}", category.mark, category.name), CATEGORY);
        let strip = Strip {
            x: CATEGORY as u16,
            width: CELL as u16,
            cells: shown.len() as u16,
        };
        let text = name + &cells.collect::<String>();
        lines.push(OverlayLine::Row(
            text,
            Some(Target::Matrix(one)),
            Some(strip),
        ));
    }
    lines
}

/// The texts with a date, the oldest first, and those without one.
pub(super) fn dated(model: &Model) -> (Vec<usize>, Vec<usize>) {
    let date = |index: usize| model.collection.documents[index].metadata.date;
    let texts = 0..model.collection.documents.len();
    let (mut dated, undated): (Vec<usize>, Vec<usize>) =
        texts.partition(|&index| date(index).is_some());
    dated.sort_by_key(|&index| date(index));
    (dated, undated)
}

/// When the texts were published, the oldest first, and of which years they speak.
fn dates(model: &Model, years: &[Year]) -> Vec<OverlayLine> {
    let documents = &model.collection.documents;
    let (dated, undated) = dated(model);
    let mut lines = Vec::new();
    if !dated.is_empty() {
        lines.push(OverlayLine::Heading("Published".to_owned()));
    }
    for index in dated {
        let metadata = &documents[index].metadata;
        let date = format::dated(metadata).unwrap_or_default();
        let text = format!("{}  {}", padded(&date, 24), metadata.title);
        lines.push(row(text, Some(Target::Document(index))));
    }
    if !lines.is_empty() && !undated.is_empty() {
        let texts = format::counted(undated.len(), "text");
        lines.push(OverlayLine::Heading(format!("Without a date: {texts}")));
        lines.extend(undated.iter().take(MOST_ROWS).map(|&index| {
            let title = &documents[index].metadata.title;
            row(
                format!("{}  {title}", padded("", 24)),
                Some(Target::Document(index)),
            )
        }));
    }
    if !years.is_empty() {
        lines.push(OverlayLine::Heading("Years spoken of".to_owned()));
    }
    let most = years.iter().map(|year| year.mentions).max().unwrap_or(0);
    for (number, year) in years.iter().enumerate() {
        let bar = match most {
            0..=BAR => year.mentions,
            _ => (year.mentions * BAR).div_ceil(most),
        };
        let text = format!(
            "{}  {:>6}  in {:<9}  {}",
            year.year,
            format::number(year.mentions),
            format::counted(year.texts, "text"),
            "▪".repeat(bar)
        );
        lines.push(row(text, Some(Target::Word(number))));
    }
    lines
}

/// Columns of the longest bar.
const BAR: usize = 60;
