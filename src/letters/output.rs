//! Where letters go: `output/<date>-<n>/<number>.<ext>`, one folder a run, and an index from customer number to files, so
//! that what was rendered for a customer can be found again, and erased with her.
//!
//! File names hold numbers and dates only. Everything is 0600 in folders of 0700.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::fsio::{self, Access, Mark};

use super::error::Error;
use super::join::join;
use super::name::Format;

pub use super::index::Index;

/// Runs a day; more means that something runs in a circle.
const RUNS_MAX: u32 = 10_000;

/// The joint file's name.
const JOINT: &str = "all.pdf";

/// One letter to be written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// The customer's number.
    pub customer: u32,
    /// What it is made from.
    pub format: Format,
}

/// Asked between two letters whether the run is to end.
pub type Stop = Box<dyn Fn() -> bool + Send + Sync>;

/// What a run made and has not taken back: what somebody else put there in the meantime is not of it.
#[derive(Default)]
struct Made {
    letters: Vec<Document>,
    joint: bool,
}

/// A folder for the letters of one run.
pub struct Run {
    folder: PathBuf,
    /// What is half written bears it.
    mark: Mark,
    stop: Stop,
    /// Whether the folder is this run's own work, and goes when the run fails.
    made: bool,
    /// The output folder whose index tells of this run; a folder the owner named has none.
    indexed: Option<PathBuf>,
    written: Mutex<Made>,
}

impl Run {
    /// Makes the next free folder of that date under `output`.
    pub fn dated(output: &Path, date: Date) -> Result<Self, Error> {
        fsio::folder_or_nothing(output)?;
        for n in 1..=RUNS_MAX {
            let folder = output.join(format!("{date}-{n}"));
            if !fsio::exists(&folder)? {
                fsio::create_dirs(&folder, Access::Private)?;
                return Ok(Self::new(folder, true, Some(output.to_owned())));
            }
        }
        let path = output.to_owned();
        Err(Error::NoFolder { path })
    }

    /// Writes straight into the folder the owner named, which is made where it is missing.
    pub fn straight(folder: &Path) -> Result<Self, Error> {
        let made = !fsio::exists(folder)?;
        fsio::create_dirs(folder, Access::Private)?;
        Ok(Self::new(folder.to_owned(), made, None))
    }

    fn new(folder: PathBuf, made: bool, indexed: Option<PathBuf>) -> Self {
        let written = Mutex::default();
        Self {
            folder,
            mark: Mark::random(),
            stop: Box::new(|| false),
            made,
            indexed,
            written,
        }
    }

    /// Has `stop` asked before each letter, and before each that is joined: once it says so, the run fails by `Stopped`, and takes back
    /// what it made.
    #[must_use]
    pub fn until(mut self, stop: Stop) -> Self {
        self.stop = stop;
        self
    }

    /// What the run's half-written files are known by.
    pub fn mark(&self) -> &Mark {
        &self.mark
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the letters will lie, in order, and after them the joint file where there is one.
    pub fn paths<'d>(&'d self, documents: &'d [Document]) -> impl Iterator<Item = PathBuf> + 'd {
        let letters = documents.iter().map(|one| self.path_of(*one));
        letters.chain(self.joint(documents))
    }

    /// The files that the last [`Self::write`] made and that are still there: all of them, or after its failure those that could not
    /// be taken back.
    pub fn written(&self) -> Vec<PathBuf> {
        let made = self.made();
        let mut letters = made.letters.clone();
        letters.sort_unstable();
        let letters = letters.into_iter().map(|one| self.path_of(one));
        let joint = made.joint.then(|| self.folder.join(JOINT));
        letters.chain(joint).collect()
    }

    /// Takes back what [`Self::write`] did besides the letters, once they are removed again: the index's words and the folder. What
    /// stays of it harms nobody.
    pub fn forget(&self, documents: &[Document]) {
        if let Some(output) = &self.indexed
            && let Ok(mut index) = Index::read(output)
        {
            let path = |one: &Document| (one.customer, self.path_of(*one));
            index.remove(output, documents.iter().map(path));
            drop(index.put_back(output, &self.mark));
        }
        self.remove_made();
    }

    /// Makes the letters on all cores and writes each at once, so that no more of them are in memory than are being made; then the
    /// PDFs joined, where there are several. `make` gets a place in the list; `done` is told of each path.
    ///
    /// Nothing is written where a file exists already, and what appears there meanwhile is left alone. Where one letter fails, none of
    /// ours is left ([`Self::written`] names what would not go), nor the folder, nor a word in the index.
    /// The index goes first: an entry without its file harms nobody, a letter that nobody finds might.
    pub fn write<E: From<Error> + Send>(
        &self,
        documents: &[Document],
        make: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
        done: impl Fn(&Path) + Sync,
    ) -> Result<(), E> {
        self.check_free(self.paths(documents))?;
        *self.made() = Made {
            letters: Vec::with_capacity(documents.len()),
            joint: false,
        };
        self.index(documents)?;
        let one = |(at, document): (usize, &Document)| -> Result<(), E> {
            self.go_on()?;
            let (path, bytes) = (self.path_of(*document), make(at)?);
            let put = self.mark.make(&path, &bytes, Access::Private);
            put.map_err(|error| taken(&path, error))?;
            self.made().letters.push(*document);
            done(&path);
            Ok(())
        };
        let written = first_error(documents.par_iter().enumerate().map(one));
        let joined = written.and_then(|()| Ok(self.join(documents)?));
        joined.inspect_err(|_| self.take_back(documents))
    }

    fn made(&self) -> MutexGuard<'_, Made> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn check_free(&self, mut paths: impl Iterator<Item = PathBuf>) -> Result<(), Error> {
        let taken = paths.find_map(|path| match fsio::exists(&path) {
            Ok(false) => None,
            Ok(true) => Some(Error::Taken { path }),
            Err(error) => Some(error.into()),
        });
        taken.map_or(Ok(()), |error| {
            self.remove_made();
            Err(error)
        })
    }

