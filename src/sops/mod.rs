//! The sealed format: a tree of tables and leaves, encrypted leaf by leaf as SOPS does it. Bytes in, bytes out; no customers, no disk.
//!
//! [`Sealed`] is what a file says, read strictly; only [`Sealed::open`] gives values, and only [`Opened::seal`] gives bytes.
//! The reference is the behaviour of SOPS 3.13 (`sops.go`, `aes/cipher.go`); where SOPS accepts what is not authenticated, we refuse.

mod cipher;
mod digest;
mod enc;
mod error;
pub mod json;
mod mac;
mod metadata;
mod nonces;
mod note;
mod opened;
mod raw;
mod read;
mod scan;
mod seal;
mod sealed;
mod stamp;
mod strict;
mod tree;
mod wraps;
mod write;

pub use digest::sha256;
pub use enc::Flaw;
pub use error::Error;
pub use note::Note;
pub use opened::Opened;
pub use sealed::Sealed;
pub use stamp::Stamp;
pub use tree::{Leaf, Tree};
