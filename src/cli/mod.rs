//! The program without a screen: arguments, and the commands that print.
//!
//! Responsible for what is written to standard output and with which status the program ends. The
//! figures come from the same engine as the screen's. Not for the screen (see `tui`).

pub mod arguments;
mod check;
mod complete;
mod completions;
mod concordance;
mod configuration;
mod environment;
mod hits;
mod import;
mod list;
mod man;
mod output;
mod pack;
mod parallel;
mod place;
mod search;
mod show;
mod stats;
mod subject;
mod table;

use crate::{
    app::{
        findings::{Look, Part},
        link::Link,
        settings::Settings,
    },
    collection::Collection,
    keyword::{self, Hit, KeywordSet, Matcher},
    store::{
        self,
        carried::Carried,
        files::{Opener, Texts},
        piped::Piped,
        state::StateFile,
        user_sets,
    },
    tui,
};
use arguments::{Arguments, Command, Global};
use output::tell;
use std::{
    io::{self, IsTerminal},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It found what was asked for, or there was nothing to find.
    Found,
    /// It found nothing.
    Nothing,
    /// It did what it could; what it could not read has been told.
    Partly,
    /// It printed mistakes that it was asked to find.
    Mistaken,
}

/// Does what the arguments of the program say.
///
/// Ends with 0 where that was found or fine, 1 where nothing was found, 2 after an error, which has
/// been told on standard error, or printed where it was asked for.
pub fn run() -> ExitCode {
    let carried = Carried::of_program();
    match dispatch(Arguments::of_program(&carried), &carried) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Partly | Outcome::Mistaken) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(format_args!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |cause: &(dyn std::error::Error + 'static)| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    error.chain().any(closed)
}

fn dispatch(arguments: Arguments, carried: &Carried) -> anyhow::Result<Outcome> {
    let global = &arguments.global;
    configuration::check(global)?;
    if let (Some(_), Some(path)) = (&arguments.command, arguments.paths.first()) {
        anyhow::bail!(
            "`{}` stands before the command; paths go after it",
            path.display()
        );
    }
    if arguments.linear && arguments.command.is_some() {
        anyhow::bail!("`--linear` is a way to read; the commands print lines without it");
    }
    let read = |manner| read(&arguments.paths, arguments.at, global, carried, manner);
    match arguments.command {
        None if arguments.linear => read(Manner::Lines),
        None if !io::stdout().is_terminal() => {
            tell("standard output is no terminal, so this is what `catchword list` prints");
            printed(&arguments.paths, global, carried, |opened| {
                list::run(opened, global.json)
            })
        }
        None if environment::is_dumb() => {
            tell("this terminal (TERM) can do no more than lines, so this is `catchword --linear`");
            read(Manner::Lines)
        }
        None => read(Manner::Screen),
        Some(Command::List { paths }) => printed(&paths, global, carried, |opened| {
            list::run(opened, global.json)
        }),
        Some(Command::Show { id, width, paths }) => {
            let settings = Settings {
                order_here: environment::order(),
                ..configuration::read(global)?.settings()
            };
            let painter = configuration::painter(global)?;
            printed(&paths, global, carried, |opened| {
                show::run(opened, &id, width, settings, global.json, painter)
            })
        }
        Some(Command::Hits {
            paths,
            only,
            format,
        }) => printed(&paths, global, carried, |opened| {
            let painter = configuration::painter(global)?;
            hits::run(opened, &only, format, global.json, painter)
        }),
        Some(Command::Search {
            text,
            paths,
            toggles,
            format,
        }) => printed(&paths, global, carried, |opened| {
            let (query, painter) = (toggles.query(&text), configuration::painter(global)?);
            search::run(opened, &query, format, global.json, painter)
        }),
        Some(Command::Concordance {
            subject,
            paths,
            options,
        }) => printed(&paths, global, carried, |opened| {
            let painter = configuration::painter(global)?;
            concordance::run(opened, &subject, &options, global.json, painter)
        }),
        Some(Command::Stats { paths, options }) => printed(&paths, global, carried, |opened| {
            stats::run(opened, &options, global.json)
        }),
        Some(Command::Import { paths, output }) => printed(&paths, global, carried, |opened| {
            import::run(opened, &output, global.json)
        }),
        Some(Command::Check { paths }) => check::run(&paths, global, carried),
        Some(Command::Pack { paths, program }) => pack::run(&paths, &program, global, carried),
        Some(Command::Config { path: true }) => configuration::print_path(global),
        Some(Command::Config { path: false }) => configuration::print(global.json),
        Some(Command::Completions { shell }) => completions::run(shell),
        Some(Command::Man { name }) => man::run(name.as_deref()),
        Some(Command::Complete { words }) => complete::run(&words, global, carried),
    }
}

/// Opens the program's own collection, or what the paths name, and prints something of it. What cannot be
/// read is told and left out.
fn printed(
    paths: &[PathBuf],
    global: &Global,
    carried: &Carried,
    print: impl FnOnce(&Opened) -> anyhow::Result<Outcome>,
) -> anyhow::Result<Outcome> {
    let mut opened = open(paths, global, carried)?;
    for sentence in opened.problems.iter().chain(&opened.remarks) {
        tell(sentence);
    }
    let outcome = print(&opened)?;
    if let Some(damage) = found_damaged(paths, carried) {
        tell(&damage);
        opened.problems.push(damage);
    }
    Ok(if opened.problems.is_empty() {
        outcome
    } else {
        Outcome::Partly
    })
}

/// What was seen of the program's own collection to be damaged while it was read.
fn found_damaged(paths: &[PathBuf], carried: &Carried) -> Option<String> {
    let damage = carried.damage().filter(|_| paths.is_empty());
    damage.map(|damage| damage.to_string())
}

/// Documents and the keywords to look for in them.
struct Opened {
    collection: Arc<Collection>,
    keywords: Arc<KeywordSet>,
    /// What could not be read, a sentence each.
    problems: Vec<String>,
    /// What was read, but should be looked at, a sentence each.
    remarks: Vec<String>,
}

fn open(paths: &[PathBuf], global: &Global, carried: &Carried) -> anyhow::Result<Opened> {
    let mut opener = Opener::new(paths, global.encoding, None);
    opener.go_on(None);
    opened(paths, &mut opener, global, carried)
}

/// The collection in the program, or what is open of the paths, with the keywords to look for.
fn opened(
    paths: &[PathBuf],
    opener: &mut Opener,
    global: &Global,
    carried: &Carried,
) -> anyhow::Result<Opened> {
    let (mut texts, own) = if paths.is_empty() {
        let texts = Texts {
            collection: carried.collection()?,
            ..Texts::default()
        };
        (texts, Vec::new())
    } else {
        let texts = opener.texts()?;
        let own = texts.collection.keywords.clone();
        (texts, own)
    };
    let needs_keywords = global.keywords.is_empty() && own.is_empty();
    let carried = match carried.damage() {
        Some(damage) if needs_keywords && !paths.is_empty() => {
            texts.problems.push(damage.to_string());
            &Carried::BUNDLED
        }
        _ => carried,
    };
    let users = user_sets::directory();
    let keywords = store::keywords::load(carried, &global.keywords, &own, users.as_deref())?;
    Ok(Opened {
        collection: Arc::new(texts.collection),
        keywords: Arc::new(keywords),
        problems: texts.problems,
        remarks: texts.remarks,
    })
}

/// How long the screen waits for texts to be opened: the rest follows.
const PATIENCE: Duration = Duration::from_millis(30);

/// How a collection is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// On a screen.
    Screen,
    /// In lines that can be heard.
    Lines,
}

