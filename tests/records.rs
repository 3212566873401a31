//! What `--json` prints is what `tests/schema/records.json` says.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should stop there"
)]

use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    process::{Command, Stdio},
};

/// Commands that print every type of record between them.
const COMMANDS: [&str; 17] = [
    "list",
    "show 2020-summit-report",
    "hits",
    "hits --painted",
    "search iran",
    "search --regex i[a-z]+",
    "concordance khamenei",
    "concordance regime --sentence --unique",
    "stats",
    "stats --by category --all-text",
    "stats --plot --cells 7",
    "stats --keyness",
    "stats --collocates @state",
    "stats --cooccurrence --within 5",
    "stats --dates",
    "config",
    "config --path",
];

fn schema() -> Value {
    serde_json::from_str(include_str!("schema/records.json")).unwrap()
}

fn records(words: &[&str]) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_catchword"))
        .args(words)
        .arg("--json")
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(!lines.is_empty(), "{words:?}");
    let records = lines.lines().map(serde_json::from_str);
    records.collect::<Result<_, _>>().unwrap()
}

/// The words of JSON Schema that the file uses. Another one is a mistake here, not something to pass over.
fn is_valid(value: &Value, schema: &Value) -> bool {
    let words = schema.as_object().unwrap();
    words.iter().all(|(word, meant)| match word.as_str() {
        "description" => true,
        "const" => value == meant,
        "enum" => meant.as_array().unwrap().contains(value),
        "minimum" => value.as_f64() >= meant.as_f64(),
        "type" => match meant {
            Value::Array(types) => types.iter().any(|it| is_a(value, it)),
            one => is_a(value, one),
        },
        "items" => value
            .as_array()
            .unwrap()
            .iter()
            .all(|it| is_valid(it, meant)),
        "required" => {
            let mut names = meant.as_array().unwrap().iter();
            names.all(|it| value.get(it.as_str().unwrap()).is_some())
        }
        "properties" => {
            let mut parts = meant.as_object().unwrap().iter();
            parts.all(|(name, schema)| value.get(name).is_none_or(|it| is_valid(it, schema)))
        }
        other => panic!("`{other}` is not known here"),
    })
}

fn is_a(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("`{other}` is not known here"),
    }
}

/// Checks a record, and that the schema says all of it; returns its type.
fn check(record: &Value, schema: &Value) -> String {
    let name = record["type"].as_str().unwrap();
    let meant = &schema["$defs"][name];
    assert!(meant.is_object(), "no schema of {record}");
    assert!(is_valid(record, meant), "{record}");
    for field in record.as_object().unwrap().keys() {
        assert!(
            meant["properties"][field].is_object(),
            "`{field}`: {record}"
        );
    }
    name.to_owned()
}

#[test]
fn every_command_prints_records_as_the_schema_says_them() {
    let schema = schema();
    let directory = tempfile::tempdir().unwrap();
    let set = directory.path().join("set.toml");
    fs::write(
        &set,
        "[[category]]\nid = \"c\"\nmark = \"C\"\n[[term]]\ncategory = \"c\"\nid = \"one\"\nregex = \"o[a-z]+\"\n\
         [[term]]\ncategory = \"c\"\nid = \"two\"\naliases = [\"no such word\"]\n",
    )
    .unwrap();
    let text = directory.path().join("text.txt");
    fs::write(&text, "One\u{1b} or other\n\nOn \"ours\" \\ one.\n").unwrap();
    let (set, text) = (set.to_str().unwrap(), text.to_str().unwrap());
    let mut commands: Vec<Vec<&str>> = COMMANDS.iter().map(|it| it.split(' ').collect()).collect();
    for words in ["list", "hits", "stats", "stats --plot", "check"] {
        let words = words.split(' ').chain(["--keywords", set, text]);
        commands.push(words.collect());
    }
    commands.push(vec!["concordance", "one", text, "--keywords", set]);
    commands.push(vec!["check", "/no/such/file"]);
    let folder = directory.path().join("new");
    commands.push(vec!["import", text, "-o", folder.to_str().unwrap()]);
    let program = directory.path().join("program");
    commands.push(vec!["pack", text, "--output", program.to_str().unwrap()]);
    let mut seen = BTreeSet::new();
    for words in commands {
        for record in records(&words) {
            seen.insert(check(&record, &schema));
        }
    }
    let said: BTreeSet<String> = schema["$defs"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(seen, said);
}

#[test]
fn the_schema_lists_each_of_its_types() {
    let schema = schema();
    let listed = schema["oneOf"].as_array().unwrap().iter();
    let listed: BTreeSet<&str> = listed.map(|it| it["$ref"].as_str().unwrap()).collect();
    let types = schema["$defs"].as_object().unwrap();
    let said: Vec<String> = types.keys().map(|it| format!("#/$defs/{it}")).collect();
    assert_eq!(listed, said.iter().map(String::as_str).collect());
    for (name, meant) in types {
        assert_eq!(meant["properties"]["type"]["const"], *name);
    }
}

#[test]
fn what_is_wrong_is_seen() {
    let meant = &schema()["$defs"]["match"];
    let right = r#"{"type":"match","document":"a","start":0,"end":1,"text":"x","furniture":false}"#;
    let valid = |json: &str| is_valid(&serde_json::from_str(json).unwrap(), meant);
    assert!(valid(right));
    for (is, wrong) in [
        ("\"end\":1,", ""),
        ("\"start\":0", "\"start\":-1"),
        ("\"x\"", "null"),
        ("\"match\"", "\"hit\""),
        ("false", "0"),
    ] {
        assert!(!valid(&right.replace(is, wrong)), "{wrong}");
    }
}
