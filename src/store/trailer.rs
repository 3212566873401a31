//! What stands behind the program in its own file: where its texts begin, and whether they are all there.
//!
//! Responsible for finding a payload. Not for what is in it (see `carried`). The file is the program, [`MAGIC`],
//! the payload, and a trailer. Either sign alone says that there should be texts: so a program whose end was
//! cut off is not taken for one that never had any.

use crate::collection::packed::checksum;
use std::{fs::File, io, os::unix::fs::FileExt};

/// What a payload begins with, and what the file ends with.
pub(super) const MAGIC: [u8; 16] = *b"\x89catchword pack\n";

/// The form in which texts are packed.
const VERSION: u32 = 1;

/// Bytes of a trailer: [`MAGIC`], five figures of eight bytes, [`MAGIC`].
const TRAILER: u64 = 72;

/// Where the parts of a payload are, and the checksum of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trailer {
    /// Bytes of the texts.
    pub(super) texts: u64,
    /// Bytes of the index, which follows them.
    pub(super) index: u64,
    /// The checksum of the index.
    pub(super) sum: u64,
}

/// What is found behind the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing of ours.
    Nothing,
    /// A payload.
    Payload(Trailer),
    /// There was one.
    Damaged(Damage),
}

/// Why the texts in the program cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// A part of them is not there.
    #[error("the texts in this program have been cut short; pack it again")]
    CutShort,
    /// They are not what was written.
    #[error("the texts in this program have been changed since they were packed; pack it again")]
    Changed,
    /// They are of another version.
    #[error(
        "the texts in this program are packed in form {0}, and it reads form {VERSION}; pack it again"
    )]
    Version(u64),
    /// The system refused.
    #[error("the texts in this program cannot be read: {0}")]
    Unreadable(io::ErrorKind),
}

impl Trailer {
    /// Bytes from the end of the program to that of the file.
    pub(super) fn payload(self) -> Option<u64> {
        let ends = MAGIC.len() as u64 + TRAILER;
        ends.checked_add(self.texts)?.checked_add(self.index)
    }

    /// It as it stands at the end of the file.
    pub(super) fn bytes(self) -> Vec<u8> {
        let figures = [u64::from(VERSION), self.texts, self.index, self.sum];
        let figures = figures.map(u64::to_le_bytes).concat();
        let sum = checksum(&figures).to_le_bytes();
        [&MAGIC[..], &figures, &sum, &MAGIC].concat()
    }

    /// The trailer that these bytes are; `None` where they are nothing like one.
    fn read(bytes: [u8; TRAILER as usize]) -> Option<Result<Self, Damage>> {
        let (begin, rest) = bytes.split_at(MAGIC.len());
        let (figures, end) = rest.split_at(rest.len() - MAGIC.len());
        if begin != MAGIC && end != MAGIC {
            return None;
        }
        let (figures, sum) = figures.split_at(figures.len() - 8);
        if begin != end || checksum(figures).to_le_bytes() != sum {
            return Some(Err(Damage::Changed));
        }
        let mut numbers = figures
            .as_chunks()
            .0
            .iter()
            .map(|&it| u64::from_le_bytes(it));
        let mut next = || numbers.next().expect("there are four");
        let version = next();
        if version != u64::from(VERSION) {
            return Some(Err(Damage::Version(version)));
        }
        Some(Ok(Self {
            texts: next(),
            index: next(),
            sum: next(),
        }))
    }
}

/// Where the program ends in its file, where that is known, and what stands behind it.
///
/// # Errors
///
/// Where the file cannot be read.
pub(super) fn find(file: &File) -> io::Result<(Option<u64>, Tail)> {
    let length = file.metadata()?.len();
    let end = elf_end(file)?.filter(|&end| end <= length);
    if end == Some(length) {
        return Ok((end, Tail::Nothing));
    }
    // The file may have been cut inside the sign.
    let begins = |at: u64| -> io::Result<bool> {
        let mut sign = [0; MAGIC.len()];
        let sign = &mut sign[..MAGIC.len().min((length - at) as usize)];
        file.read_exact_at(sign, at)?;
        Ok(MAGIC.starts_with(sign))
    };
    let begun = match end {
        Some(end) => begins(end)?.then_some(end),
        None => None,
    };
    let mut trailer = [0; TRAILER as usize];
    let trailer = match length.checked_sub(TRAILER) {
        Some(at) => {
            file.read_exact_at(&mut trailer, at)?;
            Trailer::read(trailer)
        }
        None => None,
    };
    Ok(match trailer {
        None if begun.is_some() => (begun, Tail::Damaged(Damage::CutShort)),
        None => (Some(length), Tail::Nothing),
        Some(Err(damage)) => (begun, Tail::Damaged(damage)),
        Some(Ok(trailer)) => match trailer.payload().and_then(|it| length.checked_sub(it)) {
            Some(start) if begins(start)? => (Some(start), Tail::Payload(trailer)),
            _ if begun.is_some() => (begun, Tail::Damaged(Damage::CutShort)),
            start => (start, Tail::Damaged(Damage::Changed)),
        },
    })
}

