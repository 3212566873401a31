//! The shell around the model: terminal, threads, effects.
//!
//! Responsible for time, signals and what the operating system does. Sleeps until something happens,
//! applies everything that waits, draws one frame. Not for what a key does (see `app`) nor for what
//! a frame shows (see `view`).

mod counter;
mod decoder;
mod errands;
mod frame;
mod ground;
mod guard;
mod input;
mod keeper;
pub mod linear;
mod outside;
mod seeker;
mod services;
mod worker;

use crate::{
    app::{Model, Msg, configuration::Configuration, link::Link, panes::Size, theme::Ground},
    collection::Collection,
    keyword::KeywordSet,
    store::{
        files::{Opener, Texts},
        piped::Piped,
        state::StateFile,
    },
    text::bidi::Order,
    view,
};
use crossterm::{
    clipboard::CopyToClipboard,
    event::{DisableBracketedPaste, EnableBracketedPaste},
};
use frame::Screen;
use ground::Following;
use guard::Guard;
use input::Resizes;
use rustix::process::{Signal, kill_current_process_group};
use services::{OnTerminal, Services};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP},
    iterator::Signals,
    low_level::emulate_default_handler,
};
use std::{
    io,
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

/// Longest time without a frame while messages keep coming.
const FRAME_BUDGET: Duration = Duration::from_millis(8);
/// Longest time that the first frame waits for the reading place, so that it need not jump there. It
/// has been read long before on any disk that answers; on one that does not, the place follows later.
const STATE_PATIENCE: Duration = Duration::from_millis(5);

/// The largest screen that is drawn; a terminal that says it is larger is taken for this large.
const LARGEST: Size = Size {
    columns: 1000,
    rows: 500,
};

/// Something that happened.
enum Event {
    /// For the model.
    App(Msg),
    /// A line was typed, where lines are read.
    Line(String),
    /// The terminal has answered what its ground is.
    Ground(Ground),
    /// The terminal reports colours for this kind of ground.
    Scheme(Ground),
    /// The terminal has the focus again.
    Focus,
    /// More of standard input is there.
    Arrived,
    /// All texts are open.
    Opened(Box<Texts>),
    /// The terminal may have another size.
    Resized,
    /// The terminal is gone.
    Gone,
    /// A signal asks for something.
    Signal(i32),
}

/// Reads again what the reader asks for.
pub struct Reload {
    /// The configuration.
    pub settings: Box<dyn Fn() -> anyhow::Result<Configuration>>,
    /// The texts; nothing where they cannot change.
    pub texts: Option<Reopen>,
}

/// Reads texts again.
pub type Reopen = Box<dyn Fn() -> anyhow::Result<Texts>>;

/// What to show, and how.
pub struct Session {
    /// The documents.
    pub collection: Arc<Collection>,
    /// The keywords to look for.
    pub keywords: Arc<KeywordSet>,
    /// The files that the command line names for them.
    pub keyword_files: Vec<PathBuf>,
    /// What the reader has asked for.
    pub configuration: Configuration,
    /// What the terminal's ground is, as far as that is known.
    pub ground: Ground,
    /// In which order the terminal wants words that are written from right to left.
    pub order: Order,
    /// Reads again what the reader asks for.
    pub reload: Reload,
    /// Standard input, where it is one of the texts and may still be arriving.
    pub arriving: Option<Piped>,
    /// What is still being opened of the texts.
    pub opening: Option<Opener>,
    /// Where the reading place is kept, unless it is not.
    pub state: Option<StateFile>,
    /// What the reader should know at once.
    pub notice: Option<String>,
    /// The view to begin with, instead of the one that was left.
    pub link: Option<Link>,
}

/// Runs until the reader leaves. Returns what went wrong with keeping the place and could not be told on
/// the screen any more.
///
/// # Errors
///
/// Where the terminal cannot be taken or written to. It is given back in any case.
pub fn run(session: Session) -> io::Result<Option<String>> {
    guard::install_panic_hook();
    let (events, inbox) = mpsc::channel();
    let services = Services::start(&session.collection, session.state, session.reload, &events)?;
    // Before the size is first asked for, so that no change is missed: the terminal may lose cells and
    // have the same size again.
    let resizes = Resizes::note()?;
    let Session {
        collection,
        keywords,
        keyword_files,
        configuration,
        ..
    } = session;
    let size = terminal_size();
    let mut model = begun(collection, keywords, keyword_files, configuration, size);
    model.ground = session.ground;
    model.settings.order_here = session.order;
    // From here on a signal waits to be dealt with, so that none leaves the terminal taken.
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let guard = Guard::take(model.settings.mouse)?;
    if let Some(notice) = session.notice {
        let mistakes = model.notice.take();
        let both = mistakes.map(|mistakes| format!("{mistakes} · {notice}"));
        model.update(Msg::Notice(both.unwrap_or(notice)));
    }
    let screen = Screen::new(model.size, model.settings.depth)?;
    let mut shell = Shell {
        model,
        guard,
        screen,
        inbox,
        services,
        link: session.link,
        pastes: None,
        is_explicit: None,
        following: Following::default(),
        last_key: Instant::now(),
        ended_by: None,
        has_arrived: false,
        opened: None,
        stopping: false,
        continued: false,
    };
    if let Some(piped) = session.arriving {
        watch_arrival(piped, events.clone())?;
    }
    if let Some(opener) = session.opening {
        open_on(opener, events.clone())?;
    }
    let outcome = shell.run(signals, resizes, events);
    let Shell {
        guard,
        services,
        model,
        ended_by,
        ..
    } = shell;
    drop(guard);
    let problem = services.keeper.finish(model.memory());
    if let Some(signal) = ended_by {
        emulate_default_handler(signal)?;
    }
    match outcome {
        // Who closes the terminal does not want to hear that it is closed.
        Err(error) if !is_gone(&error) => Err(error),
        _ => Ok(problem),
    }
}

/// The model that a session begins with.
fn begun(
    collection: Arc<Collection>,
    keywords: Arc<KeywordSet>,
    keyword_files: Vec<PathBuf>,
    configuration: Configuration,
    size: Size,
) -> Model {
    let settings = configuration.settings();
    let mut model = Model::new(collection, keywords, size, settings).configured(configuration);
    model.keyword_files = keyword_files;
    model
}

fn is_gone(error: &io::Error) -> bool {
    // EIO is what a terminal answers that has been hung up.
    error.kind() == io::ErrorKind::BrokenPipe || error.raw_os_error() == Some(5)
}

/// The columns of the terminal that standard output is; 80 where it is none, or does not know.
pub fn columns() -> u16 {
    terminal_size().columns
}

fn terminal_size() -> Size {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size {
            columns: size.ws_col.min(LARGEST.columns),
            rows: size.ws_row.min(LARGEST.rows),
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

/// Says each time that there is twice as much of standard input, and when there is all.
fn watch_arrival(piped: Piped, events: Sender<Event>) -> io::Result<()> {
    let watch = move || {
        let mut seen = piped.so_far().bytes.len();
        let mut is_over = false;
        while !is_over {
            (seen, is_over) = piped.wait_for_more(seen);
            if events.send(Event::Arrived).is_err() {
                return;
            }
        }
    };
    thread::Builder::new()
        .name("arrival".to_owned())
        .spawn(watch)?;
    Ok(())
}

/// Opens what is left beside the screen.
fn open_on(mut opener: Opener, events: Sender<Event>) -> io::Result<()> {
    let open = move || {
        opener.go_on(None);
        if let Ok(texts) = opener.texts() {
            let _ = events.send(Event::Opened(Box::new(texts)));
        }
    };
    thread::Builder::new()
        .name("opener".to_owned())
        .spawn(open)?;
    Ok(())
}

struct Shell {
    model: Model,
    guard: Guard,
    screen: Screen,
    inbox: Receiver<Event>,
    services: Services,
    /// The view to begin with, until it is shown.
    link: Option<Link>,
    following: Following,
    last_key: Instant,
    /// Whether the terminal marks pastes; not known after it was given back.
    pastes: Option<bool>,
    /// Whether the terminal has been told to leave cells in their order; not known after it was given back.
    is_explicit: Option<bool>,
    ended_by: Option<i32>,
    /// Whether there is more of standard input than is shown.
    has_arrived: bool,
    /// All texts, where not all are shown.
    opened: Option<Box<Texts>>,
    /// Whether a signal to stop, or to continue, is still to come that has been dealt with.
    stopping: bool,
    continued: bool,
}

impl Shell {
    /// Draws the first frame; then sleeps until there is a message, applies all that wait, draws once.
    fn run(&mut self, signals: Signals, resizes: Resizes, events: Sender<Event>) -> io::Result<()> {
        if self.services.keeper.answers() {
            self.wait_for_the_place()?;
        }
        if let Some(link) = self.link.take() {
            self.take(Event::App(Msg::Follow(Box::new(link))))?;
        }
        self.services.begin(&mut self.model)?;
        // What has come by now is in the first frame; nothing is waited for.
        while let Ok(event) = self.inbox.try_recv() {
            self.take(event)?;
        }
        self.draw()?;
        // What was typed meanwhile the terminal has kept.
        input::start(resizes, self.following.answer(), events.clone())?;
        watch_signals(signals, events)?;
        while self.goes_on() {
            let first = if self.following.is_due() {
                self.inbox.recv_timeout(ground::DELAY)
            } else {
                self.inbox.recv().map_err(RecvTimeoutError::from)
            };
            let first = match first {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => {
                    self.following.ask(&mut self.screen)?;
                    self.screen.send()?;
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            let deadline = Instant::now() + FRAME_BUDGET;
            let mut next = Some(first);
            while let Some(event) = next {
                self.take(event)?;
                let more = self.goes_on() && Instant::now() < deadline;
                next = more.then(|| self.inbox.try_recv().ok()).flatten();
            }
            self.take_up_texts()?;
            self.services.keep(&self.model);
            if self.goes_on() {
                self.draw()?;
                // After the frame, which waits for no disk.
                if let Some(notice) = self.services.change(&self.model) {
                    self.model.update(Msg::Notice(notice));
                    self.draw()?;
                }
            }
        }
        if self.ended_by.is_none() {
            self.wait_for_the_answer();
        }
        Ok(())
    }

    /// Waits for the answer to a question that was asked just now: whoever has the terminal next would take it for
    /// keys. Returns what has come instead.
    fn wait_for_the_answer(&mut self) -> Vec<Event> {
        let mut others = Vec::new();
        while let Some(left) = self.following.last_patience() {
            match self.inbox.recv_timeout(left) {
                Ok(Event::Ground(_) | Event::Gone) | Err(_) => break,
                Ok(other) => others.push(other),
            }
        }
        others
    }

    /// Takes what comes until the place that was kept has come, but not for long.
    fn wait_for_the_place(&mut self) -> io::Result<()> {
        let deadline = Instant::now() + STATE_PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(event) = self.inbox.recv_timeout(left) else {
                return Ok(());
            };
            let is_the_place = matches!(event, Event::App(Msg::Recall(_)));
            self.take(event)?;
            if is_the_place {
                return Ok(());
            }
        }
    }

    /// Shows the texts that were opened meanwhile; not under the reader's hands, where what is typed or chosen from
    /// would be lost.
    fn take_up_texts(&mut self) -> io::Result<()> {
        if self.model.is_busy() || !self.has_arrived && self.opened.is_none() {
            return Ok(());
        }
        // Whether more will come is said anew.
        self.model.notice = None;
        let (effects, notice) = if let Some(texts) = self.opened.take() {
            let count = texts.collection.documents.len();
            let effects = self.services.take_up(*texts, &mut self.model);
            (effects, format!("all {count} texts are open"))
        } else {
            self.has_arrived = false;
            let effects = self.services.reopen(&mut self.model);
            (
                effects,
                "all that comes through the pipe is here".to_owned(),
            )
        };
        self.model.notice.get_or_insert(notice);
        for effect in self.services.perform(effects, &mut self.model)? {
            self.perform(effect)?;
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
        // Without its end mark a paste would swallow what is typed next, so only a prompt takes any.
        let pastes = self.model.prompt.is_some();
        if self.pastes != Some(pastes) {
            if pastes {
                self.screen.queue(EnableBracketedPaste)?;
            } else if self.pastes.is_some() {
                self.screen.queue(DisableBracketedPaste)?;
            }
            self.pastes = Some(pastes);
        }
        let is_explicit = self.model.settings.order() == Order::Visual;
        if self.is_explicit != Some(is_explicit) {
            if is_explicit || self.is_explicit.is_some() {
                self.screen.queue(guard::Explicit(is_explicit))?;
            }
            self.is_explicit = Some(is_explicit);
        }
        self.following
            .want(self.model.follows_ground(), &mut self.screen)?;
        let model = &self.model;
        self.screen.draw(|buffer| view::draw(model, buffer))
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::App(msg) => {
                if matches!(msg, Msg::Key(_)) {
                    let now = Instant::now();
                    let waited = now.duration_since(self.last_key);
                    self.last_key = now;
                    let millis = u64::try_from(waited.as_millis()).unwrap_or(u64::MAX);
                    self.model.update(Msg::Waited(millis));
                }
                self.services.note(&msg);
                let effects = self.model.update(msg);
                for effect in self.services.perform(effects, &mut self.model)? {
                    self.perform(effect)?;
                }
            }
            Event::Ground(ground) => {
                self.following.answered();
                self.model.update(Msg::Ground(ground));
            }
            Event::Scheme(ground) => {
                if self.following.is_changed() {
                    self.model.update(Msg::Ground(ground));
                }
            }
            Event::Focus => self.following.is_seen_again(),
            // Only keys are read here.
            Event::Line(_) => {}
            Event::Arrived => self.has_arrived = true,
            Event::Opened(texts) => self.opened = Some(texts),
            // Also where the size is the same again: the terminal may have lost cells in between.
            Event::Resized => self.repaint()?,
            Event::Gone => {
                self.model.update(Msg::Stop);
            }
            Event::Signal(SIGTSTP) if std::mem::take(&mut self.stopping) => {}
            Event::Signal(SIGTSTP) => self.suspend()?,
            Event::Signal(SIGCONT) if std::mem::take(&mut self.continued) => {}
            Event::Signal(SIGCONT) => self.retake()?,
            Event::Signal(signal) => self.ended_by = Some(signal),
        }
        Ok(())
    }

    fn perform(&mut self, effect: OnTerminal) -> io::Result<()> {
        match effect {
            OnTerminal::Copy(text) => {
                self.screen
                    .queue(CopyToClipboard::to_clipboard_from(&text))?;
                self.services.copy(&text);
            }
            OnTerminal::Redraw => self.repaint()?,
            OnTerminal::Recolour => {
                self.screen.set_depth(self.model.settings.depth);
                self.repaint()?;
            }
            OnTerminal::Mouse(ours) => self.screen.queue(guard::Mouse(ours))?,
            OnTerminal::Suspend => self.suspend()?,
        }
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        if !has_a_shell() {
            let notice = "there is no shell to go back to".to_owned();
            self.model.update(Msg::Notice(notice));
            return Ok(());
        }
        let others = self.wait_for_the_answer();
        self.guard.leave();
        // The whole job stops, as the terminal would have it: whoever waits for this program too. The
        // signals that come of it are still to be taken, and have been dealt with.
        self.stopping = kill_current_process_group(Signal::TSTP).is_ok();
        self.continued = true;
        emulate_default_handler(SIGTSTP)?;
        self.guard.enter(self.model.settings.mouse)?;
        self.pastes = None;
        self.is_explicit = None;
        self.following.retake();
        self.repaint()?;
        for event in others {
            self.take(event)?;
        }
        Ok(())
    }

    /// After a stop that nobody announced the terminal may be in any state.
    fn retake(&mut self) -> io::Result<()> {
        self.guard.leave();
        self.guard.enter(self.model.settings.mouse)?;
        self.pastes = None;
        self.is_explicit = None;
        self.following.retake();
        self.repaint()
    }

    /// Makes the next frame draw every cell.
    fn repaint(&mut self) -> io::Result<()> {
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
