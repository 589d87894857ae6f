//! The journals of a register: one sealed file a customer, beside her record, with what was done about her.
//!
//! A run of letters writes them all in one commit. Documents come first: see [`Documents`] for the order, and `noting` for why it is this and what a crash leaves.

mod documents;
mod files;
mod form;
mod half_written;
mod load;
mod note;
mod noting;
mod past;
mod unnoted;

pub use documents::Documents;
pub(super) use half_written::sweep;
pub(super) use note::seal;
pub use noting::Finished;
pub use past::Noted;
pub(super) use past::{Versions, noted, opened};
pub use unnoted::{Lost, Tally};
pub(super) use unnoted::{let_go, lost};
