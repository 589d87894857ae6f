//! `output/`, where letters lie in clear: nothing of it in git, and nobody else's to read.

use crate::fsio;
use crate::register::check::Finding;
use crate::register::error::Error;
use crate::register::journal::{self, Lost};
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
    findings.extend(journal::lost(repo)?.iter().map(|one| unnoted(scene, one)));
    Ok(findings)
}

/// A letter of a run that was cut short, by its place in the register where it lies in it.
fn unnoted(scene: Scene<'_>, lost: &Lost) -> Finding {
    let place = lost.file.strip_prefix(scene.repo.root());
    let place = place.unwrap_or(&lost.file).display().to_string();
    let customer = lost.customer;
    let ill = if lost.there {
        Ill::LettersUnnoted { customer }
    } else {
        Ill::LettersGone { customer }
    };
    found(&place, ill)
}
