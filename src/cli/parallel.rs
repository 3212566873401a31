//! Work on long texts, shared out over the processors.

use crate::{
    collection::{Collection, document::Document},
    text::span::Span,
};
use std::{
    num::NonZero,
    panic::resume_unwind,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Bytes from which a text is shared out: for less a thread is not worth its start.
const LONG: usize = 1 << 20;

/// Does `work` on the parts of every document; returns what comes of it, part by part and document by
/// document.
pub fn each_part<T: Send>(
    collection: &Collection,
    work: impl Fn(&Document, Span) -> T + Sync,
) -> Vec<Vec<T>> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let documents = collection.documents.iter();
    let parts: Vec<Vec<Span>> = documents
        .map(|document| match document.body.len() {
            LONG.. => document.parts(processors),
            _ => document.parts(1),
        })
        .collect();
    let jobs: Vec<(&Document, Span)> = collection
        .documents
        .iter()
        .zip(&parts)
        .flat_map(|(document, parts)| parts.iter().map(move |&part| (document, part)))
        .collect();
    let threads = match collection.bytes() {
        LONG.. => processors.min(jobs.len()),
        _ => 1,
    };
    let next = AtomicUsize::new(0);
    let take_turns = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(&(document, part)) = jobs.get(number) else {
                return done;
            };
            done.push((number, work(document, part)));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take_turns)).collect();
        let mut done = take_turns();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|&(number, _)| number);
    let mut results = done.into_iter().map(|(_, result)| result);
    let of_document = |parts: Vec<Span>| results.by_ref().take(parts.len()).collect();
    parts.into_iter().map(of_document).collect()
}
