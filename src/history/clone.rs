//! What this clone is like beside its commits: branch, remotes, attributes, refs that git itself made. `doctor` asks.

use std::path::Path;

use git2::{AttrCheckFlags, AttrValue, RepositoryState};
use jiff::Timestamp;

use super::error::{Error, found, git};
use super::log;
use super::read::join;
use super::repo::Repo;
use super::trees;

impl Repo {
    /// Returns the branch that is checked out, also where it has no commit yet; nothing where HEAD names a commit.
    pub fn branch_name(&self) -> Result<Option<String>, Error> {
        match self.branch() {
            Ok(name) => Ok(Some(name.trim_start_matches("refs/heads/").to_owned())),
            Err(Error::Detached) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns whether a setting is on, all levels considered; what is no truth value is off.
    pub fn is_true(&self, key: &str) -> Result<bool, Error> {
        let value = self.config_get(key)?.unwrap_or_default();
        let value = value.to_ascii_lowercase();
        Ok(matches!(value.as_str(), "true" | "yes" | "on" | "1"))
    }

    /// Returns what git waits to finish, one word; nothing where it waits for nothing.
    pub fn in_progress(&self) -> Option<&'static str> {
        match self.git.state() {
            RepositoryState::Clean => None,
            RepositoryState::Merge => Some("merge"),
            RepositoryState::Revert | RepositoryState::RevertSequence => Some("revert"),
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => {
                Some("cherry-pick")
            }
            RepositoryState::Bisect => Some("bisect"),
            _ => Some("rebase"),
        }
    }

    /// Returns when the last commit was made; nothing in a fresh repository.
    pub fn last_commit_time(&self) -> Result<Option<Timestamp>, Error> {
        let commit = trees::head_commit(&self.git)?;
        Ok(commit.map(|commit| log::time(&commit)))
    }

    /// Returns the names of the remotes. Their addresses may hold passwords and are nobody's business.
    pub fn remotes(&self) -> Result<Vec<String>, Error> {
        let names = self.git.remotes().map_err(git("list the remotes"))?;
        let names = names.iter_bytes().map(String::from_utf8_lossy);
        Ok(names.map(std::borrow::Cow::into_owned).collect())
    }

    /// Returns the names of the refs that fit a pattern such as `refs/notes/*`.
    pub fn refs(&self, pattern: &str) -> Result<Vec<String>, Error> {
        let list = || {
            let mut names = Vec::new();
            for reference in self.git.references_glob(pattern)? {
                names.push(String::from_utf8_lossy(reference?.name_bytes()).into_owned());
            }
            Ok(names)
        };
        list().map_err(git("list its refs"))
    }

    /// Removes a ref; what it named stays in the object store until git collects it.
    pub fn delete_ref(&self, name: &str) -> Result<(), Error> {
        let reference = found(self.git.find_reference(name));
        match reference.map_err(git("find a ref"))? {
            Some(mut reference) => reference.delete().map_err(git("remove a ref")),
            None => Ok(()),
        }
    }

    /// Returns what `.gitattributes` and its like say in the end, as `git check-attr` prints it: `set`, `unset`,
    /// `unspecified`, or the value.
    pub fn attribute_value(&self, path: &str, name: &str) -> Result<String, Error> {
        let flags = AttrCheckFlags::FILE_THEN_INDEX;
        let value = self.git.get_attr_bytes(Path::new(path), name, flags);
        let value = value.map_err(git("read `.gitattributes`"))?;
        Ok(match AttrValue::from_bytes(value) {
            AttrValue::True => "set".to_owned(),
            AttrValue::False => "unset".to_owned(),
            AttrValue::Unspecified => "unspecified".to_owned(),
            AttrValue::Bytes(value) => String::from_utf8_lossy(value).into_owned(),
            AttrValue::String(value) => value.to_owned(),
        })
    }

    /// Returns the files of a folder (`""` is all) that git tracks: those of the index, by path.
    pub fn tracked(&self, folder: &str) -> Result<Vec<String>, Error> {
        let index = self.index()?;
        let below = if folder.is_empty() {
            String::new()
        } else {
            join(folder, "")
        };
        let paths = index
            .iter()
            .map(|entry| String::from_utf8_lossy(&entry.path).into_owned());
        Ok(paths.filter(|path| path.starts_with(&below)).collect())
    }
}
