//! Which blocks of a page are its article, and which belong to the page.
//!
//! Responsible for the rules, after those of Readability (Arc90, Mozilla): what names, roles and classes say; where
//! paragraphs stand close together, with few links; and at the article's two ends, links and labels alone. What
//! a class says is not believed of a region that holds half of the page's running text. Nothing is taken out: blocks are
//! marked. Where a page has no running text at all, only what says so itself is marked, and never everything.

use super::{
    element::Signs,
    walk::{Page, Region},
};
use crate::{
    collection::{
        block::{Block, BlockKind, RunKind},
        opening,
    },
    text::words,
};
use std::cmp::Reverse;

/// Characters of the shortest paragraph that counts as running text.
const SHORTEST: usize = 25;

/// Running text below which a page is no article, in characters.
const LEAST: usize = 140;

/// Characters of the longest line that may be a label or a slogan, and is no running text by its length alone.
const LONGEST_LINE: usize = 160;

/// Words of the longest label, such as `Share this article`.
const LONGEST_LABEL: usize = 12;

/// What a score of one is.
const POINT: usize = 1_000;

/// How many regions around a paragraph it speaks for.
const REACH: usize = 5;

/// How much text a block has, and of which sort.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    /// Its characters.
    length: usize,
    /// Those of them in links.
    linked: usize,
    /// Commas and what stands for them elsewhere.
    commas: usize,
}

impl Weight {
    fn of(page: &Page) -> Vec<Self> {
        let markup = &page.markup;
        let mut runs = markup.runs.iter().peekable();
        let weight = |block: &Block| {
            let text = &markup.text[block.span.range()];
            let mut weight = Self {
                length: text.chars().count(),
                linked: 0,
                commas: text.matches([',', '،', '、', '，', ';', '؛']).count(),
            };
            while let Some(run) = runs.next_if(|run| run.span.start < block.span.end) {
                if matches!(run.kind, RunKind::Link(_)) {
                    weight.linked += markup.text[run.span.range()].chars().count();
                }
            }
            weight
        };
        markup.blocks.iter().map(weight).collect()
    }

    /// How much of it is running text, in characters.
    fn running(self, block: &Block) -> usize {
        if matches!(block.kind, BlockKind::Heading(_) | BlockKind::Rule) || self.length < SHORTEST {
            return 0;
        }
        if self.linked * 2 > self.length {
            return 0;
        }
        self.length - self.linked
    }

    /// Its characters where it can hardly be anything but running text: two sentences, or a long one.
    fn prose(self, block: &Block, text: &str) -> usize {
        if self.running(block) == 0 || self.linked * 4 >= self.length {
            return 0;
        }
        let is_end = |(at, end): (usize, &str)| {
            let rest = text[at + end.len()..].chars().next();
            rest.is_none_or(|next| !next.is_alphanumeric())
        };
        let sentences = text
            .match_indices(['.', '!', '?', '…', '؟', '۔', '।', '。', '！', '？'])
            .filter(|&end| is_end(end));
        let is_long =
            self.length > LONGEST_LINE || (self.length > 2 * SHORTEST && sentences.count() > 1);
        if is_long { self.length } else { 0 }
    }

    /// How much it speaks for the regions around it.
    fn score(self, block: &Block) -> usize {
        let running = self.running(block);
        if running == 0 {
            return 0;
        }
        let whole = POINT + POINT * self.commas + (self.length * POINT / 100).min(3 * POINT);
        whole * running / self.length
    }
}

