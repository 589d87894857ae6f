//! The journal in whole runs: letters are noted as they are written, all in one commit or none, and taken back by `undo`.

use std::fs;

use jiff::ToSpan as _;
use rekisteri::model::journal::Event;
use rekisteri::register::Error;
use serde_json::Value;

use crate::common::letters::{self, FEES};
use crate::common::sandbox::{Run, TestEnv};

/// The invoice that customer 1001 is reminded of; it must never be found in clear.
pub(crate) const CANARY: &str = "Kanarialintu-7";

/// A register that can remind its three customers.
pub(crate) fn register() -> TestEnv {
    let env = TestEnv::three_customers();
    describe(&env);
    env
}

pub(crate) fn describe(env: &TestEnv) {
    env.describe_creditor(&[&["controller.name=Velkoja Oy"], &FEES[..]].concat());
}

/// A reminder of an invoice that is the same each time.
pub(crate) fn remind(env: &TestEnv, date: &str, extra: &[&str]) -> Run {
    env.run(&[&letters::reminder(date, CANARY)[..], extra].concat())
}

pub(crate) fn events(env: &TestEnv, number: &str) -> Vec<Value> {
    let shown = env.run(&["show", number, "--journal", "--json"]).ok();
    serde_json::from_str(&shown).unwrap()
}

#[test]
fn a_letter_is_noted_and_shown_and_taken_back() {
    let env = register();
    let before = env.head();
    let path = remind(&env, "2026-05-04", &[]).ok();
    env.assert_clean();
    env.assert_subject();
    let message = env.git(&["log", "-1", "--format=%B"]).ok();
    assert_eq!(
        message.trim_end(),
        "journal 1 customers\n\nRegister-Action: journal\nRegister-Customers: 1001"
    );
    let events = events(&env, "1001");
    assert_eq!(events.len(), 1);
    let event = &events[0];
    let bytes = fs::read(path.trim_end()).unwrap();
    assert_eq!(event["sha256"], rekisteri::sops::sha256(&bytes));
    assert_eq!(event["date"], "2026-05-04");
    assert_eq!(event["act"], "reminder");
    assert_eq!(event["document"], "reminder.fi.txt");
    assert_eq!(event["language"], "fi");
    assert_eq!(event["due"], "2026-05-21");
    assert_eq!(event["channel"], "post");
    assert_eq!(event["basis"], "633/1982 9,5 %");
    assert_eq!(event["invoices"][0]["invoice"], CANARY);
    // The fee of 513/1999 10 a §; interest does not run before he was told of it (633/1982 6 § 2 mom.).
    assert_eq!(event["invoices"][0]["sum"], "85.00");
    let shown = env.run(&["--lang", "en", "show", "1001", "--journal"]).ok();
    assert_eq!(
        shown,
        format!(
            "4.5.2026  reminder · invoice {CANARY} · 85,00\u{a0}€ · to be paid by 21.5.2026 · by post · by 633/1982 9,5 % · text letter\n"
        )
    );
    let log = env.run(&["log", "1001"]).ok();
    assert!(
        log.contains(&format!(
            "  1001  journal: 4.5.2026  reminder · invoice {CANARY}"
        )),
        "{log}"
    );
    assert!(!env.read("records/10/1001.journal.toml").contains(CANARY));
    env.run(&["check"]).ok();
    env.run(&["undo"]).ok();
    assert_eq!(self::events(&env, "1001"), Vec::<Value>::new());
    env.assert_clean();
    assert_eq!(env.git(&["diff", "--stat", &before, "HEAD"]).ok(), "");
    let log = env.run(&["log", "1001"]).ok();
    assert!(log.contains("1001  journal, taken back: 4.5.2026"), "{log}");
}

