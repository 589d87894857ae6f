//! The small lists under `cases/import`: what each is for stands in `cases.toml` beside them.
#![allow(clippy::disallowed_methods, reason = "tests read their cases plainly")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rekisteri::text::decode;
use rekisteri::text::table;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/import")
}

/// `cases/import/cases.toml` lists every file of its folder, and nothing else.
#[test]
fn import_cases_are_listed() {
    let folder = folder();
    let list: toml::Table = std::fs::read_to_string(folder.join("cases.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let files = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let csv = files.filter(|path| path.extension().is_some_and(|ending| ending == "csv"));
    let names: BTreeSet<String> = csv
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, list.keys().cloned().collect());
}

#[test]
fn one_file_in_other_dress_reads_the_same() {
    let read = |name: &str| {
        let bytes = std::fs::read(folder().join(name)).unwrap();
        let table = table::read(&decode(&bytes).unwrap()).ok().unwrap();
        (
            table.headers,
            table
                .rows
                .into_iter()
                .map(|row| row.cells)
                .collect::<Vec<_>>(),
        )
    };
    let good = read("good.csv");
    assert_eq!(good.1.len(), 2);
    for dress in ["bom", "utf16", "windows-1252", "tab", "comma", "decomposed"] {
        assert!(read(&format!("good-{dress}.csv")) == good, "{dress}");
    }
}
