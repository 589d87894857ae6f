//! `ledger.toml`: what must be remembered when a record is gone, without anything about the person.

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::{CustomerNumber, date};

/// The register's memory of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// The greatest number given so far; the first customer gets the next one.
    #[serde(deserialize_with = "in_range")]
    pub last_number: u32,
    /// One entry per erasure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<Erased>,
}

/// An erasure (GDPR 17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erased {
    /// The number, never used again.
    pub number: CustomerNumber,
    /// When.
    #[serde(with = "date::serde_iso")]
    pub date: Date,
    /// On what ground, in neutral words.
    pub ground: String,
    /// The objects that held the record's sealed bytes, so that a copy which still has them can be found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
}

/// A ledger that says nothing, or a number no customer can have, was not written by the program.
fn in_range<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let number = u32::deserialize(from)?;
    if number > CustomerNumber::MAX.get() {
        return Err(D::Error::custom("`last_number` is above 999999"));
    }
    Ok(number)
}

fn before_the_first() -> u32 {
    1000
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            last_number: before_the_first(),
            erased: Vec::new(),
        }
    }
}

impl Ledger {
    /// Returns the next free number: one more than the greatest of the ledger's numbers and those given; none past 999999.
    pub fn next_number(
        &self,
        others: impl IntoIterator<Item = CustomerNumber>,
    ) -> Option<CustomerNumber> {
        let erased = self.erased.iter().map(|erased| erased.number);
        let greatest = others
            .into_iter()
            .chain(erased)
            .map(CustomerNumber::get)
            .max();
        let greatest = greatest.unwrap_or_default().max(self.last_number);
        CustomerNumber::new(greatest.saturating_add(1)).ok()
    }

    /// Returns what all of these books remember: the greatest number, every erasure once. No order of merging loses anything.
    pub fn together<'a>(books: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut together = Self::default();
        for book in books {
            together.last_number = together.last_number.max(book.last_number);
            book.erased.iter().for_each(|one| together.remember(one));
        }
        together
            .erased
            .sort_by(|a, b| (a.number, a.date, &a.ground).cmp(&(b.number, b.date, &b.ground)));
        together
    }

    fn remember(&mut self, erased: &Erased) {
        let same = |known: &&mut Erased| {
            (known.number, known.date, &known.ground)
                == (erased.number, erased.date, &erased.ground)
        };
        let Some(known) = self.erased.iter_mut().find(same) else {
            self.erased.push(erased.clone());
            return;
        };
        known.ids.extend(erased.ids.iter().cloned());
        known.ids.sort();
        known.ids.dedup();
    }

    /// Whether the number belonged to a customer that was erased.
    pub fn is_erased(&self, number: CustomerNumber) -> bool {
        self.erased.iter().any(|erased| erased.number == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_never_used_again() {
        let number = |n| CustomerNumber::new(n).unwrap();
        let mut ledger = Ledger::default();
        assert_eq!(ledger.next_number([]), Some(number(1001)));
        assert_eq!(ledger.next_number([number(1060)]), Some(number(1061)));
        ledger.erased.push(Erased {
            number: number(2000),
            date: date::parse("2026-12-03").unwrap(),
            ground: "request".into(),
            ids: Vec::new(),
        });
        assert_eq!(ledger.next_number([]), Some(number(2001)));
        assert_eq!(ledger.next_number([CustomerNumber::MAX]), None);
    }

    #[test]
    fn only_what_the_program_writes_is_a_ledger() {
        let read = |text: &str| toml::from_str::<Ledger>(text).is_ok();
        assert!(read("last_number = 1003\n") && read("last_number = 999999\n"));
        for text in [
            "",
            "lst = 1003",
            "last_number = 1000000",
            "last_number = -1",
            "last_number = 9223372036854775807",
            "last_number = 1003\nmore = 1",
        ] {
            assert!(!read(text), "{text}");
        }
    }

    fn erased(number: u32, ids: &[&str]) -> Erased {
        Erased {
            number: CustomerNumber::new(number).unwrap(),
            date: date::parse("2026-12-03").unwrap(),
            ground: "request".into(),
            ids: ids.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn two_books_together_forget_nothing() {
        let book = |last_number, erased: &[Erased]| Ledger {
            last_number,
            erased: erased.to_vec(),
        };
        let ours = book(1060, &[erased(1007, &["b"]), erased(1003, &[])]);
        let theirs = book(1042, &[erased(1007, &["a", "b"]), erased(1050, &[])]);
        let together = Ledger::together([&ours, &theirs]);
        let all = [
            erased(1003, &[]),
            erased(1007, &["a", "b"]),
            erased(1050, &[]),
        ];
        assert_eq!(together, book(1060, &all));
        assert_eq!(together, Ledger::together([&theirs, &ours]));
        assert_eq!(together, Ledger::together([&together, &theirs]));
    }
}
