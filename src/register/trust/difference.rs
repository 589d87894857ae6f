//! One thing in which a tree is not the one that was accepted; says so in English, without a value of a record.

use std::fmt;

use crate::history::{BlobId, CommitId, EntryKind};
use crate::model::CustomerNumber;
use crate::register::layout::is_template;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is new.
    Added,
    /// It holds something else.
    Changed,
    /// It is gone.
    Removed,
    /// It is dated earlier than the accepted version, or is a journal with fewer events.
    RolledBack,
    /// It is byte for byte another customer's file.
    CopyOf(CustomerNumber),
    /// It is new under a number that was somebody's before.
    Reused,
}

impl How {
    /// The word of the JSON form and of the catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::RolledBack => "rolled-back",
            Self::CopyOf(_) => "copied",
            Self::Reused => "reused",
        }
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added => f.write_str("added"),
            Self::Changed => f.write_str("changed"),
            Self::Removed => f.write_str("removed"),
            Self::RolledBack => f.write_str("rolled back to an earlier version"),
            Self::CopyOf(number) => write!(f, "replaced by a copy of customer `{number}`"),
            Self::Reused => f.write_str("added under a number that was used before"),
        }
    }
}

/// What else is to be known of a changed record or journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It is sealed under another data key than the accepted version, as it must be by somebody who cannot open that.
    NewDataKey,
    /// Events that the accepted journal has are not in it.
    LostEvents,
    /// It is not sealed as a record is.
    Unsealed,
}

impl Remark {
    /// The word of the JSON form and of the catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::NewDataKey => "new-data-key",
            Self::LostEvents => "lost-events",
            Self::Unsealed => "unsealed",
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NewDataKey => "sealed under a new data key",
            Self::LostEvents => "events are missing",
            Self::Unsealed => "not sealed as a record is",
        })
    }
}

/// What became of a record or a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedChange {
    /// Whose.
    pub number: CustomerNumber,
    /// In what way.
    pub how: How,
    /// What else is to be known.
    pub remarks: Vec<Remark>,
    /// Whether it is what the act is for, and an ordinary change whatever it is.
    pub is_expected: bool,
    /// What it was.
    pub old: Option<BlobId>,
    /// What it is.
    pub new: Option<BlobId>,
}

impl fmt::Display for SealedChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "customer `{}` was {}", self.number, self.how)?;
        self.remarks
            .iter()
            .try_for_each(|remark| write!(f, ", {remark}"))
    }
}

/// One difference between the accepted tree and another.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// HEAD does not come after the accepted commit.
    #[error("the history was rewritten: the accepted commit `{}` is not part of it", accepted.short())]
    Rewritten {
        /// The commit that was accepted last.
        accepted: CommitId,
        /// Whether git still has it.
        kept: bool,
    },
    /// The accepted commit is gone from the repository altogether, so records cannot be compared.
    #[error("the accepted commit is gone, so the records cannot be compared with it")]
    Lost,
    /// The history went on, or was rewritten, and every file is as it was.
    #[error("commits came from elsewhere, and every file is as it was accepted")]
    SameFiles,
    /// A key that can open the register came or went.
    #[error("`{recipient}` can {} the register", if *.added { "now open" } else { "no longer open" })]
    Opener {
        /// What `register.toml` calls its holder.
        name: String,
        /// The key.
        recipient: String,
        /// Whether it came.
        added: bool,
    },
    /// A key of `register.toml` that is no age recipient.
    #[error("`{recipient}` is no age recipient: nothing is sealed to it")]
    NoRecipient {
        /// What `register.toml` calls its holder.
        name: String,
        /// What stands in the key's place.
        recipient: String,
    },
    /// A key of `register.toml` that is not about who opens the register.
    #[error("`{key}` of `register.toml` changed")]
    Setting {
        /// As `bank.iban`; of a list, by name or place: `recipients.Tilitoimisto Oy.key`.
        key: String,
        /// What it was.
        old: Option<String>,
        /// What it is.
        new: Option<String>,
    },
    /// `register.toml` changed, and what it was cannot be told.
    #[error("`register.toml` changed")]
    Description,
    /// The ledger forgets numbers.
    #[error("the ledger forgets numbers that were given or erased")]
    LedgerBack,
    /// The ledger is ahead of the records.
    #[error(
        "the ledger says that numbers up to `{last}` were given; the greatest record is `{greatest}`"
    )]
    LedgerAhead {
        /// The last number that it says was given.
        last: u32,
        /// The greatest number that is known otherwise.
        greatest: u32,
    },
    /// A record.
    #[error("{0}")]
    Record(SealedChange),
    /// A journal.
    #[error("the journal of {0}")]
    Journal(SealedChange),
    /// A changed record or journal is sealed to a key that was never accepted.
    #[error("customer `{number}` is sealed to `{recipient}`, which was not accepted")]
    SealedTo {
        /// Whose record.
        number: CustomerNumber,
        /// To whom.
        recipient: String,
    },
    /// A template or another file.
    #[error("`{path}` ({kind}) was {how}")]
    File {
        /// The path inside the register.
        path: String,
        /// What it is, or was.
        kind: EntryKind,
        /// In what way.
        how: How,
    },
    /// Other files that are only counted.
    #[error("{} more changed", crate::text::count(*.count, "file or folder", "files and folders"))]
    MoreFiles {
        /// How many.
        count: usize,
    },
}

