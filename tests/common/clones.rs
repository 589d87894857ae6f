//! Three clones of one register and a bare remote between them, whose git finds the program.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::sandbox::{Run, TestEnv};
use super::tools::tool;

/// A word that stands in many values of these tests and must never be found in clear.
pub(crate) const CANARY: &str = "Kanarialintu";

/// Clones `a` (made by the program), `b` and `c`; each has customers 1001 to 1003.
pub(crate) struct Clones {
    env: TestEnv,
    work: PathBuf,
}

impl Clones {
    pub(crate) fn new() -> Self {
        let mut env = TestEnv::three_customers();
        let bin = env.root().join("bin");
        fs::create_dir(&bin).unwrap();
        symlink(env!("CARGO_BIN_EXE_rekisteri"), bin.join("rekisteri")).unwrap();
        env.set("PATH", &format!("{}:/usr/bin:/bin", bin.display()));
        for (name, value) in [("NAME", "Testi"), ("EMAIL", "testi@example.fi")] {
            env.set(&format!("GIT_AUTHOR_{name}"), value);
            env.set(&format!("GIT_COMMITTER_{name}"), value);
        }
        env.set("GIT_EDITOR", "true");
        let work = env.root().join("work");
        fs::rename(work.join("reg"), work.join("a")).unwrap();
        let mut clones = Self { env, work };
        clones.set_up("a");
        clones
            .at("a")
            .git(&["clone", "-q", "--bare", ".", "../remote.git"])
            .ok();
        clones
            .at("a")
            .git(&["remote", "add", "origin", "../remote.git"])
            .ok();
        for name in ["b", "c"] {
            clones
                .at("a")
                .git(&["clone", "-q", "../remote.git", &format!("../{name}")])
                .ok();
            clones.set_up(name);
        }
        clones
    }

    /// Makes a clone ready to work in, as the README tells.
    fn set_up(&mut self, name: &str) {
        self.at(name).run(&["doctor", "--fix"]).ok();
        self.accept(name);
    }

    /// Takes what the clone holds as right.
    pub(crate) fn accept(&mut self, name: &str) {
        self.at(name).run(&["accept", "--yes"]).ok();
    }

    /// Stands in a clone.
    pub(crate) fn at(&mut self, name: &str) -> &TestEnv {
        let dir = self.work.join(name);
        self.env.enter(dir.to_str().unwrap());
        &self.env
    }

    /// Where clones lie.
    pub(crate) fn env_mut(&mut self) -> &mut TestEnv {
        &mut self.env
    }

    /// Edits a customer in a clone, once what came into it is accepted.
    pub(crate) fn edit(&mut self, name: &str, arguments: &[&str]) {
        self.accept(name);
        self.at(name).run(&[&["edit"], arguments].concat()).ok();
    }

    /// Sends a clone's branch to the remote.
    pub(crate) fn push(&mut self, name: &str) {
        self.at(name)
            .git(&["push", "-q", "origin", "HEAD:main"])
            .ok();
    }

    /// Fetches in a clone.
    pub(crate) fn fetch(&mut self, name: &str) {
        self.at(name).git(&["fetch", "-q", "origin"]).ok();
    }

    /// Merges what the remote has.
    pub(crate) fn merge(&mut self, name: &str) -> Run {
        self.fetch(name);
        self.at(name).git(&["merge", "--no-edit", "origin/main"])
    }

    /// One value of a customer, as `show --json` has it.
    pub(crate) fn value(&mut self, name: &str, number: &str, field: &str) -> String {
        let shown = self.at(name).run(&["show", number, "--json"]).ok();
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        let found = field.split('.').fold(&shown, |at, key| &at[key]);
        found.as_str().unwrap_or_default().to_owned()
    }

    /// What must hold of a clone after everything: each record opens with its MAC (by `rops` too), nothing is marked, nothing is in
    /// clear in the work tree or in any object of git's, and nothing is left beside.
    pub(crate) fn assert_sound(&mut self, name: &str) {
        let env = self.at(name);
        let numbers = env.run(&["list", "--all", "--format", "ids"]).ok();
        for number in numbers.lines() {
            let path = rekisteri::register::record_path(number.parse().unwrap());
            env.run(&["show", number]).ok();
            rops_opens(env, &path);
        }
        for entry in walkdir::WalkDir::new(env.dir()) {
            let path = entry.unwrap().into_path();
            let bytes = if path.is_file() {
                fs::read(&path).unwrap()
            } else {
                Vec::new()
            };
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("<<<<<<<"), "{}", path.display());
            assert!(!text.contains(CANARY), "{}", path.display());
            let file = path.file_name().unwrap().to_string_lossy();
            assert!(
                !file.contains("merge_file") && !file.ends_with(".tmp"),
                "{file}"
            );
        }
        assert!(!objects_hold(env, CANARY));
    }
}

/// Whether any object of git's holds the text.
fn objects_hold(env: &TestEnv, text: &str) -> bool {
    let output = env
        .command("git")
        .args(["cat-file", "--batch-all-objects", "--batch"])
        .output()
        .unwrap();
    assert!(output.status.success() && !output.stdout.is_empty());
    let text = text.as_bytes();
    output
        .stdout
        .windows(text.len())
        .any(|window| window == text)
}

/// The other reader of the format opens it, where it is installed.
pub(crate) fn rops_opens(env: &TestEnv, path: &str) {
    let Some(program) = tool("rops") else { return };
    let key = fs::read_to_string(super::sandbox::KEY).unwrap();
    let secret = key
        .lines()
        .find(|line| line.starts_with("AGE-SECRET"))
        .unwrap();
    // rops refuses to work where interrupts are ignored, as they are in a shell's background jobs.
    let mut child = Command::new("env")
        .arg("--default-signal=INT,QUIT")
        .arg(program)
        .args(["decrypt", "--format", "toml"])
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", env.root())
        .env("ROPS_AGE", secret)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let sealed = fs::read(env.path(path)).unwrap();
    child.stdin.take().unwrap().write_all(&sealed).unwrap();
    assert!(child.wait_with_output().unwrap().status.success(), "{path}");
}
