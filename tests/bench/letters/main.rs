//! What printing letters costs: one-page reminders as PDF in this process over a loop of `typst compile` on the same sources, and the memory
//! that ten times as many letters take.
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

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use rekisteri::letters::output::{Document, Run};
use rekisteri::letters::{Engine, Format, TemplateName};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Letters of the measured batch, and of the loop, whose time a letter is what is compared.
const LETTERS: u32 = 1000;
const LOOP: u32 = 50;

fn main() -> ExitCode {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        [] => measure(LETTERS),
        ["--letters", count] => count.parse().map_err(Into::into).and_then(measure),
        // A batch in a process of its own, so that its peak is its own.
        ["--batch", count] => count.parse().map_err(Into::into).and_then(batch),
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
    let (small, small_peak) = child(count / 2)?;
    let (large, large_peak) = child(count * 5)?;
    let each = large / (count * 5);
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
    #[expect(
        clippy::cast_precision_loss,
        reason = "kibibytes of a few hundred mebibytes"
    )]
    let ratio = large_peak as f64 / small_peak as f64;
    println!("memory of ten times as many: {ratio:.2}  ≤ 1.2");
    let Some(typst) = typst() else {
        println!(
            "\n*** NOT MEASURED: `typst` is not installed, so nothing was compared with it ***\n"
        );
        return Ok(());
    };
    let theirs = compile_loop(&typst)?;
    let ratio = theirs.as_secs_f64() / each.as_secs_f64();
    println!(
        "one letter: {:.2} ms here, {:.2} ms by `typst compile`",
        millis(each),
        millis(theirs)
    );
    println!("times faster: {ratio:.1}  ≥ 20");
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Runs a batch in a process of its own; returns its time and its peak in KiB.
fn child(count: u32) -> Outcome<(Duration, u64)> {
    let output = Command::new(env::current_exe()?)
        .args(["--batch", &count.to_string()])
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let (micros, peak) = text
        .trim()
        .split_once(' ')
        .ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    Ok((Duration::from_micros(micros.parse()?), peak.parse()?))
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
    Run::straight(dir.path())?.write(&documents, make, || ())?;
    let time = start.elapsed().as_micros();
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap_or_default();
    println!("{time} {}", peak.trim().trim_end_matches(" kB"));
    Ok(())
}

fn typst() -> Option<PathBuf> {
    let tools = env::var_os("REKISTERI_TOOLS").map(|tools| PathBuf::from(tools).join("bin"));
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = tools.into_iter().chain(env::split_paths(&path));
    folders
        .map(|folder| folder.join("typst"))
        .find(|file| file.is_file())
}

/// The time of one `typst compile`, from the sources that the templates make, the layout beside them.
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
    Ok(start.elapsed() / LOOP)
}
