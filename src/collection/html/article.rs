//! Which blocks of a page are its article, and which belong to the page.
//!
//! Responsible for the rules, after those of Readability (Arc90, Mozilla): what names, roles and classes say; where
//! paragraphs stand close together, with few links; and at the article's two ends, links and labels alone. Other than
//! there, text is rather kept than lost: the article grows until nearly all running text is in it that nothing speaks
//! against, for what is marked wrongly is not found again. What a class says is not believed of a region that holds half
//! of the page's running text, nor of a paragraph that is such text. Nothing is taken out: blocks are marked. Where a
//! page has no running text at all, only what says so itself is marked, and never everything.

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
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Characters of the shortest paragraph that counts as running text.
const SHORTEST: usize = 25;

/// Running text below which a page is no article, in characters.
const LEAST: usize = 140;

/// Characters of the longest line that may be a label or a slogan, and is no running text by its length alone.
const LONGEST_LINE: usize = 160;

/// Words of the longest label, such as `Share this article`.
const LONGEST_LABEL: usize = 12;

/// Running text of a part that belongs to the text beside it, in characters.
const PART: usize = 80;

/// How much of the running text that nothing speaks against the article holds at least, in hundredths.
const SHARE: usize = 85;

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

/// Where the article stands.
#[derive(Debug)]
struct Choice {
    /// The regions that hold it, beside each other.
    roots: Vec<usize>,
    /// The region that speaks for them: what else is in one around it is looked at part by part.
    heart: usize,
    /// Whether what stands between the regions belongs to them.
    is_joined: bool,
    /// Whether the regions are parts of one sort, of which each is taken as it is.
    is_alike: bool,
}

