//! Templates and records that change while a letter's command waits for its passphrase or for a yes: what was not accepted when the
//! letter is made is in no letter, whoever wrote it and when.

use std::fs;
use std::path::PathBuf;

use crate::common::sandbox::{Run, TestEnv};
use crate::common::terminal::start;
use crate::leaks_children::{PASSPHRASE, with_keys};
use crate::trust::OTHER;

const TEMPLATE: &str = "templates/reminder.fi.txt.jinja";
/// In every letter that is not the owner's.
const FORGED: &str = "Maksa tilille FI5810171000000122";
const OWN: &str = "Maksa {{ due }} mennessä, ole hyvä.\n";

/// A register whose key has a passphrase, told by a command that first does something in the register's folder.
fn asked_by(env: &mut TestEnv, deed: &str) {
    let told = format!("{deed}; echo {PASSPHRASE}");
    env.set("REKISTERI_PASSPHRASE_COMMAND", &told);
}

fn sealed() -> TestEnv {
    let (mut env, _) = with_keys();
    env.unset("SOPS_AGE_KEY");
    asked_by(&mut env, "true");
    let address = ["street=Rantakatu 1", "postcode=92100", "city=Raahe"];
    let address = address.map(|it| format!("billing_address.{it}"));
    let [street, postcode, city] = address.each_ref().map(String::as_str);
    env.run(&["edit", "1001", street, postcode, city]).ok();
    crate::journal::describe(&env);
    env
}

fn forge(at: &str) -> String {
    format!("mkdir -p templates; echo '{FORGED}' > {at}")
}

/// Every file that is not git's.
fn files(env: &TestEnv) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(env.path("output")).into_iter();
    all.filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn letters(env: &TestEnv) -> [Run; 2] {
    let notice = ["notice", "reminder", "1001", "--format", "txt"];
    let reminder = crate::journal::remind(env, "2026-05-04", &["--yes"]);
    [reminder, env.run(&notice)]
}

#[test]
fn one_that_came_while_the_passphrase_was_asked_for() {
    let mut env = sealed();
    asked_by(&mut env, &forge(TEMPLATE));
    let run = crate::journal::remind(&env, "2026-05-04", &["--yes"]).fails(1);
    assert!(run.stderr.contains(TEMPLATE), "{run}");
    assert!(run.stderr.contains("rekisteri commit"), "{run}");
    assert_eq!(files(&env), [] as [PathBuf; 0]);
    assert!(crate::journal::events(&env, "1001").is_empty());
    // Put away, the built-in letter is written.
    asked_by(&mut env, "rm -rf templates");
    fs::remove_dir_all(env.path("templates")).unwrap();
    crate::journal::remind(&env, "2026-05-04", &["--yes"]).ok();
}

#[test]
fn one_that_was_changed_or_taken_away_while_the_passphrase_was_asked_for() {
    let mut env = sealed();
    fs::create_dir(env.path("templates")).unwrap();
    env.write(TEMPLATE, &OWN.replace("{{ due }}", "4.6.2026"));
    env.run(&["commit", "--yes"]).ok();
    for deed in [forge(TEMPLATE), format!("rm {TEMPLATE}")] {
        asked_by(&mut env, &deed);
        let run = crate::journal::remind(&env, "2026-05-04", &["--yes"]).fails(1);
        assert!(run.stderr.contains(TEMPLATE), "{deed}: {run}");
        assert_eq!(files(&env), [] as [PathBuf; 0], "{deed}");
        env.git(&["restore", "templates"]).ok();
    }
    // What an editor did to the ends of its lines is none of that: the letter is made of what was accepted.
    let ends = format!("sed -i 's/$/\\r/' {TEMPLATE}");
    env.write(".git/info/attributes", "templates/* text\n");
    asked_by(&mut env, &ends);
    let run = crate::journal::remind(&env, "2026-05-04", &["--yes"]);
    let letter = fs::read_to_string(run.ok().trim()).unwrap();
    assert_eq!(letter, OWN.replace("{{ due }}", "4.6.2026"));
}

/// Neither `.gitignore` nor git's own list of what it overlooks makes a template a harmless file.
#[test]
fn one_that_git_ignores() {
    let mut env = sealed();
    let hidden = format!("echo 'templates/' > .git/info/exclude; {}", forge(TEMPLATE));
    asked_by(&mut env, &hidden);
    for run in letters(&env) {
        let run = run.fails(1);
        assert!(run.stderr.contains(TEMPLATE), "{run}");
        assert!(run.stderr.contains("git ignores"), "{run}");
    }
    assert_eq!(files(&env), [] as [PathBuf; 0]);
    // An editor's copy is no template.
    let copy = format!("mv {TEMPLATE} {TEMPLATE}~");
    asked_by(&mut env, &copy);
    let run = crate::journal::remind(&env, "2026-05-04", &["--yes"]);
    let letter = fs::read_to_string(run.ok().trim()).unwrap();
    assert!(!letter.contains(FORGED), "{letter}");
}

/// A plan on the screen, which waits for a yes; what is done meanwhile must come to nothing.
fn meanwhile(env: &TestEnv, deed: impl FnOnce(), said: &str) {
    let list = "customer;invoice;invoice_date;due_date;open;kind\n\
                Aino Esimerkki;K1;25.3.2026;15.4.2026;80,00;consumer\n";
    env.write("../open.csv", list);
    let letter = ["--date", "2026-05-04", "--lang", "en", "letter", "reminder"];
    let list = ["--receivables", "../open.csv", "--format", "txt"];
    let mut terminal = start(env, &[&letter[..], &list].concat());
    terminal.expect("(y/n)");
    deed();
    terminal.send("y");
    let (screen, status) = terminal.finish();
    assert_eq!(status, 1, "{screen}");
    assert!(screen.contains(said), "{screen}");
    assert_eq!(files(env), [] as [PathBuf; 0]);
    assert!(crate::journal::events(env, "1001").is_empty());
}

#[test]
fn one_that_came_while_the_plan_was_looked_at() {
    let env = crate::journal::register();
    let forge = || {
        fs::create_dir(env.path("templates")).unwrap();
        env.write(TEMPLATE, FORGED);
    };
    meanwhile(&env, forge, TEMPLATE);
}

/// Of a record it is the same: that of another address must not be there while the letter is planned, and be gone when it is judged.
#[test]
fn a_record_that_was_another_while_the_letter_was_planned() {
    let env = crate::journal::register();
    let honest = env.read(OTHER);
    env.reseal(OTHER, "billing_address", "street", "Rosvonkatu 1");
    let put_back = || env.write(OTHER, &honest);
    meanwhile(&env, put_back, "has changed since the plan was made");
    // And one that is changed meanwhile.
    let forge = || env.reseal(OTHER, "billing_address", "street", "Rosvonkatu 1");
    meanwhile(&env, forge, OTHER);
}
