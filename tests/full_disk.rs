//! A disk that is full, and one that is read-only: the register stays as it was, the error names the place and what to do, and
//! once there is room the next command works.
//!
//! The suite may run as root, for whom modes mean nothing, so each test starts itself once more in a mount namespace of its own
//! and mounts a small disk there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::sandbox::{Run, TestEnv};

/// Set in the namespace: where the small disk is.
const INSIDE: &str = "REKISTERI_SMALL_DISK";

/// How to get a mount namespace: with a user namespace, else as root without one.
const NAMESPACES: [&[&str]; 2] = [&["-r", "-m"], &["-m"]];

/// Starts this test again where disks may be mounted. Returns true where it is running there already.
fn inside(test: &str) -> bool {
    if env::var_os(INSIDE).is_some() {
        return true;
    }
    let mounts = |flags: &&&[&str]| {
        let mut probe = Command::new("unshare");
        probe
            .args(**flags)
            .args(["mount", "-t", "tmpfs", "none", "/mnt"]);
        probe.output().is_ok_and(|output| output.status.success())
    };
    let Some(flags) = NAMESPACES.iter().find(mounts) else {
        crate::common::tools::skipped(
            "no disk can be mounted here (`unshare -rm`), so no full disk was tried",
        );
        return false;
    };
    let place = tempfile::tempdir().unwrap();
    let output = Command::new("unshare")
        .args(*flags)
        .arg(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, place.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
    false
}

fn mount(arguments: &[&str]) {
    let output = Command::new("mount").args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A register with three customers on a disk of 6 MiB.
struct SmallDisk {
    env: TestEnv,
    disk: PathBuf,
    before: String,
}

impl SmallDisk {
    fn new() -> Self {
        let disk = PathBuf::from(env::var_os(INSIDE).unwrap());
        mount(&[
            "-t",
            "tmpfs",
            "-o",
            "size=6m",
            "none",
            disk.to_str().unwrap(),
        ]);
        let mut env = TestEnv::three_customers();
        let copied = Command::new("cp")
            .arg("-a")
            .args([env.dir(), disk.as_path()])
            .status()
            .unwrap();
        assert!(copied.success());
        env.set("GIT_CEILING_DIRECTORIES", disk.to_str().unwrap());
        env.enter(disk.join("reg").to_str().unwrap());
        env.assert_clean();
        // The folder has moved: that is looked at once.
        env.run(&["accept", "--yes"]).ok();
        let before = env.state();
        Self { env, disk, before }
    }

    fn filler(&self) -> PathBuf {
        self.disk.join("filler")
    }

    /// Fills the disk except for so many bytes.
    fn fill(&self, left: usize) {
        let block = [b'x'; 4096];
        let mut file = fs::File::create(self.filler()).unwrap();
        while std::io::Write::write_all(&mut file, &block).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(left as u64)).unwrap();
    }

    fn empty(&self) {
        fs::remove_file(self.filler()).unwrap();
    }

    /// The register is as it was, and holds nothing half written.
    fn assert_untouched(&self, what: &str) {
        assert_eq!(self.env.state(), self.before, "{what}");
        self.env.assert_clean();
        let halves: Vec<PathBuf> = all_files(self.env.dir())
            .into_iter()
            .filter(|path| path.extension().is_some_and(|it| it == "tmp"))
            .collect();
        assert!(halves.is_empty(), "{what}: {halves:?}");
    }
}

fn all_files(dir: &Path) -> Vec<PathBuf> {
    fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                all_files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// Every command that writes, with what it needs on standard input.
fn writers(env: &TestEnv) -> Vec<(Vec<String>, &'static str)> {
    let table = env.root().join("in.csv");
    let mut rows = "name;email\n".to_owned();
    for n in 0..400 {
        rows.push_str(&format!("Uno Uusi {n};uno{n}@example.fi\n"));
    }
    fs::write(&table, rows).unwrap();
    let table = table.to_str().unwrap();
    let edit = "email=aino@example.com\n";
    let words = |text: &str| text.split(' ').map(ToOwned::to_owned).collect();
    vec![
        (words("add -"), "name=Uno Uusi\nemail=uno@example.fi\n"),
        (words("edit 1001 -"), edit),
        (words(&format!("import {table} --yes")), ""),
        (words("describe contact.phone=0401234567"), ""),
        (words("end 1001"), ""),
        (
            words("notice services 1001 --set change=x --set from=1.1.2027"),
            "",
        ),
        (words("export --output output/out.csv"), ""),
    ]
}

fn run(env: &TestEnv, (arguments, input): &(Vec<String>, &str)) -> Run {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    env.run_with_input(&arguments, input)
}

/// The error names a place on the disk and the hint tells what to do.
fn assert_says(run: &Run, env: &TestEnv, hint: &str) {
    assert_eq!(run.status, 1, "{run}");
    assert!(
        run.stderr.contains(env.dir().to_str().unwrap()) || run.stderr.contains("`output/out.csv`"),
        "no path: {run}"
    );
    let names_temporary = [".tmp`", ".tmp\""]
        .iter()
        .any(|end| run.stderr.contains(end));
    assert!(!names_temporary, "a temporary file: {run}");
    assert!(run.stderr.contains(hint), "no hint: {run}");
}

#[test]
fn a_full_disk_changes_nothing() {
    if !inside("full_disk::a_full_disk_changes_nothing") {
        return;
    }
    let small = SmallDisk::new();
    for writer in writers(&small.env) {
        let what = format!("{:?}", writer.0);
        small.fill(0);
        let refused = run(&small.env, &writer);
        small.empty();
        assert_says(&refused, &small.env, "hint: make room");
        small.assert_untouched(&what);
    }
    // With room again, the same commands do what they are told.
    for writer in writers(&small.env)
        .into_iter()
        .filter(|(it, _)| it[0] != "import")
    {
        run(&small.env, &writer).ok();
    }
    small.env.run(&["check"]).ok();
}

#[test]
fn a_disk_that_fills_up_half_way_leaves_before_or_after() {
    if !inside("full_disk::a_disk_that_fills_up_half_way_leaves_before_or_after") {
        return;
    }
    let small = SmallDisk::new();
    let import = &writers(&small.env)[2];
    let (mut refused, mut done) = (0, 0);
    // From no room at all to room for everything; each failing one must leave what the next one starts from.
    for left in (0..4096 * 1024).step_by(96 * 1024) {
        small.fill(left);
        let ended = run(&small.env, import);
        small.empty();
        if ended.status == 0 {
            done += 1;
            break;
        }
        assert!(ended.stderr.contains("hint: make room"), "{left}: {ended}");
        assert!(
            ended.stderr.contains(small.env.dir().to_str().unwrap()),
            "{left}: {ended}"
        );
        if ended.stderr.contains("error: recorded as") {
            // After the commit point: the next start brings the work tree into step.
            let next = small.env.run(&["check"]);
            assert_eq!(next.status, 0, "{left}: {next}");
            small.env.assert_clean();
            assert_eq!(
                small
                    .env
                    .run(&["list", "--format", "ids"])
                    .ok()
                    .lines()
                    .count(),
                403
            );
            small.env.git(&["reset", "-q", "--hard", "HEAD~1"]).ok();
            small
                .env
                .git(&["reflog", "expire", "--expire=now", "--all"])
                .ok();
            small.env.git(&["gc", "-q", "--prune=now"]).ok();
            small.env.run(&["accept", "--yes"]).ok();
        } else {
            small.assert_untouched(&left.to_string());
        }
        refused += 1;
    }
    assert!(refused > 3 && done == 1, "{refused} {done}");
    small.env.run(&["check"]).ok();
    small.env.assert_clean();
}

#[test]
fn a_read_only_disk_is_read_and_never_written() {
    if !inside("full_disk::a_read_only_disk_is_read_and_never_written") {
        return;
    }
    let small = SmallDisk::new();
    let disk = small.disk.to_str().unwrap().to_owned();
    mount(&["-o", "remount,ro", &disk]);
    for writer in writers(&small.env) {
        let refused = run(&small.env, &writer);
        assert_says(
            &refused,
            &small.env,
            "hint: the disk or a folder on it is mounted read-only",
        );
        small.assert_untouched(&format!("{:?}", writer.0));
    }
    for reader in [
        &["list"][..],
        &["show", "1001"],
        &["find", "aino"],
        &["log"],
        &["log", "1001"],
        &["diff"],
        &["export"],
        &["check"],
    ] {
        let run = small.env.run(reader);
        assert_eq!(run.status, 0, "{reader:?}: {run}");
    }
    mount(&["-o", "remount,rw", &disk]);
    small.assert_untouched("written again");
    small.env.run(&["end", "1001"]).ok();
}
