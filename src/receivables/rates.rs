//! Reference rates of late interest: those that come with the program (`rates.toml`, each with its notice), and the owner's.
//!
//! A half-year without a rate is never guessed, not even from its neighbours: whoever asks for it gets its name back.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::model::{HalfYear, Rate};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rate: Vec<Rate>,
}

static BUILT_IN: LazyLock<Vec<Rate>> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("rates.toml")).expect("the tests read this file too");
    file.rate
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
    /// Whether the owner added it.
    pub own: bool,
}

impl Rates {
    /// Those that come with the program, then the owner's for half-years that it does not know.
    pub fn with(own: &[Rate]) -> Self {
        let built_in = BUILT_IN.iter().map(|rate| (rate, false));
        let mut known = BTreeMap::new();
        for (rate, own) in built_in.chain(own.iter().map(|rate| (rate, true))) {
            known.entry(rate.half).or_insert_with(|| Known {
                rate: rate.clone(),
                own,
            });
        }
        Self { known }
    }

    /// Only these: for trying the arithmetic.
    pub fn only(rates: &[Rate]) -> Self {
        let known = |rate: &Rate| Known {
            rate: rate.clone(),
            own: true,
        };
        Self {
            known: rates.iter().map(|rate| (rate.half, known(rate))).collect(),
        }
    }

    /// The reference rate of a half-year in percent.
    pub fn reference(&self, half: HalfYear) -> Option<Decimal> {
        Some(self.known.get(&half)?.rate.reference.percent())
    }

    /// All, by half-year.
    pub fn all(&self) -> impl Iterator<Item = &Known> {
        self.known.values()
    }

    /// The rate that comes with the program for a half-year, which no other may contradict.
    pub fn built_in(half: HalfYear) -> Option<&'static Rate> {
        BUILT_IN.iter().find(|rate| rate.half == half)
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, Rates};
    use crate::model::{HalfYear, Rate};

    fn rate(half: &str, reference: &str) -> Rate {
        Rate {
            half: half.parse().unwrap(),
            reference: reference.parse().unwrap(),
            source: String::new(),
        }
    }

    #[test]
    fn every_built_in_rate_has_its_notice_and_each_half_year_one() {
        let mut halves: Vec<HalfYear> = BUILT_IN.iter().map(|rate| rate.half).collect();
        halves.dedup();
        assert_eq!(halves.len(), 14);
        assert!(halves.is_sorted());
        for rate in BUILT_IN.iter() {
            let (number, year) = rate.source.split_once('/').unwrap();
            assert!(number.parse::<u16>().is_ok() && year.parse::<u16>().is_ok());
        }
    }

    #[test]
    fn what_was_not_verified_is_not_known() {
        let rates = Rates::with(&[]);
        for half in ["2018-H2", "2025-H2", "2026-H2"] {
            assert_eq!(rates.reference(half.parse().unwrap()), None, "{half}");
        }
    }

    #[test]
    fn the_owner_adds_and_does_not_contradict() {
        let rates = Rates::with(&[rate("2026-H2", "2,5"), rate("2026-H1", "9")]);
        let reference = |half: &str| rates.reference(half.parse().unwrap()).unwrap().to_string();
        assert_eq!(
            (reference("2026-H2").as_str(), reference("2026-H1").as_str()),
            ("2.5", "2.5")
        );
    }
}
