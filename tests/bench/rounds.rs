//! Two sides that do the same work, timed in turns.

use std::fmt;
use std::time::{Duration, Instant};

use crate::Outcome;

/// The library and the bare work beside it.
pub(crate) struct Pair {
    name: &'static str,
    /// The ratio that is aimed at (design, 7).
    target: f64,
    library: Vec<Duration>,
    bare: Vec<Duration>,
}

impl Pair {
    pub(crate) const HEAD: &str =
        "          library              bare                 ratio  target";

    pub(crate) fn new(name: &'static str, target: f64) -> Self {
        let (library, bare) = (Vec::new(), Vec::new());
        Self {
            name,
            target,
            library,
            bare,
        }
    }

    pub(crate) fn library(&mut self, work: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
        self.library.push(timed(work)?);
        Ok(())
    }

    pub(crate) fn bare(&mut self, work: impl FnOnce() -> Outcome<()>) -> Outcome<()> {
        self.bare.push(timed(work)?);
        Ok(())
    }

    /// Whatever else ran can only have made a round longer, so the best of each side is nearest to the truth.
    fn ratio(&self) -> f64 {
        best(&self.library).as_secs_f64() / best(&self.bare).as_secs_f64()
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
    let seconds = |time: Duration| time.as_secs_f64();
    format!("{:.3} s ({:.3} s)", seconds(best(times)), seconds(worst))
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (library, bare) = (side(&self.library), side(&self.bare));
        let (name, ratio, target) = (self.name, self.ratio(), self.target);
        write!(
            f,
            "{name:<9} {library:<20} {bare:<20} {ratio:>5.2}  ≤ {target}"
        )
    }
}
