//! Customers in clear outside `records/`: a list that was exported or is to be imported, a record that somebody decrypted. They
//! are one `git add` away from history, or in it.

use std::collections::BTreeSet;

use crate::fsio;
use crate::history::Kind;
use crate::register::check::Finding;
use crate::register::error::Error;
use crate::register::layout::{OUTPUT, RECORDS};
use crate::register::plain::{START, holds_customers};

use super::Ill;
use super::patient::{Scene, found};

/// Names them. What git ignores is the owner's own, and `output/` is looked at by itself; the project's sample has no owner.
pub(super) fn findings(scene: Scene<'_>) -> Result<Vec<Finding>, Error> {
    if scene.description.is_some_and(|it| it.sample) {
        return Ok(Vec::new());
    }
    let tracked: BTreeSet<String> = scene.repo.tracked("")?.into_iter().collect();
    let untracked = scene.repo.status()?.into_iter();
    let untracked = untracked.filter(|dirty| dirty.kind == Kind::Untracked);
    let paths = untracked
        .map(|dirty| dirty.path)
        .chain(tracked.iter().cloned());
    let paths = paths.filter(|path| !is_below(path, RECORDS) && !is_below(path, OUTPUT));
    let clear = paths.filter(|path| {
        let start = fsio::read_start(&scene.repo.root().join(path), START);
        start.is_ok_and(|start| holds_customers(&start))
    });
    let ill = |path: &String| {
        if tracked.contains(path) {
            Ill::ClearTracked
        } else {
            Ill::ClearFile
        }
    };
    Ok(clear.map(|path| found(&path, ill(&path))).collect())
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}
