//! How fast hits are found, beside a bare automaton on the same bytes.
//!
//! The bare automaton (aho-corasick's DFA, ASCII case-insensitive) knows nothing of word edges,
//! diacritics, apostrophes or the way back to the source: it is the bound, not a rival. Run with
//! `cargo bench --bench matching`; the ratio is printed last.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use catchword::{
    keyword::{
        KeywordSet, Matcher, Scratch,
        set::{Case, Diacritics, Pattern, Term},
    },
    text::fold::{Folded, Folding},
};
use divan::{Bencher, black_box, counter::BytesCount};
use std::time::{Duration, Instant};

const TERMS: [usize; 3] = [10, 100, 1_000];

/// Words by how often they stand in English news; names stand among them as a press file has them.
const COMMON: &str = "the of and to in a that is for on it with as was by at from his has have be \
    this are not an who they but were which their been after one had its will more or about people \
    government said would president regime country against international nuclear support other \
    resistance human rights new years political all political opposition united states world";

/// A generator of numbers that are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    /// A made-up name of two or three syllables.
    fn name(&mut self) -> String {
        const SYLLABLES: [&str; 24] = [
            "kha", "me", "nei", "ra", "jav", "i", "te", "hran", "mo", "sa", "deq", "ro", "ha",
            "ni", "za", "rif", "gho", "bad", "ka", "raj", "ma", "shad", "la", "ri",
        ];
        let syllables = 2 + self.below(2);
        let name: String = (0..syllables).map(|_| SYLLABLES[self.below(24)]).collect();
        name[..1].to_uppercase() + &name[1..]
    }
}

/// The names that sets look for: some of one word, some of two.
fn names(number: usize) -> Vec<String> {
    let mut numbers = Numbers(7);
    (0..number)
        .map(|i| match i % 3 {
            0 => numbers.name() + " " + &numbers.name(),
            _ => numbers.name(),
        })
        .collect()
}

/// About `bytes` of hard-wrapped paragraphs in which one word of forty is a name.
fn text(bytes: usize) -> String {
    let common: Vec<&str> = COMMON.split_whitespace().collect();
    let names = names(1_000);
    let mut numbers = Numbers(42);
    let mut text = String::new();
    let mut column = 0;
    while text.len() < bytes {
        let word = match numbers.below(40) {
            0 => names[numbers.below(names.len())].as_str(),
            _ => common[numbers.below(common.len()).min(numbers.below(common.len()))],
        };
        text += word;
        column += word.len() + 1;
        if numbers.below(12) == 0 {
            text += ",";
        }
        text += if column > 90 { "\n" } else { " " };
        column = if column > 90 { 0 } else { column };
    }
    text
}

fn set(number: usize) -> KeywordSet {
    let terms = names(number).into_iter().enumerate();
    KeywordSet {
        terms: terms
            .map(|(number, name)| Term {
                id: number.to_string(),
                label: name.clone(),
                category: 0,
                note: None,
                pattern: Pattern::Aliases(vec![name]),
                whole_word: true,
                case: Case::Fold,
                diacritics: Diacritics::Fold,
                plural: false,
                dehyphenate: false,
            })
            .collect(),
        ..KeywordSet::default()
    }
}

fn bare(number: usize) -> AhoCorasick {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(names(number))
        .expect("a small automaton")
}

/// The blocks that a document of this text has: about 1,000 bytes each.
fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some(cut) = rest.get(1_000..).and_then(|tail| tail.find('\n')) {
        blocks.push(&rest[..1_000 + cut]);
        rest = &rest[1_001 + cut..];
    }
    blocks.push(rest);
    blocks
}

#[divan::bench(args = TERMS)]
fn hits(bencher: Bencher, terms: usize) {
    let (text, matcher) = (text(1 << 20), Matcher::new(&set(terms)));
    let (mut scratch, mut hits) = (Scratch::default(), Vec::new());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        hits.clear();
        for block in blocks(&text) {
            matcher.find(&mut scratch, black_box(block), 0, &mut hits);
        }
        hits.len()
    });
}

#[divan::bench(args = TERMS)]
fn bare_automaton(bencher: Bencher, terms: usize) {
    let (text, automaton) = (text(1 << 20), bare(terms));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| automaton.find_iter(black_box(&text)).count());
}

#[divan::bench(args = TERMS)]
fn compile(terms: usize) -> Matcher {
    Matcher::new(&set(terms))
}

#[divan::bench(args = ["ascii", "quoted", "persian"])]
fn fold(bencher: Bencher, kind: &str) {
    let text = match kind {
        "ascii" => text(1 << 20),
        "quoted" => text(1 << 20).replace(", ", "’s, "),
        _ => "رهبر ایران در سخنرانی خود می‌گوید که مردم آزادی می‌خواهند ".repeat(10_000),
    };
    let mut folded = Folded::default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        folded.refold(black_box(&text), Folding::DEFAULT);
        folded.text().len()
    });
}

/// How long one run takes.
fn timed(run: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    black_box(run());
    start.elapsed()
}

fn main() {
    divan::main();
    let text = text(4 << 20);
    let blocks = blocks(&text);
    for terms in TERMS {
        let (matcher, automaton) = (Matcher::new(&set(terms)), bare(terms));
        let (mut scratch, mut hits) = (Scratch::default(), Vec::new());
        let (mut engine, mut bare) = (Duration::MAX, Duration::MAX);
        // In turn, so that a busy machine is unfair to neither; the shortest counts.
        for _ in 0..25 {
            engine = engine.min(timed(|| {
                hits.clear();
                for block in &blocks {
                    matcher.find(&mut scratch, block, 0, &mut hits);
                }
                hits.len()
            }));
            bare = bare.min(timed(|| automaton.find_iter(&text).count()));
        }
        let megabytes = f64::from(text.len() as u32) / 1e6;
        let speed = |time: Duration| megabytes / time.as_secs_f64();
        println!(
            "{terms:5} terms: {:6.0} MB/s, bare automaton {:6.0} MB/s, ratio {:.2}, {} hits",
            speed(engine),
            speed(bare),
            bare.as_secs_f64() / engine.as_secs_f64(),
            hits.len()
        );
    }
}
