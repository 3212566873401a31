//! One text that is being opened: its beginning, and the rest as far as it is wanted.
//!
//! Responsible for reading that ends, whatever the file is: a pipe that nobody writes to, a file of the system that
//! says it is empty, one that grows or shrinks meanwhile, a few bytes that unpack to very many. Not for what is in it.

use super::unpack::Packing;
use crate::{
    app::format,
    collection::{
        kind::{self, Kind},
        plain::{SAMPLE_BYTES, WHOLE_BYTES},
    },
};
use rustix::fs::OFlags;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Cursor, Read},
    os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt},
    path::Path,
};

/// Bytes of a text that are held, unpacked where it is compressed.
pub const LONGEST: u64 = 256 << 20;

/// Parts of a large file that are looked at to tell its encoding.
const PARTS: u64 = 16;

/// Bytes of a file that are looked at to tell whether it is a text.
const FIRST_BYTES: u64 = 64;

/// Bytes of padding that are looked for at the end of a large file.
const LONGEST_PADDING: u64 = 16 << 20;

/// A text that is being opened.
pub struct Source {
    /// Its name, without the ending that said that it is compressed.
    pub name: String,
    /// Its first bytes, at most [`SAMPLE_BYTES`].
    pub head: Vec<u8>,
    rest: Box<dyn Read>,
    /// The file, where the text can be read from any place of it, and its length in bytes.
    file: Option<(File, u64)>,
    packing: Option<Packing>,
    /// What ended the reading, where that is not the text's end.
    damage: Option<io::Error>,
}

/// A text that was read.
pub struct Whole {
    /// As far as it could be read.
    pub bytes: Vec<u8>,
    /// What is missing; completes a sentence that begins with its name.
    pub missing: Option<String>,
}

impl Source {
    /// The file at `path`.
    ///
    /// # Errors
    ///
    /// Where it is no regular file or cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = open_regular(path)?;
        let said = file.metadata()?.len();
        // Files of the system that say 0 are read, but not without end.
        let length = if said == 0 { WHOLE_BYTES as u64 } else { said };
        let rest = file.try_clone()?.take(length);
        let mut source = Self::of(&path.to_string_lossy(), Box::new(rest))?;
        if said > 0 && source.packing.is_none() {
            source.file = Some((file, said));
        }
        Ok(source)
    }

    /// What `reader` gives, under this `name`.
    ///
    /// # Errors
    ///
    /// Where nothing of it can be read.
    pub fn of(name: &str, mut reader: Box<dyn Read>) -> io::Result<Self> {
        // As large as it may get: into a growing one many small pieces would be read.
        let mut head = Vec::with_capacity(SAMPLE_BYTES);
        let read = reader
            .by_ref()
            .take(SAMPLE_BYTES as u64)
            .read_to_end(&mut head);
        let mut source = Self {
            name: name.to_owned(),
            rest: reader,
            file: None,
            packing: Packing::of(&head),
            damage: None,
            head,
        };
        match source.packing {
            None => {
                read.map_err(plain_words)?;
            }
            Some(packing) => {
                let packed = Cursor::new(source.head).chain(source.rest);
                source.rest = packing.unpacked(packed);
                source.head = Vec::with_capacity(SAMPLE_BYTES);
                let unpacked = source.rest.by_ref().take(SAMPLE_BYTES as u64);
                source.damage = { unpacked }.read_to_end(&mut source.head).err();
                kind::unpacked(name).clone_into(&mut source.name);
                if source.head.is_empty()
                    && let Some(error) = &source.damage
                {
                    let packing = packing.name();
                    let what = if error.kind() == io::ErrorKind::OutOfMemory {
                        "needs over 128 MiB to be unpacked; unpack it (`zstd -d --long=31`) and open what that gives"
                            .to_owned()
                    } else {
                        format!(
                            "is compressed with {packing} and damaged from the beginning; get it again"
                        )
                    };
                    return Err(io::Error::other(what));
                }
            }
        }
        Ok(source)
    }

    /// What kind of text it is.
    pub fn kind(&self) -> Kind {
        Kind::of(&self.name, &self.head)
    }

    /// The file and its length in bytes, where that is the text as it is.
    pub fn file(&self) -> Option<(&File, u64)> {
        self.file.as_ref().map(|(file, length)| (file, *length))
    }

    /// Parts of the text, the first from its beginning: all of a short one, and of a long one some throughout it.
    pub fn parts(&self) -> Vec<Vec<u8>> {
        let mut parts = vec![self.head.clone()];
        if let Some((file, length)) = self.file() {
            for part in 1..PARTS {
                let at = (length / PARTS * part).max(SAMPLE_BYTES as u64 * part);
                let mut bytes = vec![0; SAMPLE_BYTES];
                let read = file.read_at(&mut bytes, at).unwrap_or(0);
                bytes.truncate(read);
                parts.push(bytes);
            }
        }
        parts
    }

    /// How many NULs fill the end of the file after the text, as far as that is looked at.
    pub fn padding(&self) -> u64 {
        let mut padding = 0;
        if let Some((file, length)) = self.file() {
            let mut bytes = vec![0; SAMPLE_BYTES];
            while padding < LONGEST_PADDING && padding < length {
                let part = (length - padding).min(SAMPLE_BYTES as u64);
                let bytes = &mut bytes[..part as usize];
                if file.read_exact_at(bytes, length - padding - part).is_err() {
                    break;
                }
                let nuls = bytes.iter().rev().take_while(|&&byte| byte == 0).count();
                padding += nuls as u64;
                if nuls < bytes.len() {
                    break;
                }
            }
        }
        padding
    }

    /// All of it, up to `most` bytes.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or unpacks to more.
    pub fn whole(self, most: u64) -> io::Result<Whole> {
        let (mut bytes, mut damage) = (self.head, self.damage);
        if damage.is_none() {
            let left = (most + 1).saturating_sub(bytes.len() as u64);
            damage = self.rest.take(left).read_to_end(&mut bytes).err();
        }
        let is_over = bytes.len() as u64 > most;
        let (size, mebibytes) = (bytes.len(), most >> 20);
        let missing = match (self.packing, damage) {
            (Some(packing), _) if is_over => {
                let what = format!(
                    "unpacks to over {mebibytes} MiB; unpack it ({}) and open what that gives",
                    match packing {
                        Packing::Gzip => "`gzip -d`",
                        Packing::Zstandard => "`zstd -d`",
                    }
                );
                return Err(io::Error::other(what));
            }
            (Some(packing), Some(_)) => Some(format!(
                "is compressed with {} and cut off or damaged; its first {} bytes are here, get it again for the rest",
                packing.name(),
                format::number(size)
            )),
            (None, Some(error)) => return Err(error),
            (None, None) if is_over => {
                bytes.truncate(most as usize);
                Some(format!("only its first {mebibytes} MiB are read"))
            }
            (None, None) => {
                let said = self.file.map(|(_, length)| length);
                let short = said.filter(|&length| (size as u64) < length.min(most));
                short.map(|length| {
                    let (size, length) = (format::number(size), format::number(length as usize));
                    format!("became shorter while it was read: {size} of {length} bytes are here")
                })
            }
            (Some(_), None) => None,
        };
        Ok(Whole { bytes, missing })
    }
}

