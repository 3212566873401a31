//! Marking, highlighting and noting: what keys do to marks and notes, and where these are in the texts.
//!
//! Responsible for never dropping one that is not found in its text: it is listed as such. Not for what is
//! kept of them (see `notes`), nor for how they are painted (see `view`).

use super::{
    Effect, Export, Model,
    anchor::Anchor,
    citation, format,
    notes::{Highlight, Mark, Notes},
    overlay::{OverlayKind, Target},
    prompt::{Prompt, Purpose},
    reader::Place,
    undo::Undone,
};
use crate::{
    analysis::export::Format,
    collection::{document::Document, written},
    keyword::set::Slot,
    text::{gate, span::Span, words::one_line},
};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
};

/// Where the highlights of a document are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    /// The number of the document, and of the change of the notes that it was looked at after.
    of: Option<(usize, u64)>,
    /// Where the anchors of each document, by its number, were found: to look for lost ones in a long
    /// text takes its time, and no text changes while it is open.
    known: HashMap<usize, HashMap<Anchor, Option<Span>>>,
    /// The change of the notes after which all of them were looked for.
    all_known: Option<u64>,
    /// In order of start: index of the highlight, and its bytes.
    pub highlights: Vec<(usize, Span)>,
}

/// What the next key is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// A mark to be set.
    Set,
    /// A mark to go to.
    GoTo,
}

/// The colour of a highlight where none is asked for: that of a marker pen.
const YELLOW: u8 = Slot::Yellow as u8;

/// Bytes of text that a mark is found again by.
const MARKED: usize = 80;

impl Placed {
    /// Where `anchor` is in `document`, which has number `index`; looked for once.
    fn place(&mut self, index: usize, document: &Document, anchor: &Anchor) -> Option<Span> {
        let known = self.known.entry(index).or_default();
        if let Some(place) = known.get(anchor) {
            return *place;
        }
        let place = anchor.place(document);
        known.insert(anchor.clone(), place);
        place
    }
}

impl Model {
    /// Takes up what was kept; what was marked meanwhile stays.
    pub(super) fn recall_notes(&mut self, notes: Notes) {
        let now = std::mem::replace(&mut self.notes, notes);
        self.notes.merge(&Notes::default(), &now);
        self.notes_changed();
    }

    fn notes_changed(&mut self) {
        self.notes_revision += 1;
        if let Some(overlay) = &mut self.overlay {
            overlay.touch();
        }
    }

    /// Takes note of a change, which can be taken back, and has it kept.
    fn keep_notes(&mut self, before: Notes) -> Vec<Effect> {
        self.undone.push(Undone::Notes(Box::new(before)));
        self.notes_changed();
        vec![Effect::SaveNotes]
    }

    /// Takes back a change of the notes.
    pub(super) fn restore_notes(&mut self, before: Notes) -> Vec<Effect> {
        self.notes = before;
        self.notes_changed();
        vec![Effect::SaveNotes]
    }

    /// Where the highlights of the open document are, found anew where anything has changed.
    pub(super) fn settle_notes(&mut self) {
        let of = Some((self.open, self.notes_revision));
        if self.placed.of == of {
            return;
        }
        let mut highlights = Vec::new();
        if let Some(document) = self.collection.documents.get(self.open)
            && !self.notes.highlights.is_empty()
        {
            let key = self.collection.key(self.open);
            for (index, highlight) in self.notes.highlights.iter().enumerate() {
                if highlight.document == key {
                    let place = self.placed.place(self.open, document, &highlight.anchor);
                    highlights.extend(place.map(|span| (index, span)));
                }
            }
        }
        highlights.sort_by_key(|&(index, span)| (span.start, span.end, index));
        self.placed.of = of;
        self.placed.highlights = highlights;
    }

    /// Looks for all marks and highlights where they are listed, so that making the rows anew takes no time.
    pub(super) fn settle_all_notes(&mut self) {
        if self.placed.all_known == Some(self.notes_revision) {
            return;
        }
        self.placed.all_known = Some(self.notes_revision);
        let numbers = self.document_numbers();
        let marks = self.notes.marks.values();
        let marks = marks.map(|mark| (&mark.document, &mark.anchor));
        let highlights = self.notes.highlights.iter();
        let highlights = highlights.map(|highlight| (&highlight.document, &highlight.anchor));
        for (key, anchor) in marks.chain(highlights) {
            if let Some(&index) = numbers.get(key) {
                let document = &self.collection.documents[index];
                self.placed.place(index, document, anchor);
            }
        }
    }

    /// The numbers of the documents, by their keys.
    fn document_numbers(&self) -> BTreeMap<String, usize> {
        let numbers = 0..self.collection.documents.len();
        numbers
            .map(|index| (self.collection.key(index), index))
            .collect()
    }

