//! What the register costs: each measure a ratio of two sides that took turns in one run.
//!
//! Seconds mean little on another machine and nothing on a busy one; the ratio stays. Run `cargo bench`, or
//! `cargo bench -- --records 500` for a quick look: the aims are meant for the default of 10,000 records and ten times as many in the
//! large register. `--only cryptography` or `--only size` measures one half.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to whoever ran it"
)]

mod bare;
mod big;
mod disk;
mod rounds;
mod sample;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use big::Big;
use rounds::Pair;

/// What anything here may fail with: a measurement that went wrong is no measurement.
type Outcome<T> = Result<T, Box<dyn Error>>;

const RECORDS: u32 = 10_000;
/// The large register has that many times as many.
const LARGE: u32 = 10;
/// Enough for one of each side that nothing else disturbed.
const ROUNDS: usize = 5;
/// A start is short, and disturbed by little.
const STARTS: usize = 50;
/// Records that `rops` decrypts in a round.
const DECRYPTED: usize = 20;

fn main() -> ExitCode {
    match Wanted::read().and_then(|wanted| run(&wanted)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the measurement failed: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What the command line asks for.
struct Wanted {
    records: u32,
    /// Opening and sealing.
    cryptography: bool,
    /// The large register.
    size: bool,
}

impl Wanted {
    /// Reads `--records N` and `--only HALF`; cargo adds a `--bench` that says nothing new.
    fn read() -> Outcome<Self> {
        let mut wanted = Self {
            records: RECORDS,
            cryptography: true,
            size: true,
        };
        let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            let value = words.next();
            match (word.as_str(), value.as_deref()) {
                ("--records", Some(number)) => wanted.records = number.parse()?,
                ("--only", Some("cryptography")) => wanted.size = false,
                ("--only", Some("size")) => wanted.cryptography = false,
                _ => {
                    return Err(format!(
                        "`{word}` is not `--records N`, nor `--only cryptography` or `--only size`"
                    )
                    .into());
                }
            }
        }
        if (1..=sample::MOST / LARGE).contains(&wanted.records) {
            Ok(wanted)
        } else {
            Err(format!("there can be 1 to {} records", sample::MOST / LARGE).into())
        }
    }
}

fn run(wanted: &Wanted) -> Outcome<()> {
    if wanted.cryptography {
        cryptography(wanted.records)?;
    }
    if wanted.size {
        size(wanted.records * LARGE)?;
    }
    Ok(())
}

/// Opening and sealing against their bare cryptography, on registers made anew, so that what else the machine does falls on both.
fn cryptography(count: u32) -> Outcome<()> {
    let records = sample::records(count);
    let mut sealing = Pair::new("sealing", "≤ 2");
    let mut opening = Pair::new("opening", "≤ 1.5");
    // Kept to the end: ext4 looks for a free inode past all that were deleted just now, which the next round would pay for.
    let mut places = Vec::new();
    let mut size = 0;
    for _ in 0..ROUNDS {
        let place = disk::Place::new(&sample::csv(&records))?;
        let unlocked = place.unlocked()?;
        sealing.ours(|| disk::import(&place, &unlocked, records.len()))?;
        sealing.other(|| bare::seal_all(place.recipient(), &records))?;

        let files = place.sealed()?;
        let sealed = bare::Sealed::all(&files)?;
        size = files.iter().map(String::len).sum();
        opening.ours(|| disk::open(&place, records.len()))?;
        opening.other(|| bare::open_all(place.identity(), &sealed))?;
        places.push(place);
    }
    heading(&records, size)?;
    println!("{opening}\n{sealing}");
    Ok(())
}

/// What the size of the register costs: one edit against git's own, the memory and time of a list; and what a start costs.
fn size(count: u32) -> Outcome<()> {
    let records = sample::records(count);
    let made = Instant::now();
    let big = Big::new(&records)?;
    let (count, made) = (records.len(), made.elapsed());
    println!(
        "\n{count} records, made by one import in {:.1} s",
        made.as_secs_f64()
    );
    println!("{}", Pair::HEAD);
    println!("{}", growth(&big)?);
    println!("{}", starting()?);
    listing(&big)
}

/// An edit, named by number, with a plain key and synced, against `git add` and `git commit` of one file in a clone.
fn growth(big: &Big) -> Outcome<Pair> {
    let mut pair = Pair::new("growth", "≤ 1");
    big.clone_for_git()?;
    for round in 0..=ROUNDS {
        let file = big.change_by_hand(round)?;
        // The first of each only warms the caches.
        let mut warm = Pair::new("", "");
        let pair = if round == 0 { &mut warm } else { &mut pair };
        pair.ours(|| big.edit(round))?;
        pair.other(|| big.git_add_and_commit(&file))?;
    }
    Ok(pair)
}

/// The program that says its version against one that does nothing.
fn starting() -> Outcome<Pair> {
    let mut pair = Pair::new("start", "a few ms");
    for _ in 0..STARTS {
        pair.ours(|| big::start(&big::VERSION))?;
        pair.other(|| big::start(&["/bin/true"]))?;
    }
    Ok(pair)
}

/// A whole list: its memory, and its time per record against `rops decrypt` of one file after another.
fn listing(big: &Big) -> Outcome<()> {
    let mut pair = Pair::new("list", "≤ 0.05 a record").per_record(big.count, DECRYPTED);
    let Some(rops) = rops() else {
        eprintln!(
            "\n*** NOT MEASURED: `rops` is not installed, so a list was compared with nothing (REKISTERI_TOOLS=DIR has bin/rops) ***\n"
        );
        println!(
            "memory    {} MiB at most in a list  ≤ 300 MiB",
            big.list()? >> 20
        );
        return Ok(());
    };
    let mut most = 0;
    for round in 0..ROUNDS {
        pair.ours(|| {
            most = most.max(big.list()?);
            Ok(())
        })?;
        pair.other(|| big.rops(&rops, round * DECRYPTED..(round + 1) * DECRYPTED))?;
    }
    println!(
        "{pair}\nmemory    {} MiB at most in a list  ≤ 300 MiB",
        most >> 20
    );
    Ok(())
}

/// The program of that name in `$REKISTERI_TOOLS/bin` or on `PATH`.
fn rops() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let tools = std::env::var_os("REKISTERI_TOOLS").map(|tools| PathBuf::from(tools).join("bin"));
    let folders = tools.into_iter().chain(std::env::split_paths(&path));
    folders
        .map(|folder| folder.join("rops"))
        .find(|file| file.is_file())
}

fn heading(records: &[sample::Record], size: usize) -> Outcome<()> {
    let (count, fields) = (records.len(), records[0].fields.len());
    let (cores, threads) = (
        std::thread::available_parallelism()?,
        rayon::current_num_threads(),
    );
    println!("{count} records of {fields} fields and a number, {size} bytes sealed");
    println!("{cores} cores, {threads} threads, {ROUNDS} rounds: best (worst) of each side");
    println!("{}", Pair::HEAD);
    Ok(())
}
