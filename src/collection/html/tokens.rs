//! The tokens of HTML: tags and text.
//!
//! Responsible for what the tokenizer of the HTML standard does: where tags, comments and text begin and end, also
//! where they are not as they should be. Not for which elements stand in which (see [`super::walk`]). It goes over
//! the source once, in time that grows with it alone.
//!
//! Of XHTML as books hold it two things are different: any tag may close itself, and CDATA may stand anywhere.

use super::entities::{Entities, Place};
use std::borrow::Cow;

/// The attributes that are kept; no page makes more of them than its tags have names.
#[rustfmt::skip]
const KEPT: [&str; 38] = [
    "alt", "align", "class", "colspan", "content", "datetime", "epub:type", "hidden", "href", "id", "itemprop", "lang",
    "name", "open", "property", "pubdate", "rel", "role", "rowspan", "start", "style", "type", "value", "xlink:href",
    "xml:lang", "src", "title", "reversed", "full-path",
    "idref", "media-type", "properties", "toc", "opf:event", "opf:role", "algorithm", "uri", "linear",
];

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collection) struct Tag<'a> {
    /// Its name in lower case.
    pub name: Cow<'a, str>,
    /// Its attributes that matter, the first of each name.
    attributes: Vec<(&'static str, Cow<'a, str>)>,
    /// Whether it ends with `/>`.
    pub closes_itself: bool,
}

impl Tag<'_> {
    /// The tag of an element that the page leaves out.
    pub(super) const fn bare(name: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            attributes: Vec::new(),
            closes_itself: false,
        }
    }

    /// The value of an attribute; empty where it is said without one.
    pub(in crate::collection) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(it, _)| *it == name);
        found.map(|(_, value)| value.as_ref())
    }

    /// The value of an attribute, or nothing.
    pub(in crate::collection) fn said(&self, name: &str) -> &str {
        self.attribute(name).unwrap_or_default()
    }
}

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collection) enum Token<'a> {
    /// A start tag.
    Start(Tag<'a>),
    /// The name of an end tag, in lower case.
    End(Cow<'a, str>),
    /// Text, its references resolved; text that stands together may come in several pieces.
    Text(Cow<'a, str>),
}

/// What the text after a start tag may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Text, up to the end tag of this name.
    Until {
        name: &'static str,
        references: bool,
    },
    /// Text, up to the end of the page.
    Plain,
}

/// The tokens of a page, one after the other.
#[derive(Debug)]
pub(in crate::collection) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    content: Option<Content>,
    is_xml: bool,
    entities: Entities,
}

impl<'a> Tokens<'a> {
    /// Those of `source`, which is XHTML where it `is_xml`.
    pub(in crate::collection) fn new(source: &'a str, is_xml: bool) -> Self {
        Self {
            source: source.strip_prefix('\u{feff}').unwrap_or(source),
            at: 0,
            content: None,
            is_xml,
            entities: Entities::default(),
        }
    }

    /// The next token; `is_foreign` where it stands in a drawing or a formula, which are written as XML.
    pub(in crate::collection) fn next(&mut self, is_foreign: bool) -> Option<Token<'a>> {
        match self.content.take() {
            Some(Content::Plain) => {
                let text = self.rest();
                self.at = self.source.len();
                return (!text.is_empty()).then(|| self.text(text));
            }
            Some(Content::Until { name, references }) => {
                let length = end_of(name, self.rest());
                if length > 0 {
                    let text = &self.rest()[..length];
                    self.at += length;
                    let text = if references {
                        self.entities.decoded(text, Place::Text)
                    } else {
                        text.into()
                    };
                    return Some(Token::Text(text));
                }
            }
            None => {}
        }
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let length = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
            if length > 0 {
                self.at += length;
                return Some(self.text(&rest[..length]));
            }
            let next = rest.as_bytes().get(1).copied().unwrap_or_default();
            match next {
                b'a'..=b'z' | b'A'..=b'Z' => {
                    if let Some(tag) = self.tag(1) {
                        self.content = self.content_of(&tag, is_foreign);
                        return Some(Token::Start(tag));
                    }
                }
                b'/' => match rest.as_bytes().get(2) {
                    Some(byte) if byte.is_ascii_alphabetic() => {
                        if let Some(tag) = self.tag(2) {
                            return Some(Token::End(tag.name));
                        }
                    }
                    Some(_) => self.skip_to(2, ">"),
                    None => return Some(self.literal(2)),
                },
                b'!' => {
                    if let Some(text) = self.declaration(is_foreign) {
                        return Some(Token::Text(text.into()));
                    }
                }
                b'?' if self.is_xml => self.skip_to(2, "?>"),
                b'?' => self.skip_to(1, ">"),
                _ => return Some(self.literal(1)),
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn text(&mut self, text: &'a str) -> Token<'a> {
        Token::Text(self.entities.decoded(text, Place::Text))
    }

    /// The next `length` bytes, which look like a tag and are none.
    fn literal(&mut self, length: usize) -> Token<'a> {
        let text = &self.rest()[..length];
        self.at += length;
        Token::Text(text.into())
    }

    /// Goes behind the next `end`, looked for from `skipped` bytes on, or to the end of the page.
    fn skip_to(&mut self, skipped: usize, end: &str) {
        let found = memchr::memmem::find(&self.rest().as_bytes()[skipped..], end.as_bytes());
        self.at = found.map_or(self.source.len(), |found| {
            self.at + skipped + found + end.len()
        });
    }

    /// Passes over a comment or a declaration; text of CDATA is given where it may stand.
    fn declaration(&mut self, is_foreign: bool) -> Option<&'a str> {
        let rest = self.rest();
        if let Some(comment) = rest.strip_prefix("<!--") {
            let empty = [">", "->"].iter().find(|end| comment.starts_with(**end));
            if let Some(end) = empty {
                self.at += "<!--".len() + end.len();
                return None;
            }
            let bytes = comment.as_bytes();
            let end = memchr::memmem::find_iter(bytes, "--")
                .find_map(|at| match &bytes[at + 2..] {
                    [b'>', ..] => Some(at + 3),
                    // Of three hyphens the last two end the comment.
                    [b'!' | b'-', b'>', ..] => Some(at + 4),
                    [b'-', b'!', b'>', ..] => Some(at + 5),
                    _ => None,
                })
                .unwrap_or(bytes.len());
            self.at += "<!--".len() + end;
            return None;
        }
        if (is_foreign || self.is_xml)
            && let Some(data) = rest.strip_prefix("<![CDATA[")
        {
            let end = memchr::memmem::find(data.as_bytes(), b"]]>");
            self.at += "<![CDATA[".len() + end.map_or(data.len(), |end| end + 3);
            return Some(&data[..end.unwrap_or(data.len())]);
        }
        self.skip_to(2, ">");
        let passed = &rest[..rest.len() - self.rest().len()];
        // Entities that a book's chapter declares for itself.
        if self.is_xml && passed.contains('[') && !passed.contains(']') {
            self.skip_to(0, "]");
            self.skip_to(0, ">");
        }
        None
    }

