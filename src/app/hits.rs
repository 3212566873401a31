//! Going from hit to hit: the current one, which hits are stepped through, what they are among.

use super::{Model, activity::Activity, format::number as figure, linear::Landing, reader::Place};
use crate::{
    collection::Location,
    keyword::{Hit, TermId},
    text::{gate, span::Span},
};
use std::fmt::Write as _;

/// Which hits are stepped through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// All that are shown.
    #[default]
    Active,
    /// Those of one category.
    Category(usize),
    /// Those of one term.
    Term(TermId),
}

/// The hit that was last gone to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    /// The number of its document.
    pub document: usize,
    /// The hit.
    pub hit: Hit,
    /// Which hits it was one of when it was gone to.
    pub which: Which,
}

/// Where a hit stands among those that are stepped through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Its number in its document, counted from 1.
    pub number: usize,
    /// How many its document has.
    pub here: usize,
    /// The number of its document among those of the list, counted from 1.
    pub document: usize,
    /// How many documents the list has.
    pub documents: usize,
    /// How many hits all documents of the list have.
    pub all: usize,
}

/// What a standing depends on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StandingOf {
    current: Current,
    revision: u64,
    activity: Activity,
    order: Vec<usize>,
}

impl Model {
    /// Whether a hit is one of those that are stepped through.
    pub(super) fn is_one_of(&self, hit: &Hit, which: Which) -> bool {
        let set = &self.findings.keywords;
        match which {
            Which::Active => self.activity.shows(hit.term, set),
            Which::Category(category) => set.terms[hit.term.index()].category == category,
            Which::Term(term) => hit.term == term,
        }
    }

    /// What a number before `.` or `,` stands for; nothing where there is no such category, or no
    /// hit whose term could be meant.
    pub(super) fn which(&mut self, count: Option<u32>) -> Option<Which> {
        match count {
            None => Some(Which::Active),
            Some(0) => {
                let term = self.focused_term();
                if term.is_none() {
                    self.notice = Some(
                        self.keymap
                            .told("no term is in focus; {next-hit} goes to a hit"),
                    );
                }
                term.map(Which::Term)
            }
            Some(number) => {
                let category = self.category_numbered(number)?;
                Some(Which::Category(category))
            }
        }
    }

    /// The category with a number of the legend, counted from 1; says so where there is none.
    pub(super) fn category_numbered(&mut self, number: u32) -> Option<usize> {
        let categories = self.findings.keywords.categories.len();
        let index = (number as usize)
            .checked_sub(1)
            .filter(|&index| index < categories);
        if index.is_none() {
            self.notice = Some(match categories {
                1 => "the legend has one category".to_owned(),
                n => format!("the legend has {n} categories"),
            });
        }
        index
    }

    /// The term in focus: that of the hit that was last gone to, or the one that was made last.
    pub const fn focused_term(&self) -> Option<TermId> {
        self.term_in_focus
    }

    /// The current hit, if it is in the open document and on the screen.
    pub fn current_shown(&self) -> Option<&Current> {
        let (top, end) = self.shown();
        self.current.as_ref().filter(|current| {
            current.document == self.open
                && current.hit.span.start < end
                && current.hit.span.end > top
        })
    }

    /// The match or else the hit that was gone to, if it is on the screen.
    pub(super) fn landed(&self) -> Option<Span> {
        let found = self.match_shown().map(|found| found.span);
        found.or_else(|| self.current_shown().map(|current| current.hit.span))
    }

    /// Goes to the next of `which` (`forward`) or the one before, `times` times over, into the next
    /// text of the list where this one has no more.
    pub(super) fn go_to_hit(&mut self, which: Which, forward: bool) {
        let from = self.current_shown().map(|current| current.hit);
        let (top, _) = self.shown();
        let hits = &self.findings.of(self.open).hits;
        let next = match (from, forward) {
            (Some(from), true) => hits[hits.partition_point(|hit| hit.order() <= from.order())..]
                .iter()
                .find(|hit| self.is_one_of(hit, which)),
            (Some(from), false) => hits[..hits.partition_point(|hit| hit.order() < from.order())]
                .iter()
                .rfind(|hit| self.is_one_of(hit, which)),
            (None, true) => hits[hits.partition_point(|hit| hit.span.start < top)..]
                .iter()
                .find(|hit| self.is_one_of(hit, which)),
            (None, false) => hits[..hits.partition_point(|hit| hit.span.start < top)]
                .iter()
                .rfind(|hit| self.is_one_of(hit, which)),
        };
        if let Some(&hit) = next {
            self.land(self.open, hit, which);
            return;
        }
        self.go_to_other_text(which, forward);
    }

