//! What `check` finds among the files: provoked by hand, seen, put right as the finding says, gone.

use std::fs;

use serde_json::Value;

use crate::common::sandbox::TestEnv;

/// Severity, customer and field of every finding.
fn found(env: &TestEnv) -> Vec<(String, Option<u64>, Option<String>)> {
    let run = env.run(&["--json", "check"]);
    let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    let found = value["findings"].as_array().unwrap();
    let row = |finding: &Value| {
        (
            finding["severity"].as_str().unwrap().to_owned(),
            finding["customer"].as_u64(),
            finding["field"].as_str().map(str::to_owned),
        )
    };
    found.iter().map(row).collect()
}

fn at(severity: &str, field: &str) -> (String, Option<u64>, Option<String>) {
    (severity.to_owned(), None, Some(field.to_owned()))
}

const CLEAR: &str = "[customer]\nname = \"Aino\"\n";

#[test]
fn a_customer_in_clear_is_an_error_wherever_it_lies() {
    let env = TestEnv::three_customers();
    assert_eq!(found(&env), []);
    env.write("records/10/1001-old.toml", CLEAR);
    env.write("records/aino.toml", CLEAR);
    assert_eq!(
        found(&env),
        [
            at("error", "records/10/1001-old.toml"),
            at("error", "records/aino.toml")
        ]
    );
    env.git(&["add", "records/aino.toml"]).ok();
    assert!(found(&env).contains(&at("error", "records/aino.toml")));
    env.git(&["rm", "-qf", "records/aino.toml"]).ok();
    fs::remove_file(env.path("records/10/1001-old.toml")).unwrap();
    env.write("records/10/1001.toml", CLEAR);
    assert_eq!(found(&env)[0], ("error".to_owned(), Some(1001), None));
    env.git(&["restore", "records/10/1001.toml"]).ok();
    assert_eq!(found(&env), []);
}

#[test]
fn a_foreign_file_is_a_warning() {
    let env = TestEnv::three_customers();
    env.write("records/notes.txt", "ring them");
    fs::copy(
        env.path("records/10/1001.toml"),
        env.path("records/1001.toml"),
    )
    .unwrap();
    assert_eq!(
        found(&env),
        [
            at("warning", "records/1001.toml"),
            at("warning", "records/notes.txt")
        ]
    );
}

#[test]
fn undeclared_fields_duplicates_and_open_changes() {
    let env = TestEnv::three_customers();
    env.run(&["describe", "fields.customer.phone=Puhelin"]).ok();
    env.run(&["edit", "1001", "phone=+358 40 123 4567"]).ok();
    let toml = env.read("records/register.toml");
    let (before, field) = toml.rsplit_once("[[fields]]").unwrap();
    let after = field
        .split_once("\n[")
        .map_or(String::new(), |(_, rest)| format!("[{rest}"));
    env.write("records/register.toml", &format!("{before}{after}"));
    let rows = found(&env);
    assert!(
        rows.contains(&(
            "error".to_owned(),
            Some(1001),
            Some("customer.phone".to_owned())
        )),
        "{rows:?}"
    );
    assert!(rows.contains(&at("warning", "records/register.toml")));
    env.git(&["restore", "records/register.toml"]).ok();
    env.run(&["edit", "1003", "email=aino@example.fi"]).ok();
    assert_eq!(found(&env), [("warning".to_owned(), Some(1003), None)]);
    env.run(&["undo"]).ok();
    assert_eq!(found(&env), []);
}
