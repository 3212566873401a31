//! Going from match to match, and what the one on the screen is among.

use super::{MOST_MATCHES, Match, Origin};
use crate::{
    app::{Effect, Model, format, linear::Landing},
    text::{gate, span::Span},
};

impl Model {
    /// The match that was gone to, if it is on the screen.
    pub fn match_shown(&self) -> Option<Match> {
        let (top, end) = self.shown();
        self.search
            .current
            .filter(|it| it.document == self.open && it.span.start < end && it.span.end > top)
    }

    /// Goes to the next match of this text or the one before, `times` times over; from its end to its
    /// beginning, and says so.
    pub(in crate::app) fn go_to_match(&mut self, forward: bool, times: usize) -> Vec<Effect> {
        if !self.search.is_active() {
            self.nothing_sought();
            return Vec::new();
        }
        let from = self.match_shown().map(|it| it.span.start);
        let (top, _) = self.shown();
        if !self.search.knows(self.open, from.unwrap_or(top), forward) {
            return self.look_on(forward);
        }
        let spans = self.search.matches(self.open);
        let (before, after) = if let Some(from) = from {
            (
                spans.partition_point(|span| span.start < from),
                spans.partition_point(|span| span.start <= from),
            )
        } else {
            let next = spans.partition_point(|span| span.start < top);
            (next, next)
        };
        let Some(last) = spans.len().checked_sub(1) else {
            self.notice = Some(self.no_match_here());
            return Vec::new();
        };
        let (number, wrapped) = if forward {
            let number = after + times - 1;
            (number % spans.len(), number > last)
        } else {
            let back = times % spans.len();
            let number = (before + spans.len() - back) % spans.len();
            (number, times > before)
        };
        let span = spans[number];
        self.land_on(Match {
            document: self.open,
            span,
        });
        if wrapped {
            self.notice = Some(if forward {
                "from the beginning of the text again".to_owned()
            } else {
                "from the end of the text again".to_owned()
            });
        }
        Vec::new()
    }

    pub(in crate::app) fn nothing_sought(&mut self) {
        self.notice = Some(self.keymap.told("nothing is sought; {search} searches"));
    }

    /// Searches again from here on, where a search that has ended early knows no match; it cannot look
    /// backwards.
    pub(super) fn look_on(&mut self, forward: bool) -> Vec<Effect> {
        let known = format::number(MOST_MATCHES);
        if !forward {
            self.notice = Some(format!(
                "of so many matches {known} are known, from where the search was begun; begin it further up"
            ));
            return Vec::new();
        }
        let at = match self.match_shown() {
            Some(found) => found.span.end,
            None => self.shown().0,
        };
        self.search.origin = Some(Origin {
            document: self.open,
            place: self.place(),
            band: self.band_at,
            at,
            query: self.search.query.clone(),
            current: None,
        });
        self.search.in_all = false;
        let effects = self.begin_search(false);
        self.notice = Some(format!("more than {known} matches: looking on from here"));
        effects
    }

    /// Goes to the first match of the next text that has one, or to the last of one before.
    pub(in crate::app) fn go_to_match_elsewhere(&mut self, forward: bool) {
        if !self.search.is_active() {
            self.nothing_sought();
            return;
        }
        let others = self.list.others(self.open, forward);
        let found = others.into_iter().find_map(|document| {
            let spans = self.search.matches(document);
            let span = if forward { spans.first() } else { spans.last() };
            Some(Match {
                document,
                span: *span?,
            })
        });
        let to = if forward { "next" } else { "previous" };
        if let Some(found) = found {
            self.land_on(found);
            let title = &self.collection.documents[found.document].metadata.title;
            let title = gate::ellipsis(title, 24).into_owned();
            self.notice = Some(format!("{to} text: {title}"));
        } else {
            let where_to = if forward { "after" } else { "before" };
            let still = self.still_searching();
            self.notice = Some(format!("no match in a text {where_to} this one{still}"));
        }
    }

    /// Makes a match the current one and puts it a third down the reading pane.
    pub(in crate::app) fn land_on(&mut self, found: Match) {
        self.remember();
        self.open = found.document;
        self.show_text();
        self.search.current = Some(found);
        self.search.is_followed = true;
        self.settle();
        self.note_landing(Landing::Match(found.span));
        self.go_to_third(found.span.start);
    }

    pub(super) fn still_searching(&self) -> &'static str {
        if self.search.is_complete() {
            ""
        } else {
            "; the texts are still being searched"
        }
    }

    pub(super) fn no_match_here(&self) -> String {
        let text = gate::ellipsis(&self.search.query.text, 30);
        let still = self.still_searching();
        match self.search.total() {
            0 => format!("no match for “{text}”{still}"),
            all => format!(
                "no match for “{text}” here; {} in other texts ({}){still}",
                self.search.counted(all),
                self.keymap.told("{next-text-match}, {matches}")
            ),
        }
    }

    /// What is sought, and what the match on the screen is among, in words, for the status line.
    pub fn match_in_words(&self) -> Option<(String, String)> {
        let found = self.match_shown().filter(|_| self.search.is_active())?;
        let spans = self.search.matches(self.open);
        let number = spans.partition_point(|span| span.start < found.span.start) + 1;
        let text = gate::ellipsis(&self.search.query.text, 30);
        let here = self.search.counted(spans.len());
        // Of a part of the matches a number says nothing.
        let is_known = self
            .search
            .found
            .get(self.open)
            .is_none_or(|found| found.last);
        let number = if is_known || !self.search.full {
            format!("{} of {here}", format::number(number))
        } else {
            format!("one of {here}")
        };
        let standing = format!(
            "{number} · {} in all texts",
            self.search.counted(self.search.total())
        );
        Some((format!("“{text}”"), standing))
    }

    /// The matches to paint on the lines of the screen.
    pub(in crate::app) fn matches_on_screen(&self) -> Vec<Span> {
        if !self.search.is_active() {
            return Vec::new();
        }
        let (top, end) = self.shown();
        let spans = self.search.matches(self.open);
        let from = spans.partition_point(|span| span.end <= top);
        let to = spans.partition_point(|span| span.start < end);
        spans.get(from..to).unwrap_or_default().to_vec()
    }
}
