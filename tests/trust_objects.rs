//! What git's objects can hold that no git makes by itself, pushed by somebody who writes them by hand (see `trust`): named or
//! refused, and never a fall.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::process::Stdio;

use crate::common::letters::PRICES;
use crate::common::sandbox::TestEnv;
use crate::trust::{git, goes_on, named, pulled, pushed, replace};

/// What git makes of its standard input, trimmed.
fn fed(env: &TestEnv, arguments: &[&str], input: &str) -> String {
    let mut command = env.command("git");
    let mut child = command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn asked(env: &TestEnv, arguments: &[&str]) -> String {
    env.git(arguments).ok().trim().to_owned()
}

/// A folder deeper than any stack, come and gone between two commits.
#[test]
fn a_folder_of_endless_depth() {
    let env = pushed();
    let deep = "d/".repeat(20_000);
    let head = asked(&env, &["rev-parse", "HEAD"]);
    let commit = |message: &str, change: &str, from: &str| {
        let who = "committer M <m@example.org> 1764000000 +0000";
        let length = message.len();
        format!("commit refs/heads/deep\n{who}\ndata {length}\n{message}\n{from}{change}\n\n")
    };
    let stream = commit(
        "in",
        &format!("M 100644 inline zz/{deep}f\ndata 1\nx"),
        &format!("from {head}\n"),
    ) + &commit("out", "D zz", "");
    fed(&env, &["fast-import", "--quiet"], &stream);
    git(&env, &["reset", "-q", "--soft", "deep"]);
    env.run(&["log"]).ok();
    named(&env, "every file is as it was accepted");
    goes_on(&env);
}

/// A time beyond all calendars is shown as the last day that there is.
#[test]
fn a_commit_of_a_time_that_never_comes() {
    let env = pushed();
    let [tree, head] = ["HEAD^{tree}", "HEAD"].map(|name| asked(&env, &["rev-parse", name]));
    let who = "M <m@example.org> 99999999999999 +0000";
    let text = format!("tree {tree}\nparent {head}\nauthor {who}\ncommitter {who}\n\nlate\n");
    let commit = fed(
        &env,
        &[
            "hash-object",
            "-t",
            "commit",
            "-w",
            "--stdin",
            "--literally",
        ],
        &text,
    );
    git(&env, &["reset", "-q", "--soft", &commit]);
    env.run(&["log"]).ok();
    named(&env, "every file is as it was accepted");
    goes_on(&env);
}

/// Another repository's commit in the place of a record and of the templates: there is no content to be read.
#[test]
fn a_submodule_in_the_place_of_a_file() {
    let env = pushed();
    let head = asked(&env, &["rev-parse", "HEAD"]);
    pulled(&env, || {
        for path in ["records/10/1009.toml", "templates"] {
            let info = format!("160000,{head},{path}");
            git(
                &env,
                &[
                    "-C",
                    "../evil",
                    "update-index",
                    "--add",
                    "--cacheinfo",
                    &info,
                ],
            );
        }
        // What is committed is the index, whatever `add` makes of folders that are not there.
        for path in ["records/10/1009.toml", "templates"] {
            fs::create_dir_all(env.path("../evil").join(path)).unwrap();
        }
    });
    let check = env.run(&["--lang", "en", "check"]).fails(3);
    for said in [
        "customer 1009 was added",
        "`templates` (another repository) was added",
    ] {
        assert!(check.stdout.contains(said), "{said}: {check}");
    }
    let dry = env.run(&["--lang", "en", "accept", "--dry-run"]).ok();
    drop(dry);
    env.run(&["log"]).ok();
}

/// A gigabyte of nothing, which is a megabyte in git: it is not unfolded, and its place is named.
#[test]
fn a_file_that_unfolds_without_end() {
    let env = pushed();
    let file = fs::File::create(env.root().join("nothing")).unwrap();
    file.set_len(1 << 30).unwrap();
    let blob = asked(&env, &["hash-object", "-w", "../../nothing"]);
    let info = |path: &str| format!("100644,{blob},{path}");
    for path in ["records/10/1009.toml", "templates/prices.fi.txt.jinja"] {
        git(&env, &["update-index", "--add", "--cacheinfo", &info(path)]);
    }
    git(&env, &["commit", "-q", "-m", "x"]);
    let limited = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_rekisteri");
        let line = format!(
            "ulimit -v 900000; exec {program} --lang en {}",
            arguments.join(" ")
        );
        let output = env.command("sh").args(["-c", &line]).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout) + &text(output.stderr),
        )
    };
    let (status, said) = limited(&["accept", "--dry-run"]);
    assert_eq!(status, Some(0), "{said}");
    for named in [
        "customer 1009 was added",
        "`templates/prices.fi.txt.jinja` was added",
    ] {
        assert!(said.contains(named), "{said}");
    }
    let (status, said) = limited(&["log"]);
    assert_eq!(status, Some(0), "{said}");
}

