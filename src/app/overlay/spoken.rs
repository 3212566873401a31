//! The rows of an overlay as they are told, where there is no screen: no columns, no signs, the names of figures
//! beside the figures.

use super::{OverlayRow, Target, figures, keywords, line::OverlayLine, notes};
use crate::{
    analysis::{
        collocates::Collocate,
        cooccurrence::{Pair, Within},
        dispersion::cells,
        keyness::Keyness,
    },
    app::{
        Model,
        anchor::{Anchor, Change, Found},
        concordance::Meeting,
        counting::{Answer, Wanted, Year},
        figures::{CountedHits, Figure},
        format::{self, quoted},
        near::Of,
    },
    keyword::TermId,
    text::words::one_line,
};

/// Cells of a plot that is told.
const CELLS: usize = 20;

/// How the plots are counted, where they are told.
const HOW_PLOTTED: &str = "A cell is a twentieth of the words of a text, with the hits in it in brackets. DP is half the sum of the differences between each text's share of hits and its share of words; DPnorm is DP by one less the least share of words. Furniture of a page is left out.";

/// Rows of a table; the command line prints all.
const MOST_ROWS: usize = 200;

/// The row that tells a line; nothing of one that only parts others.
pub(super) fn row(line: OverlayLine) -> Option<OverlayRow> {
    let (name, target) = match line {
        OverlayLine::Heading(name) => {
            return (!name.is_empty()).then(|| OverlayRow {
                heading: true,
                name,
                ..OverlayRow::default()
            });
        }
        OverlayLine::Pair(name, text) if name.is_empty() => (text, None),
        OverlayLine::Pair(name, text) => (format!("{name}: {text}"), None),
        OverlayLine::Keys(keys, summary, name) => {
            let keys = keys.join(" or ");
            let ways = if keys.starts_with(':') && keys.len() > 1 {
                String::new()
            } else {
                format!(". Keys: {keys}")
            };
            (format!("{name}: {summary}{ways}"), None)
        }
        OverlayLine::Section {
            title,
            level,
            at,
            hits,
        } => {
            let hits = match hits {
                0 => String::new(),
                hits => format!(", {}", format::counted(hits, "hit")),
            };
            let title = one_line(&title);
            (
                format!("{title}, heading {level}{hits}"),
                Some(Target::Place(at)),
            )
        }
        OverlayLine::Hit(around, target) => {
            return Some(OverlayRow {
                target: Some(target),
                around: Some(around),
                ..OverlayRow::default()
            });
        }
        OverlayLine::Paragraph(text) => (one_line(&text), None),
        OverlayLine::Keyword {
            name,
            figure,
            target,
        } => (format!("{name}, {figure}"), Some(target)),
        OverlayLine::Row(name, target, strip) => {
            return Some(OverlayRow {
                name,
                target,
                strip,
                ..OverlayRow::default()
            });
        }
    };
    (!name.is_empty()).then(|| OverlayRow {
        name,
        target,
        ..OverlayRow::default()
    })
}

/// The texts of the list.
pub(super) fn texts(model: &Model) -> Vec<OverlayLine> {
    let text = |&index: &usize| {
        let document = &model.collection.documents[index];
        let mut parts = vec![document.metadata.title.to_string()];
        parts.extend(model.details_in_words(index));
        if index == model.open {
            parts.push("open".to_owned());
        }
        OverlayLine::Row(parts.join(", "), Some(Target::Document(index)), None)
    };
    model.list.order.iter().map(text).collect()
}

/// The categories and, where one is opened, its keywords.
pub(super) fn keywords(model: &Model, lines: Vec<OverlayLine>) -> Vec<OverlayLine> {
    let set = &model.findings.keywords;
    let told = |line: OverlayLine| {
        let OverlayLine::Keyword { figure, target, .. } = line else {
            return line;
        };
        let (name, is_shown) = match target {
            Target::Category(index) => {
                let category = &set.categories[index];
                let name = format!("category {}, {}", category.mark, category.name);
                (name, model.activity.shows_category(index))
            }
            Target::Term(term) => (
                set.terms[term.index()].label.clone(),
                model.activity.shows(term, set),
            ),
            _ => return OverlayLine::Row(String::new(), None, None),
        };
        let (here, all) = figure.split_once(" / ").unwrap_or((&figure, ""));
        let muted = if is_shown { "" } else { ", muted" };
        OverlayLine::Row(
            format!("{name}: {here} here, {all} in all{muted}"),
            Some(target),
            None,
        )
    };
    lines.into_iter().map(told).collect()
}

