//! Fields of a TOML table, read with their places.

use super::place::{Problems, suggestion};
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A table of the file whose fields are being read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'t> {
    table: &'t DeTable<'t>,
    /// Where the table starts.
    pub(crate) at: usize,
}

/// A text of the file and its place, quotation marks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text<'t> {
    pub(crate) text: &'t str,
    pub(crate) range: Range<usize>,
}

impl Text<'_> {
    /// Where it starts.
    pub(crate) const fn at(&self) -> usize {
        self.range.start
    }
}

impl<'t> Fields<'t> {
    pub(crate) const fn new(table: &'t DeTable<'t>, at: usize) -> Self {
        Self { table, at }
    }

    /// Reports every key that is not `known` to a `whole` such as "a term".
    pub(crate) fn check_keys(&self, whole: &str, known: &[&str], problems: &mut Problems<'_>) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let hint = suggestion(name, known);
                problems.error(
                    key.span().start,
                    format!("unknown key `{name}` in {whole}; {hint}"),
                );
            }
        }
    }

    /// The value of `key`, whatever it is.
    pub(crate) fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        // The table is borrowed for as long as its texts, which `get` by `&str` would not say.
        self.table
            .iter()
            .find_map(|(name, value)| (name.get_ref() == key).then_some(value))
    }

    /// The text of `key`, which must not be blank.
    pub(crate) fn text(&self, key: &str, problems: &mut Problems<'_>) -> Option<Text<'t>> {
        let value = self.value(key)?;
        let text = text_of(key, value, problems)?;
        if text.text.trim().is_empty() {
            problems.error(text.at(), format!("`{key}` is empty; give it a text"));
            return None;
        }
        Some(text)
    }

    /// The text of `key`, which must be there; `whole` names the table.
    pub(crate) fn required(
        &self,
        key: &str,
        whole: &str,
        problems: &mut Problems<'_>,
    ) -> Option<Text<'t>> {
        if self.value(key).is_none() {
            problems.error(
                self.at,
                format!("{whole} has no `{key}`; add `{key} = \"…\"`"),
            );
        }
        self.text(key, problems)
    }

    /// The truth of `key`.
    pub(crate) fn truth(&self, key: &str, problems: &mut Problems<'_>) -> Option<bool> {
        let value = self.value(key)?;
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            wrong_kind(key, "true or false", value, problems);
        }
        truth
    }

    /// The one of `choices` that `key` names.
    pub(crate) fn choice<T: Copy>(
        &self,
        key: &str,
        choices: &[(&str, T)],
        problems: &mut Problems<'_>,
    ) -> Option<T> {
        let text = text_of(key, self.value(key)?, problems)?;
        let found = choices.iter().find(|(name, _)| *name == text.text);
        if found.is_none() {
            let known: Vec<&str> = choices.iter().map(|&(name, _)| name).collect();
            let hint = suggestion(text.text, &known);
            problems.error(text.at(), format!("unknown {key} `{}`; {hint}", text.text));
        }
        found.map(|&(_, choice)| choice)
    }

    /// The texts of the array `key`; a single text is an array of one.
    pub(crate) fn texts(&self, key: &str, problems: &mut Problems<'_>) -> Option<Vec<Text<'t>>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(_) => Some(text_of(key, value, problems).into_iter().collect()),
            DeValue::Array(values) => Some(
                values
                    .iter()
                    .filter_map(|value| text_of(key, value, problems))
                    .collect(),
            ),
            _ => {
                wrong_kind(key, "an array of texts", value, problems);
                None
            }
        }
    }

    /// The tables of the array `key`, as `[[key]]` makes it.
    pub(crate) fn tables(&self, key: &str, problems: &mut Problems<'_>) -> Vec<Self> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(values) = value.get_ref() else {
            wrong_kind(
                key,
                &format!("an array of tables, each under `[[{key}]]`"),
                value,
                problems,
            );
            return Vec::new();
        };
        let mut tables = Vec::new();
        for value in values {
            match value.get_ref() {
                DeValue::Table(table) => tables.push(Self::new(table, value.span().start)),
                _ => wrong_kind(key, &format!("a table under `[[{key}]]`"), value, problems),
            }
        }
        tables
    }
}

/// The text that `value` of `key` is.
fn text_of<'t>(
    key: &str,
    value: &'t Spanned<DeValue<'t>>,
    problems: &mut Problems<'_>,
) -> Option<Text<'t>> {
    let text = value.get_ref().as_str();
    if text.is_none() {
        wrong_kind(key, "a text in quotation marks", value, problems);
    }
    Some(Text {
        text: text?,
        range: value.span(),
    })
}

/// Reports that `value` is not what `key` must be.
pub(crate) fn wrong_kind(
    key: &str,
    expected: &str,
    value: &Spanned<DeValue<'_>>,
    problems: &mut Problems<'_>,
) {
    let written = problems.text(value.span());
    let shown = match written.lines().next() {
        Some(line) if line.chars().count() <= 40 && line.len() == written.len() => {
            format!("`{line}`")
        }
        _ => format!("this {}", value.get_ref().type_str()),
    };
    problems.error(
        value.span().start,
        format!("`{key}` must be {expected}, not {shown}"),
    );
}
