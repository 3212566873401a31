//! Tests of folders: what becomes of their files, and every mistake.

use super::*;

fn assembled(files: &[(&str, &str)]) -> Assembled {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| File {
            path,
            bytes: text.as_bytes(),
        })
        .collect();
    assemble(&Folder {
        root: "data",
        name: "folder",
        files: &files,
    })
}

fn ids(assembled: &Assembled) -> Vec<&str> {
    assembled
        .documents
        .iter()
        .map(|document| document.metadata.id.as_ref())
        .collect()
}

fn mistakes(files: &[(&str, &str)]) -> Vec<String> {
    assembled(files)
        .problems
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_folder_that_is_laid_out_gives_what_it_says() {
    let assembled = assembled(&[
        (
            "collection.toml",
            "title = \"Press\"\nabout = \"On it.\"\norder = [\"c\", \"a\"]\nkeywords = \"z\"\n",
        ),
        ("documents/a.md", "+++\ntitle = \"A\"\n+++\nText\n"),
        ("documents/b.txt", "Bees\n"),
        ("documents/c.md", "# Sea\n"),
        ("documents/.hidden.md", "x"),
        ("documents/a.md~", "x"),
        ("keywords/people.toml", "p"),
        ("keywords/z.toml", "z"),
        ("README.md", "not a document"),
    ]);
    assert_eq!(assembled.problems, []);
    assert_eq!(
        (assembled.title.as_str(), assembled.about.as_str()),
        ("Press", "On it.")
    );
    assert_eq!(ids(&assembled), ["c", "a", "b"]);
    let keywords: Vec<_> = assembled
        .keywords
        .iter()
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(keywords, ["keywords/z.toml", "keywords/people.toml"]);
}

#[test]
fn a_folder_of_loose_files_is_taken_as_it_is() {
    let assembled = assembled(&[
        ("b.txt", "Bees\n"),
        ("a.MD", "# A\n"),
        ("more/b.md", "# B\n"),
        ("picture.png", "x"),
        (".hidden/c.txt", "x"),
    ]);
    assert_eq!(assembled.problems, []);
    assert_eq!(assembled.title, "folder");
    assert_eq!(ids(&assembled), ["a", "b", "b-2"]);
}

#[test]
fn the_text_of_a_plain_document_is_the_file() {
    let assembled = assembled(&[("a.txt", "\u{feff} One \r\n\r\n\u{c}Two\r\n")]);
    assert_eq!(
        assembled.documents[0].text,
        "\u{feff} One \r\n\r\n\u{c}Two\r\n"
    );
    let blocks: Vec<_> = assembled.documents[0]
        .blocks
        .iter()
        .map(|block| &assembled.documents[0].text[block.span.range()])
        .collect();
    assert_eq!(blocks, [" One", "Two"]);
}

#[test]
fn an_empty_folder_is_a_mistake() {
    assert_eq!(
        mistakes(&[]),
        [
            "data:1:1: the folder holds no document; add a .md or .txt file, in documents/ if it has collection.toml"
        ]
    );
}

#[test]
fn every_mistake_of_collection_toml_is_reported_at_once() {
    assert_eq!(
        mistakes(&[
            (
                "collection.toml",
                "abuot = \"x\"\norder = [\"b\", \"a\",\n  \"a\", \"letters\", 3, \"nothing\"]\nkeywords = \"people\"\n"
            ),
            ("documents/a.md", "A\n"),
            ("documents/letter.md", "A\n"),
            ("keywords/peoples.toml", ""),
        ]),
        [
            "data/collection.toml:1:1: the collection has no title; add a line title = \"…\"",
            "data/collection.toml:1:1: unknown key `abuot`; did you mean `about`?",
            "data/collection.toml:2:10: there is no document `b`; add documents/b.md or remove the entry",
            "data/collection.toml:3:3: `a` stands in the order twice; remove one",
            "data/collection.toml:3:8: there is no document `letters`; did you mean `letter`?",
            "data/collection.toml:3:19: `order` must hold strings, not an integer",
            "data/collection.toml:3:22: there is no document `nothing`; add documents/nothing.md or remove the entry",
            "data/collection.toml:4:12: there is no keyword set `people`; did you mean `peoples`?",
        ]
    );
}

#[test]
fn mistakes_of_several_documents_are_reported_at_once_by_file_and_line() {
    let files = [
        File {
            path: "documents/b.md",
            bytes: b"+++\ntitle = 1\n+++\nText\n",
        },
        File {
            path: "documents/a.txt",
            bytes: "é\nab\u{e9}".as_bytes().split_last().unwrap().1,
        },
        File {
            path: "documents/b.txt",
            bytes: b" \n",
        },
        File {
            path: "documents/c.docx",
            bytes: b"PK",
        },
    ];
    let assembled = assemble(&Folder {
        root: "",
        name: "folder",
        files: &files,
    });
    let mistakes: Vec<_> = assembled.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        mistakes,
        [
            "documents/a.txt:2:3: byte 0xC3 is not UTF-8; save the file as UTF-8",
            "documents/b.md:2:9: `title` must be a string, not an integer",
            "documents/b.txt:1:1: the document has no text; write some or remove the file",
            "documents/b.txt:1:1: the id `b` is also that of documents/b.md; rename one of the files",
            "documents/c.docx:1:1: a document is a .md or .txt file; convert it or move it out",
        ]
    );
    assert_eq!(ids(&assembled), ["a", "b", "b-2"]);
    assert_eq!(assembled.documents[0].text, "é\nab\u{1a}");
}

#[test]
fn a_title_gives_an_id_also_where_it_has_no_letter() {
    assert_eq!(slug("Two “texts”, 2021!"), "two-texts-2021");
    assert_eq!(slug("زن، زندگی، آزادی"), "زن-زندگی-آزادی");
    assert_eq!(slug("🕊️!"), "u1f54a-ufe0f-u21");
}
