//! The entries of a ZIP archive that is held in memory.
//!
//! Responsible for finding an entry by its name, and for unpacking it within bounds: a bomb is told and not unpacked.
//! Not for writing, nor for archives over 4 GiB. Nothing is written to a disk, so a name may be anything.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// Entries of the largest archive.
const MOST_ENTRIES: usize = 20_000;

/// Bytes of the largest entry, unpacked.
const LARGEST_ENTRY: usize = 64 << 20;

/// Bytes of all entries that are unpacked.
const LARGEST: usize = 256 << 20;

/// How many times as long as it is packed an entry may be, where it is longer than [`SMALL`].
const MOST_RATIO: usize = 200;

/// Bytes of an entry whose ratio does not matter.
const SMALL: usize = 1 << 20;

/// Why an archive or an entry cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// It does not end as an archive does.
    #[error("is not a ZIP archive, or only a part of one")]
    NoArchive,
    /// It has more entries than are read.
    #[error("has over {MOST_ENTRIES} entries, too many for a book")]
    Entries,
    /// An entry is not where the archive says, or is not what it says.
    #[error("has a damaged entry, `{0}`")]
    Damaged(String),
    /// An entry is packed in a way that is not known.
    #[error("has an entry, `{0}`, that is packed in a way other than deflate")]
    Method(String),
    /// An entry needs a password.
    #[error("has an entry, `{0}`, that is locked with a password")]
    Locked(String),
    /// An entry, or all together, are longer than they may be.
    #[error("unpacks to far more than it is, as no book does: `{0}`")]
    Bomb(String),
}

#[derive(Debug)]
struct Entry {
    name: String,
    method: u16,
    is_locked: bool,
    /// Where its own head stands.
    head: usize,
    packed: usize,
    length: usize,
}

/// An archive.
#[derive(Debug)]
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
    /// Bytes that have been unpacked.
    unpacked: usize,
}

impl<'a> Archive<'a> {
    /// The archive that `bytes` hold.
    pub(super) fn of(bytes: &'a [u8]) -> Result<Self, ArchiveError> {
        /// Bytes of the record at the end, without its comment.
        const END: usize = 22;
        const LONGEST_COMMENT: usize = 0xFFFF;
        let tail = bytes.len().saturating_sub(END + LONGEST_COMMENT);
        let end = memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06")
            .ok_or(ArchiveError::NoArchive)?
            + tail;
        let count = short(bytes, end + 10).ok_or(ArchiveError::NoArchive)?;
        let mut at = long(bytes, end + 16).ok_or(ArchiveError::NoArchive)?;
        if count > MOST_ENTRIES {
            return Err(ArchiveError::Entries);
        }
        let mut entries = Vec::new();
        for _ in 0..count {
            let (entry, next) = entry(bytes, at).ok_or(ArchiveError::NoArchive)?;
            entries.push(entry);
            at = next;
        }
        Ok(Self {
            bytes,
            entries,
            unpacked: 0,
        })
    }

    /// The names of the entries, in the archive's order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// What the entry `name` holds, whatever its case where there is none in this; `None` where there is none at all.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ArchiveError> {
        let exact = self.entries.iter().find(|entry| entry.name == name);
        let entry = exact.or_else(|| {
            self.entries
                .iter()
                .find(|entry| entry.name.eq_ignore_ascii_case(name))
        });
        let Some(entry) = entry else {
            return Ok(None);
        };
        let name = || entry.name.clone();
        if entry.is_locked {
            return Err(ArchiveError::Locked(name()));
        }
        let longest = LARGEST_ENTRY.min(LARGEST - self.unpacked);
        let is_bomb = entry.length > longest
            || (entry.length > SMALL && entry.length / MOST_RATIO > entry.packed);
        if is_bomb {
            return Err(ArchiveError::Bomb(name()));
        }
        let packed = packed(self.bytes, entry).ok_or_else(|| ArchiveError::Damaged(name()))?;
        let bytes = match entry.method {
            0 => packed.to_vec(),
            // No more than it says, whatever it holds.
            8 => decompress_to_vec_with_limit(packed, entry.length).map_err(|error| match error
                .status
            {
                TINFLStatus::HasMoreOutput => ArchiveError::Bomb(name()),
                _ => ArchiveError::Damaged(name()),
            })?,
            _ => return Err(ArchiveError::Method(name())),
        };
        self.unpacked += bytes.len();
        Ok(Some(bytes))
    }
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(bytes.try_into().ok()?)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
}

/// The entry that the directory tells of at byte `at`, and where it tells of the next.
fn entry(bytes: &[u8], at: usize) -> Option<(Entry, usize)> {
    const HEAD: usize = 46;
    if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
        return None;
    }
    let name = at + HEAD..at + HEAD + short(bytes, at + 28)?;
    let next = name.end + short(bytes, at + 30)? + short(bytes, at + 32)?;
    let entry = Entry {
        name: String::from_utf8_lossy(bytes.get(name)?).replace('\\', "/"),
        method: u16::try_from(short(bytes, at + 10)?).ok()?,
        is_locked: short(bytes, at + 8)? & 1 == 1,
        head: long(bytes, at + 42)?,
        packed: long(bytes, at + 20)?,
        length: long(bytes, at + 24)?,
    };
    Some((entry, next))
}

/// The bytes of an entry as they are packed.
fn packed<'a>(bytes: &'a [u8], entry: &Entry) -> Option<&'a [u8]> {
    const HEAD: usize = 30;
    let at = entry.head;
    if bytes.get(at..at.checked_add(4)?)? != b"PK\x03\x04" {
        return None;
    }
    let start = at + HEAD + short(bytes, at + 26)? + short(bytes, at + 28)?;
    bytes.get(start..start.checked_add(entry.packed)?)
}
