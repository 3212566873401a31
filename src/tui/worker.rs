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

/// Starts the thread. `preferred` names documents to look at before the others.
pub fn start(
    collection: Arc<Collection>,
    keywords: Arc<KeywordSet>,
    preferred: Receiver<usize>,
    events: Sender<Event>,
) -> std::io::Result<()> {
    thread::Builder::new()
        .name("worker".to_owned())
        .spawn(move || {
            // Ending early means that nobody listens any more.
            let _ = work(&collection, &keywords, &preferred, &events);
        })?;
    Ok(())
}

/// How often, at most, more of a long document is told: each time is a frame.
const TELL_INTERVAL: Duration = Duration::from_millis(50);

/// Nobody listens any more.
struct Over;

fn work(
    collection: &Collection,
    keywords: &KeywordSet,
    preferred: &Receiver<usize>,
    events: &Sender<Event>,
) -> Result<(), Over> {
    let send = |msg| events.send(Event::App(msg)).map_err(|_| Over);
    let matcher = Matcher::for_bytes(keywords, collection.bytes());
    let mut begun: HashMap<usize, Look<'_>> = HashMap::new();
    let mut done = vec![false; collection.documents.len()];
    let mut first = Vec::new();
    let mut next = 0;
    let mut told = None;
    loop {
        loop {
            match preferred.try_recv() {
                Ok(index) => first.push(index),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return Err(Over),
            }
        }
        first.retain(|&index| done.get(index) == Some(&false));
        while done.get(next) == Some(&true) {
            next += 1;
        }
        let index = first.last().copied().unwrap_or(next);
        let Some(document) = collection.documents.get(index) else {
            return Ok(());
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
        send(Msg::Found(index, part))?;
    }
}
