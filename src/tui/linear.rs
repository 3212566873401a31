//! The shell without a screen: lines in, lines out.
//!
//! Responsible for reading commands from standard input, and for when what has changed is told: after each line, once
//! what it asked for is known, and never in between. Nothing is written but text and line ends, so it serves a screen
//! reader, a terminal that can do no more, and a script. Not for what a line means nor for the words (see
//! [`crate::app::linear`], [`crate::view::linear`]).

use super::{
    Event, Session, begun, has_a_shell, is_gone,
    services::{OnTerminal, Services},
    terminal_size, watch_signals,
};
use crate::{
    app::{Model, Msg, link::Link, panes::Size, settings::Depth},
    text::gate,
    view::linear::Teller,
};
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM},
    iterator::Signals,
    low_level::emulate_default_handler,
};
use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufRead, BufReader, IsTerminal, Read, Write},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

/// How long something may take before it is said that it does.
const PATIENCE: Duration = Duration::from_millis(400);

/// How long is waited for place and notes: longer than for a screen, since what has been told cannot be taken back.
const STATE_PATIENCE: Duration = Duration::from_secs(1);

/// What is said first.
const GREETING: &str = "catchword. An empty line reads on, help lists the commands, quit leaves.";

/// Longest line that is read, in bytes.
const LONGEST_LINE: u64 = 64 << 10;

/// Lines of a page at most, before the paragraph is told to its end.
const MOST_ROWS: u16 = 16;

/// Where lines come from, and how they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// Whether commands are typed at the terminal because standard input is a text to read.
    pub from_terminal: bool,
    /// Whether signs of typography are written as ASCII has them.
    pub ascii: bool,
}

/// Runs until the reader leaves, or the input ends. Returns what went wrong with keeping the place and could not be
/// told any more.
///
/// # Errors
///
/// Where there is nothing to read commands from, or lines cannot be written.
pub fn run(session: Session, lines: Lines) -> io::Result<Option<String>> {
    let (input, is_script): (Box<dyn Read + Send>, bool) = if lines.from_terminal {
        (Box::new(File::open("/dev/tty")?), false)
    } else {
        (Box::new(io::stdin()), !io::stdin().is_terminal())
    };
    let (events, inbox) = mpsc::channel();
    let services = Services::start(&session.collection, session.state, session.reload, &events)?;
    let Session {
        collection,
        keywords,
        keyword_files,
        configuration,
        ..
    } = session;
    let mut model = begun(collection, keywords, keyword_files, configuration, size());
    model.settings.depth = Depth::None;
    model.begin_linear();
    let mistakes = model.notice.take();
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    let mut shell = Shell {
        unasked: mistakes.into_iter().chain(session.notice).collect(),
        model,
        services,
        inbox,
        teller: Teller::default(),
        typed: VecDeque::new(),
        is_script,
        ascii: lines.ascii,
        answer: Answer::due(),
        copied: Vec::new(),
        is_over: false,
        ended_by: None,
    };
    let outcome = shell.run(session.link, input, signals, events);
    let Shell {
        model,
        services,
        ended_by,
        ..
    } = shell;
    let problem = services.keeper.finish(model.memory());
    if let Some(signal) = ended_by {
        emulate_default_handler(signal)?;
    }
    match outcome {
        // Who closes a pipe does not want to hear that it is closed.
        Err(error) if !is_gone(&error) => Err(error),
        _ => Ok(problem),
    }
}

/// The size of a page: as wide as the terminal, and so long that it does not leave it at the top.
fn size() -> Size {
    let Size { columns, rows } = terminal_size();
    Size {
        columns: columns.max(20),
        rows: (rows * 2 / 3).clamp(4, MOST_ROWS),
    }
}

/// What the last line still has coming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// It has been answered.
    Given,
    /// It will be; from then on it is said that this takes time.
    Due(Instant),
    /// That has been said.
    Late,
}

impl Answer {
    fn due() -> Self {
        Self::Due(Instant::now() + PATIENCE)
    }
}

struct Shell {
    model: Model,
    services: Services,
    inbox: Receiver<Event>,
    teller: Teller,
    /// Lines that are still to be obeyed.
    typed: VecDeque<String>,
    /// Whether each line waits for what the one before has asked for: nobody is there to lose patience.
    is_script: bool,
    ascii: bool,
    answer: Answer,
    /// What came unasked, to be told with the next answer.
    unasked: Vec<String>,
    /// Texts that a screen would put on the clipboard.
    copied: Vec<String>,
    /// Whether no more lines come.
    is_over: bool,
    ended_by: Option<i32>,
}

