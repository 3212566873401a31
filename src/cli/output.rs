//! Standard output: records as JSON Lines, everything else through the gate.

use crate::text::gate;
use serde::Serialize;
use std::io::{self, BufWriter, StdoutLock, Write};

/// Standard output, written in large pieces.
pub struct Output(BufWriter<StdoutLock<'static>>);

impl Output {
    /// Standard output.
    pub fn new() -> Self {
        Self(BufWriter::with_capacity(64 * 1024, io::stdout().lock()))
    }

    /// Prints one record.
    pub fn record(&mut self, record: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, record)?;
        self.0.write_all(b"\n")
    }

    /// Prints one line; nothing in it can act on a terminal.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(gate::line(text).as_bytes())?;
        self.0.write_all(b"\n")
    }

    /// Writes what is still waiting.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
