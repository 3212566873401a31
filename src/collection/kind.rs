//! What kind of text a file holds, by its name and by what it begins with.
//!
//! Responsible for the one table of endings, and for the names of what is no text. Not for what
//! a text's bytes stand for (see `encoding`), nor for reading it (see the parsers).

use super::wide::Wide;

/// What kind of text a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Plain text, and whatever else is read as it is written.
    Plain,
    /// Markdown, which only a name can say.
    Markdown,
    /// HTML or XHTML.
    Html,
    /// A book in EPUB.
    Epub,
    /// No text. Completes a sentence that begins with the file's name: what it is and what to do.
    Binary(&'static str),
}

/// A row of the table of endings.
struct Ending {
    /// What stands after the last dot, in lower case.
    name: &'static str,
    /// What such a file holds where it says nothing else itself.
    kind: Kind,
    /// Whether a collection that is laid out, such as what is compiled in, may hold it.
    is_bundled: bool,
}

/// The files of a folder that are opened. Not the logs, which fill the folders of programs: they can be named.
const ENDINGS: [Ending; 15] = [
    Ending::bundled("txt", Kind::Plain),
    Ending::bundled("md", Kind::Markdown),
    Ending::opened("text", Kind::Plain),
    Ending::opened("rst", Kind::Plain),
    Ending::opened("org", Kind::Plain),
    Ending::opened("adoc", Kind::Plain),
    Ending::opened("asciidoc", Kind::Plain),
    Ending::opened("markdown", Kind::Markdown),
    Ending::opened("mdown", Kind::Markdown),
    Ending::opened("mkd", Kind::Markdown),
    Ending::opened("html", Kind::Html),
    Ending::opened("htm", Kind::Html),
    Ending::opened("xhtml", Kind::Html),
    Ending::opened("xht", Kind::Html),
    Ending::opened("epub", Kind::Epub),
];

/// Endings of compressed files, which stand after the others.
const PACKED: [&str; 3] = ["gz", "zst", "zstd"];

impl Ending {
    const fn bundled(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            is_bundled: true,
        }
    }

    const fn opened(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            is_bundled: false,
        }
    }

    /// The row for the file at `path`.
    fn of(path: &str) -> Option<&'static Self> {
        let (_, found) = parted(path)?;
        ENDINGS
            .iter()
            .find(|ending| found.eq_ignore_ascii_case(ending.name))
    }
}

/// The name of the file at `path`, parted at its last dot; `None` where it has no ending.
fn parted(path: &str) -> Option<(&str, &str)> {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())
}

/// `path` without the ending that says that the file is compressed.
pub fn unpacked(path: &str) -> &str {
    match parted(path) {
        Some((_, ending)) if PACKED.iter().any(|it| ending.eq_ignore_ascii_case(it)) => {
            &path[..path.len() - ending.len() - 1]
        }
        _ => path,
    }
}

impl Kind {
    /// The kind that the name of the file at `path` says; `None` where it says none.
    pub fn by_name(path: &str) -> Option<Self> {
        Ending::of(path).map(|ending| ending.kind)
    }

    /// The kind of a document at `path` in a collection that is laid out; `None` where it is none.
    pub fn of_bundled(path: &str) -> Option<Self> {
        let ending = Ending::of(path).filter(|ending| ending.is_bundled);
        ending.map(|ending| ending.kind)
    }

    /// Whether the file at `path` is opened where its folder is: its name says that it is a text, maybe compressed.
    pub fn is_opened_in_folder(path: &str) -> bool {
        Self::by_name(unpacked(path)).is_some()
    }

    /// The kind of the file at `path` that begins with `head`, after any decompression.
    ///
    /// What it holds says more than its name, but for Markdown, which may begin as anything does. The
    /// more of the beginning is given, the better; 64 KiB are enough.
    pub fn of(path: &str, head: &[u8]) -> Self {
        let named = Self::by_name(path);
        if head.starts_with(b"PK\x03\x04") {
            return archive(named, head);
        }
        if let Some(what) = binary(head) {
            return Self::Binary(what);
        }
        if Wide::of(head).is_none() && !is_text_with_nuls(head) {
            return Self::Binary("is not a text");
        }
        match named {
            Some(Self::Epub) => Self::Binary("is no EPUB, though it is called one"),
            Some(named @ (Self::Markdown | Self::Html)) => named,
            // What is called a text may be a page all the same; what has another ending only if it says so.
            Some(_) if is_html(head, true) => Self::Html,
            None if is_html(head, parted(path).is_none()) => Self::Html,
            _ => Self::Plain,
        }
    }
}

