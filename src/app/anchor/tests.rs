use super::*;
use crate::collection::parsed::Parsed;
use proptest::prelude::*;
use std::fmt::Write as _;

fn document(text: &str) -> Document {
    Parsed::plain("a", text.to_owned()).into()
}

/// What an anchor for `part` of the first text stands for in the other one.
fn again(text: &str, part: &str, changed: &str) -> Option<(usize, String)> {
    let start = text.find(part).unwrap();
    let anchor = Anchor::of(&document(text), Span::new(start, start + part.len()));
    let changed = document(changed);
    let Found { span, .. } = anchor.place(&changed)?;
    Some((span.start, changed.body.slice(span).into_owned()))
}

const fn unchanged(span: Span) -> Found {
    Found {
        span,
        change: Change::None,
    }
}

#[test]
fn a_part_of_an_unchanged_text_is_where_it_was() {
    let text = "One whale, two whales.\n\nA whale.";
    assert_eq!(again(text, "two", text), Some((11, "two".to_owned())));
}

#[test]
fn a_part_that_was_moved_is_found_by_its_words() {
    let text = "The white whale swam.";
    let changed = "A new beginning.\n\nThe white\nwhale swam.";
    assert_eq!(
        again(text, "white whale", changed),
        Some((22, "white\nwhale".to_owned()))
    );
}

#[test]
fn of_several_places_the_one_with_the_same_neighbours_is_taken() {
    let changed = "Now dead whales float far out.\n\nYoung whales play.\n\nOld whales sleep.";
    let text = "Old whales sleep. Young whales play. Dead whales float far out.";
    let start = text.rfind("whales").unwrap();
    let anchor = Anchor::of(&document(text), Span::new(start, start + 6));
    assert_eq!(anchor.place(&document(changed)).unwrap().span.start, 9);
}

#[test]
fn words_that_were_changed_are_found_between_their_neighbours() {
    let text = "In the beginning of it all, he saw a wale near the old harbour of the town.";
    let changed = text.replace("wale", "whale");
    assert_eq!(
        again(text, "a wale", &changed),
        Some((35, "a whale".to_owned()))
    );
}

#[test]
fn a_part_that_is_gone_has_no_place() {
    assert_eq!(again("One whale swam.", "whale", "Nothing at all."), None);
    assert_eq!(again("One whale swam.", "whale", ""), None);
}

#[test]
fn a_few_words_are_not_found_without_their_neighbours() {
    let text = "Beta names the minister who resigned.\n\nGamma turns to the harbour.";
    let changed = "Alpha.\n\nGamma turns to the harbour.";
    assert_eq!(again(text, "the", changed), None);
    assert_eq!(again(text, "the", "Alpha. Gamma is of the harbour."), None);
}

#[test]
fn a_part_of_several_blocks_is_found_by_its_first_and_last() {
    let part = "Two is here.\n\nThree is there, too.";
    let text = format!("One.\n\n{part}\n\nFour.");
    let changed = format!("A new beginning of it.\n\nOne.\n\n{part}\n\nFour.");
    assert_eq!(again(&text, part, &changed), Some((30, part.to_owned())));
}

#[test]
fn a_sentence_or_block_with_some_other_words_is_found_by_the_rest() {
    let sentence = "They gave her a daisy chain that she wore all day.";
    let text = format!("Before it.\n\nIt was May. {sentence}\n\nAfter it.");
    let changed = text
        .replace("daisy", "rose")
        .replace("Before it", "Long before it");
    assert_eq!(
        again(&text, sentence, &changed).unwrap().1,
        sentence.replace("daisy", "rose")
    );
    let text = format!("Before it.\n\n{sentence}\n\nAfter it.");
    let changed = text
        .replace("daisy", "rose")
        .replace("Before it", "Long before it");
    assert_eq!(
        again(&text, sentence, &changed).unwrap().1,
        sentence.replace("daisy", "rose")
    );
    assert_eq!(
        again(&text, sentence, &text.replace(sentence, "Gone.")),
        None
    );
}

