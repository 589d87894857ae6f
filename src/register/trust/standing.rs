//! Where the work tree stands against its pin: one look at HEAD and one at the pin, whatever the number of customers.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::fsio::{self, Lock};
use crate::history::{BlobId, CommitId};
use crate::keys::{Found, Pin, PinPlace, Recipient};
use crate::model::CustomerNumber;
use crate::register::error::Error;
use crate::register::intent;
use crate::register::layout::{DESCRIPTION, PUBLIC_LIMIT, TEMPLATES, journal_path, record_path};
use crate::register::store::Register;
use crate::register::transaction_error::TransactionError;
use crate::sops::sha256;

use super::comparison;
use super::pinning;

/// How the name of a template ends.
const TEMPLATE: &str = ".jinja";
/// So many files are looked up together.
const ABREAST: usize = 512;

/// What the pin says of the work tree.
#[derive(Debug)]
pub enum Standing {
    /// HEAD is the accepted commit.
    Accepted(Pin),
    /// Nothing was accepted in this work tree; or what was is written in a file that cannot be read.
    Unpinned {
        /// That file.
        damaged: Option<PathBuf>,
    },
    /// HEAD is neither the accepted commit nor one of ours after it.
    Moved(Pin),
}

impl Register {
    /// Judges HEAD against the pin, after a writer that is at work has finished.
    pub fn standing(&self) -> Result<Standing, Error> {
        let standing = self.judge()?;
        if matches!(standing, Standing::Accepted(_)) {
            return Ok(standing);
        }
        // Between the branch and the pin of another process; a place that cannot be locked has no writers.
        let file = intent::lock_file(self.repo()).ok();
        let _lock = file.and_then(|file| Lock::acquire(&file).ok());
        self.judge()
    }

    /// The same for whoever holds the lock.
    pub(super) fn judge(&self) -> Result<Standing, Error> {
        let loaded = self.pin_place().map(|place| (place.load(), place));
        let (place, pin) = match loaded {
            Some((Ok(Found::Pin(pin)), place)) => (place, pin),
            Some((Ok(Found::Damaged(file)), _)) => {
                let damaged = Some(file);
                return Ok(Standing::Unpinned { damaged });
            }
            Some((Err(source), _)) => return Err(Error::Pin { source }),
            None | Some((Ok(Found::Nothing), _)) => match self.under_another_id()?.pop() {
                Some(found) => found,
                None => return Ok(Standing::Unpinned { damaged: None }),
            },
        };
        if !pinning::agrees(self.repo(), &pin)? {
            let damaged = Some(place.file().to_owned());
            return Ok(Standing::Unpinned { damaged });
        }
        let head = self.repo().head()?.map(|head| head.to_string());
        Ok(if head.as_ref() == Some(&pin.commit) {
            Standing::Accepted(pin)
        } else {
            Standing::Moved(pin)
        })
    }

    /// Whom new data keys may be wrapped to: the recipients that were accepted, whatever `register.toml` says by now.
    ///
    /// # Errors
    /// `NotPinned`.
    pub fn trusted_recipients(&self) -> Result<Vec<Recipient>, Error> {
        match self.judge()? {
            Standing::Accepted(pin) | Standing::Moved(pin) => Ok(pin.recipients),
            Standing::Unpinned { damaged } => Err(not_pinned(damaged)),
        }
    }

    /// The greatest customer number that the pin saw given.
    pub(in crate::register) fn greatest_accepted(&self) -> Result<Option<CustomerNumber>, Error> {
        Ok(match self.judge()? {
            Standing::Accepted(pin) | Standing::Moved(pin) => {
                CustomerNumber::new(pin.greatest).ok()
            }
            Standing::Unpinned { .. } => None,
        })
    }

    /// Refuses unless everything that sealing goes by was accepted.
    ///
    /// # Errors
    /// `NotPinned`; `NotAccepted` with what changed; `Uncommitted` for `register.toml`.
    pub fn may_seal(&self) -> Result<(), Error> {
        let pin = self.accepted(self.standing()?)?;
        self.as_pinned(&pin, &[DESCRIPTION.to_owned()])
    }

