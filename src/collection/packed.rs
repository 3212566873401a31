//! A collection as bytes, of which no more is read than is looked at.
//!
//! Responsible for the form: the texts, each followed by its blocks and runs, and an index, which holds
//! everything else and where each text stands. Only the index is read at the start. Not for where the bytes
//! are kept (see `store::carried`). The invariant: whatever bytes are read, nothing panics, and no more
//! memory is taken than a multiple of their number.
//!
//! Every 16 KiB of the texts have a checksum in the index. It is checked when they are first read, so a
//! byte that was changed since is never taken for text without being told.
//!
//! Numbers stand in groups of seven bits, the lowest first, each group but the last with its high bit set;
//! a text is its length in bytes and itself; a list is its length and its items.

mod writing;

pub use writing::write;

use super::{
    Collection,
    block::{Block, BlockKind, Marker, Run, RunKind},
    body::{Backing, Body},
    document::{Deferred, Document, Structure, Tables},
    metadata::{Date, DateBasis, Metadata, Str},
    plain::Shape,
};
use crate::text::span::Span;
use std::{
    borrow::Cow,
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

/// Bytes of the texts that have a checksum together.
const PIECE: usize = 16 << 10;

/// Bytes that the index has at least for a document, and a table for a block and a run.
const LEAST_DOCUMENT: usize = 15;
const LEAST_BLOCK: usize = 3;
const LEAST_RUN: usize = 3;

/// What bytes sum up to: any change of one of them changes it, and hardly any other change does not.
///
/// It tells accidents; whoever means to change the bytes can change it too.
pub fn checksum(bytes: &[u8]) -> u64 {
    // Each step is reversible, so two sums that differ once differ for good.
    let step = |sum: u64, word: [u8; 8]| {
        let sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        sum ^ sum >> 32
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words
        .iter()
        .fold(bytes.len() as u64, |it, &word| step(it, word));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(sum, last)
}

/// Signs of a block, beside its kind, which has the lower three bits.
const TIGHT: u8 = 0x08;
const FURNITURE: u8 = 0x10;
/// Quotations, lists and a marker follow.
const NESTED: u8 = 0x20;

/// Bytes that are read from the front on; nothing where they are not what was written.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    fn truth(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn number<N: TryFrom<u64>>(&mut self) -> Option<N> {
        let mut number = 0_u64;
        for group in 0..10 {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            number |= bits
                .checked_shl(group * 7)
                .filter(|it| it >> (group * 7) == bits)?;
            if byte < 0x80 {
                return N::try_from(number).ok();
            }
        }
        None
    }

    /// The number of things that follow, each of at least so many bytes.
    fn count(&mut self, least: usize) -> Option<usize> {
        let count: usize = self.number()?;
        (count <= self.0.len() / least).then_some(count)
    }

    fn text_of(&mut self, length: usize) -> Option<&'a str> {
        str::from_utf8(self.take(length)?).ok()
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        self.text_of(length)
    }
}

impl Bytes<'static> {
    #[expect(clippy::option_option, reason = "it may be missing, or not be read")]
    fn optional(&mut self) -> Option<Option<Str>> {
        let length: usize = self.number()?;
        match length.checked_sub(1) {
            None => Some(None),
            Some(length) => Some(Some(Cow::Borrowed(self.text_of(length)?))),
        }
    }

    fn list(&mut self) -> Option<Cow<'static, [Str]>> {
        let count = self.count(1)?;
        let items = (0..count).map(|_| self.text().map(Cow::Borrowed));
        items.collect::<Option<Vec<Str>>>().map(Cow::Owned)
    }
}

/// A collection that was packed. Its texts stay where they are.
#[derive(Debug)]
pub struct Packed {
    id: &'static str,
    title: &'static str,
    about: &'static str,
    keywords: &'static str,
    sources: Vec<(Str, Str)>,
    /// The number of documents, and what the index says of them.
    count: usize,
    documents: &'static [u8],
    texts: Arc<Texts>,
}

impl Packed {
    /// The collection of this `index`, whose texts are in `texts`. The index is kept for as long as the
    /// program runs: titles and names are parts of it, and none is copied.
    ///
    /// `None` where these are other bytes than [`write()`] has written.
    pub fn read(index: &'static [u8], texts: Arc<dyn Backing>) -> Option<Self> {
        let mut bytes = Bytes(index);
        let [id, title, about, keywords] =
            [bytes.text()?, bytes.text()?, bytes.text()?, bytes.text()?];
        let sets = bytes.count(2)?;
        let mut source = || Some((bytes.text()?.into(), bytes.text()?.into()));
        let sources = (0..sets).map(|_| source()).collect::<Option<_>>()?;
        let length: usize = bytes.number()?;
        if length != texts.len() {
            return None;
        }
        let pieces = length.div_ceil(PIECE);
        let (sums, _) = bytes.take(pieces.checked_mul(8)?)?.as_chunks();
        let count = bytes.count(LEAST_DOCUMENT)?;
        Some(Self {
            id,
            title,
            about,
            keywords,
            sources,
            count,
            documents: bytes.0,
            texts: Arc::new(Texts {
                source: texts,
                sums,
                checked: (0..pieces.div_ceil(64))
                    .map(|_| AtomicU64::new(0))
                    .collect(),
                is_damaged: AtomicBool::new(false),
            }),
        })
    }

