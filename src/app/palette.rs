//! The palette: the commands that fit what is typed after `:`, with their keys.
//!
//! Responsible for which fit, and for what lies over the panes meanwhile: a list that was open is open
//! again when the command runs, since it may be about that list.

use super::{
    Effect, Model,
    command::{COMMANDS, Command, Spec},
    overlay::{Overlay, OverlayKind, Target},
    prompt::{Prompt, Purpose},
    settings::{SETTINGS, Setting},
    theme::OwnTheme,
    typing::counted,
};
use std::collections::HashSet;

/// The lines that were typed after `:`.
#[derive(Debug, Default)]
pub(super) struct LinesTyped {
    /// The last one last.
    lines: Vec<String>,
    /// Which of them stands in the prompt.
    recalled: Option<usize>,
    /// Whether a row was chosen with the arrows.
    is_picked: bool,
}

/// Lines that are kept.
const MOST_LINES: usize = 100;

impl LinesTyped {
    /// Keeps a line.
    pub fn add(&mut self, line: &str) {
        self.recalled = None;
        if line.is_empty() {
            return;
        }
        self.lines.retain(|other| other != line);
        self.lines.push(line.to_owned());
        let extra = self.lines.len().saturating_sub(MOST_LINES);
        self.lines.drain(..extra);
    }

    /// Something else is typed.
    pub const fn forget_place(&mut self) {
        self.recalled = None;
        self.is_picked = false;
    }

    /// The line before the one in the prompt, or the one after it, after the last one nothing.
    fn recall(&mut self, back: bool) -> Option<&str> {
        let here = self.recalled.unwrap_or(self.lines.len());
        let next = if back {
            here.checked_sub(1)?
        } else {
            (here + 1).min(self.lines.len())
        };
        self.recalled = (next < self.lines.len()).then_some(next);
        Some(self.lines.get(next).map_or("", String::as_str))
    }
}

impl Model {
    /// Opens the command line with the commands above it.
    pub(super) fn open_palette(&mut self) {
        if self.linear.is_some() {
            // A list that nobody asked for is not told.
            return self.open_prompt(Purpose::Command);
        }
        self.lines_typed.forget_place();
        self.under_palette = self.overlay.replace(Overlay::new(OverlayKind::Palette));
        self.prompt = Some(Prompt::new(Purpose::Command, "", self.open));
    }

    /// Shows again what lay over the panes; returns what was chosen.
    pub(super) fn close_palette(&mut self) -> Option<Target> {
        if !self.is_open(OverlayKind::Palette) {
            return None;
        }
        self.settle();
        let chosen = self.overlay.as_ref().and_then(Overlay::selected);
        self.overlay = self.under_palette.take();
        chosen
    }

    /// Narrows the palette by what is typed, a count before it aside.
    pub(super) fn narrow_palette(&mut self, typed: &str) {
        if let Some(overlay) = self
            .overlay
            .as_mut()
            .filter(|it| it.kind == OverlayKind::Palette)
        {
            let (_, name) = counted(typed);
            // After a blank, what a setting may be is listed.
            name.trim_start().clone_into(&mut overlay.filter);
            // The best is chosen, not what was chosen before.
            overlay.rows.clear();
            overlay.at = 0;
        }
    }

    /// Makes the setting of this number what it may be in this place.
    pub(super) fn choose(&mut self, number: usize, choice: usize) -> Vec<Effect> {
        let setting = &SETTINGS[number];
        let choices = setting.choices(&self.themes);
        self.set(setting, choices.get(choice).map_or("", String::as_str))
    }

    /// Does what `text` says, or what was chosen with the arrows among what fits it. Of what a setting may be, the
    /// first that fits is meant.
    pub(super) fn run_chosen(&mut self, chosen: Option<Target>, text: &str) -> Vec<Effect> {
        let (count, _) = counted(text);
        let is_picked = std::mem::take(&mut self.lines_typed.is_picked);
        match chosen {
            Some(Target::Setting(number, choice)) => self.choose(number, choice),
            Some(Target::Command(command)) if is_picked => self.run(command, count),
            _ => self.command_line(text),
        }
    }

