//! Settings, keys and themes of the reader's own: what is printed about them, and what they do on the screen.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod session;

use serde_json::Value;
use session::Session;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;
use vt100::Color;

/// A folder with a configuration file in it.
struct Configured {
    directory: TempDir,
    file: PathBuf,
}

impl Configured {
    fn new(source: impl AsRef<[u8]>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let folder = directory.path().join("catchword");
        fs::create_dir(&folder).unwrap();
        let file = folder.join("config.toml");
        fs::write(&file, source).unwrap();
        Self { directory, file }
    }

    fn write(&self, source: &str) {
        fs::write(&self.file, source).unwrap();
    }

    /// What the program prints where this is the reader's configuration.
    fn catchword(&self, arguments: &[&str]) -> Output {
        catchword(self.directory.path(), arguments)
    }

    /// The program on a screen with this configuration.
    fn start(&self, arguments: &[&str]) -> Session {
        let file = self.file.to_str().unwrap();
        let session = Session::start((100, 30), &[&["--config", file], arguments].concat());
        session.wait("the text", |screen| !screen.contents().trim().is_empty());
        session
    }
}

fn catchword(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_catchword"))
        .env("XDG_CONFIG_HOME", home)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// The ground of the first cell.
fn ground(screen: &vt100::Screen) -> Color {
    screen.cell(0, 0).unwrap().bgcolor()
}

const DARK: Color = Color::Rgb(0x1C, 0x1C, 0x1C);
const LIGHT: Color = Color::Rgb(0xFD, 0xFA, 0xF3);
const SEPIA: Color = Color::Rgb(0xF4, 0xEC, 0xD8);

const ASK: &str = "\x1b]11;?\x1b\\";

fn count(session: &Session, what: &str) -> usize {
    String::from_utf8_lossy(&session.written())
        .matches(what)
        .count()
}

#[test]
fn config_prints_a_file_that_changes_nothing() {
    let output = catchword(Path::new("/nonexistent"), &["config"]);
    assert!(output.status.success());
    let generated = text(&output.stdout);
    for line in [
        "#theme = \"auto\"",
        "#measure = 72",
        "#next-hit = [\".\"]",
        "#ground = \"#1C1C1C\"",
    ] {
        assert!(generated.lines().any(|it| it == line), "{line}");
    }
    let configured = Configured::new(generated);
    let check = configured.catchword(&["check", "--json"]);
    assert!(check.status.success(), "{}", text(&check.stdout));
    let file = configured.file.to_str().unwrap();
    assert!(!text(&check.stdout).contains(file));
}

#[test]
fn config_prints_records_too() {
    let output = catchword(Path::new("/nonexistent"), &["config", "--json"]);
    let records: Vec<Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let theme = records
        .iter()
        .find(|record| record["name"] == "theme")
        .unwrap();
    assert_eq!(
        (&theme["type"], &theme["default"]),
        (&"setting".into(), &"\"auto\"".into())
    );
    let quit = records
        .iter()
        .find(|record| record["command"] == "quit")
        .unwrap();
    assert_eq!(quit["type"], "key");
    assert_eq!(quit["keys"][1], "ctrl-c");
}

#[test]
fn config_says_where_it_is_read_from() {
    let path = |home: &str, arguments: &[&str]| {
        let output = catchword(
            Path::new(home),
            &[&["config", "--path"], arguments].concat(),
        );
        text(&output.stdout).trim_end().to_owned()
    };
    assert_eq!(
        path("/some/where", &[]),
        "/some/where/catchword/config.toml"
    );
    let configured = Configured::new("");
    let file = configured.file.to_str().unwrap();
    assert_eq!(path("/some/where", &["--config", file]), file);
}

#[test]
fn check_tells_every_mistake_with_its_place() {
    let configured =
        Configured::new("mesure = 60\n[keys]\nzen = \"c c\"\n[themes.dim]\ntext = \"#333333\"\n");
    let output = configured.catchword(&["check"]);
    assert_eq!(output.status.code(), Some(2));
    let printed = text(&output.stdout);
    let file = configured.file.to_str().unwrap();
    for told in [
        "1:1: unknown setting `mesure`; did you mean `measure`?",
        "3:7: `c c` is never reached: `c`, a default key of `theme`, acts at once; give `theme` other keys",
        "5:8: warning: `text` #333333 on `ground` #1C1C1C has a contrast of 1.3; 4.5 can be read",
    ] {
        let line = format!("{file}:{told}");
        assert!(printed.lines().any(|it| it == line), "{line} in\n{printed}");
    }
    let records = configured.catchword(&["check", "--json"]);
    let first: Value = serde_json::from_str(text(&records.stdout).lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["line"], &first["severity"]),
        (&1.into(), &"error".into())
    );
}

