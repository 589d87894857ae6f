//! The moment of the last change, in the one spelling that every reader of the format repeats byte for byte.
//!
//! It is the associated data of the MAC: a reader that normalises `+00:00` or fractions would compute another one.

use std::fmt;
use std::str::FromStr;

use crate::sops::Error;

/// `lastmodified`: `YYYY-MM-DDThh:mm:ssZ`, UTC, whole seconds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(String);

impl Stamp {
    /// Returns the moment as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Stamp {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if is_spelt_right(text.as_bytes()) && is_moment(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::Stamp)
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_spelt_right(text: &[u8]) -> bool {
    const SHAPE: &[u8] = b"dddd-dd-ddTdd:dd:ddZ";
    let fits = |(&c, &shape): (&u8, &u8)| match shape {
        b'd' => c.is_ascii_digit(),
        _ => c == shape,
    };
    text.len() == SHAPE.len() && text.iter().zip(SHAPE).all(fits)
}

/// Whether there is such a day and second; leap seconds are none to Go and to jiff.
fn is_moment(text: &str) -> bool {
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().unwrap_or(u32::MAX);
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let clock = number(11, 13) < 24 && number(14, 16) < 60 && number(17, 19) < 60;
    clock && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day)
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_only() {
        for good in [
            "2026-11-22T10:00:00Z",
            "2028-02-29T23:59:59Z",
            "2000-02-29T00:00:00Z",
        ] {
            assert_eq!(good.parse::<Stamp>().unwrap().as_str(), good);
        }
        let bad = "2026-11-22 10:00:00Z 2026-11-22t10:00:00Z 2026-11-22T10:00:00+00:00 2026-11-22T10:00:00.0Z \
            2026-11-22T10:00:00 2026-02-29T10:00:00Z 2100-02-29T10:00:00Z 2026-13-01T10:00:00Z 2026-00-01T10:00:00Z \
            2026-11-31T10:00:00Z 2026-11-22T24:00:00Z 2026-11-22T10:60:00Z 2026-11-22T10:00:60Z";
        for bad in bad.split(' ').chain(["", "2026-11-2éT10:00:00Z"]) {
            assert!(bad.parse::<Stamp>().is_err(), "{bad}");
        }
    }
}
