//! More of what comes from elsewhere (see `trust`): templates, disclosure keys, foreign recipients, another id, a history that is
//! gone. Each is named, stops what seals, and is accepted on sight only.

use std::fs;

use crate::common::sandbox::TestEnv;
use crate::common::transcript::Transcript;
use crate::trust::{
    OTHER, RECORD, forged, git, goes_on, named, other_account, publish, pulled, pushed, replace,
};

const TEMPLATE: &str = "templates/prices.fi.txt.jinja";

/// As `pushed`, once the owner has changed something by hand and committed it.
fn pushed_with(env: &TestEnv) {
    env.run(&["commit", "--yes"]).ok();
    publish(env);
}

#[test]
fn a_changed_template() {
    let env = TestEnv::three_customers();
    fs::create_dir(env.path("templates")).unwrap();
    env.write(TEMPLATE, "Tili {{ bank.iban }} {{ set.change }}\n");
    pushed_with(&env);
    pulled(&env, || {
        replace(&env, TEMPLATE, "{{ bank.iban }}", "FI5810171000000122");
    });
    named(&env, "`templates/prices.fi.txt.jinja` was changed");
    goes_on(&env);
}

/// Where the register says to whom data goes, and under which key, is what a disclosure would be sealed to.
#[test]
fn a_changed_disclosure_key() {
    let env = TestEnv::three_customers();
    let [ours, theirs] = [(); 2].map(|()| rekisteri::keys::generate().recipient().to_string());
    let text = env.read("records/register.toml");
    env.write(
        "records/register.toml",
        &format!(
            "{text}\n[[recipients]]\nname = \"Perintä Oy\"\npurpose = \"perintä\"\nbasis = \"oikeutettu etu\"\nkey = \"{ours}\"\n"
        ),
    );
    pushed_with(&env);
    pulled(&env, || {
        replace(&env, "records/register.toml", &ours, &theirs);
    });
    named(
        &env,
        &format!("recipients.Perintä Oy.key: {ours} → {theirs}"),
    );
    goes_on(&env);
}

/// Sealed to everybody it should be sealed to, and to one more.
#[test]
fn a_record_that_a_stranger_can_open_too() {
    let env = pushed();
    let stranger = rekisteri::keys::generate().recipient().clone();
    pulled(&env, || {
        env.reseal_to(RECORD, &stranger);
        forged(&env, RECORD);
    });
    named(
        &env,
        &format!("customer 1002 is sealed to a key that was not accepted: {stranger}"),
    );
    // Accepted, and still to be seen; what the program writes is for those in `register.toml` only.
    let check = env.run(&["check"]).ok();
    assert!(check.contains("sealed to other keys"), "{check}");
    env.run(&["edit", "1002", "email=a@example.fi"]).ok();
    assert!(!env.read(RECORD).contains(&stranger.to_string()));
}

/// Pins are filed under the register's id, which stands in the repository: another id must not make a register that is new
/// here, of which nothing was accepted and nothing can be said to have changed.
#[test]
fn another_id_does_not_hide_what_changed() {
    let env = pushed();
    let id = env.read("records/register.toml");
    let id = id.lines().find_map(|line| line.strip_prefix("id = \""));
    let id = id.unwrap().trim_end_matches('"').to_owned();
    pulled(&env, || {
        replace(&env, "records/register.toml", &id, "00000000deadbeef");
        other_account(&env);
        replace(
            &env,
            "records/ledger.toml",
            "last_number = 1003",
            "last_number = 1",
        );
        fs::remove_file(env.path("../evil/records/10/1003.toml")).unwrap();
    });
    let check = env.run(&["check"]).fails(3);
    for said in [
        format!("id: {id} → 00000000deadbeef"),
        "bank.iban: FI2112345600000785 → FI5810171000000122".to_owned(),
        "the ledger forgets numbers".to_owned(),
    ] {
        assert!(check.stdout.contains(&said), "{said}: {check}");
    }
    named(&env, &format!("id: {id} → 00000000deadbeef"));
    // The number that was given stays given, though the ledger and the id say otherwise.
    assert_eq!(env.run(&["add", "name=Uusi"]).ok(), "1004\n");
    // One work tree has one pin, so the next change is compared with what was accepted last.
    assert_eq!(env.pin_files().len(), 1);
    // Back to the first id: known as well.
    git(&env, &["push", "-q"]);
    git(&env, &["-C", "../evil", "pull", "-q"]);
    pulled(&env, || {
        replace(&env, "records/register.toml", "00000000deadbeef", &id);
    });
    named(&env, &format!("id: 00000000deadbeef → {id}"));
    goes_on(&env);
}

