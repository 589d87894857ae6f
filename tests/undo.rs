//! `undo` takes back any act as a new commit, and says why where it cannot.

use std::fs;

use crate::common::sandbox::{Run, TestEnv};
use crate::journal;

fn numbers(env: &TestEnv) -> String {
    env.run(&["list", "--all", "--format", "ids"]).ok()
}

#[test]
fn every_act_can_be_taken_back_and_no_number_comes_again() {
    let env = TestEnv::three_customers();
    let before = env.run(&["export", "--format", "json"]).ok();
    for act in [
        &["edit", "1001", "email=uusi@example.fi"][..],
        &["end", "1002"],
        &["describe", "controller.phone=0401234567"],
        &["add", "name=Uusi Asiakas"],
    ] {
        env.run(act).ok();
        env.run(&["undo"]).ok();
        env.assert_clean();
        assert_eq!(
            env.run(&["export", "--format", "json"]).ok(),
            before,
            "{act:?}"
        );
    }
    let subjects = env.git(&["log", "-6", "--format=%s"]).ok();
    assert!(subjects.contains("\nundo\ndescribe\n"), "{subjects}");
    assert_eq!(env.run(&["add", "name=Uusi Asiakas"]).ok(), "1005\n");
    assert_eq!(
        env.git(&["log", "-2", "--format=%s"]).ok(),
        "add customer 1005\nundo customer 1004\n"
    );
}

#[test]
fn an_import_is_taken_back_by_a_plan() {
    let env = TestEnv::register();
    let csv = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/customers.csv");
    env.run(&["import", csv, "--yes"]).ok();
    let asked = english(&env, &["undo"]).fails(2);
    assert!(
        asked.stderr.contains("import of 60 customers") && asked.stderr.contains("--yes"),
        "{asked}"
    );
    env.run(&["undo", "--yes"]).ok();
    env.assert_clean();
    assert_eq!(numbers(&env), "");
    env.run(&["undo", "--yes"]).ok();
    assert_eq!(numbers(&env).lines().count(), 60);
}

#[test]
fn what_cannot_be_taken_back_is_said() {
    let env = TestEnv::register();
    let run = env.run(&["undo"]).fails(1);
    assert!(
        run.stderr.contains("making the register is the first act"),
        "{run}"
    );
    env.git_by_hand(&["commit", "-q", "--allow-empty", "-m", "mine"])
        .ok();
    env.run(&["accept", "--yes"]).ok();
    let run = env.run(&["undo"]).fails(1);
    assert!(
        run.stderr.contains("is not this program's") && run.stderr.contains("hint: "),
        "{run}"
    );
}

/// A reminder to each of two customers, in one act; returns its commit.
fn letters(env: &TestEnv, date: &str) -> String {
    let debts = "name;invoice;invoice_date;due_date;amount\nAino Esimerkki;A-1;2026-03-25;2026-04-15;80,00\nBo Ek;B-1;2026-03-25;2026-04-15;70,00\n";
    fs::write(env.path("../debts.csv"), debts).unwrap();
    env.run(&[
        "--date",
        date,
        "letter",
        "reminder",
        "--receivables",
        "../debts.csv",
        "--format",
        "txt",
        "--yes",
    ])
    .ok();
    assert_eq!(
        env.git(&["log", "-1", "--format=%s"]).ok(),
        "journal 2 customers\n"
    );
    commit(env, "HEAD")
}

fn commit(env: &TestEnv, name: &str) -> String {
    let id = env.git(&["rev-parse", "--short=10", name]).ok();
    id.trim().to_owned()
}

fn english(env: &TestEnv, arguments: &[&str]) -> Run {
    env.run(&[&["--lang", "en"], arguments].concat())
}

fn noted(env: &TestEnv, number: &str) -> usize {
    journal::events(env, number).len()
}

