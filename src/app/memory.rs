//! What is kept between runs: the open document, the place in each and what has been seen of it, what is
//! muted, filtered and searched for, how fast the reader reads, and the settings that keys have changed.
//!
//! A changed setting is kept with what it was changed from: once the configuration says something else, that holds.

use super::{
    Effect, Focus, Model, activity,
    anchor::{Anchor, Found},
    pace::Pace,
    reader::Place,
    search::MOST_REMEMBERED,
    seen::Seen,
    settings::{SETTINGS, Setting, Settings},
    undo::Undone,
};
use crate::{
    collection::{Collection, Location, document::Document, unit::Unit},
    keyword::Query,
    text::span::Span,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What is kept of one collection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The id of the document that was open.
    pub open: Option<String>,
    /// The byte at the top of the screen, by document id. A document at its beginning is left out.
    pub places: BTreeMap<String, usize>,
    /// What stands at those places, so that they are found in a text that was changed meanwhile.
    pub anchors: BTreeMap<String, Anchor>,
    /// The places that jumps began at, by document id, the last one last.
    pub jumps: Vec<(String, usize)>,
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
    /// The settings that were changed by key, by name.
    pub settings: BTreeMap<String, Change>,
}

/// What a setting was changed to, as [`Setting::said`] says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// What it was before, by the configuration.
    pub from: String,
    /// What it was made.
    pub to: String,
}

/// What the settings were before any key.
#[derive(Debug)]
pub(super) struct Begun {
    /// By the configuration.
    pub settings: Settings,
    /// Those that are stated for this run only.
    pub asked: Vec<&'static Setting>,
    /// What was kept and could not be taken up in this run; kept on.
    put_by: BTreeMap<String, Change>,
}

impl Begun {
    pub const fn with(settings: Settings) -> Self {
        Self {
            settings,
            asked: Vec::new(),
            put_by: BTreeMap::new(),
        }
    }
}

/// Bytes of text that a place is known by.
const KNOWN_BY: usize = 160;

/// What stands at a place of a text.
fn anchor(document: &Document, at: usize) -> Option<Anchor> {
    let block = document.unit_at(at, Unit::Block)?;
    let end = block.end.min(at + KNOWN_BY).max(at);
    let text = document.body.slice(Span::new(at, end));
    let anchor = Anchor::of(document, Span::new(at, at + text.len()));
    (!anchor.exact.is_empty()).then_some(anchor)
}

impl Memory {
    /// Notes what stands at each place; what `kept` says of a place that is the same, or of a text that is not
    /// here, still holds. Reads the texts whose place has changed, so not for every key.
    pub fn anchor(&mut self, collection: &Collection, kept: &Self) {
        let mut documents = BTreeMap::new();
        for document in &collection.documents {
            documents.insert(&*document.metadata.id, document);
        }
        self.anchors.clear();
        for (id, &at) in &self.places {
            let known = kept.anchors.get(id).filter(|it| it.start == at).cloned();
            let document = documents.get(id.as_str());
            if let Some(anchor) = known.or_else(|| anchor(document?, at)) {
                self.anchors.insert(id.clone(), anchor);
            }
        }
    }

    /// Moves each place to where what stood there stands now; one that cannot be told stays.
    pub fn place(&mut self, collection: &Collection) {
        for document in &collection.documents {
            let id: &str = &document.metadata.id;
            let Some(anchor) = self.anchors.get_mut(id) else {
                continue;
            };
            if let Some(Found { span, .. }) = anchor.place(document)
                && let Some(at) = self.places.get_mut(id)
                && *at == anchor.start
                && span.start != anchor.start
            {
                *at = span.start;
                *anchor = Anchor::of(document, span);
            }
        }
    }