/// A sample is nobody's, so nothing of it need be accepted; what was the owner's cannot be made one.
#[test]
fn a_register_made_a_sample_is_named() {
    let env = pushed();
    pulled(&env, || {
        let file = env.path("../evil/records/register.toml");
        let text = fs::read_to_string(&file).unwrap();
        let (_, rest) = text.split_once('\n').unwrap();
        fs::write(
            file,
            format!("sample = true\nid = \"00000000deadbeef\"\n{rest}"),
        )
        .unwrap();
    });
    let list = env.run(&["list"]);
    assert!(list.stderr.contains("rekisteri accept"), "{list}");
    let check = env.run(&["check"]).fails(3);
    assert!(check.stdout.contains("sample: – → true"), "{check}");
}

/// A history without the accepted commit, which the owner's git has forgotten too.
fn forgotten(env: &TestEnv, attack: impl FnOnce()) {
    git(env, &["-C", "../evil", "checkout", "-q", "--orphan", "new"]);
    attack();
    git(env, &["-C", "../evil", "add", "-A"]);
    git(env, &["-C", "../evil", "commit", "-q", "-m", "all"]);
    git(
        env,
        &[
            "-C", "../evil", "push", "-q", "--force", "origin", "new:main",
        ],
    );
    git(env, &["fetch", "-q", "origin"]);
    git(env, &["reset", "-q", "--hard", "origin/main"]);
    git(env, &["reflog", "expire", "--expire=now", "--all"]);
    git(env, &["gc", "-q", "--prune=now"]);
}

#[test]
fn the_accepted_commit_is_gone() {
    let env = pushed();
    forgotten(&env, || {
        other_account(&env);
        fs::remove_file(env.path("../evil/records/10/1003.toml")).unwrap();
        replace(
            &env,
            "records/ledger.toml",
            "last_number = 1003",
            "last_number = 1002",
        );
    });
    let check = env.run(&["check"]).fails(3);
    for said in [
        "the history was rewritten",
        "the accepted commit is gone",
        "`records/register.toml` changed",
        "the ledger forgets numbers",
    ] {
        assert!(check.stdout.contains(said), "{said}: {check}");
    }
    named(&env, "the accepted commit is gone");
    assert_eq!(env.run(&["add", "name=Uusi"]).ok(), "1004\n");
}

/// Nothing is left to compare with: the register counts as new here, which stops the same and shows all of it.
#[test]
fn another_id_and_the_accepted_commit_gone() {
    let env = pushed();
    forgotten(&env, || {
        let file = env.path("../evil/records/register.toml");
        let text = fs::read_to_string(&file).unwrap();
        let (_, rest) = text.split_once('\n').unwrap();
        fs::write(file, format!("id = \"00000000deadbeef\"\n{rest}")).unwrap();
    });
    let dry = env.run(&["accept", "--dry-run"]);
    assert!(dry.stderr.contains("FI2112345600000785"), "{dry}");
    named(&env, "accept");
    goes_on(&env);
    assert!(env.read(OTHER).contains("age1"));
}

/// Every plan of `accept` as it is read, and as data.
fn plans(env: &TestEnv, name: &str) {
    let mut said = Transcript::of(env);
    for line in [
        "--lang en accept --dry-run",
        "--lang fi accept --dry-run",
        "--json accept --dry-run",
        "--lang en accept",
    ] {
        said.refused(line);
    }
    said.done_elsewhere("--lang en accept --yes");
    said.done_elsewhere("--lang fi accept");
    said.assert(name);
}

#[test]
fn the_plan_of_a_new_clone() {
    let mut env = pushed();
    env.enter("../evil");
    plans(&env, "accept-clone");
}

#[test]
fn the_plan_of_a_changed_account() {
    let env = pushed();
    pulled(&env, || {
        other_account(&env);
    });
    plans(&env, "accept-account");
}

#[test]
fn the_plan_of_a_forged_record() {
    let env = pushed();
    pulled(&env, || {
        env.reseal(RECORD, "customer", "email", "mallory@example.org");
        forged(&env, RECORD);
    });
    plans(&env, "accept-forged");
}

#[test]
fn the_plan_of_a_new_opener() {
    let env = pushed();
    // One of the published vectors' keys, the same in every run.
    let key = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    pulled(&env, || {
        let file = env.path("../evil/records/register.toml");
        let text = fs::read_to_string(&file).unwrap();
        let more = format!("{text}\n[[keys]]\nname = \"X\"\nrecipient = \"{key}\"\n");
        fs::write(file, more).unwrap();
    });
    plans(&env, "accept-opener");
}