/// Marks the blocks of `page` that are not its article; `title` is the number of the heading that is its title.
pub(super) fn mark(page: &mut Page, title: Option<usize>) {
    let weights = Weight::of(page);
    let rules = Rules::new(page, &weights);
    let flagged = rules.flagged(title);
    let roots = rules.roots(&flagged);
    let mut article = rules.article(&flagged, &roots, title);
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

    /// The regions that hold the article; the page where it has none.
    fn roots(&self, flagged: &[Flag]) -> Vec<usize> {
        let regions = &self.page.regions;
        let whole = self.running(0);
        if whole < LEAST {
            return vec![0];
        }
        let most = |is: fn(Signs) -> bool| {
            let found = (0..regions.len())
                .filter(|&index| is(self.signs(index)) && flagged[index] == Flag::None);
            // Of one in the other that holds as much, the inner one.
            found.max_by_key(|&index| self.running(index))
        };
        let scores = self.scores(flagged);
        let free: usize = (0..self.blocks().len())
            .filter(|&index| flagged[self.page.places[index]] == Flag::None)
            .map(|index| self.running[index + 1] - self.running[index])
            .sum();
        if let Some(article) = most(|signs| signs.article)
            && self.running(article) * 2 >= free
            && self.running(article) >= LEAST
        {
            return vec![article];
        }
        if let Some(main) = most(|signs| signs.main)
            && self.running(main) * 2 >= free
            && self.running(main) >= LEAST
        {
            return vec![main];
        }
        let best = (0..regions.len()).max_by_key(|&index| (scores[index], Reverse(index)));
        let best = best.filter(|&best| scores[best] > 0);
        let Some(best) = best.filter(|&best| best > 0) else {
            return vec![0];
        };
        // What stands beside the best, and is as good or nearly so, belongs to it.
        let least = (scores[best] / 5).max(10 * POINT);
        let parent = regions[best].parent;
        let mut roots = vec![best];
        for index in 1..regions.len() {
            if index == best || regions[index].parent != parent || flagged[index] != Flag::None {
                continue;
            }
            let (length, linked) = self.length(index);
            let is_text =
                self.running(index) >= 80 && linked * 4 < length && !regions[index].signs.holds;
            if scores[index] >= least || is_text {
                roots.push(index);
            }
        }
        roots
    }

    /// How much the blocks of each region speak for it.
    fn scores(&self, flagged: &[Flag]) -> Vec<usize> {
        let regions = &self.page.regions;
        let mut scores = vec![0; regions.len()];
        for (index, block) in self.blocks().iter().enumerate() {
            let mut region = self.page.places[index];
            let score = self.weights[index].score(block);
            if score == 0 || flagged[region] != Flag::None {
                continue;
            }
            let mut level = 0;
            loop {
                if regions[region].signs.holds {
                    let share = match level {
                        0 => 1,
                        1 => 2,
                        _ => 3 * level,
                    };
                    scores[region] += score / share;
                    level += 1;
                }
                if region == 0 || level >= REACH {
                    break;
                }
                region = regions[region].parent;
            }
        }
        for (index, score) in scores.iter_mut().enumerate() {
            if regions[index].signs.likely && *score > 0 {
                *score += 25 * POINT;
            }
            let (length, linked) = self.length(index);
            *score = *score * (length - linked.min(length)) / length.max(1);
        }
        scores
    }

    /// Which blocks are the article.
    fn article(&self, flagged: &[Flag], roots: &[usize], title: Option<usize>) -> Vec<bool> {
        let regions = &self.page.regions;
        let mut is_root = vec![false; regions.len()];
        for &root in roots {
            is_root[root] = true;
        }
        // Within the article a head is its own, and so is the foot of a section.
        let mut inside = vec![false; regions.len()];
        let mut kept = vec![false; regions.len()];
        let mut sectioned = vec![false; regions.len()];
        let mut footed = vec![false; regions.len()];
        for index in 0..regions.len() {
            let parent = regions[index].parent;
            let signs = regions[index].signs;
            inside[index] = is_root[index] || (index > 0 && inside[parent]);
            sectioned[index] = inside[index]
                && (sectioned[parent] || (signs.sections && flagged[index] == Flag::None));
            footed[index] = footed[parent] || (signs.foot && !sectioned[parent]);
            kept[index] = inside[index]
                && match flagged[index] {
                    Flag::None => true,
                    Flag::Edge => sectioned[index] || (roots != [0] && !footed[index]),
                    Flag::Furniture => false,
                };
        }
        let mut article: Vec<bool> = self.page.places.iter().map(|&place| kept[place]).collect();
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

/// What the regions around a block say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Flag {
    None,
    /// A head or foot.
    Edge,
    Furniture,
}
