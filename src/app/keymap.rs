//! From key presses to commands.

use super::{
    command::{COMMANDS, Command, Scope},
    key::{Key, Sequence},
};

/// The bindings in force.
#[derive(Debug)]
pub struct Keymap(Vec<Binding>);

#[derive(Debug)]
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

impl Default for Keymap {
    fn default() -> Self {
        let mut bindings = Vec::with_capacity(COMMANDS.len() * 3);
        for spec in COMMANDS {
            bindings.extend(spec.keys.iter().map(|keys| Binding {
                keys: keys.parse().expect("tested in command.rs"),
                scope: spec.scope,
                command: spec.command,
            }));
        }
        Self(bindings)
    }
}

impl Keymap {
    /// Looks up the keys pressed since the last command, in a pane of `scope`.
    ///
    /// A whole sequence acts at once, also where a longer one begins with it.
    pub fn lookup(&self, pressed: &[Key], scope: Scope) -> Lookup {
        for wanted in [scope, Scope::Everywhere] {
            let whole = |binding: &&Binding| binding.scope == wanted && binding.keys.0 == pressed;
            if let Some(binding) = self.0.iter().find(whole) {
                return Lookup::Command(binding.command);
            }
        }
        let begins = |binding: &Binding| {
            (binding.scope == scope || binding.scope == Scope::Everywhere)
                && binding.keys.0.starts_with(pressed)
        };
        if self.0.iter().any(begins) {
            Lookup::Pending
        } else {
            Lookup::Unbound
        }
    }

    /// The sequences bound to `command`, in order of preference.
    pub fn keys_of(&self, command: Command) -> impl Iterator<Item = &Sequence> {
        self.0
            .iter()
            .filter(move |binding| binding.command == command)
            .map(|binding| &binding.keys)
    }
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

    #[test]
    fn the_first_key_of_a_sequence_is_pending() {
        assert_eq!(lookup("Z", Scope::Text), Lookup::Pending);
        assert_eq!(lookup("Z Z", Scope::Text), Lookup::Command(Command::Quit));
        assert_eq!(lookup("Z x", Scope::Text), Lookup::Unbound);
    }
}
