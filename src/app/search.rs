//! Searching in the texts: what is sought, what has been found, and going from match to match.
//!
//! A search goes on while it is typed. It begins at the place where the reader began to type, shows
//! the first match from there on, and goes back there when it is given up. Responsible for the state
//! and for what keys do to it; the worker does the searching (see `tui`), and which words match is
//! decided in [`crate::keyword::query`]. The invariant: the matches of each text are in order, and
//! all of one search.

use super::{
    Effect, Model, format,
    linear::Landing,
    prompt::{Prompt, Purpose},
    reader::Place,
};
use crate::{
    collection::Location,
    keyword::{Hit, Query, QueryError, TermId},
    text::{gate, span::Span},
};

/// Matches of one search that are kept; a search for a single letter would fill the memory.
pub const MOST_MATCHES: usize = 1_000_000;

/// Searches that are remembered.
pub const MOST_REMEMBERED: usize = 100;

/// What the worker is asked to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seek {
    /// What is sought.
    pub query: Query,
    /// The search's number, which comes back with what is found.
    pub number: u32,
    /// The document to look at first, and the byte in it to begin at.
    pub from: Location,
}

/// What a search has found in a part of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// The matches, in order; all before or all after those found in the document earlier.
    pub spans: Vec<Span>,
    /// Whether the whole document has been looked at.
    pub last: bool,
    /// Whether the search has ended early, with [`MOST_MATCHES`].
    pub full: bool,
}

/// One match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The number of its document.
    pub document: usize,
    /// Its bytes.
    pub span: Span,
}

/// The last search, and what is known of it.
#[derive(Debug, Default)]
pub struct Search {
    /// What is sought; nothing where its text is empty.
    pub query: Query,
    /// Why it cannot be sought.
    pub problem: Option<String>,
    /// The match that was gone to.
    pub current: Option<Match>,
    /// Whether it is typed for all texts, whose matches are listed.
    pub in_all: bool,
    /// Searches of this and earlier runs, the last one last.
    pub remembered: Vec<String>,
    /// How far back among them the reader has gone while typing.
    recalled: usize,
    number: u32,
    /// Grows with every change of what has been found.
    revision: u64,
    /// By document.
    found: Vec<Matches>,
    full: bool,
    /// Where it was begun, until the first match has been gone to for good.
    origin: Option<Origin>,
}

/// What there was before a search.
#[derive(Debug, Clone)]
struct Origin {
    document: usize,
    place: Place,
    at: usize,
    query: Query,
    current: Option<Match>,
}

impl Search {
    /// Whether anything is sought.
    pub const fn is_active(&self) -> bool {
        !self.query.text.is_empty() && self.problem.is_none()
    }

    /// A number that no other search has.
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The matches found so far in document number `index`, in order.
    pub fn matches(&self, index: usize) -> &[Span] {
        self.found.get(index).map_or(&[], |found| &found.spans)
    }

    /// The same as hits of the one term of the query's set.
    pub(super) fn hits(&self, index: usize) -> impl Iterator<Item = Hit> {
        let hit = |&span| Hit {
            span,
            term: TermId(0),
            alias: 0,
        };
        self.matches(index).iter().map(hit)
    }

    /// How many matches have been found so far.
    pub fn total(&self) -> usize {
        self.found.iter().map(|found| found.spans.len()).sum()
    }

    /// Whether all texts have been looked at.
    pub fn is_complete(&self) -> bool {
        self.full || self.found.iter().all(|found| found.last)
    }

    /// A number that grows with every change of what has been found.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// A count of all matches, in words; with a sign where there are more.
    pub fn counted(&self, count: usize) -> String {
        let more = if self.is_complete() && !self.full {
            ""
        } else {
            "+"
        };
        format!("{}{more}", format::number(count))
    }

    fn add(&mut self, index: usize, mut part: Matches) {
        self.revision += 1;
        let found = &mut self.found[index];
        let place = match part.spans.first() {
            Some(first) => found.spans.partition_point(|span| span.start < first.start),
            None => 0,
        };
        found.spans.splice(place..place, part.spans.drain(..));
        found.last |= part.last;
        self.full |= part.full;
    }

    fn forget(&mut self, documents: usize) {
        self.number += 1;
        self.revision += 1;
        self.problem = None;
        self.current = None;
        self.full = false;
        self.found = vec![Matches::default(); documents];
    }
}

