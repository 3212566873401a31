//! Programs of the system that are asked for something: the clipboard, and opening an address.
//!
//! Responsible for never waiting for them: each runs beside the screen, gets no terminal, and what became
//! of it is told. Nothing but the address or the text is given to them, and never through a shell.

use super::Event;
use crate::app::Msg;
use std::{
    env,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    sync::mpsc::Sender,
    thread,
};

/// Programs that take a text for the clipboard from their standard input, and the variable without which
/// there is no clipboard for them.
const CLIPBOARDS: [(&str, &[&str], &str); 4] = [
    ("wl-copy", &[], "WAYLAND_DISPLAY"),
    ("xclip", &["-selection", "clipboard"], "DISPLAY"),
    ("xsel", &["--clipboard", "--input"], "DISPLAY"),
    ("pbcopy", &[], "HOME"),
];

/// Programs that open an address in whatever the reader has chosen for it.
const OPENERS: [&str; 3] = ["xdg-open", "open", "wslview"];

/// Gives a text to the system's clipboard too, where there is a program for that: the terminal may not
/// have taken it, and does not say. Tells it once it is there.
pub fn copy(text: &str, events: &Sender<Event>) {
    let found = CLIPBOARDS.iter().find_map(|(name, arguments, variable)| {
        env::var_os(variable).filter(|value| !value.is_empty())?;
        Some((program(name)?, *arguments))
    });
    let Some((program, arguments)) = found else {
        return;
    };
    let (text, events) = (text.to_owned(), events.clone());
    beside("clipboard", move || {
        let child = quiet(&program)
            .args(arguments)
            .stdin(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else { return };
        let given = child
            .stdin
            .take()
            .is_some_and(|mut input| input.write_all(text.as_bytes()).is_ok());
        if given && child.wait().is_ok_and(|status| status.success()) {
            let _ = events.send(Event::App(Msg::Copied));
        }
    });
}

/// Opens an address; says so later where that fails. Returns whether there is a program that could.
pub fn open(address: &str, events: &Sender<Event>) -> bool {
    let Some(opener) = OPENERS.iter().find_map(|name| program(name)) else {
        return false;
    };
    let (address, events) = (address.to_owned(), events.clone());
    beside("opener", move || {
        let status = quiet(&opener).arg(&address).stdin(Stdio::null()).status();
        if !status.is_ok_and(|status| status.success()) {
            let told = format!("{} could not open {address}", opener.display());
            let _ = events.send(Event::App(Msg::Notice(told)));
        }
    });
    true
}

/// Where a program is, by the reader's path.
fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let mut places = env::split_paths(&path).map(|folder| folder.join(name));
    places.find(|place| place.is_file())
}

fn quiet(program: &PathBuf) -> Command {
    let mut command = Command::new(program);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn beside(name: &str, work: impl FnOnce() + Send + 'static) {
    // Where the system starts no thread, the terminal's clipboard is what there is.
    let _ = thread::Builder::new().name(name.to_owned()).spawn(work);
}