impl Shell {
    fn run(
        &mut self,
        link: Option<Link>,
        input: Box<dyn Read + Send>,
        signals: Signals,
        events: Sender<Event>,
    ) -> io::Result<()> {
        self.services.keeper.wait_until_loaded(STATE_PATIENCE);
        while let Ok(event) = self.inbox.try_recv() {
            self.take(event)?;
        }
        if let Some(link) = link {
            self.take(Event::App(Msg::Follow(Box::new(link))))?;
        }
        self.services.begin(&mut self.model)?;
        self.write(&[GREETING.to_owned()])?;
        start_reading(input, events.clone())?;
        watch_signals(signals, events)?;
        while self.ended_by.is_none() && !(self.model.quit && self.answer == Answer::Given) {
            if self.answer != Answer::Given && self.is_ready() {
                self.tell()?;
                continue;
            }
            let waits = self.is_script && self.answer != Answer::Given;
            if !waits && let Some(line) = self.typed.pop_front() {
                self.obey(line)?;
                continue;
            }
            if !waits && self.is_over {
                break;
            }
            match self.next() {
                Ok(event) => self.take(event)?,
                Err(RecvTimeoutError::Timeout) => self.lose_patience()?,
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(())
    }

    /// The next thing that happens; a timeout where the reader has waited long enough.
    fn next(&self) -> Result<Event, RecvTimeoutError> {
        match self.answer {
            Answer::Due(deadline) if !self.is_script => {
                let left = deadline.saturating_duration_since(Instant::now());
                self.inbox.recv_timeout(left)
            }
            _ => self.inbox.recv().map_err(RecvTimeoutError::from),
        }
    }

    /// Whether all is known that the last line has asked for; a script may ask for any hit next.
    fn is_ready(&self) -> bool {
        !self.model.is_waiting() && !self.model.is_counting(self.is_script)
    }

    /// Says once that something takes time; what only its figures are missing of is told.
    fn lose_patience(&mut self) -> io::Result<()> {
        if !self.model.is_waiting() {
            return self.tell();
        }
        self.answer = Answer::Late;
        self.write(&["still looking".to_owned()])
    }

    fn obey(&mut self, line: String) -> io::Result<()> {
        let size = size();
        if size != self.model.size {
            self.model.update(Msg::Resize(size));
        }
        self.answer = Answer::due();
        if let Some(notice) = self.services.change(&self.model) {
            self.unasked.push(notice);
        }
        self.take(Event::App(Msg::Line(line)))
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        match event {
            // It is told when the reader listens.
            Event::App(Msg::Notice(text)) if self.answer == Answer::Given => {
                self.unasked.push(text);
            }
            Event::App(msg) => {
                self.services.note(&msg);
                let effects = self.model.update(msg);
                for effect in self.services.perform(effects, &mut self.model)? {
                    self.perform(effect);
                }
                self.services.keep(&self.model);
            }
            Event::Line(line) => self.typed.push_back(line),
            Event::Gone => self.is_over = true,
            Event::Signal(signal) => self.ended_by = Some(signal),
            // There is no screen.
            Event::Ground(_)
            | Event::Scheme(_)
            | Event::Focus
            | Event::Arrived
            | Event::Opened(_)
            | Event::Resized => {}
        }
        Ok(())
    }

    fn perform(&mut self, effect: OnTerminal) {
        match effect {
            OnTerminal::Copy(text) => self.copied.push(text),
            OnTerminal::Recolour => self.model.settings.depth = Depth::None,
            OnTerminal::Suspend if !self.is_script && has_a_shell() => {
                // The terminal is as it was all the time.
                let _ = kill_current_process_group(Signal::TSTP);
            }
            OnTerminal::Suspend => {
                let notice = "there is no shell to go back to".to_owned();
                self.model.update(Msg::Notice(notice));
            }
            OnTerminal::Redraw | OnTerminal::Mouse(_) => {}
        }
    }

    /// Tells what has changed.
    fn tell(&mut self) -> io::Result<()> {
        self.answer = Answer::Given;
        self.model.settle();
        if !self.copied.is_empty() {
            // Nothing was sent anywhere.
            self.model
                .update(Msg::Notice("the text to copy is".to_owned()));
        }
        let mut lines = std::mem::take(&mut self.unasked);
        lines.extend(self.teller.tell(&self.model));
        for text in std::mem::take(&mut self.copied) {
            lines.extend(text.lines().map(str::to_owned));
        }
        self.write(&lines)
    }

    /// Writes lines at once, each through the gate.
    fn write(&self, lines: &[String]) -> io::Result<()> {
        let mut out = String::new();
        for line in lines {
            out.push_str(&self.plain(&gate::line(line)));
            out.push('\n');
        }
        let mut output = io::stdout().lock();
        output.write_all(out.as_bytes())?;
        output.flush()
    }

    /// A line as the locale can show it.
    fn plain(&self, line: &str) -> String {
        if !self.ascii {
            return line.to_owned();
        }
        let mut plain = String::with_capacity(line.len());
        for character in line.chars() {
            match character {
                '“' | '”' => plain.push('"'),
                '‘' | '’' => plain.push('\''),
                '…' => plain.push_str("..."),
                '–' | '—' => plain.push('-'),
                '²' => plain.push('2'),
                '·' => plain.push(','),
                other => plain.push(other),
            }
        }
        plain
    }
}

/// Reads lines in a thread of its own until there are no more.
fn start_reading(input: Box<dyn Read + Send>, events: Sender<Event>) -> io::Result<()> {
    let read = move || {
        let mut input = BufReader::new(input);
        let mut line = Vec::new();
        loop {
            line.clear();
            let taken = input
                .by_ref()
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line);
            let event = match taken {
                Ok(1..) => Event::Line(String::from_utf8_lossy(&line).trim_end().to_owned()),
                _ => Event::Gone,
            };
            let is_over = matches!(event, Event::Gone);
            if events.send(event).is_err() || is_over {
                return;
            }
        }
    };
    thread::Builder::new()
        .name("lines".to_owned())
        .spawn(read)?;
    Ok(())
}
