//! Customers added under one number in two clones: one keeps it, the other gets the next that nobody has, and none is lost.

use crate::common::clones::{CANARY, Clones};

fn added(clones: &mut Clones, name: &str, who: &[&str]) {
    for who in who {
        let values = format!("name={who} {CANARY}");
        clones.at(name).run(&["add", &values]).ok();
    }
}

fn names(clones: &mut Clones, name: &str, numbers: &[&str]) -> Vec<String> {
    let mut name_of = |number: &&str| {
        clones
            .value(name, number, "name")
            .replace(&format!(" {CANARY}"), "")
    };
    numbers.iter().map(&mut name_of).collect()
}

#[test]
fn the_other_side_gets_the_next_numbers() {
    let mut clones = Clones::new();
    added(&mut clones, "a", &["Yksi", "Kaksi"]);
    clones.push("a");
    added(&mut clones, "b", &["Kolme", "Viisi", "Kuusi"]);
    let run = clones.merge("b");
    assert!(
        run.stderr
            .contains("customer 1004 of the other side is now customer 100"),
        "{run}"
    );
    run.ok();
    let numbers = ["1004", "1005", "1006", "1007", "1008"];
    let mut found = names(&mut clones, "b", &numbers);
    assert_eq!(found[..3], ["Kolme", "Viisi", "Kuusi"]);
    found[3..].sort();
    assert_eq!(found[3..], ["Kaksi", "Yksi"]);
    let check = clones.at("b").run(&["check"]);
    assert!(
        check.stdout.contains(
            "records/10/1007.toml has changes that are not committed. Type `rekisteri commit`"
        ),
        "{check}"
    );
    drop(check.fails(3));
    clones.at("b").run(&["accept", "--yes"]).ok();
    clones.at("b").run(&["commit"]).ok();
    clones.at("b").run(&["accept", "--yes"]).ok();
    clones.at("b").run(&["check"]).ok();
    clones.at("b").assert_clean();
    clones.assert_sound("b");
    assert!(
        clones
            .at("b")
            .read("records/ledger.toml")
            .contains("last_number = 1008")
    );
    clones.push("b");
    added(&mut clones, "c", &["Neljä"]);
    clones.merge("c").ok();
    assert_eq!(names(&mut clones, "c", &["1004", "1009"])[0], "Neljä");
    assert_eq!(names(&mut clones, "c", &["1009"]), ["Kolme"]);
}

#[test]
fn a_merge_begun_again_gives_no_second_number() {
    let mut clones = Clones::new();
    added(&mut clones, "a", &["Yksi"]);
    clones.edit("a", &["1001", "email=a@example.fi"]);
    clones.push("a");
    added(&mut clones, "b", &["Kaksi"]);
    clones.edit("b", &["1001", "email=b@example.fi"]);
    for _ in 0..2 {
        drop(clones.merge("b").fails(1));
        clones.at("b").git(&["merge", "--abort"]).ok();
    }
    let status = clones.at("b").git(&["status", "--porcelain"]).ok();
    assert_eq!(status, "?? records/10/1005.toml\n");
}

#[test]
fn looking_how_a_merge_would_go_gives_no_number() {
    let mut clones = Clones::new();
    added(&mut clones, "a", &["Yksi"]);
    clones.push("a");
    added(&mut clones, "b", &["Kaksi"]);
    clones.fetch("b");
    let looked = clones
        .at("b")
        .git(&["merge-tree", "--write-tree", "HEAD", "origin/main"]);
    assert_eq!(looked.status, 1, "{looked}");
    clones.at("b").assert_clean();
}

#[test]
fn the_same_customer_on_both_sides_is_one() {
    let mut clones = Clones::new();
    for name in ["a", "b"] {
        added(&mut clones, name, &["Sama"]);
    }
    clones.push("a");
    clones.merge("b").ok();
    clones.at("b").run(&["accept", "--yes"]).ok();
    clones.at("b").run(&["check"]).ok();
    clones.at("b").assert_clean();
}
