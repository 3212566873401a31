//! Reading without a screen: what is told, instead of what is shown.
//!
//! Responsible for which part of the text a command asks for, in sentences and paragraphs that are whole, since a line
//! of a screen says nothing to whoever hears it. Not for the words in which it is told (see `view`), nor for how a line
//! of input is read (see `line`). The invariant: the place is the beginning of what was told last, so the
//! screen goes on where the lines have ended, and the other way round.

use super::{
    Effect, Focus, Model,
    command::{Command, Scope},
    overlay::{Overlay, OverlayKind},
    panes::Size,
    reader::Place,
};
use crate::{collection::unit::Unit, text::span::Span};

/// Rows of a list that are told at once.
pub const LIST_PAGE: usize = 10;

/// Bytes of a sentence that is told whole.
const LONGEST_SENTENCE: usize = 2000;

/// What a reader without a screen has been told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Linear {
    /// The part of the open document that was asked for last.
    pub told: Span,
    /// The hit or match that led there, if one did.
    pub landing: Option<Landing>,
    /// Grows with every part of the text that is asked for.
    pub asked: u64,
    /// Grows with every page of a list that is asked for.
    pub pages: u64,
    /// Grows with every line that was typed.
    pub lines: u64,
    landed: Option<Landing>,
    /// Whether a place was gone to, be it the same.
    went: bool,
}

/// Something in a text that was gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    /// The current hit.
    Hit(Span),
    /// The current match.
    Match(Span),
}

impl Landing {
    const fn span(self) -> Span {
        match self {
            Self::Hit(span) | Self::Match(span) => span,
        }
    }
}

/// What a message may change that is heard of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Whereabouts {
    open: usize,
    place: Place,
    asked: u64,
}

impl Model {
    /// Begins to tell, from the place on, instead of showing.
    pub fn begin_linear(&mut self) {
        self.linear = Some(Linear::default());
        self.focus = Focus::Text;
        if !self.states("measure") {
            self.settings.measure = self.size.columns;
        }
        self.settle();
        self.tell_page();
    }

    /// Takes up another size of the terminal; lines that were as long as it was wide stay so.
    pub(super) fn resize(&mut self, size: Size) {
        let is_full = self.settings.measure == self.size.columns;
        if self.linear.is_some() && is_full {
            self.settings.measure = size.columns;
        }
        self.size = size;
    }

    fn states(&self, name: &str) -> bool {
        self.stated.iter().any(|setting| setting.name == name)
    }

    /// Whether the search, or the keywords of a text, are still being counted, so that figures are not final.
    ///
    /// `in_all` asks for all texts, else only the open one is waited for.
    pub fn is_counting(&self, in_all: bool) -> bool {
        let documents = 0..self.collection.documents.len();
        let mut looked_at = documents.filter(|&index| in_all || index == self.open);
        let is_searched = !self.search.is_active() || self.search.is_complete();
        !(is_searched && looked_at.all(|index| self.findings.of(index).is_whole()))
    }

    /// Whether what was asked for last is still being looked for.
    pub fn is_waiting(&self) -> bool {
        let is_looking = |overlay: &Overlay| overlay.is_looking(self);
        self.awaits_match() || self.overlay.as_ref().is_some_and(is_looking)
    }

    /// Whether a block that lies in `span` is not shown: for the fold, or as furniture.
    pub fn is_left_out(&self, span: Span) -> bool {
        let next = self.only.partition_point(|&at| at < span.start);
        let holds_hit = self.only.get(next).is_some_and(|&at| at < span.end);
        let is_gone_to = self
            .gone_to()
            .into_iter()
            .flatten()
            .any(|at| span.contains(at));
        let is_furniture = || {
            self.document()
                .is_some_and(|it| it.is_furniture(span.start))
        };
        self.settings.folded && !holds_hit
            || self.hides_furniture() && !is_gone_to && is_furniture()
    }

    /// Takes note of a hit or match that was gone to.
    pub(super) const fn note_landing(&mut self, landing: Landing) {
        if let Some(linear) = &mut self.linear {
            linear.landed = Some(landing);
        }
    }

