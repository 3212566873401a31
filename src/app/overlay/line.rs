//! A line of an overlay, and the rows that it is set in.
//!
//! Responsible for how wide its columns are, and for cutting or wrapping what stands in them. Not for
//! what the lines say (see the modules beside this one).

use super::{OverlayRow, Strip, Target, matches::Around};
use crate::{
    app::format,
    text::{
        fill::{Fit, Options, Rows},
        gate,
    },
};

/// One line of an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OverlayLine {
    /// The name of the lines below it.
    Heading(String),
    /// A name or keys, and what belongs to it.
    Pair(String, String),
    /// Keys, what they do, and the name of the command.
    Keys(Vec<String>, String, &'static str),
    /// A heading of the document, with its level, and the byte that it stands at.
    Section {
        /// The heading's words.
        title: String,
        /// 1 to 6.
        level: u8,
        /// Its first byte.
        at: usize,
        /// Keyword hits from it up to the next heading.
        hits: usize,
    },
    /// A hit with what stands around it.
    Hit(Around, Target),
    /// Running text, in as many lines as it has, below the row that it belongs to.
    Paragraph(String),
    /// A row of a table, and the cells in it.
    Row(String, Option<Target>, Option<Strip>),
    /// A category or a term, with a figure.
    Keyword {
        /// What it is called, with its letter.
        name: String,
        /// Its hits.
        figure: String,
        /// What it is.
        target: Target,
    },
}

/// The width of the column of names: as wide as the widest, but no more than two fifths.
pub(super) fn name_columns(lines: &[OverlayLine], columns: u16) -> u16 {
    let width = |line: &OverlayLine| match line {
        OverlayLine::Pair(name, _) => gate::columns(name),
        OverlayLine::Keys(keys, ..) => gate::columns(&keys.join("  ")),
        _ => 0,
    };
    let widest = lines.iter().map(width).max().unwrap_or(0);
    (widest as u16).min(columns * 2 / 5)
}

pub(super) fn wrapped(line: OverlayLine, names: u16, columns: u16) -> Vec<OverlayRow> {
    match line {
        OverlayLine::Heading(name) => vec![OverlayRow {
            heading: true,
            name,
            ..OverlayRow::default()
        }],
        OverlayLine::Section {
            title,
            level,
            at,
            hits,
        } => {
            let indent = " ".repeat(usize::from(level.saturating_sub(1)) * 2);
            let room = usize::from(columns).saturating_sub(10 + indent.len());
            vec![OverlayRow {
                name: format!("{indent}{}", gate::ellipsis(&title, room)),
                figure: if hits > 0 {
                    format::counted(hits, "hit")
                } else {
                    String::new()
                },
                target: Some(Target::Place(at)),
                ..OverlayRow::default()
            }]
        }
        OverlayLine::Keyword {
            name,
            figure,
            target,
        } => vec![OverlayRow {
            name: gate::ellipsis(&name, usize::from(columns).saturating_sub(figure.len() + 2))
                .into_owned(),
            figure,
            target: Some(target),
            ..OverlayRow::default()
        }],
        OverlayLine::Hit(around, target) => vec![OverlayRow {
            target: Some(target),
            around: Some(around),
            ..OverlayRow::default()
        }],
        OverlayLine::Row(text, target, strip) => vec![OverlayRow {
            name: gate::ellipsis(&text, usize::from(columns)).into_owned(),
            target,
            strip,
            ..OverlayRow::default()
        }],
        OverlayLine::Paragraph(text) => text
            .lines()
            .flat_map(|line| filled(line, columns.saturating_sub(4)))
            .map(|row| OverlayRow {
                name: format!("  │ {row}"),
                ..OverlayRow::default()
            })
            .collect(),
        OverlayLine::Pair(name, text) => {
            let texts = filled(&text, columns.saturating_sub(names + 2));
            beside(filled(&name, names), texts, names + 2)
        }
        OverlayLine::Keys(keys, summary, command) => {
            let room = columns.saturating_sub(names + 2);
            // The command's name is for those who type it, where there is room.
            let name_columns = if room > 60 { NAME_COLUMNS } else { 0 };
            let texts = filled(&summary, room - name_columns);
            let mut rows = beside(joined(&keys, names), texts, names + 2);
            if let Some(first) = rows.first_mut().filter(|_| name_columns > 0) {
                command.clone_into(&mut first.figure);
            }
            rows
        }
    }
}

/// Columns for the names of commands: the longest, and two between.
const NAME_COLUMNS: u16 = 20;

/// Rows of names, with rows of text from `text_column` on.
fn beside(mut names: Vec<String>, mut texts: Vec<String>, text_column: u16) -> Vec<OverlayRow> {
    let rows = names.len().max(texts.len());
    names.resize(rows, String::new());
    texts.resize(rows, String::new());
    let row = |(name, text)| OverlayRow {
        name,
        text,
        text_column,
        ..OverlayRow::default()
    };
    names.into_iter().zip(texts).map(row).collect()
}

/// Keys side by side on as many rows as they need; none is parted.
fn joined(keys: &[String], columns: u16) -> Vec<String> {
    let mut rows = vec![String::new()];
    for key in keys {
        let row = rows.last_mut().expect("there is a row from the start");
        if row.is_empty() {
            row.push_str(key);
        } else if row.len() + 2 + key.len() <= usize::from(columns) {
            row.push_str("  ");
            row.push_str(key);
        } else {
            rows.push(key.clone());
        }
    }
    rows
}

fn filled(text: &str, columns: u16) -> Vec<String> {
    let rows = Rows::fill(text, &Options::of_line(columns, Fit::First));
    rows.lines(text).map(str::to_owned).collect()
}
