//! The figures on the screen: dispersion, keyness, collocates, co-occurrence, dates.
//!
//! Responsible for which figures the reader looks at, and of what. How they are computed is decided in
//! [`crate::analysis`], how they look in [`super::overlay`].

use super::{
    Effect, Model,
    command::Command,
    concordance::{Meeting, Subject, nearness},
    counting::Answer,
    format,
    hits::Which,
    near::Of,
    overlay::{Overlay, OverlayKind, Target},
};
use crate::{
    analysis::{
        collocates::{MINIMUM, WINDOW},
        context::Extent,
        cooccurrence::Within,
        dispersion::{Share, Spread, cell},
        furniture::Furniture,
    },
    keyword::{Hit, Query},
};
use std::borrow::Cow;

/// Which figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Figure {
    /// Where the hits stand in each text.
    #[default]
    Dispersion,
    /// The words that part this text from the others.
    Keyness,
    /// The words that stand near the hits.
    Collocates,
    /// The keywords that meet.
    Cooccurrence,
    /// When the texts were published, and of which years they speak.
    Dates,
}

impl Figure {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Dispersion,
        Self::Keyness,
        Self::Collocates,
        Self::Cooccurrence,
        Self::Dates,
    ];

    /// As the title of the view has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dispersion => "Dispersion",
            Self::Keyness => "Keyness",
            Self::Collocates => "Collocates",
            Self::Cooccurrence => "Co-occurrence",
            Self::Dates => "Dates",
        }
    }

    /// The one after this one.
    pub(super) fn next(self) -> Self {
        let at = Self::ALL.iter().position(|&figure| figure == self);
        Self::ALL[(at.unwrap_or(0) + 1) % Self::ALL.len()]
    }
}

/// What the reader has asked of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Which are shown.
    pub figure: Figure,
    /// What they are of: the term that was in focus when they were opened, or all shown keywords.
    pub of: Subject,
    /// Whether the plots of shorter texts are shorter, and not all as wide as there is room.
    pub in_proportion: bool,
    /// Whether words that say little are left out of the collocates and key words.
    pub content_only: bool,
    /// How near keywords have to be to meet.
    pub within: Within,
}

/// Words between two keywords that meet, where no other number is asked for.
const NEAR_WORDS: usize = 10;

/// The hits of a document that figures count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountedHits {
    /// Each with the counted words before it.
    pub hits: Vec<(Hit, usize)>,
    /// The counted words of the document.
    pub words: usize,
}

/// Where hits stand in all texts.
#[derive(Debug)]
pub(super) struct Plot<'a> {
    /// Whose they are.
    pub subject: Subject,
    /// By document.
    pub texts: Vec<Cow<'a, CountedHits>>,
    /// How many hits and words these are, by document.
    pub shares: Vec<Share>,
    /// How the hits are spread over them.
    pub spread: Spread,
}

