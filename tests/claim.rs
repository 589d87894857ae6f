//! `claim`: acts on a claim are sealed in the journal, read by every later plan, and taken back by `undo`.

use std::fs;

use serde_json::Value;

use crate::common::clones::Clones;
use crate::common::sandbox::{Run, TestEnv};
use crate::journal::{self, CANARY, events, register, remind};

/// Words that must never be found in clear.
const NOTE: &str = "Sanoo tavaran jääneen saapumatta";

fn claim(env: &TestEnv, date: &str, what: &str, extra: &[&str]) -> Run {
    let claim = ["--date", date, "--lang", "en", "claim", "1001", "--invoice"];
    env.run(&[&claim[..], &[CANARY, what], extra].concat())
}

fn plan(env: &TestEnv, date: &str) -> Value {
    let run = remind(env, date, &["--dry-run", "--json"]);
    serde_json::from_str(&run.ok()).unwrap()
}

/// Why the invoice is left out and by which section; nothing where it gets its letter.
fn left_out(env: &TestEnv, date: &str) -> Option<String> {
    let plan = plan(env, date);
    let left = plan["left_out"].get(0)?;
    assert_eq!(plan["letters"], Value::Array(Vec::new()));
    assert_eq!(left["invoice"], CANARY);
    let text = |key: &str| left[key].as_str().unwrap_or_default();
    Some(format!("{} ({})", text("why"), text("section")))
}

const DISPUTED: Option<&str> = Some("disputed (513/1999 4 b §)");
const SUSPENDED: Option<&str> = Some("suspended (513/1999 4 c §)");

#[test]
fn a_dispute_is_sealed_and_read_by_the_next_plan_and_taken_back() {
    let env = register();
    let before = env.head();
    let noted = claim(&env, "2026-05-01", "disputed", &["--note", NOTE]);
    let line = format!("disputed · invoice {CANARY} · by 513/1999 4 b § · “{NOTE}”\n");
    assert!(
        noted.stderr.contains(&format!("1.5.2026  {line}")),
        "{noted}"
    );
    assert_eq!(noted.ok(), "");
    env.assert_clean();
    env.assert_subject();
    let message = env.git(&["log", "-1", "--format=%B"]).ok();
    assert_eq!(
        message.trim_end(),
        "journal 1 customers\n\nRegister-Action: journal\nRegister-Customers: 1001"
    );
    let sealed = env.read("records/10/1001.journal.toml");
    assert!(!sealed.contains(CANARY) && !sealed.contains("tavaran"));
    let shown = env.run(&["--lang", "en", "show", "1001", "--journal"]).ok();
    assert_eq!(shown, format!("1.5.2026  {line}"));
    let event = &events(&env, "1001")[0];
    assert_eq!(event["act"], "disputed");
    assert_eq!(event["note"], NOTE);
    assert_eq!(event["basis"], "513/1999 4 b §");
    assert_eq!(event["invoices"][0]["invoice"], CANARY);
    assert_eq!(event["invoices"][0]["sum"], Value::Null);
    let log = env.run(&["--lang", "fi", "log", "1001"]).ok();
    assert!(log.contains("riitautettu · lasku"), "{log}");
    env.run(&["check"]).ok();
    // Also a letter that is dated back before the dispute, and the demand.
    for date in ["2026-04-30", "2026-05-04"] {
        assert_eq!(left_out(&env, date).as_deref(), DISPUTED);
    }
    assert_eq!(remind(&env, "2026-05-04", &[]).ok(), "");
    let undone = env.run(&["undo"]);
    assert!(!undone.stderr.contains("1001.pdf"), "{undone}");
    undone.ok();
    assert_eq!(left_out(&env, "2026-05-04").as_deref(), None);
    assert_eq!(env.git(&["diff", "--stat", &before, "HEAD"]).ok(), "");
}

#[test]
fn a_settled_dispute_lets_letters_go_on_from_its_day() {
    let env = register();
    claim(&env, "2026-05-01", "disputed", &[]).ok();
    claim(&env, "2026-05-20", "settled", &[]).ok();
    assert_eq!(left_out(&env, "2026-05-19").as_deref(), DISPUTED);
    assert_eq!(left_out(&env, "2026-05-20").as_deref(), None);
    // The same day, the other way round: the last word counts.
    claim(&env, "2026-05-20", "disputed", &[]).ok();
    assert_eq!(left_out(&env, "2026-05-20").as_deref(), DISPUTED);
    env.run(&["check"]).ok();
}

