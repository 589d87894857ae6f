//! A journal whose invoice number is a canary, in every way in which it can be wrong: nothing of an event is said.

use super::aviary::Aviary;
use crate::common::sandbox::Run;

const JOURNAL: &str = "records/10/1001.journal.toml";

/// A reminder of invoice `kanaria-7`, written outside of what is searched.
fn remind(aviary: &Aviary) -> Run {
    let outside = aviary.env.root().join("in/letters").display().to_string();
    let claim = "--date 2026-05-04 letter reminder 1001 --due 2026-04-15 --amount 80,00 \
                 --invoice-date 2026-03-25 --invoice kanaria-7 --output";
    let line: Vec<&str> = claim.split(' ').chain([outside.as_str()]).collect();
    aviary.env.run(&line)
}

/// Every act that reads the journal stops, or shows it sealed, and says nothing of it.
fn says_nothing(aviary: &Aviary, wrong: &str) {
    for line in ["check", "show 1001 --journal", "commit 1001"] {
        let run = aviary.env.run(&line.split(' ').collect::<Vec<_>>());
        assert_ne!(run.status, 0, "{wrong}: {line}: {run}");
        aviary.none_in(run.to_string().as_bytes(), &format!("{wrong}: {line}"));
    }
    let runs = [remind(aviary), aviary.env.run(&["diff", "1001"])];
    assert_ne!(runs[0].status, 0, "{wrong}: {}", runs[0]);
    for run in runs {
        aviary.none_in(run.to_string().as_bytes(), &format!("{wrong}: {run}"));
    }
}

#[test]
fn a_journal_says_nothing_of_its_events() {
    let aviary = Aviary::new();
    let env = &aviary.env;
    crate::journal::describe(env);
    remind(&aviary).ok();
    let shown = env.run(&["show", "1001", "--journal"]).ok();
    assert!(shown.contains("kanaria-7"), "the canary is there: {shown}");
    aviary.search("a letter");
    let sound = env.read(JOURNAL);
    for key in ["due", "date", "sums", "sha256"] {
        env.reseal_by(&aviary.keys, JOURNAL, ["e0001", key, "kanaria"]);
        says_nothing(&aviary, key);
        env.write(JOURNAL, &sound);
    }
    env.tamper(JOURNAL, "invoices");
    says_nothing(&aviary, "a flipped byte");
    env.write(JOURNAL, "[e0001]\ninvoices = \"kanaria\"\n");
    says_nothing(&aviary, "in clear");
    env.write(JOURNAL, &sound);
    aviary.search("journals that were wrong");
}
