//! What a repository may be that libgit2 or a register cannot work with: one table, asked when a register is opened, before it is
//! changed, and by `doctor`.

use std::path::{Path, PathBuf};

use git2::{Config, Index, IndexEntryExtendedFlag, Repository};

use super::error::{Error, git};
use super::repo::Repo;
use crate::fsio;

/// Neither a `.git` file nor the header of an index is longer, in bytes.
const MAX: u64 = 4096;
/// Entries can be left out of the work tree from this version of the index on (gitformat-index).
const EXTENDED: u8 = 3;

/// A property of a repository that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// The format of a git that is newer than libgit2.
    #[error("the repository has the format {0}, which only a newer git knows")]
    Version(i64),
    /// `extensions.NAME`, unknown to libgit2.
    #[error("the repository uses `extensions.{0}`, which this program does not know")]
    Extension(String),
    /// Objects are named by another hash than SHA-1.
    #[error("the repository names its objects by {0}, which this program does not know")]
    Hash(String),
    /// References are kept in a reftable.
    #[error("the repository keeps its branches in a reftable, which this program does not know")]
    Reftable,
    /// Part of the history is missing.
    #[error("this is a shallow clone: part of the history is missing")]
    Shallow,
    /// Contents are left with a remote until git asks for them.
    #[error("this is a partial clone: what earlier commits hold is not all here")]
    Partial {
        /// The remote.
        remote: String,
        /// The settings that make the clone a partial one.
        settings: Vec<String>,
    },
    /// Files of the last commit are left out of the work tree.
    #[error("this is a sparse checkout: files of the register are left out of this folder")]
    Sparse,
    /// The same, and the index names whole folders that are left out.
    #[error("this is a sparse checkout: folders of the register are left out of this folder")]
    SparseIndex,
    /// The index is split in two files.
    #[error("git's index is split in two files, which this program does not know")]
    SplitIndex {
        /// A setting has git split it again and again.
        is_set: bool,
    },
    /// The index has an extension that must be understood, or another version.
    #[error("git's index has the form of a newer git ({0})")]
    Index(String),
}

impl Obstacle {
    /// Whether it bars reading too. The others bar changes only.
    pub fn bars_reading(&self) -> bool {
        match self {
            Self::Version(_)
            | Self::Extension(_)
            | Self::Hash(_)
            | Self::Reftable
            | Self::Shallow => true,
            Self::Partial { .. }
            | Self::Sparse
            | Self::SparseIndex
            | Self::SplitIndex { .. }
            | Self::Index(_) => false,
        }
    }

    /// Whether the index cannot be read.
    pub fn bars_index(&self) -> bool {
        matches!(
            self,
            Self::SparseIndex | Self::SplitIndex { .. } | Self::Index(_)
        )
    }

    /// The word of the catalogues: `finding-` and this.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Version(_) => "format-version",
            Self::Extension(_) => "extension",
            Self::Hash(_) => "hash",
            Self::Reftable => "reftable",
            Self::Shallow => "shallow",
            Self::Partial { .. } => "partial",
            Self::Sparse | Self::SparseIndex => "sparse",
            Self::SplitIndex { .. } => "split-index",
            Self::Index(_) => "index-form",
        }
    }

    /// The command that mends it, typed in the register's folder.
    pub fn remedy(&self) -> String {
        match self {
            // A clone is made in the format that git makes by default.
            Self::Version(_) | Self::Extension(_) => "git clone --no-local . ../COPY".to_owned(),
            Self::Hash(_) => "git init -b main --object-format=sha1 ../COPY && git fast-export --all | git -C ../COPY fast-import && git -C ../COPY reset --hard".to_owned(),
            Self::Reftable => "git refs migrate --ref-format=files".to_owned(),
            Self::Shallow => "git fetch --unshallow".to_owned(),
            Self::Partial { remote, settings } => {
                let unset = settings.iter().map(|key| format!(" && git config --unset {key}"));
                format!("git fetch --refetch --no-filter {remote}{}", unset.collect::<String>())
            }
            Self::Sparse | Self::SparseIndex => "git sparse-checkout disable".to_owned(),
            Self::SplitIndex { is_set: false } => "git update-index --no-split-index".to_owned(),
            Self::SplitIndex { is_set: true } => {
                "git config core.splitIndex false && git update-index --no-split-index".to_owned()
            }
            Self::Index(_) => "git -c index.version=2 read-tree HEAD".to_owned(),
        }
    }
}

impl Repo {
    /// Everything of this repository that stands in the way of changes.
    pub fn obstacles(&self) -> Result<Vec<Obstacle>, Error> {
        let shallow = self.git.is_shallow().then_some(Obstacle::Shallow);
        let mut all: Vec<Obstacle> = shallow.into_iter().collect();
        all.extend(partial(&self.git)?);
        all.extend(self.index_obstacle()?);
        Ok(all)
    }

    /// Refuses where something stands in the way of changes.
    pub fn may_change(&self) -> Result<(), Error> {
        let first = self.obstacles()?.into_iter().next();
        first.map_or(Ok(()), |obstacle| Err(Error::Obstacle(obstacle)))
    }

    /// Whether files of the last commit are left out of the work tree, which git is told by its index.
    pub fn is_sparse(&self) -> Result<bool, Error> {
        let obstacle = self.index_obstacle()?;
        Ok(matches!(
            obstacle,
            Some(Obstacle::Sparse | Obstacle::SparseIndex)
        ))
    }