#[test]
fn blanks_of_another_block_are_no_words_of_the_part() {
    let document = document("aé\n\nb\n\n  aé a");
    let span = Span::new(0, 9);
    assert!(document.body.slice(span).ends_with(char::is_whitespace));
    assert_eq!(
        Anchor::of(&document, span).place(&document),
        Some(unchanged(span))
    );
}

#[test]
fn a_long_part_is_found_by_its_two_ends() {
    let long = "word ".repeat(400);
    let text = format!("Before. Begin {long}end. After.");
    let part = format!("Begin {long}end.");
    let changed = format!(
        "More before that. {}",
        text.replace("word word word word ", "word ")
    );
    let (start, found) = again(&text, &part, &changed).unwrap();
    assert_eq!(start, 26);
    assert!(found.starts_with("Begin word") && found.ends_with("word end."));
}

/// What an anchor for `part` of the first text stands for in the other one, and what of it has changed.
fn found(text: &str, part: &str, changed: &str) -> Option<(String, Change)> {
    let start = text.find(part).unwrap();
    let anchor = Anchor::of(&document(text), Span::new(start, start + part.len()));
    let changed = document(changed);
    let Found { span, change } = anchor.place(&changed)?;
    Some((changed.body.slice(span).into_owned(), change))
}

const MAY: &str = "The year began quietly. On 3 May the committee met in Paris and discussed the budget for the \
    coming year. Nothing was decided.\n\nIn between there was a summer, of which nobody has said much.\n\n\
    In spring there was news. On 9 May the board met in London and discussed the budget for the coming year. \
    All agreed.";

#[test]
fn a_sentence_like_the_one_that_is_gone_is_not_taken_for_it() {
    let noted = "On 3 May the committee met in Paris and discussed the budget for the coming year.";
    let gone = MAY.replace(
        &format!("{noted} Nothing was decided."),
        "No meeting was held.",
    );
    assert_eq!(found(MAY, noted, &gone), None);
    // Nor is the one after it, where they stand side by side.
    let items: Vec<String> = ["3", "9", "17", "21"]
        .map(|day| {
            format!("On {day} May the board met and discussed the budget for the coming year.")
        })
        .to_vec();
    for (gone, item) in items.iter().enumerate() {
        let mut left = items.clone();
        left.remove(gone);
        for between in [" ", "\n\n"] {
            assert_eq!(
                found(&items.join(between), item, &left.join(between)),
                None,
                "{item}"
            );
        }
    }
}

#[test]
fn what_has_been_changed_says_so() {
    let noted = "On 3 May the committee met in Paris and discussed the budget for the coming year.";
    let lyon = noted.replace("Paris", "Lyon");
    let changed = MAY.replace(noted, &lyon);
    let first = format!("A line above.\n\n{MAY}");
    assert_eq!(
        found(MAY, noted, &first),
        Some((noted.to_owned(), Change::None))
    );
    assert_eq!(
        found(MAY, noted, &changed),
        Some((lyon.clone(), Change::Words))
    );
    // Of two that are as like as each other the nearer one is.
    let twice = format!(
        "{}\n\n{changed}",
        changed.replace("Nothing was decided.", "Nothing was said.")
    );
    assert_eq!(found(MAY, noted, &twice), Some((lyon, Change::Words)));
    let alone = format!("Other things were said of that year. {noted} So it was told.");
    assert_eq!(
        found(MAY, noted, &alone),
        Some((noted.to_owned(), Change::Around))
    );
    assert_eq!(found(MAY, noted, &format!("{alone}\n\n{alone}")), None);
}