    /// Highlights what is selected; what is highlighted in this colour no longer.
    pub(super) fn highlight(&mut self, count: Option<u32>) -> Vec<Effect> {
        let Some(span) = self.selected() else {
            return self.nothing_selected();
        };
        let color = match count.map(|count| Slot::NAMES.get((count as usize).wrapping_sub(1))) {
            None => YELLOW,
            Some(Some((_, slot))) => *slot as u8,
            Some(None) => {
                self.notice = Some(format!("there are {} colours", Slot::NAMES.len()));
                return Vec::new();
            }
        };
        let before = self.notes.clone();
        let here = self.highlight_at(span);
        let (said, undo) = match here {
            Some(index)
                if self.notes.highlights[index].color == color
                    && self.notes.highlights[index].note.is_empty() =>
            {
                self.notes.highlights.remove(index);
                ("no longer highlighted", true)
            }
            Some(index) if self.notes.highlights[index].color == color => {
                let hint = "it has a note; {notes} and {delete} forget both";
                self.notice = Some(self.keymap.told(hint));
                return Vec::new();
            }
            Some(index) => {
                self.notes.highlights[index].color = color;
                ("another colour", true)
            }
            None => {
                self.add_highlight(span, color);
                ("highlighted", false)
            }
        };
        self.selection = None;
        let way = if undo {
            "{undo} takes that back"
        } else {
            "{notes} lists marks and notes"
        };
        self.notice = Some(format!("{said}; {}", self.keymap.told(way)));
        self.keep_notes(before)
    }

    /// The highlight of exactly this part of the open document.
    fn highlight_at(&mut self, span: Span) -> Option<usize> {
        self.settle_notes();
        let mut here = self.placed.highlights.iter();
        here.find(|(_, placed)| *placed == span)
            .map(|&(index, _)| index)
    }

    fn add_highlight(&mut self, span: Span, color: u8) {
        let Some(document) = self.document() else {
            return;
        };
        let highlight = Highlight {
            document: self.collection.key(self.open),
            title: document.metadata.title.to_string(),
            anchor: Anchor::of(document, span),
            color,
            note: String::new(),
        };
        self.notes.highlights.push(highlight);
    }

    /// Asks for a note on what is selected, or else on the first highlight on the screen.
    pub(super) fn annotate(&mut self) -> Vec<Effect> {
        self.settle();
        let (top, end) = self.shown();
        let selected = self.selected();
        let index = if let Some(span) = selected {
            self.highlight_at(span)
        } else {
            let mut here = self.placed.highlights.iter();
            let found = here.find(|(_, span)| span.start < end && span.end > top);
            found.map(|&(index, _)| index)
        };
        match index {
            Some(index) => self.ask_for_note(index),
            None if selected.is_none() => return self.nothing_selected(),
            // It is highlighted once the note is written.
            None => self.prompt = Some(Prompt::new(Purpose::Note(None), "", self.open)),
        }
        Vec::new()
    }

    fn ask_for_note(&mut self, index: usize) {
        let note = self.notes.highlights[index].note.replace('\n', " ");
        self.prompt = Some(Prompt::new(Purpose::Note(Some(index)), &note, self.open));
    }

    /// Writes a note on a highlight, or on what is selected, which is highlighted with it.
    pub(super) fn write_note(&mut self, index: Option<usize>, note: &str) -> Vec<Effect> {
        let before = self.notes.clone();
        match (index, self.selected()) {
            (Some(_), _) => {}
            (None, Some(span)) => self.add_highlight(span, YELLOW),
            (None, None) => return Vec::new(),
        }
        let index = index.unwrap_or(self.notes.highlights.len().wrapping_sub(1));
        let Some(highlight) = self.notes.highlights.get_mut(index) else {
            return Vec::new();
        };
        note.clone_into(&mut highlight.note);
        self.selection = None;
        let way = self.keymap.told("{notes} lists marks and notes");
        self.notice = Some(format!("noted; {way}"));
        self.keep_notes(before)
    }

    /// Does with the next key what it is waited for.
    pub(super) fn named(&mut self, naming: Naming, letter: char) -> Vec<Effect> {
        match (naming, letter) {
            (Naming::Set, letter) if letter.is_alphabetic() => self.set_mark(letter),
            (Naming::GoTo, letter) if letter.is_alphabetic() => {
                self.go_to_mark(letter);
                vec![Effect::Prefer(self.open)]
            }
            // As in less and vim: twice the key goes back.
            (Naming::GoTo, '\'' | '`') => {
                self.jump(true);
                vec![Effect::Prefer(self.open)]
            }
            _ => {
                self.notice = Some(format!("a mark is a letter, not {letter}"));
                Vec::new()
            }
        }
    }

