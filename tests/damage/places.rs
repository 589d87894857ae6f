//! A pipe, a link or a folder in the place of a file or folder of the register: named, and neither followed nor waited for.

use std::fs;
use std::os::unix::fs::symlink;

use super::{AINO, commit_and_accept, pipe, says};
use crate::common::letters::PRICES;
use crate::common::sandbox::TestEnv;

#[test]
fn a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for() {
    let env = TestEnv::three_customers();
    pipe(&env, AINO);
    for command in [&["list"][..], &["check"], &["show", "1001"]] {
        says(&env.run(command), &["1001", "is a pipe, not a file"]);
    }
    env.run(&["add", "name=Uusi Asiakas"]).ok();
    fs::remove_file(env.path(AINO)).unwrap();
    env.git(&["restore", AINO]).ok();
    pipe(&env, "records/register.toml");
    let refused = env.run(&["list"]).fails(1);
    says(&refused, &["register.toml` is a pipe", "git restore "]);
}

#[test]
fn a_link_in_the_place_of_a_record_is_named_and_the_customer_comes_back() {
    let env = TestEnv::three_customers();
    fs::remove_file(env.path(AINO)).unwrap();
    symlink("/etc/hostname", env.path(AINO)).unwrap();
    let shown = env.run(&["show", "1001"]).fails(1);
    says(
        &shown,
        &["is a link, not a file", "rekisteri restore NUMBER"],
    );
    commit_and_accept(&env);
    says(
        &env.run(&["list"]).fails(1),
        &["1002", "is a link, not a file"],
    );
}

#[test]
fn a_link_in_the_place_of_a_folder_is_refused_by_name() {
    for folder in ["records/10", "templates"] {
        let env = TestEnv::three_customers();
        let elsewhere = env.root().join("elsewhere");
        if env.path(folder).exists() {
            fs::rename(env.path(folder), &elsewhere).unwrap();
        } else {
            fs::create_dir(&elsewhere).unwrap();
        }
        symlink(&elsewhere, env.path(folder)).unwrap();
        says(&env.run(&["list"]).fails(1), &[folder, "git restore"]);
    }
}

/// A pipe that is a template would be waited for until somebody writes into it.
#[test]
fn a_pipe_in_the_place_of_a_template_is_named_and_not_waited_for() {
    for ignored in [false, true] {
        let env = TestEnv::three_customers();
        fs::create_dir(env.path("templates")).unwrap();
        pipe(&env, "templates/prices.fi.txt.jinja");
        if ignored {
            env.write(".git/info/exclude", "*.jinja\n");
        }
        let begun = std::time::Instant::now();
        says(
            &env.run_line(PRICES).fails(1),
            &["prices.fi.txt.jinja` is a pipe, not a file"],
        );
        for command in ["check", "doctor", "commit"] {
            drop(env.run(&[command]));
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(30));
    }
}
