//! The commit point: the branch moves from the commit the change was made on to the new one, or not at all.

use git2::{ErrorCode, Repository};

use super::error::{Error, git};
use super::prepare::Prepared;
use super::repo::Repo;

impl Repo {
    /// Moves the branch to the prepared commit, synced, if it still stands where it stood; the subject goes into the reflog.
    pub fn publish(&self, prepared: &Prepared) -> Result<(), Error> {
        if self.branch()? != prepared.branch {
            return Err(Error::Moved);
        }
        let store = self.durable()?;
        move_branch(&store, prepared).map_err(|e| match e.code() {
            ErrorCode::Modified | ErrorCode::Exists | ErrorCode::NotFound => Error::Moved,
            _ => git("move the branch")(e).writing_in(self.git_dir()),
        })
    }
}

fn move_branch(store: &Repository, prepared: &Prepared) -> Result<(), git2::Error> {
    let (branch, id, subject) = (&prepared.branch, prepared.id.0, &prepared.subject);
    match prepared.parent {
        Some(parent) => store.reference_matching(branch, id, true, parent.0, subject)?,
        None => store.reference(branch, id, false, subject)?,
    };
    Ok(())
}
