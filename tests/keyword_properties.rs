//! Properties of hits on random text that is rich in near-misses, and a second, naive engine.

use catchword::{
    keyword::{
        Hit, KeywordSet, Matcher, Scratch, painted,
        set::{Case, Category, Diacritics, Pattern, Styles, Term},
    },
    text::{fold, span::Span},
};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Pieces of text and what each folds to when case counts, written down by hand.
const PIECES: &[(&str, &str)] = &[
    ("a", "a"),
    ("A", "A"),
    ("s", "s"),
    ("s", "s"),
    ("S", "S"),
    ("i", "i"),
    ("r", "r"),
    ("f", "f"),
    ("ß", "ß"),
    ("ﬁ", "fi"),
    ("ſ", "s"),
    ("é", "e"),
    ("e", "e"),
    ("e\u{301}", "e"),
    ("\u{301}", ""),
    ("ø", "o"),
    ("æ", "ae"),
    ("Σ", "Σ"),
    ("ς", "ς"),
    ("'", "'"),
    ("’", "'"),
    ("`", "'"),
    ("'s", "'s"),
    ("’s", "'s"),
    ("es", "es"),
    ("\"", "\""),
    ("«", "\""),
    ("-", "-"),
    ("\u{2011}", "-"),
    ("—", "—"),
    ("_", "_"),
    (".", "."),
    (",", ","),
    ("1", "1"),
    ("۱", "1"),
    (" ", " "),
    (" ", " "),
    (" ", " "),
    ("\u{a0}", " "),
    ("\n", "\n"),
    ("\r\n", "\n"),
    ("\u{2029}", "\n\n"),
    ("\u{ad}", ""),
    ("\u{200c}", ""),
    ("\u{200f}", ""),
    ("ـ", ""),
    ("ی", "ي"),
    ("ي", "ي"),
    ("ئ", "ي"),
    ("ک", "ك"),
    ("إ", "ا"),
    ("ا", "ا"),
    ("\u{64e}", ""),
    ("\u{fefb}", "لا"),
    ("ل", "ل"),
    ("Iran", "Iran"),
    ("iran", "iran"),
    ("free Iran", "free Iran"),
];

/// Pieces whose marks stay, so that clusters are longer than a letter.
const CLUSTERS: &[(&str, &str)] = &[
    ("क", "क"),
    ("ि", "ि"),
    ("か", "か"),
    ("が", "か\u{3099}"),
    ("\u{3099}", "\u{3099}"),
    ("👧", "👧"),
    ("👨\u{200d}👧", "👨👧"),
];

/// Text made of so many pieces.
fn text(
    pieces: &'static [(&str, &str)],
    number: std::ops::Range<usize>,
) -> impl Strategy<Value = String> {
    let piece = prop::sample::select(pieces).prop_map(|(piece, _)| piece);
    prop::collection::vec(piece, number).prop_map(|pieces| pieces.concat())
}

/// Text of all pieces, clusters less often.
fn any_text(number: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES),
        1 => prop::sample::select(CLUSTERS),
    ];
    prop::collection::vec(piece.prop_map(|(piece, _)| piece), number)
        .prop_map(|pieces| pieces.concat())
}

fn term(number: usize, aliases: Vec<String>, flags: (bool, bool, bool)) -> Term {
    Term {
        id: number.to_string(),
        label: number.to_string(),
        category: number % 2,
        note: None,
        pattern: Pattern::Aliases(aliases),
        whole_word: flags.0,
        case: if flags.1 { Case::Exact } else { Case::Fold },
        diacritics: Diacritics::Fold,
        plural: flags.2,
        dehyphenate: false,
    }
}

fn set(terms: Vec<Term>) -> KeywordSet {
    let category = |id: &str| Category {
        id: id.to_owned(),
        name: id.to_owned(),
        mark: id.to_owned(),
        color: None,
        styles: Styles::default(),
    };
    KeywordSet {
        categories: vec![category("A"), category("B")],
        terms,
        ..KeywordSet::default()
    }
}

/// Sets of up to three terms of up to three aliases each.
fn any_set() -> impl Strategy<Value = KeywordSet> {
    let aliases = prop::collection::vec(any_text(1..4), 1..4);
    let terms = prop::collection::vec((aliases, any::<(bool, bool, bool)>()), 1..4);
    terms.prop_map(|terms| {
        let terms = terms.into_iter().enumerate();
        set(terms
            .map(|(number, (aliases, flags))| term(number, aliases, flags))
            .collect())
    })
}

