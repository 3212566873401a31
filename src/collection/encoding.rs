//! The encoding of a text: which one its bytes are in, and the text that they stand for.
//!
//! Responsible for finding it, by what says it for certain first and by a guess last, for decoding, and for
//! what the reader is told of both. Nothing is lost: what stands for no character shows as `�` and is counted.
//!
//! In this order: the reader's word; a byte order mark; the escapes of ISO-2022-JP; UTF-8 that is valid; the
//! zeros of UTF-16 and UTF-32, which are a guess; what a page says of itself; UTF-8 with a few bytes that are none; the
//! guess of `chardetng`, which knows how often letters follow each other.
//!
//! Where only one byte is beyond ASCII, or one in sixteen, letters tell too little, and the guess is overruled
//! (not one whose characters have several bytes):
//!
//! - It is windows-1252 where all of these bytes are common signs of it in their places, such as `£` before a number, or
//!   letters of words that the guess reads no other way, `é`, or as a letter of another script than the rest of its word.
//! - Otherwise it is UTF-8 with mistakes where most of these bytes stand alone among ASCII and are no letters of words in
//!   the guess: not a letter of another script within a word, nor a capital after a small letter.

use super::{body::decoded_counting, kind::Kind, wide::Wide};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, ISO_2022_JP, UTF_8, WINDOWS_1252};
use std::{fmt, str::FromStr};

/// Bytes at the beginning of a page in which it says its encoding.
const STATED_WITHIN: usize = 4 << 10;

/// Bytes by which a guess is made.
const GUESSED_BY: usize = 1 << 20;

/// How the bytes of a text stand for its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(Which);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    /// UTF-16 or UTF-32.
    Wide(Wide),
    /// Any other.
    Narrow(&'static encoding_rs::Encoding),
}

/// What a name of no encoding is answered with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no encoding has this name; such as utf-8, utf-16le, windows-1252, iso-8859-2, koi8-r, shift_jis, gb18030, big5 and euc-kr have"
)]
pub struct Unknown;

impl FromStr for Encoding {
    type Err = Unknown;

    /// From a name that the web knows (WHATWG, Encoding), or of UTF-32.
    fn from_str(name: &str) -> Result<Self, Unknown> {
        let which = match name.trim().to_ascii_lowercase().as_str() {
            "utf-32" | "utf32" | "utf-32le" | "utf32le" => Which::Wide(Wide::Utf32Le),
            "utf-32be" | "utf32be" => Which::Wide(Wide::Utf32Be),
            other => {
                let found = encoding_rs::Encoding::for_label_no_replacement(other.as_bytes());
                let found = found.ok_or(Unknown)?;
                if found == encoding_rs::UTF_16LE {
                    Which::Wide(Wide::Utf16Le)
                } else if found == encoding_rs::UTF_16BE {
                    Which::Wide(Wide::Utf16Be)
                } else {
                    Which::Narrow(found)
                }
            }
        };
        Ok(Self(which))
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Which::Wide(wide) => wide.name(),
            Which::Narrow(encoding) => encoding.name(),
        })
    }
}

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(Which::Narrow(UTF_8));
}

/// Why a text is taken to be in its encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The reader said so.
    Asked,
    /// It begins with a byte order mark.
    Mark,
    /// Its bytes could hardly be anything else.
    Bytes,
    /// It says so itself, as pages do.
    Stated,
    /// It looks like it.
    Guess,
}

/// A text and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text. Of UTF-8 it has the length of the bytes, but for the padding.
    pub text: String,
    /// What it was read as.
    pub encoding: Encoding,
    /// Why.
    pub basis: Basis,
    /// How many bytes (of UTF-8), units or sequences stand for no character. Each shows as `�`.
    pub bad: usize,
    /// How many NULs it has. In a plain text each shows as `␀`.
    pub nuls: usize,
    /// Bytes of the NULs after it, which only filled the file: they are not in the text.
    pub padding: usize,
}

impl Decoded {
    /// What is worth knowing of how the text was read; empty for UTF-8 without a mistake.
    pub fn told(&self) -> String {
        let nuls = self.nuls_told();
        if self.encoding == Encoding::UTF_8 && self.bad == 0 && nuls.is_empty() {
            return String::new();
        }
        let basis = match self.basis {
            Basis::Asked => ", as asked for",
            Basis::Mark => ", by its byte order mark",
            Basis::Bytes => "",
            Basis::Stated => ", as it says itself",
            Basis::Guess => ", a guess",
        };
        let mut told = format!("{}{basis}", self.encoding);
        if self.bad > 0 {
            told.push_str(" · ");
            told.push_str(&self.bad_told());
        }
        for nuls in nuls {
            told.push_str(" · ");
            told.push_str(&nuls);
        }
        told
    }

