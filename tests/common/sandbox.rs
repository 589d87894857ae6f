//! A hermetic place to run the program in: own HOME, cleared environment, no git configuration, one known key.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rekisteri::keys::{NewIdentity, Pins};
use rekisteri::secret::Secret;
use tempfile::TempDir;
use walkdir::WalkDir;

pub(crate) use super::run::Run;

/// The published test key; it opens the sample and every register that tests make.
pub(crate) const KEY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/common/keys/test-key.txt"
);

/// What the program takes for today, where nothing else is set.
pub(crate) const TODAY: &str = "2026-11-25";

/// When keys of tests were made.
pub(crate) const CREATED: &str = "2026-11-22T10:00:00Z";

/// A folder tree of its own and the program under test.
pub(crate) struct TestEnv {
    root: TempDir,
    variables: Vec<(String, String)>,
    directory: PathBuf,
}

impl TestEnv {
    /// An empty HOME and an empty folder to stand in.
    pub(crate) fn empty() -> Self {
        let root = tempfile::Builder::new()
            .prefix("rekisteri-test-")
            .tempdir()
            .unwrap();
        for folder in ["home", "tmp", "run", "work"] {
            fs::create_dir(root.path().join(folder)).unwrap();
        }
        let directory = root.path().join("work");
        Self {
            root,
            variables: Vec::new(),
            directory,
        }
    }

    /// A register without customers, made by the program with the test key, and standing in it.
    pub(crate) fn register() -> Self {
        let mut env = Self::empty();
        env.use_test_key();
        let from = concat!(env!("CARGO_MANIFEST_DIR"), "/records/register.toml");
        env.run(&["init", "reg", "--from", from]).ok();
        env.directory = env.directory.join("reg");
        env
    }

    /// Names the test key as the owner would keep it: a clone may make the published file readable by others.
    pub(crate) fn use_test_key(&mut self) {
        let key = self.root.path().join("test-key.txt");
        fs::copy(KEY, &key).unwrap();
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
        self.set("REKISTERI_IDENTITY", key.to_str().unwrap());
    }

    /// Names a key that opens with this passphrase only.
    pub(crate) fn use_sealed_key(&mut self, key: &NewIdentity, passphrase: &str) {
        let passphrase = Secret::new(passphrase.to_owned());
        let sealed = key.encrypted_file(CREATED, &passphrase, 4).unwrap();
        let file = self.root().join("key.age");
        fs::write(&file, sealed).unwrap();
        self.set("REKISTERI_IDENTITY", file.to_str().unwrap());
    }

    /// A register with three invented customers, 1001 to 1003.
    pub(crate) fn three_customers() -> Self {
        let env = Self::register();
        for values in [
            &[
                "name=Aino Esimerkki",
                "email=aino@example.fi",
                "billing_address.street=Rantakatu 1",
                "billing_address.postcode=92100",
                "billing_address.city=Raahe",
            ][..],
            &[
                "company=Testi Oy",
                "business_id=1234567-1",
                "email=toimisto@example.com",
            ],
            &[
                "name=Bo Ek",
                "billing_address.street=Torggatan 2",
                "billing_address.postcode=22100",
                "billing_address.city=Mariehamn",
            ],
        ] {
            env.run(&[&["add"], values].concat()).ok();
        }
        env
    }

    /// Sets a variable for every run.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Takes a variable away from every run.
    pub(crate) fn unset(&mut self, name: &str) {
        self.variables.retain(|(known, _)| known != name);
    }

    /// Puts the program before all else in `PATH`: git and shells call it by its name.
    pub(crate) fn put_in_path(&mut self) {
        let bin = self.root().join("bin");
        fs::create_dir(&bin).unwrap();
        symlink(env!("CARGO_BIN_EXE_rekisteri"), bin.join("rekisteri")).unwrap();
        self.set("PATH", &format!("{}:/usr/bin:/bin", bin.display()));
    }

    /// The folder that commands run in.
    pub(crate) fn dir(&self) -> &Path {
        &self.directory
    }

    /// Moves to another folder below the root of this environment.
    pub(crate) fn enter(&mut self, folder: &str) {
        self.directory = self.directory.join(folder);
    }

