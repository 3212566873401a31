//! The one table of commands.
//!
//! Default keys, help overlay, command line and the README's table are all read from [`COMMANDS`];
//! `update` matches on [`Command`] exhaustively. Not responsible for what a command does.

/// One row of the table.
#[derive(Debug)]
pub struct Spec {
    /// What the row describes.
    pub command: Command,
    /// Name on the command line and in the configuration, in kebab case.
    pub name: &'static str,
    /// Heading under which help shows it.
    pub group: Group,
    /// Where its keys are in force.
    pub scope: Scope,
    /// Default key sequences, as [`super::key`] spells them.
    pub keys: &'static [&'static str],
    /// One line for help and documentation; a command's name in braces stands for its keys, see
    /// [`Keymap::told`](super::keymap::Keymap::told).
    pub summary: &'static str,
}

/// Heading of a part of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Group {
    Moving,
    Documents,
    Searching,
    Keywords,
    Notes,
    Panes,
    Appearance,
    Program,
}

impl Group {
    /// As help shows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Moving => "Moving",
            Self::Documents => "Documents",
            Self::Searching => "Searching",
            Self::Keywords => "Keywords",
            Self::Notes => "Selecting, marks and notes",
            Self::Panes => "Panes",
            Self::Appearance => "Appearance",
            Self::Program => "Program",
        }
    }
}

/// Where a key is in force. A binding of the focused pane goes before one that is in force everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Scope {
    Everywhere,
    List,
    Text,
    Overlay,
    Map,
    Selection,
}

impl Scope {
    /// The scopes whose keys are in force in this one, the nearest first.
    pub const fn chain(self) -> &'static [Self] {
        match self {
            Self::Everywhere => &[Self::Everywhere],
            Self::List => &[Self::List, Self::Everywhere],
            Self::Text => &[Self::Text, Self::Everywhere],
            Self::Overlay => &[Self::Overlay, Self::Everywhere],
            Self::Map => &[Self::Map, Self::Everywhere],
            // Something is selected in the text.
            Self::Selection => &[Self::Selection, Self::Text, Self::Everywhere],
        }
    }

    /// In words, where it is not everywhere.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Everywhere => None,
            Self::List => Some("in the list"),
            Self::Text => Some("in the text"),
            Self::Overlay => Some("in what is open over the text"),
            Self::Map => Some("on the map"),
            Self::Selection => Some("while something is selected"),
        }
    }
}

macro_rules! commands {
    ($($group:ident { $($id:ident $name:literal $scope:ident [$($key:literal),*] $summary:literal;)* })*) => {
        /// Something the reader can ask for by key or by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each variant's summary is in COMMANDS")]
        pub enum Command { $($($id),*),* }

        /// Every command, in the order in which help shows them.
        pub const COMMANDS: &[Spec] = &[$($(Spec {
            command: Command::$id,
            name: $name,
            group: Group::$group,
            scope: Scope::$scope,
            keys: &[$($key),*],
            summary: $summary,
        }),*),*];
    };
}

