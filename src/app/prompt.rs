//! The one line that a reader types into, at the foot of the screen.
//!
//! Responsible for editing it. Not for what it is typed for (see [`super::Model::update`]).

use super::key::{Code, Key};
use crate::keyword::TermId;
use crate::text::gate::clusters;

/// An open prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What is asked for.
    pub purpose: Purpose,
    /// What has been typed.
    pub text: String,
    /// The byte of `text` before which the cursor stands.
    pub cursor: usize,
    /// Whether `text` is only offered: what is typed takes its place.
    pub is_offer: bool,
    /// What it narrowed by before, to return to.
    pub before: String,
    /// The document that was open before, to return to.
    pub origin: usize,
}

/// What a prompt asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Words of a title, to narrow the list.
    Filter,
    /// What to search the texts for.
    Search,
    /// A command's name, a paragraph's number or a percentage.
    Command,
    /// Words of a line of the open overlay, to narrow it.
    OverlayFilter,
    /// A keyword to look for.
    Keyword,
    /// Another name of a keyword.
    Name(TermId),
    /// The file that rows are written to.
    Export,
    /// A note on the highlight of this number, or on what is selected.
    Note(Option<usize>),
}

/// What a key did to a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text is another one.
    Changed,
    /// At most the cursor moved.
    Moved,
    /// The reader is done.
    Accepted,
    /// The reader wants out.
    Cancelled,
}

/// Longest text that a prompt takes, in bytes; a paste beyond it is cut.
const LONGEST: usize = 4096;

impl Prompt {
    /// A prompt over document number `origin` that begins with `text`.
    pub fn new(purpose: Purpose, text: &str, origin: usize) -> Self {
        Self {
            purpose,
            text: text.to_owned(),
            cursor: text.len(),
            before: text.to_owned(),
            is_offer: false,
            origin,
        }
    }

    /// Applies one key. Whole grapheme clusters are deleted and stepped over.
    pub fn press(&mut self, key: Key) -> Edit {
        if !key.is_typed() && key.code != Code::Enter {
            self.is_offer = false;
        }
        let takes_lines = matches!(self.purpose, Purpose::Note(_));
        match (key.code, key.ctrl, key.alt) {
            (Code::Enter, false, true) | (Code::Char('j'), true, false) if takes_lines => {
                return self.insert_line_end();
            }
            (Code::Enter, ..) => return Edit::Accepted,
            (Code::Esc, ..) | (Code::Char('c' | 'g'), true, _) => return Edit::Cancelled,
            (Code::Backspace, false, false) if self.text.is_empty() => return Edit::Cancelled,
            (Code::Backspace, false, false) | (Code::Char('h'), true, _) => {
                return self.delete(self.before());
            }
            (Code::Delete, ..) | (Code::Char('d'), true, _) => {
                let end = self.after();
                return self.delete_to(end);
            }
            (Code::Char('u'), true, _) => return self.delete(0),
            (Code::Char('k'), true, _) => return self.delete_to(self.text.len()),
            (Code::Char('w'), true, _) | (Code::Backspace, ..) => {
                return self.delete(self.word_before());
            }
            (Code::Left, ..) | (Code::Char('b'), true, _) => self.cursor = self.before(),
            (Code::Right, ..) | (Code::Char('f'), true, _) => self.cursor = self.after(),
            (Code::Home, ..) | (Code::Char('a'), true, _) => self.cursor = 0,
            (Code::End, ..) | (Code::Char('e'), true, _) => self.cursor = self.text.len(),
            (Code::Char(c), false, false) => return self.insert(c.encode_utf8(&mut [0; 4])),
            _ => {}
        }
        Edit::Moved
    }

    /// Begins another line.
    fn insert_line_end(&mut self) -> Edit {
        if self.text.len() >= LONGEST {
            return Edit::Moved;
        }
        self.text.insert(self.cursor, '\n');
        self.cursor += 1;
        Edit::Changed
    }

    /// Inserts pasted text; a line break in it stays one in a note and becomes a blank elsewhere, other controls are
    /// dropped.
    pub fn insert(&mut self, pasted: &str) -> Edit {
        if std::mem::take(&mut self.is_offer) {
            self.text.clear();
            self.cursor = 0;
        }
        let room = LONGEST.saturating_sub(self.text.len());
        let takes_lines = matches!(self.purpose, Purpose::Note(_));
        let clean: String = pasted
            .trim_matches(['\r', '\n'])
            .replace("\r\n", "\n")
            .chars()
            .map(|c| match c {
                '\r' | '\n' if takes_lines => '\n',
                '\r' | '\n' | '\t' => ' ',
                other => other,
            })
            .filter(|c| !c.is_control() || *c == '\n')
            .collect();
        let clean = &clean[..clean.floor_char_boundary(room.min(clean.len()))];
        self.text.insert_str(self.cursor, clean);
        self.cursor += clean.len();
        if clean.is_empty() {
            Edit::Moved
        } else {
            Edit::Changed
        }
    }

    fn before(&self) -> usize {
        let mut before = clusters(&self.text[..self.cursor]);
        before.next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let next = clusters(&self.text[self.cursor..]).next();
        self.cursor + next.map_or(0, |(_, cluster)| cluster.len())
    }

    fn word_before(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.rfind(char::is_whitespace).map_or(0, |at| {
            at + before[at..].chars().next().map_or(0, char::len_utf8)
        })
    }

    fn delete(&mut self, from: usize) -> Edit {
        if from == self.cursor {
            return Edit::Moved;
        }
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
        Edit::Changed
    }

    fn delete_to(&mut self, end: usize) -> Edit {
        if end == self.cursor {
            return Edit::Moved;
        }
        self.text.replace_range(self.cursor..end, "");
        Edit::Changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[&str]) -> Prompt {
        let mut prompt = Prompt::new(Purpose::Filter, "", 0);
        for key in keys {
            prompt.press(key.parse().unwrap());
        }
        prompt
    }

    #[test]
    fn backspace_deletes_a_whole_cluster() {
        let mut prompt = Prompt::new(Purpose::Filter, "", 0);
        prompt.insert("ae\u{301}");
        prompt.press(Key::plain(Code::Backspace));
        assert_eq!(prompt.text, "a");
    }

    #[test]
    fn the_word_before_the_cursor_is_deleted() {
        let mut prompt = Prompt::new(Purpose::Filter, "", 0);
        prompt.insert("free iran  ");
        prompt.press("ctrl-w".parse().unwrap());
        assert_eq!(prompt.text, "free ");
    }

    #[test]
    fn keys_are_inserted_at_the_cursor() {
        assert_eq!(typed(&["a", "b", "left", "c"]).text, "acb");
        assert_eq!(typed(&["a", "b", "home", "delete"]).text, "b");
    }

    #[test]
    fn backspace_in_an_empty_prompt_leaves_it() {
        let mut prompt = Prompt::new(Purpose::Filter, "", 0);
        assert_eq!(prompt.press(Key::plain(Code::Backspace)), Edit::Cancelled);
    }

    #[test]
    fn a_paste_brings_no_control_along() {
        let mut prompt = Prompt::new(Purpose::Filter, "", 0);
        prompt.insert("a\u{1b}[31m\nb\n");
        assert_eq!(prompt.text, "a[31m b");
    }
}
