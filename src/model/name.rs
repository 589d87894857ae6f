//! Text and names: what every value of a record is at least, and the two kinds of name a customer can have.
//!
//! A person and a company are different types because a letter, a duplicate and the law treat them differently:
//!
//! ```
//! use rekisteri::model::{CompanyName, PersonName};
//! fn greet(_: &PersonName) {}
//! greet(&"Aino Esimerkki".parse::<PersonName>().unwrap());
//! ```
//!
//! ```compile_fail,E0308
//! use rekisteri::model::{CompanyName, PersonName};
//! fn greet(_: &PersonName) {}
//! greet(&"Esimerkki Oy".parse::<CompanyName>().unwrap());
//! ```

use std::fmt;
use std::str::FromStr;

use super::by_text::{redacted, serde_by_text};
use super::{Rule, identity_code};
use crate::text;

/// No value of a record is longer, in characters.
pub const MAX_CHARACTERS: usize = 4096;

/// Returns the value cleaned, or the rule it breaks; none if nothing is left of it.
pub(super) fn checked(raw: &str) -> Result<Option<String>, Rule> {
    let Some(value) = bounded(raw)? else {
        return Ok(None);
    };
    match identity_code::find(&value) {
        Some(identity_code::Found::Valid) => Err(Rule::IdentityCode),
        _ => Ok(Some(value)),
    }
}

/// The same for what may have the form of a personal identity code.
fn bounded(raw: &str) -> Result<Option<String>, Rule> {
    let value = text::clean(raw);
    if value.is_empty() {
        return Ok(None);
    }
    if value.contains(text::LINE_BREAKS) {
        return Err(Rule::SeveralLines);
    }
    if text::has_control(&value) {
        return Err(Rule::ControlCharacter);
    }
    if value.len() > MAX_CHARACTERS && value.chars().count() > MAX_CHARACTERS {
        return Err(Rule::TooLong);
    }
    // rops reads that word as nothing at all.
    if value == "null" {
        return Err(Rule::Null);
    }
    Ok(Some(value))
}

/// The same for a value that must be there.
pub(super) fn required(raw: &str) -> Result<String, Rule> {
    checked(raw)?.ok_or(Rule::Required)
}

macro_rules! line {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = Rule;

            fn from_str(raw: &str) -> Result<Self, Rule> {
                required(raw).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        redacted!($name);
    };
}

line! {
    /// Any text of a record: NFC, trimmed, one line, not empty, without a personal identity code.
    Text
}
line! {
    /// The name of a person. Names may hold digits.
    PersonName
}
line! {
    /// The name of a company or another organisation.
    CompanyName
}

serde_by_text!(Text);

impl Text {
    /// Takes a text that may have the form of a personal identity code and is none, such as the invoice number `010926-9110`.
    ///
    /// # Errors
    /// As parsing, but for `IdentityCode`.
    pub fn with_code_form(raw: &str) -> Result<Self, Rule> {
        bounded(raw)?.ok_or(Rule::Required).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_cleaned_and_bounded() {
        assert_eq!("  Ma\u{308}ki ".parse::<Text>().unwrap().as_str(), "Mäki");
        assert_eq!(" \t ".parse::<Text>(), Err(Rule::Required));
        assert_eq!("a\u{7}b".parse::<Text>(), Err(Rule::ControlCharacter));
        assert_eq!("a\u{b}b".parse::<Text>(), Err(Rule::SeveralLines));
        assert_eq!("null".parse::<Text>(), Err(Rule::Null));
        assert_eq!("Null".parse::<Text>().unwrap().as_str(), "Null");
        assert!("å".repeat(4096).parse::<Text>().is_ok());
        assert_eq!("å".repeat(4097).parse::<Text>(), Err(Rule::TooLong));
    }

    #[test]
    fn an_identity_code_hides_in_no_name() {
        assert_eq!(
            "Oy 131052-308T".parse::<CompanyName>(),
            Err(Rule::IdentityCode)
        );
    }

    #[test]
    fn debug_shows_no_name() {
        assert_eq!(
            format!("{:?}", "Aino".parse::<PersonName>().unwrap()),
            "PersonName(..)"
        );
    }
}