    /// The joint file, where more than one PDF is written.
    fn joint(&self, documents: &[Document]) -> Option<PathBuf> {
        let pdfs = documents
            .iter()
            .filter(|one| one.format == Format::Typ)
            .count();
        (pdfs > 1).then(|| self.folder.join(JOINT))
    }

    fn join(&self, documents: &[Document]) -> Result<(), Error> {
        fsio::settle(&self.folder)?;
        let Some(joint) = self.joint(documents) else {
            return Ok(());
        };
        let pdfs = documents.iter().filter(|one| one.format == Format::Typ);
        let letters = pdfs.map(|one| self.path_of(*one));
        let stream = self.mark.stream(&joint, Access::Private);
        let joined = stream.map_err(Error::from);
        let joined = joined.and_then(|stream| join(stream, letters, || self.go_on()));
        joined.map_err(|error| match error {
            Error::File { source } => taken(&joint, source),
            other => other,
        })?;
        self.made().joint = true;
        Ok(())
    }

    fn go_on(&self) -> Result<(), Error> {
        if (self.stop)() {
            Err(Error::Stopped)
        } else {
            Ok(())
        }
    }

    /// Takes back what was made. A file that would not go is still [`Self::written`]; a word of the index without its file harms
    /// nobody.
    pub fn take_back(&self, documents: &[Document]) {
        drop(fsio::remove_many(&self.written()));
        let stays = |path: &Path| fsio::exists(path).unwrap_or(true);
        let mut made = self.made();
        made.letters.retain(|one| stays(&self.path_of(*one)));
        made.joint &= stays(&self.folder.join(JOINT));
        drop(made);
        self.forget(documents);
    }

    /// What stands in the way of removing an empty folder of ours is not ours, and stays.
    fn remove_made(&self) {
        if self.made {
            drop(fsio::remove_dir(&self.folder));
        }
    }

    fn path_of(&self, document: Document) -> PathBuf {
        self.folder.join(format!(
            "{}.{}",
            document.customer,
            document.format.product()
        ))
    }

    /// Adds the letters to the index.
    fn index(&self, documents: &[Document]) -> Result<(), Error> {
        let Some(output) = &self.indexed else {
            return Ok(());
        };
        let mut index = Index::read(output).inspect_err(|_| self.remove_made())?;
        for document in documents {
            let path = self.path_of(*document);
            index.add(
                document.customer,
                path.strip_prefix(output).unwrap_or(&path),
            );
        }
        let written = index.write(output, &self.mark);
        written.inspect_err(|_| self.remove_made())
    }
}

/// Says by its name what was made there since it was looked at.
fn taken(path: &Path, error: fsio::Error) -> Error {
    if error.is_taken() {
        let path = path.to_owned();
        return Error::Taken { path };
    }
    error.into()
}

