//! What a customer and a register are: values that can only be made by parsing, the schema they are checked against, and
//! the rules for choosing, matching and comparing them.
//!
//! This room does no I/O and knows neither git nor keys. Errors and `Debug` output never carry the value of a field.

mod address;
pub mod amount;
mod bank;
mod business_id;
mod by_text;
mod cell;
mod change;
mod country;
mod country_names;
mod currency;
mod customer;
pub mod date;
mod defaults;
mod description;
mod draft;
mod duplicate;
mod email;
mod entries;
mod error;
mod fault;
mod half_year;
pub mod identity_code;
pub mod import;
pub mod journal;
mod ledger;
mod limits;
pub mod merge;
mod name;
mod number;
mod organisation;
mod path;
mod record;
mod reference;
mod review;
#[cfg(test)]
mod sample;
mod schema;
mod selector;
mod sender;
mod setting;
mod towns;
mod transfers;
mod words;

pub use address::{Address, tidy_address};
pub use bank::{Bic, Iban};
pub use business_id::BusinessId;
pub use cell::check_cell;
pub use change::{Change, changes};
pub use country::Country;
pub use currency::Currency;
pub use customer::Customer;
pub use description::{Description, Import, Numbers};
pub use duplicate::{Duplicate, Seen, Why, are_namesakes};
pub use email::Email;
pub use entries::{DataRecipient, Declared, KeyHolder, Processor, Purpose, Retention, Source};
pub use error::{Error, UnknownField};
pub use fault::{Fault, KeyFault, Rule};
pub use half_year::{HalfYear, Rate, ReferenceRate};
pub use ledger::{Erased, Ledger};
pub use name::{CompanyName, MAX_CHARACTERS, PersonName, Text};
pub use number::CustomerNumber;
pub use organisation::is_organisation;
pub use path::FieldPath;
pub use record::Record;
pub use reference::{Reference, Resolved};
pub use schema::{Checked, Schema};
pub use selector::{Selection, Selector};
pub use sender::{Bank, Contact, Controller, Letters};
pub use setting::{Kind, Setting, yes_or_no};
pub use words::{Language, Translations, Words};
