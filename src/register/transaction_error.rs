//! What can stop a transaction. Before the commit point nothing has changed; after it, the change is made and said so.

use std::path::PathBuf;

use crate::fsio;
use crate::history::{self, CommitId};

/// A refused, failed or unfinished transaction.
#[derive(Debug, thiserror::Error)]
pub enum TransactionError {
    /// The owner has changed the file, in the work tree or in the index, and not committed it.
    #[error("`{path}` has uncommitted changes")]
    Uncommitted {
        /// The file.
        path: String,
    },
    /// A file git does not know stands where ours would go.
    #[error("`{path}` is in the way and not under version control")]
    InTheWay {
        /// The file.
        path: String,
    },
    /// The change is committed; the work tree is not in step yet, which the next start will finish.
    #[error("recorded as {}, but the work tree is not in step", commit.short())]
    Unfinished {
        /// The commit that holds the change.
        commit: CommitId,
        /// What failed after it.
        source: Box<TransactionError>,
    },
    /// The file that remembers an unfinished change is not one we wrote.
    #[error("`{}` cannot be read as the note of a change", path.display())]
    Intent {
        /// The file.
        path: PathBuf,
    },
    /// An observer stopped it; tests do.
    #[error("stopped on purpose")]
    Stopped,
    /// Git failed or refused.
    #[error(transparent)]
    History(#[from] history::Error),
    /// A file failed.
    #[error(transparent)]
    Files(#[from] fsio::Error),
}
