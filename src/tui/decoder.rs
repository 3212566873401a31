//! What the terminal sends, as keys, mouse, pastes and answers.
//!
//! Responsible for the bytes alone: it reads no terminal and knows no clock. crossterm's own parser will not do: it
//! takes the answer to a question about colours for keys that were typed, and a report that the colours have changed
//! for the beginning of something that swallows the keys after it.
//!
//! The invariant: whatever is no key never becomes one, also where it comes in pieces, late, or is cut off.

use crate::app::{
    key::{Code, Key},
    mouse::{Mouse, MouseKind},
    theme::Ground,
};
use std::time::Duration;

/// How long the rest is waited for of what may also be a key by itself, `esc`, `alt-[`, `alt-O` or `alt-]`, while the
/// terminal owes an answer. Else not at all: such a key is to act at once, and what it begins comes in one piece.
const KEY_PATIENCE: Duration = Duration::from_millis(50);
/// How long the rest is waited for of what can be no key.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the rest of an answer is waited for that has begun: longer than any line is silent that goes on.
const ANSWER_PATIENCE: Duration = Duration::from_secs(30);

/// Bytes of the longest answer: `11;rgba:` and four parts of four digits.
const LONGEST_ANSWER: usize = 32;

/// Bytes of the longest sequence that is waited for; a paste may be longer.
const LONGEST: usize = 1024;

const PASTE: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// Something that the terminal has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// The mouse did something; every press is the first one of a row.
    Mouse(Mouse),
    /// A text was pasted.
    Paste(String),
    /// The colour of the ground: the answer to a question.
    Ground([u8; 3]),
    /// The terminal has other colours now, for this kind of ground.
    Scheme(Ground),
    /// The terminal has the focus again.
    Focus,
}

/// Bytes on their way to becoming events.
#[derive(Debug, Default)]
pub struct Decoder {
    waiting: Vec<u8>,
    /// Whether no more is to come of what waits.
    is_over: bool,
}

/// What the first bytes of some are.
enum Step {
    /// So many bytes are this, or nothing of interest.
    Done(usize, Option<Input>),
    /// The beginning of something; a key by itself, if no more comes.
    Wait(Beginning),
}

/// What something that is not complete may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beginning {
    /// A key by itself.
    Key,
    /// No key.
    Other,
    /// The answer that is asked for.
    Answer,
}

use Step::{Done, Wait};

impl Decoder {
    /// Takes what was read.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        self.is_over = false;
    }

    /// No more has come in the time of [`Decoder::patience`]: what waits is all that there is of it.
    pub const fn end(&mut self) {
        self.is_over = true;
    }

    /// How long to wait for more, where the terminal owes an answer or does not; `None` where nothing waits.
    pub fn patience(&self, is_owed: bool) -> Option<Duration> {
        match step(&self.waiting, false) {
            _ if self.waiting.is_empty() => None,
            Wait(Beginning::Other) => Some(PATIENCE),
            Wait(Beginning::Answer) => Some(ANSWER_PATIENCE),
            Wait(Beginning::Key) if is_owed => Some(KEY_PATIENCE),
            Wait(Beginning::Key) | Done(..) => Some(Duration::ZERO),
        }
    }

    fn next_input(&mut self) -> Option<Input> {
        let mut at = 0;
        let mut found = None;
        while found.is_none() && at < self.waiting.len() {
            match step(&self.waiting[at..], self.is_over) {
                Done(length, input) => {
                    at += length;
                    found = input;
                }
                Wait(_) => break,
            }
        }
        self.waiting.drain(..at);
        found
    }
}

impl Iterator for Decoder {
    type Item = Input;

    /// What has come, as far as it is whole.
    fn next(&mut self) -> Option<Input> {
        self.next_input()
    }
}

/// What `bytes`, of which there are some, begin with; `is_over` where no more is to come.
fn step(bytes: &[u8], is_over: bool) -> Step {
    match bytes {
        [] => Done(0, None),
        [0x1b, rest @ ..] => escaped(bytes, rest, is_over),
        [byte @ (..0x20 | 0x7f), ..] => Done(1, Some(Input::Key(control(*byte)))),
        _ => character(bytes, is_over),
    }
}

