//! A mistake in a file that somebody wrote, with the place where it stands.

use std::fmt;

/// A mistake in a file that somebody wrote, with the place where it stands.
///
/// Ordered by file, line and column. Displays as `file:line:column: message`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file as the reader knows it, such as `documents/letter.md`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong and what to do about it: lower case, no full stop.
    pub message: String,
}

impl Problem {
    /// A mistake at byte `offset` of `source`, the text of `file`.
    ///
    /// An offset inside a character counts as that character's; one past the end as the end.
    pub fn at(file: &str, source: &str, offset: usize, message: impl Into<String>) -> Self {
        let before = &source[..source.floor_char_boundary(offset.min(source.len()))];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file: file.to_owned(),
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
        }
    }

    /// A mistake that concerns `file` as a whole; it stands at 1:1.
    pub fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: 1,
            column: 1,
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.message
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let problem = Problem::at("a.md", "é\näöx", 7, "bad");
        assert_eq!(problem.to_string(), "a.md:2:3: bad");
    }

    #[test]
    fn an_offset_inside_a_character_is_that_character_s() {
        assert_eq!(
            Problem::at("a.md", "é", 1, "bad").to_string(),
            "a.md:1:1: bad"
        );
        assert_eq!(
            Problem::at("a.md", "é", 99, "bad").to_string(),
            "a.md:1:2: bad"
        );
    }
}