    /// Reads a tag whose name begins `skipped` bytes on; `None` where the page ends in it.
    fn tag(&mut self, skipped: usize) -> Option<Tag<'a>> {
        let bytes = self.source.as_bytes();
        let is_blank =
            |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0C));
        let until = |mut at: usize, ends: &[u8]| {
            while at < bytes.len() && !is_blank(at) && !ends.contains(&bytes[at]) {
                at += 1;
            }
            at
        };
        let start = self.at + skipped;
        let mut at = until(start, b"/>");
        let mut tag = Tag {
            name: lower(&self.source[start..at]),
            attributes: Vec::new(),
            closes_itself: false,
        };
        loop {
            while is_blank(at) {
                at += 1;
            }
            match bytes.get(at) {
                None => {
                    self.at = bytes.len();
                    return None;
                }
                Some(b'>') => {
                    self.at = at + 1;
                    return Some(tag);
                }
                Some(b'/') => {
                    tag.closes_itself = bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let name = at;
            // An equals sign that begins a name is a part of it.
            at = until(at + 1, b"/>=");
            let name = &self.source[name..at];
            while is_blank(at) {
                at += 1;
            }
            let mut value = "";
            if bytes.get(at) == Some(&b'=') {
                at += 1;
                while is_blank(at) {
                    at += 1;
                }
                match bytes.get(at) {
                    Some(&quote @ (b'"' | b'\'')) => {
                        let length = memchr::memchr(quote, &bytes[at + 1..]);
                        let Some(length) = length else {
                            self.at = bytes.len();
                            return None;
                        };
                        value = &self.source[at + 1..at + 1 + length];
                        at += length + 2;
                    }
                    Some(b'>') | None => {}
                    Some(_) => {
                        let start = at;
                        at = until(at, b">");
                        value = &self.source[start..at];
                    }
                }
            }
            let kept = KEPT.iter().find(|kept| name.eq_ignore_ascii_case(kept));
            if let Some(kept) = kept
                && tag.attribute(kept).is_none()
            {
                let value = self.entities.decoded(value, Place::Attribute);
                tag.attributes.push((kept, value));
            }
        }
    }

    fn content_of(&self, tag: &Tag<'_>, is_foreign: bool) -> Option<Content> {
        if is_foreign || (self.is_xml && tag.closes_itself) {
            return None;
        }
        let text = |name| Content::Until {
            name,
            references: true,
        };
        let raw = |name| Content::Until {
            name,
            references: false,
        };
        match tag.name.as_ref() {
            "title" => Some(text("title")),
            "textarea" => Some(text("textarea")),
            "iframe" => Some(raw("iframe")),
            "noembed" => Some(raw("noembed")),
            "noframes" => Some(raw("noframes")),
            "noscript" => Some(raw("noscript")),
            "script" => Some(raw("script")),
            "style" => Some(raw("style")),
            "xmp" => Some(raw("xmp")),
            "plaintext" => Some(Content::Plain),
            _ => None,
        }
    }
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        name.to_ascii_lowercase().into()
    } else {
        name.into()
    }
}

