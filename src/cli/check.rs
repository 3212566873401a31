//! `catchword check`
//!
//! Responsible for telling every mistake in one pass, and the keywords that match nothing. What a
//! mistake is, the parsers of documents and keyword sets say.
//!
//! An alias is alive where it matches anywhere in the documents on its own, as if it were its term's
//! only one: then it either has hits, or longer aliases of its term take all of them (R16), which
//! a text to come may end. A term without a living alias has no hit.

use super::{Outcome, arguments::Global, configuration, output::Output};
use crate::{
    app::format,
    collection::{Collection, encoding::Encoding, metadata::Str},
    keyword::{
        KeywordSet, Matcher, Scan,
        set::{self, Pattern, Place, Term, TermPlace},
    },
    store::{
        carried::{Carried, Damage},
        files::{self, Texts},
        keywords, user_sets,
    },
    text::problem::Problem,
};
use serde::Serialize;
use std::{collections::HashMap, env, fs, path::PathBuf};

/// What the message of a problem begins with that is no error.
const WARNING: &str = "warning: ";

#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    severity: &'static str,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

#[derive(Serialize)]
struct Summary {
    r#type: &'static str,
    documents: usize,
    terms: usize,
    aliases: usize,
    errors: usize,
    warnings: usize,
}

/// Prints what is wrong with the settings, with the texts at `paths`, taken together, and with the keywords in force.
pub fn run(paths: &[PathBuf], global: &Global, carried: &Carried) -> anyhow::Result<Outcome> {
    let json = global.json;
    let mut problems = configuration::read(global)?.problems;
    let (collection, mut unreadable) = texts(paths, global.encoding, carried);
    problems.append(&mut unreadable);
    let sources = sources(paths, &global.keywords, &collection, carried, &mut problems);
    let defined = Defined::read(&sources, &mut problems);
    if !collection.documents.is_empty() {
        // Bundled keywords were not made for these texts: how many have no hit is all that is of use, and it must not
        // bury the mistakes. A script gets every record.
        let is_borrowed = global.keywords.is_empty() && collection.keywords.is_empty();
        let gathered = if is_borrowed && !paths.is_empty() && !json {
            carried.sources().unwrap_or_default()
        } else {
            Vec::new()
        };
        let is_gathered = |name: &str| gathered.iter().any(|(file, _)| **file == *name);
        problems.extend(defined.without_hits(&collection, is_gathered));
    }
    let warnings = problems.iter().filter(|it| warning(it).is_some()).count();
    let summary = Summary {
        r#type: "summary",
        documents: collection.documents.len(),
        terms: defined.set.terms.len(),
        aliases: defined.set.terms.iter().map(aliases).map(<[_]>::len).sum(),
        errors: problems.len() - warnings,
        warnings,
    };
    print(&problems, &summary, json)?;
    Ok(if summary.errors == 0 {
        Outcome::Found
    } else {
        Outcome::Mistaken
    })
}

fn print(problems: &[Problem], summary: &Summary, json: bool) -> anyhow::Result<()> {
    let mut output = Output::new();
    for problem in problems {
        if json {
            output.record(&Record {
                r#type: "problem",
                severity: warning(problem).map_or("error", |_| "warning"),
                file: &problem.file,
                line: problem.line,
                column: problem.column,
                message: warning(problem).unwrap_or(&problem.message),
            })?;
            continue;
        }
        // A message may have lines, such as a regex with a caret below it.
        for line in problem.to_string().split('\n') {
            output.line(line)?;
        }
    }
    if json {
        output.record(summary)?;
    } else {
        let aliases = match summary.aliases {
            1 => "1 alias".to_owned(),
            many => format!("{} aliases", format::number(many)),
        };
        output.line(&format!(
            "{}, {}, {aliases}: {}, {}",
            format::counted(summary.documents, "document"),
            format::counted(summary.terms, "term"),
            format::counted(summary.errors, "error"),
            format::counted(summary.warnings, "warning"),
        ))?;
    }
    output.finish()?;
    Ok(())
}

/// What a warning says; `None` for an error.
fn warning(problem: &Problem) -> Option<&str> {
    problem.message.strip_prefix(WARNING)
}