/// What `error` says of a file, in words that do.
fn plain_words(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::WouldBlock {
        return io::Error::other("gives nothing now, and is not waited for");
    }
    error
}

/// Whether the file at `path` is a text by its first bytes. An empty one is none.
pub fn begins_as_text(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = open_regular(path).and_then(|file| file.take(FIRST_BYTES).read_to_end(&mut head));
    let kind = Kind::of(&path.to_string_lossy(), &head);
    read.is_ok()
        && !head.is_empty()
        && Packing::of(&head).is_none()
        && !matches!(kind, Kind::Binary(_))
}

/// The pipe that the shell gives under `path`, as it does for `<(…)`; `None` where there is none. It can be read once.
///
/// # Errors
///
/// Where it cannot be opened.
pub fn shell_pipe(path: &Path) -> io::Result<Option<File>> {
    let folders = ["/dev/fd", "/proc/self/fd"];
    let is_given = folders.iter().any(|folder| path.starts_with(folder));
    if !is_given || !fs::metadata(path)?.file_type().is_fifo() {
        return Ok(None);
    }
    // That it is opened waits for nobody; that it is read does.
    let file = open_unblocked(path)?;
    let flags = rustix::fs::fcntl_getfl(&file)?;
    rustix::fs::fcntl_setfl(&file, flags - OFlags::NONBLOCK)?;
    Ok(Some(file))
}

/// Opens the regular file at `path`, and waits for nobody to write into it.
fn open_regular(path: &Path) -> io::Result<File> {
    let file = open_unblocked(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other(
            "is neither a file nor a folder; `-` reads standard input",
        ))
    }
}

/// Opens what is at `path`, and waits for nobody.
fn open_unblocked(path: &Path) -> io::Result<File> {
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).map_err(io::Error::other)?;
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(flags).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(bytes: &[u8]) -> Source {
        Source::of("a.txt", Box::new(Cursor::new(bytes.to_vec()))).unwrap()
    }

    #[test]
    fn a_text_is_read_to_its_end_and_no_further_than_is_held() {
        let bytes = vec![b'a'; SAMPLE_BYTES + 10];
        let whole = source(&bytes).whole(LONGEST).unwrap();
        assert_eq!((whole.bytes.len(), whole.missing), (bytes.len(), None));
        let whole = source(&bytes).whole(1 << 20).unwrap();
        assert_eq!(whole.bytes, bytes);
        let cut = source(&vec![b'a'; (1 << 20) + 1]).whole(1 << 20).unwrap();
        assert_eq!(cut.bytes.len(), 1 << 20);
        assert_eq!(cut.missing.unwrap(), "only its first 1 MiB are read");
    }

    #[test]
    fn a_file_that_becomes_shorter_gives_what_is_left_and_says_so() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.txt");
        fs::write(&path, vec![b'a'; 200_000]).unwrap();
        let source = Source::open(&path).unwrap();
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_len(100_000)
            .unwrap();
        let whole = source.whole(LONGEST).unwrap();
        assert_eq!(whole.bytes.len(), 100_000);
        assert_eq!(
            whole.missing.unwrap(),
            "became shorter while it was read: 100,000 of 200,000 bytes are here"
        );
    }

    #[test]
    fn a_file_that_grows_is_read_as_it_was() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.txt");
        fs::write(&path, vec![b'a'; 100_000]).unwrap();
        let source = Source::open(&path).unwrap();
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_len(200_000)
            .unwrap();
        let whole = source.whole(LONGEST).unwrap();
        assert_eq!((whole.bytes.len(), whole.missing), (100_000, None));
    }

    #[test]
    fn what_never_ends_and_what_never_begins_is_no_file() {
        for path in ["/dev/zero", "/"] {
            assert!(Source::open(Path::new(path)).is_err(), "{path}");
        }
    }
}
