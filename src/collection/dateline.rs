//! The date that a plain text states near its top.
//!
//! Responsible for dates that a line says beyond doubt, with English names of months. A date is never
//! guessed: not from running text, not from numbers whose order is not certain (`13/07/2021`), not
//! from what is damaged (`Jul 222020`) or contradicts itself (a weekday that is not that day's).

use super::metadata::Date;

/// Columns of the longest line that is taken for a byline; a longer one is running text.
const LONGEST_BYLINE: usize = 120;

/// Words of the longest of [`LABELS`].
const LONGEST_LABEL: usize = 2;

/// Words of the longest date: a weekday, a day, a month, a year.
const LONGEST_DATE: usize = 4;

/// Words that introduce the date of the text itself, in lower case.
const LABELS: [&str; 7] = [
    "date",
    "dated",
    "published on",
    "published",
    "posted on",
    "posted",
    "publication date",
];

/// Names of the months in lower case; three letters or more of one stand for it.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Names of the days of the week in lower case, Monday first.
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The date that `line` states, and the byte at which the rest of the line begins.
///
/// A line states a date where it is nothing but that date, perhaps with a weekday and a time
/// (`Tuesday, 22 July 2025 01:54 PM EDT`); where it begins with a label and the date (`Date: 2021-07`,
/// ` date 2025-06-21 …`); where it begins with the date and a separator follows (`July 22, 2020 | News`);
/// and where it is short and holds one date with its weekday or its time (a byline).
pub(super) fn stated_in(line: &str) -> Option<(Date, usize)> {
    let is_long = line.chars().count() > LONGEST_BYLINE;
    let words: Vec<_> = if is_long {
        words_of(line).take(LONGEST_LABEL + LONGEST_DATE).collect()
    } else {
        words_of(line).collect()
    };
    let labelled = LABELS.iter().find_map(|label| {
        let count = label.split(' ').count();
        let said: Vec<_> = words
            .iter()
            .take(count)
            .map(|word| word.text.to_lowercase())
            .collect();
        (said.join(" ").trim_end_matches(':') == *label).then_some(count)
    });
    if let Some(label) = labelled {
        return Found::at(&words[label..], true).map(|found| (found.date, found.end));
    }
    if let Some(found) = Found::at(&words, false) {
        let rest = line[found.end..].trim_start();
        let alone = rest.is_empty() || (found.is_full() && begins_time(rest));
        let parted = rest.starts_with(['|', '-', '–', '—', '•', '·', '(', '/']) && found.is_full();
        if alone || (parted && !is_long) {
            return Some((found.date, found.end));
        }
    }
    if is_long {
        return None;
    }
    let mut found = (0..words.len()).filter_map(|index| {
        let found = Found::at(&words[index..], false)?;
        let certain =
            found.is_full() && (found.weekday || begins_time(line[found.end..].trim_start()));
        certain.then_some(found)
    });
    let first = found.next()?;
    // The same date is found again from the word after its weekday.
    found
        .all(|other| other.date == first.date)
        .then_some((first.date, line.len()))
}

/// Whether `line` is a date and nothing else.
pub(super) fn is_date(line: &str) -> bool {
    stated_in(line).is_some_and(|(_, end)| {
        line[end..].trim().is_empty() || begins_time(line[end..].trim_start())
    })
}

/// Whether `line` holds only figures and names of months and days, but says no date that is certain.
pub(super) fn is_damaged(line: &str) -> bool {
    let words: Vec<_> = words_of(line).collect();
    let figure = |word: &Word<'_>| {
        word.text
            .contains(|character: char| character.is_ascii_digit())
    };
    let name = |word: &Word<'_>| {
        named(&MONTHS, word.text)
            .or(named(&WEEKDAYS, word.text))
            .is_some()
    };
    words.iter().any(figure) && words.iter().all(|word| figure(word) || name(word))
}

/// A word of a line.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    /// Its text without the punctuation around it.
    text: &'a str,
    /// The byte after it and its punctuation.
    end: usize,
}

/// The words of `line`, parted by blanks.
fn words_of(line: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let text = line[rest..].trim_start();
        let length = text.find(char::is_whitespace).unwrap_or(text.len());
        rest = line.len() - text.len() + length;
        (length > 0).then(|| Word {
            text: text[..length].trim_matches([',', '.', '(', ')', '[', ']']),
            end: rest,
        })
    })
}

/// A date at the beginning of some words.
#[derive(Debug, Clone, Copy)]
struct Found {
    date: Date,
    /// Whether its weekday is said.
    weekday: bool,
    /// The byte after it.
    end: usize,
}

