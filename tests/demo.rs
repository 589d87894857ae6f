//! The README's first command: asks nothing, needs no git configuration, and leaves an ordinary register behind.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::common::sandbox::TestEnv;

#[test]
fn the_demo_does_the_main_job_and_leaves_a_clean_register() {
    let mut env = TestEnv::empty();
    // Inside another work tree, which is none of its business.
    env.git(&["init", "-q", "."]).ok();
    let run = env.run(&["demo", "shown"]);
    assert_eq!(run.status, 0, "{run}");
    for said in [
        "60 new, 0 changed, 0 unchanged, 0 faulty",
        "$ rekisteri --identity demo-key.txt letter reminder 1001",
        "0 errors, 0 warnings, 0 notes",
    ] {
        assert!(run.stderr.contains(said), "`{said}` is missing:\n{run}");
    }
    assert!(
        run.stdout
            .contains("1001  email: laskut@meriharakka.example.fi → laskut@example.fi"),
        "{run}"
    );
    assert!(
        run.stderr.trim_end().ends_with("init ../my-register"),
        "{run}"
    );

    env.enter("shown");
    env.assert_clean();
    let key = env.path("demo-key.txt");
    assert_eq!(
        fs::metadata(&key).unwrap().permissions().mode() & 0o777,
        0o600
    );
    env.git(&["check-ignore", "-q", "demo-key.txt"]).ok();
    env.set("REKISTERI_IDENTITY", key.to_str().unwrap());
    assert_eq!(
        env.run(&["list", "--all", "--format", "ids"])
            .ok()
            .lines()
            .count(),
        60
    );
    let subjects = env.git(&["log", "--format=%s"]).ok();
    let letters = "journal 1 customers\n".repeat(2);
    assert_eq!(
        subjects,
        format!("{letters}edit customer 1001\nimport 60 customers\ninit\n")
    );
}

/// A letter's words, whatever it is written as; nothing where poppler is missing, which has been said aloud.
fn text_of(path: &str) -> Option<String> {
    if fs::read(path).unwrap().get(..4) != Some(b"%PDF") {
        return Some(fs::read_to_string(path).unwrap());
    }
    let program = crate::common::tools::tool("pdftotext")?;
    let mut command = std::process::Command::new(program);
    let output = command.args(["-layout", path, "-"]).output().unwrap();
    let output = crate::common::tools::success(output);
    Some(String::from_utf8(output).unwrap())
}

#[test]
fn its_letters_are_private_and_can_be_posted() {
    let mut env = TestEnv::empty();
    let paths: Vec<String> = env
        .run(&["--date", "24.11.2026", "demo"])
        .ok()
        .lines()
        .filter(|line| line.starts_with('/'))
        .map(str::to_owned)
        .collect();
    env.enter("rekisteri-demo");
    assert_eq!(paths.len(), 2);
    let texts: Option<Vec<String>> = paths.iter().map(|path| text_of(path)).collect();
    let Some(letters) = texts else { return };
    for (path, letter) in paths.iter().zip(&letters) {
        assert_eq!(
            fs::metadata(path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        for line in [
            "Meriharakan Kahvila Oy\n",
            "Rantakatu 14\n",
            "92100 RAAHE\n",
            "merihuolto.example.fi/tietosuoja",
        ] {
            assert!(letter.contains(line), "`{line}` is missing:\n{letter}");
        }
    }
    assert!(letters[0].contains("1.1.2027"));
    for part in [
        "Maksumuistutus",
        "310,00",
        "12 34561",
        "FI21 1234 5600 0007 85",
        "1.12.2026",
    ] {
        assert!(
            letters[1].contains(part),
            "`{part}` is missing:\n{}",
            letters[1]
        );
    }
    let index = env.read("output/index.json");
    let kind = if cfg!(feature = "pdf") { "pdf" } else { "txt" };
    for run in 1..=2 {
        let path = format!("2026-11-24-{run}/1001.{kind}");
        assert!(index.contains(&path), "{index}");
    }
}

#[test]
fn it_touches_nothing_that_is_there() {
    let env = TestEnv::empty();
    fs::create_dir(env.path("taken")).unwrap();
    env.write("taken/mine.txt", "mine");
    let run = env.run(&["demo", "taken"]).fails(1);
    assert!(
        run.stderr.contains("is not empty") && run.stderr.contains("hint: "),
        "{run}"
    );
    assert_eq!(fs::read_dir(env.path("taken")).unwrap().count(), 1);
}
