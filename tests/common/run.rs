//! What a run of the program leaves to look at: output and exit code, with one way to show it all.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Output;

/// What a run printed and how it ended.
#[must_use]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
    normal: Vec<(String, String)>,
}

impl Run {
    /// Takes what a program below `root` printed, which has to be text.
    pub(super) fn of(output: Output, root: &Path) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let root = fs::canonicalize(root).unwrap();
        let normal = vec![
            (root.display().to_string(), "$TEST".to_owned()),
            (env!("CARGO_MANIFEST_DIR").to_owned(), "$PROJECT".to_owned()),
        ];
        Self {
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            status: output.status.code().unwrap_or(-1),
            normal,
        }
    }

    /// The data, after a run that had to succeed.
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.status, 0, "{self}");
        self.stdout
    }

    /// The run as a whole, after one that had to fail with this code.
    pub(crate) fn fails(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self}");
        self
    }
}

/// Everything a user would see, with what differs from run to run taken out.
impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let normal = |text: &str| {
            self.normal
                .iter()
                .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
        };
        write!(f, "{}", normal(&self.stdout))?;
        if !self.stderr.is_empty() {
            write!(f, "--- stderr\n{}", normal(&self.stderr))?;
        }
        write!(f, "--- exit {}", self.status)
    }
}
