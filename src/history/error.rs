//! What can go wrong with the history. Paths and ids are named, contents never.

use std::path::{Path, PathBuf};

use super::locks::ForeignLock;
use super::obstacle::Obstacle;
use crate::fsio;

/// A refusal or failure of the history.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder is not the root of a git work tree.
    #[error("`{}` is not the root of a git work tree", path.display())]
    NotARoot {
        /// The folder.
        path: PathBuf,
    },
    /// The repository has no work tree.
    #[error("`{}` is a bare repository", path.display())]
    Bare {
        /// The folder.
        path: PathBuf,
    },
    /// Something that the program cannot work with.
    #[error(transparent)]
    Obstacle(Obstacle),
    /// An object of the history that git has lost.
    #[error("git has lost something that the history names")]
    Missing,
    /// There is a repository already.
    #[error("`{}` is a git repository already", path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// The repository has lost the file that says which branch is checked out.
    #[error("`{}` is missing, by which git knows a repository", path.display())]
    NoHead {
        /// The file.
        path: PathBuf,
    },
    /// What HEAD says, or the branch that it names, leads to no commit.
    #[error("cannot tell which commit is checked out")]
    Head {
        /// Git's answer.
        source: git2::Error,
    },
    /// The branch that is checked out has no commit.
    #[error("the branch that is checked out has no commit")]
    Unborn,
    /// HEAD names a commit, not a branch: there is nothing to move.
    #[error("no branch is checked out")]
    Detached,
    /// A merge, rebase or the like waits to be finished.
    #[error("git is in the middle of something: {state}")]
    InProgress {
        /// What git is doing, one word.
        state: &'static str,
    },
    /// Git, or what a killed git left, holds the index.
    #[error("`{}` is locked by another program", .0.path.with_extension("").display())]
    Locked(ForeignLock),
    /// The branch is no longer where it was when the change was prepared.
    #[error("the branch moved meanwhile")]
    Moved,
    /// The change changes nothing.
    #[error("nothing changed")]
    NothingChanged,
    /// A revision that does not exist.
    #[error("no commit `{text}`")]
    NoSuchCommit {
        /// What was asked for.
        text: String,
    },
    /// A revision that fits several commits.
    #[error("`{text}` fits more than one commit")]
    Ambiguous {
        /// What was asked for.
        text: String,
    },
    /// A path that is not a plain one inside the work tree.
    #[error("`{path}` is not a path in the register")]
    BadPath {
        /// The path.
        path: String,
    },
    /// A content of the history that is larger than any file of a register.
    #[error("a file in git's history is larger than any of a register")]
    Large,
    /// A folder of the history that holds two things of one name, or names that are not UTF-8 and look alike.
    #[error("a folder in git's history holds `{name}` twice")]
    Twice {
        /// The name.
        name: String,
    },
    /// A file stands where a folder is needed, or the other way round.
    #[error("something else is in the place of `{path}`")]
    Blocked {
        /// The path.
        path: String,
    },
    /// A customer number outside 1 to 999999, or a field name with other characters than a field's.
    #[error("a commit message takes customer numbers and field names only")]
    Message,
    /// An author git cannot write down.
    #[error("the author needs a name and an e-mail address")]
    Author,
    /// Git's own failure.
    #[error("git cannot {action}")]
    Git {
        /// What was tried, as a verb.
        action: &'static str,
        /// Git's answer.
        source: git2::Error,
    },
    /// Git could not write; mostly the disk's fault.
    #[error("git cannot {action} in `{}`", path.display())]
    Write {
        /// What was tried, as a verb.
        action: &'static str,
        /// Git's folder.
        path: PathBuf,
        /// Git's answer.
        source: git2::Error,
    },
    /// A file of the work tree or of `.git`.
    #[error(transparent)]
    Files(#[from] fsio::Error),
}

impl Error {
    /// Names the folder that git wrote to: its own words name no path.
    pub(super) fn writing_in(self, path: &Path) -> Self {
        match self {
            Self::Git { action, source } => Self::Write {
                action,
                path: path.to_owned(),
                source,
            },
            other => other,
        }
    }
}

/// Attaches what was tried to git's error.
pub(super) fn git(action: &'static str) -> impl FnOnce(git2::Error) -> Error {
    move |source| Error::Git { action, source }
}

/// Turns "not found" into nothing, and leaves other errors be.
pub(super) fn found<T>(result: Result<T, git2::Error>) -> Result<Option<T>, git2::Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(e) if e.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}
