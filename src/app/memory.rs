//! What is kept between runs: the open document and the place in each.

use super::{Model, reader::Place};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is kept of one collection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The id of the document that was open.
    pub open: Option<String>,
    /// The byte at the top of the screen, by document id. A document at its beginning is left out.
    pub places: BTreeMap<String, usize>,
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
        }
    }

    /// Takes up what was kept. A document that the reader has moved in since stays where it is, and
    /// once a key has been pressed the open document stays open.
    pub(super) fn recall(&mut self, memory: &Memory) {
        for (index, document) in self.collection.documents.iter().enumerate() {
            let id: &str = &document.metadata.id;
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
    }
}