    /// What the reader has to be told when the text is opened: a guess, or that not all of it could be read.
    pub fn remark(&self) -> Option<String> {
        let mut parts = Vec::new();
        if self.basis == Basis::Guess {
            parts.push(format!("read as {}, a guess", self.encoding));
        }
        if self.bad > 0 {
            parts.push(self.bad_told());
        }
        let is_doubtful = !parts.is_empty();
        parts.extend(self.nuls_told());
        if !is_doubtful {
            return (!parts.is_empty()).then(|| parts.join("; "));
        }
        let verb = if self.basis == Basis::Guess {
            "overrules"
        } else {
            "reads it otherwise"
        };
        parts.push(format!("--encoding NAME {verb}"));
        Some(parts.join("; "))
    }

    /// What is told of NULs: of those in the text, of those at its end.
    fn nuls_told(&self) -> Vec<String> {
        let bytes = |count| {
            let ending = if count == 1 { "" } else { "s" };
            format!("{count} NUL byte{ending}")
        };
        let within = (self.nuls > 0).then(|| format!("{} within it", bytes(self.nuls)));
        let after = (self.padding > 0).then(|| format!("{} at its end", bytes(self.padding)));
        within.into_iter().chain(after).collect()
    }

    fn bad_told(&self) -> String {
        let what = if self.encoding == Encoding::UTF_8 {
            "byte"
        } else {
            "place"
        };
        match self.bad {
            1 => format!("1 {what} is not {} and shows as �", self.encoding),
            bad => format!("{bad} {what}s are not {} and show as �", self.encoding),
        }
    }
}

/// The text that `bytes` of a file of this `kind` stand for, in the encoding that was `asked` for or else is found.
pub fn decode(bytes: Vec<u8>, asked: Option<Encoding>, kind: Kind) -> Decoded {
    let (encoding, basis) = match asked {
        Some(asked) => (ordered(asked, &bytes), Basis::Asked),
        None => found(&bytes, kind),
    };
    let (mut text, bad) = match encoding.0 {
        Which::Wide(wide) => wide.decode(&bytes),
        Which::Narrow(narrow) if narrow == UTF_8 => decoded_counting(bytes),
        Which::Narrow(narrow) => narrow_decoded(narrow, &bytes),
    };
    let length = text.len();
    text.truncate(text.trim_end_matches('\0').len());
    let unit = match encoding.0 {
        Which::Wide(wide) => wide.unit(),
        Which::Narrow(_) => 1,
    };
    Decoded {
        nuls: memchr::memchr_iter(0, text.as_bytes()).count(),
        padding: (length - text.len()) * unit,
        text,
        encoding,
        basis,
        bad,
    }
}

/// Whether a text of which these are parts, the first from its beginning, is UTF-8, and whether all of them are.
pub fn is_utf_8<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Option<bool> {
    let mut signs = Signs::default();
    for (index, part) in parts.enumerate() {
        if index == 0 && (Wide::of(part).is_some() || is_iso_2022_jp(part)) {
            return None;
        }
        // A character may have been cut in two.
        let is_rest = |&byte: &u8| byte & 0xc0 == 0x80;
        let rest = part.iter().take(3).take_while(|it| is_rest(it)).count();
        let cut = if index == 0 { 0 } else { rest };
        signs.read(&part[cut..]);
    }
    (signs.bad == 0 || signs.are_utf_8()).then_some(signs.bad == 0)
}

/// `asked` in the byte order that the text's mark names, if it is of the same width.
fn ordered(asked: Encoding, bytes: &[u8]) -> Encoding {
    let is_long = |wide: Wide| matches!(wide, Wide::Utf32Le | Wide::Utf32Be);
    match (asked.0, Wide::by_mark(bytes)) {
        (Which::Wide(wide), Some(marked)) if is_long(wide) == is_long(marked) => {
            Encoding(Which::Wide(marked))
        }
        _ => asked,
    }
}

