//! The note of a run of letters between its first document and its journal: what lies there after a crash may be in no journal.
//!
//! In `.git/rekisteri/letters`, parted by zeros: the last commit when the run began, its mark, the documents it was to make, nothing, and
//! then the documents it made, one by one. So a document that is not there was never made, or was made and taken away: that one may have
//! been posted, and only the owner knows. Which are noted is asked of the journals, by hash; without a key, of git: a customer whose
//! journal is as it was when the run began has none of its letters in it.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use crate::fsio::{self, Access, Lock, Mark};
use crate::history::{CommitId, Repo};
use crate::model::CustomerNumber;
use crate::model::journal::Journal;
use crate::register::error::Error;
use crate::register::intent;
use crate::register::layout::{OUTPUT, journal_path};
use crate::register::unlocked::Unlocked;
use crate::sops;

const HEAD: &[u8] = b"rekisteri letters 3";
/// A hundred thousand paths.
const MAX: u64 = 64 << 20;
/// No document is larger.
const DOCUMENT_MAX: u64 = 64 << 20;

/// What a run says of itself before its first document, and while it writes.
#[derive(Default)]
pub(super) struct Note {
    /// The last commit when it began.
    head: Option<CommitId>,
    /// What its half-written files bear.
    pub(super) mark: Option<Mark>,
    /// The documents it is to make.
    pub(super) files: Vec<PathBuf>,
    /// Those it made.
    made: BTreeSet<PathBuf>,
}

/// A document of a run that was cut short, of which no journal knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The document.
    pub file: PathBuf,
    /// To whom it is; none for the joint file.
    pub customer: Option<CustomerNumber>,
    /// Whether it lies there. Otherwise somebody has taken it away, and may have posted it.
    pub there: bool,
}

impl Note {
    /// Writes it through to the disk.
    fn save(&self, repo: &Repo) -> Result<(), Error> {
        let (mut files, mut made) = (Paths::default(), Paths::default());
        self.files.iter().for_each(|file| files.add(file));
        self.made.iter().for_each(|file| made.add(file));
        save(repo, (self.head, self.mark.as_ref()), &files, &made)
    }