#[test]
fn a_short_block_is_looked_for_among_short_blocks() {
    let text = "What was done.\n\nResults\n\nThe vote was held in May.";
    let changed = "Results of the vote were given.\n\nWhat was done.\n\nResults of it came late.";
    assert_eq!(found(text, "Results", changed), None);
    let moved = format!("Results are given below.\n\n{text}");
    assert_eq!(
        found(text, "Results", &moved),
        Some(("Results".to_owned(), Change::None))
    );
    let edited = text.replace("What was done", "What was never done at all");
    assert_eq!(
        found(text, "Results", &edited),
        Some(("Results".to_owned(), Change::None))
    );
    let other = "Of something else.\n\nResults\n\nThere are none of these.";
    assert_eq!(found(text, "Results", other), None);
    let renamed = text.replace("Results", "Outcome");
    let again = found(text, "Results", &renamed);
    assert_eq!(again, Some(("Outcome".to_owned(), Change::Words)));
}

#[test]
fn an_anchor_kept_without_the_blocks_beside_it_is_found_as_well() {
    let text = "What was done.\n\nResults\n\nThe vote was held in May, and Results came.";
    let start = text.find("Results").unwrap();
    let mut anchor = Anchor::of(&document(text), Span::new(start, start + 7));
    (anchor.beside.above, anchor.beside.below) = Default::default();
    let moved = document(&format!("A line.\n\n{text}"));
    assert_eq!(
        anchor.place(&moved),
        Some(unchanged(Span::new(start + 9, start + 16)))
    );
    let gone = document(&text.replace("Results\n\n", ""));
    assert_eq!(anchor.place(&gone), None);
}

#[test]
fn a_change_in_the_middle_of_a_long_part_is_seen() {
    let middle = "word ".repeat(300);
    let part = format!("Begin {middle}middle {middle}end.");
    let text = format!("Before.\n\n{part}\n\nAfter.");
    let changed = text.replace("middle", "centre");
    assert_eq!(found(&text, &part, &text).unwrap().1, Change::None);
    assert_eq!(found(&text, &part, &changed).unwrap().1, Change::Words);
}

#[test]
fn many_that_are_lost_are_looked_for_together() {
    let mut text = String::new();
    for number in 0..400 {
        let _ = write!(
            text,
            "Of harbour {number} there is this to be said about ship {number}. "
        );
        let _ = write!(text, "Another sentence on {number} follows it here.\n\n");
    }
    let changed = document(&text.replace("said about ship", "told of the ship"));
    let document = document(&text);
    let of = |number: usize| {
        let part = format!("Of harbour {number} there is this to be said about ship {number}.");
        let start = text.find(&part).unwrap();
        Anchor::of(&document, Span::new(start, start + part.len()))
    };
    let anchors: Vec<Anchor> = (0..400).step_by(4).map(of).collect();
    let anchors: Vec<&Anchor> = anchors.iter().collect();
    for (number, found) in (0..400).step_by(4).zip(place_all(&changed, &anchors)) {
        let found = found.expect("its neighbours are there");
        let words = changed.body.slice(found.span);
        assert!(
            words.starts_with(&format!("Of harbour {number} ")),
            "{words}"
        );
        assert_eq!(found.change, Change::Words);
    }
}

#[test]
fn what_was_changed_is_looked_for_where_the_others_have_gone() {
    let mut text = String::new();
    for number in 0..300 {
        let _ = write!(
            text,
            "Of harbour {number} there is this to be said about ship {number}. "
        );
        let _ = write!(text, "Another sentence on {number} follows it here.\n\n");
    }
    // Much that is new before them, and all of them and of what follows them changed.
    let new = "Nothing of this was there before.\n\n".repeat(9000);
    let changed = text
        .replace("said about ship", "told of the ship")
        .replace("it here", "that there");
    let known = "The one that has stayed as it was in all the years since.";
    let changed = document(&format!("{new}{known}\n\n{changed}"));
    let text = format!("{known}\n\n{text}");
    let document = document(&text);
    let of = |part: &str| {
        let start = text.find(part).unwrap();
        Anchor::of(&document, Span::new(start, start + part.len()))
    };
    let noted = "Of harbour 8 there is this to be said about ship 8.";
    let anchors = [of(known), of(noted)];
    let found = place_all(&changed, &anchors.each_ref());
    let found = found[1].expect("one is looked for where the other is");
    assert_eq!(found.change, Change::Words);
    assert_eq!(
        changed.body.slice(found.span),
        noted.replace("said about ship", "told of the ship")
    );
}

