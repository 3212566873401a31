//! The terminal, taken and given back.
//!
//! Everything that the program changes in the terminal is changed here, and undone in reverse by one
//! function, which quitting, signals and the panic hook share. Undoing twice does nothing.

use crossterm::{
    Command,
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
    fmt, io, panic, process,
    sync::atomic::{AtomicBool, Ordering},
};

/// Whether the terminal is ours. Global because the terminal is, and because the panic hook of any
/// thread has to know.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the terminal has been told to leave cells in their order, and is to be told the contrary at the end. One
/// that was never told keeps what its user has set.
static EXPLICIT: AtomicBool = AtomicBool::new(false);

/// Asks the terminal to report the mouse, or no longer.
///
/// Buttons, the wheel and moves with a button held (1000, 1002), with coordinates of any size (1006): not
/// every move (1003), as crossterm's command does, which would wake an idle program.
pub struct Mouse(pub bool);

impl Command for Mouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str(if self.0 {
            "\x1b[?1000h\x1b[?1002h\x1b[?1006h"
        } else {
            "\x1b[?1006l\x1b[?1002l\x1b[?1000l"
        })
    }
}

/// Asks the terminal to report when its colours change (2031) or it has the focus again (1004), or no longer.
///
/// Few terminals know the first, nearly all the second; who does not know one ignores it.
pub struct Follow(pub bool);

impl Command for Follow {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str(if self.0 {
            "\x1b[?2031h\x1b[?1004h"
        } else {
            "\x1b[?1004l\x1b[?2031l"
        })
    }
}

/// Tells the terminal to show cells in the order in which they are sent (bidirectional support mode, ECMA-48 mode 8),
/// or to turn what is written from right to left itself, as it does at first.
///
/// VTE, of GNOME and others, and mintty know it; the others ignore it, and turn nothing.
pub struct Explicit(pub bool);

impl Command for Explicit {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        // Here and not where it is sent, so that no way to send it is forgotten.
        if self.0 {
            EXPLICIT.store(true, Ordering::SeqCst);
        }
        f.write_str(if self.0 { "\x1b[8l" } else { "\x1b[8h" })
    }
}

/// Asks the terminal for the colour of its ground. The answer comes as input, whenever it comes, or never.
pub struct AskGround;

impl Command for AskGround {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b]11;?\x1b\\")
    }
}

/// The terminal while it is ours; dropping it gives the terminal back.
pub struct Guard(());

impl Guard {
    /// Takes the terminal: raw mode, alternate screen, no cursor, the mouse where it is wanted.
    ///
    /// # Errors
    ///
    /// Where the terminal refuses; it is then as it was before.
    pub fn take(mouse: bool) -> io::Result<Self> {
        enter(mouse)?;
        Ok(Self(()))
    }

    /// Gives the terminal back for a while.
    #[expect(clippy::unused_self, reason = "only who holds the guard may")]
    pub fn leave(&self) {
        give_back();
    }

    /// Takes it again, with the mouse or without.
    ///
    /// # Errors
    ///
    /// Where the terminal refuses.
    #[expect(clippy::unused_self, reason = "only who holds the guard may")]
    pub fn enter(&self, mouse: bool) -> io::Result<()> {
        enter(mouse)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let entered = execute!(io::stdout(), EnterAlternateScreen, Hide, Mouse(mouse));
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
            Mouse(false),
            Follow(false),
            ResetColor
        );
        if EXPLICIT.swap(false, Ordering::SeqCst) {
            let _ = execute!(io::stdout(), Explicit(false));
        }
        let _ = execute!(io::stdout(), Show, LeaveAlternateScreen);
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
