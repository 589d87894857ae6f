//! The whole command: a register is made and its customers imported by the program, then `letter reminder` writes to each of them, with
//! plan, PDFs, joint file, journals and commit, in a process of its own whose peak is told.

use std::env;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use age::secrecy::ExposeSecret as _;
use age::x25519::Identity;
use tempfile::TempDir;

use crate::Outcome;
use crate::sample;

/// What the sender's address and account are to be, without which no letter is written.
const SENDER: [&str; 8] = [
    "controller.street=Rantakatu 1",
    "controller.postcode=92100",
    "controller.city=Raahe",
    "controller.business_id=1234567-1",
    "contact.name=Aino Esimerkki",
    "contact.email=aino@example.fi",
    "bank.iban=FI2112345600000785",
    "bank.bic=NDEAFIHH",
];

/// The peak of the command that writes so many letters, in KiB.
pub(crate) fn peak(count: u32) -> Outcome<u64> {
    let place = Place::new(count)?;
    let letters = place.dir.path().join("letters");
    let list = place.dir.path().join("open.csv");
    let mut command =
        place.program(&["-C", "register", "--quiet", "--yes", "--date", "2026-06-15"]);
    command.args(["letter", "reminder", "--channel", "post", "--receivables"]);
    command.arg(list).arg("--output").arg(&letters);
    let ended = command.stdout(Stdio::null()).output()?;
    let said = String::from_utf8(ended.stderr)?;
    let peak = said.trim().rsplit_once("VmHWM:");
    let (told, peak) = peak.ok_or_else(|| said.clone())?;
    // A letter each, and the joint file.
    let written = fs::read_dir(letters)?.count();
    if !ended.status.success() || written != usize::try_from(count)? + 1 {
        return Err(format!("{written} files of {count} letters: {told}").into());
    }
    Ok(peak.trim().trim_end_matches(" kB").parse()?)
}

/// The program, as its own door runs it, and what the kernel noted of its memory: proc(5), `VmHWM`.
pub(crate) fn program(arguments: &[&str]) -> Outcome<ExitCode> {
    let name = ["rekisteri"].into_iter();
    let arguments = name.chain(arguments.iter().copied()).map(Into::into);
    let code = rekisteri::cli::run(arguments);
    eprintln!("VmHWM:{} kB", crate::own_peak()?);
    Ok(code)
}

/// A register of so many customers, each with one invoice that is overdue.
struct Place {
    dir: TempDir,
    key: PathBuf,
}

impl Place {
    fn new(count: u32) -> Outcome<Self> {
        let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        let key = dir.path().join("key.txt");
        let identity = Identity::generate();
        let mut file = fs::OpenOptions::new();
        let mut file = file.write(true).create_new(true).mode(0o600).open(&key)?;
        file.write_all(identity.to_string().expose_secret().as_bytes())?;
        let customers = sample::csv(&sample::records(count));
        fs::write(dir.path().join("customers.csv"), customers)?;
        fs::write(dir.path().join("open.csv"), open(count))?;
        let place = Self { dir, key };
        let customers = place.dir.path().join("customers.csv");
        let inside = ["-C", "register", "--quiet", "--yes"];
        done(&mut place.program(&["init", "register", "--controller", "Esimerkki Oy"]))?;
        done(place.program(&inside).arg("import").arg(customers))?;
        done(place.program(&inside).arg("describe").args(SENDER))?;
        Ok(place)
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env::current_exe().unwrap_or_default());
        command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("HOME", self.dir.path())
            .env("REKISTERI_IDENTITY", &self.key)
            .current_dir(Path::new(self.dir.path()))
            .stdin(Stdio::null());
        command.arg("--program").args(arguments);
        command
    }
}

/// The list of their invoices, two months overdue.
fn open(count: u32) -> String {
    let row = |number: u32| {
        let (euros, cents) = (number / 10, number % 10 * 10);
        format!(
            "{number};2026-{number};2026-04-01;2026-04-15;{euros},{cents:02};Hirsirungon nurkkien harjaus\n"
        )
    };
    let head = "customer;invoice;invoice_date;due_date;open;description\n".to_owned();
    head + &(sample::FIRST..sample::FIRST + count)
        .map(row)
        .collect::<String>()
}

fn done(command: &mut Command) -> Outcome<()> {
    let ran = command.stdout(Stdio::null()).output()?;
    if ran.status.success() {
        return Ok(());
    }
    Err(String::from_utf8_lossy(&ran.stderr).into())
}
