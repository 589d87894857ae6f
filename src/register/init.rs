//! Making a register: folders, description, git's attributes, first commit.

use std::path::Path;

use jiff::Timestamp;

use crate::fsio::{self, Access};
use crate::history::{Act, Message, Repo};
use crate::keys::Pins;
use crate::model::Ledger;

use super::describe::DescriptionText;
use super::error::Error;
use super::layout::{ATTRIBUTES, DESCRIPTION, IGNORE, LEDGER, OUTPUT};
use super::store::{Register, contact};
use super::transaction::Transaction;

/// Sealed files are bytes to git; the public ones are not records, which the first pattern alone would make them.
const ATTRIBUTES_TEXT: &str = "\
records/**/*.toml -text diff=rekisteri merge=rekisteri
records/register.toml !diff !merge text eol=lf
records/ledger.toml !diff merge=rekisteri
";

/// How git shows a sealed file. Where the program is missing or stumbles, the sealed text is shown: a textconv that fails would
/// end `git log -p`. What it prints is never cached (`cachetextconv` would keep it in clear under `refs/notes`).
const TEXTCONV: &str = "f() { rekisteri git-textconv \"$1\" || cat \"$1\"; }; f";

/// Makes a register in `dir`, which must be missing or empty but for `beside` (a key file, say, that git shall ignore), and pins it.
///
/// # Errors
/// `Occupied` where something is; nothing is made then.
pub fn create(
    dir: &Path,
    text: &DescriptionText,
    now: Timestamp,
    beside: &[String],
    pins: Pins,
) -> Result<Register, Error> {
    check_free(dir, beside)?;
    fsio::create_dirs(dir, Access::Private)?;
    fsio::create_dirs(&dir.join(OUTPUT), Access::Private)?;
    let repo = Repo::init(dir)?;
    repo.config_set("diff.rekisteri.textconv", TEXTCONV)?;
    let author = match repo.author()? {
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
pub fn check_free(dir: &Path, beside: &[String]) -> Result<(), Error> {
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