/// Two files of one name in a folder: which of them is checked out nobody knows, so nothing goes by it.
#[test]
fn a_name_twice_in_a_folder() {
    let env = pushed();
    let tree = |name: &str| asked(&env, &["ls-tree", name]) + "\n";
    let ten = tree("HEAD:records/10");
    let other = ten
        .lines()
        .nth(1)
        .unwrap()
        .replace("1002.toml", "1001.toml");
    let ten_twice = fed(&env, &["mktree"], &format!("{other}\n{ten}"));
    let ten = asked(&env, &["rev-parse", "HEAD:records/10"]);
    let records = fed(
        &env,
        &["mktree"],
        &tree("HEAD:records").replace(&ten, &ten_twice),
    );
    let old = asked(&env, &["rev-parse", "HEAD:records"]);
    let root = fed(&env, &["mktree"], &tree("HEAD").replace(&old, &records));
    let who = ["-c", "user.name=M", "-c", "user.email=m@example.org"];
    let commit = asked(
        &env,
        &[&who[..], &["commit-tree", &root, "-p", "HEAD", "-m", "x"]].concat(),
    );
    git(&env, &["reset", "-q", "--soft", &commit]);
    for command in [
        &["check"][..],
        &["accept", "--yes"],
        &["edit", "1001", "email=a@example.fi"],
    ] {
        let run = env.run(&[&["--lang", "en"], command].concat()).fails(1);
        assert!(run.stderr.contains("holds `1001.toml` twice"), "{run}");
        assert!(run.stderr.contains("git fsck"), "{run}");
    }
    git(&env, &["reset", "-q", "--soft", "HEAD~1"]);
    goes_on(&env);
}

/// A ledger that has given all numbers away leaves none for a new customer: it is named before it is accepted.
#[test]
fn a_ledger_far_ahead() {
    let env = pushed();
    pulled(&env, || {
        replace(
            &env,
            "records/ledger.toml",
            "last_number = 1003",
            "last_number = 999999",
        );
    });
    named(&env, "the ledger says that numbers up to 999999 were given");
}

/// A link in the place of `output/` would lead letters anywhere: a new clone is told of it, `doctor` names it, nothing is written.
#[test]
fn a_link_in_the_place_of_output() {
    let mut env = pushed();
    fs::create_dir(env.path("../elsewhere")).unwrap();
    symlink("../elsewhere", env.path("../evil/output")).unwrap();
    git(&env, &["-C", "../evil", "add", "-f", "output"]);
    git(&env, &["-C", "../evil", "commit", "-q", "-m", "x"]);
    git(&env, &["-C", "../evil", "push", "-q"]);
    git(&env, &["clone", "-q", "../hub.git", "../new"]);
    env.enter("../new");
    let shown = env.run(&["--lang", "en", "accept", "--dry-run"]);
    assert!(shown.stderr.contains("`output` (a link)"), "{shown}");
    env.run(&["accept", "--yes"]).ok();
    let doctor = env.run(&["--lang", "en", "doctor"]).fails(3);
    assert!(
        doctor.stdout.contains("output is a link or a file"),
        "{doctor}"
    );
    drop(env.run_line(PRICES).fails(1));
    assert_eq!(fs::read_dir(env.path("../elsewhere")).unwrap().count(), 0);
}
