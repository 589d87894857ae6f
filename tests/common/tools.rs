//! Outside programs of the live tests: one place that finds them, says aloud what is missing, and has `CI` fail for it.
//!
//! `.ci/run` installs what is pinned below `$REKISTERI_TOOLS`: programs in `bin`, Node packages in `node`, a Python of its own in `python`.
//! What stands there goes before `PATH`, so that a test meets the version that was pinned.

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::sandbox::KEY;

/// Finds a program. Where it is missing the test is skipped aloud, past the capture of the test runner; with `CI` set it fails.
#[must_use]
pub(crate) fn tool(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = pinned("bin")
        .into_iter()
        .chain(env::split_paths(&path))
        .map(|dir| dir.join(name))
        .find(|file| file.is_file());
    present(name, found)
}

/// Finds a Python that has a module: the pinned one, else that of `PATH`.
#[must_use]
pub(crate) fn python_with(module: &str) -> Option<PathBuf> {
    let own = pinned("python").map(|dir| dir.join("bin/python3"));
    let python = match own.filter(|file| file.is_file()) {
        Some(own) => own,
        None => tool("python3")?,
    };
    let import = format!("import {module}");
    let tried = Command::new(&python).args(["-c", &import]).output();
    let found = tried.is_ok_and(|output| output.status.success());
    present(module, found.then_some(python))
}

/// Finds Node and the folder that it is to look for a package in, which goes into `NODE_PATH`.
#[must_use]
pub(crate) fn node_with(package: &str) -> Option<(PathBuf, PathBuf)> {
    let folder = pinned("node").map(|dir| dir.join("node_modules"));
    let folder = folder.filter(|folder| folder.join(package).is_dir());
    Some((tool("node")?, present(package, folder)?))
}

/// A folder of what is pinned.
pub(crate) fn pinned(folder: &str) -> Option<PathBuf> {
    env::var_os("REKISTERI_TOOLS").map(|tools| PathBuf::from(tools).join(folder))
}

/// What was found; what was not is said aloud.
pub(crate) fn present(name: &str, found: Option<PathBuf>) -> Option<PathBuf> {
    if found.is_none() {
        skipped(&format!(
            "`{name}` is not installed, so nothing was tried with it"
        ));
    }
    found
}

/// Says aloud, past the capture of the test runner, why a live test tries nothing; with `CI` set it fails.
pub(crate) fn skipped(why: &str) {
    let said = writeln!(std::io::stderr(), "\n*** SKIPPED: {why} ***\n");
    assert!(said.is_ok());
    assert!(env::var_os("CI").is_none(), "CI must be able to: {why}");
}

/// A program with a cleared environment, in a folder that is also its HOME.
///
/// rops refuses to work where interrupts are ignored, as they are in a shell's background jobs.
pub(crate) fn alone(program: &Path, dir: &Path) -> Command {
    let mut command = Command::new("env");
    command
        .arg("--default-signal=INT,QUIT")
        .arg(program)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("LANG", "C.UTF-8")
        .env("HOME", dir)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Gives a program its input and waits; a program that does not read has closed its end.
pub(crate) fn fed(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command.spawn().unwrap();
    drop(child.stdin.take().unwrap().write_all(input));
    child.wait_with_output().unwrap()
}

/// The output of a run that had to succeed.
pub(crate) fn success(output: Output) -> Vec<u8> {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    output.stdout
}

/// The secret of the published test key, as the variables of rops and SOPS take it.
pub(crate) fn test_secret() -> String {
    let file = std::fs::read_to_string(KEY).unwrap();
    file.lines().last().unwrap().to_owned()
}
