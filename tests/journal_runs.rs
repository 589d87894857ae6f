//! The journal through a whole list of open invoices, in every form that a letter is written in, and by two programs at once.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Child, Stdio};

use serde_json::Value;

use crate::common::sandbox::{Run, TestEnv};
use crate::journal::{describe, events};

const OPEN: &str = "customer;invoice;invoice_date;due_date;open\n\
     Aino Esimerkki;301;2026-03-01;2026-04-15;80,00\n\
     Bo Ek;101;2026-03-01;2026-04-15;500,00\n\
     Bo Ek;102;2026-03-01;2026-04-20;250,00\n";

fn register() -> TestEnv {
    let env = TestEnv::three_customers();
    describe(&env);
    env.write("../open.csv", OPEN);
    env
}

fn reminders(env: &TestEnv, date: &str, extra: &[&str]) -> Run {
    let base = ["--date", date, "--lang", "en", "letter", "reminder"];
    let list = ["--receivables", "../open.csv", "--format", "txt"];
    env.run(&[&base[..], &list, extra].concat())
}

fn plan(env: &TestEnv, date: &str) -> Vec<Value> {
    let told = reminders(env, date, &["--dry-run", "--json"]).ok();
    let told: Value = serde_json::from_str(&told).unwrap();
    told["letters"].as_array().unwrap().clone()
}

#[test]
fn a_list_is_reminded_twice() {
    let env = register();
    let first = reminders(&env, "2026-05-04", &["--yes"]);
    assert!(!first.stderr.contains("reminded before"), "{first}");
    first.ok();
    let after_first = env.head();
    // Fourteen days later the plan knows the letter and asks no second fee (513/1999 10 b §).
    let early = reminders(&env, "2026-05-18", &["--dry-run"]);
    let said = early.stderr.matches("reminded before, last on 4.5.2026");
    assert_eq!(said.count(), 2, "{early}");
    assert!(early.stderr.contains("possible from 19.5.2026"), "{early}");
    for letter in plan(&env, "2026-05-18") {
        assert_eq!(
            (&letter["reminded"], &letter["fee"]),
            (&"2026-05-04".into(), &"0.00".into())
        );
    }
    for letter in plan(&env, "2026-05-19") {
        assert_eq!(letter["fee"], "5.00");
    }
    let second = reminders(&env, "2026-05-19", &["--yes"]);
    assert!(
        second.stderr.contains("reminded before, last on 4.5.2026")
            && second
                .stderr
                .contains("Noted in the journal; `rekisteri undo` takes it back."),
        "{second}"
    );
    second.ok();
    let days: Vec<Value> = events(&env, "1003")
        .iter()
        .map(|event| event["date"].clone())
        .collect();
    assert_eq!(days, ["2026-05-04", "2026-05-19"]);
    let shown = env.run(&["--lang", "en", "show", "1003", "--journal"]).ok();
    assert_eq!(shown.lines().count(), 2, "{shown}");
    assert!(shown.contains("invoices 101, 102 · 755,00"), "{shown}");
    let log = env.run(&["--lang", "en", "log", "1003"]).ok();
    let noted = log.lines().filter(|line| line.contains("journal: "));
    assert_eq!(noted.count(), 2, "{log}");
    // Taken back, it was never sent.
    env.run(&["undo", "--yes"]).ok();
    assert_eq!(events(&env, "1003").len(), 1);
    assert_eq!(plan(&env, "2026-05-19")[0]["reminded"], "2026-05-04");
    assert_eq!(env.git(&["diff", "--stat", &after_first, "HEAD"]).ok(), "");
    env.assert_clean();
    env.run(&["check"]).ok();
}