impl Model {
    /// Opens the prompt of a search, of this text or of all.
    pub(super) fn open_search(&mut self, in_all: bool) {
        self.overlay = None;
        self.show_text();
        self.search.origin = Some(Origin {
            document: self.open,
            place: self.place(),
            at: self.shown().0,
            query: self.search.query.clone(),
            current: self.search.current,
        });
        // Each search begins with the toggles that the settings say: none of another one holds unseen.
        self.search.query = Query {
            regex: self.settings.search_regex,
            word: self.settings.search_words,
            case: self.settings.search_case,
            ..Query::of(&self.search.query.text)
        };
        self.search.in_all = in_all;
        self.search.recalled = 0;
        self.prompt = Some(Prompt::new(Purpose::Search, "", self.open));
    }

    /// Searches for what has been typed so far; nothing of what was found before is kept.
    pub(super) fn seek(&mut self, text: &str) -> Vec<Effect> {
        text.clone_into(&mut self.search.query.text);
        self.begin_search(true)
    }

    /// Searches for something that was not typed, without going anywhere.
    pub(super) fn seek_unasked(&mut self, query: Query) -> Vec<Effect> {
        self.search.origin = None;
        self.search.in_all = false;
        self.search.query = query;
        self.begin_search(false)
    }

    /// Begins the search anew; while something is typed it shows what it finds.
    fn begin_search(&mut self, is_typed: bool) -> Vec<Effect> {
        self.search.forget(self.collection.documents.len());
        let from = match &self.search.origin {
            Some(origin) => {
                let (document, place) = (origin.document, origin.place);
                let at = origin.at;
                self.return_to(document, place);
                Location { document, at }
            }
            None => Location {
                document: self.open,
                at: self.shown().0,
            },
        };
        let sought = self.search.query.set();
        if self.search.in_all && is_typed {
            self.overlay = None;
            if sought.is_ok() {
                self.show_matches();
            }
        }
        match sought {
            Ok(_) => {
                return vec![Effect::Seek(Some(Box::new(Seek {
                    query: self.search.query.clone(),
                    number: self.search.number,
                    from,
                })))];
            }
            Err(QueryError::Nothing) => {}
            Err(error) => self.search.problem = Some(error.to_string()),
        }
        vec![Effect::Seek(None)]
    }

    fn return_to(&mut self, document: usize, place: Place) {
        self.open = document;
        if let Some(here) = self.places.get_mut(document) {
            *here = place;
        }
    }

    /// Takes up what a search has found in the next part of a document.
    pub(super) fn add_matches(&mut self, number: u32, index: usize, part: Matches) {
        if number != self.search.number {
            return;
        }
        self.search.add(index, part);
        self.show_first_match();
        if self.awaits_match() && self.search.is_complete() {
            self.search.origin = None;
            self.notice = Some(self.no_match_here());
        }
    }

    /// Shows the first match from where the search began, as soon as it is known.
    fn show_first_match(&mut self) {
        let Some(origin) = &self.search.origin else {
            return;
        };
        if self.search.current.is_some() || self.search.in_all {
            return;
        }
        let Some(found) = self.search.found.get(origin.document) else {
            return;
        };
        let after = found.spans.partition_point(|span| span.start < origin.at);
        let first = found.spans.get(after);
        let first = first.or_else(|| found.spans.first().filter(|_| found.last));
        if let Some(&span) = first {
            let document = origin.document;
            self.search.current = Some(Match { document, span });
            self.open = document;
            self.settle();
            self.note_landing(Landing::Match(span));
            self.go_to_third(span.start);
            if self.prompt.is_none() {
                self.keep_first_match();
            }
        }
    }

    /// Ends the typing: the match that is shown has been gone to for good.
    pub(super) fn accept_search(&mut self) -> Vec<Effect> {
        if self.search.query.text.is_empty() {
            // The last one once more.
            let effects = self.give_up_search();
            self.go_to_match(true, 1);
            return effects;
        }
        let text = self.search.query.text.clone();
        self.search.remembered.retain(|other| *other != text);
        self.search.remembered.push(text);
        let extra = self.search.remembered.len().saturating_sub(MOST_REMEMBERED);
        self.search.remembered.drain(..extra);
        if self.search.in_all {
            self.search.origin = None;
        } else if self.search.current.is_some() {
            self.keep_first_match();
        } else if self.search.is_complete() {
            self.search.origin = None;
            self.notice = Some(self.no_match_here());
        }
        vec![Effect::Save]
    }

    /// Makes the place where the search began one to go back to.
    fn keep_first_match(&mut self) {
        if let Some(origin) = self.search.origin.take() {
            self.remember_place(Location {
                document: origin.document,
                at: origin.at,
            });
        }
    }

