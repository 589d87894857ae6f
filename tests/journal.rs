//! The journal in whole runs: letters are noted as they are written, known the next time, and taken back by `undo`.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::ToSpan as _;
use rekisteri::model::journal::Event;
use rekisteri::register::Error;
use serde_json::Value;

use crate::common::letters::{self, FEES};
use crate::common::sandbox::{Run, TestEnv};

const CANARY: &str = "Kanarialintu-7";

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
    assert_eq!(event["due"], "2026-05-18");
    assert_eq!(event["channel"], "post");
    assert_eq!(event["basis"], "633/1982");
    assert_eq!(event["invoices"][0]["invoice"], CANARY);
    // The fee of 513/1999 10 a §; interest does not run before he was told of it (633/1982 6 § 2 mom.).
    assert_eq!(event["invoices"][0]["sum"], "85.00");
    let shown = env.run(&["--lang", "en", "show", "1001", "--journal"]).ok();
    assert_eq!(
        shown,
        format!(
            "4.5.2026  reminder · invoice {CANARY} · 85,00\u{a0}€ · to be paid by 18.5.2026 · by post · by 633/1982 · text letter\n"
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

fn plan(env: &TestEnv, date: &str) -> Value {
    let run = remind(env, date, &["--dry-run", "--json"]);
    let plan: Value = serde_json::from_str(&run.ok()).unwrap();
    plan
}

#[test]
fn a_second_fee_waits_for_fourteen_days() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    // 513/1999 10 b §: fourteen days since the last reminder.
    let second = plan(&env, "2026-05-17");
    assert_eq!(second["letters"][0]["fee"], "0.00");
    assert_eq!(second["letters"][0]["fee_possible_from"], "2026-05-18");
    let told = remind(&env, "2026-05-17", &["--dry-run", "--lang", "en"]);
    assert!(told.stderr.contains("possible from 18.5.2026"), "{told}");
    assert!(
        told.stderr.contains("reminded before, last on 4.5.2026"),
        "{told}"
    );
    assert_eq!(plan(&env, "2026-05-18")["letters"][0]["fee"], "5.00");
    env.run(&["undo"]).ok();
    assert_eq!(plan(&env, "2026-05-17")["letters"][0]["fee"], "5.00");
}

#[test]
fn a_letter_starts_the_days_of_interest_and_the_years_of_the_claim_anew() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    // 633/1982 6 § 2 mom.: thirty days since the first letter, which told the rate.
    let second = plan(&env, "2026-06-15");
    let item = &second["letters"][0]["invoices"][0];
    assert_eq!(item["interest_from"], "2026-06-04");
    // 728/2003 4, 10 and 13 §: three years from the last reminder, not from the due date.
    let late = plan(&env, "2029-05-04");
    assert_eq!(late["letters"].as_array().unwrap().len(), 1);
    let barred = plan(&env, "2029-05-05");
    assert_eq!(barred["left_out"][0]["why"], "time-barred");
    env.run(&["undo"]).ok();
    assert_eq!(
        plan(&env, "2029-05-04")["left_out"][0]["why"],
        "time-barred"
    );
}