/// Marks, highlights and notes, also those that are not found or whose texts are not open.
pub(super) fn notes(model: &Model) -> Vec<OverlayLine> {
    let placed = model.placed_notes();
    let words = |place: &Option<(usize, Option<Found>)>, anchor: &Anchor| {
        let Some((index, found)) = place else {
            return format!("{}, in a text that is not open", quoted(&anchor.exact));
        };
        match found {
            Some(Found { span, change }) => {
                let now = quoted(&notes::shown(&model.collection.documents[*index], *span));
                match change.in_words() {
                    Some(said) if *change == Change::Words => {
                        format!("{now}, {said}; it was {}", quoted(&anchor.exact))
                    }
                    Some(said) => format!("{now}, {said}"),
                    None => now,
                }
            }
            None => format!(
                "{}, not found in the text as it is now",
                quoted(&anchor.exact)
            ),
        }
    };
    let mut lines = Vec::new();
    for (number, ((name, mark), place)) in model.notes.marks.iter().zip(&placed.marks).enumerate() {
        let letter = name.rsplit(' ').next().unwrap_or_default();
        let words = words(place, &mark.anchor);
        let title = notes::title(model, place.as_ref(), &mark.title, &mark.document);
        let text = format!("mark {letter}: {words}, in {title}");
        lines.push(OverlayLine::Row(text, Some(Target::Mark(number)), None));
    }
    let highlights = model.notes.highlights.iter().zip(&placed.highlights);
    for (number, (highlight, place)) in highlights.enumerate() {
        let words = words(place, &highlight.anchor);
        let what = if highlight.note.is_empty() {
            "highlight".to_owned()
        } else {
            format!("note: {}, on", one_line(&highlight.note))
        };
        let title = notes::title(model, place.as_ref(), &highlight.title, &highlight.document);
        let text = format!("{what} {words}, in {title}");
        lines.push(OverlayLine::Row(
            text,
            Some(Target::Highlight(number)),
            None,
        ));
    }
    lines
}

/// The figures: tables as sentences, plots as the numbers of their cells.
pub(super) fn figures(model: &Model, wanted: Option<&Wanted>) -> Vec<OverlayLine> {
    let answer = wanted.and_then(|wanted| model.counts.answer(wanted));
    let mut lines = match (model.figures.figure, answer) {
        (Figure::Dispersion, _) => dispersion(model),
        (_, Some(Answer::Keyness(words))) => key_words(model, words),
        (_, Some(Answer::Collocates(words))) => collocates(model, words),
        (_, Some(Answer::Meetings { terms, categories })) => meetings(model, terms, categories),
        (_, Some(Answer::Years(years))) => dates(model, years),
        // Nothing but that it is being counted.
        _ => return figures::lines(model, wanted, 0),
    };
    let note = |text: String| OverlayLine::Pair(String::new(), text);
    if lines.is_empty() {
        lines.push(note(model.no_figures()));
    }
    lines.push(note(match model.figures.figure {
        Figure::Dispersion => HOW_PLOTTED.to_owned(),
        _ => model.how_counted(),
    }));
    lines
}

fn told(text: String, target: Target) -> OverlayLine {
    OverlayLine::Row(text, Some(target), None)
}

fn dispersion(model: &Model) -> Vec<OverlayLine> {
    let mut lines = Vec::new();
    for plot in model.plots() {
        let spread = &plot.spread;
        let norm = spread.dp_norm;
        let norm = norm.map_or(String::new(), |norm| format!(", DPnorm {norm:.3}"));
        lines.push(OverlayLine::Heading(format!(
            "{}: {} in {} of {}, {:.2} per 1,000 words{norm}",
            model.subject_name(plot.subject),
            format::counted(spread.total.hits, "hit"),
            spread.range,
            format::counted(plot.shares.len(), "text"),
            spread.total.per_1000(),
        )));
        for (index, (text, share)) in plot.texts.iter().zip(&plot.shares).enumerate() {
            let title = &model.collection.documents[index].metadata.title;
            let line = format!(
                "{title}: {} in {}, {:.2} per 1,000. {}",
                format::counted(share.hits, "hit"),
                format::counted(share.words, "word"),
                share.per_1000(),
                cells_in_words(text)
            );
            let strip = super::Strip {
                x: 0,
                width: 1,
                cells: CELLS as u16,
            };
            let target = Target::Plot(index, plot.subject);
            lines.push(OverlayLine::Row(line, Some(target), Some(strip)));
        }
    }
    lines
}

/// Which of the cells of a text have hits, and how many.
fn cells_in_words(text: &CountedHits) -> String {
    let places = text.hits.iter().map(|&(_, before)| before);
    let counts = cells(places, text.words, CELLS);
    let cells = counts.iter().enumerate().filter(|(_, hits)| **hits > 0);
    let cells: Vec<String> = cells
        .map(|(cell, hits)| format!("{} ({hits})", cell + 1))
        .collect();
    if cells.is_empty() {
        "No hits".to_owned()
    } else {
        format!("Of {CELLS} cells with hits: {}", cells.join(", "))
    }
}

