//! Tests of what meets, and of the figures of a pair.

use super::*;
use crate::{
    analysis::samples::document,
    keyword::{self, Matcher, set},
    text::span::Span,
};

const SET: &str = r#"
[[category]]
id = "c"
mark = "C"
[[term]]
category = "c"
id = "iran"
aliases = ["Iran"]
[[term]]
category = "c"
id = "summit"
aliases = ["summit", "free Iran summit"]
[[term]]
category = "c"
id = "senate"
aliases = ["Senate"]
"#;

const TEXT: &str = "Iran has a senate. The summit met.\n\nA summit on Iran, in Iran.\n\n\
    The senate met.\n\nThe Free Iran Summit.";

fn pairs(within: Within) -> Vec<(u32, u32, usize, String)> {
    let document = document(TEXT);
    let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
    let hits = keyword::scan(&document, &matcher, Span::new(0, usize::MAX));
    let mut meetings = Meetings::new(within);
    meetings.add(&document, &hits);
    let pair = |pair: Pair| {
        let jaccard = format!("{:.3}", pair.jaccard);
        (pair.first.0, pair.second.0, pair.count, jaccard)
    };
    meetings.pairs().into_iter().map(pair).collect()
}

fn pair(first: u32, second: u32, count: usize, jaccard: &str) -> (u32, u32, usize, String) {
    (first, second, count, jaccard.to_owned())
}

#[test]
fn terms_meet_in_a_paragraph_but_not_inside_one_another() {
    let wanted = [
        pair(0, 1, 2, "0.667"),
        pair(0, 2, 1, "0.333"),
        pair(1, 2, 1, "0.250"),
    ];
    assert_eq!(pairs(Within::Paragraph), wanted);
}

#[test]
fn terms_meet_in_a_sentence() {
    let wanted = [pair(0, 2, 1, "0.333"), pair(0, 1, 1, "0.250")];
    assert_eq!(pairs(Within::Sentence), wanted);
}

#[test]
fn terms_of_a_long_paragraph_meet_in_its_sentences() {
    // Some hundred bytes beside each, and both in every third sentence.
    let filler = "Words of no weight ".repeat(7);
    let text = format!("{filler}Iran. {filler}summit. {filler}Iran, {filler}summit. ").repeat(200);
    let document = document(&text);
    let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
    let hits = keyword::scan(&document, &matcher, Span::new(0, usize::MAX));
    let mut meetings = Meetings::new(Within::Sentence);
    meetings.add(&document, &hits);
    let [pair] = &meetings.pairs()[..] else {
        panic!("only two terms are there");
    };
    assert_eq!(
        (pair.count, pair.first_places, pair.second_places),
        (200, 400, 400)
    );
}

#[test]
fn terms_meet_within_so_many_words_of_a_paragraph() {
    // Iran and summit: `summit on Iran`, not the second `Iran`. Senate and summit: `senate. The summit`.
    let wanted = [pair(1, 2, 2, "0.400"), pair(0, 1, 2, "0.333")];
    assert_eq!(pairs(Within::Words(1)), wanted);
}

#[test]
fn what_meets_in_the_parts_of_a_text_is_what_meets_in_all_of_it() {
    let document = document(&format!("{TEXT}\n\n").repeat(9));
    let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
    for within in [Within::Paragraph, Within::Sentence, Within::Words(1)] {
        let meetings = |count| {
            let mut all = Meetings::new(within);
            for part in document.parts(count) {
                let mut meetings = Meetings::new(within);
                let hits = keyword::scan(&document, &matcher, part);
                meetings.add_part(&document, part, &hits);
                all.extend(meetings);
            }
            all.pairs()
        };
        assert_eq!(meetings(7), meetings(1));
        assert_eq!(meetings(1)[0].count, 9 * pairs(within)[0].2);
    }
}

#[test]
fn the_figures_of_a_pair_can_be_worked_out_again() {
    let places = |within| {
        let document = document(TEXT);
        let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
        let hits = keyword::scan(&document, &matcher, Span::new(0, usize::MAX));
        let mut meetings = Meetings::new(within);
        meetings.add(&document, &hits);
        let first = meetings.pairs().remove(0);
        (first.count, first.first_places, first.second_places)
    };
    // Iran in two paragraphs, the summit in three, two of them the same.
    assert_eq!(places(Within::Paragraph), (2, 2, 3));
    // The summit three times, the senate twice; `senate. The summit`.
    assert_eq!(places(Within::Words(1)), (2, 3, 2));
}

#[test]
fn how_near_is_read_as_it_is_written() {
    for text in ["paragraph", "sentence", "0", "100"] {
        assert_eq!(text.parse::<Within>().unwrap().to_string(), text);
    }
    for text in ["101", "-1", "page", ""] {
        assert_eq!(text.parse::<Within>(), Err(NoWithin));
    }
}

#[test]
fn words_of_a_hit_do_not_lie_between_it_and_another() {
    let document = document("The free Iran summit of the Senate.");
    let matcher = Matcher::new(&set::parse("k.toml", SET).unwrap().0);
    let hits = keyword::scan(&document, &matcher, Span::new(0, usize::MAX));
    let meet = |words| {
        let mut meetings = Meetings::new(Within::Words(words));
        meetings.add(&document, &hits);
        !meetings.pairs().is_empty()
    };
    assert_eq!([1, 2].map(meet), [false, true]);
}
