//! The README's tour is run as it stands: every command of its console blocks, in order, and what it says they print.

use std::process::Stdio;

use crate::common::sandbox::TestEnv;

/// Ends the output of one command.
const MARK: &str = "--end-of-command--";

/// A typed command and the lines the README shows under it.
struct Step {
    command: String,
    shown: Vec<String>,
}

/// The steps of all console blocks: `$ ` begins a command, `> ` goes on with it, anything else is what it prints.
fn steps(readme: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for block in readme.split("\n```console\n").skip(1) {
        let (block, _) = block.split_once("\n```").unwrap();
        for line in block.lines() {
            match (line.strip_prefix("$ "), line.strip_prefix("> ")) {
                (Some(command), _) => steps.push(Step {
                    command: command.to_owned(),
                    shown: Vec::new(),
                }),
                (_, Some(more)) => {
                    let command = &mut steps.last_mut().unwrap().command;
                    command.push('\n');
                    command.push_str(more);
                }
                _ => steps.last_mut().unwrap().shown.push(line.to_owned()),
            }
        }
    }
    steps
}

/// `…` stands for anything within a line, and alone on a line for any lines.
fn fits(shown: &[String], printed: &[&str]) -> bool {
    match (shown.split_first(), printed.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first == "…" => {
            (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..]))
        }
        (Some((first, rest)), Some((line, others))) => fits_line(first, line) && fits(rest, others),
        _ => false,
    }
}

fn fits_line(shown: &str, printed: &str) -> bool {
    let mut parts = shown.split('…');
    let Some(mut rest) = printed.strip_prefix(parts.next().unwrap()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        let found = if at + 1 == parts.len() {
            rest.ends_with(part).then_some(rest.len() - part.len())
        } else {
            rest.find(part)
        };
        let Some(found) = found else { return false };
        rest = &rest[found + part.len()..];
    }
    rest.is_empty()
}

/// One shell carries the folder and the variables from command to command, as the reader's does.
fn script(steps: &[Step]) -> String {
    let one = |step: &Step| format!("{}\necho \"{MARK} $?\"\n", step.command);
    format!("exec 2>&1\n{}", steps.iter().map(one).collect::<String>())
}

#[test]
fn the_tour_does_what_it_says() {
    let steps = steps(include_str!("../README.md"));
    assert!(steps.len() > 10, "the tour has {} steps", steps.len());
    let mut env = TestEnv::empty();
    // What the reader types when she is asked for the passphrase.
    env.set(
        "REKISTERI_PASSPHRASE_COMMAND",
        "echo kelo-saapas-viima-torvi-54",
    );
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_rekisteri"));
    let path = format!(
        "{}:/usr/local/bin:/usr/bin:/bin",
        program.parent().unwrap().display()
    );
    let mut shell = env.command("sh");
    shell.env("PATH", path).arg("-c").arg(script(&steps));
    let output = shell.stdin(Stdio::null()).output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let mut rest = output.as_str();
    for step in &steps {
        let (printed, after) = rest.split_once(MARK).unwrap();
        let (status, after) = after.split_once('\n').unwrap();
        rest = after;
        assert_eq!(status, " 0", "$ {}\n{printed}", step.command);
        let lines: Vec<&str> = printed.lines().collect();
        assert!(
            step.shown.is_empty() || fits(&step.shown, &lines),
            "$ {}\n--- the README shows\n{}\n--- it prints\n{printed}",
            step.command,
            step.shown.join("\n")
        );
    }
}

#[test]
fn the_readme_wildcard_is_no_blank_cheque() {
    let shown = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| (*line).to_owned())
            .collect::<Vec<_>>()
    };
    assert!(fits(
        &shown(&["a … c", "…", "z"]),
        &["a b c", "1", "2", "z"]
    ));
    assert!(!fits(&shown(&["a … c"]), &["a b d"]));
    assert!(!fits(&shown(&["a"]), &["a", "b"]));
}
