//! What the integration tests share.

pub(crate) mod records;
pub(crate) mod sandbox;
pub(crate) mod terminal;
pub(crate) mod transcript;

use std::env;
use std::io::Write as _;
use std::path::PathBuf;

/// Finds an outside program for a live test: on `PATH`, else in `$REKISTERI_TOOLS/bin`. Where it is missing the test is skipped
/// aloud, past the capture of the test runner; with `CI` set it fails.
#[must_use]
pub(crate) fn tool(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let tools = env::var_os("REKISTERI_TOOLS").map(|tools| PathBuf::from(tools).join("bin"));
    let found = env::split_paths(&path)
        .chain(tools)
        .map(|dir| dir.join(name))
        .find(|file| file.is_file());
    if found.is_none() {
        let said = writeln!(
            std::io::stderr(),
            "\n*** SKIPPED: `{name}` is not installed, so nothing was tried with it ***\n"
        );
        assert!(said.is_ok());
        assert!(env::var_os("CI").is_none(), "CI must have `{name}`");
    }
    found
}
