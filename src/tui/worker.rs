//! The worker: what may take time in proportion to the texts.
//!
//! It searches every document for the keywords and counts its words, the open one first, and sends
//! what it finds in parts small enough that taking one up never delays a frame. A thread of its own
//! where that takes longer than starting one.

use super::{
    Event,
    errands::{Errands, TELL_INTERVAL},
};
use crate::{
    app::{Msg, findings::Look},
    collection::Collection,
    keyword::{
        KeywordSet, Matcher,
        set::{Pattern, Term},
    },
};
use std::{
    collections::HashMap,
    io,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, TryRecvError},
    },
    time::Instant,
};

/// Bytes of text up to which a collection is searched at once, before the first frame: that takes less
/// than a millisecond, and a thread would share the processor with the frame for no less.
const SMALL_BYTES: usize = 64 << 10;

/// Terms up to which it is; to compile as many takes about as long.
const SMALL_TERMS: usize = 200;

/// Whether the documents are so few, and the keywords, that they are searched at once.
fn is_small(collection: &Collection, keywords: &KeywordSet) -> bool {
    let is_plain = |term: &Term| matches!(term.pattern, Pattern::Aliases(_));
    collection.bytes() <= SMALL_BYTES
        && keywords.terms.len() <= SMALL_TERMS
        && keywords.terms.iter().all(is_plain)
}

/// Something that the worker is asked for.
enum Task {
    /// Look at this document before the others.
    Prefer(usize),
    /// Begin again, with other keywords; the search's number.
    Search(Arc<KeywordSet>, u32),
}

/// The thread, once there is something to do.
pub struct Worker {
    collection: Arc<Collection>,
    errands: Errands<Task>,
}

impl Worker {
    /// A worker that does nothing yet.
    pub fn new(collection: Arc<Collection>, events: &Sender<Event>) -> Self {
        Self {
            errands: Errands::new("worker", &collection, events, serve),
            collection,
        }
    }

    /// Looks for `keywords`: at once where the collection is small, and returns what was found; else in
    /// the thread, document number `open` first.
    ///
    /// # Errors
    ///
    /// Where the system starts no thread.
    pub fn begin(&mut self, keywords: &Arc<KeywordSet>, open: usize) -> io::Result<Vec<Msg>> {
        if !is_small(&self.collection, keywords) {
            self.search(Arc::clone(keywords), 0)?;
            self.prefer(open);
            return Ok(Vec::new());
        }
        let matcher = Matcher::for_bytes(keywords, self.collection.bytes());
        let documents = self.collection.documents.iter().enumerate();
        let found = documents
            .map(|(index, document)| Msg::Found(0, index, Look::new(document, &matcher).whole()));
        Ok(found.collect())
    }

    /// Looks at document number `index` before the others.
    pub fn prefer(&self, index: usize) {
        self.errands.mention(Task::Prefer(index));
    }

    /// Begins again, in the thread, with other keywords and the number of that search.
    ///
    /// # Errors
    ///
    /// Where the system starts no thread.
    pub fn search(&mut self, keywords: Arc<KeywordSet>, search: u32) -> io::Result<()> {
        self.errands.ask(Task::Search(keywords, search))
    }
}

fn serve(collection: &Collection, asked: &Receiver<Task>, events: &Sender<Event>) {
    let mut next = None;
    // The end means that nobody asks any more.
    while let Ok(task) = next.take().map_or_else(|| asked.recv(), Ok) {
        if let Task::Search(keywords, search) = task {
            next = work(collection, &keywords, search, asked, events).ok();
        }
    }
}

/// Nobody listens any more.
struct Over;

/// Looks for `keywords` in all documents, until it is asked to look for others; returns that task.
fn work(
    collection: &Collection,
    keywords: &KeywordSet,
    search: u32,
    tasks: &Receiver<Task>,
    events: &Sender<Event>,
) -> Result<Task, Over> {
    let matcher = Matcher::for_bytes(keywords, collection.bytes());
    let mut begun: HashMap<usize, Look<'_>> = HashMap::new();
    let mut done = vec![false; collection.documents.len()];
    let mut first = Vec::new();
    let mut next = 0;
    let mut told = None;
    loop {
        while done.get(next) == Some(&true) {
            next += 1;
        }
        let task = if next < done.len() {
            match tasks.try_recv() {
                Ok(task) => Some(task),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => return Err(Over),
            }
        } else {
            Some(tasks.recv().map_err(|_| Over)?)
        };
        match task {
            Some(other @ Task::Search(..)) => return Ok(other),
            Some(Task::Prefer(index)) => {
                first.push(index);
                continue;
            }
            None => {}
        }
        first.retain(|&index| done.get(index) == Some(&false));
        let index = first.last().copied().unwrap_or(next);
        let Some(document) = collection.documents.get(index) else {
            continue;
        };
        let look = begun
            .entry(index)
            .or_insert_with(|| Look::new(document, &matcher));
        let mut part = look.part();
        while !part.last && told.is_some_and(|told: Instant| told.elapsed() < TELL_INTERVAL) {
            part.extend(look.part());
        }
        told = Some(Instant::now());
        if part.last {
            done[index] = true;
            begun.remove(&index);
        }
        let found = Msg::Found(search, index, part);
        events.send(Event::App(found)).map_err(|_| Over)?;
    }
}
