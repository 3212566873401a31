//! How fast the reader reads.
//!
//! Responsible for the reader's own pace: the median of what was measured, so that neither a pause nor a
//! glance counts for much. The shell says how long each key was waited for; there is no clock here.

use super::format::WORDS_PER_MINUTE;

/// How fast the reader reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pace {
    /// Words a minute, the newest last.
    samples: Vec<u16>,
    /// Words and milliseconds of the sample that is being taken.
    words: usize,
    millis: u64,
}

/// Words that a sample has at least.
const SAMPLE: usize = 150;

/// Samples that are kept, and that it takes before they hold.
const KEPT: usize = 31;
const ENOUGH: usize = 3;

/// The longest time that a page is read for; after that the reader was away.
const LONGEST: u64 = 180_000;

/// What reading may be, in words a minute: less is a pause, more is a glance.
const READING: std::ops::RangeInclusive<u64> = 60..=900;

impl Pace {
    /// The pace of earlier runs.
    pub fn of(samples: &[u16]) -> Self {
        let first = samples.len().saturating_sub(KEPT);
        Self {
            samples: samples[first..].to_vec(),
            ..Self::default()
        }
    }

    /// What was measured, in words a minute, the newest last.
    pub fn samples(&self) -> &[u16] {
        &self.samples
    }

    /// Notes that so many words were passed, after so many milliseconds.
    pub fn passed(&mut self, words: usize, millis: u64) {
        if millis > LONGEST {
            return self.broken_off();
        }
        self.words += words;
        self.millis += millis;
        if self.words < SAMPLE {
            return;
        }
        let pace = self.words as u64 * 60_000 / self.millis.max(1);
        if READING.contains(&pace) {
            self.samples.push(pace as u16);
            if self.samples.len() > KEPT {
                self.samples.remove(0);
            }
        }
        self.broken_off();
    }

    /// Notes that the reader did something else than read on.
    pub const fn broken_off(&mut self) {
        self.words = 0;
        self.millis = 0;
    }

    /// Whether it was measured often enough to hold.
    pub const fn is_known(&self) -> bool {
        self.samples.len() >= ENOUGH
    }

    /// Words a minute: the reader's own, or else what most people read.
    pub fn words_per_minute(&self) -> usize {
        if !self.is_known() {
            return WORDS_PER_MINUTE;
        }
        let mut samples = self.samples.clone();
        samples.sort_unstable();
        usize::from(samples[samples.len() / 2])
    }

    /// Minutes that so many words take, rounded up.
    pub fn minutes(&self, words: usize) -> usize {
        words.div_ceil(self.words_per_minute())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_the_median_once_it_was_measured_often_enough() {
        let mut pace = Pace::default();
        assert_eq!(pace.words_per_minute(), WORDS_PER_MINUTE);
        pace.passed(200, 60_000);
        pace.passed(200, 60_000);
        assert_eq!(pace.words_per_minute(), WORDS_PER_MINUTE);
        // A glance and a pause are no reading.
        pace.passed(300, 2_000);
        pace.passed(300, 170_000 * 2);
        assert_eq!(pace.samples(), [200, 200]);
        pace.passed(300, 60_000);
        assert_eq!(pace.words_per_minute(), 200);
        assert_eq!(pace.minutes(201), 2);
    }

    #[test]
    fn lines_are_put_together_until_they_say_something() {
        let mut pace = Pace::default();
        for _ in 0..15 {
            pace.passed(10, 3_000);
        }
        assert_eq!(pace.samples(), [200]);
        pace.passed(100, 1_000);
        pace.broken_off();
        pace.passed(100, 30_000);
        assert_eq!(pace.samples(), [200]);
    }
}
