//! Making a register: folders, description, git's attributes, first commit.

use std::path::Path;

use jiff::Timestamp;

use crate::fsio::{self, Access};
use crate::history::{Act, Author, Message, Repo};
use crate::keys::Pins;
use crate::model::Ledger;

use super::describe::DescriptionText;
use super::error::Error;
use super::glue::ATTRIBUTES_TEXT;
use super::layout::{ATTRIBUTES, DESCRIPTION, IGNORE, LEDGER, OUTPUT};
use super::store::{Register, contact};
use super::transaction::Transaction;

/// Makes a register in `dir`, which must be missing or empty but for `beside` (a key file, say, that git shall ignore).
/// `author` asks git who makes the commit; the contact does where it names nobody. What git is to call is [`super::glue::set_up`]'s.
///
/// # Errors
/// `Occupied` where something is; nothing is made then.
pub fn create(
    dir: &Path,
    text: &DescriptionText,
    now: Timestamp,
    beside: &[String],
    pins: Pins,
    author: &dyn Fn() -> Option<Author>,
) -> Result<Register, Error> {
    check_free(dir, beside)?;
    fsio::create_dirs(dir, Access::Private)?;
    fsio::create_dirs(&dir.join(OUTPUT), Access::Private)?;
    let repo = Repo::init(dir)?;
    let author = match author() {
        Some(author) => author,
        None => contact(&text.description()?),
    };
    let mut transaction = Transaction::begin(&repo, &pins)?;
    transaction.write(ATTRIBUTES, ATTRIBUTES_TEXT.into());
    transaction.write(IGNORE, ignore_text(beside).into());
    transaction.write(DESCRIPTION, text.to_string().into());
    transaction.write(LEDGER, ledger_text(&Ledger::default()).into());
    transaction.commit(&Message::new(Act::Init, [], [] as [&str; 0])?, &author, now)?;
    Register::open(dir, pins)
}

/// Whether [`create`] would make a register in `dir`.
///
/// # Errors
/// `Occupied` where the folder is not empty, `NotAFolder` where `dir` or what it lies in is none.
pub fn check_free(dir: &Path, beside: &[String]) -> Result<(), Error> {
    if let Some(path) = fsio::no_folder(dir)? {
        return Err(Error::NotAFolder { path });
    }
    let taken = fsio::entries(dir)?
        .iter()
        .any(|name| !beside.contains(name));
    if taken {
        Err(Error::Occupied {
            dir: dir.to_owned(),
        })
    } else {
        Ok(())
    }
}

/// Writes the ledger as the program always writes it.
pub(super) fn ledger_text(ledger: &Ledger) -> String {
    format!(
        "# Written by the program; changed by hand, numbers could be given twice.\n{}",
        toml::to_string(ledger).unwrap_or_default()
    )
}

fn ignore_text(beside: &[String]) -> String {
    let mut lines = format!("/{OUTPUT}/\n");
    for name in beside {
        lines.push_str(&format!("/{name}\n"));
    }
    lines
}
