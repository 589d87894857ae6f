//! Preparing a commit: blobs, trees and the commit itself are written and synced, and nothing names them yet.
//!
//! The tree is HEAD's plus the change, never the index: what the owner has staged is not swept in.

use std::collections::BTreeMap;

use git2::{ObjectType, Odb, Oid, Repository};
use jiff::Timestamp;
use rayon::prelude::*;

use super::config::Author;
use super::edit::Edit;
use super::error::{Error, git};
use super::head::unreadable;
use super::ids::{BlobId, CommitId};
use super::log::PathState;
use super::loose;
use super::message::Message;
use super::odb::{Memory, Store};
use super::pack;
use super::repo::Repo;
use super::trees::{self, Lookup};
use crate::fsio::Content;

/// From so many files on, a change is written as packs instead of a file for each object.
const MANY: usize = 64;

/// One file as it is to be.
#[derive(Clone)]
pub struct FileChange {
    /// The path from the work tree's root, with `/`.
    pub path: String,
    /// The new content, stored byte for byte; nothing removes the file.
    pub bytes: Option<Content>,
}

/// A commit that is on the disk but not in the branch yet.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) id: CommitId,
    pub(super) parent: Option<CommitId>,
    pub(super) branch: String,
    pub(super) subject: String,
    pub(super) paths: Vec<PathState>,
}

impl Prepared {
    /// The commit.
    pub fn id(&self) -> CommitId {
        self.id
    }

    /// The commit it stands on; none for the first.
    pub fn parent(&self) -> Option<CommitId> {
        self.parent
    }

    /// The branch it is meant for, in full: `refs/heads/main`.
    pub fn branch(&self) -> &str {
        &self.branch
    }

    /// The files it changes, with what they were and what they become.
    pub fn paths(&self) -> &[PathState] {
        &self.paths
    }
}

impl Repo {
    /// Writes and syncs a commit of these changes on top of HEAD; the branch does not move.
    ///
    /// Refused while HEAD is detached or a merge waits, and where nothing would change.
    pub fn prepare(
        &self,
        changes: &[FileChange],
        message: &Message,
        author: &Author,
        when: Timestamp,
    ) -> Result<Prepared, Error> {
        let branch = self.branch()?;
        self.refuse_in_progress()?;
        let author = author.signature(when)?;
        let parent = self.head()?;
        let ids = hashes(changes)?;
        let paths = self.states(parent, changes, &ids)?;
        if paths.is_empty() {
            return Err(Error::NothingChanged);
        }
        let id = write(&self.store()?, parent, changes, &ids, message, &author)
            .map_err(|error| error.writing_in(self.git_dir()))?;
        Ok(Prepared {
            id: CommitId(id),
            parent,
            branch,
            subject: message.subject(),
            paths,
        })
    }

    /// Returns the branch HEAD stands on, born or not.
    pub fn branch(&self) -> Result<String, Error> {
        let head = self.git.find_reference("HEAD").map_err(unreadable)?;
        match head.symbolic_target().map_err(unreadable)? {
            Some(name) => Ok(name.to_owned()),
            None => Err(Error::Detached),
        }
    }

    fn refuse_in_progress(&self) -> Result<(), Error> {
        match self.in_progress() {
            None => Ok(()),
            Some(state) => Err(Error::InProgress { state }),
        }
    }

    /// What each changed path is at the parent and becomes; paths that stay as they are left out.
    fn states(
        &self,
        parent: Option<CommitId>,
        changes: &[FileChange],
        ids: &[Option<BlobId>],
    ) -> Result<Vec<PathState>, Error> {
        let mut states = Vec::new();
        let mut before = match &parent {
            Some(parent) => self.lookup(Some(parent))?,
            None => Lookup::new(&self.git, None),
        };
        for (change, new) in changes.iter().zip(ids.iter().copied()) {
            let old = before.blob(&change.path)?;
            if old != new {
                let path = change.path.clone();
                states.push(PathState { path, old, new });
            }
        }
        Ok(states)
    }
}

