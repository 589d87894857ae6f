//! Lists as people hand them over, found by walking `cases/lists`: `<name>.csv` in, `<name>.<ending>.txt` out: what is
//! read of it, or the error. `make.py` beside them made them. `LISTS=write cargo test` writes what is read; read the difference.
#![allow(clippy::disallowed_methods, reason = "tests read their cases plainly")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rekisteri::model::check_cell;
use rekisteri::model::import::headers::known_together;
use rekisteri::receivables::file::Columns;
use rekisteri::text::table::{Header, ListFile, Options};
use rekisteri::text::visible;

const FOLDERS: [&str; 2] = ["texts", "tables"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/lists")
}

fn cases() -> Vec<PathBuf> {
    let mut cases = Vec::new();
    for name in FOLDERS {
        for entry in folder().join(name).read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending != "txt") {
                cases.push(path);
            }
        }
    }
    cases.sort();
    cases
}

fn is_known(name: &str) -> bool {
    let customers = known_together(&[name]).remove(0).is_some();
    customers || Columns::is_known(&BTreeMap::new(), name)
}

/// The headers, the lines that are no rows, and every row; after a cell that is no value, why.
fn read(bytes: &[u8]) -> String {
    let options = Options {
        header: Header::Known(&is_known),
    };
    let list = ListFile::open(bytes).and_then(|file| file.read(&options));
    let (table, ragged) = match list {
        Ok(list) => list,
        Err(error) => return format!("error: {error}\n"),
    };
    let cell = |cell: &String| match check_cell(cell.trim()) {
        Ok(()) => visible(cell),
        Err(rule) => format!("{} ({})", visible(cell), rule.code()),
    };
    let bars = |cells: &[String]| cells.iter().map(cell).collect::<Vec<_>>().join("|");
    let mut text = format!("{:?}\nheaders: {}\n", table.delimiter, bars(&table.headers));
    for skipped in &table.skipped {
        writeln!(text, "{}: {:?}", skipped.line, skipped.why).unwrap();
    }
    for row in &table.rows {
        writeln!(text, "{}: {}", row.line, bars(&row.cells)).unwrap();
    }
    for (_, row) in &ragged {
        writeln!(text, "{}: does not fit: {}", row.line, bars(&row.cells)).unwrap();
    }
    text
}

#[test]
fn lists_read_as_written_beside_them() {
    let cases = cases();
    assert!(cases.len() >= 30, "the folder was found");
    let mut complaints = String::new();
    for case in cases {
        let ending = case.extension().unwrap().to_str().unwrap();
        let beside = case.with_extension(format!("{ending}.txt"));
        let found = read(&fs::read(&case).unwrap());
        if std::env::var_os("LISTS").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        let wanted = fs::read_to_string(&beside).unwrap_or_default();
        if found != wanted {
            writeln!(
                complaints,
                "{}:\n{found}--- instead of\n{wanted}",
                case.display()
            )
            .unwrap();
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
}

/// The same names in every encoding.
#[test]
fn every_encoding_reads_the_same() {
    let names = |file: &str| read(&fs::read(folder().join("texts").join(file)).unwrap());
    let right = names("cp1252.csv");
    assert!(right.contains("Pekka Mäkelä") && right.contains("Närpiö"));
    for file in [
        "cp437",
        "cp850",
        "cp858",
        "mac_roman",
        "latin_1",
        "twice-cp1252",
        "twice-cp850",
        "twice-cp437",
        "twice-mac_roman",
    ] {
        assert_eq!(names(&format!("{file}.csv")), right, "{file}");
    }
}
