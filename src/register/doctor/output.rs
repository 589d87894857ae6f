//! `output/`, where letters lie in clear: nothing of it in git, and nobody else's to read.

use crate::fsio;
use crate::register::check::Finding;
use crate::register::error::Error;
use crate::register::layout::{IGNORE, OUTPUT};

use super::Ill;
use super::patient::{Scene, found};

pub(super) fn findings(scene: Scene<'_>) -> Result<Vec<Finding>, Error> {
    let repo = scene.repo;
    let mut tracked = repo.tracked(OUTPUT)?;
    if repo.indexed(&[OUTPUT])?.iter().any(Option::is_some) {
        tracked.push(OUTPUT.to_owned());
    }
    let mut findings: Vec<Finding> = tracked
        .iter()
        .map(|path| found(path, Ill::OutputTracked))
        .collect();
    if !repo.ignored(&format!("{OUTPUT}/letter.txt"))? {
        findings.push(found(IGNORE, Ill::OutputNotIgnored));
    }
    let folder = repo.root().join(OUTPUT);
    if fsio::exists(&folder)? && !fsio::is_real_dir(&folder)? {
        findings.push(found(OUTPUT, Ill::OutputLink));
    }
    if fsio::is_real_dir(&folder)? && fsio::readable_by_others(&folder)? {
        findings.push(found(OUTPUT, Ill::OutputOpen));
    }
    Ok(findings)
}
