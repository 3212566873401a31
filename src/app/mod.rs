//! The program without a terminal: state, messages, and one [`Model::update`].
//!
//! Responsible for what every key does; the only place where state changes. Reads no clock, file,
//! environment or terminal: the shell performs the [`Effect`]s. Not for drawing (see `view`).

pub mod activity;
mod adhoc;
pub mod anchor;
pub mod band;
pub mod citation;
pub mod command;
pub mod concordance;
pub mod configuration;
pub mod counting;
mod extent;
pub mod figures;
pub mod findings;
pub mod format;
mod furniture;
pub mod hits;
pub mod key;
pub mod keymap;
mod line;
pub mod linear;
pub mod link;
pub mod links;
pub mod list;
pub mod map;
pub mod memory;
pub mod mouse;
mod moving;
mod muting;
pub mod near;
pub mod notes;
pub mod noting;
pub mod overlay;
pub mod pace;
pub mod palette;
pub mod panes;
pub mod prompt;
pub mod reader;
mod reopening;
pub mod search;
pub mod seen;
pub mod selection;
pub mod settings;
pub mod theme;
mod typing;
mod typography;
mod undo;
mod update;

use crate::{
    collection::{Collection, Location, document::Document},
    keyword::{Hit, KeywordSet, TermId, definition::Definition, painted},
    text::span::Span,
};
use activity::Activity;
use command::Scope;
use concordance::Concordance;
use configuration::Configuration;
use counting::{Answer, Count, Counts};
use extent::{Extent, LastScreenOf};
use figures::Figures;
use findings::{Findings, Part};
use hits::{Current, Standing, StandingOf};
use key::Key;
use keymap::Keymap;
use linear::Linear;
use link::Link;
use list::List;
use map::Maps;
use memory::{Begun, Memory};
use mouse::{Mouse, Pointer};
use notes::Notes;
use noting::{Naming, Placed};
use overlay::{
    Overlay, OverlayKind,
    lists::{KeptList, LeftList},
};
use pace::Pace;
use palette::LinesTyped;
use panes::{Panes, Size, overlay_columns};
use prompt::Prompt;
use reader::{
    Line, Place, Sheet,
    layout::{Layouts, Typography},
};
use search::{Matches, Search, Seek};
use seen::Seen;
use selection::Selection;
use settings::{Depth, Setting, Settings};
use std::{path::PathBuf, sync::Arc};
use theme::{Ground, OwnTheme, Palette, Theme};
use undo::Undone;