#[test]
fn many_letters_are_one_commit_and_unchanged_events_keep_their_text() {
    let env = register();
    env.write(
        "../open.csv",
        "customer;invoice;invoice_date;due_date;open\n\
         Aino Esimerkki;301;2026-03-01;2026-04-15;80,00\n\
         Bo Ek;101;2026-03-01;2026-04-15;500,00\n\
         Bo Ek;102;2026-03-01;2026-04-20;250,00\n",
    );
    let count = || env.git(&["rev-list", "--count", "HEAD"]).ok();
    let before: usize = count().trim().parse().unwrap();
    let letters = |date: &str, extra: &[&str]| {
        let base = ["--date", date, "--yes", "letter", "demand"];
        env.run(&[&base[..], &["--receivables", "../open.csv"], extra].concat())
    };
    letters("2026-06-01", &["--dry-run"]).ok();
    assert_eq!(count().trim(), before.to_string());
    letters("2026-06-01", &[]).ok();
    assert_eq!(count().trim(), (before + 1).to_string());
    let message = env.git(&["log", "-1", "--format=%B"]).ok();
    assert!(message.starts_with("journal 2 customers\n"), "{message}");
    let first = env.read("records/10/1003.journal.toml");
    let event = events(&env, "1003")[0].clone();
    assert_eq!(event["act"], "demand");
    assert_eq!(event["invoices"].as_array().unwrap().len(), 2);
    letters("2026-06-20", &["--output", "../letters"]).ok();
    let second = env.read("records/10/1003.journal.toml");
    let sealed = |text: &str| -> Vec<String> {
        let event = text.split("[e0001]").nth(1).unwrap().to_owned();
        event
            .lines()
            .filter(|line| line.contains("ENC["))
            .take(8)
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(sealed(&first), sealed(&second));
    assert_eq!(events(&env, "1003").len(), 2);
    let git = env.git(&[
        "diff",
        "HEAD~1",
        "--numstat",
        "--no-textconv",
        "--",
        "records/10/1003.journal.toml",
    ]);
    assert!(!git.ok().is_empty());
    env.assert_clean();
}

/// Two runs that were planned at once cannot both be the first.
#[test]
fn a_plan_that_another_act_has_overtaken_is_not_carried_out() {
    let env = register();
    let opened = env.unlocked();
    let planned = opened.register().repo().head().unwrap();
    remind(&env, "2026-05-04", &[]).ok();
    let now = "2026-11-25T10:00:00Z".parse().unwrap();
    let document = env.path("output/1001.txt");
    let mut documents = crate::letter_runs::One(document.clone());
    let refused = opened.write_letters(planned, now, &mut documents);
    assert!(matches!(refused.err(), Some(Error::PlanIsOld)));
    assert!(!document.exists());
}

/// A journal that would not be read again is not written.
#[test]
fn a_journal_that_is_full_takes_no_more() {
    let env = register();
    let opened = env.unlocked();
    let now = "2026-11-25T10:00:00Z".parse().unwrap();
    let event = |day: i64| {
        let date = jiff::civil::date(2026, 1, 1).saturating_add(day.days());
        let mut event = Event::new(date, "notice".parse().unwrap());
        event.recipient = Some("x".repeat(1000).parse().unwrap());
        ("1001".parse().unwrap(), event)
    };
    let mut change = opened.change(now).unwrap();
    let refused = change.note_events((0..300).map(event).collect()).err();
    assert!(matches!(refused, Some(Error::SealJournal { .. })));
    drop(change);
    let mut change = opened.change(now).unwrap();
    change.note_events((0..100).map(event).collect()).unwrap();
    change.commit(rekisteri::history::Act::Journal).unwrap();
    assert_eq!(events(&env, "1001").len(), 100);
    let path = "records/10/1001.journal.toml";
    env.write(path, &"x".repeat(300 * 1024));
    let check = env.run(&["check"]).fails(3);
    assert!(check.stdout.contains(path), "{check}");
}

#[test]
fn notices_are_noted_and_the_same_again_is_not() {
    let env = register();
    let notice = |extra: &[&str]| {
        let base = [
            "--date",
            "2026-05-04",
            "notice",
            "contact",
            "1001",
            "1003",
            "--set",
            "from=1.6.2026",
            "--set",
            "change=Osoite vaihtuu.",
            "--format",
            "txt",
        ];
        env.run(&[&base[..], extra].concat())
    };
    let before = env.head();
    notice(&["--dry-run"]).ok();
    assert_eq!(env.head(), before);
    assert_eq!(fs::read_dir(env.path("output")).unwrap().count(), 0);
    notice(&[]).ok();
    let event = events(&env, "1003")[0].clone();
    assert_eq!(
        (&event["act"], &event["document"]),
        (&"notice".into(), &"contact.fi.txt".into())
    );
    assert_eq!(event["invoices"], Value::Array(Vec::new()));
    let once = env.head();
    let again = notice(&["--lang", "en"]);
    assert!(
        again.stderr.contains("The journal says this already"),
        "{again}"
    );
    assert_eq!(env.head(), once);
    assert!(events(&env, "1002").is_empty());
}

#[test]
fn a_letter_that_cannot_be_noted_is_not_written() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    env.tamper("records/10/1001.journal.toml", "act");
    let run = remind(&env, "2026-06-04", &["--output", "../letters"]).fails(1);
    assert!(run.stderr.contains("1001.journal.toml"), "{run}");
    assert!(!env.path("../letters").exists());
    let check = env.run(&["check"]).fails(3);
    assert!(
        check.stdout.contains("1001 cannot open the journal")
            || check.stdout.contains("journal of customer `1001`"),
        "{check}"
    );
    env.git(&["checkout", "-q", "records"]).ok();
    // A lock of another git's stops the commit after the documents: they go again.
    fs::write(env.path(".git/refs/heads/main.lock"), "").unwrap();
    let run = remind(&env, "2026-06-04", &["--output", "../letters"]);
    assert_ne!(run.status, 0, "{run}");
    assert_eq!(run.stdout, "");
    assert!(!env.path("../letters").exists());
    fs::remove_file(env.path(".git/refs/heads/main.lock")).unwrap();
    assert_eq!(events(&env, "1001").len(), 1);
}
