//! What each message does to the state.

use super::{
    Effect, Focus, Model, Msg,
    command::{Command, Scope},
    key::{Code, Key, Sequence},
    keymap::Lookup,
    near::{Near, Within},
    noting::Naming,
    overlay::OverlayKind,
    panes::LIST_RANGE,
    prompt::Purpose,
    settings::Depth,
};
use crate::{
    collection::{Location, document::Document},
    text::{span::Span, words},
};

/// The largest number that can be typed before a command.
pub(super) const LARGEST_COUNT: u32 = 9_999_999;

/// The largest number of times that a command is repeated: as many lines are laid out one after the
/// other.
const MOST_REPEATED: u32 = 9999;

impl Model {
    /// Applies one message.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let before = self.whereabouts();
        let mut effects = self.apply(msg);
        if let Some(before) = before {
            self.follow_by_ear(&before);
        }
        effects.extend(self.have_counted());
        effects
    }

    fn apply(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Waited(millis) => self.waited = millis,
            Msg::Key(key) => {
                let before = self.note_seen();
                let effects = self.press(key);
                self.note_pace(before);
                return effects;
            }
            Msg::Line(line) => {
                self.note_seen();
                return self.obey(&line);
            }
            Msg::Paste(text) => {
                self.list.follow();
                if let Some(mut prompt) = self.prompt.take() {
                    let edit = prompt.insert(&text);
                    return self.typed(prompt, edit);
                }
            }
            Msg::Mouse(mouse) => return self.point(mouse),
            Msg::Resize(size) => self.resize(size),
            Msg::Found(search, index, part) => {
                self.findings.add(search, index, part);
                self.list_is_stale |= self.settings.sort == super::list::Sort::Hits;
            }
            Msg::Matched(search, index, part) => self.add_matches(search, index, part),
            Msg::Counting(number, percent) => self.add_counting(number, percent),
            Msg::Counted(number, answer) => self.add_counted(number, *answer),
            Msg::Follow(link) => return self.follow_link(&link),
            Msg::Copied => {
                if let Some(notice) = &mut self.notice {
                    *notice = notice.replace(" sent to the clipboard", " copied to the clipboard");
                }
            }
            Msg::Texts(collection, problems) => {
                let effects = self.reopen(collection);
                if let Some(problem) = problems.first() {
                    self.notice = Some(problem.clone());
                }
                return effects;
            }
            Msg::RecallNotes(notes) => self.recall_notes(*notes),
            Msg::Recall(memory) => return self.recall(&memory),
            Msg::Configure(configuration) => return self.configure(*configuration),
            Msg::Ground(ground) => self.ground = ground,
            Msg::Stop => self.quit = true,
            Msg::Notice(text) => self.notice = Some(text),
        }
        Vec::new()
    }

    /// Notes that what is on the screen has been seen; returns where that is.
    fn note_seen(&mut self) -> Option<Location> {
        let length = self.document()?.body.len();
        if self.panes.text.is_none() || self.overlay.is_some() {
            return None;
        }
        let seen = self.seen.get_mut(self.open)?;
        for &part in &self.parts_shown {
            seen.add(part, length);
        }
        Some(Location {
            document: self.open,
            at: self.shown().0,
        })
    }

    /// Notes how many words were passed, where the reader has read on from `before`.
    fn note_pace(&mut self, before: Option<Location>) {
        let waited = std::mem::take(&mut self.waited);
        let (place, rows) = (self.place(), self.page_rows());
        let passed = before.filter(|before| before.document == self.open && place.at >= before.at);
        let Some(before) = passed else {
            return self.pace.broken_off();
        };
        // Further than a screen is no reading.
        let screen = usize::from(rows) * usize::from(self.panes.measure.columns) * 4;
        if place.at == before.at {
            return;
        }
        if place.at - before.at > screen {
            return self.pace.broken_off();
        }
        let passed = Span::new(before.at, place.at);
        let parts = self.sheet().map(|sheet| sheet.parts_shown(passed));
        let document = self.document();
        let count = |document: &Document| {
            let parts = parts.iter().flatten();
            parts
                .map(|&part| words::count(&document.body.slice(part)))
                .sum()
        };
        let words = document.map_or(0, count);
        self.pace.passed(words, waited);
    }

    pub(super) fn press(&mut self, key: Key) -> Vec<Effect> {
        self.touched = true;
        self.notice = None;
        self.last_read = None;
        self.list.follow();
        if key == Key::plain(Code::Tab)
            && let Some(prompt) = &self.prompt
            && prompt.purpose != Purpose::Search
        {
            self.complete();
            return Vec::new();
        }
        self.stop_waiting_for_match();
        // Not where the reader has bound it to a character, which is then typed.
        if self.prompt.is_some()
            && self.pending.is_empty()
            && !key.is_typed()
            && let Lookup::Command(Command::Suspend) = self.keymap.lookup(&[key], Scope::Everywhere)
        {
            return self.run(Command::Suspend, None);
        }
        if let Some(mut prompt) = self.prompt.take() {
            if prompt.purpose == Purpose::Search
                && let Some(effects) = self.press_in_search(&mut prompt, key)
            {
                self.prompt = Some(prompt);
                return effects;
            }
            if prompt.purpose == Purpose::Command {
                let by = match (key.code, key.ctrl) {
                    (Code::Up, _) | (Code::Char('p'), true) => -1,
                    (Code::Down, _) | (Code::Char('n'), true) => 1,
                    _ => 0,
                };
                if by != 0 {
                    self.move_in_palette(&mut prompt, by);
                    self.prompt = Some(prompt);
                    return Vec::new();
                }
            }
            let edit = prompt.press(key);
            return self.typed(prompt, edit);
        }
        if let Some(naming) = self.naming.take() {
            return match key.code {
                Code::Char(letter) if !key.ctrl && !key.alt => self.named(naming, letter),
                _ => Vec::new(),
            };
        }
        if let Some(digit) = key.digit()
            && self.pending.is_empty()
            && self.count.is_none_or(|count| count < LARGEST_COUNT)
        {
            let count = self.count.unwrap_or(0) * 10 + digit;
            self.count = Some(count.min(LARGEST_COUNT));
            return Vec::new();
        }
        if key == Key::plain(Code::Esc) && (self.count.take().is_some() || !self.pending.is_empty())
        {
            self.pending.clear();
            return Vec::new();
        }
        self.pending.push(key);
        match self.keymap.lookup(&self.pending, self.scope()) {
            Lookup::Pending => Vec::new(),
            Lookup::Unbound => {
                let keys = Sequence(std::mem::take(&mut self.pending));
                self.count = None;
                let help = self.keymap.told("does nothing here; {help} shows the keys");
                self.notice = Some(format!("{keys} {help}"));
                Vec::new()
            }
            Lookup::Command(command) => {
                self.pending.clear();
                let count = self.count.take();
                self.run(command, count)
            }
        }
    }

    /// Does what `command` says, `count` times where that makes sense.
    #[expect(clippy::too_many_lines, reason = "an arm for each row of the table")]
    pub(super) fn run_once(&mut self, command: Command, count: Option<u32>) -> Vec<Effect> {
        self.settle();
        let times = count.unwrap_or(1).clamp(1, MOST_REPEATED).cast_signed() as isize;
        let rows = match self.panes.overlay {
            Some(overlay) => overlay.framed().rows.max(1),
            None => self.page_rows(),
        };
        let page = isize::from(u16::cast_signed(rows));
        let half = (page / 2).max(1);
        // Lists show their last row again in any case, as the selected one.
        let overlap = self.panes.overlay.map_or(self.settings.overlap, |_| 0);
        let turned = (page - isize::from(u16::cast_signed(overlap))).max(1);
        if let Some(effects) = self.run_on_map(command, times, half) {
            return effects;
        }
        if let Some(place) = self.is_idle(command) {
            self.notice = Some(format!("{} works {place}", command.spec().name));
            return Vec::new();
        }
        if let Some(effects) = self.run_selecting(command, times, count) {
            return effects;
        }
        if let Some(effects) = self.run_linear(command, times) {
            return effects;
        }
        match command {
            Command::LineDown => return self.step(times),
            Command::LineUp => return self.step(-times),
            Command::PageDown => self.page(times * turned),
            Command::PageUp => self.page(-times * turned),
            Command::HalfDown => self.page(times * half),
            Command::HalfUp => self.page(-times * half),
            Command::Top | Command::Bottom => {
                return self.go_to_end(command == Command::Bottom, count);
            }
            Command::Percent => self.go_to_percent(count),
            Command::ParagraphDown => self.paragraph(times),
            Command::ParagraphUp => self.paragraph(-times),
            Command::Search => self.open_search(false),
            Command::NextMatch => return self.go_to_match(true, times.unsigned_abs()),
            Command::PreviousMatch => return self.go_to_match(false, times.unsigned_abs()),
            Command::NextTextMatch => self.go_to_match_elsewhere(true),
            Command::PreviousTextMatch => self.go_to_match_elsewhere(false),
            Command::Matches => self.list_matches(),
            Command::Concordance => self.open_concordance(count),
            Command::Figures => self.open_figures(count),
            Command::SortRows => self.sort_concordance(count.unwrap_or(1)),
            Command::ReverseRows => self.reverse_concordance(count.unwrap_or(1)),
            Command::Extent if self.is_open(OverlayKind::Figures) => self.change_figures(count),
            Command::Extent => self.change_extent(count),
            Command::LeaveOut if self.is_open(OverlayKind::Figures) => {
                self.figures.content_only = !self.figures.content_only;
            }
            Command::LeaveOut => self.toggle_repeated(),
            Command::MarkRow => self.mark_row(),
            Command::Export => self.ask_for_file(),
            Command::CopyDefinition if self.is_open(OverlayKind::Concordance) => {
                return self.copy_rows();
            }
            Command::CopyDefinition if self.lists_notes() => return self.copy_notes(),
            Command::CopyDefinition if self.is_open(OverlayKind::Links) => {
                return self.copy_address();
            }
            Command::Rename if self.lists_notes() => self.edit_note(),
            Command::Recolour if self.lists_notes() => return self.recolour_note(),
            Command::Delete if self.lists_notes() => return self.delete_note(),
            Command::RowRight | Command::RowLeft => {
                let is_right = command == Command::RowRight;
                self.along_row(if is_right { times } else { -times });
            }
            Command::NextHit | Command::PreviousHit if self.is_on_plot() => {
                self.next_plotted(command == Command::NextHit, times.unsigned_abs());
            }
            Command::NextHit | Command::PreviousHit => {
                if let Some(which) = self.which(count) {
                    self.go_to_hit(which, command == Command::NextHit);
                    return vec![Effect::Prefer(self.open)];
                }
            }
            Command::Mute => self.mute(count),
            Command::Solo => self.solo(count),
            Command::Undo => return self.undo(),
            Command::AddKeyword => self.ask_for_keyword(),
            Command::Rename => self.ask_for_name(),
            Command::Recolour => self.recolour(),
            Command::Delete => return self.delete(),
            Command::CopyDefinition => return self.copy_definition(),
            Command::KeepKeyword => return self.keep_keyword(),
            Command::Peek => self.peek(),
            Command::Keywords => self.toggle_overlay(OverlayKind::Keywords),
            Command::NextPassage | Command::PreviousPassage => {
                self.go_to_passage(command == Command::NextPassage);
                return vec![Effect::Prefer(self.open)];
            }
            Command::Near => {
                let near = &mut self.settings.near;
                *near = match count.filter(|&words| words > 0) {
                    Some(words) => Near {
                        within: Within::Words,
                        words: u16::try_from(words).unwrap_or(u16::MAX),
                        ..*near
                    },
                    None => near.next(),
                };
                self.notice = Some(format!("passages where {} meet", near.name()));
            }
            Command::Fold => self.fold(),
            Command::Furniture => self.toggle_furniture(),
            Command::Map => self.toggle_map(),
            Command::Back | Command::TextBack => self.jump(true),
            Command::Forward => self.jump(false),
            Command::Outline => self.toggle_overlay(OverlayKind::Outline),
            Command::NextDocument | Command::PreviousDocument => {
                let by = if command == Command::NextDocument {
                    times
                } else {
                    -times
                };
                let here = Location {
                    document: self.open,
                    at: self.shown().0,
                };
                let effects = self.neighbour(by);
                if self.open != here.document {
                    self.remember_place(here);
                }
                return effects;
            }
            Command::Open | Command::FocusText => self.focus_on(Focus::Text),
            Command::FocusList => self.focus_on(Focus::List),
            Command::FocusNext => self.focus_on(match self.focus {
                Focus::List => Focus::Text,
                Focus::Text => Focus::List,
            }),
            Command::Sort => self.sort(),
            Command::Filter => self.open_prompt(Purpose::Filter),
            Command::Information => self.toggle_overlay(OverlayKind::Information),
            Command::TextLineDown => {
                self.scroll(times);
            }
            Command::Accept => return self.accept_overlay(),
            Command::Narrow => self.open_prompt(Purpose::OverlayFilter),
            Command::OtherDown => return self.step_other(times),
            Command::OtherUp => return self.step_other(-times),
            Command::ToggleList => self.toggle_list(),
            Command::ListWider => self.list_columns(2 * times),
            Command::ListNarrower => self.list_columns(-2 * times),
            Command::Legend => {
                self.settings.legend = !self.settings.legend;
                self.told("legend", self.settings.legend);
            }
            Command::Zen => {
                self.settings.zen = !self.settings.zen;
                if self.settings.zen {
                    self.focus = Focus::Text;
                }
            }
            Command::Wider => self.measure(2 * times),
            Command::Narrower => self.measure(-2 * times),
            Command::DefaultWidth
            | Command::Margin
            | Command::Align
            | Command::Columns
            | Command::Spacing
            | Command::Indent
            | Command::Fit
            | Command::Hyphens
            | Command::Justify
            | Command::Bidi
            | Command::Overlap
            | Command::Band => self.change_typography(command, count),
            Command::Theme => {
                self.settings.theme = self.settings.theme.next(self.themes.len());
                self.notice = Some(match self.settings.depth {
                    Depth::True | Depth::Indexed => self.theme_in_words(),
                    Depth::None | Depth::Sixteen => {
                        "with so few colours there is one theme".to_owned()
                    }
                });
            }
            Command::Help => self.toggle_overlay(OverlayKind::Help),
            Command::CommandLine => self.open_palette(),
            Command::Links => self.list_links(),
            Command::Cancel => return self.cancel(),
            Command::Mouse => return self.toggle_mouse(),
            Command::Reload => return vec![Effect::Reload],
            Command::CopyLink => return self.copy_link(),
            Command::Mark => self.naming = Some(Naming::Set),
            Command::GoToMark => self.naming = Some(Naming::GoTo),
            Command::Notes => self.toggle_notes(),
            // Done before, where they mean anything.
            Command::MapGo
            | Command::Select
            | Command::SelectSentence
            | Command::SelectHere
            | Command::Widen
            | Command::WordRight
            | Command::WordLeft
            | Command::SelectDown
            | Command::SelectUp
            | Command::SentenceRight
            | Command::SentenceLeft
            | Command::ParagraphRight
            | Command::ParagraphLeft
            | Command::ClusterRight
            | Command::ClusterLeft
            | Command::SwapEnds
            | Command::SearchSelection
            | Command::Copy
            | Command::CopyCitation
            | Command::Highlight
            | Command::Annotate => {}
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Save, Effect::Suspend],
            Command::Close if self.overlay.is_some() => self.close_overlay(),
            Command::Close if self.selection.is_some() => self.selection = None,
            Command::Close | Command::Quit => {
                self.quit = true;
                return vec![Effect::Save];
            }
        }
        Vec::new()
    }

    fn fold(&mut self) {
        self.settings.folded = !self.settings.folded;
        self.notice = Some(if self.settings.folded {
            self.keymap
                .told("only paragraphs with shown hits; {fold} shows all")
        } else {
            "all paragraphs".to_owned()
        });
    }

    pub(super) fn told(&mut self, what: &str, on: bool) {
        self.notice = Some(format!("{what} {}", if on { "on" } else { "off" }));
    }

    fn focus_on(&mut self, focus: Focus) {
        self.focus = focus;
        if focus == Focus::List {
            self.settings.zen = false;
            self.settings.list_shown = true;
        }
    }

    fn toggle_list(&mut self) {
        self.settings.zen = false;
        self.settings.list_shown = !self.settings.list_shown;
        if !self.settings.list_shown {
            self.focus = Focus::Text;
        }
        self.told("list", self.settings.list_shown);
    }

    /// Makes the list wider, from what it is on this screen to what this screen allows.
    pub(super) fn list_columns(&mut self, by: isize) {
        let (narrowest, widest) = LIST_RANGE;
        let now = self
            .panes
            .list
            .map_or(self.settings.list_columns, |area| area.columns);
        let wanted = changed(now, by).clamp(narrowest, widest);
        self.settings.list_columns = wanted;
        self.settle();
        let columns = self.panes.list.map_or(wanted, |area| area.columns);
        self.settings.list_columns = columns;
        let reached = if columns < wanted {
            ", as many as this screen has for it"
        } else {
            limit(now == columns && by != 0)
        };
        self.notice = Some(format!("list of {columns} columns{reached}"));
    }

    pub(super) fn sort(&mut self) {
        self.settings.sort = self.settings.sort.next();
        self.list_is_stale = true;
        self.notice = Some(format!("sorted by {}", self.settings.sort.name()));
    }

    /// Leaves the innermost thing that is open; never quits.
    fn cancel(&mut self) -> Vec<Effect> {
        match &mut self.overlay {
            Some(overlay) if !overlay.filter.is_empty() => {
                overlay.filter.clear();
                overlay.at = 0;
            }
            Some(_) => self.close_overlay(),
            None if self.selection.is_some() => {
                self.selection = None;
                self.notice = Some("nothing is selected".to_owned());
            }
            None if self.search.is_active() => return self.end_search(),
            None if !self.list.filter.is_empty() => {
                let before = std::mem::take(&mut self.list.filter);
                self.keep_filter(before);
                self.list_is_stale = true;
            }
            None if self.term_in_focus.is_some() => {
                self.current = None;
                self.term_in_focus = None;
                self.notice = Some("no keyword in focus".to_owned());
            }
            None if self.settings.zen => self.settings.zen = false,
            None => self.focus = Focus::Text,
        }
        Vec::new()
    }
}

pub(super) fn changed(columns: u16, by: isize) -> u16 {
    let columns = isize::from(u16::cast_signed(columns)).saturating_add(by);
    u16::try_from(columns.max(0)).unwrap_or(u16::MAX)
}

/// What is said where nothing could be changed.
pub(super) const fn limit(reached: bool) -> &'static str {
    if reached { ", as far as it goes" } else { "" }
}
