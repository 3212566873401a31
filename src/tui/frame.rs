//! A frame on its way to the terminal: collected, then written at once.

use crate::app::{panes::Size, settings::Depth};
use crossterm::{
    Command,
    cursor::{Hide, MoveTo, Show},
    queue,
    terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
};
use ratatui::{
    backend::{Backend, CrosstermBackend},
    buffer::{Buffer, Cell, CellWidth},
    layout::{Position, Rect},
};
use std::{
    fs::File,
    io::{self, Write},
    os::fd::AsFd,
};

/// The terminal that frames are drawn to.
pub struct Screen {
    /// What is to be written with the next frame: one write, however many commands it takes.
    collected: Vec<u8>,
    output: File,
    depth: Depth,
    size: Size,
    /// What the terminal shows, where that is known; else it is blank, or will be cleared first.
    shown: Option<Buffer>,
    /// Cells of an earlier frame, to draw the next one on.
    spare: Option<Buffer>,
}

impl Screen {
    /// A screen of so many cells, all blank and without a cursor; asks the terminal nothing.
    ///
    /// # Errors
    ///
    /// Where standard output cannot be duplicated.
    pub fn new(size: Size, depth: Depth) -> io::Result<Self> {
        // Colours that are not wanted are dropped before they reach this layer, and what crossterm
        // writes under NO_COLOR would also erase bold, underline and reverse.
        crossterm::style::force_color_output(true);
        Ok(Self {
            collected: Vec::new(),
            output: File::from(io::stdout().as_fd().try_clone_to_owned()?),
            depth,
            size,
            shown: None,
            spare: None,
        })
    }

    /// Takes up that the terminal has so many colours; what it shows is to be drawn anew.
    pub const fn set_depth(&mut self, depth: Depth) {
        self.depth = depth;
    }

    /// Forgets what the terminal shows: the next frame, of this size, draws every cell.
    ///
    /// # Errors
    ///
    /// None that is known: nothing is written yet.
    pub fn resize(&mut self, size: Size) -> io::Result<()> {
        self.size = size;
        self.shown = None;
        self.queue(Clear(ClearType::All))
    }

    /// Sends a command along with the next frame.
    ///
    /// # Errors
    ///
    /// None that is known: nothing is written yet.
    pub fn queue(&mut self, command: impl Command) -> io::Result<()> {
        if self.collected.is_empty() {
            // Whatever comes first: clearing the screen too is a part of the update.
            queue!(self.collected, BeginSynchronizedUpdate)?;
        }
        queue!(self.collected, command)
    }

    /// Draws one frame and writes it in one piece, inside a synchronized update.
    ///
    /// `render` gets blank cells and returns where the cursor is, if it is to be seen.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        let area = Rect::new(0, 0, self.size.columns, self.size.rows);
        let mut next = match self.spare.take().filter(|spare| spare.area == area) {
            Some(mut spare) => {
                spare.reset();
                spare
            }
            None => Buffer::empty(area),
        };
        let cursor = render(&mut next);
        // Always first, so that it begins the update; and no cursor is seen to run over the screen.
        self.queue(Hide)?;
        let mut backend = CrosstermBackend::new(&mut self.collected);
        match &self.shown {
            Some(shown) => backend.draw(shown.diff_iter(&next))?,
            None => backend.draw(visible(&next))?,
        }
        if let Some(Position { x, y }) = cursor {
            self.queue(MoveTo(x, y))?;
            self.queue(Show)?;
        }
        self.spare = self.shown.replace(next);
        self.send()
    }

    /// Writes the commands that wait, without another frame.
    ///
    /// # Errors
    ///
    /// Where the terminal is gone.
    pub fn send(&mut self) -> io::Result<()> {
        self.queue(EndSynchronizedUpdate)?;
        let sent = match self.depth {
            Depth::Sixteen => {
                let collected = with_sixteen_colours(&self.collected);
                self.output.write_all(&collected)
            }
            _ => self.output.write_all(&self.collected),
        };
        self.collected.clear();
        sent
    }
}

/// The cells that do not look like those of a blank screen.
fn visible(buffer: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut hidden = 0_u16;
    let cells = buffer.content.iter().enumerate();
    cells.filter_map(move |(index, cell)| {
        if hidden > 0 {
            // A wide symbol before it covers it.
            hidden -= 1;
            return None;
        }
        hidden = cell.cell_width().saturating_sub(1);
        let (x, y) = buffer.pos_of(index);
        (*cell != Cell::EMPTY).then_some((x, y, cell))
    })
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