/// Whether `head`, which may have NUL bytes, is that of a text all the same: those at its end fill the file up to some
/// length, and elsewhere there are few of them, as of other controls.
fn is_text_with_nuls(head: &[u8]) -> bool {
    let end = head
        .iter()
        .rposition(|&byte| byte != 0)
        .map_or(0, |last| last + 1);
    let text = &head[..end];
    if end == head.len() && !text.contains(&0) {
        return true;
    }
    // Escapes and backspaces are how terminals and printers were told of colours and bold type.
    let is_stray =
        |byte: &&u8| byte.is_ascii_control() && !b"\t\n\x0b\x0c\r\x1b\x08".contains(byte);
    let strays = text.iter().filter(is_stray).count();
    // A few bytes that are no characters may be anything.
    let is_known = text.len() >= 64 || str::from_utf8(text).is_ok();
    is_known && !text.is_empty() && strays <= 1 + text.len() / 32
}

/// What a ZIP archive that begins with `head` holds.
fn archive(named: Option<Kind>, head: &[u8]) -> Kind {
    let holds = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    // The first entry is `mimetype`, not compressed, where the one who made it keeps to the rule.
    let entry = head.get(30..).unwrap_or_default();
    let mimetype = entry.strip_prefix(b"mimetype").unwrap_or_default();
    if mimetype.starts_with(b"application/epub+zip") || named == Some(Kind::Epub) {
        return Kind::Epub;
    }
    if mimetype.starts_with(b"application/vnd.oasis.opendocument.text") {
        return Kind::Binary("is an OpenDocument text; convert it with `pandoc -o FILE.md` first");
    }
    if holds(b"word/") {
        return Kind::Binary("is a Word document; convert it with `pandoc -o FILE.md` first");
    }
    if holds(b"[Content_Types].xml") {
        return Kind::Binary("is an Office document; save it as text first");
    }
    Kind::Binary("is a ZIP archive; unpack it and open what is in it")
}

/// What begins as no text does: where that stands, the bytes, what it is.
const SIGNATURES: [(usize, &[u8], &str); 34] = [
    (0, b"%PDF-", "is a PDF; convert it with `pdftotext` first"),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is an old Office document; convert it with `libreoffice --convert-to txt` first",
    ),
    (
        60,
        b"BOOKMOBI",
        "is a Kindle book; convert it with `ebook-convert` first",
    ),
    (
        0,
        b"AT&TFORM",
        "is a DjVu document; convert it with `djvutxt` first",
    ),
    (0, b"\x89PNG\r\n\x1a\n", "is a picture (PNG), not a text"),
    (0, b"\xff\xd8\xff", "is a picture (JPEG), not a text"),
    (0, b"GIF87a", "is a picture (GIF), not a text"),
    (0, b"GIF89a", "is a picture (GIF), not a text"),
    (8, b"WEBPVP8", "is a picture (WebP), not a text"),
    (0, b"II*\0", "is a picture (TIFF), not a text"),
    (0, b"MM\0*", "is a picture (TIFF), not a text"),
    (4, b"ftypavif", "is a picture (AVIF), not a text"),
    (4, b"ftyphei", "is a picture (HEIF), not a text"),
    (4, b"ftyp", "is a video or a sound, not a text"),
    (8, b"WAVEfmt ", "is a sound (WAV), not a text"),
    (0, b"ID3\x03", "is a sound (MP3), not a text"),
    (0, b"ID3\x04", "is a sound (MP3), not a text"),
    (0, b"fLaC\0", "is a sound (FLAC), not a text"),
    (0, b"OggS\0", "is a sound or a video (Ogg), not a text"),
    (0, b"\x1a\x45\xdf\xa3", "is a video (Matroska), not a text"),
    (0, b"\x7fELF", "is a program (ELF), not a text"),
    (0, b"\xcf\xfa\xed\xfe", "is a program (Mach-O), not a text"),
    (0, b"\xca\xfe\xba\xbe", "is a program, not a text"),
    (0, b"MZ\x90\0", "is a program (Windows), not a text"),
    (0, b"\0asm", "is a program (WebAssembly), not a text"),
    (
        0,
        b"SQLite format 3\0",
        "is a database (SQLite), not a text",
    ),
    (
        0,
        b"\xfd7zXZ\0",
        "is compressed with xz; unpack it with `xz -d` first",
    ),
    (
        4,
        b"1AY&SY",
        "is compressed with bzip2; unpack it with `bzip2 -d` first",
    ),
    (
        0,
        b"7z\xbc\xaf\x27\x1c",
        "is a 7z archive; unpack it and open what is in it",
    ),
    (
        0,
        b"Rar!\x1a\x07",
        "is a RAR archive; unpack it and open what is in it",
    ),
    (
        257,
        b"ustar",
        "is a tar archive; unpack it and open what is in it",
    ),
    (
        0,
        b"\x1f\x8b\x08",
        "is compressed twice; unpack it once first",
    ),
    (
        0,
        b"\x28\xb5\x2f\xfd",
        "is compressed twice; unpack it once first",
    ),
    (
        0,
        b"\x04\x22\x4d\x18",
        "is compressed with lz4; unpack it with `lz4 -d` first",
    ),
];

