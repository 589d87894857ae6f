//! Customers on disk under version control: joins the model, the sealed format, keys and history.
//!
//! `Register` is what anybody can read; `Unlocked` has the keys in; `Change` is the only way to write.

pub mod adopt;
mod annotate;
mod change;
pub mod check;
pub mod clear;
mod describe;
pub mod doctor;
mod document;
pub mod draft;
mod error;
pub mod export;
pub mod glue;
pub mod import;
mod in_use;
mod init;
mod intent;
mod journal;
mod later;
mod layout;
mod lines;
pub mod merge;
mod past;
mod plain;
mod record;
mod recovery;
mod store;
mod transaction;
mod transaction_error;
pub mod trust;
pub mod undo;
mod undone;
mod unlocked;
mod watch;
mod work_files;

pub use change::Change;
pub use check::{Finding, Severity, What};
pub use describe::DescriptionText;
pub use error::Error;
pub use init::{check_free, create};
pub use journal::{Documents, Finished, Lost, Noted, Tally};
pub use layout::{OUTPUT, RECORD_LIMIT, TEMPLATES, journal_path, record_path};
pub use past::{CustomerEvent, Event, When};
pub use recovery::{Recovered, recover, recover_observed};
pub use store::{AskAuthor, Observer, Register, Wait};
pub use transaction::{Step, Transaction};
pub use transaction_error::TransactionError;
pub use unlocked::{Committed, Loaded, Shown, Unlocked};
pub use watch::{Watch, Work};
