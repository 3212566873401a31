//! Programs that `catchword pack` has written, run where nothing else is.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Read, Seek, SeekFrom, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::LazyLock,
};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_catchword");
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// Runs a program from another folder, without any environment.
fn run(program: impl AsRef<Path>, arguments: &[&str]) -> Output {
    let mut command = Command::new(program.as_ref());
    command.args(arguments).current_dir("/").env_clear();
    loop {
        match command.stdin(Stdio::null()).output() {
            // Another test has started a program while this one's file was open to be written, and holds it
            // until that program begins.
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => std::thread::yield_now(),
            output => return output.unwrap(),
        }
    }
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// What a program prints that ends well.
fn printed(program: impl AsRef<Path>, arguments: &[&str]) -> String {
    let output = run(program, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    assert_eq!(text(&output.stderr), "", "{arguments:?}");
    text(&output.stdout).to_owned()
}

/// What is told by a program that ends with an error.
fn told(program: impl AsRef<Path>, arguments: &[&str]) -> String {
    let output = run(program, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    let told = text(&output.stderr);
    assert!(!told.contains("panicked"), "{told}");
    told.to_owned()
}

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

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

/// A program with the texts of `data/`, for all tests of this file.
static DATA_PROGRAM: LazyLock<(TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("press");
    printed(PROGRAM, &["pack", DATA, "-o", program.to_str().unwrap()]);
    (folder, program)
});

fn data_program() -> &'static Path {
    &DATA_PROGRAM.1
}

const KEYWORDS: &str = "[[category]]\nid = \"thing\"\nmark = \"T\"\n[[term]]\ncategory = \"thing\"\nid = \"bell\"\n\
    aliases = [\"bell\", \"زنگ\", \"no such bell\"]\n";

/// Two texts, one of them Persian, and a program with them that has [`KEYWORDS`].
struct Bells {
    folder: TempDir,
    program: String,
}

impl Bells {
    fn new() -> Self {
        let folder = folder(&[
            (
                "texts/a.md",
                "# The *bell*\n\nA bell rings; [bells](https://example.org) ring.\n\n- one bell\n",
            ),
            (
                "texts/زنگ 🕊️.txt",
                "زنگ کهنه 🕊️\n\nاین زنگ بزرگ است و آن زنگ‌ها کوچک.\n",
            ),
            ("texts/empty.txt", ""),
            ("names.toml", KEYWORDS),
        ]);
        let program = path(&folder, "bells");
        let (texts, names) = (path(&folder, "texts"), path(&folder, "names.toml"));
        let title = ["--title", "زنگ‌ها 🕊️"];
        let arguments = [
            &["pack", &texts, "-o", &program, "--keywords", &names][..],
            &title,
        ]
        .concat();
        printed(PROGRAM, &arguments);
        Self { folder, program }
    }
}

#[test]
fn a_packed_folder_prints_what_it_does_when_it_is_compiled_in_or_opened() {
    let ids = printed(PROGRAM, &["complete", "--", "show"]);
    assert_eq!(ids.lines().count(), 5);
    let mut commands: Vec<Vec<&str>> = ids.lines().map(|id| vec!["show", id]).collect();
    commands.extend([
        vec!["list", "--json"],
        vec!["hits", "--json"],
        vec!["search", "--json", "iran"],
    ]);
    for arguments in commands {
        let packed = printed(data_program(), &arguments);
        assert_eq!(packed, printed(PROGRAM, &arguments), "{arguments:?}");
        let opened = [&arguments[..], &[DATA]].concat();
        assert_eq!(packed, printed(PROGRAM, &opened), "{arguments:?}");
    }
    for arguments in [
        &["check"][..],
        &["stats", "--json"],
        &["concordance", "khamenei"],
        &["complete", "--", "hits", "--term"],
        &["hits", "--format", "vimgrep"],
    ] {
        let packed = printed(data_program(), arguments);
        assert_eq!(packed, printed(PROGRAM, arguments), "{arguments:?}");
    }
}

#[test]
fn texts_of_any_script_and_the_keywords_that_were_named_go_with_the_program() {
    let Bells { folder, program } = &Bells::new();
    let (texts, names) = (path(folder, "texts"), path(folder, "names.toml"));
    let opened = ["--keywords", &names, &texts];
    for arguments in [
        &["list", "--json"][..],
        &["hits", "--json"],
        &["show", "زنگ 🕊️"],
        &["show", "a", "--json"],
    ] {
        let packed = printed(program, arguments);
        assert_eq!(
            packed,
            printed(PROGRAM, &[arguments, &opened].concat()),
            "{arguments:?}"
        );
    }
    assert_eq!(printed(program, &["hits", "--json"]).lines().count(), 5);
    let version = printed(program, &["--version"]);
    let last = version.lines().last().unwrap();
    assert_eq!(last, "texts: زنگ‌ها 🕊️, 3 documents");
    // Not where it lay on the machine that packed it.
    let checked = printed(program, &["check"]);
    assert!(
        checked.starts_with("keywords/names.toml:7:27: warning: "),
        "{checked}"
    );
}

#[test]
fn other_texts_are_opened_with_the_keywords_that_were_packed() {
    let Bells { program, .. } = &Bells::new();
    let other = folder(&[("b.txt", "Another bell.\n")]);
    let hits = printed(program, &["hits", "--json", &path(&other, "b.txt")]);
    assert!(
        hits.contains("\"term\":\"bell\"") && hits.lines().count() == 1,
        "{hits}"
    );
    assert_eq!(
        printed(program, &["complete", "--", "hits", "--term"]),
        "bell\n"
    );
}

#[test]
fn a_large_text_stays_in_the_file() {
    let line = "A line about a bell that is not very long.\n";
    let large = line.repeat(30_000) + "The last bell of all.\n";
    let folder = folder(&[("large.txt", &large)]);
    let (text, program) = (path(&folder, "large.txt"), path(&folder, "large"));
    printed(PROGRAM, &["pack", &text, "-o", &program]);
    let arguments = ["search", "--json", "bell of all"];
    let found = printed(&program, &arguments);
    assert_eq!(
        found,
        printed(PROGRAM, &[&arguments[..], &[&text]].concat())
    );
    assert_eq!(found.lines().count(), 1);
}

#[test]
fn a_packed_program_packs_other_texts_in_place_of_its_own() {
    let bells = Bells::new();
    let again = path(&bells.folder, "again");
    let texts = path(&bells.folder, "texts");
    printed(data_program(), &["pack", DATA, "-o", &again]);
    assert!(fs::read(&again).unwrap() == fs::read(data_program()).unwrap());
    printed(data_program(), &["pack", &texts, "-o", &again, "--force"]);
    let listed = printed(&again, &["list", "--json"]);
    assert_eq!(listed.lines().count(), 3);
    // The keywords are those that were in force there.
    let terms = ["complete", "--", "hits", "--term"];
    assert_eq!(printed(&again, &terms), printed(PROGRAM, &terms));
}

#[test]
fn without_a_path_what_the_program_holds_is_packed() {
    let Bells { folder, program } = &Bells::new();
    let again = path(folder, "again");
    printed(program, &["pack", "-o", &again]);
    assert!(fs::read(&again).unwrap() == fs::read(program).unwrap());
    let renamed = path(folder, "renamed");
    printed(program, &["pack", "-o", &renamed, "--title", "Other bells"]);
    let version = printed(&renamed, &["--version"]);
    assert!(
        version.ends_with("\ntexts: Other bells, 3 documents\n"),
        "{version}"
    );
}

#[test]
fn files_and_folders_make_one_collection() {
    let folder = folder(&[
        ("one/a.txt", "First words.\n"),
        (
            "two/documents/a.md",
            "+++\ntitle = \"Second\"\n+++\nSecond words, a bell.\n",
        ),
        ("two/collection.toml", "title = \"Both\"\nabout = \"x\"\n"),
        ("two/keywords/k.toml", KEYWORDS),
        ("c.md", "# Third\n"),
    ]);
    let program = path(&folder, "program");
    let [one, two, c] = ["one", "two", "c.md"].map(|it| path(&folder, it));
    let packed = printed(PROGRAM, &["pack", &one, &two, &c, "-o", &program]);
    assert!(
        packed.starts_with(&format!("{program}: one, 3 documents, 1 term, ")),
        "{packed}"
    );
    assert_eq!(
        printed(&program, &["complete", "--", "show"]),
        "a\na-2\nc\n"
    );
    let hits = printed(&program, &["hits", "--json"]);
    assert!(
        hits.contains("\"document\":\"a-2\"") && hits.lines().count() == 1,
        "{hits}"
    );
}

#[test]
fn every_mistake_is_told_with_its_place_and_nothing_is_written() {
    let folder = folder(&[
        ("texts/collection.toml", "order = [\"b\"]\n"),
        (
            "texts/documents/a.md",
            "+++\ntitle = \"\"\ndate = \"2021-13\"\n+++\nText\n",
        ),
        ("texts/documents/c.docx", "PK"),
        ("texts/keywords/k.toml", "[[term]]\nid = \"x\"\n"),
        ("empty/readme.pdf", ""),
    ]);
    let out = path(&folder, "out");
    let texts = path(&folder, "texts");
    let mistakes = told(PROGRAM, &["pack", &texts, "-o", &out]);
    for mistake in [
        "/texts/collection.toml:1:1: the collection has no title; add a line title = \"…\"\n",
        "/texts/collection.toml:1:10: there is no document `b`; add documents/b.md or remove the entry\n",
        "/texts/documents/a.md:2:9: the title is empty; write one\n",
        "/texts/documents/a.md:3:8: the calendar has no date 2021-13; correct its month or day\n",
        "/texts/documents/c.docx:1:1: a document is a .md or .txt file; convert it or move it out\n",
        "/texts/keywords/k.toml:1:1: ",
    ] {
        assert!(mistakes.contains(mistake), "{mistake}\n{mistakes}");
    }
    let empty = told(PROGRAM, &["pack", &path(&folder, "empty"), "-o", &out]);
    assert!(
        empty.contains("no text in ") && empty.contains("/empty, where no file ends in"),
        "{empty}"
    );
    let nothing = told(PROGRAM, &["pack", "/no/such/file", "-o", &out]);
    assert!(nothing.contains("/no/such/file: No such file"), "{nothing}");
    let faulty = path(&folder, "texts/keywords/k.toml");
    let keywords = told(PROGRAM, &["pack", DATA, "--keywords", &faulty, "-o", &out]);
    assert!(keywords.contains("k.toml:1:1: "), "{keywords}");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn what_is_there_stays_unless_it_may_be_replaced() {
    let folder = folder(&[
        ("a.txt", "Words of a text.\n"),
        ("texts/b.txt", "Others.\n"),
        ("taken", "mine"),
        ("k.toml", KEYWORDS),
    ]);
    let [a, texts, b, taken, keywords] =
        ["a.txt", "texts", "texts/b.txt", "taken", "k.toml"].map(|it| path(&folder, it));
    let pack = |arguments: &[&str]| told(PROGRAM, &[&["pack", &a, &texts], arguments].concat());
    let refused = pack(&["-o", &taken]);
    assert!(
        refused.contains("is there already and stays as it is; give another name, or --force"),
        "{refused}"
    );
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    for input in [&a, &b, &keywords] {
        let refused = pack(&["--force", "--keywords", &keywords, "-o", input]);
        assert!(
            refused.contains("is one of the files that are packed"),
            "{refused}"
        );
    }
    let refused = pack(&["--force", "-o", PROGRAM]);
    assert!(
        refused.contains("is this program; give another name"),
        "{refused}"
    );
    let refused = pack(&["--force", "-o", &texts]);
    assert!(refused.contains("is a folder"), "{refused}");
    let refused = pack(&["-o", "/no/such/folder/x"]);
    assert!(
        refused.contains("cannot write /no/such/folder/x: No such file"),
        "{refused}"
    );
    let beside = path(&folder, "texts/library");
    printed(PROGRAM, &["pack", &texts, "-o", &beside]);
    printed(PROGRAM, &["pack", &texts, "-o", &beside, "--force"]);
    assert!(printed(&beside, &["list"]).starts_with("b "));
    printed(PROGRAM, &["pack", &a, "-o", &taken, "--force"]);
    assert!(printed(&taken, &["list"]).starts_with("a "));
}

/// Runs a line of a shell with the program as `$0` and these as `$1` and so on.
fn shell(line: &str, arguments: &[&str]) -> Output {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", line, PROGRAM]).args(arguments);
    shell.env_clear().stdin(Stdio::null()).output().unwrap()
}

#[test]
fn the_program_may_be_run_by_whom_the_mask_lets() {
    let folder = folder(&[("a.txt", "Words of a text.\n")]);
    let (a, out) = (path(&folder, "a.txt"), path(&folder, "out"));
    let output = shell("umask 027; exec \"$0\" pack \"$1\" -o \"$2\"", &[&a, &out]);
    assert!(output.status.success(), "{output:?}");
    let mode = fs::metadata(&out).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o750);
}

#[test]
fn nothing_is_left_of_a_program_that_cannot_be_written_whole() {
    let folder = folder(&[("a.txt", "Words of a text.\n"), ("old", "old")]);
    let (a, out, old) = (
        path(&folder, "a.txt"),
        path(&folder, "out"),
        path(&folder, "old"),
    );
    let line = "trap '' XFSZ; ulimit -f 100; exec \"$0\" pack \"$1\" -o \"$2\" --force";
    for file in [&out, &old] {
        let output = shell(line, &[&a, file]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(
            text(&output.stderr).contains(&format!("cannot write {file}: ")),
            "{output:?}"
        );
    }
    assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

/// Bytes of the program alone: what is packed begins there.
fn program_bytes() -> u64 {
    fs::metadata(PROGRAM).unwrap().len()
}

/// Changes the byte of a file, and returns what it was.
fn change(file: &str, at: u64, by: impl Fn(u8) -> u8) -> u8 {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .open(file)
        .unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[by(byte[0])]).unwrap();
    byte[0]
}

#[test]
fn a_changed_byte_gives_the_same_output_or_a_sentence() {
    let Bells { program, .. } = &Bells::new();
    let commands = [&["list", "--json"][..], &["show", "a"], &["hits"]];
    let whole = commands.map(|arguments| printed(program, arguments));
    let end = fs::metadata(program).unwrap().len();
    let begin = program_bytes();
    let mut refused = 0;
    // A prime, so that texts, tables, index and trailer are met at places of all kinds.
    for at in (begin..end)
        .step_by(41)
        .chain([end - 1, end - 40, end - 72])
    {
        let was = change(program, at, |byte| byte ^ 0x41);
        for (arguments, wanted) in commands.iter().zip(&whole) {
            let output = run(program, arguments);
            let told = text(&output.stderr);
            if output.status.success() {
                assert!(text(&output.stdout) == wanted && told.is_empty(), "{at}");
                continue;
            }
            refused += 1;
            assert_eq!(output.status.code(), Some(2), "{at}: {output:?}");
            let sentence = "catchword: the texts in this program have been changed since they were packed; pack it again\n";
            assert_eq!(told, sentence, "{at}");
        }
        let checked = run(program, &["check"]);
        assert_eq!(checked.status.code(), Some(2), "{at}: {checked:?}");
        change(program, at, |_| was);
    }
    assert!(refused > 60, "{refused}");
    assert_eq!(printed(program, commands[0]), whole[0]);
}

#[test]
fn a_program_that_was_cut_short_says_so_and_opens_other_texts() {
    let Bells { folder, program } = &Bells::new();
    let whole = fs::metadata(program).unwrap().len();
    let (texts, names) = (path(folder, "texts"), path(folder, "names.toml"));
    for length in [whole - 1, whole - 80, program_bytes() + 20] {
        OpenOptions::new()
            .write(true)
            .open(program)
            .unwrap()
            .set_len(length)
            .unwrap();
        for arguments in [
            &["list"][..],
            &["show", "a"],
            &["pack", "-o", "/no/such/folder/x"],
            &[],
        ] {
            let sentence = told(program, arguments);
            assert!(
                sentence.contains("the texts in this program have been c"),
                "{sentence}"
            );
            assert!(sentence.contains("; pack it again\n"), "{sentence}");
        }
        let opened = ["list", &texts, "--keywords", &names];
        assert_eq!(printed(program, &opened), printed(PROGRAM, &opened));
        // Without keywords of its own it needs those that it carries.
        let output = run(program, &["list", &texts]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stdout), printed(PROGRAM, &["list", &texts]));
        assert!(run(program, &["--version"]).status.success());
        let again = path(folder, "again");
        printed(
            program,
            &[
                "pack",
                &texts,
                "--keywords",
                &names,
                "--force",
                "-o",
                &again,
            ],
        );
        assert_eq!(printed(&again, &["list", "--json"]).lines().count(), 3);
    }
}

#[test]
fn reading_places_are_kept_under_an_id_of_its_own() {
    let Bells { folder, program } = &Bells::new();
    let state = path(folder, "state");
    let line = "printf 'next-text\\n' | \"$1\" --linear --state-dir \"$2\"";
    let output = shell(line, &[program, &state]);
    assert!(output.status.success(), "{output:?}");
    let kept = fs::read_dir(&state).unwrap().flatten().map(|it| it.path());
    let kept: Vec<String> = kept.filter_map(|it| fs::read_to_string(it).ok()).collect();
    assert!(kept.iter().any(|it| it.contains("\"زنگ-ها\"")), "{kept:?}");
}
