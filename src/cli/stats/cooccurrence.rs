//! Which keywords, or categories, meet.

use crate::{
    analysis::{
        cooccurrence::{Meetings, Pair, of_categories},
        furniture::Furniture,
    },
    cli::{
        Opened,
        arguments::{By, Figures},
        output::{Format, Output},
        parallel,
        table::{Cell, Table},
    },
    collection::document::Document,
    keyword::{self, KeywordSet, Matcher, TermId},
    text::span::Span,
};
use serde::Serialize;

/// Of paragraphs and sentences the Jaccard index is the count ÷ (first + second places − count), of
/// hits the count ÷ (first + second places).
#[derive(Serialize)]
struct Record<'a> {
    r#type: &'static str,
    by: &'static str,
    first: &'a str,
    second: &'a str,
    within: String,
    count: usize,
    first_places: usize,
    second_places: usize,
    jaccard: f64,
}

/// Prints the pairs that meet, the most frequent first; returns whether there is one.
pub fn print(
    opened: &Opened,
    options: &Figures,
    format: Format,
    output: &mut Output,
) -> anyhow::Result<bool> {
    let set = &opened.keywords;
    if let ([one], [_, ..]) = (&set.terms[..], &options.term[..]) {
        anyhow::bail!(
            "one keyword alone meets no other; name others beside `{}`, or none",
            one.id
        );
    }
    let matcher = opened.matcher();
    let meetings =
        |document: &Document, part: Span| meetings(document, part, &matcher, set, options);
    let mut all = Meetings::new(options.within);
    for part in parallel::each_part(&opened.collection, meetings)
        .into_iter()
        .flatten()
    {
        all.extend(part);
    }
    let pairs = all.pairs();
    let id = |index: TermId| match options.by {
        By::Term => set.terms[index.index()].id.as_str(),
        By::Category => set.categories[index.index()].id.as_str(),
    };
    if format == Format::Json {
        for pair in &pairs {
            output.record(&Record {
                r#type: "meeting",
                by: match options.by {
                    By::Term => "term",
                    By::Category => "category",
                },
                first: id(pair.first),
                second: id(pair.second),
                within: options.within.to_string(),
                count: pair.count,
                first_places: pair.first_places,
                second_places: pair.second_places,
                jaccard: pair.jaccard,
            })?;
        }
    } else if !pairs.is_empty() {
        table(&pairs, id).print(format, output)?;
    }
    Ok(!pairs.is_empty())
}

/// What meets in a part of `document`, without its furniture unless all text counts.
fn meetings(
    document: &Document,
    part: Span,
    matcher: &Matcher,
    set: &KeywordSet,
    options: &Figures,
) -> Meetings {
    let mut hits = keyword::scan(document, matcher, part);
    Furniture::left_out(document, options.all_text).take_from(&mut hits);
    if options.by == By::Category {
        hits = of_categories(&hits, set);
    }
    let mut meetings = Meetings::new(options.within);
    meetings.add_part(document, part, &hits);
    meetings
}

fn table<'a>(pairs: &[Pair], id: impl Fn(TermId) -> &'a str) -> Table {
    let mut table = Table::new(&[
        "first",
        "second",
        "count",
        "first_places",
        "second_places",
        "jaccard",
    ]);
    for pair in pairs {
        table.push(vec![
            Cell::Text(id(pair.first).to_owned()),
            Cell::Text(id(pair.second).to_owned()),
            Cell::Count(pair.count),
            Cell::Count(pair.first_places),
            Cell::Count(pair.second_places),
            Cell::Figure(Some(pair.jaccard)),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::samples::document_with_furniture,
        cli::arguments::{Arguments, Command},
        keyword::set,
    };
    use clap::Parser;

    const SET: &str = r#"
[[category]]
id = "c"
mark = "C"
[[term]]
category = "c"
id = "whale"
aliases = ["whale"]
[[term]]
category = "c"
id = "shark"
aliases = ["shark"]
"#;

    fn counts(arguments: &[&str]) -> Vec<usize> {
        let text = "Whale, shark.\n\nHome: whale, shark\n\nTwo sharks.";
        let document = document_with_furniture(text, 1);
        let set = set::parse("k.toml", SET).unwrap().0;
        let stats = ["catchword", "stats", "--cooccurrence"];
        let arguments = Arguments::parse_from(stats.iter().chain(arguments));
        let Some(Command::Stats { options, .. }) = arguments.command else {
            panic!("these are figures");
        };
        let whole = Span::new(0, usize::MAX);
        let meetings = meetings(&document, whole, &Matcher::new(&set), &set, &options);
        meetings.pairs().iter().map(|pair| pair.count).collect()
    }

    #[test]
    fn nothing_meets_in_furniture_unless_all_text_counts() {
        assert_eq!(counts(&[]), [1]);
        assert_eq!(counts(&["--all-text"]), [2]);
    }

    #[test]
    fn keywords_of_one_category_do_not_meet_as_categories() {
        assert!(counts(&["--by", "category"]).is_empty());
    }
}
