//! Small lists of open invoices as cases, one a file under `cases/receivables` and `cases/lists/receivables`: whom the program would ask for what, and which rows it refuses.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::{register, reminder, totals};
use crate::common::sandbox::TestEnv;

/// A company and its contact person, two people whose names have accents or might, a namesake of a contact person, a couple with one mailbox.
const CUSTOMERS: [&[&str]; 8] = [
    &[
        "company=Testi Oy",
        "business_id=1234567-1",
        "name=Aino Niemelä",
        "email=toimisto@testi.example.fi",
    ],
    &["name=Björn Ängeslevä", "email=bjorn@example.fi"],
    &["name=Ville Maki", "email=maki@example.fi"],
    &["name=Sanna Koe", "email=sanna@example.fi"],
    &[
        "company=Koe Ky",
        "business_id=9000001-1",
        "name=Sanna Koe",
        "email=sanna@koe.example.fi",
    ],
    &["company=Mäen Maalaus Oy", "business_id=9000004-6"],
    &["name=Eero Pari", "email=pari@example.fi"],
    &["name=Elli Pari", "email=pari@example.fi"],
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    says: String,
    /// Settings of `register.toml`, set for this case.
    #[serde(default)]
    describe: Vec<String>,
    list: String,
    #[serde(default)]
    skip_faulty: bool,
    /// More of the command line, such as `--map`.
    #[serde(default)]
    flags: Vec<String>,
    expect: Expect,
}

/// What the plan holds, all of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// `1001 business 100.00`
    #[serde(default)]
    letters: Vec<String>,
    /// `2: column rule`
    #[serde(default)]
    faulty: Vec<String>,
    /// `101 faulty-row`
    #[serde(default)]
    left_out: Vec<String>,
    /// `1001: name in the list`
    #[serde(default)]
    called: Vec<String>,
    /// `2 draft`
    #[serde(default)]
    closed: Vec<String>,
    /// Columns that are not read.
    ignored: Option<Vec<String>>,
    /// Of the error, where nothing goes on.
    refused: Option<String>,
    /// What stands on the screen beside it.
    #[serde(default)]
    hints: Vec<String>,
}

fn texts(value: &serde_json::Value) -> Vec<String> {
    let all = value.as_array().unwrap().iter();
    all.map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// What is wrong with one case; nothing where all came as expected.
fn judge(env: &TestEnv, case: &Case) -> Vec<String> {
    env.write("open.csv", &case.list);
    let mut rest: Vec<&str> = case.flags.iter().map(String::as_str).collect();
    if case.skip_faulty {
        rest.extend(["--skip-faulty", "faulty.csv"]);
    }
    let run = reminder(env, &["--json", "--dry-run"], &rest);
    let mut wrong = Vec::new();
    let refused = case.expect.refused.as_deref();
    let as_said = refused.map_or(run.status == 0, |said| {
        matches!(run.status, 1 | 2) && run.stderr.contains(said)
    });
    let missing = case
        .expect
        .hints
        .iter()
        .filter(|hint| !run.stderr.contains(*hint));
    wrong.extend(missing.map(|hint| format!("no {hint:?} in {run}")));
    if !as_said {
        wrong.push(run.to_string());
    }
    if run.stdout.is_empty() {
        return wrong;
    }
    let plan: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let each = |key: &str| plan[key].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let called = each("letters").flat_map(|letter| {
        let names = texts(&letter["called"]).into_iter();
        let number = letter["customer"].clone();
        names.map(move |name| format!("{number}: {name}"))
    });
    let faulty = each("faulty").flat_map(|row| {
        let faults = texts(&row["faults"]).into_iter();
        let line = row["line"].clone();
        faults.map(move |fault| format!("{line}: {}", fault.replace('`', "")))
    });
    let left =
        each("left_out").map(|one| format!("{} {}", text(&one["invoice"]), text(&one["why"])));
    let closed = plan["closed"].as_object().unwrap().iter();
    let mut closed: Vec<String> = closed.map(|(state, n)| format!("{n} {state}")).collect();
    closed.sort();
    let ignored = texts(&plan["ignored_columns"]);
    for (came, expected) in [
        (closed, &case.expect.closed),
        (
            ignored.clone(),
            case.expect.ignored.as_ref().unwrap_or(&ignored),
        ),
        (totals(&plan), &case.expect.letters),
        (faulty.collect(), &case.expect.faulty),
        (left.collect(), &case.expect.left_out),
        (called.collect(), &case.expect.called),
    ] {
        if came != *expected {
            wrong.push(format!("{expected:#?}, came {came:#?}"));
        }
    }
    wrong
}

#[test]
fn every_case_of_a_list_holds() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = [tests.join("receivables"), tests.join("lists/receivables")];
    let env = register(&CUSTOMERS);
    let (mut cases, mut wrong) = (0, Vec::new());
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let case: Case = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!case.says.is_empty(), "{name}");
        let own = (!case.describe.is_empty()).then(|| {
            let env = register(&CUSTOMERS);
            let settings: Vec<&str> = case.describe.iter().map(String::as_str).collect();
            env.run(&[&["describe"], &settings[..]].concat()).ok();
            env
        });
        let faults = judge(own.as_ref().unwrap_or(&env), &case);
        wrong.extend(
            faults
                .iter()
                .map(|fault| format!("{name} ({}): {fault}", case.says)),
        );
        cases += 1;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(cases >= 70, "only {cases} cases");
}

