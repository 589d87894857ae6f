//! What printing letters costs: one-page reminders as PDF in this process over a loop of `typst compile` on the same sources, and the memory
//! that ten times as many letters take, of setting and writing alone and of the whole command. Of each batch (the large one is 5,000) `pdftotext` reads every page for names of other customers.
//!
//! `cargo bench --bench letters`, or `-- --letters 100` for a quick look. typst is looked for in `$REKISTERI_TOOLS/bin` and in `PATH`:
//! `cargo install typst-cli --locked --root $REKISTERI_TOOLS`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to whoever ran it"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "the fence around `std::fs` is for the program"
)]

mod reminders;
#[path = "../sample.rs"]
mod sample;
mod whole;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use rekisteri::letters::output::{Document, Run};
use rekisteri::letters::{Engine, Format, TemplateName};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Letters of the measured batch.
const LETTERS: u32 = 1000;
/// Letters of a loop over `typst compile`: a thousand would take most of an hour, and each costs the same.
const LOOP: u32 = 20;
/// Batch and loop take turns so often; the best of each side is what nothing else disturbed.
const ROUNDS: usize = 3;

fn main() -> ExitCode {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] => measure(LETTERS),
        ["--letters", count] => count.parse().map_err(Into::into).and_then(measure),
        // A batch, or the program, in a process of its own, so that its peak is its own.
        ["--batch", count] => count.parse().map_err(Into::into).and_then(batch),
        ["--program", ref arguments @ ..] => match whole::program(arguments) {
            Ok(code) => return code,
            Err(error) => Err(error),
        },
        _ => Err("only `--letters N` is understood".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the measurement failed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn template() -> Outcome<TemplateName> {
    Ok("reminder.fi.typ".parse()?)
}

fn measure(count: u32) -> Outcome<()> {
    if count > sample::MOST / 5 {
        return Err("there are not so many invented customers".into());
    }
    let (small, small_peak, _) = child(count / 2)?;
    let (large, large_peak, names) = child(count * 5)?;
    println!(
        "{} letters: {:.2} s, peak {} MiB",
        count / 2,
        small.as_secs_f64(),
        small_peak / 1024
    );
    println!(
        "{} letters: {:.2} s, peak {} MiB",
        count * 5,
        large.as_secs_f64(),
        large_peak / 1024
    );
    println!(
        "memory of ten times as many: {:.2}  ≤ 1.2",
        ratio(large_peak, small_peak)
    );
    println!("names of other customers: {names}");
    let (small, large) = (whole::peak(count / 2)?, whole::peak(count * 5)?);
    println!(
        "the whole command: peak {} MiB for {} letters, {} MiB for {}",
        small / 1024,
        count / 2,
        large / 1024,
        count * 5
    );
    println!(
        "memory of ten times as many by the whole command: {:.2}  ≤ 1.2",
        ratio(large, small)
    );
    compare(count)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "kibibytes of a few hundred mebibytes"
)]
fn ratio(large: u64, small: u64) -> f64 {
    large as f64 / small as f64
}

/// The most memory that this process ever held, in KiB: proc(5).
fn own_peak() -> Outcome<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let line = line.ok_or("the kernel notes no peak")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// The batch against the loop. Ours renders the template, sets it, and writes the letter and the joint file; the loop only sets.
fn compare(count: u32) -> Outcome<()> {
    let Some(typst) = typst() else {
        eprintln!(
            "\n*** NOT MEASURED: `typst` is not installed, so nothing was compared with it (REKISTERI_TOOLS=DIR has bin/typst) ***\n"
        );
        return Ok(());
    };
    println!("the other side: {}", version(&typst)?);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(child(count)?.0 / count);
        theirs.push(compile_loop(&typst)? / LOOP);
    }
    let (ours, theirs) = (best(&ours), best(&theirs));
    println!(
        "one of {count} letters: {:.2} ms here, {:.2} ms by `typst compile`, {LOOP} of them; best of {ROUNDS} rounds",
        millis(ours),
        millis(theirs)
    );
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("times faster: {ratio:.1}  ≥ 20");
    Ok(())
}

fn best(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}

