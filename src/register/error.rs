//! What can go wrong with a register on disk. Names numbers, files and field paths; never a value.

use std::path::{Path, PathBuf};

use crate::model::{CustomerNumber, Fault};
use crate::{fsio, history, keys, model, sops, text};

use super::trust;

/// The room's error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No register was found.
    #[error("no register in `{}` or any folder above it", from.display())]
    NoRegister {
        /// Where the search began.
        from: PathBuf,
    },
    /// A register's files lie in a folder that is not the root of a git work tree.
    #[error("`{}` holds a register but is not the root of its git work tree, `{}`", dir.display(), root.display())]
    NotRoot {
        /// The folder with `records/register.toml`.
        dir: PathBuf,
        /// The work tree's root.
        root: PathBuf,
    },
    /// `init` was asked to make a register where something is.
    #[error("`{}` is not empty", dir.display())]
    Occupied {
        /// The folder.
        dir: PathBuf,
    },
    /// `init` was asked to make a register in the place of a file, or below one.
    #[error("`{}` is not a folder, and a register is one", path.display())]
    NotAFolder {
        /// What is in the way.
        path: PathBuf,
    },
    /// No record has that number.
    #[error("no customer `{number}`")]
    NoSuchCustomer {
        /// The number asked for.
        number: CustomerNumber,
        /// Numbers that look like it.
        similar: Vec<CustomerNumber>,
    },
    /// A new customer was given a number that is or was in use.
    #[error("customer number `{number}` is taken")]
    NumberTaken {
        /// The number.
        number: CustomerNumber,
    },
    /// All numbers up to 999999 are used.
    #[error("no customer number is left: 999999 is the last")]
    NumbersUsedUp,
    /// Values that the schema refuses.
    #[error("{}", faulty(*.number, faults))]
    Faulty {
        /// Whose record; `None` for a new one.
        number: Option<CustomerNumber>,
        /// Every fault.
        faults: Vec<Fault>,
    },
    /// A sealed record that cannot be opened.
    #[error("cannot open customer `{number}`")]
    Open {
        /// Whose record.
        number: CustomerNumber,
        /// Why.
        source: sops::Error,
    },
    /// A record that is sealed for somebody else, while others open.
    #[error("customer `{number}` is sealed to another key")]
    OtherKey {
        /// Whose record.
        number: CustomerNumber,
    },
    /// A record that cannot be sealed.
    #[error("cannot seal customer `{number}`")]
    Seal {
        /// Whose record.
        number: CustomerNumber,
        /// Why.
        source: sops::Error,
    },
    /// A sealed journal that cannot be opened.
    #[error("cannot open the journal of customer `{number}`")]
    OpenJournal {
        /// Whose.
        number: CustomerNumber,
        /// Why.
        source: sops::Error,
    },
    /// A journal that is not one.
    #[error("the journal of {}", faulty(Some(*.number), faults))]
    FaultyJournal {
        /// Whose.
        number: CustomerNumber,
        /// Every fault.
        faults: Vec<Fault>,
    },
    /// A journal that cannot be sealed.
    #[error("cannot seal the journal of customer `{number}`")]
    SealJournal {
        /// Whose.
        number: CustomerNumber,
        /// Why.
        source: sops::Error,
    },
    /// A merge of two customers under one number, of whom the other side's has a journal.
    #[error(
        "customer `{number}` is another customer on the other side, with a journal of its own; nothing was taken"
    )]
    JournalOfAnother {
        /// The number.
        number: CustomerNumber,
    },
    /// A run of letters that was cut short before its journal.
    #[error("letters were written and are in no journal: `{}`{}", first.display(), more_files(*.more))]
    Unnoted {
        /// One of the documents.
        first: PathBuf,
        /// How many more there are.
        more: usize,
        /// Whether the journals have changed since, so that `doctor`, which has no key, cannot tell and removes nothing.
        by_hand: bool,
    },
    /// A template that came by no commit, and would be used all the same.
    #[error("`{path}` is a template that git ignores, so nobody ever accepted it")]
    TemplateIgnored {
        /// The file.
        path: String,
    },
    /// A moment that SOPS's `lastmodified` cannot hold.
    #[error("the clock shows a time that a sealed file cannot carry")]
    Stamp(#[source] sops::Error),
    /// A value of a type that the schema does not have there.
    #[error("customer `{number}`: `{path}` has a type or a name that no record has")]
    Type {
        /// Whose record.
        number: CustomerNumber,
        /// The key path.
        path: String,
    },
    /// The number inside a record is not its file's.
    #[error("customer `{number}`: the number inside the record is not the number of its file")]
    NumberDiffers {
        /// The file's number.
        number: CustomerNumber,
    },
    /// The record changed between reading and writing.
    #[error("customer `{number}` was changed by somebody else in the meantime")]
    ChangedMeanwhile {
        /// Whose record.
        number: CustomerNumber,
    },
    /// `register.toml` changed between reading and writing.
    #[error("`records/register.toml` was changed by somebody else in the meantime")]
    DescriptionChanged,
    /// A hand-edited ledger that forgets numbers.
    #[error(
        "`records/ledger.toml` forgets numbers that were given or erased; they would be given again"
    )]
    LedgerShrank,
    /// The system does not let us read what was accepted in this work tree.
    #[error("cannot read what was accepted here")]
    Pin {
        /// Why.
        source: fsio::Error,
    },
    /// Nothing was accepted in this work tree: a new clone, a moved folder, a lost or damaged pin.
    #[error("{}", not_pinned(damaged.as_deref()))]
    NotPinned {
        /// The pin that cannot be read.
        damaged: Option<PathBuf>,
    },
    /// HEAD is not what was accepted.
    #[error(
        "the register is not as it was last accepted here: {}",
        trust::list(what)
    )]
    NotAccepted {
        /// What changed.
        what: Vec<trust::Difference>,
    },
    /// There is no folder to keep in what was accepted.
    #[error(
        "neither XDG_STATE_HOME nor HOME is set, so there is no place to keep what was accepted"
    )]
    NoStateFolder,
    /// The project's own sample is read-only.
    #[error(
        "this register is a sample (`sample = true` in `records/register.toml`) and is not changed"
    )]
    Sample,
    /// A public file that cannot be read as what it is.
    #[error("`{file}` line {line}: {message}")]
    Public {
        /// Path inside the register.
        file: &'static str,
        /// 1-based line.
        line: usize,
        /// The parser's words.
        message: String,
    },
    /// Values of `register.toml` that are not what their key needs.
    #[error("`records/register.toml`: {}", .0.join("; "))]
    Description(Vec<String>),
    /// There is no ledger that can be read.
    #[error("cannot read `records/ledger.toml`")]
    Ledger {
        /// Why.
        source: fsio::Error,
    },
    /// A value that its key of `register.toml` does not take.
    #[error(transparent)]
    Setting(model::KeyFault),
    /// A value that does not go with the other keys of `register.toml`.
    #[error("{}", .0.join("; "))]
    Settings(Vec<String>),
    /// A declared field that records still use.
    #[error("`{field}` is still set for {}", text::count(*.customers, "customer", "customers"))]
    FieldInUse {
        /// The field.
        field: String,
        /// How many records have it.
        customers: usize,
    },
    /// A point in time that is neither a date nor a commit.
    #[error("`{text}` is neither a commit of this register nor a date since its first")]
    NoSuchTime {
        /// What was given.
        text: String,
    },
    /// A date of no day that there is.
    #[error("the calendar does not have the day `{text}`")]
    NoSuchDay {
        /// What was given.
        text: String,
    },
    /// A day before the register's first commit.
    #[error("the register is younger than `{when}`")]
    TooEarly {
        /// The day asked for.
        when: String,
    },
    /// A record that did not exist then.
    #[error("customer `{number}` was not in the register at `{when}`")]
    NotThen {
        /// Whose record.
        number: CustomerNumber,
        /// The time asked for.
        when: String,
    },
    /// An imported file that cannot be read as what it is.
    #[error("cannot read the import file: {0}")]
    Import(String),
    /// A sealed record among the imported files that cannot be opened.
    #[error("cannot open the sealed file to import")]
    ImportSealed {
        /// Why.
        source: sops::Error,
    },
    /// The register changed between the plan and its carrying out.
    #[error("the register has changed since the plan was made; nothing was done")]
    PlanIsOld,
    /// The act cannot be taken back.
    #[error("the act cannot be taken back: {0}")]
    NoUndo(&'static str),
    /// An older act that a later commit stands on.
    #[error("the act cannot be taken back: commit `{commit}` has changed `{path}` since")]
    ActedOnSince {
        /// A file of the act's.
        path: String,
        /// The newest commit that touched it, short.
        commit: String,
        /// Whether that one is the program's own.
        ours: bool,
    },
    /// A setting of `register.toml` that cannot be.
    #[error(transparent)]
    Model(#[from] model::Error),
    /// git.
    #[error(transparent)]
    History(#[from] history::Error),
    /// Files.
    #[error(transparent)]
    Files(#[from] fsio::Error),
    /// Keys.
    #[error(transparent)]
    Keys(#[from] keys::Error),
    /// The transaction.
    #[error(transparent)]
    Transaction(#[from] super::TransactionError),
}

impl Error {
    /// Whether the change is recorded, or may be, and only what comes after it failed.
    pub fn is_unfinished(&self) -> bool {
        matches!(
            self,
            Self::Transaction(super::TransactionError::Unfinished { .. })
        )
    }

    /// Whether it is for want of a key.
    pub(super) fn is_keys(&self) -> bool {
        matches!(
            self,
            Self::Keys(_)
                | Self::Open {
                    source: sops::Error::Key(_),
                    ..
                }
                | Self::OpenJournal {
                    source: sops::Error::Key(_),
                    ..
                }
        )
    }

    /// Whose record is sealed for a key that is not among ours.
    pub(super) fn sealed_to_other(&self) -> Option<CustomerNumber> {
        match self {
            Self::Open {
                number,
                source: sops::Error::Key(_),
            } => Some(*number),
            _ => None,
        }
    }

    /// The one customer that it is about.
    pub fn customer(&self) -> Option<CustomerNumber> {
        match self {
            Self::Open { number, .. }
            | Self::OtherKey { number }
            | Self::Type { number, .. }
            | Self::NumberDiffers { number } => Some(*number),
            Self::Faulty { number, .. } => *number,
            Self::Files(
                fsio::Error::NotAFile { path, .. } | fsio::Error::TooLarge { path, .. },
            ) => path.file_stem()?.to_str()?.parse().ok(),
            _ => None,
        }
    }

    /// Whether a record is there and is no good: not for want of the key, and not by today's schema only.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Open { source, .. } => !matches!(source, sops::Error::Key(_)),
            Self::Files(source) => {
                matches!(
                    source,
                    fsio::Error::NotAFile { .. } | fsio::Error::TooLarge { .. }
                )
            }
            Self::OtherKey { .. } | Self::Type { .. } | Self::NumberDiffers { .. } => true,
            _ => false,
        }
    }
}

fn more_files(more: usize) -> String {
    match more {
        0 => String::new(),
        more => format!(" and {more} more"),
    }
}

fn not_pinned(damaged: Option<&Path>) -> String {
    let said = "this register was never accepted in this folder";
    match damaged {
        None => format!("{said}: it is a new clone, or it was moved"),
        Some(file) => format!("{said}: its pin `{}` cannot be read", file.display()),
    }
}

fn faulty(number: Option<CustomerNumber>, faults: &[Fault]) -> String {
    let whose = number.map_or_else(String::new, |number| format!("customer `{number}`: "));
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("{whose}{}", faults.join("; "))
}
