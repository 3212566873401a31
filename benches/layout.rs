//! What the text layer costs: filling, measuring and counting a stretch of the largest size.

use catchword::text::fill::{Fit, Hyphenation, LineEnds, Options, Rows};
use catchword::text::{gate, words};
use divan::Bencher;
use divan::counter::BytesCount;
use hypher::Lang;

fn main() {
    divan::main();
}

/// The size at which layout cuts a paragraph.
const BYTES: usize = 64 << 10;

const ENGLISH: &str = "These concerns are amplified by the mass departure of Tehran’s residents following recent \
    warnings—including those voiced by the president—urging evacuation of the city. While such caution is \
    understandable in light of “ongoing threats,” the widespread exodus risks creating an environment in which \
    the regime feels emboldened to commit atrocities away from public scrutiny. ";
const PERSIAN: &str =
    "زن، زندگی، آزادی شعاری است که مردم در خیابان‌ها سر می‌دهند و می‌خواهند که همهٔ جهان آن را بشنود. ";
const CHINESE: &str =
    "我们认为这些事实是不言而喻的，人人生而平等，造物主赋予他们若干不可剥夺的权利。";
const THAI: &str = "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ";

const TEXTS: [&str; 4] = ["english", "persian", "chinese", "thai"];

fn text(name: &str) -> String {
    let sample = match name {
        "english" => ENGLISH,
        "persian" => PERSIAN,
        "chinese" => CHINESE,
        _ => THAI,
    };
    sample.repeat(BYTES / sample.len())
}

fn fill(bencher: Bencher<'_, '_>, name: &str, fit: Fit, hyphenation: Hyphenation) {
    let options = Options {
        hyphenation,
        ..Options::of_line(72, fit)
    };
    fill_with(bencher, name, options);
}

fn fill_with(bencher: Bencher<'_, '_>, name: &str, options: Options) {
    let text = text(name);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| Rows::fill(divan::black_box(&text), &options));
}

#[divan::bench(args = TEXTS)]
fn fill_first(bencher: Bencher<'_, '_>, name: &str) {
    fill(bencher, name, Fit::First, Hyphenation::Soft);
}

#[divan::bench(args = TEXTS)]
fn fill_optimal(bencher: Bencher<'_, '_>, name: &str) {
    fill(bencher, name, Fit::Optimal, Hyphenation::Soft);
}

#[divan::bench]
fn fill_optimal_hyphenated(bencher: Bencher<'_, '_>) {
    let english = Hyphenation::Language(Lang::English);
    fill(bencher, "english", Fit::Optimal, english);
}

#[divan::bench]
fn fill_optimal_justified(bencher: Bencher<'_, '_>) {
    let options = Options {
        justifies: true,
        ..Options::of_line(72, Fit::Optimal)
    };
    fill_with(bencher, "english", options);
}

/// A heading: what the fixed cost of filling is.
#[divan::bench]
fn fill_one_line() -> Rows {
    let options = Options {
        columns: 72,
        line_ends: LineEnds::Space,
        fit: Fit::Optimal,
        hyphenation: Hyphenation::Soft,
        first_indent: 0,
        justifies: false,
    };
    Rows::fill(divan::black_box("The message of an exile"), &options)
}

/// A short paragraph, so that the break opportunities are looked up.
#[divan::bench]
fn fill_one_paragraph() -> Rows {
    let options = Options {
        columns: 72,
        line_ends: LineEnds::Space,
        fit: Fit::Optimal,
        hyphenation: Hyphenation::Soft,
        first_indent: 0,
        justifies: false,
    };
    Rows::fill(divan::black_box(ENGLISH), &options)
}

#[divan::bench(args = TEXTS)]
fn gate_columns(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| gate::columns(divan::black_box(&text)));
}

#[divan::bench(args = TEXTS)]
fn words_count(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| words::count(divan::black_box(&text)));
}

#[divan::bench(args = TEXTS)]
fn words_plain(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| words::words(divan::black_box(&text)).count());
}