    /// Goes to a hit of a term: the next one of this text, or else the first one of any; returns whether
    /// there is one.
    pub(super) fn go_to_term(&mut self, term: TermId) -> bool {
        let (top, _) = self.shown();
        let of_term = |index: usize| {
            let hits = &self.findings.of(index).hits;
            hits.iter().filter(move |hit| hit.term == term)
        };
        let here = of_term(self.open).find(|hit| hit.span.start >= top);
        let found = here.map(|hit| (self.open, *hit)).or_else(|| {
            let mut texts = std::iter::once(&self.open).chain(&self.list.order);
            texts.find_map(|&index| Some((index, *of_term(index).next()?)))
        });
        if let Some((document, hit)) = found {
            self.land(document, hit, Which::Term(term));
        }
        found.is_some()
    }

    fn go_to_other_text(&mut self, which: Which, forward: bool) {
        let others = self.list.others(self.open, forward);
        for document in others {
            let hits = &self.findings.of(document).hits;
            let found = if forward {
                hits.iter().find(|hit| self.is_one_of(hit, which))
            } else {
                hits.iter().rfind(|hit| self.is_one_of(hit, which))
            };
            if let Some(&hit) = found {
                self.land(document, hit, which);
                let to = if forward { "next" } else { "previous" };
                let title = &self.collection.documents[document].metadata.title;
                let title = gate::ellipsis(title, 24).into_owned();
                self.notice = Some(format!("{to} text: {title}"));
                return;
            }
        }
        let end = if forward { "after" } else { "before" };
        let what = match which {
            Which::Active => "shown hit".to_owned(),
            Which::Category(category) => {
                format!(
                    "hit of {}",
                    self.findings.keywords.categories[category].name
                )
            }
            Which::Term(term) => format!(
                "hit of {}",
                self.findings.keywords.terms[term.index()].label
            ),
        };
        let searching = self
            .list
            .order
            .iter()
            .any(|&index| !self.findings.of(index).complete);
        let still = if searching {
            "; the texts are still being searched"
        } else {
            ""
        };
        self.notice = Some(format!("no {what} {end} this one{still}"));
    }

    /// Makes a hit the current one and puts it a third down the reading pane.
    pub(super) fn land(&mut self, document: usize, hit: Hit, which: Which) {
        self.remember();
        self.open = document;
        self.show_text();
        self.current = Some(Current {
            document,
            hit,
            which,
        });
        self.term_in_focus = Some(hit.term);
        self.search.is_followed = false;
        if let Some(overlay) = &mut self.overlay {
            overlay.follow(hit.term);
        }
        self.settle();
        self.note_landing(Landing::Hit(hit.span));
        self.go_to_third(hit.span.start);
    }

    /// Puts a byte of the open document a third down the reading pane, as far as there is text above.
    pub(super) fn go_to_third(&mut self, at: usize) {
        if self.linear.is_some() {
            return self.go(Place { at, above: 0 });
        }
        let above = usize::from(self.rows_above());
        let sheet = self.sheet();
        let Some(line) = sheet.and_then(|mut it| it.line_beyond(at, above, false)) else {
            return;
        };
        self.go(line.place());
        self.put_band(at);
    }

    /// Counts anew what the current hit stands among, where that may have changed.
    pub(super) fn settle_standing(&mut self) {
        let Some(current) = self.current else {
            return;
        };
        let made_of = StandingOf {
            current,
            revision: self.findings.revision(),
            activity: self.activity.clone(),
            order: self.list.order.clone(),
        };
        if self.standing_of.as_ref() != Some(&made_of) {
            self.standing = self.standing(current.document, &current.hit, current.which);
            self.standing_of = Some(made_of);
        }
    }

