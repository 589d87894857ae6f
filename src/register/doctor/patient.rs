//! A register's folder as `doctor` sees it: it may be shallow, its description unreadable, its key missing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::history::{self, Obstacle, Repo};
use crate::keys::Pins;
use crate::model::Description;
use crate::register::check::{Finding, What};
use crate::register::error::Error;
use crate::register::layout::DESCRIPTION;
use crate::register::store::{parse_description, read_public, root_of};

use super::{Ill, clear, git, key, ledger, machine, output, pin};

/// What of the machine matters; the library looks up none of it itself.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The program that git shall call, by its whole path.
    pub program: PathBuf,
    /// The PATH that git looks for programs in.
    pub search: Option<OsString>,
    /// The key's file, where there is one.
    pub identity: Option<PathBuf>,
    /// The index that git works with, where git runs the program.
    pub index: Option<PathBuf>,
    /// Whether git knows who makes a commit here.
    pub author_known: bool,
    /// Where trust in registers is kept.
    pub pins: Pins,
    /// What the clock shows.
    pub now: Timestamp,
}

/// A register's folder, opened as far as it can be.
pub struct Patient {
    /// What keeps it from being opened at all, where something does.
    repo: Result<Repo, Obstacle>,
    description: Result<Description, Error>,
}

/// What is looked at, whoever opened it.
#[derive(Clone, Copy)]
pub(in crate::register) struct Scene<'a> {
    pub(super) repo: &'a Repo,
    pub(super) description: Option<&'a Description>,
    pub(super) around: &'a Surroundings,
}

impl Patient {
    /// Finds the register whose work tree holds `from`.
    ///
    /// # Errors
    /// As [`crate::register::Register::find`], but for a repository of a kind that cannot be worked with and an unreadable
    /// `register.toml`: those are findings.
    pub fn find(from: &Path) -> Result<Self, Error> {
        let root = root_of(from)?;
        let repo = match Repo::open_as_is(&root) {
            Err(history::Error::Obstacle(obstacle)) => Err(obstacle),
            opened => Ok(opened?),
        };
        let description =
            read_public(&root, DESCRIPTION).and_then(|source| parse_description(&source));
        Ok(Self { repo, description })
    }

    /// The register's id, by which its key is found.
    pub fn id(&self) -> Option<&str> {
        Some(self.description.as_ref().ok()?.id.as_str())
    }

    /// What is wrong, worst first.
    ///
    /// # Errors
    /// Where git or the disk gives no answer.
    pub fn look(&self, around: &Surroundings) -> Result<Vec<Finding>, Error> {
        let mut findings = match &self.repo {
            Ok(repo) => findings(repo, self.description.as_ref().ok(), around)?,
            Err(obstacle) => vec![git::obstacle(obstacle.clone())],
        };
        if let Err(error) = &self.description {
            findings.push(found(DESCRIPTION, Ill::Description(error.to_string())));
        }
        findings.sort_by(|a, b| (a.severity, &a.field).cmp(&(b.severity, &b.field)));
        Ok(findings)
    }

    pub(super) fn repo(&self) -> Result<&Repo, Error> {
        let opened = self.repo.as_ref();
        opened.map_err(|obstacle| history::Error::Obstacle(obstacle.clone()).into())
    }
}

/// What is wrong with a clone and the machine it lies on.
pub(in crate::register) fn findings(
    repo: &Repo,
    description: Option<&Description>,
    around: &Surroundings,
) -> Result<Vec<Finding>, Error> {
    let scene = Scene {
        repo,
        description,
        around,
    };
    let mut findings = git::broken(scene)?;
    findings.extend(pin::finding(scene)?);
    let blind = |found: &Finding| matches!(&found.what, What::Clone(ill) if ill.is_blinding());
    if findings.iter().any(blind) {
        // Everything else is asked of the index or the last commit.
        return Ok(findings);
    }
    findings.extend(git::findings(scene)?);
    findings.extend(output::findings(scene)?);
    findings.extend(clear::findings(scene)?);
    findings.extend(key::findings(scene)?);
    findings.extend(ledger::finding(repo));
    findings.extend(machine::findings(scene)?);
    Ok(findings)
}

/// A finding of this folder: its severity is the illness's own.
pub(super) fn found(place: &str, ill: Ill) -> Finding {
    Finding::at(ill.severity(), place, What::Clone(ill))
}
