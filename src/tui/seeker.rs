//! The seeker: searches all documents for what the reader types.
//!
//! A thread of its own, so that the search for keywords goes on meanwhile. Each search begins at the
//! reader's place and ends as soon as another one is asked for; what it finds is sent in parts small
//! enough that taking one up never delays a frame.

use super::{Event, errands::TELL_INTERVAL};
use crate::{
    app::{
        Msg,
        search::{MOST_MATCHES, Matches, Seek},
    },
    collection::{Collection, document::Document},
    keyword::{Matcher, Scan},
    text::span::Span,
};
use std::{
    ops::ControlFlow,
    sync::mpsc::{Receiver, Sender, TryRecvError},
    time::Instant,
};

/// What is asked for: a search, or none.
pub type Task = Option<Box<Seek>>;

/// Bytes that are looked at before it is asked whether something else is wanted: under a millisecond.
const STEP_BYTES: usize = 256 << 10;

/// Searches for what is asked for, the newest first and alone.
pub fn serve(collection: &Collection, asked: &Receiver<Task>, events: &Sender<Event>) {
    let mut next = None;
    // The end means that nobody asks any more.
    while let Ok(task) = next.take().map_or_else(|| asked.recv(), Ok) {
        if let Some(seek) = task {
            next = seek_in_all(collection, &seek, asked, events);
        }
    }
}

/// Searches all documents; returns what is asked for instead, if anything is.
fn seek_in_all(
    collection: &Collection,
    seek: &Seek,
    asked: &Receiver<Task>,
    events: &Sender<Event>,
) -> Option<Task> {
    let matcher = seek.query.matcher(collection.bytes()).ok()?;
    let mut search = Seeking {
        number: seek.number,
        found: 0,
        asked,
        events,
    };
    let first = seek.from.document;
    let others = (0..collection.documents.len()).filter(|&index| index != first);
    for index in [first].into_iter().chain(others) {
        let Some(document) = collection.documents.get(index) else {
            continue;
        };
        let from = if index == first { seek.from.at } else { 0 };
        if let ControlFlow::Break(instead) = search.document(document, index, &matcher, from) {
            return instead;
        }
    }
    None
}

/// One search that is under way.
struct Seeking<'a> {
    number: u32,
    found: usize,
    asked: &'a Receiver<Task>,
    events: &'a Sender<Event>,
}

impl Seeking<'_> {
    /// Searches a document from the block of byte `from` to its end, and then from its beginning.
    fn document(
        &mut self,
        document: &Document,
        index: usize,
        matcher: &Matcher,
        from: usize,
    ) -> ControlFlow<Option<Task>> {
        // In the middle of a long block nothing can begin: a match may lie across.
        let stretch = document.stretch_at(from).filter(|it| it.begins_block);
        let from = stretch.map_or(0, |stretch| stretch.block.span.start);
        let spans = [Span::new(from, usize::MAX), Span::new(0, from)];
        let spans = if from == 0 { &spans[..1] } else { &spans[..] };
        for (number, &span) in spans.iter().enumerate() {
            let mut scan = Scan::within(document, matcher, span);
            let is_last = number + 1 == spans.len();
            let mut hits = Vec::new();
            let mut told: Option<Instant> = None;
            let mut begun = span.start;
            loop {
                let mut ended = true;
                while let Some(done) = scan.step(&mut hits) {
                    if done - begun >= STEP_BYTES {
                        begun = done;
                        ended = false;
                        break;
                    }
                }
                match self.asked.try_recv() {
                    Ok(task) => return ControlFlow::Break(Some(task)),
                    Err(TryRecvError::Disconnected) => return ControlFlow::Break(None),
                    Err(TryRecvError::Empty) => {}
                }
                let is_early = told.is_some_and(|told| told.elapsed() < TELL_INTERVAL);
                if !ended && (is_early || hits.is_empty()) && self.found + hits.len() < MOST_MATCHES
                {
                    continue;
                }
                told = Some(Instant::now());
                hits.truncate(MOST_MATCHES - self.found);
                self.found += hits.len();
                let full = self.found >= MOST_MATCHES;
                let part = Matches {
                    spans: hits.drain(..).map(|hit| hit.span).collect(),
                    last: ended && is_last,
                    full,
                };
                let message = Msg::Matched(self.number, index, part);
                if self.events.send(Event::App(message)).is_err() || full {
                    return ControlFlow::Break(None);
                }
                if ended {
                    break;
                }
            }
        }
        ControlFlow::Continue(())
    }
}
