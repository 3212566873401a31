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
use session::{Session, program, rows_of};
use std::fs;

const HINT: &str = "? keys";

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

#[test]
fn it_reads_and_leaves_the_terminal_as_it_was() {
    let mut session = Session::start((80, 24), &[]);
    session.wait("the first screen", |screen| {
        screen.alternate_screen() && screen.hide_cursor() && screen.contents().contains("? keys")
    });
    session.press("q");
    let (status, terminal) = session.end();
    assert!(status.success());
    assert!(!terminal.screen().alternate_screen());
    assert!(!terminal.screen().hide_cursor());
    assert!(!terminal.screen().bracketed_paste());
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
    session.wait_for(HINT);
    session.press("z");
    session.press_until("dd7j", "somewhere in the middle", |screen| {
        !screen.contents().contains(HINT)
    });
    let (marker, top) = (" %", page(&session));
    session.press_until("z", "the status line", |screen| {
        screen.contents().contains(marker)
    });
    let top_row = page(&session);
    for step in 0..100_u16 {
        session.resize(20 + (step * 37) % 140, 5 + (step * 13) % 50);
    }
    session.resize(100, 30);
    session.wait("the same rows as before", |screen| {
        let rows = rows_of(screen);
        rows.len() == 30 && rows[..29] == top_row[..]
    });
    assert!(top.iter().any(|row| !row.is_empty()));
}

#[test]
fn a_burst_of_two_thousand_keys_is_drawn_in_few_frames() {
    let mut session = Session::start((80, 24), &[]);
    session.wait_for(HINT);
    let before = session.written().len();
    session.press(&"j".repeat(2000));
    session.wait_for("end of the text");
    let bytes = session.written().len() - before;
    // A frame of this size is about 4 KB; 2,000 of them would be 8 MB.
    assert!(bytes < 400_000, "{bytes} bytes were written");
    session.press("q");
    assert!(session.end().0.success());
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT", "QUIT"] {
        let session = Session::start((80, 24), &[]);
        session.wait_for(HINT);
        let id = session.id().to_string();
        assert!(
            std::process::Command::new("kill")
                .args(["-s", signal, &id])
                .status()
                .unwrap()
                .success()
        );
        let (status, terminal) = session.end();
        assert!(!status.success(), "{signal}");
        assert!(!terminal.screen().alternate_screen(), "{signal}");
        assert!(!terminal.screen().hide_cursor(), "{signal}");
    }
}

#[test]
fn stopping_and_continuing_gives_the_terminal_back_and_takes_it_again() {
    let mut command = CommandBuilder::new("bash");
    let program = program().into_string().unwrap();
    let script = format!(
        "set -m; '{program}' --no-state; stty -a | grep -qw -- -icanon && echo RAW || echo COOKED; fg; echo OVER"
    );
    command.args(["--norc", "-c", &script]);
    let mut session = Session::run((80, 24), command);
    session.wait_for(HINT);
    session.press("\u{1a}");
    session.wait("the screen again, after the shell", |screen| {
        screen.alternate_screen() && screen.contents().contains(HINT)
    });
    session.press("]");
    session.wait_for("text");
    session.press("q");
    let (_, terminal) = session.end();
    let contents = terminal.screen().contents();
    assert!(contents.contains("COOKED"), "{contents}");
    assert!(contents.contains("OVER"), "{contents}");
}

#[test]
fn without_colours_nothing_is_lost() {
    let mut command = CommandBuilder::new(program());
    command.arg("--no-state");
    command.env("NO_COLOR", "1");
    let session = Session::run((100, 40), command);
    session.wait("underlined hits", |screen| {
        let (rows, columns) = screen.size();
        let (rows, columns) = (rows.get(), columns.get());
        let cells = (0..rows).flat_map(|y| (0..columns).map(move |x| (y, x)));
        let cells: Vec<_> = cells.filter_map(|(y, x)| screen.cell(y, x)).collect();
        cells.iter().any(|cell| cell.underline())
            && cells.iter().any(|cell| cell.bold())
            && cells.iter().any(|cell| cell.inverse())
            && cells.iter().all(|cell| {
                cell.fgcolor() == vt100::Color::Default && cell.bgcolor() == vt100::Color::Default
            })
    });
}

#[test]
fn the_place_is_kept_between_runs() {
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
        screen.contents().contains("81 hits")
    });
    session.press("ddd");
    session.press_until("3j", "a place in the middle", |screen| {
        !screen.contents().contains(" 0 %")
    });
    session.press("z");
    session.wait("zen", |screen| !screen.contents().contains(HINT));
    let left = page(&session);
    session.press("q");
    assert!(session.end().0.success());
    let mut session = start();
    session.wait_for(HINT);
    session.press("z");
    session.wait("the same page", |screen| rows_of(screen)[..23] == left[..]);
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
    assert!(session.end().0.success());
}

#[test]
fn a_large_file_stands_on_the_screen_without_being_copied() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("large.txt");
    let paragraph = "The quick brown fox jumps over the lazy dog, and then it rests a while.\n\n";
    fs::write(&path, paragraph.repeat(300_000)).unwrap();
    let mut session = Session::start((100, 30), &[path.to_str().unwrap()]);
    session.wait_for("quick brown fox");
    session.press_until("G", "the end", |screen| screen.contents().contains("100 %"));
    session.press_until("50%", "the middle", |screen| {
        screen.contents().contains("50 %")
    });
    let status = fs::read_to_string(format!("/proc/{}/status", session.id())).unwrap();
    let private = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"))
        .and_then(|kilobytes| {
            kilobytes
                .trim()
                .trim_end_matches(" kB")
                .parse::<usize>()
                .ok()
        });
    if let Some(private) = private {
        assert!(
            private < 16_000,
            "{private} kB of private memory for a file of 22 MB"
        );
    }
    session.press("q");
    assert!(session.end().0.success());
}
