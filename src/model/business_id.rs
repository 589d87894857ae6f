//! The Finnish business ID (Y-tunnus): seven digits, a hyphen, a check digit.
//!
//! The check digit is that of Government Decree 288/2001, section 3: weights 7, 9, 10, 5, 8, 4, 2 from the left, modulo 11. A
//! remainder of 1 is never issued.

use std::fmt;
use std::str::FromStr;

use super::by_text::{redacted, serde_by_text};
use super::{Rule, name};
use crate::text;

const WEIGHTS: [u32; 7] = [7, 9, 10, 5, 8, 4, 2];

/// A business ID in its canonical form, such as `0112038-9`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessId(String);

impl BusinessId {
    /// The canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads what other programs write: with the prefix `FI` of a VAT number, without the hyphen, with blanks, or with the
    /// leading zero lost (identifiers of six digits, and spreadsheets).
    pub fn parse_loose(raw: &str) -> Result<Self, Rule> {
        let compact: String = text::clean(raw)
            .to_ascii_uppercase()
            .chars()
            .filter(|c| !c.is_whitespace() && !is_hyphen(*c))
            .collect();
        let digits = compact.strip_prefix("FI").unwrap_or(&compact);
        if !digits.bytes().all(|b| b.is_ascii_digit()) || !(7..=8).contains(&digits.len()) {
            return Err(Rule::BusinessId);
        }
        let padded = format!("{digits:0>8}");
        format!("{}-{}", &padded[..7], &padded[7..]).parse()
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The check digit of seven digits; none for a sequence that is never issued.
fn check_digit(digits: &[u8]) -> Option<u32> {
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    match sum % 11 {
        0 => Some(0),
        1 => None,
        remainder => Some(11 - remainder),
    }
}

impl FromStr for BusinessId {
    type Err = Rule;

    /// Reads the canonical form only. `0000000-0` has a right check digit and belongs to nobody; it is refused.
    fn from_str(raw: &str) -> Result<Self, Rule> {
        let id = name::required(raw)?;
        let [digits @ .., b'-', check] = id.as_bytes() else {
            return Err(Rule::BusinessId);
        };
        let form = digits.len() == 7 && digits.iter().chain([check]).all(u8::is_ascii_digit);
        if !form || id == "0000000-0" {
            return Err(Rule::BusinessId);
        }
        if check_digit(digits) != Some(u32::from(check - b'0')) {
            return Err(Rule::BusinessIdCheck);
        }
        Ok(Self(id))
    }
}

impl fmt::Display for BusinessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

redacted!(BusinessId);
serde_by_text!(BusinessId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_programs_spellings_are_understood_on_import() {
        for loose in [
            "FI01120389",
            "fi 0112038-9",
            "01120389",
            "0112038-9",
            "112038-9",
            "1120389",
            "0112038–9",
        ] {
            assert_eq!(
                BusinessId::parse_loose(loose).unwrap().as_str(),
                "0112038-9",
                "{loose}"
            );
        }
        assert_eq!(
            BusinessId::parse_loose("DE123456789"),
            Err(Rule::BusinessId)
        );
        assert_eq!(
            BusinessId::parse_loose("FI01120388"),
            Err(Rule::BusinessIdCheck)
        );
    }
}
