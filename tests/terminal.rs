//! The real program in a real terminal.
//!
//! Every test waits for a state of the emulated screen, never for a duration.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod session;

use catchword::{
    collection::{block::Marker, bundled, document::Document},
    text::words::words,
};
use portable_pty::CommandBuilder;
use session::{BEGIN, END, End, Session, program, rows_of};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

const HINT: &str = "? keys";
/// Words that stand in the second text only, and on its first screen.
const SECOND: &str = "A group of 38 Iranian";

fn bundled_document(index: usize) -> Document {
    bundled::collection().documents[index].clone()
}

/// The words of a document's text in order, the numbers before the items of its lists included.
fn words_of(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    let mut next = document.stretch_at(0);
    while let Some(stretch) = next {
        if let Some(Marker::Number(number)) = stretch.block.marker {
            found.push(number.to_string());
        }
        let text = document.body.slice(stretch.block.span);
        found.extend(words(&text).map(|(_, word)| word.to_owned()));
        next = document.stretch_after(&stretch);
    }
    found
}

/// Adds the rows of the next page, of which the first few may be the last ones of the page before.
fn append_page(rows: &mut Vec<String>, page: &[String]) {
    let overlap = (0..=page.len().min(rows.len()))
        .rev()
        .find(|&n| rows[rows.len() - n..] == page[..n])
        .unwrap_or(0);
    rows.extend_from_slice(&page[overlap..]);
}

fn page(session: &Session) -> Vec<String> {
    let mut rows = session.rows();
    // The last row is the status line's; in zen it is blank.
    rows.pop();
    rows
}

/// The percentage at the left of the last row, where that is the status line.
fn percent(screen: &vt100::Screen) -> Option<u8> {
    let rows = rows_of(screen);
    let (percent, _) = rows.last()?.split_once(" %")?;
    percent.parse().ok()
}

fn send(signal: &str, session: &Session) {
    let mut kill = Command::new("kill");
    kill.args(["-s", signal, &session.id().to_string()]);
    assert!(kill.status().unwrap().success());
}

/// Everything that taking the terminal changed is as it was before.
#[track_caller]
fn assert_given_back(end: &End, how: &str) {
    let screen = end.terminal.screen();
    assert!(!screen.alternate_screen(), "alternate screen after {how}");
    assert!(!screen.hide_cursor(), "no cursor after {how}");
    assert!(!screen.bracketed_paste(), "bracketed paste after {how}");
    let mouse = screen.mouse_protocol_mode();
    assert_eq!(mouse, vt100::MouseProtocolMode::None, "mouse after {how}");
    assert!(end.is_cooked, "raw after {how}");
    let last = |mode: &[u8]| end.written.windows(mode.len()).rposition(|at| at == mode);
    assert!(
        last(b"\x1b[8h") >= last(b"\x1b[8l"),
        "explicit order after {how}"
    );
}

#[test]
fn it_reads_and_leaves_the_terminal_as_it_was() {
    for keys in ["q", "Q", "\u{3}", ":quit\r"] {
        let mut session = Session::start((80, 24), &[]);
        session.wait("the first screen", |screen| {
            screen.alternate_screen() && screen.hide_cursor() && screen.contents().contains(HINT)
        });
        assert!(session.is_raw());
        session.press(keys);
        let end = session.end();
        assert!(end.status.success(), "{keys:?}");
        assert_given_back(&end, keys);
    }
}

#[test]
fn every_text_can_be_paged_through_at_every_size() {
    for size in [(80, 24), (120, 40), (200, 60), (40, 12)] {
        for index in 0..bundled::collection().documents.len() {
            let document = bundled_document(index);
            let mut session = Session::start(size, &[]);
            session.wait_for(HINT);
            session.press(&"]".repeat(index));
            session.press("z");
            session.wait("zen", |screen| !screen.contents().contains(HINT));
            let mut rows: Vec<String> = Vec::new();
            loop {
                let before = page(&session);
                append_page(&mut rows, &before);
                session.press(" ");
                session.wait("the next page or the end", |screen| {
                    let now = rows_of(screen);
                    screen.contents().contains("end of the text") || now[..now.len() - 1] != before
                });
                if session
                    .rows()
                    .iter()
                    .any(|row| row.contains("end of the text"))
                {
                    break;
                }
            }
            let shown = rows.join("\n");
            let shown: Vec<&str> = words(&shown).map(|(_, word)| word).collect();
            let wanted = words_of(&document);
            let body = &shown[shown.len().saturating_sub(wanted.len())..];
            assert_eq!(body, wanted, "document {index} at {size:?}");
            session.press("q");
        }
    }
}