/// Typed, a name is held to the same: nobody is asked on the strength of a contact person's name, or of one with other letters.
#[test]
fn a_typed_name_must_be_the_debtors_own() {
    let env = register(&CUSTOMERS);
    let typed = |debtor: &str| {
        let line = ["--lang", "en", "--date", "2026-06-15", "--dry-run"];
        let letter = ["letter", "reminder", debtor, "--invoice", "55"];
        let rest = [
            "--invoice-date",
            "1.5.2026",
            "--due",
            "15.5.2026",
            "--amount",
            "100",
        ];
        env.run(&[&line[..], &letter, &rest].concat())
    };
    for (name, why, number) in [
        (
            "Aino Niemelä",
            "the name is only a company's contact person here",
            1001,
        ),
        ("Bjorn Angesleva", "the name has other letters", 1002),
        ("Ville Mäki", "the name has other letters", 1003),
    ] {
        let refused = typed(name).fails(1);
        let hint = format!("type `{number}`, if that is who owes it");
        assert!(
            refused.stderr.contains(why) && refused.stderr.contains(&hint),
            "{name}: {refused}"
        );
    }
    // Two are called so: the company's contact person is one of them.
    assert!(typed("Sanna Koe").fails(1).stderr.contains("1004, 1005"));
    for (debtor, title) in [
        ("BJÖRN ÄNGESLEVÄ", "1002 Björn Ängeslevä"),
        ("testi oy", "1001 Testi Oy"),
        ("1001", "1001 Testi Oy"),
        ("toimisto@testi.example.fi", "1001 Testi Oy"),
    ] {
        let run = typed(debtor);
        assert!(
            run.status == 0 && run.stderr.contains(title),
            "{debtor}: {run}"
        );
    }
}

#[test]
fn the_plan_shows_what_the_list_calls_a_debtor() {
    let env = register(&CUSTOMERS);
    let list = "name;email;invoice;due_date;open\n\
        Aino Niemelä;toimisto@testi.example.fi;55;15.5.2026;100,00\nVille Maki;;56;15.5.2026;10,00\n";
    env.write("open.csv", list);
    let run = reminder(&env, &["--dry-run"], &[]);
    let lines: Vec<&str> = run.stderr.lines().collect();
    let heading = lines
        .iter()
        .position(|line| line.starts_with("1001 Testi Oy:"));
    assert_eq!(
        lines[heading.unwrap() + 1],
        "  in the list: Aino Niemelä",
        "{run}"
    );
    assert_eq!(run.stderr.matches("in the list:").count(), 1, "{run}");
}
