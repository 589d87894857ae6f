//! `--dry-run` means that nothing happens: a command shows its plan and stops, or says that it has none.

use std::fs;

use crate::common::sandbox::TestEnv;

/// Every command that changes something, as it would do it; `FILE` and `DIR` are places that do not exist yet.
const ACTS: &[&str] = &[
    "init DIR --controller X",
    "add name=Uusi",
    "edit 1001 email=toinen@example.fi",
    "end 1001",
    "restore 1001 --at 2026-01-01",
    "undo",
    "import ../in.csv",
    "export --output FILE",
    "notice services 1001 --set change=x --set from=1.1.2027",
    "letter reminder 1003 --invoice 1 --invoice-date 1.9.2026 --due 15.9.2026 --amount 310,00",
    "claim 1003 --invoice 1 disputed --note x",
    "rates add 2026-H2 2,5 --source x",
    "describe contact.name=X",
    "doctor --fix",
    "commit",
    "accept",
    "demo DIR",
    "man --output DIR",
];

const LETTER: &str = "notice services 1003 --set change=x --set from=1.1.2027";

#[test]
fn nothing_happens() {
    let env = TestEnv::three_customers();
    fs::write(
        env.path("../in.csv"),
        "name;email\nUno Uusi;uno@example.fi\n",
    )
    .unwrap();
    env.reseal(
        "records/10/1002.toml",
        "customer",
        "email",
        "kasin@example.fi",
    );
    env.git(&["config", "--unset", "diff.rekisteri.textconv"])
        .ok();
    let state = || {
        let config = env.read(".git/config");
        let outside: Vec<_> = fs::read_dir(env.path(".."))
            .unwrap()
            .map(|one| one.unwrap().file_name())
            .collect();
        let output = walkdir::WalkDir::new(env.path("output"))
            .into_iter()
            .count();
        (env.state(), config, outside, output)
    };
    let before = state();
    for act in ACTS {
        let file = env.path("../new.csv").display().to_string();
        let dir = env.path("../new").display().to_string();
        let line = act.replace("FILE", &file).replace("DIR", &dir);
        let run = env.run_line(&format!("{line} --dry-run"));
        assert!(matches!(run.status, 0..=2), "{act}: {run}");
        assert_eq!(state(), before, "{act}: {run}");
    }
}

/// A record that was changed behind the program's back is not written to, even where git's index is told to overlook it.
#[test]
fn no_letter_goes_by_a_record_that_is_not_committed() {
    let env = TestEnv::three_customers();
    env.git(&["update-index", "--assume-unchanged", "records/10/1003.toml"])
        .ok();
    env.reseal(
        "records/10/1003.toml",
        "billing_address",
        "street",
        "Muu katu 1",
    );
    let said = env.run_line(LETTER).fails(1).stderr;
    assert!(
        said.contains("`records/10/1003.toml` has uncommitted changes"),
        "{said}"
    );
    env.git(&["checkout-index", "-f", "records/10/1003.toml"])
        .ok();
    env.run_line(LETTER).ok();
}

/// What is said of letters in clear is true of the folder that they lie in.
#[test]
fn git_ignores_what_is_said_to_be_ignored() {
    let env = TestEnv::three_customers();
    let said = |rest: &str| {
        let run = env.run_line(&format!("{LETTER}{rest}"));
        assert_eq!(run.status, 0, "{run}");
        run.stderr
    };
    assert!(said("").contains("git ignores it"));
    assert!(said(" --output letters").contains("git does not ignore it"));
    assert!(!said(" --output ../letters").contains("git"));
    env.write(".gitignore", "");
    assert!(said("").contains("git does not ignore it"));
}