#[test]
fn letters_are_taken_back_after_other_customers_changed() {
    let env = journal::register();
    let before = commit(&env, "HEAD");
    let sent = letters(&env, "2026-05-04");
    env.run(&["edit", "1002", "email=uusi@example.fi"]).ok();
    let head = commit(&env, "HEAD");
    let asked = english(&env, &["undo", &sent]).fails(2);
    assert!(asked.stderr.contains("--yes"), "{asked}");
    let tried = english(&env, &["undo", &sent, "--dry-run"]);
    assert!(tried.stderr.contains("would be taken back"), "{tried}");
    tried.ok();
    assert_eq!((commit(&env, "HEAD"), noted(&env, "1001")), (head, 1));
    env.run(&["undo", &sent, "--yes"]).ok();
    env.assert_clean();
    assert_eq!((noted(&env, "1001"), noted(&env, "1003")), (0, 0));
    let journals = "records/10/*.journal.toml";
    let diff = env.git(&["diff", "--stat", &before, "HEAD", "--", journals]);
    assert_eq!(diff.ok(), "");
    assert_eq!(
        env.git(&["log", "-1", "--format=%B"]).ok().trim_end(),
        "undo 2 customers\n\nRegister-Action: undo\nRegister-Customers: 1001 1003"
    );
    let email = env.run(&["show", "1002"]).ok();
    assert!(email.contains("uusi@example.fi"), "{email}");
    env.run(&["check"]).ok();
}

#[test]
fn what_a_later_act_touched_is_refused_until_that_one_is_taken_back() {
    let env = journal::register();
    let sent = letters(&env, "2026-05-04");
    journal::remind(&env, "2026-06-15", &[]).ok();
    let later = commit(&env, "HEAD");
    env.run(&["edit", "1002", "email=uusi@example.fi"]).ok();
    let head = commit(&env, "HEAD");
    let refused = english(&env, &["undo", &sent, "--yes"]).fails(1);
    for part in [
        &format!("commit `{later}` has changed `records/10/1001.journal.toml` since"),
        &format!("hint: `rekisteri undo {later}`"),
    ] {
        assert!(refused.stderr.contains(part), "{refused}");
    }
    assert_eq!(commit(&env, "HEAD"), head);
    env.run(&["undo", &later]).ok();
    env.run(&["undo", &sent, "--yes"]).ok();
    assert_eq!((noted(&env, "1001"), noted(&env, "1003")), (0, 0));
    let again = commit(&env, "HEAD");
    let refused = english(&env, &["undo", &sent, "--yes"]).fails(1);
    assert!(refused.stderr.contains(&again), "{refused}");
    env.assert_clean();
}

