//! The repository: its work tree's root is the register, nothing below it and nothing above it.

use std::path::{Path, PathBuf};
use std::sync::Once;

use git2::{Repository, RepositoryInitOptions, RepositoryOpenFlags};

use super::error::{Error, git};
use super::obstacle::{Obstacle, unopened};
use crate::fsio;

/// A git repository whose work tree is a register.
pub struct Repo {
    pub(super) git: Repository,
    pub(super) root: PathBuf,
}

impl Repo {
    /// Makes a repository in `dir`, which must not be one: branch `main`, no template and no hooks of the user's.
    pub fn init(dir: &Path) -> Result<Self, Error> {
        if fsio::exists(&dir.join(".git"))? {
            let path = dir.to_owned();
            return Err(Error::Exists { path });
        }
        set_globals();
        let mut options = RepositoryInitOptions::new();
        options
            .no_reinit(true)
            .external_template(false)
            .initial_head("main");
        Repository::init_opts(dir, &options).map_err(git("make a repository"))?;
        Self::open(dir)
    }

    /// Opens the repository whose work tree's root is exactly `dir` and whose history is whole.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let repo = Self::open_as_is(dir)?;
        if repo.git.is_shallow() {
            return Err(Error::Obstacle(Obstacle::Shallow));
        }
        Ok(repo)
    }

    /// The same, even where part of the history is missing.
    pub fn open_as_is(dir: &Path) -> Result<Self, Error> {
        set_globals();
        let path = || dir.to_owned();
        let flags = RepositoryOpenFlags::NO_SEARCH;
        let repo =
            Repository::open_ext(dir, flags, &[] as &[&Path]).map_err(|e| match e.code() {
                git2::ErrorCode::NotFound => {
                    no_head(dir).unwrap_or(Error::NotARoot { path: path() })
                }
                _ => match unopened(dir) {
                    Some(obstacle) => Error::Obstacle(obstacle),
                    None => git("open the repository")(e),
                },
            })?;
        let root = match repo.workdir() {
            None => return Err(Error::Bare { path: path() }),
            Some(root) if same(root, dir) => root.to_owned(),
            Some(_) => return Err(Error::NotARoot { path: path() }),
        };
        Ok(Self { git: repo, root })
    }

    /// Returns the root of the first work tree at or above `from`, never one beyond it.
    pub fn root_of(from: &Path) -> Option<PathBuf> {
        let mut above = from.ancestors().filter(|dir| !dir.as_os_str().is_empty());
        above
            .find(|dir| fsio::exists(&dir.join(".git")).unwrap_or(false))
            .map(Path::to_owned)
    }

    /// The work tree's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where git keeps this work tree's own files, usually `.git`.
    pub fn git_dir(&self) -> &Path {
        self.git.path()
    }

    /// Whether git ignores the path.
    pub fn ignored(&self, path: &str) -> Result<bool, Error> {
        self.git
            .is_path_ignored(path)
            .map_err(git("read what it ignores"))
    }
}

/// Whether it is the missing HEAD that keeps git from knowing the repository.
fn no_head(dir: &Path) -> Option<Error> {
    let there = |name: &str| fsio::exists(&dir.join(".git").join(name)).unwrap_or(false);
    let path = dir.join(".git/HEAD");
    (there("objects") && there("refs") && !there("HEAD")).then_some(Error::NoHead { path })
}

pub(super) fn same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Has libgit2 open repositories whoever owns their folder.
///
/// Git's check guards against settings that run programs (hooks, filters, monitors). libgit2 runs none of them, and whether a
/// register can be trusted is decided by our pin, so the check would only refuse clones in containers that run as root.
///
/// And without looking up again each content that a folder or the index is to name: here that was written and synced just before, and
/// to look thousands of them up is to map the whole pack that they lie in.
///
/// And open partial clones that older versions of git marked by an extension: what is not there is said where it is missed.
#[expect(unsafe_code, reason = "globals of libgit2's")]
fn set_globals() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: sets a flag, once, before the first repository of this process is opened; nothing else sets it.
        let set = unsafe { git2::opts::set_verify_owner_validation(false) };
        debug_assert!(set.is_ok(), "libgit2 has this option");
        // SAFETY: as above.
        let set = unsafe { git2::opts::set_extensions(&["partialclone"]) };
        debug_assert!(set.is_ok(), "libgit2 has this option");
        git2::opts::strict_object_creation(false);
    });
}
