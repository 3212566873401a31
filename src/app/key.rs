//! Keys as the reader writes them: `j`, `ctrl-c`, `g g`.
//!
//! Responsible for the spelling of keys, in the keymap, the help and the documentation. Not for what
//! they do (see [`super::keymap`]).

use std::{fmt, str::FromStr};

/// A key without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Code {
    Char(char),
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Tab,
    Enter,
    Esc,
    Backspace,
    Delete,
    Insert,
    Function(u8),
}

/// One key press.
///
/// Shift is part of the character (`G`, not `shift-g`); `shift` is set only where no character says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Whether control was held.
    pub ctrl: bool,
    /// Whether alt (option, meta) was held.
    pub alt: bool,
    /// Whether shift was held with a key that has no capital.
    pub shift: bool,
}

impl Code {
    /// The names of keys that are no characters, and of `space`, but for those with a number.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|&(name, _)| name)
    }
}

impl Key {
    /// The key that terminals send the same bytes for, where there is one: this one is then never seen.
    pub fn sent_as(self) -> Option<Self> {
        let Code::Char(c) = self.code else {
            return None;
        };
        let code = match c {
            'i' => Code::Tab,
            'm' => Code::Enter,
            '[' => Code::Esc,
            '?' => Code::Backspace,
            _ => return None,
        };
        self.ctrl.then_some(Self {
            code,
            ctrl: false,
            ..self
        })
    }

    /// A key pressed without a modifier.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// Whether it types a character.
    pub const fn is_typed(self) -> bool {
        matches!(
            self,
            Self {
                code: Code::Char(_),
                ctrl: false,
                alt: false,
                ..
            }
        )
    }

    /// The decimal digit it types, if it types one.
    pub fn digit(self) -> Option<u32> {
        match self {
            Self {
                code: Code::Char(c),
                ctrl: false,
                alt: false,
                ..
            } => c.to_digit(10),
            _ => None,
        }
    }
}

/// One or more key presses in a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sequence(pub Vec<Key>);

const NAMES: &[(&str, Code)] = &[
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("pageup", Code::PageUp),
    ("pagedown", Code::PageDown),
    ("home", Code::Home),
    ("end", Code::End),
    ("tab", Code::Tab),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("insert", Code::Insert),
    ("space", Code::Char(' ')),
];

/// A key that is spelt in no known way.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown key `{0}`: write a character, or a name such as `space`, `pagedown`, `ctrl-d`, `f1`"
)]
pub struct UnknownKey(String);

impl FromStr for Key {
    type Err = UnknownKey;

    /// Names are read in any case, since `Ctrl-D` is how people write them; characters are what they are, but for
    /// letters with control, which terminals send without their case.
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.to_owned());
        let mut key = Self::plain(Code::Esc);
        let mut rest = text;
        for (prefix, flag) in [
            ("ctrl-", &mut key.ctrl),
            ("alt-", &mut key.alt),
            ("shift-", &mut key.shift),
        ] {
            if let Some((start, after)) = rest.split_at_checked(prefix.len())
                && start.eq_ignore_ascii_case(prefix)
                && !after.is_empty()
            {
                *flag = true;
                rest = after;
            }
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) if c > ' ' && !c.is_control() => Code::Char(c),
            _ => named(&rest.to_lowercase()).ok_or_else(unknown)?,
        };
        if let Code::Char(c) = &mut key.code
            && *c != ' '
        {
            if key.ctrl {
                c.make_ascii_lowercase();
            }
            if std::mem::take(&mut key.shift) {
                // Shift is part of a character, and which it makes of another only the keyboard knows.
                if !c.is_ascii_alphabetic() || key.ctrl {
                    return Err(unknown());
                }
                c.make_ascii_uppercase();
            }
        }
        Ok(key)
    }
}

fn named(name: &str) -> Option<Code> {
    let function = || {
        let number = name.strip_prefix('f')?.parse().ok()?;
        (1..=24).contains(&number).then_some(Code::Function(number))
    };
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, code)| *code)
        .or_else(function)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ] {
            if held {
                f.write_str(prefix)?;
            }
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, Code::Function(number)) => write!(f, "f{number}"),
            (None, code) => unreachable!("{code:?} has a name"),
        }
    }
}

impl FromStr for Sequence {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        text.split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, key) in self.0.iter().enumerate() {
            write!(f, "{}{key}", if i > 0 { " " } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_prints_as_it_is_written() {
        for text in [
            "j",
            "G",
            "ctrl-c",
            "alt-left",
            "shift-tab",
            "f1",
            "space",
            "%",
            "-",
            "ctrl--",
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_key_may_be_written_as_people_write_it() {
        for (text, key) in [
            ("Ctrl-D", "ctrl-d"),
            ("PageDown", "pagedown"),
            ("shift-g", "G"),
            ("Alt-N", "alt-N"),
            ("F12", "f12"),
            ("ALT-Left", "alt-left"),
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), key);
        }
        for text in ["shift-%", "ctrl-shift-d", "\u{7f}", "ctrl-", "f25", ""] {
            assert!(text.parse::<Key>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn keys_that_terminals_cannot_tell_apart_are_known() {
        let sent_as = |key: &str| Some(key.parse::<Key>().unwrap().sent_as()?.to_string());
        assert_eq!(sent_as("ctrl-i").as_deref(), Some("tab"));
        assert_eq!(sent_as("ctrl-[").as_deref(), Some("esc"));
        assert_eq!(sent_as("ctrl-o"), None);
        assert_eq!(sent_as("i"), None);
    }

    #[test]
    fn an_unknown_key_is_named_in_the_error() {
        let error = "ctrl-pgup".parse::<Key>().unwrap_err();
        assert!(error.to_string().starts_with("unknown key `ctrl-pgup`"));
    }
}
