//! Where a line may break (UAX #14).
//!
//! Responsible for break opportunities; which of them are taken is decided in [`super::fit`]. The
//! rules and the dictionaries for Thai, Lao, Khmer and Burmese are those of `icu_segmenter`.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// The offsets in `text` at which a line may begin, in order; blanks stand before them.
///
/// Not all are cluster boundaries: the standard allows a break between a space and a mark on it.
/// Unlike the standard, none stands between a word and the em dash after it: a line that begins with
/// a dash reads like speech.
///
/// ```
/// let found: Vec<_> = catchword::text::line_break::opportunities("well-read now—here").collect();
/// assert_eq!(found, [5, 10, 16]);
/// ```
pub fn opportunities(text: &str) -> impl Iterator<Item = usize> {
    // Takes 0.2 µs: it only borrows tables that lie in the program.
    let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
    let mut done = false;
    let mut breaks = None;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let breaks = breaks.get_or_insert_with(|| segmenter.segment_str(text));
        let found = breaks.find(|&at| at > 0 && at < text.len() && !is_before_dash(text, at));
        done = found.is_none();
        found
    })
}

/// Whether an em dash at `at` follows a word without a blank.
fn is_before_dash(text: &str, at: usize) -> bool {
    text[at..].starts_with('—') && !text[..at].ends_with(char::is_whitespace)
}
