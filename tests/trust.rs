//! Whatever comes from elsewhere is named by `check` and stops what seals, until it is accepted. Played over a bare remote with
//! plain git, by somebody who can push and has the public key only.

use std::fs;

use crate::common::letters::PRICES;
use crate::common::sandbox::TestEnv;

pub(crate) const RECORD: &str = "records/10/1002.toml";
pub(crate) const OTHER: &str = "records/10/1001.toml";

/// The owner's register, pushed to a bare remote, and the attacker's clone of it, in `work/evil`.
pub(crate) fn pushed() -> TestEnv {
    let env = TestEnv::three_customers();
    publish(&env);
    env
}

/// Pushes a register to a bare remote, from where the attacker clones it.
pub(crate) fn publish(env: &TestEnv) {
    git(env, &["init", "-q", "--bare", "-b", "main", "../hub.git"]);
    git(env, &["remote", "add", "origin", "../hub.git"]);
    git(env, &["push", "-q", "-u", "origin", "main"]);
    git(env, &["clone", "-q", "../hub.git", "../evil"]);
}

pub(crate) fn git(env: &TestEnv, arguments: &[&str]) {
    let who = ["-c", "user.name=Mallory", "-c", "user.email=m@example.org"];
    env.git(&[&who, arguments].concat()).ok();
}

/// What the attacker commits in the clone, pushes, and the owner pulls.
pub(crate) fn pulled(env: &TestEnv, attack: impl FnOnce()) {
    attack();
    handed_on(env, "fix");
}

/// Commits what lies in the attacker's clone, pushes it, and has the owner pull.
pub(crate) fn handed_on(env: &TestEnv, message: &str) {
    git(env, &["-C", "../evil", "add", "-A"]);
    git(env, &["-C", "../evil", "commit", "-q", "-m", message]);
    git(
        env,
        &["-C", "../evil", "push", "-q", "--force", "origin", "main"],
    );
    git(env, &["pull", "-q", "--ff-only"]);
}

/// Nothing passes in silence: reading warns, `check` names it, sealing and letters stop; after `accept`, work goes on.
pub(crate) fn named(env: &TestEnv, said: &str) {
    let before = env.head();
    let list = env.run(&["list", "--all", "--format", "ids"]);
    let warnings = list.stderr.matches("warning: ").count();
    assert!(
        warnings >= 1 && list.stderr.contains("rekisteri accept"),
        "{list}"
    );
    let check = env.run(&["check"]).fails(3);
    assert!(check.stdout.contains(said), "{said}: {check}");
    for sealing in [
        "edit 1001 email=uusi@example.fi",
        "add name=Uusi",
        "undo",
        "describe notice_url=https://example.fi",
        "commit",
        PRICES,
    ] {
        let run = env.run_line(sealing).fails(1);
        assert!(
            run.stderr.contains("hint: ") && run.stderr.contains("rekisteri accept"),
            "{run}"
        );
    }
    assert_eq!(env.head(), before);
    drop(env.run(&["accept"]).fails(2));
    let dry = env.run(&["accept", "--dry-run"]);
    assert!(dry.stderr.contains(said), "{said}: {dry}");
    drop(env.run(&["check"]).fails(3));
    env.run(&["accept", "--yes"]).ok();
    assert_eq!(env.head(), before);
    let check = env.run(&["check"]);
    assert!(!check.stdout.contains("accept"), "{check}");
    assert!(!env.run(&["list"]).stderr.contains("rekisteri accept"));
}

pub(crate) fn goes_on(env: &TestEnv) {
    env.run(&["edit", "1001", "email=uusi@example.fi"]).ok();
    assert!(!env.run(&["show", "1001"]).stderr.contains("accept"));
}

/// Puts a work file of the owner's into the attacker's clone, and the owner's own back.
pub(crate) fn forged(env: &TestEnv, path: &str) {
    fs::copy(env.path(path), env.path("../evil").join(path)).unwrap();
    git(env, &["restore", path]);
}

