//! One thing that is not as it was accepted; says so in English, without a value of a record.

use std::fmt;

use crate::history::{BlobId, CommitId};
use crate::keys::Recipient;
use crate::model::CustomerNumber;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It is new.
    Added,
    /// It holds something else.
    Changed,
    /// It is gone.
    Removed,
    /// It is byte for byte what it was some time before.
    RolledBack,
    /// It is byte for byte what another customer's file is or was.
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

/// One difference between what was accepted and what HEAD says.
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
    /// Commits that came, and how many of them do not have the form of ours.
    #[error("{}", commits(*.count, *.foreign, *.contradicting))]
    Commits {
        /// All of them.
        count: usize,
        /// Those that are not of this program's form.
        foreign: usize,
        /// Those that are, and say something else than they did.
        contradicting: usize,
    },
    /// A key that can open the register came or went.
    #[error("`{recipient}` can {} the register", if *.added { "now open" } else { "no longer open" })]
    Opener {
        /// Which.
        recipient: Recipient,
        /// Whether it came.
        added: bool,
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
    /// The ledger knows numbers that no record ever had.
    #[error("the ledger says that numbers up to `{last}` were given, and no record had them")]
    LedgerAhead {
        /// The last number that it says was given.
        last: u32,
    },
    /// A record.
    #[error("customer `{number}` was {how}{}", by(*.ours))]
    Record {
        /// Whose.
        number: CustomerNumber,
        /// In what way.
        how: How,
        /// Whether every commit that touched it has the form of ours and agrees with what it did.
        ours: bool,
        /// What it was.
        old: Option<BlobId>,
        /// What it is.
        new: Option<BlobId>,
    },
    /// A journal.
    #[error("the journal of customer `{number}` was {how}{}", by(*.ours))]
    Journal {
        /// Whose.
        number: CustomerNumber,
        /// In what way.
        how: How,
        /// Whether every commit that touched it has the form of ours.
        ours: bool,
        /// What it was.
        old: Option<BlobId>,
        /// What it is.
        new: Option<BlobId>,
    },
    /// A changed record or journal is sealed to a key that was never accepted.
    #[error("customer `{number}` is sealed to `{recipient}`, which was not accepted")]
    SealedTo {
        /// Whose record.
        number: CustomerNumber,
        /// To whom.
        recipient: Recipient,
    },
    /// A template or another file.
    #[error("`{path}` was {how}")]
    File {
        /// The path inside the register.
        path: String,
        /// In what way.
        how: How,
    },
}

impl Difference {
    /// The word of the JSON form and of the catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rewritten { .. } => "rewritten",
            Self::Lost => "lost",
            Self::Commits { .. } => "commits",
            Self::Opener { added: true, .. } => "opener-added",
            Self::Opener { .. } => "opener-removed",
            Self::Setting { .. } => "setting",
            Self::Description => "description",
            Self::LedgerBack => "ledger",
            Self::LedgerAhead { .. } => "ledger-ahead",
            Self::Record { .. } => "record",
            Self::Journal { .. } => "journal",
            Self::SealedTo { .. } => "sealed-to",
            Self::File { .. } => "file",
        }
    }

    /// About whom it is.
    pub fn customer(&self) -> Option<CustomerNumber> {
        match self {
            Self::Record { number, .. }
            | Self::Journal { number, .. }
            | Self::SealedTo { number, .. } => Some(*number),
            _ => None,
        }
    }
}

/// The most that an error message lists.
const SHORT: usize = 6;

/// Joins the first few differences into one line.
pub(in crate::register) fn list(differences: &[Difference]) -> String {
    let shown = differences.iter().take(SHORT);
    let mut parts: Vec<String> = shown.map(ToString::to_string).collect();
    if differences.len() > SHORT {
        parts.push(format!("and {} more", differences.len() - SHORT));
    }
    parts.join("; ")
}

fn commits(count: usize, foreign: usize, contradicting: usize) -> String {
    let mut said = format!(
        "{} came from elsewhere",
        crate::text::count(count, "commit", "commits")
    );
    if foreign > 0 {
        said.push_str(&format!(", {foreign} of them not made by rekisteri"));
    }
    if contradicting > 0 {
        said.push_str(&format!(
            ", {contradicting} of them with a message that contradicts what they changed"
        ));
    }
    said
}

fn by(ours: bool) -> &'static str {
    if ours { "" } else { ", not by rekisteri" }
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