fn character(bytes: &[u8], is_over: bool) -> Step {
    let length = match bytes[0] {
        ..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Done(1, None),
    };
    match bytes.get(..length).map(str::from_utf8) {
        Some(Ok(text)) => {
            let key = text
                .chars()
                .next()
                .map(|c| Input::Key(Key::plain(Code::Char(c))));
            Done(length, key)
        }
        None if !is_over && bytes[1..].iter().all(|byte| byte & 0xc0 == 0x80) => {
            Wait(Beginning::Other)
        }
        _ => Done(1, None),
    }
}

fn control(byte: u8) -> Key {
    let ctrl = |c| Key {
        ctrl: true,
        ..Key::plain(Code::Char(c))
    };
    match byte {
        b'\r' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x7f => Key::plain(Code::Backspace),
        0x00 => ctrl(' '),
        0x01..=0x1a => ctrl(char::from(byte - 1 + b'a')),
        // As every keyboard has them: ctrl-4 to ctrl-7.
        _ => ctrl(char::from(byte - 0x1c + b'4')),
    }
}

/// What begins with escape: `rest` is what follows it.
fn escaped(bytes: &[u8], rest: &[u8], is_over: bool) -> Step {
    let alone = Done(1, Some(Input::Key(Key::plain(Code::Esc))));
    let Some(&second) = rest.first() else {
        return if is_over { alone } else { Wait(Beginning::Key) };
    };
    let is_alone = rest.len() == 1;
    match second {
        0x1b => alone,
        b'[' | b'O' | b']' if is_alone && !is_over => Wait(Beginning::Key),
        b'[' if !is_alone => csi(bytes, is_over),
        b'O' if let Some(key) = rest.get(1).and_then(|&byte| keypad(byte)) => {
            Done(3, Some(Input::Key(key)))
        }
        // Numbered, as every answer is; else somebody has typed `alt-]`.
        b']' if rest.get(1).is_some_and(u8::is_ascii_digit) => osc(bytes, is_over),
        _ => match step(rest, is_over) {
            Done(length, Some(Input::Key(key))) => {
                Done(1 + length, Some(Input::Key(Key { alt: true, ..key })))
            }
            Done(length, _) => Done(1 + length, None),
            Wait(beginning) => Wait(beginning),
        },
    }
}

/// The key that is sent as `ESC O` and this byte.
fn keypad(byte: u8) -> Option<Key> {
    let code = match byte {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::Function(byte - b'P' + 1),
        // The digits and signs of a keypad that sends what it is.
        b'j'..=b'y' => Code::Char(char::from(byte - 0x40)),
        _ => return None,
    };
    Some(Key::plain(code))
}

/// An operating system command, which only answers are: up to BEL or ST, or to whatever cuts it off.
///
/// Of the answer that is asked for it is known which characters it has: so the rest of it can be waited for longer
/// than a slow line takes, and what somebody types after one that was cut off is still a key.
fn osc(bytes: &[u8], is_over: bool) -> Step {
    let inside = &bytes[2..];
    let digits = inside
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if inside
        .get(digits)
        .is_some_and(|&byte| byte != b';' && byte >= 0x20)
    {
        let key = Key::plain(Code::Char(']'));
        return Done(2, Some(Input::Key(Key { alt: true, ..key })));
    }
    let is_asked_for = inside.starts_with(b"11;");
    let belongs = |byte: u8| {
        if is_asked_for {
            byte.is_ascii_hexdigit() || b"rgba:/;".contains(&byte)
        } else {
            byte >= 0x20
        }
    };
    let Some(end) = inside.iter().position(|&byte| !belongs(byte)) else {
        return if is_asked_for && !is_over && inside.len() <= LONGEST_ANSWER {
            Wait(Beginning::Answer)
        } else {
            unfinished(bytes, is_over || is_asked_for)
        };
    };
    let answer = answer(&inside[..end]).map(Input::Ground);
    match inside[end..] {
        [0x07, ..] => Done(2 + end + 1, answer),
        [0x1b, b'\\', ..] => Done(2 + end + 2, answer),
        [0x1b] if !is_over => Wait(Beginning::Answer),
        // Cut off: what cuts it is read for itself.
        _ => Done(2 + end, None),
    }
}