    /// The name under which a mark is kept.
    fn mark_name(&self, letter: char) -> String {
        if letter.is_uppercase() {
            letter.to_string()
        } else {
            format!("{} {letter}", self.collection.key(self.open))
        }
    }

    fn set_mark(&mut self, letter: char) -> Vec<Effect> {
        self.settle();
        let at = match self.current_shown() {
            Some(current) => current.hit.span.start,
            None => self.shown().0,
        };
        let Some(document) = self.document() else {
            return Vec::new();
        };
        let end = (at + MARKED).min(document.body.len());
        let (start, piece) = document.body.piece(Span::new(at, end));
        // No block has the words of the next one.
        let words = piece.split("\n\n").next().unwrap_or_default();
        let span = Span::new(start, start + words.len());
        let mark = Mark {
            document: self.collection.key(self.open),
            anchor: Anchor::of(document, span),
        };
        let before = self.notes.clone();
        let name = self.mark_name(letter);
        self.notes.marks.insert(name, mark);
        let way = self.keymap.told("{go-to-mark}");
        self.notice = Some(format!("mark {letter} set; {way} {letter} goes to it"));
        self.keep_notes(before)
    }

    fn go_to_mark(&mut self, letter: char) {
        let name = self.mark_name(letter);
        let Some(mark) = self.notes.marks.get(&name).cloned() else {
            let all = self.keymap.told("{notes} lists all");
            self.notice = Some(format!("there is no mark {letter} here; {all}"));
            return;
        };
        self.go_to_anchor(&mark.document, &mark.anchor);
    }

    /// Goes to a place that was kept; says so where it is not found.
    fn go_to_anchor(&mut self, document: &str, anchor: &Anchor) -> bool {
        let Some(index) = self.document_with(document) else {
            self.notice = Some("its text is not open".to_owned());
            return false;
        };
        let text = &self.collection.documents[index];
        let Some(span) = self.placed.place(index, text, anchor) else {
            let words = gate::ellipsis(&anchor.exact, 30).into_owned();
            self.notice = Some(format!(
                "the text has changed, and “{words}” is not found in it"
            ));
            return false;
        };
        self.remember();
        self.open = index;
        self.overlay = None;
        self.show_text();
        self.settle();
        self.go(Place {
            at: span.start,
            above: 0,
        });
        true
    }

    /// The number of the document with this key.
    fn document_with(&self, key: &str) -> Option<usize> {
        let documents = 0..self.collection.documents.len();
        std::iter::once(self.open).chain(documents).find(|&index| {
            index < self.collection.documents.len() && self.collection.key(index) == key
        })
    }

    /// Goes to the mark or highlight that a row of their list stands for.
    pub(super) fn go_to_noted(&mut self, target: Target) -> bool {
        match target {
            Target::Mark(index) => {
                let mark = self.notes.marks.values().nth(index).cloned();
                mark.is_some_and(|mark| self.go_to_anchor(&mark.document, &mark.anchor))
            }
            Target::Highlight(index) => {
                let highlight = self.notes.highlights.get(index).cloned();
                highlight.is_some_and(|it| self.go_to_anchor(&it.document, &it.anchor))
            }
            _ => false,
        }
    }

    /// The mark or highlight whose row is selected in their list.
    fn selected_note(&self) -> Option<Target> {
        let overlay = self.overlay.as_ref()?;
        overlay
            .selected()
            .filter(|it| matches!(it, Target::Mark(_) | Target::Highlight(_)))
    }

    /// Forgets the selected mark or highlight.
    pub(super) fn delete_note(&mut self) -> Vec<Effect> {
        let before = self.notes.clone();
        match self.selected_note() {
            Some(Target::Mark(index)) => {
                let name = self.notes.marks.keys().nth(index).cloned();
                self.notes.marks.remove(&name.unwrap_or_default());
            }
            Some(Target::Highlight(index)) => drop(self.notes.highlights.remove(index)),
            _ => return Vec::new(),
        }
        self.notice = Some(self.keymap.told("gone; {undo} takes that back"));
        self.keep_notes(before)
    }

    /// Asks for another note on the selected highlight.
    pub(super) fn edit_note(&mut self) {
        match self.selected_note() {
            Some(Target::Highlight(index)) => self.ask_for_note(index),
            _ => self.notice = Some("a mark has no note; a highlight may have one".to_owned()),
        }
    }

    /// Gives the selected highlight the next colour.
    pub(super) fn recolour_note(&mut self) -> Vec<Effect> {
        let before = self.notes.clone();
        let Some(Target::Highlight(index)) = self.selected_note() else {
            return Vec::new();
        };
        let color = &mut self.notes.highlights[index].color;
        *color = (*color + 1) % Slot::NAMES.len() as u8;
        self.keep_notes(before)
    }