/// The byte of `text` at which the end tag `</name` stands, or the end.
///
/// In a script, what stands between `<!--` and `-->` may hold one whole script.
fn end_of(name: &str, text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_named = |at: usize| {
        let after = at + name.len();
        let matches = bytes.get(at..after);
        matches.is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
            && matches!(
                bytes.get(after),
                Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/' | b'>')
            )
    };
    let is_script = name == "script";
    // Whether a comment is open, and a script inside it.
    let (mut escaped, mut doubly) = (false, false);
    // Where the comment was opened: `<!-->` closes itself.
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'<', b'-', &bytes[at..]) {
        at += found;
        if bytes[at] == b'-' {
            if escaped && bytes[at..].starts_with(b"-->") {
                (escaped, doubly) = (false, false);
            }
        } else if bytes.get(at + 1) == Some(&b'/') {
            if is_named(at + 2) {
                if !doubly {
                    return at;
                }
                doubly = false;
            }
        } else if is_script && !escaped && bytes[at..].starts_with(b"<!--") {
            escaped = true;
            // The two hyphens may already be those of its end.
            at += 1;
        } else if escaped && !doubly && is_named(at + 1) {
            doubly = true;
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tokens, written shortly.
    fn tokens(source: &str, is_xml: bool) -> String {
        let mut tokens = Tokens::new(source, is_xml);
        let mut written = String::new();
        while let Some(token) = tokens.next(false) {
            match token {
                Token::Start(tag) => {
                    written.extend(["(", &*tag.name]);
                    for (name, value) in &tag.attributes {
                        written.extend([" ", &**name, "=", &**value]);
                    }
                    written += if tag.closes_itself { "/)" } else { ")" };
                }
                Token::End(name) => written.extend(["(/", &*name, ")"]),
                Token::Text(text) => written += &text,
            }
        }
        written
    }

    fn html(source: &str) -> String {
        tokens(source, false)
    }

    #[test]
    fn tags_have_names_and_attributes_however_they_are_written() {
        assert_eq!(
            html("<A HREF=x>y</A ><p class = 'a > b' ID=\"c&amp;d\" onclick=1><br/><img alt>"),
            "(a href=x)y(/a)(p class=a > b id=c&d)(br/)(img alt=)"
        );
        assert_eq!(
            html("<p class=a class=b =x id=/y/>z"),
            "(p class=a id=/y/)z"
        );
        assert_eq!(html("<p/id=1/ class=>z"), "(p id=1/ class=)z");
    }

    #[test]
    fn comments_and_declarations_are_no_text() {
        assert_eq!(
            html(
                "<!DOCTYPE html>a<!-- > <b> -->b<!-->c<!--->d<!-- --!>e<!x>f<?y?>g</3>h</>i<!---->j<!-- --->k"
            ),
            "abcdefghijk"
        );
        assert_eq!(html("a<!-- never ends <b>"), "a");
        assert_eq!(html("a<![CDATA[b]]>c"), "ac");
    }

    #[test]
    fn what_only_looks_like_a_tag_is_text() {
        assert_eq!(html("1 < 2 <3 <= </"), "1 < 2 <3 <= </");
        assert_eq!(html("a<"), "a<");
        assert_eq!(html("a<b class='"), "a");
    }

    #[test]
    fn scripts_and_styles_end_with_their_end_tag_alone() {
        assert_eq!(
            html("<style>a > b</p></styles></style >c<title>d<b>&amp;</title>e"),
            "(style)a > b</p></styles>(/style)c(title)d<b>&(/title)e"
        );
        assert_eq!(
            html("<script>'<!-- <script> </script>' --></script>a"),
            "(script)'<!-- <script> </script>' -->(/script)a"
        );
        assert_eq!(html("<script><!-- </script>a"), "(script)<!-- (/script)a");
        assert_eq!(
            html("<script><!--><script></script>a"),
            "(script)<!--><script>(/script)a"
        );
        assert_eq!(
            html("<plaintext>a</plaintext><b>"),
            "(plaintext)a</plaintext><b>"
        );
    }

    #[test]
    fn in_xhtml_any_tag_may_close_itself_and_cdata_is_text() {
        assert_eq!(
            tokens(
                "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a \"b>\">]><title/>a<![CDATA[<b>&amp;]]>c",
                true
            ),
            "(title/)a<b>&amp;c"
        );
    }

    #[test]
    fn a_mark_of_byte_order_is_no_text() {
        assert_eq!(html("\u{feff}a"), "a");
    }

    proptest! {
        #[test]
        fn any_source_is_read_to_its_end(source in r#"(?s)(<!--|-->|</?script|</?p|<!|\[CDATA\[|\]|>|=|"|'|/|é|&amp|.){0,40}"#, is_xml: bool) {
            let mut reading = Tokens::new(&source, is_xml);
            let mut count = 0;
            while reading.next(count % 3 == 0).is_some() {
                count += 1;
            }
            prop_assert!(count <= source.len());
            prop_assert_eq!(reading.at, reading.source.len());
        }
    }
}
