//! The reader's own keyword sets: where they are found, how they hold, and how a term gets into them.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use catchword::{
    keyword::{
        Definition, KeywordSet,
        adhoc::{self, Added},
        bundled,
        set::{self, Pattern},
    },
    store::{
        carried::Carried,
        keywords,
        user_sets::{self, Saved},
    },
};
use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
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
    assert_eq!(
        keywords::load(&Carried::BUNDLED, &[], &[], None).unwrap(),
        bundled::keywords()
    );
    for folder in [missing.as_path(), folder.path(), Path::new("/dev/null/x")] {
        let set = keywords::load(&Carried::BUNDLED, &[], &[], Some(folder)).unwrap();
        assert_eq!(set, bundled::keywords());
    }
}

#[test]
fn the_readers_terms_hold_beside_the_bundled_ones_and_before_them() {
    let folder = folder(&[("ours.toml", OURS)]);
    let set = keywords::load(&Carried::BUNDLED, &[], &[], Some(folder.path())).unwrap();
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
    let set = keywords::load(&Carried::BUNDLED, &[], &own, Some(folder.path())).unwrap();
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
    let set = keywords::load(&Carried::BUNDLED, &[], &[], Some(folder.path())).unwrap();
    assert_eq!(aliases(&set, "bell"), ["second"]);
}

#[test]
fn named_files_hold_alone_and_in_their_order() {
    let users = folder(&[("ours.toml", "faulty")]);
    let with = |alias: &str| OURS.replace("\"bell\"]", &format!("\"{alias}\"]"));
    let named = folder(&[("1.toml", &with("first")), ("2.toml", &with("second"))]);
    let files = ["2.toml", "1.toml"].map(|name| named.path().join(name));
    let set = keywords::load(&Carried::BUNDLED, &files, &[], Some(users.path())).unwrap();
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
    let error = keywords::load(&Carried::BUNDLED, &[], &[], Some(folder.path())).unwrap_err();
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

/// The definition of a temporary term in the bundled set.
fn definition(text: &str) -> Definition {
    let Ok(Added::New(set, id)) = adhoc::add(&bundled::keywords(), text) else {
        panic!("{text:?} is new");
    };
    Definition::of(&set, id)
}

fn save(folder: &Path, text: &str) -> PathBuf {
    match user_sets::save(Some(folder), &definition(text)).unwrap() {
        Saved::Added(path) => path,
        Saved::Known(path) => panic!("{text:?} is not in {}", path.display()),
    }
}

#[test]
fn the_first_term_that_is_kept_makes_the_file() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("catchword/keywords");
    let path = save(&folder, "harbour bell");
    assert_eq!(path, folder.join("mine.toml"));
    assert_eq!(
        fs::read_to_string(path).unwrap(),
        r#"# Terms kept while reading. Change what you like: catchword only ever adds to the end.

schema = 1
name   = "mine"

[[category]]
id    = "my-harbour-bell"
name  = "harbour bell"
mark  = "a"

[[term]]
category = "my-harbour-bell"
id       = "my-harbour-bell"
label    = "harbour bell"
aliases  = ["harbour bell"]
"#
    );
    let names: Vec<_> = fs::read_dir(&folder).unwrap().collect();
    assert_eq!(names.len(), 1, "nothing is left beside it");
    let set = keywords::load(&Carried::BUNDLED, &[], &[], Some(&folder)).unwrap();
    assert_eq!(aliases(&set, "my-harbour-bell"), ["harbour bell"]);
}

#[test]
fn what_the_reader_wrote_stays_to_the_byte() {
    let written = "# mine\r\n[defaults] # these\r\nplural = true\r\n\r\n[[category]]\r\n\
                   id='my-bell'\r\n  mark = \"a\"\r\n[[term]]\r\ncategory = 'my-bell'\r\n\
                   id = 'my-bell'\r\naliases = ['x']\r\n# the end";
    let folder = folder(&[("mine.toml", written)]);
    let path = save(folder.path(), "Bell");
    let added = "\r\n\r\n[[category]]\r\nid    = \"my-bell-1\"\r\nname  = \"Bell\"\r\n\
                 mark  = \"b\"\r\n\r\n[[term]]\r\ncategory = \"my-bell-1\"\r\n\
                 id       = \"my-bell-1\"\r\nlabel    = \"Bell\"\r\naliases  = [\"Bell\"]\r\n\
                 whole_word = true\r\ncase     = \"fold\"\r\ndiacritics = \"fold\"\r\n\
                 plural   = false\r\ndehyphenate = false\r\n";
    assert_eq!(
        fs::read_to_string(path).unwrap(),
        format!("{written}{added}")
    );
}

