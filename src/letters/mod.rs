//! Letters: given a sender, a customer and a date, the text that can be posted, and the folder it is written to.
//!
//! Templates are minijinja, built in or the owner's. A name a template may use is declared or an error; a value is never
//! part of an error. No keys and no git here. Other formats join as another `Format`, other letters as another template.

mod address;
mod addressee;
mod builtin;
mod catalog;
mod channel;
mod choose;
mod context;
mod country;
mod debt;
mod draft;
mod draw;
mod engine;
mod environment;
mod error;
mod escape;
mod fault;
mod filters;
mod forms;
mod index;
mod join;
mod language;
mod name;
mod objects;
pub mod output;
mod pay;
#[cfg(feature = "pdf")]
mod pdf;
mod print;
mod scope;
mod sender;
mod settings;
mod tags;
mod tells;
mod trial;
mod wrap;

pub use addressee::{Addressee, First};
pub use channel::{Channel, Debt, Facts, Route, Wanted, Why};
pub use context::{Context, Fields};
pub use draft::{Attachment, Draft, mailable};
pub use engine::Engine;
pub use error::Error;
pub use fault::Fault;
pub use language::Language;
pub use name::{Format, TemplateName};
pub use print::is_plain;
pub use sender::{Kind, Party, Sender, missing};
pub use settings::Setting;
