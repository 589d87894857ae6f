//! `git merge` of two clones: fields of both sides, the same field, ended and restored customers, the ledger.

use std::fs;

use crate::common::clones::{CANARY, Clones};

const RECORD: &str = "records/10/1001.toml";

/// Both sides changed something; `a` is pushed, `b` merges.
fn met(ours: &[&str], theirs: &[&str]) -> Clones {
    let mut clones = Clones::new();
    clones.edit("a", &[&["1001"], theirs].concat());
    clones.push("a");
    clones.edit("b", &[&["1001"], ours].concat());
    clones
}

fn line(text: &str, start: &str) -> String {
    let line = text.lines().find(|line| line.starts_with(start)).unwrap();
    line.to_owned()
}

#[test]
fn fields_of_both_sides_come_together() {
    let name = format!("name=Aino {CANARY}");
    let mut clones = met(&["email=uusi@example.fi"], &[&name]);
    let before = clones.at("b").read(RECORD);
    clones.merge("b").ok();
    clones.at("b").run(&["accept", "--yes"]).ok();
    clones.at("b").run(&["check"]).ok();
    clones.at("b").assert_clean();
    assert_eq!(clones.value("b", "1001", "name"), format!("Aino {CANARY}"));
    assert_eq!(clones.value("b", "1001", "email"), "uusi@example.fi");
    clones.assert_sound("b");
    let after = clones.at("b").read(RECORD);
    for kept in ["city", "street", "email", "number"] {
        assert_eq!(line(&after, kept), line(&before, kept), "{kept}");
    }
    let theirs = clones.at("a").read(RECORD);
    for fresh in ["name", "mac"] {
        assert_ne!(line(&after, fresh), line(&before, fresh), "{fresh}");
        assert_ne!(line(&after, fresh), line(&theirs, fresh), "{fresh}");
    }
    clones.push("b");
    clones.merge("c").ok();
    assert_eq!(clones.value("c", "1001", "email"), "uusi@example.fi");
}

#[test]
fn the_same_field_is_a_conflict_in_words() {
    let mut clones = met(
        &["email=b@example.fi"],
        &["email=a@example.fi", "name=Aino Uusi"],
    );
    let run = clones.merge("b").fails(1);
    assert!(
        run.stderr
            .contains("customer `1001` was changed on both sides: `customer.email`\n"),
        "{run}"
    );
    assert!(!run.to_string().contains("@example.fi"), "{run}");
    assert_eq!(clones.value("b", "1001", "email"), "b@example.fi");
    assert_eq!(clones.value("b", "1001", "name"), "Aino Uusi");
    clones.assert_sound("b");
    let env = clones.at("b");
    let found = env.run(&["check"]).fails(3);
    assert!(
        found
            .stdout
            .contains("error: 1001 customer.email both sides changed it"),
        "{found}"
    );
    assert!(!found.stdout.contains("`rekisteri commit`"), "{found}");
    let other = env.run(&["diff", "1001", "--from", "MERGE_HEAD"]).ok();
    assert!(
        other.contains("email: a@example.fi → b@example.fi"),
        "{other}"
    );
    let other = env.run(&["show", "1001", "--at", "MERGE_HEAD"]).ok();
    assert!(other.contains("a@example.fi"), "{other}");
    // What `check` says to type.
    env.git(&["add", RECORD]).ok();
    env.git(&["commit", "--no-edit"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["check"]).ok();
    env.run(&["edit", "1001", "email=a@example.fi"]).ok();
    env.assert_clean();
}

#[test]
fn one_address_changed_on_both_sides_is_a_conflict_of_the_address() {
    let mut clones = met(
        &["billing_address.street=Uusikatu 2"],
        &["billing_address.postcode=92120"],
    );
    let run = clones.merge("b").fails(1);
    assert!(
        run.stderr.contains("both sides: `billing_address`\n"),
        "{run}"
    );
    assert_eq!(
        clones.value("b", "1001", "billing_address.postcode"),
        "92100"
    );
}

#[test]
fn ended_on_both_sides_and_restored_on_one() {
    let mut clones = Clones::new();
    for name in ["a", "b"] {
        clones
            .at(name)
            .run(&["end", "1001", "--date", "2026-11-20"])
            .ok();
        clones.edit(
            name,
            &[
                "1001",
                &format!(
                    "{}=x{name}@example.fi",
                    if name == "a" { "email" } else { "state.source" }
                ),
            ],
        );
    }
    clones.push("a");
    clones.merge("b").ok();
    clones.push("b");
    assert_eq!(clones.value("b", "1001", "state.ended"), "2026-11-20");
    clones.merge("a").ok();
    clones.accept("a");
    clones
        .at("a")
        .run(&["restore", "1001", "--field", "state.ended"])
        .ok();
    clones.push("a");
    clones.edit("b", &["1001", "name=Aino Toinen"]);
    clones.merge("b").ok();
    assert_eq!(clones.value("b", "1001", "state.ended"), "");
    assert_eq!(clones.value("b", "1001", "name"), "Aino Toinen");
    clones.at("b").run(&["accept", "--yes"]).ok();
    clones.at("b").run(&["check"]).ok();
    clones.assert_sound("b");
}

#[test]
fn the_ledger_merges_without_a_key() {
    let mut clones = Clones::new();
    for (name, number, erased) in [("a", 1060, 1007), ("b", 1050, 1009)] {
        let text = format!(
            "last_number = {number}\n\n[[erased]]\nnumber = {erased}\ndate = \"2026-11-20\"\nground = \"request\"\n"
        );
        clones.at(name).write("records/ledger.toml", &text);
        clones.at(name).git(&["commit", "-qam", "ledger"]).ok();
    }
    clones.push("a");
    clones.env_mut().unset("REKISTERI_IDENTITY");
    clones.merge("b").ok();
    let merged = clones.at("b").read("records/ledger.toml");
    for part in ["last_number = 1060", "number = 1007", "number = 1009"] {
        assert!(merged.contains(part), "{merged}");
    }
}

#[test]
fn a_merge_seals_for_the_committed_recipients_only() {
    let mut clones = met(&["email=b@example.fi"], &["name=Aino Uusi"]);
    let env = clones.at("b");
    let text = env.read("records/register.toml");
    let stranger = rekisteri::keys::generate();
    let more = format!(
        "{text}\n[[keys]]\nname = \"x\"\nrecipient = \"{}\"\n",
        stranger.recipient()
    );
    fs::write(env.path("records/register.toml"), more).unwrap();
    clones.merge("b").ok();
    let sealed = clones.at("b").read(RECORD);
    assert!(!sealed.contains(stranger.recipient().as_str()));
    assert_eq!(clones.value("b", "1001", "name"), "Aino Uusi");
}
