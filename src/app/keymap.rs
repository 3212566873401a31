//! From key presses to commands.
//!
//! Responsible for which keys are in force, and for what stands in the way of a key. Not for reading them from a file
//! (see `store`).

use std::fmt::Write as _;

use super::{
    command::{COMMANDS, Command, Group, Scope},
    key::{Code, Key, Sequence},
};

/// The bindings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap(Vec<Binding>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Binding {
    keys: Sequence,
    scope: Scope,
    command: Command,
}

/// What the keys pressed so far amount to.
#[derive(Debug, PartialEq, Eq)]
pub enum Lookup {
    /// A whole sequence.
    Command(Command),
    /// The beginning of at least one sequence.
    Pending,
    /// Bound to nothing.
    Unbound,
}

/// Keys that the reader wants for a command, instead of the default ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebinding {
    /// The command.
    pub command: Command,
    /// Its keys; none where it is to have none.
    pub keys: Vec<Sequence>,
}

/// Keys that cannot do what was asked of them. At least one side is the reader's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// Two commands of the same pane have the same keys: the first does what they say.
    Taken {
        /// The keys.
        keys: Sequence,
        /// What they do.
        winner: Command,
        /// What they do not.
        loser: Command,
    },
    /// Keys that begin with others, which act as soon as they have been pressed.
    Covered {
        /// The keys that are never reached.
        keys: Sequence,
        /// What they were to do.
        command: Command,
        /// The keys that they begin with.
        by: Sequence,
        /// What these do.
        winner: Command,
    },
    /// Keys for everywhere that do something else in a pane, or begin with keys that act at once there.
    Hidden {
        /// The keys.
        keys: Sequence,
        /// What they were to do.
        command: Command,
        /// The keys that go before them, which may be the same.
        by: Sequence,
        /// What these do there.
        winner: Command,
    },
    /// No key and no name would end the program, so this one still does.
    Kept(Sequence),
}

impl Clash {
    /// The command that does not get its keys.
    pub const fn loser(&self) -> Command {
        match self {
            Self::Taken { loser, .. } => *loser,
            Self::Covered { command, .. } | Self::Hidden { command, .. } => *command,
            Self::Kept(_) => Command::Quit,
        }
    }

    /// The command that gets them instead.
    pub const fn winner(&self) -> Command {
        match self {
            Self::Taken { winner, .. }
            | Self::Covered { winner, .. }
            | Self::Hidden { winner, .. } => *winner,
            Self::Kept(_) => Command::Quit,
        }
    }
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bindings = Vec::with_capacity(COMMANDS.len() * 3);
        for spec in COMMANDS {
            bindings.extend(defaults(spec.command));
        }
        Self(bindings)
    }
}

fn defaults(command: Command) -> impl Iterator<Item = Binding> {
    let spec = command.spec();
    spec.keys.iter().map(|keys| Binding {
        keys: keys.parse().expect("tested in command.rs"),
        scope: spec.scope,
        command: spec.command,
    })
}

impl Keymap {
    /// The default keys, but for the commands that are rebound; and what stands in the way.
    ///
    /// Where two commands want the same keys the reader's go before the default ones, and the first of the reader's
    /// before the others.
    pub fn rebound(rebindings: &[Rebinding]) -> (Self, Vec<Clash>) {
        let own = rebindings.iter().flat_map(|rebinding| {
            rebinding.keys.iter().map(|keys| Binding {
                keys: keys.clone(),
                scope: rebinding.command.spec().scope,
                command: rebinding.command,
            })
        });
        let is_rebound = |command| {
            rebindings
                .iter()
                .any(|rebinding| rebinding.command == command)
        };
        let kept = COMMANDS
            .iter()
            .filter(|spec| !is_rebound(spec.command))
            .flat_map(|spec| defaults(spec.command));
        let mut clashes = Vec::new();
        let mut keymap = Self(Vec::new());
        for binding in own.chain(kept) {
            let same =
                |other: &&Binding| other.keys == binding.keys && other.scope == binding.scope;
            match keymap.0.iter().find(same) {
                Some(winner) if winner.command == binding.command => {}
                Some(winner) => clashes.push(Clash::Taken {
                    keys: binding.keys,
                    winner: winner.command,
                    loser: binding.command,
                }),
                None => keymap.0.push(binding),
            }
        }
        keymap.drop_covered(&mut clashes);
        keymap.note_hidden(is_rebound, &mut clashes);
        keymap.keep_a_way_out(&mut clashes);
        (keymap, clashes)
    }

