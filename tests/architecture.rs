//! The floor plan, kept honest: which room may import which.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may name, in reading order.
#[rustfmt::skip]
const PLAN: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("fsio", &[]),
    ("secret", &[]),
    ("text", &[]),
    ("model", &["text"]),
    ("keys", &["fsio", "secret", "text"]),
    ("sops", &["keys", "secret", "text"]),
    ("history", &["fsio", "text"]),
    ("register", &["clock", "fsio", "history", "keys", "model", "secret", "sops", "text"]),
    ("receivables", &["clock", "model", "text"]),
    ("letters", &["clock", "fsio", "model", "receivables", "text"]),
    ("duties", &["clock", "fsio", "history", "keys", "letters", "model", "receivables", "register", "secret", "sops", "text"]),
    ("cli", &["clock", "duties", "fsio", "history", "keys", "letters", "model", "receivables", "register", "secret", "sops", "text"]),
];

/// Outside crates that exactly one room may name.
#[rustfmt::skip]
const KEPT_IN: &[(&str, &str)] = &[
    ("aes_gcm", "sops"), ("age", "keys"), ("clap", "cli"), ("flate2", "history"), ("fluent_bundle", "cli"), ("git2", "history"),
    ("mail_builder", "letters"), ("minijinja", "letters"), ("rpassword", "cli"), ("rustix", "fsio"), ("sha1", "history"), ("sha2", "sops"), ("signal_hook", "cli"),
    ("tempfile", "fsio"), ("toml_edit", "register"), ("walkdir", "register"), ("zeroize", "secret"), ("zxcvbn", "keys"),
];

fn rust_files(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The first path segment after every `crate::`, grouped imports included.
fn rooms_named(source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let ident = |s: &str| {
        s.trim()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut rooms = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            rooms.push(ident(rest));
            continue;
        };
        let (mut depth, mut start) = (1, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && c == ',') {
                rooms.push(ident(&group[start..at]));
                start = at + 1;
            }
            if depth == 0 {
                break;
            }
        }
    }
    rooms.retain(|room: &String| !room.is_empty());
    rooms
}

/// Whether the code (comments aside) has a path that starts with this crate.
fn names_crate(source: &str, outside: &str) -> bool {
    let path = format!("{outside}::");
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .any(|line| {
            line.match_indices(&path).any(|(at, _)| {
                !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            })
        })
}

/// The source without its unit tests, which may use a temporary folder.
fn shipped(source: &str) -> String {
    source
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn rooms_import_only_what_the_plan_allows() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut complaints = Vec::new();
    for file in &files {
        let name = file.strip_prefix(&src).unwrap();
        let room = name
            .iter()
            .next()
            .unwrap()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs");
        if room == "lib" || room == "main" {
            continue;
        }
        let Some((_, allowed)) = PLAN.iter().find(|(planned, _)| *planned == room) else {
            complaints.push(format!(
                "{}: room `{room}` is not in the plan",
                name.display()
            ));
            continue;
        };
        let source = shipped(&fs::read_to_string(file).unwrap());
        for (outside, home) in KEPT_IN {
            if room != *home && names_crate(&source, outside) {
                complaints.push(format!(
                    "{}: only `{home}` may name `{outside}`",
                    name.display()
                ));
            }
        }
        for target in rooms_named(&source) {
            if target != room && !allowed.contains(&target.as_str()) {
                complaints.push(format!(
                    "{}: `{room}` may not import `{target}`",
                    name.display()
                ));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn grouped_imports_are_seen() {
    assert_eq!(
        rooms_named("use crate::{model::{A, B}, sops};\nuse crate::clock::Clock;\n// crate::no\n"),
        ["model", "sops", "clock"],
    );
}

/// Every file of tests beside `main.rs` is listed there: a forgotten one would never run.
#[test]
fn no_test_file_is_forgotten() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let main = fs::read_to_string(tests.join("main.rs")).unwrap();
    for entry in fs::read_dir(&tests).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|extension| extension == "rs") && stem != "main" {
            assert!(
                main.contains(&format!("mod {stem};")),
                "{stem} is not listed in tests/main.rs"
            );
        }
    }
}

/// The README's map names every room.
#[test]
fn the_map_names_every_room() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for (room, _) in PLAN.iter().filter(|(room, _)| *room != "duties") {
        assert!(readme.contains(&format!("`{room}`")), "{room}");
    }
}

/// Commands stand on what is beside their folder, and nothing beside it on them: but for the grammar that lists them and the door that runs one.
#[test]
fn nothing_beside_the_commands_needs_one() {
    let cli = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
    let mut files = Vec::new();
    rust_files(&cli, &mut files);
    let above = ["args.rs", "mod.rs", "run.rs"].map(|name| cli.join(name));
    let beside = |file: &&PathBuf| !file.starts_with(cli.join("commands")) && !above.contains(file);
    let beside: Vec<_> = files.iter().filter(beside).collect();
    assert!(beside.len() > 30, "{beside:?}");
    for file in beside {
        let source = fs::read_to_string(file).unwrap();
        assert!(!source.contains("commands::"), "{}", file.display());
    }
}
