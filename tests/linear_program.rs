//! The real program without a screen: a script on a pipe, and lines at a terminal.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod session;

use portable_pty::CommandBuilder;
use session::{Session, program};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

const GREETING: &str = "catchword. An empty line reads on";

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    command
        .arg("--linear")
        .args(arguments)
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "dumb")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What a script of lines has it print; it ends with status 0.
#[track_caller]
fn told(arguments: &[&str], script: &str) -> String {
    let mut child = command(arguments).spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(script.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    let told = String::from_utf8(output.stdout).unwrap();
    let is_drawn = |c: char| matches!(c, '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}');
    let wrong = told
        .chars()
        .find(|&c| c != '\n' && c.is_control() || is_drawn(c));
    assert_eq!(wrong, None, "{told}");
    told
}

#[test]
fn a_script_is_obeyed_line_by_line_and_ends_with_its_input() {
    let told = told(
        &["--no-state"],
        "next-hit\n/zoom\noutline\n2\n4 next-hit\n4 next-hit",
    );
    let mut rest = &told[..];
    for words in [
        GREETING,
        "text 1 of 5: NCRI plans a stronger campaign",
        "hit 1 of 63, Resistance as “Iranian resistance”",
        "match 1 of 1, 1 in all texts, A summit by video link",
        "Outline, 5 rows\n1. A summit by video link, heading 2, 8 hits\n",
        "heading 2: What the council plans\n",
        "hit 2 of 13, ",
    ] {
        let found = rest.find(words);
        rest = &rest[found.unwrap_or_else(|| panic!("{words}\n{told}"))..];
    }
}

#[test]
fn where_no_program_opens_addresses_that_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("links.md");
    fs::write(&text, "A [page](https://example.org/page) of it.\n").unwrap();
    let mut child = command(&["--no-state"])
        .arg(&text)
        .env("PATH", folder.path())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"links\n1\ninformation\n").unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let (_, after) = told.split_once("Links, 1 row").unwrap();
    let (answer, _) = after.split_once("About this document").unwrap();
    assert!(answer.contains("no program here opens addresses"), "{told}");
    assert!(!answer.contains("opening"), "{told}");
}

#[test]
fn every_list_is_told() {
    let script = "list\nesc\no\nesc\nK\n1\nesc\nnext-hit\np\nC\nesc\n//iran\nesc\nA\nA\nA\nA\nA\nesc\nm a\nV\na seen\nM\nesc\ni\nhelp\n";
    let told = told(&["--no-state"], script);
    for words in [
        "Texts, 5 rows\n1. NCRI plans",
        "Outline, 5 rows\n1. A summit",
        "Keywords, 8 rows\n1. category S, State figures: 2 here, 28 in all",
        "Keyword\nResistance\nCategory: C Change\n",
        "Resistance, 14 hits in 4 of 5 texts",
        "Matches, ",
        "Dispersion, 5 rows",
        "Keyness, ",
        "Collocates, ",
        "Co-occurrence, ",
        "Dates, 17 rows",
        "Marks and notes, 2 rows",
        "About this document\nPlace: text 1 of 5, 0 percent, about ",
        "An empty line reads on, and in a list tells its next rows.",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
}

#[test]
fn place_and_notes_are_those_of_the_screen() {
    let state = tempfile::tempdir().unwrap();
    let state_dir = ["--state-dir", state.path().to_str().unwrap()];
    let first = told(
        &state_dir,
        "2 next-document\nG\nV\na well said\nquit\nnever\n",
    );
    assert!(!first.contains("never"), "{first}");
    let again = told(&state_dir, "notes\n");
    assert!(again.contains("text 3 of 5: "), "{again}");
    assert!(again.contains("1. note: well said, on “"), "{again}");
    // The screen begins at the same place.
    let mut command = CommandBuilder::new(program());
    command.args(state_dir);
    let mut screen = Session::run((100, 30), command);
    screen.wait_for("Yaqubi");
    screen.wait("the end", |screen| screen.contents().contains("100 %"));
    screen.press("q");
    assert!(screen.end().status.success());
    // And the lines where the screen was left.
    let mut command = CommandBuilder::new(program());
    command.args(state_dir);
    let mut screen = Session::run((100, 30), command);
    screen.wait_for("100 %");
    screen.press("]g");
    screen.wait_for("0 %");
    screen.press("q");
    assert!(screen.end().status.success());
    assert!(told(&state_dir, "").contains("text 4 of 5: "));
}

#[test]
fn a_large_text_is_waited_for() {
    let texts = tempfile::tempdir().unwrap();
    let path = texts.path().join("large.txt");
    let mut text = "Nothing is here to be found, only words.\n\n".repeat(100_000);
    text.push_str("At last a whale.\n");
    fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let told = told(&["--no-state", path], "/whale\n* last\nnext-hit\nA\n");
    assert!(
        told.contains("match 1 of 1, 1 in all texts\nAt last a whale.\n"),
        "{told}"
    );
    assert!(
        told.contains("hit 1 of 1, last\nAt last a whale.\n"),
        "{told}"
    );
    assert!(told.contains("last: 1 hit in 1 of 1 text"), "{told}");
    assert!(!told.contains("looking"), "{told}");
}

#[test]
fn what_is_copied_is_told_and_files_are_written() {
    let files = tempfile::tempdir().unwrap();
    let rows = files.path().join("rows.tsv");
    let script = format!("next-hit\nV\ny\nC\nexport {}\n", rows.display());
    let told = told(&["--no-state"], &script);
    assert!(
        told.contains(
            "the text to copy is\nLeaders of what the report calls the Iranian resistance intend"
        ),
        "{told}"
    );
    assert!(Path::new(&rows).exists(), "{told}");
}

#[test]
fn whoever_stops_listening_hears_no_complaint() {
    let mut child = command(&["--no-state"]).spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    output.read_line(&mut first).unwrap();
    assert!(first.starts_with(GREETING));
    drop(output);
    // It may have ended before all of them are written.
    let _ = child
        .stdin
        .take()
        .unwrap()
        .write_all("help\n".repeat(5000).as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_signal_saves_the_place() {
    let state = tempfile::tempdir().unwrap();
    let state_dir = ["--state-dir", state.path().to_str().unwrap()];
    let mut child = command(&state_dir).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    input.write_all(b"next-document\n").unwrap();
    let mut line = String::new();
    while !line.starts_with("text 2 of 5") {
        line.clear();
        assert!(output.read_line(&mut line).unwrap() > 0);
    }
    let mut kill = Command::new("kill");
    kill.args(["-s", "TERM", &child.id().to_string()]);
    assert!(kill.status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), None);
    assert!(told(&state_dir, "").contains("text 2 of 5: "));
}

#[test]
fn a_view_can_be_begun_with() {
    let told = told(
        &["--no-state", "--at", "2025-foroutan-letter@0?search=evin"],
        "n\n",
    );
    assert!(told.contains("text 4 of 5: Foroutan"), "{told}");
    assert!(told.contains("match 1 of "), "{told}");
}

#[test]
fn standard_input_may_be_the_text_and_the_terminal_the_commands() {
    let mut command = CommandBuilder::new("sh");
    let program = program().into_string().unwrap();
    let line = format!("printf 'Call me Ishmael.\\n' | {program} --linear -");
    command.args(["-c", &line]);
    let mut session = Session::run((80, 24), command);
    session.wait_for_bytes("Call me Ishmael.", 1);
    session.press("/ishmael\n");
    session.wait_for_bytes("match 1 of 1", 1);
    session.press("quit\n");
    assert!(session.end().status.success());
}

#[test]
fn without_a_screens_characters_the_programs_own_are_plain() {
    let mut child = command(&["--no-state"]).env("LC_ALL", "C").spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"next-hit\nC\nhelp\nA\n").unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("Resistance as \"Iranian resistance\""),
        "{told}"
    );
    assert!(!told.contains(['“', '”', '…', '’', '·']), "{told}");
}

