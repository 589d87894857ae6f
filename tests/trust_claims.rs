//! What commits from elsewhere say of themselves (see `trust`): a message in the program's form is held against the files, and
//! named where it contradicts them.

use std::fs;

use rekisteri::history::{Act, Message};
use rekisteri::sops::{Opened, Sealed, Tree};
use serde_json::Value;

use crate::common::records::{Replace as _, test_key};
use crate::common::sandbox::TestEnv;
use crate::trust::{OTHER, RECORD, forged, git, handed_on, other_account, pushed};

/// A customer to whom letters were written.
const NOTED: &str = "records/10/1001.toml";
const JOURNAL: &str = "records/10/1001.journal.toml";

/// The attacker's commit with a message in the program's form, pulled by the owner.
fn claimed(env: &TestEnv, act: Act, customers: &[u32], fields: &[&str]) {
    let message = Message::new(act, customers.iter().copied(), fields).unwrap();
    handed_on(env, &message.to_string());
}

pub(crate) fn plan(env: &TestEnv) -> Value {
    let run = env.run(&["--json", "accept", "--dry-run"]).ok();
    serde_json::from_str(&run).unwrap()
}

/// The forged message is named by `accept` in both forms, and by `check`.
fn contradicted(env: &TestEnv, what: &str) {
    let shown = plan(env);
    let commit = &shown["commits"][0];
    assert_eq!(
        (&commit["ours"], &commit["contradicts"]),
        (&true.into(), &true.into()),
        "{what}: {shown}"
    );
    let shown = env.run(&["--lang", "en", "accept", "--dry-run"]);
    assert!(
        shown
            .stderr
            .contains("(its message contradicts what it changed)"),
        "{what}: {shown}"
    );
    let check = env.run(&["--lang", "en", "check"]).fails(3);
    assert!(
        check
            .stdout
            .contains("with a message that contradicts what they changed"),
        "{what}: {check}"
    );
}

/// Sealed with the public key alone, as somebody who has no other must: the values under a data key of their own.
fn resealed(env: &TestEnv, path: &str, change: fn(&mut Tree)) {
    let sealed = Sealed::parse(env.read(path).as_bytes()).unwrap();
    let mut tree = sealed.open(&test_key()).unwrap().tree().clone();
    change(&mut tree);
    let stamp = "2026-11-01T10:00:00Z".parse().unwrap();
    let bytes = Opened::new(tree).seal(&sealed.recipients(), &stamp);
    fs::write(env.path(path), bytes.unwrap()).unwrap();
    forged(env, path);
}

/// What was done, how, and what the message says of it: act, customers, fields.
type Attack = (
    &'static str,
    fn(&TestEnv),
    Act,
    &'static [u32],
    &'static [&'static str],
);

fn attacks() -> [Attack; 9] {
    let email = |env: &TestEnv| {
        env.reseal(RECORD, "customer", "email", "m@example.org");
        forged(env, RECORD);
    };
    [
        (
            "another customer",
            email,
            Act::Edit,
            &[1001],
            &["customer.email"],
        ),
        (
            "one more customer",
            email,
            Act::Edit,
            &[1001, 1002],
            &["customer.email"],
        ),
        (
            "every customer",
            email,
            Act::Edit,
            &[1002, 1004, 1005],
            &["customer.email"],
        ),
        (
            "another field",
            email,
            Act::Edit,
            &[1002],
            &["customer.company"],
        ),
        ("no field", email, Act::Edit, &[1002], &[]),
        (
            "a field too many",
            email,
            Act::Edit,
            &[1002],
            &["customer.email", "customer.company"],
        ),
        (
            "the account beside a record",
            |env| {
                other_account(env);
                env.reseal(RECORD, "customer", "email", "m@example.org");
                forged(env, RECORD);
            },
            Act::Edit,
            &[1002],
            &["customer.email"],
        ),
        (
            "a record beside the description",
            |env| {
                other_account(env);
                fs::remove_file(env.path("../evil").join(OTHER)).unwrap();
            },
            Act::Describe,
            &[],
            &[],
        ),
        (
            "sealed with the public key",
            |env| {
                resealed(env, RECORD, |tree| {
                    tree.insert_or_replace("customer", "email", "m@example.org");
                });
            },
            Act::Edit,
            &[1002],
            &["customer.email"],
        ),
    ]
}

#[test]
fn a_message_that_names_another_customer_field_or_file() {
    for (what, attack, act, customers, fields) in attacks() {
        let env = pushed();
        attack(&env);
        claimed(&env, act, customers, fields);
        contradicted(&env, what);
        let check = env.run(&["--lang", "en", "check"]);
        if what != "a record beside the description" {
            assert!(
                check
                    .stdout
                    .contains("customer 1002 was changed, not made by rekisteri"),
                "{what}: {check}"
            );
        }
        drop(env.run(&["edit", "1001", "email=uusi@example.fi"]).fails(1));
    }
}

/// Letters note and change no record; an act on a record leaves alone what was noted.
fn attacks_on_a_journal() -> [Attack; 4] {
    let taken_away = |env: &TestEnv| fs::remove_file(env.path("../evil").join(JOURNAL)).unwrap();
    let email = |env: &TestEnv| {
        env.reseal(NOTED, "customer", "email", "m@example.org");
        forged(env, NOTED);
    };
    let fields: &[&str] = &["customer.email"];
    [
        ("a record by a letter", email, Act::Journal, &[1001], &[]),
        (
            "a journal by a letter",
            taken_away,
            Act::Journal,
            &[1001],
            &[],
        ),
        (
            "a journal beside a record",
            |env| {
                env.reseal(NOTED, "customer", "email", "m@example.org");
                forged(env, NOTED);
                fs::remove_file(env.path("../evil").join(JOURNAL)).unwrap();
            },
            Act::Edit,
            &[1001],
            fields,
        ),
        (
            "a journal sealed with the public key",
            |env| {
                resealed(env, JOURNAL, |_| ());
            },
            Act::Journal,
            &[1001],
            &[],
        ),
    ]
}

#[test]
fn a_message_over_a_journal() {
    for (what, attack, act, customers, fields) in attacks_on_a_journal() {
        let env = crate::trust_journal::pushed();
        attack(&env);
        claimed(&env, act, customers, fields);
        contradicted(&env, what);
    }
}

/// A merge that does more than merge does not pass for the program's by its message: the program makes none.
#[test]
fn a_merge_in_the_programs_form() {
    let env = pushed();
    let evil = ["-C", "../evil"];
    git(&env, &[&evil[..], &["switch", "-qc", "side"]].concat());
    git(
        &env,
        &[&evil[..], &["commit", "-q", "--allow-empty", "-m", "x"]].concat(),
    );
    git(&env, &[&evil[..], &["switch", "-q", "main"]].concat());
    git(
        &env,
        &[&evil[..], &["commit", "-q", "--allow-empty", "-m", "y"]].concat(),
    );
    git(
        &env,
        &[&evil[..], &["merge", "-q", "--no-commit", "side"]].concat(),
    );
    env.reseal(RECORD, "customer", "email", "m@example.org");
    forged(&env, RECORD);
    claimed(&env, Act::Edit, &[1002], &["customer.email"]);
    contradicted(&env, "a merge");
}
