//! What a shell does that has nothing to do with its terminal: threads, files, settings.
//!
//! Responsible for the effects that the screen and the lines (see [`super::linear`]) have in common. What is left is
//! for whoever has the terminal, as [`OnTerminal`].

use super::{
    Event, Reload, counter, errands::Errands, keeper::Keeper, outside, seeker, worker::Worker,
};
use crate::{
    app::{Effect, Model, Msg, counting::Count},
    collection::Collection,
    keyword::definition::Definition,
    store::{
        export,
        files::Texts,
        state::StateFile,
        user_sets::{self, Saved},
    },
};
use std::{
    collections::VecDeque,
    fs, io,
    path::Path,
    sync::{Arc, mpsc::Sender},
    time::SystemTime,
};

/// An effect that takes a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnTerminal {
    /// Put a text on the clipboard.
    Copy(String),
    /// Draw everything again.
    Redraw,
    /// The settings have been read again: there may be more colours, or fewer.
    Recolour,
    /// Take the mouse from the terminal, or give it back.
    Mouse(bool),
    /// Give the terminal back and stop until the shell continues the program.
    Suspend,
}

/// The threads beside a shell, and what they keep.
pub struct Services {
    /// Keeps the reading place.
    pub keeper: Keeper,
    worker: Worker,
    seeker: Errands<seeker::Task>,
    counter: Errands<Box<Count>>,
    reload: Reload,
    /// The open document, and what its file was when it was opened.
    watched: Option<(usize, Option<Stamp>)>,
    /// Whether the reader has done something that may have changed what is kept.
    has_acted: bool,
    /// For what runs beside the shell.
    events: Sender<Event>,
}

impl Services {
    /// Starts what a session needs from its beginning; the other threads start when they are asked for something.
    ///
    /// # Errors
    ///
    /// Where the system starts no thread.
    pub fn start(
        collection: &Arc<Collection>,
        state: Option<StateFile>,
        reload: Reload,
        events: &Sender<Event>,
    ) -> io::Result<Self> {
        Ok(Self {
            keeper: Keeper::start(state, collection, events)?,
            worker: Worker::new(Arc::clone(collection), events),
            seeker: Errands::new("seeker", collection, events, seeker::serve),
            counter: Errands::new("counter", collection, events, counter::serve),
            reload,
            watched: None,
            has_acted: false,
            events: events.clone(),
        })
    }

    /// Begins to look for the keywords, the open document first.
    ///
    /// # Errors
    ///
    /// Where the system starts no thread.
    pub fn begin(&mut self, model: &mut Model) -> io::Result<()> {
        // What its file is now is what it is compared with.
        self.change(model);
        let keywords = Arc::clone(&model.findings.keywords);
        for found in self.worker.begin(&keywords, model.open)? {
            model.update(found);
        }
        Ok(())
    }

