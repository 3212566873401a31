//! Standard output: records as JSON Lines, everything else through the gate.

use crate::{
    analysis::export,
    text::gate,
    view::printed::{Painter, Part},
};
use serde::Serialize;
use serde_json::{Serializer, ser::Formatter};
use std::io::{self, BufWriter, StdoutLock, Write};

/// Says something on standard error, each line of it through the gate. Whoever has closed it does not
/// want to hear it.
pub fn tell(text: impl std::fmt::Display) {
    let text = text.to_string();
    let mut lines = text.lines();
    let first = format!("catchword: {}", lines.next().unwrap_or_default());
    for line in std::iter::once(first.as_str()).chain(lines) {
        let _ = writeln!(io::stderr(), "{}", gate::line(line));
    }
}

/// JSON in which every character that the gate would not let through is escaped.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        out.write_all(export::escaped(text).as_bytes())
    }
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Lines to be read.
    Text,
    /// Records, one a line.
    Json,
    /// Fields with tabs between, a line of names first.
    Tsv,
}

impl Format {
    /// The format that is asked for.
    pub const fn of(json: bool, tsv: bool) -> Self {
        match (json, tsv) {
            (true, _) => Self::Json,
            (false, true) => Self::Tsv,
            (false, false) => Self::Text,
        }
    }
}

/// Standard output, written in large pieces.
pub struct Output {
    lines: BufWriter<StdoutLock<'static>>,
    /// What is found is painted with it, where it is to be painted.
    painter: Option<Painter>,
}

impl Output {
    /// Standard output.
    pub fn new() -> Self {
        Self::painted_with(None)
    }

    /// Standard output, whose [`Output::painted`] lines are painted where there is something to paint with.
    pub fn painted_with(painter: Option<Painter>) -> Self {
        Self {
            lines: BufWriter::with_capacity(64 * 1024, io::stdout().lock()),
            painter,
        }
    }

    /// Prints one record. What could act on a terminal stands as `\u…` in it, which means the same.
    pub fn record(&mut self, record: &impl Serialize) -> io::Result<()> {
        let mut serializer = Serializer::with_formatter(&mut self.lines, Escaping);
        record.serialize(&mut serializer)?;
        self.lines.write_all(b"\n")
    }

    /// Prints one line; nothing in it can act on a terminal.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.lines.write_all(gate::line(text).as_bytes())?;
        self.lines.write_all(b"\n")
    }

    /// Whether something will be painted.
    pub const fn paints(&self) -> bool {
        self.painter.is_some()
    }

    /// Prints one line like [`Output::line`], with these parts of it painted.
    pub fn painted(&mut self, text: &str, parts: &[Part<'_>]) -> io::Result<()> {
        let Some(painter) = &self.painter else {
            return self.line(text);
        };
        let line = painter.line(text, parts);
        self.lines.write_all(line.as_bytes())?;
        self.lines.write_all(b"\n")
    }

    /// Prints fields with a tab between each two; nothing in them can act on a terminal, nor is a tab.
    pub fn fields<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        let fields: Vec<_> = fields.into_iter().map(gate::line).collect();
        self.lines.write_all(fields.join("\t").as_bytes())?;
        self.lines.write_all(b"\n")
    }

    /// Prints whole lines that the program has made, in which nothing acts: rows of [`export`], a script.
    pub fn made(&mut self, lines: &str) -> io::Result<()> {
        self.lines.write_all(lines.as_bytes())
    }

    /// Writes what is still waiting.
    pub fn finish(mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        let mut bytes = Vec::new();
        text.serialize(&mut Serializer::with_formatter(&mut bytes, Escaping))
            .unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_could_act_on_a_terminal_is_escaped_and_means_the_same() {
        let text = "é \u{9b}31m \u{202e}x\u{e0041} \u{1b}[0m سلام";
        let json = json(text);
        assert_eq!(
            json,
            "\"é \\u009b31m \\u202ex\\udb40\\udc41 \\u001b[0m سلام\""
        );
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
