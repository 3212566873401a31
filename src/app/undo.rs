//! What can be taken back.

use super::{
    Effect, Model,
    activity::Activity,
    command::Command,
    notes::Notes,
    settings::{SETTINGS, Settings},
};
use crate::keyword::adhoc::AdhocTerm;

/// What was before a change.
#[derive(Debug)]
pub(super) enum Undone {
    /// Which keywords were shown.
    Activity(Activity),
    /// What the list of documents was narrowed by.
    Filter(String),
    /// What a keyword that the reader has made was.
    Keyword(Box<AdhocTerm>),
    /// The marks and notes.
    Notes(Box<Notes>),
    /// How things looked.
    Settings(Settings),
}

impl Model {
    /// Takes back the last muting, change of a setting, of a keyword, of the list's filter, or of marks and notes.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        match self.undone.pop() {
            Some(Undone::Activity(before)) => {
                self.activity = before;
                self.notice = Some("muting taken back".to_owned());
            }
            Some(Undone::Filter(before)) => {
                self.notice = Some(if before.is_empty() {
                    "all texts are listed again".to_owned()
                } else {
                    format!("the list is narrowed by “{before}” again")
                });
                self.list.filter = before;
                self.list_is_stale = true;
            }
            Some(Undone::Keyword(before)) => return self.restore_keyword(&before),
            Some(Undone::Notes(before)) => {
                self.notice = Some("the last change of marks and notes taken back".to_owned());
                return self.restore_notes(*before);
            }
            Some(Undone::Settings(before)) => return self.restore_settings(before),
            None => self.notice = Some("nothing to take back".to_owned()),
        }
        Vec::new()
    }

    /// Runs a command, and keeps how things looked where it has changed that.
    pub fn run(&mut self, command: Command, count: Option<u32>) -> Vec<Effect> {
        let before = self.settings;
        let effects = self.run_once(command, count);
        if command != Command::Undo {
            self.keep_settings(before);
        }
        effects
    }

    /// Keeps how things looked where they look otherwise now.
    pub(super) fn keep_settings(&mut self, before: Settings) {
        // A command may have run another one.
        let is_kept = matches!(self.undone.last(), Some(Undone::Settings(last)) if *last == before);
        if self.settings != before && !is_kept {
            self.undone.push(Undone::Settings(before));
        }
    }

    fn restore_settings(&mut self, before: Settings) -> Vec<Effect> {
        let now = std::mem::replace(&mut self.settings, before);
        let mut told = Vec::new();
        for setting in SETTINGS {
            let value = setting.read(&before);
            if value != setting.read(&now) {
                self.begin(setting);
                told.push(setting.told(value, &self.themes));
            }
        }
        self.notice = Some(format!("{} again", told.join(", ")));
        self.follow_settings(now.mouse)
    }

    /// Which keywords are shown, and were before each change.
    pub(super) fn activities(&mut self) -> impl Iterator<Item = &mut Activity> {
        let before = self.undone.iter_mut().filter_map(|it| match it {
            Undone::Activity(activity) => Some(activity),
            _ => None,
        });
        before.chain([&mut self.activity])
    }
}
