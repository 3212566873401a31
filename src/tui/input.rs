//! The input thread: what the terminal sends, as messages.
//!
//! It polls the terminal itself and lets crossterm read only when there is something to read: so it
//! sleeps without waking, notices that the terminal is gone, and is not stopped by a burst that
//! fills crossterm's buffer. Not for what a key does (see `app`).

use super::Event;
use crate::app::{
    Msg,
    key::{Code, Key},
    mouse::{Mouse, MouseKind},
};
use crossterm::event::{
    self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use filedescriptor::{POLLIN, poll, pollfd};
use signal_hook::{consts::SIGWINCH, low_level::pipe};
use std::{
    fs::File,
    io::{self, IsTerminal, Read},
    os::{
        fd::{AsFd, AsRawFd, OwnedFd},
        unix::net::UnixStream,
    },
    sync::mpsc::Sender,
    thread,
    time::{Duration, Instant},
};

/// How long the rest of a burst is waited for. crossterm's reader with `use-dev-tty` reports nothing for
/// a wait of zero, and polls without pause for one under a millisecond: so as short as it works. What
/// comes later wakes this thread's own poll.
const DRAIN: Duration = Duration::from_micros(20);

/// Presses on one cell that follow each other as soon as this count as clicks in a row.
const CLICK_INTERVAL: Duration = Duration::from_millis(400);

/// What notes that the terminal has another size.
pub struct Resizes(UnixStream);

impl Resizes {
    /// From now on every change is noted.
    ///
    /// # Errors
    ///
    /// Where the system has no more descriptors or handlers of signals.
    pub fn note() -> io::Result<Self> {
        let (resized, signal) = UnixStream::pair()?;
        resized.set_nonblocking(true)?;
        pipe::register(SIGWINCH, signal)?;
        Ok(Self(resized))
    }
}

/// Starts the thread. It ends when the terminal is gone or nobody listens any more.
///
/// # Errors
///
/// Where there is no terminal to read from.
pub fn start(Resizes(resized): Resizes, events: Sender<Event>) -> io::Result<()> {
    let terminal = terminal()?;
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || read(&terminal, resized, &events))?;
    Ok(())
}

/// The terminal that keys come from, also where standard input is a file or a pipe.
fn terminal() -> io::Result<OwnedFd> {
    if io::stdin().is_terminal() {
        io::stdin().as_fd().try_clone_to_owned()
    } else {
        Ok(File::options()
            .read(true)
            .write(true)
            .open("/dev/tty")?
            .into())
    }
}

/// How long after something was read it is looked for more that may have been missed.
const SECOND_LOOK: Duration = Duration::from_millis(20);

fn read(terminal: &OwnedFd, mut resized: UnixStream, events: &Sender<Event>) {
    let wait_for = |fd| pollfd {
        fd,
        events: POLLIN,
        revents: 0,
    };
    // After something was read it is looked for once more: see `drain`.
    let mut again = None;
    let mut clicks = Clicks::default();
    loop {
        let mut ready = [
            wait_for(terminal.as_raw_fd()),
            wait_for(resized.as_raw_fd()),
        ];
        match poll(&mut ready, again.take()) {
            Ok(_) => {}
            Err(filedescriptor::Error::Poll(error))
                if error.kind() == io::ErrorKind::Interrupted =>
            {
                continue;
            }
            Err(_) => {
                let _ = events.send(Event::Gone);
                return;
            }
        }
        // Hang-up, error, closed: whatever was not asked for.
        if ready[0].revents & !POLLIN != 0 {
            let _ = events.send(Event::Gone);
            return;
        }
        if ready[1].revents & POLLIN != 0 {
            let _ = resized.read(&mut [0; 64]);
            // Only a wake-up: the size is asked for before each frame.
            if events.send(Event::Resized).is_err() {
                return;
            }
        }
        let is_second_look = ready.iter().all(|ready| ready.revents == 0);
        if ready[0].revents & POLLIN != 0 || is_second_look {
            match drain(events, &mut clicks) {
                Ok(true) => again = Some(SECOND_LOOK),
                Ok(false) => {}
                Err(_) => {
                    let _ = events.send(Event::Gone);
                    return;
                }
            }
        }
    }
}

/// Sends on everything that can be read now; returns whether there was anything.
///
/// crossterm looks at the keys that it has read already only while the time that it was given is not
/// over. Where this thread is interrupted just then it says that there is none: so it is asked twice,
/// and a little later again.
fn drain(events: &Sender<Event>, clicks: &mut Clicks) -> io::Result<bool> {
    let mut found = false;
    while event::poll(DRAIN)? || event::poll(DRAIN)? {
        found = true;
        let event = match event::read()? {
            event::Event::Key(key) if key.kind != KeyEventKind::Release => {
                *clicks = Clicks::default();
                key_of(key).map(|key| Event::App(Msg::Key(key)))
            }
            event::Event::Mouse(event) => {
                mouse_of(event, clicks, Instant::now()).map(|mouse| Event::App(Msg::Mouse(mouse)))
            }
            event::Event::Paste(text) => Some(Event::App(Msg::Paste(text))),
            // A resize comes through the pipe.
            _ => None,
        };
        if let Some(event) = event {
            events
                .send(event)
                .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        }
    }
    Ok(found)
}

/// The presses so far that may be the first ones of a row.
#[derive(Default)]
struct Clicks {
    last: Option<(Instant, u16, u16)>,
    count: u8,
}

impl Clicks {
    /// The number of presses in a row with the one on this cell, now.
    fn press(&mut self, column: u16, row: u16, now: Instant) -> u8 {
        let follows = self.last.is_some_and(|(last, x, y)| {
            (x, y) == (column, row) && now.saturating_duration_since(last) <= CLICK_INTERVAL
        });
        self.count = if follows {
            self.count.saturating_add(1)
        } else {
            1
        };
        self.last = Some((now, column, row));
        self.count
    }
}

fn mouse_of(event: MouseEvent, clicks: &mut Clicks, now: Instant) -> Option<Mouse> {
    let MouseEvent { column, row, .. } = event;
    let kind = match event.kind {
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press {
            clicks: clicks.press(column, row, now),
        },
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        _ => return None,
    };
    Some(Mouse { kind, column, row })
}

fn key_of(event: KeyEvent) -> Option<Key> {
    let held = |modifier| event.modifiers.contains(modifier);
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::F(number) => Code::Function(number),
        _ => return None,
    };
    let written = matches!(code, Code::Char(c) if c != ' ');
    Some(Key {
        code,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: !written && (held(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> String {
        key_of(KeyEvent::new(code, modifiers)).unwrap().to_string()
    }

    #[test]
    fn presses_on_one_cell_are_counted_while_they_follow_at_once() {
        let mut clicks = Clicks::default();
        let begun = Instant::now();
        let mut press =
            |column, after| clicks.press(column, 3, begun + Duration::from_millis(after));
        assert_eq!([press(5, 0), press(5, 400), press(5, 800)], [1, 2, 3]);
        assert_eq!([press(5, 1201), press(6, 1300), press(6, 1400)], [1, 1, 2]);
    }

    #[test]
    fn shift_is_named_only_where_no_character_says_it() {
        assert_eq!(key(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(key(KeyCode::Char(' '), KeyModifiers::SHIFT), "shift-space");
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(key(KeyCode::Char('j'), KeyModifiers::ALT), "alt-j");
    }
}
