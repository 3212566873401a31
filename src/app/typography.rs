//! What the keys do that change how the text is set.
//!
//! Responsible for the next value of each setting and for what is said of it; how a text is set by them is the matter
//! of [`super::reader::layout`], where it stands that of [`super::panes`].

use super::{
    Model,
    band::Band,
    command::Command,
    format,
    panes::WIDEST_MARGIN,
    settings::{Align, Bidi, DEEPEST_INDENT, FITS, LARGEST_OVERLAP, MEASURE, MEASURE_RANGE},
    update::{changed, limit},
};
use crate::text::{bidi::Order, fill::Fit};

/// The margins that the key goes through.
const MARGINS: [u16; 4] = [1, 4, 8, 12];
/// The indents that the key goes through.
const INDENTS: [u16; 3] = [2, 4, 0];

impl Model {
    /// Makes the lines longer, from what they are on this screen to what this screen allows.
    pub(super) fn measure(&mut self, by: isize) {
        let (narrowest, widest) = MEASURE_RANGE;
        let (asked, now) = (self.settings.measure, self.panes.measure.columns);
        self.settings.measure = changed(now, by).clamp(narrowest, widest);
        self.settle();
        let columns = self.panes.measure.columns;
        if now == columns {
            // A wider screen has more, also after the next start.
            self.settings.measure = asked;
        }
        self.notice = Some(format!(
            "lines of {columns} columns{}",
            limit(now == columns && by != 0)
        ));
    }

    /// Changes what `command` stands for: to `count` where that is a number of columns, else to the next value.
    pub(super) fn change_typography(&mut self, command: Command, count: Option<u32>) {
        let settings = &mut self.settings;
        match command {
            Command::DefaultWidth => {
                settings.measure = MEASURE;
                self.settle();
                let columns = self.panes.measure.columns;
                self.notice = Some(format!("lines of {columns} columns"));
            }
            Command::Margin => {
                settings.margin = asked(count, WIDEST_MARGIN, settings.margin, &MARGINS);
                let columns = format::counted(usize::from(settings.margin), "blank column");
                self.notice = Some(format!("{columns} or more at each side"));
            }
            Command::Align => {
                settings.align = next(settings.align, &Align::NAMES.map(|(_, align)| align));
                self.notice = Some(match settings.align {
                    Align::Center => "lines in the middle".to_owned(),
                    Align::Left => "lines at the left".to_owned(),
                });
            }
            Command::Columns => {
                settings.columns = asked(count, 2, settings.columns, &[1, 2]).max(1);
                let wanted = settings.columns;
                self.settle();
                self.notice = Some(match (wanted, self.panes.second) {
                    (2.., None) => "two columns, where there is room for them".to_owned(),
                    (2.., Some(_)) => "two columns".to_owned(),
                    _ => "one column".to_owned(),
                });
            }
            Command::Spacing => {
                settings.spacing = (settings.spacing + 1) % 3;
                let lines = format::counted(usize::from(settings.spacing), "blank line");
                self.notice = Some(format!("{lines} between paragraphs"));
            }
            Command::Indent => {
                settings.indent = asked(count, DEEPEST_INDENT, settings.indent, &INDENTS);
                let columns = format::counted(usize::from(settings.indent), "column");
                self.notice = Some(if settings.spacing == 0 {
                    format!("paragraphs set in by {columns}")
                } else {
                    let how = self.keymap.told("where {spacing} leaves no blank line");
                    format!("paragraphs set in by {columns} {how}")
                });
            }
            Command::Fit => {
                settings.fit = next(settings.fit, &FITS.map(|(_, fit)| fit));
                self.notice = Some(match settings.fit {
                    Fit::Optimal => "the lines of a paragraph as even as they can be".to_owned(),
                    Fit::First => "each line filled in turn".to_owned(),
                });
            }
            Command::Hyphens => {
                settings.hyphens = !settings.hyphens;
                let is_on = settings.hyphens;
                self.told("hyphens", is_on);
                let language = self.document().map(|it| it.metadata.language.is_some());
                if is_on && language == Some(false) {
                    let what = "hyphens on; this text does not say in which language it is";
                    self.notice = Some(what.to_owned());
                }
            }
            Command::Justify => {
                settings.justify = !settings.justify;
                self.notice = Some(if settings.justify {
                    "justify on: lines even at the right".to_owned()
                } else {
                    "justify off: lines ragged at the right".to_owned()
                });
            }
            Command::Bidi => {
                settings.bidi = next(settings.bidi, &Bidi::NAMES.map(|(_, bidi)| bidi));
                let how = match settings.order() {
                    Order::Visual => "as it stands on the screen",
                    Order::Words => "word by word, the terminal turns the words",
                    Order::Logical | Order::Text => "as in the text, the terminal turns it",
                };
                let auto = match settings.bidi {
                    Bidi::Auto => ", as this terminal needs it",
                    _ => "",
                };
                self.notice = Some(format!("right-to-left text {how}{auto}"));
            }
            Command::Overlap => {
                settings.overlap = asked(count, LARGEST_OVERLAP, settings.overlap, &[0, 1, 2]);
                let lines = format::counted(usize::from(settings.overlap), "line");
                self.notice = Some(format!("a page shows {lines} of the one before again"));
            }
            Command::Band => {
                settings.focus = next(settings.focus, &Band::NAMES.map(|(_, band)| band));
                let what = match settings.focus {
                    Band::Off => "focus off: nothing is dimmed",
                    Band::Paragraph => "focus paragraph: all but what is read next is dimmed",
                    Band::Lines => "focus lines: all but five lines are dimmed",
                };
                self.notice = Some(what.to_owned());
            }
            _ => {}
        }
    }
}

/// The number that is asked for, at most `most`, or else the one that follows `now`.
fn asked(count: Option<u32>, most: u16, now: u16, values: &[u16]) -> u16 {
    let count = count.map(|count| u16::try_from(count).unwrap_or(most).min(most));
    count.unwrap_or_else(|| next(now, values))
}

/// The value after `now`; the first one after one that is none of them.
fn next<T: Copy + PartialEq>(now: T, values: &[T]) -> T {
    let place = values.iter().position(|&value| value == now);
    values[place.map_or(0, |place| (place + 1) % values.len())]
}