    /// Refuses unless everything that letters are made from was accepted: the description and the templates.
    ///
    /// # Errors
    /// As [`Self::may_seal`], and `Uncommitted` for a template.
    pub fn may_write_letters(&self) -> Result<(), Error> {
        let pin = self.accepted(self.standing()?)?;
        let mut paths = vec![DESCRIPTION.to_owned()];
        paths.extend(
            self.template_names(&pin)?
                .into_iter()
                .map(|name| format!("{TEMPLATES}/{name}")),
        );
        self.as_pinned(&pin, &paths)
    }

    /// The owner's templates, by file name: the very bytes that were accepted. What is read here is what is judged, and what letters
    /// are to be made from: nobody can put something else there in between.
    ///
    /// # Errors
    /// As [`Self::may_write_letters`]; `TemplateIgnored`.
    pub fn templates(&self) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let pin = self.accepted(self.standing()?)?;
        let mut templates = Vec::new();
        for name in self.template_names(&pin)? {
            let path = format!("{TEMPLATES}/{name}");
            if let Some(bytes) = self.pinned_bytes(&pin, &path)? {
                templates.push((name, bytes));
            } else if name.ends_with(TEMPLATE) {
                return Err(Error::TemplateIgnored { path });
            }
        }
        Ok(templates)
    }

    /// What lies in `templates/`, or lay there when it was accepted; a folder there is not looked into.
    fn template_names(&self, pin: &Pin) -> Result<BTreeSet<String>, Error> {
        let folder = self.root().join(TEMPLATES);
        let mut names: BTreeSet<String> = fsio::entries(&folder)?.into_iter().collect();
        names.retain(|name| !folder.join(name).is_dir());
        let pinned = pin.files.keys();
        names.extend(pinned.filter_map(|path| own_template(path).map(ToOwned::to_owned)));
        Ok(names)
    }

    /// Refuses where a customer's journal is not what the last commit has, whatever git's index is told to overlook.
    ///
    /// # Errors
    /// `Uncommitted` for the first of them.
    pub fn journals_are_committed(
        &self,
        numbers: impl IntoIterator<Item = CustomerNumber>,
    ) -> Result<(), Error> {
        let repo = self.repo();
        let mut paths = numbers.into_iter().map(journal_path);
        loop {
            let some: Vec<String> = paths.by_ref().take(ABREAST).collect();
            if some.is_empty() {
                return Ok(());
            }
            // By the contents' names: what git has of ten thousand files need not be unpacked to be compared.
            for (path, committed) in some.iter().zip(repo.blobs_at(None, &some)?) {
                let work = repo.work_bytes(path)?;
                if work.as_deref().map(BlobId::of).transpose()? != committed {
                    let path = path.clone();
                    return Err(TransactionError::Uncommitted { path }.into());
                }
            }
        }
    }

    /// Refuses unless HEAD was accepted; the owner's own changes of the work files are not asked about.
    ///
    /// # Errors
    /// `NotPinned`; `NotAccepted` with what changed.
    pub fn may_commit(&self) -> Result<(), Error> {
        self.pin_to_commit().map(drop)
    }

    /// The same; what was accepted.
    pub(in crate::register) fn pin_to_commit(&self) -> Result<Pin, Error> {
        self.accepted(self.standing()?)
    }

    /// What [`Self::may_commit`] asks, under the lock; and who may open what is sealed.
    pub(in crate::register) fn may_commit_locked(&self) -> Result<Pin, Error> {
        self.accepted(self.judge()?)
    }

    /// Whether files were ever so, each for itself, while they were in force in this work tree.
    ///
    /// # Errors
    /// As [`Self::may_commit`].
    pub(in crate::register) fn were_in_force<'p>(
        &self,
        files: impl IntoIterator<Item = (&'p str, Option<BlobId>)>,
    ) -> Result<bool, Error> {
        let pin = self.pin_to_commit()?;
        for file in files {
            if !pinning::was_in_force(self.repo(), &pin, file)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a customer's record, as a commit has it, was ever in force in this work tree.
    ///
    /// # Errors
    /// As [`Self::may_commit`].
    pub fn was_in_force(&self, number: CustomerNumber, commit: CommitId) -> Result<bool, Error> {
        let path = record_path(number);
        let blob = self.repo().blob_at(Some(&commit), &path)?;
        self.were_in_force([(path.as_str(), blob)])
    }

    /// What [`Self::may_seal`] asks, under the lock.
    pub(in crate::register) fn may_seal_locked(&self) -> Result<Pin, Error> {
        let pin = self.accepted(self.judge()?)?;
        self.as_pinned(&pin, &[DESCRIPTION.to_owned()])?;
        Ok(pin)
    }

    pub(super) fn pin_place(&self) -> Option<PinPlace> {
        pinning::place(self.repo(), self.pins(), &self.description().id)
    }

    /// Pins of this work tree and of this repository under other ids. Whoever can change `id` in `register.toml` must not pass
    /// for a register that is new here: its pin would be looked for in another place, and nothing would be said of what changed.
    pub(super) fn under_another_id(&self) -> Result<Vec<(PinPlace, Pin)>, Error> {
        let mut found = Vec::new();
        for place in pinning::others(self.repo(), self.pins(), &self.description().id)? {
            if let Ok(Found::Pin(pin)) = place.load()
                && self.repo().has(pin.commit.parse()?)?
            {
                found.push((place, pin));
            }
        }
        Ok(found)
    }

    fn accepted(&self, standing: Standing) -> Result<Pin, Error> {
        if self.description().sample {
            return Err(Error::Sample);
        }
        self.repo().may_change()?;
        match standing {
            Standing::Accepted(pin) => Ok(pin),
            Standing::Unpinned { damaged } => Err(not_pinned(damaged)),
            Standing::Moved(pin) => Err(Error::NotAccepted {
                what: comparison::since(self, &pin)?,
            }),
        }
    }

    /// Refuses where a work file is not what was pinned, as git would commit it.
    fn as_pinned(&self, pin: &Pin, paths: &[String]) -> Result<(), Error> {
        paths
            .iter()
            .try_for_each(|path| self.pinned_bytes(pin, path).map(drop))
    }

    /// Reads a work file that is what was pinned, as git would commit it; nothing where there is neither, or git ignores it: that
    /// came by no commit.
    ///
    /// # Errors
    /// `Uncommitted`.
    fn pinned_bytes(&self, pin: &Pin, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let work = self.work_bytes(path)?;
        let bytes = match (pin.files.get(path), work) {
            (None, None) => return Ok(None),
            (None, Some(_)) if self.repo().ignored(path)? => return Ok(None),
            (Some(pinned), Some(bytes)) if sha256(&bytes) == *pinned => Some(bytes),
            // An editor may write other line ends than git keeps.
            (Some(pinned), Some(bytes)) => {
                let bytes = self.repo().normalised(path, bytes)?;
                (sha256(&bytes) == *pinned).then_some(bytes)
            }
            (Some(_), None) | (None, Some(_)) => None,
        };
        let uncommitted = || {
            let path = path.to_owned();
            TransactionError::Uncommitted { path }.into()
        };
        bytes.map(Some).ok_or_else(uncommitted)
    }

    /// What the work file holds; of `register.toml` what was read of it at the start, since that is gone by.
    fn work_bytes(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        if path == DESCRIPTION {
            return Ok(Some(self.source().as_bytes().to_vec()));
        }
        match fsio::read_own(&self.root().join(path), PUBLIC_LIMIT) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.is_missing() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// The name of a file that lies in `templates/` itself.
fn own_template(path: &str) -> Option<&str> {
    let name = path.strip_prefix(TEMPLATES)?.strip_prefix('/')?;
    (!name.contains('/')).then_some(name)
}

fn not_pinned(damaged: Option<PathBuf>) -> Error {
    Error::NotPinned { damaged }
}
