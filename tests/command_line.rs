//! The commands that print, as a script runs them.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

fn catchword(arguments: &[&str]) -> Output {
    let mut command = catchword_command();
    command
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

fn records(arguments: &[&str]) -> Vec<Value> {
    let output = catchword(arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn without_a_terminal_it_lists_and_says_so() {
    let bare = catchword(&[]);
    let list = catchword(&["list"]);
    assert!(bare.status.success());
    assert_eq!(bare.stdout, list.stdout);
    assert!(text(&bare.stderr).contains("standard output is no terminal"));
    assert!(list.stderr.is_empty());
}

#[test]
fn list_prints_a_record_for_each_document() {
    let documents = records(&["list", "--json"]);
    assert_eq!(documents.len(), 5);
    for document in &documents {
        assert_eq!(document["type"], "document");
        assert!(document["words"].as_u64().unwrap() >= 500);
        assert!(document["bytes"].as_u64().unwrap() > 3000);
    }
}

#[test]
fn the_hits_of_a_document_are_as_many_as_the_list_says() {
    let hits = records(&["hits", "--json"]);
    for document in records(&["list", "--json"]) {
        let here = hits
            .iter()
            .filter(|hit| hit["document"] == document["id"])
            .count();
        assert_eq!(document["hits"], here);
    }
}

#[test]
fn the_text_of_a_hit_stands_at_its_place() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("note.txt");
    let note = "A note\n\nThe whale — the White\u{a0}Whale — was seen; whales were not.\n";
    fs::write(&path, note).unwrap();
    let keywords = directory.path().join("set.toml");
    fs::write(
        &keywords,
        "schema = 1\nname = \"x\"\n[[category]]\nid = \"animal\"\nname = \"Animals\"\nmark = \"A\"\n\
         [[term]]\ncategory = \"animal\"\nid = \"whale\"\nlabel = \"Whale\"\naliases = [\"whale\", \"white whale\"]\n",
    )
    .unwrap();
    let (keywords, path) = (keywords.to_str().unwrap(), path.to_str().unwrap());
    let hits = records(&["hits", "--json", "--keywords", keywords, path]);
    let found: Vec<&str> = hits
        .iter()
        .map(|hit| hit["text"].as_str().unwrap())
        .collect();
    assert_eq!(found, ["whale", "White\u{a0}Whale"]);
    for hit in &hits {
        let place = hit["start"].as_u64().unwrap() as usize..hit["end"].as_u64().unwrap() as usize;
        assert_eq!(hit["text"], note[place]);
        assert_eq!(hit["term"], "whale");
        assert_eq!(hit["category"], "animal");
        assert_eq!(hit["furniture"], false);
    }
}

#[test]
fn search_prints_each_match_with_its_place() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a.txt");
    fs::write(&path, "A title\n\nFree Iran, free\niran; Janša, jansa.\n").unwrap();
    let path = path.to_str().unwrap();
    let spans = |arguments: &[&str]| -> Vec<(u64, u64, String)> {
        let arguments = [&["search", "--json"], arguments, &[path]].concat();
        let of = |record: Value| {
            assert_eq!(record["type"], "match");
            assert_eq!(record["document"], "a");
            let at = |name: &str| record[name].as_u64().unwrap();
            let text = record["text"].as_str().unwrap().to_owned();
            (at("start"), at("end"), text)
        };
        records(&arguments).into_iter().map(of).collect()
    };
    let free = |start, end, text: &str| (start, end, text.to_owned());
    assert_eq!(
        spans(&["free iran"]),
        [free(9, 18, "Free Iran"), free(20, 29, "free\niran")]
    );
    for nothing in [&["Free iran"][..], &["ran", "--word"]] {
        let output = catchword(&[&["search"], nothing, &[path]].concat());
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
    }
    assert_eq!(spans(&["janša"]), [free(31, 37, "Janša")]);
    assert_eq!(spans(&["jansa"]).len(), 2);
    assert_eq!(
        spans(&["f...", "--regex", "--case"]),
        [free(20, 24, "free")]
    );
    assert_eq!(spans(&["ran"]).len(), 2);
}

#[test]
fn show_prints_no_line_wider_than_asked() {
    for width in [20, 72, 120] {
        let output = catchword(&["show", "2020-summit-report", "--width", &width.to_string()]);
        assert!(output.status.success());
        assert!(
            text(&output.stdout)
                .lines()
                .all(|line| line.chars().count() <= width)
        );
    }
}

#[test]
fn what_is_not_there_is_an_error_with_status_two() {
    for arguments in [
        &["show", "no-such-text"][..],
        &["list", "/no/such/file"],
        &["hits", "--term", "no-such-term"],
        &["hits", "--keywords", "/no/such/file"],
        &["--no-such-option"],
    ] {
        let output = catchword(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn what_is_asked_about_the_program_goes_to_standard_output() {
    let version = concat!("catchword ", env!("CARGO_PKG_VERSION"));
    for (arguments, said) in [
        (&["--version"][..], version),
        (&["-V"], version),
        (
            &["--help"],
            "Usage: catchword [OPTIONS] [PATH]... [COMMAND]",
        ),
        (&["-h"], "Usage: catchword [OPTIONS] [PATH]... [COMMAND]"),
        (&["list", "--help"], "Usage: catchword list"),
    ] {
        let output = catchword(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(text(&output.stdout).contains(said), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn the_version_names_the_commit_where_there_is_one_and_the_features() {
    let root = env!("CARGO_MANIFEST_DIR");
    let commit = Path::new(root).join(".git").exists().then(|| {
        let mut git = Command::new("git");
        git.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE");
        git.args(["-C", root, "rev-parse", "HEAD"]).output()
    });
    let commit = commit.and_then(Result::ok).filter(|it| it.status.success());
    let short = catchword(&["-V"]);
    let line = text(&short.stdout).trim_end();
    match commit {
        Some(commit) => {
            let named = line.rsplit_once(" (").expect("a commit").1;
            let named = named.strip_suffix(')').expect("in brackets");
            assert!(named.len() >= 9, "{line}");
            assert!(text(&commit.stdout).starts_with(named), "{line}");
        }
        None => assert!(line.starts_with(concat!("catchword ", env!("CARGO_PKG_VERSION")))),
    }
    let long = catchword(&["--version"]);
    let lines: Vec<&str> = text(&long.stdout).lines().collect();
    assert_eq!(lines[0], line);
    assert!(lines[1].starts_with("features: "), "{lines:?}");
    assert!(lines[2].starts_with("target: "), "{lines:?}");
}

#[test]
fn finding_nothing_is_status_one() {
    let nowhere = catchword(&["search", "no such words"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert_eq!(text(&nowhere.stdout), "");
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("empty.txt");
    fs::write(&path, "Nothing of the kind stands here.\n").unwrap();
    let output = catchword(&["hits", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

#[test]
fn one_file_that_cannot_be_read_does_not_hide_the_others() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(
        directory.path().join("good.txt"),
        "A good text\n\nIt has words.\n",
    )
    .unwrap();
    fs::write(directory.path().join("picture.txt"), b"\x89PNG\0\0\0").unwrap();
    let output = catchword(&["list", directory.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("good"));
    assert!(text(&output.stderr).contains("picture.txt: is not a text"));
}

#[test]
fn standard_input_can_be_read() {
    use std::io::Write;
    let mut child = catchword_command()
        .args(["list", "--json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"A title of its own\n\nThree more words.\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let record: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["id"], "stdin");
    assert_eq!(record["title"], "A title of its own");
    assert_eq!(record["words"], 8);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let mut child = catchword_command()
        .args(["hits", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(output.stderr.is_empty());
}

/// The program, without a developer's own keywords.
fn catchword_command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catchword"));
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    command
}
