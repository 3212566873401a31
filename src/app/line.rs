//! Lines of input, where there is no screen: what each asks for.
//!
//! | a line | is |
//! |---|---|
//! | nothing | the next page, of a list that is open or of the text |
//! | `/words` | a search of this text, `//words` of all; in a list it shows only rows with the words |
//! | `:line` | what the command line of the screen takes |
//! | `outline`, `3 next-hit`, `help mark` | a command by its name, a count before it, what it asks for after it |
//! | `7` | in a list its row of that number, else the paragraph |
//! | `j`, `3 .`, `50%`, `Z Z`, `m a` | keys, one after the other |
//!
//! While something is asked for, the line is the answer; see [`Model::obey`]. Responsible for this grammar, not for
//! what commands do.

use super::{
    Effect, Model,
    command::{Command, Scope},
    key::{Code, Key},
    keymap::Lookup,
    overlay::{Overlay, OverlayKind},
    prompt::{Edit, Purpose},
    typing::counted,
};

impl Model {
    /// Does what a line says.
    ///
    /// Where a prompt is open, the line is its text, and `esc`, `tab` and keys with alt or control are pressed in it.
    /// Where the letter of a mark is asked for, it is that.
    pub(super) fn obey(&mut self, line: &str) -> Vec<Effect> {
        self.touched = true;
        self.notice = None;
        if let Some(linear) = &mut self.linear {
            linear.lines += 1;
        }
        self.stop_waiting_for_match();
        self.settle();
        let line = line.trim();
        if self.prompt.is_some() {
            return match line.parse::<Key>() {
                Ok(key) if is_pressed_in_prompt(key) => self.press(key),
                _ => self.answer(line),
            };
        }
        if self.naming.is_some() || !self.pending.is_empty() {
            return self.obey_keys(if line.is_empty() { "esc" } else { line });
        }
        self.leave_what_was_told(line);
        if line.is_empty() {
            return self.run(Command::PageDown, None);
        }
        if let Some(words) = line.strip_prefix('/') {
            return self.obey_search(words);
        }
        if let Some(command) = line.strip_prefix(':') {
            return self.obey_asking(Command::CommandLine, None, command.trim());
        }
        let (count, rest) = counted(line);
        let rest = rest.trim_start();
        let (name, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        match (count, Command::named(name)) {
            (Some(number), None) if rest.is_empty() => self.obey_number(number),
            (count, Some(command)) => self.obey_asking(command, count, after.trim()),
            _ => self.obey_keys(line),
        }
    }

    /// Closes what is open only to be told, unless the line is about it.
    fn leave_what_was_told(&mut self, line: &str) {
        let word = line.split_whitespace().next().unwrap_or_default();
        let pressed = word.parse().ok();
        let pressed = pressed.map(|key| self.keymap.lookup(&[key], self.scope()));
        let named = Command::named(word).or(match pressed {
            Some(Lookup::Command(command)) => Some(command),
            _ => None,
        });
        let is_about_it = line.is_empty()
            || line.starts_with('/') && self.is_open(OverlayKind::Help)
            || matches!(
                named,
                Some(
                    Command::Cancel
                        | Command::Close
                        | Command::Help
                        | Command::Information
                        | Command::Peek
                        | Command::Narrow
                        | Command::PageDown
                        | Command::PageUp
                        | Command::HalfDown
                        | Command::HalfUp
                        | Command::LineDown
                        | Command::LineUp
                        | Command::Top
                        | Command::Bottom
                        | Command::Redraw
                )
            );
        if !is_about_it && matches!(&self.overlay, Some(overlay) if !overlay.selects()) {
            self.overlay = None;
        }
    }

    /// Answers the prompt that is open.
    fn answer(&mut self, text: &str) -> Vec<Effect> {
        let Some(mut prompt) = self.prompt.take() else {
            return Vec::new();
        };
        // What is offered, or stands there already, is taken by an empty line.
        if text.is_empty() {
            return self.typed(prompt, Edit::Accepted);
        }
        prompt.is_offer = false;
        prompt.text.clear();
        prompt.cursor = 0;
        prompt.insert(text);
        let mut effects = self.typed(prompt, Edit::Changed);
        if let Some(prompt) = self.prompt.take() {
            effects.extend(self.typed(prompt, Edit::Accepted));
            self.tell_problem();
        }
        effects
    }

    /// Says what is wrong with a search that stays open to be mended.
    fn tell_problem(&mut self) {
        if matches!(&self.prompt, Some(prompt) if prompt.purpose == Purpose::Search) {
            self.notice.clone_from(&self.search.problem);
        }
    }

    /// Searches for words, or narrows the list that is open.
    fn obey_search(&mut self, words: &str) -> Vec<Effect> {
        if self.overlay.is_some() {
            return self.obey_asking(Command::Narrow, None, words);
        }
        if words.is_empty() && self.selection.is_some() {
            return self.run(Command::SearchSelection, None);
        }
        let mut effects = self.run(Command::Search, None);
        let words = match words.strip_prefix('/') {
            Some(words) => {
                effects.extend(self.press(Key::plain(Code::Char('/'))));
                words
            }
            None => words,
        };
        if !words.trim().is_empty() {
            effects.extend(self.answer(words.trim()));
        }
        effects
    }

    /// Runs a command; `after` is for what it then asks for, or for the list that it opens.
    pub(super) fn obey_asking(
        &mut self,
        command: Command,
        count: Option<u32>,
        after: &str,
    ) -> Vec<Effect> {
        let was_open = self.overlay.is_some();
        let mut effects = self.run(command, count);
        if after.is_empty() {
            return effects;
        }
        if self.prompt.is_some() {
            effects.extend(self.answer(after));
        } else if self.naming.is_some() {
            effects.extend(self.obey_keys(after));
        } else if self.overlay.is_some() && !was_open {
            effects.extend(self.run(Command::Narrow, None));
            effects.extend(self.answer(after));
        } else if self.notice.is_none() {
            let name = command.spec().name;
            self.notice = Some(format!("“{after}” says nothing to {name}"));
        }
        effects
    }

    /// Goes to the row of a list, or to a paragraph, of this number.
    fn obey_number(&mut self, number: u32) -> Vec<Effect> {
        let Some(overlay) = self.overlay.as_mut().filter(|overlay| overlay.selects()) else {
            self.go_to_paragraph(number);
            return Vec::new();
        };
        if let Some(at) = overlay.row_numbered(number as usize) {
            overlay.at = at;
            self.settle();
            self.accept_overlay()
        } else {
            self.notice = Some(match overlay.numbered_rows() {
                0 => "this list has no rows to go to".to_owned(),
                rows => format!("the rows are numbered from 1 to {rows}"),
            });
            Vec::new()
        }
    }

    /// Presses keys one after the other; as soon as something is asked for, the rest of the line is the answer.
    fn obey_keys(&mut self, line: &str) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut rest = line.trim_start();
        while !rest.is_empty() {
            if self.prompt.is_some() {
                effects.extend(self.answer(rest.trim_end()));
                break;
            }
            let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            let Some(keys) = self.keys_of(word) else {
                self.notice = Some(self.unknown(word));
                self.pending.clear();
                self.count = None;
                break;
            };
            let mut failed = false;
            for key in keys {
                failed |= self.is_unbound(key);
                effects.extend(self.press_by_ear(key));
            }
            if failed {
                self.tell_what_is_open(word);
            }
            if failed || self.quit {
                break;
            }
            rest = after.trim_start();
        }
        effects
    }

