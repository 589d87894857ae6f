//! The path of a field: a table and a key, as they stand in the sealed file.
//!
//! The words are restricted to what every reader of the sealed format treats alike: no `:` (it separates the parts of the
//! associated data), no `_unencrypted` at the end (it would leave the value in clear).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::Rule;
use super::by_text::serde_by_text;

/// A field such as `customer.email`. Ordered by table, then key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldPath {
    /// The full path; known ones are borrowed, so that a record of 12 fields does not own 12 names. The full stop sorts before
    /// every character of a word, so the order of the texts is the order of (table, key).
    full: Cow<'static, str>,
    dot: usize,
}

impl FieldPath {
    /// The number: an integer in the sealed file, not among the fields of a record; here for faults and plans.
    pub const NUMBER: Self = Self::known("customer.number", 8);
    /// The person.
    pub const NAME: Self = Self::known("customer.name", 8);
    /// The company.
    pub const COMPANY: Self = Self::known("customer.company", 8);
    /// The e-mail address.
    pub const EMAIL: Self = Self::known("customer.email", 8);
    /// The business ID.
    pub const BUSINESS_ID: Self = Self::known("customer.business_id", 8);
    /// The language of letters, where declared.
    pub const LANGUAGE: Self = Self::known("customer.language", 8);
    /// The billing address: street, postcode, city, country.
    pub const BILLING: [Self; 4] = [
        Self::known("billing_address.street", 15),
        Self::known("billing_address.postcode", 15),
        Self::known("billing_address.city", 15),
        Self::known("billing_address.country", 15),
    ];
    /// The visiting or postal address: street, postcode, city, country.
    pub const POSTAL: [Self; 4] = [
        Self::known("postal_address.street", 14),
        Self::known("postal_address.postcode", 14),
        Self::known("postal_address.city", 14),
        Self::known("postal_address.country", 14),
    ];
    /// The date on which the relationship ended.
    pub const ENDED: Self = Self::known("state.ended", 5);
    /// Since when processing is restricted (GDPR 18).
    pub const RESTRICTED: Self = Self::known("state.restricted", 5);
    /// Since when the person objects (GDPR 21).
    pub const OBJECTED: Self = Self::known("state.objected", 5);
    /// Where the data came from, if not from the customer.
    pub const SOURCE: Self = Self::known("state.source", 5);
    /// When the customer was last dealt with.
    pub const SEEN: Self = Self::known("state.seen", 5);

    const fn known(full: &'static str, dot: usize) -> Self {
        Self {
            full: Cow::Borrowed(full),
            dot,
        }
    }

    /// Returns the path of a key in a table.
    pub fn new(table: &str, key: &str) -> Result<Self, Rule> {
        let same = |known: &&Self| known.table() == table && known.key() == key;
        if let Some(known) = SIX.iter().chain(&STATE).find(same) {
            return Ok(known.clone());
        }
        if !is_word(table) || !is_word(key) {
            return Err(Rule::Path);
        }
        Ok(Self {
            full: Cow::Owned(format!("{table}.{key}")),
            dot: table.len(),
        })
    }

    /// The table, such as `customer`.
    pub fn table(&self) -> &str {
        &self.full[..self.dot]
    }

    /// The key in the table, such as `email`.
    pub fn key(&self) -> &str {
        &self.full[self.dot + 1..]
    }

    /// The full path, such as `customer.email`.
    pub fn as_str(&self) -> &str {
        &self.full
    }

    /// The path as people type it: `customer.` left out.
    pub fn short(&self) -> &str {
        if self.table() == "customer" {
            self.key()
        } else {
            &self.full
        }
    }
}

/// The default fields, in the order of the register's description.
pub(super) static SIX: [FieldPath; 12] = [
    FieldPath::NAME,
    FieldPath::COMPANY,
    FieldPath::known("billing_address.street", 15),
    FieldPath::known("billing_address.postcode", 15),
    FieldPath::known("billing_address.city", 15),
    FieldPath::known("billing_address.country", 15),
    FieldPath::known("postal_address.street", 14),
    FieldPath::known("postal_address.postcode", 14),
    FieldPath::known("postal_address.city", 14),
    FieldPath::known("postal_address.country", 14),
    FieldPath::EMAIL,
    FieldPath::BUSINESS_ID,
];

/// The program's own fields about a customer.
pub(super) static STATE: [FieldPath; 5] = [
    FieldPath::ENDED,
    FieldPath::RESTRICTED,
    FieldPath::OBJECTED,
    FieldPath::SOURCE,
    FieldPath::SEEN,
];

/// A lower-case ASCII word: begins with a letter, then letters, digits and `_`.
fn is_word(word: &str) -> bool {
    word.len() <= 64
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !word.ends_with("_unencrypted")
}

impl FromStr for FieldPath {
    type Err = Rule;

    /// Reads `table.key`, or `key` for `customer.key`.
    fn from_str(text: &str) -> Result<Self, Rule> {
        let (table, key) = text.split_once('.').unwrap_or(("customer", text));
        Self::new(table, key)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full)
    }
}

impl fmt::Debug for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full)
    }
}

serde_by_text!(FieldPath);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customer_may_be_left_out() {
        let path: FieldPath = "email".parse().unwrap();
        assert_eq!(path, FieldPath::EMAIL);
        assert_eq!(
            (path.table(), path.key(), path.short()),
            ("customer", "email", "email")
        );
    }

    #[test]
    fn known_paths_are_split_where_the_full_stop_is() {
        let addresses = [FieldPath::BILLING, FieldPath::POSTAL].concat();
        for known in SIX.iter().chain(&STATE).chain(&addresses) {
            assert_eq!(known.full.as_bytes()[known.dot], b'.', "{known}");
        }
    }

    #[test]
    fn words_that_readers_disagree_on_are_refused() {
        for wrong in [
            "",
            ".",
            "a.",
            ".a",
            "a.b.c",
            "Email",
            "e mail",
            "e:mail",
            "näme",
            "1a",
            "_a",
            "x_unencrypted",
            "x_unencrypted.y",
            "customer.note_unencrypted",
        ] {
            assert_eq!(wrong.parse::<FieldPath>(), Err(Rule::Path), "{wrong}");
        }
    }
}