    /// Drops what is never reached because the keys that it begins with act at once.
    fn drop_covered(&mut self, clashes: &mut Vec<Clash>) {
        let all = self.0.clone();
        self.0.retain(|binding| {
            let covers = |other: &&Binding| {
                let length = other.keys.0.len();
                length < binding.keys.0.len()
                    && binding.keys.0.starts_with(&other.keys.0)
                    && (other.scope == binding.scope || other.scope == Scope::Everywhere)
            };
            let Some(cover) = all.iter().find(covers) else {
                return true;
            };
            clashes.push(Clash::Covered {
                keys: binding.keys.clone(),
                command: binding.command,
                by: cover.keys.clone(),
                winner: cover.command,
            });
            false
        });
    }

    /// Notes what is to be reached everywhere and is not in the text; in the list, where a longer sequence is not.
    fn note_hidden(&self, is_rebound: impl Fn(Command) -> bool, clashes: &mut Vec<Clash>) {
        for scope in [Scope::Text, Scope::List] {
            let everywhere = |binding: &&Binding| binding.scope == Scope::Everywhere;
            let hidden = self.hidden(everywhere, scope);
            clashes.extend(hidden.filter(|clash| {
                let Clash::Hidden { keys, by, .. } = clash else {
                    return false;
                };
                let is_own = is_rebound(clash.loser());
                if by == keys {
                    // Keys of the list are meant to do something else there.
                    is_own && scope == Scope::Text
                } else {
                    is_own || is_rebound(clash.winner())
                }
            }));
        }
        // What is done with a selection has its keys in the text, under those that change it;
        // the keys that begin one are meant to change it.
        let defaults = Self::default();
        let of_selection = |binding: &&Binding| {
            let spec = binding.command.spec();
            let is_of_notes = spec.scope == Scope::Text && spec.group == Group::Notes;
            is_of_notes && is_rebound(binding.command) && !defaults.0.contains(binding)
        };
        clashes.extend(self.hidden(of_selection, Scope::Selection));
    }

    /// Those of the bindings that are `wanted` whose keys do something else in `scope`, or their first ones do.
    fn hidden(
        &self,
        wanted: impl Fn(&&Binding) -> bool,
        scope: Scope,
    ) -> impl Iterator<Item = Clash> {
        self.0.iter().filter(wanted).filter_map(move |binding| {
            let hides = |other: &&Binding| {
                other.scope == scope && binding.keys.0.starts_with(&other.keys.0)
            };
            let winner = self.0.iter().find(hides)?;
            Some(Clash::Hidden {
                keys: binding.keys.clone(),
                command: binding.command,
                by: winner.keys.clone(),
                winner: winner.command,
            })
        })
    }

    /// Whoever has unbound all that ends the program can still end it.
    fn keep_a_way_out(&mut self, clashes: &mut Vec<Clash>) {
        let ends = [Command::Quit, Command::Close, Command::CommandLine];
        if self.0.iter().any(|binding| ends.contains(&binding.command)) {
            return;
        }
        let keys = Sequence(vec![Key {
            ctrl: true,
            ..Key::plain(Code::Char('c'))
        }]);
        self.0
            .retain(|binding| !binding.keys.0.starts_with(&keys.0));
        self.0.push(Binding {
            keys: keys.clone(),
            scope: Scope::Everywhere,
            command: Command::Quit,
        });
        clashes.push(Clash::Kept(keys));
    }

    /// Looks up the keys pressed since the last command, in a pane of `scope`.
    ///
    /// A whole sequence acts at once, also where a longer one begins with it.
    pub fn lookup(&self, pressed: &[Key], scope: Scope) -> Lookup {
        for wanted in scope.chain() {
            let whole = |binding: &&Binding| binding.scope == *wanted && binding.keys.0 == pressed;
            if let Some(binding) = self.0.iter().find(whole) {
                return Lookup::Command(binding.command);
            }
        }
        let begins = |binding: &Binding| {
            scope.chain().contains(&binding.scope) && binding.keys.0.starts_with(pressed)
        };
        if self.0.iter().any(begins) {
            Lookup::Pending
        } else {
            Lookup::Unbound
        }
    }

    /// What may follow the keys pressed since the last command: the rest of each sequence, and what it does.
    pub fn following(&self, pressed: &[Key], scope: Scope) -> Vec<(Sequence, Command)> {
        let rest = |binding: &Binding| {
            let rest = binding.keys.0.strip_prefix(pressed)?;
            let is_in_force = scope.chain().contains(&binding.scope) && !rest.is_empty();
            is_in_force.then(|| (Sequence(rest.to_vec()), binding.command))
        };
        self.0.iter().filter_map(rest).collect()
    }

