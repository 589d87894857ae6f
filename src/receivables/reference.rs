//! Reference numbers: what lets a payment find its invoice, and a wrong digit not find another one.
//!
//! Sources: Finance Finland's rules for the structure of the national reference (weights 7, 3, 1 from the right) and
//! ISO 11649 for the `RF` creditor reference (mod 97).

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use super::error::Error;

/// A checked reference number. `Display` is the printed form: national in fives from the right, `RF` in fours from the left.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    compact: String,
}

impl Reference {
    /// Returns the number without spaces, as payment codes carry it.
    pub fn compact(&self) -> &str {
        &self.compact
    }

    /// Whether this is the international `RF` form.
    pub fn is_rf(&self) -> bool {
        self.compact.starts_with("RF")
    }

    /// Returns the same reference in the international form; one that is in it already stays as it is.
    #[must_use]
    pub fn to_rf(&self) -> Self {
        if self.is_rf() {
            return self.clone();
        }
        let rest = mod97(&format!("{}RF00", self.compact));
        let compact = format!("RF{:02}{}", 98 - rest, self.compact);
        Self { compact }
    }
}

impl FromStr for Reference {
    type Err = Error;

    /// Reads both forms, with or without spaces; leading zeros of the national form do not count.
    fn from_str(text: &str) -> Result<Self, Error> {
        let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let packed = packed.to_ascii_uppercase();
        if packed.starts_with("RF") {
            international(packed)
        } else {
            national(packed.trim_start_matches('0'))
        }
    }
}

fn national(digits: &str) -> Result<Reference, Error> {
    if !(4..=20).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::ReferenceShape);
    }
    let (base, check) = digits.split_at(digits.len() - 1);
    if check != national_check(base).to_string() {
        return Err(Error::ReferenceCheck);
    }
    let compact = digits.to_owned();
    Ok(Reference { compact })
}

/// The distance from the weighted sum to the next full ten.
fn national_check(base: &str) -> u32 {
    let weights = [7, 3, 1].into_iter().cycle();
    let digits = base.bytes().rev().map(|b| u32::from(b - b'0'));
    let sum: u32 = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    (10 - sum % 10) % 10
}

fn international(compact: String) -> Result<Reference, Error> {
    let plain = compact.bytes().all(|b| b.is_ascii_alphanumeric());
    let check = compact.get(2..4).unwrap_or_default();
    if !plain || !(5..=25).contains(&compact.len()) || !check.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::ReferenceShape);
    }
    let turned = format!("{}{}", &compact[4..], &compact[..4]);
    // 98 − remainder lies in 02..=98, so `00`, `01` and `99` never are check digits although mod 97 may let them pass.
    if mod97(&turned) != 1 || !("02"..="98").contains(&check) {
        return Err(Error::ReferenceCheck);
    }
    Ok(Reference { compact })
}

/// The remainder of ISO 7064: letters count as 10 to 35.
fn mod97(text: &str) -> u32 {
    text.chars()
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| {
            let shift = if value > 9 { 100 } else { 10 };
            (rest * shift + value) % 97
        })
}

impl Display for Reference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (size, first) = if self.is_rf() {
            (4, 4)
        } else {
            (5, self.compact.len() % 5)
        };
        for (at, c) in self.compact.chars().enumerate() {
            if at > 0 && at % size == first % size {
                f.write_str(" ")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}
