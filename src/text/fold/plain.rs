//! The fast path of folding: ASCII that folds byte for byte.

use super::Folding;

/// Whether `byte` is white space; the same as [`char::is_whitespace`] for ASCII.
const fn is_white(byte: u8) -> bool {
    byte == b' ' || (byte >= b'\t' && byte <= b'\r')
}

/// How many bytes at the start of `bytes` fold one by one, whatever follows them.
///
/// Each is ASCII, no white space beside white space, and beside ASCII or the end, so that no mark
/// can join it.
pub(super) fn len(bytes: &[u8], folding: Folding) -> usize {
    const CHUNK: usize = 64;
    let mut at = 0;
    // Whole chunks without a branch in them, which the compiler turns into vector code.
    while let Some((chunk, next)) = bytes
        .get(at..=at + CHUNK)
        .and_then(|bytes| Some((&bytes[..CHUNK], bytes.get(1..)?)))
    {
        let ends = chunk.iter().zip(next).fold(false, |ends, (&byte, &next)| {
            ends | ends_plain(byte, next, folding.joins_lines)
        });
        if ends {
            break;
        }
        at += CHUNK;
    }
    while let Some(&byte) = bytes.get(at) {
        // At the end nothing follows; a letter stands for it.
        let next = bytes.get(at + 1).copied().unwrap_or(b'x');
        if ends_plain(byte, next, folding.joins_lines) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether `byte`, with `next` after it, is more than a unit of its own.
const fn ends_plain(byte: u8, next: u8, joins_lines: bool) -> bool {
    let beyond_ascii = (byte | next) >= 0x80;
    let run = is_white(byte) & is_white(next);
    let joins = joins_lines && byte == b'-' && is_white(next);
    beyond_ascii | run | joins
}

/// Appends plain ASCII, byte for byte.
pub(super) fn push(source: &str, folding: Folding, text: &mut String) {
    let mut chunk = [0; 64];
    for bytes in source.as_bytes().chunks(chunk.len()) {
        let chunk = &mut chunk[..bytes.len()];
        for (to, &from) in chunk.iter_mut().zip(bytes) {
            let upper = folding.folds_case && from.is_ascii_uppercase();
            let to_blank = is_white(from);
            let cased = from | (u8::from(upper) << 5);
            *to = if to_blank { b' ' } else { cased };
            *to = if from == b'`' { b'\'' } else { *to };
        }
        text.push_str(str::from_utf8(chunk).expect("ASCII stays ASCII"));
    }
}
