//! Every command that seals, writes letters or commits stops before it has done anything, until what came is accepted; and a hand
//! edit that `commit` takes in, and with it into what is trusted, is said aloud.

use std::fs;

use crate::common::sandbox::TestEnv;
use crate::trust::{git, other_account, pulled, pushed};

/// A register that somebody else has changed, with a list to import and one of debts beside it.
fn changed() -> TestEnv {
    let env = pushed();
    env.write("../new.csv", "number;name\n1010;Ville Malli\n");
    env.write(
        "../debts.csv",
        "customer;invoice;invoice_date;due_date;amount\n1001;1;1.4.2026;15.4.2026;50,00\n",
    );
    pulled(&env, || {
        other_account(&env);
    });
    env
}

const ACTS: &[&[&str]] = &[
    &["add", "name=Uusi"],
    &["add", "-"],
    &["edit", "1001", "email=a@example.fi"],
    &["end", "1001", "--yes"],
    &["restore", "1001"],
    &["restore", "1001", "--field", "email"],
    &["undo"],
    &["undo", "--dry-run"],
    &["import", "../new.csv", "--yes"],
    &["import", "../new.csv", "--dry-run"],
    &["describe", "notice_url=https://example.fi"],
    &["rates", "add", "2027-H1", "2,5"],
    &["commit"],
    &["commit", "1001"],
    &["notice", "contact", "1001", "--yes"],
    &["notice", "contact", "--all", "--dry-run"],
    &["letter", "reminder", "--receivables", "../debts.csv"],
    &[
        "letter",
        "demand",
        "--receivables",
        "../debts.csv",
        "--dry-run",
    ],
    &[
        "letter",
        "reminder",
        "1001",
        "--invoice",
        "1",
        "--invoice-date",
        "1.4.2026",
        "--due",
        "15.4.2026",
        "--amount",
        "50",
    ],
];

#[test]
fn nothing_that_seals_or_writes_letters_goes_on() {
    let env = changed();
    let before = env.state();
    for act in ACTS {
        let run = env.run(act).fails(1);
        for said in [
            "not as it was last accepted here: ",
            "`bank.iban` of `register.toml` changed",
            "hint: see what changed with `rekisteri accept`",
        ] {
            assert!(run.stderr.contains(said), "{act:?}: {run}");
        }
        assert_eq!(run.stdout, "", "{act:?}");
        assert_eq!(env.state(), before, "{act:?}");
        let written = fs::read_dir(env.path("output")).unwrap();
        assert_eq!(written.count(), 0, "{act:?}");
    }
}

#[test]
fn reading_goes_on_with_one_warning() {
    let env = changed();
    let reading: &[&[&str]] = &[
        &["list"],
        &["show", "1001"],
        &["find", "aino"],
        &["log"],
        &["diff"],
        &["export"],
    ];
    for act in reading {
        let run = env.run(act);
        assert_eq!(run.status, 0, "{act:?}: {run}");
        assert_eq!(run.stderr.matches("warning: ").count(), 1, "{act:?}: {run}");
    }
}

#[test]
fn commit_says_what_of_the_description_it_takes_in() {
    let env = TestEnv::three_customers();
    let key = rekisteri::keys::generate().recipient().to_string();
    let text = env.read("records/register.toml");
    let text = text.replace("FI2112345600000785", "FI5810171000000122");
    let text = format!("{text}\n[[keys]]\nname = \"X\"\nrecipient = \"{key}\"\n");
    env.write("records/register.toml", &text);
    let head = env.head();
    assert_eq!(env.run(&["commit"]).status, 2);
    env.run(&["commit", "--dry-run"]).ok();
    assert_eq!(env.head(), head);
    let run = env.run(&["commit", "--yes"]);
    for said in [
        "bank.iban: FI2112345600000785 → FI5810171000000122",
        &format!("a new key can open the register: {key}"),
        "Committed `records/register.toml`.",
    ] {
        assert!(run.stderr.contains(said), "{said}: {run}");
    }
    assert_eq!(run.status, 0, "{run}");
    // Taken in by the owner's own hand, so it is what is trusted from now on.
    env.run(&["edit", "1001", "email=a@example.fi"]).ok();
    git(&env, &["diff", "--quiet"]);
    assert!(env.read("records/10/1001.toml").contains(&key));
}

/// Without its last line end the file says the same to the program; that it changed is said all the same.
#[test]
fn commit_of_a_comment_says_no_setting() {
    let env = TestEnv::three_customers();
    let text = env.read("records/register.toml");
    fs::write(env.path("records/register.toml"), format!("# mine\n{text}")).unwrap();
    let run = env.run(&["commit"]);
    assert_eq!(
        run.stderr, "  `records/register.toml` changed\nCommitted `records/register.toml`.\n",
        "{run}"
    );
}

/// The README's two machines, as they are typed there.
#[test]
fn two_machines_work_as_the_readme_tells() {
    let mut env = TestEnv::three_customers();
    let readme = include_str!("../README.md");
    let (_, part) = readme.split_once("**Two machines**").unwrap();
    let (part, _) = part.split_once("From then on").unwrap();
    let typed = part.lines().filter_map(|line| line.strip_prefix("      "));
    let place = env.root().join("tikku");
    let mut lines = 0;
    for line in typed {
        let line = line.replace("/media/tikku", place.to_str().unwrap());
        let words: Vec<&str> = line.split(' ').collect();
        if words.starts_with(&["git", "clone"]) {
            // On the other machine.
            env.enter("..");
        }
        match words[..] {
            ["cd", folder] => env.enter(folder),
            ["rekisteri", "accept"] => drop(env.run(&["accept", "--yes"]).ok()),
            ["rekisteri", ref rest @ ..] => drop(env.run(rest).ok()),
            ["git", ref rest @ ..] => drop(env.git(rest).ok()),
            _ => panic!("{line}"),
        }
        lines += 1;
    }
    assert_eq!(lines, 10);
    env.run(&["edit", "1001", "email=toinen@example.fi"]).ok();
    env.git(&["push", "-q"]).ok();
    env.enter("../reg");
    env.git(&["pull", "-q"]).ok();
    env.run(&["accept", "--yes"]).ok();
    assert!(
        env.run(&["show", "1001"])
            .ok()
            .contains("toinen@example.fi")
    );
    // Both have worked: git unites them.
    env.git(&["config", "pull.rebase", "false"]).ok();
    env.run(&["edit", "1002", "email=ensin@example.fi"]).ok();
    env.git(&["push", "-q"]).ok();
    env.enter("../asiakkaat");
    env.run(&["edit", "1003", "email=yhta@example.fi"]).ok();
    env.git(&["pull", "-q", "--no-edit"]).ok();
    env.run(&["accept", "--yes"]).ok();
    let all = env.run(&["list", "--format", "csv"]).ok();
    assert!(all.contains("ensin@example.fi") && all.contains("yhta@example.fi"));
    env.assert_clean();
}