#[test]
fn a_commit_that_is_no_act_of_this_history_is_refused() {
    let env = TestEnv::three_customers();
    let start = commit(&env, "HEAD~3");
    env.git_by_hand(&["commit", "-q", "--allow-empty", "-m", "mine"])
        .ok();
    let mine = commit(&env, "HEAD");
    env.git(&["branch", "side"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    let edited = commit(&env, "HEAD");
    env.git(&["reset", "-q", "--hard", "side"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["end", "1002"]).ok();
    let head = commit(&env, "HEAD");
    for (name, why) in [
        (&*mine, "is not this program's"),
        (&*start, "making the register is the first act"),
        (&*edited, "is not in this history"),
        ("1002", "no commit is called so"),
    ] {
        let refused = english(&env, &["undo", name, "--yes"]).fails(1);
        assert!(refused.stderr.contains(why), "{name}: {refused}");
        assert!(refused.stderr.contains("hint: "), "{name}: {refused}");
    }
    assert_eq!(commit(&env, "HEAD"), head);
}

/// What would leave a journal without its customer, or a record that does not open.
#[test]
fn what_later_acts_stand_on_stays() {
    let env = journal::register();
    env.run(&[
        "add",
        "name=Uusi Asiakas",
        "billing_address.street=Rantakatu 1",
        "billing_address.postcode=92100",
        "billing_address.city=Raahe",
    ])
    .ok();
    let added = commit(&env, "HEAD");
    let notice = "notice contact 1004 --set change=x --set from=1.1.2027 --format txt --yes";
    env.run_line(notice).ok();
    let letter = commit(&env, "HEAD");
    let refused = english(&env, &["undo", &added]).fails(1);
    let part = format!("`{letter}` has changed `records/10/1004.journal.toml`");
    assert!(refused.stderr.contains(&part), "{refused}");

    env.run(&["describe", "fields.customer.phone=Puhelin"]).ok();
    let declared = commit(&env, "HEAD");
    env.run(&["edit", "1002", "phone=018 123"]).ok();
    let refused = english(&env, &["undo", &declared]).fails(1);
    assert!(refused.stderr.contains("it declared a field"), "{refused}");
    env.run(&["edit", "1002", "phone="]).ok();
    let removed = commit(&env, "HEAD");
    env.run(&["describe", "fields.customer.phone="]).ok();
    let refused = english(&env, &["undo", &removed]).fails(1);
    assert!(refused.stderr.contains("no longer is"), "{refused}");
    env.run(&["undo"]).ok();
    env.run(&["undo", &removed]).ok();
    assert!(env.run(&["show", "1002"]).ok().contains("018 123"));
    env.run(&["check"]).ok();
}

/// Plan and answer name the act in the language of the screen; git's subjects stay as they are.
#[test]
fn the_act_is_named_in_the_language_of_the_screen() {
    let env = journal::register();
    letters(&env, "2026-05-04");
    for (language, words) in [
        ("fi", "Tämä perutaan: 2 asiakkaan kirjeet\n"),
        ("en", "This would be taken back: letters to 2 customers\n"),
    ] {
        let told = env.run(&["--lang", language, "undo", "--dry-run"]);
        assert!(told.stderr.contains(words), "{told}");
    }
    let log = env.run(&["--lang", "fi", "log"]).ok();
    assert!(log.contains(" · journal 2 customers\n"), "{log}");
    for (act, words) in [
        (
            &["edit", "1001", "email=a@example.fi"][..],
            "asiakkaan 1001 muutos",
        ),
        (&["end", "1002"], "asiakassuhteen 1002 päättäminen"),
        (
            &["describe", "contact.phone=040 1"],
            "rekisterin kuvauksen muutos",
        ),
    ] {
        env.run(act).ok();
        let told = env.run(&["--lang", "fi", "undo"]);
        assert!(
            told.stderr.contains(&format!("Peruttu: {words}\n")),
            "{told}"
        );
    }
}

#[test]
fn an_undo_that_is_taken_back_says_so() {
    let env = journal::register();
    letters(&env, "2026-05-04");
    let back = "Taken back: letters to 2 customers\n";
    let again =
        "The undo is itself taken back: the change is in force again (letters to 2 customers)\n";
    for (said, events) in [(back, 0), (again, 1), (back, 0), (again, 1)] {
        let told = english(&env, &["undo", "--yes"]);
        assert!(told.stderr.contains(said), "{told}");
        let documents = told.stderr.contains("`output/`") && told.stderr.contains("not be sent");
        assert_eq!(documents, events == 0, "{told}");
        assert_eq!(noted(&env, "1003"), events);
    }
    env.run(&["undo", "--yes"]).ok();
    env.run(&["add", "name=Uusi Asiakas"]).ok();
    let planned = env.run(&["--lang", "fi", "undo", "HEAD~1", "--dry-run"]);
    let part = "Peruminen kumotaan, ja muutos palaa voimaan: 2 asiakkaan kirjeet\n";
    assert!(planned.stderr.contains(part), "{planned}");
    // The ledger, which stays, is no part of what is compared.
    env.run(&["undo"]).ok();
    let told = english(&env, &["undo"]);
    assert!(told.stderr.contains("(adding customer 1004)"), "{told}");
}