/// The documents at `paths`, or the program's own, and what is wrong with them.
fn texts(
    paths: &[PathBuf],
    encoding: Option<Encoding>,
    carried: &Carried,
) -> (Collection, Vec<Problem>) {
    if paths.is_empty() {
        // No mistake comes that far, but what was packed may have been damaged since.
        let damage = carried.verify().map(of_program);
        return match carried.collection() {
            Ok(collection) => (collection, damage.into_iter().collect()),
            Err(found) => {
                let problem = damage.unwrap_or_else(|| of_program(found));
                (Collection::default(), vec![problem])
            }
        };
    }
    let texts = files::open(paths, encoding).unwrap_or_else(|error| Texts {
        problems: error.to_string().lines().map(str::to_owned).collect(),
        ..Texts::default()
    });
    let whole = &paths[0].to_string_lossy();
    let problems = texts.problems.iter();
    let problems = problems.map(|sentence| placed(sentence, whole));
    let warnings = texts.remarks.iter().map(|sentence| {
        let Problem { message, .. } = placed(sentence, whole);
        Problem {
            message: format!("{WARNING}{message}"),
            ..placed(sentence, whole)
        }
    });
    (texts.collection, problems.chain(warnings).collect())
}

/// A problem of the program's own file.
fn of_program(damage: Damage) -> Problem {
    let program = env::args_os().next().unwrap_or_default();
    Problem::of_file(&program.to_string_lossy(), damage.to_string())
}

/// The problem that `sentence` tells as `file:line:column: message` or `file: message`; one that
/// names no file is about `whole`.
fn placed(sentence: &str, whole: &str) -> Problem {
    let at_colon = |(colon, _): (usize, &str)| {
        let mut place = sentence[..colon].rsplitn(3, ':');
        let column = place.next()?.parse().ok()?;
        let line = place.next()?.parse().ok()?;
        Some(Problem {
            file: place.next()?.to_owned(),
            line,
            column,
            message: sentence[colon + 2..].to_owned(),
        })
    };
    let parted = sentence.match_indices(": ").find_map(at_colon);
    parted.unwrap_or_else(|| {
        let (file, message) = sentence.split_once(": ").unwrap_or((whole, sentence));
        Problem::of_file(file, message)
    })
}

/// The keyword sets in force, each with its name for messages.
fn sources(
    paths: &[PathBuf],
    keywords: &[PathBuf],
    collection: &Collection,
    carried: &Carried,
    problems: &mut Vec<Problem>,
) -> Vec<(String, String)> {
    let own: Vec<(Str, Str)> = if collection.documents.is_empty() {
        Vec::new()
    } else if collection.keywords.is_empty() {
        // Where they are damaged, that is told of the texts.
        carried.sources().unwrap_or_default()
    } else {
        let from_here =
            |(file, source): &(Str, Str)| (from_here(paths, file, source), source.clone());
        collection.keywords.iter().map(from_here).collect()
    };
    let (mut sources, unreadable) = keywords::sources(keywords, &own);
    problems.extend(unreadable);
    if keywords.is_empty() {
        let (users, unreadable) = user_sets::sources(user_sets::directory().as_deref());
        sources.extend(users);
        problems.extend(unreadable);
    }
    sources
}

/// The path of a collection's keyword `file`, which is told from the collection's folder, as the
/// reader would write it.
fn from_here(paths: &[PathBuf], file: &str, source: &str) -> Str {
    paths
        .iter()
        .map(|path| path.join(file))
        .find(|path| fs::read(path).is_ok_and(|bytes| bytes == source.as_bytes()))
        .map_or_else(
            || file.to_owned().into(),
            |path| path.display().to_string().into(),
        )
}

/// A keyword set made of several, and where its terms are defined.
#[derive(Default)]
struct Defined<'s> {
    set: KeywordSet,
    /// By id of a term: its file, and where it stands there.
    places: HashMap<String, (&'s str, TermPlace)>,
}

impl<'s> Defined<'s> {
    /// What the sets in `sources` define together, as far as they have no error.
    fn read(sources: &'s [(String, String)], problems: &mut Vec<Problem>) -> Self {
        let mut defined = Self::default();
        for (file, source) in sources {
            match set::parse(file, source) {
                Ok((set, warnings)) => {
                    problems.extend(warnings);
                    for (term, place) in set.terms.iter().zip(set::places(source)) {
                        let id = term.id.clone();
                        defined.places.insert(id, (file, place));
                    }
                    defined.set = KeywordSet::merge(defined.set, set);
                }
                Err(found) => problems.extend(found),
            }
        }
        defined
    }

