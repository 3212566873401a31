//! What is packed is read again, and nothing else is.

use super::{writing::put_number, *};
use crate::{
    collection::{parsed::Parsed, plain, reading::Reading},
    text::words,
};
use proptest::prelude::*;
use std::sync::atomic::AtomicUsize;

/// Bytes in memory, and how many of them were read.
#[derive(Default)]
struct Held {
    bytes: Vec<u8>,
    read: AtomicUsize,
}

impl Backing for Held {
    fn len(&self) -> usize {
        self.bytes.len()
    }

    fn read_at(&self, offset: usize, buffer: &mut [u8]) -> usize {
        let held = self.bytes.get(offset..).unwrap_or_default();
        let read = held.len().min(buffer.len());
        buffer[..read].copy_from_slice(&held[..read]);
        self.read.fetch_add(read, Ordering::Relaxed);
        read
    }
}

fn held(bytes: Vec<u8>) -> Arc<Held> {
    Arc::new(Held {
        bytes,
        read: AtomicUsize::new(0),
    })
}

/// The index of a collection, and its texts.
fn written(collection: &Collection) -> (&'static [u8], Vec<u8>) {
    let mut texts = Vec::new();
    let index = write(collection, "{}", &mut texts).unwrap();
    (index.leak(), texts)
}

fn read_again(collection: &Collection) -> Collection {
    let (index, texts) = written(collection);
    let packed = Packed::read(index, held(texts)).unwrap();
    packed.collection().unwrap()
}

const MARKED: &str = "+++\ntitle = \"زن، زندگی 🕊️\"\nauthors = [\"A\", \"ب\"]\npublisher = \"P\"\ndate = \"2021-07\"\n\
    date_basis = \"inferred\"\nkind = \"news\"\nlanguage = \"fa\"\ntags = [\"t\"]\nsource = \"s\"\n+++\n\
    # One *two* **three** ~~four~~\n\n> quoted `code` [link](https://example.org/é)\n\n1. one\n7. seven\n   - [x] done\n   - [ ] not\n\n\
    * a bullet\n\n---\n\n```\n  kept\n```\n\nزن، زندگی، آزادی\n";

fn collection() -> Collection {
    let (marked, problems) = Parsed::markdown("marked", "marked.md", MARKED);
    assert_eq!(problems, []);
    let plain = Parsed::plain("plain", "A title\n\nSome words,\nand more.\n".to_owned());
    let empty = Parsed::plain("🕊️", String::new());
    Collection {
        id: "an-id".into(),
        title: "A title".into(),
        about: "On it.".into(),
        documents: [marked, plain, empty].map(Document::from).into(),
        keywords: vec![("keywords/k.toml".into(), "# none\n".into())],
        ..Collection::default()
    }
}

fn assert_same(one: &Document, other: &Document) {
    assert_eq!(one.metadata, other.metadata);
    let all = Span::new(0, usize::MAX);
    assert_eq!(one.body.slice(all), other.body.slice(all));
    match (one.structure.known(), other.structure.known()) {
        (Ok(one), Ok(other)) => {
            assert_eq!(one.blocks, other.blocks);
            assert_eq!(one.runs, other.runs);
            assert_eq!(one.wrap_columns, other.wrap_columns);
        }
        (one, other) => assert_eq!(one.unwrap_err(), other.unwrap_err()),
    }
}

#[test]
fn what_is_packed_is_what_is_read() {
    let collection = collection();
    let again = read_again(&collection);
    assert_eq!(
        (&again.id, &again.title, &again.about, &again.keywords),
        (
            &collection.id,
            &collection.title,
            &collection.about,
            &collection.keywords
        )
    );
    assert_eq!(again.documents.len(), 3);
    for (one, other) in collection.documents.iter().zip(&again.documents) {
        assert_same(one, other);
        let whole = one.body.whole().unwrap();
        assert_eq!(other.words, Some(words::count(whole)));
    }
    let known = again.documents[0].structure.known().unwrap();
    assert!(
        known.runs.len() >= 5 && known.blocks.len() >= 8,
        "{known:?}"
    );
}

#[test]
fn what_was_packed_can_be_packed_again() {
    let first = read_again(&collection());
    assert_eq!(written(&first), written(&collection()));
}

#[test]
fn a_large_plain_text_is_scanned_here_too() {
    let text = "A line of some words, é, that is not very long.\n".repeat(60_000);
    let body = Body::Elsewhere(held(text.clone().into_bytes()));
    let sample = body.slice(Span::new(0, plain::SAMPLE_BYTES)).into_owned();
    let document = Document::scanned("large", &sample, body);
    let collection = Collection {
        documents: vec![document.clone()],
        ..Collection::default()
    };
    let again = read_again(&collection);
    assert_same(&again.documents[0], &document);
    assert_eq!(again.documents[0].body.len(), text.len());
}

#[test]
fn no_text_is_read_before_it_is_looked_at() {
    let mut collection = collection();
    let long = "Some words of a paragraph.\n\n".repeat(4_000);
    collection
        .documents
        .push(Parsed::plain("long", long).into());
    let (index, texts) = written(&collection);
    let texts = held(texts);
    let read = || texts.read.load(Ordering::Relaxed);
    let packed = Packed::read(index, Arc::clone(&texts) as Arc<dyn Backing>).unwrap();
    let again = packed.collection().unwrap();
    assert_eq!(read(), 0);
    assert_eq!(again.documents[1].body.slice(Span::new(0, 7)), "A title");
    assert!(read() < 2 * PIECE, "{}", read());
}

