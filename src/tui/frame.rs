//! A frame on its way to the terminal: collected, then written at once.

use crate::app::panes::Size;
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
}

impl Screen {
    /// A screen of so many cells; asks the terminal nothing.
    ///
    /// # Errors
    ///
    /// Where standard output cannot be duplicated.
    pub fn new(size: Size) -> io::Result<Self> {
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
        let sent = self.output.write_all(&collected);
        collected.clear();
        sent
    }
}

fn rect(size: Size) -> Rect {
    Rect::new(0, 0, size.columns, size.rows)
}