/// What a file that begins with `head` is, where the table of signatures has it.
fn binary(head: &[u8]) -> Option<&'static str> {
    let is = |(at, bytes, _): &&(usize, &[u8], &str)| {
        head.get(*at..).is_some_and(|rest| rest.starts_with(bytes))
    };
    let &(_, bytes, what) = SIGNATURES.iter().find(is)?;
    // A text may begin with letters that are somebody's signature; no PDF is worth reading as it is.
    let is_letters = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    let may_be_text = bytes.iter().all(is_letters) && !bytes.starts_with(b"%PDF");
    let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    (!may_be_text || head.iter().take(512).any(is_control)).then_some(what)
}

/// Bytes in which a page has begun, after what may stand before its first tag.
const BEFORE_FIRST_TAG: usize = 4 << 10;

/// Whether a text that begins with `head` is a page: it says so, or where tags alone do, begins with one.
fn is_html(head: &[u8], tags_alone_do: bool) -> bool {
    let head = &head[..head.len().min(BEFORE_FIRST_TAG)];
    let text = match Wide::of(head) {
        Some(wide) => wide.decode(head).0,
        None => String::from_utf8_lossy(head).into_owned(),
    };
    let mut text = text.trim_start_matches('\u{feff}').trim_start();
    for (opens, closes) in [("<?xml", "?>"), ("<!--", "-->"), ("<!--", "-->")] {
        if let Some(inside) = text.strip_prefix(opens) {
            text = inside.split_once(closes).map_or("", |(_, rest)| rest);
            text = text.trim_start();
        }
    }
    let Some(tag) = text.strip_prefix('<') else {
        return false;
    };
    let end = tag.find(|it: char| !it.is_ascii_alphanumeric() && it != '!');
    let Some(end) = end else {
        return false;
    };
    let (name, rest) = (tag[..end].to_ascii_lowercase(), &tag[end..]);
    // `<a@b.example>` is no tag.
    if !rest.starts_with(|it: char| it.is_ascii_whitespace() || matches!(it, '>' | '/')) {
        return false;
    }
    match name.as_str() {
        "!doctype" => {
            let said = rest.trim_start().get(..4);
            said.is_some_and(|said| said.eq_ignore_ascii_case("html"))
        }
        "html" => true,
        // As browsers do (WHATWG, MIME Sniffing 7.1).
        "head" | "body" | "title" | "script" | "style" | "iframe" | "table" | "div" | "font"
        | "h1" | "p" | "br" | "a" | "b" | "meta" | "center" => tags_alone_do,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_says_the_kind_whatever_its_case_and_packing() {
        assert_eq!(Kind::by_name("a/b.Txt"), Some(Kind::Plain));
        assert_eq!(Kind::by_name("b.markdown"), Some(Kind::Markdown));
        assert_eq!(Kind::by_name("b.HTM"), Some(Kind::Html));
        assert_eq!(Kind::by_name("a.txt/README"), None);
        assert_eq!(Kind::by_name("a/.md"), None);
        assert!(Kind::is_opened_in_folder("a/b.epub"));
        assert!(Kind::is_opened_in_folder("a/b.txt.GZ"));
        assert!(Kind::is_opened_in_folder("a/b.md.zst"));
        assert!(!Kind::is_opened_in_folder("a/b.gz"));
        assert!(!Kind::is_opened_in_folder("a/b.rs"));
        assert!(!Kind::is_opened_in_folder("a/b.log"));
    }

    #[test]
    fn the_ending_of_a_compressed_file_is_taken_off() {
        assert_eq!(unpacked("a/notes.txt.gz"), "a/notes.txt");
        assert_eq!(unpacked("notes.zst"), "notes");
        assert_eq!(unpacked("a.gz/notes.txt"), "a.gz/notes.txt");
        assert_eq!(unpacked(".gz"), ".gz");
    }

    #[test]
    fn only_two_endings_are_bundled() {
        assert_eq!(Kind::of_bundled("a.md"), Some(Kind::Markdown));
        assert_eq!(Kind::of_bundled("a.TXT"), Some(Kind::Plain));
        assert_eq!(Kind::of_bundled("a.html"), None);
        assert_eq!(Kind::of_bundled("a.text"), None);
    }

    #[test]
    fn a_page_is_known_by_what_it_holds() {
        for page in [
            "<!DOCTYPE html><title>x</title>",
            "\u{feff}\n <!doctype HTML PUBLIC \"-//W3C\">",
            "<?xml version=\"1.0\"?>\n<!-- saved -->\n<html xmlns=\"x\">",
            "<HTML>\n",
        ] {
            for name in ["page.txt", "page", "page.php"] {
                assert_eq!(Kind::of(name, page.as_bytes()), Kind::Html, "{name} {page}");
            }
            assert_eq!(Kind::of("page.md", page.as_bytes()), Kind::Markdown);
        }
        let wide: Vec<u8> = "\u{feff}<html lang=fa>\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(Kind::of("page", &wide), Kind::Html);
    }

    #[test]
    fn a_tag_alone_makes_a_page_of_a_text_but_not_of_another_file() {
        let page = b"<p class=x>A paragraph</p>";
        assert_eq!(Kind::of("page.txt", page), Kind::Html);
        assert_eq!(Kind::of("page", page), Kind::Html);
        assert_eq!(Kind::of("page.vue", page), Kind::Plain);
        assert_eq!(Kind::of("page.html", b"no tag at all"), Kind::Html);
    }

    #[test]
    fn what_only_looks_like_a_tag_makes_no_page() {
        for text in [
            "<a@b.example> wrote:",
            "<!DOCTYPE svg>",
            "<?xml version=\"1.0\"?><rss>",
            "<plan>: to do",
            "a < b",
            "<",
            "<p",
        ] {
            assert_eq!(Kind::of("a.txt", text.as_bytes()), Kind::Plain, "{text}");
        }
    }

    /// The beginning of an archive whose first entry is `name` with `content`.
    fn zip(name: &str, content: &str) -> Vec<u8> {
        let mut head = b"PK\x03\x04".to_vec();
        head.resize(30, 0);
        head.extend(name.bytes());
        head.extend(content.bytes());
        head
    }

    #[test]
    fn a_book_is_known_by_its_first_entry_or_by_its_name() {
        let book = zip("mimetype", "application/epub+zip");
        assert_eq!(Kind::of("book", &book), Kind::Epub);
        assert_eq!(Kind::of("book.epub", &zip("OEBPS/a", "")), Kind::Epub);
        assert_eq!(
            Kind::of("book.epub", b"words"),
            Kind::Binary("is no EPUB, though it is called one")
        );
    }

    #[test]
    fn what_is_no_text_is_named() {
        let named = |head: &[u8], part: &str| match Kind::of("a.txt", head) {
            Kind::Binary(what) => assert!(what.contains(part), "{what}"),
            other => panic!("{part} is {other:?}"),
        };
        named(b"%PDF-1.7\n", "pdftotext");
        named(b"\x7fELF\x02\x01\x01", "ELF");
        named(b"\x89PNG\r\n\x1a\n\0", "PNG");
        named(b"BZh91AY&SY\x01", "bzip2");
        named(b"\0\0\0\x18ftypmp42", "video");
        named(b"\x1f\x8b\x08\0", "twice");
        named(&zip("[Content_Types].xml", " word/document.xml"), "Word");
        named(
            &zip("mimetype", "application/vnd.oasis.opendocument.text"),
            "OpenDocument",
        );
        named(&zip("a.txt", ""), "ZIP");
        named(b"words \0\x01\x02", "is not a text");
        named(&[0; 512], "is not a text");
        named(b"\x89PNG\0\0\0", "is not a text");
        named(&b"\x02\0\x07\0some words".repeat(9), "is not a text");
    }

    #[test]
    fn a_text_may_have_a_few_nul_bytes_and_any_number_at_its_end() {
        let one = b"Some words that a program wrote, and \0 then some more words\n";
        assert_eq!(Kind::of("a.txt", one), Kind::Plain);
        assert_eq!(Kind::of("a.md", one), Kind::Markdown);
        let padded = [&b"Some words.\n"[..], &[0; 512]].concat();
        assert_eq!(Kind::of("a.txt", &padded), Kind::Plain);
    }

    #[test]
    fn a_text_may_begin_with_the_letters_of_a_signature() {
        for text in ["The ftyp box\n", "GIF89a is a format\n", "MZ\n"] {
            assert_eq!(Kind::of("a.txt", text.as_bytes()), Kind::Plain, "{text}");
        }
    }

    #[test]
    fn a_text_of_wide_units_is_no_binary() {
        let wide: Vec<u8> = "Some words\n"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(Kind::of("a.txt", &wide), Kind::Plain);
        assert_eq!(Kind::of("a.md", &wide), Kind::Markdown);
    }

    proptest! {
        #[test]
        fn any_beginning_has_a_kind(
            start in prop_oneof![Just(""), Just("<"), Just("<!--"), Just("PK\x03\x04"), Just("<!doctype")],
            bytes in prop::collection::vec(any::<u8>(), 0..60),
        ) {
            let head = [start.as_bytes(), &bytes].concat();
            for name in ["a", "a.txt", "a.epub", "a.html"] {
                Kind::of(name, &head);
            }
        }
    }
}
