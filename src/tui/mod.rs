//! The shell around the model: terminal, threads, effects.
//!
//! Responsible for time, signals and what the operating system does. Sleeps until something happens,
//! applies everything that waits, draws one frame. Not for what a key does (see `app`) nor for what
//! a frame shows (see `view`).

mod frame;
mod guard;
mod input;
mod worker;

use crate::{
    app::{Effect, Model, Msg, memory::Memory, panes::Size, settings::Settings},
    collection::Collection,
    keyword::set::KeywordSet,
    store::state::StateFile,
    view,
};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use frame::Screen;
use guard::Guard;
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP},
    iterator::Signals,
    low_level::emulate_default_handler,
};
use std::{
    io,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// Longest time without a frame while messages keep coming.
const FRAME_BUDGET: Duration = Duration::from_millis(8);
/// Longest time that the first frame waits for the reading place. It has been read long before on
/// any disk that answers; on one that does not, the place follows later.
const STATE_PATIENCE: Duration = Duration::from_millis(5);
/// How often, at most, the place is saved while keys are pressed.
const SAVE_INTERVAL: Duration = Duration::from_secs(5);

/// Something that happened.
enum Event {
    /// For the model.
    App(Msg),
    /// The terminal may have another size.
    Resized,
    /// The terminal is gone.
    Gone,
    /// A signal asks for something.
    Signal(i32),
}

/// What to show, and how.
pub struct Session {
    /// The documents.
    pub collection: Arc<Collection>,
    /// The keywords to look for.
    pub keywords: Arc<KeywordSet>,
    /// How things look at first.
    pub settings: Settings,
    /// Where the reading place is kept, unless it is not.
    pub state: Option<StateFile>,
    /// What the reader should know at once.
    pub notice: Option<String>,
}

/// Runs until the reader leaves.
///
/// # Errors
///
/// Where the terminal cannot be taken or written to. It is given back in any case.
pub fn run(session: Session) -> io::Result<()> {
    guard::install_panic_hook();
    let (events, inbox) = mpsc::channel();
    let keeper = Keeper::start(session.state, &session.collection.id, &events)?;
    let (prefer, preferred) = mpsc::channel();
    worker::start(
        Arc::clone(&session.collection),
        Arc::clone(&session.keywords),
        preferred,
        events.clone(),
    )?;
    let mut model = Model::new(
        session.collection,
        session.keywords,
        terminal_size(),
        session.settings,
    );
    // From here on a signal waits to be dealt with, so that none leaves the terminal taken.
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let guard = Guard::take()?;
    if let Some(notice) = session.notice {
        model.update(Msg::Notice(notice));
    }
    let screen = Screen::new(model.size)?;
    let mut shell = Shell {
        model,
        guard,
        screen,
        inbox,
        prefer,
        keeper,
        pastes: false,
        saved: Instant::now(),
        ended_by: None,
        continued: false,
    };
    let outcome = shell.run(signals, events);
    let Shell {
        guard,
        keeper,
        model,
        ended_by,
        ..
    } = shell;
    drop(guard);
    keeper.finish(&model);
    if let Some(signal) = ended_by {
        emulate_default_handler(signal)?;
    }
    match outcome {
        // Who closes the terminal does not want to hear that it is closed.
        Err(error) if !is_gone(&error) => Err(error),
        _ => Ok(()),
    }
}

fn is_gone(error: &io::Error) -> bool {
    // EIO is what a terminal answers that has been hung up.
    error.kind() == io::ErrorKind::BrokenPipe || error.raw_os_error() == Some(5)
}

fn terminal_size() -> Size {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size {
            columns: size.ws_col,
            rows: size.ws_row,
        },
        // A terminal that does not know its size, such as a serial line.
        _ => Size {
            columns: 80,
            rows: 24,
        },
    }
}

fn watch_signals(mut signals: Signals, events: Sender<Event>) -> io::Result<()> {
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                if events.send(Event::Signal(signal)).is_err() {
                    return;
                }
            }
        })?;
    Ok(())
}

struct Shell {
    model: Model,
    guard: Guard,
    screen: Screen,
    inbox: Receiver<Event>,
    prefer: Sender<usize>,
    keeper: Keeper,
    pastes: bool,
    saved: Instant,
    ended_by: Option<i32>,
    continued: bool,
}