#[test]
fn a_suspension_ends_by_undo_only() {
    let env = register();
    let typed = claim(&env, "2026-05-01", "settled", &[]).fails(1);
    assert!(typed.stderr.contains("show ID --journal"), "{typed}");
    claim(&env, "2026-05-01", "disputed", &[]).ok();
    claim(&env, "2026-05-02", "suspended", &[]).ok();
    assert_eq!(left_out(&env, "2026-05-04").as_deref(), SUSPENDED);
    for date in ["2026-05-01", "2026-05-03"] {
        let refused = claim(&env, date, "settled", &[]).fails(1);
        assert!(
            refused.stderr.contains("rekisteri undo COMMIT"),
            "{refused}"
        );
        assert!(!refused.stderr.contains(CANARY), "{refused}");
    }
    for (language, words) in [
        ("en", "No fees or reminders any more"),
        ("fi", "siitä ei enää muistuteta eikä peritä kuluja"),
    ] {
        let told = remind(&env, "2026-05-04", &["--dry-run", "--lang", language]);
        let told = told.stderr.to_lowercase();
        assert!(told.contains(&words.to_lowercase()), "{told}");
    }
    env.run(&["undo"]).ok();
    assert_eq!(left_out(&env, "2026-05-04").as_deref(), DISPUTED);
    claim(&env, "2026-05-03", "settled", &[]).ok();
    assert_eq!(left_out(&env, "2026-05-04").as_deref(), None);
}

#[test]
fn the_number_is_known_as_lists_spell_it_and_only_since_the_invoice() {
    let env = register();
    let spelt = CANARY.to_uppercase();
    let run = |date: &str| {
        env.run(&[
            "--date",
            date,
            "claim",
            "1001",
            "--invoice",
            &spelt,
            "disputed",
        ])
    };
    // The reminder's invoice is of 25.3.2026: what was disputed before was another of that number.
    run("2025-03-24").ok();
    assert_eq!(left_out(&env, "2026-05-04").as_deref(), None);
    run("2026-03-26").ok();
    assert_eq!(left_out(&env, "2026-05-04").as_deref(), DISPUTED);
}

