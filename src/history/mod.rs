//! The register's memory: git, and the only room that names git2.
//!
//! Commits are the audit log. What this room writes is made from bytes (no filters, no hooks, no signatures), is on the disk
//! before the branch moves, and tells strangers nothing: a commit message can be made from numbers and field names only.

mod act;
mod changes;
mod clone;
mod compare;
mod config;
mod dirt;
mod edit;
mod error;
mod half_written;
mod head;
mod ids;
mod index;
mod line_ends;
mod locks;
mod log;
mod loose;
mod message;
mod numbers;
mod obstacle;
mod odb;
mod pack;
mod prepare;
mod publish;
mod read;
mod repo;
mod revision;
mod span;
mod tips;
mod trees;
mod unmerged;

pub use act::Act;
pub use changes::{EntryKind, TreeChange};
pub use config::Author;
pub use dirt::{Dirty, Kind};
pub use error::Error;
pub use head::HeadFault;
pub use ids::{BlobId, CommitId};
pub use index::{Beside, Written};
pub use locks::ForeignLock;
pub use log::{Entry, PathState};
pub use message::Message;
pub use numbers::Numbers;
pub use obstacle::Obstacle;
pub use prepare::{FileChange, Prepared};
pub use repo::Repo;
pub use unmerged::{Operation, Unmerged};
