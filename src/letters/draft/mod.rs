//! E-mail drafts: a letter as an `.eml` that the owner opens, looks at and sends. Nothing is sent from here.
//!
//! Equal letters make equal bytes: no date, no message id and no host name, which the program that sends writes anyway.

mod compose;
mod engine;
mod subject;

pub use compose::{Attachment, Draft, mailable};
