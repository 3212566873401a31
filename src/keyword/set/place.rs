//! From byte offsets in a file to lines and columns, and the problems found there.

use crate::text::problem::Problem;
use std::ops::Range;

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// The mistakes found in one file so far.
#[derive(Debug)]
pub(crate) struct Problems<'s> {
    file: &'s str,
    source: &'s str,
    /// Start of each line.
    lines: Vec<usize>,
    pub(crate) errors: Vec<Problem>,
    pub(crate) warnings: Vec<Problem>,
}

impl<'s> Problems<'s> {
    /// None yet, in `source`, which messages call `file`.
    pub(crate) fn new(file: &'s str, source: &'s str) -> Self {
        let breaks = source
            .bytes()
            .enumerate()
            .filter(|&(_, byte)| byte == b'\n');
        Self {
            file,
            source,
            lines: std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect(),
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The file's text in `range`.
    pub(crate) fn text(&self, range: Range<usize>) -> &'s str {
        self.source.get(range).unwrap_or_default()
    }

    /// The line of byte `at`, from 0.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at) - 1
    }

    /// Adds a mistake at byte `at` that keeps the set from being used.
    pub(crate) fn error(&mut self, at: usize, message: impl Into<String>) {
        let problem = self.problem(at, message.into());
        self.errors.push(problem);
    }

    /// Adds a likely mistake at byte `at`; its message begins with `warning: `.
    pub(crate) fn warning(&mut self, at: usize, message: impl AsRef<str>) {
        let problem = self.problem(at, format!("warning: {}", message.as_ref()));
        self.warnings.push(problem);
    }

    /// Where byte `at` stands.
    pub(crate) fn place(&self, at: usize) -> Place {
        let at = self.source.floor_char_boundary(at.min(self.source.len()));
        let line = self.line(at);
        Place {
            line: line + 1,
            column: self.source[self.lines[line]..at].chars().count() + 1,
        }
    }

    fn problem(&self, at: usize, message: String) -> Problem {
        let Place { line, column } = self.place(at);
        Problem {
            file: self.file.to_owned(),
            line,
            column,
            message,
        }
    }
}

/// `text` with everything that cannot be seen written as an escape.
pub(crate) fn visible(text: &str) -> String {
    let mut visible = String::new();
    for c in text.chars() {
        match c {
            '\'' | '"' | '\\' => visible.push(c),
            _ => visible.extend(c.escape_debug()),
        }
    }
    visible
}

/// `did you mean …?` for the one of `known` that `word` is a slip of, else what is `known`.
pub(crate) fn suggestion(word: &str, known: &[&str]) -> String {
    let close = known
        .iter()
        .map(|known| (distance(word, known), *known))
        .filter(|&(distance, known)| distance <= (known.len().max(word.len()) / 3).max(1))
        .min();
    match (close, known) {
        (Some((_, known)), _) => format!("did you mean `{known}`?"),
        (None, []) => "none is defined".to_owned(),
        (None, _) => format!("known: {}", known.join(", ")),
    }
}

/// How many characters must be put in, left out, changed or exchanged with their neighbour to make
/// `one` into `other`, regardless of case (optimal string alignment).
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.to_lowercase().chars().collect();
    let other: Vec<char> = other.to_lowercase().chars().collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (i, &a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in other.iter().enumerate() {
            let mut least = (rows[i][j] + usize::from(a != b))
                .min(rows[i][j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && a == other[j - 1] && one[i - 1] == b {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let mut problems = Problems::new("x.toml", "ab\nآé c\n");
        problems.error(0, "start");
        problems.error("ab\nآé ".len(), "inside");
        problems.error(99, "end");
        let places: Vec<_> = problems.errors.iter().map(|p| (p.line, p.column)).collect();
        assert_eq!(places, [(1, 1), (2, 4), (3, 1)]);
    }

    #[test]
    fn a_slip_is_answered_with_the_word_that_was_meant() {
        assert_eq!(
            suggestion("alaises", &["aliases", "regex"]),
            "did you mean `aliases`?"
        );
        assert_eq!(suggestion("State", &["state"]), "did you mean `state`?");
        assert_eq!(
            suggestion("colour", &["color", "mark"]),
            "did you mean `color`?"
        );
        assert_eq!(suggestion("wholly", &["mark", "name"]), "known: mark, name");
        assert_eq!(suggestion("x", &[]), "none is defined");
    }
}
