//! `--help` of everything as one file, and the command table of clap, the grouped help and the README held together.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::common::sandbox::TestEnv;

/// A screen that every help has to fit on.
const LINES: usize = 40;
const COLUMNS: usize = 100;

fn help(env: &TestEnv, command: &[&str]) -> String {
    env.run(&[command, &["--help"]].concat()).ok()
}

/// Group and command, as `rekisteri --help` lists them.
fn listed(help: &str) -> Vec<(String, String)> {
    let mut group = String::new();
    let mut found = Vec::new();
    for line in help.lines().take_while(|line| !line.starts_with("Options")) {
        match line
            .strip_prefix("  ")
            .and_then(|line| line.split(' ').next())
        {
            Some(name) => found.push((group.clone(), name.to_owned())),
            None => line.trim_end_matches(':').clone_into(&mut group),
        }
    }
    found
}

/// Group and command, as the README's table has them: a cell in bold opens a group, a code span names the command.
fn tabled(readme: &str) -> Vec<(String, String)> {
    let mut group = String::new();
    let mut found = Vec::new();
    let rows = readme.lines().skip_while(|line| !line.starts_with("| "));
    for row in rows.take_while(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        if let Some(bold) = cells[0].strip_prefix("| **") {
            bold.trim_end_matches(['*', ' ', '|'])
                .clone_into(&mut group);
        } else if let Some(code) = cells[0].strip_prefix("| `").filter(|_| !group.is_empty()) {
            let name = code.split([' ', '`']).next().unwrap();
            found.push((group.clone(), name.to_owned()));
        }
    }
    found
}

#[test]
fn every_help_is_as_reviewed() {
    let env = TestEnv::empty();
    let top = help(&env, &[]);
    let mut all = format!("$ rekisteri --help\n{top}");
    for (_, name) in listed(&top) {
        write!(all, "\n$ rekisteri {name} --help\n{}", help(&env, &[&name])).unwrap();
    }
    let reminder = help(&env, &["letter", "reminder"]);
    write!(all, "\n$ rekisteri letter reminder --help\n{reminder}").unwrap();
    insta::with_settings!({prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("help", all);
    });
}

#[test]
fn every_help_fits_a_screen() {
    let env = TestEnv::empty();
    for (_, name) in listed(&help(&env, &[])) {
        let text = help(&env, &[&name]);
        assert!(text.lines().count() <= LINES, "{text}");
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(COLUMNS), "{text}");
    }
}

#[test]
fn the_readme_has_the_same_commands_in_the_same_groups() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, table) = readme.split_once("\n## Commands\n").unwrap();
    assert_eq!(tabled(table), listed(&help(&TestEnv::empty(), &[])));
}
