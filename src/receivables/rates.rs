//! Reference rates of late interest: those that come with the program (`rates.toml`, each with its notice), and the owner's.
//!
//! A half-year without a rate is never guessed, not even from its neighbours: whoever asks for it gets its name back.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::model::{HalfYear, Rate, ReferenceRate};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rate: Vec<Row>,
}

/// A row of `rates.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    half: HalfYear,
    reference: ReferenceRate,
    source: String,
    status: Status,
}

/// How a rate is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Read in the Bank of Finland's notice or its own publication.
    Verified,
    /// Derived from the European Central Bank's rate, for the notice was not read.
    Derived,
    /// Added by the owner.
    #[serde(skip)]
    Own,
}

impl Status {
    /// The status as data spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Derived => "derived",
            Self::Own => "own",
        }
    }
}

static BUILT_IN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("rates.toml")).expect("the tests read this file too");
    file.rate.into_iter().map(Known::from).collect()
});

/// The rates that are known.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    known: BTreeMap<HalfYear, Known>,
}

/// One known rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The rate.
    pub rate: Rate,
    /// How it is known.
    pub status: Status,
}

impl From<Row> for Known {
    fn from(row: Row) -> Self {
        let rate = Rate {
            half: row.half,
            reference: row.reference,
            source: row.source,
        };
        Self {
            rate,
            status: row.status,
        }
    }
}

impl Rates {
    /// Those that come with the program, and the owner's, which go before derived ones: nothing contradicts a verified one.
    pub fn with(own: &[Rate]) -> Self {
        let mut rates = Self::only(own);
        for known in BUILT_IN.iter() {
            let half = known.rate.half;
            if known.status == Status::Verified || !rates.known.contains_key(&half) {
                rates.known.insert(half, known.clone());
            }
        }
        rates
    }

    /// Only these: for trying the arithmetic.
    pub fn only(rates: &[Rate]) -> Self {
        let known = |rate: &Rate| Known {
            rate: rate.clone(),
            status: Status::Own,
        };
        Self {
            known: rates.iter().map(|rate| (rate.half, known(rate))).collect(),
        }
    }

    /// The reference rate of a half-year in percent.
    pub fn reference(&self, half: HalfYear) -> Option<Decimal> {
        Some(self.known.get(&half)?.rate.reference.percent())
    }

    /// The rate of a half-year where it was derived.
    pub fn derived(&self, half: HalfYear) -> Option<&Rate> {
        let known = self.known.get(&half);
        let derived = known.filter(|known| known.status == Status::Derived)?;
        Some(&derived.rate)
    }

    /// All, by half-year.
    pub fn all(&self) -> impl Iterator<Item = &Known> {
        self.known.values()
    }

    /// The verified rate of a half-year, which no other may contradict.
    pub fn verified(half: HalfYear) -> Option<&'static Rate> {
        let known = BUILT_IN.iter().find(|known| known.rate.half == half);
        let verified = known.filter(|known| known.status == Status::Verified)?;
        Some(&verified.rate)
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, Rates, Status};
    use crate::model::Rate;

    fn rate(half: &str, reference: &str) -> Rate {
        Rate {
            half: half.parse().unwrap(),
            reference: reference.parse().unwrap(),
            source: String::new(),
        }
    }

    #[test]
    fn every_half_year_from_2018_to_2026_has_a_rate_and_a_source() {
        let halves: Vec<String> = BUILT_IN
            .iter()
            .map(|known| known.rate.half.to_string())
            .collect();
        let all = (2018..=2026).flat_map(|year| [format!("{year}-H1"), format!("{year}-H2")]);
        assert_eq!(halves, all.collect::<Vec<_>>());
        assert!(BUILT_IN.iter().all(|known| !known.rate.source.is_empty()));
        let derived = BUILT_IN
            .iter()
            .filter(|known| known.status == Status::Derived);
        let derived: Vec<String> = derived.map(|known| known.rate.half.to_string()).collect();
        assert_eq!(derived, ["2025-H2", "2026-H2"]);
    }

    #[test]
    fn what_no_row_has_is_not_known() {
        let rates = Rates::with(&[]);
        for half in ["2017-H2", "2027-H1"] {
            assert_eq!(rates.reference(half.parse().unwrap()), None, "{half}");
        }
    }

    #[test]
    fn the_owners_rate_goes_before_a_derived_one_and_contradicts_no_verified_one() {
        let rates = Rates::with(&[
            rate("2026-H2", "3"),
            rate("2026-H1", "9"),
            rate("2027-H1", "2"),
        ]);
        let reference = |half: &str| rates.reference(half.parse().unwrap()).unwrap().to_string();
        assert_eq!(
            ["2026-H2", "2026-H1", "2027-H1"].map(reference),
            ["3", "2.5", "2"]
        );
        assert_eq!(rates.derived("2026-H2".parse().unwrap()), None);
        assert!(rates.derived("2025-H2".parse().unwrap()).is_some());
    }
}
