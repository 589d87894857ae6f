//! The library's side: a register in a folder of its own, filled by one import and read as every command reads it.
#![allow(
    clippy::disallowed_methods,
    reason = "the sample is written and looked at plainly"
)]

use std::path::PathBuf;

use age::secrecy::ExposeSecret as _;
use age::x25519::{Identity, Recipient};
use rekisteri::clock::Clock;
use rekisteri::keys::{self, Identities, Pins};
use rekisteri::model::Language;
use rekisteri::register::import::{self, Columns, Source};
use rekisteri::register::{self, DescriptionText, Register, Unlocked};
use rekisteri::text::table::{Header, Options};
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::Outcome;

/// The first line is the header.
const AS_IT_STANDS: Options<'static> = Options {
    header: Header::Known(&|_| false),
};

/// A new register, the file to import, and the key. Dropped, all of it is gone.
pub(crate) struct Place {
    folder: TempDir,
    identity: Identity,
    recipient: Recipient,
}

impl Place {
    pub(crate) fn new(csv: &str) -> Outcome<Self> {
        // Where the build lies, not in the system's temporary folder, which may be memory.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        std::fs::write(folder.path().join("customers.csv"), csv)?;
        let identity = Identity::generate();
        let recipient = identity.to_public();
        let mut text = DescriptionText::new("Esimerkki Oy", Language::Fi)?;
        text.set_keys(&[("Esimerkki".to_owned(), recipient.to_string())])?;
        register::create(
            &folder.path().join("register"),
            &text,
            Clock::System.now(),
            &[],
            pins(&folder),
            &|| None,
        )?;
        Ok(Self {
            folder,
            identity,
            recipient,
        })
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    pub(crate) fn unlocked(&self) -> Outcome<Unlocked> {
        let key = self.identity.to_string();
        let mut never = || Err(keys::Error::NoIdentity);
        let identities = Identities::parse(key.expose_secret().as_bytes(), &mut never)?;
        Ok(Register::open(&self.root(), pins(&self.folder))?.unlock(identities))
    }

    /// The text of every sealed record.
    pub(crate) fn sealed(&self) -> Outcome<Vec<String>> {
        let files = WalkDir::new(self.root().join("records")).min_depth(2);
        files
            .into_iter()
            .map(|file| Ok(std::fs::read_to_string(file?.path())?))
            .collect()
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("register")
    }

    fn csv(&self) -> PathBuf {
        self.folder.path().join("customers.csv")
    }
}

fn pins(folder: &TempDir) -> Pins {
    Pins::new(Some(folder.path().join("state")))
}

/// A whole import: the file read, planned against what is there, sealed, committed.
pub(crate) fn import(place: &Place, register: &Unlocked, expected: usize) -> Outcome<()> {
    let source = import::read(register, &place.csv(), &AS_IT_STANDS)?;
    let Source::Table { table, .. } = &source else {
        return Err("the sample is no table".into());
    };
    let columns = Columns::of(register.register(), table)?;
    let plan = import::plan(register, &source, &columns)?;
    if (plan.new.len(), plan.faulty.len()) != (expected, 0) {
        return Err(format!(
            "{} rows are new, {} faulty",
            plan.new.len(),
            plan.faulty.len()
        )
        .into());
    }
    let commit = import::apply(register, &plan, &columns, Clock::System.now())?;
    commit
        .map(|_| ())
        .ok_or_else(|| "nothing was imported".into())
}

/// All customers, from the disk.
pub(crate) fn open(place: &Place, expected: usize) -> Outcome<()> {
    let customers = place.unlocked()?.customers()?;
    if customers.len() == expected {
        Ok(())
    } else {
        Err(format!("{} customers were read", customers.len()).into())
    }
}
