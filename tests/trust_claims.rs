//! What commits from elsewhere say of themselves (see `trust`): a forged message is held against its files, an honest one is never
//! suspected, and a commit that a rewritten history lost can be had back.

use std::fs;

use rekisteri::history::{Act, Message};
use rekisteri::sops::{Opened, Sealed};
use serde_json::Value;

use crate::common::clones::Clones;
use crate::common::records::{Replace as _, test_key};
use crate::common::sandbox::TestEnv;
use crate::trust::{OTHER, RECORD, forged, git, goes_on, other_account, pushed};

/// A customer to whom letters were written.
const NOTED: &str = "records/10/1001.toml";
const JOURNAL: &str = "records/10/1001.journal.toml";

/// The attacker's commit with a message in the program's form, pulled by the owner.
fn claimed(env: &TestEnv, act: Act, customers: &[u32], fields: &[&str]) {
    let message = Message::new(act, customers.iter().copied(), fields).unwrap();
    let message = message.to_string();
    git(env, &["-C", "../evil", "add", "-A"]);
    git(env, &["-C", "../evil", "commit", "-q", "-m", &message]);
    git(
        env,
        &["-C", "../evil", "push", "-q", "--force", "origin", "main"],
    );
    git(env, &["pull", "-q", "--ff-only"]);
}

