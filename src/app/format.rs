//! Figures and dates in words, the same on every pane and in printed output.

use crate::collection::metadata::{Date, DateBasis, Metadata};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Words a minute that a reader is taken to read: the middle of what studies of silent reading of
/// English non-fiction report (238, Brysbaert 2019), rounded.
pub const WORDS_PER_MINUTE: usize = 240;

/// A date as prose has it: `21 June 2025`, `July 2021`, `2021`.
pub fn date(date: Date) -> String {
    written(date, |month| MONTHS[month])
}

/// A date for narrow places: `21 Jun 2025`.
pub fn short_date(date: Date) -> String {
    written(date, |month| &MONTHS[month][..3])
}

/// The date of a document, if it is known, with a word where it was not stated but inferred.
pub fn dated(metadata: &Metadata) -> Option<String> {
    let when = date(metadata.date?);
    Some(match metadata.date_basis {
        DateBasis::Stated => when,
        DateBasis::Inferred => format!("{when} (inferred)"),
    })
}

fn written(date: Date, name: impl Fn(usize) -> &'static str) -> String {
    let Some(month) = date.month else {
        return date.year.to_string();
    };
    let name = name(usize::from(month.number.clamp(1, 12) - 1));
    match month.day {
        Some(day) => format!("{day} {name} {}", date.year),
        None => format!("{name} {}", date.year),
    }
}

/// Minutes that `words` take, rounded up.
pub fn minutes(words: usize) -> usize {
    words.div_ceil(WORDS_PER_MINUTE)
}

/// A number with thin groups of three digits from 10,000 on: `9999`, `12,345`.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.char_indices() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number and what it counts: `1 hit`, `2 hits`.
pub fn counted(n: usize, one: &str) -> String {
    format!("{} {one}{}", number(n), if n == 1 { "" } else { "s" })
}

/// `text` in quotation marks; those in it become single ones.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 6);
    quoted.push('“');
    let mut before = ' ';
    for character in text.chars() {
        quoted.push(match character {
            '“' | '„' | '«' => '‘',
            '"' if before.is_whitespace() || "([{—–‘“".contains(before) => '‘',
            '”' | '»' | '"' => '’',
            other => other,
        });
        before = character;
    }
    quoted.push('”');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::metadata::Month;

    #[test]
    fn quotation_marks_in_a_quotation_are_single() {
        assert_eq!(quoted("no"), "“no”");
        assert_eq!(quoted("Iran’s way"), "“Iran’s way”");
        assert_eq!(quoted("“The people”, he said"), "“‘The people’, he said”");
        assert_eq!(quoted("a \"b c\" (\"d\")"), "“a ‘b c’ (‘d’)”");
    }

    #[test]
    fn a_date_is_written_as_precisely_as_it_is_known() {
        let mut when = Date {
            year: 2021,
            month: None,
        };
        assert_eq!(date(when), "2021");
        when.month = Some(Month {
            number: 7,
            day: None,
        });
        assert_eq!(date(when), "July 2021");
        when.month = Some(Month {
            number: 7,
            day: Some(10),
        });
        assert_eq!(date(when), "10 July 2021");
        assert_eq!(short_date(when), "10 Jul 2021");
        let mut metadata = crate::analysis::samples::document("").metadata;
        metadata.date = Some(when);
        metadata.date_basis = DateBasis::Inferred;
        assert_eq!(dated(&metadata).unwrap(), "10 July 2021 (inferred)");
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(number(9999), "9999");
        assert_eq!(number(12345), "12,345");
        assert_eq!(number(1_234_567), "1,234,567");
    }

    #[test]
    fn a_begun_minute_counts() {
        assert_eq!(minutes(0), 0);
        assert_eq!(minutes(1), 1);
        assert_eq!(minutes(480), 2);
        assert_eq!(minutes(481), 3);
    }
}