    /// What the index is like. A large one is parsed only where it can be of such a form.
    fn index_obstacle(&self) -> Result<Option<Obstacle>, Error> {
        // `DIRC` and four bytes of the version. One that is missing or damaged is another matter.
        let Ok(start) = fsio::read_start(&self.git_dir().join("index"), 8) else {
            return Ok(None);
        };
        let version = start.last().copied().unwrap_or(0);
        let names = fsio::entries(self.git_dir())?;
        let split = names.iter().any(|name| name.starts_with("sharedindex."));
        if version < EXTENDED && !split {
            return Ok(None);
        }
        match self.index() {
            Ok(index) => Ok(self.leaves_out(&index)?.then_some(Obstacle::Sparse)),
            Err(Error::Obstacle(obstacle)) => Ok(Some(obstacle)),
            Err(_) => Ok(None),
        }
    }

    fn leaves_out(&self, index: &Index) -> Result<bool, Error> {
        for entry in index.iter().filter(is_skipped) {
            let path = String::from_utf8_lossy(&entry.path).into_owned();
            if !fsio::exists(&self.root.join(path))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Git's error when the index cannot be read, or the form of the index that libgit2 does not know.
    pub(super) fn index_error(&self, action: &'static str) -> impl FnOnce(git2::Error) -> Error {
        let is_set = self.is_true("core.splitIndex").unwrap_or(false);
        move |error| {
            let message = error.message();
            let extension = message.split_once("unsupported mandatory extension: '");
            Error::Obstacle(
                match extension.map(|(_, name)| name.trim_end_matches('\'')) {
                    Some("link") => Obstacle::SplitIndex { is_set },
                    Some("sdir") => Obstacle::SparseIndex,
                    Some(name) => Obstacle::Index(name.to_owned()),
                    None if message.contains("incorrect header version") => {
                        Obstacle::Index("version".to_owned())
                    }
                    None => return git(action)(error),
                },
            )
        }
    }
}

/// Whether git's index says that the file is not to be looked for in the work tree.
pub(super) fn is_skipped(entry: &git2::IndexEntry) -> bool {
    entry.flags_extended & IndexEntryExtendedFlag::SKIP_WORKTREE.bits() != 0
}

/// Why an object is not here.
pub(super) fn missing(repo: &Repository) -> Error {
    match partial(repo) {
        Ok(found) => found
            .into_iter()
            .next()
            .map_or(Error::Missing, Error::Obstacle),
        Err(error) => error,
    }
}

fn partial(repo: &Repository) -> Result<Vec<Obstacle>, Error> {
    let read = || {
        let config = repo.config()?.snapshot()?;
        let mut all: Vec<Obstacle> = Vec::new();
        let mut add = |remote: &str, setting: &str| {
            let setting = setting.to_owned();
            let known = all.iter_mut().find_map(|known| match known {
                Obstacle::Partial {
                    remote: name,
                    settings,
                } if name == remote => Some(settings),
                _ => None,
            });
            if let Some(settings) = known {
                settings.push(setting);
            } else {
                let (remote, settings) = (remote.to_owned(), vec![setting]);
                all.push(Obstacle::Partial { remote, settings });
            }
        };
        for key in ["promisor", "partialclonefilter"] {
            let mut entries = config.entries(Some(&format!(r"^remote\..*\.{key}$")))?;
            while let Some(entry) = entries.next() {
                let entry = entry?;
                let (name, value) = (entry.name()?, entry.value().unwrap_or_default());
                let remote = name
                    .strip_prefix("remote.")
                    .and_then(|it| it.strip_suffix(key));
                if let Some(remote) = remote.filter(|_| value != "false") {
                    add(remote.trim_end_matches('.'), name);
                }
            }
        }
        if let Ok(remote) = config.get_str("extensions.partialclone") {
            add(remote, "extensions.partialClone");
        }
        Ok(all)
    };
    read().map_err(git("read its settings"))
}

/// Finds the property of the repository in `dir` that keeps libgit2 from opening it.
pub(super) fn unopened(dir: &Path) -> Option<Obstacle> {
    let config = Config::open(&common_dir(dir)?.join("config")).ok()?;
    let version = config.get_i64("core.repositoryformatversion").unwrap_or(0);
    if version > 1 {
        return Some(Obstacle::Version(version));
    }
    let mut unknown = None;
    let mut entries = config.entries(Some(r"^extensions\.")).ok()?;
    while let Some(entry) = entries.next() {
        let entry = entry.ok()?;
        let (name, value) = (entry.name().ok()?, entry.value().unwrap_or_default());
        match name.trim_start_matches("extensions.") {
            "objectformat" if value != "sha1" => return Some(Obstacle::Hash(value.to_owned())),
            "refstorage" if value == "reftable" => return Some(Obstacle::Reftable),
            "objectformat" | "noop" | "worktreeconfig" | "preciousobjects" | "partialclone"
            | "relativeworktrees" => {}
            name => unknown = unknown.or_else(|| Some(Obstacle::Extension(name.to_owned()))),
        }
    }
    unknown
}

/// Where git keeps what all work trees of a repository share (gitrepository-layout).
fn common_dir(dir: &Path) -> Option<PathBuf> {
    let text = |path: &Path| {
        let bytes = fsio::read_own(path, MAX).ok()?;
        Some(String::from_utf8_lossy(&bytes).trim().to_owned())
    };
    let dot_git = dir.join(".git");
    let git_dir = match text(&dot_git) {
        Some(link) => dir.join(link.strip_prefix("gitdir:")?.trim()),
        None => dot_git,
    };
    match text(&git_dir.join("commondir")) {
        Some(common) => Some(git_dir.join(common)),
        None => Some(git_dir),
    }
}
