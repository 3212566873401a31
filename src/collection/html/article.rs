//! Which blocks of a page are its article, and which belong to the page.
//!
//! Responsible for the rules, after those of Readability (Arc90, Mozilla): what names, roles and classes say; where
//! paragraphs stand close together, with few links; and at the article's two ends, links and labels alone. Other than
//! there, text is rather kept than lost: the article grows until nearly all running text is in it that nothing speaks
//! against, for what is marked wrongly is not found again. What a class says is not believed of a region that holds half
//! of the page's running text, nor of a paragraph that is such text. Nothing is taken out: blocks are marked. Where a
//! page has no running text at all, only what says so itself is marked, and never everything.

mod choice;
mod weight;

use super::{
    element::Signs,
    walk::{Page, Region},
};
use crate::{
    collection::{
        block::{Block, BlockKind},
        opening,
    },
    text::words,
};

/// Words of the longest label, such as `Share this article`.
const LONGEST_LABEL: usize = 12;
use choice::Choice;
use weight::Weight;

/// Marks the blocks of `page` that are not its article; `title` is the number of the heading that is its title.
pub(super) fn mark(page: &mut Page, title: Option<usize>) {
    let weights = Weight::of(page);
    let rules = Rules::new(page, &weights);
    let flagged = rules.flagged(title);
    let choice = rules.choice(&flagged, title);
    let mut article = rules.article(&flagged, &choice, title);
    rules.trim(&mut article, title);
    let is_word = |index: usize| {
        page.markup.text[page.markup.blocks[index].span.range()].contains(char::is_alphanumeric)
    };
    let holds_words = (0..article.len()).any(|index| article[index] && is_word(index));
    if holds_words {
        for (block, is_article) in page.markup.blocks.iter_mut().zip(article) {
            block.furniture = !is_article;
        }
    }
}

struct Rules<'p> {
    page: &'p Page,
    weights: &'p [Weight],
    /// For each block the running text before it, in characters; one more for the end.
    running: Vec<usize>,
    /// For each block characters and linked ones before it; one more for the end.
    lengths: Vec<(usize, usize)>,
    /// For each block the characters before it of what is running text beyond doubt; one more for the end.
    prose: Vec<usize>,
}

impl<'p> Rules<'p> {
    fn new(page: &'p Page, weights: &'p [Weight]) -> Self {
        let (mut running, mut lengths, mut prose) = (vec![0], vec![(0, 0)], vec![0]);
        let mut sums = (0, 0, 0, 0);
        for (weight, block) in weights.iter().zip(&page.markup.blocks) {
            sums.0 += weight.running(block);
            sums.1 += weight.length;
            sums.2 += weight.linked;
            sums.3 += weight.prose(block, &page.markup.text[block.span.range()]);
            running.push(sums.0);
            lengths.push((sums.1, sums.2));
            prose.push(sums.3);
        }
        Self {
            page,
            weights,
            running,
            lengths,
            prose,
        }
    }

    fn blocks(&self) -> &[Block] {
        &self.page.markup.blocks
    }

    fn text(&self, index: usize) -> &str {
        &self.page.markup.text[self.blocks()[index].span.range()]
    }

    fn signs(&self, region: usize) -> Signs {
        self.page.regions[region].signs
    }

    /// The running text of a region, in characters.
    fn running(&self, region: usize) -> usize {
        let region = &self.page.regions[region];
        self.running[region.end] - self.running[region.first]
    }

    /// The characters of a region, and those of them in links.
    fn length(&self, region: usize) -> (usize, usize) {
        let region = &self.page.regions[region];
        let (start, end) = (self.lengths[region.first], self.lengths[region.end]);
        (end.0 - start.0, end.1 - start.1)
    }

    /// Whether a region is running text, so that a word in its class is not believed.
    fn reads_as_text(&self, index: usize) -> bool {
        let Region {
            signs, first, end, ..
        } = self.page.regions[index];
        let prose = self.prose[end] - self.prose[first];
        let (length, linked) = self.length(index);
        let is_block = end == first + 1 && self.page.places[first] == index;
        if !signs.holds {
            prose * 2 > length
        } else if is_block {
            prose > 0 && signs.ambiguous
        } else {
            // A list of comments is all running text too.
            signs.ambiguous
                && !signs.list
                && !signs.comment
                && prose * 5 >= length * 4
                && linked * 20 < length
        }
    }

    /// Which regions say that they are no part of the text, or stand in one that does.
    fn flagged(&self, title: Option<usize>) -> Vec<Flag> {
        let whole = self.running(0);
        let mut flagged: Vec<Flag> = Vec::with_capacity(self.page.regions.len());
        for (index, region) in self.page.regions.iter().enumerate() {
            let outer = if index == 0 {
                Flag::None
            } else {
                flagged[region.parent]
            };
            let signs = region.signs;
            let holds_title =
                title.is_some_and(|title| (region.first..region.end).contains(&title));
            let is_most = self.running(index) * 2 > whole;
            let is_unlikely = signs.unlikely
                && (signs.list || !holds_title)
                && !(signs.by_class && self.reads_as_text(index));
            let own = if is_most {
                Flag::None
            } else if signs.furniture || is_unlikely {
                Flag::Furniture
            } else if signs.edge && !(holds_title && signs.likely) {
                Flag::Edge
            } else {
                Flag::None
            };
            flagged.push(outer.max(own));
        }
        flagged
    }

