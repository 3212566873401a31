//! What is known about a document beside its text.

use std::{borrow::Cow, fmt, str::FromStr};

/// Text that lives in the program image for a bundled document, on the heap for an opened one.
pub type Str = Cow<'static, str>;

/// What is known about a document beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// Unique within the collection, stable between runs: the stem of the file's name.
    pub id: Str,
    /// The title that lists show.
    pub title: Str,
    /// Whether `title` was taken from the text, so that the text already shows it.
    pub title_in_text: bool,
    /// Who wrote it, in the order stated.
    pub authors: Cow<'static, [Str]>,
    /// Who published it.
    pub publisher: Option<Str>,
    /// When it was published.
    pub date: Option<Date>,
    /// Where `date` comes from.
    pub date_basis: DateBasis,
    /// Language of the text, a BCP 47 tag such as `en`.
    pub language: Option<Str>,
    /// News, opinion, letter: a free word.
    pub kind: Option<Str>,
    /// Free words that group documents.
    pub tags: Cow<'static, [Str]>,
    /// Where the text or its facts come from.
    pub source: Option<Str>,
}

/// A calendar date, as precise as it is known.
///
/// Ordered as a list is sorted by date: a year stands before its months, a month before its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year of the Gregorian calendar.
    pub year: i16,
    /// Month and, where known, day.
    pub month: Option<Month>,
}

/// A month of a year, 1 to 12, and perhaps its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// 1 to 12.
    pub number: u8,
    /// 1 to 31, as the month allows.
    pub day: Option<u8>,
}

/// Where a document's date comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateBasis {
    /// The source states it.
    #[default]
    Stated,
    /// Somebody concluded it from the content.
    Inferred,
}

impl DateBasis {
    /// As a file has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
        }
    }
}

impl fmt::Display for Date {
    /// As ISO 8601: `2021`, `2021-07`, `2021-07-10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{:02}", month.number)?;
            if let Some(day) = month.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// Why a text is not a [`Date`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// It is not of one of the three forms.
    #[error("a date is written 2021, 2021-07 or 2021-07-10")]
    Form,
    /// It is, but the calendar has no such month or day.
    #[error("the calendar has no such date")]
    Impossible,
}

impl FromStr for Date {
    type Err = DateError;

    /// From ISO 8601: `2021`, `2021-07`, `2021-07-10`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let number = |digits: &str, len: usize| -> Result<i16, DateError> {
            if digits.len() == len && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                digits.parse().map_err(|_| DateError::Form)
            } else {
                Err(DateError::Form)
            }
        };
        let mut parts = text.split('-');
        let year = number(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(|part| number(part, 2)).transpose()?;
        let day = parts.next().map(|part| number(part, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        Self::of(year, month, day).ok_or(DateError::Impossible)
    }
}

impl Date {
    /// The date of these numbers, where the calendar has it; a day needs its month.
    pub fn of(year: i16, month: Option<i16>, day: Option<i16>) -> Option<Self> {
        let narrow = |number: i16| i8::try_from(number).ok();
        let first = jiff::civil::Date::new(
            year,
            month.map_or(Some(1), narrow)?,
            day.map_or(Some(1), narrow)?,
        )
        .ok()?;
        if month.is_none() && day.is_some() {
            return None;
        }
        Some(Self {
            year,
            month: month.map(|_| Month {
                number: first.month().unsigned_abs(),
                day: day.map(|_| first.day().unsigned_abs()),
            }),
        })
    }

    /// The day of the week, from 0 for Monday, where the day is known.
    pub fn weekday(self) -> Option<u8> {
        let month = self.month?;
        let narrow = |number: u8| i8::try_from(number).ok();
        let date =
            jiff::civil::Date::new(self.year, narrow(month.number)?, narrow(month.day?)?).ok()?;
        Some(date.weekday().to_monday_zero_offset().unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_what_it_writes() {
        for text in ["2021", "2021-07", "2021-07-10", "2024-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_date_that_the_calendar_lacks_is_impossible() {
        for text in ["2021-02-29", "2025-54-22", "2021-00", "2021-07-00"] {
            assert_eq!(text.parse::<Date>(), Err(DateError::Impossible), "{text}");
        }
    }

    #[test]
    fn other_forms_are_no_dates() {
        for text in [
            "",
            "21",
            "2021-7",
            "13/07/2021",
            "2021-07-10T00:00",
            "2021-07-10-1",
            "+202",
        ] {
            assert_eq!(text.parse::<Date>(), Err(DateError::Form), "{text}");
        }
    }

    #[test]
    fn a_year_stands_before_its_months() {
        let mut dates =
            ["2021-07-10", "2021-07", "2022", "2021"].map(|text| text.parse::<Date>().unwrap());
        dates.sort();
        assert_eq!(
            dates.map(|date| date.to_string()),
            ["2021", "2021-07", "2021-07-10", "2022"]
        );
    }
}
