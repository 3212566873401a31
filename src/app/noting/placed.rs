//! Where marks and highlights are in the texts.
//!
//! Responsible for looking for each of them once, and for the text that those of a file belong to which is not there
//! under its name any more.

use crate::{
    app::{
        Model,
        anchor::{Anchor, Found, place_all},
    },
    collection::document::Document,
};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// Where the highlights of a document are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    /// The number of the document, and of the change of the notes that it was looked at after.
    of: Option<(usize, u64)>,
    /// Where the anchors of each document, by its number, were found: to look for lost ones in a long
    /// text takes its time, and no text changes while it is open.
    known: HashMap<usize, HashMap<Anchor, Option<Found>>>,
    /// The change of the notes after which all of them were looked for.
    all_known: Option<u64>,
    /// The numbers of the documents that notes are about, by the keys that these are filed under.
    homes: BTreeMap<String, usize>,
    /// The change of the notes after which those were looked for.
    homes_known: Option<u64>,
    /// In order of start: index of the highlight, and its place.
    pub highlights: Vec<(usize, Found)>,
}

/// Where marks and highlights are, in their orders: the number of the document where it is open, and the
/// place where they were found in it.
#[derive(Debug, Default)]
pub struct PlacedNotes {
    /// Of the marks.
    pub marks: Vec<Option<(usize, Option<Found>)>>,
    /// Of the highlights.
    pub highlights: Vec<Option<(usize, Option<Found>)>>,
}

/// Pairs of a file that is not open and a text that is which are compared: beyond that, only those of one title.
const MOST_COMPARED: usize = 100_000;

impl Placed {
    /// Where `anchor` is in `document`, which has number `index`; looked for once.
    pub(super) fn place(
        &mut self,
        index: usize,
        document: &Document,
        anchor: &Anchor,
    ) -> Option<Found> {
        self.place_all(index, document, &[anchor]);
        self.known.get(&index)?.get(anchor).copied().flatten()
    }

    /// Looks for those of `anchors` that have not been looked for, all at once.
    fn place_all(&mut self, index: usize, document: &Document, anchors: &[&Anchor]) {
        let known = self.known.entry(index).or_default();
        let is_new = |anchor: &&&Anchor| !known.contains_key(**anchor);
        let new: Vec<&Anchor> = anchors.iter().filter(is_new).copied().collect();
        if new.is_empty() {
            return;
        }
        let places = place_all(document, &new);
        known.extend(new.into_iter().cloned().zip(places));
    }
}

/// Notes that are filed under one key.
#[derive(Debug, Default)]
struct Filed<'a> {
    anchors: Vec<&'a Anchor>,
    title: &'a str,
}

impl Filed<'_> {
    /// How many of them stand in `document` exactly where they were, among those that have enough words to say so.
    fn standing_in(&self, document: &Document) -> usize {
        // What is read in pieces is not read for a guess.
        if document.body.whole().is_none() {
            return 0;
        }
        let stands = |anchor: &&&Anchor| anchor.is_unmoved(document);
        self.anchors.iter().filter(stands).count()
    }

    /// Whether one of them is found in `document` at all, and its words are telling.
    fn is_found_in(&self, document: &Document) -> bool {
        let telling = self.anchors.iter().copied();
        let telling: Vec<&Anchor> = telling.filter(|it| it.is_telling()).collect();
        place_all(document, &telling).iter().any(Option::is_some)
    }
}

impl Model {
    /// The number of the document that notes filed under `key` are about.
    pub(super) fn home_of(&mut self, key: &str) -> Option<usize> {
        self.settle_homes();
        self.placed.homes.get(key).copied()
    }

