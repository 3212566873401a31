//! The keys of a TOML table that somebody wrote, each checked where it stands.
//!
//! Responsible for reporting every mistake of a table in one pass: what is no TOML, unknown keys, values
//! of the wrong type. Not for what the values mean (see [`super::front_matter`] and [`super::folder`]).

use crate::text::problem::Problem;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A value with the byte of the file at which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed<T> {
    /// The value.
    pub(super) value: T,
    /// The byte.
    pub(super) at: usize,
}

/// The table of a file, or of a part of it, as it is read key by key.
pub(super) struct Fields<'a> {
    file: &'a str,
    source: &'a str,
    /// The byte of `source` at which the table's text begins.
    base: usize,
    table: DeTable<'a>,
    known: Vec<&'static str>,
    problems: Vec<Problem>,
    /// Lines on which the text is no TOML: what else is wrong there follows from that.
    damaged: Vec<usize>,
}

impl<'a> Fields<'a> {
    /// Reads the table in `source[base..end]`, the text of `file`.
    pub(super) fn read(file: &'a str, source: &'a str, base: usize, end: usize) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&source[base..end]);
        let problems: Vec<_> = errors
            .iter()
            .map(|error| {
                let at = base + error.span().map_or(0, |span| span.start);
                let message = error.message().lines().collect::<Vec<_>>().join(", ");
                Problem::at(file, source, at, format!("this is not TOML: {message}"))
            })
            .collect();
        Self {
            file,
            source,
            base,
            table: table.into_inner(),
            known: Vec::new(),
            damaged: problems.iter().map(|problem| problem.line).collect(),
            problems,
        }
    }

    /// Whether the text is TOML, so that a key that is missing was not lost in a mistake.
    pub(super) fn is_toml(&self) -> bool {
        self.damaged.is_empty()
    }

    /// Whether a mistake in the value of `key` has been reported.
    pub(super) fn has_problem_with(&self, key: &str) -> bool {
        let named = format!("`{key}` ");
        self.problems
            .iter()
            .any(|problem| problem.message.starts_with(&named))
    }

    /// Reports a mistake at byte `at` of the file.
    pub(super) fn report(&mut self, at: usize, message: impl Into<String>) {
        let problem = Problem::at(self.file, self.source, at, message);
        if !self.damaged.contains(&problem.line) {
            self.problems.push(problem);
        }
    }

    /// The string under `key`.
    pub(super) fn string(&mut self, key: &'static str) -> Option<Placed<String>> {
        let value = self.take(key)?;
        let at = value.at;
        match value.value {
            DeValue::String(text) => Some(Placed {
                value: text.into_owned(),
                at,
            }),
            other => {
                self.report(
                    at,
                    format!("`{key}` must be a string, not {}", kind(&other)),
                );
                None
            }
        }
    }

    /// The string under `key`, or the local date there as a string.
    pub(super) fn string_or_date(&mut self, key: &'static str) -> Option<Placed<String>> {
        if let Some(DeValue::Datetime(date)) = self.table.get(key).map(Spanned::get_ref) {
            let date = date.to_string();
            return self.take(key).map(|placed| Placed {
                value: date,
                at: placed.at,
            });
        }
        self.string(key)
    }

    /// The list of strings under `key`; `None` where nothing is there.
    pub(super) fn stated_strings(&mut self, key: &'static str) -> Option<Vec<Placed<String>>> {
        let is_stated = self.table.contains_key(key);
        let strings = self.strings(key);
        is_stated.then_some(strings)
    }

    /// The list of strings under `key`; empty where there is none.
    pub(super) fn strings(&mut self, key: &'static str) -> Vec<Placed<String>> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.value else {
            let message = format!(
                "`{key}` must be a list of strings in brackets, not {}",
                kind(&value.value)
            );
            self.report(value.at, message);
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in items {
            let at = self.base + item.span().start;
            match item.into_inner() {
                DeValue::String(text) => strings.push(Placed {
                    value: text.into_owned(),
                    at,
                }),
                other => self.report(
                    at,
                    format!("`{key}` must hold strings, not {}", kind(&other)),
                ),
            }
        }
        strings
    }

    /// Reports the keys that nobody asked for, and gives all mistakes.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        let unknown: Vec<_> = std::mem::take(&mut self.table)
            .into_iter()
            .map(|(key, _)| (key.span().start, key.into_inner()))
            .collect();
        for (at, key) in unknown {
            let message = match closest(&key, &self.known) {
                Some(known) => format!("unknown key `{key}`; did you mean `{known}`?"),
                None => format!(
                    "unknown key `{key}`; the keys are {}",
                    self.known.join(", ")
                ),
            };
            self.report(self.base + at, message);
        }
        self.problems
    }

    fn take(&mut self, key: &'static str) -> Option<Placed<DeValue<'a>>> {
        self.known.push(key);
        let value = self.table.remove(key)?;
        Some(Placed {
            at: self.base + value.span().start,
            value: value.into_inner(),
        })
    }
}

/// What `value` is, with its article.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The name among `known` that `word` is a slip of: at most two letters away, fewer for a short word.
pub(super) fn closest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let word = word.to_lowercase();
    known
        .iter()
        .map(|&name| (distance(&word, name), name))
        .filter(|&(distance, name)| distance <= 2 && distance * 2 < name.chars().count())
        .min()
        .map(|(_, name)| name)
}

/// The number of letters to insert, delete or replace that make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<_> = other.chars().collect();
    let mut row: Vec<_> = (0..=other.len()).collect();
    // What is longer than any name has no need to be compared letter by letter.
    for (index, letter) in one.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, &against) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != against);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}