    /// Takes note of a place that was gone to.
    pub(super) const fn note_going(&mut self) {
        if let Some(linear) = &mut self.linear {
            linear.went = true;
        }
    }

    /// Where the reader is before a message.
    pub(super) fn whereabouts(&self) -> Option<Whereabouts> {
        let linear = self.linear?;
        Some(Whereabouts {
            open: self.open,
            place: self.place(),
            asked: linear.asked,
        })
    }

    /// Asks for the text at a place that a message has led to.
    pub(super) fn follow_by_ear(&mut self, before: &Whereabouts) {
        let Some(now) = self.whereabouts() else {
            return;
        };
        let Some(linear) = &mut self.linear else {
            return;
        };
        let (landed, went) = (linear.landed.take(), std::mem::take(&mut linear.went));
        if now.asked != before.asked {
            return;
        }
        self.settle();
        if let Some(landing) = landed {
            let told = self.sentence_of(landing.span());
            self.tell(told, Some(landing));
        } else if went || (now.open, now.place) != (before.open, before.place) {
            self.tell_page();
        }
    }

    /// Has a part of the open text told, and makes its beginning the place. A list that is open is closed: two things
    /// at once cannot be heard.
    fn tell(&mut self, told: Span, landing: Option<Landing>) {
        self.overlay = None;
        let above = if told.start == 0 { u16::MAX } else { 0 };
        self.set_place(Place {
            at: told.start,
            above,
        });
        if let Some(linear) = &mut self.linear {
            linear.told = told;
            linear.landing = landing;
            linear.asked += 1;
        }
        self.settle();
    }

    /// Has what was told last told again.
    fn tell_again(&mut self) {
        if let Some(Linear { told, landing, .. }) = self.linear {
            self.tell(told, landing);
        }
    }

    fn tell_page(&mut self) {
        let rows = usize::from(self.page_rows());
        let at = self.place().at;
        let document = self.document();
        let sentence = document.and_then(|document| document.unit_at(at, Unit::Sentence));
        // Percentages and rows of the map lead into the middle of words.
        let sentence = sentence.filter(|it| it.start < at && it.len() <= LONGEST_SENTENCE);
        let start = sentence.map_or(at, |sentence| sentence.start);
        let end = self.page_end(start, rows);
        self.tell(Span::new(start, end), None);
    }

    /// The sentence that holds `span`, or a page from it on where that is very long.
    fn sentence_of(&mut self, span: Span) -> Span {
        let document = self.document();
        let sentence = document.and_then(|it| it.unit_around(span, Unit::Sentence));
        match sentence {
            Some(sentence) if sentence.len() <= LONGEST_SENTENCE => sentence,
            _ => Span::new(span.start, self.page_end(span.start, 1).max(span.end)),
        }
    }

    /// The byte up to which a page of `rows` lines goes that begins at `at`: to the end of a paragraph that is about to
    /// end, or else of a sentence.
    fn page_end(&mut self, at: usize, rows: usize) -> usize {
        let sheet = self.sheet();
        let further = rows.saturating_sub(1);
        let Some(line) = sheet.and_then(|mut it| it.line_beyond(at, further, true)) else {
            return at;
        };
        let (end, left) = (line.end(), line.layout.lines() - line.line - 1);
        let whole = line.layout.stretch.block.span.end;
        if left <= rows {
            return whole.max(at);
        }
        let document = self.document();
        let last = end.saturating_sub(1).max(at);
        let sentence = document.and_then(|document| document.unit_at(last, Unit::Sentence));
        match sentence {
            Some(sentence) if sentence.end <= end + LONGEST_SENTENCE => sentence.end.max(end),
            _ => end,
        }
    }

    /// The beginning of a page of `rows` lines that ends at `at`.
    fn page_start(&mut self, at: usize, rows: usize) -> usize {
        let sheet = self.sheet();
        let Some(line) = sheet.and_then(|mut it| it.line_beyond(at, rows, false)) else {
            return at;
        };
        let start = line.place().at;
        let sentence = self
            .document()
            .and_then(|document| document.unit_at(start, Unit::Sentence));
        sentence.map_or(start, |sentence| sentence.start.min(start))
    }

