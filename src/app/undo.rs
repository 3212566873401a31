//! What can be taken back.

use super::{Effect, Model, activity::Activity, notes::Notes};

/// What was before a change.
#[derive(Debug)]
pub(super) enum Undone {
    /// Which keywords were shown.
    Activity(Activity),
    /// The marks and notes.
    Notes(Box<Notes>),
}

impl Model {
    /// Takes back the last muting, or the last change of marks and notes.
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        match self.undone.pop() {
            Some(Undone::Activity(before)) => {
                self.activity = before;
                self.notice = Some("muting taken back".to_owned());
            }
            Some(Undone::Notes(before)) => {
                self.notice = Some("the last change of marks and notes taken back".to_owned());
                return self.restore_notes(*before);
            }
            None => self.notice = Some("nothing to take back".to_owned()),
        }
        Vec::new()
    }

    /// Which keywords are shown, and were before each change.
    pub(super) fn activities(&mut self) -> impl Iterator<Item = &mut Activity> {
        let before = self.undone.iter_mut().filter_map(|it| match it {
            Undone::Activity(activity) => Some(activity),
            Undone::Notes(_) => None,
        });
        before.chain([&mut self.activity])
    }
}