    /// Makes the changes that led from `before` to `now`, and no others: another program may have
    /// changed the rest meanwhile.
    pub fn merge(&mut self, before: &Self, now: &Self) {
        if before.open != now.open {
            self.open.clone_from(&now.open);
        }
        merge(&mut self.places, &before.places, &now.places);
        merge(&mut self.anchors, &before.anchors, &now.anchors);
        merge(&mut self.settings, &before.settings, &now.settings);
        if before.muted != now.muted {
            self.muted.clone_from(&now.muted);
        }
        if before.jumps != now.jumps {
            self.jumps.clone_from(&now.jumps);
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
        for query in &now.searches {
            if !before.searches.contains(query) {
                self.searches.retain(|other| other != query);
                self.searches.push(query.clone());
            }
        }
        let extra = self.searches.len().saturating_sub(MOST_REMEMBERED);
        self.searches.drain(..extra);
    }
}

/// Makes the changes that led from `before` to `now`.
pub(super) fn merge<T: Clone + PartialEq>(
    kept: &mut BTreeMap<String, T>,
    before: &BTreeMap<String, T>,
    now: &BTreeMap<String, T>,
) {
    for (name, value) in now {
        if before.get(name) != Some(value) {
            kept.insert(name.clone(), value.clone());
        }
    }
    for name in before.keys().filter(|name| !now.contains_key(*name)) {
        kept.remove(name);
    }
}

impl Model {
    /// What to keep now, without [`Memory::anchors`].
    pub fn memory(&self) -> Memory {
        let documents = &self.collection.documents;
        let id = |index: usize| documents[index].metadata.id.to_string();
        let moved = |(index, place): (usize, &Place)| (place.at > 0).then(|| (id(index), place.at));
        let mut muted = self.activity.muted(&self.findings.keywords);
        muted.extend(self.absent.muted.iter().cloned());
        let mut places = self.absent.places.clone();
        places.extend(self.places.iter().enumerate().filter_map(moved));
        Memory {
            // What was open in an earlier run may still come, until the reader does something.
            open: self
                .absent
                .open
                .clone()
                .filter(|_| !self.touched)
                .or_else(|| (!documents.is_empty()).then(|| id(self.open))),
            places,
            anchors: BTreeMap::new(),
            jumps: self.kept_jumps(),
            searches: self.search.remembered.clone(),
            seen: self
                .seen
                .iter()
                .enumerate()
                .filter(|(_, seen)| !seen.is_empty())
                .map(|(index, seen)| (id(index), seen.clone()))
                .chain(self.absent.seen.clone())
                .collect(),
            muted,
            filter: self.list.filter.clone(),
            pace: self.pace.samples().to_vec(),
            settings: self.changed(),
        }
    }

    fn kept_jumps(&self) -> Vec<(String, usize)> {
        let documents = &self.collection.documents;
        let known = self.jumps.iter().filter_map(|jump| {
            let document = documents.get(jump.document)?;
            Some((document.metadata.id.to_string(), jump.at))
        });
        known.collect()
    }

    /// Goes on from the places that jumps began at in an earlier run, unless there is one of this run.
    fn recall_jumps(&mut self, kept: &[(String, usize)]) {
        if !self.jumps.is_empty() || kept.is_empty() {
            return;
        }
        let documents = self.collection.documents.iter().zip(0..);
        let numbers: BTreeMap<&str, usize> = documents
            .map(|(document, number)| (&*document.metadata.id, number))
            .collect();
        let location = |(id, at): &(String, usize)| {
            let document = *numbers.get(id.as_str())?;
            let at = (*at).min(self.collection.documents[document].body.len());
            Some(Location { document, at })
        };
        self.jumps = kept.iter().filter_map(location).collect();
        self.jumped_back = self.jumps.len();
    }

    /// Keeps on what was kept of texts and keywords that are not here in this run.
    fn recall_absent(&mut self, memory: &Memory) {
        let ids = self.collection.documents.iter();
        let ids: BTreeSet<&str> = ids.map(|document| &*document.metadata.id).collect();
        let places = memory.places.iter();
        let is_absent = |id: &&String| !ids.contains(id.as_str());
        self.absent = Memory {
            open: memory.open.as_ref().filter(is_absent).cloned(),
            seen: memory
                .seen
                .iter()
                .filter(|(id, _)| is_absent(id))
                .map(|(id, seen)| (id.clone(), seen.clone()))
                .collect(),
            places: places
                .filter(|(id, _)| !ids.contains(id.as_str()))
                .map(|(id, at)| (id.clone(), *at))
                .collect(),
            muted: activity::unknown_of(&memory.muted, &self.findings.keywords),
            ..Memory::default()
        };
    }

