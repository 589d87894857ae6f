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

const AINO: &str = "records/10/1001.toml";
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

/// The findings as data.
fn data(env: &TestEnv) -> Vec<Value> {
    let run = env.run(&["--json", "check"]);
    let value: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    value["findings"].as_array().unwrap().clone()
}

/// What is broken, how, and what is said to type.
type Case = (&'static str, fn(&TestEnv), &'static str);

const CASES: &[Case] = &[
    (
        "damaged",
        |env| env.tamper(AINO, "email"),
        "git restore records/10/1001.toml",
    ),
    (
        "committed so",
        |env| {
            env.run(&["edit", "1001", "email=toinen@example.fi"]).ok();
            env.tamper(AINO, "email");
            env.git_by_hand(&["commit", "-qam", "damage"]).ok();
            env.run(&["accept", "--yes"]).ok();
        },
        "rekisteri restore 1001",
    ),
    (
        "in clear",
        |env| env.write(AINO, CLEAR),
        "mv records/10/1001.toml ~/; git restore records/10/1001.toml",
    ),
    (
        "new, in clear",
        |env| env.write("records/10/1009.toml", CLEAR),
        "mv records/10/1009.toml ~/",
    ),
    (
        "staged",
        |env| {
            env.write(AINO, CLEAR);
            env.git(&["add", AINO]).ok();
        },
        "",
    ),
    (
        "changed elsewhere",
        |env| env.reseal(AINO, "customer", "email", "uusi@example.fi"),
        "rekisteri commit",
    ),
    (
        "by hand",
        |env| {
            let toml = env.read("records/register.toml");
            env.write("records/register.toml", &format!("# mine\n{toml}"));
        },
        "rekisteri commit",
    ),
    (
        "stray",
        |env| env.write("records/it's a note; ring.txt", ""),
        r"mv 'records/it'\''s a note; ring.txt' ~/",
    ),
    (
        "sealed to others",
        |env| {
            env.reseal_to(AINO, rekisteri::keys::generate().recipient());
            env.run(&["commit", "--yes"]).ok();
        },
        "rekisteri edit 1001",
    ),
    (
        "not accepted",
        |env| {
            env.git(&["commit", "-q", "--amend", "-m", "mine"]).ok();
        },
        "rekisteri accept",
    ),
];

/// Each says what to type, once; typed in a shell, it makes the finding go away.
#[test]
fn what_a_finding_says_to_type_puts_it_right() {
    for (name, provoke, fix) in CASES {
        let env = in_a_shell();
        provoke(&env);
        let found = data(&env);
        let said = found[0]["fix"].as_str().unwrap().to_owned();
        assert!(fix.is_empty() || said == *fix, "{name}: {found:?}");
        for lang in ["en", "fi"] {
            let screen = env.run(&["--lang", lang, "check"]).stdout;
            for line in screen.lines() {
                assert_eq!(line.matches(&said).count(), 1, "{name}: {line}");
            }
        }
        // What asks or opens an editor gets its answer by flag.
        let typed = match said.as_str() {
            "rekisteri accept" => "rekisteri accept --yes".to_owned(),
            "rekisteri edit 1001" => format!("{said} email=uusi@example.fi"),
            _ => said.clone(),
        };
        let output = env.command("sh").args(["-c", &typed]).output().unwrap();
        assert!(output.status.success(), "{name}: {said}: {output:?}");
        assert_eq!(data(&env), Vec::<Value>::new(), "{name}: {said}");
    }
}

/// A place where what is said to type can be typed.
fn in_a_shell() -> TestEnv {
    let mut env = TestEnv::three_customers();
    env.put_in_path();
    env.set("GIT_COMMITTER_NAME", "A");
    env.set("GIT_COMMITTER_EMAIL", "a@example.fi");
    env
}

/// The rest leave a word open, or are a matter of judgement.
#[test]
fn every_finding_says_what_to_type() {
    let env = TestEnv::three_customers();
    env.run(&["edit", "1003", "email=aino@example.fi"]).ok();
    let toml = env.read("records/register.toml");
    let without = |key: &str| -> String {
        let kept = toml.lines().filter(|line| !line.starts_with(key));
        kept.map(|line| format!("{line}\n")).collect()
    };
    env.write("records/register.toml", &without("notice_url"));
    env.run(&["commit", "--yes"]).ok();
    env.run(&["describe", "controller.business_id="]).ok();
    let fixes: Vec<String> = data(&env)
        .iter()
        .map(|finding| finding["fix"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        fixes,
        [
            "rekisteri show 1001",
            "rekisteri describe controller.business_id=…",
            "rekisteri describe notice_url=https://…"
        ]
    );
}
