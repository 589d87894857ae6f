//! One thing found: how bad, where, what. Says so without a value.

use crate::history::{Kind, Operation};
use crate::model::{CustomerNumber, Duplicate, Fault};
use crate::register::doctor::Ill;
use crate::register::layout::record_path;
use crate::register::trust;

use super::remedy;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Cannot be opened, or breaks the schema.
    Error,
    /// Odd, and perhaps right.
    Warning,
    /// What letters will miss.
    Note,
}

impl Severity {
    /// The word of the JSON form and of the catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What was found; says so in English, without a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// The record cannot be opened or read.
    #[error("{0}")]
    Unreadable(String),
    /// No key at hand opens the record.
    #[error("{0}")]
    NoKey(String),
    /// A value breaks, or nearly breaks, a rule.
    #[error("{0}")]
    Value(Fault),
    /// Another customer may be the same.
    #[error("may be the same customer as {}: {}", .0.number, .0.why)]
    Duplicate(Duplicate),
    /// The sealed file differs from what the program writes.
    #[error("{0}")]
    Format(String),
    /// A file was changed outside the program and not committed.
    #[error("has changes that are not committed")]
    Uncommitted,
    /// A file that is no part of a register.
    #[error("is no file of a register")]
    Foreign,
    /// A key of `register.toml` that letters need.
    #[error("is not set; letters need it")]
    LettersMiss,
    /// The privacy notice's address is not set.
    #[error("is not set; customers are to be told where the privacy notice is (GDPR article 13)")]
    NoNotice,
    /// A field that both sides of a merge changed.
    #[error("was changed on both sides; the value of the branch checked out is kept for now")]
    Conflict(Operation),
    /// A customer that the other side of a merge has under the number of this one.
    #[error("is another customer on the other side; nothing of that one was taken")]
    OtherCustomer,
    /// A file that one side of a merge changed and the other deleted.
    #[error("was changed on one side and deleted on the other")]
    ChangedAndDeleted,
    /// A file that both sides of a merge changed and that was not merged.
    #[error("was changed on both sides and is not merged")]
    Unmerged,
    /// Git is in the middle of something.
    #[error("git is in the middle of something")]
    Unfinished(Operation),
    /// The record is sealed to other keys than `register.toml` names.
    #[error("is sealed to other keys than `register.toml` names")]
    OtherKeys,
    /// Nothing of the register was accepted in this work tree.
    #[error("the register was never accepted in this folder")]
    NotPinned,
    /// Something is not as it was accepted.
    #[error("not accepted: {0}")]
    NotAccepted(trust::Difference),
    /// A journal of a customer who was erased.
    #[error("is the journal of a customer who was erased")]
    JournalOfErased,
    /// A journal without its record.
    #[error("is the journal of a customer whose record is not here")]
    JournalAlone,
    /// An event of a journal with keys that a newer program wrote.
    #[error("was made by a newer rekisteri, and this one does not know all of it")]
    NewerEvent,
    /// A customer in clear among the sealed records.
    #[error("holds values that are not sealed")]
    InClear,
    /// The clone or the machine is not as it should be.
    #[error(transparent)]
    Clone(Ill),
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Whose record.
    pub customer: Option<CustomerNumber>,
    /// Which field, key or file.
    pub field: Option<String>,
    /// What it is.
    pub what: What,
    /// The customer's file, where it is not the record.
    pub(in crate::register) file: Option<String>,
    /// How the file differs from the last commit, where that is what is wrong with it.
    pub changed: Option<Kind>,
}

impl Finding {
    /// What to type: the way on, or where to look.
    pub fn remedy(&self) -> String {
        remedy::remedy(self)
    }

    pub(in crate::register) fn new(
        severity: Severity,
        customer: Option<CustomerNumber>,
        field: Option<String>,
        what: What,
    ) -> Self {
        Self {
            severity,
            customer,
            field,
            what,
            file: None,
            changed: None,
        }
    }

    /// The same about another file of the customer's than the record.
    pub(in crate::register) fn in_file(mut self, path: String) -> Self {
        self.file = Some(path);
        self
    }

    /// The file that it is about, as a path inside the register; of a setting or the clone, its place.
    pub fn path(&self) -> String {
        let named = || self.field.clone().unwrap_or_default();
        let file = self.file.clone();
        file.or_else(|| self.customer.map(record_path))
            .unwrap_or_else(named)
    }

    pub(super) fn of(severity: Severity, customer: CustomerNumber, what: What) -> Self {
        Self::new(severity, Some(customer), None, what)
    }

    pub(in crate::register) fn at(severity: Severity, place: &str, what: What) -> Self {
        Self::new(severity, None, Some(place.to_owned()), what)
    }
}
