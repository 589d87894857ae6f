//! The log: every commit HEAD leads back to, newest first, with the files each one changed.
//!
//! Nothing is skipped in silence: an unreadable commit is an error, for a history with holes proves nothing.

use std::ops::ControlFlow;

use encoding_rs::Encoding;
use git2::{Commit, Repository, Sort};
use jiff::Timestamp;

use super::compare::Compared;
use super::config::Author;
use super::error::{Error, git};
use super::ids::{BlobId, CommitId};
use super::message::Message;
use super::repo::Repo;

/// A file before and after a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathState {
    /// The path, with `/`.
    pub path: String,
    /// What it was at the first parent; nothing where it is new.
    pub old: Option<BlobId>,
    /// What it is; nothing where it was removed.
    pub new: Option<BlobId>,
}

/// One commit.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub id: CommitId,
    /// How many parents it has: two or more is a merge.
    pub parents: usize,
    /// When it was made (the committer's time).
    pub time: Timestamp,
    /// Who made it.
    pub author: Author,
    /// The first line of its message, whoever wrote it.
    pub subject: String,
    /// The message, where it is ours.
    pub message: Option<Message>,
    /// The files it changed, by path.
    pub paths: Vec<PathState>,
}

impl Repo {
    /// Returns the commits HEAD leads back to, newest first; with `paths` (files or folders), only those that touch them.
    pub fn log(&self, paths: Option<&[&str]>) -> Result<Vec<Entry>, Error> {
        let mut entries = Vec::new();
        self.walk(paths, |entry| {
            entries.push(entry);
            ControlFlow::Continue(())
        })?;
        Ok(entries)
    }

    /// Hands the same commits out one by one until `visit` has seen enough.
    pub fn walk(
        &self,
        paths: Option<&[&str]>,
        mut visit: impl FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        if self.head()?.is_none() {
            return Ok(());
        }
        let mut compared = Compared::new(&self.git, paths);
        for id in walk(&self.git).map_err(git("read the history"))? {
            let id = id.map_err(git("read the history"))?;
            let commit = self.git.find_commit(id).map_err(git("read a commit"))?;
            let touched = compared.paths(&commit)?;
            let wanted = paths.is_none() || !touched.is_empty();
            if wanted && visit(entry(&commit, touched)).is_break() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Returns one commit without the files it changed: those [`Repo::changes`] tells.
    pub fn entry(&self, id: CommitId) -> Result<Entry, Error> {
        let commit = self.git.find_commit(id.0).map_err(git("read a commit"))?;
        Ok(entry(&commit, Vec::new()))
    }
}

/// One call sets the whole order: a second one would replace it.
fn walk(repo: &Repository) -> Result<git2::Revwalk<'_>, git2::Error> {
    let mut walk = repo.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
    walk.push_head()?;
    Ok(walk)
}

/// A commit may say any time; one beyond all calendars is the last or first that there is.
pub(super) fn time(commit: &Commit<'_>) -> Timestamp {
    let (first, last) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    let seconds = commit.time().seconds().clamp(first, last);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

fn entry(commit: &Commit<'_>, paths: Vec<PathState>) -> Entry {
    // As git shows it: by the header `encoding`, which `i18n.commitEncoding` writes.
    let named = commit.message_encoding().ok().flatten();
    let named = named.and_then(|name| Encoding::for_label(name.as_bytes()));
    let lossy = |bytes: &[u8]| match named {
        Some(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        None => String::from_utf8_lossy(bytes).into_owned(),
    };
    let text = lossy(commit.message_raw_bytes());
    let author = commit.author();
    Entry {
        id: CommitId(commit.id()),
        parents: commit.parent_count(),
        time: time(commit),
        author: Author {
            name: lossy(author.name_bytes()),
            email: lossy(author.email_bytes()),
        },
        subject: text.lines().next().unwrap_or_default().to_owned(),
        message: Message::parse(&text),
        paths,
    }
}