#[test]
fn a_hundred_resizes_and_back_leave_the_same_word_on_top() {
    let mut session = Session::start((100, 30), &[]);
    // Once the hits are there, which letters beside the text and the map show.
    session.wait_for(" hits");
    // Without the list, whose counts may still be on their way.
    session.press_until("\\50%", "the middle", |screen| {
        percent(screen).is_some_and(|percent| (45..=55).contains(&percent))
    });
    let text = |screen: &vt100::Screen| rows_of(screen)[..28].to_vec();
    let before = session.rows()[..28].to_vec();
    assert!(!before[0].is_empty());
    for step in 0..100_u16 {
        let (columns, rows) = (20 + (step * 37) % 140, 5 + (step * 13) % 50);
        session.resize(columns, rows);
        session.wait(&format!("{columns}×{rows}"), |screen| {
            percent(screen).is_some_and(|percent| percent > 0)
        });
    }
    session.resize(100, 30);
    session.wait("the same rows as before", |screen| text(screen) == before);
    session.press("q");
    assert!(session.end().status.success());
}

#[test]
fn a_burst_of_two_thousand_keys_is_drawn_in_few_frames() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("numbered.txt");
    let paragraphs: Vec<String> = (1..=2000).map(|n| format!("Paragraph {n}.")).collect();
    fs::write(&path, paragraphs.join("\n\n")).unwrap();
    let mut session = Session::start((80, 24), &[path.to_str().unwrap()]);
    session.wait_for("Paragraph 5.");
    let row_of = |session: &Session, words: &str| {
        let rows = session.rows();
        rows.iter().position(|row| row.contains(words)).unwrap()
    };
    let row = row_of(&session, "Paragraph 5.");
    let before = session.frames();
    session.press(&"j".repeat(2000));
    session.press_until("P", "an answer to the last key", |screen| {
        screen.contents().contains("P does nothing here")
    });
    let frames = session.frames() - before;
    assert!(frames < 60, "{frames} frames");
    // A paragraph is a line and the blank one after it.
    assert_eq!(row_of(&session, "Paragraph 1005."), row);
}

