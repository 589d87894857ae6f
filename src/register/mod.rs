//! Customers on disk under version control.

mod journal;
mod recovery;
mod transaction;
mod transaction_error;
mod work_files;

pub use recovery::{Recovered, recover};
pub use transaction::{Step, Transaction};
pub use transaction_error::TransactionError;