/// The encoding that `bytes` of a file of this `kind` are in, and what says so.
fn found(bytes: &[u8], kind: Kind) -> (Encoding, Basis) {
    if let Some(wide) = Wide::by_mark(bytes) {
        return (Encoding(Which::Wide(wide)), Basis::Mark);
    }
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return (Encoding::UTF_8, Basis::Mark);
    }
    if is_iso_2022_jp(bytes) {
        return (Encoding(Which::Narrow(ISO_2022_JP)), Basis::Bytes);
    }
    if let Some(wide) = Wide::by_zeros(bytes) {
        return (Encoding(Which::Wide(wide)), Basis::Guess);
    }
    if str::from_utf8(bytes).is_ok() {
        return (Encoding::UTF_8, Basis::Bytes);
    }
    if kind == Kind::Html
        && let Some(stated) = stated(&bytes[..bytes.len().min(STATED_WITHIN)])
    {
        return (stated, Basis::Stated);
    }
    let mut signs = Signs::default();
    signs.read(bytes);
    if signs.are_utf_8() {
        return (Encoding::UTF_8, Basis::Bytes);
    }
    (guessed(bytes), Basis::Guess)
}

/// Whether `bytes` switch to Japanese as e-mail did, and never leave seven bits.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let switches = [&b"\x1b$B"[..], b"\x1b$@", b"\x1b$(D"];
    let is_switch = |at: usize| {
        switches
            .iter()
            .any(|switch| bytes[at..].starts_with(switch))
    };
    bytes.is_ascii() && memchr::memchr_iter(0x1b, bytes).any(is_switch)
}

/// What speaks for UTF-8 in bytes that are not valid, and what against it.
#[derive(Debug, Default)]
struct Signs {
    /// Characters of several bytes.
    characters: usize,
    /// Sequences that are no character. One that the end cuts off is not counted.
    bad: usize,
}

impl Signs {
    fn read(&mut self, bytes: &[u8]) {
        let mut last: &[u8] = b"";
        for chunk in bytes.utf8_chunks() {
            let begun = chunk.valid().bytes().filter(|byte| *byte >= 0xc0);
            self.characters += begun.count();
            last = chunk.invalid();
            self.bad += usize::from(!last.is_empty());
        }
        // The end may have cut a character off.
        if matches!(str::from_utf8(last), Err(error) if error.error_len().is_none()) {
            self.bad -= 1;
        }
    }

    /// Whether the text is UTF-8 with mistakes. In other encodings bytes above 0x7F seldom form a character of it: a
    /// pair of GB 18030 does one time in ten, of an alphabet less often.
    const fn are_utf_8(&self) -> bool {
        self.characters > 0 && self.characters >= self.bad
    }
}

/// The encoding that a page which begins with `head` says it is in.
fn stated(head: &[u8]) -> Option<Encoding> {
    let lower = head.to_ascii_lowercase();
    let value = |after: usize| {
        let rest = lower.get(after..)?.trim_ascii_start().strip_prefix(b"=")?;
        let rest = rest.trim_ascii_start();
        let rest = rest
            .strip_prefix(b"\"")
            .or(rest.strip_prefix(b"'"))
            .unwrap_or(rest);
        let is_end = |byte: &u8| b"\"';>?/".contains(byte) || byte.is_ascii_whitespace();
        let end = rest.iter().position(is_end)?;
        let found: Encoding = str::from_utf8(&rest[..end]).ok()?.parse().ok()?;
        // What could be read so far is not of wide units, whatever it says.
        Some(match found.0 {
            Which::Wide(_) => Encoding::UTF_8,
            Which::Narrow(_) => found,
        })
    };
    if lower.starts_with(b"<?xml") {
        let end = memchr::memmem::find(&lower, b"?>").unwrap_or(lower.len());
        let found = memchr::memmem::find(&lower[..end], b"encoding");
        if let Some(found) = found.and_then(|at| value(at + b"encoding".len())) {
            return Some(found);
        }
    }
    memchr::memmem::find_iter(&lower, b"<meta").find_map(|tag| {
        let end = memchr::memchr(b'>', &lower[tag..]).map_or(lower.len(), |end| tag + end);
        let at = memchr::memmem::find(&lower[tag..end], b"charset")?;
        value(tag + at + b"charset".len())
    })
}

/// The encoding that `bytes`, which are not UTF-8, look most like.
fn guessed(bytes: &[u8]) -> Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // What stands before the first letter beyond ASCII says nothing, but may be long.
    let first = bytes.iter().position(|byte| !byte.is_ascii());
    let from = first.unwrap_or(0).saturating_sub(64);
    let end = bytes.len().min(from + GUESSED_BY);
    detector.feed(&bytes[from..end], end == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    let bytes = &bytes[..end];
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    Encoding(Which::Narrow(
        if high > 1 + bytes.len() / 16 || !guess.is_single_byte() {
            guess
        } else if is_western(bytes, guess) {
            WINDOWS_1252
        } else if are_strays(bytes, guess) {
            UTF_8
        } else {
            guess
        },
    ))
}

