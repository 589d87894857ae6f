//! The project's own `records/`: what we sealed, `rops` and we open alike, every one of them.

use std::fs;
use std::path::{Path, PathBuf};

use rekisteri::sops::{Leaf, Sealed};

use crate::common::records::test_key;
use crate::common::sealers::rops;
use crate::common::tools::{test_secret, tool};

fn sample() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("records/10");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

/// What we read, in the shape in which TOML has it.
fn ours(path: &Path) -> toml::Table {
    let sealed = Sealed::parse(&fs::read(path).unwrap()).unwrap();
    let opened = sealed.open(&test_key()).unwrap();
    let mut tables = toml::Table::new();
    for (table, key, leaf) in opened.tree().iter() {
        let value = match leaf {
            Leaf::Int(number) => toml::Value::Integer(*number),
            Leaf::Str(text) => toml::Value::String(text.clone()),
        };
        let entry = tables
            .entry(table)
            .or_insert_with(|| toml::Table::new().into());
        entry.as_table_mut().unwrap().insert(key.to_owned(), value);
    }
    tables
}

fn theirs(program: &Path, path: &Path) -> toml::Table {
    let args = ["decrypt", "--format", "toml"];
    let plain = rops(program, &test_secret(), &args, "", &fs::read(path).unwrap());
    String::from_utf8(plain).unwrap().parse().unwrap()
}

#[test]
fn every_record_of_the_sample_opens() {
    let files = sample();
    assert_eq!(files.len(), 60);
    for path in &files {
        let number = path.file_stem().unwrap().to_str().unwrap();
        let inside = ours(path)["customer"]["number"].as_integer().unwrap();
        assert_eq!(inside.to_string(), number);
    }
}

#[test]
fn rops_opens_every_record_of_the_sample() {
    let Some(program) = tool("rops") else { return };
    for path in sample() {
        assert!(theirs(&program, &path) == ours(&path), "{}", path.display());
    }
}
