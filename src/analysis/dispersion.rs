//! Where the hits of a term stand in a text, and how evenly they are spread over several.
//!
//! Responsible for the cells of a dispersion plot and for the figures beside it. Not for which hits
//! and words count; the caller leaves out furniture (see `furniture`).

/// The cell, of so many, in which a hit lies that has `word_index` words of the text before it:
/// ⌊word index × cells ÷ words⌋, at most the last one.
///
/// A word is before a hit where it ends at or before the hit's start.
pub fn cell(word_index: usize, words: usize, cells: usize) -> usize {
    let cell = word_index as u128 * cells as u128 / words.max(1) as u128;
    let last = cells.saturating_sub(1);
    usize::try_from(cell).map_or(last, |cell| cell.min(last))
}

/// How many hits fall into each of `count` cells of a text of so many words.
pub fn cells(
    word_indexes: impl IntoIterator<Item = usize>,
    words: usize,
    count: usize,
) -> Vec<usize> {
    let mut cells = vec![0; count];
    for index in word_indexes {
        if let Some(hits) = cells.get_mut(cell(index, words, count)) {
            *hits += 1;
        }
    }
    cells
}

/// The sign that stands for a cell: `·` without hits, `▄` for 1, `▆` for 2, `█` for more.
pub const fn sign(hits: usize) -> &'static str {
    match hits {
        0 => "·",
        1 => "▄",
        2 => "▆",
        _ => "█",
    }
}

/// The same for a terminal that shows ASCII alone: `.`, `:`, `|` and `#`.
pub const fn ascii_sign(hits: usize) -> &'static str {
    match hits {
        0 => ".",
        1 => ":",
        2 => "|",
        _ => "#",
    }
}

/// The cells of a text of so many words where the longest, of `longest` words, has `cells`: its share of
/// them, at least one.
pub fn in_proportion(cells: usize, words: usize, longest: usize) -> usize {
    let share = cells as u128 * words as u128 / longest.max(1) as u128;
    usize::try_from(share).unwrap_or(cells).max(1)
}

/// A part of the hits and of the words: what lies in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Hits in the text.
    pub hits: usize,
    /// Words of the text.
    pub words: usize,
}

impl Share {
    /// Hits per 1,000 words; 0 where there are no words.
    #[expect(clippy::cast_precision_loss, reason = "no collection has 2⁵³ words")]
    pub fn per_1000(self) -> f64 {
        self.hits as f64 * 1000.0 / self.words.max(1) as f64
    }
}

/// How the hits of a term are spread over texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Hits and words of all texts.
    pub total: Share,
    /// Texts with a hit.
    pub range: usize,
    /// Deviation of proportions (Gries 2008), ½ Σ |tᵢ − wᵢ|, where tᵢ is a text's share of the hits and
    /// wᵢ its share of the words: 0 where the hits are spread as the words are. `None` where there are
    /// no hits, or no words.
    pub dp: Option<f64>,
    /// DP ÷ (1 − the least wᵢ), so that 1 is the greatest that can be (Lijffijt and Gries 2012). `None`
    /// where there is no DP, and where one text holds all the words: nothing can be unevenly spread then.
    pub dp_norm: Option<f64>,
}

