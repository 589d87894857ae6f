//! After a crash: looks at the noted files only, finishes what the branch says happened, and leaves the owner's work be.

use super::intent::{self, Intent};
use super::transaction::Step;
use super::transaction_error::TransactionError as Error;
use super::trust::{Following, following};
use super::work_files::WorkFiles;
use crate::fsio::{self, Content, Lock};
use crate::history::{self, BlobId, CommitId, PathState, Repo, Written};
use crate::keys::Pins;

/// What was found at the start, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// No transaction was cut short.
    Nothing,
    /// One was, before its commit point: the change never happened.
    Dropped,
    /// One was, after its commit point: the work tree is in step now, but for what the owner changed since.
    Completed {
        /// The commit that holds the change.
        commit: CommitId,
        /// Files that were brought into step.
        completed: Vec<String>,
        /// Files with other content than before or after: the owner's, left as they are.
        kept: Vec<String>,
    },
}

/// Finishes or forgets a transaction that was cut short. Costs one look at the disk where there was none.
pub fn recover(repo: &Repo, pins: &Pins) -> Result<Recovered, Error> {
    recover_observed(repo, pins, &|_| Ok(()))
}

/// The same, telling `after` of each step; its error stops the recovery as a crash there would. Done again, it goes on.
pub fn recover_observed(
    repo: &Repo,
    pins: &Pins,
    after: &dyn Fn(Step) -> Result<(), Error>,
) -> Result<Recovered, Error> {
    if !intent::is_left(repo)? {
        return Ok(Recovered::Nothing);
    }
    let _lock = Lock::acquire(&intent::lock_file(repo)?)?;
    recover_locked(repo, pins, after)
}

/// The same for whoever holds the lock already.
pub(super) fn recover_locked(
    repo: &Repo,
    pins: &Pins,
    after: &dyn Fn(Step) -> Result<(), Error>,
) -> Result<Recovered, Error> {
    let Some(intent) = Intent::load(repo)? else {
        return Ok(Recovered::Nothing);
    };
    repo.release_branch(&intent.branch, intent.commit)?;
    let recovered = match repo.head()? {
        Some(head) if repo.descends(head, intent.commit)? => {
            // The note names the commit as ours: the pin follows it as it would have then, and no further.
            let pin = following(repo, pins, intent.commit)?;
            pin.as_ref().map_or(Ok(()), Following::save)?;
            after(Step::Pinned)?;
            complete(repo, &intent, after)?
        }
        _ => Recovered::Dropped,
    };
    intent::clear(repo)?;
    after(Step::Finished)?;
    Ok(recovered)
}

fn complete(
    repo: &Repo,
    intent: &Intent,
    after: &dyn Fn(Step) -> Result<(), Error>,
) -> Result<Recovered, Error> {
    let staged = ours_to_index(repo, &intent.paths)?;
    for state in &intent.paths {
        fsio::sweep(&repo.root().join(&state.path))?;
    }
    let (mut behind, mut kept) = (Vec::new(), Vec::new());
    let paths: Vec<&str> = intent
        .paths
        .iter()
        .map(|state| state.path.as_str())
        .collect();
    let head = repo.blobs_at(None, &paths)?;
    for (state, head) in intent.paths.iter().zip(head) {
        match position(repo, state, head)? {
            Position::Behind => behind.push(state),
            Position::InStep => {}
            Position::Owners => kept.push(state.path.clone()),
        }
    }
    after(Step::Checked)?;
    finish(repo, &behind, after)?;
    repo.refresh_index(&staged, &Written::new(), None)?;
    after(Step::Indexed)?;
    Ok(Recovered::Completed {
        commit: intent.commit,
        completed: behind.iter().map(|state| state.path.clone()).collect(),
        kept,
    })
}

/// The paths whose index entry is still the old or already the new content: what the owner has staged since stays.
fn ours_to_index(repo: &Repo, states: &[PathState]) -> Result<Vec<String>, Error> {
    let paths: Vec<&str> = states.iter().map(|state| state.path.as_str()).collect();
    let (head, index) = (repo.blobs_at(None, &paths)?, repo.indexed(&paths)?);
    let ours = states.iter().zip(head).zip(index);
    let ours = ours.filter(|((state, head), index)| {
        *head == state.new && (*index == state.old || *index == state.new)
    });
    Ok(ours.map(|((state, _), _)| state.path.clone()).collect())
}

/// Where a work file stands against the note.
enum Position {
    Behind,
    InStep,
    Owners,
}

fn position(repo: &Repo, state: &PathState, head: Option<BlobId>) -> Result<Position, Error> {
    // a later commit of the owner's may have changed the file once more: then it is no longer ours to finish
    if head != state.new {
        return Ok(Position::Owners);
    }
    match repo.work_is(&state.path, state.new) {
        Ok(true) => Ok(Position::InStep),
        Ok(false) if repo.work_is(&state.path, state.old)? => Ok(Position::Behind),
        Ok(false) | Err(history::Error::Blocked { .. }) => Ok(Position::Owners),
        Err(error) => Err(error.into()),
    }
}

/// Writes and removes the work files that are behind.
fn finish(
    repo: &Repo,
    behind: &[&PathState],
    after: &dyn Fn(Step) -> Result<(), Error>,
) -> Result<(), Error> {
    let content = |state: &&PathState| {
        let bytes = state.new.map(|blob| repo.blob(blob)).transpose()?;
        Ok::<_, Error>(bytes.map(Content::from))
    };
    let contents: Vec<Option<Content>> = behind.iter().map(content).collect::<Result<_, _>>()?;
    let mut writer = WorkFiles::new(repo);
    for (state, content) in behind.iter().zip(&contents) {
        writer.put(&state.path, content.as_ref());
    }
    writer.finish(|| after(Step::Written))?;
    Ok(())
}