    /// Marks and highlights of the open collection first, then those of other texts and lost ones: each with
    /// its place, where it has one.
    pub(super) fn placed_notes(&self) -> PlacedNotes {
        let numbers = self.document_numbers();
        let place = |document: &str, anchor: &Anchor| {
            let index = *numbers.get(document)?;
            let known = self.placed.known.get(&index);
            let span = known.and_then(|known| known.get(anchor)).copied();
            let span = span.unwrap_or_else(|| anchor.place(&self.collection.documents[index]));
            Some((index, span))
        };
        PlacedNotes {
            marks: self
                .notes
                .marks
                .values()
                .map(|mark| place(&mark.document, &mark.anchor))
                .collect(),
            highlights: self
                .notes
                .highlights
                .iter()
                .map(|it| place(&it.document, &it.anchor))
                .collect(),
        }
    }

    /// The highlights of the open collection as Markdown, by document in the order of the texts, each with
    /// its citation; those that are not found last. Notes are the reader's own Markdown.
    pub(super) fn notes_as_markdown(&self) -> (usize, String) {
        let placed = self.placed_notes();
        let mut known: Vec<(usize, usize, Option<Span>)> = Vec::new();
        let mut elsewhere = Vec::new();
        for (number, place) in placed.highlights.iter().enumerate() {
            match place {
                Some((document, span)) => known.push((*document, number, *span)),
                None => elsewhere.push(number),
            }
        }
        known.sort_by_key(|&(document, number, span)| {
            (
                document,
                span.is_none(),
                span.map(|span| span.start),
                number,
            )
        });
        let mut out = String::new();
        let mut last = None;
        for (document, number, span) in &known {
            let highlight = &self.notes.highlights[*number];
            let text = &self.collection.documents[*document];
            if last != Some(*document) {
                last = Some(*document);
                let title = written::line(&one_line(&text.metadata.title));
                let _ = write!(out, "## {title}\n\n");
            }
            let quoted =
                span.map_or_else(|| highlight.anchor.exact.clone(), |span| text.excerpt(span));
            for line in quoted.lines() {
                out += format!("> {}", written::line(line)).trim_end();
                out.push('\n');
            }
            let cited = match span {
                Some(span) => citation::source(text, *span),
                None => "not found in the text as it is now".to_owned(),
            };
            let _ = write!(out, "\n— {}\n\n", written::line(&cited));
            if !highlight.note.is_empty() {
                for line in highlight.note.lines() {
                    let _ = writeln!(out, "{}", gate::line(line));
                }
                out.push('\n');
            }
        }
        if !elsewhere.is_empty() {
            out += "## In texts that are not open\n\n";
        }
        for &number in &elsewhere {
            let highlight = &self.notes.highlights[number];
            let _ = write!(
                out,
                "> {}\n\n— “{}”\n\n",
                written::line(&highlight.anchor.exact),
                written::line(&highlight.title)
            );
            if !highlight.note.is_empty() {
                let _ = write!(out, "{}\n\n", gate::line(&highlight.note));
            }
        }
        (known.len() + elsewhere.len(), out)
    }

    /// Writes the highlights and notes to a file of Markdown.
    pub(super) fn export_notes(&mut self, name: &str) -> Vec<Effect> {
        if Format::of_file(name) != Some(Format::Markdown) {
            self.notice = Some(format!("“{name}” does not end in .md: notes are Markdown"));
            return Vec::new();
        }
        let (count, text) = self.notes_as_markdown();
        vec![Effect::Export(Box::new(Export {
            path: name.into(),
            text,
            what: format::counted(count, "highlight"),
        }))]
    }

    /// Copies the highlights and notes as Markdown.
    pub(super) fn copy_notes(&mut self) -> Vec<Effect> {
        let (count, text) = self.notes_as_markdown();
        let what = format!("{} as Markdown", format::counted(count, "highlight"));
        self.copy(&text, &what)
    }

    /// Whether the list of marks and notes is open.
    pub fn lists_notes(&self) -> bool {
        self.is_open(OverlayKind::Notes)
    }

    /// Opens the list of marks and notes, or closes it.
    pub(super) fn toggle_notes(&mut self) {
        if self.notes == Notes::default() {
            let hint = "there are no marks and no notes; {mark} a marks, {select} selects";
            self.notice = Some(self.keymap.told(hint));
            return;
        }
        self.toggle_overlay(OverlayKind::Notes);
    }
}

/// Where marks and highlights are, in their orders: the number of the document where it is open, and the
/// bytes where they were found in it.
#[derive(Debug, Default)]
pub struct PlacedNotes {
    /// Of the marks.
    pub marks: Vec<Option<(usize, Option<Span>)>>,
    /// Of the highlights.
    pub highlights: Vec<Option<(usize, Option<Span>)>>,
}