    /// A warning for each alias and each term that matches nothing in the documents, by file and line; for all terms of a
    /// file that is gathered, one with their number.
    fn without_hits(
        &self,
        collection: &Collection,
        is_gathered: impl Fn(&str) -> bool,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut gathered: HashMap<&str, (usize, usize)> = HashMap::new();
        for (term, alive) in self.set.terms.iter().zip(alive(&self.set, collection)) {
            let Some((file, place)) = self.places.get(&term.id) else {
                continue;
            };
            if is_gathered(file) {
                let (dead, all) = gathered.entry(file).or_default();
                *dead += usize::from(!alive.contains(&true));
                *all += 1;
                continue;
            }
            let mut warn = |at: Place, message: &str| {
                problems.push(Problem {
                    file: (*file).to_owned(),
                    line: at.line,
                    column: at.column,
                    message: format!("{WARNING}{message}"),
                });
            };
            let id = &term.id;
            for ((alias, &at), &alive) in aliases(term).iter().zip(&place.patterns).zip(&alive) {
                if !alive {
                    warn(
                        at,
                        &format!("alias \"{alias}\" of term `{id}` matches nothing"),
                    );
                }
            }
            if !alive.contains(&true) {
                warn(place.id, &format!("term `{id}` has no hit"));
            }
        }
        for (file, (dead, all)) in gathered {
            if dead > 0 {
                let message = format!("{WARNING}{dead} of its {all} keywords have no hit here");
                problems.push(Problem::of_file(file, &message));
            }
        }
        problems.sort();
        problems
    }
}

/// The spellings of `term`; none where it is a regex.
fn aliases(term: &Term) -> &[String] {
    match &term.pattern {
        Pattern::Aliases(aliases) => aliases,
        Pattern::Regex(_) => &[],
    }
}

/// Of each term, which aliases match in the documents on their own; of a regex, whether it does.
fn alive(set: &KeywordSet, collection: &Collection) -> Vec<Vec<bool>> {
    let alone = KeywordSet {
        categories: set.categories.clone(),
        terms: set.terms.iter().flat_map(alone).collect(),
        ..KeywordSet::default()
    };
    let matcher = Matcher::for_bytes(&alone, collection.bytes());
    let mut found = vec![false; alone.terms.len()];
    let mut sought = found.len();
    let mut hits = Vec::new();
    for document in &collection.documents {
        let mut scan = Scan::new(document, &matcher);
        while sought > 0 && scan.step(&mut hits).is_some() {
            for hit in hits.drain(..) {
                let found = &mut found[hit.term.index()];
                sought -= usize::from(!*found);
                *found = true;
            }
        }
    }
    let mut found = found.into_iter();
    let patterns = set.terms.iter().map(|term| match &term.pattern {
        Pattern::Aliases(aliases) => aliases.len(),
        Pattern::Regex(_) => 1,
    });
    patterns
        .map(|count| found.by_ref().take(count).collect())
        .collect()
}

/// A term for each alias of `term`, so that none covers another.
fn alone(term: &Term) -> Vec<Term> {
    let Pattern::Aliases(aliases) = &term.pattern else {
        return vec![term.clone()];
    };
    let one = |alias: &String| Term {
        id: String::new(),
        label: String::new(),
        note: None,
        pattern: Pattern::Aliases(vec![alias.clone()]),
        ..*term
    };
    aliases.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_parted_at_its_first_place() {
        let problem = placed("a: b.md:3:14: unknown key `x:1:2: y`", "whole");
        assert_eq!(
            problem,
            Problem {
                file: "a: b.md".to_owned(),
                line: 3,
                column: 14,
                message: "unknown key `x:1:2: y`".to_owned(),
            }
        );
    }

    #[test]
    fn a_sentence_without_a_place_is_about_the_whole_file() {
        assert_eq!(
            placed("a.png: is not a text", "whole"),
            Problem::of_file("a.png", "is not a text")
        );
        assert_eq!(
            placed("no text in whole", "whole"),
            Problem::of_file("whole", "no text in whole")
        );
    }
}
