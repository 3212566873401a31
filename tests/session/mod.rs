//! The real program in a real terminal, with an emulator that keeps its screen.
#![allow(dead_code, reason = "each test uses a part of it")]

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::{
    ffi::OsString,
    io::{Read, Write},
    num::NonZeroU16,
    sync::{Arc, Condvar, Mutex},
    thread,
    time::{Duration, Instant},
};

#[cfg(target_os = "linux")]
use std::fs;

/// The longest that anything may take, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(20);

/// Begins a synchronized update, and so a frame.
pub const BEGIN: &[u8] = b"\x1b[?2026h";
/// Ends one.
pub const END: &[u8] = b"\x1b[?2026l";

/// A program in a terminal.
pub struct Session {
    terminal: Arc<(Mutex<Terminal>, Condvar)>,
    keyboard: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

/// What a program has left behind.
pub struct End {
    pub status: ExitStatus,
    pub terminal: vt100::Parser,
    pub written: Vec<u8>,
    /// Whether the terminal edits lines and echoes again, as before.
    pub is_cooked: bool,
}

struct Terminal {
    screen: vt100::Parser,
    written: Vec<u8>,
    shown: usize,
    closed: bool,
}

impl Terminal {
    /// Shows what was written, but no synchronized update before it is complete.
    fn take(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        let new = &self.written[self.shown..];
        let last = |marker: &[u8]| {
            new.windows(marker.len())
                .rposition(|window| window == marker)
        };
        let complete = match (last(BEGIN), last(END)) {
            (Some(begin), end) if end.is_none_or(|end| end < begin) => begin,
            _ => new.len(),
        };
        self.screen.process(&new[..complete]);
        self.shown += complete;
    }
}

/// The program under test: the one that cargo built, or the one that `CATCHWORD_PROGRAM` names.
pub fn program() -> OsString {
    std::env::var_os("CATCHWORD_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_catchword").into())
}

/// The rows of a screen, without blanks around them.
pub fn rows_of(screen: &vt100::Screen) -> Vec<String> {
    let (_, columns) = screen.size();
    screen
        .rows(0, columns.get())
        .map(|row| row.trim().to_owned())
        .collect()
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).expect("tests use real sizes")
}