    /// The folder above HOME and work.
    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// A path in the folder that commands run in.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.directory.join(inside)
    }

    pub(crate) fn read(&self, inside: &str) -> String {
        fs::read_to_string(self.path(inside)).unwrap()
    }

    pub(crate) fn write(&self, inside: &str, text: &str) {
        fs::write(self.path(inside), text).unwrap();
    }

    /// A command with nothing of the developer's own environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(&self.directory);
        let root = self.root.path();
        command
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("HOME", root.join("home"))
            .env("TMPDIR", root.join("tmp"));
        command
            .env("TZ", "UTC")
            .env("REKISTERI_TODAY", TODAY)
            .env("LANG", "C.UTF-8")
            .env("TERM", "dumb");
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", root.join("work"));
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// The program with arguments, not yet started, for whoever may enter this environment: where cargo put it, often only its owner
    /// gets to.
    pub(crate) fn rekisteri_for_all(&self, arguments: &[&str]) -> Command {
        let program = self.root().join("rekisteri");
        fs::copy(env!("CARGO_BIN_EXE_rekisteri"), &program).unwrap();
        let mut command = self.command(program.to_str().unwrap());
        command.args(arguments);
        command
    }

    /// The program with arguments, not yet started.
    pub(crate) fn rekisteri(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_rekisteri"));
        command.args(arguments);
        command
    }

    /// Runs the program without a terminal.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with_input(arguments, "")
    }

    /// Runs the program with a line of arguments that hold no blanks.
    pub(crate) fn run_line(&self, line: &str) -> Run {
        self.run(&line.split(' ').collect::<Vec<_>>())
    }

    /// Runs the program with text on standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut command = self.rekisteri(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that does not read has closed its end.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        Run::of(child.wait_with_output().unwrap(), self.root())
    }

    /// Runs git in the folder.
    pub(crate) fn git(&self, arguments: &[&str]) -> Run {
        let output = self
            .command("git")
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Run::of(output, self.root())
    }

    /// Runs git as somebody who works past the program.
    pub(crate) fn git_by_hand(&self, arguments: &[&str]) -> Run {
        let person = ["-c", "user.name=A", "-c", "user.email=a@example.fi"];
        self.git(&[&person[..], arguments].concat())
    }

    /// What must hold after every command: git finds nothing to say.
    pub(crate) fn assert_clean(&self) {
        assert_eq!(self.git(&["status", "--porcelain"]).ok(), "", "work tree");
        let fsck = self.git(&["fsck", "--strict", "--no-dangling"]);
        assert_eq!((fsck.stdout.as_str(), fsck.status), ("", 0), "{fsck}");
    }

    /// The last commit.
    pub(crate) fn head(&self) -> String {
        let head = self.git(&["rev-parse", "HEAD"]).ok();
        head.trim().to_owned()
    }

    /// Where the program keeps what was accepted.
    fn state_folder(&self) -> PathBuf {
        self.root().join("home/.local/state/rekisteri")
    }

    /// The pins as the program finds them.
    pub(crate) fn pins(&self) -> Pins {
        Pins::new(Some(self.state_folder()))
    }

    /// The files of all pins.
    pub(crate) fn pin_files(&self) -> Vec<PathBuf> {
        let entries = WalkDir::new(self.state_folder()).into_iter();
        let entries = entries.map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        files.map(walkdir::DirEntry::into_path).collect()
    }

    /// History and work tree in short, to compare before and after.
    pub(crate) fn state(&self) -> String {
        let head = self.git(&["rev-parse", "HEAD"]);
        let dirty = self.git(&["status", "--porcelain", "--untracked-files=all"]);
        format!("{head}\n{dirty}")
    }

    /// The last commit says what it did in one of the fixed ways, and no more.
    pub(crate) fn assert_subject(&self) {
        let message = self.git(&["log", "-1", "--format=%B"]).ok();
        let message = format!("{}\n", message.trim_end());
        assert!(
            rekisteri::history::Message::parse(&message).is_some(),
            "{message}"
        );
    }
}
