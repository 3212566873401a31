//! Standard input that is read while it arrives.
//!
//! Responsible for a thread that reads it, and for what has come so far. Not for what is in it (see
//! [`super::files`]). No more is held than of any text that is opened.

use super::source::LONGEST;
use std::{
    io::{self, Read},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// Bytes that are read at a time.
const PIECE: usize = 64 << 10;

/// How long the first screen waits for more, once something is there.
const PATIENCE: Duration = Duration::from_millis(50);

/// Standard input. Cheap to clone: all clones read the same.
#[derive(Clone)]
pub struct Piped(Arc<(Mutex<Arrived>, Condvar)>);

#[derive(Default)]
struct Arrived {
    bytes: Vec<u8>,
    is_over: bool,
}

/// What has come of standard input.
pub struct SoFar {
    /// All bytes so far.
    pub bytes: Vec<u8>,
    /// Whether no more will come.
    pub is_over: bool,
}

impl Piped {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// Where the system starts no thread.
    pub fn start() -> io::Result<Self> {
        Self::of(io::stdin())
    }

    fn of(mut input: impl Read + Send + 'static) -> io::Result<Self> {
        let piped = Self(Arc::default());
        let writer = piped.clone();
        let read = move || {
            let mut piece = vec![0; PIECE];
            loop {
                let count = match input.read(&mut piece) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    // What is there can still be read.
                    Ok(0) | Err(_) => break,
                    Ok(count) => count,
                };
                let mut arrived = writer.lock();
                arrived.bytes.extend_from_slice(&piece[..count]);
                if arrived.bytes.len() as u64 > LONGEST {
                    break;
                }
                writer.0.1.notify_all();
            }
            writer.lock().is_over = true;
            writer.0.1.notify_all();
        };
        thread::Builder::new().name("pipe".to_owned()).spawn(read)?;
        Ok(piped)
    }

    fn lock(&self) -> MutexGuard<'_, Arrived> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for enough to begin with: all of it, a piece, or what comes in a moment.
    pub fn wait_for_beginning(&self) {
        let is_there = |arrived: &Arrived| arrived.is_over || !arrived.bytes.is_empty();
        let mut arrived = self.lock();
        while !is_there(&arrived) {
            arrived = self
                .0
                .1
                .wait(arrived)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let deadline = Instant::now() + PATIENCE;
        while !arrived.is_over && arrived.bytes.len() < PIECE {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            let waited = self.0.1.wait_timeout(arrived, left);
            arrived = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until there is twice as much as `seen` bytes, or all; returns how much there is, and whether that is all.
    pub fn wait_for_more(&self, seen: usize) -> (usize, bool) {
        let mut arrived = self.lock();
        while !arrived.is_over && arrived.bytes.len() < (2 * seen).max(PIECE) {
            arrived = self
                .0
                .1
                .wait(arrived)
                .unwrap_or_else(PoisonError::into_inner);
        }
        (arrived.bytes.len(), arrived.is_over)
    }

    /// Whether all of it is there.
    pub fn is_over(&self) -> bool {
        self.lock().is_over
    }

    /// What has come so far.
    pub fn so_far(&self) -> SoFar {
        let arrived = self.lock();
        SoFar {
            bytes: arrived.bytes.clone(),
            is_over: arrived.is_over,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Write, pipe};

    #[test]
    fn what_has_come_is_there_before_the_rest() {
        let (reader, mut writer) = pipe().unwrap();
        let piped = Piped::of(reader).unwrap();
        writer.write_all(b"first").unwrap();
        piped.wait_for_beginning();
        let so_far = piped.so_far();
        assert_eq!(
            (so_far.bytes.as_slice(), so_far.is_over),
            (&b"first"[..], false)
        );
        writer.write_all(&vec![b'x'; PIECE]).unwrap();
        assert!(piped.wait_for_more(5).0 >= PIECE);
        writer.write_all(b"last").unwrap();
        drop(writer);
        assert_eq!(piped.wait_for_more(PIECE), (5 + PIECE + 4, true));
        assert!(piped.so_far().bytes.ends_with(b"last"));
    }

    #[test]
    fn nothing_at_all_is_over_at_once() {
        let piped = Piped::of(io::empty()).unwrap();
        piped.wait_for_beginning();
        assert!(piped.so_far().is_over && piped.so_far().bytes.is_empty());
    }
}