#[test]
fn a_record_forged_with_the_public_key() {
    let env = pushed();
    pulled(&env, || {
        env.reseal(RECORD, "customer", "email", "mallory@example.org");
        forged(&env, RECORD);
    });
    let dry = env.run(&["accept", "--dry-run"]);
    assert!(
        dry.stderr
            .contains("email: toimisto@example.com → mallory@example.org"),
        "{dry}"
    );
    named(&env, "customer 1002 was changed");
    goes_on(&env);
}

#[test]
fn a_record_rolled_back() {
    let env = TestEnv::three_customers();
    fs::copy(env.path(RECORD), env.path("../old.toml")).unwrap();
    // Dated later: two edits of a test are of one second.
    env.reseal(RECORD, "customer", "email", "nyt@example.fi");
    env.run(&["commit"]).ok();
    publish(&env);
    pulled(&env, || {
        fs::copy(env.path("../old.toml"), env.path("../evil").join(RECORD)).unwrap();
    });
    named(&env, "customer 1002 was rolled back to an earlier version");
    goes_on(&env);
}

#[test]
fn a_record_copied_over_another() {
    let env = pushed();
    pulled(&env, || {
        fs::copy(env.path(OTHER), env.path("../evil").join(RECORD)).unwrap();
    });
    named(
        &env,
        "customer 1002 was replaced by a copy of customer 1001",
    );
    // Accepted, and still not right.
    drop(env.run(&["check"]).fails(3));
}

/// Changes a text in a file of the attacker's clone.
pub(crate) fn replace(env: &TestEnv, path: &str, from: &str, to: &str) {
    let file = env.path("../evil").join(path);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(file, text.replace(from, to)).unwrap();
}

/// Has debtors pay to somebody else, in the attacker's clone.
pub(crate) fn other_account(env: &TestEnv) {
    let (owners, another) = ("FI2112345600000785", "FI5810171000000122");
    replace(env, "records/register.toml", owners, another);
}

#[test]
fn a_changed_bank_account() {
    let env = pushed();
    pulled(&env, || {
        other_account(&env);
    });
    let stopped = env.run(&["edit", "1001", "email=a@example.fi"]).fails(1);
    assert!(
        stopped
            .stderr
            .contains("`bank.iban` of `register.toml` changed"),
        "{stopped}"
    );
    named(&env, "bank.iban: FI2112345600000785 → FI5810171000000122");
    goes_on(&env);
}

/// Payers' banks compare the payee's name with the account holder's, so another holder is as grave as another account.
#[test]
fn a_changed_account_holder() {
    let env = TestEnv::three_customers();
    env.run(&["describe", "bank.holder=Rannan Tili Oy"]).ok();
    publish(&env);
    pulled(&env, || {
        replace(
            &env,
            "records/register.toml",
            "Rannan Tili Oy",
            "Muu Tili Oy",
        );
    });
    named(&env, "bank.holder: Rannan Tili Oy → Muu Tili Oy");
    goes_on(&env);
}

#[test]
fn a_recipient_added() {
    let env = pushed();
    let key = rekisteri::keys::generate().recipient().to_string();
    pulled(&env, || {
        let file = env.path("../evil/records/register.toml");
        let text = fs::read_to_string(&file).unwrap();
        let more = format!("{text}\n[[keys]]\nname = \"X\"\nrecipient = \"{key}\"\n");
        fs::write(file, more).unwrap();
    });
    named(&env, &format!("a new key can open the register: {key}"));
    goes_on(&env);
    assert!(env.read(OTHER).contains(&key));
}

#[test]
fn a_template_added() {
    let env = pushed();
    pulled(&env, || {
        fs::create_dir(env.path("../evil/templates")).unwrap();
        fs::write(env.path("../evil/templates/prices.fi.txt.jinja"), "pay me").unwrap();
    });
    named(&env, "`templates/prices.fi.txt.jinja` was added");
    goes_on(&env);
}