/// Everything that the screen depends on.
#[derive(Debug)]
pub struct Model {
    /// The documents.
    pub collection: Arc<Collection>,
    /// The terminal's size.
    pub size: Size,
    /// How things look.
    pub settings: Settings,
    /// The reader's own themes.
    pub themes: Vec<OwnTheme>,
    /// What the terminal's ground is, as far as it is known.
    pub ground: Ground,
    /// What the settings were before any key.
    begun: Begun,
    /// The settings that the configuration states.
    stated: Vec<&'static Setting>,
    /// The pane that keys go to.
    pub focus: Focus,
    /// The list of documents.
    pub list: List,
    /// Number of the open document, which is also the one selected in the list.
    pub open: usize,
    /// What stands at the top of the reading pane, for each document.
    pub places: Vec<Place>,
    /// The files of keywords that this run looks for instead of the collection's.
    pub keyword_files: Vec<PathBuf>,
    /// What is kept of documents and keywords that are not here.
    absent: Memory,
    /// What has been on the screen, for each document.
    pub seen: Vec<Seen>,
    /// How fast the reader reads.
    pub pace: Pace,
    /// Milliseconds that the next key was waited for.
    waited: u64,
    /// What the worker has found.
    pub findings: Findings,
    /// Which categories and terms are shown.
    pub activity: Activity,
    /// What was before each change that can be taken back.
    undone: Vec<Undone>,
    /// The hit that was last gone to.
    pub current: Option<Current>,
    /// What it stands among; see [`Model::settle`].
    pub standing: Standing,
    standing_of: Option<StandingOf>,
    term_in_focus: Option<TermId>,
    /// The hits that the reading pane paints; see [`Model::settle`].
    pub painted: Vec<Hit>,
    /// The last search.
    pub search: Search,
    /// The matches of the search on the screen; see [`Model::settle`].
    pub matched: Vec<Span>,
    /// Places that jumps began at, and how many of them have not been gone back to.
    jumps: Vec<Location>,
    jumped_back: usize,
    left_list: Option<LeftList>,
    kept_lists: Vec<KeptList>,
    /// What the focus band shows of the open document, where there is one; see [`Model::settle`].
    pub band: Option<Span>,
    /// A byte of the line that is read next, which it lies around; see [`band`].
    band_at: Option<Location>,
    /// The line that was read last before the page was turned, by its first byte, until the next key.
    pub last_read: Option<Location>,
    /// What the reader has asked of the concordance.
    pub concordance: Concordance,
    /// What the reader has asked of the figures.
    pub figures: Figures,
    /// What has been counted for the two.
    counts: Counts,
    /// The document that was open last, whether most of it is furniture, and how many paragraphs are; see
    /// [`Model::settle`].
    furniture: Option<(usize, bool, usize)>,
    /// Where the shown hits of the open document begin, while only their paragraphs are shown.
    only: Vec<usize>,
    /// Where the hits stand; see [`Model::settle`].
    pub maps: Maps,
    /// What the mouse is doing.
    pub pointer: Pointer,
    /// What is selected.
    pub selection: Option<Selection>,
    /// Marks, highlights and notes.
    pub notes: Notes,
    notes_revision: u64,
    /// Where the highlights of the open document are; see [`Model::settle`].
    pub placed: Placed,
    /// What the next key is the name of.
    pub naming: Option<Naming>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// What lies under the palette.
    under_palette: Option<Overlay>,
    /// What was typed into the palette.
    lines_typed: LinesTyped,
    /// The line that is being typed into.
    pub prompt: Option<Prompt>,
    /// What the last key did, where the screen does not show it; or a message from the shell.
    pub notice: Option<String>,
    /// Keys of an unfinished sequence.
    pub pending: Vec<Key>,
    /// Digits typed before a command.
    pub count: Option<u32>,
    /// Bindings in force.
    pub keymap: Keymap,
    /// Set once the reader has asked to leave.
    pub quit: bool,
    /// What has been told, where there is no screen.
    pub linear: Option<Linear>,
    /// The lines in the reading pane; see [`Model::settle`].
    pub screen: Vec<Line>,
    /// Where everything stands; see [`Model::settle`].
    pub panes: Panes,
    /// The parts of the open document that are on the screen, or were told last; see [`Model::settle`].
    parts_shown: Vec<Span>,
    /// How much of the open document is on the screen; see [`Model::settle`].
    extent: Extent,
    /// Where the last screen begins, as it was last found out.
    last_screen: Option<(LastScreenOf, usize)>,
    /// The byte after the last one that any row of the open document shows.
    text_end: usize,
    layouts: Layouts,
    touched: bool,
    list_is_stale: bool,
}

/// The pane that keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The list of documents.
    List,
    /// The reading pane.
    Text,
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// So many milliseconds have passed since the key before.
    Waited(u64),
    /// A key was pressed.
    Key(Key),
    /// A line was typed, where there is no screen; see [`Model::begin_linear`].
    Line(String),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has a new size.
    Resize(Size),
    /// A search, by its number, has looked at the next part of a document.
    Found(u32, usize, Part),
    /// A search for what was typed, by its number, has looked at the next part of a document.
    Matched(u32, usize, Matches),
    /// So much, in percent, has been counted of what was asked for, by its number.
    Counting(u32, usize),
    /// What was asked for, by its number, has been counted.
    Counted(u32, Box<Answer>),
    /// What was kept of an earlier run.
    Recall(Box<Memory>),
    /// The texts were read again, and this is what could not be.
    Texts(Arc<Collection>, Vec<String>),
    /// What was asked for was read again.
    Configure(Box<Configuration>),
    /// The terminal has told what its ground is.
    Ground(Ground),
    /// What was sent to the clipboard is there.
    Copied,
    /// What was kept of marks and notes.
    RecallNotes(Box<Notes>),
    /// A view to begin with.
    Follow(Box<Link>),
    /// Something that the reader should know.
    Notice(String),
    /// The terminal is gone, or the system asks the program to end.
    Stop,
}

/// Something that the shell must do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Look at this document before the others.
    Prefer(usize),
    /// Look for these keywords in all documents; the search's number.
    Search(Arc<KeywordSet>, u32),
    /// Look for what was typed, or stop looking.
    Seek(Option<Box<Seek>>),
    /// Count something, and nothing else any more.
    Count(Box<Count>),
    /// Put a text on the clipboard.
    Copy(String),
    /// Open an address in the reader's own program for it.
    Open(String),
    /// Write a file that is not there yet.
    Export(Box<Export>),
    /// Keep a keyword in the reader's own set.
    KeepKeyword(Box<Definition>),
    /// Keep [`Model::memory`].
    Save,
    /// Keep [`Model::notes`], at once.
    SaveNotes,
    /// Read the configuration again.
    Reload,
    /// Forget what the terminal shows and draw all of it.
    Redraw,
    /// Take the mouse from the terminal, or give it back.
    Mouse(bool),
    /// Give the terminal back and stop until the shell continues the program.
    Suspend,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its path, as the reader typed it.
    pub path: PathBuf,
    /// What it shall hold.
    pub text: String,
    /// What that is, in words.
    pub what: String,
}