    fn standing(&self, document: usize, hit: &Hit, which: Which) -> Standing {
        let count = |index: usize| {
            let hits = &self.findings.of(index).hits;
            hits.iter().filter(|hit| self.is_one_of(hit, which)).count()
        };
        let hits = &self.findings.of(document).hits;
        Standing {
            number: hits
                .iter()
                .take_while(|other| other.order() <= hit.order())
                .filter(|hit| self.is_one_of(hit, which))
                .count(),
            here: count(document),
            document: self.list.position(document).map_or(0, |at| at + 1),
            documents: self.list.order.len(),
            all: self.list.order.iter().map(|&index| count(index)).sum(),
        }
    }

    /// What the current hit is, in words, for the status line: letter, term, what stands in the text,
    /// what it covers or is covered by; and where it stands.
    pub fn current_in_words(&self) -> Option<(String, String)> {
        let current = self.current_shown()?;
        let set = &self.findings.keywords;
        let term = &set.terms[current.hit.term.index()];
        let document = self.document()?;
        let text = document.body.slice(current.hit.span);
        let text = gate::line(&text).into_owned();
        let mark = &set.categories[term.category].mark;
        let mut words = format!("{mark} {}", term.label);
        if text != term.label {
            let _ = write!(words, " ‹{text}›");
        }
        let hits = &self.findings.of(self.open).hits;
        // Hits are in order of start, and those that overlap this one are near it.
        let first = hits.partition_point(|hit| hit.span.start + LONGEST < current.hit.span.start);
        let covered = hits[first..]
            .iter()
            .take_while(|hit| hit.span.start < current.hit.span.end)
            .filter(|hit| hit.term != current.hit.term && hit.span.overlaps(current.hit.span));
        let mut named = vec![current.hit.term];
        for other in covered {
            if named.contains(&other.term) {
                continue;
            }
            named.push(other.term);
            let _ = write!(words, " + {}", set.terms[other.term.index()].label);
        }
        if !self.is_one_of(&current.hit, current.which) {
            return Some((words, "muted".to_owned()));
        }
        let Standing {
            number,
            here,
            document,
            documents,
            all,
        } = self.standing;
        let standing = format!(
            "hit {} of {} · text {document} of {documents} · {} in all",
            figure(number),
            figure(here),
            figure(all)
        );
        Some((words, standing))
    }

    /// Adds the place that is being left to those that can be gone back to.
    pub(super) fn remember(&mut self) {
        let top = self.screen.first().filter(|_| self.linear.is_none());
        let here = Location {
            document: self.open,
            at: top.map_or(self.place(), super::reader::Line::place).at,
        };
        self.remember_place(here);
    }

    /// Adds a place to those that can be gone back to.
    pub(super) fn remember_place(&mut self, here: Location) {
        self.jumps.truncate(self.jumped_back);
        if self.jumps.last() != Some(&here) {
            self.jumps.push(here);
        }
        if self.jumps.len() > MOST_JUMPS {
            self.jumps.remove(0);
        }
        self.jumped_back = self.jumps.len();
    }

    /// Goes back to where a jump began, or forward again.
    ///
    /// Back from where the list of matches led to, it is shown again.
    pub(super) fn jump(&mut self, back: bool) {
        let returned = back && self.return_to_list();
        let to = if back {
            if self.jumped_back == self.jumps.len() {
                // So that forward returns here.
                self.remember();
                self.jumped_back = self.jumps.len().saturating_sub(1);
            }
            self.jumped_back.checked_sub(1)
        } else {
            Some(self.jumped_back + 1)
        };
        let Some((to, location)) = to.and_then(|to| Some((to, *self.jumps.get(to)?))) else {
            let end = if back { "back" } else { "forward" };
            if !returned {
                self.notice = Some(format!("nowhere further {end} to go"));
            }
            return;
        };
        self.jumped_back = to;
        self.open = location.document;
        self.show_text();
        self.go(Place {
            at: location.at,
            above: if location.at == 0 { u16::MAX } else { 0 },
        });
    }
}

/// Bytes that a hit is taken to be long at most, where those around one are looked for.
const LONGEST: usize = 1024;

/// Places that can be gone back to.
const MOST_JUMPS: usize = 100;