#[test]
fn a_letter_that_waives_interest_tells_none() {
    let env = register();
    remind(&env, "2026-05-04", &["--interest", "none"]).ok();
    assert_eq!(events(&env, "1001")[0]["basis"], Value::Null);
    let item = &plan(&env, "2026-06-15")["letters"][0]["invoices"][0];
    assert_eq!(item["interest_from"], "2026-07-16");
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
    let refused = opened.noting(planned, now).err();
    assert!(matches!(refused, Some(Error::PlanIsOld)));
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

/// What a run leaves that was killed after it had made documents of `made`.
fn cut_short(env: &TestEnv, planned: &[&Path], made: &[&Path]) {
    let texts = |paths: &[&Path]| -> String {
        let each = paths.iter().map(|path| format!("{}\0", path.display()));
        each.collect()
    };
    let note = format!("rekisteri letters 2\0{}\0", env.head()) + &texts(planned) + "\0";
    env.write(".git/rekisteri/letters", &(note + &texts(made)));
}

fn said(env: &TestEnv, arguments: &[&str]) -> Run {
    env.run(&[&["--lang", "en"], arguments].concat())
}

#[test]
fn documents_of_a_run_that_was_cut_short_stop_the_next() {
    let env = register();
    let documents = ["1001", "1002"].map(|number| env.path(&format!("../letters/{number}.txt")));
    let [document, never] = [&documents[0], &documents[1]].map(PathBuf::as_path);
    fs::create_dir(env.path("../letters")).unwrap();
    fs::write(document, "a letter").unwrap();
    fs::write(env.path("../letters/1003.txt"), "another's").unwrap();
    cut_short(&env, &[document, never], &[document]);
    let run = remind(&env, "2026-05-04", &[]).fails(1);
    assert!(
        run.stderr.contains("are in no journal") && run.stderr.contains("doctor --fix"),
        "{run}"
    );
    assert_eq!(fs::read_dir(env.path("output")).unwrap().count(), 0);
    // Every command says so in one line; `check` and `doctor` name each.
    let list = said(&env, &["list"]);
    assert!(
        list.stderr.contains("warning: letters were being written"),
        "{list}"
    );
    let place = "letters/1001.txt";
    for command in ["check", "doctor"] {
        let named = said(&env, &[command]);
        assert_eq!(named.status, 0, "{named}");
        assert!(named.stdout.contains(place), "{named}");
        assert!(named.stdout.contains("`rekisteri doctor --fix`"), "{named}");
        assert!(!named.stdout.contains("1002.txt") && !named.stdout.contains("1003.txt"));
    }
    let mended = said(&env, &["doctor", "--fix"]);
    assert!(mended.stdout.contains(place), "{mended}");
    assert!(mended.stderr.contains("customers 1001 were"), "{mended}");
    assert!(!document.exists());
    assert!(env.path("../letters/1003.txt").exists());
    assert!(!said(&env, &["list"]).stderr.contains("warning"));
    remind(&env, "2026-05-04", &[]).ok();
    assert!(!env.path(".git/rekisteri/letters").exists());
}

/// Nobody but the owner knows whether a letter was posted that is not where it was made.
#[test]
fn documents_that_were_moved_away_are_asked_about_until_the_owner_decides() {
    let env = register();
    let document = env.path("output/2026-05-04-1/1001.txt");
    cut_short(&env, &[&document], &[&document]);
    for _ in 0..2 {
        let run = remind(&env, "2026-05-04", &[]).fails(1);
        assert!(run.stderr.contains("are in no journal"), "{run}");
    }
    let check = said(&env, &["check"]);
    assert!(
        check
            .stdout
            .contains("output/2026-05-04-1/1001.txt was a letter"),
        "{check}"
    );
    let mended = said(&env, &["doctor", "--fix"]);
    assert!(
        mended.stderr.contains("if any of them was posted"),
        "{mended}"
    );
    remind(&env, "2026-05-04", &[]).ok();
    // What was not made yet, nobody can have posted.
    cut_short(&env, &[&env.path("output/x/1002.txt")], &[]);
    assert!(!said(&env, &["check"]).stdout.contains("letter"));
    remind(&env, "2026-06-04", &[]).ok();
}

/// The end of a run that noted its letters and could not remove its note.
#[test]
fn a_letter_that_its_journal_knows_is_no_matter_though_the_note_is_there() {
    let env = register();
    let document = env.path("../letters/1001.txt");
    cut_short(&env, &[&document], &[&document]);
    let note = fs::read(env.path(".git/rekisteri/letters")).unwrap();
    fs::remove_file(env.path(".git/rekisteri/letters")).unwrap();
    remind(&env, "2026-06-04", &["--output", "../letters"]).ok();
    fs::write(env.path(".git/rekisteri/letters"), &note).unwrap();
    assert!(!said(&env, &["check"]).stdout.contains("letter"));
    said(&env, &["doctor", "--fix"]).ok();
    assert!(document.exists());
    remind(&env, "2026-07-04", &[]).ok();
    assert!(!env.path(".git/rekisteri/letters").exists());
    // Another journal since then, and nobody without the key can tell: `doctor` removes nothing, and the refusal says so.
    fs::write(&document, "another letter").unwrap();
    fs::write(env.path(".git/rekisteri/letters"), &note).unwrap();
    let run = remind(&env, "2026-08-04", &[]).fails(1);
    assert!(run.stderr.contains("(`rm`)"), "{run}");
    said(&env, &["doctor", "--fix"]).ok();
    assert!(document.exists());
    fs::remove_file(&document).unwrap();
    remind(&env, "2026-08-04", &[]).ok();
}

#[test]
fn a_journal_is_no_foreign_file_and_its_faults_are_named_without_a_value() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    let path = "records/10/1001.journal.toml";
    assert_eq!(
        env.run(&["list", "--format", "ids"]).ok(),
        "1001\n1002\n1003\n"
    );
    env.reseal(path, "e0001", "due", "soon");
    let check = env.run(&["check"]).fails(3);
    assert!(check.stdout.contains("error: 1001 e0001.due"), "{check}");
    assert!(
        !check.stdout.contains("soon") && !check.stdout.contains(CANARY),
        "{check}"
    );
    let run = remind(&env, "2026-06-04", &[]).fails(1);
    assert!(run.stderr.contains(path), "{run}");
    assert!(
        !run.stderr.contains("soon") && !run.stderr.contains(CANARY),
        "{run}"
    );
    let run = env.run(&["commit"]).fails(1);
    assert!(run.stderr.contains("`e0001.due` is not a date"), "{run}");
    // Made right by another program, it is taken in.
    env.reseal(path, "e0001", "due", "2026-05-20");
    let diff = env.run(&["diff", "1001"]).ok();
    assert!(
        diff.contains("taken back") && diff.contains("20.5.2026"),
        "{diff}"
    );
    env.run(&["commit", "1001"]).ok();
    env.assert_clean();
    env.assert_subject();
    assert_eq!(events(&env, "1001")[0]["due"], "2026-05-20");
    // Its record gone, it waits for it.
    fs::remove_file(env.path("records/10/1001.toml")).unwrap();
    env.run(&["commit", "--yes"]).ok();
    let check = env.run(&["check"]).ok();
    assert!(
        check.contains("warning: 1001 records/10/1001.journal.toml"),
        "{check}"
    );
}