    /// The keys that a word spells: one, digits and one, or characters that are bound to a command together or are one
    /// and the same. Any other word would do something nobody has asked for.
    fn keys_of(&self, word: &str) -> Option<Vec<Key>> {
        if let Ok(key) = word.parse() {
            return Some(vec![key]);
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let mut keys: Vec<Key> = typed(&word[..digits]).collect();
        let rest = &word[digits..];
        if rest.is_empty() {
            return Some(keys);
        }
        if let Ok(key) = rest.parse() {
            keys.push(key);
            return Some(keys);
        }
        let typed: Vec<Key> = typed(rest).collect();
        let is_bound = matches!(self.keymap.lookup(&typed, self.scope()), Lookup::Command(_));
        let is_repeated = typed.iter().all(|key| *key == typed[0]);
        // As on the screen, `ma` is a mark of the name a.
        let names = matches!(typed[..], [mark, _] if self.asks_for_letter(mark));
        keys.extend_from_slice(&typed);
        (is_bound || is_repeated || names).then_some(keys)
    }

    /// Says why keys of the text do nothing while a list is open.
    fn tell_what_is_open(&mut self, word: &str) {
        if let Some(overlay) = &self.overlay {
            let title = overlay.title();
            let title = title.split(" · ").next().unwrap_or_default();
            let words = format!("{word} does nothing in {title}; {{cancel}} closes it");
            self.notice = Some(self.keymap.told(&words));
        }
    }

    /// Presses a key, so that the next one begins where it has led.
    fn press_by_ear(&mut self, key: Key) -> Vec<Effect> {
        let before = self.whereabouts();
        let effects = self.press(key);
        if let Some(before) = before {
            self.follow_by_ear(&before);
        }
        self.settle();
        effects
    }

    /// Whether a key would do nothing here.
    fn is_unbound(&self, key: Key) -> bool {
        let mut pressed = self.pending.clone();
        pressed.push(key);
        self.prompt.is_none()
            && self.naming.is_none()
            && key.digit().is_none()
            && self.keymap.lookup(&pressed, self.scope()) == Lookup::Unbound
    }

    fn asks_for_letter(&self, key: Key) -> bool {
        let found = self.keymap.lookup(&[key], self.scope());
        matches!(found, Lookup::Command(Command::Mark | Command::GoToMark))
    }

    fn unknown(&self, word: &str) -> String {
        let near: Vec<&str> = Command::beginning_with(word)
            .map(|command| command.spec().name)
            .take(3)
            .collect();
        let near = if near.is_empty() {
            String::new()
        } else {
            format!(" Perhaps {}.", near.join(" or "))
        };
        let way = if self
            .keymap
            .lookup(&[Key::plain(Code::Char('?'))], Scope::Everywhere)
            == Lookup::Command(Command::Help)
        {
            "? or help"
        } else {
            "help"
        };
        format!("“{word}” is no command and no key.{near} {way} lists both")
    }
}

/// The keys that type a text.
fn typed(text: &str) -> impl Iterator<Item = Key> {
    text.chars().map(|typed| Key::plain(Code::Char(typed)))
}

/// Whether a key that a line spells is pressed in a prompt, and not its text.
const fn is_pressed_in_prompt(key: Key) -> bool {
    key.ctrl || key.alt || matches!(key.code, Code::Esc | Code::Tab)
}

impl Overlay {
    /// Where the row of a number stands among all rows. Rows that lead somewhere are numbered from 1.
    pub fn row_numbered(&self, number: usize) -> Option<usize> {
        let mut leading = (0..self.rows.len()).filter(|&at| self.rows[at].target.is_some());
        leading.nth(number.checked_sub(1)?)
    }

    /// The number of a row, if it leads anywhere.
    pub fn number_of(&self, at: usize) -> Option<usize> {
        self.rows.get(at)?.target?;
        let before = self.rows[..at].iter().filter(|row| row.target.is_some());
        Some(before.count() + 1)
    }

    /// How many rows have numbers.
    pub fn numbered_rows(&self) -> usize {
        self.rows.iter().filter(|row| row.target.is_some()).count()
    }
}
