//! One thing that was done about a customer.

use std::fmt;
use std::ops::Add;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Line, Texts};
use crate::model::{Language, Text};

/// An event. Sorted by date, then its place in the day, then act, then the rest.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// The day it counts from: a letter's own date.
    pub date: Date,
    /// Which act of its day it is: the second counts 2. None of the first, and where the order tells nothing.
    pub order: Option<u16>,
    /// What was done: `reminder`, `demand`, `notice`, an act on a claim (`disputed`, `suspended`, `settled`).
    pub act: Text,
    /// The template that the document was made from, as `reminder.fi.txt`; the hash tells which document it is.
    pub document: Option<Text>,
    /// The document's language.
    pub language: Option<Language>,
    /// The invoices it was about, and what it asked for each, where it asked for anything.
    pub lines: Vec<Line>,
    /// The day to pay by.
    pub due: Option<Date>,
    /// How it went out: `post`, `email`.
    pub channel: Option<Text>,
    /// To whom data was given, where not to the customer.
    pub recipient: Option<Text>,
    /// The law it rests on; of a reminder or demand, the Interest Act where the letter told interest, and the section of the standard
    /// compensation where it asked for any.
    pub basis: Option<Text>,
    /// The document's SHA-256, 64 hexadecimal digits.
    pub sha256: Option<Hash>,
    /// What the owner wrote about it.
    pub note: Option<Text>,
    /// What a newer program wrote that this one does not know, by key; it is written back as it was.
    pub unknown: Texts,
}

/// A SHA-256 in lower-case hexadecimal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(String);

impl Hash {
    /// Takes 64 hexadecimal digits in lower case; nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let fits = text.len() == 64 && text.bytes().all(is_digit);
        fits.then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Event {
    /// An event of a day, of which nothing else is said yet.
    pub fn new(date: Date, act: Text) -> Self {
        Self {
            date,
            act,
            document: None,
            language: None,
            lines: Vec::new(),
            due: None,
            channel: None,
            recipient: None,
            basis: None,
            sha256: None,
            note: None,
            order: None,
            unknown: Texts::new(),
        }
    }

    /// What was asked in all; nothing where it asked for nothing.
    pub fn total(&self) -> Option<Decimal> {
        self.lines.iter().filter_map(Line::sum).reduce(Add::add)
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Event")
    }
}
