//! A terminal reader for a collection of texts, with the keywords that matter to its reader painted,
//! counted and one key away.
//!
//! # Principles
//!
//! - **A place in a text is a byte offset**, never a line number. Reading position and hits are offsets
//!   or byte ranges ([`text::span::Span`]) of a document's text. Screen lines are made for what is on the
//!   screen, and forgotten: so resizing never loses the place, and a phrase that the wrap breaks is one hit.
//! - **No key's cost grows with the document.** Stretches around the place are laid out, not the document;
//!   percentages go by bytes. Only searching and counting take time in proportion to the texts, beside the screen.
//! - **One engine finds hits**, and everything else is a query on them: paint, counts, concordances,
//!   figures, printed lists.
//! - **[`app::Model::update`] changes the state, [`view::draw`] draws it.** Neither knows a clock, a file, the
//!   environment, a thread or the terminal.
//! - **One table of commands**, [`app::command::COMMANDS`], gives keys, help and documentation; one of settings,
//!   [`app::settings::SETTINGS`], the configuration file, what is printed of it, and its documentation.
//! - **Nothing in a text reaches the terminal as a command.** The text stays as decoded, and [`text::gate`] says
//!   what each grapheme cluster shows as; the screen, printed output and messages all go through it.
//! - **Idle is idle**: no tick, no polling. One frame for a burst of input, in one write.
//! - **Colour is never the only sign.** Hits are underlined, categories have letters.
//! - **The first frame waits for nothing** that could block, and for no more than a millisecond's work.
//!
//! # Layers
//!
//! Imports point down; `tests/layers.rs` enforces it.
//!
//! | module | is | |
//! |---|---|---|
//! | [`cli`] | arguments, and the commands that print | shell |
//! | [`tui`] | terminal, threads, signals, event loop | shell |
//! | [`store`] | files: texts, settings, keyword sets, reading state | shell |
//! | [`view`] | the model as cells; one file a pane | reads only |
//! | [`app`] | model, messages, effects; commands and keys; the panes' state | the only place where state changes |
//! | [`analysis`] | concordance, dispersion, keyness, collocates, co-occurrence | pure |
//! | [`keyword`] | keyword sets, the matcher, which hits are painted | pure |
//! | [`collection`] | documents, their parsers, the bundled texts, texts as packed bytes | pure, given bytes |
//! | [`text`] | spans, widths, the gate, folding, words, line breaking and filling | pure, knows nothing of ours |
//!
//! `ratatui` is named in `view` and `tui` only, `crossterm` in `tui`, `textwrap` in `text`: a library used in
//! one place can be replaced in an afternoon.
//!
//! # A key's way to the screen
//!
//! The input thread polls the terminal, parses what it reads itself (`tui::decoder`: an answer of the terminal never
//! becomes a key) and sends it over a channel. The event loop sleeps on it,
//! then gives all that waits to [`app::Model::update`] for at most 8 ms, performs the effects that come back,
//! calls [`app::Model::settle`], which makes what is derived from the state (panes, rows of the list, lines of
//! text, the hits painted in them), and draws. Keywords are looked for by a worker thread, the open document
//! first; where there is little text, before the first frame, since that takes less than starting a thread. What
//! the reader types after `/` is sought by a thread of its own, from the reader's place on, and given up as soon
//! as more is typed. Figures and long lists are counted by a third ([`app::counting`] says what is wanted, and keeps the
//! answer for as long as it holds). What they find comes over the same channel, with the number of its search. One more
//! thread reads and writes what is kept: places and what has been seen, the settings that keys have changed, and at
//! once, before the next frame, marks and notes ([`app::notes`]).
//!
//! # Without a screen
//!
//! [`tui::linear`] reads lines instead of keys ([`app::Msg::Line`]) and writes lines instead of frames. Model, commands
//! and effects are the same; [`app::linear`] says which part of a text a command asks for, [`view::linear`] what is told
//! of a change. A list has the same rows, each as a sentence.
//!
//! # Colours
//!
//! A theme is a palette ([`app::theme`]), built in or read from the configuration; [`view::theme`] makes styles of it
//! for as many colours as the terminal has. Which one `auto` means the first frame takes from the environment. When
//! nothing else is to be done the terminal is asked; its answer comes as input whenever it comes, and refines the
//! screen.
//!
//! # A text's way to the screen
//!
//! `build.rs` reads `data/`, checks it with the same modules as the program ([`store::gathering`],
//! [`collection::folder`]), and writes visible texts and tables that are compiled in; [`store::files`] does the same
//! for files that are opened: unpacked where they are compressed, their kind by [`collection::kind`], their characters
//! by [`collection::encoding`]. `catchword pack` reads and checks as the build does, and puts texts, tables and an index
//! behind the program in a file of its own ([`collection::packed`], [`store::packing`]); at the start a program looks
//! at its own end ([`store::carried`]), and reads of what is there the index alone. A
//! [`collection::document::Document`] is one visible text with blocks and runs over it, all byte ranges. A large
//! plain text stays in its file and is read in pieces ([`collection::body::Body`]): not mapped, because a map of
//! a file that somebody cuts short ends the program, and because reading is as fast and needs no `unsafe`.
//! [`app::reader::Sheet`] goes through a document line by line, through [`app::reader::layout`], which fills one stretch
//! of text at a time; [`view`] lays runs and hits over the lines as they are drawn. Gaps between words may be wider than
//! in the text, a row may be set in, and what is written from right to left stands so ([`text::bidi`]), in the order
//! that the terminal wants: only a row's glyphs say in which columns it shows what. Where a line stands, in one
//! column of text or two, [`app::panes::Panes::line`] says.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod collection;
pub mod keyword;
pub mod store;
pub mod text;
pub mod tui;
pub mod view;
