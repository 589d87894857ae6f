//! What the register costs over its bare cryptography: the ratios of opening and of sealing, both sides measured in one run.
//!
//! Seconds mean little on another machine and nothing on a busy one; the ratio of two sides that took turns stays. Run
//! `cargo bench`, or `cargo bench -- --records 500` for a quick look: the targets are meant for the default of 10,000 records.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to whoever ran it"
)]

mod bare;
mod disk;
mod rounds;
mod sample;

use std::error::Error;
use std::process::ExitCode;

use rounds::Pair;

/// What anything here may fail with: a measurement that went wrong is no measurement.
type Outcome<T> = Result<T, Box<dyn Error>>;

const RECORDS: u32 = 10_000;
/// Enough for one of each side that nothing else disturbed.
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    match records().and_then(measure) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the measurement failed: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The `N` of `--records N`; cargo adds a `--bench` that says nothing new.
fn records() -> Outcome<u32> {
    let mut count = RECORDS;
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        match (word.as_str(), words.next()) {
            ("--records", Some(number)) => count = number.parse()?,
            _ => return Err(format!("`{word}` is not `--records N`").into()),
        }
    }
    if (1..=sample::MOST).contains(&count) {
        Ok(count)
    } else {
        Err(format!("there can be 1 to {} records", sample::MOST).into())
    }
}

/// Both sides take turns in every round, on registers made anew, so that what else the machine does falls on both.
fn measure(count: u32) -> Outcome<()> {
    let records = sample::records(count);
    let mut sealing = Pair::new("sealing", 2.0);
    let mut opening = Pair::new("opening", 1.5);
    // Kept to the end: ext4 looks for a free inode past all that were deleted just now, which the next round would pay for.
    let mut places = Vec::new();
    let mut size = 0;
    for _ in 0..ROUNDS {
        let place = disk::Place::new(&sample::csv(&records))?;
        let unlocked = place.unlocked()?;
        sealing.library(|| disk::import(&place, &unlocked, records.len()))?;
        sealing.bare(|| bare::seal_all(place.recipient(), &records))?;

        let files = place.sealed()?;
        let sealed = bare::Sealed::all(&files)?;
        size = files.iter().map(String::len).sum();
        opening.library(|| disk::open(&place, records.len()))?;
        opening.bare(|| bare::open_all(place.identity(), &sealed))?;
        places.push(place);
    }
    heading(&records, size)?;
    println!("{opening}\n{sealing}");
    Ok(())
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