#[test]
fn the_lists_own_column_and_the_journal_both_count() {
    let env = register();
    env.write(
        "../open.csv",
        "customer;invoice;invoice_date;due_date;open;disputed\n\
         Aino Esimerkki;301;2026-03-01;2026-04-15;80,00;\n\
         Bo Ek;101;2026-03-01;2026-04-15;500,00;yes\n\
         Bo Ek;102;2026-03-01;2026-04-20;250,00;\n",
    );
    env.run(&["claim", "1001", "--invoice", "301", "suspended"])
        .ok();
    let listed = "--date 2026-12-01 letter reminder --receivables ../open.csv --dry-run --json";
    let plan: Value = serde_json::from_str(&env.run_line(listed).ok()).unwrap();
    let left: Vec<(&str, &str)> = (plan["left_out"].as_array().unwrap().iter())
        .map(|one| {
            (
                one["invoice"].as_str().unwrap(),
                one["why"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(left, [("301", "suspended"), ("101", "disputed")]);
    assert_eq!(plan["letters"][0]["invoices"][0]["invoice"], "102");
    assert_eq!(plan["letters"].as_array().unwrap().len(), 1);
    // What stands in the list is ended in the list.
    let refused = env
        .run(&["claim", "1003", "--invoice", "101", "settled"])
        .fails(1);
    assert!(refused.stderr.contains("disputed"), "{refused}");
}

#[test]
fn a_slip_of_the_invoice_or_the_day_is_told() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    let stranger = env.run(&[
        "--lang",
        "en",
        "claim",
        "1001",
        "--invoice",
        "Kanari",
        "disputed",
    ]);
    let said = format!("no letter names invoice Kanari; letters were about {CANARY}");
    assert!(stranger.stderr.contains(&said), "{stranger}");
    stranger.ok();
    let known = claim(&env, "2026-05-05", "disputed", &[]);
    assert!(!known.stderr.contains("no letter names"), "{known}");
    known.ok();
    let head = env.head();
    let future = claim(&env, "2999-05-04", "disputed", &[]).fails(2);
    assert!(future.stderr.contains("in the future"), "{future}");
    for note in ["131052-308T", "a\u{7}b"] {
        let refused = claim(&env, "2026-05-06", "disputed", &["--note", note]).fails(2);
        assert!(!refused.stderr.contains(note), "{refused}");
    }
    // The very same act again is no second event.
    let again = claim(&env, "2026-05-05", "disputed", &[]);
    assert!(again.stderr.contains("Nothing changed."), "{again}");
    assert_eq!(env.head(), head);
    // An older dispute that was settled since changes nothing for letters.
    claim(&env, "2026-05-10", "settled", &[]).ok();
    let late = claim(&env, "2026-05-08", "disputed", &[]);
    assert!(late.stderr.contains("was settled on 10.5.2026"), "{late}");
    late.ok();
}

#[test]
fn a_dry_run_shows_and_data_is_data() {
    let env = register();
    let head = env.head();
    let dry = claim(&env, "2026-05-05", "disputed", &["--dry-run"]);
    assert!(dry.stderr.contains("To be noted for 1001"), "{dry}");
    let shape = |run: Run| -> Value { serde_json::from_str(&run.ok()).unwrap() };
    let dry = shape(claim(
        &env,
        "2026-05-05",
        "disputed",
        &["--dry-run", "--json"],
    ));
    assert_eq!(
        (&dry["customer"], &dry["noted"]),
        (&1001.into(), &false.into())
    );
    assert_eq!(env.head(), head);
    let noted = shape(claim(&env, "2026-05-05", "disputed", &["--json"]));
    assert_eq!(noted["noted"], true);
    assert_eq!(noted["event"], events(&env, "1001")[0]);
    let again = shape(claim(&env, "2026-05-05", "disputed", &["--json"]));
    assert_eq!(again["noted"], false);
    // Standard input keeps the words out of the shell's history.
    let line = format!("--date 2026-05-06 claim 1001 --invoice {CANARY} settled --note -");
    let words: Vec<&str> = line.split(' ').collect();
    env.run_with_input(&words, &format!("{NOTE}\n")).ok();
    assert_eq!(events(&env, "1001")[1]["note"], NOTE);
}

#[test]
fn only_a_consumer_asks_for_a_suspension() {
    let env = register();
    env.run(&["edit", "1002", "company=Malli Oy", "business_id=1234567-1"])
        .ok();
    let noted = env.run(&[
        "--lang",
        "en",
        "claim",
        "1002",
        "--invoice",
        "7",
        "suspended",
    ]);
    assert!(
        noted.stderr.contains("does not seem to be a consumer"),
        "{noted}"
    );
    noted.ok();
    let consumer = claim(&env, "2026-05-05", "suspended", &[]);
    assert!(!consumer.stderr.contains("warning"), "{consumer}");
}

/// A newer program may note what this one does not know: it is told, and kept.
#[test]
fn what_a_newer_program_noted_is_kept() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    env.reseal(
        "records/10/1001.journal.toml",
        "e0001",
        "received",
        "2026-05-08",
    );
    env.run(&["commit"]).ok();
    let shown = env.run(&["--lang", "en", "show", "1001", "--journal"]).ok();
    assert!(shown.contains("made by a newer rekisteri"), "{shown}");
    let found = env.run(&["--lang", "en", "check"]);
    assert!(found.stdout.contains("newer rekisteri"), "{found}");
    claim(&env, "2026-05-10", "disputed", &[]).ok();
    assert_eq!(events(&env, "1001")[0]["unknown"]["received"], "2026-05-08");
}

#[test]
fn acts_of_two_clones_are_united() {
    let mut clones = Clones::new();
    journal::describe(clones.at("a"));
    clones.push("a");
    clones.merge("b").ok();
    clones.accept("b");
    let note = |clones: &mut Clones, name: &str, date: &str, what: &str| {
        clones.accept(name);
        claim(clones.at(name), date, what, &[]).ok();
    };
    note(&mut clones, "a", "2026-05-01", "disputed");
    clones.push("a");
    note(&mut clones, "b", "2026-05-01", "disputed");
    note(&mut clones, "b", "2026-05-02", "suspended");
    clones.merge("b").ok();
    clones.accept("b");
    let env = clones.at("b");
    assert_eq!(events(env, "1001").len(), 2);
    env.run(&["check"]).ok();
    assert_eq!(left_out(env, "2026-05-04").as_deref(), SUSPENDED);
    assert!(!fs::exists(env.path("output")).unwrap());
}
