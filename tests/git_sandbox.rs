//! A repository in a temporary folder and real `git` with a cleared environment, for tests that check one with the other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use rekisteri::history::{Act, Author, FileChange, Message, Repo};
use rekisteri::keys::Pins;
use rekisteri::register::Transaction;
use tempfile::TempDir;

/// A folder for one test: `home`, and `register`, which is a repository.
pub(crate) struct Sandbox {
    dir: TempDir,
}

impl Sandbox {
    /// Makes an empty repository with our `.gitattributes` committed.
    pub(crate) fn new() -> Self {
        let sandbox = Self::empty();
        let repo = Repo::init(&sandbox.root()).unwrap();
        let attributes = b"records/**/*.toml -text\n".to_vec();
        change(&repo, &[(".gitattributes", Some(&attributes))], 0);
        sandbox
    }

    /// Makes the folders only.
    pub(crate) fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("home")).unwrap();
        fs::create_dir(dir.path().join("register")).unwrap();
        Self { dir }
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.dir.path().join("register")
    }

    pub(crate) fn repo(&self) -> Repo {
        Repo::open(&self.root()).unwrap()
    }

    /// Runs git in the register; it must succeed. Returns what it printed, errors included.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=Owner",
                "-c",
                "user.email=owner@example.org",
            ])
            .args(args)
            .current_dir(self.root())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", self.dir.path().join("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", self.dir.path())
            .output()
            .unwrap();
        let text =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {args:?}: {text}");
        text.into_owned()
    }

    /// Git finds nothing wrong, nothing uncommitted, and no leftovers.
    #[track_caller]
    pub(crate) fn assert_sound(&self) {
        assert_eq!(
            self.git(&["fsck", "--strict", "--full", "--no-dangling"]),
            ""
        );
        assert_eq!(self.git(&["status", "--porcelain"]), "");
        assert_eq!(self.repo().status().unwrap(), []);
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root().join(path)).ok()
    }
}

pub(crate) fn author() -> Author {
    Author {
        name: "Maija Meikäläinen".to_owned(),
        email: "maija@example.org".to_owned(),
    }
}

/// The moment `n` minutes into the test.
pub(crate) fn minute(n: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + 60 * n).unwrap()
}

pub(crate) fn message(act: Act, customers: &[u32]) -> Message {
    let none: [&str; 0] = [];
    Message::new(act, customers.iter().copied(), none).unwrap()
}

/// Commits a change through a transaction, at minute `n`.
pub(crate) fn change(repo: &Repo, files: &[(&str, Option<&Vec<u8>>)], n: i64) {
    let mut transaction = Transaction::begin(repo, &Pins::NONE).unwrap();
    for (path, bytes) in files {
        match bytes {
            Some(bytes) => transaction.write(*path, (*bytes).clone()),
            None => transaction.delete(*path),
        }
    }
    let message = message(Act::Describe, &[]);
    transaction.commit(&message, &author(), minute(n)).unwrap();
}

pub(crate) fn put(path: &str, text: &str) -> FileChange {
    FileChange {
        path: path.to_owned(),
        bytes: Some(text.as_bytes().to_vec().into()),
    }
}

pub(crate) fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