    /// Which blocks are the article.
    fn article(&self, flagged: &[Flag], choice: &Choice, title: Option<usize>) -> Vec<bool> {
        let regions = &self.page.regions;
        let held = self.held(choice, None);
        let roots = &choice.roots;
        let is_page = roots[..] == [0];
        // What stands between roots stands where they do.
        let gap = choice.is_joined.then(|| regions[roots[0]].parent);
        let is_between = |first: usize, end: usize| {
            held.iter()
                .any(|range| range.start <= first && end <= range.end)
        };
        let around = self.around(choice.heart);
        let mut is_root = vec![false; regions.len()];
        for &root in roots {
            is_root[root] = true;
        }
        // Within the article a head is its own, and so is the foot of a section.
        let mut inside = vec![Inside::Out; regions.len()];
        let mut kept = vec![false; regions.len()];
        let mut sectioned = vec![false; regions.len()];
        let mut footed = vec![false; regions.len()];
        for index in 0..regions.len() {
            let Region {
                parent,
                signs,
                first,
                end,
                ..
            } = regions[index];
            let outer = if index > 0 {
                inside[parent]
            } else {
                Inside::Out
            };
            let is_gap =
                index > 0 && gap == Some(parent) && is_between(first, end) && !self.is_dense(index);
            inside[index] = match outer {
                _ if is_root[index] && (choice.is_alike || !around[index]) => Inside::Whole,
                Inside::Whole => Inside::Whole,
                _ if is_root[index] => Inside::InPart,
                Inside::InPart if around[index] => Inside::InPart,
                Inside::InPart if index == choice.heart || !self.is_dense(index) => Inside::Whole,
                Inside::Out if is_gap => Inside::Whole,
                _ => Inside::Out,
            };
            let is_inside = inside[index] != Inside::Out;
            sectioned[index] = is_inside
                && (sectioned[parent] || (signs.sections && flagged[index] == Flag::None));
            footed[index] = footed[parent] || (signs.foot && !sectioned[parent]);
            kept[index] = is_inside
                && match flagged[index] {
                    Flag::None => true,
                    Flag::Edge => sectioned[index] || (!is_page && !footed[index]),
                    Flag::Furniture => false,
                };
        }
        let is_article = |(index, &place): (usize, &usize)| {
            let is_gap =
                gap == Some(place) && flagged[place] == Flag::None && is_between(index, index + 1);
            kept[place] || is_gap
        };
        let mut article: Vec<bool> = self
            .page
            .places
            .iter()
            .enumerate()
            .map(is_article)
            .collect();
        // What stands between the title and the article is about it.
        if let (Some(title), Some(first)) = (title, article.iter().position(|&is| is)) {
            article[title] = true;
            for index in title..first {
                article[index] =
                    index == title || flagged[self.page.places[index]] != Flag::Furniture;
            }
        }
        article
    }

    /// Takes out links and labels at the ends of the article, and headings over what was taken out.
    fn trim(&self, article: &mut [bool], title: Option<usize>) {
        let is_text = |index: usize| self.weights[index].running(&self.blocks()[index]) > 0;
        let first = (0..article.len()).find(|&index| article[index] && is_text(index));
        let last = (0..article.len()).rfind(|&index| article[index] && is_text(index));
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        for index in (0..first).chain(last + 1..article.len()) {
            // Below the title a link may name the author.
            let is_below_title = index < first && title.is_some_and(|title| title < index);
            let is_link = self.is_link(index) && !is_below_title;
            if Some(index) != title && (is_link || self.is_label(index)) {
                article[index] = false;
            }
        }
        let mut has_text = false;
        // Whether something was taken out between the heading and the next.
        let mut is_emptied = false;
        let mut next = None;
        for index in (0..article.len()).rev() {
            match self.blocks()[index].kind {
                BlockKind::Heading(level) => {
                    let stands_over =
                        has_text || !is_emptied || next.is_some_and(|next| next > level);
                    article[index] &= Some(index) == title || stands_over;
                    if article[index] {
                        next = Some(level);
                    }
                    has_text = false;
                    is_emptied = !article[index];
                }
                BlockKind::Rule => {}
                _ if article[index] => has_text = true,
                _ => is_emptied = true,
            }
        }
    }

    /// Whether a block is links and hardly anything else.
    fn is_link(&self, index: usize) -> bool {
        let Weight { length, linked, .. } = self.weights[index];
        let is_text = matches!(
            self.blocks()[index].kind,
            BlockKind::Paragraph | BlockKind::Wrapped
        );
        is_text && linked > 0 && linked * 10 >= length * 8
    }

    /// Whether a block is a label as pages have them.
    fn is_label(&self, index: usize) -> bool {
        let is_heading = matches!(self.blocks()[index].kind, BlockKind::Heading(_));
        let text = self.text(index);
        !is_heading
            && text.len() <= LONGEST_LABEL * 16
            && words::count(text) <= LONGEST_LABEL
            && opening::is_navigation(text)
    }
}

/// How much of a region stands where the article does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Out,
    /// What is in it that is not links.
    InPart,
    Whole,
}

/// What the regions around a block say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Flag {
    None,
    /// A head or foot.
    Edge,
    Furniture,
}
