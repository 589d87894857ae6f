//! Which files a commit changed: compared by tree ids alone, along the wanted paths only.
//!
//! Renames are not guessed at. For a merge, only what differs from all its parents is its own doing.

use std::collections::{HashMap, HashSet};

use git2::{Commit, Oid, Repository};

use super::error::Error;
use super::ids::BlobId;
use super::log::PathState;
use super::read::join;
use super::trees::{self, Lookup, Node};

/// A file or folder on both sides.
type Pair = (Option<Node>, Option<Node>);

/// Compares commits with their parents, reading each tree on the way to a wanted path once.
pub(super) struct Compared<'a> {
    repo: &'a Repository,
    wanted: Option<&'a [&'a str]>,
    seen: HashMap<Oid, Vec<Option<Node>>>,
}

impl<'a> Compared<'a> {
    pub(super) fn new(repo: &'a Repository, wanted: Option<&'a [&'a str]>) -> Self {
        Self {
            repo,
            wanted,
            seen: HashMap::new(),
        }
    }

    /// The files a commit changed: against its parent, or what differs from all of several.
    pub(super) fn paths(&mut self, commit: &Commit<'_>) -> Result<Vec<PathState>, Error> {
        if commit.parent_count() == 0 {
            return self.against(None, commit.tree_id());
        }
        let mut common: Option<Vec<PathState>> = None;
        for parent in commit.parents() {
            let states = self.against(Some(parent.tree_id()), commit.tree_id())?;
            common = Some(match common {
                None => states,
                Some(first) => keep_common(first, &states),
            });
        }
        Ok(common.unwrap_or_default())
    }

    fn against(&mut self, old: Option<Oid>, new: Oid) -> Result<Vec<PathState>, Error> {
        let mut states = Vec::new();
        let Some(wanted) = self.wanted else {
            return whole(self.repo, old, new);
        };
        let before = match old {
            Some(old) => self.nodes(old)?,
            None => vec![None; wanted.len()],
        };
        let after = self.nodes(new)?;
        for ((path, old), new) in wanted.iter().zip(before).zip(after) {
            compare(self.repo, path, (old, new), &mut states)?;
        }
        states.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(states)
    }

    /// What stands at the wanted paths in this tree.
    fn nodes(&mut self, tree: Oid) -> Result<Vec<Option<Node>>, Error> {
        if let Some(known) = self.seen.get(&tree) {
            return Ok(known.clone());
        }
        let root = trees::tree(self.repo, tree)?;
        let mut lookup = Lookup::new(self.repo, Some(root));
        let wanted = self.wanted.unwrap_or_default().iter();
        let nodes: Result<Vec<_>, Error> = wanted.map(|path| lookup.node(path)).collect();
        let nodes = nodes?;
        self.seen.insert(tree, nodes.clone());
        Ok(nodes)
    }
}

fn whole(repo: &Repository, old: Option<Oid>, new: Oid) -> Result<Vec<PathState>, Error> {
    let folder = |id| Node {
        id,
        mode: trees::FOLDER,
    };
    let mut states = Vec::new();
    let pair = (old.map(folder), Some(folder(new)));
    compare(repo, "", pair, &mut states)?;
    states.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(states)
}

fn keep_common(first: Vec<PathState>, other: &[PathState]) -> Vec<PathState> {
    let other: HashSet<&str> = other.iter().map(|state| state.path.as_str()).collect();
    let differs = |state: &PathState| other.contains(state.path.as_str());
    first.into_iter().filter(differs).collect()
}

/// Notes every file that differs, going into folders that do.
fn compare(
    repo: &Repository,
    path: &str,
    (old, new): Pair,
    states: &mut Vec<PathState>,
) -> Result<(), Error> {
    if old == new {
        return Ok(());
    }
    let file = |node: Option<Node>| node.filter(|n| !n.is_entered(path)).map(|n| BlobId(n.id));
    let folder = |node: Option<Node>| node.filter(|n| n.is_entered(path)).map(|n| n.id);
    if file(old) != file(new) || (file(old).is_some() && file(new).is_some()) {
        let path = path.to_owned();
        let (old, new) = (file(old), file(new));
        states.push(PathState { path, old, new });
    }
    let mut before = trees::entries(repo, folder(old))?;
    let after = trees::entries(repo, folder(new))?;
    for (name, node) in after {
        let pair = (before.remove(&name), Some(node));
        compare(repo, &join(path, &name), pair, states)?;
    }
    for (name, node) in before {
        compare(repo, &join(path, &name), (Some(node), None), states)?;
    }
    Ok(())
}
