//! One record that is no good must not take the others with it, and each kind of it has a way out.

use std::fs;
use std::os::unix::fs::symlink;

use crate::common::sandbox::TestEnv;

const BO: &str = "records/10/1003.toml";

#[test]
fn list_and_find_leave_it_out_and_say_so() {
    let env = TestEnv::three_customers();
    env.write(BO, &env.read(BO).replacen("data:", "data:AAAA", 1));
    let listed = env.run(&["list", "--format", "ids"]).fails(1);
    assert_eq!(listed.stdout, "1001\n1002\n");
    assert!(
        listed
            .stderr
            .contains("left out: cannot open customer `1003`")
            && listed.stderr.contains("rekisteri check"),
        "{listed}"
    );
    let found = env.run(&["find", "aino"]).fails(1);
    assert!(found.stdout.contains("1001"), "{found}");
    // Bulk work stays strict: a notice to all must reach all.
    drop(env.run(&["export", "--format", "json"]).fails(1));
    let sealed = env
        .run(&["export", "--format", "sops-json", "--output", "../out"])
        .fails(1);
    assert!(
        sealed.stderr.contains("cannot open customer `1003`"),
        "{sealed}"
    );
    assert_eq!(env.run(&["add", "name=Uusi Asiakas"]).ok(), "1004\n");
}

#[test]
fn a_link_in_place_of_a_record_is_not_followed() {
    let env = TestEnv::three_customers();
    let elsewhere = env.root().join("elsewhere.toml");
    fs::rename(env.path(BO), &elsewhere).unwrap();
    symlink(&elsewhere, env.path(BO)).unwrap();
    let shown = env.run(&["show", "1003"]).fails(1);
    assert!(!shown.stdout.contains("Bo Ek"), "{shown}");
    drop(env.run(&["check"]).fails(3));
}

#[test]
fn a_field_that_is_declared_no_longer_can_be_taken_away() {
    let env = TestEnv::three_customers();
    env.run(&["describe", "fields.customer.phone=Puhelin"]).ok();
    env.run(&["edit", "1003", "phone=018 123"]).ok();
    drop(env.run(&["describe", "fields.customer.phone="]).fails(1));
    let description = env.read("records/register.toml");
    let declared = description.find("[[fields]]").unwrap();
    env.write("records/register.toml", &description[..declared]);
    let refused = env.run(&["show", "1003"]).fails(1);
    assert!(
        refused
            .stderr
            .contains("rekisteri edit 1003 customer.phone="),
        "{refused}"
    );
    // Described by hand and not committed: sealing waits for that, and the field can go first.
    env.git_by_hand(&["commit", "-qam", "by hand"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["edit", "1003", "phone="]).ok();
    env.run(&["show", "1003"]).ok();
    env.assert_clean();
}

#[test]
fn a_csv_brings_an_ended_customer_back_as_ended() {
    let env = TestEnv::three_customers();
    env.run(&["end", "1002", "--date", "1.10.2026"]).ok();
    env.run(&["export", "--output", "../all.csv"]).ok();
    let plan = env.run(&["import", "../all.csv", "--dry-run"]).ok();
    assert_eq!(plan, "");
    let other = TestEnv::register();
    let csv = fs::read(env.path("../all.csv")).unwrap();
    fs::write(other.path("../all.csv"), csv).unwrap();
    other.run(&["import", "../all.csv", "--yes"]).ok();
    assert_eq!(other.run(&["list", "--format", "ids"]).ok(), "1001\n1003\n");
    assert_eq!(
        other
            .run(&[
                "list",
                "--where",
                "state.ended=2026-10-01",
                "--format",
                "ids"
            ])
            .ok(),
        "1002\n"
    );
}

/// A file that grew beyond any record is damaged like every other: left out and named, with a way out, and brought back.
#[test]
fn a_record_that_is_too_large_is_damaged() {
    let env = TestEnv::three_customers();
    let long = format!("{}{}", env.read(BO), "#\n".repeat(130 * 1024));
    env.write(BO, &long);
    let shown = env.run(&["show", "1003"]).fails(1);
    for said in [
        "cannot open customer `1003`: larger than 256 KiB",
        "git restore records/10/1003.toml",
        "rekisteri restore 1003",
    ] {
        assert!(shown.stderr.contains(said), "{said}: {shown}");
    }
    let listed = env.run(&["list", "--format", "ids"]).fails(1);
    assert_eq!(listed.stdout, "1001\n1002\n");
    let check = env.run(&["check"]).fails(3);
    assert!(check.stdout.contains("error: 1003 "), "{check}");
    drop(env.run(&["commit"]).fails(1));
    // Committed by git, it comes back from history.
    env.git_by_hand(&["commit", "-qam", "grown"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["restore", "1003"]).ok();
    assert!(env.run(&["show", "1003"]).ok().contains("Bo Ek"));
    env.assert_clean();
}