impl Shell {
    /// Draws the first frame; then sleeps until there is a message, applies all that wait, draws once.
    fn run(&mut self, signals: Signals, events: Sender<Event>) -> io::Result<()> {
        if self.keeper.answers() {
            match self.inbox.recv_timeout(STATE_PATIENCE) {
                Ok(event) => self.take(event)?,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
        }
        let _ = self.prefer.send(self.model.open);
        self.draw()?;
        // What was typed meanwhile the terminal has kept, but not that it was resized.
        input::start(events.clone())?;
        watch_signals(signals, events)?;
        if terminal_size() != self.model.size {
            self.draw()?;
        }
        while self.goes_on() {
            let Ok(first) = self.inbox.recv() else {
                return Ok(());
            };
            let deadline = Instant::now() + FRAME_BUDGET;
            let mut next = Some(first);
            while let Some(event) = next {
                self.take(event)?;
                let more = self.goes_on() && Instant::now() < deadline;
                next = more.then(|| self.inbox.try_recv().ok()).flatten();
            }
            if self.saved.elapsed() > SAVE_INTERVAL {
                self.save();
            }
            if self.goes_on() {
                self.draw()?;
            }
        }
        Ok(())
    }

    fn goes_on(&self) -> bool {
        !self.model.quit && self.ended_by.is_none()
    }

    fn draw(&mut self) -> io::Result<()> {
        let size = terminal_size();
        if size != self.model.size {
            self.model.update(Msg::Resize(size));
            self.screen.resize(size)?;
        }
        self.model.settle();
        if self.model.prompt.is_some() != self.pastes {
            // Without its end mark a paste would swallow what is typed next, so only a prompt takes any.
            self.pastes = self.model.prompt.is_some();
            if self.pastes {
                self.screen.queue(EnableBracketedPaste)?;
            } else {
                self.screen.queue(DisableBracketedPaste)?;
            }
        }
        let model = &self.model;
        self.screen.draw(|frame| view::draw(model, frame))
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::App(msg) => {
                for effect in self.model.update(msg) {
                    self.perform(&effect)?;
                }
            }
            // Also where the size is the same again: the terminal may have lost cells in between.
            Event::Resized => self.repaint()?,
            Event::Gone => self.model.quit = true,
            Event::Signal(SIGTSTP) => self.suspend()?,
            Event::Signal(SIGCONT) => self.retake()?,
            Event::Signal(signal) => self.ended_by = Some(signal),
        }
        Ok(())
    }

    fn perform(&mut self, effect: &Effect) -> io::Result<()> {
        match effect {
            Effect::Prefer(index) => drop(self.prefer.send(*index)),
            Effect::Save => self.save(),
            Effect::Redraw => self.repaint()?,
            Effect::Suspend => self.suspend()?,
        }
        Ok(())
    }

    fn save(&mut self) {
        self.saved = Instant::now();
        self.keeper.save(&self.model);
    }

    fn suspend(&mut self) -> io::Result<()> {
        if !has_a_shell() {
            self.model.notice = Some("there is no shell to go back to".to_owned());
            return Ok(());
        }
        self.guard.leave();
        emulate_default_handler(SIGTSTP)?;
        self.guard.enter()?;
        // The signal that continued the program is still to be taken, and has been dealt with.
        self.continued = true;
        self.repaint()
    }

    /// After a stop that nobody announced the terminal may be in any state.
    fn retake(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.continued) {
            return Ok(());
        }
        self.guard.leave();
        self.guard.enter()?;
        self.repaint()
    }

    /// Makes the next frame draw every cell.
    fn repaint(&mut self) -> io::Result<()> {
        self.pastes = false;
        self.screen.resize(self.model.size)
    }
}

/// Whether somebody could continue this program after a stop: a parent in the same session.
fn has_a_shell() -> bool {
    use rustix::process::{getppid, getsid};
    match (
        getppid().and_then(|parent| getsid(Some(parent)).ok()),
        getsid(None),
    ) {
        (Some(theirs), Ok(ours)) => theirs == ours,
        _ => false,
    }
}

/// The thread that keeps the reading place.
struct Keeper {
    jobs: Option<Sender<Memory>>,
    thread: Option<JoinHandle<Option<String>>>,
}

impl Keeper {
    /// Starts the thread. It first sends what was kept of `collection`, if anything was.
    fn start(
        state: Option<StateFile>,
        collection: &str,
        events: &Sender<Event>,
    ) -> io::Result<Self> {
        let Some(state) = state else {
            return Ok(Self {
                jobs: None,
                thread: None,
            });
        };
        let (jobs, inbox) = mpsc::channel();
        let (collection, events) = (collection.to_owned(), events.clone());
        let keep = move || keep(&state, &collection, &inbox, &events);
        let thread = thread::Builder::new()
            .name("keeper".to_owned())
            .spawn(keep)?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Whether it will send what was kept.
    fn answers(&self) -> bool {
        self.thread.is_some()
    }

    fn save(&self, model: &Model) {
        if let Some(jobs) = &self.jobs {
            // A thread that has ended has said why.
            let _ = jobs.send(model.memory());
        }
    }

    /// Saves for the last time and waits until it is done. What went wrong is told on standard error.
    fn finish(mut self, model: &Model) {
        self.save(model);
        self.jobs = None;
        if let Some(Ok(Some(problem))) = self.thread.take().map(JoinHandle::join) {
            eprintln!("catchword: {problem}");
        }
    }
}

fn keep(
    state: &StateFile,
    collection: &str,
    inbox: &Receiver<Memory>,
    events: &Sender<Event>,
) -> Option<String> {
    let mut told = None;
    let mut tell = |problem: String| {
        if told.is_none() {
            let _ = events.send(Event::App(Msg::Notice(problem.clone())));
            told = Some(problem);
        }
    };
    let memory = match state.load(collection) {
        Ok(memory) => memory,
        Err(problem) => {
            tell(problem.to_string());
            None
        }
    };
    let mut kept = memory.clone().unwrap_or_default();
    let _ = events.send(Event::App(Msg::Recall(memory.unwrap_or_default())));
    while let Ok(mut memory) = inbox.recv() {
        while let Ok(newer) = inbox.try_recv() {
            memory = newer;
        }
        if memory == kept {
            continue;
        }
        match state.save(collection, &memory) {
            Ok(()) => kept = memory,
            Err(problem) => tell(problem.to_string()),
        }
    }
    told
}
