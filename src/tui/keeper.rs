//! The thread that keeps the reading place.
//!
//! Responsible for when it is loaded and saved. A save follows a change within a second or two, and the last
//! one the end of the program; while nothing changes the thread sleeps.

use super::Event;
use crate::{
    app::{Msg, memory::Memory, notes::Notes},
    collection::Collection,
    store::state::{StateError, StateFile},
};
use std::{
    io,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, Instant},
};

/// How long the end of the program waits for the last save, which takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a frame waits until a note is on the disk.
const NOTE_PATIENCE: Duration = Duration::from_millis(250);

/// How long changes are collected before they are saved together.
const DELAY: Duration = Duration::from_secs(1);

/// Something to be kept.
enum Job {
    /// In a while.
    Memory(Box<Memory>),
    /// From now on the texts are these.
    Texts(Arc<Collection>),
    /// At once, and something hears when that is done.
    Notes(Box<Notes>, Sender<()>),
}

/// The thread, or nothing where no place is kept.
pub struct Keeper {
    jobs: Option<Sender<Job>>,
    /// Closed once all that was kept has been sent.
    loaded: Option<Receiver<()>>,
    /// What comes when the thread has ended: what went wrong with the last save.
    ended: Option<Receiver<Option<String>>>,
}

impl Keeper {
    /// Starts the thread. It first sends what was kept of `collection`, be it nothing.
    ///
    /// # Errors
    ///
    /// Where the system starts no thread.
    pub fn start(
        state: Option<StateFile>,
        collection: &Arc<Collection>,
        events: &Sender<Event>,
    ) -> io::Result<Self> {
        let Some(state) = state else {
            return Ok(Self {
                jobs: None,
                loaded: None,
                ended: None,
            });
        };
        let (jobs, inbox) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let (loading, loaded) = mpsc::channel();
        let (collection, events) = (Arc::clone(collection), events.clone());
        let keep = move || {
            let mut keeping = Keeping {
                state,
                collection,
                events,
                kept: Memory::default(),
                notes: Notes::default(),
                unsaved: None,
                told: false,
            };
            keeping.load();
            drop(loading);
            let _ = end.send(keeping.save_all(&inbox));
        };
        thread::Builder::new()
            .name("keeper".to_owned())
            .spawn(keep)?;
        Ok(Self {
            jobs: Some(jobs),
            loaded: Some(loaded),
            ended: Some(ended),
        })
    }

    /// Whether it will send what was kept.
    pub fn answers(&self) -> bool {
        self.ended.is_some()
    }

    /// Waits until all that was kept has been sent, but no longer than `patience`.
    pub fn wait_until_loaded(&self, patience: Duration) {
        if let Some(loaded) = &self.loaded {
            // Nothing comes: it is closed.
            let _ = loaded.recv_timeout(patience);
        }
    }

    /// Keeps `memory` in a while.
    pub fn save(&self, memory: Memory) {
        if let Some(jobs) = &self.jobs {
            // A thread that has ended has said why.
            let _ = jobs.send(Job::Memory(Box::new(memory)));
        }
    }

    /// From now on keeps the places of these texts.
    pub fn reopen(&self, collection: Arc<Collection>) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(Job::Texts(collection));
        }
    }

    /// Keeps marks and notes at once; returns whether they are kept at all.
    ///
    /// What the next frame says is on the disk, whatever becomes of the program; but a disk that does not
    /// answer is not waited for.
    pub fn save_notes(&self, notes: Notes) -> bool {
        let Some(jobs) = &self.jobs else {
            return false;
        };
        let (done, is_done) = mpsc::channel();
        let sent = jobs.send(Job::Notes(Box::new(notes), done)).is_ok();
        let _ = is_done.recv_timeout(NOTE_PATIENCE);
        sent
    }

    /// Keeps `memory` now and waits until that is done. Returns what went wrong, unless it has been
    /// told before.
    pub fn finish(mut self, memory: Memory) -> Option<String> {
        self.save(memory);
        self.jobs = None;
        match self.ended.take()?.recv_timeout(PATIENCE) {
            Ok(problem) => problem,
            Err(_) => Some("your place could not be saved in time".to_owned()),
        }
    }
}

