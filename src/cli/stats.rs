//! `catchword stats`
//!
//! Responsible for which figures are printed, and how; what they are, `analysis` says.

mod collocates;
mod cooccurrence;
mod dates;
mod keyness;
mod spread;

use super::{
    Opened, Outcome,
    arguments::{Figures, Toggles},
    output::{Format, Output},
    subject,
};

/// Prints the figures that are asked for.
pub fn run(opened: &Opened, options: &Figures, json: bool) -> anyhow::Result<Outcome> {
    let format = Format::of(json, options.tsv);
    let asked = options.collocates.as_ref().or(options.of.as_ref());
    let narrowed = if let Some(asked) = asked {
        Some(subject::terms(asked, &options.toggles, &opened.keywords)?)
    } else if options.toggles != Toggles::default() {
        anyhow::bail!(
            "--regex, --word and --case say how the words of --of or --collocates are looked for"
        );
    } else if options.term.is_empty() {
        None
    } else {
        Some(subject::with_ids(&options.term, &opened.keywords)?)
    };
    let narrowed = narrowed.map(|terms| opened.asked_for(terms));
    let opened = narrowed.as_ref().unwrap_or(opened);
    let mut output = Output::new();
    let found = if let Some(node) = &options.collocates {
        collocates::print(opened, node, options, format, &mut output)?
    } else if options.keyness {
        keyness::print(opened, options, format, &mut output)?
    } else if options.cooccurrence {
        cooccurrence::print(opened, options, format, &mut output)?
    } else if options.dates {
        dates::print(opened, options.all_text, format, &mut output)?
    } else {
        spread::print(opened, options, format, &mut output)?
    };
    output.finish()?;
    Ok(if found {
        Outcome::Found
    } else {
        Outcome::Nothing
    })
}