fn plan(env: &TestEnv) -> Value {
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
fn resealed(env: &TestEnv, path: &str, key: &str, value: &str) {
    let sealed = Sealed::parse(env.read(path).as_bytes()).unwrap();
    let mut tree = sealed.open(&test_key()).unwrap().tree().clone();
    tree.insert_or_replace("customer", key, value);
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
                resealed(env, RECORD, "email", "m@example.org");
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
                let sealed = Sealed::parse(env.read(JOURNAL).as_bytes()).unwrap();
                let tree = sealed.open(&test_key()).unwrap().tree().clone();
                let stamp = "2026-11-01T10:00:00Z".parse().unwrap();
                let bytes = Opened::new(tree).seal(&sealed.recipients(), &stamp);
                fs::write(env.path(JOURNAL), bytes.unwrap()).unwrap();
                forged(env, JOURNAL);
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

/// Everything that the program itself does, done in another clone: no commit of it is suspected.
#[test]
fn honest_commits_agree() {
    let mut clones = Clones::new();
    {
        let env = clones.at("b");
        let list = "Asiakasnumero;Nimi;Sähköposti\n1001;Aino Esimerkki;aino.uusi@example.fi\n1010;Uusi Asiakas;u@example.fi\n";
        fs::write(env.root().join("list.csv"), list).unwrap();
        env.run(&["add", "name=Viides", "email=v@example.fi"]).ok();
        env.run(&[
            "edit",
            "1001",
            "email=uusi@example.fi",
            "billing_address.street=Katu 2",
        ])
        .ok();
        env.run(&[
            "import",
            "../../list.csv",
            "--map",
            "Asiakasnumero=",
            "--yes",
        ])
        .ok();
        env.run(&["describe", "fields.customer.phone=Puhelin"]).ok();
        env.run(&["edit", "1002", "phone=018 123", "business_id="])
            .ok();
        env.run(&["undo"]).ok();
        env.run(&["undo"]).ok();
        env.run(&["end", "1003"]).ok();
        env.run(&["restore", "1003", "--field", "state.ended"]).ok();
        env.reseal("records/10/1004.toml", "customer", "name", "Viisi");
        env.run(&["commit"]).ok();
        fs::remove_file(env.path("records/10/1004.toml")).unwrap();
        env.run(&["commit", "--yes"]).ok();
        env.run(&["restore", "1004"]).ok();
        env.run(&["restore", "1002", "--at", "HEAD~9"]).ok();
        env.run(&["undo"]).ok();
        crate::journal::describe(env);
        crate::journal::remind(env, "2026-05-04", &[]).ok();
        env.run(&["edit", "1001", "email=toinen@example.fi"]).ok();
        env.run(&["edit", "1002", "email=kolmas@example.fi"]).ok();
        env.run(&["undo", "HEAD~2"]).ok();
        env.run(&["undo", "HEAD~2"]).ok();
        fs::create_dir_all(env.path("templates")).unwrap();
        env.write("templates/prices.fi.txt.jinja", "Hinta {{ set.change }}\n");
        env.run(&["commit"]).ok();
        crate::journal::describe(env);
        for date in ["2026-05-04", "2026-06-15"] {
            crate::journal::remind(env, date, &[]).ok();
        }
        env.run(&["undo"]).ok();
        crate::journal::remind(env, "2026-06-16", &[]).ok();
    }
    clones.push("b");
    clones.fetch("a");
    let env = clones.at("a");
    env.git(&["merge", "-q", "--ff-only", "origin/main"]).ok();
    let shown = plan(env);
    let commits = shown["commits"].as_array().unwrap();
    assert!(commits.len() > 13, "{shown}");
    for commit in commits {
        assert_eq!(
            (&commit["ours"], &commit["contradicts"]),
            (&true.into(), &false.into()),
            "{commit}"
        );
    }
    let shown = env.run(&["--lang", "en", "accept", "--dry-run"]);
    assert!(shown.stderr.contains("which anybody can write"), "{shown}");
    assert!(!shown.stderr.contains("not made by"), "{shown}");
}

/// Whoever forces a history without the owner's last act upon her: it is said which commit it was, and what is typed brings it back.
#[test]
fn a_lost_commit_is_offered() {
    let env = pushed();
    env.run(&["edit", "1001", "email=viimeinen@example.fi"])
        .ok();
    let accepted = env.head();
    git(
        &env,
        &["-C", "../evil", "commit", "-q", "--amend", "-m", "mine"],
    );
    git(
        &env,
        &["-C", "../evil", "push", "-q", "--force", "origin", "main"],
    );
    git(&env, &["fetch", "-q", "origin"]);
    git(&env, &["reset", "-q", "--hard", "origin/main"]);
    let look = format!("git log {accepted}");
    let keep = format!("git branch rescued {accepted}");
    for (lang, heading) in [
        ("en", "no longer in the history"),
        ("fi", "eivät enää ole historiassa"),
    ] {
        let shown = env.run(&["--lang", lang, "accept", "--dry-run"]);
        for said in [heading, "edit customer 1001", &look, &keep] {
            assert!(shown.stderr.contains(said), "{said}: {shown}");
        }
    }
    let shown = plan(&env);
    assert_eq!(shown["differences"][0]["accepted"], accepted);
    assert_eq!(shown["differences"][0]["kept"], true);
    let lost = shown["lost"].as_array().unwrap();
    assert_eq!(
        (lost.len(), &lost[0]["commit"]),
        (2, &accepted.as_str().into())
    );
    let check = env.run(&["--lang", "en", "check"]).fails(3);
    assert!(check.stdout.contains(&accepted[..10]), "{check}");
    let typed: Vec<&str> = keep.split(' ').skip(1).collect();
    env.git(&typed).ok();
    let value = env.run(&["show", "1001", "--at", "rescued"]).ok();
    assert!(value.contains("viimeinen@example.fi"), "{value}");
    env.git(&["branch", "-D", "rescued"]).ok();
    // Where git has forgotten it, so does the plan, and says where it may be.
    git(&env, &["reflog", "expire", "--expire=now", "--all"]);
    git(&env, &["gc", "-q", "--prune=now"]);
    let shown = env.run(&["--lang", "en", "accept", "--dry-run"]);
    assert!(
        shown
            .stderr
            .contains(&format!("this git no longer has {accepted}")),
        "{shown}"
    );
    assert!(!shown.stderr.contains(&look), "{shown}");
    env.run(&["accept", "--yes"]).ok();
    goes_on(&env);
}