    /// Does what a command says where there is no screen, if that is something else than on one.
    pub(super) fn run_linear(&mut self, command: Command, times: isize) -> Option<Vec<Effect>> {
        let linear = self.linear?;
        let rows = usize::from(self.page_rows()).saturating_mul(times.unsigned_abs());
        match command {
            Command::ListWider
            | Command::ListNarrower
            | Command::OtherDown
            | Command::OtherUp
            | Command::Zen
            | Command::Mouse => {
                let name = command.spec().name;
                self.notice = Some(format!("{name} changes nothing but a screen"));
            }
            Command::Legend => {
                self.settings.legend = !self.settings.legend;
                self.notice = Some(if self.settings.legend {
                    "hits are told after each paragraph".to_owned()
                } else {
                    "hits are not told".to_owned()
                });
            }
            Command::FocusList | Command::FocusNext | Command::ToggleList => {
                self.toggle_overlay(OverlayKind::Texts);
            }
            Command::Redraw => match &self.overlay {
                Some(_) => self.ask_for_list_page(),
                None => self.tell_again(),
            },
            Command::PageDown | Command::HalfDown if self.overlay.is_some() => {
                self.turn_list(true);
            }
            Command::PageUp | Command::HalfUp if self.overlay.is_some() => self.turn_list(false),
            Command::LineDown | Command::LineUp if self.overlay.is_some() => {
                self.step_list(times * sign(command));
            }
            Command::SortRows if self.is_open(OverlayKind::Texts) => self.sort(),
            Command::FocusText | Command::Open => {
                self.overlay = None;
                self.tell_again();
            }
            _ if self.overlay.is_some() => return None,
            Command::PageDown => self.read_on(rows),
            Command::HalfDown => self.read_on((rows / 2).max(1)),
            Command::PageUp => self.read_back(rows),
            Command::HalfUp => self.read_back((rows / 2).max(1)),
            Command::LineDown | Command::TextLineDown => {
                self.step_by_ear(linear.told, Unit::Sentence, times);
            }
            Command::LineUp => self.step_by_ear(linear.told, Unit::Sentence, -times),
            Command::ParagraphDown => self.step_by_ear(linear.told, Unit::Block, times),
            Command::ParagraphUp => self.step_by_ear(linear.told, Unit::Block, -times),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Where a command would do something, if it does nothing here.
    pub(super) fn is_idle(&self, command: Command) -> Option<&'static str> {
        let has_use = match command {
            Command::Accept | Command::Narrow | Command::RowLeft | Command::RowRight => {
                match &self.overlay {
                    // It lies over what the command is about.
                    Some(overlay) if overlay.kind == OverlayKind::Palette => {
                        self.under_palette.is_some()
                    }
                    overlay => overlay.is_some(),
                }
            }
            Command::MapGo => self.on_map(),
            Command::SearchSelection | Command::Copy | Command::Highlight => true,
            _ => command.spec().scope != Scope::Selection || self.selection.is_some(),
        };
        let place = command.spec().scope.name();
        place.filter(|_| !has_use)
    }

    /// Goes on after what was told last.
    fn read_on(&mut self, rows: usize) {
        let told = self.linear.unwrap_or_default().told;
        match self.unit_by_ear(told, Unit::Sentence, true) {
            Some(next) => {
                let end = self.page_end(next.start, rows);
                let least = self.bounded(next).end;
                self.tell(Span::new(next.start, end.max(least)), None);
            }
            None => self.tell_end(true),
        }
    }

    /// Goes back to before what was told last.
    fn read_back(&mut self, rows: usize) {
        let told = self.linear.unwrap_or_default().told;
        match self.unit_by_ear(told, Unit::Sentence, false) {
            Some(before) => {
                let start = self.page_start(told.start, rows).min(before.start);
                self.tell(Span::new(start, before.end), None);
            }
            None => self.tell_end(false),
        }
    }

    fn step_by_ear(&mut self, told: Span, unit: Unit, times: isize) {
        let mut at = told;
        for _ in 0..times.unsigned_abs() {
            match self.unit_by_ear(at, unit, times > 0) {
                Some(next) => at = next,
                None => break,
            }
        }
        if at == told {
            self.tell_end(times > 0);
        } else {
            let told = self.bounded(at);
            self.tell(told, None);
        }
    }

    /// A sentence, or a page of one that is very long.
    fn bounded(&mut self, unit: Span) -> Span {
        if unit.len() <= LONGEST_SENTENCE {
            return unit;
        }
        let rows = usize::from(self.page_rows());
        let end = self.page_end(unit.start, rows);
        Span::new(unit.start, end.max(unit.start + 1))
    }

    /// What is left of a sentence that was told in part.
    fn rest_by_ear(&self, told: Span) -> Option<Span> {
        let document = self.document()?;
        let last = document.unit_at(told.end.checked_sub(1)?, Unit::Sentence)?;
        let rest = Span::new(told.end, last.end.max(told.end));
        let words = document.body.slice(rest);
        let blanks = words.len() - words.trim_start().len();
        let rest = Span::new(rest.start + blanks, rest.end);
        (last.start < told.end && !rest.is_empty()).then_some(rest)
    }

    /// The next unit after `span` that is not left out, or the one before it.
    fn unit_by_ear(&self, mut span: Span, unit: Unit, forward: bool) -> Option<Span> {
        if forward
            && unit == Unit::Sentence
            && let Some(rest) = self.rest_by_ear(span)
        {
            return Some(rest);
        }
        let document = self.document()?;
        loop {
            span = if forward {
                document.unit_after(span, unit)?
            } else {
                document.unit_before(span, unit)?
            };
            let block = document.unit_at(span.start, Unit::Block)?;
            if !self.is_left_out(block) {
                return Some(span);
            }
        }
    }

    fn tell_end(&mut self, forward: bool) {
        let words = if forward {
            "end of the text; {next-document} opens the next"
        } else {
            "beginning of the text"
        };
        self.notice = Some(self.keymap.told(words));
    }

    fn ask_for_list_page(&mut self) {
        if let Some(linear) = &mut self.linear {
            linear.pages += 1;
        }
    }

    /// Turns to the next page of a list, or to the one before.
    fn turn_list(&mut self, forward: bool) {
        let Some(overlay) = &mut self.overlay else {
            return;
        };
        let rows = overlay.page();
        let page = overlay.at / rows;
        let next = if forward {
            Some((page + 1) * rows).filter(|&at| at < overlay.rows.len())
        } else {
            page.checked_sub(1).map(|page| page * rows)
        };
        if forward && next.is_none() && !overlay.selects() {
            // There is nothing to choose in it, so reading goes on.
            self.overlay = None;
            self.read_on(usize::from(self.page_rows()));
        } else if let Some(at) = next {
            overlay.at = at;
            overlay.leave_heading(false);
            self.ask_for_list_page();
        } else {
            self.tell_list_end(forward);
        }
    }

    fn step_list(&mut self, by: isize) {
        let Some(overlay) = &mut self.overlay else {
            return;
        };
        let before = overlay.at;
        let last = overlay.rows.len().saturating_sub(1);
        overlay.at = before.saturating_add_signed(by).min(last);
        overlay.leave_heading(by < 0);
        if overlay.at == before {
            self.tell_list_end(by > 0);
        }
    }

    fn tell_list_end(&mut self, forward: bool) {
        let end = if forward { "end" } else { "beginning" };
        let words = format!("{end} of the list; {{cancel}} closes it");
        self.notice = Some(self.keymap.told(&words));
    }
}

impl Overlay {
    /// Rows that are told at once: of what is known about one thing, all.
    pub fn page(&self) -> usize {
        match self.kind {
            OverlayKind::Information | OverlayKind::Peek => self.rows.len().max(1),
            _ => LIST_PAGE,
        }
    }
}

/// Which way a line goes.
const fn sign(command: Command) -> isize {
    match command {
        Command::LineUp => -1,
        _ => 1,
    }
}