#[test]
fn a_category_that_the_file_has_is_not_added_again() {
    let folder = folder(&[(
        "mine.toml",
        "[[category]]\nid = \"ships\"\nname = \"Ships\"\nmark = \"a\"\n",
    )]);
    let mut ship = definition("Aurora");
    ship.category.name = "Ships".to_owned();
    user_sets::save(Some(folder.path()), &ship).unwrap();
    assert_eq!(
        fs::read_to_string(folder.path().join("mine.toml")).unwrap(),
        "[[category]]\nid = \"ships\"\nname = \"Ships\"\nmark = \"a\"\n\n\
         [[term]]\ncategory = \"ships\"\nid       = \"my-aurora\"\nlabel    = \"Aurora\"\n\
         aliases  = [\"Aurora\"]\n"
    );
}

#[test]
fn a_term_of_a_file_keeps_its_id_and_category() {
    let folder = tempfile::tempdir().unwrap();
    let bundled = bundled::keywords();
    for id in ["raisi", "zarif"] {
        let at = bundled.terms.iter().position(|it| it.id == id).unwrap();
        let definition = Definition::of(&bundled, catchword::keyword::TermId(at as u32));
        user_sets::save(Some(folder.path()), &definition).unwrap();
    }
    let path = folder.path().join("mine.toml");
    let (set, _) = set::parse("mine.toml", &fs::read_to_string(path).unwrap()).unwrap();
    let ids: Vec<&str> = set.terms.iter().map(|term| term.id.as_str()).collect();
    assert_eq!(ids, ["raisi", "zarif"]);
    assert_eq!(set.categories.len(), 1);
    assert_eq!(set.categories[0].id, "state");
}

#[test]
fn a_term_that_the_file_has_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = save(folder.path(), "harbour bell");
    let before = fs::read(&path).unwrap();
    let again = user_sets::save(Some(folder.path()), &definition("Harbour BELL")).unwrap();
    assert_eq!(again, Saved::Known(path.clone()));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn ids_and_marks_are_unique_whatever_the_name() {
    let folder = tempfile::tempdir().unwrap();
    for text in ["C++", "C--", "می‌رود", "ایران", "!", &"long ".repeat(20)] {
        save(folder.path(), text);
    }
    let source = fs::read_to_string(folder.path().join("mine.toml")).unwrap();
    let (set, _) = set::parse("mine.toml", &source).unwrap();
    let ids: Vec<&str> = set.terms.iter().map(|term| term.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "my-c",
            "my-c-1",
            "my-1",
            "my-2",
            "my-3",
            "my-long-long-long-long-long-long-long-lo",
        ]
    );
    let marks: String = set.categories.iter().map(|it| it.mark.as_str()).collect();
    assert_eq!(marks, "abcdef");
}

#[test]
fn a_file_with_a_mistake_is_not_touched() {
    let folder = folder(&[("mine.toml", "schema = 1\n[[term]\n")]);
    let error = user_sets::save(Some(folder.path()), &definition("bell")).unwrap_err();
    let path = folder.path().join("mine.toml");
    let told = error.to_string();
    let begun = format!(
        "cannot keep the keyword, correct this first: {}:2:",
        path.display()
    );
    assert!(told.starts_with(&begun), "{told}");
    assert_eq!(fs::read_to_string(path).unwrap(), "schema = 1\n[[term]\n");
}

#[test]
fn a_file_whose_tables_are_closed_is_not_touched() {
    let written = "category = [{ id = \"a\", mark = \"a\" }]\nterm = []\n";
    let folder = folder(&[("mine.toml", written)]);
    let path = folder.path().join("mine.toml");
    let error = user_sets::save(Some(folder.path()), &definition("bell")).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "cannot keep the keyword: nothing can be added at the end of {}; \
             write its tables as [[category]] and [[term]]",
            path.display()
        )
    );
    assert_eq!(fs::read_to_string(path).unwrap(), written);
}

#[test]
fn a_link_stays_a_link_and_permissions_stay() {
    let elsewhere = folder(&[("dotfile", "schema = 1\n")]);
    let target = elsewhere.path().join("dotfile");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    symlink(&target, &path).unwrap();
    save(folder.path(), "bell");
    assert_eq!(fs::read_link(&path).unwrap(), target);
    assert!(fs::read_to_string(&target).unwrap().contains("\"my-bell\""));
    let mode = fs::metadata(&target).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn a_link_to_nothing_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    symlink("nowhere", &path).unwrap();
    let error = user_sets::save(Some(folder.path()), &definition("bell")).unwrap_err();
    assert!(error.to_string().contains("No such file"), "{error}");
    assert_eq!(fs::read_link(&path).unwrap(), Path::new("nowhere"));
}

#[test]
fn two_programs_lose_nothing_to_each_other() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let folder = folder.path();
            scope.spawn(move || save(folder, &format!("bell {number}")));
        }
    });
    let source = fs::read_to_string(folder.path().join("mine.toml")).unwrap();
    let (set, _) = set::parse("mine.toml", &source).unwrap();
    assert_eq!(set.terms.len(), 8);
}

#[test]
fn without_a_folder_nothing_is_kept() {
    let error = user_sets::save(None, &definition("bell")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot keep the keyword: neither XDG_CONFIG_HOME nor HOME names a folder"
    );
}
