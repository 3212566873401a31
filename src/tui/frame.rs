//! A frame on its way to the terminal: collected, then written at once.

use crate::app::{panes::Size, settings::Depth};
use crossterm::{
    Command, queue,
    terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate},
};
use ratatui::{
    Frame, Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect,
};
use std::{
    cell::RefCell,
    fs::File,
    io::{self, Write},
    os::fd::AsFd,
    rc::Rc,
};

/// A writer that only collects: one write a frame, however often drawing flushes.
#[derive(Clone, Default)]
struct Collected(Rc<RefCell<Vec<u8>>>);

impl Write for Collected {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal that frames are drawn to.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Collected>>,
    collected: Collected,
    output: File,
    depth: Depth,
}

impl Screen {
    /// A screen of so many cells; asks the terminal nothing.
    ///
    /// # Errors
    ///
    /// Where standard output cannot be duplicated.
    pub fn new(size: Size, depth: Depth) -> io::Result<Self> {
        // Colours that are not wanted are dropped before they reach this layer, and what crossterm
        // writes under NO_COLOR would also erase bold, underline and reverse.
        crossterm::style::force_color_output(true);
        let options = TerminalOptions {
            viewport: Viewport::Fixed(rect(size)),
        };
        let collected = Collected::default();
        let backend = CrosstermBackend::new(collected.clone());
        Ok(Self {
            terminal: Terminal::with_options(backend, options)?,
            collected,
            depth,
            output: File::from(io::stdout().as_fd().try_clone_to_owned()?),
        })
    }

    /// Forgets what the terminal shows: the next frame, of this size, draws every cell.
    ///
    /// # Errors
    ///
    /// None that is known: nothing is written yet.
    pub fn resize(&mut self, size: Size) -> io::Result<()> {
        self.begin()?;
        self.terminal.resize(rect(size))
    }

    /// Sends a command along with the next frame.
    ///
    /// # Errors
    ///
    /// None that is known: nothing is written yet.
    pub fn queue(&mut self, command: impl Command) -> io::Result<()> {
        self.begin()?;
        queue!(self.terminal.backend_mut(), command)
    }

    /// Begins the synchronized update with whatever comes first: clearing the screen too is a part of it.
    fn begin(&mut self) -> io::Result<()> {
        if self.collected.0.borrow().is_empty() {
            queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        }
        Ok(())
    }

    /// Draws one frame and writes it in one piece, inside a synchronized update.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.begin()?;
        self.terminal.draw(render)?;
        self.queue(EndSynchronizedUpdate)?;
        let mut collected = self.collected.0.borrow_mut();
        let sent = match self.depth {
            Depth::Sixteen => self.output.write_all(&with_sixteen_colours(&collected)),
            _ => self.output.write_all(&collected),
        };
        collected.clear();
        sent
    }
}

fn rect(size: Size) -> Rect {
    Rect::new(0, 0, size.columns, size.rows)
}

/// The same bytes with the first 16 of 256 colours written as 30–37, 40–47, 90–97 and 100–107: crossterm
/// writes `38;5;n` for them, which a terminal of 16 colours takes for other attributes.
fn with_sixteen_colours(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(2).position(|pair| pair == b"\x1b[") {
        let (before, sequence) = rest.split_at(at + 2);
        out.extend_from_slice(before);
        let is_parameter = |byte: &&u8| byte.is_ascii_digit() || **byte == b';';
        let length = sequence.iter().take_while(is_parameter).count();
        let (parameters, after) = sequence.split_at(length);
        if after.first() == Some(&b'm') {
            out.extend_from_slice(&rewritten(parameters));
        } else {
            out.extend_from_slice(parameters);
        }
        rest = after;
    }
    out.extend_from_slice(rest);
    out
}

/// The parameters of an SGR sequence, colours as [`with_sixteen_colours`] writes them.
fn rewritten(parameters: &[u8]) -> Vec<u8> {
    let numbers: Vec<u16> = parameters
        .split(|&byte| byte == b';')
        .map(|digits| {
            str::from_utf8(digits)
                .ok()
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(0)
        })
        .collect();
    let mut out: Vec<String> = Vec::new();
    let mut rest = numbers.as_slice();
    while let [first, after @ ..] = rest {
        rest = after;
        let (base, bright) = match first {
            38 => (30, 90),
            48 => (40, 100),
            _ => {
                out.push(first.to_string());
                continue;
            }
        };
        match after {
            [5, color @ 0..8, after @ ..] => {
                out.push((base + color).to_string());
                rest = after;
            }
            [5, color @ 8..16, after @ ..] => {
                out.push((bright + color - 8).to_string());
                rest = after;
            }
            _ => out.push(first.to_string()),
        }
    }
    out.join(";").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixteen_colours_are_written_as_their_own_attributes() {
        let written =
            with_sixteen_colours(b"\x1b[1;1Ha\x1b[38;5;0;48;5;10mb\x1b[4;38;5;203mc\x1b[0m");
        assert_eq!(written, b"\x1b[1;1Ha\x1b[30;102mb\x1b[4;38;5;203mc\x1b[0m");
    }
}
