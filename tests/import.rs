//! `catchword import`: files become documents of a collection, and nothing is written over.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn catchword(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_catchword"))
        .args(words)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const LETTER: &str = "The Quiet Harbour\n\nBy Jane Doe\nPublished: 3 March 2025\n\nThe harbour is *quiet* again, and whoever came \
                      by ship looks for a room. 1 < 2.\n";

#[test]
fn what_is_imported_is_read_as_the_same_text_with_what_it_states() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), LETTER).unwrap();
    fs::write(folder.path().join("note.txt"), "hello\n").unwrap();
    let output = catchword(
        folder.path(),
        &["import", "letter.txt", "note.txt", "-o", "new"],
    );
    assert_eq!(
        text(&output.stdout),
        "new/letter.md\nnew/note.md: it states no author; it states no date\n"
    );
    assert!(output.status.success());
    let checked = catchword(folder.path(), &["check", "new"]);
    assert!(checked.status.success(), "{checked:?}");
    let list = catchword(folder.path(), &["list", "--json", "new"]);
    let records: Vec<Value> = text(&list.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(records[0]["title"], "The Quiet Harbour");
    assert_eq!(records[0]["date"], "2025-03-03");
    assert_eq!(records[0]["authors"], serde_json::json!(["Jane Doe"]));
    assert_eq!(records[1]["date"], Value::Null);
    let shown = |path: &str| {
        let output = catchword(folder.path(), &["show", "letter", path]);
        let text = text(&output.stdout);
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (before, after) = (shown("letter.txt"), shown("new/letter.md"));
    let body = |words: &[String]| {
        let at = words.iter().position(|word| word == "By").unwrap();
        words[at..].join(" ")
    };
    assert_eq!(body(&before), body(&after));
    assert!(body(&after).contains("*quiet*") && body(&after).ends_with("1 < 2."));
}

#[test]
fn a_laid_out_folder_gets_its_texts_in_documents_and_no_file_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), LETTER).unwrap();
    fs::create_dir_all(folder.path().join("data/documents")).unwrap();
    let import = |more: &[&str]| {
        let words = [&["import", "letter.txt", "-o", "data"], more].concat();
        catchword(folder.path(), &words)
    };
    let output = import(&["--json"]);
    let record: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    assert_eq!(record["path"], "data/documents/letter.md");
    assert_eq!(record["doubts"], serde_json::json!([]));
    let path = folder.path().join("data/documents/letter.md");
    fs::write(&path, "mine").unwrap();
    let output = import(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr)
            .contains("data/documents/letter.md is there already and stays as it is"),
        "{output:?}"
    );
    assert_eq!(fs::read_to_string(path).unwrap(), "mine");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), LETTER).unwrap();
    let output = catchword(
        folder.path(),
        &["import", "none.txt", "letter.txt", "-o", "new"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("none.txt"), "{output:?}");
    assert!(folder.path().join("new/letter.md").is_file());
    let output = catchword(folder.path(), &["import", "letter.txt", "-o", "letter.txt"]);
    assert!(
        text(&output.stderr).contains("cannot make the folder letter.txt"),
        "{output:?}"
    );
}
