//! What a run of letters leaves that was cut short before its journal: the next stops, `check` and `doctor` name each document, and
//! what the finding says ends it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::sandbox::{Run, TestEnv};
use crate::journal::{register, remind};

/// What the run below writes into the names of its half-written files.
const MARK: &str = "0123456789abcdef";

/// What a run leaves that was killed after it had made the documents of `made`, by its mark.
pub(crate) fn cut_short(env: &TestEnv, planned: &[&Path], made: &[&Path]) -> &'static str {
    let texts = |paths: &[&Path]| -> String {
        let each = paths.iter().map(|path| format!("{}\0", path.display()));
        each.collect()
    };
    let begun = format!("rekisteri letters 3\0{}\0{MARK}\0", env.head());
    let note = begun + &texts(planned) + "\0";
    env.write(".git/rekisteri/letters", &(note + &texts(made)));
    MARK
}

fn said(env: &TestEnv, arguments: &[&str]) -> Run {
    env.run(&[&["--lang", "en"], arguments].concat())
}

#[test]
fn documents_of_a_run_that_was_cut_short_stop_the_next() {
    let env = register();
    let documents = ["1001", "1002"].map(|number| env.path(&format!("../letters/{number}.txt")));
    let [document, never] = [&documents[0], &documents[1]].map(PathBuf::as_path);
    fs::create_dir(env.path("../letters")).unwrap();
    fs::write(document, "a letter").unwrap();
    fs::write(env.path("../letters/1003.txt"), "another's").unwrap();
    cut_short(&env, &[document, never], &[document]);
    let run = remind(&env, "2026-05-04", &[]).fails(1);
    assert!(
        run.stderr.contains("are in no journal") && run.stderr.contains("doctor --fix"),
        "{run}"
    );
    assert_eq!(fs::read_dir(env.path("output")).unwrap().count(), 0);
    // Every command says so in one line; `check` and `doctor` name each.
    let list = said(&env, &["list"]);
    assert!(
        list.stderr.contains("warning: letters were being written"),
        "{list}"
    );
    let place = "letters/1001.txt";
    for command in ["check", "doctor"] {
        let named = said(&env, &[command]);
        assert_eq!(named.status, 0, "{named}");
        assert!(named.stdout.contains(place), "{named}");
        assert!(named.stdout.contains("`rekisteri doctor --fix`"), "{named}");
        assert!(!named.stdout.contains("1002.txt") && !named.stdout.contains("1003.txt"));
    }
    let mended = said(&env, &["doctor", "--fix"]);
    assert!(mended.stdout.contains(place), "{mended}");
    assert!(mended.stderr.contains("customers 1001 were"), "{mended}");
    assert!(!document.exists());
    assert!(env.path("../letters/1003.txt").exists());
    assert!(!said(&env, &["list"]).stderr.contains("warning"));
    remind(&env, "2026-05-04", &[]).ok();
    assert!(!env.path(".git/rekisteri/letters").exists());
}

/// Nobody but the owner knows whether a letter was posted that is not where it was made.
#[test]
fn documents_that_were_moved_away_are_asked_about_until_the_owner_decides() {
    let env = register();
    let document = env.path("output/2026-05-04-1/1001.txt");
    cut_short(&env, &[&document], &[&document]);
    for _ in 0..2 {
        let run = remind(&env, "2026-05-04", &[]).fails(1);
        assert!(run.stderr.contains("are in no journal"), "{run}");
    }
    let check = said(&env, &["check"]);
    assert!(
        check
            .stdout
            .contains("output/2026-05-04-1/1001.txt was a letter"),
        "{check}"
    );
    let mended = said(&env, &["doctor", "--fix"]);
    assert!(
        mended.stderr.contains("if any of them was posted"),
        "{mended}"
    );
    remind(&env, "2026-05-04", &[]).ok();
    // What was not made yet, nobody can have posted.
    cut_short(&env, &[&env.path("output/x/1002.txt")], &[]);
    assert!(!said(&env, &["check"]).stdout.contains("letter"));
    remind(&env, "2026-06-04", &[]).ok();
}

/// The end of a run that noted its letters and could not remove its note.
#[test]
fn a_letter_that_its_journal_knows_is_no_matter_though_the_note_is_there() {
    let env = register();
    let document = env.path("../letters/1001.txt");
    cut_short(&env, &[&document], &[&document]);
    let note = fs::read(env.path(".git/rekisteri/letters")).unwrap();
    fs::remove_file(env.path(".git/rekisteri/letters")).unwrap();
    remind(&env, "2026-06-04", &["--output", "../letters"]).ok();
    fs::write(env.path(".git/rekisteri/letters"), &note).unwrap();
    assert!(!said(&env, &["check"]).stdout.contains("letter"));
    said(&env, &["doctor", "--fix"]).ok();
    assert!(document.exists());
    remind(&env, "2026-07-04", &[]).ok();
    assert!(!env.path(".git/rekisteri/letters").exists());
    // Another journal since then, and nobody without the key can tell: `doctor` removes nothing, and the refusal says so.
    fs::write(&document, "another letter").unwrap();
    fs::write(env.path(".git/rekisteri/letters"), &note).unwrap();
    let run = remind(&env, "2026-08-04", &[]).fails(1);
    assert!(run.stderr.contains("(`rm`)"), "{run}");
    said(&env, &["doctor", "--fix"]).ok();
    assert!(document.exists());
    fs::remove_file(&document).unwrap();
    remind(&env, "2026-08-04", &[]).ok();
}
