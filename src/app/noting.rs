//! Marking, highlighting and noting: what keys do to marks and notes, and where these are in the texts.
//!
//! Responsible for never dropping one that is not found in its text: it is listed as such. Not for what is
//! kept of them (see `notes`), nor for how they are painted (see `view`).

mod placed;
mod written;

use super::{
    Effect, Model,
    anchor::{Anchor, Found},
    format,
    notes::{Highlight, Mark, Notes},
    overlay::{OverlayKind, Target},
    prompt::{Prompt, Purpose},
    reader::Place,
    undo::Undone,
};
use crate::{
    collection::unit::Unit,
    keyword::set::Slot,
    text::{gate, span::Span},
};
pub use placed::{Placed, PlacedNotes};

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
                let hint = "this highlight has a note; to delete both, press {delete} on it in the list ({notes})";
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
        here.find(|(_, placed)| placed.span == span)
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
            let found = here.find(|(_, it)| it.span.start < end && it.span.end > top);
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
        let note = self.notes.highlights[index].note.clone();
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
        let had = !std::mem::replace(&mut highlight.note, note.to_owned()).is_empty();
        self.selection = None;
        let said = match (had, note.is_empty()) {
            (_, false) => "noted; {notes} lists marks and notes",
            (true, true) => "the note is deleted, its highlight stays; {undo} takes that back",
            (false, true) => "highlighted, without a note; {notes} lists marks and notes",
        };
        self.notice = Some(self.keymap.told(said));
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
        let mut span = Span::new(start, start + words.len());
        // Nor is a word cut, unless it is all there is.
        if let Some(word) = document.unit_at(span.end.saturating_sub(1), Unit::Word)
            && (start + 1..span.end).contains(&word.start)
            && word.end > span.end
        {
            span.end = word.start;
        }
        let mark = Mark {
            document: self.collection.key(self.open),
            title: document.metadata.title.to_string(),
            anchor: Anchor::of(document, span),
        };
        let before = self.notes.clone();
        let name = self.mark_name(letter);
        self.notes.marks.insert(name, mark);
        let way = self.keymap.told("{go-to-mark}");
        self.notice = Some(format!("mark {letter} set; {way} {letter} goes to it"));
        self.keep_notes(before)
    }

    /// The mark of this letter that can be gone to from here.
    fn mark(&mut self, letter: char) -> Option<&Mark> {
        let name = self.mark_name(letter);
        if letter.is_uppercase() || self.notes.marks.contains_key(&name) {
            return self.notes.marks.get(&name);
        }
        // One that was set when the text had another name.
        let end = format!(" {letter}");
        let marks = self.notes.marks.iter();
        let of_letter = marks.filter(|(name, _)| name.ends_with(&end));
        let keys: Vec<String> = of_letter.map(|(_, it)| it.document.clone()).collect();
        let mut keys = keys.into_iter();
        let key = keys.find(|key| self.home_of(key) == Some(self.open))?;
        self.notes.marks.get(&format!("{key}{end}"))
    }

    fn go_to_mark(&mut self, letter: char) {
        let Some(mark) = self.mark(letter).cloned() else {
            let all = self.keymap.told("{notes} lists all");
            self.notice = Some(format!("there is no mark {letter} here; {all}"));
            return;
        };
        self.go_to_anchor(&mark.document, &mark.anchor);
    }

    /// Goes to a place that was kept; says so where it is not found.
    fn go_to_anchor(&mut self, document: &str, anchor: &Anchor) -> bool {
        let Some(index) = self.home_of(document) else {
            self.notice = Some(format!("its text is not open: {document}"));
            return false;
        };
        let text = &self.collection.documents[index];
        let Some(Found { span, change }) = self.placed.place(index, text, anchor) else {
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
        let was = |words| {
            format!(
                "{words}; it was {}",
                format::quoted(&gate::ellipsis(&anchor.exact, 60))
            )
        };
        self.notice = change.in_words().map(was);
        true
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
        let gone = match self.selected_note() {
            Some(Target::Mark(index)) => {
                let Some(name) = self.notes.marks.keys().nth(index).cloned() else {
                    return Vec::new();
                };
                self.notes.marks.remove(&name);
                let letter = name.rsplit(' ').next().unwrap_or_default();
                format!("mark {letter} is deleted")
            }
            Some(Target::Highlight(index)) => {
                let Highlight { anchor, note, .. } = self.notes.highlights.remove(index);
                let words = format::quoted(&gate::ellipsis(&anchor.exact, 30));
                let note = if note.is_empty() { "" } else { " and its note" };
                let verb = if note.is_empty() { "is" } else { "are" };
                format!("the highlight on {words}{note} {verb} deleted")
            }
            _ => return Vec::new(),
        };
        let way = self.keymap.told("{undo} takes that back");
        self.notice = Some(format!("{gone}; {way}"));
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