impl Spread {
    /// The spread over `texts`.
    #[expect(clippy::cast_precision_loss, reason = "no collection has 2⁵³ words")]
    pub fn over(texts: &[Share]) -> Self {
        let total = texts.iter().fold(Share::default(), |sum, text| Share {
            hits: sum.hits + text.hits,
            words: sum.words + text.words,
        });
        let shares = texts.iter().map(|text| {
            let of_hits = text.hits as f64 / total.hits as f64;
            (of_hits, text.words as f64 / total.words as f64)
        });
        let is_known = total.hits > 0 && total.words > 0;
        let dp = is_known.then(|| shares.map(|(t, w)| (t - w).abs()).sum::<f64>() / 2.0);
        let fewest = texts.iter().map(|text| text.words).min().unwrap_or(0);
        let rest = total.words - fewest;
        Self {
            total,
            range: texts.iter().filter(|text| text.hits > 0).count(),
            dp,
            dp_norm: dp
                .filter(|_| rest > 0)
                .map(|dp| dp * total.words as f64 / rest as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares(hits: &[usize], words: &[usize]) -> Vec<Share> {
        let share = |(&hits, &words)| Share { hits, words };
        hits.iter().zip(words).map(share).collect()
    }

    #[test]
    fn the_deviation_of_proportions_is_that_of_gries() {
        // The hits of one term in five texts of these lengths.
        let spread = Spread::over(&shares(&[0, 3, 1, 2, 6], &[465, 1115, 777, 686, 863]));
        assert_eq!(spread.range, 4);
        assert_eq!(format!("{:.6}", spread.dp.unwrap()), "0.279058");
        assert_eq!(format!("{:.6}", spread.dp_norm.unwrap()), "0.316768");
    }

    #[test]
    fn without_hits_or_words_there_is_no_deviation() {
        for (hits, words) in [([0, 0], [10, 20]), ([1, 0], [0, 0])] {
            let spread = Spread::over(&shares(&hits, &words));
            assert_eq!((spread.dp, spread.dp_norm), (None, None));
        }
        assert_eq!(Spread::over(&[]).dp, None);
    }

    #[test]
    fn in_one_text_hits_cannot_be_unevenly_spread() {
        let spread = Spread::over(&shares(&[3], &[100]));
        assert_eq!((spread.dp, spread.dp_norm), (Some(0.0), None));
    }

    #[test]
    fn hits_that_are_all_in_the_shortest_text_are_spread_as_unevenly_as_can_be() {
        let spread = Spread::over(&shares(&[0, 4], &[90, 10]));
        assert!((spread.dp_norm.unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_text_without_words_has_no_hits_per_1000() {
        let share = Share { hits: 0, words: 0 };
        assert!(share.per_1000().abs() < f64::EPSILON);
    }

    #[test]
    fn a_plot_of_fourteen_hits_in_fifty_cells_is_the_one_drawn_by_hand() {
        let indexes = [
            83, 127, 297, 315, 345, 419, 456, 532, 561, 715, 750, 828, 872, 968,
        ];
        let plot: String = cells(indexes, 1115, 50).into_iter().map(sign).collect();
        assert_eq!(plot, "···▄·▄·······▄▄▄··▄·▄··▄·▄······▄▄···▄·▄···▄······");
        let share = Share {
            hits: indexes.len(),
            words: 1115,
        };
        assert_eq!(format!("{:.2}", share.per_1000()), "12.56");
    }

    #[test]
    fn a_cell_shows_how_many_hits_fall_into_it() {
        let cells = cells([0, 9, 10, 10, 99, 99, 99, 100], 100, 10);
        assert_eq!(cells, [2, 2, 0, 0, 0, 0, 0, 0, 0, 4]);
        let plot: String = cells.into_iter().map(sign).collect();
        assert_eq!(plot, "▆▆·······█");
    }

    #[test]
    fn cells_have_signs_of_ascii_too() {
        let plot: String = (0..=4).map(ascii_sign).collect();
        assert_eq!(plot, ".:|##");
    }

    #[test]
    fn a_text_has_cells_in_proportion_to_the_longest() {
        let cells = |words| in_proportion(50, words, 1115);
        assert_eq!([1115, 465, 23, 0].map(cells), [50, 20, 1, 1]);
        assert_eq!(in_proportion(50, 0, 0), 1);
    }

    #[test]
    fn no_cells_hold_no_hits() {
        assert!(cells([1], 2, 0).is_empty());
        assert_eq!(cells([0], 0, 2), [1, 0]);
    }

    proptest! {
        #[test]
        fn every_hit_falls_into_one_cell(
            indexes in prop::collection::vec(0_usize..500, 0..30),
            more in 0_usize..100,
            count in 1_usize..120,
        ) {
            let words = indexes.iter().max().map_or(0, |most| most + 1) + more;
            let cells = cells(indexes.iter().copied(), words, count);
            prop_assert_eq!(cells.iter().sum::<usize>(), indexes.len());
            for index in indexes {
                prop_assert!(cells[index * count / words.max(1)] > 0);
            }
        }

        #[test]
        fn deviations_lie_between_0_and_1(
            texts in prop::collection::vec((0_usize..50, 0_usize..1000), 1..8),
        ) {
            let texts: Vec<Share> = texts.iter().map(|&(hits, words)| Share { hits: hits.min(words), words }).collect();
            let spread = Spread::over(&texts);
            for figure in [spread.dp, spread.dp_norm].into_iter().flatten() {
                prop_assert!((0.0..=1.0 + 1e-9).contains(&figure));
            }
        }
    }
}