    /// Performs the effects that need no terminal, and those that come of them; returns the others, in order.
    ///
    /// # Errors
    ///
    /// Where the system starts no thread.
    pub fn perform(
        &mut self,
        effects: Vec<Effect>,
        model: &mut Model,
    ) -> io::Result<Vec<OnTerminal>> {
        let mut left = Vec::new();
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Prefer(index) => self.worker.prefer(index),
                Effect::Search(keywords, search) => self.worker.search(keywords, search)?,
                Effect::Seek(task) => self.seeker.ask(task)?,
                Effect::Count(count) => self.counter.ask(count)?,
                Effect::Export(export) => {
                    let notice = match export::write(&export.path, &export.text) {
                        Ok(path) => format!("{} written to {}", export.what, path.display()),
                        Err(error) => error.to_string(),
                    };
                    model.update(Msg::Notice(notice));
                }
                Effect::KeepKeyword(definition) => keep_keyword(&definition, model),
                Effect::Save => self.keeper.save(model.memory()),
                Effect::SaveNotes => {
                    if !self.keeper.save_notes(model.notes.clone()) {
                        let notice = "it is gone with this run: nothing is kept".to_owned();
                        model.update(Msg::Notice(notice));
                    }
                }
                Effect::Reload => {
                    let msg = match (self.reload.settings)() {
                        Ok(configuration) => Msg::Configure(Box::new(configuration)),
                        Err(error) => Msg::Notice(error.to_string()),
                    };
                    effects.extend(model.update(msg));
                    effects.extend(self.reopen(model));
                    left.push(OnTerminal::Recolour);
                }
                Effect::Copy(text) => left.push(OnTerminal::Copy(text)),
                Effect::Open(address) => {
                    if !outside::open(&address, &self.events) {
                        let hint = "no program here opens addresses; {copy-definition} in the list of links copies this one";
                        let notice = model.keymap.told(hint);
                        model.update(Msg::Notice(notice));
                    }
                }
                Effect::Redraw => left.push(OnTerminal::Redraw),
                Effect::Mouse(ours) => left.push(OnTerminal::Mouse(ours)),
                Effect::Suspend => left.push(OnTerminal::Suspend),
            }
        }
        Ok(left)
    }

    /// Reads the texts again, where they may have changed, and has everything work on them.
    pub fn reopen(&mut self, model: &mut Model) -> Vec<Effect> {
        let Some(read) = &self.reload.texts else {
            return Vec::new();
        };
        match read() {
            Ok(texts) => self.take_up(texts, model),
            Err(error) => model.update(Msg::Notice(error.to_string())),
        }
    }

    /// Has everything work on these texts.
    pub fn take_up(&mut self, texts: Texts, model: &mut Model) -> Vec<Effect> {
        let collection = Arc::new(texts.collection);
        let notices = texts.problems.into_iter().chain(texts.remarks).collect();
        let events = &self.events;
        self.keeper.reopen(Arc::clone(&collection));
        self.worker = Worker::new(Arc::clone(&collection), events);
        self.seeker = Errands::new("seeker", &collection, events, seeker::serve);
        self.counter = Errands::new("counter", &collection, events, counter::serve);
        self.watched = None;
        model.update(Msg::Texts(collection, notices))
    }

    /// What to say of the file of the open document where it has changed since the last time.
    pub fn change(&mut self, model: &Model) -> Option<String> {
        self.reload.texts.as_ref()?;
        let path = model.collection.files.get(model.open);
        let path = Path::new(path.filter(|path| !path.is_empty())?);
        let now = stamp(path);
        let before = self.watched.replace((model.open, now));
        let (_, before) = before.filter(|&(open, _)| open == model.open)?;
        if before == now {
            return None;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let hint = if now.is_some() {
            format!("{name} has changed; {{reload}} reads it again")
        } else {
            format!("{name} is no longer there; what was read of it stays")
        };
        Some(model.keymap.told(&hint))
    }

    /// Notes that a message may change what is kept.
    pub fn note(&mut self, msg: &Msg) {
        self.has_acted |= matches!(
            msg,
            Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_) | Msg::Line(_)
        );
    }

    /// Has kept what the reader may have changed since the last time.
    pub fn keep(&mut self, model: &Model) {
        if std::mem::take(&mut self.has_acted) {
            self.keeper.save(model.memory());
        }
    }

    /// Gives a text to the system's clipboard too, where there is one.
    pub fn copy(&self, text: &str) {
        outside::copy(text, &self.events);
    }
}

/// What a file was at some time: its length, and when it was written.
type Stamp = (u64, Option<SystemTime>);

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

fn keep_keyword(definition: &Definition, model: &mut Model) {
    let directory = user_sets::directory();
    let notice = match user_sets::save(directory.as_deref(), definition) {
        Ok(Saved::Added(path)) => format!("kept in {}", path.display()),
        Ok(Saved::Known(path)) => format!("{} has it already", path.display()),
        Err(error) => error.to_string(),
    };
    model.update(Msg::Notice(notice));
}