fn read(
    paths: &[PathBuf],
    link: Option<Link>,
    global: &Global,
    carried: &Carried,
    manner: Manner,
) -> anyhow::Result<Outcome> {
    let is_piped = paths.iter().any(|path| path.as_os_str() == "-");
    // Whoever listens to lines is told whole texts.
    let is_read_on = is_piped && manner == Manner::Screen && !io::stdin().is_terminal();
    let piped = is_read_on.then(Piped::start).transpose()?;
    if let Some(piped) = &piped {
        piped.wait_for_beginning();
    }
    // Asked before it is opened: what comes in between is opened again at worst.
    let arriving = piped.clone().filter(|piped| !piped.is_over());
    let mut opener = Opener::new(paths, global.encoding, piped.clone());
    // A view that is asked for may be of any text.
    let is_awaited = manner == Manner::Lines || link.is_some();
    let is_open = opener.go_on((!is_awaited).then(|| Instant::now() + PATIENCE));
    let Opened {
        collection,
        keywords,
        mut problems,
        remarks,
        ..
    } = opened(paths, &mut opener, global, carried)?;
    let configuration = configuration::read(global)?;
    let what = if problems.is_empty() {
        "remarks"
    } else {
        "problems"
    };
    problems.extend(remarks);
    let mut notice = match problems.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first, ..] => Some(format!(
            "{} {what}, told at the end: {first}",
            problems.len()
        )),
    };
    // Another text comes through the same pipe next time.
    let state = if global.no_state || is_piped {
        None
    } else {
        match StateFile::in_directory(global.state_dir.clone()) {
            Ok(state) => Some(state),
            Err(problem) => {
                notice.get_or_insert_with(|| problem.to_string());
                None
            }
        }
    };
    let (again, encoding) = (paths.to_vec(), global.encoding);
    let can_change = !paths.is_empty() && (!is_piped || piped.is_some());
    let texts = can_change.then(|| {
        Box::new(move || {
            let mut opener = Opener::new(&again, encoding, piped.clone());
            opener.go_on(None);
            opener.texts()
        }) as tui::Reopen
    });
    let session = tui::Session {
        collection,
        keywords,
        keyword_files: absolute(&global.keywords),
        configuration,
        ground: environment::ground(),
        order: environment::order(),
        reload: tui::Reload {
            settings: configuration::reader(global),
            texts,
        },
        arriving,
        opening: (!is_open).then_some(opener),
        state,
        notice,
        link,
    };
    let left = match manner {
        Manner::Screen => tui::run(session)?,
        Manner::Lines => tui::linear::run(
            session,
            tui::linear::Lines {
                from_terminal: is_piped,
                ascii: !environment::has_unicode(),
            },
        )?,
    };
    let damage = found_damaged(paths, carried);
    let outcome = damage.as_ref().map_or(Outcome::Found, |_| Outcome::Partly);
    for problem in problems.into_iter().chain(left).chain(damage) {
        tell(problem);
    }
    Ok(outcome)
}

/// The same files, wherever the program is called from.
fn absolute(files: &[PathBuf]) -> Vec<PathBuf> {
    let absolute = |file: &PathBuf| std::path::absolute(file).unwrap_or_else(|_| file.clone());
    files.iter().map(absolute).collect()
}

impl Opened {
    /// The same documents with other keywords to look for in them.
    fn asked_for(&self, keywords: KeywordSet) -> Self {
        Self {
            collection: Arc::clone(&self.collection),
            keywords: Arc::new(keywords),
            problems: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// The hits of each document.
    fn hits(&self) -> Vec<Vec<Hit>> {
        let matcher = self.matcher();
        let found = parallel::each_part(&self.collection, |document, part| {
            keyword::scan(document, &matcher, part)
        });
        found.into_iter().map(|parts| parts.concat()).collect()
    }

    /// The hits and the words of each document.
    fn look(&self) -> Vec<Part> {
        let matcher = self.matcher();
        let found = parallel::each_part(&self.collection, |document, part| {
            Look::within(document, &matcher, part).whole()
        });
        found.into_iter().map(Part::joined).collect()
    }

    fn matcher(&self) -> Matcher {
        Matcher::for_bytes(&self.keywords, self.collection.bytes())
    }
}
