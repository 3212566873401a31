//! What is kept between runs: the open document, the place in each and what has been seen of it, what is
//! muted, filtered and searched for, and how fast the reader reads.

use super::{Effect, Model, pace::Pace, reader::Place, search::MOST_REMEMBERED, seen::Seen};
use crate::keyword::Query;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// What is kept of one collection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The id of the document that was open.
    pub open: Option<String>,
    /// The byte at the top of the screen, by document id. A document at its beginning is left out.
    pub places: BTreeMap<String, usize>,
    /// What was searched for, the last one last.
    pub searches: Vec<Query>,
    /// What has been on the screen, by document id.
    pub seen: BTreeMap<String, Seen>,
    /// The ids of the categories and terms that are muted.
    pub muted: Vec<String>,
    /// What the list of documents is narrowed by.
    pub filter: String,
    /// Words a minute, as measured, the newest last.
    pub pace: Vec<u16>,
}

impl Memory {
    /// Makes the changes that led from `before` to `now`, and no others: another program may have
    /// changed the rest meanwhile.
    pub fn merge(&mut self, before: &Self, now: &Self) {
        if before.open != now.open {
            self.open.clone_from(&now.open);
        }
        if before.muted != now.muted {
            self.muted.clone_from(&now.muted);
        }
        if before.filter != now.filter {
            self.filter.clone_from(&now.filter);
        }
        if before.pace != now.pace {
            self.pace.clone_from(&now.pace);
        }
        for (id, seen) in &now.seen {
            if before.seen.get(id) != Some(seen) {
                self.seen.entry(id.clone()).or_default().join(seen);
            }
        }
        for (id, at) in &now.places {
            if before.places.get(id) != Some(at) {
                self.places.insert(id.clone(), *at);
            }
        }
        for query in &now.searches {
            if !before.searches.contains(query) {
                self.searches.retain(|other| other != query);
                self.searches.push(query.clone());
            }
        }
        let extra = self.searches.len().saturating_sub(MOST_REMEMBERED);
        self.searches.drain(..extra);
        for id in before.places.keys() {
            if !now.places.contains_key(id) {
                self.places.remove(id);
            }
        }
    }
}

impl Model {
    /// What to keep now.
    pub fn memory(&self) -> Memory {
        let documents = &self.collection.documents;
        let id = |index: usize| documents[index].metadata.id.to_string();
        let moved = |(index, place): (usize, &Place)| (place.at > 0).then(|| (id(index), place.at));
        Memory {
            open: (!documents.is_empty()).then(|| id(self.open)),
            places: self.places.iter().enumerate().filter_map(moved).collect(),
            searches: self.search.remembered.clone(),
            seen: self
                .seen
                .iter()
                .enumerate()
                .filter(|(_, seen)| !seen.is_empty())
                .map(|(index, seen)| (id(index), seen.clone()))
                .collect(),
            muted: self.activity.muted(&self.findings.keywords),
            filter: self.list.filter.clone(),
            pace: self.pace.samples().to_vec(),
        }
    }

    /// Takes up what was kept. A document that the reader has moved in since stays where it is, and
    /// once a key has been pressed the open document stays open.
    pub(super) fn recall(&mut self, memory: &Memory) -> Vec<Effect> {
        let before = self.open;
        let typed = std::mem::take(&mut self.search.remembered);
        self.search.remembered.clone_from(&memory.searches);
        self.search
            .remembered
            .retain(|query| !typed.contains(query));
        self.search.remembered.extend(typed);
        if self.pace == Pace::default() {
            self.pace = Pace::of(&memory.pace);
        }
        // What the reader has muted or filtered by now holds.
        if self.undone.is_empty() {
            let keywords = Arc::clone(&self.findings.keywords);
            self.activity.mute_all_of(&memory.muted, &keywords);
        }
        if !self.touched && !memory.filter.is_empty() {
            self.list.filter.clone_from(&memory.filter);
            self.list_is_stale = true;
        }
        for (index, document) in self.collection.documents.iter().enumerate() {
            let id: &str = &document.metadata.id;
            let seen = memory.seen.get(id);
            if let Some(seen) = seen.filter(|seen| seen.is_of(document.body.len())) {
                self.seen[index].join(seen);
            }
            if let Some(&at) = memory.places.get(id)
                && self.places[index] == Place::TOP
            {
                self.places[index] = Place {
                    at: at.min(document.body.len()),
                    above: 0,
                };
            }
            if !self.touched && memory.open.as_deref() == Some(id) {
                self.open = index;
            }
        }
        if self.open == before {
            Vec::new()
        } else {
            vec![Effect::Prefer(self.open)]
        }
    }
}