/// The ids of the contents there are to be, on all cores.
fn hashes(changes: &[FileChange]) -> Result<Vec<Option<BlobId>>, Error> {
    let hash = |change: &FileChange| {
        let content = change.bytes.as_ref();
        content.map(|it| BlobId::of(&it.bytes()?)).transpose()
    };
    changes.par_iter().map(hash).collect()
}

/// Writes blobs, trees and commit.
fn write(
    at: &Store,
    parent: Option<CommitId>,
    changes: &[FileChange],
    ids: &[Option<BlobId>],
    message: &Message,
    author: &git2::Signature<'_>,
) -> Result<Oid, Error> {
    let many = changes.len() > MANY;
    if many {
        pack::write(&at.packs()?, &at.apart(), &contents(changes, ids))?;
    }
    let store = &at.open()?;
    let odb = odb(store)?;
    let memory = Memory::new(store, &odb)?;
    let mut written = Vec::new();
    if !many {
        blobs(&odb, changes, &mut written)?;
    }
    let mut edit = Edit::default();
    for (change, id) in changes.iter().zip(ids) {
        edit.set(&change.path, id.map(|id| id.0))?;
    }
    let tree = edit_tree(store, parent, &edit, &mut written)?;
    let id = commit(store, parent, tree, message, author)?;
    written.push(id);
    if many {
        memory.write_pack(&written, &at.packs()?)?;
    } else {
        loose::write(&odb, &written, at.objects(), &at.apart())?;
    }
    Ok(id)
}

/// The contents there are to be, each once.
fn contents<'c>(
    changes: &'c [FileChange],
    ids: &[Option<BlobId>],
) -> BTreeMap<BlobId, &'c Content> {
    let contents = changes.iter().zip(ids);
    contents
        .filter_map(|(change, id)| Some(((*id)?, change.bytes.as_ref()?)))
        .collect()
}

/// Puts the files that there shall be to the objects, one by one.
fn blobs(odb: &Odb<'_>, changes: &[FileChange], written: &mut Vec<Oid>) -> Result<(), Error> {
    for content in changes.iter().filter_map(|change| change.bytes.as_ref()) {
        let id = odb.write(ObjectType::Blob, &content.bytes()?);
        written.push(id.map_err(git("write a file"))?);
    }
    Ok(())
}

fn odb(store: &Repository) -> Result<Odb<'_>, Error> {
    store.odb().map_err(git("open its objects"))
}

/// Builds the parent's tree with the change.
fn edit_tree(
    store: &Repository,
    parent: Option<CommitId>,
    edit: &Edit,
    written: &mut Vec<Oid>,
) -> Result<Oid, Error> {
    let parent = parent.map(|id| find(store, id)).transpose()?;
    let old = parent.as_ref().map(git2::Commit::tree_id);
    match edit.apply(store, old, written)? {
        Some(id) => Ok(id),
        None => empty_tree(store, written),
    }
}

fn commit(
    store: &Repository,
    parent: Option<CommitId>,
    tree: Oid,
    message: &Message,
    author: &git2::Signature<'_>,
) -> Result<Oid, Error> {
    let parent = parent.map(|id| find(store, id)).transpose()?;
    let parents: Vec<&git2::Commit<'_>> = parent.iter().collect();
    let tree = trees::tree(store, tree)?;
    store
        .commit(None, author, author, &message.to_string(), &tree, &parents)
        .map_err(git("write a commit"))
}

fn find(store: &Repository, id: CommitId) -> Result<git2::Commit<'_>, Error> {
    store.find_commit(id.0).map_err(git("read the last commit"))
}

fn empty_tree(store: &Repository, written: &mut Vec<Oid>) -> Result<Oid, Error> {
    let builder = store.treebuilder(None);
    let id = builder.and_then(|builder| builder.write());
    let id = id.map_err(git("build a folder"))?;
    written.push(id);
    Ok(id)
}
