//! `catchword check`, as an author of texts and keyword sets runs it.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use serde_json::{Value, json};
use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// Five lines of a set, to which terms are added: the first of them begins on line 6.
const CATEGORY: &str = "schema = 1\n[[category]]\nid = \"a\"\nname = \"All\"\nmark = \"A\"\n";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// A set with a term for each pair of id and line that says what it looks for.
fn set(terms: &[(&str, &str)]) -> String {
    let term = |(id, pattern): &(&str, &str)| {
        format!("[[term]]\ncategory = \"a\"\nid = \"{id}\"\n{pattern}\n")
    };
    CATEGORY.to_owned() + &terms.iter().map(term).collect::<String>()
}

/// `catchword check` with these arguments, run in `folder`.
fn check(folder: &Path, arguments: &[&str]) -> Output {
    catchword_command()
        .arg("check")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What it prints, which ends with `status`.
fn printed(folder: &TempDir, arguments: &[&str], status: i32) -> Vec<String> {
    let output = check(folder.path(), arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(status), "{text}");
    text.lines().map(str::to_owned).collect()
}

#[test]
fn an_alias_that_matches_nothing_is_a_warning_at_its_place() {
    let folder = folder(&[
        ("note.txt", "The whale was seen.\n"),
        (
            "set.toml",
            &set(&[("whale", "aliases = [\"whale\", \"leviathan\"]")]),
        ),
    ]);
    assert_eq!(
        printed(&folder, &["--keywords", "set.toml", "note.txt"], 0),
        [
            "set.toml:9:21: warning: alias \"leviathan\" of term `whale` matches nothing",
            "1 document, 1 term, 2 aliases: 0 errors, 1 warning",
        ]
    );
}

#[test]
fn an_alias_that_a_longer_one_always_covers_is_alive() {
    let folder = folder(&[
        ("note.txt", "The free Iran summit.\n"),
        (
            "set.toml",
            &set(&[(
                "summit",
                "aliases = [\"Iran summit\", \"free Iran summit\", \"free Iran\", \"summit\"]",
            )]),
        ),
    ]);
    assert_eq!(
        printed(&folder, &["--keywords", "set.toml", "note.txt"], 0),
        ["1 document, 1 term, 4 aliases: 0 errors, 0 warnings"]
    );
}

#[test]
fn an_alias_matches_by_the_options_of_its_term() {
    let folder = folder(&[
        ("note.txt", "Follow us, and the whales.\n"),
        (
            "set.toml",
            &set(&[
                ("states", "aliases = [\"US\"]\ncase = \"exact\""),
                ("whale", "aliases = [\"whale\"]\nplural = true"),
            ]),
        ),
    ]);
    assert_eq!(
        printed(&folder, &["--keywords", "set.toml", "note.txt"], 0)[0],
        "set.toml:8:6: warning: term `states` has no hit"
    );
}

#[test]
fn a_term_without_a_living_alias_has_no_hit() {
    let folder = folder(&[
        ("note.txt", "Nothing of the kind.\n"),
        (
            "set.toml",
            &set(&[("kraken", "aliases = [\n  \"kraken\",\n  \"crake\",\n]")]),
        ),
    ]);
    assert_eq!(
        printed(&folder, &["--keywords", "set.toml", "note.txt"], 0),
        [
            "set.toml:8:6: warning: term `kraken` has no hit",
            "set.toml:10:3: warning: alias \"kraken\" of term `kraken` matches nothing",
            "set.toml:11:3: warning: alias \"crake\" of term `kraken` matches nothing",
            "1 document, 1 term, 2 aliases: 0 errors, 3 warnings",
        ]
    );
}

#[test]
fn of_keywords_that_were_not_made_for_the_texts_only_the_number_is_told() {
    let folder = folder(&[("note.txt", "Nothing of the kind.\n")]);
    let told = printed(&folder, &["note.txt"], 0);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].ends_with("keywords have no hit here"), "{told:#?}");
    assert!(told[1].ends_with("0 errors, 1 warning"), "{told:#?}");
    assert!(printed(&folder, &["note.txt", "--json"], 0).len() > 50);
}

#[test]
fn a_regex_that_matches_nothing_leaves_its_term_without_a_hit() {
    let folder = folder(&[
        ("note.txt", "In June 2021.\n"),
        (
            "set.toml",
            &set(&[("year", "regex = '\\d{4}'"), ("code", "regex = 'x\\d'")]),
        ),
    ]);
    assert_eq!(
        printed(&folder, &["--keywords", "set.toml", "note.txt"], 0),
        [
            "set.toml:12:6: warning: term `code` has no hit",
            "1 document, 2 terms, 0 aliases: 0 errors, 1 warning",
        ]
    );
}