impl Choice {
    fn of(root: usize) -> Self {
        Self {
            roots: vec![root],
            heart: root,
            is_joined: false,
            is_alike: false,
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

    /// Where the article stands; the page where it has none.
    ///
    /// Text is rather kept than lost: from the region that most speaks for it goes up until nearly all running text is
    /// held that nothing speaks against, and as far as there are parts of the same sort beside it.
    fn choice(&self, flagged: &[Flag], title: Option<usize>) -> Choice {
        let regions = &self.page.regions;
        let whole = self.running(0);
        if whole < LEAST {
            return Choice::of(0);
        }
        let found = |is: fn(Signs) -> bool| {
            (0..regions.len())
                .filter(move |&index| is(self.signs(index)) && flagged[index] == Flag::None)
        };
        let free: usize = (0..self.blocks().len())
            .filter(|&index| flagged[self.page.places[index]] == Flag::None)
            .map(|index| self.running[index + 1] - self.running[index])
            .sum();
        let is_most =
            |index: usize| self.running(index) * 2 >= free && self.running(index) >= LEAST;
        // Of one in the other that holds as much, the inner one.
        let article = found(|signs| signs.article).max_by_key(|&index| self.running(index));
        if let Some(article) = article.filter(|&article| is_most(article))
            && !self.is_one_of_many(article, found(|signs| signs.article))
        {
            return Choice::of(article);
        }
        let main = found(|signs| signs.main).max_by_key(|&index| self.running(index));
        if let Some(main) = main.filter(|&main| is_most(main)) {
            return Choice::of(main);
        }
        let scores = self.scores(flagged);
        let best = (0..regions.len()).max_by_key(|&index| (scores[index], Reverse(index)));
        let best = best.filter(|&best| scores[best] > 0);
        let Some(heart) = best.filter(|&best| best > 0) else {
            return Choice::of(0);
        };
        let free = self.free(flagged, heart);
        let lowest = self.lowest(flagged, heart);
        let mut root = heart;
        loop {
            let choice = self.beside(root, heart, &scores, flagged);
            let is_high = root <= lowest;
            if root == 0 || (is_high && Self::is_enough(&self.held(&choice, title), &free)) {
                return choice;
            }
            root = regions[root].parent;
        }
    }

    /// Whether what the articles `all` hold beyond doubt is in good part not in this one.
    fn is_one_of_many(&self, article: usize, all: impl Iterator<Item = usize>) -> bool {
        let mut end = 0;
        let mut held = 0;
        for index in all {
            let Region {
                first, end: after, ..
            } = self.page.regions[index];
            let (length, linked) = self.length(index);
            // Not those inside another one.
            if first >= end && linked * 10 < length {
                held += self.prose[after] - self.prose[first];
                end = after;
            }
        }
        let Region { first, end, .. } = self.page.regions[article];
        (self.prose[end] - self.prose[first]) * 100 < held * SHARE
    }

    /// Whether a region is links rather than text.
    fn is_dense(&self, region: usize) -> bool {
        let (length, linked) = self.length(region);
        linked * 2 > length
    }

    /// Which regions stand around `heart`.
    fn around(&self, heart: usize) -> Vec<bool> {
        let mut around = vec![false; self.page.regions.len()];
        let mut region = heart;
        while region > 0 {
            region = self.page.regions[region].parent;
            around[region] = true;
        }
        around
    }

    /// For each block the running text before it that nothing speaks against; one more for the end.
    fn free(&self, flagged: &[Flag], heart: usize) -> Vec<usize> {
        let regions = &self.page.regions;
        let around = self.around(heart);
        let mut is_free = vec![true; regions.len()];
        for index in 1..regions.len() {
            is_free[index] = index == heart
                || around[index]
                || (is_free[regions[index].parent] && !self.is_dense(index));
        }
        let mut sums = vec![0];
        for (index, &place) in self.page.places.iter().enumerate() {
            let is_free = is_free[place] && flagged[place] == Flag::None;
            let running = self.running[index + 1] - self.running[index];
            sums.push(sums[index] + if is_free { running } else { 0 });
        }
        sums
    }

    /// The blocks that a choice holds, as ranges; what stands between the title and it is held as well.
    fn held(&self, choice: &Choice, title: Option<usize>) -> Vec<Range<usize>> {
        let regions = &self.page.regions;
        let mut held: Vec<Range<usize>> = choice
            .roots
            .iter()
            .map(|&root| regions[root].first..regions[root].end)
            .collect();
        let first = held.iter().map(|range| range.start).min().unwrap_or(0);
        let last = held.iter().map(|range| range.end).max().unwrap_or(0);
        if choice.is_joined {
            held.clear();
            held.push(first..last);
        }
        if let Some(title) = title.filter(|&title| title < first) {
            held.push(title..first);
        }
        held
    }

    fn is_enough(held: &[Range<usize>], free: &[usize]) -> bool {
        let whole = free.last().copied().unwrap_or(0);
        let held: usize = held.iter().map(|it| free[it.end] - free[it.start]).sum();
        held * 100 >= whole * SHARE
    }

    /// The regions beside `region`, without itself.
    fn siblings(&self, region: usize) -> impl Iterator<Item = usize> {
        let regions = &self.page.regions;
        let parent = regions[region].parent;
        (parent + 1..regions.len())
            .take_while(move |&index| regions[index].parent >= parent)
            .filter(move |&index| index != region && regions[index].parent == parent)
    }

    /// How far out the article reaches at least: the outermost of `heart` and the regions around it that has running
    /// text of its sort beside it, or that adds running text and hardly a link.
    fn lowest(&self, flagged: &[Flag], heart: usize) -> usize {
        let regions = &self.page.regions;
        let (mut region, mut lowest) = (heart, heart);
        let mut sums = vec![[0; 4]];
        for (index, &place) in self.page.places.iter().enumerate() {
            let Weight { length, linked, .. } = self.weights[index];
            let prose = self.prose[index + 1] - self.prose[index];
            let running = self.running[index + 1] - self.running[index];
            let [lengths, links, proses, runnings] = sums[index];
            sums.push(if flagged[place] == Flag::None {
                [
                    lengths + length,
                    links + linked,
                    proses + prose,
                    runnings + running,
                ]
            } else {
                sums[index]
            });
        }
        let mut is_clean = true;
        while region > 0 {
            let sort = regions[region].sort;
            let alike = self.siblings(region).filter(|&index| {
                let (length, linked) = self.length(index);
                regions[index].sort == sort && flagged[index] == Flag::None && linked * 10 < length
            });
            if sort.is_some() {
                let (mut count, mut running, mut prose) = (0, 0, 0);
                for index in alike {
                    let Region { first, end, .. } = regions[index];
                    count += usize::from(self.running(index) > 0);
                    running += self.running(index);
                    prose += self.prose[end] - self.prose[first];
                }
                if prose > 0 || (count > 1 && running >= 2 * PART) {
                    lowest = region;
                }
            }
            let (inner, outer) = (regions[region], regions[regions[region].parent]);
            let added = |sum: usize| {
                sums[outer.end][sum] - sums[inner.end][sum] + sums[inner.first][sum]
                    - sums[outer.first][sum]
            };
            region = inner.parent;
            is_clean &= added(1) * 10 <= added(0);
            if is_clean && (added(2) > 0 || added(3) >= 2 * LEAST) {
                lowest = region;
            }
        }
        lowest
    }

    /// What stands beside `root`, and is as good or nearly so or of its sort, with it.
    fn beside(&self, root: usize, heart: usize, scores: &[usize], flagged: &[Flag]) -> Choice {
        let regions = &self.page.regions;
        let mut choice = Choice {
            heart,
            ..Choice::of(root)
        };
        if root == 0 {
            return choice;
        }
        let least = (scores[root] / 5).max(10 * POINT);
        let mut sorts: HashSet<u64> = regions[root].sort.into_iter().collect();
        let mut others = Vec::new();
        // Parts of one sort that are short each: how many, and their running text.
        let mut groups: HashMap<u64, (usize, usize)> = HashMap::new();
        for index in self.siblings(root).filter(|&it| flagged[it] == Flag::None) {
            let Region { signs, sort, .. } = regions[index];
            let (length, linked) = self.length(index);
            let share = if signs.holds { 10 } else { 4 };
            let is_text = self.running(index) >= PART && linked * share < length;
            if is_text || (root == heart && scores[index] >= least) {
                choice.roots.push(index);
                choice.is_joined |= signs.holds;
                sorts.extend(sort);
            } else if let Some(sort) = sort.filter(|_| !self.is_dense(index)) {
                others.push(index);
                if linked * 10 < length && self.running(index) > 0 {
                    let (count, running) = groups.entry(sort).or_default();
                    *count += 1;
                    *running += self.running(index);
                }
            }
        }
        let are_text = |(count, running): (usize, usize)| count > 1 && running >= 2 * PART;
        let groups = groups.into_iter().filter(|&(_, group)| are_text(group));
        sorts.extend(groups.map(|(sort, _)| sort));
        let is_like = |index: &usize| regions[*index].sort.is_some_and(|it| sorts.contains(&it));
        let before = choice.roots.len();
        choice.roots.extend(others.into_iter().filter(is_like));
        choice.is_joined |= choice.roots[before..]
            .iter()
            .any(|&index| regions[index].signs.holds);
        choice.is_alike = regions[root].sort.is_some()
            && choice.roots[1..]
                .iter()
                .any(|&index| regions[index].sort == regions[root].sort);
        choice
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