/// The same letters on the same day, fee and all, are no second reminder.
#[test]
fn the_same_list_on_the_same_day_is_written_again_and_noted_once() {
    let env = register();
    let path = |run: &Run| run.stdout.lines().next().unwrap().to_owned();
    let first = reminders(&env, "2026-05-04", &["--yes"]);
    let before = env.head();
    let again = reminders(&env, "2026-05-04", &["--yes"]);
    assert!(
        again.stderr.contains("The journal says this already")
            && !again.stderr.contains("reminded before"),
        "{again}"
    );
    assert_ne!(path(&first), path(&again));
    let read = |run: &Run| fs::read(path(run)).unwrap();
    assert_eq!(read(&first), read(&again));
    assert_eq!(env.head(), before);
    assert_eq!(events(&env, "1003").len(), 1);
    // Another letter of that day is one, and costs nothing more: of another kind, or about other invoices.
    let demand = [
        "--date",
        "2026-05-04",
        "--json",
        "letter",
        "demand",
        "--dry-run",
    ];
    let list = ["--receivables", "../open.csv"];
    let demand = env.run(&[&demand[..], &list].concat()).ok();
    let demand: Value = serde_json::from_str(&demand).unwrap();
    assert_eq!(demand["letters"][0]["reminded"], "2026-05-04");
    assert_eq!(demand["letters"][0]["fee"], "0.00");
    assert_eq!(demand["letters"][0]["reminder_first"], false);
    let fewer: Vec<&str> = OPEN.lines().take(3).collect();
    env.write("../open.csv", &(fewer.join("\n") + "\n"));
    let bo = &plan(&env, "2026-05-04")[1];
    assert_eq!(
        (&bo["customer"], &bo["fee"]),
        (&1003.into(), &"0.00".into())
    );
}

/// A second letter of the day that asks for something else is no first letter again: it knows that one, and charges no fee on top of it
/// (513/1999 10 b §).
#[test]
fn another_letter_of_the_same_day_is_a_second_reminder() {
    let env = register();
    reminders(&env, "2026-05-04", &["--yes"]).ok();
    env.run(&["describe", "letters.reminder_fee_consumer=4"])
        .ok();
    let second = reminders(&env, "2026-05-04", &["--yes"]);
    let said = second.stderr.matches("reminded before, last on 4.5.2026");
    assert_eq!(said.count(), 2, "{second}");
    second.ok();
    let sums = |number: &str| -> Vec<String> {
        let events = events(&env, number);
        let first = events.iter().map(|it| it["invoices"][0]["sum"].to_string());
        first.collect()
    };
    // The fee stands once in the journal, and nothing of the first letter is hidden.
    let mut asked = sums("1001");
    asked.sort();
    assert_eq!(asked, ["\"80.00\"", "\"85.00\""]);
    assert_eq!(sums("1003").len(), 2);
    // Either of them made again is not a third.
    let before = env.head();
    let third = reminders(&env, "2026-05-04", &["--yes"]);
    assert!(
        third.stderr.contains("The journal says this already"),
        "{third}"
    );
    assert_eq!(env.head(), before);
}

/// A letter about one invoice, and on the same day one about that and another: the second costs nothing, nor does one about the other alone
/// (513/1999 10 b and 4 §). Each of them made again is the letter that it was.
#[test]
fn one_fee_a_day_to_one_debtor_whatever_the_invoices() {
    let env = register();
    let rows: Vec<&str> = OPEN.lines().collect();
    let of = |rows: &[&str]| env.write("../open.csv", &(rows.join("\n") + "\n"));
    let fees = || -> Vec<(Value, Value)> {
        let plan = plan(&env, "2026-05-10");
        plan.iter()
            .map(|letter| (letter["fee"].clone(), letter["again"].clone()))
            .collect()
    };
    let (asked, free) = (Value::from("5.00"), Value::from("0.00"));
    let (first, again) = (Value::from(false), Value::from(true));
    of(&[rows[0], rows[2]]);
    assert_eq!(fees(), [(asked.clone(), first.clone())]);
    reminders(&env, "2026-05-10", &["--yes"]).ok();
    assert_eq!(fees(), [(asked.clone(), again.clone())]);
    of(&[rows[0], rows[2], rows[3]]);
    assert_eq!(fees(), [(free.clone(), first.clone())]);
    of(&[rows[0], rows[3]]);
    assert_eq!(fees(), [(free.clone(), first)]);
    let shown = reminders(&env, "2026-05-10", &["--dry-run"]);
    let said = "reminder fee 0,00\u{a0}€: 5,00\u{a0}€ possible from 11.5.2026 (513/1999 4 §)";
    assert!(shown.stderr.contains(said), "{shown}");
    reminders(&env, "2026-05-10", &["--yes"]).ok();
    assert_eq!(fees(), [(free, again.clone())]);
    of(&[rows[0], rows[2]]);
    assert_eq!(fees(), [(asked, again)]);
}