    /// Shows again what was shown before the search was begun.
    pub(super) fn give_up_search(&mut self) -> Vec<Effect> {
        self.overlay = None;
        let Some(origin) = self.search.origin.clone() else {
            return Vec::new();
        };
        self.return_to(origin.document, origin.place);
        let is_same = self.search.query == origin.query && self.search.problem.is_none();
        let mut effects = Vec::new();
        if !is_same {
            self.search.query = origin.query;
            effects = self.begin_search(false);
        }
        self.search.origin = None;
        self.search.current = origin.current;
        effects
    }

    /// Forgets the search.
    pub(super) fn end_search(&mut self) -> Vec<Effect> {
        self.search.origin = None;
        self.search.query.text.clear();
        self.search.forget(0);
        self.notice = Some("no search".to_owned());
        vec![Effect::Seek(None)]
    }

    /// Whether the first match of a search that was typed is still to come.
    pub(super) const fn awaits_match(&self) -> bool {
        self.prompt.is_none() && self.search.origin.is_some()
    }

    /// No key but those of the prompt waits for a first match.
    pub(super) fn stop_waiting_for_match(&mut self) {
        if self.prompt.is_none() {
            self.search.origin = None;
        }
    }

    /// Changes how the words are taken.
    pub(super) fn toggle_query(&mut self, change: impl FnOnce(&mut Query)) -> Vec<Effect> {
        change(&mut self.search.query);
        self.begin_search(true)
    }

    /// Searches this text instead of all, or all instead of this.
    pub(super) fn toggle_all(&mut self, prompt: &Prompt) -> Vec<Effect> {
        self.search.in_all = !self.search.in_all;
        self.overlay = None;
        self.seek(&prompt.text)
    }

    /// Puts an earlier search into the prompt, or the one after it.
    pub(super) fn recall_search(&mut self, prompt: &mut Prompt, back: bool) -> Vec<Effect> {
        let all = self.search.remembered.len();
        self.search.recalled = if back {
            (self.search.recalled + 1).min(all)
        } else {
            self.search.recalled.saturating_sub(1)
        };
        let text = match self.search.recalled {
            0 => "",
            back => &self.search.remembered[all - back],
        };
        text.clone_into(&mut prompt.text);
        prompt.cursor = prompt.text.len();
        let text = prompt.text.clone();
        self.seek(&text)
    }

    /// The match that was gone to, if it is on the screen.
    pub fn match_shown(&self) -> Option<Match> {
        let (top, end) = self.shown();
        self.search
            .current
            .filter(|it| it.document == self.open && it.span.start < end && it.span.end > top)
    }

    /// Goes to the next match of this text or the one before, `times` times over; from its end to its
    /// beginning, and says so.
    pub(super) fn go_to_match(&mut self, forward: bool, times: usize) {
        if !self.search.is_active() {
            self.notice = Some(self.keymap.told("nothing is sought; {search} searches"));
            return;
        }
        let spans = self.search.matches(self.open);
        let from = self.match_shown().map(|it| it.span.start);
        let (top, _) = self.shown();
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
            return;
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
        if wrapped && self.search.full {
            let end = if forward { "first" } else { "last" };
            self.notice = Some(format!(
                "the {end} of the {} matches that are known; there are more",
                format::number(MOST_MATCHES)
            ));
        } else if wrapped {
            self.notice = Some(if forward {
                "from the beginning of the text again".to_owned()
            } else {
                "from the end of the text again".to_owned()
            });
        }
    }

    /// Goes to the first match of the next text that has one, or to the last of one before.
    pub(super) fn go_to_match_elsewhere(&mut self, forward: bool) {
        if !self.search.is_active() {
            self.notice = Some(self.keymap.told("nothing is sought; {search} searches"));
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
    pub(super) fn land_on(&mut self, found: Match) {
        self.remember();
        self.open = found.document;
        self.show_text();
        self.search.current = Some(found);
        self.settle();
        self.note_landing(Landing::Match(found.span));
        self.go_to_third(found.span.start);
    }

    fn still_searching(&self) -> &'static str {
        if self.search.is_complete() {
            ""
        } else {
            "; the texts are still being searched"
        }
    }

    fn no_match_here(&self) -> String {
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
        let standing = format!(
            "{} of {} · {} in all texts",
            format::number(number),
            self.search.counted(spans.len()),
            self.search.counted(self.search.total())
        );
        Some((format!("“{text}”"), standing))
    }

    /// The matches to paint on the lines of the screen.
    pub(super) fn matches_on_screen(&self) -> Vec<Span> {
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