    /// The settings that keys have changed.
    fn changed(&self) -> BTreeMap<String, Change> {
        let mut changed = self.begun.put_by.clone();
        for setting in SETTINGS.iter().filter(|setting| setting.is_kept()) {
            let (from, to) = (
                setting.read(&self.begun.settings),
                setting.read(&self.settings),
            );
            if from != to {
                let said = |value| setting.said(value, &self.themes);
                let change = Change {
                    from: said(from),
                    to: said(to),
                };
                changed.insert(setting.name.to_owned(), change);
            }
        }
        changed
    }

    /// Takes up the settings that keys have changed in an earlier run, where none has since and the configuration says
    /// what it said then. What the command line states holds for this run, and what it stands over is kept on.
    fn recall_settings(&mut self, changed: &BTreeMap<String, Change>) {
        for (name, change) in changed {
            let setting = Setting::named(name).filter(|setting| {
                setting.is_kept() && !self.begun.asked.iter().any(|it| it.name == setting.name)
            });
            let value = setting.and_then(|setting| setting.meant(&change.to, &self.themes));
            let (Some(setting), Some(value)) = (setting, value) else {
                self.begun.put_by.insert(name.clone(), change.clone());
                continue;
            };
            let begun = setting.read(&self.begun.settings);
            let is_untouched = setting.read(&self.settings) == begun;
            if is_untouched && setting.said(begun, &self.themes) == change.from {
                setting.write(&mut self.settings, value);
            }
        }
        self.list_is_stale = true;
        if !self.settings.list_shown {
            self.focus = Focus::Text;
        }
    }

    /// Takes up what was kept. A document that the reader has moved in since stays where it is, and
    /// once a key has been pressed the open document stays open.
    pub(super) fn recall(&mut self, memory: &Memory) -> Vec<Effect> {
        let before = self.open;
        self.recall_settings(&memory.settings);
        self.recall_absent(memory);
        self.recall_jumps(&memory.jumps);
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
        let has_muted = |it: &Undone| matches!(it, Undone::Activity(_));
        if !self.undone.iter().any(has_muted) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::{command::Command, configuration::Configuration, panes::Size, settings::Value},
        collection::{Collection, parsed::Parsed},
        keyword::KeywordSet,
    };
    use std::sync::Arc;

    fn configured(measure: Option<u16>, asked: &[&str]) -> Configuration {
        let named = |name| Setting::named(name).unwrap();
        let measure = measure.map(|measure| (named("measure"), Value::Number(measure)));
        Configuration {
            stated: measure.into_iter().collect(),
            asked: asked.iter().map(|name| named(name)).collect(),
            ..Configuration::default()
        }
    }

    fn model(configuration: Configuration) -> Model {
        let size = Size {
            columns: 100,
            rows: 30,
        };
        let (collection, keywords) = (Arc::<Collection>::default(), Arc::<KeywordSet>::default());
        Model::new(collection, keywords, size, configuration.settings()).configured(configuration)
    }

    /// What is kept of a run in which the lines were made even, and shorter than `measure`.
    fn kept(measure: Option<u16>) -> Memory {
        let mut model = model(configured(measure, &[]));
        for command in [Command::Justify, Command::Narrower, Command::Zen] {
            model.run(command, None);
        }
        model.memory()
    }

    #[test]
    fn what_a_key_has_changed_is_taken_up_again_and_nothing_else_is_kept() {
        let memory = kept(None);
        assert_eq!(
            memory.settings.keys().collect::<Vec<_>>(),
            ["justify", "measure"]
        );
        let mut model = model(Configuration::default());
        model.recall(&memory);
        assert!(model.settings.justify && !model.settings.zen);
        assert_eq!(model.memory(), memory);
        model.run(Command::Justify, None);
        assert_eq!(model.memory().settings.len(), 1);
    }

