//! Texts in a folder of their own, and what the commands print of them.
#![allow(dead_code, reason = "each test uses a part of it")]

use serde_json::Value;
use std::{
    fs,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// Texts, and the keywords to look for in them.
pub struct Texts {
    directory: TempDir,
}

impl Texts {
    /// Writes `files` (name and content) and a keyword set.
    pub fn new(keywords: &str, files: &[(&str, &str)]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let texts = directory.path().join("texts");
        fs::create_dir(&texts).unwrap();
        for (name, content) in files {
            fs::write(texts.join(name), content).unwrap();
        }
        fs::write(directory.path().join("keywords.toml"), keywords).unwrap();
        Self { directory }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_in("C.UTF-8", arguments)
    }

    fn run_in(&self, locale: &str, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_catchword"))
            .args(arguments)
            .arg("--keywords")
            .arg(self.directory.path().join("keywords.toml"))
            .arg(self.directory.path().join("texts"))
            .env("XDG_CONFIG_HOME", "/nonexistent")
            .env("LC_ALL", locale)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// What is printed.
    pub fn text(&self, arguments: &[&str]) -> String {
        self.text_in("C.UTF-8", arguments)
    }

    /// The same where the locale is another one.
    pub fn text_in(&self, locale: &str, arguments: &[&str]) -> String {
        let output = self.run_in(locale, arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.is_empty(), "{error}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What is printed, and what is said on standard error.
    pub fn both(&self, arguments: &[&str]) -> (String, String) {
        let output = self.run(arguments);
        let texts = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        let [text, error] = texts;
        (text, error)
    }

    /// The records that are printed.
    pub fn records(&self, arguments: &[&str]) -> Vec<Value> {
        let text = self.text(arguments);
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The exit status, and what is said on standard error.
    pub fn status(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), error)
    }
}

/// How many characters stand before the first `mark`.
pub fn columns_of(line: &str, mark: char) -> usize {
    line.chars().position(|it| it == mark).unwrap()
}