#[test]
fn a_frame_is_a_synchronized_update_and_nothing_is_written_beside_it() {
    let mut session = Session::start((100, 30), &[]);
    session.wait_for(HINT);
    // Each of these has more to say than cells: a prompt takes pastes and shows a cursor, the others
    // clear the screen.
    session.press_until(":", "a prompt", vt100::Screen::bracketed_paste);
    session.press_until("\u{1b}", "no prompt", |screen| !screen.bracketed_paste());
    session.press_and_draw("\u{c}");
    session.press_and_draw("c");
    for (columns, rows) in [(60, 20), (120, 31), (100, 30)] {
        session.resize(columns, rows);
        session.wait("the new size", |screen| percent(screen) == Some(0));
    }
    session.press("q");
    let written = String::from_utf8(session.end().written).unwrap();
    let (begin, end) = (str::from_utf8(BEGIN).unwrap(), str::from_utf8(END).unwrap());
    let mut frames = written.split(begin);
    let taken = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[?1000h\u{1b}[?1002h\u{1b}[?1006h";
    assert_eq!(frames.next(), Some(taken));
    let mut beside: Vec<&str> = frames
        .map(|frame| frame.split_once(end).unwrap().1)
        .collect();
    let left = beside.pop().unwrap();
    assert!(
        beside.iter().all(|written| written.is_empty()),
        "{beside:?}"
    );
    assert!(left.ends_with("\u{1b}[?1049l"), "{left:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_frame_is_one_write() {
    let mut session = Session::start((100, 30), &[]);
    session.wait_for(HINT);
    session.wait_until_asleep();
    let (writes, frames) = (session.figure("io", "syscw:"), session.frames());
    for keys in ["j", " ", ":", "\u{1b}", "\u{c}", "]", "c", "z"] {
        session.press_and_draw(keys);
    }
    session.wait_until_asleep();
    let (writes, frames) = (
        session.figure("io", "syscw:") - writes,
        session.frames() - frames,
    );
    assert_eq!(writes, frames as u64);
}

#[test]
#[cfg(target_os = "linux")]
fn nothing_wakes_it_while_nothing_happens() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(program());
    command.args(["--state-dir", directory.path().to_str().unwrap()]);
    let session = Session::run((100, 30), command);
    session.wait_for(HINT);
    let before = session.wait_until_asleep();
    assert!(before.len() >= 4, "{before:?}");
    // Something that takes its time, and has nothing to do with it.
    for _ in 0..24 {
        let mut other = Session::start((100, 30), &[]);
        other.wait_for(HINT);
        other.press_until("G", "the end", |screen| percent(screen) == Some(100));
        other.wait_until_asleep();
        other.press("q");
        other.end();
    }
    assert_eq!(session.wait_until_asleep(), before);
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT", "QUIT"] {
        let mut session = Session::start((80, 24), &[]);
        session.wait_for(HINT);
        session.press_until(":", "a prompt", vt100::Screen::bracketed_paste);
        assert!(session.is_raw());
        send(signal, &session);
        let end = session.end();
        assert!(!end.status.success(), "{signal}");
        assert_given_back(&end, signal);
    }
}

#[test]
fn stopping_and_continuing_gives_the_terminal_back_and_takes_it_again() {
    let mut command = CommandBuilder::new("bash");
    let program = program().into_string().unwrap();
    let script =
        format!("set -m; '{program}' --no-state; echo STOPPED; read -r line; fg; echo OVER");
    command.args(["--norc", "-c", &script]);
    let mut session = Session::run((80, 24), command);
    session.wait_for(HINT);
    // The text alone: the list may still be told of hits.
    session.press_until("z", "zen", |screen| !screen.contents().contains(HINT));
    let before = session.rows();
    assert!(session.is_raw());
    session.press_until("\u{1a}", "the shell", |screen| {
        screen.contents().contains("STOPPED")
            && !screen.alternate_screen()
            && !screen.hide_cursor()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
    assert!(session.is_cooked());
    session.press("\n");
    session.wait("every row again", |screen| {
        screen.alternate_screen()
            && screen.hide_cursor()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion
            && rows_of(screen) == before
    });
    assert!(session.is_raw());
    session.press_until("]", "the second text", |screen| {
        screen.contents().contains(SECOND)
    });
    session.press("q");
    let end = session.end();
    assert_given_back(&end, "quitting");
    let contents = end.terminal.screen().contents();
    assert!(contents.contains("OVER"), "{contents}");
}

/// The program with the environment of a terminal that sets `variable`.
fn in_terminal(variable: &str, arguments: &[&str]) -> Session {
    let mut command = CommandBuilder::new(program());
    command.args(["--no-state"]);
    command.args(arguments);
    let others = [
        "TMUX",
        "STY",
        "VTE_VERSION",
        "KONSOLE_VERSION",
        "KITTY_WINDOW_ID",
        "TERM_PROGRAM",
    ];
    for other in others {
        command.env_remove(other);
    }
    command.env(variable, "1");
    Session::run((40, 12), command)
}

#[test]
fn each_terminal_is_sent_the_order_that_it_needs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.md");
    fs::write(&file, "אב גד (12)\n").unwrap();
    let file = file.to_str().unwrap();
    for (variable, row, is_explicit) in [
        ("VTE_VERSION", "(12) דג בא", true),
        ("TMUX", "(12) דג בא", true),
        ("KONSOLE_VERSION", "אב גד (12)", false),
        ("KITTY_WINDOW_ID", "(12) גד אב", false),
    ] {
        let mut session = in_terminal(variable, &[file]);
        session.wait(variable, |screen| {
            rows_of(screen).iter().any(|it| it.contains(row))
        });
        session.press("q");
        let end = session.end();
        assert_given_back(&end, variable);
        let explicit = b"\x1b[8l";
        let told = end.written.windows(explicit.len()).any(|at| at == explicit);
        assert_eq!(told, is_explicit, "{variable}");

        let shown = in_terminal(variable, &["show", "x", file]).end();
        let shown = rows_of(shown.terminal.screen());
        assert!(shown.iter().any(|it| it == row), "{variable}: {shown:?}");
    }
}

#[test]
fn another_order_changes_what_the_terminal_does_at_once() {
    let mut session = in_terminal("VTE_VERSION", &[]);
    session.wait_for_bytes("\x1b[8l", 1);
    // As on the screen, word by word, as in the text, as the terminal needs it.
    session.press("\x1bb\x1bb");
    session.wait_for_bytes("\x1b[8h", 1);
    session.press("\x1bb\x1bb");
    session.wait_for_bytes("\x1b[8l", 2);
    session.press("q");
    assert_given_back(&session.end(), "quitting");
}

/// What an xterm sends for the left button (0) or the wheel (64 up, 65 down), counted from 0.
fn mouse(button: u8, (column, row): (u16, u16), end: char) -> String {
    format!("\x1b[<{button};{};{}{end}", column + 1, row + 1)
}

#[test]
fn the_mouse_is_taken_used_and_given_back() {
    let mut session = Session::start((100, 40), &[]);
    let reports = |screen: &vt100::Screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion
            && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Sgr
    };
    session.wait("the mouse", |screen| {
        reports(screen) && screen.contents().contains("2 / 28")
    });
    session.press_until(
        &mouse(65, (60, 10), 'M').repeat(4),
        "a place below",
        |screen| !screen.contents().contains(" 0 %"),
    );
    let row = |session: &Session, words: &str| {
        let rows = session.rows();
        rows.iter().position(|row| row.contains(words)).unwrap() as u16
    };
    let second = (5, row(&session, "Thirty-eight"));
    let click = mouse(0, second, 'M') + &mouse(0, second, 'm');
    session.press_until(&click, "the list with its keys", |screen| {
        screen.contents().contains("enter read")
    });
    session.press_until(&click.repeat(2), "the text with its keys", |screen| {
        screen.contents().contains("] next text")
    });
    session.press_until("\x1bOQ", "the mouse given back", |screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            && screen.contents().contains("the mouse selects text")
    });
    session.press_until("\x1bOQ", "the mouse again", reports);
    session.press("q");
    let end = session.end();
    assert!(end.status.success());
    assert_given_back(&end, "the mouse");
    // Not every move: that would wake the program while nothing is asked of it.
    assert!(!String::from_utf8_lossy(&end.written).contains("\x1b[?1003h"));
}

/// Every cell of a screen.
fn cells_of(screen: &vt100::Screen) -> Vec<&vt100::Cell> {
    let (rows, columns) = screen.size();
    let cells = (0..rows.get()).flat_map(|y| (0..columns.get()).map(move |x| (y, x)));
    cells.filter_map(|(y, x)| screen.cell(y, x)).collect()
}

#[test]
fn without_colours_nothing_is_lost() {
    let mut command = CommandBuilder::new(program());
    command.arg("--no-state");
    command.env("NO_COLOR", "1");
    let session = Session::run((100, 40), command);
    session.wait("underlined hits", |screen| {
        let cells = cells_of(screen);
        cells.iter().any(|cell| cell.underline())
            && cells.iter().any(|cell| cell.bold())
            && cells.iter().any(|cell| cell.inverse())
            && cells.iter().all(|cell| {
                cell.fgcolor() == vt100::Color::Default && cell.bgcolor() == vt100::Color::Default
            })
    });
}

#[test]
fn of_sixteen_colours_no_others_are_used() {
    let mut session = Session::start((100, 40), &["--color", "16"]);
    session.wait("a hit on a ground", |screen| {
        cells_of(screen)
            .iter()
            .any(|cell| cell.underline() && matches!(cell.bgcolor(), vt100::Color::Idx(..16)))
    });
    for _ in 0..3 {
        session.press_and_draw("c");
    }
    session.press("q");
    let written = String::from_utf8(session.end().written).unwrap();
    for sequence in written.split("\u{1b}[").skip(1) {
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        if !sequence[end..].starts_with('m') {
            continue;
        }
        let numbers: Vec<u16> = sequence[..end]
            .split(';')
            .map(|number| number.parse().unwrap_or(0))
            .collect();
        let set = |wanted: u16| matches!(wanted, 38 | 48 | 58);
        for (at, _) in numbers.iter().enumerate().filter(|(_, n)| set(**n)) {
            assert!(
                matches!(numbers[at..], [_, 5, ..16, ..]),
                "{:?}",
                &sequence[..=end]
            );
        }
    }
}

#[test]
fn a_note_that_is_told_survives_whatever_ends_the_program() {
    let directory = tempfile::tempdir().unwrap();
    let start = || {
        let mut command = CommandBuilder::new(program());
        command.args(["--state-dir", directory.path().to_str().unwrap()]);
        let session = Session::run((100, 30), command);
        session.wait_for(HINT);
        session
    };
    for round in 1..=3 {
        let mut session = start();
        session.press(&".".repeat(round * 4));
        session.press("V");
        session.wait_for("selected ·");
        session.press("H");
        session.wait_for("highlighted;");
        send("KILL", &session);
        session.end();
        let mut session = start();
        session.press("M");
        session.wait("every highlight", |screen| {
            screen.contents().matches('“').count() == round
        });
        session.press("Q");
        session.end();
    }
}

#[test]
fn the_place_is_kept_between_runs() {
    for how in ["q", "TERM", "HUP"] {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path().to_str().unwrap();
        let start = || {
            let mut command = CommandBuilder::new(program());
            command.args(["--state-dir", state]);
            Session::run((80, 24), command)
        };
        let mut session = start();
        session.wait_for(HINT);
        session.press_until("]", "the second text", |screen| {
            screen.contents().contains(SECOND)
        });
        session.press_until("ddd3j", "a place in the middle", |screen| {
            percent(screen).is_some_and(|percent| percent > 0)
        });
        session.press_until("P", "an answer to the last key", |screen| {
            screen.contents().contains("P does nothing here")
        });
        session.press("z");
        session.wait("zen", |screen| rows_of(screen)[23].is_empty());
        let left = page(&session);
        if how == "q" {
            session.press(how);
        } else {
            send(how, &session);
        }
        assert_given_back(&session.end(), how);
        let mut session = start();
        session.wait_for(HINT);
        session.press("z");
        session.wait("the same page", |screen| rows_of(screen)[..23] == left[..]);
        session.press("q");
        assert!(session.end().status.success());
    }
}

#[test]
fn what_keys_have_set_is_kept_between_runs_and_options_go_before_it() {
    let directory = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = CommandBuilder::new(program());
        command.args(["--state-dir", directory.path().to_str().unwrap()]);
        command.args(arguments);
        Session::run((160, 30), command)
    };
    let is_listed = |screen: &vt100::Screen| rows_of(screen).iter().any(|row| row.contains('│'));
    let mut session = run(&[]);
    session.wait_for(HINT);
    session.press("\\");
    session.wait("the text alone", |screen| !is_listed(screen));
    session.press("ccq");
    assert!(session.end().status.success());
    let state = fs::read_to_string(directory.path().join("state.json")).unwrap();
    assert!(
        state.contains("\"list\"") && state.contains("\"light\""),
        "{state}"
    );
    for arguments in [&[][..], &["--theme", "sepia"]] {
        let mut session = run(arguments);
        session.wait("the text alone", |screen| {
            screen.contents().contains(HINT) && !is_listed(screen)
        });
        session.press("q");
        assert!(session.end().status.success());
        let now = fs::read_to_string(directory.path().join("state.json")).unwrap();
        assert!(now.contains("\"light\""), "{now}");
    }
}

