//! Journals of two clones: united by event and counted anew, whoever merges; what one side took back is gone.

use std::fs;

use serde_json::Value;

use crate::common::clones::{CANARY, Clones};
use crate::common::tools::tool;
use crate::journal;

const PATH: &str = "records/10/1001.journal.toml";

/// Three clones whose register can send letters.
fn clones() -> Clones {
    let mut clones = Clones::new();
    journal::describe(clones.at("a"));
    clones.push("a");
    for name in ["b", "c"] {
        clones.merge(name).ok();
        clones.accept(name);
    }
    clones
}

/// A reminder of an invoice, dated.
fn remind(clones: &mut Clones, name: &str, number: &str, invoice: &str, date: &str) {
    clones.accept(name);
    let said = [
        "--date",
        date,
        "letter",
        "reminder",
        number,
        "--invoice",
        invoice,
        "--due",
        "2026-04-15",
        "--invoice-date",
        "2026-03-25",
        "--amount",
        "80,00",
        "--kind",
        "consumer",
    ];
    clones.at(name).run(&said).ok();
}

fn events(clones: &mut Clones, name: &str, number: &str) -> Vec<String> {
    let shown = clones
        .at(name)
        .run(&["show", number, "--journal", "--json"])
        .ok();
    let shown: Vec<Value> = serde_json::from_str(&shown).unwrap();
    let told = |event: &Value| format!("{} {}", event["date"], event["invoices"][0]["invoice"]);
    let told = shown.iter().map(told);
    told.map(|line| line.replace('"', "").replace(CANARY, "x"))
        .collect()
}

/// The merged journal is sound, for us and for the other reader of the format.
fn assert_sound(clones: &mut Clones, name: &str) {
    clones.accept(name);
    clones.at(name).run(&["check"]).ok();
    clones.at(name).assert_clean();
    // The letters themselves are in clear.
    fs::remove_dir_all(clones.at(name).path("output")).unwrap();
    clones.assert_sound(name);
    if tool("rops").is_some() {
        crate::common::clones::rops_opens(clones.at(name), PATH);
    }
}

#[test]
fn journals_that_both_began_are_one() {
    let mut clones = clones();
    let invoice = format!("{CANARY}-1");
    // Three letters: one of `a` before, one of `b` between, one of both alike.
    remind(&mut clones, "a", "1001", &invoice, "2026-05-01");
    remind(
        &mut clones,
        "a",
        "1001",
        &format!("{CANARY}-3"),
        "2026-05-20",
    );
    clones.push("a");
    remind(
        &mut clones,
        "b",
        "1001",
        &format!("{CANARY}-2"),
        "2026-05-10",
    );
    remind(
        &mut clones,
        "b",
        "1001",
        &format!("{CANARY}-3"),
        "2026-05-20",
    );
    let ours = clones.at("b").read(PATH);
    clones.merge("b").ok();
    let all = ["2026-05-01 x-1", "2026-05-10 x-2", "2026-05-20 x-3"];
    assert_eq!(events(&mut clones, "b", "1001"), all);
    assert_sound(&mut clones, "b");
    let merged = clones.at("b").read(PATH);
    assert!(merged.contains("[e0003]") && !merged.contains("[e0004]"));
    // The other side's events came under our data key; what stayed where it was kept its text.
    let number = |text: &str| {
        text.lines()
            .find(|line| line.starts_with("number"))
            .unwrap()
            .to_owned()
    };
    assert_eq!(number(&ours), number(&merged));
    // The other way round it is the same journal.
    clones.push("b");
    remind(
        &mut clones,
        "c",
        "1001",
        &format!("{CANARY}-4"),
        "2026-04-20",
    );
    clones.merge("c").ok();
    assert_eq!(events(&mut clones, "c", "1001")[1..], all);
    assert_sound(&mut clones, "c");
}

#[test]
fn a_journal_that_both_had_gets_what_each_wrote_and_loses_what_one_took_back() {
    let mut clones = clones();
    remind(&mut clones, "a", "1001", "1", "2026-05-01");
    remind(&mut clones, "a", "1001", "2", "2026-05-02");
    clones.push("a");
    clones.merge("b").ok();
    clones.at("a").run(&["undo"]).ok();
    remind(&mut clones, "a", "1001", "3", "2026-05-03");
    clones.push("a");
    remind(&mut clones, "b", "1001", "4", "2026-04-30");
    clones.merge("b").ok();
    let all = ["2026-04-30 4", "2026-05-01 1", "2026-05-03 3"];
    assert_eq!(events(&mut clones, "b", "1001"), all);
    assert_sound(&mut clones, "b");
}

#[test]
fn a_journal_that_does_not_open_leaves_ours_as_it_was() {
    let mut clones = clones();
    remind(&mut clones, "a", "1001", "1", "2026-05-01");
    clones.at("a").tamper(PATH, "act");
    let damage = ["commit", "-qam", "damage"];
    clones.at("a").git(&damage).ok();
    clones.push("a");
    remind(&mut clones, "b", "1001", "2", "2026-05-02");
    let ours = clones.at("b").read(PATH);
    let run = clones.merge("b").fails(1);
    assert!(
        run.stderr
            .contains("cannot open the journal of customer `1001`"),
        "{run}"
    );
    assert_eq!(clones.at("b").read(PATH), ours);
    let check = clones.at("b").run(&["check"]).fails(3);
    let again = format!("git checkout --merge {PATH}");
    assert!(check.stdout.contains(&again), "{check}");
}

#[test]
fn the_journal_of_another_customer_under_the_same_number_stops_the_merge() {
    for both in [false, true] {
        let mut clones = clones();
        for (name, who) in [("a", "Yksi"), ("b", "Kaksi")] {
            clones.accept(name);
            let values = [
                "add",
                &format!("name={who}"),
                "billing_address.street=Katu 1",
                "billing_address.postcode=92100",
                "billing_address.city=Raahe",
            ];
            clones.at(name).run(&values).ok();
            if name == "a" || both {
                remind(&mut clones, name, "1004", who, "2026-05-01");
            }
        }
        clones.push("a");
        let before = clones.at("b").head();
        let run = clones.merge("b").fails(1);
        // The record's merge says so, and the journal's where there are two.
        let said = run
            .stderr
            .matches("with a journal of its own; nothing was taken");
        assert_eq!(said.count(), 1 + usize::from(both), "{run}");
        clones.at("b").git(&["merge", "--abort"]).ok();
        assert_eq!(clones.at("b").head(), before);
        clones.at("b").assert_clean();
    }
}