    /// Looks for the texts that the notes are about. Where a file is not open under the name that it had, that is the
    /// text in which its notes stand where they were; or else the one of its title or id in which one is found.
    fn settle_homes(&mut self) {
        if self.placed.homes_known == Some(self.notes_revision) {
            return;
        }
        self.placed.homes_known = Some(self.notes_revision);
        let mut filed: BTreeMap<&str, Filed<'_>> = BTreeMap::new();
        let marks = self.notes.marks.values();
        let marks = marks.map(|it| (&it.document, &it.title, &it.anchor));
        let highlights = self.notes.highlights.iter();
        let highlights = highlights.map(|it| (&it.document, &it.title, &it.anchor));
        for (key, title, anchor) in marks.chain(highlights) {
            let filed = filed.entry(key).or_default();
            filed.anchors.push(anchor);
            if filed.title.is_empty() {
                filed.title = title;
            }
        }
        if filed.is_empty() {
            self.placed.homes.clear();
            return;
        }
        let documents = &self.collection.documents;
        let numbers = 0..documents.len();
        let open: HashMap<String, usize> = numbers
            .clone()
            .map(|index| (self.collection.key(index), index))
            .collect();
        let absent = filed.keys().filter(|key| !open.contains_key(**key)).count();
        let is_few = absent * documents.len() <= MOST_COMPARED;
        let mut homes = BTreeMap::new();
        for (key, filed) in filed {
            let is_named_so = |index: &usize| {
                let metadata = &documents[*index].metadata;
                let stem = Path::new(key).file_stem().and_then(|stem| stem.to_str());
                !filed.title.is_empty() && *metadata.title == *filed.title
                    || stem == Some(&metadata.id)
            };
            let standing = |index: usize| (filed.standing_in(&documents[index]), index);
            let home = open.get(key).copied().or_else(|| {
                let all = numbers.clone().filter(|index| is_few || is_named_so(index));
                let best = all.map(standing).filter(|(standing, _)| *standing > 0);
                // The first of those that are as good.
                let best = best.max_by_key(|&(standing, index)| (standing, usize::MAX - index));
                let named = || {
                    let mut named = numbers.clone().filter(is_named_so);
                    named.find(|&index| filed.is_found_in(&documents[index]))
                };
                best.map(|(_, index)| index).or_else(named)
            });
            homes.extend(home.map(|index| (key.to_owned(), index)));
        }
        self.placed.homes = homes;
    }

    /// Where the highlights of the open document are, found anew where anything has changed.
    pub(in crate::app) fn settle_notes(&mut self) {
        let of = Some((self.open, self.notes_revision));
        if self.placed.of == of {
            return;
        }
        self.settle_homes();
        let mut highlights = Vec::new();
        if let Some(document) = self.collection.documents.get(self.open) {
            let homes = &self.placed.homes;
            let all = self.notes.highlights.iter().enumerate();
            let here: Vec<(usize, &Anchor)> = all
                .filter(|(_, it)| homes.get(&it.document) == Some(&self.open))
                .map(|(index, it)| (index, &it.anchor))
                .collect();
            let anchors: Vec<&Anchor> = here.iter().map(|(_, anchor)| *anchor).collect();
            self.placed.place_all(self.open, document, &anchors);
            for (index, anchor) in here {
                let place = self.placed.place(self.open, document, anchor);
                highlights.extend(place.map(|found| (index, found)));
            }
        }
        highlights.sort_by_key(|&(index, found)| (found.span.start, found.span.end, index));
        self.placed.of = of;
        self.placed.highlights = highlights;
    }

    /// Looks for all marks and highlights where they are listed, so that making the rows anew takes no time.
    pub(in crate::app) fn settle_all_notes(&mut self) {
        if self.placed.all_known == Some(self.notes_revision) {
            return;
        }
        self.placed.all_known = Some(self.notes_revision);
        self.settle_homes();
        let marks = self.notes.marks.values();
        let marks = marks.map(|mark| (&mark.document, &mark.anchor));
        let highlights = self.notes.highlights.iter();
        let highlights = highlights.map(|highlight| (&highlight.document, &highlight.anchor));
        let mut wanted: BTreeMap<usize, Vec<&Anchor>> = BTreeMap::new();
        for (key, anchor) in marks.chain(highlights) {
            if let Some(&index) = self.placed.homes.get(key) {
                wanted.entry(index).or_default().push(anchor);
            }
        }
        for (index, anchors) in wanted {
            let document = &self.collection.documents[index];
            self.placed.place_all(index, document, &anchors);
        }
    }

    /// Where all marks and highlights are; see [`Model::settle_all_notes`].
    pub(in crate::app) fn placed_notes(&self) -> PlacedNotes {
        let place = |document: &str, anchor: &Anchor| {
            let index = *self.placed.homes.get(document)?;
            let known = self.placed.known.get(&index);
            let found = known.and_then(|known| known.get(anchor)).copied();
            Some((index, found.flatten()))
        };
        let marks = self.notes.marks.values();
        let highlights = self.notes.highlights.iter();
        PlacedNotes {
            marks: marks.map(|it| place(&it.document, &it.anchor)).collect(),
            highlights: highlights
                .map(|it| place(&it.document, &it.anchor))
                .collect(),
        }
    }
}
