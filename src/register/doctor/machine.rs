//! The machine: its clock, and what git knows of the person at it.

use jiff::{SignedDuration, Timestamp};

use crate::register::check::Finding;
use crate::register::error::Error;

use super::Ill;
use super::patient::{Scene, found};

/// Two machines' clocks may differ by this.
const SLACK: SignedDuration = SignedDuration::from_mins(2);
/// A register that rested for longer is a wrong clock rather than a quiet company.
const LONG: SignedDuration = SignedDuration::from_hours(3 * 366 * 24);

pub(super) fn findings(scene: Scene<'_>) -> Result<Vec<Finding>, Error> {
    let repo = scene.repo;
    let mut findings = Vec::new();
    if let Some(last) = repo.last_commit_time()? {
        findings.extend(clock(scene.around.now, last));
    }
    if !scene.around.author_known {
        findings.push(found("user.name", Ill::NoAuthor));
    }
    if repo.is_true("commit.gpgsign")? {
        findings.push(found("commit.gpgsign", Ill::NotSigned));
    }
    Ok(findings)
}

fn clock(now: Timestamp, last: Timestamp) -> Option<Finding> {
    let since = now.duration_since(last);
    if since < -SLACK {
        Some(found("clock", Ill::ClockBehind))
    } else if since > LONG {
        Some(found("clock", Ill::ClockAhead))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clock_that_cannot_be_right_is_named() {
        let last: Timestamp = "2026-11-01T10:00:00Z".parse().unwrap();
        let shown =
            |now: &str| clock(now.parse().unwrap(), last).map(|found| found.what.to_string());
        assert_eq!(shown("2026-11-01T09:59:00Z"), None);
        assert_eq!(shown("2029-10-01T10:00:00Z"), None);
        assert_eq!(
            shown("2026-11-01T09:50:00Z"),
            Some(Ill::ClockBehind.to_string())
        );
        assert_eq!(
            shown("2030-01-01T00:00:00Z"),
            Some(Ill::ClockAhead.to_string())
        );
    }
}
