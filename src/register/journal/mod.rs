//! The journals of a register: one sealed file a customer, beside her record, with what was done about her.
//!
//! A run of letters writes them all in one commit. Documents come first: see [`Noting`] for why, and for what a crash leaves.

mod files;
mod form;
mod load;
mod note;
mod noting;
mod past;
mod unnoted;

pub(super) use note::seal;
pub use noting::{Finished, Noting};
pub use past::Noted;
pub(super) use past::{Versions, noted, opened};
pub use unnoted::{Lost, Tally};
pub(super) use unnoted::{let_go, lost};