#[test]
fn a_text_that_is_read_from_front_to_back_is_read_in_a_few_pieces() {
    let text = "Some é words of a paragraph.\n\n".repeat(20_000) + &"long ".repeat(30_000);
    let document = Document::from(Parsed::plain("a", text.clone()));
    let collection = Collection {
        documents: vec![document.clone()],
        ..Collection::default()
    };
    let (index, texts) = written(&collection);
    let texts = held(texts);
    let packed = Packed::read(index, Arc::clone(&texts) as Arc<dyn Backing>).unwrap();
    let again = packed.collection().unwrap();
    let mut reading = Reading::new(&again.documents[0]);
    let mut wanted = document.stretch_at(0);
    let mut read = reading.stretch_at(0);
    let mut long = 0;
    while let Some(stretch) = wanted {
        assert_eq!(read, wanted);
        let span = stretch.block.span;
        assert_eq!(reading.slice(span), document.body.slice(span));
        long += usize::from(!stretch.begins_block);
        wanted = document.stretch_after(&stretch);
        read = reading.stretch_after(&stretch);
    }
    assert!(read.is_none() && long > 2);
    let read = texts.read.load(Ordering::Relaxed);
    assert!(read < 4 * text.len(), "{read} of {}", text.len());
}

#[test]
fn a_changed_byte_of_a_text_is_seen_where_it_is_read_and_by_whoever_looks_at_all() {
    let text = "Words. ".repeat(10_000);
    let collection = Collection {
        documents: vec![Parsed::plain("a", text).into()],
        ..Collection::default()
    };
    let (index, mut texts) = written(&collection);
    texts[3 * PIECE + 5] ^= 1;
    let packed = Packed::read(index, held(texts)).unwrap();
    let document = &packed.collection().unwrap().documents[0];
    assert!(document.body.slice(Span::new(0, 7)) == "Words. " && !packed.is_damaged());
    assert!(!packed.is_whole() && packed.is_damaged());
    let place = 3 * PIECE;
    assert_eq!(document.body.slice(Span::new(place, place + 3)), "\n\n\n");
}

#[test]
fn blocks_that_cannot_be_read_are_none() {
    let (index, mut texts) = written(&collection());
    let last = texts.len() - 1;
    texts[last] ^= 1;
    let packed = Packed::read(index, held(texts)).unwrap();
    let document = &packed.collection().unwrap().documents[0];
    assert_eq!(document.stretch_at(0), None);
    assert!(packed.is_damaged() && document.body.is_shortened());
}

#[test]
fn texts_of_another_length_are_not_those_of_the_index() {
    let (index, mut texts) = written(&collection());
    texts.pop();
    assert!(Packed::read(index, held(texts)).is_none());
}

/// Goes through all that is read.
fn walk(index: Vec<u8>, texts: Vec<u8>) {
    let Some(packed) = Packed::read(index.leak(), held(texts)) else {
        return;
    };
    for document in packed.collection().iter().flat_map(|it| &it.documents) {
        let mut next = document.stretch_at(0);
        for _ in 0..100 {
            let Some(stretch) = next else { break };
            let _ = document.body.slice(stretch.block.span);
            let _ = document.runs(stretch.block.span).count();
            next = document.stretch_after(&stretch);
        }
        let _ = document.headings().count();
    }
}

proptest! {
    #[test]
    fn bytes_that_nobody_wrote_are_refused_or_read_without_a_panic(
        index in prop::collection::vec(prop_oneof![any::<u8>(), 0_u8..4], 0..300),
        texts in prop::collection::vec(any::<u8>(), 0..50),
    ) {
        walk(index, texts);
    }

    #[test]
    fn an_index_with_other_bytes_in_it_is_refused_or_read_without_a_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (index, texts) = written(&collection());
        let mut index = index.to_vec();
        for (at, byte) in changes {
            let at = at.index(index.len());
            index[at] = byte;
        }
        walk(index, texts);
    }

    #[test]
    fn tables_that_nobody_wrote_are_refused_or_in_order(
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0_u8..8], 0..200),
        length in 0_usize..1_000,
    ) {
        if let Some(tables) = read_tables(&mut Bytes(&bytes), length) {
            let structure = Structure::Deferred(Arc::new(PackedText {
                texts: Arc::new(Texts {
                    source: held(Vec::new()),
                    sums: &[],
                    checked: Box::default(),
                    is_damaged: AtomicBool::new(false),
                }),
                text: Span::new(0, length),
                tables: Span::new(0, 0),
                known: OnceLock::from(Box::new(tables)),
            }));
            let known = structure.known().unwrap();
            let spans: Vec<Span> = known.blocks.iter().map(|it| it.span).collect();
            prop_assert!(spans.is_sorted_by(|one, next| one.end <= next.start));
            prop_assert!(known.runs.is_sorted_by_key(|it| it.span.start));
            prop_assert!(known.runs.iter().map(|it| it.span).chain(spans).all(|it| it.end <= length));
        }
    }

    #[test]
    fn a_number_is_read_as_it_was_written(number in any::<u64>(), shift in 0_u32..64) {
        let number = number >> shift;
        let mut bytes = Vec::new();
        put_number(&mut bytes, number);
        prop_assert_eq!(Bytes(&bytes).number::<u64>(), Some(number));
    }

    #[test]
    fn a_sum_differs_where_a_byte_does(
        bytes in prop::collection::vec(any::<u8>(), 1..100),
        at in any::<prop::sample::Index>(),
        change in 1_u8..,
    ) {
        let mut changed = bytes.clone();
        changed[at.index(bytes.len())] ^= change;
        prop_assert_ne!(checksum(&bytes), checksum(&changed));
        changed = [&bytes[..], &[0]].concat();
        prop_assert_ne!(checksum(&bytes), checksum(&changed));
    }
}
