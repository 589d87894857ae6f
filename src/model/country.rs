//! Countries: ISO 3166-1 alpha-2 codes, and their names as they stand in invoicing programs' exports.
//!
//! Åland has a code of its own (AX) and belongs to Finland and the EU.

use std::fmt;
use std::str::FromStr;

use super::by_text::serde_by_text;
use super::country_names::NAMES;
use super::{Language, Rule};
use crate::text;

/// All officially assigned codes.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW \
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA \
    GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH \
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY \
    MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH \
    SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI \
    VN VU WF WS YE YT ZA ZM ZW";

/// The European Economic Area, and Åland as part of Finland.
const EEA: &str =
    "AT AX BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

/// A country by its two-letter code, such as `FI`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

impl Country {
    /// Finland.
    pub const FINLAND: Self = Self("FI");
    /// Åland.
    pub const ALAND: Self = Self("AX");

    /// The code, in capitals.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// Reads a code or a name: in Finnish, Swedish, English, or the country's own language where it is in the table.
    pub fn parse_loose(raw: &str) -> Result<Self, Rule> {
        raw.parse().or_else(|_| {
            let wanted = text::fold(&text::clean(raw));
            NAMES
                .iter()
                .find(|names| names.1.iter().any(|name| text::fold(name) == wanted))
                .map_or(Err(Rule::Country), |names| names.0.parse())
        })
    }

    /// The name in a language, for the countries whose names are in the table.
    pub fn name(self, language: Language) -> Option<&'static str> {
        let at = match language {
            Language::Fi => 0,
            Language::Sv => 1,
            Language::En => 2,
        };
        let (_, names) = NAMES.iter().find(|(code, _)| *code == self.0)?;
        names.get(at).copied()
    }

    /// Whether personal data may go there without the extra conditions of GDPR chapter V.
    pub fn is_in_eea(self) -> bool {
        EEA.split(' ').any(|code| code == self.0)
    }

    /// Whether the postal rules of Finland hold there: Finland and Åland.
    pub fn has_finnish_post(self) -> bool {
        self == Self::FINLAND || self == Self::ALAND
    }
}

impl FromStr for Country {
    type Err = Rule;

    /// Reads a two-letter code in either case.
    fn from_str(raw: &str) -> Result<Self, Rule> {
        let wanted = raw.trim();
        CODES
            .split(' ')
            .find(|code| code.eq_ignore_ascii_case(wanted))
            .map(Self)
            .ok_or(Rule::Country)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

serde_by_text!(Country);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_249_codes_in_order() {
        let codes: Vec<&str> = CODES.split(' ').collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted());
        assert!(codes.iter().all(|code| code.len() == 2));
    }

    #[test]
    fn every_name_has_a_code_and_no_name_two() {
        let mut seen = std::collections::BTreeMap::new();
        for (code, names) in NAMES {
            assert!(code.parse::<Country>().is_ok(), "{code}");
            for name in *names {
                let other = seen.insert(text::fold(name), *code);
                assert!(other.is_none_or(|other| other == *code), "{name}");
            }
        }
    }

    #[test]
    fn names_of_exports_are_understood() {
        for (name, code) in [
            ("Suomi", "FI"),
            ("finland", "FI"),
            ("Ruotsi", "SE"),
            ("Sverige", "SE"),
            ("SAKSA", "DE"),
            ("Deutschland", "DE"),
            ("Viro", "EE"),
            ("Ahvenanmaa", "AX"),
            ("Åland", "AX"),
            ("se", "SE"),
        ] {
            assert_eq!(
                Country::parse_loose(name).map(Country::code),
                Ok(code),
                "{name}"
            );
        }
        assert_eq!(Country::parse_loose("Atlantis"), Err(Rule::Country));
    }

    #[test]
    fn the_eea_has_30_countries_and_aland() {
        assert_eq!(EEA.split(' ').count(), 31);
        assert!(!Country("CH").is_in_eea() && !Country("GB").is_in_eea());
    }
}