#[test]
fn a_history_rewritten() {
    let env = pushed();
    git(&env, &["reset", "-q", "--hard", "HEAD~1"]);
    named(&env, "the history was rewritten");
    // The number that the pin saw is not given again.
    assert_eq!(env.run(&["add", "name=Uusi"]).ok(), "1004\n");
}

#[test]
fn an_amended_commit() {
    let env = pushed();
    git(&env, &["commit", "-q", "--amend", "-m", "mine"]);
    named(&env, "the history was rewritten");
    goes_on(&env);
}

#[test]
fn a_number_reused_and_a_ledger_gone_back() {
    let env = pushed();
    env.run(&["add", "name=Neljäs"]).ok();
    env.run(&["undo"]).ok();
    git(&env, &["push", "-q"]);
    git(&env, &["-C", "../evil", "pull", "-q"]);
    pulled(&env, || {
        let new = env.path("../evil/records/10/1004.toml");
        fs::copy(env.path(RECORD), &new).unwrap();
        fs::write(&new, env.read(RECORD) + "\n").unwrap();
        replace(
            &env,
            "records/ledger.toml",
            "last_number = 1004",
            "last_number = 1003",
        );
    });
    let check = env.run(&["check"]).fails(3);
    assert!(
        check.stdout.contains("the ledger forgets numbers"),
        "{check}"
    );
    named(
        &env,
        "customer 1004 was added under a number that was used before",
    );
    assert_eq!(env.run(&["add", "name=Viides"]).ok(), "1005\n");
}

#[test]
fn a_new_clone_and_a_moved_folder_are_accepted_whole() {
    let mut env = pushed();
    env.enter("../evil");
    let dry = env.run(&["accept", "--dry-run"]);
    for part in ["FI2112345600000785", "customers: 3", "age1"] {
        assert!(dry.stderr.contains(part), "{part}: {dry}");
    }
    named(&env, "accept");
    goes_on(&env);
    fs::rename(env.path("../evil"), env.path("../moved")).unwrap();
    // The way out of where the environment stood.
    fs::create_dir(env.path("../evil"))
        .unwrap_or_else(|_| fs::create_dir(env.root().join("work/evil")).unwrap());
    env.enter("../moved");
    named(&env, "accept");
    goes_on(&env);
}

#[test]
fn a_damaged_pin_and_another_registers_pin_are_said_aloud() {
    let env = TestEnv::three_customers();
    let (file, other) = (&env.pin_files()[0], TestEnv::three_customers());
    for text in [
        fs::read_to_string(&other.pin_files()[0]).unwrap(),
        "version = ".to_owned(),
    ] {
        fs::write(file, text).unwrap();
        let list = env.run(&["list"]);
        assert!(list.stderr.contains("cannot be read"), "{list}");
        named(&env, "accept");
        goes_on(&env);
    }
}

#[test]
fn an_edit_by_hand_passes_into_nothing_until_it_is_committed() {
    let env = TestEnv::three_customers();
    let text = env.read("records/register.toml");
    env.write(
        "records/register.toml",
        &text.replace("FI2112345600000785", "FI5810171000000122"),
    );
    for stopped in [PRICES, "edit 1001 email=a@example.fi"] {
        let run = env.run_line(stopped).fails(1);
        assert!(run.stderr.contains("rekisteri commit"), "{run}");
    }
    env.run(&["commit", "--yes"]).ok();
    env.run_line(PRICES).ok();
    fs::create_dir(env.path("templates")).unwrap();
    env.write(
        "templates/prices.fi.txt.jinja",
        "Hei {{ set.from }} {{ set.change }}\n",
    );
    let run = env.run_line(PRICES).fails(1);
    assert!(
        run.stderr.contains("templates/prices.fi.txt.jinja"),
        "{run}"
    );
    env.run(&["edit", "1001", "email=a@example.fi"]).ok();
    env.run(&["commit", "--yes"]).ok();
    env.run_line(PRICES).ok();
    env.assert_clean();
}
