//! Searching in the texts: what is sought, what has been found, and going from match to match.
//!
//! A search goes on while it is typed. It begins at the place where the reader began to type, shows
//! the first match from there on, and goes back there when it is given up. Responsible for the state
//! and for what keys do to it; the worker does the searching (see `tui`), and which words match is
//! decided in [`crate::keyword::query`]. The invariant: the matches of each text are in order, and
//! all of one search.

mod steps;

use super::{
    Effect, Model, format,
    linear::Landing,
    prompt::{Prompt, Purpose},
    reader::Place,
};
use crate::{
    collection::Location,
    keyword::{Hit, Query, QueryError, TermId},
    text::span::Span,
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
    /// Whether the reader went to one of its matches last, and not to a keyword.
    pub(super) is_followed: bool,
    /// Whether it is typed for all texts, whose matches are listed.
    pub in_all: bool,
    /// Searches of this and earlier runs, the last one last.
    pub remembered: Vec<Query>,
    /// What was being typed when the reader began to go back among them.
    draft: Query,
    /// How far back among them the reader has gone while typing.
    recalled: usize,
    number: u32,
    /// Grows with every change of what has been found.
    revision: u64,
    /// By document.
    found: Vec<Matches>,
    full: bool,
    /// Where the texts were looked at first.
    begun: Option<Location>,
    /// Where it was begun, until the first match has been gone to for good.
    origin: Option<Origin>,
}

/// What there was before a search.
#[derive(Debug, Clone)]
struct Origin {
    document: usize,
    place: Place,
    band: Option<Location>,
    at: usize,
    query: Query,
    current: Option<Match>,
}

impl Search {
    /// No search, in texts that were read again; those that follow have other numbers than those `before`.
    pub(super) fn after(before: &Self) -> Self {
        Self {
            remembered: before.remembered.clone(),
            number: before.number + 1,
            revision: before.revision + 1,
            ..Self::default()
        }
    }

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

    /// The same as hits.
    pub(super) fn hits(&self, index: usize) -> impl Iterator<Item = Hit> {
        self.matches(index).iter().copied().map(Self::hit)
    }

    /// A match as a hit of the one term of the query's set.
    pub(super) const fn hit(span: Span) -> Hit {
        Hit {
            span,
            term: TermId(0),
            alias: 0,
        }
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

    /// Whether the match next to byte `at` of a document, on one side, is known. A search that has ended
    /// early knows those from where it was begun on.
    fn knows(&self, document: usize, at: usize, forward: bool) -> bool {
        let found = self.found.get(document);
        let Some(found) = found.filter(|found| !found.last && self.full) else {
            return true;
        };
        let from = match self.begun {
            Some(begun) if begun.document == document => begun.at,
            _ => 0,
        };
        let first = found.spans.partition_point(|span| span.start < from);
        let (Some(first), Some(last)) = (found.spans.get(first), found.spans.last()) else {
            return false;
        };
        if forward {
            from <= at && at < last.start
        } else {
            first.start < at && at <= last.end
        }
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
            band: self.band_at,
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
                let Origin {
                    document,
                    place,
                    band,
                    at,
                    ..
                } = *origin;
                self.return_to(document, place, band);
                Location { document, at }
            }
            None => Location {
                document: self.open,
                at: self.shown().0,
            },
        };
        self.search.begun = Some(from);
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

    fn return_to(&mut self, document: usize, place: Place, band: Option<Location>) {
        self.open = document;
        self.band_at = band;
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
            self.search.is_followed = true;
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
            let mut effects = self.give_up_search();
            effects.extend(self.go_to_match(true, 1));
            return effects;
        }
        let query = self.search.query.clone();
        self.search.remembered.retain(|other| *other != query);
        self.search.remembered.push(query);
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
        self.return_to(origin.document, origin.place, origin.band);
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
        let before = self.search.recalled;
        self.search.recalled = if back {
            (before + 1).min(all)
        } else {
            before.saturating_sub(1)
        };
        if self.search.recalled == before {
            return Vec::new();
        }
        if before == 0 {
            // What was typed comes again after the last one.
            let typed = &self.search.query;
            self.search.draft = Query {
                text: prompt.text.clone(),
                ..typed.clone()
            };
        }
        let query = match self.search.recalled {
            0 => self.search.draft.clone(),
            back => self.search.remembered[all - back].clone(),
        };
        prompt.text.clone_from(&query.text);
        prompt.cursor = prompt.text.len();
        self.search.query = query;
        self.begin_search(true)
    }
}
