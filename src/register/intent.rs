//! The note a transaction leaves on the disk before it moves the branch: enough to finish the work tree after a crash.
//!
//! Plain text in `.git/rekisteri/journal`, one line a file, ids and paths only. It is written whole or not at all, and its
//! last line says so. Paths come last on their line, so that a space in one does no harm.

use std::path::PathBuf;
use std::str::FromStr;

use super::transaction_error::TransactionError as Error;
use crate::fsio::{self, Access};
use crate::history::{BlobId, CommitId, PathState, Prepared, Repo};

const HEAD: &str = "rekisteri journal 1";
const TAIL: &str = "end";
/// Ten thousand paths take 1.2 MB.
const MAX: u64 = 256 << 20;

/// A change whose branch has moved or is about to.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Intent {
    pub(super) branch: String,
    pub(super) commit: CommitId,
    pub(super) paths: Vec<PathState>,
}

impl Intent {
    pub(super) fn of(prepared: &Prepared) -> Self {
        Self {
            branch: prepared.branch().to_owned(),
            commit: prepared.id(),
            paths: prepared.paths().to_vec(),
        }
    }

    /// Reads the note of an earlier transaction, if it left one.
    pub(super) fn load(repo: &Repo) -> Result<Option<Self>, Error> {
        let path = file(repo)?;
        match fsio::read_own(&path, MAX) {
            Ok(bytes) => {
                let text = String::from_utf8(bytes).ok();
                let intent = text.and_then(|text| Self::parse(&text));
                intent.map(Some).ok_or(Error::Intent { path })
            }
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes it through to the disk.
    pub(super) fn save(&self, repo: &Repo) -> Result<(), Error> {
        let (file, text) = (file(repo)?, self.print());
        // What a program left that was killed in this very place.
        fsio::sweep(&file)?;
        Ok(fsio::write_atomic(&file, text.as_bytes(), Access::Private)?)
    }

    fn print(&self) -> String {
        let head = format!("{HEAD}\nbranch {}\ncommit {}\n", self.branch, self.commit);
        let files = self.paths.iter().map(print_file);
        head + &files.collect::<String>() + TAIL + "\n"
    }

    fn parse(text: &str) -> Option<Self> {
        let body = text
            .strip_prefix(HEAD)?
            .strip_suffix("\n")?
            .strip_suffix(TAIL)?
            .strip_suffix("\n")?;
        let mut lines = body.strip_prefix('\n')?.split('\n');
        let branch = lines.next()?.strip_prefix("branch ")?.to_owned();
        let commit = lines.next()?.strip_prefix("commit ")?.parse().ok()?;
        let paths: Option<Vec<PathState>> = lines.map(parse_file).collect();
        let paths = paths?;
        Some(Self {
            branch,
            commit,
            paths,
        })
    }
}

fn print_file(state: &PathState) -> String {
    format!("file {} {} {}\n", id(state.old), id(state.new), state.path)
}

fn parse_file(line: &str) -> Option<PathState> {
    let mut words = line.strip_prefix("file ")?.splitn(3, ' ');
    let (old, new) = (words.next()?, words.next()?);
    Some(PathState {
        old: parse_id(old)?,
        new: parse_id(new)?,
        path: words.next()?.to_owned(),
    })
}

fn id(blob: Option<BlobId>) -> String {
    blob.map_or_else(|| "-".to_owned(), |id| id.to_string())
}

#[expect(
    clippy::option_option,
    reason = "no content, and not an id, are two things"
)]
fn parse_id(word: &str) -> Option<Option<BlobId>> {
    match word {
        "-" => Some(None),
        word => BlobId::from_str(word).ok().map(Some),
    }
}

/// Forgets the note: the work tree is in step, or the change never happened.
pub(super) fn clear(repo: &Repo) -> Result<(), Error> {
    Ok(fsio::remove(&file(repo)?)?)
}

fn file(repo: &Repo) -> Result<PathBuf, Error> {
    Ok(folder(repo)?.join("journal"))
}

/// The file whose lock makes one writer at a time.
pub(super) fn lock_file(repo: &Repo) -> Result<PathBuf, Error> {
    Ok(folder(repo)?.join("lock"))
}

/// Where a run of letters leaves its own note, which outlives no crash of it but tells of one.
pub(super) fn letters_file(repo: &Repo) -> Result<PathBuf, Error> {
    Ok(folder(repo)?.join("letters"))
}

fn folder(repo: &Repo) -> Result<PathBuf, Error> {
    Ok(repo.own_dir()?)
}

/// What is wrong with our own notes beside git's; nothing where they can be used.
pub(super) fn fault(repo: &Repo) -> Option<Error> {
    let lock = || -> Result<(), Error> {
        let file = lock_file(repo)?;
        if fsio::exists(&file)? {
            fsio::read_own(&file, MAX)?;
        }
        Ok(())
    };
    Intent::load(repo).err().or_else(|| lock().err())
}

/// Whether a crashed transaction left its note; reads and makes nothing.
pub(super) fn is_left(repo: &Repo) -> Result<bool, Error> {
    Ok(fsio::exists(&repo.git_dir().join("rekisteri/journal"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_half_of_it_is_not() {
        let blob = BlobId::of(b"x").unwrap();
        let state = |path: &str, old, new| PathState {
            path: path.to_owned(),
            old,
            new,
        };
        let intent = Intent {
            branch: "refs/heads/main".to_owned(),
            commit: blob.to_string().parse().unwrap(),
            paths: vec![
                state("records/10/1042.toml", Some(blob), None),
                state("templates/a b.txt", None, Some(blob)),
            ],
        };
        let text = intent.print();
        for cut in 0..text.len() {
            assert_eq!(Intent::parse(&text[..cut]), None);
        }
        assert_eq!(Intent::parse(&text), Some(intent));
    }
}