    /// Its title.
    pub const fn title(&self) -> &str {
        self.title
    }

    /// The number of its documents.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether it has no document.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Its keyword set, as it was given to [`write()`].
    pub const fn keywords(&self) -> &str {
        self.keywords
    }

    /// The names and sources of its keyword sets.
    pub fn sources(&self) -> &[(Str, Str)] {
        &self.sources
    }

    /// The collection. Costs about a microsecond a document.
    ///
    /// `None` where the index is not what [`write()`] has written.
    pub fn collection(&self) -> Option<Collection> {
        let mut bytes = Bytes(self.documents);
        let mut at = 0;
        let mut documents = Vec::with_capacity(self.count);
        for _ in 0..self.count {
            documents.push(document(&mut bytes, &self.texts, &mut at)?);
        }
        (bytes.0.is_empty() && at == self.texts.source.len()).then(|| Collection {
            id: self.id.into(),
            title: self.title.into(),
            about: self.about.into(),
            documents,
            keywords: self.sources.clone(),
            ..Collection::default()
        })
    }

    /// Whether anything that was read so far is not what was written.
    pub fn is_damaged(&self) -> bool {
        self.texts.is_damaged.load(Ordering::Relaxed)
    }

    /// Reads all texts and says whether they are what was written.
    pub fn is_whole(&self) -> bool {
        (0..self.texts.sums.len()).all(|piece| self.texts.is_right(piece))
    }
}

/// The next document, whose text stands at `at`.
fn document(bytes: &mut Bytes<'static>, texts: &Arc<Texts>, at: &mut usize) -> Option<Document> {
    let metadata = Metadata {
        id: bytes.text()?.into(),
        title: bytes.text()?.into(),
        title_in_text: bytes.truth()?,
        authors: bytes.list()?,
        publisher: bytes.optional()?,
        date: match bytes.text()? {
            "" => None,
            date => Some(date.parse::<Date>().ok()?),
        },
        date_basis: if bytes.truth()? {
            DateBasis::Inferred
        } else {
            DateBasis::Stated
        },
        language: bytes.optional()?,
        kind: bytes.optional()?,
        tags: bytes.list()?,
        source: bytes.optional()?,
    };
    let words = bytes.number::<usize>()?.checked_sub(1);
    let text = Span::new(*at, at.checked_add(bytes.number()?)?);
    let tables = Span::new(text.end, text.end.checked_add(bytes.number()?)?);
    *at = tables.end;
    if *at > texts.source.len() {
        return None;
    }
    let packed = Arc::new(PackedText {
        texts: Arc::clone(texts),
        text,
        tables,
        known: OnceLock::new(),
    });
    let structure = match bytes.byte()? {
        0 => Structure::Deferred(Arc::clone(&packed) as Arc<dyn Deferred>),
        1 => Structure::Scanned(Shape::LongLines),
        2 => Structure::Scanned(Shape::Wrapped {
            columns: bytes.number()?,
        }),
        _ => return None,
    };
    Some(Document {
        metadata,
        body: Body::Elsewhere(packed),
        words,
        structure,
    })
}

/// The texts of a collection, wherever they are.
struct Texts {
    source: Arc<dyn Backing>,
    /// The checksum of each piece.
    sums: &'static [[u8; 8]],
    /// A bit for each piece that is what was written.
    checked: Box<[AtomicU64]>,
    is_damaged: AtomicBool,
}

impl Texts {
    /// Whether piece number `piece` is what was written.
    fn is_right(&self, piece: usize) -> bool {
        let (word, bit) = (&self.checked[piece / 64], 1 << (piece % 64));
        if word.load(Ordering::Relaxed) & bit != 0 {
            return true;
        }
        let start = piece * PIECE;
        let mut bytes = vec![0; PIECE.min(self.source.len() - start)];
        let read = self.source.read_at(start, &mut bytes);
        let is_right = read == bytes.len() && checksum(&bytes).to_le_bytes() == self.sums[piece];
        if is_right {
            word.fetch_or(bit, Ordering::Relaxed);
        } else {
            self.is_damaged.store(true, Ordering::Relaxed);
        }
        is_right
    }