commands! {
    Moving {
        LineDown "line-down" Everywhere ["j", "down", "ctrl-e", "ctrl-n"] "Down one line; in the list, the next document";
        LineUp "line-up" Everywhere ["k", "up", "ctrl-y", "ctrl-p"] "Up one line; in the list, the previous document";
        PageDown "page-down" Everywhere ["space", "f", "ctrl-f", "pagedown"] "Down one page of the text";
        PageUp "page-up" Everywhere ["b", "ctrl-b", "pageup", "shift-space"] "Up one page of the text";
        HalfDown "half-page-down" Everywhere ["d", "ctrl-d"] "Down half a page of the text";
        HalfUp "half-page-up" Everywhere ["u", "ctrl-u"] "Up half a page of the text";
        Top "top" Everywhere ["g", "home", "<"] "To the beginning; with a count, to that paragraph";
        Bottom "bottom" Everywhere ["G", "end", ">"] "To the end; with a count, to that paragraph";
        Percent "percent" Everywhere ["%"] "To that percentage of the text, as in `50{percent}`";
        ParagraphDown "next-paragraph" Everywhere ["}"] "To the next paragraph";
        ParagraphUp "previous-paragraph" Everywhere ["{"] "To the beginning of the paragraph, or the one before";
        Links "links" Everywhere ["O"] "List the links of the text and where they lead; `{accept}` opens one";
        Outline "outline" Everywhere ["o"] "List the headings of the text and go to one";
    }
    Documents {
        NextDocument "next-document" Everywhere ["]", "ctrl-pagedown"] "Open the next document of the list";
        PreviousDocument "previous-document" Everywhere ["[", "ctrl-pageup"] "Open the previous document of the list";
        Open "open" List ["enter"] "Read the selected document";
        Sort "sort" List ["s"] "Sort the list: collection's order, date, title, hits";
        Filter "filter" List ["/"] "Show only documents whose title matches what is typed";
        Information "information" Everywhere ["i", "ctrl-g"] "Show what is known about the document";
    }
    Searching {
        Search "search" Text ["/"] "Search this text while you type; `alt-r` regex, `alt-w` whole words, `alt-c` case, `/` or `tab` all texts";
        NextMatch "next-match" Everywhere ["n"] "To the next match, from the end to the beginning";
        PreviousMatch "previous-match" Everywhere ["N"] "To the match before";
        NextTextMatch "next-text-match" Everywhere ["alt-n"] "To the first match of the next text that has one";
        PreviousTextMatch "previous-text-match" Everywhere ["alt-N"] "To the last match of a text before";
        Matches "matches" Everywhere ["alt-/"] "List the matches in all texts";
        Concordance "concordance" Everywhere ["C"] "Every hit of the term in focus, the search or all shown keywords, with the words around it; `3{concordance}` of category 3, `0{concordance}` of the search";
        Figures "figures" Everywhere ["A"] "Figures: dispersion, keyness, collocates, co-occurrence, dates; again for the next, `3{figures}` for the third";
        SortRows "sort-rows" Overlay ["s"] "Sort the concordance by the next key; `2{sort-rows}` and `3{sort-rows}` change the second and third";
        ReverseRows "reverse-rows" Overlay ["S"] "Sort the concordance the other way round; `2{reverse-rows}` and `3{reverse-rows}` by the second and third key";
        Extent "extent" Overlay ["e"] "Show the sentence of each row of the concordance, or what fits, `7{extent}` seven words on each side; what meets in a paragraph, a sentence, ten words, `5{extent}` five; plots in proportion to the texts";
        LeaveOut "leave-out" Overlay ["u"] "Leave out rows of the concordance that repeat an earlier one, or show them; of figures, function words";
        MarkRow "mark-row" Overlay ["m"] "Mark the selected row of the concordance, or no longer; `{copy-definition}` then copies the marked ones";
        Export "export" Overlay ["E"] "Write the marked rows of the concordance, or all, to a file: TSV, CSV, Markdown or JSON Lines, as its name ends";
        RowRight "row-right" Overlay ["l", "right"] "Show the paragraph of a row of the concordance below it; open a category; to the next cell of a plot";
        RowLeft "row-left" Overlay ["h", "left"] "Hide that paragraph, close that category; to the cell before, `{next-hit}` and `{previous-hit}` to cells with hits";
    }
    Keywords {
        NextHit "next-hit" Everywhere ["."] "To the next hit; `3{next-hit}` of category 3 only, `0{next-hit}` of the term in focus only";
        PreviousHit "previous-hit" Everywhere [","] "To the hit before; `3{previous-hit}` of category 3 only, `0{previous-hit}` of the term in focus only";
        Mute "mute" Everywhere ["t"] "Mute all categories or show them again; `3{mute}` category 3 only";
        Solo "solo" Everywhere ["T"] "Show all categories again; `3{solo}` category 3 alone";
        Undo "undo" Everywhere ["U"] "Take back the last change: of muting, how things look, your keywords, the list's filter, marks and notes";
        Peek "peek" Everywhere ["p"] "Show what is known of the keyword in focus, or the first on the screen";
        Keywords "keywords" Everywhere ["K"] "List the categories and their keywords; `{accept}` opens one or goes to a hit, `{mute}` mutes, `{solo}` shows alone";
        NextPassage "next-passage" Everywhere ["alt-."] "To the next passage where shown keywords meet";
        PreviousPassage "previous-passage" Everywhere ["alt-,"] "To the passage before where shown keywords meet";
        Near "near" Everywhere ["~"] "Change what meeting means: categories or terms, in a paragraph, a sentence, ten words; `5{near}` five words";
        AddKeyword "add-keyword" Everywhere ["*"] "Make a keyword of the current hit, or of what is typed";
        Rename "rename" Overlay ["r"] "Give the selected keyword another name, if it was made with `{add-keyword}`";
        Recolour "recolour" Overlay ["R"] "Give the selected keyword the next colour, if it was made with `{add-keyword}`";
        Delete "delete" Overlay ["x"] "Forget the selected keyword, if it was made with `{add-keyword}`";
        CopyDefinition "copy-definition" Overlay ["y"] "Copy the definition of the selected keyword as TOML; in the concordance its rows, or the marked ones, as TSV";
        KeepKeyword "keep-keyword" Overlay ["w"] "Keep the selected keyword in your own set, for later runs";
        Fold "fold" Everywhere ["&"] "Show only paragraphs with shown hits, or all";
        Furniture "furniture" Everywhere ["X"] "Hide or show what belongs to a page and not to its text: navigation, footers";
        Map "map" Everywhere ["|"] "Move on the map of hits beside the text; `{map-go}` goes to the row";
        MapGo "map-go" Map ["enter"] "Go to the row of the map";
        Back "back" Everywhere ["ctrl-o", "backspace"] "Back to where the last jump began";
        TextBack "text-back" Text ["alt-left"] "Back to where the last jump began";
        Forward "forward" Text ["alt-right"] "Forward again after going back";
    }
    Notes {
        Select "select" Text ["v"] "Select words, from the current hit on, or from where `{select-here}` says";
        SelectSentence "select-sentence" Text ["V"] "Select the sentence of the current hit, or the first on the screen";
        SelectHere "select-here" Selection ["v"] "Let the selection begin here, or choose again where it begins";
        Widen "widen" Selection ["V"] "Select the whole sentence, then the whole paragraph";
        WordRight "word-right" Selection ["l", "right", "w"] "Select up to the next word";
        WordLeft "word-left" Selection ["h", "left", "b"] "Select up to the word before";
        SelectDown "select-down" Selection ["j", "down"] "Select up to the line below";
        SelectUp "select-up" Selection ["k", "up"] "Select up to the line above";
        SentenceRight "sentence-right" Selection [")"] "Select to the end of the sentence, then of the next";
        SentenceLeft "sentence-left" Selection ["("] "Select from the beginning of the sentence, then of the one before";
        ParagraphRight "paragraph-right" Selection ["}"] "Select to the end of the paragraph, then of the next";
        ParagraphLeft "paragraph-left" Selection ["{"] "Select from the beginning of the paragraph, then of the one before";
        ClusterRight "character-right" Selection ["alt-l", "shift-right"] "Select one character more to the right";
        ClusterLeft "character-left" Selection ["alt-h", "shift-left"] "Select one character more to the left";
        SwapEnds "swap-ends" Selection ["o"] "Move the other end of the selection";
        SearchSelection "search-selection" Selection ["/"] "Search this text for what is selected";
        Copy "copy" Text ["y"] "Copy what is selected";
        CopyCitation "copy-citation" Text ["Y"] "Copy what is selected with its source; without a selection, the source of this place";
        CopyLink "copy-link" Everywhere ["alt-y"] "Copy a command that opens this view again";
        Highlight "highlight" Text ["H"] "Highlight what is selected, `4{highlight}` in the fourth colour; what is highlighted no longer";
        Annotate "annotate" Text ["a"] "Write a note on what is selected, or on the first highlight of the screen";
        Mark "mark" Everywhere ["m"] "Give this place a letter as its name; a capital is a name in all texts";
        GoToMark "go-to-mark" Everywhere ["'", "`"] "To the mark of the next letter; twice, back to where the last jump began";
        Notes "notes" Everywhere ["M"] "List marks, highlights and notes; `{accept}` goes to one, `{rename}` writes a note, `{delete}` forgets, `{export}` writes Markdown";
    }
    Panes {
        FocusNext "focus-next" Everywhere ["tab", "shift-tab"] "Move between list and text";
        FocusList "focus-list" Everywhere ["h", "left"] "Move to the list";
        FocusText "focus-text" Everywhere ["l", "right"] "Move to the text";
        TextLineDown "text-line-down" Text ["enter"] "Down one line of the text";
        OtherDown "other-down" Everywhere ["alt-j"] "Down one line in the pane that has no focus";
        OtherUp "other-up" Everywhere ["alt-k"] "Up one line in the pane that has no focus";
        ToggleList "list" Everywhere ["\\"] "Hide or show the list";
        ListWider "list-wider" List ["alt-right"] "Make the list wider";
        ListNarrower "list-narrower" List ["alt-left"] "Make the list narrower";
        Legend "legend" Everywhere ["B"] "Hide or show the legend of the keywords";
        Zen "zen" Everywhere ["z"] "Show the text alone, or everything again";
    }
    Appearance {
        Wider "wider" Everywhere ["+"] "Make the lines of the text longer by two columns";
        Narrower "narrower" Everywhere ["-"] "Make the lines of the text shorter by two columns";
        DefaultWidth "default-width" Everywhere ["="] "Lines of the usual length again";
        Margin "margin" Everywhere ["alt-m"] "Blank columns at the sides of the text: 1, 4, 8, 12; `6{margin}` for 6";
        Align "align" Everywhere ["alt-a"] "Lines in the middle of the pane, or at its left edge";
        Columns "columns" Everywhere ["D"] "One column of text or two, where there is room for two";
        Spacing "spacing" Everywhere ["L"] "Blank lines between paragraphs: one, two, none";
        Indent "indent" Everywhere ["alt-i"] "First lines of paragraphs that no blank line parts: set in by 2 columns, 4, none; `3{indent}` by 3";
        Fit "fit" Everywhere ["alt-f"] "Make the lines of a paragraph as even as they can be, or fill each in turn";
        Hyphens "hyphens" Everywhere ["W"] "Break words at hyphens, or keep them whole";
        Justify "justify" Everywhere ["J"] "Make lines even at the right, or leave them ragged";
        Bidi "bidi" Everywhere ["alt-b"] "Arabic, Persian and Hebrew as the terminal is known to need them, as they stand on the screen, word by word, as in the text: for when they read wrongly";
        Overlap "overlap" Everywhere ["alt-o"] "Lines of a page that the next one shows again: none, one, two; `4{overlap}` four";
        Band "focus" Everywhere ["F"] "Dim all but the current paragraph, all but five lines, or nothing; `{next-paragraph}` goes on by a paragraph";
        Theme "theme" Everywhere ["c"] "Change the colours: auto, dark, light, sepia, contrast, the terminal's own, yours";
    }
    Program {
        Accept "accept" Overlay ["enter"] "Go to the selected line of what is open over the text";
        Narrow "narrow" Overlay ["/"] "Show only the lines that hold what is typed";
        Help "help" Everywhere ["?", "f1"] "Show the keys; `{narrow}` searches them";
        CommandLine "command-line" Everywhere [":"] "Choose a command by its name or by what it does; or type a setting and its value, a paragraph's number, a percentage";
        Cancel "cancel" Everywhere ["esc"] "Leave what is open, one layer at a time; never quits";
        Mouse "mouse" Everywhere ["f2"] "Let the terminal's mouse select text, or use it here again";
        Reload "reload" Everywhere ["ctrl-r", "f5"] "Read settings, keys and themes again, and files that were opened";
        Redraw "redraw" Everywhere ["ctrl-l"] "Draw the screen again";
        Suspend "suspend" Everywhere ["ctrl-z"] "Back to the shell; `fg` returns";
        Close "close" Everywhere ["q"] "Close what is open over the text, else quit";
        Quit "quit" Everywhere ["Q", "ctrl-c", "Z Z"] "Quit at once";
    }
}

