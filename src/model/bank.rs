//! Bank accounts: IBAN and BIC.
//!
//! IBAN: ISO 13616 form, ISO 7064 modulo 97. A Finnish one has 18 characters, and the last digit of its account number is a Luhn
//! check over the 13 before it.

use std::fmt;
use std::str::FromStr;

use super::Rule;
use super::by_text::{redacted, serde_by_text};
use crate::text;

/// An IBAN in its electronic form, without blanks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban(String);

impl Iban {
    /// The electronic form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The printed form: groups of four from the left.
    pub fn grouped(&self) -> String {
        let chars: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = chars
            .chunks(4)
            .map(|group| group.iter().collect())
            .collect();
        groups.join(" ")
    }
}

impl FromStr for Iban {
    type Err = Rule;

    /// Reads the electronic or the printed form, in either case.
    fn from_str(raw: &str) -> Result<Self, Rule> {
        let iban = compact(raw);
        if !is_iban_shaped(&iban) {
            return Err(Rule::Iban);
        }
        let finnish = iban.starts_with("FI");
        if finnish && (iban.len() != 18 || !iban[2..].bytes().all(|b| b.is_ascii_digit())) {
            return Err(Rule::Iban);
        }
        if mod_97(&iban) != 1 || (finnish && !luhn(&iban[4..])) {
            return Err(Rule::IbanCheck);
        }
        Ok(Self(iban))
    }
}

fn compact(raw: &str) -> String {
    let text = text::clean(raw).to_ascii_uppercase();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_iban_shaped(iban: &str) -> bool {
    let bytes = iban.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_alphanumeric)
}

/// The remainder of the rearranged number, letters as 10 to 35.
fn mod_97(iban: &str) -> u32 {
    let (head, body) = iban.split_at(4);
    body.chars().chain(head.chars()).fold(0, |rest, c| {
        let value = c.to_digit(36).unwrap_or_default();
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    })
}

/// Luhn over decimal digits, the last one being the check digit.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(at, digit)| {
            if at % 2 == 0 {
                digit
            } else {
                digit * 2 / 10 + digit * 2 % 10
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A BIC (ISO 9362): eight or eleven characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bic(String);

impl Bic {
    /// The code, in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Bic {
    type Err = Rule;

    fn from_str(raw: &str) -> Result<Self, Rule> {
        let bic = compact(raw);
        let bytes = bic.as_bytes();
        let shaped = matches!(bytes.len(), 8 | 11)
            && bytes[..6].iter().all(u8::is_ascii_uppercase)
            && bytes[6..].iter().all(u8::is_ascii_alphanumeric);
        if shaped {
            Ok(Self(bic))
        } else {
            Err(Rule::Bic)
        }
    }
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

redacted!(Iban, Bic);
serde_by_text!(Iban, Bic);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_in_fours() {
        let iban: Iban = "fi21 1234 5600 0007 85".parse().unwrap();
        assert_eq!(iban.as_str(), "FI2112345600000785");
        assert_eq!(iban.grouped(), "FI21 1234 5600 0007 85");
    }

    #[test]
    fn finnish_accounts_have_a_check_digit_of_their_own() {
        // right modulo 97, wrong by Luhn
        assert_eq!("FI9112345600000786".parse::<Iban>(), Err(Rule::IbanCheck));
    }

    #[test]
    fn bic_has_eight_or_eleven_characters() {
        assert!("NDEAFIHH".parse::<Bic>().is_ok() && "ndeafihhxxx".parse::<Bic>().is_ok());
        for wrong in ["NDEAFIH", "NDEA1IHH", "NDEAFIHHX", "NDEÄFIHH"] {
            assert_eq!(wrong.parse::<Bic>(), Err(Rule::Bic), "{wrong}");
        }
    }
}
