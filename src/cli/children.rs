//! Programs that are started: by the shell what the owner names, the editor and the passphrase command, as git starts its own; and git
//! itself, for its one answer that no library gives.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::history::Author;

/// Variables that hold a key itself, not the way to one. A child may run anything, and may hand its environment on.
const KEYS: [&str; 1] = ["SOPS_AGE_KEY"];
/// Variables by which a git that runs us would send ours to another repository.
const PLACES: [&str; 4] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
];

/// The shell, to be given a command line; it inherits the terminal and the environment, except for keys.
pub(super) fn shell() -> Command {
    let mut shell = keyless("sh");
    shell.arg("-c");
    shell
}

/// Asks git who makes a commit in `root`, by all of its settings and variables; never the login's name at the host's. `None` where git
/// knows nobody, or is not there.
pub(super) fn git_author(root: &Path) -> Option<Author> {
    let mut git = keyless("git");
    for name in PLACES {
        git.env_remove(name);
    }
    // The commit's time is ours, so that a wrong one of git's does not matter. Whose the folder is does not either: see `Repo`.
    git.env_remove("GIT_AUTHOR_DATE")
        .args([
            "-c",
            "user.useConfigOnly=true",
            "-c",
            "safe.directory=*",
            "-C",
        ])
        .arg(root)
        .args(["var", "GIT_AUTHOR_IDENT"])
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let output = git.output().ok().filter(|output| output.status.success())?;
    Author::from_ident(&String::from_utf8_lossy(&output.stdout))
}

fn keyless(program: &str) -> Command {
    let mut command = Command::new(program);
    for key in KEYS {
        command.env_remove(key);
    }
    command
}
