//! A document's visible text, whoever owns it.

use crate::text::span::Span;
use std::{borrow::Cow, fmt, sync::Arc};

/// The visible text of one document. Cheap to clone.
///
/// A file over [`crate::collection::plain::WHOLE_BYTES`] stays where it is and is read in pieces, as they are asked for:
/// it costs no memory of its own, cannot crash the program when it is cut short meanwhile (as a map
/// of it would), and its offsets are the file's.
#[derive(Clone)]
pub enum Body {
    /// In the program image.
    Static(&'static str),
    /// On the heap.
    Heap(Arc<str>),
    /// Elsewhere, read in pieces.
    Elsewhere(Arc<dyn Backing>),
}

/// Bytes that can be read from any place, such as an open file.
pub trait Backing: Send + Sync {
    /// Their number when they were opened.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Fills `buffer` from `offset` on and returns how many bytes were there.
    ///
    /// Fewer than asked for means that the bytes have become fewer; an implementation keeps any
    /// error to itself and tells it elsewhere.
    fn read_at(&self, offset: usize, buffer: &mut [u8]) -> usize;

    /// Whether a read has found fewer bytes than there were.
    fn is_shortened(&self) -> bool {
        false
    }
}

impl Body {
    /// Its length in bytes.
    pub fn len(&self) -> usize {
        match self {
            Self::Static(text) => text.len(),
            Self::Heap(text) => text.len(),
            Self::Elsewhere(backing) => backing.len(),
        }
    }

    /// Whether it has become shorter since it was opened, as far as it has been read.
    pub fn is_shortened(&self) -> bool {
        matches!(self, Self::Elsewhere(backing) if backing.is_shortened())
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The whole text, where it is in memory.
    pub fn whole(&self) -> Option<&str> {
        match self {
            Self::Static(text) => Some(text),
            Self::Heap(text) => Some(text),
            Self::Elsewhere(_) => None,
        }
    }

    /// The bytes of `span` as text.
    ///
    /// `span` is cut to the text and moved outwards to character boundaries. A byte that is not part
    /// of valid UTF-8 stands as U+001A SUBSTITUTE, one for one, so that every offset stays the
    /// file's; it shows as `�`. Bytes that have gone since the text was opened stand as line feeds.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        self.piece(span).1
    }

    /// As [`Body::slice`], with the offset at which the text begins.
    ///
    /// That is `span.start`, or up to three bytes before where it lies inside a character.
    pub fn piece(&self, span: Span) -> (usize, Cow<'_, str>) {
        let start = span.start.min(self.len());
        let end = span.end.clamp(start, self.len());
        match self {
            Self::Static(text) => cut_out(text, start, end),
            Self::Heap(text) => cut_out(text, start, end),
            Self::Elsewhere(backing) => {
                // A character that reaches over an edge begins or ends at most three bytes beyond it.
                let base = start.saturating_sub(LONGEST_CHARACTER - 1);
                let reach = (end + LONGEST_CHARACTER - 1).min(backing.len());
                let mut bytes = vec![0; reach - base];
                let read = backing.read_at(base, &mut bytes).min(bytes.len());
                bytes[read..].fill(b'\n');
                let mut text = decoded(bytes);
                let first = text.floor_char_boundary(start - base);
                text.truncate(text.ceil_char_boundary(end - base));
                text.drain(..first);
                (base + first, Cow::Owned(text))
            }
        }
    }
}

/// Bytes of the longest character in UTF-8.
const LONGEST_CHARACTER: usize = 4;

/// `start..end` of `text`, moved outwards to character boundaries, and where that begins.
fn cut_out(text: &str, start: usize, end: usize) -> (usize, Cow<'_, str>) {
    let first = text.floor_char_boundary(start);
    (
        first,
        Cow::Borrowed(&text[first..text.ceil_char_boundary(end)]),
    )
}

/// `bytes` as text of the same length; each byte that is not part of valid UTF-8 becomes U+001A.
pub fn decoded(bytes: Vec<u8>) -> String {
    decoded_counting(bytes).0
}

/// As [`decoded`], with the number of bytes that are not part of valid UTF-8.
#[allow(clippy::missing_panics_doc, reason = "every byte is valid by then")]
pub fn decoded_counting(bytes: Vec<u8>) -> (String, usize) {
    let mut bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, 0),
        Err(error) => error.into_bytes(),
    };
    let (mut valid, mut bad) = (0, 0);
    while let Err(error) = str::from_utf8(&bytes[valid..]) {
        let start = valid + error.valid_up_to();
        let end = error.error_len().map_or(bytes.len(), |len| start + len);
        bytes[start..end].fill(0x1A);
        bad += end - start;
        valid = end;
    }
    let text = String::from_utf8(bytes).expect("every byte that is not UTF-8 was replaced");
    (text, bad)
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Bytes {
        held: Vec<u8>,
        promised: usize,
    }

    impl Backing for Bytes {
        fn len(&self) -> usize {
            self.promised
        }

        fn read_at(&self, offset: usize, buffer: &mut [u8]) -> usize {
            let held = self.held.get(offset..).unwrap_or_default();
            let read = held.len().min(buffer.len());
            buffer[..read].copy_from_slice(&held[..read]);
            read
        }
    }

    fn elsewhere(bytes: &[u8]) -> Body {
        Body::Elsewhere(Arc::new(Bytes {
            held: bytes.to_vec(),
            promised: bytes.len(),
        }))
    }

    #[test]
    fn a_piece_moves_outwards_to_whole_characters() {
        let body = elsewhere("aé€b".as_bytes());
        assert_eq!(body.piece(Span::new(2, 4)), (1, Cow::Borrowed("é€")));
        assert_eq!(body.piece(Span::new(6, 6)), (6, Cow::Borrowed("")));
        assert_eq!(body.slice(Span::new(5, 99)), "€b");
    }

    #[test]
    fn each_byte_that_is_not_utf_8_stands_as_one_substitute() {
        let body = elsewhere(b"a\xff\xe2\x82b\xe2");
        assert_eq!(body.slice(Span::new(0, 6)), "a\u{1a}\u{1a}\u{1a}b\u{1a}");
        assert_eq!(decoded_counting(b"a\xff\xe2\x82b\xe2\x1a".to_vec()).1, 4);
    }

    #[test]
    fn bytes_that_have_gone_stand_as_line_feeds() {
        let body = Body::Elsewhere(Arc::new(Bytes {
            held: b"ab".to_vec(),
            promised: 4,
        }));
        assert_eq!(body.slice(Span::new(1, 4)), "b\n\n");
    }

    proptest! {
        #[test]
        fn any_piece_is_what_the_whole_says(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0xe2), Just(0x82), Just(0xac), Just(b'a')], 0..40),
            start in 0_usize..45,
            len in 0_usize..20,
        ) {
            let whole = Body::Heap(decoded(bytes.clone()).into());
            let span = Span::new(start, start + len);
            let elsewhere = elsewhere(&bytes);
            prop_assert_eq!(elsewhere.piece(span), whole.piece(span));
        }
    }
}
