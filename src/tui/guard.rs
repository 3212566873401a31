//! The terminal, taken and given back.
//!
//! Everything that the program changes in the terminal is changed here, and undone in reverse by one
//! function, which quitting, signals and the panic hook share. Undoing twice does nothing.

use crossterm::{
    cursor::{Hide, Show},
    event::DisableBracketedPaste,
    execute,
    style::ResetColor,
    terminal::{
        EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode,
    },
};
use std::{
    io, panic, process,
    sync::atomic::{AtomicBool, Ordering},
};

/// Whether the terminal is ours. Global because the terminal is, and because the panic hook of any
/// thread has to know.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours; dropping it gives the terminal back.
pub struct Guard(());

impl Guard {
    /// Takes the terminal: raw mode, alternate screen, no cursor.
    ///
    /// # Errors
    ///
    /// Where the terminal refuses; it is then as it was before.
    pub fn take() -> io::Result<Self> {
        enter()?;
        Ok(Self(()))
    }

    /// Gives the terminal back for a while.
    #[expect(clippy::unused_self, reason = "only who holds the guard may")]
    pub fn leave(&self) {
        give_back();
    }

    /// Takes it again.
    ///
    /// # Errors
    ///
    /// Where the terminal refuses.
    #[expect(clippy::unused_self, reason = "only who holds the guard may")]
    pub fn enter(&self) -> io::Result<()> {
        enter()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let entered = execute!(io::stdout(), EnterAlternateScreen, Hide);
    if entered.is_err() {
        give_back();
    }
    entered
}

/// Undoes everything, as far as the terminal still listens.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // A frame may have been cut off in the middle, so the synchronized update ends first.
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            ResetColor,
            Show,
            LeaveAlternateScreen
        );
        let _ = disable_raw_mode();
    }
}

/// Makes a panic of any thread give the terminal back before its message is printed, and end the
/// program: what is left of it would wait for messages that never come.
pub fn install_panic_hook() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if TAKEN.load(Ordering::SeqCst) {
            give_back();
            print(panic);
            process::exit(101);
        }
        print(panic);
    }));
}
