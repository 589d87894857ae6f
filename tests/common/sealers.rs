//! The other programs of the format, `rops` and `sops`, each run in a folder of its own with a cleared environment.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

use super::tools::{alone, fed, success, tool};

/// Runs rops over `input`; `edit` is what its editor, `sed`, does to the plaintext.
pub(crate) fn rops(
    program: &Path,
    secret: &str,
    args: &[&str],
    edit: &str,
    input: &[u8],
) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let mut command = alone(program, dir.path());
    command
        .args(args)
        .env("ROPS_AGE", secret)
        .env("EDITOR", format!("sed -i {edit}"));
    success(fed(&mut command, input))
}

/// SOPS, which works on files: they stand in a folder of its own.
pub(crate) struct Sops {
    program: PathBuf,
    secret: String,
    dir: TempDir,
}

impl Sops {
    /// Finds the program, as [`tool`] does.
    pub(crate) fn with(secret: &str) -> Option<Self> {
        let program = tool("sops")?;
        let secret = secret.to_owned();
        let dir = tempfile::tempdir().unwrap();
        Some(Self {
            program,
            secret,
            dir,
        })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Runs it without a terminal; its editor is `sed` with `edit`.
    pub(crate) fn try_run(&self, args: &[&str], edit: &str) -> Output {
        let mut command = alone(&self.program, self.dir.path());
        command
            .args(args)
            .env("SOPS_AGE_KEY", &self.secret)
            .env("SOPS_EDITOR", format!("sed -i {edit}"));
        fed(&mut command, b"")
    }

    /// The output of a run that has to succeed.
    pub(crate) fn run(&self, args: &[&str]) -> Vec<u8> {
        success(self.try_run(args, ""))
    }

    /// Seals a plaintext to recipients.
    pub(crate) fn encrypt(&self, plain: &str, args: &[&str]) -> Vec<u8> {
        self.write("plain.json", plain);
        self.run(&[&["encrypt"], args, &["plain.json"]].concat())
    }
}
