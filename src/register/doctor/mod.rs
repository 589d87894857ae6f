//! What `doctor` finds and mends: this clone of the register and the machine it lies on. It needs no key.
//!
//! A clone inherits files and no settings, so each has to be told how git calls us; and a few settings and stray files would
//! undo what sealing is for. `check` asks the same and leaves out the notes; what customers' records hold is its own business.

mod clear;
mod git;
mod ill;
mod key;
mod ledger;
mod machine;
mod mend;
mod output;
mod patient;
mod pin;

pub use ill::Ill;
pub use patient::{Patient, Surroundings};

pub(super) use patient::findings;
