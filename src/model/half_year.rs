//! Half-years, for which the reference rate of late interest is set (Interest Act 633/1982, section 12), and rates that the owner adds.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::by_text::serde_by_text;
use super::{Rule, amount};

/// January to June or July to December of a year. Displayed as `2026-H2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfYear {
    year: i16,
    second: bool,
}

impl HalfYear {
    /// Returns the half-year of a day.
    pub fn of(date: Date) -> Self {
        Self {
            year: date.year(),
            second: date.month() > 6,
        }
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        Date::constant(self.year, if self.second { 7 } else { 1 }, 1)
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        let (month, day) = if self.second { (12, 31) } else { (6, 30) };
        Date::constant(self.year, month, day)
    }
}

impl FromStr for HalfYear {
    type Err = Rule;

    /// Reads `2026-H2`, `2026H2` or `2026/2`.
    fn from_str(text: &str) -> Result<Self, Rule> {
        let text = text.trim().to_ascii_uppercase();
        let year = text.get(..4).ok_or(Rule::HalfYear)?;
        let second = match &text[4..] {
            "-H1" | "H1" | "/1" => false,
            "-H2" | "H2" | "/2" => true,
            _ => return Err(Rule::HalfYear),
        };
        let plain = year.bytes().all(|b| b.is_ascii_digit()) && year >= "1983";
        let year = year.parse().map_err(|_| Rule::HalfYear)?;
        plain.then_some(Self { year, second }).ok_or(Rule::HalfYear)
    }
}

impl fmt::Display for HalfYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-H{}", self.year, if self.second { 2 } else { 1 })
    }
}

serde_by_text!(HalfYear);

/// A reference rate in percent: 0 to 25, in half percentage points (section 12 rounds up to them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReferenceRate(Decimal);

impl ReferenceRate {
    /// The percentage.
    pub fn percent(self) -> Decimal {
        self.0
    }
}

impl FromStr for ReferenceRate {
    type Err = Rule;

    fn from_str(text: &str) -> Result<Self, Rule> {
        let text = text.trim().trim_end_matches('%').trim_end();
        let percent = amount::parse(text).map_err(|_| Rule::ReferenceRate)?;
        let halves = percent * Decimal::TWO;
        let possible = (Decimal::ZERO..=Decimal::from(25)).contains(&percent);
        (possible && halves.fract().is_zero())
            .then_some(Self(percent.normalize()))
            .ok_or(Rule::ReferenceRate)
    }
}

impl fmt::Display for ReferenceRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

serde_by_text!(ReferenceRate);

/// A reference rate that the owner has looked up: an entry of `[[rates]]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The half-year.
    pub half: HalfYear,
    /// The reference rate in percent, before the 7 or 8 points of the law.
    pub reference: ReferenceRate,
    /// Where it was read, such as the number of the Bank of Finland's notice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_years_are_read_and_bounded() {
        let half: HalfYear = "2026/2".parse().unwrap();
        assert_eq!(half.to_string(), "2026-H2");
        assert_eq!("2026-h2".parse(), Ok(half));
        assert_eq!(HalfYear::of(Date::constant(2026, 7, 1)), half);
        assert_eq!(
            HalfYear::of(Date::constant(2026, 6, 30)).to_string(),
            "2026-H1"
        );
        assert_eq!(half.first_day(), Date::constant(2026, 7, 1));
        assert_eq!(half.last_day(), Date::constant(2026, 12, 31));
        for wrong in ["", "2026", "2026-H3", "26-H1", "1982-H2", "äää1-H1"] {
            assert_eq!(wrong.parse::<HalfYear>(), Err(Rule::HalfYear), "{wrong}");
        }
    }

    #[test]
    fn rates_come_in_half_points() {
        assert_eq!("2,5 %".parse::<ReferenceRate>().unwrap().to_string(), "2.5");
        for wrong in ["2,15", "-0,5", "25,5", "", "two"] {
            assert_eq!(
                wrong.parse::<ReferenceRate>(),
                Err(Rule::ReferenceRate),
                "{wrong}"
            );
        }
    }
}