impl Found {
    /// The date with which `words` begin; a year or a month alone only where it `may_be_partial`.
    fn at(words: &[Word<'_>], may_be_partial: bool) -> Option<Self> {
        let weekday = words.first().and_then(|word| named(&WEEKDAYS, word.text));
        let rest = if weekday.is_some() {
            &words[1..]
        } else {
            words
        };
        let text = |index: usize| rest.get(index).map_or("", |word: &Word<'_>| word.text);
        let (date, count) = if let Some(month) = named(&MONTHS, text(0)) {
            match (day(text(1)), year(text(2)), year(text(1))) {
                (Some(day), Some(year), _) => (Date::of(year, Some(month), Some(day))?, 3),
                (None, _, Some(year)) => (Date::of(year, Some(month), None)?, 2),
                _ => return None,
            }
        } else if let (Some(day), Some(month), Some(year)) =
            (day(text(0)), named(&MONTHS, text(1)), year(text(2)))
        {
            (Date::of(year, Some(month), Some(day))?, 3)
        } else {
            let date: Date = text(0).parse().ok()?;
            (date, 1)
        };
        let found = Self {
            date,
            weekday: weekday.is_some(),
            end: rest[count - 1].end,
        };
        let contradicted =
            weekday.is_some_and(|said| date.weekday().map(i16::from) != Some(said - 1));
        let named_month = count == 2;
        (!contradicted && (may_be_partial || named_month || found.is_full())).then_some(found)
    }

    /// Whether the day is known.
    fn is_full(&self) -> bool {
        self.date.month.is_some_and(|month| month.day.is_some())
    }
}

/// The place, from 1, of the name for which `word` stands: the name, or at least its first three letters.
fn named(names: &[&str], word: &str) -> Option<i16> {
    let word = word.to_lowercase();
    let index = names
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(&word))?;
    i16::try_from(index + 1).ok()
}

/// The day of a month that `word` says: `22`, `2`, `22nd`.
fn day(word: &str) -> Option<i16> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ordinal| word.strip_suffix(ordinal))
        .unwrap_or(word);
    let day = matches!(digits.len(), 1 | 2).then(|| digits.parse().ok())?;
    day.filter(|day| (1..=31).contains(day))
}

/// The year that `word` says, in four digits.
fn year(word: &str) -> Option<i16> {
    let year = (word.len() == 4).then(|| word.parse().ok())?;
    year.filter(|year| (1000..=2999).contains(year))
}

/// Whether `text` begins with a time of day: `01:54 PM`, `at 9:30`, `T10:00`.
fn begins_time(text: &str) -> bool {
    let text = text.strip_prefix("at ").unwrap_or(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    matches!(digits, 1 | 2) && text[digits..].starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(line: &str) -> Option<String> {
        stated_in(line).map(|(date, _)| date.to_string())
    }

    #[test]
    fn a_line_that_says_a_date_beyond_doubt_states_it() {
        for (line, expected) in [
            ("Date: 2025-06-21", "2025-06-21"),
            (
                " date 2025-06-21 “The people of Tehran should return, regroup.”",
                "2025-06-21",
            ),
            ("Published on 3 May 2021 by Reuters", "2021-05-03"),
            ("Date: July 2021", "2021-07"),
            ("Date: 1999", "1999"),
            ("July 22, 2020", "2020-07-22"),
            ("22nd July 2020", "2020-07-22"),
            ("Sept. 1, 2019", "2019-09-01"),
            ("July 2020", "2020-07"),
            ("2020-07-22", "2020-07-22"),
            ("Wednesday, 02 October 2024", "2024-10-02"),
            ("July 22, 2020 at 9:30 am", "2020-07-22"),
            ("July 22, 2020 | News", "2020-07-22"),
            (
                "Hamid Enayat By Tuesday, 22 July 2025 01:54 PM EDT Current | Bio | Archive",
                "2025-07-22",
            ),
        ] {
            assert_eq!(date(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_leaves_a_doubt_states_no_date() {
        for line in [
            "Jul 222020",
            "2025-54-22",
            "13/07/2021",
            "07/08/2021",
            "30 February 2021",
            "Monday, 02 October 2024",
            "1999",
            "On July 22, 2020, the group met.",
            "July 22, 2020 was a hot day in Paris",
            "Updated July 22, 2020",
            "Between Monday, 1 July 2024 and Tuesday, 2 July 2024",
            "May 5",
            "",
        ] {
            assert_eq!(date(line), None, "{line}");
        }
    }

    #[test]
    fn the_rest_of_the_line_begins_after_the_date() {
        let line = " date 2025-06-21 “The people";
        let (_, end) = stated_in(line).unwrap();
        assert_eq!(&line[end..], " “The people");
    }
}
