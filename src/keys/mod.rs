//! Keys: who can open the register, and what of it was accepted. Age identities and recipients, the passphrase around an
//! identity, the data keys of sealed files, pins.
//!
//! The only room that names the crate `age`, so that another implementation would be a change of one room. Nothing here has a
//! `Debug` that could show a key, and no error repeats a line of an identity file.

mod error;
mod identities;
mod new;
mod passphrase;
mod pin;
mod recipient;
mod strength;
mod wrap;

pub use error::{Error, Unusable};
pub use identities::Identities;
pub use new::{NewIdentity, generate};
pub use passphrase::{composed, is_encrypted};
pub use pin::{Found, Pin, PinPlace, Pins};
pub use recipient::Recipient;
pub use strength::{Weak, strength};
pub use wrap::wrap;
