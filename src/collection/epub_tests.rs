//! Tests of books: made here, packed as others pack them.

use super::*;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// An archive of these entries.
fn packed(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let method = if *name == "mimetype" {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const CONTAINER: (&str, &str) = (
    "META-INF/container.xml",
    r#"<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
    <rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#,
);

const CHAPTER_1: &str = r##"<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>
    <title/><script src="x.js"/></head><body><a id="start"/><h1>Loomings</h1><p>Call me <i>Ishmael</i>.<sup><a href="#n1">1</a></sup></p></body></html>"##;

const CHAPTER_2: &str = "<html><body><p>I stuffed a shirt or two.</p><hr/></body></html>";

/// A package: metadata, items, the order of reading.
fn package(metadata: &str, items: &str, spine: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
        {metadata}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"#
    )
}

/// A book of version 3 with its list of contents, in folders, with a name that is escaped.
fn whale() -> Vec<u8> {
    let package = package(
        "<dc:title>The  Whale</dc:title><dc:creator>H. Melville</dc:creator><dc:creator opf:role='ill'>R. Kent</dc:creator>
         <dc:publisher>Bentley</dc:publisher><dc:date>1851-10-18</dc:date><dc:language>en</dc:language>
         <dc:identifier>urn:uuid:1</dc:identifier><dc:identifier>urn:isbn:9</dc:identifier><meta property='x'>y</meta>",
        r#"<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
           <item id="c1" href="text/one%20two.xhtml" media-type="application/xhtml+xml"/>
           <item id="c2" href="text/Two.xhtml" media-type="application/xhtml+xml"/>
           <item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>"#,
        r#"<itemref idref="cover"/><itemref idref="nav"/><itemref idref="c1"/><itemref idref="c2"/><itemref idref="none"/>"#,
    );
    packed(&[
        ("mimetype", "application/epub+zip"),
        CONTAINER,
        ("OEBPS/book.opf", &package),
        (
            "OEBPS/nav.xhtml",
            r#"<html><body><nav epub:type="toc"><h1>Contents</h1><ol><li><a href="text/one%20two.xhtml">1. Looming</a></li>
               <li><a href="text/two.xhtml#p">The  Carpet-Bag</a></li></ol></nav></body></html>"#,
        ),
        ("OEBPS/text/one two.xhtml", CHAPTER_1),
        ("OEBPS/text/two.xhtml", CHAPTER_2),
        (
            "OEBPS/cover.xhtml",
            "<html><body><div><img src='c.jpg'/></div></body></html>",
        ),
    ])
}

fn read_whole(bytes: &[u8]) -> Parsed {
    let (parsed, problems) = epub("whale", "whale.epub", bytes).unwrap();
    assert_eq!(problems, []);
    parsed
}

fn refused(bytes: &[u8]) -> String {
    epub("whale", "whale.epub", bytes).unwrap_err().to_string()
}

fn headings(parsed: &Parsed) -> Vec<&str> {
    let headings = parsed
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    headings
        .map(|block| &parsed.text[block.span.range()])
        .collect()
}

#[test]
fn chapters_stand_in_the_order_of_reading_without_the_list_of_contents() {
    let parsed = read_whole(&whale());
    assert_eq!(
        parsed.text.trim_end(),
        "Loomings\n\nCall me Ishmael.[1]\n\nThe Carpet-Bag\n\nI stuffed a shirt or two."
    );
    assert_eq!(parsed.blocks.last().unwrap().kind, BlockKind::Rule);
    let emphasis = parsed.runs[0].span;
    assert_eq!(&parsed.text[emphasis.range()], "Ishmael");
}

#[test]
fn every_chapter_begins_with_a_heading_its_own_or_that_of_the_contents() {
    // The second chapter's name has another case in the list than in the package.
    assert_eq!(
        headings(&read_whole(&whale())),
        ["Loomings", "The Carpet-Bag"]
    );
}

#[test]
fn what_the_package_states_is_the_metadata() {
    let metadata = read_whole(&whale()).metadata;
    assert_eq!(metadata.title, "The Whale");
    assert!(!metadata.title_in_text);
    assert_eq!(metadata.authors.as_ref(), ["H. Melville"]);
    assert_eq!(metadata.publisher.as_deref(), Some("Bentley"));
    assert_eq!(metadata.date.unwrap().to_string(), "1851-10-18");
    assert_eq!(metadata.date_basis, DateBasis::Stated);
    assert_eq!(metadata.language.as_deref(), Some("en"));
    assert_eq!(metadata.source.as_deref(), Some("urn:isbn:9"));
}

#[test]
fn a_book_of_version_2_has_its_labels_in_another_list() {
    let package = r#"<package xmlns="http://www.idpf.org/2007/opf"><metadata><dc:title>Two</dc:title>
        <dc:date opf:event="modification">2020-01-01</dc:date><dc:date opf:event="publication">1899</dc:date></metadata>
        <manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="a" href="a.html"/><item id="b" href="B.html"/></manifest>
        <spine toc="ncx"><itemref idref="a"/><itemref idref="b"/></spine><guide><reference type="toc" href="a.html"/></guide></package>"#;
    let bytes = packed(&[
        ("book.opf", package),
        (
            "toc.ncx",
            r#"<ncx><docTitle><text>Two</text></docTitle><navMap><navPoint><navLabel><text>Part  one</text></navLabel><content src="B.html#x"/></navPoint></navMap></ncx>"#,
        ),
        ("a.html", "<p>Contents</p><p>Part one</p>"),
        ("b.HTML", "<p>PART ONE</p><p>It began.</p>"),
    ]);
    let parsed = read_whole(&bytes);
    assert_eq!(headings(&parsed), ["PART ONE"]);
    assert_eq!(parsed.metadata.date.unwrap().to_string(), "1899");
    let furniture: Vec<bool> = parsed.blocks.iter().map(|block| block.furniture).collect();
    assert_eq!(furniture, [true, true, false, false]);
}

#[test]
fn a_book_without_a_list_of_contents_is_read() {
    let package = package(
        "",
        r#"<item id="a" href="a.xhtml"/><item id="b" href="gone.xhtml"/>"#,
        r#"<itemref idref="a"/><itemref idref="b"/>"#,
    );
    let bytes = packed(&[
        CONTAINER,
        ("OEBPS/book.opf", &package),
        ("OEBPS/a.xhtml", CHAPTER_2),
    ]);
    let (parsed, problems) = epub("whale", "w.epub", &bytes).unwrap();
    assert_eq!(parsed.metadata.title, "whale");
    assert_eq!(
        (parsed.metadata.date, parsed.metadata.publisher.as_deref()),
        (None, None)
    );
    assert_eq!(headings(&parsed), [""; 0]);
    assert_eq!(
        problems[0].to_string(),
        "w.epub:1:1: a chapter is missing: OEBPS/gone.xhtml"
    );
}

#[test]
fn what_cannot_be_read_gets_a_sentence() {
    assert_eq!(
        refused(b"no archive at all"),
        "is not a ZIP archive, or only a part of one"
    );
    assert_eq!(
        refused(&packed(&[("a.txt", "b")])),
        "is a ZIP archive, but has no package file as a book does"
    );
    let whole = whale();
    assert_eq!(
        refused(&whole[..whole.len() - 30]),
        "is not a ZIP archive, or only a part of one"
    );
    let package = package(
        "",
        r#"<item id="a" href="a.xhtml"/>"#,
        r#"<itemref idref="a"/>"#,
    );
    let with = |encryption: &str, chapter: &str| {
        packed(&[
            CONTAINER,
            ("META-INF/encryption.xml", encryption),
            ("OEBPS/book.opf", &package),
            ("OEBPS/a.xhtml", chapter),
        ])
    };
    let encrypted = r#"<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></enc:EncryptedData></encryption>"#;
    assert!(refused(&with(encrypted, CHAPTER_2)).starts_with("is encrypted (DRM)"));
    let fonts = encrypted.replace(
        "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        "http://www.idpf.org/2008/embedding",
    );
    assert!(epub("a", "a.epub", &with(&fonts, CHAPTER_2)).is_ok());
    assert_eq!(
        refused(&with(&fonts, "<p><img/></p>")),
        "is a book without text; its pages may be pictures"
    );
}

#[test]
fn a_bomb_is_told_and_not_unpacked() {
    let package = package(
        "",
        r#"<item id="a" href="a.xhtml"/>"#,
        r#"<itemref idref="a"/>"#,
    );
    let bytes = packed(&[
        CONTAINER,
        ("OEBPS/book.opf", &package),
        ("OEBPS/a.xhtml", &" ".repeat(8 << 20)),
    ]);
    assert!(bytes.len() < 20_000);
    assert_eq!(
        refused(&bytes),
        "unpacks to far more than it is, as no book does: `OEBPS/a.xhtml`"
    );
    // One that says it is small.
    let mut lying = bytes.clone();
    let length = u32::try_from(8 << 20).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..lying.len() - 4)
        .filter(|&at| lying[at..at + 4] == length)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert_eq!(
        refused(&lying),
        "unpacks to far more than it is, as no book does: `OEBPS/a.xhtml`"
    );
}

#[test]
fn names_are_resolved_against_the_file_that_says_them() {
    for (base, href, expected) in [
        ("OEBPS/book.opf", "a.xhtml#x", "OEBPS/a.xhtml"),
        ("OEBPS/text/a.xhtml", "../b%C3%A9.xhtml", "OEBPS/bé.xhtml"),
        ("book.opf", "./t//a%2", "t/a%2"),
        ("a/b.opf", "/c.xhtml", "c.xhtml"),
        ("a.opf", "../../c", "c"),
        ("a.opf", "100%é", "100%é"),
    ] {
        assert_eq!(resolved(base, href), expected);
    }
}

proptest! {
    #[test]
    fn a_damaged_book_is_read_or_refused(at in 0..2_000_usize, byte: u8, cut in 0..2_000_usize) {
        let mut bytes = whale();
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = epub("a", "a.epub", &bytes);
        let _ = epub("a", "a.epub", &bytes[..cut % length]);
        let _ = epub("a", "a.epub", &bytes[cut % length..]);
    }
}
