//! The large register: made by the program itself, used by the program itself, each command a process of its own as the owner starts it.
#![allow(
    clippy::disallowed_methods,
    reason = "the sample is written and looked at plainly"
)]

use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use age::secrecy::ExposeSecret as _;
use age::x25519::Identity;
use tempfile::TempDir;

use crate::Outcome;
use crate::sample::{self, Record};

/// The program as cargo built it for this run.
const PROGRAM: &str = env!("CARGO_BIN_EXE_rekisteri");

/// A folder with the register, a clone of it for git, and a plain key: no passphrase is asked for.
pub(crate) struct Big {
    folder: TempDir,
    key: String,
    /// How many customers there are.
    pub(crate) count: usize,
}

impl Big {
    /// Makes the register with one import.
    pub(crate) fn new(records: &[Record]) -> Outcome<Self> {
        let identity = Identity::generate();
        let big = Self {
            folder: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?,
            key: identity.to_string().expose_secret().to_owned(),
            count: records.len(),
        };
        let mut key = std::fs::OpenOptions::new();
        let key = key
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(big.path("key.txt"))?;
        std::io::Write::write_all(&mut &key, big.key.as_bytes())?;
        std::fs::write(big.path("customers.csv"), sample::csv(records))?;
        let csv = big.path("customers.csv");
        done(big.program(&["init", "register", "--controller", "Esimerkki Oy"]))?;
        done(big.inside(&["--yes", "import"]).arg(csv))?;
        Ok(big)
    }

    /// Clones the register for git's side, work tree and all.
    pub(crate) fn clone_for_git(&self) -> Outcome<()> {
        done(self.git(Path::new("."), &["clone", "--quiet", "register", "clone"]))
    }

    /// One edit of one customer, synced.
    pub(crate) fn edit(&self, round: usize) -> Outcome<()> {
        let number = self.some(round).to_string();
        let value = format!("customer.company=Esimerkki {round} Oy");
        done(self.inside(&["--quiet", "edit", &number, &value]))
    }

    /// Readies the same for git: the file of another customer, changed.
    pub(crate) fn change_by_hand(&self, round: usize) -> Outcome<PathBuf> {
        let number = self.some(round);
        let file = PathBuf::from(format!("records/{}/{number}.toml", number / 100));
        let path = self.path("clone").join(&file);
        let text = std::fs::read_to_string(&path)?;
        std::fs::write(path, format!("{text}# {round}\n"))?;
        Ok(file)
    }

    /// What git does to take in one changed file.
    pub(crate) fn git_add_and_commit(&self, file: &Path) -> Outcome<()> {
        let clone = Path::new("clone");
        done(self.git(clone, &["add"]).arg(file))?;
        done(self.git(clone, &["commit", "--quiet", "--message", "one"]))
    }

    /// A whole list; returns the most memory it ever held, in bytes.
    pub(crate) fn list(&self) -> Outcome<u64> {
        let mut list = self.inside(&["list"]).stdout(Stdio::piped()).spawn()?;
        let peak = drained(&mut list)?;
        succeeded(list.wait()?.success(), "list")?;
        Ok(peak)
    }

    /// `rops decrypt` of a few records, one process each.
    pub(crate) fn rops(&self, rops: &Path, rounds: std::ops::Range<usize>) -> Outcome<()> {
        for round in rounds {
            let number = self.some(round);
            let file = self
                .path("register")
                .join(format!("records/{}/{number}.toml", number / 100));
            // rops refuses to work where interrupts are ignored, as they are in a shell's background jobs.
            let mut command = self.clean(Path::new("env"));
            command.arg("--default-signal=INT,QUIT").arg(rops);
            command.args(["decrypt", "--format", "toml"]);
            // It takes a file of that name only where there is no standard input at all.
            command.stdin(std::fs::File::open(file)?);
            done(command.env("ROPS_AGE", &self.key))?;
        }
        Ok(())
    }

    /// Numbers from all over the register, another one each round.
    fn some(&self, round: usize) -> u32 {
        let step = self.count / 7 + 1;
        sample::FIRST + u32::try_from(round * step % self.count).unwrap_or_default()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn inside(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(&["-C", "register"]);
        command.args(arguments);
        command
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = self.clean(Path::new(PROGRAM));
        command.args(arguments);
        command.env("REKISTERI_IDENTITY", self.path("key.txt"));
        command
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = self.clean(Path::new("git"));
        command.current_dir(self.folder.path().join(folder));
        for setting in [
            "user.name=x",
            "user.email=x@example.org",
            "gc.auto=0",
            "maintenance.auto=false",
        ] {
            command.args(["-c", setting]);
        }
        command.args(arguments);
        command
    }

    fn clean(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", self.folder.path());
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }
}

/// Starts a program that does nothing, or ours asked for its version.
pub(crate) fn start(program: &[&str]) -> Outcome<()> {
    done(Command::new(program[0]).args(&program[1..]).env_clear())
}

/// Ours, asked for its version.
pub(crate) const VERSION: [&str; 2] = [PROGRAM, "--version"];

fn done(mut command: impl std::borrow::BorrowMut<Command>) -> Outcome<()> {
    let command = command.borrow_mut();
    let ran = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()?;
    let last = String::from_utf8_lossy(&ran.stderr)
        .lines()
        .last()
        .unwrap_or_default()
        .to_owned();
    succeeded(
        ran.status.success(),
        &format!("{}: {last}", command.get_program().display()),
    )
}

fn succeeded(success: bool, what: &str) -> Outcome<()> {
    if success {
        Ok(())
    } else {
        Err(what.to_owned().into())
    }
}

/// Reads what a program prints, and after each piece the kernel's note of the most memory it held (proc(5), `VmHWM`).
fn drained(child: &mut Child) -> Outcome<u64> {
    let status = format!("/proc/{}/status", child.id());
    let mut output = child.stdout.take().ok_or("nothing to read")?;
    let (mut piece, mut peak) = ([0; 4096], 0);
    while output.read(&mut piece)? > 0 {
        // A program that has just ended has no memory left to tell of.
        let status = std::fs::read_to_string(&status)?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
        peak = peak.max(1024 * kibibytes.unwrap_or("0").parse::<u64>()?);
    }
    if peak == 0 {
        return Err("the list was too short to be looked at".into());
    }
    Ok(peak)
}
