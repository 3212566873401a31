//! The bytes of an open file, or of a part of it.

use crate::collection::body::Backing;
use std::{
    fs::File,
    io,
    os::unix::fs::FileExt,
    sync::atomic::{AtomicBool, Ordering},
};

/// The bytes of an open file, or of a part of it.
pub(super) struct FileBytes {
    file: File,
    start: u64,
    length: usize,
    /// Whether a read has come up short of `length`.
    shortened: AtomicBool,
}

impl FileBytes {
    /// Those from `start` on, which are so many.
    pub(super) const fn new(file: File, start: u64, length: usize) -> Self {
        Self {
            file,
            start,
            length,
            shortened: AtomicBool::new(false),
        }
    }
}

impl Backing for FileBytes {
    fn len(&self) -> usize {
        self.length
    }

    fn read_at(&self, offset: usize, buffer: &mut [u8]) -> usize {
        let mut filled = 0;
        while filled < buffer.len() {
            let place = self.start + (offset + filled) as u64;
            match self.file.read_at(&mut buffer[filled..], place) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        if filled < buffer.len() && offset + filled < self.length {
            self.shortened.store(true, Ordering::Relaxed);
        }
        filled
    }

    fn is_shortened(&self) -> bool {
        self.shortened.load(Ordering::Relaxed)
    }
}