/// When the reader is told that nothing can be kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// With the first frame.
    AtOnce,
    /// Once there is something to keep.
    OnSaving,
}

/// Reads with a folder for its state in which nothing can be kept.
fn read_without_saving(state: &Path, told: Told) {
    let mut command = CommandBuilder::new(program());
    command.args(["--state-dir", state.to_str().unwrap()]);
    let mut session = Session::run((160, 30), command);
    session.wait_for("Leaders of what the report calls");
    if told == Told::AtOnce {
        session.wait_for("cannot keep your place");
        session.press("]");
    } else {
        session.press("]");
        session.wait_for("cannot keep your place");
    }
    session.wait_for(SECOND);
    session.press_until("j", "no complaint", |screen| {
        !screen.contents().contains("cannot keep your place")
    });
    session.press("q");
    let end = session.end();
    assert!(end.status.success());
    assert_given_back(&end, "q");
    let contents = end.terminal.screen().contents();
    assert_eq!(contents, "", "though it was told on the screen");
}

// What stands in the way here stops root too, as a folder's permissions do not.

#[test]
fn a_file_where_the_folder_of_the_state_should_be_is_told_once() {
    let directory = tempfile::tempdir().unwrap();
    let state = directory.path().join("file");
    fs::write(&state, "in the way").unwrap();
    read_without_saving(&state, Told::AtOnce);
    assert_eq!(fs::read_to_string(&state).unwrap(), "in the way");
}

