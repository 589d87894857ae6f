//! Two sides that do the same work, timed in turns.

use std::fmt;
use std::time::{Duration, Instant};

use crate::Outcome;

/// The program and what it is measured against.
pub(crate) struct Pair {
    name: &'static str,
    /// The ratio that is aimed at (design, 7).
    aim: &'static str,
    ours: Vec<Duration>,
    other: Vec<Duration>,
    /// How many records each side did.
    records: (usize, usize),
}

impl Pair {
    pub(crate) const HEAD: &str =
        "          ours                  other side            ratio  aim";

    pub(crate) fn new(name: &'static str, aim: &'static str) -> Self {
        let (ours, other) = (Vec::new(), Vec::new());
        Self {
            name,
            aim,
            ours,
            other,
            records: (1, 1),
        }
    }

    /// Compares what one record costs, where the sides do another number of them.
    pub(crate) fn per_record(self, ours: usize, other: usize) -> Self {
        let records = (ours, other);
        Self { records, ..self }
    }

    pub(crate) fn ours(&mut self, work: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
        self.ours.push(timed(work)?);
        Ok(())
    }

    pub(crate) fn other(&mut self, work: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
        self.other.push(timed(work)?);
        Ok(())
    }

    /// Whatever else ran can only have made a round longer, so the best of each side is nearest to the truth.
    fn ratio(&self) -> f64 {
        let per = |times: &[Duration], records: usize| {
            best(times) / u32::try_from(records).unwrap_or(u32::MAX)
        };
        let (ours, other) = self.records;
        per(&self.ours, ours).as_secs_f64() / per(&self.other, other).as_secs_f64()
    }
}

fn timed(work: impl FnOnce() -> Outcome<()>) -> Outcome<Duration> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

fn best(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}

fn side(times: &[Duration]) -> String {
    let worst = times.iter().max().copied().unwrap_or_default();
    let told = |time: Duration| match time.as_secs_f64() {
        seconds if seconds < 0.1 => format!("{:.2} ms", seconds * 1000.0),
        seconds => format!("{seconds:.3} s"),
    };
    format!("{} ({})", told(best(times)), told(worst))
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ours, other) = (side(&self.ours), side(&self.other));
        let (name, ratio, aim) = (self.name, self.ratio(), self.aim);
        write!(f, "{name:<9} {ours:<21} {other:<21} {ratio:>6.3}  {aim}")
    }
}