/// Runs all until one fails. Of several failures the first in the list's order that happened is told.
fn first_error<E: Send>(
    results: impl IndexedParallelIterator<Item = Result<(), E>>,
) -> Result<(), E> {
    results.try_for_each(|result| result)
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use crate::fsio::{self, Access};
    use crate::letters::{Error, Format};

    use super::{Document, Index, Run};
    use crate::letters::index::INDEX;
    use jiff::civil::date;
    use std::os::unix::fs::PermissionsExt as _;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn letter(customer: u32) -> Document {
        let format = Format::Txt;
        Document { customer, format }
    }

    /// Writes letters of one byte; the customer `0` has none.
    fn write(run: &Run, documents: &[Document]) -> Result<Vec<PathBuf>, Error> {
        let make = |at: usize| match documents[at].customer {
            0 => Err(Error::NoInvoice {
                file: String::new(),
            }),
            _ => Ok(b"x".to_vec()),
        };
        run.write(documents, make, |_| ())?;
        Ok(run.paths(documents).collect())
    }

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn runs_of_a_day_are_counted_and_indexed() {
        let dir = tempfile::tempdir().unwrap();
        let output = dir.path().join("output");
        let day = date(2026, 12, 3);
        for _ in 0..2 {
            let run = Run::dated(&output, day).unwrap();
            write(&run, &[letter(1042), letter(7)]).unwrap();
        }
        let index = Index::read(&output).unwrap();
        assert_eq!(
            index.of(1042),
            ["2026-12-03-1/1042.txt", "2026-12-03-2/1042.txt"]
        );
        assert!(index.of(1).is_empty());
        for folder in ["", "2026-12-03-1"] {
            assert_eq!(mode(&output.join(folder)), 0o700);
        }
        for file in ["index.json", "2026-12-03-1/7.txt"] {
            assert_eq!(mode(&output.join(file)), 0o600);
        }
    }

    #[test]
    fn a_named_folder_gets_files_only_and_is_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let run = Run::straight(&dir.path().join("a/b")).unwrap();
        let paths = write(&run, &[letter(7)]).unwrap();
        assert_eq!(paths, [dir.path().join("a/b/7.txt")]);
        assert!(matches!(
            write(&run, &[letter(8), letter(7)]),
            Err(Error::Taken { .. })
        ));
        assert_eq!(dir.path().join("a/b").read_dir().unwrap().count(), 1);
    }

    #[test]
    fn a_run_that_is_to_end_takes_back_what_it_made() {
        let dir = tempfile::tempdir().unwrap();
        let asked = AtomicUsize::new(0);
        let stop = Box::new(move || asked.fetch_add(1, Ordering::SeqCst) > 0);
        let run = Run::dated(dir.path(), date(2026, 12, 3))
            .unwrap()
            .until(stop);
        let stopped = write(&run, &[letter(7), letter(8), letter(9)]);
        assert!(matches!(stopped, Err(Error::Stopped)));
        assert_eq!(dir.path().read_dir().unwrap().count(), 0);
    }

    #[test]
    fn what_is_taken_back_later_is_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let day = date(2026, 12, 3);
        let kept = Run::dated(dir.path(), day).unwrap();
        write(&kept, &[letter(7)]).unwrap();
        let run = Run::dated(dir.path(), day).unwrap();
        let documents = [letter(7), letter(8)];
        let paths = write(&run, &documents).unwrap();
        assert_eq!(run.paths(&documents).collect::<Vec<_>>(), paths);
        for path in &paths {
            fsio::remove(path).unwrap();
        }
        run.forget(&documents);
        assert!(!run.folder().exists());
        let index = Index::read(dir.path()).unwrap();
        assert_eq!(index.of(7), ["2026-12-03-1/7.txt"]);
        assert!(index.of(8).is_empty());
    }

    #[test]
    fn letters_are_not_written_where_a_link_leads() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("output");
        std::os::unix::fs::symlink("/tmp", &link).unwrap();
        let run = Run::dated(&link, "2026-11-24".parse().unwrap());
        assert!(run.is_err_and(|error| format!("{error:?}").contains("NotAFolder")));
    }

    #[test]
    fn a_broken_index_stops_before_anything_is_written() {
        let dir = tempfile::tempdir().unwrap();
        fsio::write_new(&dir.path().join(INDEX), b"no", Access::Private).unwrap();
        let run = Run::dated(dir.path(), date(2026, 12, 3)).unwrap();
        assert!(matches!(
            write(&run, &[letter(7)]),
            Err(Error::Index { .. })
        ));
        assert!(!run.folder().exists());
    }

    #[test]
    fn what_somebody_puts_there_meanwhile_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let documents: Vec<Document> = (7..20).map(letter).collect();
        let run = Run::straight(&dir.path().join("a")).unwrap();
        let foreign = dir.path().join("a/12.txt");
        let make = |at: usize| -> Result<Vec<u8>, Error> {
            if documents[at].customer == 12 {
                fsio::write_new(&foreign, b"theirs", Access::Private)?;
            }
            Ok(b"x".to_vec())
        };
        let error = run.write(&documents, make, |_| ()).unwrap_err();
        assert!(matches!(error, Error::Taken { path } if path == foreign));
        assert_eq!(fsio::read(&foreign, 9).unwrap(), b"theirs");
        assert_eq!(dir.path().join("a").read_dir().unwrap().count(), 1);
        assert!(run.written().is_empty());
    }

    #[test]
    fn one_failure_takes_everything_back() {
        let dir = tempfile::tempdir().unwrap();
        let day = date(2026, 12, 3);
        let many: Vec<Document> = (0..50).map(letter).collect();
        let run = Run::dated(dir.path(), day).unwrap();
        assert!(matches!(write(&run, &many), Err(Error::NoInvoice { .. })));
        assert_eq!(dir.path().read_dir().unwrap().count(), 0);
        write(&Run::dated(dir.path(), day).unwrap(), &[letter(7)]).unwrap();
        assert!(write(&Run::dated(dir.path(), day).unwrap(), &many).is_err());
        assert_eq!(dir.path().read_dir().unwrap().count(), 2);
        let index = Index::read(dir.path()).unwrap();
        assert_eq!((index.of(7).len(), index.of(8).len()), (1, 0));
    }
}