/// What the other side says it is. One of another release than ours would set the letters with other fonts.
fn version(typst: &Path) -> Outcome<String> {
    let said = Command::new(typst).arg("--version").output()?.stdout;
    let said = String::from_utf8(said)?.trim().to_owned();
    let lock = include_str!("../../../Cargo.lock");
    let ours = lock.split("name = \"typst\"\nversion = \"").nth(1);
    let ours = ours.and_then(|rest| rest.split('"').next());
    let release = ours.and_then(|ours| ours.rsplit_once('.'));
    let (release, _) = release.ok_or("typst is not in Cargo.lock")?;
    if said.contains(&format!(" {release}.")) {
        Ok(said)
    } else {
        Err(format!("`{said}` is not typst {release}, which is built in").into())
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Runs a batch in a process of its own; returns its time, its peak in KiB and what was found of names.
fn child(count: u32) -> Outcome<(Duration, u64, String)> {
    let output = Command::new(env::current_exe()?)
        .args(["--batch", &count.to_string()])
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let words: Vec<&str> = text.trim().splitn(3, ' ').collect();
    let [micros, peak, names] = words[..] else {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    };
    let micros = Duration::from_micros(micros.parse()?);
    Ok((micros, peak.parse()?, names.to_owned()))
}

/// Prints so many letters into a folder, the joint file with them.
fn batch(count: u32) -> Outcome<()> {
    let dir = tempfile::tempdir()?;
    let (engine, name) = (Engine::new(Vec::new()), template()?);
    let documents: Vec<Document> = (0..count)
        .map(|at| Document {
            customer: 1001 + at,
            format: Format::Typ,
        })
        .collect();
    let start = Instant::now();
    let make = |at: usize| engine.print(&name, &reminders::letter(documents[at].customer));
    Run::straight(dir.path())?.write(&documents, make, |_| ())?;
    let time = start.elapsed().as_micros();
    let peak = own_peak()?;
    let names = names(&dir.path().join("all.pdf"), count)?;
    println!("{time} {peak} {names}");
    Ok(())
}

/// Reads the joint file, a page a letter: each tells its own customer's name, and no other's.
fn names(all: &Path, count: u32) -> Outcome<&'static str> {
    let read = Command::new("pdftotext").arg(all).arg("-").output();
    let Ok(read) = read else {
        return Ok("*** NOT LOOKED FOR: `pdftotext` is not installed ***");
    };
    let text = String::from_utf8(read.stdout)?;
    let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
    if pages.len() != usize::try_from(count)? {
        return Err(format!("{} pages of {count} letters", pages.len()).into());
    }
    for (number, page) in (1001_u32..).zip(pages) {
        let told = page.split_whitespace();
        let mut told = told
            .filter_map(|word| word.strip_prefix("Esimerkki-"))
            .peekable();
        let own = number.to_string();
        if told.peek().is_none() || told.any(|other| other != own) {
            return Err(format!("the letter to {number} tells another name, or none").into());
        }
    }
    Ok("none")
}

fn typst() -> Option<PathBuf> {
    let tools = env::var_os("REKISTERI_TOOLS").map(|tools| PathBuf::from(tools).join("bin"));
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = tools.into_iter().chain(env::split_paths(&path));
    folders
        .map(|folder| folder.join("typst"))
        .find(|file| file.is_file())
}

/// The time of [`LOOP`] times `typst compile`, from the sources that the templates make, the layout beside them; with the fonts that
/// both have built in, and none of the system's.
fn compile_loop(typst: &Path) -> Outcome<Duration> {
    let dir = tempfile::tempdir()?;
    let layout = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/letter.typ");
    fs::copy(layout, dir.path().join("letter.typ"))?;
    let (engine, name) = (Engine::new(Vec::new()), template()?);
    for at in 0..LOOP {
        let source = engine.render(&name, &reminders::letter(1001 + at))?;
        fs::write(dir.path().join(format!("{at}.typ")), source)?;
    }
    let start = Instant::now();
    for at in 0..LOOP {
        let mut command = Command::new(typst);
        command
            .args([
                "compile",
                "--ignore-system-fonts",
                "--pdf-standard",
                "a-2a,ua-1",
                "--root",
            ])
            .arg(dir.path());
        let status = command.arg(dir.path().join(format!("{at}.typ"))).status()?;
        if !status.success() {
            return Err("typst compile failed".into());
        }
    }
    Ok(start.elapsed())
}
