//! Towns that tell where an address without a country is (`towns.toml`): Åland's, and those abroad whose postcodes look Finnish.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Country;
use crate::text;

#[derive(Deserialize)]
struct File {
    country: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    code: String,
    /// Whether the postcode is written in two groups, `111 22`.
    #[serde(default)]
    spaced: bool,
    towns: Vec<String>,
}

struct Town {
    country: Country,
    spaced: bool,
}

static TOWNS: LazyLock<HashMap<String, Town>> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("towns.toml")).expect("the tests read this file too");
    let mut towns = HashMap::new();
    for Group {
        code,
        spaced,
        towns: names,
    } in file.country
    {
        let country: Country = code.parse().expect("a country");
        for name in names {
            towns.insert(text::fold(&name), Town { country, spaced });
        }
    }
    towns
});

/// The country abroad that a postcode and a town agree on; none where they may be Finnish.
pub(super) fn abroad(town: &str, postcode: &str) -> Option<Country> {
    let town = find(town).filter(|town| !town.country.has_finnish_post())?;
    (is_five_digits(postcode) || (town.spaced && is_spaced(postcode))).then_some(town.country)
}

/// Whether a town is one of Åland's.
pub(super) fn is_in_aland(town: &str) -> bool {
    find(town).is_some_and(|town| town.country == Country::ALAND)
}

/// Finds a town, the number of its district left out (`Praha 1`).
fn find(town: &str) -> Option<&'static Town> {
    let folded = text::fold(town.trim());
    let bare = folded
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end();
    TOWNS.get(bare)
}

/// Five digits together, as Finland and others write a postcode.
pub(super) fn is_five_digits(postcode: &str) -> bool {
    postcode.len() == 5 && postcode.bytes().all(|b| b.is_ascii_digit())
}

/// Three digits, a blank and two, as Sweden, Czechia, Slovakia and Greece write a postcode.
pub(super) fn is_spaced(postcode: &str) -> bool {
    let mut groups = postcode.split_whitespace();
    let is_group = |group: Option<&str>, length| {
        group
            .is_some_and(|group| group.len() == length && group.bytes().all(|b| b.is_ascii_digit()))
    };
    is_group(groups.next(), 3) && is_group(groups.next(), 2) && groups.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{Country, abroad, is_in_aland};

    #[test]
    fn towns_abroad_are_told_by_postcode_and_name() {
        for (postcode, town, country) in [
            ("111 22", "Stockholm", "SE"),
            ("11122", "TUKHOLMA", "SE"),
            ("22100", "Lund", "SE"),
            ("10111", "Tallinn", "EE"),
            ("10115", "Berlin", "DE"),
            ("22305", "Hamburg", "DE"),
            ("110 00", "Praha 1", "CZ"),
        ] {
            assert_eq!(
                abroad(town, postcode).map(Country::code),
                Some(country),
                "{town}"
            );
        }
        for (postcode, town) in [
            ("92100", "Raahe"),
            ("22100", "Mariehamn"),
            ("00100", "Helsingfors"),
            ("111 22", "Raahe"),
            ("10 115", "Berlin"),
        ] {
            assert_eq!(abroad(town, postcode), None, "{town}");
        }
        assert!(is_in_aland("MAARIANHAMINA") && is_in_aland("Vardo") && !is_in_aland("Lund"));
    }
}
