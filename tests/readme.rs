//! The README says what is true.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;

use catchword::app::{keymap, settings};
use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::{
    env, fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// Puts `new` between the two lines of a marker.
fn with(readme: &str, marker: &str, new: &str) -> String {
    let (open, close) = (
        format!("<!-- {marker} -->\n"),
        format!("<!-- /{marker} -->"),
    );
    let (before, rest) = readme
        .split_once(&open)
        .expect("the README has the opening marker");
    let (_, after) = rest
        .split_once(&close)
        .expect("the README has the closing marker");
    format!("{before}{open}{new}{close}{after}")
}

#[test]
fn the_picture_and_the_tables_are_the_programs_own() {
    let readme = fs::read_to_string(PATH).unwrap();
    let screen = drawn::rows(&drawn::bundled((104, 28))).join("\n");
    let wanted = with(&readme, "picture", &format!("\n```text\n{screen}\n```\n\n"));
    let wanted = with(&wanted, "keys", &format!("\n{}\n", keymap::markdown()));
    let wanted = with(
        &wanted,
        "settings",
        &format!("\n{}\n", settings::markdown()),
    );
    assert_or_update(PATH, &readme, &wanted);
}

/// Writes what is wanted where that is asked for; else it must be there.
fn assert_or_update(path: &str, is: &str, wanted: &str) {
    if env::var_os("UPDATE").is_some() {
        return fs::write(path, wanted).unwrap();
    }
    assert!(is == wanted, "run `UPDATE=1 cargo test --test readme`");
}

/// The frames of the tour: what to press, and what is seen then.
const TOUR: [(&str, &str); 8] = [
    (
        "",
        "the list, the text, and its keywords in the colours of their categories",
    ),
    (
        ". . .",
        ". goes from hit to hit; the strips show where else the term stands",
    ),
    (
        "C s s",
        "C: every hit with the words around it, sorted by the next word",
    ),
    ("esc A", "A: where the hits stand in each text"),
    ("esc 4 A", "4A: which keywords meet, and how often"),
    (
        "esc . V H . V a W h o space s a y s space s o ? enter",
        "V selects a sentence, H highlights, a writes a note",
    ),
    (
        "M",
        "M: marks, highlights and notes, found again where the text has changed",
    ),
    ("esc g D J", "D sets two columns, J justifies"),
];

#[test]
fn the_tour_is_the_programs_own() {
    const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pictures/tour.svg");
    let mut model = drawn::bundled((150, 34));
    let frames = TOUR.map(|(keys, caption)| {
        drawn::press(&mut model, keys);
        model.notice = None;
        (caption, drawn::cells(&model))
    });
    let wanted = drawn::svg::tour(&frames);
    let is = fs::read_to_string(PICTURE).unwrap_or_default();
    assert_or_update(PICTURE, &is, &wanted);
}

const NOTE: &str = "# A note\n\nIran, and the regime in it.\n";

/// The lines of the README that a shell reads.
fn shell_lines(readme: &str) -> Vec<&str> {
    let blocks = readme.split("\n```sh\n").skip(1);
    let lines = blocks.flat_map(|block| block.split("\n```").next().unwrap_or_default().lines());
    lines.filter(|line| !line.trim().is_empty()).collect()
}

#[test]
fn every_command_runs_as_it_stands_there() {
    let readme = fs::read_to_string(PATH).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    for name in ["home", "texts", "saved"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    for name in [
        "notes.md",
        "report.txt",
        "texts/a.md",
        "saved/b.txt",
        "a.md",
        "b.txt",
    ] {
        fs::write(folder.path().join(name), NOTE).unwrap();
    }
    let set = "[[category]]\nid = \"c\"\nmark = \"C\"\n[[term]]\ncategory = \"c\"\nid = \"iran\"\naliases = [\"Iran\"]\n";
    fs::write(folder.path().join("names.toml"), set).unwrap();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(NOTE.as_bytes()).unwrap();
    let zst = compress_to_vec(NOTE.as_bytes(), CompressionLevel::Fastest);
    for (name, bytes) in [
        ("log.txt.gz", packed.finish().unwrap()),
        ("old.txt.zst", zst),
        // “Привет.”
        ("a.txt", b"\xf0\xd2\xc9\xd7\xc5\xd4.\n".to_vec()),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let program = Path::new(env!("CARGO_BIN_EXE_catchword")).parent().unwrap();
    let path = env::join_paths(
        [program.to_owned()]
            .into_iter()
            .chain(env::split_paths(&env::var_os("PATH").unwrap())),
    )
    .unwrap();
    let (built, run): (Vec<_>, Vec<_>) = shell_lines(&readme)
        .into_iter()
        .partition(|line| line.contains("cargo "));
    // What builds the program has been done before a test runs.
    assert!((2..=6).contains(&built.len()), "{built:#?}");
    assert!(run.len() >= 15, "{run:#?}");
    for line in run {
        let mut child = Command::new("sh")
            .args(["-c", line])
            .current_dir(folder.path())
            .env_clear()
            .env("PATH", &path)
            .env("HOME", &home)
            .env("TERM", "xterm-256color")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // Who reads none has closed it.
        let _ = stdin.write_all(b"A text that comes through a pipe, about Iran.\n");
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{line}\n{output:?}");
        let is_quiet = line.contains(" > ");
        assert_eq!(output.stdout.is_empty(), is_quiet, "{line}\n{output:?}");
    }
    for written in [
        "state.csv",
        "texts/b.md",
        "home/.config/catchword/config.toml",
    ] {
        assert!(folder.path().join(written).is_file(), "{written}");
    }
}
