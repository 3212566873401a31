//! Tests of stretches: the table's and the scanned ones, in every walk.

use super::super::{
    body::Backing,
    metadata::Metadata,
    plain::{self, Shape},
    stretch::LONGEST,
};
use super::*;
use proptest::prelude::*;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// A text that stays elsewhere and counts the bytes that are read of it.
struct Counted {
    bytes: Vec<u8>,
    read: AtomicUsize,
}

impl Backing for Counted {
    fn len(&self) -> usize {
        self.bytes.len()
    }

    fn read_at(&self, offset: usize, buffer: &mut [u8]) -> usize {
        buffer.copy_from_slice(&self.bytes[offset..offset + buffer.len()]);
        self.read.fetch_add(buffer.len(), Ordering::Relaxed);
        buffer.len()
    }
}

fn counted(text: &str) -> Arc<Counted> {
    Arc::new(Counted {
        bytes: text.as_bytes().to_vec(),
        read: AtomicUsize::new(0),
    })
}

fn document(body: Body, structure: Structure) -> Document {
    Document {
        metadata: Metadata {
            id: "a".into(),
            title: "a".into(),
            title_in_text: false,
            authors: Cow::Borrowed(&[]),
            publisher: None,
            date: None,
            date_basis: super::super::metadata::DateBasis::Stated,
            language: None,
            kind: None,
            tags: Cow::Borrowed(&[]),
            source: None,
        },
        body,
        words: None,
        structure,
    }
}

fn scanned(text: &str) -> Document {
    document(
        Body::Elsewhere(counted(text)),
        Structure::Scanned(Shape::of(text)),
    )
}

fn tabled(text: &str) -> Document {
    let shape = Shape::of(text);
    document(
        Body::Heap(text.into()),
        Structure::Table {
            index: None,
            blocks: plain::blocks(text, shape).into(),
            runs: Cow::Borrowed(&[]),
            wrap_columns: shape.wrap_columns(),
        },
    )
}

fn forward(document: &Document) -> Vec<Stretch> {
    std::iter::successors(document.stretch_at(0), |stretch| {
        document.stretch_after(stretch)
    })
    .collect()
}

fn backward(document: &Document) -> Vec<Stretch> {
    let last = document.stretch_at(document.body.len());
    let mut stretches: Vec<_> =
        std::iter::successors(last, |stretch| document.stretch_before(stretch)).collect();
    stretches.reverse();
    stretches
}

/// Checks all that is promised of a document's stretches, and returns them.
fn checked(document: &Document, text: &str, offsets: &[usize]) -> Vec<Stretch> {
    let stretches = forward(document);
    assert_eq!(stretches, backward(document), "backward");
    let mut shown = 0;
    for stretch in &stretches {
        let span = stretch.block.span;
        assert!(
            span.start >= shown && span.len() <= LONGEST,
            "{span:?} after {shown}"
        );
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        let skipped = text[shown..span.start].trim_start_matches('\u{feff}');
        assert!(
            skipped.trim().is_empty(),
            "skipped {skipped:?} before {span:?}"
        );
        shown = span.end;
    }
    assert!(
        text[shown..]
            .trim_start_matches('\u{feff}')
            .trim()
            .is_empty()
    );
    for &offset in offsets {
        let expected = stretches
            .iter()
            .find(|stretch| {
                let span = stretch.block.span;
                span.end > offset || (span.is_empty() && span.start >= offset)
            })
            .or(stretches.last());
        assert_eq!(
            document.stretch_at(offset).as_ref(),
            expected,
            "at {offset}"
        );
    }
    stretches
}

