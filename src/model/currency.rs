//! Names and signs of currencies as people and programs write them beside sums and in headers.

use crate::text;

/// A currency, as far as letters care: they ask for euros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Currency {
    /// Euros.
    Euro,
    /// Any other.
    Foreign,
}

const EURO: [&str; 6] = ["€", "eur", "euro", "euroa", "euros", "e"];

/// Codes of ISO 4217 that trade with Finland meets, and the signs and short names in use.
const FOREIGN: [&str; 58] = [
    "aed", "ars", "aud", "bgn", "brl", "byn", "cad", "chf", "clp", "cny", "czk", "dkk", "eek",
    "egp", "gbp", "gel", "hkd", "hrk", "huf", "idr", "ils", "inr", "isk", "jpy", "krw", "kzt",
    "ltl", "lvl", "mad", "mxn", "myr", "nok", "nzd", "php", "pln", "ron", "rsd", "rub", "sar",
    "sek", "sgd", "thb", "tnd", "twd", "uah", "usd", "vnd", "zar", "$", "us$", "£", "¥", "kr",
    "skr", "nkr", "dkr", "₽", "₴",
];

impl Currency {
    /// Reads a code, a sign or a short name; case does not count.
    pub fn parse(word: &str) -> Option<Self> {
        let word = text::fold(word.trim().trim_end_matches('.'));
        if EURO.contains(&word.as_str()) {
            Some(Self::Euro)
        } else {
            FOREIGN.contains(&word.as_str()).then_some(Self::Foreign)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Currency;

    #[test]
    fn currencies_are_known_by_code_and_sign() {
        for (word, currency) in [
            ("EUR", Some(Currency::Euro)),
            ("€", Some(Currency::Euro)),
            ("euroa", Some(Currency::Euro)),
            ("SEK", Some(Currency::Foreign)),
            ("kr.", Some(Currency::Foreign)),
            ("$", Some(Currency::Foreign)),
            ("ALV", None),
            ("", None),
        ] {
            assert_eq!(Currency::parse(word), currency, "{word}");
        }
    }
}