/// What is no key and not complete: waited for, but not for ever.
fn unfinished(bytes: &[u8], is_over: bool) -> Step {
    if is_over || bytes.len() > LONGEST {
        Done(bytes.len(), None)
    } else {
        Wait(Beginning::Other)
    }
}

/// The colour in `11;rgb:RRRR/GGGG/BBBB`, with one to four digits each.
fn answer(inside: &[u8]) -> Option<[u8; 3]> {
    let text = str::from_utf8(inside).ok()?.strip_prefix("11;")?;
    let colour = text
        .strip_prefix("rgb:")
        .or_else(|| text.strip_prefix("rgba:"))?;
    let mut parts = colour.split('/').map(|part| {
        let digits = part.len().clamp(1, 4) as u32;
        let value = u32::from_str_radix(part, 16).ok()?;
        let most = 16_u32.pow(digits) - 1;
        u8::try_from((value * 255 + most / 2) / most).ok()
    });
    Some([parts.next()??, parts.next()??, parts.next()??])
}

/// A control sequence: parameters, and a byte that says what it is.
fn csi(bytes: &[u8], is_over: bool) -> Step {
    let inside = &bytes[2..];
    match inside {
        // The console of Linux.
        [b'[', key, ..] => {
            let code = (b'A'..=b'E')
                .contains(key)
                .then(|| Code::Function(key - b'A' + 1));
            return Done(4, code.map(|code| Input::Key(Key::plain(code))));
        }
        // A mouse whose terminal knows no numbers.
        [b'M', button, column, row, ..] => {
            let number = |byte: &u8| u16::from(byte.saturating_sub(32));
            let input = mouse(number(button), number(column), number(row), false);
            return Done(6, input);
        }
        [b'[' | b'M', ..] => return unfinished(bytes, is_over),
        _ => {}
    }
    let is_inside = |byte: &u8| (0x20..0x40).contains(byte);
    let Some(end) = inside.iter().position(|byte| !is_inside(byte)) else {
        return unfinished(bytes, is_over);
    };
    let last = inside[end];
    if !(0x40..0x7f).contains(&last) {
        // Cut off: what cuts it is read for itself.
        return Done(2 + end, None);
    }
    if bytes.starts_with(PASTE) {
        return paste(bytes, is_over);
    }
    let length = 2 + end + 1;
    Done(length, sequence(&inside[..end], last))
}

fn paste(bytes: &[u8], is_over: bool) -> Step {
    let text = &bytes[PASTE.len()..];
    let pasted = |text: &[u8]| Some(Input::Paste(String::from_utf8_lossy(text).into_owned()));
    match memchr::memmem::find(text, PASTE_END) {
        Some(end) => Done(PASTE.len() + end + PASTE_END.len(), pasted(&text[..end])),
        // Its end was lost: better what there is than to swallow what is typed next.
        None if is_over => Done(bytes.len(), pasted(text)),
        None => Wait(Beginning::Other),
    }
}