    #[test]
    fn the_configuration_holds_where_it_says_something_else_since() {
        let memory = kept(Some(60));
        let mut same = model(configured(Some(60), &[]));
        same.recall(&memory);
        assert_ne!(same.settings.measure, 60);
        let mut other = model(configured(Some(66), &[]));
        other.recall(&memory);
        assert_eq!(other.settings.measure, 66);
        assert!(other.settings.justify);
        assert!(!other.memory().settings.contains_key("measure"));
        // Read again, it holds where it says something at all.
        same.configure(configured(Some(60), &[]));
        assert_eq!((same.settings.measure, same.settings.justify), (60, true));
    }

    #[test]
    fn the_command_line_holds_for_its_run_alone() {
        let memory = kept(Some(60));
        let mut model = model(configured(Some(60), &["measure"]));
        model.recall(&memory);
        assert_eq!(model.settings.measure, 60);
        assert_eq!(model.memory(), memory);
    }

    #[test]
    fn what_nobody_understands_is_kept_on_and_what_was_changed_since_stays() {
        let mut memory = kept(None);
        let change = Change {
            from: "a".to_owned(),
            to: "b".to_owned(),
        };
        memory.settings.insert("later".to_owned(), change);
        let mut model = model(Configuration::default());
        model.run(Command::Narrower, Some(3));
        let measure = model.settings.measure;
        model.recall(&memory);
        assert_eq!(model.settings.measure, measure);
        assert!(model.memory().settings.contains_key("later"));
    }

    #[test]
    fn what_is_kept_of_texts_and_keywords_that_are_not_here_stays() {
        let memory = Memory {
            places: BTreeMap::from([("a-file-elsewhere".to_owned(), 7)]),
            muted: vec!["my.term".to_owned(), "@mine".to_owned()],
            ..Memory::default()
        };
        let mut model = model(Configuration::default());
        model.recall(&memory);
        assert_eq!(model.memory(), memory);
    }

    fn text(source: &str) -> Collection {
        let (parsed, problems) = Parsed::markdown("a", "a.md", source);
        assert_eq!(problems, []);
        Collection {
            documents: vec![parsed.into()],
            ..Collection::default()
        }
    }

    #[test]
    fn a_place_is_found_again_in_a_text_that_was_changed_before_it() {
        let paragraphs = |count: usize| -> String {
            let paragraph = |n| format!("Paragraph {n} tells of harbour {n} and its ships.\n\n");
            (1..=count).map(paragraph).collect()
        };
        let source = paragraphs(40);
        let collection = text(&source);
        let at = source.find("Paragraph 20").unwrap();
        let elsewhere = Anchor {
            exact: "of a text that is not here".to_owned(),
            ..Anchor::default()
        };
        let kept = Memory {
            places: BTreeMap::from([("b".to_owned(), 0)]),
            anchors: BTreeMap::from([("b".to_owned(), elsewhere)]),
            ..Memory::default()
        };
        let mut memory = Memory {
            places: BTreeMap::from([("a".to_owned(), at), ("b".to_owned(), 0)]),
            ..Memory::default()
        };
        memory.anchor(&collection, &kept);
        assert_eq!(memory.anchors.len(), 2);
        // The same text: nothing moves.
        let mut same = memory.clone();
        same.place(&collection);
        assert_eq!(same, memory);
        let changed = format!("A new beginning of the text.\n\n{source}");
        let mut moved = memory.clone();
        moved.place(&text(&changed));
        assert_eq!(
            moved.places["a"],
            changed.find("Paragraph 20").unwrap(),
            "{moved:?}"
        );
        // What cannot be found stays where it was, and is not forgotten.
        let mut lost = memory.clone();
        lost.place(&text("Nothing of it is left.\n"));
        assert_eq!(lost, memory);
    }

    #[test]
    fn two_programs_keep_each_others_changes() {
        let (before, now) = (Memory::default(), kept(None));
        let mut file = Memory::default();
        let theme = Change {
            from: "auto".to_owned(),
            to: "sepia".to_owned(),
        };
        file.settings.insert("theme".to_owned(), theme);
        file.merge(&before, &now);
        assert_eq!(
            file.settings.keys().collect::<Vec<_>>(),
            ["justify", "measure", "theme"]
        );
        file.merge(&now, &before);
        assert_eq!(file.settings.keys().collect::<Vec<_>>(), ["theme"]);
    }
}
