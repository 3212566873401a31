//! Texts that change while they are read: noticed, read again, and what the reader has done stays.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

mod drawn;
mod session;

use catchword::{
    app::{Effect, Model, Msg},
    collection::Collection,
    keyword::{KeywordSet, set},
};
use drawn::{answer, model, press, press_and_search, rows, texts};
use portable_pty::CommandBuilder;
use session::{Session, program};
use std::{
    fs::{self, File},
    io::Write,
    process::Command,
    sync::Arc,
};

fn sea() -> KeywordSet {
    let source = "schema = 1\nname = \"x\"\n[[category]]\nid = \"animal\"\nname = \"Animals\"\nmark = \"A\"\ncolor = \"red\"\n\
                  [[term]]\ncategory = \"animal\"\nid = \"whale\"\nlabel = \"Whale\"\naliases = [\"whale\"]\n";
    set::parse("x.toml", source).unwrap().0
}

fn paragraphs(from: usize, to: usize) -> String {
    let paragraph =
        |n| format!("Paragraph {n} tells of harbour {n}, of its ships and of a whale.\n\n");
    (from..=to).map(paragraph).collect()
}

/// Does what the shell does: reads the texts again, and searches them.
fn reopen(model: &mut Model, collection: Collection) -> Vec<Effect> {
    let effects = model.update(Msg::Texts(Arc::new(collection), Vec::new()));
    for effect in &effects {
        match effect {
            Effect::Search(keywords, search) => {
                let collection = Collection::clone(&model.collection);
                let found = drawn::Searched::new(collection, KeywordSet::clone(keywords));
                for (index, part) in found.found().to_vec() {
                    model.update(Msg::Found(*search, index, part));
                }
            }
            Effect::Seek(Some(seek)) => answer(model, seek),
            _ => {}
        }
    }
    model.settle();
    effects
}

#[test]
fn the_place_and_what_the_reader_has_done_stay() {
    let mut model = model(texts(&[&paragraphs(1, 60), "Another.\n"]), sea(), (90, 24));
    press_and_search(&mut model, "/ h a r b o u r space 3 enter");
    press(&mut model, "4 0 G V a o h enter 1 t c");
    press(&mut model, "] [");
    let before = model
        .document()
        .unwrap()
        .body
        .slice(catchword::text::span::Span::new(
            model.shown().0,
            model.shown().0 + 12,
        ))
        .into_owned();
    let changed = format!(
        "A new beginning of it all.\n\nAnd more.\n\n{}",
        paragraphs(1, 60)
    );
    reopen(&mut model, texts(&[&changed, "Another.\n", "A third.\n"]));
    let (at, _) = model.shown();
    let after = model
        .document()
        .unwrap()
        .body
        .slice(catchword::text::span::Span::new(at, at + 12))
        .into_owned();
    assert_eq!(after, before);
    assert_eq!(model.list.order.len(), 3);
    assert_eq!(model.search.query.text, "harbour 3");
    assert!(model.search.total() > 0 && model.findings.of(0).hits.len() == 60);
    assert_eq!(model.notes.highlights.len(), 1);
    assert!(!model.activity.shows_category(0));
    // What an earlier search finds comes too late.
    let total = model.findings.of(0).hits.len();
    let stale = drawn::Searched::new(Collection::clone(&model.collection), sea());
    for (index, part) in stale.found().to_vec() {
        model.update(Msg::Found(0, index, part));
    }
    assert_eq!(model.findings.of(0).hits.len(), total);
}

#[test]
fn a_text_that_is_gone_leaves_another_one_open() {
    let mut model = model(texts(&["One.\n", "Two.\n"]), sea(), (90, 24));
    press(&mut model, "]");
    reopen(&mut model, texts(&["One.\n"]));
    assert_eq!(model.open, 0);
    assert!(rows(&model).iter().any(|row| row.contains("One.")));
    // All keys still do something sensible.
    press(&mut model, "C esc A esc M esc ] [ G g . ,");
}

#[test]
fn a_change_on_disk_is_noticed_at_the_next_key_and_read_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("log.txt");
    fs::write(&file, paragraphs(1, 80)).unwrap();
    let mut command = CommandBuilder::new(program());
    command.args(["--no-state", file.to_str().unwrap()]);
    let mut session = Session::run((80, 24), command);
    session.wait_for("Paragraph 1 tells");
    session.press_until("40G", "paragraph 40", |screen| {
        screen.contents().contains("Paragraph 40 tells")
    });
    fs::write(&file, format!("A new beginning.\n\n{}", paragraphs(1, 90))).unwrap();
    session.press("k");
    session.wait_for("log.txt has changed; ctrl-r reads it again");
    session.press("\x12");
    session.wait_for("read again");
    assert!(session.rows().concat().contains("Paragraph 40 tells"));
    // Once: what is typed after the file is gone says so.
    session.press("G");
    session.wait_for("Paragraph 90 tells");
    fs::remove_file(&file).unwrap();
    session.press("k");
    session.wait_for("log.txt is no longer there");
    session.press("\x12");
    session.wait_for("log.txt");
    session.press("q");
    session.end();
}

#[test]
fn what_comes_through_a_pipe_is_read_while_it_arrives() {
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("fifo");
    let made = Command::new("mkfifo").arg(&fifo).status().unwrap();
    assert!(made.success());
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", "exec \"$0\" --no-state - < \"$1\""]);
    command.arg(program());
    command.arg(&fifo);
    let mut session = Session::run((80, 24), command);
    // Opens once the program does.
    let mut writer = File::options().write(true).open(&fifo).unwrap();
    writer.write_all(paragraphs(1, 30).as_bytes()).unwrap();
    session.wait_for("Paragraph 1 tells");
    session.wait_for("more is arriving");
    session.press("20G");
    session.wait_for("Paragraph 20 tells");
    // Not under a list that lies over it.
    session.press("?");
    session.wait_for("─ Keys ─");
    writer.write_all(paragraphs(31, 3000).as_bytes()).unwrap();
    drop(writer);
    session.press("\x1b");
    session.wait("the same place", |screen| {
        let contents = screen.contents();
        contents.contains("Paragraph 20 tells") && !contents.contains("─ Keys ─")
    });
    session.wait_for("all that comes through the pipe is here");
    session.press("G");
    session.wait_for("Paragraph 3000 tells");
    session.press("q");
    session.end();
}

#[test]
fn what_was_open_in_an_earlier_run_is_opened_once_it_comes_unless_the_reader_has_gone_on() {
    let (first, second) = (paragraphs(1, 40), paragraphs(1, 60));
    let mut earlier = model(texts(&[&first, &second]), sea(), (90, 24));
    press(&mut earlier, "] 3 0 G");
    let kept = earlier.memory();
    let begin = || {
        let mut model = model(texts(&[&first]), sea(), (90, 24));
        model.update(Msg::Recall(Box::new(kept.clone())));
        model.settle();
        assert_eq!(model.open, 0);
        assert_eq!(model.memory().open, kept.open);
        model
    };
    let mut later = begin();
    reopen(&mut later, texts(&[&first, &second]));
    assert_eq!((later.open, later.place().at), (1, earlier.place().at));
    assert_eq!(later.memory().seen, kept.seen);
    let mut busy = begin();
    press(&mut busy, "j");
    reopen(&mut busy, texts(&[&first, &second]));
    assert_eq!(busy.open, 0);
}