/// What the thread knows.
struct Keeping {
    state: StateFile,
    collection: Arc<Collection>,
    events: Sender<Event>,
    /// What was loaded or saved last.
    kept: Memory,
    notes: Notes,
    /// Notes that could not be saved, until they can.
    unsaved: Option<Notes>,
    /// Whether it has been told that the place cannot be kept.
    told: bool,
}

impl Keeping {
    fn load(&mut self) {
        match self.state.load(&self.collection.id) {
            Ok(memory) => self.kept = memory.unwrap_or_default(),
            Err(problem) => self.tell(&problem),
        }
        // Here, since a text that was changed has to be looked through.
        let mut memory = self.kept.clone();
        memory.place(&self.collection);
        let _ = self.events.send(Event::App(Msg::Recall(Box::new(memory))));
        match self.state.load_notes() {
            Ok(notes) => self.notes = notes,
            Err(problem) => self.tell(&problem),
        }
        if self.notes != Notes::default() {
            let notes = Box::new(self.notes.clone());
            let _ = self.events.send(Event::App(Msg::RecallNotes(notes)));
        }
    }

    /// Saves notes that are waited for, and says at once where that fails.
    fn save_at_once(&mut self, notes: Notes, done: &Sender<()>) {
        if let Some(problem) = self.save_notes(notes) {
            let notice = Msg::Notice(problem.to_string());
            let _ = self.events.send(Event::App(notice));
        }
        let _ = done.send(());
    }

    /// Saves notes; where that fails they are saved with the next ones, or at the end.
    fn save_notes(&mut self, notes: Notes) -> Option<StateError> {
        match self.state.save_notes(&self.notes, &notes) {
            Ok(()) => {
                self.notes = notes;
                self.unsaved = None;
                None
            }
            Err(problem) => {
                self.unsaved = Some(notes);
                Some(problem)
            }
        }
    }

    /// Tries again to save notes that could not be saved; returns what is wrong still.
    fn save_unsaved(&mut self) -> Option<StateError> {
        let notes = self.unsaved.take()?;
        self.save_notes(notes)
    }

    /// Saves until nobody sends any more; returns what went wrong then.
    fn save_all(&mut self, inbox: &Receiver<Job>) -> Option<String> {
        while let Ok(job) = inbox.recv() {
            let mut memory = match job {
                Job::Memory(memory) => *memory,
                Job::Notes(notes, done) => {
                    self.save_at_once(*notes, &done);
                    continue;
                }
                Job::Texts(collection) => {
                    self.collection = collection;
                    continue;
                }
            };
            let deadline = Instant::now() + DELAY;
            let left = || deadline.saturating_duration_since(Instant::now());
            // Ends with the time, or when nobody will send any more.
            while let Ok(job) = inbox.recv_timeout(left()) {
                match job {
                    Job::Memory(newer) => memory = *newer,
                    Job::Notes(notes, done) => self.save_at_once(*notes, &done),
                    Job::Texts(collection) => {
                        // What is to be kept is about the texts as they were.
                        let _ = self.save(memory.clone());
                        self.collection = collection;
                    }
                }
            }
            let unsaved = self.save_unsaved();
            let Some(problem) = self.save(memory).or(unsaved) else {
                continue;
            };
            // While the program runs it is told on the screen, and once.
            match inbox.try_recv() {
                Err(mpsc::TryRecvError::Disconnected) if !self.told => {
                    return Some(problem.to_string());
                }
                _ => self.tell(&problem),
            }
        }
        self.save_unsaved().map(|problem| problem.to_string())
    }

    fn save(&mut self, mut memory: Memory) -> Option<StateError> {
        memory.anchor(&self.collection, &self.kept);
        if memory == self.kept {
            return None;
        }
        match self.state.save(&self.collection.id, &self.kept, &memory) {
            Ok(()) => {
                self.kept = memory;
                None
            }
            Err(problem) => Some(problem),
        }
    }

    fn tell(&mut self, problem: &StateError) {
        // That a damaged file was put aside says nothing about saving.
        let is_over = matches!(problem, StateError::Damaged { .. });
        if is_over || !self.told {
            let notice = Msg::Notice(problem.to_string());
            let _ = self.events.send(Event::App(notice));
        }
        self.told |= !is_over;
    }
}