    /// The sequences bound to `command`, in order of preference.
    pub fn keys_of(&self, command: Command) -> impl Iterator<Item = &Sequence> {
        self.0
            .iter()
            .filter(move |binding| binding.command == command)
            .map(|binding| &binding.keys)
    }

    /// How to ask for `command`: its first keys, or what to type after `:`.
    pub fn way_to(&self, command: Command) -> String {
        match self.keys_of(command).next() {
            Some(keys) => keys.to_string(),
            None => format!(":{}", command.spec().name),
        }
    }

    /// `text` with each command that it names in braces, as `{help}`, replaced by the keys in force for it.
    pub fn told(&self, text: &str) -> String {
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            told.push_str(before);
            if let Some(command) = Command::named(name) {
                told.push_str(&self.way_to(command));
            } else {
                told.push('{');
                told.push_str(name);
                told.push('}');
            }
            rest = after;
        }
        told.push_str(rest);
        told
    }
}

/// The table as Markdown, for the README.
pub fn markdown() -> String {
    let keymap = Keymap::default();
    let mut out = String::from("| Keys | What they do |\n|---|---|\n");
    let mut group = None;
    for spec in COMMANDS {
        if group != Some(spec.group) {
            group = Some(spec.group);
            let _ = writeln!(out, "| **{}** | |", spec.group.name());
        }
        let code = |key: &&str| format!("`{}`", key.replace('|', "\\|"));
        let keys: Vec<String> = spec.keys.iter().map(code).collect();
        let _ = writeln!(
            out,
            "| {} | {} |",
            keys.join(" "),
            keymap.told(spec.summary)
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(keys: &str, scope: Scope) -> Lookup {
        Keymap::default().lookup(&keys.parse::<Sequence>().unwrap().0, scope)
    }

    #[test]
    fn a_key_of_the_focused_pane_goes_before_one_of_everywhere() {
        assert_eq!(lookup("enter", Scope::List), Lookup::Command(Command::Open));
        assert_eq!(
            lookup("enter", Scope::Text),
            Lookup::Command(Command::TextLineDown)
        );
    }

    #[test]
    fn a_key_of_another_pane_is_unbound() {
        assert_eq!(lookup("s", Scope::Text), Lookup::Unbound);
    }

    fn rebound(pairs: &[(Command, &[&str])]) -> (Keymap, Vec<Clash>) {
        let rebindings: Vec<Rebinding> = pairs
            .iter()
            .map(|(command, keys)| Rebinding {
                command: *command,
                keys: keys.iter().map(|keys| keys.parse().unwrap()).collect(),
            })
            .collect();
        Keymap::rebound(&rebindings)
    }

    fn does(keymap: &Keymap, keys: &str, scope: Scope) -> Lookup {
        keymap.lookup(&keys.parse::<Sequence>().unwrap().0, scope)
    }

    #[test]
    fn nothing_rebound_is_the_default() {
        assert_eq!(Keymap::rebound(&[]), (Keymap::default(), Vec::new()));
    }

    #[test]
    fn keys_of_the_readers_own_replace_all_default_ones() {
        let (keymap, clashes) = rebound(&[(Command::Outline, &["ctrl-t", "x o"])]);
        assert_eq!(clashes, []);
        assert_eq!(does(&keymap, "o", Scope::Text), Lookup::Unbound);
        assert_eq!(does(&keymap, "x", Scope::Text), Lookup::Pending);
        for keys in ["ctrl-t", "x o"] {
            let outline = Lookup::Command(Command::Outline);
            assert_eq!(does(&keymap, keys, Scope::Text), outline);
        }
    }

    #[test]
    fn the_readers_keys_go_before_default_ones_and_earlier_ones_before_later_ones() {
        let keys = || "q".parse().unwrap();
        let (keymap, clashes) = rebound(&[(Command::Theme, &["q"]), (Command::Zen, &["q"])]);
        let taken = |loser| Clash::Taken {
            keys: keys(),
            winner: Command::Theme,
            loser,
        };
        assert_eq!(clashes, [taken(Command::Zen), taken(Command::Close)]);
        assert_eq!(
            does(&keymap, "q", Scope::Text),
            Lookup::Command(Command::Theme)
        );
        assert_eq!(keymap.keys_of(Command::Close).count(), 0);
    }

    #[test]
    fn keys_that_others_begin_are_never_reached() {
        let (keymap, clashes) = rebound(&[(Command::Outline, &["g o"])]);
        let [
            Clash::Covered {
                keys, by, winner, ..
            },
        ] = clashes.as_slice()
        else {
            panic!("{clashes:?}");
        };
        assert_eq!(
            (keys.to_string(), by.to_string()),
            ("g o".to_owned(), "g".to_owned())
        );
        assert_eq!(*winner, Command::Top);
        assert_eq!(keymap.keys_of(Command::Outline).count(), 0);
        // Once the shorter one is gone, they are.
        let (keymap, clashes) = rebound(&[(Command::Outline, &["g o"]), (Command::Top, &["g g"])]);
        assert_eq!(clashes, []);
        assert_eq!(
            does(&keymap, "g o", Scope::List),
            Lookup::Command(Command::Outline)
        );
    }

    #[test]
    fn the_same_keys_in_two_panes_do_not_clash() {
        let (_, clashes) = rebound(&[(Command::Sort, &["x"]), (Command::SortRows, &["x"])]);
        assert_eq!(
            clashes,
            [Clash::Taken {
                keys: "x".parse().unwrap(),
                winner: Command::SortRows,
                loser: Command::Delete,
            }]
        );
    }

    #[test]
    fn what_is_wanted_everywhere_and_hidden_in_the_text_is_noted() {
        let (_, clashes) = rebound(&[(Command::Zen, &["/"])]);
        assert_eq!(
            clashes,
            [Clash::Hidden {
                keys: "/".parse().unwrap(),
                command: Command::Zen,
                by: "/".parse().unwrap(),
                winner: Command::Search,
            }]
        );
    }

    #[test]
    fn keys_whose_first_ones_act_at_once_in_a_pane_are_noted() {
        let hidden = |pairs: &[(Command, &[&str])]| -> Vec<String> {
            let (_, clashes) = rebound(pairs);
            let told = clashes.iter().map(|clash| match clash {
                Clash::Hidden { keys, by, .. } => {
                    let (loser, winner) = (clash.loser().spec().name, clash.winner().spec().name);
                    format!("{loser} {keys}: {winner} {by}")
                }
                other => format!("{other:?}"),
            });
            told.collect()
        };
        let outline: (Command, &[&str]) = (Command::Outline, &["x o"]);
        let copy: (Command, &[&str]) = (Command::Copy, &["x"]);
        assert_eq!(hidden(&[outline, copy]), ["outline x o: copy x"]);
        assert_eq!(hidden(&[(Command::Top, &["a b"])]), ["top a b: annotate a"]);
        // Also where the one that is not reached is a default.
        assert_eq!(hidden(&[(Command::Copy, &["Z"])]), ["quit Z Z: copy Z"]);
        assert_eq!(
            hidden(&[(Command::Outline, &["s o"])]),
            ["outline s o: sort s"]
        );
        assert_eq!(hidden(&[(Command::Outline, &["e o"])]), [""; 0]);
    }

    #[test]
    fn what_is_wanted_of_a_selection_and_hidden_while_there_is_one_is_noted() {
        let (_, clashes) = rebound(&[(Command::Copy, &["w"])]);
        assert!(
            matches!(
                clashes[..],
                [Clash::Hidden {
                    command: Command::Copy,
                    ..
                }]
            ),
            "{clashes:?}"
        );
        let (_, clashes) = rebound(&[(Command::Select, &["v"])]);
        assert_eq!(clashes, []);
    }

    #[test]
    fn there_is_always_a_way_out() {
        let (keymap, clashes) = rebound(&[
            (Command::Quit, &[]),
            (Command::Close, &[]),
            (Command::CommandLine, &[]),
            (Command::Zen, &["ctrl-c"]),
        ]);
        assert_eq!(clashes, [Clash::Kept("ctrl-c".parse().unwrap())]);
        assert_eq!(
            does(&keymap, "ctrl-c", Scope::Text),
            Lookup::Command(Command::Quit)
        );
        let (keymap, clashes) = rebound(&[(Command::Quit, &[]), (Command::Close, &[])]);
        assert_eq!(clashes, []);
        assert_eq!(does(&keymap, "ctrl-c", Scope::Text), Lookup::Unbound);
    }

    #[test]
    fn a_sentence_names_the_keys_in_force() {
        let (keymap, _) = rebound(&[(Command::Fold, &["x"]), (Command::Help, &[])]);
        assert_eq!(
            keymap.told("{fold} shows all; 3{mute} {} {no}"),
            "x shows all; 3t {} {no}"
        );
        assert_eq!(keymap.told("{help} shows the keys"), ":help shows the keys");
    }

    #[test]
    fn the_first_key_of_a_sequence_is_pending() {
        assert_eq!(lookup("Z", Scope::Text), Lookup::Pending);
        assert_eq!(lookup("Z Z", Scope::Text), Lookup::Command(Command::Quit));
        assert_eq!(lookup("Z x", Scope::Text), Lookup::Unbound);
    }
}
