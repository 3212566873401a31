//! Scripts for shells, in the shells that are installed, and the manual pages.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::{
    env, fs,
    io::{Read, Write},
    path::Path,
    process::{Command, Output, Stdio},
    thread,
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

/// What an interactive bash makes of each line where all that it offers is put in, word by word.
///
/// Nothing is waited for: readline takes keys in their order, and the shell ends by itself.
fn completed(lines: &[&str]) -> Vec<Vec<String>> {
    let directory = tempfile::tempdir().unwrap();
    let script = directory.path().join("script");
    fs::write(&script, printed(&["completions", "bash"])).unwrap();
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut bash = CommandBuilder::new("bash");
    bash.args(["--norc", "--noprofile", "-i"]);
    let folder = Path::new(PROGRAM).parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap();
    let path = env::join_paths([folder].into_iter().chain(env::split_paths(&path)));
    bash.env("PATH", path.unwrap());
    bash.env("XDG_CONFIG_HOME", "/nonexistent");
    bash.env("TERM", "dumb");
    bash.env("HISTFILE", "/dev/null");
    bash.env("INPUTRC", "/dev/null");
    bash.cwd(directory.path());
    let mut child = pair.slave.spawn_command(bash).unwrap();
    drop(pair.slave);
    let mut output = pair.master.try_clone_reader().unwrap();
    let reading = thread::spawn(move || {
        let mut bytes = Vec::new();
        // The end of a terminal is an error on some systems.
        let _ = output.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let mut keys = format!("source {}\n", script.display());
    for line in lines {
        // `alt-*` puts in all that is offered; the line is then printed instead of run.
        keys.extend([line, "\x1b*\x01printf 'word:%s\\n' begin \n"]);
    }
    keys += "exit\n";
    let mut input = pair.master.take_writer().unwrap();
    input.write_all(keys.as_bytes()).unwrap();
    child.wait().unwrap();
    drop(input);
    drop(pair.master);
    let shown = reading.join().unwrap();
    let mut found: Vec<Vec<String>> = Vec::new();
    for word in shown
        .lines()
        .filter_map(|it| it.trim().strip_prefix("word:"))
    {
        if word == "begin" {
            found.push(Vec::new());
        } else {
            found.last_mut().unwrap().push(word.to_owned());
        }
    }
    assert_eq!(found.len(), lines.len(), "{shown}");
    found
}

/// What stands in each line from its last blank on when it is completed.
fn offered(lines: &[&str]) -> Vec<Vec<String>> {
    let completed = completed(lines).into_iter().zip(lines);
    let after = |(words, line): (Vec<String>, &&str)| {
        let before = line.matches(' ').count();
        words.into_iter().skip(before).collect()
    };
    completed.map(after).collect()
}

#[test]
fn bash_completes_documents_keywords_and_categories() {
    if !is_installed("bash") {
        return;
    }
    let mut ids: Vec<String> = printed(&["list"])
        .lines()
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    ids.sort();
    let lines = [
        "catchword show ",
        "catchword show 2020-s",
        "catchword --json show --width 40 2020-s",
        "catchword hits --term khamen",
        "catchword hits --term=khamen",
        "catchword concordance khamen",
        "catchword concordance @pla",
        "catchword stats --collocates=@pla",
        "catchword hits --category pla",
    ];
    let offered = offered(&lines);
    assert_eq!(offered[0], ids);
    let others: Vec<&str> = offered[1..].iter().map(|it| it[0].as_str()).collect();
    assert_eq!(
        others,
        [
            "2020-summit-report",
            "2020-summit-report",
            "khamenei",
            "--term=khamenei",
            "khamenei",
            "@place",
            "--collocates=@place",
            "place",
        ]
    );
}

#[test]
fn bash_completes_commands_and_options_as_before() {
    if !is_installed("bash") {
        return;
    }
    let lines = [
        "catchword conc",
        "catchword show --wid",
        "catchword completions f",
        "catchword compl",
        "catchword show 2020-summit-report scr",
    ];
    let first = ["concordance", "--width", "fish", "completions", "script"];
    let offered = offered(&lines);
    assert_eq!(offered, first.map(|it| vec![it.to_owned()]));
}

#[test]
fn a_name_that_is_code_to_a_shell_stays_a_name() {
    if !is_installed("bash") {
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let trap = directory.path().join("trap");
    let set = directory.path().join("set.toml");
    let id = format!("x$(touch${{IFS}}{})`id`;'", trap.display());
    let categories = "[[category]]\nid = \"c\"\nmark = \"C\"\n";
    let term = format!("[[term]]\ncategory = \"c\"\nid = \"{id}\"\naliases = [\"x\"]\n");
    fs::write(&set, format!("{categories}{term}")).unwrap();
    let line = format!("catchword --keywords {} hits --term x", set.display());
    assert_eq!(offered(&[&line]), [[id]]);
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