/// Signs of windows-1252 that stand anywhere; the encodings near it have them in the same places.
const SIGNS: &str = "’‘“”„–—…•«»‹›·´°±§©®™†‡‰¦¬µ¶\u{a0}\u{ad}";

/// Signs of windows-1252 that are letters elsewhere. They stand beside no letter.
const NUMBER_SIGNS: &str = "£€¢¥½¼¾×÷";

/// Signs of windows-1252 that end words and numbers.
const RAISED: &str = "²³¹ªº";

/// What windows-1252 has for the two bytes that stray most: rare letters, in words that have more of them.
const STRAYS: &str = "ÿþ";

/// Letters that are words, in languages of windows-1252.
const WORDS: &str = "àèéóÀÈÉÓ";

/// Each character of `bytes` that is not of ASCII, as `encoding` reads it, between those before and behind it.
fn high(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> impl Iterator<Item = [char; 3]> {
    let mut table = ['\0'; 256];
    for (byte, character) in (0..=u8::MAX).zip(&mut table) {
        let byte = [byte];
        let (text, _) = encoding.decode_without_bom_handling(&byte);
        *character = text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    let near = move |at: Option<usize>| {
        let byte = at.and_then(|at| bytes.get(at));
        byte.map_or(' ', |&byte| table[usize::from(byte)])
    };
    let places = (0..bytes.len()).filter(|&at| !bytes[at].is_ascii());
    places.map(move |at| [at.checked_sub(1), Some(at), Some(at + 1)].map(near))
}

/// Whether `character` is a letter as Western words have them.
const fn is_latin(character: char) -> bool {
    matches!(character, 'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ')
}

/// Whether the middle one is a sign in its place.
fn is_sign([before, it, after]: [char; 3]) -> bool {
    let begins = !is_latin(before);
    let ends = !is_latin(after);
    SIGNS.contains(it)
        || RAISED.contains(it) && ends
        || NUMBER_SIGNS.contains(it) && begins && ends
        || "¿¡".contains(it) && begins && !after.is_lowercase()
}

/// Whether the middle one is a letter of a Western word.
fn is_letter([before, it, after]: [char; 3]) -> bool {
    let is_in_word = is_latin(before) || is_latin(after) || WORDS.contains(it);
    let is_odd = STRAYS.contains(it) || before.is_lowercase() && it.is_uppercase();
    is_latin(it) && is_in_word && !is_odd
}

/// Whether all that is not ASCII in `bytes` is a common sign of windows-1252 or a letter of a word, whatever the `guess`.
fn is_western(bytes: &[u8], guess: &'static encoding_rs::Encoding) -> bool {
    let mut both = high(bytes, WINDOWS_1252).zip(high(bytes, guess));
    both.all(|(western, [_, guessed, _])| {
        let [before, it, after] = western;
        if is_sign(western) {
            return it == guessed || !(is_latin(before) && is_latin(guessed));
        }
        // Two beside each other are seldom Western.
        let is_single = ![before, after]
            .iter()
            .any(|&near| is_latin(near) && !near.is_ascii());
        is_single && is_letter(western) && (it == guessed || !is_latin(guessed))
    })
}

/// Whether most of what is not ASCII in `bytes` stands alone and is, as `guess` reads it, no letter of a word.
fn are_strays(bytes: &[u8], guess: &'static encoding_rs::Encoding) -> bool {
    let (mut all, mut strays) = (0_usize, 0_usize);
    for read in high(bytes, guess) {
        let is_alone = read[0].is_ascii() && read[2].is_ascii();
        all += 1;
        strays += usize::from(is_alone && !is_sign(read) && !is_letter(read));
    }
    strays * 2 > all
}

/// `bytes` as text, and how many sequences of them stand for no character: those become U+FFFD.
fn narrow_decoded(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> (String, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let (mut at, mut bad) = (0, 0);
    loop {
        let rest = &bytes[at..];
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return (text, bad),
            DecoderResult::OutputFull => {
                text.reserve((bytes.len() - at).max(64));
            }
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                bad += 1;
            }
        }
    }
}

#[cfg(test)]
#[path = "encoding_tests.rs"]
mod tests;