#[test]
fn what_is_only_likely_a_mistake_is_no_error() {
    let configured = Configured::new("[themes.dim]\ntext = \"#333333\"\n");
    let output = configured.catchword(&["check"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("2:8: warning: `text` #333333"));
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let twice_too_large = "#".repeat(2 << 20);
    for (source, told) in [
        (
            twice_too_large.as_bytes(),
            ":1:1: the settings cannot be read: is over 1 MiB",
        ),
        (
            &b"zen = true\n\xff\n"[..],
            ":2:1: the settings cannot be read: this is not UTF-8",
        ),
    ] {
        let configured = Configured::new(source);
        let output = configured.catchword(&["check"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stdout).contains(told), "{told}");
    }
    let configured = Configured::new("");
    fs::remove_file(&configured.file).unwrap();
    fs::create_dir(&configured.file).unwrap();
    let output = configured.catchword(&["check"]);
    assert!(text(&output.stdout).contains("cannot be read: is not a file"));
    fs::remove_dir(&configured.file).unwrap();
    std::os::unix::fs::symlink("/no/such/file", &configured.file).unwrap();
    let output = configured.catchword(&["check"]);
    assert!(text(&output.stdout).contains("cannot be read: No such file"));
    // Where there can be none, none is missed.
    for home in ["/dev/null", "/nonexistent"] {
        assert!(catchword(Path::new(home), &["check"]).status.success());
    }
}

#[test]
fn a_file_that_is_named_has_to_be_there() {
    for arguments in [
        &["--config", "/no/such/file", "list"][..],
        &["check", "--config", "/no/such/file"],
    ] {
        let output = catchword(Path::new("/nonexistent"), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = "/no/such/file:1:1: the settings cannot be read: there is no such file";
        assert!(
            text(&output.stderr).contains(told),
            "{}",
            text(&output.stderr)
        );
    }
}

#[test]
fn an_unknown_theme_is_told_with_those_there_are() {
    let configured = Configured::new("[themes.night]\n");
    let output = configured.catchword(&["list", "--theme", "blue"]);
    assert_eq!(output.status.code(), Some(2));
    let known = "unknown theme `blue`; known: auto, dark, light, sepia, contrast, terminal, night";
    assert!(
        text(&output.stderr).contains(known),
        "{}",
        text(&output.stderr)
    );
    assert!(
        configured
            .catchword(&["list", "--theme", "night"])
            .status
            .success()
    );
}

#[test]
fn a_key_of_ones_own_does_what_it_should_and_is_shown() {
    let configured = Configured::new(
        "[keys]\ntheme = \"x\"\nhelp = [\"x x\", \"f1\"]\noutline = \"ctrl-t\"\nfold = \"F\"\n",
    );
    let mut session = configured.start(&[]);
    // `x x` is never reached, so help has its other key.
    session.wait_for("config.toml:3:9: `x x` is never reached");
    session.press("j");
    session.wait_for("f1 keys");
    session.press("x");
    session.wait_for("theme dark");
    session.press("c");
    session.wait_for("c does nothing here; f1 shows the keys");
    session.press("F");
    session.wait_for("only paragraphs with shown hits; F shows all");
    session.press("\x14");
    session.wait_for("Outline");
}

#[test]
fn a_command_without_keys_is_in_the_help_with_what_to_type() {
    let configured =
        Configured::new("[keys]\nline-down = []\nadd-keyword = \"+ +\"\nwider = \"ctrl-w\"\n");
    let mut session = configured.start(&[]);
    session.press("?");
    session.wait_for(":line-down");
    session.press("/forget the\r");
    session.wait_for("if it was made with `+ +`");
}

#[test]
fn the_command_line_goes_before_the_file() {
    let configured = Configured::new("color = \"never\"\ntheme = \"dark\"\n");
    let session = configured.start(&[]);
    session.wait("no colours", |screen| ground(screen) == Color::Default);
    let session = configured.start(&["--color", "true", "--theme", "sepia"]);
    session.wait("sepia", |screen| ground(screen) == SEPIA);
}

#[test]
fn no_answer_of_the_terminal_is_left_to_the_shell() {
    let mut session = Configured::new("").start(&["--color", "true"]);
    session.wait_for_bytes(ASK, 1);
    session.press("q");
    session.press("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    let end = session.end();
    // A terminal that is given back echoes what comes.
    assert!(end.is_cooked);
    assert!(!String::from_utf8_lossy(&end.written).contains("11;rgb"));
}

#[test]
fn the_first_mistake_is_told_on_the_screen_and_how_many_there_are() {
    let one = Configured::new("mesure = 60\n").start(&[]);
    one.wait_for("config.toml:1:1: unknown setting `mesure`; did you mean `measure`?");
    let two = Configured::new("mesure = 60\nspacing = 5\n").start(&[]);
    two.wait_for("2 mistakes, all told by `catchword check`: config.toml:1:1: unknown setting");
}

#[test]
fn settings_are_read_again_without_a_restart() {
    let configured = Configured::new("");
    let mut session = configured.start(&["--color", "true"]);
    session.wait("the list", |screen| screen.contents().contains('│'));
    configured.write("list = false\ntheme = \"sepia\"\n[keys]\nhelp = \"P\"\n");
    session.press(":reload\r");
    session.wait_for("settings, keys and themes read again");
    session.wait("sepia without a list", |screen| {
        ground(screen) == SEPIA && !screen.contents().contains('│')
    });
    // The key that changed it is no change of the file, so it stays; what the file says holds again.
    session.press("B");
    session.wait_for("legend off");
    configured.write("theme = \"sepia\"\nlist = 3\n");
    session.press("\x12");
    session.wait_for("config.toml:2:8: `list` must be true or false, not `3`");
    session.wait("the list", |screen| screen.contents().contains('│'));
    session.press("P");
    session.wait_for("P does nothing here; ? shows the keys");
    session.press("B");
    session.wait_for("legend on");
    fs::remove_file(&configured.file).unwrap();
    session.press("\x12");
    session.wait_for("there is no such file");
}

#[test]
fn a_character_that_suspends_is_typed_into_a_prompt() {
    let configured = Configured::new("[keys]\nsuspend = \"s\"\n");
    let mut session = configured.start(&[]);
    session.press("/summits");
    session.wait_for("/summits");
    session.press("\x1b");
    session.wait("no prompt", |screen| {
        !screen.contents().contains("/summits")
    });
}

#[test]
fn what_keys_can_switch_can_be_so_from_the_start() {
    let configured = Configured::new(
        "list = false\nlegend = false\nmeasure = 40\nmouse = false\nonly_hits = true\nsearch_words = true\n",
    );
    let mut session = configured.start(&[]);
    session.wait("no list and short lines", |screen| {
        let rows = session::rows_of(screen);
        let title = rows.iter().find(|row| row.contains("NCRI plans"));
        !screen.contents().contains('│') && title.is_some_and(|row| !row.contains("first online"))
    });
    assert_eq!(count(&session, "\x1b[?1000h"), 0);
    session.press("&");
    session.wait_for("all paragraphs");
    session.press("/ira");
    session.wait_for("word · 0 here");
}

#[test]
fn a_theme_of_ones_own_can_be_chosen_and_gone_to() {
    let source = "theme = \"night\"\n[themes.night]\nbase = \"dark\"\nground = \"#101418\"\n[themes.day]\nbase = \"light\"\nground = \"#F0FFF0\"\n";
    let configured = Configured::new(source);
    let night = Color::Rgb(0x10, 0x14, 0x18);
    let mut session = configured.start(&["--color", "true"]);
    session.wait("night", |screen| ground(screen) == night);
    session.press("c");
    session.wait_for("theme day");
    session.wait("day", |screen| {
        ground(screen) == Color::Rgb(0xF0, 0xFF, 0xF0)
    });
    // The command line goes before the file, also when it is read again.
    let mut session = configured.start(&["--color", "true", "--theme", "light"]);
    session.wait("light", |screen| ground(screen) == LIGHT);
    session.press("\x12");
    session.wait_for("read again");
    session.wait("light still", |screen| ground(screen) == LIGHT);
    // With 256 colours it has the nearest.
    let session = configured.start(&["--color", "256"]);
    session.wait("the nearest", |screen| ground(screen) == Color::Idx(233));
}

#[test]
fn the_theme_follows_the_answer_of_the_terminal_however_it_comes() {
    for pieces in [
        &["\x1b]11;rgb:ffff/ffff/ffff\x1b\\"][..],
        &["\x1b]11;rgb:ff/ff/ff\x07"],
        &["\x1b]1", "1;rgb:ffff", "/ffff/ff", "ff\x1b", "\\"],
    ] {
        let mut session = Configured::new("").start(&["--color", "true"]);
        session.wait("dark", |screen| ground(screen) == DARK);
        for piece in pieces {
            session.press(piece);
        }
        session.wait("light", |screen| ground(screen) == LIGHT);
        // It has typed nothing.
        session.wait("no notice", |screen| {
            !screen.contents().contains("does nothing here")
        });
        session.press("o");
        session.wait_for("Outline");
    }
}

#[test]
fn a_terminal_that_answers_late_or_not_to_the_end_types_nothing() {
    let mut session = Configured::new("").start(&["--color", "true"]);
    session.press("o");
    session.wait_for("Outline");
    session.press("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    session.wait("light", |screen| {
        ground(screen) == LIGHT && screen.contents().contains("Outline")
    });
    // Cut off by a key, which does what it does.
    session.press("\x1b]11;rgb:00\rK");
    session.wait_for("Keywords · here / all");
}

#[test]
fn the_theme_follows_the_terminal_when_its_colours_change() {
    let mut session = Configured::new("light_theme = \"sepia\"\n").start(&["--color", "true"]);
    session.wait_for_bytes(ASK, 1);
    // A terminal that reports and does not answer is believed.
    session.press("\x1b[?997;2n");
    session.wait("sepia", |screen| ground(screen) == SEPIA);
    session.press("\x1b]11;rgb:0000/0000/0000\x1b\\");
    session.wait("dark again", |screen| ground(screen) == DARK);
    // One that answers is asked again, and so it is when it has the focus again.
    for (report, asked) in [("\x1b[?997;2n", 2), ("\x1b[I", 3)] {
        session.press(report);
        session.wait_for_bytes(ASK, asked);
        session.wait("dark still", |screen| ground(screen) == DARK);
    }
    session.press("\x1b]11;rgb:ffff/ffff/ffff\x1b\\q");
    let written = String::from_utf8_lossy(&session.end().written).into_owned();
    assert!(written.contains("\x1b[?2031h") && written.contains("\x1b[?1004h"));
    assert!(written.contains("\x1b[?2031l") && written.contains("\x1b[?1004l"));
}

#[test]
fn a_terminal_is_asked_only_where_it_matters_and_after_the_first_frame() {
    let session = Configured::new("").start(&[]);
    session.wait_for_bytes(ASK, 1);
    let written = String::from_utf8_lossy(&session.written()).into_owned();
    let drawn = written.find(str::from_utf8(session::END).unwrap());
    assert!(drawn < written.find(ASK));
    for arguments in [
        &["--theme", "dark"][..],
        &["--color", "never"],
        &["--color", "16"],
    ] {
        let session = Configured::new("").start(arguments);
        assert_eq!(count(&session, ASK), 0, "{arguments:?}");
        assert_eq!(count(&session, "\x1b[?1004h"), 0, "{arguments:?}");
    }
    // One that is switched to `auto` later is asked then.
    let mut session = Configured::new("").start(&["--theme", "terminal"]);
    session.press("c");
    session.wait_for("theme auto: dark");
    session.wait_for_bytes(ASK, 1);
}