    /// That of a run which left one; none where there is no note, or it is of another kind.
    pub(super) fn load(repo: &Repo) -> Result<Option<Self>, Error> {
        let bytes = match fsio::read(&intent::letters_file(repo)?, MAX) {
            Ok(bytes) => bytes,
            Err(error) if error.is_missing() => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut parts = bytes.split(|byte| *byte == 0);
        if parts.next() != Some(HEAD) {
            return Ok(None);
        }
        let mut text = || parts.next().and_then(|part| std::str::from_utf8(part).ok());
        let head = text().and_then(|head| head.parse().ok());
        let mark = text().and_then(Mark::parse);
        let files = parts.by_ref().take_while(|part| !part.is_empty());
        let files = files.map(path).collect();
        let made = parts.map(path).collect();
        Ok(Some(Self {
            head,
            mark,
            files,
            made,
        }))
    }

    fn numbers(&self) -> BTreeSet<CustomerNumber> {
        self.files.iter().filter_map(|file| number(file)).collect()
    }

    /// Whose journal is not what it was when the run began; all of them where nobody can tell.
    fn changed(&self, repo: &Repo) -> Result<BTreeSet<CustomerNumber>, Error> {
        let numbers = self.numbers();
        let paths: Vec<String> = numbers.iter().map(|number| journal_path(*number)).collect();
        let then = self
            .head
            .and_then(|head| repo.blobs_at(Some(&head), &paths).ok());
        let Some(then) = then else {
            return Ok(numbers);
        };
        let each = numbers.iter().zip(then).zip(repo.blobs_at(None, &paths)?);
        let changed = each.filter(|((_, then), now)| then != now);
        Ok(changed.map(|((number, _), _)| *number).collect())
    }

    /// The documents that were made and are not `known`. A customer's files are one letter, noted by one of them; what is of no
    /// customer is what joins them all.
    fn lost(
        &self,
        mut known: impl FnMut(CustomerNumber, &[&PathBuf]) -> Result<bool, Error>,
    ) -> Result<Vec<Lost>, Error> {
        let there = |file: &PathBuf| fsio::exists(file).unwrap_or(true);
        let mut letters: BTreeMap<Option<CustomerNumber>, Vec<&PathBuf>> = BTreeMap::new();
        for file in self
            .files
            .iter()
            .filter(|file| there(file) || self.made.contains(*file))
        {
            letters.entry(number(file)).or_default().push(file);
        }
        let joint = letters.remove(&None).unwrap_or_default();
        let mut lost = Vec::new();
        let mut add = |customer, files: Vec<&PathBuf>| {
            lost.extend(files.into_iter().map(|file| Lost {
                file: file.clone(),
                customer,
                there: there(file),
            }));
        };
        let mut any = false;
        for (customer, files) in letters {
            if let Some(number) = customer
                && !known(number, &files)?
            {
                add(customer, files);
                any = true;
            }
        }
        if any {
            add(None, joint);
        }
        Ok(lost)
    }
}

/// Begins the note of a run: `files` it is to make, and it made none yet.
pub(super) fn begin(
    repo: &Repo,
    head: Option<CommitId>,
    mark: Option<&Mark>,
    files: &Paths,
) -> Result<(), Error> {
    save(repo, (head, mark), files, &Paths::default())
}

fn save(
    repo: &Repo,
    (head, mark): (Option<CommitId>, Option<&Mark>),
    files: &Paths,
    made: &Paths,
) -> Result<(), Error> {
    let head = head.map(|head| head.to_string()).unwrap_or_default();
    let mark = mark.map(Mark::as_str).unwrap_or_default();
    let head = [HEAD, head.as_bytes(), mark.as_bytes(), b""].join(&0);
    let bytes = [&head, files.0.as_slice(), b"\0", &made.0].concat();
    let file = intent::letters_file(repo)?;
    fsio::sweep(&file)?;
    Ok(fsio::write_atomic(&file, &bytes, Access::Private)?)
}

/// Paths as the note has them, one after the other: thousands of them have much in common and little to be held for each.
#[derive(Default)]
pub(super) struct Paths(Vec<u8>);

impl Paths {
    pub(super) fn add(&mut self, file: &Path) {
        self.0.extend_from_slice(whole(file).as_os_str().as_bytes());
        self.0.push(0);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = PathBuf> {
        let parts = self.0.split(|byte| *byte == 0);
        parts.filter(|part| !part.is_empty()).map(path)
    }
}

fn path(part: &[u8]) -> PathBuf {
    PathBuf::from(OsString::from_vec(part.to_vec()))
}

/// The next command may be typed in another folder.
fn whole(file: &Path) -> PathBuf {
    std::path::absolute(file).unwrap_or_else(|_| file.to_owned())
}

/// Where a run adds each document to its note, from any core.
pub struct Tally(pub(super) PathBuf);

impl Tally {
    /// Adds one that is in its place now. Where that fails, the document itself tells of it.
    pub fn made(&self, file: &Path) {
        let mut path = Paths::default();
        path.add(file);
        drop(fsio::append(&self.0, &path.0));
    }
}

/// Refuses while a crashed run left documents that no journal knows; forgets the note where it left none. Asked under the lock.
///
/// # Errors
/// `Unnoted`; a journal that cannot be read.
pub(super) fn refuse(register: &Unlocked) -> Result<(), Error> {
    let repo = register.register().repo();
    let Some(note) = Note::load(repo)? else {
        return Ok(());
    };
    note.sweep(repo)?;
    let changed = note.changed(repo)?;
    let known = |number, files: &[&PathBuf]| {
        let journal = register.journal(number)?;
        let by_hash = files.iter().any(|file| knows(&journal, file));
        let gone = !files.iter().any(|file| fsio::exists(file).unwrap_or(true));
        Ok(by_hash || gone && changed.contains(&number))
    };
    let mut lost = note.lost(known)?.into_iter();
    match lost.next() {
        Some(first) => Err(Error::Unnoted {
            by_hand: first
                .customer
                .is_some_and(|number| changed.contains(&number)),
            first: first.file,
            more: lost.count(),
        }),
        None => clear(repo),
    }
}

/// The documents of a run that was cut short which are surely in no journal; none while a run is under way. Asks for no key.
///
/// # Errors
/// A note, or git, that cannot be read.
pub(in crate::register) fn lost(repo: &Repo) -> Result<Vec<Lost>, Error> {
    if !is_noted(repo)? {
        return Ok(Vec::new());
    }
    match Lock::try_acquire(&intent::lock_file(repo)?)? {
        Some(_lock) => Ok(surely(repo)?.map(|(_, lost)| lost).unwrap_or_default()),
        None => Ok(Vec::new()),
    }
}

/// Whether a run has left a note: nobody waits for a lock to be told of nothing.
pub(super) fn is_noted(repo: &Repo) -> Result<bool, Error> {
    Ok(fsio::exists(&repo.git_dir().join("rekisteri/letters"))?)
}

fn surely(repo: &Repo) -> Result<Option<(Note, Vec<Lost>)>, Error> {
    let Some(note) = Note::load(repo)? else {
        return Ok(None);
    };
    let changed = note.changed(repo)?;
    let mut lost = note.lost(|number, _| Ok(changed.contains(&number)))?;
    // The start would have removed them.
    let half = note.half_written(repo)?.into_iter();
    lost.extend(half.map(|file| Lost {
        file,
        customer: None,
        there: true,
    }));
    Ok(Some((note, lost)))
}

/// Removes exactly those, and forgets them; of the others the note goes on telling.
///
/// # Errors
/// A document or note that cannot be removed.
pub(in crate::register) fn let_go(repo: &Repo) -> Result<(), Error> {
    let _lock = Lock::acquire(&intent::lock_file(repo)?)?;
    let Some((mut note, lost)) = surely(repo)? else {
        return Ok(());
    };
    note.sweep(repo)?;
    let files: BTreeSet<PathBuf> = lost.into_iter().map(|one| one.file).collect();
    let there = |file: &&PathBuf| fsio::exists(file).unwrap_or(true);
    let there: Vec<PathBuf> = files.iter().filter(there).cloned().collect();
    fsio::remove_many(&there)?;
    let output = repo.root().join(OUTPUT);
    for folder in there.iter().filter_map(|file| file.parent()) {
        if folder.parent() == Some(output.as_path()) {
            // One that holds more than this run's documents stays.
            drop(fsio::remove_dir(folder));
        }
    }
    note.files.retain(|file| !files.contains(file));
    if note.lost(|_, _| Ok(false))?.is_empty() {
        return clear(repo);
    }
    note.save(repo)
}

/// To whom a document is: its name says so.
fn number(file: &Path) -> Option<CustomerNumber> {
    file.file_stem()?.to_str()?.parse().ok()
}

fn knows(journal: &Journal, file: &Path) -> bool {
    let Ok(bytes) = fsio::read(file, DOCUMENT_MAX) else {
        return false;
    };
    let hash = sops::sha256(&bytes);
    let hashes = journal.events.iter().filter_map(|it| it.sha256.as_ref());
    hashes.into_iter().any(|known| known.as_str() == hash)
}

pub(super) fn clear(repo: &Repo) -> Result<(), Error> {
    let file = intent::letters_file(repo)?;
    if fsio::exists(&file)? {
        fsio::remove(&file)?;
    }
    Ok(())
}
