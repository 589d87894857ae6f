//! The customer number: the one name of a customer that may stand in file names and commit messages.
//!
//! Six digits at most, so that `records/<number div 100>/<number>.toml` keeps folders small.

use std::fmt;
use std::str::FromStr;

use super::Rule;

/// A whole number from 1 to 999999. Displayed bare, without leading zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerNumber(u32);

impl CustomerNumber {
    /// The greatest number there is.
    pub const MAX: Self = Self(999_999);

    /// Returns the number, or the rule it breaks.
    pub fn new(number: u32) -> Result<Self, Rule> {
        if (1..=Self::MAX.0).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Rule::Number)
        }
    }

    /// The number as an integer.
    pub fn get(self) -> u32 {
        self.0
    }

    /// Returns the number after this one; none past 999999.
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1).ok()
    }
}

impl TryFrom<i64> for CustomerNumber {
    type Error = Rule;

    fn try_from(number: i64) -> Result<Self, Rule> {
        u32::try_from(number)
            .map_err(|_| Rule::Number)
            .and_then(Self::new)
    }
}

impl FromStr for CustomerNumber {
    type Err = Rule;

    /// Reads one to six ASCII digits without a leading zero.
    fn from_str(text: &str) -> Result<Self, Rule> {
        let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        if !plain || text.len() > 6 {
            return Err(Rule::Number);
        }
        text.parse().map_err(|_| Rule::Number).and_then(Self::new)
    }
}

impl fmt::Display for CustomerNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl serde::Serialize for CustomerNumber {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_u32(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for CustomerNumber {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = <i64 as serde::Deserialize>::deserialize(from)?;
        Self::try_from(number).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_spelling_of_each_number() {
        assert_eq!("1042".parse::<CustomerNumber>().unwrap().get(), 1042);
        for wrong in ["", "0", "007", "1000000", "-1", "+1", "1.0", "1 042", "١٢"] {
            assert_eq!(
                wrong.parse::<CustomerNumber>(),
                Err(Rule::Number),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_last_number_has_no_next() {
        assert_eq!(CustomerNumber::MAX.next(), None);
    }
}