#[test]
fn a_folder_in_which_no_state_can_be_saved_is_told_once() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir(directory.path().join("state.lock")).unwrap();
    read_without_saving(directory.path(), Told::OnSaving);
}

#[test]
fn without_a_place_to_save_it_reads_and_says_so() {
    let mut command = CommandBuilder::new(program());
    command.env_remove("HOME");
    command.env_remove("XDG_STATE_HOME");
    command.env("HOME", "");
    command.cwd("/");
    let session = Session::run((120, 30), command);
    session.wait("a sentence and the text", |screen| {
        let contents = screen.contents();
        contents.contains("cannot keep your place") && contents.contains("hits")
    });
}

#[test]
fn nothing_in_a_text_reaches_the_terminal_as_a_command() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("hostile.txt");
    let text = "A title\n\nred \u{1b}[31m title \u{1b}]0;gotcha\u{7} c1 \u{9b}31m rlo \u{202e}abc\u{202c} end\u{85}of it\n";
    fs::write(&path, text).unwrap();
    let session = Session::start((100, 30), &[path.to_str().unwrap()]);
    session.wait_for("of it");
    let rows = session.rows().join("\n");
    // The emulator does not show the `�` that stands for the C1 control.
    assert!(
        rows.contains("red ␛[31m title ␛]0;gotcha␇ c1 31m rlo abc end"),
        "{rows}"
    );
    let written = String::from_utf8(session.written()).unwrap();
    assert!(
        !written.contains("\u{1b}]0;gotcha")
            && !written.contains('\u{9b}')
            && !written.contains('\u{202e}')
    );
}