#[test]
fn every_mistake_is_printed_in_one_pass_with_status_two() {
    let folder = folder(&[
        (
            "texts/collection.toml",
            "title = \"T\"\norder = [\"leter\"]\n",
        ),
        (
            "texts/documents/letter.md",
            "+++\ntitel = \"A\"\ndate = \"2021-02-29\"\n+++\nThe whale.\n",
        ),
        (
            "texts/keywords/a.toml",
            &set(&[(
                "whale",
                "aliases = [\"whale\", \"US\", \"Whale\"]\nregx = \"w\"",
            )]),
        ),
        ("texts/keywords/b.toml", &set(&[("x", "regex = '(a'")])),
    ]);
    assert_eq!(
        printed(&folder, &["texts"], 2),
        [
            "texts/collection.toml:2:10: there is no document `leter`; did you mean `letter`?",
            "texts/documents/letter.md:1:1: the front matter has no title; add a line title = \"…\"",
            "texts/documents/letter.md:2:1: unknown key `titel`; did you mean `title`?",
            "texts/documents/letter.md:3:8: the calendar has no date 2021-02-29; correct its month or day",
            "texts/keywords/a.toml:10:1: unknown key `regx` in a term; did you mean `regex`?",
            "texts/keywords/a.toml:9:21: warning: acronym `US` also matches `us`; \
             set `case = \"exact\"` if that is a word",
            "texts/keywords/a.toml:9:27: warning: alias `Whale` is the same as `whale` after folding; \
             leave one of them out",
            "texts/keywords/b.toml:9:10: bad regex `(a`: unclosed group; \
             correct it or escape the character with `\\`",
            "    (a",
            "    ^",
            "1 document, 0 terms, 0 aliases: 6 errors, 2 warnings",
        ]
    );
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let folder = folder(&[("note.txt", "The whale.\n")]);
    assert_eq!(
        printed(&folder, &["--keywords", "no.toml", "note.txt", "no.txt"], 2),
        [
            "no.txt:1:1: No such file or directory (os error 2)",
            "no.toml:1:1: the keywords cannot be read: No such file or directory (os error 2)",
            "1 document, 0 terms, 0 aliases: 2 errors, 0 warnings",
        ]
    );
}

#[test]
fn without_a_text_no_alias_is_called_dead() {
    let folder = folder(&[("set.toml", &set(&[("whale", "aliases = [\"whale\"]")]))]);
    fs::create_dir(folder.path().join("texts")).unwrap();
    assert_eq!(
        printed(&folder, &["--keywords", "set.toml", "texts"], 2),
        [
            "texts:1:1: no text in texts, where no file ends in .txt, .md, .html, .epub or the like; name one to open it",
            "0 documents, 1 term, 1 alias: 1 error, 0 warnings",
        ]
    );
}

#[test]
fn several_paths_are_checked_as_one_collection() {
    let folder = folder(&[
        (
            "data/documents/one.md",
            "+++\ntitle = \"1\"\n+++\nThe whale.\n",
        ),
        (
            "data/keywords/a.toml",
            &set(&[("whale", "aliases = [\"whale\", \"leviathan\", \"orca\"]")]),
        ),
        ("plain/two.txt", "The Leviathan.\n"),
    ]);
    assert_eq!(
        printed(&folder, &["data", "plain"], 0),
        [
            "data/keywords/a.toml:9:34: warning: alias \"orca\" of term `whale` matches nothing",
            "2 documents, 1 term, 3 aliases: 0 errors, 1 warning",
        ]
    );
}

#[test]
fn of_two_definitions_of_a_term_the_later_one_is_checked() {
    let folder = folder(&[
        ("note.txt", "The whale.\n"),
        ("a.toml", &set(&[("whale", "aliases = [\"old\"]")])),
        (
            "b.toml",
            &set(&[("whale", "aliases = [\"whale\", \"new\"]")]),
        ),
    ]);
    assert_eq!(
        printed(
            &folder,
            &["--keywords", "a.toml", "--keywords", "b.toml", "note.txt"],
            0
        ),
        [
            "b.toml:9:21: warning: alias \"new\" of term `whale` matches nothing",
            "1 document, 1 term, 2 aliases: 0 errors, 1 warning",
        ]
    );
}

#[test]
fn json_has_a_record_for_each_problem_and_a_summary() {
    let folder = folder(&[
        ("bad.md", "+++\ntitle = 1\n+++\nThe whale.\n"),
        (
            "set.toml",
            &set(&[("whale", "aliases = [\"whale\", \"orca\"]")]),
        ),
    ]);
    let records: Vec<Value> = printed(&folder, &["--json", "--keywords", "set.toml", "bad.md"], 2)
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        records,
        [
            json!({
                "type": "problem", "severity": "error", "file": "bad.md", "line": 2, "column": 9,
                "message": "`title` must be a string, not an integer",
            }),
            json!({
                "type": "problem", "severity": "warning", "file": "set.toml", "line": 9, "column": 21,
                "message": "alias \"orca\" of term `whale` matches nothing",
            }),
            json!({
                "type": "summary", "documents": 1, "terms": 1, "aliases": 2, "errors": 1, "warnings": 1,
            }),
        ]
    );
}

#[test]
fn nothing_in_an_alias_acts_on_the_terminal() {
    let folder = folder(&[
        ("note.txt", "The whale.\n"),
        (
            "set.toml",
            &set(&[("x", "aliases = [\"whale\", \"\\u001b[2Jx\"]")]),
        ),
    ]);
    assert_eq!(
        printed(&folder, &["--keywords", "set.toml", "note.txt"], 0)[0],
        "set.toml:9:21: warning: alias \"␛[2Jx\" of term `x` matches nothing"
    );
}

#[test]
fn the_bundled_collection_has_no_error() {
    let output = check(Path::new("."), &["--json"]);
    let last = str::from_utf8(&output.stdout).unwrap().lines().last();
    let summary: Value = serde_json::from_str(last.unwrap()).unwrap();
    assert_eq!(summary["errors"], 0);
}

#[test]
fn the_bundled_set_is_placed_by_its_path_in_the_collection() {
    let folder = folder(&[("note.txt", "The whale.\n")]);
    let printed = printed(&folder, &["note.txt"], 0);
    let (last, problems) = printed.split_last().unwrap();
    assert!(last.starts_with("1 document, 98 terms"), "{last}");
    for problem in problems {
        assert!(
            problem.starts_with("keywords/press-file.toml:"),
            "{problem}"
        );
    }
}

/// The program, without a developer's own keywords.
fn catchword_command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catchword"));
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    command
}