    /// As [`Backing::read_at`]: up to the first piece that is not what was written.
    fn read_at(&self, offset: usize, buffer: &mut [u8]) -> usize {
        let end = (offset + buffer.len()).min(self.source.len());
        let pieces = offset / PIECE..end.div_ceil(PIECE);
        let wrong = pieces.into_iter().find(|&piece| !self.is_right(piece));
        let end = wrong.map_or(end, |wrong| (wrong * PIECE).max(offset));
        self.source
            .read_at(offset, &mut buffer[..end.saturating_sub(offset)])
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Texts({} bytes)", self.source.len())
    }
}

/// The text of a document, and its blocks and runs.
#[derive(Debug)]
struct PackedText {
    texts: Arc<Texts>,
    text: Span,
    tables: Span,
    /// Boxed: most documents of a large collection are never looked at.
    known: OnceLock<Box<Tables>>,
}

impl Backing for PackedText {
    fn len(&self) -> usize {
        self.text.len()
    }

    fn read_at(&self, offset: usize, buffer: &mut [u8]) -> usize {
        let here = buffer.len().min(self.text.len().saturating_sub(offset));
        self.texts
            .read_at(self.text.start + offset, &mut buffer[..here])
    }

    fn is_shortened(&self) -> bool {
        self.texts.is_damaged.load(Ordering::Relaxed)
    }
}

impl Deferred for PackedText {
    fn tables(&self) -> &Tables {
        self.known.get_or_init(|| {
            let mut bytes = vec![0; self.tables.len()];
            let read = self.texts.read_at(self.tables.start, &mut bytes);
            let whole = (read == bytes.len()).then_some(&bytes);
            let tables = whole.and_then(|bytes| read_tables(&mut Bytes(bytes), self.text.len()));
            Box::new(tables.unwrap_or_else(|| {
                self.texts.is_damaged.store(true, Ordering::Relaxed);
                Tables::default()
            }))
        })
    }
}

/// The blocks and runs over a text of `length` bytes.
fn read_tables(bytes: &mut Bytes<'_>, length: usize) -> Option<Tables> {
    let wrap_columns = bytes.number()?;
    let count = bytes.count(LEAST_BLOCK)?;
    let mut blocks = Vec::with_capacity(count);
    let mut end = 0_usize;
    for _ in 0..count {
        let span = read_span(bytes, end, length)?;
        end = span.end;
        blocks.push(read_block(bytes, span)?);
    }
    let count = bytes.count(LEAST_RUN)?;
    let mut runs = Vec::with_capacity(count);
    let mut start = 0;
    for _ in 0..count {
        let span = read_span(bytes, start, length)?;
        start = span.start;
        let kind = match bytes.byte()? {
            0 => RunKind::Emphasis,
            1 => RunKind::Strong,
            2 => RunKind::Struck,
            3 => RunKind::Code,
            4 => RunKind::Link(bytes.text()?.to_owned().into()),
            _ => return None,
        };
        runs.push(Run { span, kind });
    }
    bytes
        .0
        .is_empty()
        .then(|| Tables::new(blocks, runs, wrap_columns))
}

/// A span that begins so many bytes after `from`, in a text of `length` bytes.
fn read_span(bytes: &mut Bytes<'_>, from: usize, length: usize) -> Option<Span> {
    let start = from.checked_add(bytes.number()?)?;
    let end = start.checked_add(bytes.number()?)?;
    (end <= length).then(|| Span::new(start, end))
}

fn read_block(bytes: &mut Bytes<'_>, span: Span) -> Option<Block> {
    let signs = bytes.byte()?;
    if signs >= NESTED << 1 {
        return None;
    }
    let kind = match signs & (TIGHT - 1) {
        0 => BlockKind::Paragraph,
        1 => BlockKind::Wrapped,
        2 => BlockKind::Preformatted,
        3 => BlockKind::Rule,
        4 => BlockKind::Heading(bytes.byte().filter(|level| (1..=6).contains(level))?),
        _ => return None,
    };
    let mut block = Block {
        tight: signs & TIGHT != 0,
        furniture: signs & FURNITURE != 0,
        ..Block::new(span, kind)
    };
    if signs & NESTED != 0 {
        (block.quotes, block.lists) = (bytes.byte()?, bytes.byte()?);
        block.marker = match bytes.byte()? {
            0 => None,
            1 => Some(Marker::Bullet),
            2 => Some(Marker::Task(false)),
            3 => Some(Marker::Task(true)),
            4 => Some(Marker::Number(bytes.number()?)),
            _ => return None,
        };
    }
    Some(block)
}

#[cfg(test)]
#[path = "packed_tests.rs"]
mod tests;
