//! A merge driver without a key, without the program, or ended midway: our side stays as it was, and nothing is lost.

use crate::common::clones::Clones;

const RECORD: &str = "records/10/1001.toml";

fn met() -> (Clones, String) {
    let mut clones = Clones::new();
    clones.edit("a", &["1001", "email=a@example.fi"]);
    clones.push("a");
    clones.edit("b", &["1001", "name=Aino Uusi"]);
    let ours = clones.at("b").read(RECORD);
    (clones, ours)
}

#[test]
fn without_a_key_our_side_stays_and_can_be_merged_later() {
    let (mut clones, ours) = met();
    let key = clones.env_mut().root().join("test-key.txt");
    clones.env_mut().unset("REKISTERI_IDENTITY");
    let run = clones.merge("b").fails(1);
    assert!(
        run.stderr
            .contains("type `git checkout --merge records/10/1001.toml`"),
        "{run}"
    );
    assert_eq!(clones.at("b").read(RECORD), ours);
    clones
        .env_mut()
        .set("REKISTERI_IDENTITY", key.to_str().unwrap());
    let env = clones.at("b");
    let check = env.run(&["check"]).fails(3);
    assert!(
        check
            .stdout
            .contains("is not merged: `git checkout --merge records/10/1001.toml`"),
        "{check}"
    );
    env.git(&["checkout", "--merge", RECORD]).ok();
    env.git(&["add", RECORD]).ok();
    env.git(&["commit", "--no-edit"]).ok();
    env.run(&["accept", "--yes"]).ok();
    env.run(&["check"]).ok();
    assert_eq!(clones.value("b", "1001", "email"), "a@example.fi");
    assert_eq!(clones.value("b", "1001", "name"), "Aino Uusi");
    clones.assert_sound("b");
}

#[test]
fn a_driver_that_is_killed_or_missing_leaves_our_side() {
    for driver in ["kill -9 $$", "no-such-program %A", "exit 1"] {
        let (mut clones, ours) = met();
        clones
            .at("b")
            .git(&["config", "merge.rekisteri.driver", driver])
            .ok();
        let run = clones.merge("b");
        assert_ne!(run.status, 0, "{driver}: {run}");
        assert_eq!(clones.at("b").read(RECORD), ours, "{driver}");
        clones.at("b").git(&["reset", "-q", "--hard"]).ok();
        assert_eq!(clones.at("b").read(RECORD), ours, "{driver}");
    }
}

#[test]
fn a_version_that_does_not_open_stops_the_merge_of_that_file() {
    let (mut clones, ours) = met();
    clones.at("a").tamper(RECORD, "street");
    clones.at("a").git(&["commit", "-qam", "x"]).ok();
    clones.push("a");
    let run = clones.merge("b").fails(1);
    assert!(run.stderr.contains("cannot open customer `1001`"), "{run}");
    assert_eq!(clones.at("b").read(RECORD), ours);
}
