//! Texts as people have them: folders, compressed, in any encoding, and what is no text at all.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use flate2::{Compression, write::GzEncoder};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::Value;
use std::{
    fs::{self, File},
    io::Write,
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// Runs the program in `folder`, with `input` as its standard input.
fn catchword_with(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_catchword"))
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // What is not read is not missed.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn catchword(folder: &TempDir, arguments: &[&str]) -> Output {
    catchword_with(folder.path(), arguments, b"")
}

/// What it tells, without the name of the program.
fn told(output: &Output) -> Vec<String> {
    let told = str::from_utf8(&output.stderr).unwrap().lines();
    told.map(|line| line.trim_start_matches("catchword: ").to_owned())
        .collect()
}

fn shown(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

/// The ids of the documents that `list` prints.
fn ids(output: &Output) -> Vec<String> {
    let records = shown(output).lines();
    records
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|record| record["id"].as_str().unwrap().to_owned())
        .collect()
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// Names, bytes as they are in files, words that stand in them.
const ENCODED: [(&str, &[u8], &str); 11] = [
    (
        "windows-1252",
        b"Le caf\xe9 \xe9tait ferm\xe9; \xab O\xf9 \xeates-vous ? \xbb demanda-t-il \xe0 l\x92h\xf4tel.\n",
        "café était",
    ),
    (
        "windows-1256",
        b"\xdf\xca\xc7\xc8 \xe3\xc7 \xcf\xd1\xc8\xc7\xd1\xe5 \xca\xc7\xd1\xed\xce \xc7\xed\xd1\xc7\xe4 \xc7\xd3\xca \xe6 \x90\xdd\xca\x90\xe6 \xc8\xc7 \xe3\xd1\xcf\xe3 \xc7\xed\xe4 \xd4\xe5\xd1 \xc8\xd2\xd1\x90 \xd1\xc7 \xe3\xed \xce\xe6\xc7\xe4\xed\xcf \x81\xed\xd4 \xc7\xd2 \xc2\xe4.\n",
        "تاريخ ايران",
    ),
    (
        "arabic",
        b"\xe5\xd0\xc7 \xdf\xca\xc7\xc8 \xda\xe4 \xca\xc7\xd1\xed\xce \xc7\xe1\xe3\xcf\xed\xe4\xc9\xa1 \xe6\xde\xcf \xde\xd1\xc3\xe5 \xdf\xcb\xed\xd1 \xe3\xe4 \xc7\xe1\xe4\xc7\xd3 \xdd\xed \xc7\xe1\xd3\xe4\xc9 \xc7\xe1\xe3\xc7\xd6\xed\xc9.\n",
        "تاريخ المدينة",
    ),
    (
        "shift_jis",
        b"\x8c\xe1\x94y\x82\xcd\x94L\x82\xc5\x82\xa0\x82\xe9\x81B\x96\xbc\x91O\x82\xcd\x82\xdc\x82\xbe\x96\xb3\x82\xa2\x81B\x82\xc7\x82\xb1\x82\xc5\x90\xb6\x82\xea\x82\xbd\x82\xa9\x82\xc6\x82\xf1\x82\xc6\x8c\xa9\x93\x96\x82\xaa\x82\xc2\x82\xa9\x82\xca\x81B\n",
        "名前はまだ無い",
    ),
    (
        "gb18030",
        b"\xb5\xc0\xbf\xc9\xb5\xc0\xa3\xac\xb7\xc7\xb3\xa3\xb5\xc0\xa3\xbb\xc3\xfb\xbf\xc9\xc3\xfb\xa3\xac\xb7\xc7\xb3\xa3\xc3\xfb\xa1\xa3\xce\xde\xc3\xfb\xcc\xec\xb5\xd8\xd6\xae\xca\xbc\xa3\xac\xd3\xd0\xc3\xfb\xcd\xf2\xce\xef\xd6\xae\xc4\xb8\xa1\xa3\n",
        "无名天地之始",
    ),
    (
        "koi8-r",
        b"\xf7\xd3\xc5 \xd3\xde\xc1\xd3\xd4\xcc\xc9\xd7\xd9\xc5 \xd3\xc5\xcd\xd8\xc9 \xd0\xcf\xc8\xcf\xd6\xc9 \xc4\xd2\xd5\xc7 \xce\xc1 \xc4\xd2\xd5\xc7\xc1, \xcb\xc1\xd6\xc4\xc1\xd1 \xce\xc5\xd3\xde\xc1\xd3\xd4\xcc\xc9\xd7\xc1\xd1 \xd3\xc5\xcd\xd8\xd1 \xce\xc5\xd3\xde\xc1\xd3\xd4\xcc\xc9\xd7\xc1 \xd0\xcf-\xd3\xd7\xcf\xc5\xcd\xd5.\n",
        "семьи похожи",
    ),
    (
        "windows-1251",
        b"\xc2\xf1\xe5 \xf1\xf7\xe0\xf1\xf2\xeb\xe8\xe2\xfb\xe5 \xf1\xe5\xec\xfc\xe8 \xef\xee\xf5\xee\xe6\xe8 \xe4\xf0\xf3\xe3 \xed\xe0 \xe4\xf0\xf3\xe3\xe0, \xea\xe0\xe6\xe4\xe0\xff \xed\xe5\xf1\xf7\xe0\xf1\xf2\xeb\xe8\xe2\xe0\xff \xf1\xe5\xec\xfc\xff \xed\xe5\xf1\xf7\xe0\xf1\xf2\xeb\xe8\xe2\xe0 \xef\xee-\xf1\xe2\xee\xe5\xec\xf3.\n",
        "семьи похожи",
    ),
    (
        "utf-16le",
        b"\xff\xfeE\x00i\x00n\x00 \x00B\x00r\x00i\x00e\x00f\x00 \x00\xfc\x00b\x00e\x00r\x00 \x00\xd6\x00f\x00e\x00n\x00\n\x00",
        "über Öfen",
    ),
    (
        "utf-16be",
        b"\x00E\x00i\x00n\x00 \x00B\x00r\x00i\x00e\x00f\x00 \x00\xfc\x00b\x00e\x00r\x00 \x00\xd6\x00f\x00e\x00n\x00\n",
        "über Öfen",
    ),
    (
        "iso-2022-jp",
        b"\x1b$B8cGZ$OG-$G$\"$k!#L>A0$O$^$@L5$$!#\x1b(B\n",
        "名前はまだ無い",
    ),
    (
        "thai",
        b"\xc1\xb9\xd8\xc9\xc2\xec\xb7\xd1\xe9\xa7\xcb\xc5\xd2\xc2\xe0\xa1\xd4\xb4\xc1\xd2\xc1\xd5\xcd\xd4\xca\xc3\xd0\xe1\xc5\xd0\xe0\xca\xc1\xcd\xc0\xd2\xa4\xa1\xd1\xb9\xe3\xb9\xe0\xa1\xd5\xc2\xc3\xb5\xd4\xc8\xd1\xa1\xb4\xd4\xec\xe1\xc5\xd0\xca\xd4\xb7\xb8\xd4\n",
        "มนุษย์",
    ),
];

#[test]
fn a_text_of_any_encoding_is_shown_as_its_words() {
    let files: Vec<(String, &[u8])> = ENCODED
        .iter()
        .map(|(name, bytes, _)| (format!("{name}.txt"), *bytes))
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (&**name, *bytes))
        .collect();
    let folder = folder(&files);
    for (name, _, words) in ENCODED {
        let path = format!("{name}.txt");
        let output = catchword(&folder, &["search", "--json", words, &path]);
        assert_eq!(output.status.code(), Some(0), "{name}: {:?}", told(&output));
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(found["text"], words, "{name}");
        let is_certain = ["utf-16le", "iso-2022-jp"].contains(&name);
        if is_certain {
            assert_eq!(told(&output), [""; 0], "{name}");
        } else {
            let said = told(&output).concat();
            assert!(said.starts_with(&format!("{path}: read as ")), "{said}");
            assert!(
                said.ends_with(", a guess; --encoding NAME overrules"),
                "{said}"
            );
        }
    }
}

#[test]
fn the_reader_overrules_a_guess_and_is_told_of_a_name_that_no_encoding_has() {
    let folder = folder(&[("letter.txt", b"caf\xe9 ol\xe9\n")]);
    let guessed = catchword(&folder, &["show", "letter", "letter.txt"]);
    assert_eq!(shown(&guessed).trim(), "café olé");
    assert_eq!(
        told(&guessed),
        ["letter.txt: read as windows-1252, a guess; --encoding NAME overrules"]
    );
    let asked = catchword(
        &folder,
        &["show", "letter", "letter.txt", "--encoding", "koi8-r"],
    );
    assert_eq!(shown(&asked).trim(), "cafИ olИ");
    assert_eq!((asked.status.code(), told(&asked)), (Some(0), vec![]));
    let wrong = catchword(&folder, &["list", "letter.txt", "--encoding", "latin-9000"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        told(&wrong)[0].contains("no encoding has this name"),
        "{:?}",
        told(&wrong)
    );
}

#[test]
fn a_guess_is_told_where_texts_are_read_and_among_what_is_known_of_them() {
    let folder = folder(&[("letter.txt", b"caf\xe9 ol\xe9\n")]);
    let output = catchword_with(
        folder.path(),
        &["--linear", "--no-state", "letter.txt"],
        b"information\n",
    );
    let remark = "letter.txt: read as windows-1252, a guess; --encoding NAME overrules";
    let lines: Vec<&str> = shown(&output).lines().collect();
    assert!(lines.contains(&remark), "{lines:#?}");
    assert!(
        lines.contains(&"Encoding: windows-1252, a guess"),
        "{lines:#?}"
    );
}

#[test]
fn check_warns_of_a_guess_and_finds_no_error() {
    let folder = folder(&[("letter.txt", b"caf\xe9 ol\xe9\n")]);
    let output = catchword(&folder, &["check", "letter.txt"]);
    let first = shown(&output).lines().next().unwrap();
    assert_eq!(
        first,
        "letter.txt:1:1: warning: read as windows-1252, a guess; --encoding NAME overrules"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn bytes_that_strayed_into_utf_8_are_counted_and_offsets_are_the_file_s() {
    let folder = folder(&[("a.txt", b"caf\xc3\xa9 \xff na\xc3\xafve whale\n")]);
    let output = catchword(&folder, &["search", "--json", "whale", "a.txt"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (found["start"].as_u64(), found["end"].as_u64()),
        (Some(15), Some(20))
    );
    assert_eq!(
        told(&output),
        ["a.txt: 1 byte is not UTF-8 and shows as �; --encoding NAME reads it otherwise"]
    );
    let output = catchword(&folder, &["show", "a", "a.txt"]);
    assert!(
        shown(&output).contains("café � naïve whale"),
        "{}",
        shown(&output)
    );
}

#[test]
fn a_broken_text_is_shown_as_far_as_it_is_one() {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let words = wide("abc 😀 def\n").repeat(50);
    let one = b"Some words that a program wrote, and \0 then some more words\n";
    let folder = folder(&[
        ("one.txt", one),
        ("padded.txt", &[&b"Some words.\n"[..], &[0; 512]].concat()),
        ("odd.txt", &[&wide("Some words.\n")[..], b"x"].concat()),
        ("lone.txt", &[&words[..], b"\x00\xd8"].concat()),
    ]);
    let guess = "read as UTF-16LE, a guess; 1 place is not UTF-16LE and shows as �; --encoding NAME overrules";
    for (id, holds, said) in [
        ("one", "and ␀ then some more", "1 NUL byte within it"),
        ("padded", "Some words.", "512 NUL bytes at its end"),
        ("odd", "Some words.", guess),
        ("lone", "abc 😀 def", guess),
    ] {
        let path = format!("{id}.txt");
        let output = catchword(&folder, &["show", id, &path]);
        assert_eq!(told(&output), [format!("{path}: {said}")]);
        assert!(shown(&output).contains(holds), "{}", shown(&output));
        assert!(!shown(&output).contains("␀␀"), "{}", shown(&output));
    }
}

#[test]
fn a_large_text_that_is_padded_ends_where_its_words_do() {
    let mut bytes = "eine Zeile über Öfen\n\n".repeat(60_000).into_bytes();
    bytes[1] = 0;
    let words = bytes.len();
    bytes.resize(words + 100_000, 0);
    let folder = folder(&[("large.txt", &bytes)]);
    let output = catchword(&folder, &["list", "--json", "large.txt"]);
    let record: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["bytes"].as_u64(), Some(words as u64));
    assert_eq!(
        told(&output),
        ["large.txt: some NUL bytes within it; 100000 NUL bytes at its end"]
    );
}

#[test]
fn a_large_text_of_another_encoding_is_decoded_and_one_of_utf_8_keeps_its_offsets() {
    let line = b"une journ\xe9e d'\xe9t\xe9 au caf\xe9\n".repeat(60_000);
    let utf_8 = "une journée d'été au café\n".repeat(60_000);
    let folder = folder(&[("other.txt", &line), ("utf-8.txt", utf_8.as_bytes())]);
    let output = catchword(&folder, &["list", "--json", "other.txt", "utf-8.txt"]);
    assert_eq!(ids(&output), ["other", "utf-8"]);
    let records: Vec<Value> = shown(&output)
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(records[0]["bytes"], records[1]["bytes"]);
    assert_eq!(records[0]["words"], records[1]["words"]);
    assert_eq!(told(&output).len(), 1, "{:?}", told(&output));
}

#[test]
fn of_a_large_text_with_bytes_that_strayed_in_it_is_told_and_places_hold() {
    let mut bytes = "eine Zeile über Öfen\n\n".repeat(60_000).into_bytes();
    bytes[1] = 0xff;
    bytes.extend(b"whale\n");
    let folder = folder(&[("large.txt", &bytes)]);
    let output = catchword(&folder, &["search", "--json", "whale", "large.txt"]);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["end"].as_u64(), Some(bytes.len() as u64 - 1));
    assert_eq!(
        told(&output),
        ["large.txt: some bytes are not UTF-8 and show as �; --encoding NAME reads it otherwise"]
    );
}

#[test]
fn a_text_whose_other_bytes_come_late_is_not_taken_for_utf_8() {
    let mut bytes = b"only plain words in this line\n".repeat(60_000);
    bytes.extend(b"une journ\xe9e d'\xe9t\xe9 au caf\xe9\n\n".repeat(30_000));
    let folder = folder(&[("late.txt", &bytes)]);
    let output = catchword(&folder, &["search", "--json", "journée d'été", "late.txt"]);
    assert_eq!(shown(&output).lines().count(), 30_000);
}

#[test]
fn compressed_texts_are_opened_under_the_names_of_what_is_in_them() {
    let folder = folder(&[
        ("notes.txt.gz", &gzip(b"Some notes\n\nThe white whale.\n")),
        (
            "paper.md.zst",
            &zstandard(b"# A heading\n\nThe *white* whale.\n"),
        ),
        ("odd", &gzip(b"Without an ending\n\nA white whale.\n")),
        (
            "two.gz",
            &[gzip(b"A white "), gzip(b"whale in two parts.\n")].concat(),
        ),
    ]);
    let output = catchword(
        &folder,
        &[
            "list",
            "--json",
            "notes.txt.gz",
            "paper.md.zst",
            "odd",
            "two.gz",
        ],
    );
    assert_eq!(ids(&output), ["notes", "paper", "odd", "two"]);
    assert!(shown(&output).contains("A heading"));
    assert_eq!((output.status.code(), told(&output)), (Some(0), vec![]));
    let found = catchword(
        &folder,
        &[
            "search",
            "white whale",
            "notes.txt.gz",
            "paper.md.zst",
            "odd",
            "two.gz",
        ],
    );
    assert_eq!(shown(&found).lines().count(), 4, "{}", shown(&found));
    let piped = catchword_with(
        folder.path(),
        &["list", "--json", "-"],
        &gzip(b"A piped text\n"),
    );
    assert_eq!(ids(&piped), ["stdin"]);
    assert!(shown(&piped).contains("A piped text"));
}

#[test]
fn places_in_a_compressed_markdown_file_are_those_of_the_file_in_it() {
    let source = b"# A heading\n\nThe *white* whale.\n";
    let folder = folder(&[("a.md", source), ("b.md.gz", &gzip(source))]);
    for path in ["a.md", "b.md.gz"] {
        let output = catchword(&folder, &["search", "whale", path, "--format", "vimgrep"]);
        assert_eq!(
            shown(&output).trim(),
            format!("{path}:3:13:The *white* whale.")
        );
    }
}

#[test]
fn a_damaged_stream_gives_its_beginning_and_a_bomb_a_sentence() {
    let text: Vec<u8> = (0..40_000_u32)
        .flat_map(|it| format!("word {} ", it.wrapping_mul(2_654_435_761)).into_bytes())
        .collect();
    let packed = gzip(&text);
    let folder = folder(&[
        ("cut.txt.gz", &packed[..packed.len() / 2]),
        ("cut.txt.zst", &zstandard(&text)[..60_000]),
        ("none.txt.gz", &packed[..15]),
    ]);
    for path in ["cut.txt.gz", "cut.txt.zst"] {
        let output = catchword(&folder, &["list", "--json", path]);
        assert_eq!(
            (output.status.code(), ids(&output)),
            (Some(2), vec!["cut".to_owned()]),
            "{:?}",
            told(&output)
        );
        let said = told(&output).concat();
        assert!(said.contains("cut off or damaged"), "{said}");
        assert!(said.contains("get it again for the rest"), "{said}");
    }
    let output = catchword(&folder, &["list", "none.txt.gz"]);
    let wide = b"\x28\xb5\x2f\xfd\x00\xf8\x01\0\0";
    let piped = catchword_with(folder.path(), &["list", "-"], wide);
    assert!(
        told(&piped)[0].starts_with("-: needs over 128 MiB"),
        "{:?}",
        told(&piped)
    );
    assert!(
        told(&output)[0].contains("damaged from the beginning"),
        "{:?}",
        told(&output)
    );
}

#[test]
fn what_unpacks_to_too_much_is_refused_with_a_sentence() {
    // Half a mebibyte of members that unpack to 300 MiB; a real bomb differs in its wish alone.
    let member = gzip(&b"words and words\n".repeat(64 << 10));
    let folder = folder(&[
        ("bomb.txt.gz", &member.repeat(300)),
        ("good.txt", b"Good words.\n"),
    ]);
    let output = catchword(&folder, &["list", "--json", "."]);
    assert_eq!(
        (output.status.code(), ids(&output)),
        (Some(2), vec!["good".to_owned()])
    );
    assert_eq!(
        told(&output),
        ["./bomb.txt.gz: unpacks to over 256 MiB; unpack it (`gzip -d`) and open what that gives"]
    );
}

#[test]
fn a_folder_is_opened_as_people_expect() {
    let text: &[u8] = b"Some words.\n";
    let folder = folder(&[
        ("texts/a.txt", text),
        ("texts/deep/er/b.md", text),
        ("texts/c.rst", text),
        ("texts/d.txt.gz", &gzip(text)),
        ("texts/e.htm", b"<p>Some words.</p>"),
        ("texts/program.rs", text),
        ("texts/debug.log", text),
        ("texts/Makefile", text),
        ("texts/.hidden.txt", text),
        ("texts/.hidden/x.txt", text),
        ("texts/.gitignore", b"draft*\n/build/\n"),
        ("texts/draft-1.txt", text),
        ("texts/build/out.txt", text),
        ("texts/deep/.ignore", b"left-out.md\n"),
        ("texts/deep/left-out.md", text),
        ("elsewhere/f.txt", text),
    ]);
    let texts = folder.path().join("texts");
    symlink(&texts, texts.join("loop")).unwrap();
    symlink("../elsewhere", texts.join("to-a-folder")).unwrap();
    symlink("../elsewhere/f.txt", texts.join("to-a-file.txt")).unwrap();
    let opened = ["a", "c", "d", "b", "e", "to-a-file"];
    let output = catchword(&folder, &["list", "--json", "texts"]);
    assert_eq!(ids(&output), opened);
    assert_eq!(
        told(&output),
        ["texts: 3 files of other kinds were left out; name one to open it"]
    );
    let check = catchword(&folder, &["check", "texts"]);
    assert!(shown(&check).contains("6 documents"), "{}", shown(&check));
    // What is named is tried, whatever it is called.
    let named = [
        "texts/debug.log",
        "texts/.hidden.txt",
        "texts/draft-1.txt",
        "texts/Makefile",
    ];
    let output = catchword(&folder, &[&["list", "--json"][..], &named].concat());
    assert_eq!(ids(&output), ["debug", ".hidden", "draft-1", "Makefile"]);
}

#[test]
fn files_that_are_no_texts_are_left_out_of_a_folder_without_a_word() {
    let text: &[u8] = b"Some words.\n";
    let folder = folder(&[
        ("texts/a.txt", text),
        ("texts/program", b"\x7fELF\x02\x01\x01\0\0"),
        ("texts/picture.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("texts/empty", b""),
    ]);
    let output = catchword(&folder, &["list", "--json", "texts"]);
    assert_eq!(
        (ids(&output), told(&output)),
        (vec!["a".to_owned()], vec![])
    );
    fs::write(folder.path().join("texts/NOTES"), text).unwrap();
    let output = catchword(&folder, &["list", "--json", "texts"]);
    assert_eq!(
        told(&output),
        ["texts: 1 file of another kind was left out; name it to open it"]
    );
    for index in 0..100 {
        fs::write(folder.path().join(format!("texts/noext-{index}")), text).unwrap();
    }
    let output = catchword(&folder, &["list", "--json", "texts"]);
    let said = told(&output).concat();
    let least = "texts: at least 99 files of other kinds were left out; name one to open it";
    assert_eq!(said, least);
}

#[test]
fn folders_that_lie_too_deep_are_told() {
    let deep = format!("texts/{}a.txt", "d/".repeat(40));
    let folder = folder(&[(&deep, b"Some words.\n"), ("texts/b.txt", b"Some words.\n")]);
    let output = catchword(&folder, &["list", "--json", "texts"]);
    assert_eq!(ids(&output), ["b"]);
    let said = told(&output);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].ends_with("d: lies too deep"), "{said:?}");
}

#[test]
fn a_line_of_an_ignore_file_that_cannot_be_understood_is_told() {
    let folder = folder(&[
        ("texts/.ignore", b"[z-a].txt\n"),
        ("texts/b.txt", b"Some words.\n"),
    ]);
    let output = catchword(&folder, &["list", "--json", "texts"]);
    assert_eq!(
        (output.status.code(), ids(&output)),
        (Some(0), vec!["b".to_owned()])
    );
    let said = told(&output).concat();
    assert!(said.contains(".ignore"), "{said}");
    assert!(said.contains("[z-a].txt"), "{said}");
}

#[test]
fn a_link_to_a_folder_that_is_named_is_opened() {
    let folder = folder(&[("texts/a.txt", b"Some words.\n")]);
    symlink("texts", folder.path().join("link")).unwrap();
    let output = catchword(&folder, &["list", "--json", "link"]);
    assert_eq!(ids(&output), ["a"]);
}

#[test]
fn what_cannot_be_opened_is_told_and_the_rest_is_opened() {
    let folder = folder(&[
        ("good.txt", b"Good words.\n"),
        ("paper.pdf", b"%PDF-1.7\n"),
        ("called.txt", b"\x7fELF\x02\x01\x01\0\0"),
        ("book.epub", b"no book"),
        ("empty", b""),
    ]);
    symlink("nowhere", folder.path().join("broken.txt")).unwrap();
    let fifo = folder.path().join("pipe.txt");
    assert!(
        Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    File::open("/dev/zero").unwrap();
    let paths = [
        "good.txt",
        "paper.pdf",
        "called.txt",
        "book.epub",
        "empty",
        "broken.txt",
        "pipe.txt",
        "/dev/zero",
        "no.txt",
    ];
    let output = catchword(&folder, &[&["list", "--json"][..], &paths].concat());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(ids(&output), ["good", "empty"]);
    let no_file = "is neither a file nor a folder; `-` reads standard input";
    assert_eq!(
        told(&output),
        [
            "paper.pdf: is a PDF; convert it with `pdftotext` first".to_owned(),
            "called.txt: is a program (ELF), not a text".to_owned(),
            "book.epub: is no EPUB, though it is called one".to_owned(),
            "broken.txt: No such file or directory (os error 2)".to_owned(),
            format!("pipe.txt: {no_file}"),
            format!("/dev/zero: {no_file}"),
            "no.txt: No such file or directory (os error 2)".to_owned(),
        ]
    );
    // In a folder too a pipe is told, and waited for by nobody.
    let output = catchword(&folder, &["list", "--json", "."]);
    assert_eq!(ids(&output), ["good"]);
    let check = catchword(&folder, &["check", "."]);
    assert!(shown(&check).contains("pipe.txt:1:1: is neither a file nor a folder"));
    assert!(shown(&check).contains("called.txt:1:1: is a program (ELF)"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_that_the_shell_gives_as_a_path_is_read_to_its_end() {
    let folder = folder(&[("a.txt", b"Some words.\n")]);
    let program = env!("CARGO_BIN_EXE_catchword");
    for path in ["/dev/fd/7", "/proc/self/fd/7"] {
        // Written late, so that it is waited for.
        let script = format!(
            "{{ sleep 0.2; echo A white whale; }} | {program} list --json a.txt {path} 7<&0"
        );
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(folder.path())
            .env("XDG_CONFIG_HOME", "/nonexistent")
            .output()
            .unwrap();
        assert_eq!(told(&output), [""; 0]);
        assert_eq!(ids(&output), ["a", "7"]);
        assert!(
            shown(&output).contains("A white whale"),
            "{}",
            shown(&output)
        );
    }
}

#[test]
fn markup_that_is_too_long_to_be_parsed_is_told() {
    let line = b"Some *words* that are repeated.\n\n";
    let long = line.repeat((8 << 20) / line.len() + 1);
    let folder = folder(&[("long.md", &long), ("long.html.gz", &gzip(&long))]);
    for path in ["long.md", "long.html.gz"] {
        let output = catchword(&folder, &["list", "--json", path]);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(
            told(&output),
            [format!("{path}: is over 8 MiB and shown as it is written")]
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn files_of_the_system_that_say_they_are_empty_are_read() {
    let folder = folder(&[]);
    let output = catchword(&folder, &["show", "status", "/proc/self/status"]);
    assert!(shown(&output).contains("catchword"), "{}", shown(&output));
}

#[test]
fn a_page_with_another_name_is_known_and_one_of_another_encoding_is_read_as_it_says() {
    let page = b"<!DOCTYPE html><meta charset=koi8-r><title>x</title><p>\xd0\xd2\xc9\xd7\xc5\xd4 whale</p>";
    let folder = folder(&[("page", page)]);
    let output = catchword(&folder, &["search", "привет", "page"]);
    assert_eq!((output.status.code(), told(&output)), (Some(0), vec![]));
}
