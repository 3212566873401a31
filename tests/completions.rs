//! Scripts for shells, in the shells that are installed, and the manual pages.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use std::{
    env, fs,
    path::Path,
    process::{Command, Output, Stdio},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_catchword");

fn run(command: &mut Command) -> Output {
    command
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = run(Command::new(PROGRAM).args(arguments));
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Whether `program` is installed; a test does without what is not.
fn is_installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output();
    found.is_ok_and(|it| it.status.success())
}

#[test]
fn each_script_parses_in_its_shell() {
    let directory = tempfile::tempdir().unwrap();
    for (shell, program, check) in [
        ("bash", "bash", "-n"),
        ("zsh", "zsh", "-n"),
        ("fish", "fish", "-n"),
    ] {
        let script = directory.path().join(shell);
        fs::write(&script, printed(&["completions", shell])).unwrap();
        if is_installed(program) {
            let output = run(Command::new(program).arg(check).arg(&script));
            assert!(output.status.success() && output.stderr.is_empty());
        }
    }
    let script = printed(&["completions", "powershell"]);
    assert!(script.contains("Register-ArgumentCompleter -Native -CommandName 'catchword'"));
    if is_installed("pwsh") {
        let path = directory.path().join("catchword.ps1");
        fs::write(&path, script).unwrap();
        let load = Command::new("pwsh").arg("-File").arg(&path).output();
        assert!(load.unwrap().status.success());
    }
}

/// What bash offers at the end of `line`.
fn offered(line: &str) -> Vec<String> {
    let directory = tempfile::tempdir().unwrap();
    let script = directory.path().join("script");
    fs::write(&script, printed(&["completions", "bash"])).unwrap();
    // Bash parts words as readline does: at its word breaks, each run of them a word.
    let drive = r#"
        source "$1"
        COMP_LINE=$2
        COMP_POINT=${#2}
        eval "set -- $3"
        COMP_WORDS=("$@")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        function=$(complete -p catchword)
        function=${function#*-F }
        ${function%% *} catchword "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        [ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let mut words: Vec<String> = Vec::new();
    for (index, part) in line.split(' ').enumerate() {
        let mut word = String::new();
        for character in part.chars() {
            if "=@:".contains(character) {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                words.push(character.to_string());
            } else {
                word.push(character);
            }
        }
        let ends_in_break = part.ends_with(['=', '@', ':']);
        words.extend(
            (!word.is_empty() || (part.is_empty() && index > 0 && !ends_in_break)).then_some(word),
        );
    }
    let words: Vec<String> = words.iter().map(|it| format!("'{it}'")).collect();
    let folder = Path::new(PROGRAM).parent().unwrap();
    let path = env::join_paths(
        [folder.to_owned()]
            .into_iter()
            .chain(env::split_paths(&env::var_os("PATH").unwrap())),
    );
    let output = run(Command::new("bash")
        .args(["--norc", "-c", drive, "bash"])
        .arg(&script)
        .args([line, &words.join(" ")])
        .env("PATH", path.unwrap()));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.is_empty(), "{line}: {error}");
    let offered = String::from_utf8(output.stdout).unwrap();
    offered.lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_documents_keywords_and_categories() {
    if !is_installed("bash") {
        return;
    }
    let ids: Vec<String> = printed(&["list"])
        .lines()
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    assert_eq!(offered("catchword show "), ids);
    assert_eq!(offered("catchword show 2020-s"), ["2020-summit-report"]);
    assert_eq!(offered("catchword hits --term khamen"), ["khamenei"]);
    assert_eq!(offered("catchword hits --term=khamen"), ["khamenei"]);
    assert!(offered("catchword hits --category ").contains(&"place".to_owned()));
    assert_eq!(offered("catchword concordance khamen"), ["khamenei"]);
    // What stands before the `@`, with it, stays on the line.
    assert_eq!(offered("catchword concordance @pla"), ["place"]);
    assert!(offered("catchword stats --collocates @").contains(&"state".to_owned()));
}

#[test]
fn bash_completes_commands_and_options_as_before() {
    if !is_installed("bash") {
        return;
    }
    assert_eq!(offered("catchword conc"), ["concordance"]);
    assert_eq!(offered("catchword show --wid"), ["--width"]);
    assert_eq!(offered("catchword completions f"), ["fish"]);
    assert!(!offered("catchword comp").contains(&"complete".to_owned()));
}

#[test]
fn a_name_that_is_code_to_a_shell_stays_a_name() {
    if !is_installed("bash") {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let trap = directory.path().join("trap");
    let set = directory.path().join("set.toml");
    let id = format!("x$(touch${{IFS}}{})`id`", trap.display());
    let categories = "[[category]]\nid = \"c\"\nmark = \"C\"\n";
    let term = format!("[[term]]\ncategory = \"c\"\nid = '{id}'\naliases = [\"x\"]\n");
    fs::write(&set, format!("{categories}{term}")).unwrap();
    let line = format!("catchword --keywords {} hits --term x", set.display());
    for offered in offered(&line) {
        assert!(
            !offered.contains("$(") || offered.contains("\\$\\("),
            "{offered}"
        );
    }
    assert!(!trap.exists());
}

#[test]
fn the_manual_is_understood_by_groff() {
    let pages = [vec!["man"], vec!["man", "hits"], vec!["man", "concordance"]];
    for page in pages {
        let source = printed(&page);
        assert!(source.contains(".SH NAME"));
        if !is_installed("groff") {
            continue;
        }
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("page.1");
        fs::write(&path, source).unwrap();
        let output = run(Command::new("groff")
            .args(["-man", "-Tutf8", "-ww", "-Kutf8"])
            .arg(&path));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && told.is_empty(), "{told}");
    }
}

#[test]
fn a_page_of_no_command_is_an_error() {
    let output = run(Command::new(PROGRAM).args(["man", "nothing"]));
    assert_eq!(output.status.code(), Some(2));
}
