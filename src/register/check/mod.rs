//! What `check` finds: errors (cannot be opened, breaks the schema), warnings (odd), notes (what letters will miss).
//!
//! Each file looks at one thing and returns its findings; [`all()`] asks every one of them and sorts.

mod all;
mod description;
mod finding;
mod journals;
mod records;
mod remedy;
mod work_tree;

pub use all::all;
pub use finding::{Finding, Severity, What};
