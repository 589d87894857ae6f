//! Customers whose values a spreadsheet would run: every table that the program writes shows them, and reads them back unchanged.

use std::fs;

use serde_json::Value;

use crate::common::sandbox::TestEnv;

/// Values as the worst of customers would give them; the last few start no formula and are left alone.
const VALUES: [&str; 12] = [
    "=HYPERLINK(\"http://example.com\";\"Aino\")",
    "=1+1",
    "+358 40 123",
    "-5+cmd",
    "@SUM(1;2)",
    "'=1",
    "''@x",
    "\u{ff1d}1+1",
    "-",
    "'t Hooft",
    "Oy A=B",
    "x;=1+1\"",
];

const STARTS: [char; 11] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// The value as a town: a Finnish one holds no digits.
fn town(value: &str) -> String {
    let letters = value.replace(|c: char| c.is_ascii_digit(), "");
    letters.trim().to_owned()
}

/// A register with a customer for each value, which stands in its company, its street, its town and a declared field.
fn worst() -> TestEnv {
    let env = TestEnv::register();
    env.run(&["-q", "describe", "fields.customer.phone=Phone"])
        .ok();
    for value in VALUES {
        let town = town(value);
        let lines = format!(
            "company={value}\nphone={value}\nbilling_address.street={value}\n\
             billing_address.city={town}\nbilling_address.postcode=92100\n"
        );
        env.run_with_input(&["add", "-"], &lines).ok();
    }
    env
}

/// Another hand's reader: no cell of any row starts a formula, blanks in front or not; returns the rows.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect())
        .collect();
    for cell in rows.iter().flatten() {
        assert!(
            !cell.trim_start_matches(' ').starts_with(STARTS),
            "{cell:?} runs"
        );
    }
    rows
}

fn customers(env: &TestEnv) -> Value {
    serde_json::from_str(&env.run(&["--json", "list"]).ok()).unwrap()
}

#[test]
fn no_cell_of_a_table_starts_a_formula() {
    let env = worst();
    let file = env.root().join("out.csv");
    let path = file.to_str().unwrap();
    env.run(&["-q", "export", "--output", path]).ok();
    let written = fs::read_to_string(&file).unwrap();
    for text in [
        written,
        env.run(&["export"]).ok(),
        env.run(&["list", "--format", "csv"]).ok(),
    ] {
        let rows = rows(&text);
        assert_eq!(rows.len(), 1 + VALUES.len());
        let guarded = rows.iter().flatten().filter(|cell| cell.starts_with('\''));
        assert_eq!(
            guarded.count(),
            4 * 10,
            "nine that are guarded and one that begins so"
        );
        // What starts no formula is as it was given.
        for plain in &VALUES[9..] {
            assert!(rows.iter().flatten().any(|cell| cell == plain), "{plain}");
        }
    }
}

#[test]
fn what_was_exported_comes_in_without_a_change() {
    let env = worst();
    let before = env.state();
    let values = customers(&env);
    for (at, value) in VALUES.iter().enumerate() {
        assert_eq!(values[at]["company"], *value);
        assert_eq!(values[at]["billing_address"]["city"], town(value));
    }
    let file = env.root().join("out.csv");
    let path = file.to_str().unwrap();
    env.run(&["-q", "export", "--output", path]).ok();
    let plan = env.run(&["--json", "import", path, "--dry-run"]).ok();
    let plan: Value = serde_json::from_str(&plan).unwrap();
    assert_eq!(plan["unchanged"], VALUES.len(), "{plan:#}");
    for kind in ["new", "changed", "faulty", "ignored_columns"] {
        assert_eq!(plan[kind], Value::Array(Vec::new()), "{plan:#}");
    }
    let run = env.run(&["import", path, "--yes"]);
    assert!(run.stderr.contains("Nothing changed."), "{run}");
    drop(run.ok());
    assert_eq!(env.state(), before);
    // A register of its own gets the same customers of it.
    let other = TestEnv::register();
    other
        .run(&["-q", "describe", "fields.customer.phone=Phone"])
        .ok();
    other.run(&["-q", "import", path, "--yes"]).ok();
    assert_eq!(customers(&other), values);
}

#[test]
fn rows_that_are_left_out_of_an_import_are_shown_too() {
    let env = TestEnv::register();
    let file = env.root().join("in.csv");
    let rest = env.root().join("rest.csv");
    fs::write(
        &file,
        "Nimi;Sähköposti;=Lisä\n=1+1;=2+2;@x\n\tAda;ada@example.fi;-1\n",
    )
    .unwrap();
    let (file, left) = (file.to_str().unwrap(), rest.to_str().unwrap());
    let run = env.run(&["import", file, "--yes", "--skip-faulty", left]);
    drop(run.ok());
    let written = rows(&fs::read_to_string(&rest).unwrap());
    assert_eq!(written[1], ["'=1+1", "'=2+2", "'@x"]);
    assert_eq!(customers(&env)[0]["name"], "Ada");
}
