//! The build's own function over folders on disk: what it writes, and every mistake it reports.

#[allow(dead_code, reason = "the test is not the build")]
#[path = "../build.rs"]
mod build;

// The build's modules name each other from the root of the crate, as the program's do.
use build::{collection, keyword, text};

use build::bundle;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A folder `texts` with these files, and one for what is written.
fn folder(files: &[(&str, &[u8])]) -> (TempDir, PathBuf) {
    let base = tempfile::tempdir().expect("a temporary folder can be written");
    for (path, bytes) in files {
        let place = base.path().join("texts").join(path);
        fs::create_dir_all(place.parent().expect("it lies in the folder"))
            .expect("a temporary folder can be written");
        fs::write(place, bytes).expect("a temporary folder can be written");
    }
    let out = base.path().join("out");
    fs::create_dir(&out).expect("a temporary folder can be written");
    (base, out)
}

fn mistakes(base: &Path, out: &Path) -> Vec<String> {
    bundle(base, "texts", out)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_folder_becomes_texts_and_a_table() {
    let (base, out) = folder(&[
        ("collection.toml", b"title = \"Two \\\"texts\\\"\"\nabout = \"On them.\"\n"),
        ("documents/a.md", b"+++\ntitle = \"A\"\ndate = \"2021-07\"\nauthors = [\"B\"]\n+++\n# A *b*\n\n- [c](d)\n"),
        ("documents/b.txt", b"\xef\xbb\xbfBees and words\r\n"),
        ("keywords/k.toml", b"# none\n"),
    ]);
    assert_eq!(mistakes(base.path(), &out), [""; 0]);
    assert_eq!(
        fs::read_to_string(out.join("texts/0.txt")).unwrap(),
        "A b\n\nc"
    );
    assert_eq!(
        fs::read_to_string(out.join("texts/1.txt")).unwrap(),
        "\u{feff}Bees and words\r\n"
    );
    assert_eq!(
        fs::read_to_string(out.join("texts/keywords-0.toml")).unwrap(),
        "# none\n"
    );
    assert_eq!(
        fs::read_to_string(out.join("bundle.rs")).unwrap(),
        r#"pub(super) const ID: &str = "two-texts";
pub(super) const TITLE: &str = "Two \"texts\"";
pub(super) const ABOUT: &str = "On them.";
pub(super) static KEYWORDS: &[(&str, &str)] = &[
("keywords/k.toml", include_str!("texts/keywords-0.toml")),
];
static B0: &[Block] = &[
b(0,3,Heading(1),0,0,None,false,false),
b(5,6,Paragraph,0,1,Some(Bullet),false,false),
];
static R0: &[Run] = &[
Run { span: Span { start: 2, end: 3 }, kind: RunKind::Emphasis },
Run { span: Span { start: 5, end: 6 }, kind: RunKind::Link(Borrowed("d")) },
];
static D0: Document = Document { metadata: Metadata {
id: Borrowed("a"), title: Borrowed("A"),
title_in_text: false,
authors: Borrowed(&[Borrowed("B")]),
publisher: None,
date: Some(Date { year: 2021, month: Some(Month { number: 7, day: None }) }), date_basis: DateBasis::Stated,
language: None,
kind: None,
tags: Borrowed(&[]),
source: None },
body: Body::Static(include_str!("texts/0.txt")),
words: Some(3),
structure: Structure::Table { blocks: Borrowed(B0), runs: Borrowed(R0), wrap_columns: 60, index: None } };
static B1: &[Block] = &[
b(3,17,Wrapped,0,0,None,false,false),
];
static R1: &[Run] = &[
];
static D1: Document = Document { metadata: Metadata {
id: Borrowed("b"), title: Borrowed("Bees and words"),
title_in_text: true,
authors: Borrowed(&[]),
publisher: None,
date: None, date_basis: DateBasis::Stated,
language: None,
kind: None,
tags: Borrowed(&[]),
source: None },
body: Body::Static(include_str!("texts/1.txt")),
words: Some(3),
structure: Structure::Table { blocks: Borrowed(B1), runs: Borrowed(R1), wrap_columns: 60, index: None } };
pub(super) static DOCUMENTS: &[&Document] = &[
&D0,
&D1,
];
"#
    );
}

#[test]
fn what_is_written_does_not_say_where_the_folder_is() {
    let (base, out) = folder(&[("a.txt", b"Some words\n")]);
    assert_eq!(mistakes(base.path(), &out), [""; 0]);
    let place = base.path().to_str().unwrap();
    assert!(
        !fs::read_to_string(out.join("bundle.rs"))
            .unwrap()
            .contains(place)
    );
}

#[test]
fn texts_of_an_earlier_build_are_removed() {
    let (base, out) = folder(&[("a.txt", b"Some words\n")]);
    fs::create_dir(out.join("texts")).unwrap();
    fs::write(out.join("texts/1.txt"), "old").unwrap();
    assert_eq!(mistakes(base.path(), &out), [""; 0]);
    assert!(!out.join("texts/1.txt").exists());
}

#[test]
fn mistakes_of_all_files_are_reported_and_nothing_is_written() {
    let (base, out) = folder(&[
        ("collection.toml", b"order = [\"b\"]\n"),
        (
            "documents/a.md",
            b"+++\ntitle = \"\"\ndate = \"2021-13\"\n+++\nText\n",
        ),
        ("documents/b.txt", b"caf\xe9\n"),
        ("documents/sub/c.docx", b"PK"),
    ]);
    assert_eq!(
        mistakes(base.path(), &out),
        [
            "texts/collection.toml:1:1: the collection has no title; add a line title = \"…\"",
            "texts/documents/a.md:2:9: the title is empty; write one",
            "texts/documents/a.md:3:8: the calendar has no date 2021-13; correct its month or day",
            "texts/documents/b.txt:1:4: byte 0xE9 is not UTF-8; save the file as UTF-8",
            "texts/documents/sub/c.docx:1:1: a document is a .md or .txt file; convert it or move it out",
        ]
    );
    assert!(!out.join("bundle.rs").exists());
}

#[test]
fn a_folder_that_is_not_there_is_one_mistake() {
    let (base, out) = folder(&[]);
    let mistakes = mistakes(base.path(), &out);
    assert_eq!(mistakes.len(), 1);
    assert!(
        mistakes[0].starts_with("texts:1:1: cannot read the folder: "),
        "{mistakes:?}"
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_back_are_reported() {
    use std::os::unix::fs::symlink;
    let (base, out) = folder(&[("a.txt", b"Some words\n")]);
    let texts = base.path().join("texts");
    symlink(".", texts.join("back")).unwrap();
    symlink("gone", texts.join("nowhere.md")).unwrap();
    symlink("round.md", texts.join("round.md")).unwrap();
    let mistakes = mistakes(base.path(), &out);
    assert_eq!(mistakes.len(), 3, "{mistakes:?}");
    assert_eq!(
        mistakes[0],
        "texts/back:1:1: the folder leads back into itself or is too deep; remove the link"
    );
    assert!(mistakes[1].starts_with("texts/nowhere.md:1:1: cannot open: "));
    assert!(mistakes[2].starts_with("texts/round.md:1:1: cannot open: "));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf_8_is_reported() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let (base, out) = folder(&[("a.txt", b"Some words\n")]);
    let name = OsStr::from_bytes(b"b\xff.txt");
    fs::write(base.path().join("texts").join(name), "x").unwrap();
    assert_eq!(
        mistakes(base.path(), &out),
        ["texts/b\u{fffd}.txt:1:1: the name is not UTF-8; rename the file"]
    );
}
