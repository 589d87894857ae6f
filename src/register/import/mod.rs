//! Import: a file of another program, or of ours, becomes a plan; the plan becomes one commit.
//!
//! Columns that nobody declared are never read into the register.

mod apply;
mod claims;
mod columns;
mod plan;
mod source;

pub use apply::apply;
pub use columns::{Columns, Doubtful, MapError, is_column};
pub use plan::{Changed, Faulty, Plan, Planned, plan};
pub use source::{Source, is_known, read};
