//! What HEAD names, and in what way it may fail to: git's own word for each is one and the same error.

use git2::{ErrorCode, Reference};

use super::error::Error;
use super::repo::Repo;
use crate::fsio;

/// No HEAD is longer: a reference's name is a path.
const MAX: u64 = 4096;

/// Why HEAD names no commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadFault {
    /// The file says neither a branch nor a commit.
    Garbage,
    /// The branch has no commit yet, or is gone.
    Unborn {
        /// Its name, without `refs/heads/`.
        branch: String,
    },
    /// The branch is there and does not lead to a commit that git has.
    Broken {
        /// Its name, without `refs/heads/`.
        branch: String,
    },
}

impl Repo {
    /// Says why HEAD names no commit; nothing where it names one.
    pub fn head_fault(&self) -> Result<Option<HeadFault>, Error> {
        let text = match fsio::read_own(&self.git_dir().join("HEAD"), MAX) {
            Err(fsio::Error::TooLarge { .. } | fsio::Error::NotAFile { .. }) => Vec::new(),
            read => read?,
        };
        let text = String::from_utf8_lossy(&text).into_owned();
        let Some(name) = text.strip_prefix("ref:").map(str::trim) else {
            let commit = text.trim().parse().ok();
            let there = commit.map(|commit| self.has(commit)).transpose()?;
            return Ok((there != Some(true)).then_some(HeadFault::Garbage));
        };
        if !Reference::is_valid_name(name) {
            return Ok(Some(HeadFault::Garbage));
        }
        let branch = name.trim_start_matches("refs/heads/").to_owned();
        Ok(match self.git.find_reference(name) {
            Ok(found) if found.peel_to_commit().is_ok() => None,
            Err(e) if e.code() == ErrorCode::NotFound => Some(HeadFault::Unborn { branch }),
            _ => Some(HeadFault::Broken { branch }),
        })
    }
}

/// Git's failure to say what HEAD is.
pub(super) fn unreadable(source: git2::Error) -> Error {
    Error::Head { source }
}
