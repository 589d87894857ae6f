//! Building trees along the touched paths only: an edit writes three of a thousand folders and reads as many.

use std::collections::BTreeMap;

use git2::{Oid, Repository};

use super::error::{Error, git};
use super::trees::{self, FOLDER, Node};

/// Git's modes of an ordinary file and of an executable one.
const FILE: i32 = 0o100_644;
const EXECUTABLE: i32 = 0o100_755;

/// A folder's changes: files to put or take away, and folders with changes of their own.
#[derive(Default)]
pub(super) struct Edit {
    files: BTreeMap<String, Option<Oid>>,
    folders: BTreeMap<String, Edit>,
}

impl Edit {
    /// Puts `blob` at the path, or takes away what is there.
    pub(super) fn set(&mut self, path: &str, blob: Option<Oid>) -> Result<(), Error> {
        let mut parts = trees::parts(path)?;
        let name = parts.pop().unwrap_or_default();
        let mut folder = self;
        for part in parts {
            folder = folder.folders.entry(part.to_owned()).or_default();
        }
        folder.files.insert(name.to_owned(), blob);
        Ok(())
    }

    /// Writes the changed trees, notes them in `written` and returns the new root; nothing where nothing is left.
    pub(super) fn apply(
        &self,
        repo: &Repository,
        old: Option<Oid>,
        written: &mut Vec<Oid>,
    ) -> Result<Option<Oid>, Error> {
        let old = old.map(|id| trees::tree(repo, id)).transpose()?;
        let action = "build a folder";
        let mut builder = repo.treebuilder(old.as_ref()).map_err(git(action))?;
        let at = |name: &str| {
            old.as_ref()
                .and_then(|tree| tree.get_name(name))
                .map(|e| trees::entry(&e))
        };
        for (name, blob) in &self.files {
            put(&mut builder, name, *blob, at(name))?;
        }
        for (name, edit) in &self.folders {
            let below = folder_at(name, at(name))?;
            match edit.apply(repo, below, written)? {
                Some(id) => drop(builder.insert(name, id, FOLDER).map_err(git(action))?),
                None if below.is_some() => builder.remove(name).map_err(git(action))?,
                None => {}
            }
        }
        if builder.is_empty() {
            return Ok(None);
        }
        let id = builder.write().map_err(git(action))?;
        written.push(id);
        Ok(Some(id))
    }
}

fn folder_at(name: &str, old: Option<Node>) -> Result<Option<Oid>, Error> {
    match old {
        Some(node) if !node.is_folder() => Err(blocked(name)),
        other => Ok(other.map(|node| node.id)),
    }
}

/// Puts or takes away one file; an executable stays one, a link becomes a file.
fn put(
    builder: &mut git2::TreeBuilder<'_>,
    name: &str,
    blob: Option<Oid>,
    old: Option<Node>,
) -> Result<(), Error> {
    let action = "build a folder";
    if old.is_some_and(Node::is_folder) {
        return Err(blocked(name));
    }
    match (blob, old) {
        (Some(blob), _) => {
            let executable = old.is_some_and(|node| node.mode == EXECUTABLE);
            let mode = if executable { EXECUTABLE } else { FILE };
            builder.insert(name, blob, mode).map_err(git(action))?;
        }
        (None, Some(_)) => builder.remove(name).map_err(git(action))?,
        (None, None) => {}
    }
    Ok(())
}

fn blocked(name: &str) -> Error {
    let path = name.to_owned();
    Error::Blocked { path }
}