#[test]
fn a_journal_of_another_number_is_refused() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    fs::copy(
        env.path("records/10/1001.journal.toml"),
        env.path("records/10/1002.journal.toml"),
    )
    .unwrap();
    let check = env.run(&["check"]).fails(3);
    assert!(
        check.stdout.contains("error: 1002 journal.number"),
        "{check}"
    );
}

#[test]
fn git_shows_a_journal_as_lines() {
    let env = register();
    remind(&env, "2026-05-04", &[]).ok();
    let path = env.path("records/10/1001.journal.toml");
    let shown = env.run(&["git-textconv", path.to_str().unwrap()]).ok();
    assert!(
        shown.contains(&format!("e0001.invoices = \"{CANARY}\"")),
        "{shown}"
    );
}

/// A slip of the year: letters and `end` go on, and say what the date does.
#[test]
fn a_date_that_has_not_come_is_warned_of() {
    let env = register();
    let notice = "notice contact 1001 --set change=x --set from=1.1.2027 --format txt --yes";
    let warns = |run: Run, part: &str| {
        let warned = run.stderr.contains("tulevaisuudessa") || run.stderr.contains("future");
        assert_eq!(warned, !part.is_empty(), "{run}");
        assert!(run.stderr.contains(part), "{run}");
        run.ok();
    };
    let dated = |date: &str, language: &str, act: &str| {
        env.run_line(&format!("--date {date} --lang {language} {act}"))
    };
    warns(dated("2026-05-04", "en", notice), "");
    let part = "warning: the date is in the future: 4.5.2999. The letters bear it";
    warns(dated("2999-05-04", "en", notice), part);
    let part = "päivä on tulevaisuudessa: 5.5.2999. Kirjeet";
    warns(dated("2999-05-05", "fi", notice), part);
    let reminder = remind(&env, "2999-05-04", &["--dry-run"]);
    warns(reminder, "2999");
    warns(dated("2026-05-04", "en", "end 1002"), "");
    let part = "4.5.2999. That day is kept as the end, but the customer leaves `list` now";
    warns(dated("2999-05-04", "en", "end 1003"), part);
    assert_eq!(env.run(&["list", "--format", "ids"]).ok(), "1001\n");
    assert!(env.run(&["show", "1003"]).ok().contains("2999-05-04"));
}