/// A letter that is dated back knows the later one: between the two there are not fourteen whole days either (513/1999 10 b §).
#[test]
fn a_letter_that_is_dated_back_costs_no_second_fee() {
    let env = register();
    reminders(&env, "2026-05-20", &["--yes"]).ok();
    for (date, fee) in [("2026-05-05", "5.00"), ("2026-05-06", "0.00")] {
        for letter in plan(&env, date) {
            assert_eq!(letter["fee"], fee, "{date}");
        }
    }
    let early = reminders(&env, "2026-05-06", &["--dry-run"]);
    assert!(early.stderr.contains("possible from 4.6.2026"), "{early}");
}

/// However often and in whatever form a letter is made on its day, it is the same letter, and the plan says so.
#[cfg(feature = "pdf")]
#[test]
fn a_letter_made_three_times_is_one() {
    let env = register();
    let first = reminders(&env, "2026-05-04", &["--yes"]);
    assert!(!first.stderr.contains("this very letter"), "{first}");
    for format in ["pdf", "txt", "pdf"] {
        let list = ["--receivables", "../open.csv", "--format", format, "--yes"];
        let base = ["--date", "2026-05-04", "--lang", "en", "letter", "reminder"];
        let again = env.run(&[&base[..], &list].concat());
        let said = again
            .stderr
            .matches("this very letter has been written before");
        assert_eq!(said.count(), 2, "{again}");
        assert!(!again.stderr.contains("reminded before"), "{again}");
        again.ok();
    }
    for event in events(&env, "1001") {
        assert_eq!(event["invoices"][0]["sum"], "85.00");
    }
}

/// The same sums to be paid by another day are another letter, too, and no second fee.
#[test]
fn another_day_to_pay_by_makes_another_letter() {
    let env = register();
    reminders(&env, "2026-05-04", &["--yes"]).ok();
    env.run(&["describe", "letters.payment_days=21"]).ok();
    for letter in plan(&env, "2026-05-04") {
        assert_eq!(
            (&letter["reminded"], &letter["fee"]),
            (&"2026-05-04".into(), &"0.00".into())
        );
    }
}

/// A demand out of the blue is made, and the plan says what is more usual.
#[test]
fn a_demand_without_a_reminder_before_is_remarked_on() {
    let env = register();
    let demand = |extra: &[&str]| {
        let base = ["--date", "2026-05-04", "--dry-run", "letter", "demand"];
        let list = ["--receivables", "../open.csv", "--format", "txt"];
        env.run(&[&base[..], &list, extra].concat())
    };
    for (lang, said) in [
        (
            "en",
            "  not reminded before: consider `letter reminder` first",
        ),
        (
            "fi",
            "  ei vielä muistutettu: harkitse ensin komentoa `letter reminder`",
        ),
    ] {
        let run = demand(&["--lang", lang]);
        assert_eq!(run.stderr.matches(said).count(), 2, "{run}");
    }
    let data: Value = serde_json::from_str(&demand(&["--json"]).ok()).unwrap();
    assert_eq!(data["letters"][0]["reminder_first"], true);
    // A reminder is one, and a demand after it has one.
    let reminder = reminders(&env, "2026-05-04", &["--yes"]);
    assert!(!reminder.stderr.contains("not reminded"), "{reminder}");
    reminder.ok();
    let run = demand(&["--lang", "en"]);
    assert!(!run.stderr.contains("not reminded"), "{run}");
}