impl Model {
    /// The state at start, for a terminal of `size`.
    pub fn new(
        collection: Arc<Collection>,
        keywords: Arc<KeywordSet>,
        size: Size,
        settings: Settings,
    ) -> Self {
        let documents = collection.documents.len();
        let mut model = Self {
            size,
            settings,
            begun: Begun::with(settings),
            themes: Vec::new(),
            ground: Ground::default(),
            stated: Vec::new(),
            focus: Focus::Text,
            list: List::default(),
            open: 0,
            places: vec![Place::TOP; documents],
            keyword_files: Vec::new(),
            absent: Memory::default(),
            seen: vec![Seen::default(); documents],
            pace: Pace::default(),
            waited: 0,
            activity: Activity::all(&keywords),
            undone: Vec::new(),
            current: None,
            standing: Standing::default(),
            standing_of: None,
            term_in_focus: None,
            painted: Vec::new(),
            search: Search::default(),
            matched: Vec::new(),
            jumps: Vec::new(),
            jumped_back: 0,
            left_list: None,
            kept_lists: Vec::new(),
            band: None,
            band_at: None,
            last_read: None,
            concordance: Concordance::default(),
            figures: Figures::default(),
            counts: Counts::default(),
            furniture: None,
            only: Vec::new(),
            maps: Maps::default(),
            pointer: Pointer::default(),
            selection: None,
            notes: Notes::default(),
            notes_revision: 0,
            placed: Placed::default(),
            naming: None,
            overlay: None,
            under_palette: None,
            lines_typed: LinesTyped::default(),
            prompt: None,
            notice: None,
            pending: Vec::new(),
            count: None,
            keymap: Keymap::default(),
            quit: false,
            linear: None,
            screen: Vec::new(),
            panes: Panes::default(),
            parts_shown: Vec::new(),
            extent: Extent::default(),
            last_screen: None,
            text_end: 0,
            layouts: Layouts::default(),
            touched: false,
            list_is_stale: true,
            findings: Findings::new(documents, keywords),
            collection,
        };
        model.settle();
        model
    }

    /// The open document; `None` only where the collection is empty.
    pub fn document(&self) -> Option<&Document> {
        self.collection.documents.get(self.open)
    }

    /// Brings what is derived from the state up to date: panes, list rows, the lines in the reading
    /// pane. Idempotent; called before a command that needs lines and before a frame.
    pub fn settle(&mut self) {
        if let Some(mut overlay) = self.overlay.take() {
            let columns = overlay_columns(self.size, overlay.kind).saturating_sub(4);
            let wanted = self.wanted(&overlay);
            if let Some(wanted) = &wanted {
                self.count_at_once(wanted);
            }
            if overlay.kind == OverlayKind::Notes {
                self.settle_all_notes();
            }
            overlay.settle(self, wanted, columns);
            self.overlay = Some(overlay);
        }
        self.panes = Panes::of(self.size, self);
        if self.list_is_stale {
            self.list
                .arrange(self.settings.sort, &self.collection, &self.findings);
            self.list_is_stale = false;
        }
        if let Some(area) = self.panes.list {
            let size = (area.columns, area.rows);
            self.list
                .settle(size, self.open, &self.collection, &self.findings);
        }
        self.settle_maps();
        self.settle_furniture();
        self.only.clear();
        if self.settings.folded {
            let hits = &self.findings.of(self.open).hits;
            let active = self.activity.active(hits, &self.findings.keywords);
            self.only.extend(active.map(|hit| hit.span.start));
            // Whoever has gone to a hit sees it, also where it is muted.
            if let Some(current) = self.current.filter(|current| current.document == self.open) {
                let at = current.hit.span.start;
                let place = self.only.partition_point(|&other| other < at);
                self.only.insert(place, at);
            }
        }
        let rows = usize::from(self.page_rows());
        let place = self.place();
        self.screen = match (self.panes.text, self.sheet()) {
            (Some(_), Some(mut sheet)) => sheet.screen(place, rows),
            _ => Vec::new(),
        };
        self.settle_notes();
        if self.selection.is_some_and(|it| it.document != self.open) {
            self.selection = None;
        }
        self.settle_band();
        self.settle_standing();
        self.painted = self.paint();
        self.matched = self.matches_on_screen();
        self.text_end = self.sheet().map_or(0, |sheet| sheet.end());
        self.settle_extent();
    }

