//! Programs that the owner names, started by the shell as git starts its own: the editor, the passphrase command.

use std::process::Command;

/// Variables that hold a key itself, not the way to one. A child may run anything, and may hand its environment on.
const KEYS: [&str; 1] = ["SOPS_AGE_KEY"];

/// The shell, to be given a command line; it inherits the terminal and the environment, except for keys.
pub(super) fn shell() -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c");
    for key in KEYS {
        shell.env_remove(key);
    }
    shell
}
