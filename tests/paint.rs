//! What the commands find, painted as on the screen.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod printed;
mod session;

use portable_pty::CommandBuilder;
use printed::Texts;
use session::{Session, program};

const SET: &str = r#"
[[category]]
id = "animal"
name = "Animals"
mark = "A"
color = "red"
[[term]]
category = "animal"
id = "whale"
label = "Whale"
aliases = ["white whale"]
"#;

const TEXT: &str =
    "+++\ntitle = \"Sea\"\n+++\nHere a white\nwhale swam, and \u{1b}[31mno other white whale.\n";

const COMMANDS: [&[&str]; 5] = [
    &["show", "sea"],
    &["show", "sea", "--width", "12"],
    &["hits"],
    &["search", "swam"],
    &["concordance", "whale", "--width", "60"],
];

fn sea() -> Texts {
    Texts::new(SET, &[("sea.md", TEXT)])
}

/// The text without what paints it, and how often something is painted.
fn unpainted(text: &str) -> (String, usize) {
    let sequence = regex::Regex::new("\u{1b}\\[0(;[0-9]+)*m").unwrap();
    let ends = text.matches("\u{1b}[0m").count();
    (sequence.replace_all(text, "").into_owned(), ends)
}

#[test]
fn always_paints_what_is_found_and_changes_nothing_else() {
    let texts = sea();
    for command in COMMANDS {
        let plain = texts.text(command);
        assert!(!plain.contains('\u{1b}'), "{plain}");
        for color in ["auto", "16", "256", "true", "never"] {
            let arguments = [command, &["--color", color]].concat();
            assert_eq!(texts.text(&arguments), plain, "{arguments:?}");
        }
        let painted = texts.text(&[command, &["--color", "always"]].concat());
        let (unpainted, parts) = unpainted(&painted);
        assert_eq!(unpainted, plain);
        assert!(parts >= 1, "{painted}");
    }
    let json = texts.text(&["hits", "--json", "--color", "always"]);
    assert!(!json.contains('\u{1b}'));
}

#[test]
fn a_hit_is_painted_where_the_line_breaks_it() {
    let painted = sea().text(&["show", "sea", "--width", "12", "--color", "always"]);
    let lines = painted.lines().filter(|line| line.contains('\u{1b}'));
    assert_eq!(lines.count(), 4, "{painted}");
}

#[test]
fn on_a_terminal_what_is_found_is_painted_unless_colours_are_not_wanted() {
    let directory = tempfile::tempdir().unwrap();
    let (text, set) = (
        directory.path().join("sea.md"),
        directory.path().join("k.toml"),
    );
    std::fs::write(&text, TEXT).unwrap();
    std::fs::write(&set, SET).unwrap();
    for (color, is_painted) in [
        ("auto", true),
        ("16", true),
        ("true", true),
        ("never", false),
    ] {
        let mut command = CommandBuilder::new(program());
        command.args(["show", "sea", "--color", color, "--keywords"]);
        command.arg(&set);
        command.arg(&text);
        let session = Session::run((80, 24), command);
        let end = session.end();
        let written = String::from_utf8(end.written).unwrap();
        assert!(written.contains("swam"), "{written}");
        assert_eq!(
            written.contains("\u{1b}[0;"),
            is_painted,
            "{color} {written:?}"
        );
    }
}