fn key_words(model: &Model, words: &[Keyness]) -> Vec<OverlayLine> {
    let shown = words.iter().enumerate();
    let shown = shown.filter(|(_, it)| figures::is_shown(model, &it.word));
    let line = |(number, it): (usize, &Keyness)| {
        let text = format!(
            "{}: here {}, elsewhere {}, G² {:.2}, log ratio {:.2}",
            it.word,
            format::number(it.in_text),
            format::number(it.in_rest),
            it.g2,
            it.log_ratio
        );
        told(text, Target::Word(number))
    };
    shown.take(MOST_ROWS).map(line).collect()
}

fn collocates(model: &Model, words: &[Collocate]) -> Vec<OverlayLine> {
    let shown = words.iter().enumerate();
    let shown = shown.filter(|(_, it)| figures::is_shown(model, &it.word));
    let line = |(number, it): (usize, &Collocate)| {
        let counts = &it.counts;
        let text = format!(
            "{}: near {}, frequency {}, logDice {:.2}, MI {:.2}, t {:.2}, G² {:.2}",
            it.word,
            format::number(counts.observed),
            format::number(counts.frequency),
            counts.log_dice(),
            counts.mi(),
            counts.t(),
            counts.g2()
        );
        told(text, Target::Word(number))
    };
    shown.take(MOST_ROWS).map(line).collect()
}

fn meetings(model: &Model, terms: &[Pair], categories: &[Pair]) -> Vec<OverlayLine> {
    let set = &model.findings.keywords;
    let within = model.figures.within;
    let one = match within {
        Within::Paragraph => "paragraph",
        Within::Sentence => "sentence",
        Within::Words(_) => "hit",
    };
    let line = |of: Of, pair: &Pair, names: [&str; 2]| {
        let text = format!(
            "{} with {}: {}, Jaccard {:.3}",
            names[0],
            names[1],
            format::counted(pair.count, one),
            pair.jaccard
        );
        let meeting = Meeting {
            of,
            pair: [pair.first.index(), pair.second.index()],
            within,
        };
        told(text, Target::Meeting(meeting))
    };
    let label = |term: TermId| set.terms[term.index()].label.as_str();
    let category = |term: TermId| set.categories[term.index()].name.as_str();
    let mut lines = Vec::new();
    if !categories.is_empty() {
        lines.push(OverlayLine::Heading("Categories".to_owned()));
        lines.extend(categories.iter().map(|pair| {
            line(
                Of::Categories,
                pair,
                [category(pair.first), category(pair.second)],
            )
        }));
    }
    if !terms.is_empty() {
        lines.push(OverlayLine::Heading("Keywords".to_owned()));
        let pairs = terms.iter().take(MOST_ROWS);
        lines.extend(
            pairs.map(|pair| line(Of::Terms, pair, [label(pair.first), label(pair.second)])),
        );
    }
    lines
}

fn dates(model: &Model, years: &[Year]) -> Vec<OverlayLine> {
    let documents = &model.collection.documents;
    let (dated, _) = figures::dated(model);
    let mut lines = Vec::new();
    if !dated.is_empty() {
        lines.push(OverlayLine::Heading("Published".to_owned()));
    }
    for index in dated {
        let metadata = &documents[index].metadata;
        let date = format::dated(metadata).unwrap_or_default();
        let text = format!("{date}: {}", metadata.title);
        lines.push(told(text, Target::Document(index)));
    }
    if !years.is_empty() {
        lines.push(OverlayLine::Heading("Years spoken of".to_owned()));
    }
    for (number, year) in years.iter().enumerate() {
        let text = format!(
            "{}: {} in {}",
            year.year,
            format::counted(year.mentions, "mention"),
            format::counted(year.texts, "text")
        );
        lines.push(told(text, Target::Word(number)));
    }
    lines
}

/// What the keywords' lines on a screen are told as.
pub(super) fn keyword_lines(model: &Model, overlay: &super::Overlay) -> Vec<OverlayLine> {
    keywords(model, keywords::lines(model, overlay))
}

impl Model {
    /// Date, length and hits of a document, in words.
    pub fn details_in_words(&self, index: usize) -> Vec<String> {
        let document = &self.collection.documents[index];
        let found = self.findings.of(index);
        let mut parts = Vec::new();
        parts.extend(document.metadata.date.map(format::date));
        if let Some(words) = self.findings.words(index, document) {
            parts.push(format::counted(format::minutes(words), "minute"));
        }
        if self.findings.has_keywords() && found.complete {
            parts.push(format::counted(found.hits.len(), "hit"));
        }
        parts
    }

    /// Where the reader is: the text, how far in it, what is left of it, and the section.
    pub fn place_in_words(&self) -> String {
        let mut parts = vec![
            format!(
                "text {} of {}",
                self.list.position(self.open).map_or(0, |at| at + 1),
                self.list.order.len()
            ),
            format!("{} percent", self.percent()),
        ];
        if let Some(words) = self.words_left() {
            let minutes = format::counted(self.pace.minutes(words), "minute");
            parts.push(format!("about {minutes} left"));
        }
        parts.extend(self.section());
        parts.join(", ")
    }
}
