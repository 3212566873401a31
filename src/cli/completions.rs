//! `catchword completions`
//!
//! Responsible for what a shell reads to complete a command line: the script that the definition of the
//! arguments gives, and around it one of ours, which first asks the program for names that only the
//! texts know (see [`super::complete`]). What the program answers is never read as code.

use super::{
    Outcome,
    arguments::{Arguments, Shell},
    output::Output,
};
use clap::{Command, CommandFactory};
use clap_complete::{aot, generate};

/// Prints the script for `shell`.
pub fn run(shell: Shell) -> anyhow::Result<Outcome> {
    let mut output = Output::new();
    output.made(&script(shell))?;
    output.finish()?;
    Ok(Outcome::Found)
}

fn script(shell: Shell) -> String {
    let mut definition = definition();
    let mut script = Vec::new();
    let (definition, name, into) = (&mut definition, "catchword", &mut script);
    match shell {
        Shell::Bash => generate(aot::Bash, definition, name, into),
        Shell::Zsh => generate(aot::Zsh, definition, name, into),
        Shell::Fish => generate(aot::Fish, definition, name, into),
        Shell::Powershell => generate(aot::PowerShell, definition, name, into),
    }
    let script = String::from_utf8(script).expect("the definition is text");
    match shell {
        // The last `complete` holds.
        Shell::Bash => script + include_str!("completions/names.bash"),
        // A file that is autoloaded is called by its own name, so ours has to have it.
        Shell::Zsh => {
            let script = replaced(&script, "\n_catchword() {", "\n_catchword_options() {");
            let end = "\nif [ \"$funcstack[1]\" = \"_catchword\" ]";
            let ours = format!("\n{}{end}", include_str!("completions/names.zsh"));
            replaced(&script, end, &ours)
        }
        Shell::Fish => script + include_str!("completions/names.fish"),
        Shell::Powershell => {
            let begin = "param($wordToComplete, $commandAst, $cursorPosition)\n";
            let ours = format!("{begin}{}", include_str!("completions/names.ps1"));
            replaced(&script, begin, &ours)
        }
    }
}

/// The definition without what is not for people to type.
fn definition() -> Command {
    let whole = Arguments::command();
    let shown = whole.get_subcommands().filter(|it| !it.is_hide_set());
    Command::new("catchword")
        .version("")
        .args(whole.get_arguments().cloned())
        .subcommands(shown.cloned())
}

/// `script` with `ours` in the one place of `theirs`.
fn replaced(script: &str, theirs: &str, ours: &str) -> String {
    assert!(
        script.matches(theirs).count() == 1,
        "the generator writes scripts in another form"
    );
    script.replacen(theirs, ours, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    #[test]
    fn every_script_asks_for_names_and_knows_every_command_that_is_shown() {
        for shell in Shell::value_variants() {
            let script = script(*shell);
            assert!(script.contains("catchword complete -- "), "{shell:?}");
            for command in definition().get_subcommands() {
                assert!(script.contains(command.get_name()), "{shell:?}");
            }
            assert!(
                !script.contains("catchword__subcmd__complete_"),
                "{shell:?}"
            );
        }
    }
}