/// How weighty a difference is, ascending: what weighs most is shown last, next to the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// What became of the history.
    History,
    /// An ordinary record or journal.
    Record,
    /// A file that is not the register's own.
    File,
    /// A setting that nobody is paid or reached by.
    Setting,
    /// The ledger.
    Ledger,
    /// A record that is gone, came back, or is sealed as a stranger would.
    OddRecord,
    /// A template.
    Template,
    /// A setting by which data, money or trust go.
    GraveSetting,
    /// Who can open the register.
    Opener,
    /// The bank and the holder of the account.
    Bank,
    /// The account.
    Account,
}

impl Difference {
    /// The word of the JSON form and of the catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rewritten { .. } => "rewritten",
            Self::Lost => "lost",
            Self::SameFiles => "same-files",
            Self::Opener { added: true, .. } => "opener-added",
            Self::Opener { .. } => "opener-removed",
            Self::NoRecipient { .. } => "no-recipient",
            Self::Setting { .. } => "setting",
            Self::Description => "description",
            Self::LedgerBack => "ledger",
            Self::LedgerAhead { .. } => "ledger-ahead",
            Self::Record(_) => "record",
            Self::Journal(_) => "journal",
            Self::SealedTo { .. } => "sealed-to",
            Self::File { .. } => "file",
            Self::MoreFiles { .. } => "more-files",
        }
    }

    /// About whom it is.
    pub fn customer(&self) -> Option<CustomerNumber> {
        match self {
            Self::Record(change) | Self::Journal(change) => Some(change.number),
            Self::SealedTo { number, .. } => Some(*number),
            _ => None,
        }
    }

    /// How weighty it is.
    pub fn weight(&self) -> Weight {
        match self {
            Self::Rewritten { .. } | Self::Lost | Self::SameFiles => Weight::History,
            Self::Record(change) | Self::Journal(change) => {
                let plain = matches!(change.how, How::Added | How::Changed);
                if change.is_expected || (plain && change.remarks.is_empty()) {
                    Weight::Record
                } else {
                    Weight::OddRecord
                }
            }
            Self::SealedTo { .. } => Weight::OddRecord,
            Self::File { path, .. } if is_template(path) => Weight::Template,
            Self::File { .. } | Self::MoreFiles { .. } => Weight::File,
            Self::Description => Weight::Setting,
            Self::Setting { key, .. } => weight_of(key),
            Self::LedgerBack | Self::LedgerAhead { .. } => Weight::Ledger,
            Self::Opener { .. } | Self::NoRecipient { .. } => Weight::Opener,
        }
    }

    /// Takes a record's or journal's going or going back for what an undo does: a plain change, without remarks.
    pub(in crate::register) fn make_ordinary(&mut self) {
        if let Self::Record(change) | Self::Journal(change) = self {
            change.remarks.clear();
            if change.how == How::Reused {
                change.how = How::Added;
            } else if change.how == How::RolledBack {
                change.how = How::Changed;
            }
            change.is_expected = true;
        }
    }

    /// Whether the owner is asked about it, whatever act brings it: money, keys, data, templates, or a record that is not simply changed.
    pub fn is_grave(&self) -> bool {
        self.weight() >= Weight::OddRecord
    }
}

fn weight_of(key: &str) -> Weight {
    let (table, _) = key.split_once('.').unwrap_or((key, ""));
    match (key, table) {
        ("bank.iban", _) => Weight::Account,
        (_, "bank") => Weight::Bank,
        (_, "recipients" | "keys" | "id" | "sample" | "notice_url") => Weight::GraveSetting,
        _ => Weight::Setting,
    }
}

/// The most that an error message lists.
const SHORT: usize = 6;

/// Joins a few differences into one line, the weightiest first.
pub(in crate::register) fn list(differences: &[Difference]) -> String {
    let shown = differences.iter().rev().take(SHORT);
    let mut parts: Vec<String> = shown
        .map(|difference| crate::text::clip(&difference.to_string()))
        .collect();
    if differences.len() > SHORT {
        parts.push(format!("and {} more", differences.len() - SHORT));
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_cut() {
        let all = vec![Difference::Lost; SHORT + 3];
        let text = list(&all);
        assert!(text.ends_with("; and 3 more"), "{text}");
        assert_eq!(list(&all[..1]), Difference::Lost.to_string());
    }
}