/// A text of a few pieces, some of them so large that blocks and gaps are cut.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("a".to_owned()),
        Just("wörter ".to_owned()),
        Just("e\u{301}\u{301}".to_owned()),
        Just("日本".to_owned()),
        Just("🇩🇪".to_owned()),
        Just("word word word ".to_owned()),
        Just("x\r\n".to_owned()),
        Just("line of some words\n".to_owned()),
    ];
    let blank = prop_oneof![
        Just(" ".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("\u{c}".to_owned()),
        Just("\u{3000}".to_owned()),
        Just(" \n\t".to_owned()),
        Just("\u{feff}".to_owned()),
    ];
    let piece = prop_oneof![
        4 => (word.clone(), 1_usize..30).prop_map(|(word, times)| word.repeat(times)),
        4 => (blank.clone(), 1_usize..4).prop_map(|(blank, times)| blank.repeat(times)),
        1 => (word, 1_usize..150_000).prop_map(|(word, bytes)| word.repeat(1 + bytes / word.len())),
        1 => (blank.clone(), 1_usize..6_000).prop_map(|(blank, times)| blank.repeat(times)),
        1 => (blank, 1_usize..150_000).prop_map(|(blank, bytes)| blank.repeat(1 + bytes / blank.len())),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// As [`text`], in which no block and no gap is cut.
fn small_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("word"),
        Just(" "),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("\u{c}"),
        Just("\u{feff}"),
        Just("  é"),
        Just("\t"),
        Just("\n\n"),
        Just("a line of some words\n"),
        Just("\u{2003}")
    ];
    (
        prop::collection::vec(piece, 0..60),
        0_usize..6000,
        any::<bool>(),
    )
        .prop_map(|(pieces, blanks, long)| {
            let tail = if long {
                "long lines ".repeat(500)
            } else {
                String::new()
            };
            let middle = pieces.len() / 2;
            format!(
                "{}{}{}{tail}",
                pieces[..middle].concat(),
                " ".repeat(blanks),
                pieces[middle..].concat()
            )
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn scanned_stretches_are_the_same_in_every_walk(
        text in text(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 8),
    ) {
        let offsets: Vec<_> = places.iter().map(|place| place.index(text.len() + 3)).collect();
        checked(&scanned(&text), &text, &offsets);
    }

    #[test]
    fn tabled_stretches_are_the_same_in_every_walk(
        text in text(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 8),
    ) {
        let offsets: Vec<_> = places.iter().map(|place| place.index(text.len() + 3)).collect();
        checked(&tabled(&text), &text, &offsets);
    }

    #[test]
    fn scanned_stretches_are_the_table_s_apart_from_empty_ones(text in text()) {
        let mut stretches = forward(&scanned(&text));
        stretches.retain(|stretch| !stretch.block.span.is_empty());
        prop_assert_eq!(stretches, forward(&tabled(&text)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn scanned_blocks_are_the_table_s_at_every_offset(text in small_text()) {
        let offsets: Vec<_> = (0..text.len() + 2).step_by(1 + text.len() / 40).collect();
        let stretches = checked(&scanned(&text), &text, &offsets);
        prop_assert_eq!(&stretches, &checked(&tabled(&text), &text, &offsets));
        let blocks: Vec<_> = stretches.iter().map(|stretch| stretch.block).collect();
        prop_assert_eq!(blocks, plain::blocks(&text, Shape::of(&text)));
    }
}

#[test]
fn a_long_block_that_is_indented_far_is_cut_beyond_its_indent() {
    // The place at 32 KiB lies in the blanks that begin the block.
    let indent = " ".repeat(4_000);
    let text = "a".repeat(29_805) + "\n\n" + &indent + &"a".repeat(61_600);
    let stretches = forward(&tabled(&text));
    assert_eq!(stretches, forward(&scanned(&text)));
    assert_eq!(stretches.len(), 3);
}

#[test]
fn a_call_reads_little_of_a_hostile_text() {
    const SIZE: usize = 2 << 20;
    let texts = [
        "x".repeat(SIZE),
        "\n".repeat(SIZE),
        " ".repeat(SIZE),
        "x\n".repeat(SIZE / 2),
        "x ".repeat(SIZE / 2),
        "x\n\n".repeat(SIZE / 3),
        "\u{301}".repeat(SIZE / 2),
        format!("x{}x", "\n".repeat(SIZE)),
        format!("x{}x", " ".repeat(SIZE)),
    ];
    for text in texts {
        let backing = counted(&text);
        let shape = Shape::of(&text);
        let document = document(Body::Elsewhere(backing.clone()), Structure::Scanned(shape));
        let mut most = 0;
        let mut measured = |call: &dyn Fn() -> Option<Stretch>| {
            let before = backing.read.load(Ordering::Relaxed);
            let stretch = call();
            most = most.max(backing.read.load(Ordering::Relaxed) - before);
            stretch
        };
        for offset in (0..=SIZE).step_by(SIZE / 8 - 7) {
            if let Some(stretch) = measured(&|| document.stretch_at(offset)) {
                measured(&|| document.stretch_after(&stretch));
                measured(&|| document.stretch_before(&stretch));
            }
        }
        assert!(most <= 400 << 10, "{most} bytes read of {:?}", &text[..8]);
    }
}

#[test]
fn a_long_block_is_cut_alike_in_the_table_and_around_a_place() {
    for piece in [
        "wörter  und \t mehr ",
        "x",
        "日本",
        "line of words\n",
        "\u{301}",
        "🇩🇪",
    ] {
        let text = format!(
            "Short.\n\n{}\n\nEnd.",
            piece.repeat(300_000 / piece.len()).trim_end()
        );
        let offsets: Vec<_> = (0..text.len()).step_by(4_999).collect();
        let stretches = checked(&tabled(&text), &text, &offsets);
        assert!(stretches.len() >= 10, "{piece:?}");
        assert_eq!(
            stretches,
            checked(&scanned(&text), &text, &offsets),
            "{piece:?}"
        );
    }
}

#[test]
fn a_long_gap_holds_empty_stretches_that_are_the_same_in_every_walk() {
    let text = format!(
        "one{}two{}three",
        "\u{3000}".repeat(90_000),
        "\r\n".repeat(100_000)
    );
    let offsets: Vec<_> = (0..text.len()).step_by(4_999).collect();
    let stretches = checked(&scanned(&text), &text, &offsets);
    assert!(
        stretches
            .iter()
            .filter(|stretch| stretch.block.span.is_empty())
            .count()
            >= 4
    );
}