/// What a control sequence says.
fn sequence(parameters: &[u8], last: u8) -> Option<Input> {
    let text = str::from_utf8(parameters).ok()?;
    let is_private = text.starts_with(['<', '?', '>', '=']);
    let (private, numbers) = text.split_at(usize::from(is_private));
    // After a colon stand details, such as whether a key was pressed or let go.
    let mut parts = numbers
        .split(';')
        .map(|part| part.split_once(':').unwrap_or((part, "")));
    let number =
        |part: Option<(&str, &str)>| part.and_then(|(number, _)| number.parse::<u16>().ok());
    let first = number(parts.next());
    let second = parts.next();
    let third = number(parts.next());
    let is_release = second.is_some_and(|(_, kind)| kind == "3");
    let second = number(second);
    match (private, last) {
        ("<", b'M' | b'm') => mouse(first?, second?, third?, last == b'm'),
        ("", b'M') => mouse(first?.checked_sub(32)?, second?, third?, false),
        ("?", b'n') if first == Some(997) => match second? {
            1 => Some(Input::Scheme(Ground::Dark)),
            2 => Some(Input::Scheme(Ground::Light)),
            _ => None,
        },
        ("", b'I') => Some(Input::Focus),
        ("", _) if is_release => None,
        ("", b'~') if first == Some(27) => typed(third?, second),
        ("", b'u') => typed(first?, second),
        ("", _) => {
            let code = match last {
                b'Z' => {
                    let key = Key::plain(Code::Tab);
                    return Some(Input::Key(Key { shift: true, ..key }));
                }
                b'~' => numbered(first?)?,
                b'A' => Code::Up,
                b'B' => Code::Down,
                b'C' => Code::Right,
                b'D' => Code::Left,
                b'H' => Code::Home,
                b'F' => Code::End,
                b'P'..=b'S' if first.is_none_or(|first| first == 1) => {
                    Code::Function(last - b'P' + 1)
                }
                _ => return None,
            };
            Some(Input::Key(with_modifiers(code, second)))
        }
        _ => None,
    }
}

/// The key of `CSI number ~`.
fn numbered(number: u16) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        // With gaps, as the keys of a VT220 have.
        11..=15 => Code::Function(number as u8 - 10),
        17..=21 => Code::Function(number as u8 - 11),
        23..=26 => Code::Function(number as u8 - 12),
        28 | 29 => Code::Function(number as u8 - 13),
        31..=34 => Code::Function(number as u8 - 14),
        _ => return None,
    })
}

/// The key of a character, for terminals that send every key by its number.
fn typed(number: u16, modifiers: Option<u16>) -> Option<Input> {
    let code = match number {
        9 => Code::Tab,
        13 => Code::Enter,
        27 => Code::Esc,
        8 | 127 => Code::Backspace,
        _ => Code::Char(char::from_u32(u32::from(number)).filter(|c| !c.is_control())?),
    };
    Some(Input::Key(with_modifiers(code, modifiers)))
}

fn with_modifiers(code: Code, modifiers: Option<u16>) -> Key {
    let held = modifiers.unwrap_or(1).saturating_sub(1);
    let mut key = Key {
        code,
        shift: held & 1 != 0,
        alt: held & 2 != 0,
        ctrl: held & 4 != 0,
    };
    if let Code::Char(c) = &mut key.code
        && *c != ' '
        && std::mem::take(&mut key.shift)
    {
        // Shift is part of the character, where that is known.
        *c = c.to_uppercase().next().unwrap_or(*c);
    }
    key
}

/// What the mouse did, by the number that says which button and whether it moved; cells count from 1.
fn mouse(number: u16, column: u16, row: u16, is_release: bool) -> Option<Input> {
    let is_zoom = number & 0b0001_0000 != 0;
    let kind = match (number & 0b1100_0011, number & 0b0010_0000 != 0) {
        (64, _) if is_zoom => MouseKind::ZoomIn,
        (65, _) if is_zoom => MouseKind::ZoomOut,
        (64, _) => MouseKind::WheelUp,
        (65, _) => MouseKind::WheelDown,
        (2, false) if !is_release => MouseKind::Right,
        (0, false) if is_release => MouseKind::Release,
        // Which button was let go an old terminal does not say.
        (3, false) => MouseKind::Release,
        (0, false) => MouseKind::Press { clicks: 1 },
        (0, true) => MouseKind::Drag,
        _ => return None,
    };
    Some(Input::Mouse(Mouse {
        kind,
        column: column.checked_sub(1)?,
        row: row.checked_sub(1)?,
    }))
}

#[cfg(test)]
#[path = "decoder_tests.rs"]
mod tests;
