//! A part of a text as it is told: its paragraphs in words, with what a screen shows by signs and colours.
//!
//! Responsible for headings, lists, quotations, links, hits and notes in words. Lines that the text keeps are kept; how
//! long a line may be is decided elsewhere.

use crate::{
    app::{
        Model,
        anchor::Found,
        format,
        reader::layout::{Before, Layouts, Typography},
    },
    collection::{
        block::{Block, BlockKind, Marker, RunKind},
        document::{Document, Stretch},
    },
    keyword::painted,
    text::{bidi::Order, fill::Fit, gate, span::Span, words::one_line},
};

/// What there is instead of a text in which the fold leaves nothing.
pub(super) const ALL_FOLDED: &str = "no paragraph has a hit that is shown; {fold} shows all";

/// Columns of a line that is not broken before it is told.
const UNBROKEN: u16 = 30_000;

/// Columns of a link's words or of a quoted highlight that are told.
const QUOTED: usize = 40;

/// Columns of a link's target that are told.
const TARGET: usize = 80;

/// The part `span` of the open text; between paragraphs as many empty lines as there are on the screen.
pub(super) fn paragraphs(model: &Model, span: Span) -> Vec<String> {
    let Some(document) = model.document() else {
        return Vec::new();
    };
    let mut lines: Vec<String> = Vec::new();
    if document.body.is_empty() {
        lines.push("this text is empty".to_owned());
    }
    let mut next = document.stretch_at(span.start);
    // It has no words at which a page could begin.
    let before = next.filter(|first| first.block.span.start == span.start);
    let before = before.and_then(|first| document.stretch_before(&first));
    if before.is_some_and(|before| before.block.kind == BlockKind::Rule) {
        lines.push("a rule".to_owned());
    }
    while let Some(stretch) =
        next.filter(|it| it.block.span.start < span.end || it.block.span.start == span.start)
    {
        next = document.stretch_after(&stretch);
        let block = stretch.block;
        if model.is_left_out(block.span) {
            continue;
        }
        let told = paragraph(model, document, stretch, block.span.clipped(span));
        if told.is_empty() {
            continue;
        }
        if !lines.is_empty() && stretch.begins_block && !block.tight {
            let blanks = usize::from(model.settings.spacing);
            lines.extend(std::iter::repeat_n(String::new(), blanks));
        }
        lines.extend(told);
    }
    if lines.is_empty() && model.settings.folded {
        lines.push(model.keymap.told(ALL_FOLDED));
    }
    lines
}

/// The part of a stretch, with what it is before it and what it holds after it.
fn paragraph(model: &Model, document: &Document, stretch: Stretch, part: Span) -> Vec<String> {
    let block = stretch.block;
    let mut lines = Vec::new();
    let is_begin = stretch.begins_block && part.start == block.span.start;
    if block.kind == BlockKind::Rule {
        lines.push("a rule".to_owned());
        return lines;
    }
    let mut texts = texts(model, stretch, part);
    if let Some(first) = texts.first_mut() {
        let quotation = match block.quotes {
            0 => String::new(),
            1 => "quotation: ".to_owned(),
            level => format!("quotation in quotation, {level} deep: "),
        };
        let lead = if is_begin {
            let before = document.stretch_before(&stretch);
            lead(&block, before.as_ref())
        } else {
            String::new()
        };
        *first = format!("{quotation}{lead}{first}");
    }
    lines.extend(texts);
    if model.settings.legend {
        lines.extend(hits_in_words(model, part));
    }
    lines.extend(runs_in_words(document, part));
    lines.extend(notes_in_words(model, document, part));
    lines
}

/// What a block is, where that is not plain text.
fn lead(block: &Block, before: Option<&Stretch>) -> String {
    let is_furniture = block.furniture && before.is_none_or(|before| !before.block.furniture);
    let furniture = if is_furniture {
        "not of the text: "
    } else {
        ""
    };
    let marker = match block.marker {
        Some(Marker::Bullet) => "- ".to_owned(),
        Some(Marker::Number(number)) => format!("{number}. "),
        Some(Marker::Task(false)) => "to do: ".to_owned(),
        Some(Marker::Task(true)) => "done: ".to_owned(),
        None => String::new(),
    };
    let kind = match block.kind {
        BlockKind::Heading(level) => format!("heading {level}: "),
        BlockKind::Preformatted => "as it is set: ".to_owned(),
        BlockKind::Paragraph | BlockKind::Wrapped | BlockKind::Rule => String::new(),
    };
    format!("{furniture}{marker}{kind}")
}

