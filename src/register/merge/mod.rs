//! What git asks for when two histories meet: a record, a journal, the ledger, and what `check` says of files that stayed unmerged.
//!
//! Git hands over three files and the path they stand for, and takes what the second of them then holds. Whatever goes wrong, that
//! file stays as it was: our side, whole and sealed.

mod call;
mod conflicts;
mod journal;
mod ledger;
mod other;
mod record;
mod renumber;
mod version;

pub use call::{Call, Kind, Outcome, kind};
pub(super) use conflicts::{findings, is_gits};
pub use journal::journal;
pub use ledger::ledger;
pub use record::record;
