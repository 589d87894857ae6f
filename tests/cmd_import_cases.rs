//! The lists of `cases/import` against the program: exactly the listed lines are faulty, nothing is imported then, and
//! `--skip-faulty` leaves exactly those rows behind.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rekisteri::text::decode;
use rekisteri::text::table::{self, Row};

use crate::common::sandbox::TestEnv;

/// Refused as a whole, before any row is looked at.
const REFUSED_WHOLE: [&str; 2] = ["duplicate-columns", "no-header"];

#[derive(serde::Deserialize)]
struct Case {
    faulty: BTreeSet<u64>,
}

fn project(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

fn cases() -> BTreeMap<String, Case> {
    toml::from_str(&fs::read_to_string(project("tests/cases/import/cases.toml")).unwrap()).unwrap()
}

fn file(name: &str) -> String {
    project(&format!("tests/cases/import/{name}.csv"))
        .display()
        .to_string()
}

/// The lines that the plan calls faulty.
fn planned(env: &TestEnv, name: &str) -> BTreeSet<u64> {
    let run = env.run(&["import", &file(name), "--dry-run", "--json"]);
    let plan: serde_json::Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{name}: {run}"));
    let faulty = plan["faulty"].as_array().unwrap();
    faulty
        .iter()
        .map(|row| row["line"].as_u64().unwrap())
        .collect()
}

/// Two registers serve all cases: an empty one, and for keys that disagree one that holds the sample.
#[test]
fn each_case_names_its_faulty_lines_and_imports_nothing() {
    let empty = TestEnv::register();
    let full = TestEnv::register();
    let sample = project("tests/data/customers.csv");
    full.run(&["import", sample.to_str().unwrap(), "--yes"])
        .ok();
    for (name, case) in cases() {
        let env = if name == "contradictory-keys" {
            &full
        } else {
            &empty
        };
        let before = env.state();
        if REFUSED_WHOLE.contains(&name.as_str()) {
            drop(env.run(&["import", &file(&name), "--yes"]).fails(1));
        } else {
            assert_eq!(planned(env, &name), case.faulty, "{name}");
        }
        if !case.faulty.is_empty() {
            drop(env.run(&["import", &file(&name), "--yes"]).fails(1));
        }
        assert_eq!(env.state(), before, "{name}");
    }
}

#[test]
fn skipped_rows_are_exactly_the_faulty_ones() {
    for (name, case) in cases() {
        if case.faulty.is_empty() || name == "contradictory-keys" {
            continue;
        }
        let env = TestEnv::register();
        let left = env.root().join("left.csv");
        let arguments = [
            "import",
            &file(&name),
            "--yes",
            "--skip-faulty",
            left.to_str().unwrap(),
        ];
        env.run(&arguments).ok();
        env.assert_clean();
        let input = rows(Path::new(&file(&name)));
        let wanted = input
            .into_iter()
            .filter(|row| case.faulty.contains(&row.line));
        assert_eq!(cells(rows(&left)), cells(wanted), "{name}");
    }
}

/// Every row of a file, those that do not fit under its headers too, in the order of their lines.
fn rows(path: &Path) -> Vec<Row> {
    let text = decode(&fs::read(path).unwrap()).unwrap();
    let (table, ragged) = table::read_fitting(&text).ok().unwrap();
    let ragged = ragged.into_iter().map(|(_, row)| row);
    let mut rows: Vec<Row> = table.rows.into_iter().chain(ragged).collect();
    rows.sort_by_key(|row| row.line);
    rows
}

/// The cells without empty ones at the end: a row that was too short is written as wide as its headers.
fn cells(rows: impl IntoIterator<Item = Row>) -> Vec<Vec<String>> {
    let full = |row: Row| {
        let width = row.cells.iter().rposition(|cell| !cell.is_empty());
        row.cells
            .into_iter()
            .take(width.map_or(0, |at| at + 1))
            .collect()
    };
    rows.into_iter().map(full).collect()
}