#[test]
fn every_size_down_to_one_cell_is_drawn() {
    let mut session = Session::start((80, 24), &[]);
    session.wait_for(HINT);
    for (columns, rows) in [(1, 1), (2, 1), (5, 2), (20, 5), (9, 9), (300, 3), (3, 90)] {
        session.resize(columns, rows);
        session.press("jG??");
    }
    session.resize(80, 24);
    session.press_until("g", "the text again", |screen| {
        screen.contents().contains("hits") && screen.contents().contains(" 0 %")
    });
    session.press("Q");
    assert!(session.end().status.success());
}

/// A file of about 60 MB in `directory`.
fn large_file(directory: &tempfile::TempDir) -> PathBuf {
    let path = directory.path().join("large.txt");
    let paragraph = "The quick brown fox jumps over the lazy dog, and then it rests a while.\n\n";
    fs::write(&path, paragraph.repeat(800_000)).unwrap();
    path
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_file_stands_on_the_screen_without_being_copied() {
    let directory = tempfile::tempdir().unwrap();
    let path = large_file(&directory);
    let mut session = Session::start((100, 30), &[path.to_str().unwrap()]);
    session.wait_for("quick brown fox");
    for (keys, place) in [("G", 100), ("50%", 50), ("g", 0), ("99%", 99)] {
        session.press_until(keys, keys, |screen| percent(screen) == Some(place));
        let kilobytes = session.figure("status", "RssAnon:");
        assert!(kilobytes < 8_000, "{kilobytes} kB of its own at {place} %");
    }
    session.press("q");
    assert!(session.end().status.success());
}

#[test]
fn a_file_that_is_cut_short_while_it_is_read_ends_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = large_file(&directory);
    let mut session = Session::start((100, 30), &[path.to_str().unwrap()]);
    session.wait_for("quick brown fox");
    // Without the list, whose counts may still be on their way.
    session.press_until("\\50%", "the middle", |screen| percent(screen) == Some(50));
    let file = File::options().write(true).open(&path).unwrap();
    file.set_len(100_000).unwrap();
    for keys in ["j", " ", "b", "}", "G", "{", "50%", "\u{c}"] {
        session.press_and_draw(keys);
    }
    session.press_until("g", "what is left", |screen| {
        percent(screen) == Some(0) && screen.contents().contains("quick brown fox")
    });
    session.press("q");
    assert!(session.end().status.success());
}
