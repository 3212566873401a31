//! What the terminal's ground is: asking for it, and following it while it changes.
//!
//! Responsible for when it is asked, and whether an answer is still to come. The answer is input as any other (see
//! [`super::decoder`]); nothing waits for it but the end of the program, and that not for long.

use super::{
    frame::Screen,
    guard::{AskGround, Follow},
};
use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long nothing must have come before the terminal is asked: who has typed ahead may be about to leave, and an
/// answer that comes then is typed into the shell. Short enough that another theme is there before the eye is.
pub const DELAY: Duration = Duration::from_millis(5);

/// How long a terminal may take to answer; one that takes longer, or never does, owes nothing any more.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long after it was asked the answer is waited for when the terminal is given back. A terminal on the same
/// machine takes a few milliseconds.
const LAST_PATIENCE: Duration = Duration::from_millis(100);

/// The answer that the terminal owes, as both threads know it.
#[derive(Clone, Default)]
pub struct Answer(Arc<Mutex<Option<Instant>>>);

impl Answer {
    /// It has come.
    pub fn came(&self) {
        *self.asked() = None;
    }

    /// Whether it may still come.
    pub fn is_owed(&self) -> bool {
        let since = *self.asked();
        since.is_some_and(|asked| asked.elapsed() < PATIENCE)
    }

    fn asked(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is asked of the terminal.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each changes by itself")]
pub struct Following {
    /// Whether the terminal is to be followed.
    is_wanted: bool,
    /// Whether it reports other colours, and that it has the focus again.
    is_on: bool,
    /// Whether it is to be asked when nothing else is to be done.
    is_due: bool,
    /// Whether it has ever answered.
    is_answered: bool,
    answer: Answer,
}

impl Following {
    /// The answer, for who reads it.
    pub fn answer(&self) -> Answer {
        self.answer.clone()
    }

    /// Whether the terminal is to be asked when nothing else is to be done.
    pub const fn is_due(&self) -> bool {
        self.is_due
    }

    /// Follows the terminal from now on, or no longer.
    ///
    /// # Errors
    ///
    /// None that is known: what is to be written goes with the next frame.
    pub fn want(&mut self, wanted: bool, screen: &mut Screen) -> io::Result<()> {
        if wanted == self.is_wanted {
            return Ok(());
        }
        self.is_wanted = wanted;
        self.is_due = wanted;
        if !wanted && std::mem::take(&mut self.is_on) {
            screen.queue(Follow(false))?;
        }
        Ok(())
    }

    /// Asks, and has the terminal report what changes.
    ///
    /// # Errors
    ///
    /// None that is known: what is to be written goes with the next frame.
    pub fn ask(&mut self, screen: &mut Screen) -> io::Result<()> {
        self.is_due = false;
        *self.answer.asked() = Some(Instant::now());
        if !std::mem::replace(&mut self.is_on, true) {
            screen.queue(Follow(true))?;
        }
        screen.queue(AskGround)
    }

    /// Takes note that the terminal was given back and is ours again.
    pub const fn retake(&mut self) {
        self.is_on = false;
        self.is_due = self.is_wanted;
    }

    /// Takes note of an answer.
    pub const fn answered(&mut self) {
        self.is_answered = true;
    }

    /// Takes note that the terminal has other colours; returns whether its word is all that there is. Some report what
    /// the system prefers, also where they look otherwise: so one that answers is asked.
    pub const fn is_changed(&mut self) -> bool {
        self.is_due = self.is_wanted && self.is_answered;
        !self.is_answered
    }

    /// Takes note that the terminal has the focus again: it may have been given other colours meanwhile.
    pub const fn is_seen_again(&mut self) {
        self.is_due = self.is_wanted;
    }

    /// How long an answer is waited for before the terminal is given back; `None` where none is.
    pub fn last_patience(&self) -> Option<Duration> {
        let asked = *self.answer.asked();
        let left = LAST_PATIENCE.saturating_sub(asked?.elapsed());
        (!left.is_zero()).then_some(left)
    }
}
