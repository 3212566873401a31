//! What is typed into a prompt, and what it does while it is typed.

use super::{
    Effect, Model,
    command::Command,
    key::{Code, Key},
    palette,
    prompt::{Edit, Prompt, Purpose},
    settings::Setting,
    undo::Undone,
    update::LARGEST_COUNT,
};

impl Model {
    /// Opens a prompt, with what it narrows by already in it.
    pub(super) fn open_prompt(&mut self, purpose: Purpose) {
        let text = match purpose {
            Purpose::Search
            | Purpose::Command
            | Purpose::Keyword
            | Purpose::Name(_)
            | Purpose::Export
            | Purpose::Note(_) => "",
            Purpose::Filter => &self.list.filter,
            Purpose::OverlayFilter => match &self.overlay {
                Some(overlay) => &overlay.filter,
                None => return,
            },
        };
        self.prompt = Some(Prompt::new(purpose, text, self.open));
    }

    /// Completes the name of a command as far as it is certain, or else to the first that fits.
    pub(super) fn complete(&mut self) {
        let Some(prompt) = self
            .prompt
            .as_mut()
            .filter(|prompt| prompt.purpose == Purpose::Command)
        else {
            return;
        };
        let (_, typed) = counted(&prompt.text);
        let digits = prompt.text.len() - typed.len();
        let names = palette::completions(typed, &self.themes);
        let Some(first) = names.first() else { return };
        let shared = |length: &usize| {
            names
                .iter()
                .all(|name| name.get(..*length) == first.get(..*length))
        };
        let certain = (typed.len()..=first.len()).rev().find(shared).unwrap_or(0);
        let name = match first.get(..certain) {
            Some(name) if certain > typed.len() => name,
            _ => first,
        };
        prompt.text.replace_range(digits.., name);
        prompt.cursor = prompt.text.len();
    }

    /// What a key does in the prompt of a search, beside editing.
    pub(super) fn press_in_search(&mut self, prompt: &mut Prompt, key: Key) -> Option<Vec<Effect>> {
        let effects = match (key.code, key.alt, key.ctrl) {
            (Code::Char('r'), true, false) => self.toggle_query(|query| query.regex = !query.regex),
            (Code::Char('w'), true, false) => self.toggle_query(|query| query.word = !query.word),
            (Code::Char('c'), true, false) => self.toggle_query(|query| query.case = !query.case),
            (Code::Char('/'), false, false) if prompt.text.is_empty() => self.toggle_all(prompt),
            (Code::Tab, ..) => self.toggle_all(prompt),
            (Code::Up, ..) | (Code::Char('p'), false, true) => self.recall_search(prompt, true),
            (Code::Down, ..) | (Code::Char('n'), false, true) => self.recall_search(prompt, false),
            _ => return None,
        };
        Some(effects)
    }

    /// Takes note of what a key or a paste did to the prompt.
    pub(super) fn typed(&mut self, prompt: Prompt, edit: Edit) -> Vec<Effect> {
        match edit {
            Edit::Moved => self.prompt = Some(prompt),
            Edit::Changed => {
                // Whoever narrows knows that something is being typed.
                let (purpose, text) = (prompt.purpose, prompt.text.clone());
                self.prompt = Some(prompt);
                return self.narrow(purpose, &text);
            }
            Edit::Cancelled if prompt.purpose == Purpose::Search => return self.give_up_search(),
            Edit::Cancelled if prompt.purpose == Purpose::Command => drop(self.close_palette()),
            Edit::Cancelled => return self.restore(&prompt),
            Edit::Accepted => match prompt.purpose {
                // What is wrong stays to be mended.
                Purpose::Search if self.search.problem.is_some() => self.prompt = Some(prompt),
                Purpose::Search => return self.accept_search(),
                Purpose::Command => {
                    let chosen = self.close_palette();
                    self.lines_typed.add(prompt.text.trim());
                    return self.run_chosen(chosen, prompt.text.trim());
                }
                Purpose::Export => {
                    let effects = self.export(prompt.text.trim());
                    // What is wrong stays to be mended.
                    if effects.is_empty() {
                        self.prompt = Some(prompt);
                    }
                    return effects;
                }
                Purpose::Note(index) => return self.write_note(index, prompt.text.trim()),
                Purpose::Keyword => return self.add_keyword(&prompt.text),
                Purpose::Name(term) => self.rename(term, prompt.text.trim()),
                Purpose::Filter if self.list.order.is_empty() => {
                    self.notice = Some(format!("no title matches “{}”", prompt.text));
                    return self.restore(&prompt);
                }
                Purpose::Filter => self.keep_filter(prompt.before),
                Purpose::OverlayFilter => {}
            },
        }
        Vec::new()
    }