/// Where the sections of an ELF file of 64 bits end, whose table the linkers put last; `None` for any other file.
fn elf_end(file: &File) -> io::Result<Option<u64>> {
    let mut head = [0; 64];
    match file.read_exact_at(&mut head, 0) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    // The sign, 64 bits, the lowest byte of a number first.
    if !head.starts_with(b"\x7fELF\x02\x01") {
        return Ok(None);
    }
    let short = |at: usize| u64::from(u16::from_le_bytes([head[at], head[at + 1]]));
    let table = u64::from_le_bytes(head[0x28..0x30].try_into().expect("these are eight bytes"));
    let size = short(0x3a) * short(0x3c);
    Ok(table.checked_add(size).filter(|_| table > 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const TEXTS: &[u8] = b"texts and index";

    /// A file of 64 bytes and more that says of itself that it ends there.
    fn elf() -> Vec<u8> {
        let mut bytes = b"\x7fELF\x02\x01".to_vec();
        bytes.resize(0x28, 0);
        bytes.extend(70_u64.to_le_bytes());
        bytes.resize(0x3a, 0);
        bytes.extend([10, 0, 3, 0]);
        bytes.resize(100, 7);
        bytes
    }

    fn packed(program: &[u8]) -> Vec<u8> {
        let trailer = Trailer {
            texts: 10,
            index: 5,
            sum: 1,
        };
        [program, &MAGIC, TEXTS, &trailer.bytes()].concat()
    }

    fn found(bytes: &[u8]) -> (Option<u64>, Tail) {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        find(&file).unwrap()
    }

    #[test]
    fn a_program_alone_has_nothing_behind_it() {
        assert_eq!(found(&elf()), (Some(100), Tail::Nothing));
        let signed = [&elf()[..], b"somebody's signature"].concat();
        assert_eq!(found(&signed), (Some(120), Tail::Nothing));
        assert_eq!(found(b"#!/bin/sh\n"), (Some(10), Tail::Nothing));
    }

    #[test]
    fn a_payload_is_found_behind_any_program() {
        for program in [&elf()[..], b"another kind of program", b""] {
            let (end, tail) = found(&packed(program));
            assert_eq!(end, Some(program.len() as u64));
            assert!(matches!(tail, Tail::Payload(it) if it.texts == 10 && it.index == 5));
        }
    }

    #[test]
    fn a_changed_byte_of_what_frames_the_texts_is_told() {
        for program in [&elf()[..], b"another kind of program"] {
            let whole = packed(program);
            let texts = program.len() + MAGIC.len();
            let frame = (program.len()..texts).chain(texts + TEXTS.len()..whole.len());
            for at in frame {
                let mut bytes = whole.clone();
                bytes[at] ^= 1;
                let (_, tail) = found(&bytes);
                assert_eq!(tail, Tail::Damaged(Damage::Changed), "{at}");
            }
        }
    }

    #[test]
    fn a_file_that_was_cut_anywhere_behind_the_program_is_told_and_the_program_is_known() {
        let whole = packed(&elf());
        for length in 101..whole.len() {
            let cut = found(&whole[..length]);
            assert!(
                matches!(cut, (Some(100), Tail::Damaged(_))),
                "{length}: {cut:?}"
            );
        }
        let middle = [&whole[..120], &whole[121..]].concat();
        assert_eq!(found(&middle), (Some(100), Tail::Damaged(Damage::CutShort)));
    }

    #[test]
    fn another_form_is_told_by_its_number() {
        let mut bytes = packed(&elf());
        let figures = bytes.len() - TRAILER as usize + MAGIC.len();
        bytes[figures] = 2;
        let sum = checksum(&bytes[figures..figures + 32]).to_le_bytes();
        bytes[figures + 32..figures + 40].copy_from_slice(&sum);
        let (end, tail) = found(&bytes);
        assert_eq!((end, tail), (Some(100), Tail::Damaged(Damage::Version(2))));
    }
}