impl Command {
    /// The row that describes this command.
    pub fn spec(self) -> &'static Spec {
        &COMMANDS[self as usize]
    }

    /// Whether it asks for words, so that a number after its name is what they say and not a count.
    pub const fn takes_words(self) -> bool {
        matches!(
            self,
            Self::Search
                | Self::Filter
                | Self::Narrow
                | Self::AddKeyword
                | Self::Rename
                | Self::Annotate
                | Self::Export
                | Self::CommandLine
        )
    }

    /// The commands whose names begin so.
    pub fn beginning_with(start: &str) -> impl Iterator<Item = Self> {
        let begins = move |spec: &&Spec| spec.name.starts_with(start);
        COMMANDS.iter().filter(begins).map(|spec| spec.command)
    }

    /// The command of this name.
    pub fn named(name: &str) -> Option<Self> {
        COMMANDS
            .iter()
            .find(|spec| spec.name == name)
            .map(|spec| spec.command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Sequence;
    use std::collections::HashMap;

    #[test]
    fn every_row_stands_at_its_commands_index() {
        for spec in COMMANDS {
            assert_eq!(spec.command.spec().name, spec.name);
        }
    }

    #[test]
    fn names_are_unique_and_kebab_case() {
        let mut seen = HashMap::new();
        for spec in COMMANDS {
            assert!(
                spec.name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{}",
                spec.name
            );
            assert_eq!(seen.insert(spec.name, spec.command), None, "{}", spec.name);
        }
    }

    #[test]
    fn default_keys_parse_print_alike_and_do_not_collide() {
        let mut seen = HashMap::new();
        for spec in COMMANDS {
            for key in spec.keys {
                let sequence: Sequence = key.parse().unwrap();
                assert_eq!(sequence.to_string(), *key);
                assert_eq!(
                    seen.insert((sequence, spec.scope), spec.name),
                    None,
                    "{key}"
                );
            }
        }
    }

    #[test]
    fn what_a_sentence_has_in_braces_is_a_command() {
        for spec in COMMANDS {
            for name in spec.summary.split('{').skip(1) {
                let (name, _) = name.split_once('}').unwrap();
                assert!(Command::named(name).is_some(), "{}: {name}", spec.name);
            }
        }
    }

    #[test]
    fn every_command_has_a_key_and_a_sentence() {
        for spec in COMMANDS {
            assert!(!spec.keys.is_empty(), "{}", spec.name);
            assert!(!spec.summary.ends_with('.'), "{}", spec.name);
        }
    }
}
