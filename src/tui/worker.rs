//! The worker: what may take time in proportion to the texts.
//!
//! It searches every document for the keywords and counts its words, the open one first, and sends
//! what it finds in parts small enough that taking one up never delays a frame.

use super::Event;
use crate::{
    app::{Msg, findings::Look},
    collection::Collection,
    keyword::{KeywordSet, Matcher},
};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, TryRecvError},
    },
    thread,
    time::{Duration, Instant},
};

/// Something that the worker is asked for.
pub enum Task {
    /// Look at this document before the others.
    Prefer(usize),
    /// Begin again, with other keywords; the search's number.
    Search(Arc<KeywordSet>, u32),
}

/// Starts the thread, which looks for `keywords` and then waits for tasks.
pub fn start(
    collection: Arc<Collection>,
    keywords: Arc<KeywordSet>,
    tasks: Receiver<Task>,
    events: Sender<Event>,
) -> std::io::Result<()> {
    thread::Builder::new()
        .name("worker".to_owned())
        .spawn(move || {
            let mut next = Some((keywords, 0));
            // The end means that nobody listens any more.
            while let Some((keywords, search)) = next {
                next = work(&collection, &keywords, search, &tasks, &events).ok();
            }
        })?;
    Ok(())
}

/// How often, at most, more of a long document is told: each time is a frame.
const TELL_INTERVAL: Duration = Duration::from_millis(50);

/// Nobody listens any more.
struct Over;

/// Looks for `keywords` in all documents, until it is asked to look for others; returns those.
fn work(
    collection: &Collection,
    keywords: &KeywordSet,
    search: u32,
    tasks: &Receiver<Task>,
    events: &Sender<Event>,
) -> Result<(Arc<KeywordSet>, u32), Over> {
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
            Some(Task::Search(keywords, search)) => return Ok((keywords, search)),
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
