//! Where letters go: `output/<date>-<n>/<number>.<ext>`, one folder a run, and an index from customer number to files, so
//! that what was rendered for a customer can be found again, and erased with her.
//!
//! File names hold numbers and dates only. Everything is 0600 in folders of 0700.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::fsio::{self, Access};

use super::error::Error;
use super::name::Format;

/// The index's file name.
const INDEX: &str = "index.json";
/// The largest index that is read: some half a million letters.
const INDEX_MAX: u64 = 64 * 1024 * 1024;
/// Runs a day; more means that something runs in a circle.
const RUNS_MAX: u32 = 10_000;

/// One rendered letter.
pub struct Document {
    /// The customer's number.
    pub customer: u32,
    /// What it is.
    pub format: Format,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A folder for the letters of one run.
pub struct Run {
    folder: PathBuf,
    /// The output folder whose index tells of this run; a folder the owner named has none.
    indexed: Option<PathBuf>,
}

impl Run {
    /// Makes the next free folder of that date under `output`.
    pub fn dated(output: &Path, date: Date) -> Result<Self, Error> {
        for n in 1..=RUNS_MAX {
            let folder = output.join(format!("{date}-{n}"));
            if !fsio::exists(&folder)? {
                fsio::create_dirs(&folder, Access::Private)?;
                let indexed = Some(output.to_owned());
                return Ok(Self { folder, indexed });
            }
        }
        let path = output.to_owned();
        Err(Error::NoFolder { path })
    }

    /// Writes straight into the folder the owner named, which is made where it is missing.
    pub fn straight(folder: &Path) -> Result<Self, Error> {
        fsio::create_dirs(folder, Access::Private)?;
        let folder = folder.to_owned();
        Ok(Self {
            folder,
            indexed: None,
        })
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes the letters and returns their paths, in order. Nothing is written where a file exists already.
    ///
    /// The index goes first: an entry without its file harms nobody, a letter that nobody finds might.
    pub fn write(&self, documents: &[Document]) -> Result<Vec<PathBuf>, Error> {
        let paths: Vec<PathBuf> = documents.iter().map(|one| self.path_of(one)).collect();
        for path in &paths {
            if fsio::exists(path)? {
                let path = path.clone();
                return Err(Error::Taken { path });
            }
        }
        self.index(documents, &paths)?;
        for (document, path) in documents.iter().zip(&paths) {
            fsio::write_new(path, &document.bytes, Access::Private)?;
        }
        Ok(paths)
    }

    fn path_of(&self, document: &Document) -> PathBuf {
        self.folder.join(format!(
            "{}.{}",
            document.customer,
            document.format.product()
        ))
    }

    fn index(&self, documents: &[Document], paths: &[PathBuf]) -> Result<(), Error> {
        let Some(output) = &self.indexed else {
            return Ok(());
        };
        let mut index = Index::read(output)?;
        for (document, path) in documents.iter().zip(paths) {
            index.add(document.customer, path.strip_prefix(output).unwrap_or(path));
        }
        index.write(output)
    }
}

/// From customer number to what was rendered for it, as paths below the output folder, oldest first.
#[derive(Default)]
pub struct Index {
    entries: BTreeMap<u32, Vec<String>>,
}

impl Index {
    /// Reads the index of an output folder; where there is none, nothing was rendered yet.
    pub fn read(output: &Path) -> Result<Self, Error> {
        let path = output.join(INDEX);
        if !fsio::exists(&path)? {
            return Ok(Self::default());
        }
        let bytes = fsio::read(&path, INDEX_MAX)?;
        let entries = serde_json::from_slice(&bytes).map_err(|_| Error::Index { path })?;
        Ok(Self { entries })
    }

    /// Returns the paths of one customer.
    pub fn of(&self, customer: u32) -> &[String] {
        self.entries.get(&customer).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, customer: u32, path: &Path) {
        let path = path.to_string_lossy().into_owned();
        let paths = self.entries.entry(customer).or_default();
        if !paths.contains(&path) {
            paths.push(path);
        }
    }

    fn write(&self, output: &Path) -> Result<(), Error> {
        let path = output.join(INDEX);
        let text = serde_json::to_string_pretty(&self.entries);
        let text = text.map_err(|_| Error::Index { path: path.clone() })?;
        fsio::write_atomic(&path, format!("{text}\n").as_bytes(), Access::Private)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::fsio::{self, Access};
    use crate::letters::{Error, Format};

    use super::{Document, INDEX, Index, Run};
    use jiff::civil::date;
    use std::os::unix::fs::PermissionsExt as _;

    fn letter(customer: u32) -> Document {
        Document {
            customer,
            format: Format::Txt,
            bytes: b"x".to_vec(),
        }
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
            Run::dated(&output, day)
                .unwrap()
                .write(&[letter(1042), letter(7)])
                .unwrap();
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
        let paths = run.write(&[letter(7)]).unwrap();
        assert_eq!(paths, [dir.path().join("a/b/7.txt")]);
        assert!(matches!(
            run.write(&[letter(8), letter(7)]),
            Err(Error::Taken { .. })
        ));
        assert_eq!(dir.path().join("a/b").read_dir().unwrap().count(), 1);
    }

    #[test]
    fn a_broken_index_stops_before_anything_is_written() {
        let dir = tempfile::tempdir().unwrap();
        fsio::write_new(&dir.path().join(INDEX), b"no", Access::Private).unwrap();
        let run = Run::dated(dir.path(), date(2026, 12, 3)).unwrap();
        assert!(matches!(run.write(&[letter(7)]), Err(Error::Index { .. })));
        assert_eq!(run.folder().read_dir().unwrap().count(), 0);
    }
}
