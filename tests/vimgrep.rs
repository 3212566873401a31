//! `--format vimgrep`: every line is a place that an editor can open.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

fn lines(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_catchword"))
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

const SEARCH: [&str; 4] = ["search", "whale", "--format", "vimgrep"];

#[test]
fn a_hit_of_a_plain_text_has_its_line_and_column_in_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let text = "A title\n\nThe é whale was\r\nseen. Whale\nbones.\n";
    fs::write(folder.path().join("note.txt"), text).unwrap();
    let arguments = [&SEARCH[..], &["note.txt"]].concat();
    assert_eq!(
        lines(folder.path(), &arguments),
        ["note.txt:3:8:The é whale was", "note.txt:4:7:seen. Whale"]
    );
}

#[test]
fn a_hit_of_markdown_has_its_place_in_the_file_and_not_in_what_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let text = "+++\ntitle = \"T\"\n+++\n# The *whale*\n\n- [a **whale**](x)\n\n| a | b |\n|---|---|\n| c | whale |\n";
    fs::create_dir(folder.path().join("sea")).unwrap();
    fs::write(folder.path().join("sea/note.md"), text).unwrap();
    let arguments = [&SEARCH[..], &["sea"]].concat();
    assert_eq!(
        lines(folder.path(), &arguments),
        [
            "sea/note.md:4:8:# The *whale*",
            "sea/note.md:6:8:- [a **whale**](x)",
            "sea/note.md:10:7:| c | whale |",
        ]
    );
}

#[test]
fn hits_of_keywords_are_in_the_files_of_a_folder_that_is_laid_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = lines(root, &["hits", "--format", "vimgrep", "data"]);
    let plain = lines(root, &["hits", "data"]);
    assert!(!found.is_empty());
    assert_eq!(found.len(), plain.len());
    for (line, hit) in found.iter().zip(plain) {
        let [path, number, column, text]: [&str; 4] =
            line.splitn(4, ':').collect::<Vec<_>>().try_into().unwrap();
        let file = fs::read_to_string(root.join(path)).unwrap();
        let number: usize = number.parse().unwrap();
        let column: usize = column.parse().unwrap();
        let there = &file.lines().nth(number - 1).unwrap()[column - 1..];
        // The hit's text stands last: where the file breaks its line, the line has the beginning.
        let hit = hit.rsplit_once(")  ").unwrap().1;
        let begins = hit.split_whitespace().next().unwrap();
        assert!(there.starts_with(begins), "{line}: {hit}");
        assert!(text.contains(begins), "{line}: {hit}");
    }
}

#[test]
fn a_text_without_a_file_has_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let found = lines(folder.path(), &["search", "summit", "--format", "vimgrep"]);
    assert!(found[0].starts_with("2020-summit-report:"), "{}", found[0]);
}

#[test]
fn a_line_without_end_is_cut_around_the_hit() {
    let folder = tempfile::tempdir().unwrap();
    let long = "é".repeat(100_000);
    fs::write(
        folder.path().join("a.txt"),
        format!("{long} whale {long}\n"),
    )
    .unwrap();
    let found = lines(folder.path(), &[&SEARCH[..], &["a.txt"]].concat());
    assert!(found[0].starts_with("a.txt:1:200002:"), "{}", found[0]);
    assert!(found[0].len() < 500 && found[0].contains("whale"));
}

#[test]
fn a_large_text_that_stays_in_its_file_is_counted_too() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Words of é no account.\n".repeat(100_000) + "The whale.\n";
    fs::write(folder.path().join("a.txt"), text).unwrap();
    let found = lines(folder.path(), &[&SEARCH[..], &["a.txt"]].concat());
    assert_eq!(found, ["a.txt:100001:5:The whale."]);
}
