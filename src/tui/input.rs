//! The input thread: what the terminal sends, as messages.
//!
//! It polls the terminal and reads it itself: so it sleeps without waking and notices that the terminal is gone. Not
//! for what the bytes mean (see [`super::decoder`]), nor for what a key does (see `app`).

use super::{
    Event,
    decoder::{Decoder, Input},
    ground::Answer,
};
use crate::app::{Msg, mouse::MouseKind, theme::Ground};
use filedescriptor::{POLLIN, poll, pollfd};
use signal_hook::{consts::SIGWINCH, low_level::pipe};
use std::{
    fs::File,
    io::{self, IsTerminal, Read},
    os::{
        fd::{AsFd, AsRawFd},
        unix::net::UnixStream,
    },
    sync::mpsc::Sender,
    thread,
    time::{Duration, Instant},
};

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
pub fn start(Resizes(resized): Resizes, answer: Answer, events: Sender<Event>) -> io::Result<()> {
    let terminal = terminal()?;
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || read(terminal, resized, &answer, &events))?;
    Ok(())
}

/// The terminal that keys come from, also where standard input is a file or a pipe.
fn terminal() -> io::Result<File> {
    if io::stdin().is_terminal() {
        Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
    } else {
        File::options().read(true).write(true).open("/dev/tty")
    }
}

/// Bytes that are read at once: a screenful of pasted text.
const READ_BYTES: usize = 16 << 10;

fn read(mut terminal: File, mut resized: UnixStream, answer: &Answer, events: &Sender<Event>) {
    let wait_for = |fd| pollfd {
        fd,
        events: POLLIN,
        revents: 0,
    };
    let mut decoder = Decoder::default();
    let mut clicks = Clicks::default();
    let mut buffer = vec![0; READ_BYTES];
    loop {
        let mut ready = [
            wait_for(terminal.as_raw_fd()),
            wait_for(resized.as_raw_fd()),
        ];
        match poll(&mut ready, decoder.patience(answer.is_owed())) {
            // What waits for more waits no longer.
            Ok(0) => decoder.end(),
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
        if ready[0].revents & POLLIN != 0 {
            match terminal.read(&mut buffer) {
                Ok(length @ 1..) => decoder.feed(&buffer[..length]),
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock
                    ) => {}
                // The end of a terminal is that it is gone.
                Ok(_) | Err(_) => {
                    let _ = events.send(Event::Gone);
                    return;
                }
            }
        }
        for input in decoder.by_ref() {
            if matches!(input, Input::Ground(_)) {
                answer.came();
            }
            if events.send(event_of(input, &mut clicks)).is_err() {
                return;
            }
        }
    }
}

fn event_of(input: Input, clicks: &mut Clicks) -> Event {
    match input {
        Input::Key(key) => {
            *clicks = Clicks::default();
            Event::App(Msg::Key(key))
        }
        Input::Mouse(mut mouse) => {
            if let MouseKind::Press { clicks: count } = &mut mouse.kind {
                *count = clicks.press(mouse.column, mouse.row, Instant::now());
            }
            Event::App(Msg::Mouse(mouse))
        }
        Input::Paste(text) => Event::App(Msg::Paste(text)),
        Input::Ground(colour) => Event::Ground(Ground::of(colour)),
        Input::Scheme(ground) => Event::Scheme(ground),
        Input::Focus => Event::Focus,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presses_on_one_cell_are_counted_while_they_follow_at_once() {
        let mut clicks = Clicks::default();
        let begun = Instant::now();
        let mut press =
            |column, after| clicks.press(column, 3, begun + Duration::from_millis(after));
        assert_eq!([press(5, 0), press(5, 400), press(5, 800)], [1, 2, 3]);
        assert_eq!([press(5, 1201), press(6, 1300), press(6, 1400)], [1, 1, 2]);
    }
}
