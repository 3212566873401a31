//! The letters beside a row of text: which categories have hits on it.
//!
//! Responsible for which letters there is room for, not for where the gutter stands nor for its
//! styles; see [`super::theme`].

/// What stands in one column of the gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The letter of the category with this place in its set.
    Category(usize),
    /// The sign that more categories are on the row than there is room for.
    More,
}

impl Mark {
    /// Stands for the categories without a column of their own.
    pub const MORE: &'static str = "+";
}

/// The marks of one row, at most `columns` of them.
///
/// `categories` are those of its hits, in the order in which they are to stand; what comes again is
/// left out. One column for several categories holds [`Mark::More`]: a letter would hide the others.
pub fn marks(categories: impl IntoIterator<Item = usize>, columns: u16) -> Vec<Mark> {
    let columns = usize::from(columns);
    let mut marks = Vec::new();
    for mark in categories.into_iter().map(Mark::Category) {
        if marks.contains(&mark) {
            continue;
        }
        if marks.len() == columns {
            if let Some(last) = marks.last_mut() {
                *last = Mark::More;
            }
            break;
        }
        marks.push(mark);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::{
        Mark::{Category, More},
        marks,
    };

    #[test]
    fn as_many_letters_stand_as_there_are_categories() {
        assert_eq!(marks([], 4), []);
        assert_eq!(marks([7], 4), [Category(7)]);
        assert_eq!(
            marks([2, 0, 5, 1], 4),
            [Category(2), Category(0), Category(5), Category(1)]
        );
    }

    #[test]
    fn the_last_column_says_that_there_are_more() {
        assert_eq!(marks([2, 0, 5], 2), [Category(2), More]);
        assert_eq!(
            marks(0..9, 4),
            [Category(0), Category(1), Category(2), More]
        );
    }

    #[test]
    fn one_column_holds_a_letter_or_the_sign() {
        assert_eq!(marks([3], 1), [Category(3)]);
        assert_eq!(marks([3, 4], 1), [More]);
    }

    #[test]
    fn no_columns_hold_nothing() {
        assert_eq!(marks([3, 4], 0), []);
    }

    #[test]
    fn a_category_that_comes_again_takes_no_room() {
        assert_eq!(marks([1, 1, 0, 1], 2), [Category(1), Category(0)]);
        assert_eq!(marks([1, 0, 1, 0, 2], 2), [Category(1), More]);
    }
}
