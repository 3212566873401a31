//! Where the article of a page stands: the regions that hold it.
//!
//! Responsible for finding them by what speaks for them. What of a region is taken is decided in [`super`].

use super::{Flag, Region, Rules, Signs, Weight, weight::POINT};
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Running text below which a page is no article, in characters.
const LEAST: usize = 140;

/// Running text of a part that belongs to the text beside it, in characters.
const PART: usize = 80;

/// How much of the running text that nothing speaks against the article holds at least, in hundredths.
const SHARE: usize = 85;

/// How many regions around a paragraph it speaks for.
const REACH: usize = 5;

/// Where the article stands.
#[derive(Debug)]
pub(super) struct Choice {
    /// The regions that hold it, beside each other.
    pub(super) roots: Vec<usize>,
    /// The region that speaks for them: what else is in one around it is looked at part by part.
    pub(super) heart: usize,
    /// Whether what stands between the regions belongs to them.
    pub(super) is_joined: bool,
    /// Whether the regions are parts of one sort, of which each is taken as it is.
    pub(super) is_alike: bool,
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

impl Rules<'_> {
    /// Where the article stands; the page where it has none.
    ///
    /// Text is rather kept than lost: from the region that most speaks for it goes up until nearly all running text is
    /// held that nothing speaks against, and as far as there are parts of the same sort beside it.
    pub(super) fn choice(&self, flagged: &[Flag], title: Option<usize>) -> Choice {
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
    pub(super) fn is_dense(&self, region: usize) -> bool {
        let (length, linked) = self.length(region);
        linked * 2 > length
    }

    /// Which regions stand around `heart`.
    pub(super) fn around(&self, heart: usize) -> Vec<bool> {
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
    pub(super) fn held(&self, choice: &Choice, title: Option<usize>) -> Vec<Range<usize>> {
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
}
