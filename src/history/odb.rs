//! Writing objects so that they are on the disk before anything names them.
//!
//! libgit2 syncs nothing unless `core.fsyncObjectFiles` is set. Real git calls that key deprecated and warns, so it is not put
//! into the repository's settings but into a file of our own that only this program lays on top of them. A large change goes
//! into a few packs: that many files to sync instead of thousands.

use std::path::{Path, PathBuf};

use git2::{Config, ConfigLevel, Mempack, Odb, Oid, Repository};

use super::error::{Error, git};
use super::repo::Repo;
use crate::fsio::{self, Access};

/// `deltaCacheSize = 1` also keeps libgit2 from looking for deltas, which sealed text never has.
const SETTINGS: &str = "[core]\n\tfsyncObjectFiles = true\n[pack]\n\tdeltaCacheSize = 1\n";

impl Repo {
    /// Returns the folder for our own files beside git's: `.git/rekisteri`, made where it is missing.
    pub fn own_dir(&self) -> Result<std::path::PathBuf, Error> {
        let dir = self.git_dir().join("rekisteri");
        fsio::folder_or_nothing(&dir)?;
        fsio::create_dirs(&dir, Access::Private)?;
        Ok(dir)
    }

    /// Opens the repository once more, with every object and ref synced as it is written.
    pub(super) fn durable(&self) -> Result<Repository, Error> {
        self.store()?.open()
    }

    /// Returns what it takes to do so, on any core.
    pub(super) fn store(&self) -> Result<Store, Error> {
        let settings = self.own_dir()?.join("durable.gitconfig");
        if fsio::read_own(&settings, 4096).ok().as_deref() != Some(SETTINGS.as_bytes()) {
            fsio::write_atomic(&settings, SETTINGS.as_bytes(), Access::Private)?;
        }
        Ok(Store {
            root: self.root.clone(),
            settings,
            objects: self.git.commondir().join("objects"),
        })
    }
}

/// Where a repository lies, and our settings for it; libgit2's own handle is for one thread.
pub(super) struct Store {
    root: PathBuf,
    settings: PathBuf,
    objects: PathBuf,
}

impl Store {
    /// The folder of git's objects.
    pub(super) fn objects(&self) -> &Path {
        &self.objects
    }

    /// The folder of git's packs, made where it is missing.
    pub(super) fn packs(&self) -> Result<PathBuf, Error> {
        let folder = self.objects.join("pack");
        fsio::create_dirs(&folder, Access::Shared)?;
        Ok(folder)
    }

    /// Beside this, objects lie until they are whole: in the folders of git's they would be strangers to `git fsck`.
    pub(super) fn apart(&self) -> PathBuf {
        self.settings.with_file_name("object")
    }

    pub(super) fn open(&self) -> Result<Repository, Error> {
        let open = || {
            let repo = Repository::open(&self.root)?;
            let mut config: Config = repo.config()?;
            config.add_file(&self.settings, ConfigLevel::App, true)?;
            repo.set_config(&config)?;
            Ok(repo)
        };
        open().map_err(git("open the repository"))
    }
}

/// Keeps new objects in memory until they are written together.
pub(super) struct Memory<'odb> {
    repo: &'odb Repository,
    memory: Mempack<'odb>,
}

/// Above git's own backends, so that every object goes to memory first.
const FIRST: i32 = 1000;

impl<'odb> Memory<'odb> {
    pub(super) fn new(repo: &'odb Repository, odb: &'odb Odb<'odb>) -> Result<Self, Error> {
        let memory = odb.add_new_mempack_backend(FIRST);
        let memory = memory.map_err(git("collect a change"))?;
        Ok(Self { repo, memory })
    }

    /// Writes these objects as a pack into `folder`, synced, and forgets what was in memory.
    pub(super) fn write_pack(self, objects: &[Oid], folder: &Path) -> Result<(), Error> {
        let pack = || {
            let mut builder = self.repo.packbuilder()?;
            for id in objects {
                builder.insert_object(*id, None)?;
            }
            builder.write(folder, 0o444)?;
            self.memory.reset()
        };
        pack().map_err(git("write a pack"))?;
        Ok(fsio::sync_dir(folder)?)
    }
}