impl Model {
    /// The plots that have a hit: of the term in focus, of the search, or of each category that is shown.
    pub(super) fn plots(&self) -> Vec<Plot<'_>> {
        let documents = &self.collection.documents;
        let furniture: Vec<Furniture> = match self.figures.of {
            // What was counted of it has none.
            Subject::Search => Vec::new(),
            _ => documents.iter().map(Furniture::of).collect(),
        };
        let plot = |subject: Subject| {
            let texts: Vec<Cow<'_, CountedHits>> = match subject {
                Subject::Hits(which) => furniture
                    .iter()
                    .enumerate()
                    .map(|(index, furniture)| {
                        Cow::Owned(self.counted_hits(index, which, furniture))
                    })
                    .collect(),
                _ => (0..documents.len())
                    .map(|index| self.counted_places(index, subject))
                    .collect(),
            };
            let share = |text: &Cow<'_, CountedHits>| Share {
                hits: text.hits.len(),
                words: text.words,
            };
            let shares: Vec<Share> = texts.iter().map(share).collect();
            Plot {
                subject,
                spread: Spread::over(&shares),
                texts,
                shares,
            }
        };
        let subjects = match self.figures.of {
            of @ (Subject::Search | Subject::Hits(Which::Term(_))) => vec![of],
            _ => self
                .shown_categories()
                .map(|index| Subject::Hits(Which::Category(index)))
                .collect(),
        };
        let plots = subjects.into_iter().map(plot);
        plots.filter(|plot| plot.spread.total.hits > 0).collect()
    }

    /// The hits in document number `index` that figures count, with their places.
    fn counted_places(&self, index: usize, subject: Subject) -> Cow<'_, CountedHits> {
        if let Subject::Hits(which) = subject {
            let furniture = Furniture::of(&self.collection.documents[index]);
            return Cow::Owned(self.counted_hits(index, which, &furniture));
        }
        match self.counts.answer(&self.plot_wanted()) {
            Some(Answer::Plot(texts)) => texts.get(index).map(Cow::Borrowed).unwrap_or_default(),
            _ => Cow::default(),
        }
    }

    /// Those of the hits that were found in document number `index` that do not stand in its `furniture`.
    fn counted_hits(&self, index: usize, which: Which, furniture: &Furniture) -> CountedHits {
        let document = &self.collection.documents[index];
        let found = self.findings.of(index);
        let words = self.findings.words(index, document).unwrap_or(0);
        let counted = furniture.counted(&found.hits, &found.word_indexes);
        let hits = counted.filter(|(hit, _)| self.is_one_of(hit, which));
        CountedHits {
            hits: hits.map(|(hit, before)| (*hit, before)).collect(),
            words: words.saturating_sub(furniture.words()),
        }
    }

    /// What the plot is of that `hit` stands in: of several categories, its own.
    pub(super) fn plotted(&self, of: Subject, hit: Option<Hit>) -> Subject {
        let set = &self.findings.keywords;
        let category = match (of, hit) {
            (Subject::Hits(Which::Active), Some(hit)) => set.terms[hit.term.index()].category,
            (Subject::Hits(Which::Active), None) => self.shown_categories().next().unwrap_or(0),
            _ => return of,
        };
        Subject::Hits(Which::Category(category))
    }

    /// The categories that are shown, by index.
    pub(super) fn shown_categories(&self) -> impl Iterator<Item = usize> {
        let categories = 0..self.findings.keywords.categories.len();
        categories.filter(|&index| self.activity.shows_category(index))
    }

    /// Whether a plot is selected.
    pub(super) fn is_on_plot(&self) -> bool {
        let selected = self.overlay.as_ref().and_then(Overlay::selected);
        matches!(selected, Some(Target::Plot(..)))
    }

    /// The hits in the cell of the selected plot that the cursor is on.
    pub(super) fn hits_in_cell(&self, overlay: &Overlay) -> Vec<Hit> {
        let cells = self.plotted_cells(overlay).into_iter();
        let here = cells.filter(|&(_, cell)| cell == usize::from(overlay.cell));
        here.map(|(hit, _)| hit).collect()
    }

    /// The hits of the selected plot, each with its cell.
    fn plotted_cells(&self, overlay: &Overlay) -> Vec<(Hit, usize)> {
        let (Some(Target::Plot(document, which)), Some(strip)) =
            (overlay.selected(), overlay.strip())
        else {
            return Vec::new();
        };
        let text = self.counted_places(document, which);
        let cells = usize::from(strip.cells);
        let hits = text.hits.iter();
        hits.map(|&(hit, before)| (hit, cell(before, text.words, cells)))
            .collect()
    }

    /// Puts the cursor on the cell of the hit that was last gone to, where a plot is selected that has it.
    pub(super) fn cursor_to_current(&mut self) {
        let (Some(overlay), Some(at)) = (&self.overlay, self.landed()) else {
            return;
        };
        let mut here = self.plotted_cells(overlay).into_iter();
        let here = here.find(|(hit, _)| hit.span == at);
        if let (Some((_, cell)), Some(overlay)) = (here, &mut self.overlay) {
            overlay.cell = cell as u16;
            self.settle();
        }
    }

    /// Moves the cursor to the next cell of the plot with a hit, or the one before, `times` times.
    pub(super) fn next_plotted(&mut self, forward: bool, times: usize) {
        let Some(overlay) = &self.overlay else { return };
        let mut cells: Vec<usize> = self
            .plotted_cells(overlay)
            .into_iter()
            .map(|(_, cell)| cell)
            .collect();
        cells.dedup();
        let here = usize::from(overlay.cell);
        let next = if forward {
            let after = cells.partition_point(|&cell| cell <= here);
            cells.get(after + times - 1).or(cells.last())
        } else {
            let before = cells.partition_point(|&cell| cell < here);
            cells
                .get(before.saturating_sub(times))
                .filter(|_| before > 0)
        };
        let next = next
            .copied()
            .filter(|&cell| forward == (cell > here) && cell != here);
        if let (Some(next), Some(overlay)) = (next, &mut self.overlay) {
            overlay.cell = next as u16;
        } else {
            let end = if forward { "further on" } else { "before" };
            let hint = "{line-down} and {line-up} go to others";
            let hint = self.keymap.told(hint);
            self.notice = Some(format!("no hit {end} in this text; {hint}"));
        }
    }

    /// Where a category meets the one of a column of the matrix.
    pub(super) fn meeting_in_cell(&self, category: usize, column: u16) -> Option<Meeting> {
        let other = self.shown_categories().nth(usize::from(column))?;
        (other != category).then(|| Meeting {
            of: Of::Categories,
            pair: [category.min(other), category.max(other)],
            within: self.figures.within,
        })
    }

    /// Shows where a word that was counted stands: near the hits, or anywhere.
    pub(super) fn follow_word(&mut self, number: usize) -> Vec<Effect> {
        let wanted = self
            .overlay
            .as_ref()
            .and_then(|overlay| self.wanted(overlay));
        let answer = wanted.and_then(|wanted| self.counts.answer(&wanted));
        match answer {
            Some(Answer::Collocates(words)) => {
                let Some(word) = words.get(number).map(|it| it.word.clone()) else {
                    return Vec::new();
                };
                self.show_concordance(self.figures.of);
                if let Some(overlay) = &mut self.overlay {
                    overlay.filter = word;
                    overlay.filtered = Some(Extent::Words(WINDOW));
                    overlay.at = 0;
                }
                Vec::new()
            }
            Some(Answer::Keyness(_) | Answer::Years(_)) => {
                let word = match answer {
                    Some(Answer::Keyness(words)) => words.get(number).map(|it| it.word.clone()),
                    Some(Answer::Years(years)) => years.get(number).map(|it| it.year.to_string()),
                    _ => None,
                };
                let Some(word) = word else {
                    return Vec::new();
                };
                let effects = self.seek_unasked(Query {
                    word: true,
                    ..Query::of(&word)
                });
                self.show_concordance(Subject::Search);
                effects
            }
            _ => Vec::new(),
        }
    }

    /// Changes how the figures are counted: the plots in proportion, or how near keywords meet, with
    /// so many words between them.
    pub(super) fn change_figures(&mut self, count: Option<u32>) {
        match (self.figures.figure, count, self.figures.within) {
            (Figure::Dispersion, ..) => {
                self.figures.in_proportion = !self.figures.in_proportion;
            }
            (Figure::Cooccurrence, Some(words), _) => {
                self.figures.within = Within::Words(words as usize);
            }
            (Figure::Cooccurrence, None, Within::Paragraph) => {
                self.figures.within = Within::Sentence;
            }
            (Figure::Cooccurrence, None, Within::Sentence) => {
                self.figures.within = Within::Words(NEAR_WORDS);
            }
            (Figure::Cooccurrence, None, Within::Words(_)) => {
                self.figures.within = Within::Paragraph;
            }
            _ => self.notice = Some("there is one way to count these figures".to_owned()),
        }
    }

    /// What is counted, and how, for the foot of a view.
    pub(super) fn how_counted(&self) -> String {
        let words = "Words are those of UAX #29, folded, without a possessive ’s; furniture of a page is left out.";
        let leave_out = self.keymap.way_to(Command::LeaveOut);
        let extent = self.keymap.way_to(Command::Extent);
        match self.figures.figure {
            Figure::Dispersion => format!(
                "`{extent}` draws texts as long as they are, or all alike. A cell is ⌊words before the hit × cells ÷ words⌋: · none, ▄ 1, ▆ 2, █ 3 or more. DP = ½ Σ |share of hits − share of words|, DPnorm = DP ÷ (1 − least share of words). {words}"
            ),
            Figure::Keyness => format!(
                "G² is Dunning's log-likelihood over the four cells, negative where the text uses the word less; log ratio = log₂ of how many times as frequent it is, 0 elsewhere counted as ½. At least 3 in the text. `{leave_out}` leaves out function words of English, or shows them. {words}"
            ),
            Figure::Collocates => format!(
                "Windows of {WINDOW} words on each side in the paragraph, words of hits left out, each position once, at least 3. E = window × frequency ÷ words; MI = log₂(O÷E), t = (O−E)÷√O, logDice = 14 + log₂(2O ÷ (hits + frequency)). `{leave_out}` leaves out function words of English, or shows them. {words}"
            ),
            Figure::Cooccurrence => match self.figures.within {
                Within::Words(count) => format!(
                    "Hits of either that have one of the other with at most {} between them, in one paragraph; Jaccard = these ÷ all hits of both. A hit inside another meets nothing. `{extent}` changes how near. {words}",
                    format::counted(count, "word")
                ),
                within => format!(
                    "{0} that hold both; Jaccard = these ÷ {0} that hold either. A hit inside another meets nothing; furniture of a page is left out. `{extent}` changes how near.",
                    if within == Within::Sentence { "Sentences (UAX #29)" } else { "Paragraphs" }
                ),
            },
            Figure::Dates => "A year is a number from 1800 to 2099 that stands alone as a word; published: as the text or its page states, or inferred.".to_owned(),
        }
    }

    /// Why there is nothing to show, and what to do.
    pub(super) fn no_figures(&self) -> String {
        match self.figures.figure {
            Figure::Dispersion | Figure::Cooccurrence if !self.findings.has_keywords() => self
                .keymap
                .told("There are no keywords: {add-keyword} makes one."),
            Figure::Dispersion => {
                let hint = "No shown keyword has a hit; {solo} shows all, {add-keyword} makes one.";
                self.keymap.told(hint)
            }
            Figure::Keyness => {
                let hint = "No word of this text is there three times, or there is no other text; {next-document} opens the next.";
                self.keymap.told(hint)
            }
            Figure::Collocates => format!(
                "No word stands {} times near the hits; {} puts another keyword in focus.",
                format::number(MINIMUM),
                self.keymap.way_to(Command::NextHit)
            ),
            Figure::Cooccurrence => {
                let near = nearness(self.figures.within);
                let hint = self
                    .keymap
                    .told("{extent} changes how near they have to be.");
                format!("No two shown keywords meet {near}; {hint}")
            }
            Figure::Dates => {
                let hint = "No text has a date or speaks of a year; {figures} shows other figures.";
                self.keymap.told(hint)
            }
        }
    }

    /// Why a list has no rows, and what to do.
    pub(super) fn no_rows(&self, kind: OverlayKind) -> String {
        let is_search = kind == OverlayKind::Matches || self.concordance.subject == Subject::Search;
        self.keymap.told(match kind {
            OverlayKind::Matches | OverlayKind::Concordance if is_search => {
                "No text has a match; {cancel} closes this, {search} searches for something else."
            }
            OverlayKind::Concordance if !self.findings.has_keywords() => {
                "There are no keywords: {add-keyword} makes one."
            }
            OverlayKind::Concordance if self.shown_categories().next().is_none() => {
                "All keywords are muted: {solo} shows them."
            }
            OverlayKind::Concordance => {
                "There is no hit; {next-hit} goes to another keyword, {search} searches."
            }
            OverlayKind::Keywords => "There are no keywords: {add-keyword} makes one.",
            _ => "There is nothing to show; {cancel} closes this.",
        })
    }
}