/// The lines that the text itself has in a part of a stretch.
fn texts(model: &Model, stretch: Stretch, part: Span) -> Vec<String> {
    let Some(document) = model.document() else {
        return Vec::new();
    };
    let typography = Typography {
        columns: UNBROKEN,
        spacing: 0,
        indent: 0,
        fit: Fit::First,
        hyphens: false,
        justifies: false,
        order: Order::Text,
    };
    let mut layouts = Layouts::default();
    let layout = layouts.layout(document, model.open, stretch, typography, Before::AsInText);
    let start = stretch.block.span.start;
    let mut lines = Vec::new();
    for line in layout.above()..layout.lines() {
        let glyphs = layout.glyphs(line);
        let text: String = glyphs
            .filter(|glyph| glyph.span.shifted(start).overlaps(part))
            .map(|glyph| glyph.shown.symbol.into_owned())
            .collect();
        // The rule under the heads of a table is no word of the text.
        let is_rule = text.chars().all(|it| matches!(it, '─' | ' '));
        if !is_rule {
            lines.push(text.trim_end().to_owned());
        }
    }
    lines
}

/// The keywords that a part of the text holds.
fn hits_in_words(model: &Model, part: Span) -> Option<String> {
    let set = &model.findings.keywords;
    let hits = &model.findings.of(model.open).hits;
    let from = hits.partition_point(|hit| hit.span.start < part.start);
    let to = hits.partition_point(|hit| hit.span.start < part.end);
    let shown: Vec<_> = model
        .activity
        .active(&hits[from..to], set)
        .copied()
        .collect();
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for hit in painted(&shown, set) {
        let term = hit.term.index();
        match counts.iter_mut().find(|(known, _)| *known == term) {
            Some((_, count)) => *count += 1,
            None => counts.push((term, 1)),
        }
    }
    // The letters stand beside the text on a screen.
    let named = counts.iter().map(|&(term, count)| {
        let term = &set.terms[term];
        let mark = &set.categories[term.category].mark;
        match count {
            1 => format!("{} ({mark})", term.label),
            count => format!("{} ({mark}) {}", term.label, format::number(count)),
        }
    });
    let named: Vec<String> = named.collect();
    match counts[..] {
        [] => None,
        [(_, 1)] => Some(format!("[hit: {}]", named.join(", "))),
        _ => Some(format!("[hits: {}]", named.join(", "))),
    }
}

/// Links, and what is struck out.
fn runs_in_words(document: &Document, part: Span) -> Vec<String> {
    let link = |run: &crate::collection::block::Run| {
        let words = gate::line(&document.body.slice(run.span)).into_owned();
        let target = match &run.kind {
            RunKind::Link(target) => target,
            RunKind::Struck => return Some(format!("[struck out: {words}]")),
            RunKind::Emphasis | RunKind::Strong | RunKind::Code => return None,
        };
        let target = gate::ellipsis(target, TARGET);
        Some(if words == *target {
            format!("[link: {target}]")
        } else {
            format!("[link: {}, to {target}]", gate::ellipsis(&words, QUOTED))
        })
    };
    let runs = document.runs(part);
    let begun = runs.filter(|run| part.contains(run.span.start));
    begun.filter_map(link).collect()
}

fn notes_in_words(model: &Model, document: &Document, part: Span) -> Vec<String> {
    let placed = model.placed.highlights.iter();
    let begun = placed.filter(|(_, found)| part.contains(found.span.start));
    let told = begun.filter_map(|&(index, Found { span, change })| {
        let note = &model.notes.highlights.get(index)?.note;
        let words = document.excerpt(span);
        let words = gate::line(&words);
        let words = gate::ellipsis(&words, QUOTED);
        let changed = change.in_words();
        let changed = changed.map_or(String::new(), |words| format!("; {words}"));
        Some(if note.is_empty() {
            format!("[highlight: {words}{changed}]")
        } else {
            format!("[note: {}, on {words}{changed}]", one_line(note))
        })
    });
    told.collect()
}
