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
    let mut output = Output::new();
    let found = if let Some(node) = &options.collocates {
        let terms = subject::terms(node, &Toggles::default(), &opened.keywords)?;
        collocates::print(&opened.asked_for(terms), node, options, format, &mut output)?
    } else if options.keyness {
        keyness::print(opened, options.all_text, format, &mut output)?
    } else if options.dates {
        dates::print(opened, options.all_text, format, &mut output)?
    } else {
        let narrowed;
        let opened = if options.term.is_empty() {
            opened
        } else {
            narrowed = opened.asked_for(subject::with_ids(&options.term, &opened.keywords)?);
            &narrowed
        };
        if options.cooccurrence {
            cooccurrence::print(opened, options, format, &mut output)?
        } else {
            spread::print(opened, options, format, &mut output)?
        }
    };
    output.finish()?;
    Ok(if found {
        Outcome::Found
    } else {
        Outcome::Nothing
    })
}