fn size((cols, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Session {
    /// Starts the program with no state from earlier runs.
    pub fn start(size: (u16, u16), arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(program());
        command.arg("--no-state");
        command.args(arguments);
        Self::run(size, command)
    }

    /// Starts a command in a terminal that says it is an xterm with 256 colours.
    pub fn run(columns_rows: (u16, u16), mut command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(size(columns_rows)).unwrap();
        // A developer's own keywords have no place here.
        command.env("XDG_CONFIG_HOME", "/nonexistent");
        command.env_remove("COLORTERM");
        command.env_remove("COLORFGBG");
        if command.get_env("TERM").is_none_or(|term| term != "dumb") {
            command.env("TERM", "xterm-256color");
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let (columns, rows) = columns_rows;
        let terminal = Terminal {
            screen: vt100::Parser::new(cells(rows), cells(columns), 0),
            written: Vec::new(),
            shown: 0,
            closed: false,
        };
        let terminal = Arc::new((Mutex::new(terminal), Condvar::new()));
        let mut output = pair.master.try_clone_reader().unwrap();
        let shared = Arc::clone(&terminal);
        thread::spawn(move || {
            let mut buffer = [0; 8192];
            loop {
                let read = output.read(&mut buffer);
                let mut terminal = shared.0.lock().unwrap();
                match read {
                    Ok(n @ 1..) => terminal.take(&buffer[..n]),
                    _ => terminal.closed = true,
                }
                shared.1.notify_all();
                if terminal.closed {
                    return;
                }
            }
        });
        Self {
            terminal,
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
        }
    }

    /// Types.
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// The rows of the screen.
    pub fn rows(&self) -> Vec<String> {
        rows_of(self.terminal.0.lock().unwrap().screen.screen())
    }

    /// The frames written so far.
    pub fn frames(&self) -> usize {
        frames_in(&self.terminal.0.lock().unwrap().written)
    }

    /// Everything written so far.
    pub fn written(&self) -> Vec<u8> {
        self.terminal.0.lock().unwrap().written.clone()
    }

    /// Waits until the emulated screen satisfies `done`; shows it if it never does.
    #[track_caller]
    pub fn wait(&self, what: &str, done: impl Fn(&vt100::Screen) -> bool) {
        self.wait_until(what, |terminal| done(terminal.screen.screen()));
    }

    #[track_caller]
    fn wait_until(&self, what: &str, done: impl Fn(&Terminal) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let (lock, changed) = &*self.terminal;
        let mut terminal = lock.lock().unwrap();
        while !done(&terminal) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !terminal.closed,
                "never came: {what}\n{}",
                terminal.screen.screen().contents()
            );
            terminal = changed.wait_timeout(terminal, left).unwrap().0;
        }
    }

    /// Waits for words on the screen.
    #[track_caller]
    pub fn wait_for(&self, words: &str) {
        self.wait(words, |screen| screen.contents().contains(words));
    }

    /// Waits until something has been written so many times, whether or not it can be seen.
    #[track_caller]
    pub fn wait_for_bytes(&self, bytes: &str, times: usize) {
        self.wait_until(bytes, |terminal| {
            let written = String::from_utf8_lossy(&terminal.written);
            written.matches(bytes).count() >= times
        });
    }

    /// Presses keys and waits for a frame in which `done` holds.
    #[track_caller]
    pub fn press_until(&mut self, keys: &str, what: &str, done: impl Fn(&vt100::Screen) -> bool) {
        self.press(keys);
        self.wait(what, done);
    }

    /// Presses keys and waits for a frame, whatever it shows.
    #[track_caller]
    pub fn press_and_draw(&mut self, keys: &str) {
        let before = self.frames();
        self.press(keys);
        let drawn = |terminal: &Terminal| frames_in(&terminal.written[..terminal.shown]) > before;
        self.wait_until("a frame", drawn);
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut terminal = self.terminal.0.lock().unwrap();
        terminal
            .screen
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master.resize(size((columns, rows))).unwrap();
    }

    /// The program's process id.
    pub fn id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Whether the terminal edits lines and echoes them, as it does for a shell.
    pub fn is_cooked(&self) -> bool {
        let modes = self.modes();
        modes.contains(&"ICANON") && modes.contains(&"ECHO")
    }

    /// Whether the terminal hands over every key as it is, and shows none.
    pub fn is_raw(&self) -> bool {
        let modes = self.modes();
        !modes
            .iter()
            .any(|mode| matches!(*mode, "ICANON" | "ECHO" | "ISIG"))
    }

    /// The names of the terminal's local modes that are on.
    fn modes(&self) -> Vec<&'static str> {
        let modes = self.master.get_termios().unwrap().local_flags;
        modes.iter_names().map(|(name, _)| name).collect()
    }

    /// Waits until every thread of the program sleeps and none has woken up over many looks.
    ///
    /// Returns each thread and how often it has gone to sleep.
    #[cfg(target_os = "linux")]
    #[track_caller]
    pub fn wait_until_asleep(&self) -> Vec<(String, u64)> {
        let deadline = Instant::now() + PATIENCE;
        let (mut seen, mut looks) = (None, 0);
        while looks < 200 {
            let now = self.sleeping_threads();
            looks = if now.is_some() && now == seen {
                looks + 1
            } else {
                0
            };
            seen = now;
            assert!(Instant::now() < deadline, "it never slept: {seen:?}");
            thread::yield_now();
        }
        seen.expect("it was seen asleep")
    }

    /// Each thread and how often it has gone to sleep, if all of them sleep now.
    #[cfg(target_os = "linux")]
    fn sleeping_threads(&self) -> Option<Vec<(String, u64)>> {
        let mut threads = Vec::new();
        for entry in fs::read_dir(format!("/proc/{}/task", self.id())).ok()? {
            let path = entry.ok()?.path();
            let status = fs::read_to_string(path.join("status")).ok()?;
            if !field(&status, "State:")?.starts_with('S') {
                return None;
            }
            let name = format!("{} {}", field(&status, "Pid:")?, field(&status, "Name:")?);
            threads.push((
                name,
                field(&status, "voluntary_ctxt_switches:")?.parse().ok()?,
            ));
        }
        threads.sort();
        Some(threads)
    }

    /// A number that the system knows of the program: a field of a file of `/proc/<pid>`, without its unit.
    #[cfg(target_os = "linux")]
    pub fn figure(&self, file: &str, name: &str) -> u64 {
        let contents = fs::read_to_string(format!("/proc/{}/{file}", self.id())).unwrap();
        let value = field(&contents, name).unwrap();
        value.split(' ').next().unwrap().parse().unwrap()
    }

    /// Waits until the program has ended.
    #[track_caller]
    pub fn end(mut self) -> End {
        let deadline = Instant::now() + PATIENCE;
        let (lock, changed) = &*self.terminal;
        let mut terminal = lock.lock().unwrap();
        while !terminal.closed {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "it never ended\n{}",
                terminal.screen.screen().contents()
            );
            terminal = changed.wait_timeout(terminal, left).unwrap().0;
        }
        let (rows, columns) = terminal.screen.screen().size();
        let empty = vt100::Parser::new(rows, columns, 0);
        End {
            status: self.child.wait().unwrap(),
            is_cooked: self.is_cooked(),
            written: std::mem::take(&mut terminal.written),
            terminal: std::mem::replace(&mut terminal.screen, empty),
        }
    }
}

/// The frames that were begun in what was written.
pub fn frames_in(written: &[u8]) -> usize {
    let windows = written.windows(BEGIN.len());
    windows.filter(|window| *window == BEGIN).count()
}

#[cfg(target_os = "linux")]
fn field<'a>(contents: &'a str, name: &str) -> Option<&'a str> {
    let line = contents.lines().find_map(|line| line.strip_prefix(name));
    line.map(str::trim)
}