    /// The hits to paint in the lines on the screen: no hit crosses a block, so those of the blocks
    /// that are shown are painted as all would be.
    fn paint(&self) -> Vec<Hit> {
        let (Some(first), Some(last)) = (self.screen.first(), self.screen.last()) else {
            return Vec::new();
        };
        let start = first.layout.stretch.block.span.start;
        let end = last.layout.stretch.block.span.end;
        let hits = &self.findings.of(self.open).hits;
        let from = hits.partition_point(|hit| hit.span.start < start);
        let to = hits.partition_point(|hit| hit.span.start < end);
        let set = &self.findings.keywords;
        let shown: Vec<Hit> = self
            .activity
            .active(&hits[from..to], set)
            .copied()
            .collect();
        painted(&shown, set)
    }

    /// The theme in force: what [`Theme::Auto`] means on the terminal's ground.
    fn theme(&self) -> Theme {
        self.settings.theme_on(self.ground)
    }

    /// The colours of the theme in force; `None` where they are the terminal's own.
    pub fn palette(&self) -> Option<&Palette> {
        self.theme().palette(&self.themes)
    }

    /// Whether colours depend on the terminal's ground.
    pub fn follows_ground(&self) -> bool {
        self.settings.theme == Theme::Auto
            && matches!(self.settings.depth, Depth::True | Depth::Indexed)
    }

    /// What the theme is called.
    fn theme_in_words(&self) -> String {
        let name = self.settings.theme.name(&self.themes);
        if self.settings.theme == Theme::Auto {
            format!("theme {name}: {}", self.theme().name(&self.themes))
        } else {
            format!("theme {name}")
        }
    }

    /// What stands, or would stand, at the top of the reading pane.
    pub fn place(&self) -> Place {
        self.places.get(self.open).copied().unwrap_or(Place::TOP)
    }

    /// The bytes of the open document that the reading pane shows; where there is no screen, what was told last.
    pub fn shown(&self) -> (usize, usize) {
        if let Some(Linear { told, .. }) = self.linear {
            return (told.start, told.end);
        }
        match (self.screen.first(), self.screen.last()) {
            (Some(first), Some(last)) => (first.place().at, last.end()),
            _ => (self.place().at, self.place().at),
        }
    }

    /// The words of the last heading above or at the top of the reading pane.
    pub fn section(&self) -> Option<String> {
        let document = self.document()?;
        let heading = document.heading_at(self.shown().0)?;
        Some(document.body.slice(heading.span).into_owned())
    }

    /// Rows that the legend needs: one for each category.
    pub fn legend_rows(&self) -> u16 {
        self.findings.keywords.categories.len() as u16
    }

    /// Rows of text in the reading pane, in all its columns; at least 1.
    pub fn page_rows(&self) -> u16 {
        let columns = 1 + u16::from(self.panes.second.is_some());
        self.panes
            .text
            .map_or(1, |area| area.rows.saturating_mul(columns).max(1))
    }

    /// Rows of text above the one that a jump leads to, as far as there is text: a third of a column.
    fn rows_above(&self) -> u16 {
        self.panes.text.map_or(0, |area| area.rows / 3)
    }

    /// The places of the open document that the reader has gone to, which are shown whatever else is hidden.
    fn gone_to(&self) -> [Option<usize>; 2] {
        let current = self.current.filter(|it| it.document == self.open);
        let found = self.search.current.filter(|it| it.document == self.open);
        [
            current.map(|it| it.hit.span.start),
            found.map(|it| it.span.start),
        ]
    }

    /// The open document as it is set.
    fn sheet(&mut self) -> Option<Sheet<'_>> {
        let gone_to = self.gone_to();
        let hides_furniture = self.hides_furniture();
        let typography = Typography::of(&self.settings, self.panes.measure.columns);
        Some(Sheet {
            document: self.collection.documents.get(self.open)?,
            index: self.open,
            typography,
            only: self.settings.folded.then_some(&*self.only),
            hides_furniture,
            gone_to,
            layouts: &mut self.layouts,
        })
    }

    /// The keys that may follow those of an unfinished sequence, each with the name of its command.
    pub fn next_keys(&self) -> Vec<String> {
        if self.pending.is_empty() {
            return Vec::new();
        }
        let next = self.keymap.following(&self.pending, self.scope());
        next.iter()
            .map(|(keys, command)| format!("{keys} {}", command.spec().name))
            .collect()
    }

    fn scope(&self) -> Scope {
        match self.focus {
            _ if self.overlay.is_some() => Scope::Overlay,
            _ if self.on_map() => Scope::Map,
            _ if self.selection.is_some() => Scope::Selection,
            Focus::List => Scope::List,
            Focus::Text => Scope::Text,
        }
    }
}