/// A text of paragraphs of sentences, made of few words, no two sentences of which are the same.
fn sentences() -> impl Strategy<Value = Vec<Vec<String>>> {
    let word = prop::sample::select(vec![
        "ship", "sea", "went", "the", "of", "old", "harbour", "in", "May", "board", "met", "a",
        "budget",
    ]);
    let sentence = prop::collection::vec(word, 3..14).prop_map(|words| words.join(" "));
    let paragraph = prop::collection::vec(sentence, 1..5);
    prop::collection::vec(paragraph, 2..6).prop_map(|mut paragraphs| {
        let mut number = 0;
        for sentence in paragraphs.iter_mut().flatten() {
            number += 1;
            *sentence = format!("{sentence} n{number}.");
        }
        paragraphs
    })
}

fn joined(paragraphs: &[Vec<String>]) -> String {
    let paragraphs = paragraphs.iter().filter(|it| !it.is_empty());
    let paragraphs: Vec<String> = paragraphs.map(|it| it.join(" ")).collect();
    paragraphs.join("\n\n")
}

proptest! {
    #[test]
    fn any_part_is_where_it_was(text in "[ab é\\n]{1,40}", cut in any::<(usize, usize)>()) {
        let document = document(&text);
        let text = document.body.slice(Span::new(0, usize::MAX)).into_owned();
        let ends: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let (one, other) = (ends[cut.0 % ends.len()], ends[cut.1 % ends.len()]);
        let span = Span::new(one.min(other), one.max(other));
        let anchor = Anchor::of(&document, span);
        if !text[span.range()].trim().is_empty() {
            prop_assert_eq!(anchor.place(&document), Some(unchanged(span)));
        }
    }

    #[test]
    fn a_sentence_that_is_gone_is_not_found_in_other_words(
        paragraphs in sentences(), which in any::<prop::sample::Index>()
    ) {
        let text = joined(&paragraphs);
        let places: Vec<(usize, usize)> = (0..paragraphs.len())
            .flat_map(|paragraph| (0..paragraphs[paragraph].len()).map(move |at| (paragraph, at)))
            .collect();
        let (paragraph, at) = places[which.index(places.len())];
        let noted = paragraphs[paragraph][at].clone();
        let mut left = paragraphs.clone();
        left[paragraph].remove(at);
        prop_assert_eq!(found(&text, &noted, &joined(&left)), None);
    }

    #[test]
    fn a_sentence_stays_the_same_whatever_is_done_elsewhere(
        paragraphs in sentences(), which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8), 1..6)
    ) {
        let text = joined(&paragraphs);
        let places: Vec<(usize, usize)> = (0..paragraphs.len())
            .flat_map(|paragraph| (0..paragraphs[paragraph].len()).map(move |at| (paragraph, at)))
            .collect();
        let (paragraph, at) = places[which.index(places.len())];
        let noted = paragraphs[paragraph][at].clone();
        let mut edited = paragraphs.clone();
        for (where_, how) in edits {
            let other = places[where_.index(places.len())];
            // The sentences right before and after it stay: by them a short one is known.
            if other.0 == paragraph && other.1.abs_diff(at) <= 1 || other.0.abs_diff(paragraph) == 1 {
                continue;
            }
            let sentence = &mut edited[other.0][other.1];
            match how {
                0 => sentence.insert_str(0, "New words before. "),
                1 => sentence.push_str(" New words after."),
                2 => *sentence = sentence.replace("the", "some"),
                _ => *sentence = "All of it is another.".to_owned(),
            }
        }
        let (words, change) = found(&text, &noted, &joined(&edited)).expect("its neighbours are there");
        prop_assert_eq!(words, noted);
        prop_assert_eq!(change, Change::None);
    }
}
