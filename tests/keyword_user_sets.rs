//! The reader's own keyword sets: where they are found, and how they hold.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use catchword::{
    keyword::{KeywordSet, bundled, set::Pattern},
    store::keywords,
};
use std::{
    fs,
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

/// A set that gives a term of the bundled one another alias, and has one more.
const OURS: &str = "\
[[category]]
id = \"ours\"
mark = \"U\"
[[term]]
category = \"ours\"
id = \"raisi\"
aliases = [\"the president\"]
[[term]]
category = \"ours\"
id = \"bell\"
aliases = [\"bell\"]
";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn aliases<'s>(set: &'s KeywordSet, id: &str) -> &'s [String] {
    match set
        .terms
        .iter()
        .find(|term| term.id == id)
        .map(|it| &it.pattern)
    {
        Some(Pattern::Aliases(aliases)) => aliases,
        other => panic!("{id} has aliases, not {other:?}"),
    }
}

#[test]
fn without_a_folder_the_bundled_keywords_hold() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none");
    assert_eq!(keywords::load(&[], &[], None).unwrap(), bundled::keywords());
    for folder in [missing.as_path(), folder.path(), Path::new("/dev/null/x")] {
        let set = keywords::load(&[], &[], Some(folder)).unwrap();
        assert_eq!(set, bundled::keywords());
    }
}

#[test]
fn the_readers_terms_hold_beside_the_bundled_ones_and_before_them() {
    let folder = folder(&[("ours.toml", OURS)]);
    let set = keywords::load(&[], &[], Some(folder.path())).unwrap();
    assert_eq!(set.terms.len(), bundled::keywords().terms.len() + 1);
    assert_eq!(aliases(&set, "raisi"), ["the president"]);
    assert_eq!(set.categories.last().unwrap().mark, "U");
}

#[test]
fn the_readers_terms_hold_beside_those_of_a_collection() {
    let folder = folder(&[("ours.toml", OURS)]);
    let own = OURS
        .replace("raisi", "zarif")
        .replace("\"bell\"]", "\"gong\"]");
    let own = [("keywords/own.toml".into(), own.into())];
    let set = keywords::load(&[], &own, Some(folder.path())).unwrap();
    let ids: Vec<&str> = set.terms.iter().map(|term| term.id.as_str()).collect();
    assert_eq!(ids, ["zarif", "bell", "raisi"]);
    assert_eq!(aliases(&set, "bell"), ["bell"]);
}

#[test]
fn files_are_read_in_the_order_of_their_names() {
    let with = |alias: &str| OURS.replace("\"bell\"]", &format!("\"{alias}\"]"));
    let folder = folder(&[
        ("b.toml", &with("second")),
        ("a.toml", &with("first")),
        (".c.toml", "hidden: not read"),
        ("d.toml~", "not read"),
    ]);
    let set = keywords::load(&[], &[], Some(folder.path())).unwrap();
    assert_eq!(aliases(&set, "bell"), ["second"]);
}

#[test]
fn named_files_hold_alone_and_in_their_order() {
    let users = folder(&[("ours.toml", "faulty")]);
    let with = |alias: &str| OURS.replace("\"bell\"]", &format!("\"{alias}\"]"));
    let named = folder(&[("1.toml", &with("first")), ("2.toml", &with("second"))]);
    let files = ["2.toml", "1.toml"].map(|name| named.path().join(name));
    let set = keywords::load(&files, &[], Some(users.path())).unwrap();
    assert_eq!(set.terms.len(), 2);
    assert_eq!(aliases(&set, "bell"), ["first"]);
}

#[test]
fn every_mistake_of_every_file_is_told_at_once() {
    let folder = folder(&[
        ("a.toml", "[[term]]\nid = \"x\"\n"),
        ("c.toml", "schema = 7\n"),
    ]);
    fs::write(folder.path().join("b.toml"), b"# \xc3\xa9\n# caf\xe9").unwrap();
    fs::create_dir(folder.path().join("d.toml")).unwrap();
    symlink("nowhere", folder.path().join("e.toml")).unwrap();
    let error = keywords::load(&[], &[], Some(folder.path())).unwrap_err();
    let root = format!("{}/", folder.path().display());
    let lines: Vec<String> = error
        .to_string()
        .lines()
        .map(|line| line.replace(&root, ""))
        .collect();
    assert_eq!(
        lines,
        [
            "b.toml:2:6: the keywords cannot be read: this is not UTF-8; save the file as UTF-8",
            "d.toml:1:1: the keywords cannot be read: is not a file",
            "e.toml:1:1: the keywords cannot be read: No such file or directory (os error 2)",
            "a.toml:1:1: term `x` has neither `aliases` nor `regex`; give one of them",
            "a.toml:1:1: term `x` has no `category`; add `category = \"…\"`",
            "c.toml:1:10: unsupported schema `7`; this program reads `schema = 1`",
        ]
    );
}

fn catchword(environment: &[(&str, &Path)], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_catchword"));
    command.env_remove("XDG_CONFIG_HOME").env_remove("HOME");
    command.envs(environment.iter().copied());
    command.args(arguments).output().unwrap()
}

/// A home with our set in its `.config`, or in `config`.
fn home(config: &str, set: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(config).join("catchword/keywords");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("ours.toml"), set).unwrap();
    home
}

#[test]
fn the_program_finds_them_in_the_home_folder_and_where_the_environment_says() {
    let set = OURS.replace("\"bell\"]", "\"summit\"]");
    let hits = |environment: &[(&str, &Path)]| {
        let output = catchword(environment, &["hits", "--term", "bell"]);
        assert_eq!(output.stderr, b"");
        !output.stdout.is_empty()
    };
    let dotted = home(".config", &set);
    let named = home("named", &set);
    assert!(hits(&[("HOME", dotted.path())]));
    assert!(hits(&[("XDG_CONFIG_HOME", &named.path().join("named"))]));
    // A relative path is as good as none (XDG Base Directory Specification).
    assert!(hits(&[
        ("HOME", dotted.path()),
        ("XDG_CONFIG_HOME", Path::new("named")),
    ]));
}

#[test]
fn without_an_absolute_home_there_are_none() {
    let dotted = home(".config", "faulty");
    let plain = catchword(&[], &["list"]);
    assert_eq!(plain.status.code(), Some(0));
    let relative = Command::new(env!("CARGO_BIN_EXE_catchword"))
        .env_remove("XDG_CONFIG_HOME")
        .env("HOME", ".")
        .current_dir(dotted.path())
        .arg("list")
        .output()
        .unwrap();
    assert_eq!(relative, plain);
}

#[test]
fn a_mistake_in_one_ends_the_program_before_it_prints() {
    let home = home(".config", "schema = 7\n");
    let output = catchword(&[("HOME", home.path())], &["list"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(output.stdout, b"");
    let wanted = format!(
        "catchword: {}/.config/catchword/keywords/ours.toml:1:10: unsupported schema `7`; this program reads `schema = 1`\n",
        home.path().display()
    );
    assert_eq!(String::from_utf8(output.stderr).unwrap(), wanted);
}