    /// Keeps what the list was narrowed by, where it is narrowed by something else now.
    pub(super) fn keep_filter(&mut self, before: String) {
        if self.list.filter != before {
            self.undone.push(Undone::Filter(before));
        }
    }

    /// Applies what has been typed so far to what it narrows.
    fn narrow(&mut self, purpose: Purpose, text: &str) -> Vec<Effect> {
        match purpose {
            Purpose::Command => {
                self.lines_typed.forget_place();
                self.narrow_palette(text);
            }
            Purpose::Keyword | Purpose::Name(_) | Purpose::Export | Purpose::Note(_) => {}
            Purpose::Search => return self.seek(text),
            Purpose::OverlayFilter => {
                if let Some(overlay) = &mut self.overlay {
                    text.clone_into(&mut overlay.filter);
                    overlay.filtered = None;
                    overlay.at = 0;
                }
            }
            Purpose::Filter => {
                text.clone_into(&mut self.list.filter);
                self.list.narrow(&self.collection);
                match self.list.order.first() {
                    Some(&best) if best != self.open && !text.is_empty() => {
                        return self.open_document(best);
                    }
                    _ => {}
                }
            }
        }
        Vec::new()
    }

    /// Shows again what was shown before the prompt was opened.
    fn restore(&mut self, prompt: &Prompt) -> Vec<Effect> {
        let mut effects = self.narrow(prompt.purpose, &prompt.before);
        if prompt.purpose == Purpose::Filter && self.open != prompt.origin {
            effects.extend(self.open_document(prompt.origin));
        }
        effects
    }

    /// Does what a line says: a number, a percentage, or a command's name with a count before it.
    pub(super) fn command_line(&mut self, text: &str) -> Vec<Effect> {
        if let Some(effects) = self.set_as_typed(text) {
            return effects;
        }
        let (count, rest) = counted(text);
        match (count, rest.trim()) {
            (None, "") => {}
            (Some(number), "") => self.go_to_paragraph(number),
            (Some(percent), "%") => self.go_to_percent(Some(percent)),
            (_, "q" | "q!") => return self.run(Command::Quit, None),
            (count, rest) => {
                let (name, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                let after = after.trim();
                let command = match palette::called(name) {
                    Ok(command) => command,
                    Err(near) => {
                        self.notice = Some(self.no_command(rest, &near));
                        return Vec::new();
                    }
                };
                // As people write it who set something.
                return match after.parse::<u32>() {
                    Ok(number) if count.is_none() && !command.takes_words() => {
                        self.run(command, Some(number.min(LARGEST_COUNT)))
                    }
                    _ => self.obey_asking(command, count, after),
                };
            }
        }
        Vec::new()
    }

    /// Does as `text` says where it is the name of a setting and what it is to be.
    fn set_as_typed(&mut self, text: &str) -> Option<Vec<Effect>> {
        let (name, said) = text.split_once(' ').unwrap_or((text, ""));
        let (setting, said) = (Setting::called(name)?, said.trim());
        let is_meant = setting.meant(said, &self.themes).is_some();
        // A command of that name goes on to the next, or takes a count.
        let is_command = Command::named(name).is_some()
            && (said.is_empty() || said.bytes().all(|byte| byte.is_ascii_digit()));
        (is_meant || !is_command).then(|| self.set(setting, said))
    }

    /// Says that nothing has this name, and what is nearest to it.
    fn no_command(&self, name: &str, near: &[&'static str]) -> String {
        const TOLD: usize = 4;
        let useful = |name: &&&'static str| {
            Command::named(name).is_none_or(|command| self.is_idle(command).is_none())
        };
        let all: Vec<&str> = near.iter().filter(useful).copied().collect();
        let told = all[..all.len().min(TOLD)].join(", ");
        let more = match all.len().saturating_sub(TOLD) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        if all.is_empty() {
            let help = self.keymap.told("{help}");
            format!(
                "no command “{name}”; type a name from the help ({help}), a number or a percentage"
            )
        } else {
            format!("no command “{name}”; nearest: {told}{more}")
        }
    }
}

/// The count that `text` begins with, of any number of digits, and what follows it.
pub(super) fn counted(text: &str) -> (Option<u32>, &str) {
    let (digits, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    let count = digits.parse().unwrap_or(LARGEST_COUNT).min(LARGEST_COUNT);
    ((!digits.is_empty()).then_some(count), rest)
}
