//! Lists of customers as programs write them, one case a file under `cases/lists/customers`: what each import and command says, and who is in
//! the register at the end.
#![allow(clippy::disallowed_methods, reason = "tests read their cases plainly")]

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use crate::common::sandbox::TestEnv;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case is for.
    says: String,
    step: Vec<Step>,
    /// One line a customer: number, then what is stored.
    customers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// A list to import; the arguments follow its name.
    list: Option<String>,
    /// The same list as in the step before.
    #[serde(default)]
    again: bool,
    #[serde(default)]
    arguments: Vec<String>,
    #[serde(default)]
    exit: i32,
    /// What the output must hold.
    #[serde(default)]
    tells: Vec<String>,
    /// What it must not hold.
    #[serde(default)]
    hides: Vec<String>,
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/lists/customers");
    let files = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = files.collect();
    cases.sort();
    cases
}

/// Runs the steps of a case in a register of its own, and returns what is not as it should be.
fn complaints(case: &Case) -> Vec<String> {
    let env = TestEnv::register();
    let path = env.root().join("list.csv");
    let file = path.to_str().unwrap();
    let mut complaints = Vec::new();
    for (at, step) in case.step.iter().enumerate() {
        if let Some(list) = &step.list {
            fs::write(&path, list).unwrap();
        }
        let is_import = step.list.is_some() || step.again;
        let import: &[&str] = if is_import { &["import", file] } else { &[] };
        let mut arguments = import.to_vec();
        arguments.extend(step.arguments.iter().map(String::as_str));
        if is_import
            && !step
                .arguments
                .iter()
                .any(|argument| argument == "--dry-run")
        {
            arguments.push("--yes");
        }
        let run = env.run(&arguments);
        let output = format!("{}{}", run.stdout, run.stderr);
        let missing = step.tells.iter().filter(|words| !output.contains(*words));
        let shown = step.hides.iter().filter(|words| output.contains(*words));
        let words: Vec<&String> = missing.chain(shown).collect();
        if run.status != step.exit || !words.is_empty() {
            complaints.push(format!(
                "step {at}: exit {}, {words:?}\n{output}",
                run.status
            ));
        }
    }
    let export = env.run(&["export", "--format", "json"]).ok();
    let found: Vec<Value> = serde_json::from_str(&export).unwrap();
    let found: Vec<String> = found.iter().map(line).collect();
    if found != case.customers {
        complaints.push(format!("in the register: {found:#?}"));
    }
    complaints
}

/// `1010 company=Koe Oy; billing=Torikatu 2/90100/Oulu/FI`.
fn line(customer: &Value) -> String {
    let text = |key: &str| Some(format!("{key}={}", customer[key].as_str()?));
    let address = |key: &str| {
        let parts = ["street", "postcode", "city", "country"];
        let address = customer[format!("{key}_address")].as_object()?;
        Some(format!(
            "{key}={}",
            parts.map(|part| address[part].as_str().unwrap()).join("/")
        ))
    };
    let parts = [
        text("company"),
        text("name"),
        text("business_id"),
        text("email"),
        address("billing"),
        address("postal"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} {}", customer["number"], parts.join("; "))
}

#[test]
fn lists_of_customers_become_the_records_beside_them() {
    let cases = cases();
    assert!(cases.len() >= 5, "the folder was found");
    let mut all = String::new();
    for path in cases {
        let case: Case = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for complaint in complaints(&case) {
            all.push_str(&format!("{}: {}\n{complaint}\n", path.display(), case.says));
        }
    }
    assert!(all.is_empty(), "{all}");
}