/// Of several forms of a letter the PDF is the letter.
#[cfg(feature = "pdf")]
#[test]
fn a_letter_in_two_formats_is_one_event() {
    let env = register();
    let list = ["--receivables", "../open.csv", "--format", "txt,pdf"];
    let base = ["--date", "2026-05-04", "--yes", "letter", "reminder"];
    let written = env.run(&[&base[..], &list].concat()).ok();
    assert_eq!(written.lines().count(), 5, "{written}");
    assert!(written.contains("/all.pdf"), "{written}");
    for number in ["1001", "1003"] {
        let events = events(&env, number);
        assert_eq!(events.len(), 1);
        assert_eq!(events[0]["document"], "reminder.fi.typ");
        let path = env.path(&format!("output/2026-05-04-1/{number}.pdf"));
        let hash = rekisteri::sops::sha256(&fs::read(path).unwrap());
        assert_eq!(events[0]["sha256"], hash);
    }
}

#[test]
fn a_draft_is_noted_as_sent_by_e_mail() {
    let env = register();
    env.run(&["describe", "contact.email=oma@example.fi"]).ok();
    let notice = || {
        let base = ["--date", "2026-05-04", "notice", "contact", "1001", "1003"];
        let set = ["--format", "txt", "--set", "from=1.6.2026"];
        env.run(&[&base[..], &set, &["--set", "change=x"]].concat())
            .ok()
    };
    let path = notice().lines().next().unwrap().to_owned();
    let event = &events(&env, "1001")[0];
    let hash = rekisteri::sops::sha256(&fs::read(path).unwrap());
    assert_eq!(
        (&event["channel"], &event["document"], &event["sha256"]),
        (&"email".into(), &"contact.fi.eml".into(), &hash.into())
    );
    assert_eq!(events(&env, "1003")[0]["channel"], "post");
    let before = env.head();
    notice();
    assert_eq!(env.head(), before, "the same draft");
}

/// Several programs at once: each letter that was written is in the journal, and each that is in the journal was written.
#[test]
fn programs_that_write_at_once_lose_no_event() {
    const PROGRAMS: usize = 4;
    let env = register();
    let begin = |at: usize| -> Child {
        let set = format!("change=Muutos {at}");
        let mut command = env.command(env!("CARGO_BIN_EXE_rekisteri"));
        command.args(["--date", "2026-05-04", "notice", "contact", "1001", "1003"]);
        command.args(["--format", "txt", "--set", "from=1.6.2026", "--set", &set]);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(Stdio::piped()).spawn().unwrap()
    };
    let (mut waiting, mut rounds): (Vec<usize>, usize) = ((0..PROGRAMS).collect(), 0);
    while !waiting.is_empty() {
        let children: Vec<(usize, Child)> = waiting.iter().map(|at| (*at, begin(*at))).collect();
        let before = waiting.len();
        for (at, child) in children {
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            if output.status.success() {
                waiting.retain(|one| *one != at);
            } else {
                // Another was first: nothing was written, and it is said.
                assert!(
                    output.stdout.is_empty() && said.contains("hint: "),
                    "{said}"
                );
            }
        }
        assert!(waiting.len() < before, "one of them always gets through");
        rounds += 1;
    }
    assert!(rounds <= PROGRAMS);
    let files = walkdir::WalkDir::new(env.path("output")).into_iter();
    let files = files
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path);
    let written: BTreeSet<String> = files
        .filter(|path| {
            path.extension()
                .is_some_and(|it| it == "txt" || it == "eml")
        })
        .map(|path| rekisteri::sops::sha256(&fs::read(path).unwrap()))
        .collect();
    let mut noted = BTreeSet::new();
    for number in ["1001", "1003"] {
        let events = events(&env, number);
        assert_eq!(events.len(), PROGRAMS);
        noted.extend(
            events
                .iter()
                .map(|it| it["sha256"].as_str().unwrap().to_owned()),
        );
    }
    assert_eq!((written.len(), &written), (2 * PROGRAMS, &noted));
    env.assert_clean();
}