    /// Chooses the row above or below; above the first row, what was typed before.
    pub(super) fn move_in_palette(&mut self, prompt: &mut Prompt, by: isize) {
        self.settle();
        let is_first = self.overlay.as_ref().is_none_or(|overlay| overlay.at == 0);
        let lines = &mut self.lines_typed;
        let is_browsing = lines.recalled.is_some();
        if is_first && !lines.is_picked && (by < 0 || is_browsing) {
            if let Some(text) = lines.recall(by < 0) {
                text.clone_into(&mut prompt.text);
                prompt.cursor = prompt.text.len();
                let text = prompt.text.clone();
                self.narrow_palette(&text);
            }
            return;
        }
        lines.is_picked = true;
        self.move_overlay(by);
    }
}

/// The setting whose name and a blank are typed, by its number, and how what it is to be begins.
pub fn setting(typed: &str) -> Option<(usize, &str)> {
    let (name, begun) = typed.split_once(' ')?;
    let called = Setting::called(name)?;
    let number = SETTINGS.iter().position(|it| it.name == called.name)?;
    Some((number, begun.trim()))
}

/// The command of this name, or the only one whose name begins so; else the names that are nearest.
pub fn called(name: &str) -> Result<Command, Vec<&'static str>> {
    if let Some(command) = Command::named(name) {
        return Ok(command);
    }
    let is_begun = |it: &&Setting| it.name.replace('_', "-").starts_with(name);
    let settings = SETTINGS.iter().filter(is_begun).map(|it| it.name);
    let commands: Vec<Command> = Command::beginning_with(name).collect();
    let names = commands.iter().map(|it| it.spec().name);
    // What begins so is nearer than what only speaks of it; a setting may be called as a command is.
    let mut begun: Vec<&'static str> = names.chain(settings).collect();
    let mut known = HashSet::new();
    begun.retain(|name| known.insert(*name));
    match (&commands[..], &begun[..]) {
        ([only], [_]) if !name.is_empty() => Ok(*only),
        (_, []) => Err(fitting(name).into_iter().map(|spec| spec.name).collect()),
        _ => Err(begun),
    }
}

/// What may be typed that begins with `typed`: commands and settings, or what a setting may be.
pub fn completions(typed: &str, own: &[OwnTheme]) -> Vec<String> {
    let mut all: Vec<String> = if let Some((number, _)) = setting(typed) {
        let name = typed.split(' ').next().unwrap_or_default();
        let choices = SETTINGS[number].choices(own).into_iter();
        choices.map(|choice| format!("{name} {choice}")).collect()
    } else {
        let commands = COMMANDS.iter().map(|spec| spec.name.to_owned());
        // As commands are written; one of the same name is there already.
        let settings = SETTINGS.iter().map(|it| it.name.replace('_', "-"));
        let settings = settings.filter(|name| Command::named(name).is_none());
        commands.chain(settings).collect()
    };
    all.retain(|name| name.starts_with(typed));
    all
}

/// The commands that fit what is typed, the best first: names that begin with it, that hold it, what they
/// do, then names that have its letters in this order.
pub fn fitting(typed: &str) -> Vec<&'static Spec> {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let rank = |spec: &Spec| {
        let says = || {
            let summary = spec.summary.to_lowercase();
            words
                .iter()
                .all(|word| summary.contains(word) || spec.name.contains(word))
        };
        match () {
            () if spec.name == typed => Some(0),
            () if spec.name.starts_with(&typed) => Some(1),
            () if spec.name.contains(&typed.replace(' ', "-")) => Some(2),
            () if says() => Some(3),
            // A letter or two are in most names.
            () if typed.len() >= 3 && has_letters(spec.name, &typed) => Some(4),
            () => None,
        }
    };
    let mut fitting: Vec<(u8, &Spec)> = COMMANDS
        .iter()
        .filter_map(|spec| Some((rank(spec)?, spec)))
        .collect();
    fitting.sort_by_key(|&(rank, _)| rank);
    fitting.into_iter().map(|(_, spec)| spec).collect()
}

/// Whether all of `letters` stand in `name`, in their order.
fn has_letters(name: &str, letters: &str) -> bool {
    let mut name = name.chars();
    letters
        .chars()
        .all(|letter| name.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(typed: &str) -> Vec<&'static str> {
        fitting(typed).iter().map(|spec| spec.name).collect()
    }

    #[test]
    fn names_that_begin_with_it_come_first() {
        assert_eq!(names("").len(), COMMANDS.len());
        let found = names("he");
        assert!(
            found[0].starts_with("he") && found.contains(&"theme"),
            "{found:?}"
        );
        assert!(names("headings of the text").contains(&"outline"));
        assert!(names("nxdoc").contains(&"next-document"));
        assert!(names("xyzzy").is_empty());
    }
}