/// A set, and text in which its aliases stand among other pieces.
fn any_set_and_text() -> impl Strategy<Value = (KeywordSet, String)> {
    any_set().prop_flat_map(|set| {
        let aliases = set.terms.iter().flat_map(|term| match &term.pattern {
            Pattern::Aliases(aliases) => aliases.clone(),
            Pattern::Regex(_) => Vec::new(),
        });
        let alias = prop::sample::select(aliases.collect::<Vec<_>>());
        let piece = prop_oneof![2 => alias, 3 => any_text(1..2)];
        let text = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
        (Just(set), text)
    })
}

fn hits(set: &KeywordSet, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    Matcher::new(set).find(&mut Scratch::default(), text, 0, &mut hits);
    hits
}

/// The naive engine: every range of units, folded by hand, compared with every alias.
mod naive {
    use super::*;

    /// What one grapheme cluster folds to, by the table above.
    fn cluster(mut cluster: &str, exact: bool) -> String {
        let mut folded = String::new();
        while !cluster.is_empty() {
            let first = cluster.chars().next().unwrap_or_default();
            // A letter of a longer piece stands for itself, a joiner for nothing.
            let (len, to) = PIECES
                .iter()
                .chain(CLUSTERS)
                .filter(|(piece, _)| cluster.starts_with(piece))
                .max_by_key(|(piece, _)| piece.len())
                .map_or((first.len_utf8(), String::from(first)), |(piece, to)| {
                    (piece.len(), (*to).to_owned())
                });
            folded += if to == "\u{200d}" { "" } else { &to };
            cluster = &cluster[len..];
        }
        if exact {
            return folded;
        }
        // By hand and not by a loop over the text: no letter here has a longer lower case.
        folded.to_lowercase().replace('ß', "ss").replace('ς', "σ")
    }

    /// The units of `text`: their bytes and what they fold to, white space raw.
    fn units(text: &str, exact: bool) -> Vec<(Span, String)> {
        let mut units: Vec<(Span, String)> = Vec::new();
        for (at, grapheme) in text.grapheme_indices(true) {
            let folded = cluster(grapheme, exact);
            let span = Span::new(at, at + grapheme.len());
            let white = |it: &str| !it.is_empty() && it.trim_start().is_empty();
            match units.last_mut() {
                // A blank may carry a mark.
                Some((last, so_far))
                    if folded.is_empty() || folded.starts_with([' ', '\n']) && white(so_far) =>
                {
                    last.end = span.end;
                    so_far.push_str(&folded);
                }
                None if folded.is_empty() => {}
                _ => units.push((span, folded)),
            }
        }
        for (_, folded) in &mut units {
            let blanks = folded.len() - folded.trim_start().len();
            if blanks > 0 {
                let breaks = folded[..blanks].matches('\n').count();
                let white = if breaks > 1 { "\n" } else { " " };
                folded.replace_range(..blanks, white);
            }
        }
        units
    }

    fn joined(units: &[(Span, String)]) -> String {
        units.iter().map(|(_, folded)| folded.as_str()).collect()
    }

    /// Whether `folded[start..end]` is whole words, asking for every boundary of the whole text.
    fn stands_free(folded: &str, start: usize, end: usize) -> bool {
        let text = folded.replace('_', "/");
        let mut edges: Vec<usize> = text.split_word_bound_indices().map(|(at, _)| at).collect();
        edges.push(text.len());
        let is_edge = |at: usize| edges.contains(&at);
        let hit = &folded[start..end];
        let base = hit.trim_end_matches(['ि', '\u{3099}']);
        let begins = !hit.starts_with(char::is_alphanumeric) || is_edge(start);
        let possessive = folded[end..].to_lowercase().starts_with("'s") && is_edge(end + 2);
        let ends = !base.ends_with(char::is_alphanumeric) || is_edge(end) || possessive;
        begins && ends
    }