#[test]
fn a_command_that_prints_needs_no_lines() {
    let output = command(&["list"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("`--linear` is a way to read"), "{error}");
}

/// Everything that a session at a terminal writes, what is typed and echoed included.
fn written_at_a_terminal(command: CommandBuilder, lines: &[(&str, &str)]) -> (Vec<u8>, bool) {
    let mut session = Session::run((80, 24), command);
    session.wait_for_bytes(GREETING, 1);
    session.wait_for_bytes("inside Iran.", 1);
    for (typed, answer) in lines {
        session.press(&format!("{typed}\n"));
        session.wait_for_bytes(answer, 1);
    }
    session.press("quit\n");
    let end = session.end();
    assert!(end.status.success());
    (end.written, end.is_cooked)
}

const LINES: [(&str, &str); 9] = [
    ("", "heading 2: What the council plans"),
    ("next-hit", "hit 13 of 63"),
    ("/executed", "match 1 of 1"),
    ("K", "8. category C, Change"),
    ("esc", "back to the text"),
    ("A", "Dispersion, 5 rows"),
    ("esc", "back to the text"),
    ("C", "was [executed] on Monday"),
    ("help", "An empty line reads on, and in"),
];

#[track_caller]
fn assert_nothing_but_lines(written: &[u8]) {
    let wrong = written
        .iter()
        .find(|byte| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r'));
    assert_eq!(wrong, None);
    let text = str::from_utf8(written).unwrap();
    assert_eq!(text.matches('\r').count(), text.matches("\r\n").count());
    let is_drawn = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}');
    assert_eq!(text.chars().find(|&c| is_drawn(c)), None);
}

#[test]
fn at_a_terminal_nothing_is_written_but_lines() {
    let mut command = CommandBuilder::new(program());
    command.args(["--linear", "--no-state"]);
    let (written, is_cooked) = written_at_a_terminal(command, &LINES);
    assert_nothing_but_lines(&written);
    assert!(is_cooked);
}

#[test]
fn a_terminal_that_can_do_no_more_gets_lines_and_hears_why() {
    let mut command = CommandBuilder::new(program());
    command.arg("--no-state");
    command.env("TERM", "dumb");
    let (written, _) = written_at_a_terminal(command, &LINES[..1]);
    assert_nothing_but_lines(&written);
    let text = String::from_utf8(written).unwrap();
    assert!(text.contains("so this is `catchword --linear`"), "{text}");
}

#[test]
fn the_end_of_the_input_at_a_terminal_leaves() {
    let mut command = CommandBuilder::new(program());
    command.args(["--linear", "--no-state"]);
    let mut session = Session::run((80, 24), command);
    session.wait_for_bytes("inside Iran.", 1);
    session.press("\u{4}");
    assert!(session.end().status.success());
}
