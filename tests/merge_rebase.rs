//! `git rebase`, `git cherry-pick` and `git stash pop`: the sides are swapped or named otherwise, and the words are right for each.

use crate::common::clones::Clones;

const RECORD: &str = "records/10/1001.toml";

fn both_changed_the_email() -> Clones {
    let mut clones = Clones::new();
    clones.edit("a", &["1001", "email=a@example.fi"]);
    clones.push("a");
    clones.edit("b", &["1001", "email=b@example.fi", "name=Aino Uusi"]);
    clones.fetch("b");
    clones
}

#[test]
fn a_rebase_keeps_the_upstream_value_and_shows_ones_own() {
    let mut clones = both_changed_the_email();
    drop(clones.at("b").git(&["rebase", "origin/main"]).fails(1));
    assert_eq!(clones.value("b", "1001", "email"), "a@example.fi");
    assert_eq!(clones.value("b", "1001", "name"), "Aino Uusi");
    clones.assert_sound("b");
    let env = clones.at("b");
    let check = env.run(&["check"]).fails(3);
    assert!(
        check.stdout.contains("--from REBASE_HEAD")
            && check.stdout.contains("`git rebase --continue`"),
        "{check}"
    );
    let other = env.run(&["diff", "1001", "--from", "REBASE_HEAD"]).ok();
    assert!(
        other.contains("email: b@example.fi → a@example.fi"),
        "{other}"
    );
    env.git(&["add", RECORD]).ok();
    env.git(&["rebase", "--continue"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["check"]).ok();
    env.assert_clean();
}

#[test]
fn a_cherry_pick_is_ended_as_check_says() {
    let mut clones = both_changed_the_email();
    let env = clones.at("b");
    drop(env.git(&["cherry-pick", "origin/main"]).fails(1));
    let check = env.run(&["check"]).fails(3);
    assert!(check.stdout.contains("--from CHERRY_PICK_HEAD"), "{check}");
    env.git(&["add", RECORD]).ok();
    // Our value is kept and nothing else came: nothing is left of the picked commit.
    env.git(&["cherry-pick", "--skip"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["check"]).ok();
    clones.assert_sound("b");
}

#[test]
fn a_stash_is_ended_as_check_says() {
    let mut clones = Clones::new();
    clones.edit("a", &["1001", "email=a@example.fi", "name=Aino Uusi"]);
    let env = clones.at("a");
    env.git(&["reset", "-q", "--soft", "HEAD~1"]).ok();
    env.git(&["stash"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["edit", "1001", "email=b@example.fi"]).ok();
    drop(env.git(&["stash", "pop"]).fails(1));
    let check = env.run(&["check"]).fails(3);
    assert!(
        check.stdout.contains("--from stash") && check.stdout.contains("`git stash drop`"),
        "{check}"
    );
    let other = env.run(&["diff", "1001", "--from", "stash"]).ok();
    assert!(
        other.contains("email: a@example.fi → b@example.fi"),
        "{other}"
    );
    for typed in [["add", RECORD].as_slice(), &["reset"]] {
        env.git(typed).ok();
    }
    env.run(&["accept", "--yes"]).ok();
    env.run(&["commit"]).ok();
    env.git(&["stash", "drop"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["check"]).ok();
    assert_eq!(clones.value("a", "1001", "name"), "Aino Uusi");
    clones.assert_sound("a");
}

#[test]
fn an_edit_of_one_customer_never_lands_in_another() {
    let mut clones = Clones::new();
    clones.at("a").run(&["add", "name=Yksi"]).ok();
    clones.push("a");
    clones.at("b").run(&["add", "name=Kaksi"]).ok();
    clones.edit("b", &["1004", "email=kaksi@example.fi"]);
    clones.fetch("b");
    let run = clones.at("b").git(&["rebase", "origin/main"]).fails(1);
    assert!(
        run.stderr
            .contains("customer 1004 of the other side is now customer 1005"),
        "{run}"
    );
    assert!(
        run.stderr
            .contains("customer `1004` is another customer on the other side; nothing was taken"),
        "{run}"
    );
    assert!(run.stderr.contains("the customer is 1005 here"), "{run}");
    assert_eq!(clones.value("b", "1004", "name"), "Yksi");
    assert_eq!(clones.value("b", "1004", "email"), "");
    let env = clones.at("b");
    let check = env.run(&["check"]).fails(3);
    assert!(
        check
            .stdout
            .contains("is another customer on the other side"),
        "{check}"
    );
    env.git(&["add", "records/10/1004.toml"]).ok();
    env.git(&["rebase", "--continue"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["commit"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["check"]).ok();
    assert_eq!(clones.value("b", "1005", "name"), "Kaksi");
    clones.assert_sound("b");
}