    /// All hits of one term.
    fn of_term(number: u32, term: &Term, text: &str) -> Vec<Hit> {
        let exact = term.case == Case::Exact;
        let units = units(text, exact);
        let folded = joined(&units);
        let Pattern::Aliases(aliases) = &term.pattern else {
            return Vec::new();
        };
        let mut all: Vec<(Span, bool, u16)> = Vec::new();
        for (alias, index) in aliases.iter().zip(0..) {
            let alias = joined(&self::units(alias, exact));
            let alias = alias.trim();
            if alias.is_empty() {
                continue;
            }
            for first in 0..units.len() {
                for last in first..units.len() {
                    let slice = joined(&units[first..=last]);
                    let start = joined(&units[..first]).len();
                    let plain = slice == alias;
                    let plural = term.plural
                        && (slice == format!("{alias}s") || slice == format!("{alias}es"));
                    let free = !term.whole_word || stands_free(&folded, start, start + slice.len());
                    if (plain || plural) && free {
                        let span = Span::new(units[first].0.start, units[last].0.end);
                        all.push((span, plural, index));
                    }
                }
            }
        }
        let mut hits: Vec<Hit> = Vec::new();
        let mut from = 0;
        // Leftmost, then longest, one after the other.
        while let Some(&(span, _, alias)) = all
            .iter()
            .filter(|(span, ..)| span.start >= from)
            .min_by_key(|(span, plural, alias)| {
                (span.start, usize::MAX - span.end, *plural, *alias)
            })
        {
            let term = catchword::keyword::TermId(number);
            hits.push(Hit { span, term, alias });
            from = span.end;
        }
        hits
    }

    pub fn hits(set: &KeywordSet, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = set
            .terms
            .iter()
            .zip(0..)
            .flat_map(|(term, number)| of_term(number, term, text))
            .collect();
        hits.sort_by_key(|hit| (hit.span.start, usize::MAX - hit.span.end, hit.term));
        hits
    }
}

proptest! {
    // A failing case becomes a test with a name, not a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_naive_scan_finds_the_same((set, text) in any_set_and_text()) {
        prop_assert_eq!(hits(&set, &text), naive::hits(&set, &text));
    }

    #[test]
    fn a_hit_lies_on_grapheme_boundaries_and_folds_to_its_alias((set, text) in any_set_and_text()) {
        let mut boundaries: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        boundaries.push(text.len());
        for hit in hits(&set, &text) {
            prop_assert!(boundaries.contains(&hit.span.start));
            prop_assert!(boundaries.contains(&hit.span.end));
            let term = &set.terms[hit.term.index()];
            let Pattern::Aliases(aliases) = &term.pattern else { unreachable!() };
            let alias = &aliases[usize::from(hit.alias)];
            let alias = fold::fold(alias, term.folding(alias));
            let folded = fold::fold(&text[hit.span.range()], term.folding(&alias));
            let rest = folded.strip_prefix(alias.trim());
            prop_assert!(rest == Some("") || term.plural && matches!(rest, Some("s" | "es")));
        }
    }

    #[test]
    fn painted_hits_are_hits_and_do_not_overlap((set, text) in any_set_and_text()) {
        let hits = hits(&set, &text);
        let painted = painted(&hits, &set);
        prop_assert!(painted.iter().all(|hit| hits.contains(hit)));
        prop_assert!(painted.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        for hit in &hits {
            prop_assert!(painted.iter().any(|it| it.span.overlaps(hit.span)));
        }
    }

    #[test]
    fn an_ignorable_character_inside_a_hit_keeps_it_a_hit(
        alias in text(PIECES, 1..5),
        around in (text(PIECES, 0..4), text(PIECES, 0..4)),
        inserted in prop::sample::select(&['\u{200c}', '\u{ad}', 'ـ', '\u{200f}', '\u{feff}']),
        flags in any::<(bool, bool, bool)>(),
    ) {
        let set = set(vec![term(0, vec![alias.clone()], flags)]);
        let text = [around.0.as_str(), &alias, &around.1].concat();
        for hit in hits(&set, &text) {
            for (at, _) in text.char_indices() {
                if hit.span.start < at && at < hit.span.end {
                    let mut text = text.clone();
                    text.insert(at, inserted);
                    let span = Span::new(hit.span.start, hit.span.end + inserted.len_utf8());
                    prop_assert!(places(&set, &text).contains(&span), "{text:?} has no {span:?}");
                }
            }
        }
    }

    #[test]
    fn any_text_is_searched_without_a_panic(text in any::<String>(), alias in any::<String>()) {
        let set = set(vec![term(0, vec![alias.clone(), text.clone()], (false, false, true))]);
        hits(&set, &text);
        let found = hits(&set, &format!("{alias}{text}{alias}"));
        prop_assert!(found.iter().all(|hit| !hit.span.is_empty()));
    }
}

/// The places of all hits.
fn places(set: &KeywordSet, text: &str) -> Vec<Span> {
    hits(set, text).iter().map(|hit| hit.span).collect()
}
